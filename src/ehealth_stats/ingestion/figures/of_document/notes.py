"""Marks of notes that only their document tells from figures: lines of cells -> where such marks begin.

| Kommun | Larm    |
| Ånge   | 450 (1) |        a mark: the list below has it
| Timrå  | 10³     |        ten with a note where the document has other raised marks, else it may be a thousand

1) Ny kommun
"""

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ehealth_stats.codelists.note_marks import RAISED
from ehealth_stats.ingestion.documents import Document, IntArray, Segment, Table
from ehealth_stats.ingestion.documents.blocks import has_text
from ehealth_stats.ingestion.figures.of_document.header_words import has_word
from ehealth_stats.ingestion.figures.tokens.digits import POWERS, TIMES

_MARKED = r"[^()\s]\s?\((\d{1,2}(?:\s?[,;]\s?\d{1,2})*)\)$"
_LISTED = re.compile(r"\s*[(\[]?(?P<mark>\d{1,2})(?:[)\]][.:]?|[.:])\s*[^\W\d]")
_RAISED = "".join(sorted(RAISED))
# Behind a sign for "times" it is a power and no mark.
_POWER = rf"(?:^|[^\d.,\s{TIMES}]|[^\s{TIMES}]\s)10[{POWERS[2:]}](?:[^\d]|$)"
_NO_POWER = rf"(?:[^\W\d]|[^0]|(?:[^1]|\d1)0)[{_RAISED}]|¹|^[{_RAISED}]"
_MOST_NOTES = 12
_LARGEST_MARK = 9


def find_note_marks(document: Document, texts: pa.Array, codes: IntArray) -> tuple[IntArray, IntArray]:
    """Find where marks of notes begin in lines, and where what may be such a mark or a figure does; elsewhere -1.

    Parameters
    ----------
    document
        The document.
    texts, codes
        Its distinct texts, and which of them each line is.
    """
    notes, doubtful = np.full(len(codes), -1), np.full(len(codes), -1)
    marked = np.asarray(pc.match_substring_regex(texts, _MARKED), dtype=bool)
    lines = document.lines
    at = np.flatnonzero(marked[codes] & (lines.column >= 0) & (lines.comment == 0))
    listed = cache(lambda block: frozenset(_listed_notes(document, block)))
    for line, text in zip(at.tolist(), texts.take(pa.array(codes[at])).to_pylist(), strict=True):
        match = re.search(_MARKED, text)
        marks = {int(mark) for mark in re.findall(r"\d+", match[1])} if match else set[int]()
        start = match.start(1) if match else -1
        if marks <= listed(int(lines.block[line])):
            notes[line] = start
        elif len(marks) == 1 and max(marks) <= _LARGEST_MARK and _is_alone(document, at, line):
            doubtful[line] = start
    return notes, doubtful


def _listed_notes(document: Document, block: int) -> Iterator[int]:
    """Yield the numbers of the notes below a table: in the lines up to the next, or in rows with nothing beside."""
    table = document.content[block]
    texts: list[str] = []
    if isinstance(table, Table):
        rows = ((number, table.grid.rows[number]) for number in table.numbers[-_MOST_NOTES:])
        texts = [table.grid.text(number, 0) for number, row in rows if row and not any(map(has_text, row[1:]))]
    for below in document.content[block + 1 : block + 1 + _MOST_NOTES]:
        if not isinstance(below, Segment):
            break
        texts.append(below.text)
    yield from (int(match["mark"]) for text in texts if (match := _LISTED.match(text)))


def _is_alone(document: Document, marked: IntArray, line: int) -> bool:
    """Tell a number in brackets that fewer than half of the cells of its column have, below no header that says why."""
    lines = document.lines
    block, column = lines.block[line], lines.column[line]
    same = (lines.block[marked] == block) & (lines.column[marked] == column) & (lines.row[marked] >= 0)
    table = document.content[int(block)]
    header = table.header[column] if isinstance(table, Table) and column < len(table.header) else ""
    size = len(table.numbers) if isinstance(table, Table) else 0
    return lines.row[line] >= 0 and 2 * int(same.sum()) < size and not has_word(header, "part")


def may_be_powers(texts: pa.Array) -> NDArray[np.bool_]:
    """Tell the texts with a raised digit behind ten that no other raised mark of the document shows to be a note."""
    powers = np.asarray(pc.match_substring_regex(texts, _POWER), dtype=bool)
    if not powers.any():
        return powers
    others = np.asarray(pc.match_substring_regex(texts, _NO_POWER), dtype=bool)
    return powers if not others.any() else np.zeros(len(texts), dtype=bool)
