"""What stands on the pages of a PDF: paragraphs and tables, with their heights in points from the top of the page."""

from dataclasses import dataclass, field

from ehealth_stats.ingestion.documents.blocks import Position, SegmentKind


@dataclass(frozen=True, slots=True)
class PageParagraph:
    """A paragraph, heading or list item, where its first line starts and where it ends."""

    text: str
    kind: SegmentKind
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table: texts, "" where a span covers, and where its columns part: the rules, or the middles of the blanks."""

    rows: list[list[str]]
    spans: dict[Position, tuple[int, int]]
    edges: tuple[float, ...]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, from top to bottom, and how many stretches of it are struck through and left out.

    `is_closed` where its fields and comments can't be read.
    """

    number: int
    height: float
    items: list[PageParagraph | PageTable] = field(default_factory=list)
    struck: int = 0
    is_closed: bool = False
