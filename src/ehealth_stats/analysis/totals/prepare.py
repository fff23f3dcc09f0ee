"""Rows as they were given -> rows with what makes a group, completed figures, and what has to be looked at by itself.

What a row means follows from the functions that complete and merge single rows, called once for each kind of row.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import inf, nan
from typing import Any

from ehealth_stats.analysis.bounds import UNKNOWN, Interval, adds_up, level_of, merge_rows
from ehealth_stats.analysis.totals.groups import attribute, is_of_areas, roles_summed
from ehealth_stats.analysis.totals.rows import NUMBERS, RAW, Choose, Rows
from ehealth_stats.codelists import indicators, plain_qualifier, qualifier_of, qualifiers, roles, statuses, units
from ehealth_stats.errors import PeriodError
from ehealth_stats.schema.complete import NO_SOURCE, complete_codes, complete_period

# A figure of each kind that its point and bounds can be of, by the number of the kind.
_SHAPES = (
    Interval(1, 1, 1),
    Interval(1, 0, 2),
    Interval(nan, 1, inf),
    UNKNOWN,
    Interval(nan, 1, 2),
    Interval(nan, 0, 2),
)
_KIND = ("indicator", "breakdown", "unit", "role", "qualifier", "status")
_MARKS = ("nothing", "odd", "odd_area", "odd_period", "counted", "counts_itself", "municipal")
_NOTED = {"area", "indicator", "breakdown", "unit", "level", "period"}
_DAYS = ("period", "period_start", "period_end")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a total is asked for: what makes a group, the areas in scope, and the declared readings."""

    by: tuple[str, ...]
    frame: tuple[str, ...] | None
    closed: tuple[str, ...]

    @property
    def by_part(self) -> bool:
        """Whether parts have groups of their own."""
        return "breakdown" in self.by

    @property
    def read(self) -> set[str]:
        """The indicators that a reading is declared for."""
        return {rule.removeprefix("closed ").split()[0] for rule in self.closed}


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows with what makes a group, and how many different values they have in some columns.

    Columns: those of `by`; value (NaN or null without a point), lower, upper; area, level, indicator, breakdown, unit,
    period; definition, gravity (of the status), n_points, n_missing and n_estimated (1 or 0), is_point (nothing is
    open); cell (what an area has one figure of); stock, meet (periods overlap, or may), inside (the frame); n_odd (1 or
    0): the figure has to be looked at by itself.
    """

    rows: Rows
    distinct: Mapping[str, Collection[str]]

    @property
    def is_empty(self) -> bool:
        """Whether no row is summed."""
        return not self.distinct["indicator"]

    def varies(self, name: str) -> bool:
        """Say whether the rows have different values in a column."""
        return len(self.distinct[name]) > 1


def prepared(rows: Rows, wanted: Wanted) -> Prepared:
    """Return the rows that totals look at, each distinct value of them looked at once."""
    seen: dict[str, set[str]] = {}

    def noted(found: Mapping[str, Sequence[Any]]) -> Mapping[str, Sequence[Any]]:
        kept = found.get("kept", [True] * len(next(iter(found.values()))))
        for name in _NOTED & found.keys():
            seen[name] = {value for value, is_kept in zip(found[name], kept, strict=True) if is_kept}
        return found

    rows = _figures(rows)
    rows = rows.complete([RAW + "area"], lambda found: noted(_areas([row[0] for row in found], wanted.frame)))
    names = [*(RAW + name for name in _KIND), "country", "shape"]
    rows = rows.complete(names, lambda found: noted(_kinds(found, wanted))).keep("kept")
    if not seen["indicator"]:
        return Prepared(rows, seen)
    rows = rows.complete([RAW + name for name in _DAYS], lambda found: noted(_periods(found)))
    for name in (name for name in wanted.by if name != "area" and is_of_areas(name)):
        rows = rows.complete(["area", "end"], _attributes(name))
    # Without sources in `by` there is one tree for all: the same figure in two of them is one cell.
    own = [RAW + "source_id"] if "source_id" in wanted.by else []
    rows = rows.complete(own, lambda found: {"source_id": [row[0] or NO_SOURCE[0] if own else "" for row in found]})
    rows = rows.complete(["breakdown", "period"], lambda found: {"cell": ["|".join(row) for row in found]})
    return Prepared(rows.compute(_settled, [*NUMBERS, *_MARKS]), seen)


def _figures(rows: Rows) -> Rows:
    """Complete points and bounds: without bounds a figure is exact, without a number anything from 0 on."""
    for formula in (_point, _bounds, _shape):
        rows = rows.compute(formula, ["row", *(RAW + name for name in NUMBERS), *NUMBERS])
    return rows


def _has(number: Any) -> Any:  # noqa: ANN401 - a column in memory or on an engine
    """Say where there is a number: comparisons with none are none on an engine, and false in memory."""
    return number == number  # noqa: PLR0124


def _point(columns: Mapping[str, Any], choose: Choose) -> Mapping[str, Any]:
    value, lower, upper = (columns.get(RAW + name) for name in NUMBERS)
    if value is None:
        bound = upper if lower is None else lower
        value = choose(bound != bound, bound, None)  # noqa: PLR0124 - there is no number at all
    if lower is None or upper is None:
        return {"value": value}
    return {"value": choose(_has(value), value, choose(lower == upper, lower, None))}


def _bounds(columns: Mapping[str, Any], choose: Choose) -> Mapping[str, Any]:
    value = columns["value"]
    bounds = {}
    for name, end in (("lower", 0.0), ("upper", inf)):
        without = choose(_has(value), value, end)
        own = columns.get(RAW + name)
        bounds[name] = without if own is None else choose(_has(own), own, without)
    return bounds


def _shape(columns: Mapping[str, Any], choose: Choose) -> Mapping[str, Any]:
    value, lower, upper = (columns[name] for name in NUMBERS)
    without = choose(upper == inf, choose(lower > 0, 2, 3), choose(lower > 0, 4, 5))
    return {"shape": choose(_has(value), choose(lower == upper, 0, 1), without)}


def _settled(columns: Mapping[str, Any], choose: Choose) -> Mapping[str, Any]:
    """Read what cannot exist as nothing, and say which figures have to be looked at by themselves."""
    value, lower, upper = (columns[name] for name in NUMBERS)
    strange = (lower > upper) | (value < lower) | (value > upper) | (value == inf) | (value == -inf)
    below = columns["counted"] & (lower < 0)
    over = columns["counts_itself"] & columns["municipal"] & (upper > 1)
    odd = choose(strange | below | over, True, False)
    odd = odd | columns["odd"] | columns["odd_area"] | columns["odd_period"]
    nothing = columns["nothing"]
    return {
        "n_odd": choose(odd, 1, 0),
        "is_point": choose(nothing | ((lower == value) & (value == upper)), True, False),
        "n_points": choose(nothing | _has(value), 1, 0),
        **{name: choose(nothing, 0.0, columns[name]) for name in NUMBERS},
    }


def _areas(codes: Sequence[str | None], frame: Collection[str] | None) -> Mapping[str, Sequence[Any]]:
    levels = [level_of(code or "") for code in codes]
    inside = [
        frame is None or level != "municipality" or code in frame for code, level in zip(codes, levels, strict=True)
    ]
    return {
        "area": [code or "" for code in codes],
        "level": levels,
        "country": [(code or "")[:2] for code in codes],
        "municipal": [level == "municipality" for level in levels],
        "inside": inside,
        "odd_area": [not level for level in levels],
    }


def _kinds(kinds: Sequence[tuple[Any, ...]], wanted: Wanted) -> Mapping[str, Sequence[Any]]:
    rows = [_kind(kind, wanted) for kind in kinds]
    return {name: [row[name] for row in rows] for name in _kind((*[None] * len(_KIND), "", 0), wanted)}


def _kind(kind: tuple[Any, ...], wanted: Wanted) -> dict[str, Any]:
    """Say what rows of a kind are; one with a code that no list has is left to the check that names it."""
    indicator, breakdown, *codes, country, shape = kind
    figure = _SHAPES[int(shape)]
    words = qualifier_of(figure.value, figure.lower, figure.upper)
    unit, role, qualifier, status = complete_codes(indicator or "", country, tuple(codes), words)
    known = qualifier in qualifiers() and status in statuses() and role in roles() and bool(indicator)
    found = statuses()[status if known else "A"]
    row = {"value": figure.value, "lower": figure.lower, "upper": figure.upper, "status": found.code}
    row |= {"qualifier": qualifier if known else plain_qualifier(), "observation_id": "", "locator": ""}
    return {
        "indicator": indicator or "",
        "breakdown": breakdown or "_T",
        "unit": unit,
        "role": role,
        "definition": found.definition,
        "gravity": found.gravity,
        "n_missing": int(merge_rows([row]).missing),
        "n_estimated": int(found.is_estimated),
        "nothing": found.is_nothing,
        "counted": unit in units() and units()[unit].kind == "count" and bool(units()[unit].words),
        "counts_itself": unit == "municipalities",
        "stock": int(indicator in indicators() and indicators()[indicator].kind == "stock"),
        "odd": not known or not adds_up(indicator, unit) or indicator in wanted.read,
        "kept": not known or role in roles_summed(wanted.by),
    }


def _periods(days: Sequence[tuple[Any, ...]]) -> Mapping[str, Sequence[Any]]:
    found = [_period(*each) for each in days]
    spans = sorted((start or date.min, end or date.max) for _, start, end in found)
    meet = any(other[0] <= one[1] for one, other in pairwise(dict.fromkeys(spans)))
    return {
        "period": [period or str(each[0]) for (period, _, _), each in zip(found, days, strict=True)],
        "start": [start.isoformat() if start else "" for _, start, _ in found],
        "end": [end.isoformat() if end else "" for _, _, end in found],
        "odd_period": [not period for period, _, _ in found],
        "meet": [int(meet)] * len(found),
    }


def _period(period: Any, start: Any, end: Any) -> tuple[str, date | None, date | None]:  # noqa: ANN401 - as given
    try:
        return complete_period(period, start, end)
    except PeriodError:
        return "", None, None


def _attributes(name: str) -> Callable[[Sequence[tuple[str, str]]], Mapping[str, Sequence[Any]]]:
    """Return what looks up an attribute of areas, as they were at the end of the period."""

    def look(pairs: Sequence[tuple[str, str]]) -> Mapping[str, Sequence[Any]]:
        days = (date.fromisoformat(end) if end else None for _, end in pairs)
        return {
            name: [
                attribute(area, day, name) if level_of(area) else "" for (area, _), day in zip(pairs, days, strict=True)
            ]
        }

    return look
