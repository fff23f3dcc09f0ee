"""A document as read, to be shown: its paragraphs and tables in reading order, what became of each figure in them.

A `Line` is cut wherever a figure or the words of a row begin or end. Contact details and names of persons are masked.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

PassageKind = Literal["heading", "paragraph", "item", "comment"]
Fate = Literal["", "claimed", "not_quantity", "unclaimed"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of a line.

    Attributes
    ----------
    text
        As printed, masked.
    size
        How many characters of the document's text these are.
    fate
        What became of the figure that they are: a kind of the audit, empty for words between figures.
    opens, closes
        The locators of the rows whose words begin with the first, or end with the last, of these words.
    """

    text: str
    size: int
    fate: Fate = ""
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()


Line: TypeAlias = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, on its own or in a cell, with the locator of its place, which has no character counts.

    `start` is where it begins in the text of the document; what is masked is as long there as what it hides.
    """

    line: Line
    kind: PassageKind
    place: str
    start: int


TranscribedCell: TypeAlias = tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class TranscribedTable:
    """A table: its number from 1, its name, rows of the header and rows below as wide as each other.

    `left_out`: how many rows of a very long table are not shown.
    """

    number: int
    name: str
    heads: tuple[tuple[TranscribedCell, ...], ...]
    rows: tuple[tuple[TranscribedCell, ...], ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class PageShown:
    """The picture of a page that was read by OCR, as PNG: of the words alone that the passages show."""

    number: int
    png: bytes


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole document; `source_id` is that of its rows in the tables, `pictures` those of pages read by OCR."""

    source_id: str
    blocks: tuple[Passage | TranscribedTable, ...]
    pictures: tuple[PageShown, ...] = ()
