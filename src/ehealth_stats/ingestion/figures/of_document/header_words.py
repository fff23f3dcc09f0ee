"""What the header of a column says of the figures below it: counted, shares, times."""

import re
from functools import cache

from ehealth_stats.codelists import indicators, match_category
from ehealth_stats.ingestion.figures.of_document.header_units import HeaderUnit, read_header_unit
from ehealth_stats.ingestion.text.nouns import unit_of_compound
from ehealth_stats.ingestion.text.periods import without_periods
from ehealth_stats.ingestion.text.units import unit_words
from ehealth_stats.languages.lexicon import EVERY, any_of, fold, words


def counts(header: str) -> bool:
    """Tell a header whose figures are counted or measured, so that 1950 below it is no year.

    Examples
    --------
    >>> counts("Antal larm"), counts("2013"), counts("Larm / 2013"), counts("Infört"), counts("Startår")
    (True, True, True, False, False)
    """
    rest = without_periods(header)
    if not rest.strip(" /"):
        return bool(header.strip())
    known = (
        word for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(rest)) if word not in words("time_header", EVERY)
    )
    return (
        has_word(rest, "count_header")
        or any(word in unit_words() or unit_of_compound(word, EVERY) for word in known)
        or read_header_unit(rest, "SE") != HeaderUnit()
        or bool(match_category(rest))
        or any(synonym in fold(rest) for item in indicators().values() for synonym in item.synonyms)
    )


def names_share(header: str) -> bool:
    """Tell a header of shares: "Andel digitala".

    Examples
    --------
    >>> names_share("Andel digitala"), names_share("Antal digitala")
    (True, False)
    """
    return has_word(header, "share_header")


def names_time(header: str) -> bool:
    """Tell a header of days, years or periods: "År", "Startår", "Period".

    Examples
    --------
    >>> names_time("Startår"), names_time("Tidsperiode"), names_time("Antal larm"), names_time("Vår")
    (True, True, False, False)
    """
    endings = [*words("time_header_ending", EVERY)]
    return any(
        word in words("time_header", EVERY) or (len(word) > len(ending) + 2 and word.endswith(ending))
        for word in fold(header).split()
        for ending in endings
    )


@cache
def _role_pattern(role: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:{any_of(EVERY, role)})(?![^\W\d_])", re.IGNORECASE)


def has_word(header: str, role: str) -> bool:
    """Tell a header with a word of a role.

    Examples
    --------
    >>> has_word("Antal larm", "count_header"), has_word("Kommunkod", "count_header")
    (True, False)
    """
    return bool(_role_pattern(role).search(header))
