"""The words of units, in every form that the code list has: "kommuner" -> municipalities."""

from collections.abc import Mapping

from ehealth_stats.codelists.lists import cache_by_lists, units


@cache_by_lists
def unit_words() -> Mapping[str, str]:
    """Return every word that names a unit, in lower case, with the unit's code."""
    return {word.casefold(): unit.code for unit in units().values() for word in unit.words}


@cache_by_lists
def words_of_kind(kind: str) -> Mapping[str, str]:
    """Return the words of all units of a kind, each with the unit's code.

    Examples
    --------
    >>> words_of_kind("time")["veckor"], "veckor" in words_of_kind("count")
    ('weeks', False)
    """
    return {word: code for word, code in unit_words().items() if units()[code].kind == kind}
