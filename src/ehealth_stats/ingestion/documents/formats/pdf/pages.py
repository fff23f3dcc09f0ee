"""A page of a PDF -> its paragraphs and tables, from top to bottom; of two columns of text the left one first."""

import math
import statistics
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from pdfplumber.utils.clustering import cluster_objects
from pdfplumber.utils.text import extract_words

from ehealth_stats.ingestion.documents.blocks import SegmentKind
from ehealth_stats.ingestion.documents.formats.pdf.lines import (
    GAP,
    Line,
    is_item,
    join,
    to_line,
    to_paragraphs,
    without_bullet,
)
from ehealth_stats.ingestion.documents.formats.pdf.model import Page, PageParagraph, PageTable
from ehealth_stats.ingestion.documents.layout.blank_columns import find_columns

_RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
_SMALL = 0.8
_HEADING = 1.15
_LONGEST_HEADING = 120
_GUTTER = 8.0  # points
_ROOM = 2  # heights of letters between two rows of a table, at most
_COLUMN_LINES = 8
_COLUMN_WORDS = 4

_Char = dict[str, Any]
_Box = tuple[float, float, float, float]


def read_page(page: Any) -> Page:  # noqa: ANN401 (pdfplumber has no types)
    """Read a page: the cells of ruled tables, what stands in columns outside them, and other text as paragraphs."""
    chars = [char for char in page.chars if char["upright"]] + [char for char in page.chars if not char["upright"]]
    _raise_notes(chars)
    tables: list[PageTable] = []
    boxes: list[_Box] = []
    for found in page.find_tables():
        table = _table(found, chars)
        if sum(bool(text) for row in table.rows for text in row) > 1 and len(table.edges) > 1:
            tables.append(table)
            boxes.append(found.bbox)
    outside = [char for char in chars if not any(_is_in(char, box) for box in boxes)]
    gutter = _gutter(extract_words(outside))
    sides = [_items(side) for side in _sides(outside, gutter)]
    items: list[PageParagraph | PageTable] = [*tables, *sides[0]]
    items.sort(key=lambda item: item.top)
    return Page(page.page_number, float(page.height), [*items, *(item for side in sides[1:] for item in side)])


def _raise_notes(chars: list[_Char]) -> None:
    """Write small raised digits as such: "450" with note 1 is not 4501."""
    size, bottom, end = 0.0, 0.0, 0.0
    for char in chars:
        beside = abs(char["x0"] - end) < size and abs(char["bottom"] - bottom) < size
        if size and beside and char["size"] < _SMALL * size and char["bottom"] < bottom - 0.1 * size:
            char["text"] = char["text"].translate(_RAISED)
            end = char["x1"]
        elif not char["text"].isspace():
            size, bottom, end = char["size"], char["bottom"], char["x1"]


def _is_in(char: _Char, box: _Box) -> bool:
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= across < box[2] and box[1] <= down < box[3])


def _table(found: Any, chars: Iterable[_Char]) -> PageTable:  # noqa: ANN401
    inside = [char for char in chars if _is_in(char, found.bbox)]
    lefts = sorted({cell[0] for cell in found.cells})
    tops = sorted({cell[1] for cell in found.cells})
    rows, spans = [], {}
    for index, row in enumerate(found.rows):
        near = [char for char in inside if _is_in(char, (found.bbox[0], tops[index], found.bbox[2], found.bbox[3]))]
        texts = []
        for column, box in enumerate(row.cells):
            texts.append(_cell_text(near, box) if box else "")
            if box:
                down = sum(box[1] <= top < box[3] - 1 for top in tops)
                right = sum(box[0] <= left < box[2] - 1 for left in lefts)
                if (down, right) != (1, 1):
                    spans[index, column] = (down, right)
        rows.append(texts)
    return PageTable(rows, spans, (*lefts, found.bbox[2]), found.bbox[1], found.bbox[3])


def _cell_text(chars: Iterable[_Char], box: _Box) -> str:
    lines = _lines([char for char in chars if _is_in(char, box)])
    padding = min((line.x0 for line in lines), default=box[0]) - box[0]
    return "\n".join(map(join, to_paragraphs(lines, box[2] - padding)))


def _lines(chars: list[_Char]) -> list[Line]:
    words = extract_words(chars)
    return [to_line(group) for group in cluster_objects(words, lambda word: (word["top"] + word["bottom"]) / 2, 3)]


def _items(chars: list[_Char]) -> Iterator[PageParagraph | PageTable]:
    """Yield the tables that words in columns make without rules, and the paragraphs between them."""
    lines = _lines(chars)
    right = max((line.x1 for line in lines), default=0.0)
    body = statistics.median([line.height for line in lines for _ in line.text]) if lines else 0.0
    for block in _blocks(lines, body):
        at = 0
        for table in find_columns([line.words for line in block], GAP * body):
            yield from _paragraphs(block[at : table.first], right, body)
            at = table.end
            yield PageTable(table.rows, table.spans, table.strips, block[table.first].top, block[at - 1].bottom)
        yield from _paragraphs(block[at:], right, body)


def _blocks(lines: list[Line], body: float) -> Iterator[list[Line]]:
    """Part lines where far more room than between two rows is left: a page's head is no row of its table."""
    start = 0
    for at, (line, following) in enumerate(pairwise(lines), 1):
        if following.top - line.bottom > _ROOM * body:
            yield lines[start:at]
            start = at
    yield lines[start:]


def _paragraphs(lines: list[Line], right: float, body: float) -> Iterator[PageParagraph]:
    for group in to_paragraphs(lines, right):
        text = join(group)
        large = group[0].height > _HEADING * body and len(text) <= _LONGEST_HEADING
        kind: SegmentKind = "item" if is_item(text) else "heading" if large else "paragraph"
        if text := without_bullet(text):
            yield PageParagraph(text, kind, group[0].top, group[-1].bottom)


def _gutter(words: list[_Char]) -> float:
    """Return where the page parts into two columns of text, or 0: a strip without words between many lines of them."""
    strips: list[tuple[float, float]] = []
    end = math.inf
    for word in sorted(words, key=lambda word: word["x0"]):
        if word["x0"] - end >= _GUTTER:
            strips.append((word["x0"] - end, (word["x0"] + end) / 2))
        end = word["x1"] if end == math.inf else max(end, word["x1"])
    for _, x in sorted(strips, reverse=True):
        sides = [[word for word in words if (word["x0"] < x) == left] for left in (True, False)]
        lines = [len(cluster_objects(side, "top", 3)) for side in sides]
        many = all(count >= _COLUMN_LINES for count in lines)
        if many and all(len(side) >= _COLUMN_WORDS * count for side, count in zip(sides, lines, strict=True)):
            return float(x)
    return 0.0


def _sides(chars: list[_Char], gutter: float) -> list[list[_Char]]:
    if not gutter:
        return [chars]
    return [[char for char in chars if (char["x0"] < gutter) == left] for left in (True, False)]
