"""The words around a number: what stands before it (qualifier, marker) and after it (multiplier, unit, label).

In "varav c:a 45 tusen kronor" (of which about 45 thousand kronor) "varav" marks a part and "c:a" qualifies; "tusen"
multiplies and "kronor" is the unit.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ehealth_stats.codelists import countries, qualifiers, rate_unit, units
from ehealth_stats.ingestion.text.nouns import Noun, find_noun
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.ingestion.text.units import unit_words
from ehealth_stats.languages.lexicon import any_of, fold, words

_WINDOW = 48  # letters back in which these words stand


class Before(NamedTuple):
    """What stands directly before a number: where it starts, and what it says; `label` is the name of a part."""

    first: int
    qualifier: str = ""
    markers: frozenset[str] = frozenset()
    currency: str = ""
    multiplier: float = 1.0
    label: str = ""


class After(NamedTuple):
    """What stands directly behind a number: where it ends, and what it says; `label` is a word before the noun."""

    last: int
    unit: str = ""
    multiplier: float = 1.0
    estimated: bool = False
    label: str = ""
    qualifier: str = ""


def read_before(text: Text, start: int, floor: int) -> Before:
    """Read the qualifiers and markers that end at `start`, no further back than `floor`.

    Examples
    --------
    >>> read_before(Text("Sundsvall 120, varav c:a 45", "sv"), 25, 13)
    Before(first=15, qualifier='approximate', markers=frozenset({'part'}), currency='', multiplier=1.0, label='')
    """
    low = max(floor, start - _WINDOW)
    window, at = text.coded[low:start], start - low
    first, qualifier, currency, multiplier, label, markers = start, "", "", 1.0, "", set[str]()
    while at and (match := _leftmost(_rules_before(text, low, low + at), window, at)):
        role = str(match.lastgroup)
        at = match.start(role)
        first = low + at
        printed = fold(text[first : low + match.end(role)])
        if role == "qualifier":
            qualifier = _stronger(words("qualifier", text.language)[printed], qualifier)
        elif role == "currency":
            currency = words("currency", text.language)[printed]
        elif role == "money":
            currency = words("money", text.language)[printed]
            multiplier = float(words("multiplier", text.language)[printed])
        else:
            markers.add("part" if role == "part_opening" else role)
            if match.groupdict().get("label"):
                label = text[low + match.start("label") : low + match.end("label")].strip()
    rules = [] if qualifier else text.some_rules(_AT_THE_VERB)
    if rules and (found := _leftmost(rules, window, at)):
        first = low + found.start("adverb")
        qualifier = words("bound_adverb", text.language)[fold(text[first : low + found.end("adverb")])]
    opposite = qualifiers()[qualifier].denied if qualifier else ""
    if opposite and (denied := text.search("denied_bound", low, low + at)):
        first, qualifier = denied.start(), opposite
    return Before(first, qualifier, frozenset(markers), currency, multiplier, label)


_BESIDE = (
    *("qualifier", "from", "between", "total", "focus", "hedge", "part", "addition", "part_opening"),
    *("copula", "money", "currency", "about_tens_before"),
)
_BY_ANY_WORD = ("part_by_noun", "part_by_name", "part_by_bearer")
_BEFORE = ("qualifier_before", "marker_before", *_BY_ANY_WORD, "money_before")
_AT_THE_VERB = ("bound_at_verb", "bound_behind_verb")


def _rules_before(text: Text, low: int, end: int) -> Sequence[re.Pattern[str]]:
    """Return the rules that may hold for what ends at a place: most need a word of their own right there."""
    return text.some_rules(_BEFORE if text.ends_with(low, end, *_BESIDE) else _BY_ANY_WORD)


def _leftmost(rules: Sequence[re.Pattern[str]], window: str, end: int) -> re.Match[str] | None:
    """Return the match of several rules that reaches furthest back from the end of a stretch."""
    found = None
    for rule in rules:
        if (match := rule.search(window, 0, end)) and (not found or match.start() < found.start()):
            found = match
    return found


def _stronger(outer: str, inner: str) -> str:
    """Join two qualifiers: "over ca 300" (over about 300) is over; otherwise the one nearest to the number counts."""
    return outer if inner in ("", "approximate") else inner


def read_after(text: Text, end: int, country: str) -> After:
    """Read the multiplier, currency and unit that start at `end`; one word may stand between number and noun.

    Examples
    --------
    >>> read_after(Text("5 000..... Tkr (uppskattat belopp)", "sv"), 5, "SE")
    After(last=14, unit='SEK', multiplier=1000.0, estimated=True, label='', qualifier='')
    >>> read_after(Text("20 nye Samspillkommuner", "nb"), 2, "NO").unit
    'municipalities'
    """
    if mark := text.match("note_mark", end):
        end = mark.end()  # "450[1] larm"
    last, unit, multiplier, label = end, "", 1.0, ""
    if match := text.match("multiplier", end) or text.match("extra_millions", end):
        printed = text.said(match, "multiplier")
        multiplier = float(words("multiplier", text.language)[printed])
        unit = _currency(words("money", text.language).get(printed, "-"), country)
        last = match.end()
    elif match := glued_multiplier(text, end):
        last, multiplier = match.end(), float(words("multiplier_glued", text.language)[text.said(match)])
    elif (match := text.match("mark_of_thousands", end)) and not text.search("open_quotation", max(end - 60, 0), end):
        last, multiplier = match.end(), 1000.0  # "kutt på 800'" in a budget
    if match := text.match("currency", last):
        last, unit = match.end(), _currency(words("currency", text.language)[text.said(match, "currency")], country)
    if unit and (match := text.match("per_unit", last)):
        rate = rate_unit(unit, unit_words()[text.said(match, "noun")])
        last, unit = (match.end(), rate) if rate else (last, unit)
    last, qualifier = _qualifier_after(text, last)
    if not unit and (found := find_noun(text, last)):
        last, unit, label = _how_often(text, found) or _per_another(text, found)
        last, qualifier = (last, qualifier) if qualifier else _qualifier_after(text, last)
    return After(last, unit, multiplier, bool(text.match("estimated", last)), label, qualifier)


def glued_multiplier(text: Text, end: int) -> re.Match[str] | None:
    """Match a letter at a number that multiplies money alone: "EUR 1.5m", "750k NOK"; "12m" is a length, or a name.

    Examples
    --------
    >>> bool(glued_multiplier(Text("EUR 1.5m", "en"), 7)), bool(glued_multiplier(Text("room 12m", "en"), 7))
    (True, False)
    """
    match = text.match("multiplier_glued", end)
    is_money = match and (text.match("currency", match.end()) or text.search("money_number", max(end - 40, 0), end))
    return match if is_money else None


def with_rate(text: Text, before: Before, after: After, country: str) -> After:
    """Add what money is counted by where its currency stands before it: "kr 2,50 per innbygger" (per inhabitant)."""
    match = text.match("per_unit", after.last) if before.currency and not after.unit else None
    rate = rate_unit(money_before(before, country), unit_words()[text.said(match, "noun")]) if match else ""
    return after._replace(last=match.end(), unit=rate) if match and rate else after


def _how_often(text: Text, noun: Noun) -> tuple[int, str, str] | None:
    """Return the end and the unit of "gånger per vecka" (times a week), None where nothing says how often."""
    match = text.match("per_time", noun.start)
    printed = text.said(match, "time") if match else ""
    named = words("per_time", text.language).get(printed, "")
    rate = rate_unit("times", f"{named}s" if named else unit_words().get(printed, ""))
    return (match.end(), rate, noun.between) if match and rate else None


def _per_another(text: Text, noun: Noun) -> tuple[int, str, str]:
    """Return the end and the unit of a noun, or of one by another where a list has it: "larm per invånare"."""
    match = text.match("per_unit", noun.end)
    rate = rate_unit(noun.unit, unit_words()[text.said(match, "noun")]) if match else ""
    return (match.end(), rate, noun.between) if match and rate else (noun.end, noun.unit, noun.between)


def _qualifier_after(text: Text, end: int) -> tuple[int, str]:
    """Read a qualifier behind a number or its noun; return where it ends and what it says.

    "eller fler" (or more), "som mest" (at most), "(ca)" (about), "+".
    """
    if match := text.match("plus_behind", end):
        return match.end(), "at_least"
    match = text.match("qualifier_after", end)
    if not match:
        return end, ""
    return match.end(), words("qualifier_after", text.language)[text.said(match, str(match.lastgroup))]


def with_named_whole(text: Text, after: After, ceiling: int) -> After:
    """Add the unit of a whole that is named without its number: "226 av kommunene" (226 of the municipalities).

    The noun must end before `ceiling`, the next number: in "to av tre kommuner" (two of three) it belongs to that.

    Examples
    --------
    >>> with_named_whole(Text("226 av kommunene er med", "nb"), After(3), 26)
    After(last=16, unit='municipalities', multiplier=1.0, estimated=False, label='', qualifier='')
    """
    match = None if after.unit else text.match("of_the", after.last)
    found = find_noun(text, match.end()) if match else None
    return after._replace(last=found.end, unit=found.unit) if found and found.end <= ceiling else after


def is_percentage(text: Text, start: int) -> bool:
    """Tell whether the noun before a number says that it is a percentage: "en forbruksprosent på 74,1" (a rate of use).

    Examples
    --------
    >>> is_percentage(Text("forbruksprosent på 74,1", "nb"), 19), is_percentage(Text("antall på 74", "sv"), 10)
    (True, False)
    """
    return bool(_percentage_pattern(text.language).search(text, max(start - _WINDOW, 0), start))


@cache
def _percentage_pattern(language: str) -> re.Pattern[str]:
    nouns, joiners = (
        any_of(language, "percentage"),
        any_of(language, "copula", "preposition"),
    )
    return re.compile(rf"[^\W\d](?:{nouns})(?:\s*[:=]?\s*|\s+(?:{joiners})\s+)$", re.IGNORECASE)


def _currency(code: str, country: str) -> str:
    if code in ("kr", ""):
        return countries()[country].currency if country else ""
    return "" if code == "-" else code


def money_before(before: Before, country: str) -> str:
    """Return the currency that stands before a number; "kr" is the country's own."""
    return _currency(before.currency or "-", country)


def follows_unit(text: Text, end: int) -> str:
    """Return the kind of the unit or multiplier directly after a number; empty if none follows.

    Examples
    --------
    >>> follows_unit(Text("12/14 kommuner", "sv"), 5), follows_unit(Text("13.30 i salen", "sv"), 5)
    ('count', '')
    """
    after = read_after(text, end, "SE")
    return units()[after.unit].kind if after.unit else "money" if after.multiplier > 1 else ""


def figures_of_years(text: Text) -> Iterator[tuple[int, int, str]]:
    """Yield where a figure stands that goes in order with one of as many years before it, and that year.

    Examples
    --------
    >>> list(figures_of_years(Text("Larm 2012/2013: 300/320", "sv")))
    [(16, 19, '2012'), (20, 23, '2013')]
    >>> list(figures_of_years(Text("Larm 2012/2013: 1/2/3", "sv")))
    []
    """
    for match in text.finditer("by_years") if "/" in text else ():
        first, years = match.start("figures"), text[slice(*match.span("years"))].split("/")
        figures = text[slice(*match.span("figures"))].split("/")
        for figure, year in zip(figures, years, strict=True) if len(figures) == len(years) else ():
            yield first, first + len(figure), year
            first += len(figure) + 1


def follows_of(text: Text, end: int) -> bool:
    """Tell whether a word for "of" stands directly behind a number."""
    return bool(text.match("of", end))


def read_label(text: Text, start: int, ceiling: int) -> tuple[str, int]:
    """Read the name of a part: at most three words up to a mark, a digit, or `ceiling`; return it and its end.

    Examples
    --------
    >>> read_label(Text("varav 5 st digitala Härnösand", "sv"), 10, 20)
    ('digitala', 19)
    """
    match = text.match("label", start, ceiling)
    return (text[match.start("label") : match.end("label")].strip(), match.end("label")) if match else ("", start)


def denies(text: Text, first: int) -> bool:
    """Tell whether "more than" at `first` is denied, which makes the figure a ceiling.

    "ska inte vänta längre än 30 dagar" (shall not wait longer than), "ingen får betala mer än" (nobody may pay more
    than).

    Examples
    --------
    >>> denies(Text("Ingen ska vänta längre än 30 dagar", "sv"), 16)
    True
    >>> denies(Text("De som inte svarade var fler än 30", "sv"), 24)
    False
    """
    return bool(text.search("nobody_may", max(first - _WINDOW, 0), first))
