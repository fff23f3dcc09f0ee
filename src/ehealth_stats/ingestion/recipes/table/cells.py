"""The figures in the cells of a table -> observations: their units, categories, areas and periods, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ehealth_stats.codelists import plain_qualifier, qualifiers, units
from ehealth_stats.codelists.areas import area_level
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.documents import IntArray
from ehealth_stats.ingestion.figures.of_document.distinct_texts import to_strings
from ehealth_stats.ingestion.figures.of_document.plain_numbers import are_missing, missing_signs
from ehealth_stats.ingestion.recipes.entry import Job, check_unit, part_code
from ehealth_stats.ingestion.recipes.table.marks import BLANK, MARKED, mark_figures
from ehealth_stats.ingestion.recipes.table.sides import Column

_BESIDE = ("part", "addition")
_LEVELS = ("country", "county", "municipality")
_NUMBERS = ("start", "end", "first", "last", "value", "lower", "upper")


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows of a table say: each row's `area` is a position in `codes`, its `period` one in `periods`.

    The code of a total is the empty text, as is the period of a row that prints none; a row without area has -1.
    """

    codes: Sequence[str]
    area: IntArray
    periods: Sequence[str]
    period: IntArray


def read_cells(job: Job, cells: pd.DataFrame, columns: Sequence[Column], rows: Rows) -> pd.DataFrame:
    """Make the observations of figures, given by line, item, area and column in the order of the cells.

    The first figure of a cell is the cell's; parts and additions beside it have their own category, others are left.
    """
    figures = _figures(job, cells.reset_index(drop=True))
    beside = figures["relation"].isin(_BESIDE).to_numpy()
    kept = beside | _is_first(figures, ~beside)
    figures, beside = figures[kept].reset_index(drop=True), beside[kept]
    return _placed(job, _in_units(job, figures, columns), beside, columns, rows)


def _figures(job: Job, cells: pd.DataFrame) -> pd.DataFrame:
    """Return what the distinct figures say, and the digits that are counts here, with their places in the document."""
    distinct = job.context.figures.distinct
    line, item = cells["line"].to_numpy(), cells["item"].to_numpy()
    counted, marked = item >= 0, item <= MARKED
    found = distinct.figures.drop(columns=["mention", "printed", "position", "whole", "total"]).iloc[item[counted]]
    found = found.set_axis(np.flatnonzero(counted))
    texts = distinct.texts.take(pa.array(distinct.codes[line]))
    bare = ~counted & ~marked
    if bare.any():
        found = pd.concat([found, _counts(texts.filter(pa.array(bare)), bare)])
    if marked.any():
        marks = mark_figures(job, texts.filter(pa.array(marked)).to_pylist(), item[marked] == BLANK)
        found = pd.concat([found, marks.set_axis(np.flatnonzero(marked))])
    figures = found.sort_index().assign(area=cells["area"], column=cells["column"])
    starts = job.context.document.starts[line]
    return figures.assign(**{name: figures[name] + starts for name in ("start", "end", "first", "last")})


def _counts(texts: pa.Array, places: NDArray[np.bool_]) -> pd.DataFrame:
    """Return bare digits as exact counts and signs for a missing figure as not available."""
    at, missing = np.flatnonzero(places), are_missing(texts)
    digits = pc.if_else(pa.array(missing), pa.scalar(None, texts.type), texts)
    value, size = (
        digits.cast(pa.float64()).to_numpy(zero_copy_only=False),
        pc.utf8_length(texts).to_numpy().astype(np.int64),
    )
    lower, upper = np.where(missing, 0.0, value), np.where(missing, np.inf, value)
    numbers = dict(zip(_NUMBERS, (0, size, 0, size, value, lower, upper), strict=True))
    qualifier = to_strings(texts).map(missing_signs()).fillna(plain_qualifier()).to_numpy(dtype=object)
    words = {"qualifier": qualifier, "unit": "", "relation": "whole", "part": "", "estimated": False}
    frame = pd.DataFrame({**numbers, **words}, index=at)
    return frame.assign(text=to_strings(texts).set_axis(at))


def _is_first(figures: pd.DataFrame, wholes: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the first whole of each cell."""
    place = figures[["area", "column"]].to_numpy()
    opens = np.any(np.diff(place, axis=0, prepend=-1) != 0, axis=1)
    cell = np.cumsum(opens) - 1
    count: IntArray = np.cumsum(wholes, dtype=np.int64)
    before: IntArray = (count - wholes)[opens]
    return np.asarray(wholes & (count - before[cell] == 1)) if len(cell) else wholes


def _in_units(job: Job, figures: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """Give figures without a unit that of their column; what is multiplied or a percentage is rounded as printed."""
    at, printed = figures["column"].to_numpy(), figures["unit"].to_numpy(dtype=object)
    for column in np.unique(at).tolist():
        _check_rate(job, columns[column])
    given = np.array([column.unit.unit for column in columns], dtype=object)[at]
    bare = printed == ""
    named = np.where(bare, given, printed)
    known = {unit: _unit(job, figures, named, unit) for unit in set(named.tolist())}
    unit = pd.Series(named).map(known).to_numpy(dtype=object)
    times = np.where(bare, np.array([column.unit.multiplier for column in columns])[at], 1.0)
    percent = {code for code in set(unit.tolist()) if units()[code].kind == "percent"}
    qualifier = figures["qualifier"].to_numpy(dtype=object)
    whole = [code for code, each in qualifiers().items() if each.precision == "unit"]
    rounded = bare & np.isin(qualifier, whole) & ((times > 1) | np.isin(unit, list(percent)))
    half = np.where(rounded, 0.5, 0.0)
    # 0 % is no less than nothing; a change by percent has its sign.
    floor = np.where(np.isin(unit, list(percent)) & (figures["value"] >= 0), 0.0, -np.inf)
    return figures.assign(
        unit=unit,
        qualifier=np.where(rounded, plain_qualifier(rounded=True), qualifier),
        value=_multiplied(figures["value"], times),
        lower=np.maximum(_multiplied(figures["lower"] - half, times), floor),
        upper=_multiplied(figures["upper"] + half, times),
    )


def _multiplied(numbers: "pd.Series[float]", times: NDArray[Any]) -> NDArray[Any]:
    """Multiply numbers by a thousand or more; what is printed in decimals then has no more of them than six."""
    return np.where(times > 1, np.round(numbers * times, 6), numbers)


def _check_rate(job: Job, column: Column) -> None:
    if column.unit.rate:
        raise RecipeError(
            f"a column is {column.unit.rate}, and {job.entry.indicator} is counted",
            where=f"{job.where}, key 'columns'",
            hint="read the column of numbers, and make rates of them with `rate`",
        )


def _unit(job: Job, figures: pd.DataFrame, named: NDArray[Any], unit: str) -> str:
    first = figures.iloc[int(np.argmax(named == unit))]
    return check_unit(job, unit, str(first["text"]), (int(first["first"]), int(first["last"])))


def _placed(
    job: Job, figures: pd.DataFrame, beside: NDArray[np.bool_], columns: Sequence[Column], rows: Rows
) -> pd.DataFrame:
    """Give each figure its category, area, role, period and place."""
    at, place = figures["column"].to_numpy(), figures["area"].to_numpy()
    breakdown = np.array([column.breakdown for column in columns], dtype=object)[at]
    parts = figures["part"].to_numpy(dtype=object)[beside]
    codes = {label: part_code(job, label) for label in dict.fromkeys(parts.tolist())}
    breakdown[beside] = [codes[label] for label in parts.tolist()]
    code = rows.area[place]
    whole = np.array([not known for known in rows.codes])[code]
    summed = np.array([column.total for column in columns])[at]
    areas = [known or job.area for known in rows.codes]
    period = np.array(rows.periods, dtype=object)[rows.period[place]]
    period = np.where(period == "", np.array([column.period for column in columns], dtype=object)[at], period)
    locator = job.context.document.locators(figures["first"].to_numpy(), figures["last"].to_numpy())
    return figures.drop(columns=["first", "last", "relation", "part", "area", "column"]).assign(
        area=np.array(areas, dtype=object)[code],
        breakdown=breakdown,
        role=np.where(whole | summed | _are_above(rows)[code], job.entry.total_role, job.entry.role).astype(object),
        period=period,
        locator=to_strings(locator),
    )


def _are_above(rows: Rows) -> NDArray[np.bool_]:
    """Tell areas of a level above the finest in the table: a county above its municipalities is a stated total."""
    levels = [_LEVELS.index(area_level(code)) if code else -1 for code in rows.codes]
    return np.array([level < max(levels) for level in levels], dtype=bool)
