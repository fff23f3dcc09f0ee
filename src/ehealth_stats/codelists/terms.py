"""The words for the codes of our tables (terms.csv): a vocabulary and a code -> its label in three languages."""

from collections.abc import Mapping
from functools import cache

from ehealth_stats.codelists.lists import LANGUAGES, Language
from ehealth_stats.codelists.rows import read_rows


@cache
def _terms() -> Mapping[tuple[str, str], Mapping[str, str]]:
    return {
        (row["vocabulary"], row["code"]): {name: row[f"label_{name}"] for name in LANGUAGES if name != "nn"}
        for row in read_rows("terms")
    }


def term(vocabulary: str, code: str, language: Language = "en") -> str:
    """Return the words for a code of a vocabulary, an empty text when it has none.

    Examples
    --------
    >>> term("target_status", "not_met", "sv"), term("role", "steering_group")
    ('Ej uppnått', '')
    """
    return _terms().get((vocabulary, code), {}).get(language, "")
