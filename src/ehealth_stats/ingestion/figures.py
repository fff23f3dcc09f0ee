"""Every figure of a document with the place it is about: Document -> Figures, in reading order."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ehealth_stats.codelists.areas import AreaMention
from ehealth_stats.ingestion.documents import Document, Segment
from ehealth_stats.ingestion.quantities.extract import Found, find_quantities, words_of
from ehealth_stats.ingestion.quantities.model import AMBIGUOUS, Approximation, Exclusion, Quantity


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


@dataclass(frozen=True)
class Figures:
    """All figures of a document, all stretches with digits that are none, and all areas that it names."""

    document: Document
    items: tuple[Figure, ...]
    exclusions: tuple[Exclusion, ...]
    mentions: tuple[AreaMention, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [figure.start for figure in self.items]

    def between(self, start: int, end: int) -> tuple[Figure, ...]:
        """Return the figures that lie inside a stretch of the document's text."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(figure for figure in self.items[first:last] if figure.end <= end)

    def mentions_between(self, start: int, end: int) -> tuple[AreaMention, ...]:
        """Return the areas that are named inside a stretch of the document's text."""
        return tuple(mention for mention in self.mentions if start <= mention.start and mention.end <= end)


def find_figures(
    document: Document,
    *,
    country: str,
    language: str,
    on: date | None = None,
    approximation: Approximation = "half_unit",
) -> Figures:
    """Read every segment of a document; in a table, a figure is about the area that its row names."""
    items: list[Figure] = []
    exclusions: list[Exclusion] = []
    mentions: list[AreaMention] = []
    row_areas = dict[tuple[int, int], AreaMention]()
    for index, segment in enumerate(document.segments):
        at = document.starts[index]
        found = find_quantities(segment.text, country=country, language=language, on=on, approximation=approximation)
        row = (segment.table, segment.row)
        if segment.table >= 0 and found.mentions and not found.quantities:
            row_areas.setdefault(row, _shifted(found.mentions[0], at))
        if _numbers_row(document, index):
            exclusions.append(Exclusion(at, at + len(segment.text), "row number"))
            continue
        if segment.kind == "flattened":
            exclusions += [Exclusion(at + q.start, at + q.end, AMBIGUOUS) for q in found.quantities]
        else:
            items += _figures(document, index, found, row_areas.get(row), len(items))
        exclusions += [Exclusion(at + e.start, at + e.end, e.reason, e.secret) for e in found.exclusions]
        mentions += [_shifted(mention, at) for mention in found.mentions]
    return Figures(document, tuple(items), tuple(exclusions), tuple(mentions))


def _shifted(mention: AreaMention, at: int) -> AreaMention:
    return replace(mention, start=mention.start + at, end=mention.end + at)


def _figures(
    document: Document, index: int, found: Found, row_area: AreaMention | None, before: int
) -> Iterator[Figure]:
    at, text = document.starts[index], document.segments[index].text
    for quantity, mention in zip(found.quantities, found.areas, strict=True):
        yield Figure(
            start=at + quantity.start,
            end=at + quantity.end,
            quantity=quantity,
            area=_shifted(mention, at) if mention else row_area,
            segment=index,
            whole=before + quantity.whole if quantity.whole >= 0 else -1,
            locator=document.locator(at + quantity.first, at + quantity.last),
            text=words_of(text, quantity, mention),
        )


def _numbers_row(document: Document, index: int) -> bool:
    """Tell whether a cell only numbers its row: a small integer alone, first in a row that goes on in words."""
    segment = document.segments[index]
    if segment.table < 0 or not re.fullmatch(r"\d{1,2}", segment.text):
        return False
    row = [other for other in _row(document, index) if other.column != segment.column]
    first = all(other.column > segment.column for other in row)
    return first and any(len(other.text.split()) >= 3 for other in row)


def _row(document: Document, index: int) -> list[Segment]:
    segment = document.segments[index]
    near = document.segments[max(index - 5, 0) : index + 200]
    return [other for other in near if (other.table, other.row) == (segment.table, segment.row)]
