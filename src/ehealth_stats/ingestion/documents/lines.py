"""The paragraphs of a document as columns of numbers and texts, so that a sheet of a million cells costs no objects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
_INTEGERS = ("block", "number", "row", "column", "offset", "comment")


@dataclass(frozen=True, eq=False)
class Lines:
    r"""Paragraphs in reading order: no figure reaches past the end of one.

    `texts` is an Arrow array. `block` is the position of each in the document's content, `offset` where its text starts
    within its place; `row` and `column` are 0-based, -1 outside tables and `row` in a header; `number` is the row of
    the table's grid; `comment` is 1 for the words of a comment on a cell.

    Examples
    --------
    >>> lines = Lines.of_cells([(0, 0, 0, "Ånge"), (0, 0, 1, "450\nvarav 45")])
    >>> lines.texts.to_pylist(), lines.column.tolist(), lines.offset.tolist(), lines.starts.tolist()
    (['Ånge', '450', 'varav 45'], [0, 1, 1], [0, 0, 4], [0, 5, 9])
    """

    texts: pa.Array
    block: IntArray
    number: IntArray
    row: IntArray
    column: IntArray
    offset: IntArray
    comment: IntArray

    @classmethod
    def of_paragraph(cls, text: str, offset: int) -> "Lines":
        """Make the line of a paragraph outside tables."""
        zero, none = np.zeros(1, dtype=np.int64), np.full(1, -1)
        return cls(pa.array([text], pa.large_string()), zero, none, none, none, np.array([offset]), zero)

    @classmethod
    def of_cells(cls, cells: Sequence[tuple[int, int, int, str]], *, comment: bool = False) -> "Lines":
        """Make the lines of some cells with a text: number, row, column, text."""
        places = np.array([cell[:3] for cell in cells], dtype=np.int64).reshape(-1, 3).T
        made = cls.of_columns(pa.array([cell[3] for cell in cells], pa.large_string()), *places)
        return replace(made, comment=made.comment + 1) if comment else made

    @classmethod
    def of_columns(cls, texts: pa.Array, number: IntArray, row: IntArray, column: IntArray) -> "Lines":
        """Make the lines of cells with a text: one for each of its paragraphs."""
        zero = np.zeros(len(texts), dtype=np.int64)
        cells = np.flatnonzero(pc.match_substring(texts, "\n").to_numpy(zero_copy_only=False))
        if not len(cells):
            return cls(texts, zero, number, row, column, zero, zero)
        parted = [text.split("\n") for text in texts.take(pa.array(cells)).to_pylist()]
        sizes = np.ones(len(texts), dtype=np.int64)
        sizes[cells] = [len(lines) for lines in parted]
        source, first = np.repeat(np.arange(len(texts)), sizes), np.cumsum(sizes) - sizes
        offset = np.zeros(len(source), dtype=np.int64)
        extra = pa.array(chain.from_iterable(parted), pa.large_string())
        at = np.concatenate([np.arange(first[cell], first[cell] + sizes[cell]) for cell in cells])
        offset[at] = [end for lines in parted for end in _offsets(lines)]
        source[at] = np.arange(len(texts), len(texts) + len(at))
        texts = pa.concat_arrays([texts, extra]).take(pa.array(source))
        number, row, column = (np.repeat(values, sizes) for values in (number, row, column))
        zero = np.zeros(len(texts), dtype=np.int64)
        return cls(texts, zero, number, row, column, offset, zero)

    @classmethod
    def joined(cls, parts: Iterable["Lines"]) -> "Lines":
        """Put the lines of blocks one after the other."""
        listed = [replace(part, block=np.full(len(part.texts), block)) for block, part in enumerate(parts)]
        if len(listed) == 1:
            return listed[0]
        empty = np.zeros(0, dtype=np.int64)
        columns = (np.concatenate([empty, *(getattr(part, name) for part in listed)]) for name in _INTEGERS)
        return cls(pa.concat_arrays([pa.array([], pa.large_string()), *(part.texts for part in listed)]), *columns)

    def in_reading_order(self) -> "Lines":
        """Return the lines of one table by row, then column, a comment after the words of its cell."""
        order = np.lexsort((self.comment, self.column, self.number))
        return Lines(self.texts.take(pa.array(order)), *(getattr(self, name)[order] for name in _INTEGERS))

    @cached_property
    def starts(self) -> IntArray:
        """Where each line starts in the text that holds all, one a line."""
        sizes = pc.utf8_length(self.texts).to_numpy() + 1
        return np.asarray(np.cumsum(sizes) - sizes, dtype=np.int64)


def _offsets(lines: Sequence[str]) -> Iterable[int]:
    return accumulate((len(line) + 1 for line in lines[:-1]), initial=0)


def join(*parts: pa.Array | IntArray | str) -> pa.Array:
    """Join columns of texts, of numbers, and texts that are the same in each row.

    Examples
    --------
    >>> join("cell A", np.array([2, 3])).to_pylist()
    ['cell A2', 'cell A3']
    """
    kind = pa.large_string()
    columns = [pa.scalar(part, kind) if isinstance(part, str) else pa.array(part).cast(kind) for part in parts]
    return pc.binary_join_element_wise(*columns, pa.scalar("", kind))
