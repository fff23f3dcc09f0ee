"""Tables by municipality: a Job whose passage is a table -> a Reading of each figure in the columns that are named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ehealth_stats.codelists.areas import area_level, match_area
from ehealth_stats.codelists.words import words
from ehealth_stats.errors import CodeListError, RecipeError, did_you_mean
from ehealth_stats.ingestion.documents import Table
from ehealth_stats.ingestion.figures import Figure
from ehealth_stats.ingestion.periods import find_periods
from ehealth_stats.ingestion.quantities.model import Quantity
from ehealth_stats.ingestion.readings import Job, Reading, make_reading, part_code

_BESIDE = ("part", "addition")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column with figures: what its header says of them. An empty period is the row's or the entry's."""

    index: int
    breakdown: str
    period: str


def read_table(job: Job) -> Iterator[Reading]:
    """Read a table with a row a municipality, or a row a municipality and period.

    Columns are those that the entry names with their category, or else all whose header is a year. A row of a
    county, of the country, or of a total is a stated total; a row whose name is no area is refused, unless it has
    no figure.

    Raises
    ------
    RecipeError
        If the passage is no table, a column does not exist, or rows name no municipality.
    """
    table = _table(job)
    columns, areas = _columns(job, table), _areas(job, table)
    periods = _row_periods(job, table)
    figures = _figures_by_cell(job, table)
    for row, area in areas.items():
        for column in columns:
            cell = figures.get((row, column.index), [])
            for reading in _cell(job, cell, column, area):
                yield replace(reading, period=column.period or periods.get(row, ""))


def _table(job: Job) -> Table:
    document = job.context.document
    segment = document.segments[document.segment_at(job.passage.anchor)]
    if segment.table < 0:
        raise RecipeError("the anchor stands in no table", where=job.where, hint='name a header cell: table = "Kommun"')
    return document.tables[segment.table]


def _columns(job: Job, table: Table) -> list[_Column]:
    if job.entry.columns:
        return [_Column(_index(job, table, name), code, "") for name, code in job.entry.columns.items()]
    years = [(n, find_periods(name)) for n, name in enumerate(table.header)]
    found = [_Column(n, job.entry.breakdown, mentions[0].period.edtf) for n, mentions in years if mentions]
    if found:
        return found
    raise RecipeError(
        "no column with figures is named, and no header is a year",
        where=f"{job.where}, key 'columns'",
        expected='columns = { "Antal larm" = "_T" }',
        hint=f"headers: {', '.join(filter(None, table.header))}",
    )


def _index(job: Job, table: Table, name: str) -> int:
    wanted = " ".join(name.casefold().split())
    for index, header in enumerate(table.header):
        if " ".join(header.casefold().split()) == wanted:
            return index
    raise RecipeError(
        f"the table has no column {name!r}",
        where=job.where,
        expected=", ".join(filter(None, table.header)),
        hint=did_you_mean(name, table.header),
    )


def _areas(job: Job, table: Table) -> Mapping[int, str]:
    """Return the area of each row; the empty text is the total's."""
    names = table.column(_index(job, table, job.entry.areas) if job.entry.areas else 0)
    found: dict[int, str] = {}
    wrong: list[str] = []
    for row, name in enumerate(names):
        if not name.strip():
            continue
        if name.casefold().strip(" :") in words("total"):
            found[row] = ""
            continue
        try:
            found[row] = match_area(name, country=job.context.recipe.source.country, on=job.context.on).code
        except CodeListError as error:
            if _holds_figures(table, row):
                wrong.append(f"{table.place(row, 0)}: {error.what}. {error.hint}".strip())
    if wrong:
        raise RecipeError("rows name no municipality", where=job.where, hint="; ".join(wrong[:10]))
    return found


def _holds_figures(table: Table, row: int) -> bool:
    return any(character.isdigit() for text in table.rows[row][1:] for character in text)


def _row_periods(job: Job, table: Table) -> Mapping[int, str]:
    if not job.entry.periods:
        return {}
    texts = table.column(_index(job, table, job.entry.periods))
    found = {row: find_periods(text) for row, text in enumerate(texts)}
    return {row: mentions[0].period.edtf for row, mentions in found.items() if mentions}


def _figures_by_cell(job: Job, table: Table) -> Mapping[tuple[int, int], list[Figure]]:
    document = job.context.document
    cells: dict[tuple[int, int], list[Figure]] = {}
    for figure in job.figures:
        segment = document.segments[figure.segment]
        cells.setdefault((segment.row, segment.column), []).append(figure)
    for index, segment in enumerate(document.segments):
        place = (segment.row, segment.column)
        # In a column of counts a number such as 2013 is a count, whatever it looks like elsewhere.
        if segment.table == table.index and segment.row >= 0 and segment.text.isdigit() and place not in cells:
            cells[place] = [_bare_number(job, index)]
    return cells


def _bare_number(job: Job, index: int) -> Figure:
    document = job.context.document
    text, at = document.segments[index].text, document.starts[index]
    value = float(text)
    quantity = Quantity(0, len(text), 0, len(text), value, value, value, "exact")
    return Figure(at, at + len(text), quantity, None, index, -1, document.locator(at, at + len(text)), text)


def _cell(job: Job, figures: list[Figure], column: _Column, area: str) -> Iterator[Reading]:
    """The first figure of a cell is the cell's; parts and additions beside it have their own category."""
    stated = not area or area_level(area) != "municipality"
    place = area or job.context.area(job.entry.area)
    first = next((f for f in figures if f.quantity.relation not in _BESIDE), None)
    for figure in figures:
        if figure is not first and figure.quantity.relation not in _BESIDE:
            continue
        code = column.breakdown if figure is first else part_code(job, figure.quantity.part)
        reading = make_reading(job, figure, place, code)
        yield replace(reading, role="stated_total") if stated else reading
