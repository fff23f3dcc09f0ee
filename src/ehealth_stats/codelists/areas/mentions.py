"""Names of municipalities, counties and countries in running text: text -> AreaMention, each with its place in it.

What we chose: a name counts only with its capital and as a whole word; a genitive s and a following "kommun",
"kommune", "län" or "fylke" belong to it. A county is found by its bare name only where no municipality has the same.
Names that are ordinary words or surnames too (three letters or less, and a short list: Lund, Mora, Time …) need more:
they are passed over after a capitalised word ("Kari Lund"), and at the start of a sentence ("Vara med …") unless a
figure, a mark, "har 45" or the end of the line follows ("Vara: 45"). "kommun" or "län" after the name settles it in
every case; "Region Uppsala" is the county. Long names in capitals ("SUNDSVALL") count too; "Sveriges Kommuner och
Regioner" is an association.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from ehealth_stats.codelists.areas.names import (
    areas_by_name,
    bearers,
    bears_name,
    level_words,
    names_of_code,
    ordinary_words,
)
from ehealth_stats.codelists.areas.register import Area, AreaLevel, area_level, check_country, spells_of
from ehealth_stats.codelists.countries import countries
from ehealth_stats.languages.lexicon import EVERY, alternatives, any_of, printed_words

_OPENS_SENTENCE = re.compile(r"(?:^|[.!?…\t])\W*$")
_COUNTY_BEFORE = re.compile(r"(?:Region|[Ll]andstinget(?: i)?|Länsstyrelsen i) $")
_NAME_GOES_ON = re.compile(r" [A-ZÅÄÖÆØ]")
_SHORTEST_IN_CAPITALS = 5


@dataclass(frozen=True, slots=True)
class AreaMention:
    """An area named in a text: where, its code (empty when two fit), and the name as the code list spells it."""

    start: int
    end: int
    code: str
    name: str


@cache
def _after_capitalised() -> re.Pattern[str]:
    """Match a capitalised word that may be a first name; not "Kommunerna", "Mellan"."""
    leads_in = alternatives(printed_words("area_leads_in", EVERY))
    return re.compile(rf"\b(?!(?:{leads_in})\w*)[^\W\d_a-zåäöæø]\w{{2,}} $")


@cache
def _stands_alone() -> re.Pattern[str]:
    """Match what follows the name of a place and not a word: a mark, a figure, "har 45", the end of the line."""
    tells = any_of(EVERY, "area_tells")
    return re.compile(
        r"[ \u00a0]*(?:[\d:,;()/–=\t\n]|$)|[ \u00a0]+-| i [A-ZÅÄÖÆØ]"
        rf"| (?:{tells})(?: [a-zåäöæø]{{2,12}}\.?)? \d"
    )


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in a text: where, as it is printed, and the word for a level behind it, empty for none."""

    start: int
    end: int
    printed: str
    level: str


_CAPITALISED = re.compile(r"(?<![\w@])[^\W\d_a-zåäöæø]\w*")
_OPENING = re.compile(r"\w+")


def _find_names(text: str, country: str | None, on: date | None) -> Iterator[_Name]:
    """Yield the names that a text holds, none over another, the longest where several stand at one place."""
    names, levels, end = _names_by_opening(country, on), _levels_by_opening(), 0
    for word in _CAPITALISED.finditer(text):
        start, printed = word.start(), word[0]
        listed = names.get(printed, ())
        if printed[-1] in _GENITIVE:
            listed = (*listed, *names.get(printed[:-1], ()))
        if not listed or start < end:
            continue
        ends = ((name, _end_of_name(text, start + len(name))) for name in listed if text.startswith(name, start))
        if found := next(((name, last) for name, last in ends if last), None):
            name, end = found
            behind = _OPENING.match(text, end + 1) if text[end : end + 1] in _BLANKS else None
            known = levels.get(behind[0].lower(), ()) if behind else ()
            level = next((each for each in known if _is_whole_word(text, end + 1, each)), "")
            end += len(level) + bool(level)
            yield _Name(start, end, name, level)


_BLANKS, _GENITIVE = (" ", "\u00a0"), ("s", "S")


def _end_of_name(text: str, end: int) -> int:
    """Return where a name ends with its genitive, "Ånges", "Alnes'"; 0 where a longer word goes on."""
    mark = text[end : end + 1]
    sizes = (1,) if mark in _GENITIVE else (1 + (text[end + 1 : end + 2] == "s"), 1) if mark in ("'", "’") else ()
    return next((end + size for size in (*sizes, 0) if not _goes_on(text, end + size)), 0)


def _goes_on(text: str, at: int) -> bool:
    letter = text[at : at + 1]
    return letter.isalnum() or letter == "_"


def _is_whole_word(text: str, start: int, word: str) -> bool:
    end = start + len(word)
    return text[start:end].lower() == word and not _goes_on(text, end)


@lru_cache(maxsize=64)
def _names_by_opening(country: str | None, on: date | None) -> Mapping[str, Sequence[str]]:
    """Return the names as they may be printed by the letters that they open with, the longest first."""
    return _by_opening(_printed_names(country, on))


@cache
def _levels_by_opening() -> Mapping[str, Sequence[str]]:
    return _by_opening(level_words())


def _by_opening(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    listed: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        if opening := _OPENING.match(name):
            listed.setdefault(opening[0], []).append(name)
    return listed


@lru_cache(maxsize=64)
def _printed_names(country: str | None, on: date | None) -> Mapping[str, str]:
    """Map each name as it may be printed to the name of the list."""
    names = areas_by_name(country, on)
    loud = (name for name in names if len(name) >= _SHORTEST_IN_CAPITALS and name not in ordinary_words())
    return {name.upper(): name for name in loud} | {name: name for name in names}


def find_areas(text: str, *, country: str | None = None, on: date | None = None) -> list[AreaMention]:
    """Return the areas named in a running text, in order, the longest name first where two start alike.

    A name that two areas bear is returned with an empty code, never guessed.

    Parameters
    ----------
    text
        Any text; offsets count its characters.
    country
        Whose areas to look for; both countries' when None.
    on
        The day on which they must be valid; without it, today's areas go before former ones.

    Raises
    ------
    CodeListError
        If the country is not in the code list.

    Examples
    --------
    >>> find_areas("50 i Örnsköldsviks kommun, Norrbottens län", country="SE")
    [AreaMention(start=5, end=25, code='SE-2284', name='Örnsköldsvik'),
     AreaMention(start=27, end=42, code='SE-25', name='Norrbotten')]
    """
    if country is not None:
        check_country(country)
    mentions: list[AreaMention] = []
    for found in _find_names(text, country, on):
        name = _printed_names(country, on)[found.printed]
        fit = _fitting(areas_by_name(country, on)[name], _level(text, found))
        is_longer = found.end - found.start > len(found.printed)
        association = fit and fit[0].level == "country" and is_longer and _NAME_GOES_ON.match(text, found.end)
        if fit and not association and not _is_doubtful(text, found, mentions):
            code = fit[0].code if len(fit) == 1 else ""
            mention = _with_code(text, AreaMention(found.start, found.end, code, name), country or fit[0].country)
            mention = _under_county(text, mentions[0], mention, on) if mentions else mention
            joined = _joined(text, mentions[-1], mention, on) if mentions else None
            mentions[len(mentions) - bool(joined) :] = [joined or mention]
    return mentions


_CODE_BEFORE = re.compile(r"(?<![\w.,/:-])[(\[]?(?:[A-Z]{1,2}-)?(?P<code>\d{3,4})[)\]]?[ \u00a0,:–-]{1,3}$")
_CODE_BEHIND = re.compile(r"[ \u00a0]?[(\[](?:[A-Z]{1,2}-)?(?P<code>\d{3,4})[)\]]")
_FURTHEST_CODE = 10


def _with_code(text: str, mention: AreaMention, country: str) -> AreaMention:
    """Let the code that is printed beside a name decide: "0236 Nes", "(0236) Nes", "Nes (0236)".

    A code that is another area's leaves nobody sure which is meant; digits that may be a number are no code.
    """
    before = _CODE_BEFORE.search(text, max(mention.start - _FURTHEST_CODE, 0), mention.start)
    behind = None if before else _CODE_BEHIND.match(text, mention.end)
    printed = before or behind
    digits = printed["code"] if printed else ""
    home = countries()[country]
    code = home.area_code(digits) if len(digits) >= home.municipality_digits else ""
    if not printed or not spells_of(code):
        return mention
    if bears_name(code, mention.name):
        return replace(
            mention, start=min(printed.start(), mention.start), end=max(printed.end(), mention.end), code=code
        )
    return replace(mention, code="") if printed["code"].startswith("0") else mention


_BETWEEN_NAMES = re.compile(r"\s?[/–—-]\s?|\s\(")


def _joined(text: str, last: AreaMention, mention: AreaMention, on: date | None) -> AreaMention | None:
    """Join the names of one area in two languages, "Karasjok/Kárášjohka", and a place with its county."""
    both = last.code and mention.code and _BETWEEN_NAMES.fullmatch(text, last.end, mention.start)
    if code := _that_bears_both(last, mention) if both else "":
        closes = "(" in text[last.end : mention.start] and text[mention.end : mention.end + 1] == ")"
        return replace(last if code == last.code else mention, start=last.start, end=mention.end + closes)
    return _within_county(text, last, mention, on)


def _that_bears_both(last: AreaMention, mention: AreaMention) -> str:
    """Return the code of the area that two names are of: "Romsa" is Sami for Tromsø, and for its county, Troms."""
    if last.code == mention.code:
        return last.code
    if last.name == mention.name:
        return ""  # "Uppsala/Uppsala län" are two
    return next((a.code for a, b in ((last, mention), (mention, last)) if bears_name(a.code, b.name)), "")


def _within_county(text: str, place: AreaMention, county: AreaMention, on: date | None) -> AreaMention | None:
    """Join "Bø i Telemark": the municipality of that name in that county, today's before a former one."""
    if text[place.end : county.start] not in (" i ", " (") or not county.code or area_level(county.code) != "county":
        return None
    fit = [area for area in bearers(place.name) if county.name in names_of_code(area.parent)]
    fit = [area for area in fit if on is None or area.is_valid(on)]
    if not fit:
        return None
    area = max(fit, key=lambda area: area.valid_from or date.min)
    end = county.end + (text[county.end : county.end + 1] == ")" and text[place.end : county.start] == " (")
    return AreaMention(place.start, end, area.code, area.name)


def _under_county(text: str, county: AreaMention, mention: AreaMention, on: date | None) -> AreaMention:
    """Let a county that opens a line, and a colon, say which place of a name is meant: "Buskerud: Nes 45".

    A name that was one of its municipalities on another day only leaves nobody sure.
    """
    opens = not text[: county.start].strip() and text[county.end :].lstrip()[:1] == ":"
    if not opens or not county.code or area_level(county.code) != "county":
        return mention
    fit = [area for area in bearers(mention.name) if county.name in names_of_code(area.parent)]
    if not fit or mention.code in (area.code for area in fit):
        return mention
    today = {area.code for area in fit if on is not None and area.is_valid(on)}
    return replace(mention, code=today.pop() if len(today) == 1 else "")


def _level(text: str, found: _Name) -> AreaLevel | None:
    """Return the level that a word beside the name tells: "Uppsala län", "Region Uppsala"."""
    before = _COUNTY_BEFORE.search(text, max(found.start - 16, 0), found.start)
    return level_words().get(found.level, "county" if before else None)


def _fitting(areas: tuple[Area, ...], level: AreaLevel | None) -> list[Area]:
    for wanted in (level,) if level else ("municipality", "county", "country"):
        if fit := [area for area in areas if area.level == wanted]:
            return fit
    return []


def _is_doubtful(text: str, found: _Name, before: list[AreaMention]) -> bool:
    """Tell a word or surname from a name of the list, by what stands around it."""
    start = found.start
    follows_area = bool(before) and before[-1].end >= start - 1
    if start and text[start - 1] == "-" and not follows_area:  # "Sundsvall-Timrå" names two, "Nord-Troms" is neither
        return True
    if found.level or (len(found.printed) > 3 and found.printed not in ordinary_words()):
        return False
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if _OPENS_SENTENCE.search(line):
        return not _stands_alone().match(text, found.end)
    return bool(_after_capitalised().search(line)) and not follows_area
