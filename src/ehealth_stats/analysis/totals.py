"""Totals that say how sure they are: observations -> one row a group, with bounds, share and what is missing."""

from collections.abc import Iterator, Sequence
from math import fsum, inf, nan
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import Share, add, figures_of, narrow, root_of, share, worst_status
from ehealth_stats.codelists import indicators
from ehealth_stats.errors import TableError, did_you_mean

_DIMENSIONS = ("source_id", "indicator", "breakdown", "area", "period", "unit", "role")
_TOTAL_DTYPES = {
    **dict.fromkeys(["value", "reported_sum", "lower", "upper"], "float64"),
    "unit": "str",
    **dict.fromkeys(["n_areas", "n_reported", "n_missing", "n_estimated"], "int64"),
    "status": "str",
    **dict.fromkeys(["share", "share_lower", "share_upper"], "float64"),
}
_WIDEST_DTYPES = {"area": "str", "width": "float64", "share": "float64"}

Groups = dict[tuple[str, ...], pd.DataFrame]


def total(
    observations: pd.DataFrame,
    *,
    by: Sequence[str],
    frame: Sequence[str] | None = None,
    closed: Sequence[str] = (),
) -> pd.DataFrame:
    """Sum what was reported over the areas in scope, with bounds for what was not.

    Rows of the role reported only; with "role" in `by`, planned rows are groups of their own. Stated totals and rates
    are never summed. Flows sum over area and time, stocks over areas. Rows of another definition (status D) get a row
    of their own, status D. Without "breakdown" in `by` the wholes (`_T`) are summed, since parts would count twice.
    A figure that is printed twice, or in two sources while "source_id" is not in `by`, counts once.

    Parameters
    ----------
    observations
        Rows of the table observations; not changed.
    by
        What makes a group: source_id, indicator, breakdown, area, period, unit, role.
    frame
        Codes of the municipalities in scope: one without a row is missing, [0, inf) before the tree narrows it, and
        rows outside are left out. It says nothing about groups of counties or countries. Without it the areas that
        have a row of the indicator are the scope.
    closed
        Declared readings "INDICATOR CATEGORY AREA": nothing else is in the category's parent there.

    Returns
    -------
    The `by` columns; value (the sum, NaN as soon as one area has no point), reported_sum (the sum of the points there
    are, NaN without any), lower, upper, unit; n_areas, n_reported (with a point), n_missing (no row or no number; a
    range is neither), n_estimated; status (the gravest of its terms, L, O, Q, B, U, E, P, A; those that cannot exist
    count only when all are); share, share_lower, share_upper (of the same group's `_T`, as fractions; NaN without one).
    Sorted by the `by` columns.

    Raises
    ------
    TableError
        If a group mixes indicators, units, currencies or levels of areas, holds a stock at several periods or a flow at
        overlapping ones, or more than one ratio or distinct count. `rows` holds them all.

    Notes
    -----
    METHODS.md section 3; statuses are those of SDMX CL_OBS_STATUS.

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
    groups = _groups(observations, by, frame, closed)
    rows = [_total(dict(zip(by, key, strict=False)), cells) | _share(key, by, groups) for key, cells in groups.items()]
    columns = {**dict.fromkeys(by, "str"), **_TOTAL_DTYPES}
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def widest(
    observations: pd.DataFrame,
    *,
    by: Sequence[str],
    frame: Sequence[str] | None = None,
    closed: Sequence[str] = (),
) -> pd.DataFrame:
    """Say which area accounts for how much of a total's width: what one phone call would buy.

    Parameters
    ----------
    observations, by, frame, closed
        As in `total`.

    Returns
    -------
    The `by` columns, area, width (upper less lower bound, in the unit) and share (of the total's width, a fraction; NaN
    in a group where a width is infinite). The widest first in each group; areas known exactly are left out.

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
    rows: list[dict[str, Any]] = []
    for key, cells in _groups(observations, by, frame, closed).items():
        named = dict(zip(by, key, strict=False))
        rows += [named | {"area": area, "width": width, "share": part} for area, width, part in _widths(cells)]
    columns = {**dict.fromkeys(by, "str"), **_WIDEST_DTYPES}
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def _widths(cells: pd.DataFrame) -> Iterator[tuple[str, float, float]]:
    widths = {area: add(figures_of(own)).width for area, own in cells.groupby("area", sort=True)}
    whole = fsum(widths.values())
    for area, width in sorted(widths.items(), key=lambda item: -item[1]):
        if width:
            yield str(area), width, width / whole if whole < inf else nan


def _groups(
    observations: pd.DataFrame, by: Sequence[str], frame: Sequence[str] | None, closed: Sequence[str]
) -> Groups:
    """Return the cells of each group, under the `by` values and the definition."""
    unknown = [name for name in by if name not in _DIMENSIONS]
    if unknown or not by:
        hint = did_you_mean(unknown[0], _DIMENSIONS) if unknown else ""
        raise TableError(f"can't group by {unknown or 'nothing'}", expected=", ".join(_DIMENSIONS), hint=hint)
    roles = ("reported", "planned") if "role" in by else ("reported",)
    rows = observations[observations["role"].isin(roles)]
    if "source_id" not in by:
        # One tree for all sources: the same figure in two of them is one cell.
        rows = rows.assign(source_id="")
    cells = narrow(rows, frame=frame, closed=closed)
    if "breakdown" not in by:
        cells = cells[cells["breakdown"] == "_T"]
    keyed = cells.groupby([*by, "definition"], sort=True)
    groups: Groups = {tuple(map(str, key)): own for key, own in keyed}
    _refuse(groups)
    return groups


def _refuse(groups: Groups) -> None:
    refused = [cells.assign(refused=reason) for cells in groups.values() if (reason := _refusal(cells))]
    if refused:
        rows = pd.concat(refused)[["refused", "indicator", "breakdown", "area", "period", "unit", "observation_ids"]]
        reasons = "; ".join(dict.fromkeys(rows["refused"]))
        raise TableError(
            f"can't add up {reasons}", where="total", hint="add columns to `by`, or leave these rows out", rows=rows
        )


def _refusal(cells: pd.DataFrame) -> str:
    for column, name in (("indicator", "indicators"), ("unit", "units"), ("level", "levels of areas")):
        if cells[column].nunique() > 1:
            return f"different {name}: {', '.join(sorted(cells[column].unique()))}"
    kind = indicators()[cells["indicator"].iloc[0]].kind
    if kind in ("ratio", "distinct") and len(cells) > 1:
        return f"a {kind} indicator"
    if kind == "stock" and cells["period"].nunique() > 1:
        return "a stock at several periods"
    if kind == "flow" and any(_overlap(own) for _, own in cells.groupby("area")):
        return "a flow at periods that overlap"
    return ""


def _overlap(cells: pd.DataFrame) -> bool:
    """Say whether periods of one area overlap; undated ones can't tell."""
    dated = cells.dropna(subset=["period_start", "period_end"]).sort_values("period_start")
    return bool((dated["period_start"] <= dated["period_end"].shift()).any())


def _total(named: dict[str, str], cells: pd.DataFrame) -> dict[str, Any]:
    figures = figures_of(cells)
    points = [figure.value for figure in figures if figure.has_point]
    sums = add(figures)
    told = cells.assign(point=cells["value"].notna(), estimated=cells["status"] == "E").groupby("area")
    return {
        "value": sums.value,
        "reported_sum": fsum(points) if points else nan,
        "lower": sums.lower,
        "upper": sums.upper,
        "unit": cells["unit"].iloc[0],
        "n_areas": told.ngroups,
        "n_reported": int(told["point"].all().sum()),
        "n_missing": int(told["missing"].any().sum()),
        "n_estimated": int(told["estimated"].any().sum()),
        "status": cells["definition"].iloc[0] or worst_status(cells["status"].tolist()),
        **named,
    }


def _share(key: tuple[str, ...], by: Sequence[str], groups: Groups) -> dict[str, float]:
    """Return the share of the group in its whole, where `by` parts them and both cover the same areas and periods."""
    whole_key = tuple("_T" if name == "breakdown" else value for name, value in zip([*by, ""], key, strict=True))
    if whole_key == key or whole_key not in groups or root_of(key[list(by).index("breakdown")]) != "_T":
        return {}
    cells, wholes = (groups[k].sort_values(["area", "period"]) for k in (key, whole_key))
    if not _places(cells).equals(_places(wholes)):
        return {}
    result = share(list(map(Share, figures_of(cells), figures_of(wholes), cells["taken"])))
    return {"share": result.value, "share_lower": result.lower, "share_upper": result.upper}


def _places(cells: pd.DataFrame) -> pd.DataFrame:
    return cells[["area", "period"]].reset_index(drop=True)
