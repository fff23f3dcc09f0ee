"""What number a target asks for: one row of targets -> goals, one a reading of its words."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite, isnan, nan
from typing import Any, Literal

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, add, level_of
from ehealth_stats.analysis.progress.pace import Goal
from ehealth_stats.codelists import count_municipalities, indicators
from ehealth_stats.errors import TableError

Row = Mapping[Hashable, Any]
Targets = Mapping[str, Row]

_DOWN = ("ceiling", "decrease_by")
_UP = ("increase_by", "all_areas", "milestone")
_CHANGES = ("increase_by", "decrease_by")
_NO_CHANGE = Interval(0.0, 0.0, 0.0)
_NO_NUMBER = Interval(nan, nan, nan)


@dataclass(frozen=True, slots=True)
class Aim:
    """One reading of a target: `number` as printed, and the goal, of the change for an increment, else of the level.

    An increment in percent of the baseline has the number that this makes in the unit of what is counted. `flaw` says
    why nothing can be judged by it, empty when it can.
    """

    label: str
    number: Interval
    goal: Goal
    is_change: bool
    flaw: str = ""
    is_relative: bool = False


def day_of(value: pd.Timestamp | None) -> date | None:
    """Return a cell of a date column as a day, None for NaT."""
    return None if pd.isna(value) or value is None else value.date()


def is_relative(target: Row) -> bool:
    """Say whether a target asks for a change in percent of its baseline: "20 percent more", "halved".

    Examples
    --------
    >>> [is_relative({"kind": "increase_by", "unit": unit}) for unit in ("percent", "percentage_points", "persons")]
    [True, False, False]
    """
    return target["kind"] in _CHANGES and target["unit"] == "percent"


def aims_of(target: Row, targets: Targets, baseline: Interval | None, unit: str = "") -> list[Aim]:
    """Return what a target asks for, as printed first; none without a number. `unit` is what its readings are in.

    An increment that is additional to another asks for the sum of both; the other reading, that both may be about the
    same units in part or whole, follows as a sensitivity. An increment in percent is one of the baseline; where that is
    in percent itself, the other reading, percentage points, follows. To maintain without a number is to keep the
    baseline, and is judged on the change like an increment, so that the baseline's width is not counted twice.
    """
    number = number_of(target)
    if number is None and target["kind"] == "maintain" and baseline is not None:
        kept = Goal(_NO_CHANGE, direction_of(target) or 1, is_band=not target["direction"])
        return [Aim("", baseline, kept, is_change=True)]
    if number is None:
        return []
    before = _before(target, targets) if target["kind"] in _CHANGES else []
    others = [other for row in before if (other := number_of(row))]
    both = add([number, *others])
    asked = [("", both)]
    if others:
        what = "staff" if target["unit"] == "persons" else unit or target["unit"]
        asked.append((f"same {what}", Interval(nan, max(part.lower for part in (number, *others)), both.upper)))
    if not is_relative(target):
        return [_aim(label, target, of, baseline) for label, of in asked]
    points = [_aim("percentage points", target, both, baseline)] if unit == "percent" else []
    return [_share_of(baseline, _aim(label, target, of, baseline)) for label, of in asked] + points


def number_of(target: Row) -> Interval | None:
    """Return the number that a row gives, None without one; "at least 250" is the number 250.

    "All municipalities" are as many as there are from start to deadline; a milestone without a number is one.
    """
    if target["kind"] in ("not_quantified", "undefined"):
        return None
    number = _printed(target)
    if number is None and target["kind"] == "milestone":
        return Interval(1.0, 1.0, 1.0)
    return _all_areas(target) if number is None and target["kind"] == "all_areas" else number


def direction_of(target: Row) -> Literal[1, -1, 0]:
    """Return which way is better: by its kind, direction or indicator, else by its words; 0 if none says."""
    if target["kind"] in _UP or target["kind"] in _DOWN:
        return 1 if target["kind"] in _UP else -1
    listed = indicators().get(str(target["indicator"]))
    word = target["direction"] or (listed.direction if listed else "")
    if word:
        return -1 if word == "decrease" else 1
    value, lower, upper = (float(target[name]) for name in ("target_value", "target_lower", "target_upper"))
    # "at most 100" is printed as 0-100, "at least 100" as 100-inf.
    if isnan(value) and isfinite(upper) and (lower == 0 or not isfinite(lower)):
        return -1
    return 1 if isnan(value) and isfinite(lower) and not isfinite(upper) else 0


def _printed(target: Row) -> Interval | None:
    """Return value and bounds; where words leave one side open, the other is the number."""
    value, lower, upper = (float(target[name]) for name in ("target_value", "target_lower", "target_upper"))
    is_high_open = not isfinite(upper)
    # "at most 100" is printed as 0-100; for a target that is to fall, 0 is no edge of it, nor of one that nobody knows.
    is_no_edge = lower == 0 and isnan(value) and (is_high_open or direction_of(target) == -1)
    is_low_open = is_no_edge or not isfinite(lower)
    if isnan(value) and (is_low_open or is_high_open):
        if is_low_open and is_high_open:
            return None
        value = upper if is_low_open else lower
    return Interval(value, value if is_low_open else lower, value if is_high_open else upper)


def _all_areas(target: Row) -> Interval | None:
    if target["unit"] == "percent":
        return Interval(100.0, 100.0, 100.0)
    end = day_of(target["due"]) or day_of(target["start"])
    if end is None or not all(level_of(code) for code in str(target["area"]).split("|")):
        return None
    least, most = count_municipalities(str(target["area"]), min(day_of(target["start"]) or end, end), end)
    return Interval(float(least) if least == most else nan, least, most)


def _before(target: Row, targets: Targets) -> list[Row]:
    """Return the increments that a target is additional to, the nearest first."""
    chain: list[Row] = []
    name = str(target["adds_to"])
    while name:
        if name not in targets or targets[name] in chain:
            raise TableError(
                f"target {target['target_id']} adds to {name}, which is no target before it",
                where=f"targets.adds_to of {target['source_id']}",
                expected="the target_id of another increment",
            )
        if targets[name]["unit"] != target["unit"]:
            raise TableError(
                f"target {target['target_id']} adds to {name}, which is in another unit",
                where=f"targets.unit of {target['source_id']}",
                expected=f"both in {target['unit']}",
            )
        chain.append(targets[name])
        name = str(targets[name]["adds_to"])
    return chain


def _aim(label: str, target: Row, number: Interval, baseline: Interval | None) -> Aim:
    if target["kind"] == "range" or (target["kind"] == "maintain" and not target["direction"]):
        return Aim(label, number, Goal(number, is_band=True), is_change=False)
    way = direction_of(target)
    if not way:
        if baseline is None or baseline.overlaps(number):
            return Aim(label, number, Goal(number), is_change=False, flaw="the target does not say which way is better")
        # Without a word for it, the way is the one from the baseline to the number.
        way = -1 if baseline.lower > number.upper else 1
    is_change = target["kind"] in _CHANGES
    asked = Interval(-number.value, -number.upper, -number.lower) if is_change and way == -1 else number
    return Aim(label, number, Goal(asked, way), is_change)


def _share_of(baseline: Interval | None, aim: Aim) -> Aim:
    """Turn an increment in percent into what it makes of the baseline: of its point, else of its lower bound."""
    if baseline is None or baseline.lower <= 0:
        flaw = "no baseline to take the percent of" if baseline is None else "percent of a baseline that may be nothing"
        return replace(aim, number=_NO_NUMBER, flaw=flaw)
    whole = baseline.value if baseline.has_point else baseline.lower

    def part(percent: Interval) -> Interval:
        return Interval(*(round(end * whole / 100, 9) for end in (percent.value, percent.lower, percent.upper)))

    goal = replace(aim.goal, number=part(aim.goal.number))
    return replace(aim, number=part(aim.number), goal=goal, is_relative=True)
