"""Observations of any engine -> the table of their totals, and of the areas that make them wide."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any, TypeVar, cast

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from ehealth_stats.analysis.bounds import (
    Interval,
    absent_cell,
    adds_up,
    checked_frame,
    narrow_rows,
    root_of,
    rows_of,
)
from ehealth_stats.analysis.totals.engines import lazy_of, like
from ehealth_stats.analysis.totals.groups import (
    Cells,
    Groups,
    Key,
    Plain,
    dimensions,
    grouped,
    narrowed,
    share_row,
    total_row,
    widths,
)
from ehealth_stats.analysis.totals.linear import Linear, linear
from ehealth_stats.analysis.totals.prepare import Wanted, prepared
from ehealth_stats.analysis.totals.rows import NUMBERS, Coded, Remote
from ehealth_stats.codelists import statuses
from ehealth_stats.schema.complete import check_enough, complete_observations

_TOTAL_DTYPES = {
    **dict.fromkeys(["value", "reported_sum", "lower", "upper"], "float64"),
    "unit": "str",
    **dict.fromkeys(["n_areas", "n_reported", "n_missing", "n_estimated"], "int64"),
    "status": "str",
    **dict.fromkeys(["share", "share_lower", "share_upper"], "float64"),
    **dict.fromkeys(["answered_share", "answered_share_lower", "answered_share_upper"], "float64"),
}
_COUNTS = ("n_areas", "n_reported", "n_missing", "n_estimated")
_WIDEST_DTYPES = {"area": "str", "width": "float64", "share": "float64"}
# Up to so many rows are read one by one: what looks at each distinct value once has to be worth its start.
FEW = 2_000

Frame = TypeVar("Frame")


def total(
    observations: Frame,
    *,
    by: Sequence[str],
    frame: Sequence[str] | None = None,
    closed: Sequence[str] = (),
) -> Frame:
    """Sum what was reported over the areas in scope, with bounds for what was not.

    Rows of the role reported only; with "role" in `by`, planned rows are groups of their own. Stated totals and rates
    are never summed. Flows sum over area and time, stocks over areas. Rows of another definition (status D) get a row
    of their own, status D. Without "breakdown" in `by` the wholes (`_T`) are summed, since parts would count twice.
    A figure that is printed twice, or in two sources while "source_id" is not in `by`, counts once.

    Parameters
    ----------
    observations
        Rows of the table observations, not changed: a frame of pandas or Polars (lazy too), a relation of DuckDB or a
        DataFrame of Spark. They are summed where they lie.
    by
        What makes a group: source_id, indicator, breakdown, area, period, unit, role, and what the areas are part of at
        the end of the period: county, country, and a dimension of groups in one's own list of areas.
    frame
        Codes of the municipalities in scope: one without a row is missing, [0, inf) before the tree narrows it, and
        rows outside are left out. It says nothing about groups of counties or countries. Without it the areas that
        have a row of the indicator are the scope.
    closed
        Declared readings "INDICATOR CATEGORY AREA": nothing else is in the category's parent there.

    Returns
    -------
    The same kind of frame, sorted by the `by` columns: these; value (the sum, NaN as soon as one area has no point),
    reported_sum (the sum of the points there are, NaN without any), lower, upper, unit; n_areas, n_reported (with a
    point), n_missing (no row or no number; a range is neither), n_estimated; status (the gravest of its terms, L, O, Q,
    B, U, E, P, A; those that cannot exist count only when all are); share, share_lower, share_upper (of the same
    group's `_T`, as fractions; NaN without one); answered_share and its bounds (the same among the areas that gave a
    number for both).

    Raises
    ------
    TableError
        If a group mixes indicators, units, currencies or levels of areas, holds a stock at several periods or a flow at
        overlapping ones, or more than one ratio or distinct count. `rows` holds them all.

    Notes
    -----
    docs/methods.md section 3; statuses are those of SDMX CL_OBS_STATUS.

    Examples
    --------
    >>> from ehealth_stats.schema import to_table
    >>> def row(area, value, lower, upper):
    ...     return {"observation_id": area, "source_id": "plan", "indicator": "siths_holders", "breakdown": "_T",
    ...             "area": area, "period": "2013", "value": value, "lower": lower, "upper": upper, "unit": "persons",
    ...             "qualifier": "approximate", "status": "E", "role": "reported", "locator": "table 1", "text": "60"}
    >>> cards = to_table("observations", [row("SE-2260", 51, 51, 51), row("SE-2262", 60, 55, 65)])
    >>> total(cards, by=["indicator"])[["value", "lower", "upper", "n_areas"]].values.tolist()
    [[111.0, 106.0, 116.0, 2.0]]
    """
    return cast("Frame", _answer(observations, _wanted(by, frame, closed), _totals))


def total_rows(
    observations: pd.DataFrame, *, by: Sequence[str], frame: Sequence[str] | None = None, closed: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Return the rows of what `total` gives, of the table observations as it is; `to_totals` makes a table of many."""
    wanted = _wanted(by, frame, closed)
    groups = grouped(narrowed(observations, wanted.by, frame=wanted.frame, closed=wanted.closed), wanted.by)
    return [
        dict(zip(by, key, strict=False))
        | total_row(cells, None)
        | (share_row(key, wanted.by, groups, {}) if wanted.by_part else {})
        for key, cells in groups.items()
    ]


def to_totals(rows: Sequence[dict[str, Any]], by: Sequence[str]) -> pd.DataFrame:
    """Return rows of totals in the columns of `total`."""
    columns = {**dict.fromkeys(by, "str"), **_TOTAL_DTYPES}
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def wide_areas(observations: pd.DataFrame, *, by: Sequence[str], frame: Sequence[str] | None = None) -> pd.DataFrame:
    """Return what `widest` gives, of the table observations as it is."""
    wanted = _wanted(by, frame, ())
    return _widest(_by_cell(observations, wanted), wanted)


def widest(
    observations: Frame,
    *,
    by: Sequence[str],
    frame: Sequence[str] | None = None,
    closed: Sequence[str] = (),
) -> Frame:
    """Say which area accounts for how much of a total's width: what one phone call would buy.

    Parameters
    ----------
    observations, by, frame, closed
        As in `total`.

    Returns
    -------
    The same kind of frame: the `by` columns, area, width (upper less lower bound, in the unit) and share (of the
    total's width, a fraction; NaN in a group where a width is infinite). The widest first in each group; areas known
    exactly are left out.

    Raises
    ------
    TableError
        As `total`.

    Examples
    --------
    >>> from ehealth_stats.schema import empty_table
    >>> widest(empty_table("observations"), by=["indicator"]).columns.tolist()
    ['indicator', 'area', 'width', 'share']
    """
    return cast("Frame", _answer(observations, _wanted(by, frame, closed), _widest))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a total is made of, by group: cells, what adds up as it is, and the areas of it that are not exact."""

    groups: Groups
    plain: pd.DataFrame
    wide: Callable[[], pd.DataFrame]


def _wanted(by: Sequence[str], frame: Sequence[str] | None, closed: Sequence[str]) -> Wanted:
    narrow_rows([], closed=closed)
    return Wanted(tuple(dimensions(by)), None if frame is None else tuple(checked_frame(frame)), tuple(closed))


def _answer(observations: Any, wanted: Wanted, tell: Callable[[_Parts, Wanted], pd.DataFrame]) -> Any:  # noqa: ANN401
    """Return what is told of observations as a frame of their engine."""
    if isinstance(observations, pd.DataFrame):
        check_enough(observations, "observations")
        numeric = all(is_numeric_dtype(observations[name]) for name in NUMBERS if name in observations.columns)
        if len(observations) <= FEW or not numeric:
            return tell(_by_cell(complete_observations(observations), wanted), wanted)
        return tell(_in_bulk(Coded.of(observations), wanted), wanted)
    lazy = lazy_of(observations, "observations")
    check_enough(pd.DataFrame(columns=lazy.collect_schema().names()), "observations")
    rows = Remote.of(lazy)
    few = rows.given(rows.select([]).head(FEW + 1))
    parts = _in_bulk(rows, wanted) if len(few) > FEW else _by_cell(complete_observations(few), wanted)
    return like(tell(parts, wanted), observations)


def _by_cell(observations: pd.DataFrame, wanted: Wanted) -> _Parts:
    cells = narrowed(observations, wanted.by, frame=wanted.frame, closed=wanted.closed)
    return _Parts(grouped(cells, wanted.by), pd.DataFrame(), pd.DataFrame)


def _in_bulk(rows: Coded | Remote, wanted: Wanted) -> _Parts:
    """Sum on its engine what adds up as it is, and look at the rest cell by cell."""
    ready = prepared(rows, wanted)
    if ready.is_empty:
        return _Parts({}, pd.DataFrame(), pd.DataFrame)
    sums = linear(ready, wanted)
    if sums is None:
        return _by_cell(complete_observations(rows.given(rows.select([]))), wanted)
    plain = sums.plain
    cells: Cells = []
    if plain["suspect"].any():
        given = complete_observations(sums.suspects())
        cells += narrowed(given, wanted.by, frame=wanted.frame, closed=wanted.closed)
    if (plain["n_areas"] < plain["n_all"]).any():
        cells += _of_irregular(sums, wanted)
    if wanted.frame is not None:
        absent = list(_of_absent(sums, wanted.frame))
        if ready.varies("level") and absent:
            # Areas in scope without a row may stand beside those of another level.
            return _by_cell(complete_observations(rows.given(rows.select([]))), wanted)
        cells += absent
    groups = grouped(cells, wanted.by)
    return _Parts(groups, plain[(plain["n_areas"] > 0) & ~_read_by_cell(plain, sums.forest)], sums.wide)


def _read_by_cell(plain: pd.DataFrame, forest: list[str]) -> "pd.Series[bool]":
    """Say which groups are of trees that are read cell by cell."""
    return plain.groupby(forest)["suspect"].transform("any")


def _of_irregular(sums: Linear, wanted: Wanted) -> Cells:
    """Return the cells of areas whose figures do not add up as they are."""
    areas = sums.irregular()
    given = complete_observations(sums.rows_of(areas))
    used: dict[Key, set[str]] = {}
    for tree in rows_of(sums.trees(areas)):
        used.setdefault(_tree_key(tree), set()).add(tree["breakdown"])
    return narrowed(given, wanted.by, closed=wanted.closed, used=used)


def _tree_key(tree: Mapping[str, Any]) -> Key:
    names = ("source_id", "indicator", "period", "unit", "role", "level", "definition")
    return (*(tree[name] for name in names), root_of(tree["breakdown"]))


def _of_absent(sums: Linear, frame: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield a cell of each category and area in scope that has no row in a tree of municipalities."""
    trees: dict[Key, tuple[dict[str, Any], set[str], set[str]]] = {}
    for row in rows_of(sums.places()):
        if adds_up(row["indicator"], row["unit"]):
            _, used, areas = trees.setdefault(_tree_key(row), (row, set(), set()))
            used.add(row["breakdown"])
            areas.add(row["area"])
    for row, used, areas in trees.values():
        days = {f"period_{name}": pd.Timestamp(row[name]) if row[name] else pd.NaT for name in ("start", "end")}
        for area in sorted(set(frame) - areas):
            for code in used:
                yield absent_cell({**row, **days, "area": area, "breakdown": code})


def _totals(parts: _Parts, wanted: Wanted) -> pd.DataFrame:
    by = list(wanted.by)
    table, terms = _plain(parts.plain, by), {}
    if parts.groups or (wanted.by_part and len(table)):
        terms = dict(_terms(table, by))
        rows = [
            {**dict(zip(by, key, strict=False)), **total_row(cells, terms.get(key)), "definition": key[-1]}
            for key, cells in parts.groups.items()
        ]
        alone = [key not in parts.groups for key in terms]
        table = pd.concat([pd.DataFrame(rows, columns=table.columns), table[alone]]) if rows else table
    table = table.sort_values([*by, "definition"], ignore_index=True)
    if wanted.by_part:
        keys = zip(*(table[name].tolist() for name in [*by, "definition"]), strict=True)
        shares = pd.DataFrame([share_row(key, by, parts.groups, terms) for key in keys], index=table.index)
        table = table.assign(**{name: shares[name] for name in shares.columns})
    columns = {**dict.fromkeys(by, "str"), **_TOTAL_DTYPES}
    return table.reindex(columns=list(columns)).astype(columns)


def _plain(sums: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return the totals of groups whose areas all add up as they are."""
    names = [*by, "value", "reported_sum", "lower", "upper", "unit", *_COUNTS, "status", "definition", "n"]
    if sums.empty:
        return pd.DataFrame(columns=list(dict.fromkeys(names)))
    graver = {status.gravity: code for code, status in statuses().items()}
    rounded = {name: _decimal(sums[name].to_numpy(), sums["n"].to_numpy()) for name in ("value", "lower", "upper")}
    made = sums.assign(
        value=np.where(sums["n_points"] == sums["n"], rounded["value"], nan),
        reported_sum=np.where(sums["n_points"] > 0, rounded["value"], nan),
        lower=rounded["lower"],
        upper=rounded["upper"],
        status=sums["definition"].where(sums["definition"] != "", sums["gravity"].map(graver)),
    )
    return made[list(dict.fromkeys(names))]


def _decimal(sums: "np.ndarray[Any, Any]", n: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Return sums without what binary fractions lose or gain, as `decimal_sum` does: 2,2 less 0,05 is 2,15."""
    sums = sums.astype("float64")
    for place in np.flatnonzero(np.isfinite(sums) & (np.floor(sums) != sums)):
        near = float(f"{sums[place]:.14g}")
        if abs(near - sums[place]) <= n[place] * np.spacing(abs(sums[place])):
            sums[place] = near
    return sums


def _terms(table: pd.DataFrame, by: list[str]) -> Iterator[tuple[Key, Plain]]:
    for row in rows_of(table):
        term = Plain(
            Interval(row["value"], row["lower"], row["upper"]),
            row["reported_sum"],
            row["unit"],
            row["status"],
            **{name: int(row[name]) for name in ("n", *_COUNTS)},
        )
        yield tuple(row[name] for name in [*by, "definition"]), term


def _widest(parts: _Parts, wanted: Wanted) -> pd.DataFrame:
    by = list(wanted.by)
    groups: Groups = {key: list(cells) for key, cells in parts.groups.items()}
    for row in rows_of(parts.wide()):
        groups.setdefault(tuple(row[name] for name in [*by, "definition"]), []).append(row)
    rows = [
        dict(zip(by, key, strict=False)) | {"area": area, "width": width, "share": part}
        for key, cells in sorted(groups.items())
        for area, width, part in widths(cells)
    ]
    columns = {**dict.fromkeys(by, "str"), **_WIDEST_DTYPES}
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)
