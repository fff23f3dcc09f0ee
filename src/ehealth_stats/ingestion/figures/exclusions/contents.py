"""Lists of contents without leaders: the lines of a text -> those below such a heading that end in a page number."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from ehealth_stats.codelists.words import alternatives, words

_ENDS_IN_NUMBER = re.compile(r"(?:.*[^\W\d]\S{0,3}\s+)?(?P<page>\d{1,3})\s*")
_WITHOUT = 3  # lines in a row without a page: a long title, an empty line
_LONGEST = 160


def end_in_pages(lines: Sequence[str], headings: Iterable[int]) -> list[int]:
    """Return the lines below headings of contents that end in the number of a page: these never go down.

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
    found: list[int] = []
    page, without = 0, 0
    for at in range(heading + 1, len(lines)):
        match = _ENDS_IN_NUMBER.fullmatch(lines[at]) if len(lines[at]) < _LONGEST else None
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
