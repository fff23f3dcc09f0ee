"""One printed name, label or code of an area -> Area; refused when none or two fit.

The list's names with a county in brackets or in two languages ("Våler (Østfold)", "Harstad - Hárstták") are known by
each of their parts too ("Våler", "Harstad").
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from ehealth_stats.codelists.areas.register import Area, AreaLevel, all_areas, areas_on, check_country
from ehealth_stats.codelists.countries import countries
from ehealth_stats.codelists.note_marks import without_notes
from ehealth_stats.errors import CodeListError, did_you_mean

TYPE_WORDS: Mapping[str, AreaLevel] = {
    **dict.fromkeys(("kommun", "kommuns", "kommunen", "kommune", "kommunes", "municipality"), "municipality"),
    **dict.fromkeys(("län", "läns", "länet", "fylke", "fylkes", "fylket", "fylkeskommune", "county"), "county"),
}
_ALSO = {
    "SE-14": ("Västra Götalandsregionen",),
    "SE-23": ("Jämtland Härjedalen", "Jämtland/Härjedalen"),
}
_PLURALS = ("kommuner", "kommunerna", "kommunene")  # "Norrbottens kommuner" are those of the county
_CODE = re.compile(r"(?:(?P<country>[A-Z]{2})-)?(?P<digits>\d{1,4})")
_FOOTNOTE = re.compile(r"[*†‡]+|\s*\b\d\)$")


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
    yield from _ALSO.get(area.code, ())
    if area.level == "country":
        yield from (name for name in dict.fromkeys(countries()[area.code].labels.values()) if name != area.name)


@lru_cache(maxsize=64)
def areas_by_name(country: str | None, on: date | None) -> Mapping[str, tuple[Area, ...]]:
    """Map each name to the areas that bear it on a day.

    Without a day these are the ones that bear it today; a name that nobody bears any more stands for the last area or
    areas that did.
    """
    found: dict[str, dict[str, Area]] = defaultdict(dict)
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
    if country is not None:
        check_country(country)
    printed = " ".join(_FOOTNOTE.sub("", without_notes(name)).split()).strip(" .,:;")
    code = _CODE.fullmatch(printed)
    fit = _with_code(code, country, on) if code else _with_name(printed, country, on)
    inside = [area for area in fit if within is None or area.is_within(within)]
    if len(inside) == 1:
        return inside[0]
    if inside:
        raise _two_fit(name, inside)
    raise _none_fits(name, country, on, within)


def _with_code(code: re.Match[str], country: str | None, on: date | None) -> list[Area]:
    digits = code["digits"]
    named = code["country"] or country
    wanted = {home.area_code(digits) for home in countries().values() if named in (None, home.code)}
    spells = {area.code: area for area in all_areas() if area.code in wanted and (on is None or area.is_valid(on))}
    return list(spells.values())


def _with_name(printed: str, country: str | None, on: date | None) -> Sequence[Area]:
    words = printed.casefold().split(" ")
    level = TYPE_WORDS.get(words[-1]) if len(words) > 1 else None
    base = " ".join(words[:-1] if level or words[-1] in _PLURALS else words).rstrip("'’")
    index = _by_folded_name(country, on)
    fit = index.get(base) or index.get(base.removesuffix("s").rstrip("'’"), ())
    for wanted in (level,) if level else ("municipality", "county", "country"):
        if at_level := [area for area in fit if area.level == wanted]:
            return at_level
    return ()


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
