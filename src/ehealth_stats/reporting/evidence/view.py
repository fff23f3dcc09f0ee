"""A document ready to be printed: a Transcript and what rows say of its words -> pieces, each with its remarks."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from ehealth_stats.codelists import Language
from ehealth_stats.reporting.evidence.told import LOOKS, Told, lines_of
from ehealth_stats.schema import PageShown, Passage, Stretch, TranscribedTable, Transcript
from ehealth_stats.wording.messages import word
from ehealth_stats.wording.places import place, row_of

_NO_ROW = ("not_quantity", "unclaimed")


@dataclass(frozen=True, slots=True)
class Remark:
    """The rows that some words became, under a number that stands behind these words."""

    number: int
    told: tuple[Told, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line: their look, the anchors that lead to them, the remarks whose number follows them."""

    text: str
    look: str
    anchors: tuple[str, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage."""

    kind: str
    place: str
    pieces: tuple[Piece, ...]

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What its words became."""
        return tuple(remark for piece in self.pieces for remark in piece.remarks)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a table: what it is called there, and its cells."""

    name: str
    cells: tuple[tuple[Shown, ...], ...]

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What its words became."""
        return tuple(remark for cell in self.cells for shown in cell for remark in shown.remarks)


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table: its caption, its rows, whether there is a remark on any, how many rows of a long one are left out."""

    caption: str
    heads: tuple[ShownRow, ...]
    rows: tuple[ShownRow, ...]
    left_out: int

    @property
    def has_remarks(self) -> bool:
        """Whether any of its words became something."""
        return any(row.remarks for row in (*self.heads, *self.rows))

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(row.cells) for row in (*self.heads, *self.rows)), default=0)


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """The picture of a page that was read by OCR: what it is called, and itself as a data URI."""

    name: str
    source: str


ShownBlock = ShownTable | ShownPicture | tuple[Shown, ...]


class View:
    """A document and what became of its words, in a language; `told` by the locator of these words."""

    def __init__(self, document: Transcript, told: Mapping[str, tuple[Told, ...]], language: Language) -> None:
        self.document = document
        self.language = language
        stretches = [part for block in document.blocks for passage in _passages(block) for part in passage.line]
        opened = dict.fromkeys(name for part in stretches for name in part.opens if name in told)
        self._remarks = {
            name: Remark(number, told[name], tuple(lines_of(told[name], language)))
            for number, name in enumerate(opened, 1)
        }
        self._fates = Counter(str(part.fate) for part in stretches)
        self._open: list[str] = []
        self._set: set[str] = set()

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many rows and figures have each look."""
        counts = Counter(told.look for remark in self._remarks.values() for told in remark.told)
        counts.update({look: self._fates[look] for look in _NO_ROW})
        return {look: counts[look] for look in LOOKS if counts[look] or look == _NO_ROW[-1]}

    @cached_property
    def number_of(self) -> Mapping[str, int]:
        """The number of the remark on a row, by the row's anchor."""
        return {told.anchor: remark.number for remark in self._remarks.values() for told in remark.told}

    @cached_property
    def blocks(self) -> tuple[ShownBlock, ...]:
        """Tables, pictures, and passages in reading order, the items of one list together.

        The picture of a page that was read by OCR stands above what was read of it.
        """
        found: list[ShownBlock] = []
        pictures = {f"page {picture.number} ": picture for picture in self.document.pictures}
        for is_item, group in groupby(self.document.blocks, key=lambda block: getattr(block, "kind", "") == "item"):
            blocks = list(group)
            places = tuple(passage.place for block in blocks for passage in _passages(block))
            named = [opening for opening in pictures if any(name.startswith(opening) for name in places)]
            found.extend(self._picture(pictures.pop(opening)) for opening in named)
            shown = list(map(self._block, blocks))
            passages = [part for part in shown if isinstance(part, Shown)]
            found += [tuple(passages)] if is_item else [(it,) if isinstance(it, Shown) else it for it in shown]
        return tuple(found)

    def say(self, key: str, **values: object) -> str:
        """Return a phrase of the page."""
        return word(f"evidence_{key}", self.language, **values)

    def _picture(self, picture: PageShown) -> ShownPicture:
        source = f"data:image/png;base64,{b64encode(picture.png).decode('ascii')}"
        return ShownPicture(self.say("picture", n=picture.number), source)

    def _block(self, block: Passage | TranscribedTable) -> Shown | ShownTable:
        return self._passage(block) if isinstance(block, Passage) else self._table(block)

    def _table(self, table: TranscribedTable) -> ShownTable:
        heads, rows = (tuple(map(self._row, part)) for part in (table.heads, table.rows))
        name = place(f"table {table.number}", self.language)
        caption = f"{name[:1].upper()}{name[1:]}" + (f": {table.name}" if table.name else "")
        return ShownTable(caption, heads, rows, table.left_out)

    def _row(self, cells: Sequence[tuple[Passage, ...]]) -> ShownRow:
        names = (row_of(passage.place) for cell in cells for passage in cell)
        return ShownRow(next(filter(None, names), ""), tuple(tuple(map(self._passage, cell)) for cell in cells))

    def _passage(self, passage: Passage) -> Shown:
        pieces = tuple(map(self._piece, passage.line))
        return Shown(passage.kind, place(passage.place, self.language), pieces)

    def _piece(self, part: Stretch) -> Piece:
        opened = [name for name in part.opens if name in self._remarks]
        self._open += opened
        rows = [told for name in self._open for told in self._remarks[name].told]
        look = part.fate if part.fate in _NO_ROW else min((row.look for row in rows), key=LOOKS.index, default="")
        anchors = [told.anchor for name in opened for told in self._remarks[name].told]
        new = tuple(anchor for anchor in dict.fromkeys(anchors) if anchor not in self._set)
        self._set.update(new)
        closed = [name for name in part.closes if name in self._open]
        self._open = [name for name in self._open if name not in closed]
        return Piece(part.text, look, new, tuple(self._remarks[name] for name in closed))


def _passages(block: Passage | TranscribedTable) -> Iterator[Passage]:
    """Yield the passages of a block, those of its cells."""
    if isinstance(block, Passage):
        yield block
    else:
        yield from (passage for row in (*block.heads, *block.rows) for cell in row for passage in cell)
