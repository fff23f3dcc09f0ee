"""Which municipality uses what: rows of several services -> a matrix of in use, planned, no, unknown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import isnan

import pandas as pd
from matplotlib.figure import Figure

from ehealth_stats.charts.chart import Chart, ReportChart, to_chart
from ehealth_stats.charts.draw.bars import Bar, Segment, draw_bars
from ehealth_stats.charts.draw.matrix import STATES, UNKNOWN, CellState, Grid, draw_matrix
from ehealth_stats.charts.draw.page import MOST_ROWS, ChartTexts, Fill, LegendEntry, Origin, fill_style, origin_of
from ehealth_stats.charts.draw.style import GREY, PALETTE, PAPER
from ehealth_stats.charts.observations import Record, area_names, counted_rows, municipal, report_frame
from ehealth_stats.codelists import Language, label, qualifiers, roles
from ehealth_stats.codelists.areas import area_level
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Evaluation, complete_table
from ehealth_stats.wording.messages import word
from ehealth_stats.wording.numbers import number

_FEWEST_SERVICES = 2

_BARS: dict[CellState, tuple[Fill, str]] = {
    "in_use": ("solid", PALETTE[0]),
    "planned": ("planned", PALETTE[1]),
    "no": ("outlined", GREY),
    "unknown": ("unknown", PAPER),
}


def plot_adoption(
    observations: pd.DataFrame,
    *,
    frame: Sequence[str] = (),
    sources: pd.DataFrame | None = None,
    language: Language = "en",
) -> Chart:
    """Draw which municipality uses, plans or does without which service, and where the documents say nothing.

    Does not read "no row" as no. A service in use is in use, whatever is planned besides. Of more than forty
    municipalities it counts how many are in each state, a bar a service; `data` names them.

    Parameters
    ----------
    observations
        Rows with unit `municipalities`: one municipality, one indicator, value 1 or 0, reported or planned. Other
        rows are left out.
    frame
        Codes of all municipalities in scope.
    sources
        Table `sources`, for the source line; without it the source's id stands there.
    language
        Language of the texts.

    Returns
    -------
    A chart whose `data` has area, name, indicator, service, state (in_use, planned, no, unknown).

    Raises
    ------
    TableError
        If there is no such row, or a value other than 1 and 0.

    Examples
    --------
    >>> from ehealth_stats.schema import to_table
    >>> def row(indicator, area, role, n):
    ...     return dict(observation_id=indicator + area, source_id="plan", indicator=indicator, breakdown="_T",
    ...                 area=area, period="2013", value=n, lower=n, upper=n, unit="municipalities", status="A",
    ...                 qualifier="exact", role=role, locator="table 2", text="x")
    >>> rows = [row("pascal", "SE-2260", "reported", 1), row("pascal", "SE-2281", "reported", 1),
    ...         row("e_forms", "SE-2281", "planned", 1)]
    >>> plot_adoption(to_table("observations", rows)).title
    '1 of 2 services known to be in use in every municipality; 1 of 4 cells unknown'
    """
    rows = _rows(observations)
    # By code, as the statistical offices list municipalities.
    names = dict(sorted(area_names(rows, frame).items()))
    grid = _grid(rows, names, language)
    texts = _texts(grid, origin_of(rows["source_id"], sources, language), language)
    drawing = partial(_draw, grid, texts, language)
    ids = sorted(set(rows["source_id"]))
    return to_chart(("adoption", ids[0] if len(ids) == 1 else "sources"), drawing, texts, _data(grid), language)


def report_charts(evaluation: Evaluation) -> Iterator[ReportChart]:
    """Yield a chart for each source that tells of two services in one municipality: two lists of members are none."""
    rows = counted_rows(evaluation)
    rows = rows[(rows["unit"] == "municipalities") & (rows["area"].map(area_level) == "municipality")]
    for source, adopted in rows.groupby("source_id", sort=False):
        if adopted.groupby("area")["indicator"].nunique().max() >= _FEWEST_SERVICES:
            frame = report_frame(evaluation, str(source))
            draw = partial(plot_adoption, adopted, frame=frame, sources=evaluation.dataset.sources)
            yield ReportChart((str(source),), draw)


def _rows(observations: pd.DataFrame) -> pd.DataFrame:
    rows = complete_table(observations, "observations")
    rows = municipal(rows[(rows["unit"] == "municipalities") & (rows["breakdown"] == "_T")])
    others = rows[~(rows["value"].isna() | rows["value"].isin([0, 1]))]
    if not others.empty:
        raise TableError(
            "a municipality's use of a service is 1 or 0",
            where="observations.value",
            rows=others[["observation_id", "value"]],
        )
    return rows


def _grid(rows: pd.DataFrame, names: Mapping[str, str], language: Language) -> Grid:
    states = _states(rows)
    pairs = [(code, area) for code in dict.fromkeys(rows["indicator"]) for area in names]
    cells = {pair: states.get(pair, UNKNOWN) for pair in pairs}
    in_use = Counter(code for (code, _), state in cells.items() if state == "in_use")
    planned = Counter(code for (code, _), state in cells.items() if state == "planned")
    codes = sorted(dict.fromkeys(code for code, _ in cells), key=lambda code: (-in_use[code], -planned[code]))
    return Grid({code: label("indicators", code, language) for code in codes}, names, cells)


def _states(rows: pd.DataFrame) -> dict[tuple[str, str], CellState]:
    found: dict[tuple[str, str], CellState] = {}
    for row in rows.to_dict("records"):
        key, state = (row["indicator"], row["area"]), _state(row)
        # What is in use counts before what is planned, and a plan before a no of today.
        found[key] = min(found.get(key, UNKNOWN), state, key=STATES.index)
    return found


def _state(row: Record) -> CellState:
    if qualifiers()[row["qualifier"]].is_done:
        return "in_use"
    if isnan(row["value"]):
        return UNKNOWN
    if row["value"] == 0:
        return "no"
    return "planned" if roles()[row["role"]].is_plan else "in_use"


def _draw(grid: Grid, texts: ChartTexts, language: Language) -> Figure:
    if len(grid.columns) <= MOST_ROWS:
        return draw_matrix(grid if len(grid.rows) >= len(grid.columns) else grid.turned(), texts, language)
    bars = [_bar(grid, code, language) for code in grid.rows]
    states = [state for state in STATES if state in grid.cells.values()]
    legend = [LegendEntry(word(f"cell_{state}", language), fill_style(*_BARS[state])) for state in states]
    return draw_bars(bars, texts, legend, language)


def _bar(grid: Grid, code: str, language: Language) -> Bar:
    counts = Counter(grid.cells[code, area] for area in grid.columns)
    segments, end, texts = [], 0, []
    for state in STATES:
        if counts[state]:
            drawn, colour = _BARS[state]
            segments.append(Segment(end, end + counts[state], drawn, colour, state))
            texts.append(word("cell_count", language, state=word(f"cell_{state}", language), n=counts[state]))
            end += counts[state]
    return Bar(code, grid.rows[code], tuple(segments), ", ".join(texts))


def _data(grid: Grid) -> pd.DataFrame:
    records = [
        (area, grid.columns[area], code, grid.rows[code], grid.cells[code, area])
        for code in grid.rows
        for area in grid.columns
    ]
    return pd.DataFrame(records, columns=["area", "name", "indicator", "service", "state"])


def _texts(grid: Grid, origin: Origin, language: Language) -> ChartTexts:
    every = sum(all(grid.cells[code, area] == "in_use" for area in grid.columns) for code in grid.rows)
    unknown = sum(state == UNKNOWN for state in grid.cells.values())
    alt = {"n": len(grid.rows), "municipalities": word("n_municipalities", language, n=len(grid.columns))}
    rows = "; ".join(_row_in_words(grid, code, language) for code in grid.rows) + "."
    return ChartTexts(
        title=_title(grid, every, unknown, language),
        subtitle=word("adoption_subtitle", language),
        caption=word("adoption_caption", language),
        alt=word(f"adoption_alt{'_bars' if len(grid.columns) > MOST_ROWS else ''}", language, rows=rows, **alt),
        origin=origin,
        note=" ".join(note for note in _notes(grid, unknown, language)),
    )


def _title(grid: Grid, every: int, unknown: int, language: Language) -> str:
    counts = {"unknown": number(unknown, language), "cells": number(len(grid.cells), language)}
    if len(grid.rows) == 1:
        [(code, service)] = grid.rows.items()
        in_use = sum(grid.cells[code, area] == "in_use" for area in grid.columns)
        municipalities = word("n_municipalities", language, n=len(grid.columns))
        title = word("adoption_title_one", language, service=service, in_use=in_use, municipalities=municipalities)
        return title + (word("adoption_unknown_one", language, **counts) if unknown else "")
    key = "adoption_title" if every else "adoption_title_none"
    tail = word("adoption_unknown", language, **counts) if unknown else ""
    return word(key, language, k=every, n=len(grid.rows)) + tail


def _notes(grid: Grid, unknown: int, language: Language) -> Iterator[str]:
    if len(grid.columns) > MOST_ROWS:
        yield word("note_counted", language, n=len(grid.columns))
    if unknown:
        yield word("note_unknown_cells", language)


def _row_in_words(grid: Grid, code: str, language: Language) -> str:
    counts = Counter(grid.cells[code, area] for area in grid.columns)
    return word("adoption_row", language, service=grid.rows[code], **{state: counts[state] for state in STATES})
