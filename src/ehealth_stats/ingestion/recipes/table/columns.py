"""The columns that an entry names of a table by area -> what each of them counts, in which unit and when."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ehealth_stats.codelists import indicators, units
from ehealth_stats.errors import RecipeError, did_you_mean
from ehealth_stats.ingestion.documents import Table
from ehealth_stats.ingestion.figures.of_document.area_table import AreaTable
from ehealth_stats.ingestion.figures.of_document.header_units import (
    HeaderUnit,
    TableUnits,
    read_header_unit,
    units_of_table,
)
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.recipes.entry import Job
from ehealth_stats.ingestion.text.periods import find_periods, without_periods


@dataclass(frozen=True, slots=True)
class Column:
    """A column with figures, or a row of a turned table: what its label says of them. An empty period is the row's."""

    at: int
    breakdown: str
    period: str
    unit: HeaderUnit
    total: bool = False


@dataclass(frozen=True)
class NamedTable:
    """A table by area with the names that an entry gives to its sides."""

    job: Job
    axes: AreaTable

    @classmethod
    def of(cls, job: Job) -> "NamedTable":
        """Find the table of an entry.

        Raises
        ------
        RecipeError
            If the anchor stands in no table, or the table has no such column.
        """
        table = job.context.document.table_at(job.passage.anchor)
        if table is None:
            hint = 'name a header cell: table = "Kommun"'
            start, end = job.passage.anchor, job.passage.anchor_end
            place = job.context.document.locator(start, end)
            what = f"the anchor {job.context.quote(start, end)!r} stands in no table"
            raise RecipeError(what, where=f"{job.where}, {place}", hint=hint)
        named = cls(job, AreaTable(table, job.entry.transposed, -1 if job.entry.transposed else 0))
        return (
            cls(job, AreaTable(table, job.entry.transposed, named.label(job.entry.areas))) if job.entry.areas else named
        )

    @property
    def table(self) -> Table:
        """The table itself."""
        return self.axes.table

    @property
    def block(self) -> int:
        """The place of the table in the document's content."""
        return self.job.context.document.content.index(self.table)

    @property
    def lines(self) -> slice:
        """The lines of the table among those of the document."""
        block = self.job.context.document.lines.block
        return slice(*np.searchsorted(block, [self.block, self.block + 1]).tolist())

    def beside(self, label: str) -> pa.Array:
        """Return the texts of a column that says more about each area; empty ones when the recipe names none."""
        return self.axes.texts(self.label(label)) if label else pa.array([""] * len(self.axes.heads), pa.large_string())

    def columns(self) -> list[Column]:
        """Return the columns that the entry names, with their category, or else all whose label is a year."""
        entry = self.job.entry
        named = [(at, code) for label, code in entry.columns.items() for at in self.labels(label)]
        found = [self._column(at, code) for at, code in named] or self._years()
        wholes = [at for label in entry.totals for at in self.labels(label)]
        dated = [column.period for column in found if column.period]
        span = f"{min(dated)[:4]}/{max(dated)[:4]}" if len(set(dated)) > 1 else ""
        return [*found, *(Column(at, entry.breakdown, span, self._unit(at), total=True) for at in wholes)]

    def _column(self, at: int, breakdown: str) -> Column:
        mentions = find_periods(self.axes.labels[at])
        return Column(at, breakdown, mentions[0].period.edtf if mentions else "", self._unit(at))

    def _years(self) -> list[Column]:
        labels = self.axes.labels
        dated = [at for at, label in enumerate(labels) if any(found.period.edtf for found in find_periods(label))]
        rest = {without_periods(labels[at]) for at in dated}
        if len(rest) == 1:
            return [self._column(at, self.job.entry.breakdown) for at in dated]
        raise RecipeError(
            "years stand in the headers of several things" if dated else "no column is named, and no header is a year",
            where=f"{self.job.where}, key 'columns'",
            expected='columns = { "Antal larm" = "_T" }',
            hint=f"headers: {', '.join(filter(None, labels))}",
        )

    def label(self, name: str) -> int:
        """Return the one label of a name."""
        found = self.labels(name)
        if len(found) == 1:
            return found[0]
        raise RecipeError(f"{len(found)} columns are called {name!r}", where=self.job.where)

    def labels(self, name: str) -> Sequence[int]:
        """Return the labels of a name, at least one."""
        if found := self.axes.called(name):
            return found
        raise RecipeError(
            f"the table has no {'row' if self.axes.turned else 'column'} {name!r}",
            where=self.job.where,
            expected=mask(", ".join(filter(None, self.axes.labels))),
            hint=did_you_mean(name, map(mask, self.axes.labels)),
        )

    def _unit(self, at: int) -> HeaderUnit:
        """Read the unit of a column: in its header, in what `rows` says, in the recipe, or in the table's title."""
        named = (self.axes.labels[at], *self.job.entry.rows.values())
        units_named = (read_header_unit(text, self.units.country) for text in named)
        found = next((unit for unit in units_named if unit != HeaderUnit()), HeaderUnit())
        if found == HeaderUnit() and self.axes.turned:
            found = self.units.row(at) or found
        if found != HeaderUnit():
            return found
        wanted = units()[self.job.unit.unit or indicators()[self.job.entry.indicator].unit].kind
        # A title that speaks of a number as well ("Antal och andel (%)") names the unit of no column for sure.
        return (
            self.job.unit
            if self.job.unit != HeaderUnit()
            else self.units.title((wanted, "") if wanted != "count" else ("",))
        )

    def row_units(self) -> list[HeaderUnit]:
        """Return the unit that a column of units gives to each area's row; none in a turned table."""
        if self.axes.turned or not self.units.column:
            return []
        texts = self.axes.texts(self.units.column[0]).to_pylist()
        known = {text: read_header_unit(text, self.units.country) for text in set(texts)}
        return [known[text] for text in texts]

    @property
    def units(self) -> TableUnits:
        """The units that the table names."""
        found = units_of_table(self.job.context.document, self.block, self.job.context.recipe.source.country)
        return found or TableUnits(self.table, "", self.job.context.recipe.source.country)
