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
from collections.abc import Mapping
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


@lru_cache(maxsize=64)
def _pattern(country: str | None, on: date | None) -> re.Pattern[str]:
    names = sorted(_printed_names(country, on), key=len, reverse=True)
    words = "|".join(sorted(level_words(), key=len, reverse=True))
    listed = "|".join(re.escape(name) for name in names)
    # The look-ahead for a capital spares most positions the long alternation.
    return re.compile(rf"(?<![\w@])(?=[^\W\d_a-zåäöæø])({listed})(?:[sS]|['’]s?)?(?!\w)(?:[ \u00a0]((?i:{words}))\b)?")


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
    for match in _pattern(country, on).finditer(text):
        name = _printed_names(country, on)[match[1]]
        fit = _fitting(areas_by_name(country, on)[name], _level(text, match))
        association = (
            fit and fit[0].level == "country" and match[0] != match[1] and _NAME_GOES_ON.match(text, match.end())
        )
        if fit and not association and not _is_doubtful(text, match, mentions):
            code = fit[0].code if len(fit) == 1 else ""
            mention = _with_code(text, AreaMention(match.start(), match.end(), code, name), country or fit[0].country)
            joined = _joined(text, mentions[-1], mention, on) if mentions else None
            mentions[len(mentions) - bool(joined) :] = [joined or mention]
    return mentions


_CODE_BEFORE = re.compile(r"(?<![\w.,/:-])(?:[A-Z]{1,2}-)?(?P<code>\d{3,4})[ \u00a0,:–-]{1,3}$")
_CODE_BEHIND = re.compile(r"[ \u00a0]?[(\[](?:[A-Z]{1,2}-)?(?P<code>\d{3,4})[)\]]")
_FURTHEST_CODE = 10


def _with_code(text: str, mention: AreaMention, country: str) -> AreaMention:
    """Let the code that is printed beside a name decide: "0236 Nes", "Nes (0236)".

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


def _level(text: str, match: re.Match[str]) -> AreaLevel | None:
    """Return the level that a word beside the name tells: "Uppsala län", "Region Uppsala"."""
    before = _COUNTY_BEFORE.search(text, max(match.start() - 16, 0), match.start())
    return level_words().get((match[2] or "").lower(), "county" if before else None)


def _fitting(areas: tuple[Area, ...], level: AreaLevel | None) -> list[Area]:
    for wanted in (level,) if level else ("municipality", "county", "country"):
        if fit := [area for area in areas if area.level == wanted]:
            return fit
    return []


def _is_doubtful(text: str, match: re.Match[str], before: list[AreaMention]) -> bool:
    """Tell a word or surname from a name of the list, by what stands around it."""
    start = match.start()
    follows_area = bool(before) and before[-1].end >= start - 1
    if start and text[start - 1] == "-" and not follows_area:  # "Sundsvall-Timrå" names two, "Nord-Troms" is neither
        return True
    if match[2] or (len(match[1]) > 3 and match[1] not in ordinary_words()):
        return False
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if _OPENS_SENTENCE.search(line):
        return not _stands_alone().match(text, match.end())
    return bool(_after_capitalised().search(line)) and not follows_area
