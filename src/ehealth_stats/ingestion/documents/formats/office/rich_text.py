"""Rich text of office files: runs and their looks -> markup -> what the reader of web pages makes of paragraphs of it.

So a raised note, a struck figure and a line break mean the same in every format.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import escape

from ehealth_stats.ingestion.documents.blocks import Grid, Marks, Paragraph, Position, SegmentKind
from ehealth_stats.ingestion.documents.formats.html import HIDDEN, STRUCK, blocks_of_html
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.values import clean

BREAK = "<br>"
_TAGS = {"paragraph": "p", "heading": "h1", "item": "li"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of text looks, as far as it says what the text is."""

    raised: bool = False
    lowered: bool = False
    struck: bool = False
    hidden: bool = False


@dataclass(slots=True)
class LeftOut:
    """What a reader leaves out, counted, for the notes on a document."""

    counts: Counter[str] = field(default_factory=Counter)

    def count(self, what: str) -> None:
        """Count one more."""
        self.counts[what] += 1

    def notes(self) -> tuple[str, ...]:
        """Say what was left out and how often.

        Examples
        --------
        >>> left_out = LeftOut()
        >>> left_out.count("pictures are not read")
        >>> left_out.notes()
        ('pictures are not read: 1',)
        """
        return tuple(f"{what}: {count}" for what, count in self.counts.items())


def marked_up(text: str, look: Look, left_out: LeftOut) -> str:
    """Return a run as markup: struck and hidden text is nothing, and counted.

    Examples
    --------
    >>> marked_up("1", Look(raised=True), LeftOut()), marked_up("<45", Look(), LeftOut())
    ('<sup>1</sup>', '&lt;45')
    """
    if look.hidden or look.struck:
        if text.strip():
            left_out.count(HIDDEN if look.hidden else STRUCK)
        return ""
    markup = escape(text)
    return f"<sup>{markup}</sup>" if look.raised else f"<sub>{markup}</sub>" if look.lowered else markup


def paragraphs(markup: str, kind: SegmentKind, received: Received) -> Iterator[Paragraph]:
    """Yield the paragraphs of one that breaks may part.

    Examples
    --------
    >>> from pathlib import Path
    >>> [one.text for one in paragraphs("Ånge<br>450<sup>1</sup>", "item", Received(Path("plan.odt"), b""))]
    ['Ånge', '450¹']
    """
    if "<" not in markup and "&" not in markup:
        if text := clean(markup):
            yield Paragraph(text, kind)
        return
    tag = _TAGS[kind]
    for block in blocks_of_html(f"<{tag}>{markup}</{tag}>", received):
        if isinstance(block, Paragraph):
            yield replace(block, kind=kind)


def cell_text(blocks: Iterable[Paragraph | Grid]) -> str:
    """Return the text of a cell, a line for each paragraph."""
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))


def grid_of(rows: list[list[str]], spans: dict[Position, tuple[int, int]], heads: Iterable[int] = ()) -> Grid:
    """Return a table as a grid."""
    return Grid(rows, marks=Marks(spans=spans, heads=frozenset(heads)))


def placed(blocks: Iterable[Paragraph | Grid], where: str, table: str = "table") -> Iterator[Paragraph | Grid]:
    """Name the paragraphs and tables of a part of a document by where they stand: "slide 3 table 1".

    Examples
    --------
    >>> first, second = placed([Paragraph("Larm"), Grid([["Ånge", "450"]])], "slide 3")
    >>> first.place, second.parts
    ('slide 3 paragraph 1', ((0, 'slide 3 table 1'),))
    """
    counts: Counter[str] = Counter()
    for block in blocks:
        named = bool(block.place if isinstance(block, Paragraph) else block.parts)
        what = "paragraph" if isinstance(block, Paragraph) else table
        counts[what] += not named
        place = f"{where} {what} {counts[what]}"
        if named:
            yield block
        elif isinstance(block, Paragraph):
            yield replace(block, place=place)
        else:
            yield replace(block, parts=((0, place),))
