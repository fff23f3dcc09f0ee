"""A document that has been read -> its transcript: every line cut where a figure or the words of a row begin or end."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import cast

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ehealth_stats.ingestion.documents import Document, IntArray, Table
from ehealth_stats.ingestion.figures.of_document.distinct_texts import to_strings
from ehealth_stats.ingestion.privacy.personal import as_masked
from ehealth_stats.schema import Fate, PageShown, Passage, PassageKind, Stretch, TranscribedTable, Transcript

_KINDS: dict[str, PassageKind] = {"heading": "heading", "item": "item"}
_ENDS = ["start", "end"]
# Of a table that is longer than the first, the rows below are shown where something was read in them, up to the second.
_ALL_ROWS, _MOST_ROWS = 1000, 5000


def transcribe(source_id: str, document: Document, marks: pd.DataFrame, claims: pd.DataFrame) -> Transcript:
    """Return a document as it is shown to a reader, with its personal data masked.

    Parameters
    ----------
    document
        With its personal data hidden.
    marks
        The audit of the document, with the `start` and `end` of each figure in its text.
    claims
        The `start` and `end` of the words of every row of the tables, and the `locator` of those rows that are named by
        more than these.
    """
    cuts, block_of = _cuts(document, marks, claims), document.lines.block
    blocks: list[Passage | TranscribedTable] = []
    for at, numbers in groupby(range(len(block_of)), key=lambda line: int(block_of[line])):
        block, lines = document.content[at], list(numbers)
        if isinstance(block, Table):
            blocks.append(_table(block, lines, cuts))
        else:
            blocks.append(cuts.passage(lines[0], _KINDS.get(block.kind, "paragraph"), block.place))
    return Transcript(source_id, tuple(blocks), tuple(_pictures(document)))


def _pictures(document: Document) -> Iterator[PageShown]:
    """Yield the pictures of pages, of the words that are shown of each."""
    for picture in document.pictures:
        opening = f"page {picture.number} "
        texts = (as_masked(segment.text) for segment in document.segments if segment.place.startswith(opening))
        yield PageShown(picture.number, picture.shown(texts))


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Where the lines of a document are cut: `points` in its text, and what begins, ends and goes on there.

    `read` are the places where the words of a row begin.
    """

    document: Document
    points: IntArray
    read: IntArray
    opens: dict[int, list[str]]
    closes: dict[int, list[str]]
    fates: dict[int, tuple[int, str]]

    def passage(self, line: int, kind: PassageKind, place: str) -> Passage:
        """Return a line of the document, cut."""
        start, text = int(self.document.starts[line]), self.document.lines.texts[line].as_py()
        end = start + len(text)
        first, last = np.searchsorted(self.points, [start + 1, end]).tolist()
        places = [start, *self.points[first:last].tolist(), end]
        stretches = tuple(self._stretch(text, start, low, high) for low, high in pairwise(places))
        return Passage(stretches, kind, place, start)

    def _stretch(self, text: str, start: int, low: int, high: int) -> Stretch:
        until, fate = self.fates.get(low, (0, ""))
        return Stretch(
            as_masked(text[low - start : high - start]),
            high - low,
            cast(Fate, fate) if high <= until else "",
            tuple(self.opens.get(low, ())),
            tuple(self.closes.get(high, ())),
        )


def _cuts(document: Document, marks: pd.DataFrame, claims: pd.DataFrame) -> _Cuts:
    spans = claims[[*_ENDS, "locator"]].drop_duplicates()
    own = to_strings(document.locators(spans["start"].to_numpy(), spans["end"].to_numpy()))
    named = spans["locator"].fillna(pd.Series(own.array, spans.index))
    points = np.unique(np.concatenate([frame[_ENDS].to_numpy().ravel() for frame in (marks, spans)]).astype(np.int64))
    opens, closes = defaultdict(list), defaultdict(list)
    for start, end, locator in zip(spans["start"], spans["end"], named, strict=True):
        opens[start].append(locator)
        closes[end].append(locator)
    return _Cuts(
        document, points, np.unique(spans["start"].to_numpy(dtype=np.int64)), opens, closes, _fates(points, marks)
    )


def _fates(points: IntArray, marks: pd.DataFrame) -> dict[int, tuple[int, str]]:
    """Return how far the figure that a point is in reaches, and what became of it."""
    firsts, lasts = (np.searchsorted(points, marks[side].to_numpy()).tolist() for side in _ENDS)
    figures = zip(firsts, lasts, marks["end"], marks["kind"], strict=True)
    return {int(point): (end, kind) for first, last, end, kind in figures for point in points[first:last]}


def _table(table: Table, lines: list[int], cuts: _Cuts) -> TranscribedTable:
    """Return a table with all its cells, the empty ones too."""
    columns = cuts.document.lines
    number, row, column, comment = (getattr(columns, name)[lines] for name in ("number", "row", "column", "comment"))
    starts = cuts.document.starts[lines]
    ends = starts + pc.utf8_length(columns.texts.take(pa.array(lines))).to_numpy()
    is_read = np.searchsorted(cuts.read, starts) < np.searchsorted(cuts.read, ends)
    cells: dict[tuple[int, int], list[Passage]] = defaultdict(list)
    places = table.places(number, row, column, comment).to_pylist()
    for at in np.flatnonzero(is_read | (row < _ALL_ROWS)).tolist():
        kind: PassageKind = "comment" if comment[at] else "paragraph"
        cells[int(number[at]), int(column[at])].append(cuts.passage(lines[at], kind, places[at]))
    width = max(table.width, int(column.max()) + 1)

    def rows(numbers: Iterable[int]) -> tuple[tuple[tuple[Passage, ...], ...], ...]:
        return tuple(tuple(tuple(cells.get((number, at), ())) for at in range(width)) for number in numbers)

    shown = {number for number, _ in cells}.union(table.numbers[:_ALL_ROWS])
    kept = [number for number in table.numbers if number in shown][:_MOST_ROWS]
    return TranscribedTable(table.index + 1, table.name, rows(table.heads), rows(kept), len(table.numbers) - len(kept))
