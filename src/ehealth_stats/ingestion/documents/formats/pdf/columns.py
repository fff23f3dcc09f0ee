"""Columns of text on a page: words with their places -> the stretches of the page that are read one after the other.

| A line over the whole width is read first; below it |
| Antalet larm är i Ånge    | I Härnösand är det 500  |    the left column down to its end,
| 450 stycken. För Timrå    | larm medan Sollefteå    |    then the right one
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_GUTTER = 8.0  # points
_LEAST_LINES, _LEAST_WORDS = 3, 2.5
_FEWEST_LINES = 2  # of a column, where both have words that flow from line to line
_MOST_WORDS = 20_000  # of a page that is looked at
_SMALL = 0.2  # of the lines of flowing text, at least, begin with a small letter
_FAR = 1.25  # of the usual distance between two lines
_WRAPPED = 2 / 3  # of the lines of a column with a short one beside it, at least, have no room for another word
_BESIDE = 0.5  # of the lines of the shorter column, that stand beside one of the other

_Word = dict[str, Any]
_Line = Sequence[_Word]
IsTable = Callable[[Sequence[_Line]], bool]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a page: its edges in points from the left and the top."""

    x0: float
    x1: float
    top: float
    bottom: float


def find_stretches(lines: Sequence[_Line], page: Stretch, is_table: IsTable) -> Iterator[Stretch]:
    """Yield the stretches of a page in reading order, each free of columns beside each other.

    `is_table` tells lines whose words stand in the columns of a table: these are never parted.
    """
    found = None
    if sum(map(len, lines)) < _MOST_WORDS:
        found = _widest(lines, is_table) or _beside_short(lines, is_table)
    if found is None:
        yield page
        return
    first, end, x = found
    top = _edge(lines, first, page.top)
    bottom = _edge(lines, end, page.bottom)
    if first:
        yield from find_stretches(lines[:first], Stretch(page.x0, page.x1, page.top, top), is_table)
    for left in (True, False):
        side = [words for line in lines[first:end] if (words := [word for word in line if (word["x0"] < x) == left])]
        edges = (page.x0, x) if left else (x, page.x1)
        yield from find_stretches(side, Stretch(*edges, top, bottom), is_table)
    if end < len(lines):
        yield from find_stretches(lines[end:], Stretch(page.x0, page.x1, bottom, page.bottom), is_table)


def _edge(lines: Sequence[_Line], at: int, outer: float) -> float:
    """Return the middle between a line and the one above it; the outer edge at the ends."""
    if at in (0, len(lines)):
        return outer
    return float((max(word["bottom"] for word in lines[at - 1]) + min(word["top"] for word in lines[at])) / 2)


def _widest(lines: Sequence[_Line], is_table: IsTable) -> tuple[int, int, float] | None:
    """Return the longest run of lines that a blank strip parts into two columns of text, and where it is."""
    starts = Counter(round(word["x0"]) for line in lines for word in _starts(line))
    best: tuple[int, int, float] | None = None
    for left, count in starts.items():
        if count < _FEWEST_LINES:
            continue
        x = left - 1.0 - _GUTTER / 2
        for run in _runs(lines, x):
            first, end = _trimmed(lines, run, x) if run[1] - run[0] > _FEWEST_LINES else run
            longer = best is None or end - first > best[1] - best[0]
            if longer and _are_columns(lines[first:end], x) and not is_table(lines[first:end]):
                best = first, end, x
    return best


def _beside_short(lines: Sequence[_Line], is_table: IsTable) -> tuple[int, int, float] | None:
    """Return the first run of lines whose right column is a line or two of text beside the lines of the left one."""
    for at, line in enumerate(lines):
        for word in _starts(line):
            x = word["x0"] - 1.0 - _GUTTER / 2
            run = _run_around(lines, at, x)
            if run[1] - run[0] >= _LEAST_LINES:
                first, end = _trimmed(lines, run, x)
                if _has_short_column(lines[first:end], x) and not is_table(lines[first:end]):
                    return first, end, x
    return None


def _run_around(lines: Sequence[_Line], at: int, x: float) -> tuple[int, int]:
    """Return the run of lines around one that have no word in a strip around x; empty where many stand behind it."""
    ends, behind = [at, at], 0
    for side, further in enumerate((range(at, -1, -1), range(at + 1, len(lines)))):
        for other in further:
            if _crosses(lines[other], x):
                break
            behind += any(word["x0"] > x for word in lines[other])
            if behind >= _LEAST_LINES:
                return at, at
            ends[side] = other
    return ends[0], ends[1] + 1


def _has_short_column(lines: Sequence[_Line], x: float) -> bool:
    """Tell a line or two of words, one below the other, beside a column of text that goes on below them."""
    left, right = ([words for line in lines if (words := _side(line, x, left=left))] for left in (True, False))
    if not right or len(left) < _LEAST_LINES or not any(map(_flows, (left, right))) or not _are_wrapped(left):
        return False
    printed, small = sum(map(len, right)), str(right[0][0]["text"])[:1].islower()
    tops, below = ([min(word["top"] for word in line) for line in side] for side in (right, left))
    is_text = sum(map(len, left)) >= _LEAST_WORDS * len(left) and (small or printed >= _LEAST_WORDS)
    usual = sorted(second - first for first, second in pairwise(below))[len(below) // 2 - 1]
    return bool(is_text and tops[-1] - tops[0] <= _FAR * usual and below[0] - usual < tops[0] < below[-1])


def _are_wrapped(lines: Sequence[_Line]) -> bool:
    """Tell lines that end where the next word has no room, but for those that end a paragraph."""
    right = max(word["x1"] for line in lines for word in line)
    ends = (line[-1]["x1"] + _GUTTER / 4 + below[0]["x1"] - below[0]["x0"] for line, below in pairwise(lines))
    return sum(bool(end > right) for end in ends) >= _WRAPPED * (len(lines) - 1)


def _starts(line: _Line) -> Iterator[_Word]:
    """Yield the words that begin a line or stand behind a wide blank."""
    end = float("-inf")
    for word in line:
        if word["x0"] - end >= _GUTTER:
            yield word
        end = max(end, word["x1"])


def _runs(lines: Sequence[_Line], x: float) -> Iterator[tuple[int, int]]:
    """Yield the runs of lines that have no word in a strip around x."""
    start = 0
    for at, line in enumerate([*lines, [{"x0": x, "x1": x}]]):
        if _crosses(line, x):
            if at > start:
                yield start, at
            start = at + 1


def _crosses(line: _Line, x: float) -> bool:
    return any(word["x0"] < x + _GUTTER / 2 and word["x1"] > x - _GUTTER / 2 for word in line)


def _are_columns(lines: Sequence[_Line], x: float) -> bool:
    """Tell two columns of text: several lines of several words on both sides, beside each other."""
    sides = [[words for line in lines if (words := _side(line, x, left=left))] for left in (True, False)]
    fewest = _FEWEST_LINES if all(_flows(side) and _are_wrapped(side) for side in sides if side) else _LEAST_LINES
    if min(map(len, sides)) < fewest:
        return False
    if any(sum(map(len, side)) < _LEAST_WORDS * len(side) for side in sides):
        return False
    flowing = sum(map(_flows, sides))
    if flowing < len(sides) and not (flowing and all(map(_are_wrapped, sides))):
        return False
    left, right = (
        (min(word["top"] for line in side for word in line), max(word["bottom"] for line in side for word in line))
        for side in sides
    )
    beside = min(left[1], right[1]) - max(left[0], right[0])
    return bool(beside > _BESIDE * min(left[1] - left[0], right[1] - right[0]))


def _flows(lines: Sequence[_Line]) -> bool:
    """Tell text that flows from line to line from the labels of a table: some lines go on with a small letter."""
    small = sum(str(line[0]["text"])[:1].islower() for line in lines)
    return small >= max(_SMALL * len(lines), 1)


def _trimmed(lines: Sequence[_Line], run: tuple[int, int], x: float) -> tuple[int, int]:
    """Leave the lines of one side to the text above or below where more room parts them from the columns."""
    first, end = run
    tops = [min(word["top"] for word in line) for line in lines]
    usual = _FAR * sorted(tops[at + 1] - tops[at] for at in range(first, end - 1))[(end - first - 2) // 2]
    both = [at for at in range(first, end) if len({word["x0"] < x for word in lines[at]}) > 1]
    if both:
        above = [at for at in range(first + 1, both[0] + 1) if tops[at] - tops[at - 1] > usual]
        below = [at for at in range(both[-1] + 1, end) if tops[at] - tops[at - 1] > usual]
        first, end = max([first, *above]), min([end, *below])
    return first, end


def _side(line: _Line, x: float, *, left: bool) -> list[_Word]:
    return [word for word in line if (word["x0"] < x) == left]
