"""A table by area -> an observation of each cell in the columns that the entry names.

Columns at a time: figures are selected and placed as arrays, names and periods are read once a distinct text. Where an
area has several rows, `rows` says which are read:

| Kommun | Nyckeltal      | Värde |        rows = { Nyckeltal = "Antal larm" }
| Ånge   | Antal larm     | 450   |        (key figure: number of alarms, of which digital)
| Ånge   | varav digitala | 45    |
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from ehealth_stats.errors import CodeListError, RecipeError, did_you_mean
from ehealth_stats.ingestion.documents import IntArray
from ehealth_stats.ingestion.figures.of_document.area_table import find_county_column
from ehealth_stats.ingestion.figures.of_document.row_areas import AreaReader, RowName, is_called, read_areas
from ehealth_stats.ingestion.figures.of_document.signs import read_legend
from ehealth_stats.ingestion.figures.of_document.style import Style
from ehealth_stats.ingestion.recipes.context import Context
from ehealth_stats.ingestion.recipes.entry import Job
from ehealth_stats.ingestion.recipes.table.cells import declared_lines, find_cells
from ehealth_stats.ingestion.recipes.table.columns import Column, NamedTable
from ehealth_stats.ingestion.recipes.table.marks import check_marks
from ehealth_stats.ingestion.recipes.table.place import Rows, place_cells
from ehealth_stats.ingestion.text.periods import find_periods
from ehealth_stats.languages.lexicon import fold
from ehealth_stats.schema import parse_edtf

_MOST_NAMED = 10
_HALF = 0.5
_SAMPLE = 20


def read_table(job: Job) -> pd.DataFrame:
    """Read a table with a row an area, or a row an area and period; turned, with a column an area.

    Columns are those that the entry names with their category, or else all whose header is a year. Every cell in them
    that is not empty becomes a row: a figure, or what its sign or words stand for. Areas of the finest level in the
    table are reported, those above them and totals are stated totals; a row of figures whose name is no area is
    refused. A unit in a header, title or column of units is that of all figures there.

    Raises
    ------
    RecipeError
        If the passage is no table, a column does not exist, or rows name no area.
    """
    check_marks(job)
    table = NamedTable.of(job)
    columns = table.columns()
    cells = find_cells(table, columns)
    cells = cells.where(are_wanted(table)[cells.places["area"]])
    size = len(table.axes.heads)
    filled = np.bincount(cells.places["area"], minlength=size) > 0
    told = np.bincount(cells.places["area"][cells.places["told"]], minlength=size) > 0
    rows = _rows(table, columns, filled, told)
    cells = cells.where(rows.area[cells.places["area"]] >= 0)
    check_one_each(table, cells.places, rows)
    order = np.argsort((cells.places["area"] * len(columns) + cells.places["column"]).to_numpy(), kind="stable")
    return place_cells(table, cells.where(order), columns, rows)


def table_jobs(context: Context) -> Iterator[Job]:
    """Yield the entries that read a table."""
    for number, entry in enumerate(context.recipe.observations, 1):
        if entry.of_table:
            where = context.where("observations", number)
            yield Job(context, entry.of_table, context.passage(entry, where), where)


def lines_read(job: Job) -> IntArray:
    """Return the lines of the cells in the columns that an entry names, those of rows that it reads."""
    table = NamedTable.of(job)
    declared = declared_lines(table, table.columns())
    return declared["line"].to_numpy()[are_wanted(table)[declared["area"]]]


def _rows(table: NamedTable, columns: Sequence[Column], filled: NDArray[np.bool_], told: NDArray[np.bool_]) -> Rows:
    """Read what the filled rows say of their areas and periods, each distinct text once.

    A row in which nothing but words stands, such as a note, may name no area; where figures or signs are `told` it
    must.
    """
    job = table.job
    (names, name), (codes, coded) = map(_coded, (table.axes.names, _codes_beside(table)))
    (counties, county), (dates, dated) = map(_coded, (_counties_beside(table), _dates(table)))
    skipped = {fold(skip) for skip in job.entry.skip}
    left = np.array([_is_no_name(job, text) or fold(text) in skipped for text in names], dtype=bool)
    at = np.flatnonzero(filled & ~left[name])
    periods = [next((mention.period.edtf for mention in find_periods(text)), "") for text in dates]
    shared = next((column.period for column in columns if column.period), job.entry.period)
    days = [parse_edtf(period or shared).start for period in periods]
    keys = ((name[at] * len(counties) + county[at]) * len(dates) + dated[at]) * len(codes) + coded[at]
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    rows = [
        RowName(names[name[row]], counties[county[row]], days[dated[row]], codes[coded[row]])
        for row in at[first].tolist()
    ]
    known, wrong = read_areas(_reader(table), rows)
    said = np.bincount(inverse.ravel(), weights=told[at], minlength=len(rows)) > 0
    wrong = {key: error for key, error in wrong.items() if said[key]}
    if wrong:
        raise _no_areas(table, {int(at[first[key]]): (rows[key].name, error) for key, error in wrong.items()})
    listed = sorted({code for code in known if code is not None})
    places = {code: place for place, code in enumerate(listed)}
    place = np.array([-1 if code is None else places[code] for code in known], dtype=np.int64)
    area = np.full(len(filled), -1)
    area[at] = place[inverse]
    return Rows(listed, area, periods, dated)


def _is_no_name(job: Job, text: str) -> bool:
    """Tell what stands where names do and is none: a sign, or what a legend says of one."""
    source = job.context.recipe.source
    return not any(map(str.isalnum, text)) or (
        "=" in text and bool(read_legend([text], source.country, source.language))
    )


def _reader(table: NamedTable) -> AreaReader:
    """Return the reader of the names in the column of areas: it may be one of counties."""
    job, source = table.job, table.job.context.recipe.source
    lines, styles = job.context.document.lines, job.context.figures.styles
    here = table.lines
    of_names = [] if table.axes.turned else styles[here][lines.column[here] == table.axes.at]
    counties, bodies = (bool(np.isin(style, of_names)) for style in (Style.COUNTIES, Style.BODIES))
    scope = job.entry.area or source.scope
    names = {**dict.fromkeys(job.entry.country_total, source.country), **job.entry.names}
    return AreaReader(source.country, job.context.on, scope, names, counties, bodies)


def _codes_beside(table: NamedTable) -> pa.Array:
    """Return the codes of the areas that a column beside their names has; empty ones where there is none."""
    empty = pa.array([""] * len(table.axes.heads), pa.large_string())
    if table.axes.turned:
        return empty
    lines, styles = table.job.context.document.lines, table.job.context.figures.styles
    here = table.lines
    columns = np.unique(lines.column[here][styles[here] == Style.CODES]).tolist()
    reader = AreaReader(table.job.context.recipe.source.country, None)
    for column in (column for column in columns if column != table.axes.at):
        codes = table.axes.texts(column)
        both = zip(codes[:_SAMPLE].to_pylist(), table.axes.names[:_SAMPLE].to_pylist(), strict=True)
        pairs = [pair for pair in both if all(pair)]
        if 2 * sum(is_called(reader, *pair) for pair in pairs) > len(pairs):
            return codes
    has_counties = find_county_column(table.job.context.figures, here, table.axes.at) >= 0
    return empty if has_counties or table.job.entry.counties else _codes_told(table)


def _codes_told(table: NamedTable) -> pa.Array:
    """Return the codes of names that several areas bear and a county above them tells; empty ones for the others."""
    lines, told = table.job.context.document.lines, table.job.context.figures.told_apart
    codes = [""] * len(table.axes.heads)
    for line in range(table.lines.start, table.lines.stop) if told else ():
        if line in told and lines.column[line] == table.axes.at and lines.row[line] >= 0:
            codes[lines.row[line]] = told[line]
    return pa.array(codes, pa.large_string())


def _counties_beside(table: NamedTable) -> pa.Array:
    """Return the counties that a column beside the names says: the one of the recipe, else one that names them."""
    job, axes = table.job, table.axes
    if job.entry.counties or axes.turned:
        return table.beside(job.entry.counties)
    at = find_county_column(job.context.figures, table.lines, axes.at)
    return axes.texts(at) if at >= 0 else table.beside("")


def _dates(table: NamedTable) -> pa.Array:
    """Return what says the period of each area's figures: a column, or the header of a turned table."""
    if table.job.entry.periods or not table.axes.turned:
        return table.beside(table.job.entry.periods)
    return table.axes.heads


def _coded(texts: pa.Array) -> tuple[list[str], IntArray]:
    encoded = texts.dictionary_encode()
    return encoded.dictionary.to_pylist(), np.asarray(encoded.indices, dtype=np.int64)


def _no_areas(table: NamedTable, wrong: Mapping[int, tuple[str, CodeListError]]) -> RecipeError:
    listed = [
        f"{name!r} ({_place(table, row)}): {error.what}. {error.hint}".strip()
        for row, (name, error) in sorted(wrong.items())
    ]
    hint = "; ".join(listed[:_MOST_NAMED]) + "; rows to leave out go into the key 'skip'"
    return RecipeError("rows name no municipality", where=table.job.where, hint=hint)


def _place(table: NamedTable, at: int) -> str:
    if table.axes.turned:
        return f"table {table.table.index + 1} column {at + 1}"
    return table.table.place(at, 0)


def are_wanted(table: NamedTable) -> NDArray[np.bool_]:
    """Tell the rows that say under each header of `rows` what the entry asks for.

    Raises
    ------
    RecipeError
        If no row says so.
    """
    wanted = np.ones(len(table.axes.heads), dtype=bool)
    for label, asked in table.job.entry.rows.items():
        said = [fold(text) for text in table.beside(label).to_pylist()]
        found = np.array([text == fold(asked) for text in said], dtype=bool)
        if not found.any():
            raise _not_said(table, label, asked)
        wanted &= found
    return wanted


def check_one_each(table: NamedTable, cells: pd.DataFrame, rows: Rows) -> None:
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
        raise _several(table, repeated.index[repeated == repeated.iloc[0]].tolist())


def _not_said(table: NamedTable, label: str, asked: str) -> RecipeError:
    said = list(dict.fromkeys(filter(None, table.beside(label).to_pylist())))
    return RecipeError(
        f"no row says {asked!r} under {label!r}",
        where=f"{table.job.where}, key 'rows'",
        expected=", ".join(map(repr, said[:_MOST_NAMED])),
        hint=did_you_mean(asked, said),
    )


def _several(table: NamedTable, places: Sequence[int]) -> RecipeError:
    """Say which columns tell the rows of one area apart."""
    entry, labels = table.job.entry, list(table.axes.labels)
    used = {entry.areas, entry.periods, entry.counties, *entry.columns, *entry.rows}
    asked = []
    for label in labels:
        if label and label not in used and labels.count(label) == 1:
            said = dict.fromkeys(table.beside(label).take(pa.array(places)).to_pylist())
            words = [text for text in said if text and not text[0].isdigit()]
            asked += [f"{label!r} says {', '.join(map(repr, words[:_MOST_NAMED]))}"] if len(words) > 1 else []
    name = table.axes.names[places[0]].as_py()
    return RecipeError(
        f"areas have several rows ({name!r} has {len(places)}), and nothing tells these apart",
        where=table.job.where,
        expected="rows = { header = \"what the rows to read say there\" }, or 'periods', the column with the years",
        hint="; ".join(islice(asked, 3)),
    )
