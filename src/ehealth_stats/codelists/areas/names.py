"""One printed name, label or code of an area -> Area; refused when none or two fit.

The list's names with a county in brackets or in two languages ("Våler (Østfold)", "Harstad - Hárstták") are known by
each of their parts too ("Våler", "Harstad"). names.csv has what an area is called beside them ("Århus", "Region H"),
what holds a name and is no area ("Lolland-Falster"), and names that are words too: the kinds also, none and word.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache

from ehealth_stats.codelists.areas.register import (
    Area,
    AreaLevel,
    all_areas,
    areas_on,
    check_country,
    read_area,
    spells_of,
)
from ehealth_stats.codelists.countries import countries
from ehealth_stats.codelists.note_marks import without_notes
from ehealth_stats.codelists.rows import read_rows
from ehealth_stats.errors import CodeListError, did_you_mean
from ehealth_stats.languages import lexicon
from ehealth_stats.languages.lexicon import EVERY

_CODE = re.compile(r"(?:(?P<country>[A-Z]{2})(?P<parted>[-_]?))?(?P<digits>\d{1,4})")
_BETWEEN = re.compile(r"\s*[/–—(]\s*|\s+-\s+|\)$|-")  # the names of one area in two languages
_MOST_WORDS = 5
_FOOTNOTE = re.compile(r"[*†‡]+|\s*\b\d\)$")


@cache
def level_words() -> Mapping[str, AreaLevel]:
    """Return the words of all languages that tell an area's level behind its name, in lower case.

    Examples
    --------
    >>> level_words()["kommune"], level_words()["län"]
    ('municipality', 'county')
    """
    return dict(lexicon.words("area_level", EVERY))  # type: ignore[arg-type]


def names_of(area: Area) -> Iterator[str]:
    """Yield the names that an area goes by: as listed, without its bracket, each language of a double name.

    Examples
    --------
    >>> list(names_of(match_area("NO-5503"))), list(names_of(match_area("NO-0137")))
    (['Harstad - Hárstták', 'Harstad', 'Hárstták'], ['Våler (Østfold)', 'Våler'])
    """
    yield area.name
    plain = re.sub(r" \(.+\)$", "", area.name)
    parts = plain.split(" - ")
    yield from (part for part in dict.fromkeys((plain, *parts)) if part != area.name)
    yield from (name for name in _listed("also").get(area.code, ()) if name != area.name)
    if area.level == "country":
        yield from (name for name in dict.fromkeys(countries()[area.code].labels.values()) if name != area.name)


@cache
def _listed(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Map each code to its names of a kind in names.csv; those of no code to an empty one."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in read_rows("names"):
        if row["kind"] == kind:
            found[row["code"]].append(row["name"])
    return {code: tuple(names) for code, names in found.items()}


@cache
def ordinary_words() -> frozenset[str]:
    """Return the names that are ordinary words or surnames too: "Lund", "Vejen"."""
    return frozenset(_listed("word").get("", ()))


def bearers(name: str) -> tuple[Area, ...]:
    """Return every spell of every municipality that has ever borne a name, as the list or one language of it has it.

    Examples
    --------
    >>> [area.code for area in bearers("Bø")]
    ['NO-0821', 'NO-1867', 'NO-1867']
    """
    return _bearers().get(name, ())


@cache
def _bearers() -> Mapping[str, tuple[Area, ...]]:
    found: dict[str, list[Area]] = defaultdict(list)
    for area in all_areas():
        if area.level == "municipality":
            for name in names_of(area):
                found[name].append(area)
    return {name: tuple(areas) for name, areas in found.items()}


@cache
def names_of_code(code: str) -> frozenset[str]:
    """Return every name that an area has borne under a code.

    Examples
    --------
    >>> sorted(names_of_code("SE-2281"))
    ['Sundsvall']
    """
    return frozenset(name for area in spells_of(code) for name in names_of(area))


@lru_cache(maxsize=64)
def areas_by_name(country: str | None, on: date | None) -> Mapping[str, tuple[Area, ...]]:
    """Map each name to the areas that bear it on a day.

    Without a day these are the ones that bear it today; a name that nobody bears any more stands for the last area or
    areas that did. A name that is none of theirs has none: nobody looks for one inside it.
    """
    found: dict[str, dict[str, Area]] = defaultdict(dict, {name: {} for name in _listed("none").get("", ())})
    if on is None:
        for area in all_areas():
            if country in (None, area.country):
                _add(found, area)
    current: dict[str, dict[str, Area]] = defaultdict(dict)
    for area in areas_on(country, on):
        _add(current, area)
    return {name: tuple(areas.values()) for name, areas in (found | current).items()}


def _add(index: dict[str, dict[str, Area]], area: Area) -> None:
    for name in names_of(area):
        index[name][area.code] = area


@lru_cache(maxsize=64)
def _by_folded_name(country: str | None, on: date | None) -> Mapping[str, tuple[Area, ...]]:
    index: dict[str, tuple[Area, ...]] = {}
    for name, areas in areas_by_name(country, on).items():
        index[name.casefold()] = tuple(dict.fromkeys(index.get(name.casefold(), ()) + areas))
    return index


def match_area(name: str, *, country: str | None = None, on: date | None = None, within: str | None = None) -> Area:
    """Return the one area that a printed name or code stands for.

    "kommun", "kommune", "län" and the like, a genitive s, footnote marks and case do not matter. A municipality goes
    before a county of the same name unless "län" or "fylke" follows. A code may lack its country or its leading zero.
    Names are never corrected: a misspelt one is refused with the nearest.

    Parameters
    ----------
    name
        As printed: "Sundsvalls kommun", "Harstad", "SE-2281", "219".
    country
        Where to look; both countries when None.
    on
        The day on which the area must be valid; without it, today's areas go before former ones.
    within
        Codes of the areas that it must be part of, parted by a bar.

    Raises
    ------
    CodeListError
        If no area fits, or two do.

    Examples
    --------
    >>> match_area("Sundsvalls kommun*").code, match_area("219", country="NO", on=date(2007, 11, 1)).name
    ('SE-2281', 'Bærum')
    """
    inside = fitting_areas(name, country=country, on=on, within=within)
    if len(inside) == 1:
        return inside[0]
    if inside:
        raise _two_fit(name, inside)
    raise _none_fits(name, country, on, within)


def fitting_areas(
    name: str, *, country: str | None = None, on: date | None = None, within: str | None = None
) -> list[Area]:
    """Return the areas that a printed name or code may stand for, none or several, as `match_area` looks for them.

    Examples
    --------
    >>> [area.code for area in fitting_areas("Herøy", country="NO", on=date(2013, 1, 1))], fitting_areas("Sunsvall")
    (['NO-1515', 'NO-1818'], [])
    """
    if country is not None:
        check_country(country)
    printed = " ".join(_FOOTNOTE.sub("", without_notes(name)).split()).strip(" .,:;")
    code = _CODE.fullmatch(printed)
    fit = _with_code(code, country, on) if code else _with_name(printed, country, on) or _twice(printed, country, on)
    return [area for area in fit if within is None or area.is_within(within)]


@cache
def bears_name(code: str, name: str) -> bool:
    """Say whether an area has ever borne a name, with or without the word for its level.

    Examples
    --------
    >>> bears_name("NO-0101", "Halden"), bears_name("NO-03", "Oslo"), bears_name("SE-22", "Ånge")
    (True, True, False)
    """
    days = {spell.valid_from or (spell.valid_to and spell.valid_to - date.resolution) for spell in spells_of(code)}
    home = countries()[code[:2]]
    found = (
        area
        for day in days
        for printed in (name, home.county_name(name))
        for area in fitting_areas(printed, country=home.code, on=day)
    )
    return any(area.code == code for area in found)


def _with_code(code: re.Match[str], country: str | None, on: date | None) -> list[Area]:
    digits = code["digits"]
    named = code["country"] or country
    home = countries().get(code["country"] or "")
    if home and not code["parted"] and len(digits) < home.municipality_digits:  # SE22 is a region of the European Union
        return []
    wanted = {home.area_code(digits) for home in countries().values() if named in (None, home.code)}
    spells = {area.code: area for area in all_areas() if area.code in wanted and (on is None or area.is_valid(on))}
    return list(spells.values())


def _with_name(printed: str, country: str | None, on: date | None) -> Sequence[Area]:
    words = printed.casefold().split(" ")
    level = level_words().get(words[-1]) if len(words) > 1 else None
    # "Norrbottens kommuner" are those of the county
    base = " ".join(words[:-1] if level or words[-1] in lexicon.words("area_plural", EVERY) else words).rstrip("'’")
    index = _by_folded_name(country, on)
    fit = index.get(base) or index.get(base.removesuffix("s").rstrip("'’"), ())
    for wanted in (level,) if level else ("municipality", "county", "country"):
        if at_level := [area for area in fit if area.level == wanted]:
            return at_level
    return ()


def _twice(printed: str, country: str | None, on: date | None) -> Sequence[Area]:
    """Return the area that has all names of several, as "Karasjok/Kárášjohka" and "Kárášjoga gielda Karasjok kommune".

    One of them it must bear on the day, the others at some time, or those do who bear both.
    """
    parts = [part for part in _BETWEEN.split(printed) if part]
    words = printed.split() if len(parts) == 1 else []
    halves = ([" ".join(words[:at]), " ".join(words[at:])] for at in range(1, min(len(words), _MOST_WORDS)))
    for names in (parts, *halves):
        fit = [found[0] for name in names if len(found := _with_name(name, country, on)) == 1]
        if len(names) > 1 and (both := [area for area in fit if all(_shares_name(area, name) for name in names)]):
            return both[:1]
    return ()


def _shares_name(area: Area, name: str) -> bool:
    """Say whether an area has ever borne a name, or one does that bears a name of its own too."""
    own = frozenset(names_of(area))
    return bears_name(area.code, name) or any(own & frozenset(names_of(other)) for other in bearers(name))


@cache
def meant_area(code: str) -> str | None:
    """Return what a code that no list has may be meant for; None for one that is listed, or is nobody's here.

    A code that begins as those of a country do, a bare number, and a name are meant for an area of these lists.

    Examples
    --------
    >>> meant_area("SE-2281"), meant_area("CA"), meant_area("Hylte"), meant_area("SE-2218")
    (None, None, "'Hylte' is SE-1315", "did you mean 'SE-2521' or 'SE-2518' or 'SE-2421'?")
    """
    try:
        read_area(code)
    except CodeListError as error:
        return error.hint if code.partition("-")[0] in countries() else _meant_name(code)
    return None


def _meant_name(name: str) -> str | None:
    try:
        return f"{name!r} is {match_area(name).code}"
    except CodeListError as error:
        is_like = get_close_matches(name.casefold(), _by_folded_name(None, None), n=1, cutoff=_LIKE)
        return error.hint if is_like else None


# Two names are as like as this where one letter of seven is another, or lacks.
_LIKE = 0.85


def _two_fit(name: str, areas: Sequence[Area]) -> CodeListError:
    both = " and ".join(f"{area.code} {area.name}" for area in areas)
    return CodeListError(f"two areas fit the name {name!r}", expected="one", hint=f"it fits {both}: give the code")


def _none_fits(name: str, country: str | None, on: date | None, within: str | None) -> CodeListError:
    """Say what is near: the same name on another day or elsewhere, else a name spelt like it."""
    elsewhere = _with_name(" ".join(name.split()), None, None)
    lives = [f"{a.code} {a.name} (from {a.valid_from or 'ever'} until {a.valid_to or 'now'})" for a in elsewhere]
    inside = [a for a in areas_on(country, on) if within is None or a.is_within(within)]
    near = did_you_mean(name, dict.fromkeys(part for area in inside for part in names_of(area)))
    where = ", ".join(
        part for part in (country, f"on {on}" if on else "", f"within {within}" if within else "") if part
    )
    hint = f"there is {', '.join(lives)}" if lives else near
    return CodeListError(
        f"no area {name!r} in the code list", where=where, expected="an official name or code", hint=hint
    )
