"""What a reader hands over, before places are given: passages and grids of cells in reading order."""

import re
from dataclasses import dataclass

from ehealth_stats.ingestion.documents.model import SegmentKind

# Not \s: NBSP, narrow and thin spaces stay, since they part groups of digits.
_BLANKS = re.compile("[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or list item outside tables."""

    text: str
    kind: SegmentKind = "paragraph"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as read: `head` marked as header by its file, `prose` set in paragraph tags within a text file."""

    paragraphs: tuple[str, ...]
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    head: bool = False
    prose: bool = False

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)

    @property
    def end(self) -> int:
        """The column after the cell."""
        return self.column + self.colspan


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as read.

    `sheet`: its cells are named like a workbook's. `titled`: the first row is the header, whatever it holds. `ragged`:
    short rows have lost cells on the left, so only alignment from the right is correct.
    """

    cells: tuple[GridCell, ...]
    name: str = ""
    sheet: bool = False
    titled: bool = False
    ragged: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: blocks in reading order, the encoding of a text file, what was done to it."""

    blocks: tuple[Passage | Grid, ...]
    encoding: str = ""
    notes: tuple[str, ...] = ()


def clean(text: str) -> str:
    r"""Collapse blanks and line ends to single blanks, keep the spaces within numbers, drop what nobody sees.

    Examples
    --------
    >>> clean(" 742\u00a0593 \n kr\u00ad ")
    '742\xa0593 kr'
    """
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def to_paragraphs(text: str) -> tuple[str, ...]:
    r"""Return the cleaned lines of a text, empty ones dropped.

    Examples
    --------
    >>> to_paragraphs("51 st\r\n\n120  st")
    ('51 st', '120 st')
    """
    return tuple(line for line in map(clean, text.splitlines()) if line)
