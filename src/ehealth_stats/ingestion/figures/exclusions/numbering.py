"""Numbers that only order things: enumerators, page numbers, lists of contents, ordinals, footnotes, words with digits.

"2.1 Bakgrund", "Inledning ..... 5" (introduction, page 5), "3:e" (third), "en 5-årsplan" (a 5-year plan) count nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from ehealth_stats.codelists.areas import find_areas
from ehealth_stats.codelists.lists import cache_by_lists
from ehealth_stats.codelists.note_marks import note_in_brackets
from ehealth_stats.codelists.words import alternatives, words
from ehealth_stats.ingestion.figures.exclusions.rules import Rule, counts_nothing, names_an_order, opens_a_section
from ehealth_stats.ingestion.text.exclusion import AMBIGUOUS, Exclusion
from ehealth_stats.ingestion.text.nouns import count_words, unit_words

NOTE_MARK = "footnote mark"


@cache_by_lists
def numbering_rules(language: str) -> tuple[Rule, ...]:
    """Return the rules for enumerators, page numbers, footnotes, units of tables, ordinals and words with digits.

    "5a", "2.1 Bakgrund", "Inledning ..... 5", "3:e", "(1 000-tals kronor)" (in thousands), "18-åringar" (18-year-olds).

    Examples
    --------
    >>> [rule.reason for rule in numbering_rules("sv") if rule.pattern.search("en 5-årsplan")]
    ['part of a name']
    """
    return (*_enumerators(), *_glued(), *_units(), *_ordinals(language), *_names())


def _enumerators() -> Iterator[Rule]:
    capital = r"(?=\s+[A-ZÅÄÖÆØ]"
    number = r"(?:\d{1,2}(?:\.\d{1,2}){1,4}\.?\s)?"
    yield Rule("enumerator", re.compile(r"^\s*\(?\d{1,2}(?:[a-z]?\)|[a-z](?!\w)|\.(?=\s+[^\W\d]))"))
    yield Rule(
        "enumerator", re.compile(rf"^\s*\d{{1,2}}{capital}[a-zåäöæø]+\s+[a-zåäöæø]+\s+[a-zåäöæø]+)"), counts_nothing
    )
    yield Rule("enumerator", re.compile(rf"^\s*\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}\.?{capital})"), opens_a_section)
    yield Rule("enumerator", re.compile(r"(?<![^\s;:,])\d{1,2}\)(?=\s|$)"), _closes_no_bracket)
    yield Rule("enumerator", re.compile(r"(?<=[^\W\d]{3}[.;] )\d{1,2}\.(?=\s[A-ZÅÄÖÆØ])"))
    yield Rule(NOTE_MARK, re.compile(note_in_brackets(), re.IGNORECASE))
    yield Rule(NOTE_MARK, re.compile(r"(?<=[^\W\d]{4}[.”\"])\d{1,3}(?=\s+[A-ZÅÄÖÆØ]|\s*$)"))
    cited = r"[A-ZÅÄÖÆØ][^()\d]{2,80}(?:\([A-ZÅÄÖÆØ]{2,12}\)\s?)?\((?:19|20)\d\d[a-z]?\)\."
    yield Rule(NOTE_MARK, re.compile(rf"^\s*\d{{1,3}}(?=\s+{cited})"), counts_nothing)
    yield Rule(
        "enumerator",
        re.compile(rf"^\s*{number}[A-ZÅÄÖÆØ][^\W\d]{{2,30}}\s(?P<it>\d{{1,2}})\s?:(?=\s[A-ZÅÄÖÆØ])"),
        _names_no_place,
    )
    yield Rule(
        "page number",
        re.compile(r"(?:[.…]\s?){5,200}\s*(?P<it>\d{1,3}\s+\d{1,2}(?:\.\d{1,2}){1,3})(?=\s+[A-ZÅÄÖÆØ])"),
    )
    yield Rule(
        "page number",
        re.compile(r"^(?P<title>[^\n]{0,200}?[^\W\d][^\n.…]{0,3})(?P<dots>(?:[.…]\s?){3,200})\s*(?P<it>\d{1,3})\s*$"),
        _is_contents_line,
    )

    yield Rule(
        "page number",
        re.compile(r"(?<=[a-zåäöæø)] )\d{1,3} \d{1,2}(?:\.\d{1,2}){1,3}(?=\s+[A-ZÅÄÖÆØ][a-zåäöæø])"),
        opens_a_section,
    )
    section = r"(?:\s+\d{1,2}(?:\.\d{1,2}){1,3}\.?|\s+\d{1,2}\.)?"
    yield Rule(
        "page number",
        re.compile(rf"(?<=[^\W\d])(?:[.…]\s?){{3,200}}\s*(?P<it>\d{{1,3}}{section})(?=\s+[A-ZÅÄÖÆØ\d]|\s*$)"),
        _is_one_of_contents,
    )


_ENTRY = re.compile(r"[^\W\d](?:[.…]\s?){3,200}\s*\d{1,3}(?!\w)")
_ENTRY_LENGTH = 150


def _is_one_of_contents(text: str, match: re.Match[str]) -> bool:
    """Tell a list of contents on one line from a form on one line.

    "Förord... 3 Sammanfattning... 7" (foreword, summary) is contents; "Ånge ... 5 Timrå ... 7" gives figures of places.
    """
    start, end = match.start("it"), match.end()
    title = text[max(match.start() - 40, 0) : match.start()]
    near = _ENTRY.search(text, end, end + _ENTRY_LENGTH)
    near = near or _ENTRY.search(text, max(match.start() - _ENTRY_LENGTH, 0), max(match.start() - 1, 0))
    return bool(near) and start > 0 and not _counted_pattern().search(title) and not find_areas(title)


def _names_no_place(text: str, match: re.Match[str]) -> bool:
    """Tell a name with a number from a place with its figure, and from a range of amounts.

    "Covid-19" and "Steg 2: Utbildning" (step 2) are names; "Timrå-45", "Timrå 45: …" and "5 mkr-10 mkr" are not.
    """
    name = match.group().lstrip(" .0123456789").split("-")[0].split()[0].casefold()
    counted = name in unit_words() or name in words("multiplier") or name in words("total")
    return not counted and not find_areas(match.group())


def _closes_no_bracket(text: str, match: re.Match[str]) -> bool:
    """Tell "2) Larm", which opens a point of a list, from the end of "(steg 2)"."""
    near = text[max(match.start() - 120, 0) : match.start()]
    return near.count("(") <= near.count(")")


def _is_contents_line(_text: str, match: re.Match[str]) -> bool:
    """Tell a line of contents, "Inledning ..... 5", from a line of a form.

    "Ånge ..... 5", "Antal: ..... 5" and "Antal larm ..... 5" (number of alarms) give figures. Three dots are enough
    behind the number of a section ("1.1 Syfte ... 6").
    """
    title = match["title"]
    if len(match["dots"].strip()) < 4 and not re.match(r"\s*\d{1,2}(?:\.\d|\.?\s)", title):
        return False
    return ":" not in title and not _counted_pattern().search(title) and not find_areas(title)


@cache_by_lists
def _counted_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{count_words()}|{alternatives(words('total'))})(?!\w)", re.IGNORECASE)


def _glued() -> Iterator[Rule]:
    """Find the figures of a table row that lost its first border: "(heimehjelp)77 6362,2-1,1", "Omsorg10 7863,7"."""
    rest = r"[\d ]*(?:[.,]\d+)?(?:[ –-]{1,2}\d[\d.,]*)+)\s*$"
    yield Rule(AMBIGUOUS, re.compile(rf"(?:(?<=\))(?P<it>\d{rest}|(?<=[a-zåäöæø]{{3}})(?P<it2>\d\d{rest})"))


def _units() -> Iterator[Rule]:
    header = alternatives(words("unit_header"))
    yield Rule("unit of a table", re.compile(rf"(?<!\w)(?:{header})(?!\w)", re.IGNORECASE))
    rate = alternatives(words("rate_of"))
    yield Rule(
        "unit of a table", re.compile(rf"(?<!\w)(?:{rate})(?=\s[^\W\d]|[.,;)]|$)(?!\s(?:mill|kr))", re.IGNORECASE)
    )
    yield Rule("unit of a table", re.compile(r"(?<=\d )(?P<it>1000)(?=\s(?:kr|kroner|kronor|NOK|SEK)\b)"))


def _ordinals(language: str) -> Iterator[Rule]:
    yield Rule("ordinal", re.compile(r"(?<![\w.,])\d{1,3}:(?:(?:e|a|de|dje|te)(?!\w)|\s[ea](?=\svice\s))"))
    yield Rule("ordinal", re.compile(r"(?<![\w.,-])\d{1,2}\.(?=\s[a-zåäöæø])"), names_an_order)
    ranks = r"(?<![\w.,])(?P<it>\d{1,2}\.\s?[–-]\s?\d{1,2}\.)(?=\s[a-zåäöæø])"
    yield Rule("ordinal", re.compile(ranks), names_an_order)
    if language == "en":
        yield Rule("ordinal", re.compile(r"(?<![\w.,])(?:\d{0,2}1st|\d{0,2}2nd|\d{0,2}3rd|\d{1,3}th)(?!\w)"))


def _names() -> Iterator[Rule]:
    number = r"(?:\d{1,3}(?: 000)+|\d{1,3}(?: \d{3})+(?=-kr)|\d{1,4})(?:[.,]\d{1,2})?"
    approximate = r"tal(?:l?s)?(?!\w)|tall(?!\w)"
    also = r"(?=\s(?:och|og|eller|and|or)\s\d{1,4}-[^\W\d_])"
    kept = rf"(?!{approximate}|poeng|enhe|procent(?!u)|prosent(?!u))"
    yield Rule(
        "part of a name",
        re.compile(rf"(?<![\w.,])(?<!\d (?=000))(?:{number}\s?[–-]\s?)?{number}-{kept}(?:[^\W\d_]{{3,}}|{also})"),
    )
    yield Rule(
        "part of a name",
        re.compile(r"(?<!\w)(?P<name>[^\W\d]{1,30})-\d{1,6}(?:[.-]\d{1,4}){0,3}(?!\w)"),
        _names_no_place,
    )


_NAMED = re.compile(r"(?<!\w)(?P<word>[A-ZÅÄÖÆØ][\w-]{0,20})\.?\s(?P<number>\d{1,4})(?![\w%/]|[.,]\d|\s\d{3}(?!\d))")
_FEWEST = 3
_LISTED = re.compile(r"(?<!\S)(?P<number>\d{1,2})\.(?=\s+[A-ZÅÄÖÆØ])")


def find_sequences(text: str) -> Iterator[Exclusion]:
    """Find numbers that follow the same word and go up by one, at least three; and those of a list from 1 on.

    Examples
    --------
    >>> text = "Steg 1 Planera Steg 2 Utbilda Steg 3 Larm 45"
    >>> [text[item.start : item.end] for item in find_sequences(text)]
    ['1', '2', '3']
    """
    named: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in _NAMED.finditer(text):
        named[match["word"]].append(match)
    for word, matches in named.items():
        if len(matches) < _FEWEST or find_areas(word):
            continue
        # Neighbours that go up by one have the same distance from their rank.
        for _, run in groupby(enumerate(matches), key=lambda pair: int(pair[1]["number"]) - pair[0]):
            found = [Exclusion(*match.span("number"), "reference") for _, match in run]
            yield from found if len(found) >= _FEWEST else ()
    yield from _listed(text)


def _listed(text: str) -> Iterator[Exclusion]:
    """Find the numbers of a list that goes on in its line: "1. Larm i alla kommuner 2. Kort till alla"."""
    matches = list(_LISTED.finditer(text))
    last = 0
    for match in matches:
        last += int(match["number"]) == last + 1
    if last > 1:
        yield from (Exclusion(*match.span(), "enumerator") for match in matches if int(match["number"]) <= last)


_ENDS_IN_NUMBER = re.compile(r"(?:.*[^\W\d]\S{0,3}\s+)?(?P<page>\d{1,3})\s*")
_WITHOUT = 3  # lines in a row without a page: a long title, an empty line
_LONGEST_LINE = 160


def end_in_pages(lines: Sequence[str], headings: Iterable[int]) -> list[int]:
    """Return the lines below headings of contents that end in a page number: such numbers never go down.

    Examples
    --------
    >>> end_in_pages(["Innehåll", "1. Inledning 3", "2. Larm 5", "Timrå har 45 larm"], [0])
    [1, 2]
    """
    found: list[int] = []
    for heading in headings:
        if not found or heading > found[-1]:  # a heading in a list heads none of its own
            found += _below(lines, heading)
    return found


def _below(lines: Sequence[str], heading: int) -> list[int]:
    """Return the lines below one heading that end in a page number, until the numbers fall or stay away."""
    found: list[int] = []
    page, without = 0, 0
    for at in range(heading + 1, len(lines)):
        match = _ENDS_IN_NUMBER.fullmatch(lines[at]) if len(lines[at]) < _LONGEST_LINE else None
        if match and int(match["page"]) < page:
            break
        without = 0 if match else without + bool(lines[at].strip())
        if without > _WITHOUT:
            break
        if match:
            found.append(at)
            page = int(match["page"])
    return found


@cache
def contents_heading() -> str:
    """Return a pattern of a line that heads a list of contents."""
    return rf"(?i)^\s*(?:{alternatives(words('contents'))})\s*:?\s*$"
