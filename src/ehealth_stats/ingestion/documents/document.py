"""One shape for every format: paragraphs and tables in reading order, and the place of every word."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ehealth_stats.ingestion.documents.lines import IntArray, Lines, join
from ehealth_stats.ingestion.documents.model import Segment, Table
from ehealth_stats.ingestion.documents.pictures import PagePicture
from ehealth_stats.ingestion.documents.values import clean
from ehealth_stats.ingestion.privacy.personal import hide
from ehealth_stats.ingestion.text.exclusion import Exclusion


@dataclass(frozen=True)
class Document:
    r"""What a file says, whatever its format: text in reading order with a locator for every character.

    `content` holds segments of running text and tables; `segments`, `text` and `starts` are made of it when asked for.
    `pictures` are those of the pages that were read by OCR; `spoken` are lines in another language than the others,
    from the first of them to the one behind the last.

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
    pictures: tuple[PagePicture, ...] = field(default=(), repr=False)
    spoken: tuple[tuple[int, int, str], ...] = ()

    @property
    def name(self) -> str:
        """The name of the file, as it may be printed."""
        return clean(self.path.name)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables in reading order."""
        return tuple(block for block in self.content if isinstance(block, Table))

    @cached_property
    def lines(self) -> Lines:
        """The paragraphs of running text and of table cells in reading order, as columns."""
        return Lines.joined(
            Lines.of_paragraph(block.text, block.offset) if isinstance(block, Segment) else block.lines
            for block in self.content
        )

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
        """All lines, one after the other."""
        return "\n".join(self.lines.texts.to_pylist())

    def with_decimal_point(self, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Tell those of some lines that are numbers of cells, and not words: their point opens decimals."""
        lines, found = self.lines, np.zeros(len(chosen), dtype=bool)
        at = np.flatnonzero(chosen & (lines.column >= 0) & (lines.comment == 0))
        blocks = lines.block[at]
        for block in np.unique(blocks).tolist():
            table, here = self.content[block], at[blocks == block]
            if isinstance(table, Table):
                found[here] = table.decimal_points(lines.number[here], lines.column[here])
        return found

    @property
    def starts(self) -> IntArray:
        """Where each line starts in `text`."""
        return self.lines.starts

    def hidden(self, secrets: Iterable[Exclusion]) -> "Document":
        """Return the document, as long, with these stretches of `text` hidden; see `privacy.personal.hide`."""
        found: dict[int, list[tuple[int, Exclusion]]] = {}
        for secret in secrets:
            line = self.segment_at(secret.start)
            shift = -int(self.starts[line])
            moved = secret._replace(start=secret.start + shift, end=secret.end + shift)
            found.setdefault(int(self.lines.block[line]), []).append((line, moved))
        content = list(self.content)
        for at, listed in found.items():
            block = content[at]
            if isinstance(block, Segment):
                content[at] = replace(block, text=hide(block.text, [secret for _, secret in listed]))
            else:
                content[at] = block.hidden(self.lines, listed)
        return replace(self, content=tuple(content)) if found else self

    def with_language(self, start: int, end: int, language: str) -> "Document":
        """Return the document with the lines that a stretch of `text` touches in another language."""
        first, last = self.segment_at(start), self.segment_at(max(end - 1, start))
        return replace(self, spoken=(*self.spoken, (first, last + 1, language)))

    def language_at(self, offset: int) -> str:
        """Return the other language that the line with this character of `text` is in; empty where it is in none."""
        line = self.segment_at(offset)
        return next((language for first, end, language in reversed(self.spoken) if first <= line < end), "")

    @property
    def by_ocr(self) -> tuple[str, ...]:
        """What locators of words begin with that were read by OCR."""
        return tuple(f"page {picture.number} " for picture in self.pictures)

    def segment_at(self, offset: int) -> int:
        """Return the index of the line that holds this character of `text`."""
        return max(int(np.searchsorted(self.starts, offset, side="right")) - 1, 0)

    def table_at(self, offset: int) -> Table | None:
        """Return the table that holds this character of `text`."""
        block = self.content[self.lines.block[self.segment_at(offset)]]
        return block if isinstance(block, Table) else None

    def locator(self, start: int, end: int) -> str:
        """Say where a stretch of `text` stands, as a person would look for it."""
        return str(self.locators(np.array([start]), np.array([end]))[0])

    def locators(self, start: IntArray, end: IntArray) -> pa.Array:
        """Say where many stretches of `text` stand."""
        at = np.maximum(np.searchsorted(self.starts, start, side="right") - 1, 0)
        first = start - self.starts[at] + self.lines.offset[at]
        return join(self._places(at), " chars ", first, "-", first + end - start)

    def _places(self, at: IntArray) -> pa.Array:
        """Name the places of lines, those of one block together."""
        order = np.argsort(self.lines.block[at], kind="stable")
        changes = np.flatnonzero(np.diff(self.lines.block[at][order])) + 1
        named = [self._places_of(at[group]) for group in np.split(order, changes) if len(group)]
        places = pa.concat_arrays([pa.array([], pa.large_string()), *named])
        return places if (np.diff(order) == 1).all() else places.take(pa.array(np.argsort(order)))

    def _places_of(self, at: IntArray) -> pa.Array:
        """Name the places of lines of one block."""
        block = self.content[self.lines.block[at[0]]]
        if isinstance(block, Segment):
            return pa.array([block.place] * len(at), pa.large_string())
        lines = self.lines
        return block.places(lines.number[at], lines.row[at], lines.column[at], lines.comment[at])
