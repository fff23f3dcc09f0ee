"""One target under one way to understand its words and one baseline: figures and days -> pace, verdict, distance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import nan
from typing import Literal

from ehealth_stats.analysis.bounds import Interval
from ehealth_stats.analysis.days import years_between
from ehealth_stats.analysis.progress.goals import Goal
from ehealth_stats.analysis.progress.pace import (
    CLASSES,
    UNABLE,
    Pace,
    Times,
    achieved_share,
    distances,
    growth,
    linear,
    required_annual_change,
)
from ehealth_stats.schema import Code, Message, several

Certainty = Literal["necessary", "possible", ""]

_NONE = Interval(nan, nan, nan)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the methods say together."""

    name: str
    certainty: Certainty
    reason: Message | None = None


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
    obstacle: Message | None = None

    @property
    def why_no_pace(self) -> Message | None:
        """Why there is no pace, None when there is one."""
        day, due = self.actual_day, self.due
        flaws = {
            "no_reading": day is None and self.baseline is None,
            "no_follow_up": day is None,
            "one_reading": self.baseline is None,
            "baseline_undated": self.baseline_day is None,
            "no_deadline": due is None,
            "reading_at_deadline": day is not None and due is not None and day >= due,
        }
        return self.obstacle or next((Message(flaw) for flaw, is_true in flaws.items() if is_true), None)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What follows for a case: the methods' paces (empty without), the verdict, distance, share, change and time."""

    paces: dict[str, Pace]
    verdict: Verdict
    distance: Interval | None
    achieved_share: Interval
    required_annual_change: float
    time_elapsed: float


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
        return Verdict("achieved", "possible", Message("bounds_allow_less"))
    return Verdict(UNABLE, "", case.why_no_pace)


def _required(case: Case) -> float:
    if case.obstacle and case.actual is None:
        return nan
    last, day = (case.actual, case.actual_day) if case.actual else (case.baseline, case.baseline_day)
    if last is None or day is None or case.due is None:
        return nan
    return required_annual_change(last, case.goal, years_between(day, case.due))


def verdict_of(paces: Sequence[Pace]) -> Verdict:
    """Join the methods: their class where those that are defined agree, else `method_dependent`.

    Certainty is `necessary` when every defined method has one class over all bounds, else `possible`, and the reason
    names the classes. Without points and without certainty there is no verdict.

    Examples
    --------
    >>> exact = [Interval(y, y, y) for y in (100.0, 150.0, 200.0)]
    >>> verdict_of([linear(exact[0], exact[1], Goal(exact[2]), Times(5, 10))])
    Verdict(name='on_track', certainty='necessary', reason=None)
    """
    defined = [pace for pace in paces if pace.classes]
    told = [pace for pace in defined if pace.name != UNABLE]
    reasons = [pace.reason for pace in paces if pace.reason]
    uncertain = dict.fromkeys(name for pace in defined if not pace.certain for name in pace.classes)
    if uncertain:
        ordered = [name for name in CLASSES if name in uncertain]
        reasons.append(Message("bounds_allow", {"classes": tuple(Code("pace", name) for name in ordered)}))
    if not told:
        return Verdict(UNABLE, "", several(reasons))
    certainty: Certainty = "possible" if uncertain else "necessary"
    names = [pace.name for pace in told]
    if len(set(names)) == 1:
        return Verdict(names[0], certainty, several(reasons))
    against = Message("methods_differ", {"one": Code("pace", names[0]), "other": Code("pace", names[1])})
    return Verdict("method_dependent", certainty, several([against, *reasons]))
