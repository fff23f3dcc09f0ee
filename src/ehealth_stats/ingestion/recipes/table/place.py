"""Readings of cells -> observations, as columns: their units, categories, areas, roles and periods."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ehealth_stats.codelists import indicators, plain_qualifier, qualifiers, roles, units
from ehealth_stats.codelists.areas import area_level
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.documents import IntArray
from ehealth_stats.ingestion.figures.of_document.distinct_texts import to_strings
from ehealth_stats.ingestion.figures.of_document.header_units import HeaderUnit, units_kind
from ehealth_stats.ingestion.recipes.entry import Job, check_unit, part_code
from ehealth_stats.ingestion.recipes.table.cells import Cells
from ehealth_stats.ingestion.recipes.table.columns import Column, NamedTable
from ehealth_stats.languages.lexicon import fold
from ehealth_stats.schema import decimal_product

_BESIDE = ("part", "addition")
_LEVELS = ("country", "county", "municipality")
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows of a table say: each row's `area` is a position in `codes`, its `period` one in `periods`.

    The code of a total is the empty text, as is the period of a row that prints none; a row without area has -1.
    """

    codes: Sequence[str]
    area: IntArray
    periods: Sequence[str]
    period: IntArray


def place_cells(table: NamedTable, cells: Cells, columns: Sequence[Column], rows: Rows) -> pd.DataFrame:
    """Make the observations of cells, given in the order of the cells.

    The first figure of a cell is the cell's; parts and additions beside it have their own category, others are left.

    Raises
    ------
    RecipeError
        If a figure is of another kind than what the indicator counts, or a count is below nothing.
    """
    job = table.job
    figures = _shares_alone(job, _figures(job, cells), columns)
    beside = figures["relation"].isin(_BESIDE).to_numpy()
    codes = _part_codes(job, figures[beside])
    # "+14": nobody says what they are
    kept = _is_first(figures, ~beside)
    kept[beside] = codes != ""
    codes = codes[codes != ""]
    figures, beside = figures[kept].reset_index(drop=True), beside[kept]
    figures = _in_units(job, figures, columns, table.row_units())
    _check_signs(job, figures)
    breakdown = np.array([column.breakdown for column in columns], dtype=object)[figures["column"].to_numpy()]
    breakdown[beside] = codes
    return _placed(job, figures.assign(breakdown=breakdown), columns, rows)


def _part_codes(job: Job, figures: pd.DataFrame) -> NDArray[Any]:
    """Return the category of each part and addition."""
    told = list(zip(figures["relation"].tolist(), figures["part"].tolist(), strict=True))
    texts = dict(zip(reversed(told), reversed(figures["text"].tolist()), strict=True))
    codes = {key: part_code(job, *key, texts[key]) for key in dict.fromkeys(told)}
    return np.array([codes[key] for key in told], dtype=object)


def _figures(job: Job, cells: Cells) -> pd.DataFrame:
    """Return the readings with their places in the document."""
    places = cells.places
    drop = ["whole", "total"]
    figures = cells.readings.drop(columns=drop).iloc[places["item"]].reset_index(drop=True)
    figures = figures.assign(area=places["area"].to_numpy(), column=places["column"].to_numpy())
    starts = job.context.document.starts[places["line"]]
    return figures.assign(**{name: figures[name] + starts for name in ("start", "end", "first", "last")})


def _shares_alone(job: Job, figures: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """Read a share in words that is all of its cell where the column has shares: "hälften" (half), "var femte".

    Below a header that counts nobody knows of what: it is left to the audit.
    """
    percent = [code for code, unit in units().items() if unit.kind == "percent"]
    unnamed = (figures["relation"] == "part") & (figures["part"] == "") & figures["unit"].isin(percent)
    alone = (unnamed & ~figures.duplicated(["area", "column"], keep=False)).to_numpy(dtype=bool)
    told = [units_kind(column.unit.unit or job.unit.unit) == "percent" for column in columns]
    of_shares = np.array(told, dtype=bool)[figures["column"].to_numpy()]
    figures.loc[alone, "relation"] = "whole"
    kept: pd.DataFrame = figures[~alone | of_shares]
    return kept.reset_index(drop=True)


def _is_first(figures: pd.DataFrame, wholes: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the first whole of each cell."""
    place = figures[["area", "column"]].to_numpy()
    opens = np.any(np.diff(place, axis=0, prepend=-1) != 0, axis=1)
    cell = np.cumsum(opens) - 1
    count: IntArray = np.cumsum(wholes, dtype=np.int64)
    before: IntArray = (count - wholes)[opens]
    return np.asarray(wholes & (count - before[cell] == 1)) if len(cell) else wholes


def _in_units(
    job: Job, figures: pd.DataFrame, columns: Sequence[Column], of_rows: Sequence[HeaderUnit]
) -> pd.DataFrame:
    """Give figures without a unit that of their column, or row; what is multiplied or a percentage is rounded."""
    at, printed = figures["column"].to_numpy(), figures["unit"].to_numpy(dtype=object)
    headed, which = [*(column.unit for column in columns), *of_rows], at
    if of_rows:
        unnamed = np.array([column.unit == HeaderUnit() for column in columns], dtype=bool)[at]
        which = np.where(unnamed, len(columns) + figures["area"].to_numpy(), at)
    for unit in dict.fromkeys(headed[place] for place in pd.unique(which).tolist()):
        _check_rate(job, unit)
    given = np.array([unit.unit for unit in headed], dtype=object)[which]
    bare = printed == ""
    named = np.where(bare, given, printed)
    known = {unit: _unit(job, figures, named, unit) for unit in set(named.tolist())}
    unit = pd.Series(named).map(known).to_numpy(dtype=object)
    times = np.where(bare, np.array([each.multiplier for each in headed])[which], 1.0)
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
        value=_times(figures["value"], times),
        lower=np.maximum(_times(figures["lower"] - half, times), floor),
        upper=_times(figures["upper"] + half, times),
    )


def _times(numbers: "pd.Series[float]", times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Multiply numbers as they are printed; most are by one."""
    found = np.array(numbers, dtype=np.float64)
    multiplied = np.flatnonzero(times != 1)
    pairs = zip(found[multiplied].tolist(), times[multiplied].tolist(), strict=True)
    found[multiplied] = [decimal_product(number, factor) for number, factor in pairs]
    return found


def _check_signs(job: Job, figures: pd.DataFrame) -> None:
    """Refuse counts below nothing, all at once: a change is what goes up or down."""
    counted = figures["unit"].isin([code for code, unit in units().items() if unit.kind == "count"]).to_numpy()
    below = figures[counted & (figures["lower"] < 0).to_numpy(dtype=bool)]
    if roles()[job.entry.role].is_rate or below.empty:
        return
    places = job.context.document.locators(below["first"].to_numpy(), below["last"].to_numpy()).to_pylist()
    listed = [f"{text!r} ({place})" for text, place in zip(below["text"].tolist(), places, strict=True)]
    raise RecipeError(
        f"counts of {job.entry.indicator} are below nothing: {', '.join(listed[:_MOST_NAMED])}",
        where=job.where,
        hint='a change is read by read = "change"; a dash before a count that is none by signs',
    )


def _check_rate(job: Job, unit: HeaderUnit) -> None:
    """Refuse a rate for what is counted; one is read whose unit has the words of the header."""
    if unit.rate and fold(unit.rate) not in units()[indicators()[job.entry.indicator].unit].words:
        raise RecipeError(
            f"a column is {unit.rate}, and {job.entry.indicator} is counted",
            where=f"{job.where}, key 'columns'",
            hint="read the column of numbers, and make rates of them with `rate`; or add a unit with these words",
        )


def _unit(job: Job, figures: pd.DataFrame, named: NDArray[Any], unit: str) -> str:
    first = figures.iloc[int(np.argmax(named == unit))]
    return check_unit(job, unit, str(first["text"]), (int(first["first"]), int(first["last"])))


def _placed(job: Job, figures: pd.DataFrame, columns: Sequence[Column], rows: Rows) -> pd.DataFrame:
    """Give each figure its area, role, period and place."""
    at, place = figures["column"].to_numpy(), figures["area"].to_numpy()
    code = rows.area[place]
    whole = np.array([not known for known in rows.codes], dtype=bool)[code]
    summed = np.array([column.total for column in columns], dtype=bool)[at]
    areas = [known or job.total_area for known in rows.codes]
    period = np.array(rows.periods, dtype=object)[rows.period[place]]
    period = np.where(period == "", np.array([column.period for column in columns], dtype=object)[at], period)
    locator = job.context.document.locators(figures["first"].to_numpy(), figures["last"].to_numpy())
    return figures.drop(columns=["first", "last", "relation", "part", "area", "column"]).assign(
        area=np.array(areas, dtype=object)[code],
        role=np.where(whole | summed | _are_above(rows)[code], job.entry.total_role, job.entry.role).astype(object),
        period=period,
        locator=to_strings(locator),
    )


def _are_above(rows: Rows) -> NDArray[np.bool_]:
    """Tell areas of a level above the finest in the table: a county above its municipalities is a stated total."""
    levels = [_LEVELS.index(area_level(code)) if code else -1 for code in rows.codes]
    return np.array([level < max(levels) for level in levels], dtype=bool)
