"""Numbers that count up, "SN 49 … SN 50 … SN 51", "1. Larm 2. Kort": a text -> those that name and do not count."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from ehealth_stats.codelists.areas import find_areas
from ehealth_stats.ingestion.figures.model import Exclusion

_NAMED = re.compile(r"(?<!\w)(?P<word>[A-ZÅÄÖÆØ][\w-]{0,20})\.?\s(?P<number>\d{1,4})(?![\w%/]|[.,]\d|\s\d{3}(?!\d))")
_FEWEST = 3
_LISTED = re.compile(r"(?<!\S)(?P<number>\d{1,2})\.(?=\s+[A-ZÅÄÖÆØ])")


def find_sequences(text: str) -> Iterator[Exclusion]:
    """Find numbers that follow the same word and go up by one, at least three, and those of a list from 1 on.

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
    """Find the numbers of a list that goes on in its line: "… två mål. 1. Larm i alla kommuner 2. Kort till alla"."""
    matches = list(_LISTED.finditer(text))
    last = 0
    for match in matches:
        last += int(match["number"]) == last + 1
    if last > 1:
        yield from (Exclusion(*match.span(), "enumerator") for match in matches if int(match["number"]) <= last)
