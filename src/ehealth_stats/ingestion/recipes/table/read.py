"""A table by area -> an observation of each figure in the columns that the entry names.

Columns at a time: figures are selected and placed as arrays, names and periods are read once a distinct text. Where an
area has several rows, `rows` says which are read:

| Kommun | Nyckeltal      | Värde |        rows = { Nyckeltal = "Antal larm" }
| Ånge   | Antal larm     | 450   |        (key figure: number of alarms, of which digital)
| Ånge   | varav digitala | 45    |
"""

from collections.abc import Mapping, Sequence
from itertools import islice

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ehealth_stats.codelists.words import fold
from ehealth_stats.errors import CodeListError, RecipeError, did_you_mean
from ehealth_stats.ingestion.documents import IntArray, Table
from ehealth_stats.ingestion.figures.of_document.plain_numbers import are_missing
from ehealth_stats.ingestion.recipes.entry import Job
from ehealth_stats.ingestion.recipes.table.cells import Rows, read_cells
from ehealth_stats.ingestion.recipes.table.marks import BLANK, MARKED, check_marks, find_marks
from ehealth_stats.ingestion.recipes.table.row_areas import AreaReader, RowName, read_areas
from ehealth_stats.ingestion.recipes.table.sides import Column, Sides
from ehealth_stats.ingestion.text.periods import find_periods
from ehealth_stats.schema import parse_edtf

_MOST_NAMED = 10


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
    check_marks(job)
    sides = Sides(job, _table(job))
    columns = sides.columns()
    cells = _cells(job, sides, columns)
    cells = cells[are_wanted(sides)[cells["area"]]]
    rows = _rows(sides, columns, np.bincount(cells["area"], minlength=len(sides.names)) > 0)
    cells = cells[(rows.area[cells["area"]] >= 0)]
    check_one_each(sides, cells, rows)
    order = np.argsort((cells["area"] * len(columns) + cells["column"]).to_numpy(), kind="stable")
    return read_cells(job, cells.iloc[order], columns, rows)


def _table(job: Job) -> Table:
    table = job.context.document.table_at(job.passage.anchor)
    if table is None:
        raise RecipeError("the anchor stands in no table", where=job.where, hint='name a header cell: table = "Kommun"')
    return table


def _cells(job: Job, sides: Sides, columns: Sequence[Column]) -> pd.DataFrame:
    """Return the figures in the columns: line, item, area and column.

    The item is the row of `distinct.figures`, -1 for bare digits and signs, or what stands for a mark.
    """
    document, figures = job.context.document, job.context.figures
    lines = document.lines
    first, last = np.searchsorted(lines.block, document.content.index(sides.table) + np.arange(2))
    down, across = (lines.column, lines.row) if job.entry.transposed else (lines.row, lines.column)
    order = np.full(max(int(across[first:last].max(initial=0)), *(column.at for column in columns)) + 1, -1)
    order[[column.at for column in columns]] = np.arange(len(columns))
    shared = sides.table.shared
    places = zip(lines.row[first:last].tolist(), lines.column[first:last].tolist(), strict=True) if shared else ()
    alone = np.array([place not in shared for place in places], dtype=bool) if shared else True
    inside = alone & (lines.row[first:last] >= 0) & (lines.comment[first:last] == 0) & (down[first:last] >= 0)
    wanted = np.full(len(lines.row) + 1, -1)
    wanted[first:last] = np.where(inside, order[across[first:last]], -1)
    filled = first + np.flatnonzero(wanted[first:last] >= 0)
    marked = filled[find_marks(job, filled)]
    at = np.arange(*np.searchsorted(figures.line, [first, last]))
    at = at[(wanted[figures.line[at]] >= 0) & ~np.isin(figures.line[at], marked)]
    empty = filled[~np.isin(filled, [*figures.line[at], *marked])]
    bare = empty[_are_counts(job, empty)]
    line = np.concatenate([figures.line[at], bare, marked])
    item = np.concatenate([figures.item[at], np.full(len(bare), -1), np.full(len(marked), MARKED)])
    cells = pd.DataFrame({"line": line, "item": item, "area": down[line], "column": wanted[line]})
    return pd.concat([cells, _blanks(sides, columns, cells, range(first, last))]) if "" in job.entry.marks else cells


def _blanks(sides: Sides, columns: Sequence[Column], cells: pd.DataFrame, within: range) -> pd.DataFrame:
    """Return the empty cells beside the names of areas; they are given the line of the name."""
    document, distinct = sides.job.context.document, sides.job.context.figures.distinct
    lines, here = document.lines, np.arange(within.start, within.stop)
    down, across, head = (
        (lines.column, lines.row, -1) if sides.job.entry.transposed else (lines.row, lines.column, sides.names_at)
    )
    names = here[(across[here] == head) & (down[here] >= 0) & (distinct.by_mention.counts[distinct.codes[here]] > 0)]
    filled = set(zip(cells["area"].tolist(), cells["column"].tolist(), strict=True))
    empty = [
        (line, BLANK, down[line], column)
        for line in names
        for column in range(len(columns))
        if (down[line], column) not in filled
    ]
    return pd.DataFrame(empty, columns=list(cells.columns), dtype=np.int64)


def _are_counts(job: Job, lines: IntArray) -> NDArray[np.bool_]:
    """Tell digits that count here, although elsewhere they may be a year ("2013"), and dashes for missing figures."""
    distinct = job.context.figures.distinct
    codes = distinct.codes[lines]
    digits = np.asarray(pc.match_substring_regex(distinct.texts.take(pa.array(codes)), r"^[1-9]\d{0,14}$"), dtype=bool)
    line, item = distinct.by_exclusion.spread(codes)
    secret = np.zeros(len(lines), dtype=bool)
    secret[line[distinct.exclusions["secret"].to_numpy()[item]]] = True
    return (digits & ~secret) | are_missing(distinct.texts)[codes]


def _rows(sides: Sides, columns: Sequence[Column], filled: NDArray[np.bool_]) -> Rows:
    """Read what the rows with figures say of their areas and periods, each distinct text once."""
    job = sides.job
    beside = (sides.beside(label) for label in (job.entry.counties, job.entry.periods))
    (names, name), (counties, county), (dates, dated) = map(_coded, (sides.names, *beside))
    skipped = {fold(skip) for skip in job.entry.skip}
    left = np.array([not text.strip() or fold(text) in skipped for text in names])
    left |= are_missing(pa.array(names, pa.string()))
    at = np.flatnonzero(filled & ~left[name])
    periods = [next((mention.period.edtf for mention in find_periods(text)), "") for text in dates]
    shared = next((column.period for column in columns if column.period), job.entry.period)
    days = [parse_edtf(period or shared).start for period in periods]
    keys = (name[at] * len(counties) + county[at]) * len(dates) + dated[at]
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    rows = [RowName(names[name[row]], counties[county[row]], days[dated[row]]) for row in at[first].tolist()]
    source = job.context.recipe.source
    scope = job.entry.area or source.scope
    codes, wrong = read_areas(AreaReader(source.country, job.context.on, scope, job.entry.names), rows)
    if wrong:
        raise _no_areas(sides, {int(at[first[key]]): (rows[key].name, error) for key, error in wrong.items()})
    known, code = np.unique(np.array(codes, dtype=object), return_inverse=True)
    area = np.full(len(filled), -1)
    area[at] = code[inverse]
    return Rows(known.tolist(), area, periods, dated)


def _coded(texts: pa.Array) -> tuple[list[str], IntArray]:
    encoded = texts.dictionary_encode()
    return encoded.dictionary.to_pylist(), np.asarray(encoded.indices, dtype=np.int64)


def _no_areas(sides: Sides, wrong: Mapping[int, tuple[str, CodeListError]]) -> RecipeError:
    listed = [
        f"{name!r} ({_place(sides, row)}): {error.what}. {error.hint}".strip()
        for row, (name, error) in sorted(wrong.items())
    ]
    hint = "; ".join(listed[:_MOST_NAMED]) + "; rows to leave out go into the key 'skip'"
    return RecipeError("rows name no municipality", where=sides.job.where, hint=hint)


def _place(sides: Sides, at: int) -> str:
    if sides.job.entry.transposed:
        return f"table {sides.table.index + 1} column {at + 1}"
    return sides.table.place(at, 0)


_HALF = 0.5


def are_wanted(sides: Sides) -> NDArray[np.bool_]:
    """Tell the rows that say under each header of `rows` what the entry asks for.

    Raises
    ------
    RecipeError
        If no row says so.
    """
    wanted = np.ones(len(sides.names), dtype=bool)
    for label, asked in sides.job.entry.rows.items():
        said = [fold(text) for text in sides.beside(label).to_pylist()]
        found = np.array([text == fold(asked) for text in said], dtype=bool)
        if not found.any():
            raise _not_said(sides, label, asked)
        wanted &= found
    return wanted


def check_one_each(sides: Sides, cells: pd.DataFrame, rows: Rows) -> None:
    """Refuse a table in which most areas have several rows for one period: each row counts something of its own.

    A single area that stands twice is a contradiction of the document, and is read.
    """
    known = np.array([bool(code) for code in rows.codes], dtype=bool)
    place = np.unique(cells["area"].to_numpy())
    place = place[known[rows.area[place]]] if len(place) else place
    said, periods = pd.factorize(np.array(rows.periods, dtype=object))
    keys = pd.Series(rows.area[place] * len(periods) + said[rows.period[place]], index=place)
    repeated = keys[keys.duplicated(keep=False)]
    if repeated.nunique() > _HALF * keys.nunique():
        raise _several(sides, repeated.index[repeated == repeated.iloc[0]].tolist())


def _not_said(sides: Sides, label: str, asked: str) -> RecipeError:
    said = list(dict.fromkeys(filter(None, sides.beside(label).to_pylist())))
    return RecipeError(
        f"no row says {asked!r} under {label!r}",
        where=f"{sides.job.where}, key 'rows'",
        expected=", ".join(map(repr, said[:_MOST_NAMED])),
        hint=did_you_mean(asked, said),
    )


def _several(sides: Sides, places: Sequence[int]) -> RecipeError:
    """Say which columns tell the rows of one area apart."""
    entry = sides.job.entry
    used = {entry.areas, entry.periods, entry.counties, *entry.columns, *entry.rows}
    asked = []
    for label in sides.labels:
        if label and label not in used and list(sides.labels).count(label) == 1:
            said = dict.fromkeys(sides.beside(label).take(places).to_pylist())
            words = [text for text in said if text and not text[0].isdigit()]
            asked += [f"{label!r} says {', '.join(map(repr, words))}"] if len(words) > 1 else []
    name = str(sides.names[places[0]].as_py())
    return RecipeError(
        f"areas have several rows ({name!r} has {len(places)}), and nothing tells these apart",
        where=sides.job.where,
        expected="rows = { header = \"what the rows to read say there\" }, or 'periods', the column with the years",
        hint="; ".join(islice(asked, 3)),
    )
