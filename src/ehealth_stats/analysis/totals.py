"""Totals that say how sure they are: observations -> one row a group, with bounds, share and what is missing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import fsum, inf, isnan, nan
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import (
    Interval,
    Share,
    add,
    adds_up,
    figure_in,
    level_of,
    narrow_rows,
    root_of,
    rows_of,
    share,
    worst_status,
)
from ehealth_stats.codelists import (
    Area,
    area_groups,
    cache_by_lists,
    group_of,
    indicators,
    read_area,
    statuses,
    summed_roles,
    units,
)
from ehealth_stats.errors import TableError, did_you_mean
from ehealth_stats.schema import decimal_sum
from ehealth_stats.schema.complete import complete_observations

_COLUMNS = ("source_id", "indicator", "breakdown", "area", "period", "unit", "role")
# attributes of areas, as they were at the end of the period
_ATTRIBUTES: Mapping[str, Callable[[Area], str]] = {
    "county": lambda area: area.parent if area.level == "municipality" else area.code if area.level == "county" else "",
    "country": lambda area: area.country,
}
_DIMENSIONS = (*_COLUMNS, *_ATTRIBUTES)
_TOTAL_DTYPES = {
    **dict.fromkeys(["value", "reported_sum", "lower", "upper"], "float64"),
    "unit": "str",
    **dict.fromkeys(["n_areas", "n_reported", "n_missing", "n_estimated"], "int64"),
    "status": "str",
    **dict.fromkeys(["share", "share_lower", "share_upper"], "float64"),
    **dict.fromkeys(["answered_share", "answered_share_lower", "answered_share_upper"], "float64"),
}
_WIDEST_DTYPES = {"area": "str", "width": "float64", "share": "float64"}

Cells = list[dict[str, Any]]
Groups = dict[tuple[str, ...], Cells]


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
    The `by` columns; value (the sum, NaN as soon as one area has no point), reported_sum (the sum of the points there
    are, NaN without any), lower, upper, unit; n_areas, n_reported (with a point), n_missing (no row or no number; a
    range is neither), n_estimated; status (the gravest of its terms, L, O, Q, B, U, E, P, A; those that cannot exist
    count only when all are); share, share_lower, share_upper (of the same group's `_T`, as fractions; NaN without one);
    answered_share and its bounds (the same among the areas that gave a number for both). Sorted by the `by` columns.

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
    return sums(complete_observations(observations), by=by, frame=frame, closed=closed)


def sums(
    observations: pd.DataFrame, *, by: Sequence[str], frame: Sequence[str] | None = None, closed: Sequence[str] = ()
) -> pd.DataFrame:
    """Return what `total` gives, of the table observations as it is."""
    by = _dimensions(by)
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
    by = _dimensions(by)
    for key, cells in _groups(complete_observations(observations), by, frame, closed).items():
        group = dict(zip(by, key, strict=False))
        rows += [group | {"area": area, "width": width, "share": part} for area, width, part in _widths(cells)]
    columns = {**dict.fromkeys(by, "str"), **_WIDEST_DTYPES}
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def _widths(cells: Cells) -> Iterator[tuple[str, float, float]]:
    figures: dict[str, list[Interval]] = {}
    for cell in sorted(cells, key=lambda cell: str(cell["area"])):
        figures.setdefault(cell["area"], []).append(figure_in(cell))
    widths = {area: add(own).width for area, own in figures.items()}
    whole = fsum(widths.values())
    for area, width in sorted(widths.items(), key=lambda item: -item[1]):
        if width:
            yield area, width, width / whole if whole < inf else nan


def _dimensions(by: Sequence[str]) -> list[str]:
    """Return what makes a group, each once; one name stands for itself."""
    names = list(dict.fromkeys([by] if isinstance(by, str) else by))
    known = (*_DIMENSIONS, *dict.fromkeys(group.dimension for group in area_groups().values()))
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        hint = did_you_mean(unknown[0], known) if unknown else ""
        told = ", ".join(map(str, unknown)) or "nothing"
        raise TableError(f"can't group by {told}", where="by", expected=", ".join(known), hint=hint)
    return names


def _groups(
    observations: pd.DataFrame, by: Sequence[str], frame: Sequence[str] | None, closed: Sequence[str]
) -> Groups:
    """Return the cells of each group, under the `by` values and the definition."""
    groups: Groups = {}
    for cell in narrow_rows(_rows(observations, by), frame=frame, closed=closed):
        if "breakdown" in by or cell["breakdown"] == "_T":
            key = *[_value(cell, name) for name in by], cell["definition"]
            groups.setdefault(key, []).append(cell)
    groups = dict(sorted(groups.items()))
    _refuse(groups)
    return groups


def _value(cell: dict[str, Any], name: str) -> str:
    """Return a cell's value of what makes a group; an area that no list has is part of nothing."""
    if name in _COLUMNS:
        return str(cell[name])
    return _attribute(cell["area"], cell["period_end"], name) if cell["level"] else ""


@cache_by_lists
def _attribute(code: str, end: pd.Timestamp, name: str) -> str:
    area = read_area(code, on=None if pd.isna(end) else end.date())
    return (
        _ATTRIBUTES[name](area)
        if name in _ATTRIBUTES
        else group_of(area.code, name, parents=[area.parent, area.country])
    )


def _rows(observations: pd.DataFrame, by: Sequence[str]) -> list[dict[Any, Any]]:
    roles = summed_roles() if "role" in by else ("reported",)
    rows = observations.loc[observations["role"].isin(roles), [name for name in observations.columns if name != "text"]]
    # Without sources in `by` there is one tree for all: the same figure in two of them is one cell.
    return rows_of(rows if "source_id" in by else rows.assign(source_id=""))


def _refuse(groups: Groups) -> None:
    refused = [cell | {"refused": reason} for cells in groups.values() if (reason := _refusal(cells)) for cell in cells]
    if refused:
        columns = ["refused", "indicator", "breakdown", "area", "period", "unit", "observation_ids"]
        rows = pd.DataFrame(refused, columns=columns)
        reasons = "; ".join(dict.fromkeys(rows["refused"]))
        hint = _unlisted(rows) or "add columns to `by`, or leave these rows out"
        raise TableError(f"can't add up {reasons}", where="total", hint=hint, rows=rows)


def _unlisted(rows: pd.DataFrame) -> str:
    """Return what a code that no list has may have been meant for, empty when all are listed."""
    lists = (("indicator", indicators()), ("unit", units()))
    codes = {name: listed for column, listed in lists for name in rows[column]}
    wrong = [(name, did_you_mean(name, listed)) for name, listed in codes.items() if name not in listed]
    places = [area for area in rows["area"] if not level_of(area)]
    if not wrong and places:
        return f"no list has the area {places[0]!r}: areas are codes such as SE-2281, or leave these rows out"
    return "; ".join(f"no list has {name!r}{f', {near}' if near else ''}" for name, near in wrong)


def _refusal(cells: Cells) -> str:
    for column, name in (("indicator", "indicators"), ("unit", "units"), ("level", "levels of areas")):
        codes = {cell[column] for cell in cells}
        if len(codes) > 1:
            return f"different {name}: {', '.join(sorted(codes))}"
    indicator, unit, level = (cells[0][column] for column in ("indicator", "unit", "level"))
    kind = indicators()[indicator].kind if indicator in indicators() else "in no list"
    if len(cells) > 1 and not adds_up(indicator, unit):
        return f"figures in {unit}" if kind in ("flow", "stock") else f"an indicator that is {kind}"
    if len({cell["area"] for cell in cells}) > 1 and not level:
        return "areas that are in no list"
    if kind == "stock" and len({cell["period"] for cell in cells}) > 1:
        return "a stock at several periods"
    return "a flow at periods that overlap or may overlap" if kind == "flow" and _overlap(cells) else ""


def _overlap(cells: Cells) -> bool:
    """Say whether periods of one area overlap, or may: an end that is not known may be any day."""
    ends = ((cell["area"], cell["period_start"], cell["period_end"]) for cell in cells)
    spans = sorted((area, *_span(start, end)) for area, start, end in ends)
    return any(one[0] == other[0] and other[1] <= one[2] for one, other in pairwise(spans))


def _span(start: pd.Timestamp, end: pd.Timestamp) -> tuple[pd.Timestamp, pd.Timestamp]:
    return start if pd.notna(start) else pd.Timestamp.min, end if pd.notna(end) else pd.Timestamp.max


def _total(group: dict[str, str], cells: Cells) -> dict[str, Any]:
    figures = list(map(figure_in, cells))
    points = [figure.value for figure in figures if figure.has_point]
    areas = {cell["area"] for cell in cells}
    sums = add(figures)
    return {
        "value": sums.value,
        "reported_sum": decimal_sum(points) if points else nan,
        "lower": sums.lower,
        "upper": sums.upper,
        "unit": cells[0]["unit"],
        "n_areas": len(areas),
        "n_reported": len(areas - {cell["area"] for cell in cells if isnan(cell["value"])}),
        "n_missing": len({cell["area"] for cell in cells if cell["missing"]}),
        "n_estimated": len({cell["area"] for cell in cells if statuses()[cell["status"]].is_estimated}),
        "status": cells[0]["definition"] or worst_status([cell["status"] for cell in cells]),
        **group,
    }


def _share(key: tuple[str, ...], by: Sequence[str], groups: Groups) -> dict[str, float]:
    """Return the share of the group in its whole, where `by` parts them and both count the same where and when."""
    whole_key = tuple("_T" if name == "breakdown" else value for name, value in zip([*by, ""], key, strict=True))
    if whole_key == key or whole_key not in groups or root_of(key[list(by).index("breakdown")]) != "_T":
        return {}
    # These are one cell in a group that may be summed.
    wholes = {_counted(cell): figure_in(cell) for cell in groups[whole_key]}
    cells = groups[key]
    if wholes.keys() != set(map(_counted, cells)):
        return {}
    parts = [Share(figure_in(cell), wholes[_counted(cell)], cell["taken"]) for cell in cells]
    answered = [part for part in parts if part.part.has_point and part.whole.has_point]
    return _bounded("share", share(parts)) | (_bounded("answered_share", share(answered)) if answered else {})


def _bounded(name: str, figure: Interval) -> dict[str, float]:
    return {name: figure.value, f"{name}_lower": figure.lower, f"{name}_upper": figure.upper}


def _counted(cell: dict[str, Any]) -> tuple[str, ...]:
    """Return what a cell counts, where and when: a part in another unit or of another thing is no part."""
    return tuple(cell[name] for name in ("indicator", "unit", "area", "period"))
