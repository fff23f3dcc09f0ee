"""One target under one reading of its words and baseline: figures and days -> pace, verdict, distance."""

from dataclasses import dataclass
from datetime import date
from math import isfinite, nan

from ehealth_stats.analysis.bounds import Interval
from ehealth_stats.analysis.days import years_between
from ehealth_stats.analysis.progress.growth import growth
from ehealth_stats.analysis.progress.pace import UNABLE, Goal, Pace, Times, Verdict, distances, linear, verdict_of
from ehealth_stats.analysis.progress.remaining import achieved_share, required_annual_change

_NONE = Interval(nan, nan, nan)


@dataclass(frozen=True, slots=True)
class Case:
    """What is compared: levels, or for an increment the change since the baseline; days are None when not known.

    `obstacle` says why baseline and reading can't be compared, where the caller knows (a break, other months). Where
    the reading then says nothing of the target, it is left out.
    """

    goal: Goal
    baseline: Interval | None
    baseline_day: date | None
    actual: Interval | None
    actual_day: date | None
    due: date | None
    obstacle: str = ""

    @property
    def why_no_pace(self) -> str:
        """Why there is no pace, empty when there is one."""
        if self.actual_day is None:
            return self.obstacle or ("no follow-up reading" if self.baseline else "no reading")
        if self.baseline is None:
            return self.obstacle or "one reading and no baseline"
        flaws = {
            "the baseline has no date": self.baseline_day is None,
            "no deadline": self.due is None,
            "the reading is at or after the deadline": self.due is not None and self.actual_day >= self.due,
        }
        return self.obstacle or next((flaw for flaw, is_true in flaws.items() if is_true), "")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What follows for a case: the methods' paces (empty without), the verdict, distance, share, change and time."""

    paces: dict[str, Pace]
    verdict: Verdict
    distance: Interval | None
    achieved_share: Interval
    required_annual_change: float
    time_elapsed: float


def change(baseline: Interval, actual: Interval) -> Interval:
    """Return the change from a baseline to a reading with bounds, to nine decimals: 9.7 is .3 more than 9.4.

    Examples
    --------
    >>> print(change(Interval(470.0, 465, 475), Interval(700.0, 700, 700)))
    230 [225, 235]
    """
    gaps = actual.value - baseline.value, actual.lower - baseline.upper, actual.upper - baseline.lower
    return Interval(*(round(gap, 9) for gap in gaps))


def relative_change(baseline: Interval, actual: Interval) -> Interval:
    """Return the change with the bounds that its share of the baseline has; the baseline is positive.

    Each baseline in its bounds has a percentage of its own, so that it is not counted twice. In units of the baseline's
    point, or of its lower bound where it has none.

    Examples
    --------
    >>> print(relative_change(Interval(100.0, 80, 125), Interval(50.0, 50, 50)))
    -50 [-60, -37.5]
    """
    one = baseline.value if baseline.has_point else baseline.lower
    ends = (
        (actual.lower, baseline.upper if actual.lower >= 0 else baseline.lower),
        (actual.upper, baseline.lower if actual.upper >= 0 else baseline.upper),
    )
    # Of a baseline without end nothing is left.
    shares = ((end - start) / start if isfinite(start) else -1.0 for end, start in ends)
    return Interval(round(actual.value - baseline.value, 9), *(round(one * share, 9) for share in shares))


def judge(case: Case, methods: tuple[str, ...]) -> Judgement:
    """Judge one case by the methods `linear` and `cagr`, without a verdict where there is nothing to judge."""
    baseline, actual, times = case.baseline, case.actual, _times(case)
    distance = distances(actual, case.goal) if actual else None
    paces: dict[str, Pace] = {}
    if baseline and actual and times and not case.why_no_pace:
        rules = {"linear": linear, "cagr": growth}
        paces = {method: rules[method](baseline, actual, case.goal, times) for method in methods}
    return Judgement(
        paces,
        verdict_of(list(paces.values())) if paces else _without_pace(case, distance),
        distance,
        achieved_share(baseline, actual, case.goal) if baseline and actual and not case.obstacle else _NONE,
        _required(case),
        _elapsed(case),
    )


def _times(case: Case) -> Times | None:
    if case.baseline_day is None or case.due is None:
        return None
    return Times(_elapsed(case), years_between(case.baseline_day, case.due))


def _elapsed(case: Case) -> float:
    return years_between(case.baseline_day, case.actual_day) if case.baseline_day and case.actual_day else nan


def _without_pace(case: Case, distance: Interval | None) -> Verdict:
    """Return `achieved` for a reading inside the target, which needs no baseline; else no verdict, and why."""
    if distance and distance.upper == 0:
        return Verdict("achieved", "necessary")
    if distance and distance.value == 0:
        return Verdict("achieved", "possible", "the bounds allow less")
    return Verdict(UNABLE, "", case.why_no_pace)


def _required(case: Case) -> float:
    if case.obstacle and case.actual is None:
        return nan
    last, day = (case.actual, case.actual_day) if case.actual else (case.baseline, case.baseline_day)
    if last is None or day is None or case.due is None:
        return nan
    return required_annual_change(last, case.goal, years_between(day, case.due))
