"""Which line names the area of each cell: the name in its row, or at the head of its column.

| Fylkesnavn | Kommunenr. | Kommunenavn | Antall |
| ØSTFOLD    | 101        | HALDEN      | 450    |        450 is about Halden, the finest of the three

A label that covers several rows holds for all of them, and a figure that does is that of none alone:

| Ånge  | 2012 | 750 |        "Ånge" covers two rows, and is the area of 760 too
|       | 2013 | 760 |
| Timrå | 2013 | 90  |        where 90 covers this row and that of Kramfors, it belongs to both together
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ehealth_stats.codelists import area_level, read_area
from ehealth_stats.codelists.areas import AreaMention, bearers, fitting_areas, names_of_code
from ehealth_stats.ingestion.documents import Document, IntArray, Table
from ehealth_stats.ingestion.figures.of_document.columns import number_rows
from ehealth_stats.ingestion.figures.of_document.distinct_texts import Distinct
from ehealth_stats.ingestion.figures.of_document.row_areas import AreaReader
from ehealth_stats.ingestion.figures.of_document.style import Style

_FINENESS = {"country": 1, "county": 2, "municipality": 3}


def naming_lines(document: Document, distinct: Distinct, styles: IntArray, sums: NDArray[np.bool_]) -> IntArray:
    """Return for each line of a table the line that names the area of its row, else of its column; -1 for none.

    `sums` tells the lines that only say that their row is a sum.
    """
    lines = document.lines
    if not (lines.column >= 0).any():
        return np.full(len(styles), -1)
    names = (distinct.by_mention.counts > 0) & (distinct.by_figure.counts == 0)
    naming = names[distinct.codes] & (lines.column >= 0)
    found = _first_in_row(np.flatnonzero(naming), number_rows(document))
    fineness = np.where(naming, _fineness(distinct)[distinct.codes], 0)
    is_area = (styles >= Style.NAMES) & (styles <= Style.CODES)
    for block in np.unique(lines.block[is_area]).tolist():
        at = slice(*np.searchsorted(lines.block, [block, block + 1]).tolist())
        axis = _Axis(
            distinct, at.start, lines.row[at], lines.column[at], np.where(is_area[at], styles[at], 0), fineness[at]
        )
        found[at] = axis.across() if axis.is_turned else axis.down(found[at], sums[at])
    return found


def told_apart(document: Document, distinct: Distinct, styles: IntArray, reader: AreaReader) -> Mapping[int, str]:
    """Return the codes of names that are meant otherwise than they stand alone, by their line.

    A column beside them names the county: "Telemark | Bø" is not Bø in Nordland. Empty where that county has none.
    A line above that names nothing but a county is that of the lines below: "Buskerud fylke", "Nes: 45".
    """
    names = (distinct.by_mention.counts > 0)[distinct.codes]
    below = _below_counties(document, distinct, names, reader)
    return {**below, **_beside_counties(document, distinct, styles, names, reader)}


def _below_counties(
    document: Document, distinct: Distinct, names: NDArray[np.bool_], reader: AreaReader
) -> Mapping[int, str]:
    """Return the codes of names that several municipalities bear, by the county that a line above names alone.

    A county in a table holds for the rows below it, one outside for all that follows, until the next is named.
    """
    found: dict[int, str] = {}
    county, block = -1, -1
    alone = _rows_of_one(document)
    for line in np.flatnonzero(names).tolist():
        if block >= 0 and document.lines.block[line] != block:
            county, block = -1, -1
        if alone[line] and _names_only_a_county(distinct, line):
            county, block = line, int(document.lines.block[line]) if document.lines.column[line] >= 0 else -1
        elif county >= 0 and len(bearers(distinct.mention(line).name)) > 1:
            code = _in_county(distinct.mention(line), distinct.mention(county), reader)
            found |= {line: code} if code else {}
    return found


def _rows_of_one(document: Document) -> NDArray[np.bool_]:
    """Tell the lines outside tables, and those that stand alone in their row of one."""
    rows = number_rows(document)
    return np.asarray((rows < 0) | (np.bincount(rows[rows >= 0], minlength=1)[np.maximum(rows, 0)] == 1))


def _names_only_a_county(distinct: Distinct, line: int) -> bool:
    mention, text = distinct.mention(line), distinct.texts[int(distinct.codes[line])].as_py()
    rest = text[: mention.start] + text[mention.end :]
    is_county = bool(mention.code) and area_level(mention.code) == "county"
    return is_county and not any(map(str.isalnum, rest))


def _beside_counties(
    document: Document, distinct: Distinct, styles: IntArray, names: NDArray[np.bool_], reader: AreaReader
) -> Mapping[int, str]:
    """Return the codes of names beside a column of counties."""
    counties = np.flatnonzero(names & np.isin(styles, (Style.COUNTIES, Style.BODIES)))
    if not len(counties):
        return {}
    rows = number_rows(document)
    county_of = np.full(int(rows.max()) + 1, -1)
    county_of[rows[counties]] = counties
    named = np.flatnonzero(names & (styles == Style.NAMES))
    named = named[county_of[rows[named]] >= 0]
    beside = county_of[rows[named]]
    _, first, which = np.unique(
        np.stack([distinct.codes[named], distinct.codes[beside]]), axis=1, return_index=True, return_inverse=True
    )
    both = zip(named[first].tolist(), beside[first].tolist(), strict=True)
    known = [_in_county(distinct.mention(place), distinct.mention(county), reader) for place, county in both]
    meant = zip(named.tolist(), which.ravel().tolist(), strict=True)
    return {line: code for line, pair in meant if (code := known[pair]) is not None}


def _in_county(place: AreaMention, county: AreaMention, reader: AreaReader) -> str | None:
    """Return the code of the place of that name in a county, on the day or last; None where it stands so already."""
    if not county.code or area_level(county.code) != "county":
        return None
    if place.code and (area_level(place.code) != "municipality" or read_area(place.code).is_within(county.code)):
        return None
    fit = fitting_areas(place.name, country=reader.country or None, on=reader.on, within=county.code)
    fit = fit or [area for area in bearers(place.name) if county.name in names_of_code(area.parent)]
    return fit[-1].code if fit else ""


def _first_in_row(naming: IntArray, rows: IntArray) -> IntArray:
    """Return for each line the first one of its row, up to itself, that names an area and has no figure."""
    first = np.full(int(rows.max(initial=-1)) + 2, len(rows))
    first[rows[naming[::-1]]] = naming[::-1]
    line = first[rows]
    return np.where((rows >= 0) & (line <= np.arange(len(rows))), line, -1)


def _fineness(distinct: Distinct) -> IntArray:
    """Return how fine an area each distinct text names: 3 a municipality, or a name that two bear; 0 for none."""
    found = np.zeros(len(distinct.by_mention.counts), dtype=np.int64)
    for at in np.flatnonzero(distinct.by_mention.counts).tolist():
        code = distinct.mentions[int(distinct.by_mention.first[at])].code
        found[at] = _FINENESS[area_level(code)] if code else _FINENESS["municipality"]
    return found


@dataclass(frozen=True)
class _Axis:
    """The lines of one table: their rows and columns, how those that name areas are read, and how fine these are."""

    distinct: Distinct
    first: int
    row: IntArray
    column: IntArray
    style: IntArray
    fineness: IntArray

    @property
    def is_turned(self) -> bool:
        """Whether the header names more municipalities than any column."""
        heads = (self.row < 0) & (self.style > 0) & (self.fineness > 0)
        columns = self._columns()
        return bool(heads.any()) and (not columns or int(heads.sum()) > int(self._finest(columns[0]).sum()))

    def across(self) -> IntArray:
        """Return the line of the header above each cell."""
        heads = np.flatnonzero((self.row < 0) & (self.style > 0) & (self.fineness > 0))
        of_column = np.full(int(self.column.max()) + 1, -1)
        of_column[self.column[heads]] = self.first + heads
        return np.where(self.row >= 0, of_column[self.column], -1)

    def down(self, usual: IntArray, sums: NDArray[np.bool_]) -> IntArray:
        """Return the line of each row in the column of the finest areas; where it is empty or a sum, the usual one."""
        columns = self._columns()
        if not columns:
            return usual
        size = int(self.row.max()) + 2
        named, filled = np.full(size, -1), np.zeros(size, dtype=bool)
        for column in columns[::-1]:
            lines = np.flatnonzero((self.column == column) & (self.row >= 0))[::-1]
            filled[self.row[lines[~sums[lines]]]] = True
            lines = lines[self.fineness[lines] > 0]
            named[self.row[lines]] = self._agreed(named[self.row[lines]], self.first + lines)
        found = np.where(named[self.row] == -1, np.where(filled[self.row], -1, usual), named[self.row])
        return np.where(self.row >= 0, np.maximum(found, -1), usual)

    def _columns(self) -> list[int]:
        """Return the columns that name the finest areas: that of names, and that of codes where there is one."""
        columns = np.unique(self.column[(self.row >= 0) & (self.style > 0)]).tolist()
        best = max((self._rank(column) for column in columns), default=(0, 0))
        codes = [c for c in columns if self._is_code(c) and self._rank(c)[0] == best[0]]
        names = [c for c in columns if not self._is_code(c) and self._rank(c)[0] == best[0]]
        return [*codes[:1], *sorted(names, key=self._rank, reverse=True)[:1]]

    def _rank(self, column: int) -> tuple[int, int]:
        here = (self.column == column) & (self.row >= 0)
        finest = int(self.fineness[here].max(initial=0))
        return finest, int((self.fineness[here] == finest).sum())

    def _finest(self, column: int) -> NDArray[np.bool_]:
        here: NDArray[np.bool_] = (self.column == column) & (self.row >= 0) & (self.fineness > 0)
        return here

    def _is_code(self, column: int) -> bool:
        return bool((self.style[(self.column == column) & (self.row >= 0)] == Style.CODES).any())

    def _agreed(self, names: IntArray, codes: IntArray) -> IntArray:
        """Return the lines with codes, which decide; -2 where the name beside one is that of another area."""
        both = np.flatnonzero(names >= 0)
        known = self.distinct.codes
        pairs = np.stack([known[names[both]], known[codes[both]]], axis=1)
        distinct, at = np.unique(pairs, axis=0, return_inverse=True)
        agree = [_agree(*(self._code(text) for text in pair)) for pair in distinct.tolist()]
        agreed = codes.copy()
        agreed[both] = np.where(np.array(agree, dtype=bool)[at.ravel()], codes[both], -2)
        return agreed

    def _code(self, text: int) -> str:
        return self.distinct.mentions[int(self.distinct.by_mention.first[text])].code


@cache
def _agree(name: str, code: str) -> bool:
    """Say whether a code is that of an area which has borne the name of another one, or of one of two."""
    if name in ("", code):
        return True
    return not names_of_code(code).isdisjoint(names_of_code(name))


def over_spans(document: Document, distinct: Distinct, naming: IntArray) -> IntArray:
    """Return for each line the one that names the area of its row, now that some cells cover several rows.

    Parameters
    ----------
    document, distinct
        The document, and what its distinct texts hold.
    naming
        Of each line the one that names an area within its own row; -1 stands for none.

    Returns
    -------
    The same: lines of the rows that a label covers have that label where their row names no area itself, and a figure
    that covers rows of several areas has none.
    """
    found = naming.copy()
    for block, content in enumerate(document.content):
        if isinstance(content, Table) and content.grid.marks.spans:
            _hold_down(document, distinct, block, content, found)
    return found


def _hold_down(document: Document, distinct: Distinct, block: int, table: Table, naming: IntArray) -> None:
    lines = document.lines
    first, last = np.searchsorted(lines.block, [block, block + 1]).tolist()
    rows: Mapping[int, list[int]] = defaultdict(list)
    for line in range(first, last):
        rows[int(lines.row[line])].append(line)
    figures = distinct.by_figure.counts[distinct.codes] > 0
    covering = [(down, across) for down, across in table.covering() if len(down) > 1]
    for down, across in covering:
        own = [line for line in rows[down.start] if lines.column[line] == across.start]
        label = next((line for line in own if naming[line] == line and not figures[line]), -1)
        for line in (line for row in down[1:] for line in rows[row] if label >= 0):
            if naming[line] < 0 and lines.column[line] > across.start:
                naming[line] = label
    for down, across in covering:
        own = [line for line in rows[down.start] if lines.column[line] == across.start and figures[line]]
        named = [int(naming[line]) for row in down for line in rows[row]]
        if len({distinct.mention(line).code for line in named if line >= 0}) > 1:
            naming[own] = -1
