"""A table as its recipe names it: one side names the areas, the other what is counted, whichever way it is turned.

| Kommun | Larm | 2013 |            | År   | Ånge | Timrå |        turned (`transposed = true`)
| Ånge   | 450  | 45   |            | 2012 | 440  | 290   |
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from ehealth_stats.codelists import indicators, units
from ehealth_stats.codelists.words import fold, words
from ehealth_stats.errors import RecipeError, did_you_mean
from ehealth_stats.ingestion.documents import Segment, Table
from ehealth_stats.ingestion.figures.of_document.header_units import HeaderUnit, read_header_unit
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.recipes.entry import Job
from ehealth_stats.ingestion.text.periods import find_periods


@dataclass(frozen=True, slots=True)
class Column:
    """A column with figures, or a row of a turned table: what its label says of them. An empty period is the row's."""

    at: int
    breakdown: str
    period: str
    unit: HeaderUnit
    total: bool = False


@dataclass(frozen=True)
class Sides:
    """The two sides of a table: `labels` name what is counted, `names` the areas, both by their position."""

    job: Job
    table: Table

    @cached_property
    def labels(self) -> Sequence[str]:
        """The labels of the columns, or of the rows of a turned table."""
        return self.table.column(0) if self.job.entry.transposed else self.table.header

    @cached_property
    def names(self) -> pa.Array:
        """The printed names of the areas by their position, empty where there is none."""
        if self.job.entry.transposed and not self.job.entry.areas:
            return pa.array(["", *self.table.header[1:]], pa.large_string())
        names = self.texts(self.names_at)
        return names if self.job.entry.transposed else self._with_sums(names)

    def _with_sums(self, names: pa.Array) -> pa.Array:
        """Name a row without a name by the word for a sum that stands left of it: "Summa" beneath the counties."""
        for column in range(self.names_at):
            beside = self.table.texts(column)
            sums = pa.array(words("total"), beside.type)
            said = pc.is_in(pc.utf8_lower(pc.utf8_trim(beside, " :.")), value_set=sums)
            names = pc.if_else(pc.and_(pc.equal(names, ""), said), beside, names)
        return names

    @cached_property
    def names_at(self) -> int:
        """The column of the areas' names, or their row in a turned table."""
        return self._index(self.job.entry.areas) if self.job.entry.areas else 0

    def beside(self, label: str) -> pa.Array:
        """Return the texts of a column that says more about each area; empty ones when the recipe names none."""
        return self.texts(self._index(label)) if label else pa.array([""] * len(self.names), pa.large_string())

    def texts(self, at: int) -> pa.Array:
        """Return the texts under a label by the position of their area; a cell that spans rows holds for all."""
        table = self.table
        if self.job.entry.transposed:
            row = (table.column(column)[at] for column in range(1, table.width))
            return pa.array(["", *row], pa.large_string())
        spanned = [cell for cell in (table.cells if table.grid.marks.spans else ()) if cell.column == at]
        texts = table.texts(at)
        if not spanned:
            return texts
        listed = texts.to_pylist()
        for cell in spanned:
            listed[cell.row : cell.row + cell.rowspan] = [cell.text] * cell.rowspan
        return pa.array(listed, pa.large_string())

    def columns(self) -> list[Column]:
        """Return the columns that the entry names, with their category, or else all whose label is a year."""
        entry = self.job.entry
        found = [
            self._column(at, code) for label, code in entry.columns.items() for at in self._indices(label)
        ] or self._years()
        wholes = [at for label in entry.totals for at in self._indices(label)]
        dated = [column.period for column in found if column.period]
        span = f"{min(dated)[:4]}/{max(dated)[:4]}" if len(set(dated)) > 1 else ""
        return [*found, *(Column(at, entry.breakdown, span, self._unit(at), total=True) for at in wholes)]

    def _column(self, at: int, breakdown: str) -> Column:
        mentions = find_periods(self.labels[at])
        return Column(at, breakdown, mentions[0].period.edtf if mentions else "", self._unit(at))

    def _years(self) -> list[Column]:
        dated = [at for at, label in enumerate(self.labels) if find_periods(label)]
        rest = {_without_period(self.labels[at]) for at in dated}
        if len(rest) == 1:
            return [self._column(at, self.job.entry.breakdown) for at in dated]
        raise RecipeError(
            "years stand in the headers of several things" if dated else "no column is named, and no header is a year",
            where=f"{self.job.where}, key 'columns'",
            expected='columns = { "Antal larm" = "_T" }',
            hint=f"headers: {', '.join(filter(None, self.labels))}",
        )

    def _index(self, label: str) -> int:
        found = self._indices(label)
        if len(found) == 1:
            return found[0]
        raise RecipeError(f"{len(found)} columns are called {label!r}", where=self.job.where)

    def _indices(self, label: str) -> Sequence[int]:
        """Return the columns of a label: those called so, else those of which it is one level ("Larm / 2012")."""
        wanted = fold(label)
        exact = [at for at, printed in enumerate(self.labels) if fold(printed) == wanted]
        levels = [at for at, printed in enumerate(self.labels) if wanted in map(fold, printed.split(" / "))]
        if exact or levels:
            return exact or levels
        what = "row" if self.job.entry.transposed else "column"
        raise RecipeError(
            f"the table has no {what} {label!r}",
            where=self.job.where,
            expected=mask(", ".join(filter(None, self.labels))),
            hint=did_you_mean(label, map(mask, self.labels)),
        )

    def _unit(self, at: int) -> HeaderUnit:
        """Read the unit of a column: in its header, in what `rows` says, or for want of these in the table's title."""
        country = self.job.context.recipe.source.country
        named = (read_header_unit(text, country) for text in (self.labels[at], *self.job.entry.rows.values()))
        found = next((unit for unit in named if unit != HeaderUnit()), HeaderUnit())
        if found != HeaderUnit():
            return found
        return next((unit for title in self._titles if (unit := read_header_unit(title, country)).unit), found)

    @cached_property
    def _titles(self) -> Sequence[str]:
        """The texts that stand above the header: titles of the table, and the paragraph before it.

        One that speaks of a number as well ("Antal och andel (%)") names the unit of no column for sure.
        """
        document = self.job.context.document
        at = document.content.index(self.table)
        before = document.content[at - 1] if at else None
        heads = [self.table.grid.text(number, 0) for number in self.table.heads[:-1]]
        titles = [*heads, *([before.text] if isinstance(before, Segment) else [])]
        kind = units()[self.job.entry.unit or indicators()[self.job.entry.indicator].unit].kind
        return [title for title in titles if kind in ("money", "percent")]


def _without_period(label: str) -> str:
    for mention in reversed(find_periods(label)):
        label = label[: mention.start] + label[mention.end :]
    return label.strip(" /")
