"""One shape for every format: a Document is segments of text in reading order, and the tables they stand in."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

SegmentKind = Literal["heading", "paragraph", "item", "cell"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph of running text, or one paragraph of a table cell: no figure reaches past its ends.

    `place` names it ("paragraph 12", "table 4 row 2 column Insats (vad)", "sheet Larm cell C7");
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


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: `header` names the columns (inherited from the table before where it has none of its own).

    `cells` are those with a text below the header.
    """

    index: int
    name: str
    header: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The texts below the header as a rectangle, empty where no cell is or a span covers.

        Examples
        --------
        >>> Table(0, "", ("Kommun", "Larm"), (Cell("Ånge", 0, 0), Cell("Timrå", 1, 0), Cell("300", 1, 1))).rows
        (('Ånge', ''), ('Timrå', '300'))
        """
        width = max([len(self.header), *(cell.column + cell.colspan for cell in self.cells)])
        height = max((cell.row + 1 for cell in self.cells), default=0)
        grid = [[""] * width for _ in range(height)]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell.text
        return tuple(map(tuple, grid))


@dataclass(frozen=True)
class Document:
    r"""What a file says, whatever its format: text in reading order with a locator for every character.

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
    segments: tuple[Segment, ...]
    tables: tuple[Table, ...] = ()
    encoding: str = ""
    sha256: str = ""
    notes: tuple[str, ...] = field(default=())

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
