"""What a document is made of: paragraphs, and tables whose texts, cells and places are made when they are asked for."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ehealth_stats.errors import DocumentError, did_you_mean
from ehealth_stats.ingestion.documents.blocks import Grid, SegmentKind
from ehealth_stats.ingestion.documents.lines import IntArray, Lines, join
from ehealth_stats.ingestion.documents.values import Value, has_decimal_point, to_paragraphs, to_text, to_texts
from ehealth_stats.ingestion.privacy.personal import hide, mask
from ehealth_stats.ingestion.text.exclusion import Exclusion


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph of running text, or one paragraph of a table cell: no figure reaches past its ends.

    `place` names it ("paragraph 12", "table 4 row 2 column Insats (vad)", "sheet Larm cell C7", "page 3 paragraph 2");
    `offset` is where its text starts within the place; `table`, `row`, `column` are 0-based, -1 outside tables.
    """

    text: str
    kind: SegmentKind
    place: str
    offset: int = 0
    table: int = -1
    row: int = -1
    column: int = -1


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid; a spanned cell stands once, at its top left corner."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class Table:
    """A table: `header` names the columns (inherited from the table before where it has none of its own).

    The `grid` as read is kept; texts, cells and segments are made when they are asked for, so that a large sheet costs
    no more than its values. `heads` are the grid's rows of the header and of titles above it, `numbers` those of the
    rows below, `shift` how many columns to the right of the grid's these stand.

    Examples
    --------
    >>> table = Table(0, "", ("Kommun", "Larm"), Grid([["Ånge"], ["Timrå", 300]]), numbers=(0, 1))
    >>> table.rows
    (('Ånge', ''), ('Timrå', '300'))
    >>> table.column("Larm"), table.place(1, 1)
    (['', '300'], 'table 1 row 2 column Larm')
    """

    index: int
    name: str
    header: tuple[str, ...]
    grid: Grid = field(repr=False)
    numbers: Sequence[int] = field(repr=False)
    heads: Sequence[int] = field(default=(), repr=False)
    shift: int = 0

    @cached_property
    def width(self) -> int:
        """The number of columns."""
        lengths = map(len, map(self.grid.rows.__getitem__, self.numbers))
        return max(len(self.header), self.shift + max(lengths, default=0))

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The texts below the header as a rectangle, empty where no cell is or a span covers."""
        return tuple(zip(*(self.column(column) for column in range(self.width)), strict=True))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells with a text below the header."""
        return tuple(self._cells())

    @cached_property
    def lines(self) -> Lines:
        """The paragraphs of all cells in reading order, those of the header and of comments too, as columns."""
        heads = [
            (number, column, text)
            for number in self.heads
            for column in range(len(self.grid.rows[number]))
            if (text := self.grid.text(number, column))
        ]
        top = Lines.of_cells([(number, -1, column, text) for number, column, text in heads])
        texts = pa.concat_arrays([pa.array([], pa.large_string()), *map(self.texts, range(self.width))])
        order = np.arange(len(texts)).reshape(self.width, -1).T.ravel()
        filled = order[pc.binary_length(texts).to_numpy()[order] > 0]
        column, row = np.divmod(filled, max(len(self.numbers), 1))
        number = np.asarray(self.numbers, dtype=np.int64)[row]
        below = Lines.of_columns(texts.take(pa.array(filled)), number, row, column)
        if not self.grid.marks.comments:
            return Lines.joined([top, below])
        return Lines.joined([top, below, self._comments()]).in_reading_order()

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The paragraphs of all cells in reading order; those of the header have row -1."""
        lines = self.lines
        places = self.places(lines.number, lines.row, lines.column, lines.comment)
        columns = (lines.texts, places, lines.offset, lines.row, lines.column)
        return tuple(
            Segment(text, "cell", place, offset, self.index, row, column)
            for text, place, offset, row, column in zip(*(values.tolist() for values in columns), strict=True)
        )

    def hidden(self, lines: Lines, secrets: Iterable[tuple[int, Exclusion]]) -> "Table":
        """Return the table with stretches of its lines hidden, each given with its position among `lines`."""
        rows, comments = list(self.grid.rows), dict(self.grid.marks.comments)
        for line, secret in secrets:
            number, column, offset = (int(getattr(lines, name)[line]) for name in ("number", "column", "offset"))
            moved = secret._replace(start=secret.start + offset, end=secret.end + offset)
            if lines.comment[line]:
                at = self.grid.at(number, column)
                comments[at] = hide("\n".join(to_paragraphs(comments[at])), [moved])
            else:
                place = column - self._left(number)
                row, value = [*rows[number]], rows[number][place]
                row[place] = hide(to_text(value) if isinstance(value, str) else self.grid.text(number, place), [moved])
                rows[number] = row
        return replace(self, grid=replace(self.grid, rows=rows, marks=replace(self.grid.marks, comments=comments)))

    def covering(self) -> Iterator[tuple[range, range]]:
        """Yield the rows and columns below the header that each cell covers which covers more than one.

        Rows that hold nothing else are no rows of their own.
        """
        grid, taken = self.grid, dict[int, int]()
        rows = {number: row for row, number in enumerate(self.numbers)} if grid.marks.spans else {}
        filled = [number for number in rows if not grid.is_empty(number)]
        for (down, right), (height, width) in sorted(grid.marks.spans.items()):
            number, column = down - grid.origin[0], right - grid.origin[1]
            inside = number in rows and 0 <= column < len(grid.rows[number]) and number > taken.get(column, -1)
            last = filled[max(bisect_right(filled, number + height - 1) - 1, 0)] if inside else -1
            if inside and (last > number or width > 1):
                taken[column] = max(last, number)
                left = column + self._left(number)
                yield range(rows[number], max(rows[last], rows[number]) + 1), range(left, left + width)

    @cached_property
    def shared(self) -> frozenset[tuple[int, int]]:
        """The cells below the header that stand for several rows, or for several columns with names of their own."""
        found = (
            (rows.start, columns.start)
            for rows, columns in self.covering()
            if len(rows) > 1 or len({self.header[at] for at in columns if at < len(self.header)}) > 1
        )
        return frozenset(found)

    def column(self, name: int | str) -> list[str]:
        """Return the texts of a column below the header, by its number from 0 or its name.

        Raises
        ------
        DocumentError
            If no column has the name.
        """
        texts: list[str] = self.texts(name if isinstance(name, int) else self._index(name)).to_pylist()
        return texts

    def texts(self, column: int) -> pa.Array:
        """Return the texts of a column below the header as an Arrow array; each is printed once."""
        if column not in self._printed:
            self._printed[column] = self._texts(column)
        return self._printed[column]

    @cached_property
    def _printed(self) -> dict[int, pa.Array]:
        return {}

    def _texts(self, column: int) -> pa.Array:
        grid, below = self.grid, self._below
        if not grid.ragged and 0 <= column - self.shift < min(map(len, below), default=0):
            texts = to_texts(list(map(itemgetter(column - self.shift), below)))
        else:
            at = [column - self._left(number) for number in self.numbers]
            texts = to_texts([row[at] if 0 <= at < len(row) else "" for row, at in zip(below, at, strict=True)])
        if column not in self._with_affixes:
            return texts
        cells = zip(texts.to_pylist(), self.numbers, strict=True)
        printed = (grid.text(number, column - self._left(number)) if text else text for text, number in cells)
        return pa.array(printed, pa.large_string())

    @cached_property
    def _with_affixes(self) -> frozenset[int]:
        """The columns in which formats print something around a number; of a ragged grid all."""
        columns = {right - self.grid.origin[1] + self.shift for _, right in self.grid.marks.affixes}
        return frozenset(range(self.width) if columns and self.grid.ragged else columns)

    @cached_property
    def _below(self) -> Sequence[Sequence[Value]]:
        return list(map(self.grid.rows.__getitem__, self.numbers))

    def decimal_points(self, number: IntArray, column: IntArray) -> NDArray[np.bool_]:
        """Tell cells, by their row of the grid and column, whose point opens decimals: numbers, and not words."""
        places = zip(number.tolist(), column.tolist(), strict=True)
        values = (self.grid.rows[row][at - self._left(row)] for row, at in places)
        return np.fromiter(map(has_decimal_point, values), dtype=bool, count=len(number))

    def place(self, row: int, column: int) -> str:
        """Say where a cell below the header stands, as a person would look for it."""
        one = (np.array([value]) for value in (self.numbers[row], row, column, 0))
        return str(self.places(*one)[0])

    def _index(self, name: str) -> int:
        if name not in self.header:
            header = [mask(text) for text in self.header if text]
            expected, hint = ", ".join(header), did_you_mean(name, header)
            raise DocumentError(f"no column {name!r} in table {self.index + 1}", expected=expected, hint=hint)
        return self.header.index(name)

    def _left(self, number: int) -> int:
        """Return how far right of its own place a row of the grid stands."""
        if number in self.heads:
            return 0
        return max(len(self.header) - len(self.grid.rows[number]), 0) if self.grid.ragged else self.shift

    def places(self, number: IntArray, row: IntArray, column: IntArray, comment: IntArray) -> pa.Array:
        """Name cells by the grid's row and, unless they are in the header (row -1), by the row below it."""
        mark = pa.array(["", " comment"]).take(pa.array(comment))
        if self.grid.sheet:
            down, right = self.grid.origin
            most = int(column.max(initial=-1))
            lefts = [f"sheet {self.grid.sheet} cell {column_letters(right + at)}" for at in range(most + 1)]
            return join(pa.array(lefts, pa.string()).take(pa.array(column)), number + down + 1, mark)
        parts = [(0, f"table {self.index + 1}"), *self.grid.parts]
        starts = [start for start, _ in parts]
        part = np.searchsorted(starts, number, side="right") - 1
        line = row - np.searchsorted(np.asarray(self.numbers), starts)[part] + 1
        below = join(" row ", line, " column ")
        where = pa.array([name for _, name in parts]).take(pa.array(part))
        names = [*self._names, *range(len(self._names) + 1, self.width + 1)]
        right = pa.array(map(str, names), pa.string()).take(pa.array(column))
        return join(where, pc.if_else(pa.array(row >= 0), below, " header column "), right, mark)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """The columns by their headers, with their numbers where that is not enough."""
        header = tuple(map(mask, self.header))
        repeated = {name for name, times in Counter(header).items() if not name or times > 1}
        return tuple(
            f"{name} ({column})" if name in repeated and name else name or str(column)
            for column, name in enumerate(header, start=1)
        )

    def _cells(self) -> Iterator[Cell]:
        for row, (number, texts) in enumerate(zip(self.numbers, self.rows, strict=True)):
            left = self._left(number)
            for column, text in enumerate(texts):
                if text:
                    down, right = self.grid.span(number, column - left)
                    yield Cell(text, row, column, min(down, len(self.numbers) - row), right)

    def _comments(self) -> Lines:
        """The words of the comments on cells of the table."""
        rows = dict.fromkeys(self.heads, -1) | {number: row for row, number in enumerate(self.numbers)}
        found = [
            (number, rows[number], column, "\n".join(to_paragraphs(comment)))
            for (down, right), comment in self.grid.marks.comments.items()
            for number, column in [(down - self.grid.origin[0], right - self.grid.origin[1])]
            if number in rows and 0 <= column < (self.width if rows[number] >= 0 else len(self.grid.rows[number]))
        ]
        return Lines.of_cells(found, comment=True)


def column_letters(column: int) -> str:
    """Return the letters of a spreadsheet column by its number from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(26), column_letters(16383)
    ('A', 'AA', 'XFD')
    """
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def cell_name(at: tuple[int, int]) -> str:
    """Return what a spreadsheet calls the cell in a row and a column by their numbers from 0.

    Examples
    --------
    >>> cell_name((0, 0)), cell_name((41, 27))
    ('A1', 'AB42')
    """
    return f"{column_letters(at[1])}{at[0] + 1}"
