"""What became of an area, and what it was before: a code and a day -> the areas of that day.

Municipalities follow the successors of the code list. A county's changes follow from its municipalities: it became
every county that one of them was in later. A change of name or number is no change of the area.

A part that moved between two municipalities is in moved_parts.csv, as far as we found an inhabited one in decisions of
the ministry: it makes neither of them a successor of the other, as in the official tables.

A municipality that came out of a merged one within its former borders is in reinstated_codes.csv: it is what went in,
and the others that were merged are what is left.

Sources: Statistics Norway, KLASS 131 with its correspondence tables (CC BY 4.0); for moved_parts.csv the decisions of
the Ministry of Local Government (Bryggja 2017, Bjørke and Verrabotn 2018, Vågstranda 2019), for reinstated_codes.csv
its proposal of 3 May 2022, which the Storting followed (all of the former Haram); SCB for Sweden.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from ehealth_stats.codelists.areas.register import Area, all_areas, area_level, areas_on, change_days, read_area
from ehealth_stats.codelists.rows import read_rows
from ehealth_stats.errors import CodeListError


@dataclass(frozen=True, slots=True)
class MovedPart:
    """A part of a municipality that is another one's from a day on; codes as of the day before and of the day."""

    name: str
    day: date
    from_code: str
    to_code: str


def successors(code: str, *, on: date) -> tuple[Area, ...]:
    """Return the areas of a day that an area had become by then, wholly or in part; several when it was split.

    An area that is still there under its code is its own successor, enlarged or not.

    Raises
    ------
    CodeListError
        If there is no such code, or it came later than that day.

    Examples
    --------
    >>> [area.code for area in successors("NO-1129", on=date(2024, 1, 1))]
    ['NO-1108']
    >>> [area.name for area in successors("NO-0720", on=date(2017, 1, 1))]
    ['Tønsberg', 'Sandefjord']
    >>> [area.name for area in successors("NO-30", on=date(2024, 1, 1))]
    ['Østfold', 'Akershus', 'Buskerud']
    """
    first, last = _life(code)
    if first and on < first:
        raise CodeListError(
            f"{code} came later than {on}", expected=f"a day from {first}", hint="predecessors() goes back"
        )
    day = on if last is None or on < last else last - timedelta(days=1)
    return tuple(area for area in _areas(code, on) if (code, area.code) in transitions(*_place(code), day, on))


def predecessors(code: str, *, on: date) -> tuple[Area, ...]:
    """Return the areas of a day that an area, as it was last, was made of, wholly or in part.

    Raises
    ------
    CodeListError
        If there is no such code, or it ended before that day.

    Examples
    --------
    >>> [area.name for area in predecessors("NO-1108", on=date(2019, 12, 31))]
    ['Sandnes', 'Forsand']
    >>> [area.name for area in predecessors("NO-50", on=date(2017, 12, 31))]  # Rindal came in 2019
    ['Møre og Romsdal', 'Sør-Trøndelag', 'Nord-Trøndelag']
    """
    _, last = _life(code)
    if last and last <= on:
        raise CodeListError(f"{code} ended before {on}", expected=f"a day before {last}", hint="successors() goes on")
    day = last - timedelta(days=1) if last else date.max
    return tuple(area for area in _areas(code, on) if (area.code, code) in transitions(*_place(code), on, day))


@lru_cache(maxsize=256)
def transitions(country: str, level: str, start: date, end: date) -> frozenset[tuple[str, str]]:
    """Return which areas of a first day became, wholly or in part, which of a later day, as pairs of codes.

    Examples
    --------
    >>> pairs = transitions("NO", "municipality", date(2019, 12, 31), date(2020, 1, 1))
    >>> sorted(pair for pair in pairs if pair[1] == "NO-1108")
    [('NO-1102', 'NO-1108'), ('NO-1129', 'NO-1108')]
    """
    if level == "country":
        return frozenset({(country, country)})
    old = [area for area in areas_on(country, start) if area.level == "municipality"]
    pairs = [(area, later) for area in old for later in _later(area, end)]
    if level == "county":
        return frozenset((area.parent, later.parent) for area, later in pairs)
    return frozenset((area.code, later.code) for area, later in pairs)


def merged_from(code: str, *, on: date, before: date) -> tuple[str, ...]:
    """Return the codes of an earlier day that together are an area of a day, nothing where one of them was split.

    An area that is the same on both days is made of itself, under either code.

    Examples
    --------
    >>> merged_from("NO-0729", on=date(2018, 1, 1), before=date(2017, 12, 31))
    ('NO-0722', 'NO-0723')
    >>> merged_from("NO-1806", on=date(2020, 1, 1), before=date(2019, 12, 31))  # Narvik has a part of Tysfjord
    ()
    """
    pairs = transitions(*_place(code), before, on)
    parts = {old for old, new in pairs if new == code}
    is_split = any(old in parts and new != code for old, new in pairs)
    return () if is_split else tuple(sorted(parts))


def moved_parts(code: str, *, since: date, on: date) -> tuple[MovedPart, ...]:
    """Return the parts that came to or left a municipality of the day `on` between that day and another one.

    Counties keep what moves between their municipalities.

    Examples
    --------
    >>> moved_parts("NO-1535", since=date(2020, 12, 31), on=date(2024, 1, 1))
    (MovedPart(name='Vågstranda', day=datetime.date(2021, 1, 1), from_code='NO-1539', to_code='NO-1535'),)
    """
    start, end = sorted((since, on))
    return tuple(part for part in _all_moved_parts() if start < part.day <= end and code in _touched(part, on))


def codes_of(code: str) -> frozenset[str]:
    """Return the codes under which a municipality has been the same place: new counties gave new ones.

    Examples
    --------
    >>> sorted(codes_of("NO-0219"))  # Bærum
    ['NO-0219', 'NO-3024', 'NO-3201']
    >>> sorted(codes_of("NO-0722"))  # Nøtterøy, a part of Færder since
    ['NO-0722']
    """
    codes: set[str] = set()
    waiting = [code]
    while waiting:
        current = waiting.pop()
        codes.add(current)
        waiting += [new for pair in _renumbered(code[:2]) if current in pair for new in pair if new not in codes]
    return frozenset(codes)


@cache
def _renumbered(country: str) -> frozenset[tuple[str, str]]:
    """Return each code of a municipality with the next one of the same place."""
    found = set()
    for day in change_days():
        pairs = transitions(country, "municipality", day - timedelta(days=1), day)
        befores, afters = ([pair[n] for pair in pairs] for n in (0, 1))
        moved = [pair for pair in pairs if pair[0] != pair[1]]
        found |= {pair for pair in moved if befores.count(pair[0]) == afters.count(pair[1]) == 1}
    return frozenset(found)


def joined_by(code: str, *, since: date, on: date) -> tuple[str, ...]:
    """Return the other municipalities that were merged into one, under the code it had before, between two days.

    Examples
    --------
    >>> joined_by("NO-1103", since=date(2019, 12, 31), on=date(2020, 12, 31))  # Finnøy and Rennesøy into Stavanger
    ('NO-1141', 'NO-1142')
    """
    parts = {old for old, new in transitions(*_place(code), since, on) if new == code}
    return tuple(sorted(parts - {code})) if code in parts else ()


@cache
def _all_moved_parts() -> tuple[MovedPart, ...]:
    return tuple(
        MovedPart(
            row["part"],
            date.fromisoformat(row["valid_from"]),
            f"{row['country']}-{row['from_code']}",
            f"{row['country']}-{row['to_code']}",
        )
        for row in read_rows("moved_parts")
    )


@cache
def _touched(part: MovedPart, on: date) -> frozenset[str]:
    """Return what the municipality that lost the part and the one that got it are on a day."""
    found = set()
    for code, day in ((part.from_code, part.day - timedelta(days=1)), (part.to_code, part.day)):
        pairs = transitions(*_place(code), min(day, on), max(day, on))
        found |= {new for old, new in pairs if old == code} if day <= on else {old for old, new in pairs if new == code}
    return frozenset(found)


@cache
def _later(area: Area, on: date, came_from: str = "") -> tuple[Area, ...]:
    """Follow one spell of a municipality to a day, as far as it is made of the one that it came from."""
    if area.is_valid(on) or area.valid_to is None:
        return (area,)
    following = [read_area(code, on=area.valid_to) for code in _following(area, came_from)]
    found = {later.code: later for spell in following for later in _later(spell, on, area.code)}
    return tuple(found.values())


def _following(merged: Area, part: str) -> list[str]:
    """Return what became of a part of a merged municipality: some came out of it again as they were."""
    reinstated = {former: code for former, code in _reinstated().items() if code in merged.successors}
    if part in reinstated:
        return [reinstated[part]]
    return [code for code in merged.successors if not part or code not in reinstated.values()]


@cache
def _reinstated() -> Mapping[str, str]:
    """Map each municipality that was merged to what it is since, within its former borders."""
    rows = read_rows("reinstated_codes")
    return {f"{row['country']}-{row['former_code']}": f"{row['country']}-{row['code']}" for row in rows}


def _place(code: str) -> tuple[str, str]:
    return code[:2], area_level(code)


def _areas(code: str, on: date) -> list[Area]:
    country, level = _place(code)
    return [area for area in areas_on(country, on) if area.level == level]


def _life(code: str) -> tuple[date | None, date | None]:
    """Return the first day of a code and the day that it ended, None for ever."""
    spells = [area for area in all_areas() if area.code == code]
    if not spells:
        read_area(code)
    return spells[0].valid_from, spells[-1].valid_to
