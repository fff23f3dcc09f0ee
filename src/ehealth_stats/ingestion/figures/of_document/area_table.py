"""A table by area as two axes, whichever way it is turned: one names the areas, the other what is counted.

| Kommun | Larm | 2013 |        | Nyckeltal | Ånge 2013 | Timrå 2013 | Enhet |
| Ånge   | 450  | 45   |        | Larm      | 450       | 300        | antal |        turned
| Timrå  | 300  | 5    |
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ehealth_stats.codelists import area_level
from ehealth_stats.codelists.note_marks import without_notes
from ehealth_stats.ingestion.documents import Table
from ehealth_stats.ingestion.figures.of_document.figures import Figures
from ehealth_stats.ingestion.figures.of_document.row_areas import AreaReader, RowName
from ehealth_stats.ingestion.figures.of_document.style import Style
from ehealth_stats.ingestion.text.periods import find_periods, without_periods
from ehealth_stats.languages.lexicon import EVERY, fold, words

_LEAST_AREAS = 2


@dataclass(frozen=True)
class AreaTable:
    """A table with an axis of areas and one of labels; both are counted from 0, and so are rows and columns.

    `at` is the label that names the areas, a column, or -1 for the header of a `turned` table; `areas` are the codes of
    those that are known, by position. `county_at` is a column that names the county of each, or -1.
    """

    table: Table
    turned: bool = False
    at: int = 0
    areas: Mapping[int, str] = field(default_factory=dict)
    county_at: int = -1

    @cached_property
    def labels(self) -> Sequence[str]:
        """What is counted: the headers of the columns, or the first cells of the rows of a turned table."""
        if self.turned:
            return self.table.column(0)
        return [*self.table.header, *[""] * (self.table.width - len(self.table.header))]

    @cached_property
    def heads(self) -> pa.Array:
        """What stands at the heads of the areas: their printed names with all that is beside them."""
        if self.turned and self.at < 0:
            return pa.array(["", *self.table.header[1:]], pa.large_string())
        names = self.texts(self.at)
        return names if self.turned else self._with_sums(names)

    @cached_property
    def names(self) -> pa.Array:
        """The printed names of the areas, empty where there is none; a period in a header is no part of one."""
        if not self.turned:
            return self.heads
        return pa.array([without_periods(head) or head for head in self.heads.to_pylist()], pa.large_string())

    def _with_sums(self, names: pa.Array) -> pa.Array:
        """Name a row without a name by the word for a sum that stands left of it: "Summa" beneath the counties."""
        for column in range(self.at):
            beside = self.table.texts(column)
            sums = pa.array(words("total", EVERY), beside.type)
            said = pc.is_in(pc.utf8_lower(pc.utf8_trim(beside, " :.")), value_set=sums)
            names = pc.if_else(pc.and_(pc.equal(names, ""), said), beside, names)
        return names

    def texts(self, label: int) -> pa.Array:
        """Return the texts under a label by the position of their area; a cell that spans rows holds for all."""
        table = self.table
        if self.turned:
            row = (table.column(column)[label] for column in range(1, table.width))
            return pa.array(["", *row], pa.large_string())
        spanned = [cell for cell in (table.cells if table.grid.marks.spans else ()) if cell.column == label]
        texts = table.texts(label)
        if not spanned:
            return texts
        listed = texts.to_pylist()
        for cell in spanned:
            listed[cell.row : cell.row + cell.rowspan] = [cell.text] * cell.rowspan
        return pa.array(listed, pa.large_string())

    def called(self, label: str) -> Sequence[int]:
        """Return the labels of a name: those called so, else those of which it is one level ("Larm / 2012")."""
        wanted, labels = fold(without_notes(label)), [without_notes(printed) for printed in self.labels]
        exact = [at for at, printed in enumerate(labels) if fold(printed) == wanted]
        return exact or [at for at, printed in enumerate(labels) if wanted in map(fold, printed.split(" / "))]

    def place(self, area: int, label: int) -> tuple[int, int, int]:
        """Return table, row and column of a cell."""
        return (self.table.index, label, area) if self.turned else (self.table.index, area, label)

    @cached_property
    def periods(self) -> Sequence[str]:
        """The period in the head of each area, in EDTF, empty for none: that of "Ånge 2013" in a turned table."""
        found = map(find_periods, self.heads.to_pylist()) if self.turned else ([] for _ in range(len(self.heads)))
        return [mentions[0].period.edtf if mentions else "" for mentions in found]

    @property
    def municipalities(self) -> Mapping[int, str]:
        """The positions and codes of municipalities."""
        return {at: code for at, code in self.areas.items() if code and area_level(code) == "municipality"}

    def beside(self, label: int) -> dict[int, str]:
        """Return the texts beside the areas, under a label."""
        texts = self.texts(label).to_pylist()
        return {at: texts[at] for at in self.areas}

    def read_by(self, reader: AreaReader) -> "AreaTable":
        """Return the table with its areas: their codes by position; that of a sum is empty."""
        rows = zip(self.names.to_pylist(), self.counties.to_pylist(), strict=True)
        listed = [RowName(name, county) for name, county in rows]
        known = {row: reader.find(row) for row in dict.fromkeys(listed) if row.name.strip()}
        areas = {at: code for at, row in enumerate(listed) if (code := known.get(row)) is not None}
        return replace(self, areas=areas)

    @property
    def counties(self) -> pa.Array:
        """The counties that a column beside the names says; empty ones where there is none."""
        return (
            self.texts(self.county_at) if self.county_at >= 0 else pa.array([""] * len(self.heads), pa.large_string())
        )


def find_area_tables(figures: Figures) -> Iterator[AreaTable]:
    """Yield every table that names two municipalities or more, from the side that names them."""
    lines = figures.document.lines
    for block, table in enumerate(figures.document.content):
        if not isinstance(table, Table):
            continue
        here = slice(*np.searchsorted(lines.block, [block, block + 1]).tolist())
        naming = np.unique(figures.naming[here][lines.row[here] >= 0])
        named = [line for line in naming[naming >= 0].tolist() if _is_municipality(figures, line)]
        heads = [line for line in named if lines.row[line] < 0]
        if len(heads) >= _LEAST_AREAS:
            yield AreaTable(table, turned=True, at=-1)
        elif len(named) >= _LEAST_AREAS:
            at = _names_beside(figures, here, int(np.bincount(lines.column[named]).argmax()))
            found = AreaTable(table, at=at, county_at=find_county_column(figures, here, at))
            if found.labels[at]:
                yield found


def _is_municipality(figures: Figures, line: int) -> bool:
    """Tell the name of a municipality; that of two has no code."""
    code = figures.named(line).code
    return not code or area_level(code) == "municipality"


def find_county_column(figures: Figures, here: slice, names: int) -> int:
    """Return the column that names counties beside one that names other areas, or -1."""
    lines = figures.document.lines.column[here][np.isin(figures.styles[here], (Style.COUNTIES, Style.BODIES))]
    columns = np.unique(lines[lines != names])
    return int(columns[0]) if len(columns) else -1


def _names_beside(figures: Figures, here: slice, column: int) -> int:
    """Return the column of names beside one of codes, where there is one."""
    lines, styles = figures.document.lines, figures.styles[here]
    at = lines.column[here]
    if not (styles[at == column] == Style.CODES).any():
        return column
    names = at[styles == Style.NAMES]
    return int(np.bincount(names).argmax()) if len(names) else column
