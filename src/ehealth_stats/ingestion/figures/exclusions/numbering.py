"""Numbers that go up from one to the next, and lines of contents: they only order things.

"Steg 1 … Steg 2 … Steg 3 …" (step) and "1. … 2. …" count nothing, nor does what ends lines below "Innehåll" (contents).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ehealth_stats.codelists.areas import find_areas
from ehealth_stats.ingestion.text.exclusion import Exclusion
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.languages.lexicon import EVERY, fold, words

NOTE_MARK = "footnote mark"

_FEWEST = 3


def find_sequences(text: Text) -> Iterator[Exclusion]:
    """Find numbers that follow the same word and go up by one, at least three; and those of a list from 1 on.

    Examples
    --------
    >>> text = Text("Steg 1 Planera Steg 2 Utbilda Steg 3 Larm 45", "sv")
    >>> [text[item.start : item.end] for item in find_sequences(text)]
    ['1', '2', '3']
    """
    named: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in text.finditer("numbered"):
        named[text[slice(*match.span("word"))]].append(match)
    for word, matches in named.items():
        if len(matches) < _FEWEST or find_areas(word):
            continue
        # Neighbours that go up by one have the same distance from their rank.
        for _, run in groupby(enumerate(matches), key=lambda pair: int(pair[1]["number"]) - pair[0]):
            found = [Exclusion(*match.span("number"), "reference") for _, match in run]
            yield from found if len(found) >= _FEWEST else ()
    yield from _listed(text)


def _listed(text: Text) -> Iterator[Exclusion]:
    """Find the numbers of a list that goes on in its line: "1. Larm i alla kommuner 2. Kort till alla"."""
    matches = list(text.finditer("point_of_list"))
    last = 0
    for match in matches:
        last += int(match["number"]) == last + 1
    if last > 1:
        yield from (Exclusion(*match.span(), "enumerator") for match in matches if int(match["number"]) <= last)


_PAGE_DIGITS, _BESIDE = 3, 4  # letters before a page among which one is no digit
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
        printed = _page_of(lines[at])
        if printed and int(printed) < page:
            break
        without = 0 if printed else without + bool(lines[at].strip())
        if without > _WITHOUT:
            break
        if printed:
            found.append(at)
            page = int(printed)
    return found


def _page_of(line: str) -> str:
    """Return the page that a line of contents ends in, behind words or alone; empty where it ends in none."""
    *before, page = line.split() if 0 < len(line) < _LONGEST_LINE and line.strip() else [""]
    is_page = page.isdecimal() and len(page) <= _PAGE_DIGITS
    return page if is_page and (not before or any(map(str.isalpha, before[-1][-_BESIDE:]))) else ""


def is_contents_heading(line: str) -> bool:
    """Tell a line that heads a list of contents.

    Examples
    --------
    >>> is_contents_heading("Innehållsförteckning"), is_contents_heading("Innehåll i avtalet")
    (True, False)
    """
    return len(line) < _LONGEST_LINE and fold(line).strip(" :") in words("contents", EVERY)
