"""Changes in words, "ökat med 12 till 57", "opp 40 til 120": the words before a figure -> is it by how much."""

import re
from functools import cache

from ehealth_stats.codelists.words import alternatives, words

_WINDOW = 80


def is_amount(text: str, start: int) -> bool:
    """Say whether the words that end at `start` make a figure the amount of a change, and no end of a range.

    After a noun both are possible: "en ökning med 12 till 57" (to 57), "en ökning med 100 till 200" (a range).

    Examples
    --------
    >>> is_amount("Antalet har ökat med 12 till 57", 21), is_amount("en ökning med 100 till 200", 14)
    (True, False)
    """
    return bool(_verb_pattern().search(text, max(start - _WINDOW, 0), start))


def tells_change(text: str, start: int) -> bool:
    """Say whether the words that end at `start` tell of a change, by a verb or by a noun.

    Examples
    --------
    >>> tells_change("en ökning med 100 till 200", 14), tells_change("kommuner med 100", 13)
    (True, False)
    """
    return is_amount(text, start) or bool(_noun_pattern().search(text, max(start - _WINDOW, 0), start))


@cache
def _verb_pattern() -> re.Pattern[str]:
    by, up = alternatives(words("changed_by")), alternatives(words("up"))
    return re.compile(
        rf"(?<!\w)(?:(?:{alternatives(words('changed'))})(?:\s[^\d.;:!?]{{0,50}})?\s(?:{by})|{up})\s*$", re.IGNORECASE
    )


@cache
def _noun_pattern() -> re.Pattern[str]:
    by = alternatives([*words("changed_by"), "på", "of"])
    return re.compile(
        rf"(?<!\w)(?:{alternatives(words('change'))})(?:\s[^\d.;:!?]{{0,50}})?\s(?:{by})\s*$", re.IGNORECASE
    )
