"""What the reader of a format hands over: paragraphs, and grids of values as they stand in the file, in reading order.

Places, headers and column names come later and are the same for every format.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite
from typing import Literal

from ehealth_stats.ingestion.documents.pictures import PagePicture
from ehealth_stats.ingestion.documents.values import Value, number_to_text, to_text

SegmentKind = Literal["heading", "paragraph", "item", "cell", "flattened"]
"""`flattened`: a line of a table that lost its columns; its figures can be read two ways."""

Position = tuple[int, int]
"""Row and column, both 0-based."""


@dataclass(frozen=True, slots=True)
class Affix:
    """What a number format prints around a number, what it multiplies it by first, and how many digits it has at least.

    Examples
    --------
    >>> Affix("", " %", 2).printed(0.27), Affix("", " tkr", -3).printed(742593), Affix("", "", least=4).printed(114)
    ('27 %', '742.593 tkr', '0114')
    """

    before: str
    after: str
    power: int = 0
    least: int = 0

    def printed(self, value: float) -> str:
        """Print a number in all its digits: a format may round, a reader of figures may not."""
        scaled = float(Decimal(f"{value:.15g}").scaleb(self.power)) if self.power and isfinite(value) else value
        number = number_to_text(scaled)
        return f"{self.before}{number.zfill(self.least) if number.isdigit() else number}{self.after}"


@dataclass(frozen=True, slots=True)
class Marks:
    """What is special about some cells of a grid, by their position in the whole of what was read.

    `spans`: rows and columns of a cell that covers more than one, at its top left corner. `heads`: rows that the file
    marks as header. `prose`: cells set in paragraph tags within a text file.
    """

    spans: Mapping[Position, tuple[int, int]] = field(default_factory=dict)
    heads: frozenset[int] = frozenset()
    prose: frozenset[Position] = frozenset()
    affixes: Mapping[Position, Affix] = field(default_factory=dict)
    comments: Mapping[Position, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as read: `rows` of values, "" where nothing stands or a span covers; rows may differ in length.

    `sheet` is the workbook sheet that the cells are named by, `origin` the position of the first of them. `titled`: the
    first row is the header, whatever it holds. `ragged`: short rows have lost cells on the left, so only alignment from
    the right is correct. `parts`: the rows from which places are counted anew, with what they are called ("page 4 table
    1").
    """

    rows: Sequence[Sequence[Value]]
    name: str = ""
    sheet: str = ""
    origin: Position = (0, 0)
    titled: bool = False
    ragged: bool = False
    parts: tuple[tuple[int, str], ...] = ()
    marks: Marks = Marks()

    def at(self, row: int, column: int) -> Position:
        """Return the position of a cell in the whole of what was read."""
        return self.origin[0] + row, self.origin[1] + column

    def text(self, row: int, column: int) -> str:
        """Print a cell.

        Examples
        --------
        >>> Grid([["Ånge", 0.27]], marks=Marks(affixes={(0, 1): Affix("", " %", 2)})).text(0, 1)
        '27 %'
        """
        value = self.rows[row][column]
        affix = self.marks.affixes.get(self.at(row, column))
        if affix and isinstance(value, int | float) and not isinstance(value, bool):
            return affix.printed(value)
        return to_text(value)

    def span(self, row: int, column: int) -> tuple[int, int]:
        """Return how many rows and columns a cell covers."""
        return self.marks.spans.get(self.at(row, column), (1, 1))

    def filled(self) -> list[bool]:
        """Tell which rows hold a text; most open with a letter, a digit or a number.

        Examples
        --------
        >>> Grid([["Ånge", 450], ["", " "], ["", 0.0]]).filled()
        [True, False, True]
        """
        return [
            bool(row) and (not isinstance(row[0], str) or row[0][:1].isalnum() or any(map(has_text, row)))
            for row in self.rows
        ]

    def is_empty(self, row: int) -> bool:
        """Tell whether a row holds no text."""
        return not any(map(has_text, self.rows[row]))


def has_text(value: Value) -> bool:
    """Tell whether anything stands in a cell.

    Examples
    --------
    >>> has_text(0), has_text(" ")
    (True, False)
    """
    return not isinstance(value, str) or (bool(value) and (value[0].isalnum() or bool(to_text(value))))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading or list item outside tables; `place` where its format has a name for it."""

    text: str
    kind: SegmentKind = "paragraph"
    place: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: blocks in reading order, the encoding of a text file, what was done to it.

    `pictures` are those of the pages that were read by OCR.
    """

    blocks: tuple[Paragraph | Grid, ...]
    encoding: str = ""
    notes: tuple[str, ...] = ()
    pictures: tuple[PagePicture, ...] = ()
