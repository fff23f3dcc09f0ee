"""A page of a PDF -> its paragraphs and tables, from top to bottom; columns of text are read one after the other."""

import math
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from pdfminer.utils import decode_text
from pdfplumber.utils.clustering import cluster_objects
from pdfplumber.utils.text import extract_words

from ehealth_stats.codelists.note_marks import raise_mark
from ehealth_stats.ingestion.documents.blocks import SegmentKind
from ehealth_stats.ingestion.documents.formats.pdf.columns import Stretch, find_stretches
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
from ehealth_stats.ingestion.documents.formats.pdf.room import Finder, Room
from ehealth_stats.ingestion.documents.formats.pdf.turned import upright
from ehealth_stats.ingestion.documents.layout.blank_columns import find_columns
from ehealth_stats.ingestion.documents.values import clean

_SMALL = 0.8
_HEADING = 1.15
_LONGEST_HEADING = 120
_ROOM = 2  # heights of letters between two rows of a table, at most
_THIN = 2.0  # points: a line that is drawn
_OVER = 0.5  # of a letter's height: how far a line through letters may reach beyond them
_MIDDLE = (0.3, 0.72)  # of a letter's height, from its top

_Char = dict[str, Any]
_Box = tuple[float, float, float, float]


def read_page(page: Any, room: Room) -> Page:  # noqa: ANN401 (pdfplumber has no types)
    """Read a page: the cells of ruled tables, what stands in columns outside them, and other text as paragraphs."""
    chars, struck = _not_struck(upright(page.chars), page)
    _raise_notes(chars)
    tables: list[PageTable] = []
    boxes: list[_Box] = []
    for found in Finder(page, room).tables:
        table = _table(found, chars)
        if sum(bool(text) for row in table.rows for text in row) > 1 and len(table.edges) > 1:
            tables.append(table)
            boxes.append(found.bbox)
    outside = [char for char in chars if not any(_is_in(char, box) for box in boxes)]
    whole = Stretch(-math.inf, math.inf, -math.inf, math.inf)
    stretches = list(find_stretches(_word_lines(outside), whole, _is_table))
    parts = [list(_items([char for char in outside if _stands_in(char, part)])) for part in stretches]
    items = [[*parts[0], *tables], *parts[1:]] if len(parts) == 1 else _with_tables(parts, stretches, tables)
    items[0].sort(key=lambda item: item.top)
    notes, height = _annotations(page), float(page.height)
    entered = [PageParagraph(text, "paragraph", height, height) for text in _entered(notes or [])]
    listed = [item for part in items for item in part]
    return Page(page.page_number, height, [*listed, *entered], struck, is_closed=notes is None)


def read_letters(number: int, height: float, letters: list[_Char]) -> Page:
    """Read the letters of a page that is no more than these: what stands in columns, and other text as paragraphs."""
    whole = Stretch(-math.inf, math.inf, -math.inf, math.inf)
    stretches = list(find_stretches(_word_lines(letters), whole, _is_table)) if letters else []
    parts = (_items([letter for letter in letters if _stands_in(letter, part)]) for part in stretches)
    return Page(number, height, [item for part in parts for item in part])


def _with_tables(
    parts: list[list[PageParagraph | PageTable]], stretches: Sequence[Stretch], tables: Sequence[PageTable]
) -> list[list[PageParagraph | PageTable]]:
    """Put each ruled table into the stretch in which it starts, in its place from the top."""
    for table in tables:
        x, y = table.edges[0], table.top
        inside = (at for at, part in enumerate(stretches) if part.x0 <= x < part.x1 and part.top <= y < part.bottom)
        at = next(inside, len(parts) - 1)
        parts[at] = sorted([*parts[at], table], key=lambda item: item.top)
    return parts


def _word_lines(chars: list[_Char]) -> list[list[_Char]]:
    lines = cluster_objects(extract_words(chars), lambda word: (word["top"] + word["bottom"]) / 2, 3)
    return [sorted(line, key=lambda word: word["x0"]) for line in lines]


def _is_table(lines: Sequence[Sequence[_Char]]) -> bool:
    """Tell lines most of which stand in the columns of a table."""
    printed = [to_line(line).words for line in lines]
    heights = [word["bottom"] - word["top"] for line in lines for word in line]
    found = find_columns(printed, GAP * statistics.median(heights))
    return sum(table.end - table.first for table in found) > len(lines) / 2


def _stands_in(char: _Char, part: Stretch) -> bool:
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(part.x0 <= across < part.x1 and part.top <= down < part.bottom)


def _not_struck(chars: list[_Char], page: Any) -> tuple[list[_Char], int]:  # noqa: ANN401
    """Leave out the letters that a line is drawn through, from the first to the last of them; say how many lines."""
    drawn = [shape for shape in (*page.lines, *page.rects) if shape["bottom"] - shape["top"] <= _THIN]
    order = sorted(range(len(chars)), key=lambda at: chars[at]["top"]) if drawn else []
    tops = [chars[at]["top"] for at in order]
    tallest = max((char["bottom"] - char["top"] for char in chars), default=0.0)
    struck: set[int] = set()
    strokes = 0
    for line in drawn:
        y = (line["top"] + line["bottom"]) / 2
        near = order[bisect_left(tops, y - tallest) : bisect_right(tops, y)]
        under = [at for at in near if _is_through(line, y, chars[at])]
        if under and line["x1"] - line["x0"] > _THIN:
            size = max(chars[at]["bottom"] - chars[at]["top"] for at in under)
            left, right = min(chars[at]["x0"] for at in under), max(chars[at]["x1"] for at in under)
            if left - line["x0"] < _OVER * size and line["x1"] - right < _OVER * size:
                struck.update(under)
                strokes += 1
    return [char for at, char in enumerate(chars) if at not in struck], strokes


def _is_through(line: _Char, y: float, char: _Char) -> bool:
    height = char["bottom"] - char["top"]
    middle = char["top"] + _MIDDLE[0] * height < y < char["top"] + _MIDDLE[1] * height
    return bool(middle and line["x0"] - 1 <= (char["x0"] + char["x1"]) / 2 <= line["x1"] + 1)


def _annotations(page: Any) -> list[dict[str, Any]] | None:  # noqa: ANN401
    """Return the fields and comments of a page; None where they can't be read."""
    try:
        return [note.get("data") or {} for note in page.annots]
    except Exception:  # on damaged ones pdfminer raises whatever its own code comes upon
        return None


def _entered(notes: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield what was entered into the fields of a form, and the comments."""
    for data in notes:
        kind = getattr(data.get("Subtype"), "name", "")
        label, value = _said(data.get("TU") or data.get("T")), data.get("V", data.get("AS"))
        if kind == "Widget" and value is not None:
            name = getattr(value, "name", None)
            said = {"Off": "☐"}.get(name, "☒") if name else _said(value)
            yield f"{label}: {said}" if label and said else said
        elif kind not in ("Link", "Popup", "Widget", "Screen", "Movie", "Sound", "FileAttachment"):
            yield _said(data.get("Contents"))


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    if isinstance(value, bytes):
        return clean(decode_text(value))
    return clean(value) if isinstance(value, str) else ""


def _raise_notes(chars: list[_Char]) -> None:
    """Write small raised digits as such: "450" with note 1 is not 4501."""
    size, bottom, end = 0.0, 0.0, 0.0
    for char in chars:
        beside = abs(char["x0"] - end) < size and abs(char["bottom"] - bottom) < size
        if size and beside and char["size"] < _SMALL * size and char["bottom"] < bottom - 0.1 * size:
            char["text"] = raise_mark(char["text"])
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
