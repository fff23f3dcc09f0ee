"""A target's municipality over time: its code -> the codes of the same place, what joined it, what it became."""

from datetime import date, timedelta
from functools import cache

from ehealth_stats.analysis.bounds import level_of
from ehealth_stats.codelists import area_name, change_days, read_area, successors, transitions

_DAY = timedelta(days=1)


def codes_of(area: str) -> frozenset[str]:
    """Return the codes under which a municipality has been the same place: new counties gave new ones.

    Examples
    --------
    >>> sorted(codes_of("NO-0219"))  # Bærum
    ['NO-0219', 'NO-3024', 'NO-3201']
    >>> sorted(codes_of("NO-0722"))  # Nøtterøy, a part of Færder since
    ['NO-0722']
    """
    found: set[str] = set()
    waiting = [area]
    while waiting:
        code = waiting.pop()
        found.add(code)
        waiting += [new for pair in _renumbered(area[:2]) if code in pair for new in pair if new not in found]
    return frozenset(found)


@cache
def _renumbered(country: str) -> frozenset[tuple[str, str]]:
    """Return each code of a municipality with the next one of the same place."""
    if not level_of(country):
        return frozenset()
    found = set()
    for day in change_days():
        pairs = transitions(country, "municipality", day - _DAY, day)
        befores, afters = ([pair[n] for pair in pairs] for n in (0, 1))
        moved = [pair for pair in pairs if pair[0] != pair[1]]
        found |= {pair for pair in moved if befores.count(pair[0]) == afters.count(pair[1]) == 1}
    return frozenset(found)


def joined(area: str, since: date, day: date) -> str:
    """Say which others a municipality that kept its code was merged with between two days, empty if with none.

    Examples
    --------
    >>> joined("NO-1103", date(2019, 12, 31), date(2020, 12, 31))
    'Finnøy, Rennesøy joined Stavanger in between'
    """
    if level_of(area) != "municipality":
        return ""
    parts = {old for old, new in transitions(area[:2], "municipality", since, day) if new == area}
    others = ", ".join(area_name(code, on=since) for code in sorted(parts - {area}))
    return f"{others} joined {area_name(area)} in between" if others and area in parts else ""


def became(area: str, on: date) -> str:
    """Say what a municipality has become by a day, so that there are no more figures of it; empty while there are.

    Examples
    --------
    >>> became("NO-0722", date(2018, 6, 1))
    'since 2018-01-01 Nøtterøy is part of Færder'
    >>> became("NO-0219", date(2021, 1, 1)), became("NO-0722", date(2017, 12, 31))
    ('', '')
    """
    if level_of(area) != "municipality" or codes_of(area) != {area}:
        return ""
    end = read_area(area).valid_to
    if end is None or end > on:
        return ""
    return f"since {end} {area_name(area)} is part of {', '.join(later.name for later in successors(area, on=end))}"
