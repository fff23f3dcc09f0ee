"""The municipalities, counties and countries with their validity: an area code and a day -> Area.

Municipalities are read from areas.csv; counties follow from their municipalities' codes and live as long as these.
Norwegian municipalities: Statistics Norway, CC BY 4.0 (KLASS 131, from 1971). Swedish ones: codes and names of SCB from
1998, after the mergers of counties; Nykvarn left Södertälje in 1999, Knivsta Uppsala in 2003, Heby came to Uppsala
county in 2007, Malung was renamed in 2008. Danish ones: Danmarks Statistik (NUTS_V1_2007), from the reform of 2007 on,
Brønderslev renamed in 2007, Halsnæs in 2008, Aarhus in 2011; Christiansø (411) is under no municipality or region.
Parts that moved to another municipality are in moved_parts.csv.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import groupby
from typing import Literal

from ehealth_stats.codelists.countries import countries
from ehealth_stats.codelists.groups import group_label
from ehealth_stats.codelists.lists import Language
from ehealth_stats.codelists.rows import read_rows
from ehealth_stats.errors import CodeListError, did_you_mean

AreaLevel = Literal["country", "county", "municipality", "several"]

_WHERE = "codelists/areas.csv"


@dataclass(frozen=True, slots=True)
class Area:
    """One spell of an area: its code and name from `valid_from` until the day before `valid_to`.

    `code` holds the country ("SE-2281"), since 1401 is Flora in Norway and Härryda in Sweden. `parent` is the code of
    the county or country it is part of, empty for a country. No date stands for "always", as far as the list knows.
    """

    code: str
    name: str
    country: str
    level: AreaLevel
    parent: str
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...]

    def is_valid(self, on: date | None) -> bool:
        """Say whether the spell holds on a day; without a day, whether it still holds."""
        if on is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)

    def is_within(self, scope: str) -> bool:
        """Say whether the area is one of the scope's areas (codes parted by a bar) or part of one."""
        return not {self.code, self.parent, self.country}.isdisjoint(scope.split("|"))


def area_level(code: str) -> AreaLevel:
    """Tell an area's level from the form of its code; that of areas that a bar parts is `several`.

    Raises
    ------
    CodeListError
        If the code has none of the three forms.

    Examples
    --------
    >>> area_level("SE"), area_level("SE-22"), area_level("SE-2281")
    ('country', 'county', 'municipality')
    """
    if "|" in code:
        return "several"
    country, _, digits = code.partition("-")
    if country in countries() and (not digits or digits.isdecimal()):
        home = countries()[country]
        levels: dict[int, AreaLevel] = {
            0: "country",
            home.county_digits: "county",
            home.municipality_digits: "municipality",
        }
        if len(digits) in levels:
            return levels[len(digits)]
    raise CodeListError(f"{code!r} is no area code", expected="a country, county or municipality: SE, SE-22, SE-2281")


@cache
def all_areas() -> tuple[Area, ...]:
    """Return every spell of every area: countries, counties, municipalities, each by code and date."""
    municipalities, counties = _read_municipalities()
    whole = [Area(code, home.labels["sv"], code, "country", "", None, None, ()) for code, home in countries().items()]
    return (*whole, *counties, *municipalities)


@cache
def _spells() -> dict[str, tuple[Area, ...]]:
    """Map each code to its spells, the earliest first."""
    found: dict[str, list[Area]] = {}
    for area in all_areas():
        found.setdefault(area.code, []).append(area)
    return {code: tuple(spells) for code, spells in found.items()}


def spells_of(code: str) -> tuple[Area, ...]:
    """Return every spell of a code, the earliest first; none where the list does not have it.

    Examples
    --------
    >>> [spell.name for spell in spells_of("NO-0516")], spells_of("NO-9999")
    (['Nord-Fron'], ())
    """
    return _spells().get(code, ())


def _read_municipalities() -> tuple[list[Area], list[Area]]:
    rows = read_rows("areas")
    municipalities = sorted((_municipality(row) for row in rows), key=_by_code)
    county_names = {f"{row['country']}-{row['region_code']}": row["region_name"] for row in rows}
    by_county = groupby(sorted(municipalities, key=lambda area: area.parent), key=lambda area: area.parent)
    return municipalities, [_county(code, county_names[code], list(parts)) for code, parts in by_county]


def _municipality(row: dict[str, str]) -> Area:
    country = row["country"]
    return Area(
        code=f"{country}-{row['code']}",
        name=row["name"].strip(),
        country=country,
        level="municipality",
        parent=f"{country}-{row['region_code']}",
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        successors=tuple(f"{country}-{code}" for code in row["successor_code"].split("|") if code),
    )


def _county(code: str, name: str, parts: list[Area]) -> Area:
    starts = [part.valid_from for part in parts if part.valid_from]
    ends = [part.valid_to for part in parts if part.valid_to]
    open_end = len(ends) < len(parts)
    first, last = (min(starts) if starts else None), (None if open_end else max(ends))
    return Area(code, name, parts[0].country, "county", parts[0].country, first, last, ())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _by_code(area: Area) -> tuple[str, date]:
    return area.code, area.valid_from or date.min


@lru_cache(maxsize=64)
def areas_on(country: str | None, on: date | None) -> tuple[Area, ...]:
    """Return the areas valid on a day, of one country or of all; without a day, those valid still.

    Examples
    --------
    >>> len(areas_on("SE", None))  # a country, 21 counties, 290 municipalities
    312
    """
    if country is not None:
        check_country(country)
    return tuple(area for area in all_areas() if country in (None, area.country) and area.is_valid(on))


def check_country(country: str) -> str:
    """Return the country's code if the list has it.

    Raises
    ------
    CodeListError
        If it does not.

    Examples
    --------
    >>> check_country("NO")
    'NO'
    """
    if country not in countries():
        raise CodeListError(f"no country {country!r} in the code list", where=_WHERE, expected=" or ".join(countries()))
    return country


def read_area(code: str, *, on: date | None = None) -> Area:
    """Return the area of a code as it was on a day, or as it was last when no day is given.

    Raises
    ------
    CodeListError
        If there is no such code, with near misses, or if it was not valid on that day, with its successors.

    Examples
    --------
    >>> read_area("NO-1401", on=date(2007, 11, 1)).name, read_area("SE-1401").name
    ('Flora', 'Härryda')
    """
    spells = spells_of(code)
    if not spells:
        near = did_you_mean(code, dict.fromkeys(area.code for area in all_areas()))
        raise CodeListError(f"no area {code!r} in the code list", where=_WHERE, hint=near)
    valid = [area for area in spells if on is None or area.is_valid(on)]
    if not valid:
        raise _not_valid(spells, on)
    return valid[-1]


def _not_valid(spells: Iterable[Area], on: date | None) -> CodeListError:
    """Say when each spell was valid and what came after it."""
    spells = tuple(spells)
    lives = [f"{area.code} {area.name} from {area.valid_from} until {area.valid_to or 'now'}" for area in spells]
    after = ", ".join(dict.fromkeys(code for area in spells for code in area.successors if code != area.code))
    hint = f"it became {after}" if after else ""
    return CodeListError(f"{spells[0].code} is not valid on {on}", where=_WHERE, expected="; ".join(lives), hint=hint)


def area_name(code: str, *, on: date | None = None, language: Language = "sv") -> str:
    """Return an area's name; `language` matters for countries and groups only.

    Several codes, parted by a bar, are called by the group that they are in one's own list, else each by its name.

    Raises
    ------
    CodeListError
        If the list does not have the code, or not on that day.

    Examples
    --------
    >>> area_name("SE-2281"), area_name("SE-22"), area_name("NO"), area_name("NO", language="en")
    ('Sundsvall', 'Västernorrland', 'Norge', 'Norway')
    """
    if "|" in code:
        listed = (area_name(each, on=on, language=language) for each in code.split("|"))
        return group_label(code, language) or ", ".join(listed)
    area = read_area(code, on=on)
    if language not in (names := countries()[area.country].labels):
        raise CodeListError(f"no language {language!r}", expected=", ".join(names))
    return names[language] if area.level == "country" else area.name


def is_within(area: str, scope: str) -> bool:
    """Say whether an area, or each of several whose codes a bar parts, is one of the scope's areas or part of one.

    Raises
    ------
    CodeListError
        If the list does not have a code.

    Examples
    --------
    >>> is_within("SE-2281", "SE-22"), is_within("SE-2281|SE-2303", "SE-22")
    (True, False)
    """
    return all(read_area(code).is_within(scope) for code in area.split("|"))


def municipalities(scope: str, *, on: date) -> tuple[Area, ...]:
    """Return the municipalities of a scope on a day, by code.

    Parameters
    ----------
    scope
        Codes parted by a bar: a country or county stands for its municipalities, a municipality for itself.
    on
        The day on which they must be valid.

    Raises
    ------
    CodeListError
        If a code of the scope is unknown or not valid on that day.

    Examples
    --------
    >>> [area.name for area in municipalities("SE-2281|SE-2260", on=date(2013, 4, 2))]
    ['Ånge', 'Sundsvall']
    """
    for code in scope.split("|"):
        read_area(code, on=on)
    return _municipalities(scope, on)


def _municipalities(scope: str, on: date) -> tuple[Area, ...]:
    return tuple(area for area in areas_on(None, on) if area.level == "municipality" and area.is_within(scope))


@cache
def change_days() -> tuple[date, ...]:
    """Return the days on which any area began or ended, in order.

    Examples
    --------
    >>> change_days()[-1]
    datetime.date(2024, 1, 1)
    """
    return tuple(sorted({day for area in all_areas() for day in (area.valid_from, area.valid_to) if day}))


def count_municipalities(scope: str, start: date, end: date) -> tuple[int, int]:
    """Count the municipalities of a scope: the least and the most on any day from `start` to `end`, both included.

    Raises
    ------
    CodeListError
        If a code of the scope is unknown, or the interval ends before it starts.

    Examples
    --------
    >>> count_municipalities("NO", date(2008, 1, 1), date(2013, 12, 31))
    (428, 430)
    """
    if end < start:
        raise CodeListError(f"the interval ends before it starts: {start} to {end}", expected="start <= end")
    for code in scope.split("|"):
        read_area(code)
    counts = [len(_municipalities(scope, day)) for day in (start, *(d for d in change_days() if start < d <= end))]
    return min(counts), max(counts)
