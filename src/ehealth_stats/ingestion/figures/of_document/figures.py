"""Every figure of a document with the place it is about: Document -> Figures, in reading order.

Texts that recur are read once, so that what is kept is small: of each figure its line and its row among the distinct
ones. A `Figure` is made only of those that are asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ehealth_stats.codelists.areas import AreaMention
from ehealth_stats.ingestion.documents import Document, IntArray
from ehealth_stats.ingestion.figures.extract import find_quantities
from ehealth_stats.ingestion.figures.model import Approximation, Quantity
from ehealth_stats.ingestion.figures.of_document.distinct_texts import (
    QUANTITY,
    Distinct,
    read_distinct,
)
from ehealth_stats.ingestion.figures.of_document.exclusions import leave_out, number_rows
from ehealth_stats.ingestion.figures.of_document.spans import over_spans
from ehealth_stats.ingestion.text.exclusion import Exclusion


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

    def without_secrets(self) -> "Figures":
        """Return the same of a document in which nothing personal can be read."""
        secrets = [item for item in self.exclusions if item.secret] if self.excluded["secret"].any() else []
        return replace(self, document=self.document.hidden(secrets))

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
    distinct, rows = read_distinct(document.lines.texts, read, language), number_rows(document)
    line, item = distinct.by_figure.spread(distinct.codes)
    kept, excluded = leave_out(document, distinct, rows, line, item)
    line, item = line[kept], item[kept]
    naming = over_spans(document, distinct, _naming_lines(distinct, rows))
    return Figures(document, distinct, line, item, naming[line], excluded, country)


def _naming_lines(distinct: Distinct, rows: IntArray) -> IntArray:
    """Return for each line of a table the first one of its row, up to itself, that names an area and has no figure."""
    names = (distinct.by_mention.counts > 0) & (distinct.by_figure.counts == 0)
    naming = np.flatnonzero(names[distinct.codes] & (rows >= 0))
    first = np.full(int(rows.max(initial=-1)) + 2, len(rows))
    first[rows[naming[::-1]]] = naming[::-1]
    line = first[rows]
    return np.where((rows >= 0) & (line <= np.arange(len(rows))), line, -1)
