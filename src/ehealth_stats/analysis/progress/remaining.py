"""What part of the way is done and what is left a year: baseline, actual, goal -> share with bounds, annual change."""

from itertools import product
from math import isinf, nan

from ehealth_stats.analysis.bounds import Interval
from ehealth_stats.analysis.progress.pace import Goal

_NO_SHARE = Interval(nan, nan, nan)


def achieved_share(baseline: Interval, actual: Interval, goal: Goal) -> Interval:
    """Return (actual - baseline) / (target - baseline) with bounds; of a band, toward its nearest edge.

    NaN where the baseline is not short of the target: the point where the points are not, the bounds where the bounds
    need not be.

    Notes
    -----
    docs/methods.md section 5: the share of the planned change, of IATI's baseline, target and actual.

    Examples
    --------
    >>> exact = [Interval(y, y, y) for y in (100.0, 150.0, 200.0)]
    >>> print(achieved_share(exact[0], exact[1], Goal(exact[2])))
    0.5
    """
    goal = _nearest_edge(baseline, goal)
    start, reading, number = goal.upward(baseline), goal.upward(actual), goal.upward(goal.number)
    point = (reading.value - start.value) / (number.value - start.value) if number.value > start.value else nan
    if not number.lower > start.upper or isinf(start.lower) or isinf(number.upper):
        return Interval(point, nan, nan)
    # Monotone in each of the three while the others stand still: the extremes are at the corners.
    corners = product(*((figure.lower, figure.upper) for figure in (start, reading, number)))
    shares = [(last - first) / (end - first) for first, last, end in corners]
    return Interval(point, min(shares), max(shares))


def _nearest_edge(baseline: Interval, goal: Goal) -> Goal:
    if not goal.is_band:
        return goal
    low, high = goal.number.lower, goal.number.upper
    is_below = (baseline.value if baseline.has_point else baseline.upper) < low
    return Goal(Interval(low, low, low)) if is_below else Goal(Interval(high, high, high), -1)


def required_annual_change(last: Interval, goal: Goal, years_left: float) -> float:
    """Return the change a year from the last reading to the nearest edge of the target, negative for a decrease.

    0 inside the target; NaN without a point or without time left.

    Notes
    -----
    docs/methods.md section 5: the distance that is left over the years that are left.

    Examples
    --------
    >>> required_annual_change(Interval(100.0, 100, 100), Goal(Interval(nan, 200, 300)), 4)
    25.0
    """
    if not last.has_point or not years_left > 0:
        return nan
    goal = _nearest_edge(Interval(last.value, last.value, last.value), goal)
    left = goal.upward(goal.number).lower - goal.upward(last).value
    return goal.direction * max(left, 0.0) / years_left + 0.0
