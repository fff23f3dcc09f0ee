"""One shape for every format: a Document is paragraphs and tables in reading order; segments of text on demand."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from ehealth_stats.errors import DocumentError, did_you_mean
from ehealth_stats.ingestion.documents.grid import Grid
from ehealth_stats.ingestion.documents.printed import to_paragraphs, to_texts

SegmentKind = Literal["heading", "paragraph", "item", "cell", "flattened"]
"""`flattened`: a line of a table that lost its columns; its figures can be read two ways."""


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
    def segments(self) -> tuple[Segment, ...]:
        """The paragraphs of all cells in reading order; those of the header have row -1."""
        return tuple(self._segments())

    def column(self, name: int | str) -> list[str]:
        """Return the texts of a column below the header, by its number from 0 or its name.

        Raises
        ------
        DocumentError
            If no column has the name.
        """
        column = name if isinstance(name, int) else self._index(name)
        grid = self.grid
        at = [column - self._left(number) for number in self.numbers] if grid.ragged else [column - self.shift]
        wanted = at if grid.ragged else at * len(self.numbers)
        rows = (grid.rows[number] for number in self.numbers)
        texts = to_texts([row[at] if 0 <= at < len(row) else "" for row, at in zip(rows, wanted, strict=True)])
        if grid.marks.affixes:
            return [
                grid.text(number, at) if text else text
                for text, number, at in zip(texts, self.numbers, wanted, strict=True)
            ]
        return texts

    def place(self, row: int, column: int) -> str:
        """Say where a cell below the header stands, as a person would look for it."""
        return self._place(self.numbers[row], column, row)

    def _index(self, name: str) -> int:
        if name not in self.header:
            expected = ", ".join(filter(None, self.header))
            hint = did_you_mean(name, self.header)
            raise DocumentError(f"no column {name!r} in table {self.index + 1}", expected=expected, hint=hint)
        return self.header.index(name)

    def _left(self, number: int) -> int:
        """Return how far right of its own place a row of the grid stands."""
        return max(len(self.header) - len(self.grid.rows[number]), 0) if self.grid.ragged else self.shift

    def _place(self, number: int, column: int, row: int) -> str:
        """Name a cell by the grid's row and, unless it is in the header (row -1), by the row below it."""
        if self.grid.sheet:
            down, right = self.grid.at(number, column)
            return f"sheet {self.grid.sheet} cell {column_letters(right)}{down + 1}"
        part = bisect_right(self.grid.parts, number, key=lambda part: part[0]) - 1
        start, where = self.grid.parts[part] if part >= 0 else (0, f"table {self.index + 1}")
        line = f"row {row - bisect_left(self.numbers, start) + 1}" if row >= 0 else "header"
        return f"{where} {line} column {self._names[column] if column < len(self._names) else column + 1}"

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """The columns by their headers, with their numbers where that is not enough."""
        repeated = {name for name in self.header if not name or self.header.count(name) > 1}
        return tuple(
            f"{name} ({column})" if name in repeated and name else name or str(column)
            for column, name in enumerate(self.header, start=1)
        )

    def _cells(self) -> Iterator[Cell]:
        for row, (number, texts) in enumerate(zip(self.numbers, self.rows, strict=True)):
            left = self._left(number)
            for column, text in enumerate(texts):
                if text:
                    down, right = self.grid.span(number, column - left)
                    yield Cell(text, row, column, min(down, len(self.numbers) - row), right)

    def _segments(self) -> Iterator[Segment]:
        for number in self.heads:
            for column in range(len(self.grid.rows[number])):
                yield from self._paragraphs(self.grid.text(number, column), number, -1, column)
        for row, (number, texts) in enumerate(zip(self.numbers, self.rows, strict=True)):
            for column, text in enumerate(texts):
                yield from self._paragraphs(text, number, row, column)

    def _paragraphs(self, text: str, number: int, row: int, column: int) -> Iterator[Segment]:
        """Yield the paragraphs of a cell, then those of the comment on it."""
        if text:
            yield from self._parted(text, self._place(number, column, row), row, column)
        if comment := self.grid.marks.comments.get(self.grid.at(number, column)):
            yield from self._parted(
                "\n".join(to_paragraphs(comment)), f"{self._place(number, column, row)} comment", row, column
            )

    def _parted(self, text: str, place: str, row: int, column: int) -> Iterator[Segment]:
        at = 0
        for line in text.split("\n"):
            yield Segment(line, "cell", place, at, self.index, row, column)
            at += len(line) + 1


@dataclass(frozen=True)
class Document:
    r"""What a file says, whatever its format: text in reading order with a locator for every character.

    `content` holds segments of running text and tables; `segments`, `text` and `starts` are made of it when asked for.

    Examples
    --------
    >>> one, two = Segment("Antalet larm är:", "paragraph", "paragraph 1"), Segment("Ånge: 450", "item", "paragraph 2")
    >>> document = Document(Path("plan.docx"), (one, two))
    >>> document.text
    'Antalet larm är:\nÅnge: 450'
    >>> document.locator(23, 26)
    'paragraph 2 chars 6-9'
    """

    path: Path
    content: tuple[Segment | Table, ...]
    encoding: str = ""
    sha256: str = ""
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables in reading order."""
        return tuple(block for block in self.content if isinstance(block, Table))

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The paragraphs of running text and of table cells in reading order."""
        return tuple(
            segment
            for block in self.content
            for segment in ((block,) if isinstance(block, Segment) else block.segments)
        )

    @cached_property
    def text(self) -> str:
        """All segments, one a line."""
        return "\n".join(segment.text for segment in self.segments)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each segment starts in `text`."""
        starts, at = [], 0
        for segment in self.segments:
            starts.append(at)
            at += len(segment.text) + 1
        return tuple(starts)

    def segment_at(self, offset: int) -> int:
        """Return the index of the segment that holds this character of `text`."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def locator(self, start: int, end: int) -> str:
        """Say where a stretch of `text` stands, as a person would look for it."""
        index = self.segment_at(start)
        segment = self.segments[index]
        first = start - self.starts[index] + segment.offset
        return f"{segment.place} chars {first}-{first + end - start}"


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
