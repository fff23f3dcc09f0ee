"""The pace toward a target by the distance that is left, with bounds: baseline, actual, goal, times -> Pace.

Everything here is intervals of numbers; nothing knows tables, dates or documents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite, isinf, isnan, nan
from typing import Literal

from ehealth_stats.analysis.bounds import Interval

Certainty = Literal["necessary", "possible", ""]

CLASSES = ("deterioration", "limited_progress", "acceleration_needed", "on_track", "achieved")
UNABLE = "unable_to_assess"

# The distance at the baseline and at the reading: one corner of the box of bounds.
_Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached: at least the number (direction 1), at most the number (-1), or inside a band.

    The bounds of `number` are what the words allow; those of a band are its edges, which are certain.
    """

    number: Interval
    direction: Literal[1, -1] = 1
    is_band: bool = False

    def upward(self, figure: Interval) -> Interval:
        """Mirror a figure where less is better, so that more is."""
        return figure if self.direction == 1 else Interval(-figure.value, -figure.upper, -figure.lower)


@dataclass(frozen=True, slots=True)
class Times:
    """Years from the baseline to the reading (`elapsed`) and from the baseline to the deadline (`whole`)."""

    elapsed: float
    whole: float


@dataclass(frozen=True, slots=True)
class Pace:
    """One method's answer: the ratio with bounds, the class at the points, the lowest and highest class there can be.

    `at_point` is empty when a figure has no point, and all classes are when the method is undefined: `reason` says why.
    """

    ratio: Interval
    at_point: str
    lowest: str
    highest: str
    certain: bool
    reason: str = ""

    @property
    def classes(self) -> tuple[str, ...]:
        """Every class between the lowest and the highest."""
        return CLASSES[CLASSES.index(self.lowest) : CLASSES.index(self.highest) + 1] if self.lowest else ()

    @property
    def name(self) -> str:
        """The class at the points, else the only one that the bounds allow, else `unable_to_assess`."""
        return self.at_point or (self.lowest if self.certain else UNABLE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the methods say together."""

    name: str
    certainty: Certainty
    reason: str = ""


def class_of(ratio: float) -> str:
    """Return the class of a ratio of observed over required pace, short of the target.

    Notes
    -----
    The limits are those of Statistics Canada's progress measures for the Canadian Indicator Framework, after Eurostat
    2021. A ratio is compared to nine decimals: the last bits of a float decide no class.

    Examples
    --------
    >>> [class_of(ratio) for ratio in (0.95, 0.6, 0.0, -0.1)]
    ['on_track', 'acceleration_needed', 'limited_progress', 'deterioration']
    """
    ratio = round(ratio, 9)
    if ratio >= 0.95:
        return "on_track"
    if ratio >= 0.60:
        return "acceleration_needed"
    return "limited_progress" if ratio >= 0 else "deterioration"


def distances(figure: Interval, goal: Goal) -> Interval:
    """Return how far a figure is from the goal: at the points, at least and at most; 0 inside.

    Examples
    --------
    "over 300" against "at least 250" is decided, though it has no point:

    >>> over = distances(Interval(nan, 301, inf), Goal(Interval(250, 250, 250)))
    >>> over.lower, over.upper
    (0.0, 0.0)
    """
    if goal.is_band:
        low, high = goal.number.lower, goal.number.upper
        point = max(low - figure.value, figure.value - high, 0.0) if figure.has_point else nan
        nearest = max(low - figure.upper, figure.lower - high, 0.0)
        return Interval(point, nearest, max(low - figure.lower, figure.upper - high, 0.0))
    own, number = goal.upward(figure), goal.upward(goal.number)
    # A number without a point is reached, possibly, from its nearest edge on; how far short of it is open.
    reached = 0.0 if own.has_point and own.value >= number.lower else nan
    point = _short(own.value, number.value) if own.has_point and number.has_point else reached
    return Interval(point, _short(own.upper, number.lower), _short(own.lower, number.upper))


def is_apart(baseline: Interval, goal: Goal) -> bool:
    """Say whether baseline and number are finite and it is certain on which side of the goal the baseline is."""
    ends = (baseline.lower, baseline.upper, goal.number.lower, goal.number.upper)
    left = distances(baseline, goal)
    return all(isfinite(end) for end in ends) and (left.lower > 0 or left.upper == 0)


def linear(baseline: Interval, actual: Interval, goal: Goal, times: Times) -> Pace:
    """Judge the fall of the distance to the goal against an even fall to zero at the deadline.

    The ratio is ((D0 - Dt) / elapsed) / (D0 / whole): for a level, observed over required annual change. Its bounds
    hold for every baseline, reading and number in the box, not only at the corners. From a baseline that is inside the
    goal already there is no way to go and no ratio: only whether it was left.

    Notes
    -----
    docs/methods.md section 5; of a level the usual observed over required annual change, of a band and an increment
    ours.

    Examples
    --------
    From 100 to 200 in ten years, 150 after five:

    >>> exact = [Interval(y, y, y) for y in (100.0, 150.0, 200.0)]
    >>> print(linear(exact[0], exact[1], Goal(exact[2]), Times(5, 10)).ratio)
    1
    """
    worst, best = _band_corners(baseline, actual, goal) if goal.is_band else _level_corners(baseline, actual, goal)
    first, last = distances(baseline, goal), distances(actual, goal)
    point = first.value, last.value
    has_point = not (isnan(point[0]) or isnan(point[1]))
    at_point = _class_at(point, times) if has_point else "achieved" if point[1] == 0 else ""
    lowest, highest = _class_at(worst, times), _class_at(best, times)
    ratio = _ratio(point, times) if has_point and first.value else nan
    return Pace(
        Interval(ratio, _ratio(worst, times), _ratio(best, times)) if first.upper else Interval(nan, nan, nan),
        at_point,
        lowest,
        highest,
        certain=lowest == highest and (lowest == "achieved" or is_apart(baseline, goal)),
    )


def _short(figure: float, number: float) -> float:
    return max(number - figure, 0.0)


def _band_corners(baseline: Interval, actual: Interval, goal: Goal) -> tuple[_Corner, _Corner]:
    first, last = distances(baseline, goal), distances(actual, goal)
    return (first.lower, last.upper), (first.upper, last.lower)


def _level_corners(baseline: Interval, actual: Interval, goal: Goal) -> tuple[_Corner, _Corner]:
    """Return the corners with the most and the least left: monotone in both figures, in the number between breaks."""
    start, reading, number = goal.upward(baseline), goal.upward(actual), goal.upward(goal.number)
    # The number that equals the baseline is the worst one for a reading below it: there was nothing left to do.
    at_start = min(max(start.upper, number.lower), number.upper)
    worst = [(_short(start.upper, n), _short(reading.lower, n)) for n in (number.lower, at_start, number.upper)]
    best = [(_short(start.lower, n), _short(reading.upper, n)) for n in (number.lower, number.upper)]
    return max(worst, key=_left), min(best, key=lambda corner: (_left(corner), corner[1]))


def _left(corner: _Corner) -> float:
    """Return the part of the first distance that is left; infinite where there was none and now there is."""
    first, last = corner
    if last == 0:
        return 0.0
    if isinf(first) and isinf(last):
        return 1.0
    return last / first if first else inf


def _ratio(corner: _Corner, times: Times) -> float:
    return (1 - _left(corner)) * (times.whole / times.elapsed)


def _class_at(corner: _Corner, times: Times) -> str:
    return "achieved" if corner[1] == 0 else class_of(_ratio(corner, times))


def verdict_of(paces: Sequence[Pace]) -> Verdict:
    """Join the methods: their class where those that are defined agree, else `method_dependent`.

    Certainty is `necessary` when every defined method has one class over all bounds, else `possible`, and the reason
    names the classes. Without points and without certainty there is no verdict.

    Examples
    --------
    >>> exact = [Interval(y, y, y) for y in (100.0, 150.0, 200.0)]
    >>> verdict_of([linear(exact[0], exact[1], Goal(exact[2]), Times(5, 10))])
    Verdict(name='on_track', certainty='necessary', reason='')
    """
    defined = [pace for pace in paces if pace.classes]
    told = [pace for pace in defined if pace.name != UNABLE]
    reasons = [pace.reason for pace in paces if pace.reason]
    uncertain = dict.fromkeys(name for pace in defined if not pace.certain for name in pace.classes)
    if uncertain:
        ordered = [name for name in CLASSES if name in uncertain]
        reasons.append(f"the bounds allow {', '.join(ordered)}")
    reason = "; ".join(reasons)
    if not told:
        return Verdict(UNABLE, "", reason)
    names = {pace.name for pace in told}
    if len(names) > 1:
        reason = "; ".join([" against ".join(pace.name for pace in told), *reasons])
    return Verdict(
        names.pop() if len(names) == 1 else "method_dependent", "possible" if uncertain else "necessary", reason
    )
