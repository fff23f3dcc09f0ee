"""Observations cell by cell -> the groups of a total, its row, its shares, and whose width it carries."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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

_COLUMNS = ("source_id", "indicator", "breakdown", "area", "period", "unit", "role")
# attributes of areas, as they were at the end of the period
ATTRIBUTES: Mapping[str, Callable[[Area], str]] = {
    "county": lambda area: area.parent if area.level == "municipality" else area.code if area.level == "county" else "",
    "country": lambda area: area.country,
}
_DIMENSIONS = (*_COLUMNS, *ATTRIBUTES)

Cells = list[dict[str, Any]]
Key = tuple[str, ...]
Groups = dict[Key, Cells]


@dataclass(frozen=True, slots=True)
class Plain:
    """The areas of a group whose figures add up as they are: their sums and counts."""

    figure: Interval
    reported_sum: float
    unit: str
    status: str
    n: int
    n_areas: int
    n_reported: int
    n_missing: int
    n_estimated: int


def widths(cells: Cells) -> Iterator[tuple[str, float, float]]:
    """Yield the areas of a group that are not known exactly, their width and its share, the widest first."""
    figures: dict[str, list[Interval]] = {}
    for cell in sorted(cells, key=lambda cell: str(cell["area"])):
        figures.setdefault(cell["area"], []).append(figure_in(cell))
    widths = {area: add(own).width for area, own in figures.items()}
    whole = fsum(widths.values())
    for area, width in sorted(widths.items(), key=lambda item: -item[1]):
        if width:
            yield area, width, width / whole if whole < inf else nan


def is_of_areas(name: str) -> bool:
    """Say whether what makes a group is something about areas: trees of categories span all of them."""
    return name == "area" or name not in (*_COLUMNS, "definition")


def dimensions(by: Sequence[str]) -> list[str]:
    """Return what makes a group, each once; one name stands for itself."""
    names = list(dict.fromkeys([by] if isinstance(by, str) else by))
    known = (*_DIMENSIONS, *dict.fromkeys(group.dimension for group in area_groups().values()))
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        hint = did_you_mean(unknown[0], known) if unknown else ""
        told = ", ".join(map(str, unknown)) or "nothing"
        raise TableError(f"can't group by {told}", where="by", expected=", ".join(known), hint=hint)
    return names


def roles_summed(by: Sequence[str]) -> tuple[str, ...]:
    """Return the roles whose rows are added up: planned ones only as groups of their own."""
    return summed_roles() if "role" in by else ("reported",)


def narrowed(
    observations: pd.DataFrame,
    by: Sequence[str],
    *,
    frame: Sequence[str] | None = None,
    closed: Sequence[str] = (),
    used: Mapping[Key, set[str]] | None = None,
) -> Cells:
    """Return the cells of observations that a total by some columns is made of."""
    return narrow_rows(_rows(observations, by), frame=frame, closed=closed, used=used)


def grouped(cells: Cells, by: Sequence[str]) -> Groups:
    """Return the cells of each group, under the `by` values and the definition.

    Raises
    ------
    TableError
        If what is in a group does not add up.
    """
    groups: Groups = {}
    for cell in cells:
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
    end = cell["period_end"]
    return attribute(cell["area"], None if pd.isna(end) else end.date(), name) if cell["level"] else ""


@cache_by_lists
def attribute(code: str, day: date | None, name: str) -> str:
    """Return what an area was part of on a day, or was last."""
    area = read_area(code, on=day)
    return (
        ATTRIBUTES[name](area) if name in ATTRIBUTES else group_of(area.code, name, parents=[area.parent, area.country])
    )


def _rows(observations: pd.DataFrame, by: Sequence[str]) -> list[dict[Any, Any]]:
    rows = observations.loc[
        observations["role"].isin(roles_summed(by)), [name for name in observations.columns if name != "text"]
    ]
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


def total_row(cells: Cells, plain: Plain | None) -> dict[str, Any]:
    """Return the total of a group, of its cells and of the areas that add up as they are."""
    figures = [*map(figure_in, cells), *([plain.figure] if plain else [])]
    points = [cell["value"] for cell in cells if not isnan(cell["value"])]
    points += [plain.reported_sum] if plain and not isnan(plain.reported_sum) else []
    areas = {cell["area"] for cell in cells}
    sums = add(figures)
    status = [cell["status"] for cell in cells] + ([plain.status] if plain else [])
    return {
        "value": sums.value,
        "reported_sum": decimal_sum(points) if points else nan,
        "lower": sums.lower,
        "upper": sums.upper,
        "unit": plain.unit if plain else cells[0]["unit"],
        "n_areas": len(areas) + (plain.n_areas if plain else 0),
        "n_reported": len(areas - {cell["area"] for cell in cells if isnan(cell["value"])})
        + (plain.n_reported if plain else 0),
        "n_missing": len({cell["area"] for cell in cells if cell["missing"]}) + (plain.n_missing if plain else 0),
        "n_estimated": len({cell["area"] for cell in cells if statuses()[cell["status"]].is_estimated})
        + (plain.n_estimated if plain else 0),
        "status": (cells[0]["definition"] if cells else "") or worst_status(status),
    }


def share_row(key: Key, by: Sequence[str], groups: Groups, plain: Mapping[Key, Plain]) -> dict[str, float]:
    """Return the share of the group in its whole, where `by` parts them and both count the same where and when."""
    whole_key = tuple("_T" if name == "breakdown" else value for name, value in zip([*by, ""], key, strict=True))
    if whole_key == key or root_of(key[list(by).index("breakdown")]) != "_T":
        return {}
    # These are one cell in a group that may be summed.
    wholes = {_counted(cell): figure_in(cell) for cell in groups.get(whole_key, [])}
    cells = groups.get(key, [])
    own, whole = plain.get(key), plain.get(whole_key)
    if wholes.keys() != set(map(_counted, cells)) or (own and own.n) != (whole and whole.n):
        return {}
    parts = [Share(figure_in(cell), wholes[_counted(cell)], cell["taken"]) for cell in cells]
    parts += [Share(own.figure, whole.figure)] if own and whole else []
    answered = [part for part in parts if part.part.has_point and part.whole.has_point]
    return _bounded("share", share(parts)) | (_bounded("answered_share", share(answered)) if answered else {})


def _bounded(name: str, figure: Interval) -> dict[str, float]:
    return {name: figure.value, f"{name}_lower": figure.lower, f"{name}_upper": figure.upper}


def _counted(cell: dict[str, Any]) -> tuple[str, ...]:
    """Return what a cell counts, where and when: a part in another unit or of another thing is no part."""
    return tuple(cell[name] for name in ("indicator", "unit", "area", "period"))
