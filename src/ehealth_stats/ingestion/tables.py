"""Tables by area: a Job whose passage is a table -> a reading of each figure in the columns that are named.

Columns at a time: figures are selected and placed as arrays, names and periods are read once a distinct text.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.documents import IntArray, Table
from ehealth_stats.ingestion.periods import find_periods
from ehealth_stats.ingestion.readings import Job
from ehealth_stats.ingestion.row_areas import AreaReader, RowName, read_areas
from ehealth_stats.ingestion.table_cells import Rows, read_cells
from ehealth_stats.ingestion.table_sides import Column, Sides
from ehealth_stats.schema import parse_edtf


def read_table(job: Job) -> pd.DataFrame:
    """Read a table with a row an area, or a row an area and period; turned, with a column an area.

    Columns are those that the entry names with their category, or else all whose header is a year. Areas of the finest
    level in the table are reported, those above them and totals are stated totals; a row whose name is no area is
    refused, unless it has no figure. A unit in a header or title is that of all figures below it.

    Raises
    ------
    RecipeError
        If the passage is no table, a column does not exist, or rows name no area.
    """
    sides = Sides(job, _table(job))
    columns = sides.columns()
    cells = _cells(job, sides.table, columns)
    periods = _row_periods(sides)
    areas = _areas(sides, periods, columns, set(np.unique(cells["area"]).tolist()))
    kept = cells[cells["area"].isin(list(areas))].sort_values(["area", "column", "line"], kind="stable")
    return read_cells(job, kept, columns, Rows(areas, periods))


def _table(job: Job) -> Table:
    table = job.context.document.table_at(job.passage.anchor)
    if table is None:
        raise RecipeError("the anchor stands in no table", where=job.where, hint='name a header cell: table = "Kommun"')
    return table


def _cells(job: Job, table: Table, columns: Sequence[Column]) -> pd.DataFrame:
    """Return the figures in the columns: line, item (-1 for digits that count here), area and column by position."""
    document, figures = job.context.document, job.context.figures
    lines = document.lines
    first, last = np.searchsorted(lines.block, document.content.index(table) + np.arange(2))
    down, across = (lines.column, lines.row) if job.entry.transposed else (lines.row, lines.column)
    order = np.full(max(int(across[first:last].max(initial=0)), *(column.at for column in columns)) + 1, -1)
    order[[column.at for column in columns]] = np.arange(len(columns))
    inside = (lines.row[first:last] >= 0) & (lines.comment[first:last] == 0) & (down[first:last] >= 0)
    wanted = np.full(len(lines.row) + 1, -1)
    wanted[first:last] = np.where(inside, order[across[first:last]], -1)
    at = np.arange(*np.searchsorted(figures.line, [first, last]))
    at = at[wanted[figures.line[at]] >= 0]
    taken = np.isin(np.arange(first, last), figures.line[at])
    empty = first + np.flatnonzero((wanted[first:last] >= 0) & ~taken)
    bare = empty[_are_counts(job, empty)]
    line = np.concatenate([figures.line[at], bare])
    item = np.concatenate([figures.item[at], np.full(len(bare), -1)])
    return pd.DataFrame({"line": line, "item": item, "area": down[line], "column": wanted[line]})


def _are_counts(job: Job, lines: IntArray) -> NDArray[np.bool_]:
    """Tell digits that are a count in a column of counts, whatever they look like elsewhere ("2013")."""
    distinct = job.context.figures.distinct
    codes = distinct.codes[lines]
    digits = np.asarray(pc.match_substring_regex(distinct.texts.take(pa.array(codes)), r"^[1-9]\d{0,14}$"), dtype=bool)
    line, item = distinct.by_exclusion.spread(codes)
    secret = np.zeros(len(lines), dtype=bool)
    secret[line[distinct.exclusions["secret"].to_numpy()[item]]] = True
    return digits & ~secret


def _row_periods(sides: Sides) -> Mapping[int, str]:
    texts = sides.beside(sides.job.entry.periods)
    known = {text: next((m.period.edtf for m in find_periods(text)), "") for text in set(texts.values())}
    return {at: known[text] for at, text in texts.items() if known[text]}


def _areas(sides: Sides, periods: Mapping[int, str], columns: Sequence[Column], filled: set[int]) -> Mapping[int, str]:
    """Return the code of the area at each position that has figures; the empty text is the total's."""
    job, skipped = sides.job, {name.casefold() for name in sides.job.entry.skip}
    counties = sides.beside(job.entry.counties)
    shared = next((column.period for column in columns if column.period), job.entry.period)
    days = {period: parse_edtf(period).start for period in {*periods.values(), shared}}
    rows = {
        at: RowName(name, counties.get(at, ""), days[periods.get(at, shared)])
        for at, name in sides.names.items()
        if at in filled and name.casefold().strip() not in skipped
    }
    source = job.context.recipe.source
    found, wrong = read_areas(AreaReader(source.country, job.context.on, job.entry.area or source.scope), rows)
    if wrong:
        listed = [f"{rows[at].name!r} ({_place(sides, at)}): {e.what}. {e.hint}".strip() for at, e in wrong.items()]
        hint = "; ".join(listed[:10]) + "; rows to leave out go into the key 'skip'"
        raise RecipeError("rows name no municipality", where=job.where, hint=hint)
    return found


def _place(sides: Sides, at: int) -> str:
    if sides.job.entry.transposed:
        return f"table {sides.table.index + 1} column {at + 1}"
    return sides.table.place(at, 0)
