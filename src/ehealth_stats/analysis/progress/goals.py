"""What a target asks for: one row of targets -> goals, one for each way to understand its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, isfinite, isnan, nan
from typing import Literal

from ehealth_stats.analysis.bounds import Interval, Row, add, level_of
from ehealth_stats.analysis.days import day_of
from ehealth_stats.codelists import count_municipalities, indicators
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Code, Message

Targets = Mapping[str, Row]

_DOWN = ("ceiling", "decrease_by")
_UP = ("increase_by", "all_areas", "milestone")
_CHANGES = ("increase_by", "decrease_by")
_NO_CHANGE = Interval(0.0, 0.0, 0.0)
_NO_NUMBER = Interval(nan, nan, nan)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached: at least the number (direction 1), at most the number (-1), or inside a band.

    The bounds of `number` are what the words allow; those of a band are its edges, which are certain. Where `is_change`
    says so it is the change since the baseline, negative for a decrease; one in percent of the baseline (`is_relative`)
    stands there in the unit of what is counted. `label` says how the words are understood, None as they are printed;
    `flaw` why nothing can be judged by the goal, None when it can. An end of the number is open where the words leave
    it so: "at least 250" above, "at most 100" below.
    """

    number: Interval
    direction: Literal[1, -1] = 1
    is_band: bool = False
    is_change: bool = False
    is_relative: bool = False
    label: Message | None = None
    flaw: Message | None = None
    is_open_below: bool = False
    is_open_above: bool = False

    @property
    def printed(self) -> Interval:
        """The number as documents print it: a decrease without its sign.

        Examples
        --------
        "30 fewer":

        >>> Goal(Interval(-30.0, -30, -30), -1, is_change=True).printed
        Interval(value=30.0, lower=30, upper=30)
        """
        return self.upward(self.number) if self.is_change else self.number

    def upward(self, figure: Interval) -> Interval:
        """Mirror a figure where less is better, so that more is."""
        return figure if self.direction == 1 else Interval(-figure.value, -figure.upper, -figure.lower)

    def level(self, baseline: Interval | None) -> Interval:
        """Return the level to reach, of a change what it makes of the baseline; NaN of a change without a baseline.

        An open end is infinite. Each baseline in its bounds has a percentage of its own.

        Examples
        --------
        "At least 30 more" than 60, and 20 percent more than 100, which may be 80 to 125:

        >>> Goal(Interval(30.0, 30, 30), is_change=True, is_open_above=True).level(Interval(60.0, 60, 60))
        Interval(value=90.0, lower=90, upper=inf)
        >>> Goal(Interval(20.0, 20, 20), is_change=True, is_relative=True).level(Interval(100.0, 80, 125))
        Interval(value=120.0, lower=96.0, upper=150.0)
        """
        number = self.number
        if self.is_change:
            number = _NO_NUMBER if baseline is None or self.flaw else self._changed(baseline)
        if isnan(number.lower):
            return number
        lower, upper = -inf if self.is_open_below else number.lower, inf if self.is_open_above else number.upper
        return Interval(number.value, lower, upper)

    def _changed(self, baseline: Interval) -> Interval:
        """Return what the change makes of a baseline, to nine decimals."""
        by, whole = self.number, whole_of(baseline)
        ends = (baseline.lower, by.lower), (baseline.upper, by.upper)
        if self.is_relative:
            lower, upper = (start * (1 + part / whole) if part > -whole else 0.0 for start, part in ends)
        else:
            lower, upper = (start + part for start, part in ends)
        return Interval(round(baseline.value + by.value, 9), round(lower, 9), round(upper, 9))


def whole_of(baseline: Interval) -> float:
    """Return the number that a percentage of a baseline is taken of: its point, else its lower bound."""
    return baseline.value if baseline.has_point else baseline.lower


def is_relative(target: Row) -> bool:
    """Say whether a target asks for a change in percent of its baseline: "20 percent more", "halved".

    Examples
    --------
    >>> [is_relative({"kind": "increase_by", "unit": unit}) for unit in ("percent", "percentage_points", "persons")]
    [True, False, False]
    """
    return target["kind"] in _CHANGES and target["unit"] == "percent"


def goals_of(target: Row, targets: Targets, baseline: Interval | None, unit: str = "") -> list[Goal]:
    """Return what a target asks for, as printed first; none without a number. `unit` is what its readings are in.

    An increment that is additional to another asks for the sum of both; the other way to understand it, that both may
    be about the same units in part or whole, follows as a sensitivity. An increment in percent is one of the baseline;
    where that is in percent itself, percentage points follow. To maintain without a number is to keep the baseline, and
    is judged on the change like an increment, so that the baseline's width is not counted twice.
    """
    number = number_of(target)
    if number is None and target["kind"] == "maintain" and baseline is not None:
        return [Goal(_NO_CHANGE, direction_of(target) or 1, is_band=not target["direction"], is_change=True)]
    if number is None:
        return []
    before = _before(target, targets) if target["kind"] in _CHANGES else []
    parts = [(row, part) for row in (target, *before) if (part := number_of(row))]
    both = add(part for _, part in parts)
    asked: list[tuple[Message | None, Interval]] = [(None, both)]
    if len(parts) > 1:
        asked.append((_same(target, unit), Interval(nan, max(part.lower for _, part in parts), both.upper)))
    goals = [_goal(label, target, of, baseline) for label, of in asked]
    if is_relative(target):
        points = [replace(goals[0], label=Message("in_percentage_points"))] if unit == "percent" else []
        goals = [_of_baseline(baseline, goal) for goal in goals] + points
    ends = [_open_ends(row) for row, _ in parts if _printed(row)]
    return [_with_open_ends(goal, ends) for goal in goals]


def _with_open_ends(goal: Goal, ends: Sequence[tuple[bool, bool]]) -> Goal:
    """Return a goal that is open where one of the rows is that it is the sum of: "at least 50 fewer" is open below."""
    below, above = (any(end[n] for end in ends) for n in (0, 1))
    if goal.is_change and goal.direction == -1:
        below, above = above, below
    return replace(goal, is_open_below=below, is_open_above=above)


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
    value, lower, upper = _numbers(target)
    # "at most 100" is printed as 0-100, "at least 100" as 100-inf.
    if isnan(value) and isfinite(upper) and (lower == 0 or not isfinite(lower)):
        return -1
    return 1 if isnan(value) and isfinite(lower) and not isfinite(upper) else 0


def _printed(target: Row) -> Interval | None:
    """Return value and bounds; where words leave one side open, the other is the number."""
    value, lower, upper = _numbers(target)
    is_low_open, is_high_open = _open_ends(target)
    if isnan(value) and (is_low_open or is_high_open):
        if is_low_open and is_high_open:
            return None
        value = upper if is_low_open else lower
    return Interval(value, value if is_low_open else lower, value if is_high_open else upper)


def _open_ends(target: Row) -> tuple[bool, bool]:
    """Say whether the words leave the number open below, and above."""
    value, lower, upper = _numbers(target)
    is_high_open = not isfinite(upper)
    # "at most 100" is printed as 0-100; for a target that is to fall, 0 is no edge of it, nor of one that nobody knows.
    is_no_edge = lower == 0 and isnan(value) and (is_high_open or direction_of(target) == -1)
    return is_no_edge or not isfinite(lower), is_high_open


def _numbers(target: Row) -> tuple[float, float, float]:
    return float(target["target_value"]), float(target["target_lower"]), float(target["target_upper"])


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


def _same(target: Row, unit: str) -> Message:
    """Say that two increments are understood as being about the same units, in part or whole."""
    if target["unit"] == "persons":
        return Message("same_staff")
    return Message("same_units", {"unit": Code("unit", unit or str(target["unit"]))})


def _goal(label: Message | None, target: Row, number: Interval, baseline: Interval | None) -> Goal:
    if target["kind"] == "range" or (target["kind"] == "maintain" and not target["direction"]):
        return Goal(number, is_band=True, label=label)
    way = direction_of(target)
    if not way:
        if baseline is None or baseline.overlaps(number):
            return Goal(number, label=label, flaw=Message("direction_unknown"))
        # Without a word for it, the way is the one from the baseline to the number.
        way = -1 if baseline.lower > number.upper else 1
    is_change = target["kind"] in _CHANGES
    asked = Interval(-number.value, -number.upper, -number.lower) if is_change and way == -1 else number
    return Goal(asked, way, is_change=is_change, label=label)


def _of_baseline(baseline: Interval | None, goal: Goal) -> Goal:
    """Turn an increment in percent into what it makes of the baseline: of its point, else of its lower bound."""
    if baseline is None or baseline.lower <= 0:
        flaw = "no_baseline_for_percent" if baseline is None else "baseline_may_be_nothing"
        return replace(goal, number=_NO_NUMBER, flaw=Message(flaw))
    whole = whole_of(baseline)
    percent = goal.number.value, goal.number.lower, goal.number.upper
    return replace(goal, number=Interval(*(round(end * whole / 100, 9) for end in percent)), is_relative=True)
