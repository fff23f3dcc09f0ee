"""Every figure of a document with the place it is about: Document -> Figures, in reading order.

Texts that recur are read once, so that what is kept is small: of each figure its line and its row among the distinct
ones. A `Figure` is made only of those that are asked for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ehealth_stats.codelists.areas import AreaMention
from ehealth_stats.ingestion.documents import Document, IntArray, Segment
from ehealth_stats.ingestion.figures.exclusions.contents import contents_heading, end_in_pages
from ehealth_stats.ingestion.figures.extract import find_quantities
from ehealth_stats.ingestion.figures.model import AMBIGUOUS, Approximation, Exclusion, Quantity
from ehealth_stats.ingestion.figures.of_document.area_codes import find_area_codes
from ehealth_stats.ingestion.figures.of_document.distinct_texts import (
    EXCLUSION,
    QUANTITY,
    Distinct,
    read_distinct,
    to_strings,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity at its place in `document.text`; `whole` is the position of its whole among the figures, or -1."""

    start: int
    end: int
    quantity: Quantity
    area: AreaMention | None
    segment: int
    whole: int
    locator: str
    text: str


@dataclass(frozen=True, eq=False)
class Figures:
    """All figures of a document, all stretches with digits that are none, and all areas that it names.

    `line` and `item` say of each figure where it stands and which row of `distinct.figures` it is; `row_line` is the
    line that names the area of its table row, or -1. `excluded` has the columns start, end, reason, secret and text;
    `country` says what kr is.
    """

    document: Document
    distinct: Distinct
    line: IntArray
    item: IntArray
    row_line: IntArray
    excluded: pd.DataFrame
    country: str

    @cached_property
    def start(self) -> IntArray:
        """Where each figure starts in the document's text."""
        return np.asarray(self.document.starts[self.line] + self.values("start"), dtype=np.int64)

    @cached_property
    def end(self) -> IntArray:
        """Where each figure ends."""
        return np.asarray(self.document.starts[self.line] + self.values("end"), dtype=np.int64)

    def values(self, column: str, at: IntArray | slice = slice(None)) -> NDArray[Any]:
        """Return a column of `distinct.figures` for all figures, or for some."""
        return self.distinct.figures[column].to_numpy()[self.item[at]]

    @property
    def items(self) -> tuple[Figure, ...]:
        """All figures in reading order."""
        return tuple(self._figures(np.arange(len(self.line))))

    def between(self, start: int, end: int) -> tuple[Figure, ...]:
        """Return the figures that lie inside a stretch of the document's text."""
        at = np.arange(*np.searchsorted(self.start, [start, end]))
        return tuple(self._figures(at[self.end[at] <= end]))

    @property
    def exclusions(self) -> tuple[Exclusion, ...]:
        """The stretches with digits that are no figure."""
        columns = self.excluded.drop(columns="text")
        return tuple(Exclusion(*row) for row in columns.itertuples(index=False))

    @cached_property
    def mentions(self) -> tuple[AreaMention, ...]:
        """The areas that are named, in reading order."""
        line, item = self.distinct.by_mention.spread(self.distinct.codes)
        starts = self.document.starts[line].tolist()
        return tuple(_shifted(self.distinct.mentions[n], at) for n, at in zip(item.tolist(), starts, strict=True))

    def mentions_between(self, start: int, end: int) -> tuple[AreaMention, ...]:
        """Return the areas that are named inside a stretch of the document's text."""
        return tuple(mention for mention in self.mentions if start <= mention.start and mention.end <= end)

    def _figures(self, at: IntArray) -> Iterator[Figure]:
        starts = self.document.starts[self.line[at]]
        first, last = (starts + self.values(name, at) for name in ("first", "last"))
        locators = self.document.locators(first, last).to_pylist()
        found = self.distinct.figures.iloc[self.item[at]].itertuples(index=False, name=None)
        for index, begin, locator, row in zip(at.tolist(), starts.tolist(), locators, found, strict=True):
            quantity = Quantity(*row[: len(QUANTITY)])
            position, text, _, mention = row[len(QUANTITY) :]
            yield Figure(
                start=begin + quantity.start,
                end=begin + quantity.end,
                quantity=quantity,
                area=_shifted(mention, begin) if mention else self._row_area(int(self.row_line[index])),
                segment=int(self.line[index]),
                whole=index - position + quantity.whole if quantity.whole >= 0 else -1,
                locator=locator,
                text=text,
            )

    def _row_area(self, line: int) -> AreaMention | None:
        if line < 0:
            return None
        first = self.distinct.by_mention.first[self.distinct.codes[line]]
        return _shifted(self.distinct.mentions[first], int(self.document.starts[line]))


def _shifted(mention: AreaMention, at: int) -> AreaMention:
    return replace(mention, start=mention.start + at, end=mention.end + at)


def find_figures(
    document: Document,
    *,
    country: str,
    language: str,
    on: date | None = None,
    approximation: Approximation = "half_unit",
) -> Figures:
    """Read every line of a document; in a table, a figure is about the area that its row names before it."""
    read = partial(find_quantities, country=country, language=language, on=on, approximation=approximation)
    distinct = read_distinct(document.lines.texts, read, language)
    rows = _table_rows(document)
    numbering, flattened = _numbering(document, distinct, rows), _flattened(document)
    coded = find_area_codes(document, distinct, rows) & ~numbering
    line, item = distinct.by_figure.spread(distinct.codes)
    start, end = (distinct.figures[name].to_numpy()[item] for name in ("start", "end"))
    heading = _numbered_headings(document)[line] & (start == 0)
    page = _pages(document, distinct)[line] & ((start == 0) | (end == distinct.sizes[line]))
    kept = ~((numbering | coded | flattened)[line] | heading | page)
    refused = pd.concat(
        _left_out(distinct, line[these], item[these], reason)
        for these, reason in ((flattened[line], AMBIGUOUS), (heading, "heading number"), (page, "page number"))
    )
    excluded = _excluded(document, distinct, {"row number": numbering, "area code": coded}, refused)
    line, item = line[kept], item[kept]
    return Figures(document, distinct, line, item, _naming_lines(distinct, rows)[line], excluded, country)


def _left_out(distinct: Distinct, line: IntArray, item: IntArray, reason: str) -> pd.DataFrame:
    """Return figures as stretches that are none, each with its line and why."""
    figures = distinct.figures.iloc[item]
    return figures[["start", "end"]].assign(text=figures["printed"], line=line, reason=reason, secret=False)


def _numbered_headings(document: Document) -> NDArray[np.bool_]:
    """Tell the headings that begin with their number: "2 Larm", "2.1 Larm"; "12 år med strategier" does not."""
    blocks = enumerate(document.content)
    headings = [n for n, block in blocks if isinstance(block, Segment) and block.kind == "heading"]
    numbered = pc.match_substring_regex(document.lines.texts, r"^\d{1,2}(\.\d{1,2}){0,3}\.?\s+[A-ZÅÄÖÆØ]")
    found: NDArray[np.bool_] = np.asarray(numbered, dtype=bool)
    return np.isin(document.lines.block, headings) & found


def _pages(document: Document, distinct: Distinct) -> NDArray[np.bool_]:
    """Tell the lines of lists of contents that end in the number of a page."""
    pages = np.zeros(len(distinct.codes), dtype=bool)
    headings = np.asarray(pc.match_substring_regex(distinct.texts, contents_heading()), dtype=bool)[distinct.codes]
    if headings.any():
        lines = document.lines.texts.to_pylist()
        pages[end_in_pages(lines, np.flatnonzero(headings).tolist())] = True
    return pages


def _flattened(document: Document) -> NDArray[np.bool_]:
    """Tell the lines of tables that have lost their columns: nobody can say which figure is which."""
    lost = [n for n, block in enumerate(document.content) if isinstance(block, Segment) and block.kind == "flattened"]
    return np.isin(document.lines.block, lost)


def _table_rows(document: Document) -> IntArray:
    """Number the rows of all tables from 0 in reading order; lines outside tables are -1."""
    lines = document.lines
    inside = lines.column >= 0
    changes = (np.diff(lines.block, prepend=-1) != 0) | (np.diff(lines.row, prepend=-2) != 0)
    return np.where(inside, np.cumsum(changes & inside) - 1, -1)


def _numbering(document: Document, distinct: Distinct, rows: IntArray) -> NDArray[np.bool_]:
    """Tell which cells only number their row: a small integer alone, first in a row that goes on in words."""
    column = document.lines.column
    small = np.asarray(pc.match_substring_regex(distinct.texts, r"^\d{1,2}$"), dtype=bool)
    wordy = np.zeros(len(small), dtype=bool)
    spoken = distinct.texts.filter(pa.array(~distinct.plain)).to_pylist()
    wordy[~distinct.plain] = [len(text.split()) > 2 for text in spoken]
    most = int(rows.max(initial=-1)) + 1
    furthest, first = np.full(most + 1, -1), np.full(most + 1, -1)
    words = np.flatnonzero(wordy[distinct.codes] & (rows >= 0))
    np.maximum.at(furthest, rows[words], column[words])
    cells = np.flatnonzero(rows >= 0)[::-1]
    first[rows[cells]] = column[cells]
    numbers = small[distinct.codes] & (rows >= 0)
    return np.asarray(numbers & (column == first[rows]) & (furthest[rows] > column))


def _naming_lines(distinct: Distinct, rows: IntArray) -> IntArray:
    """Return for each line of a table the first one of its row, up to itself, that names an area and has no figure."""
    names = (distinct.by_mention.counts > 0) & (distinct.by_figure.counts == 0)
    naming = np.flatnonzero(names[distinct.codes] & (rows >= 0))
    first = np.full(int(rows.max(initial=-1)) + 2, len(rows))
    first[rows[naming[::-1]]] = naming[::-1]
    line = first[rows]
    return np.where((rows >= 0) & (line <= np.arange(len(rows))), line, -1)


def _excluded(
    document: Document, distinct: Distinct, cells: Mapping[str, NDArray[np.bool_]], refused: pd.DataFrame
) -> pd.DataFrame:
    """Return what is no figure; `cells` are those that wholly are none, by the reason."""
    line, item = distinct.by_exclusion.spread(distinct.codes)
    kept = ~np.logical_or.reduce(list(cells.values()))[line]
    found: pd.DataFrame = distinct.exclusions.iloc[item[kept]].assign(line=line[kept])
    whole = [_whole_cells(distinct, np.flatnonzero(chosen), reason) for reason, chosen in cells.items()]
    parts = [part for part in (refused, found, *whole) if len(part)] or [found]
    excluded = pd.concat(parts).sort_values("line", kind="stable")
    starts = document.starts[excluded["line"]]
    return excluded.assign(start=excluded["start"] + starts, end=excluded["end"] + starts)[list(EXCLUSION)]


def _whole_cells(distinct: Distinct, at: IntArray, reason: str) -> pd.DataFrame:
    sizes = pc.utf8_length(distinct.texts).to_numpy()[distinct.codes[at]]
    cells = pd.DataFrame({"start": 0, "end": sizes, "reason": reason, "secret": False, "line": at})
    return cells.assign(text=to_strings(distinct.texts.take(pa.array(distinct.codes[at]))))
