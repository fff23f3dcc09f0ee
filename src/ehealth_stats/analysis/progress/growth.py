"""The pace toward a level by compound annual growth, with bounds: baseline, actual, goal, times -> Pace."""

from itertools import pairwise
from math import inf, isinf, isnan, nan

from ehealth_stats.analysis.bounds import Interval
from ehealth_stats.analysis.progress.pace import Goal, Pace, Times, class_of, distances, linear

# A baseline is in both growth rates, which widens the bounds: so it is cut into this many pieces.
_PIECES = 128


def growth(baseline: Interval, actual: Interval, goal: Goal, times: Times) -> Pace:
    """Judge the compound annual growth rate against the one that reaches a level at the deadline.

    The ratio is d g_o / |g_r| with g_o = (yt/y0)^(1/elapsed) - 1 and g_r = (yT/y0)^(1/whole) - 1; d is -1 for a
    decrease, and the sign turns for values that are negative throughout. With a zero, mixed signs or a baseline that is
    at the target already it is undefined, and the reason says so: 0 is never replaced by a small number. The bounds
    enclose every baseline, reading and number in the box.

    Notes
    -----
    Statistics Canada's method for the Sustainable Development Goals, after Eurostat 2021.

    Examples
    --------
    >>> exact = [Interval(y, y, y) for y in (100.0, 150.0, 200.0)]
    >>> round(growth(exact[0], exact[1], Goal(exact[2]), Times(5, 10)).ratio.value, 3)
    1.177
    """
    by_distance = linear(baseline, actual, goal, times)
    figures = tuple(goal.upward(figure) for figure in (baseline, actual, goal.number))
    reason = _undefined(figures)
    if reason and by_distance.name != "achieved":
        return Pace(Interval(nan, nan, nan), "", "", "", certain=False, reason=f"no growth rate: {reason}")
    point = nan if reason else _point(figures, times)
    at_point = by_distance.at_point
    if at_point != "achieved":
        at_point = "" if isnan(point) else class_of(point)
    lower, upper = nan, nan
    if _one_sign(figures) and distances(baseline, goal).lower > 0 and not isinf(figures[0].lower):
        lower, upper = _enclosure(figures, times)
    lowest, highest = _named(by_distance.lowest, lower, 0.0), _named(by_distance.highest, upper, inf)
    certain = lowest == highest and by_distance.certain
    return Pace(Interval(point, lower, upper), at_point, lowest, highest, certain)


def _undefined(figures: tuple[Interval, ...]) -> str:
    """Say why there is no growth rate: at the points, or at the bounds where a point is missing."""
    values = [figure.value for figure in figures]
    if any(isnan(value) for value in values):
        return "" if _one_sign(figures) else "the bounds hold a zero or both signs"
    if not (min(values) > 0 or max(values) < 0):
        return "a zero or both signs"
    return "the baseline is at the target already" if values[0] >= values[2] else ""


def _one_sign(figures: tuple[Interval, ...]) -> bool:
    return min(figure.lower for figure in figures) > 0 or max(figure.upper for figure in figures) < 0


def _point(figures: tuple[Interval, ...], times: Times) -> float:
    start, reading, number = (figure.value for figure in figures)
    return _over(_rate(start, reading, times.elapsed), _rate(start, number, times.whole))


def _rate(start: float, end: float, years: float) -> float:
    """Return the annual growth toward more: of negative values, the fall of what they lack to zero."""
    try:
        rate: float = (end / start) ** (1 / years) - 1
    except OverflowError:
        rate = inf
    return rate if start > 0 else -rate


def _over(observed: float, required: float) -> float:
    if required == 0:
        # Growth too small for a float: any growth is infinitely more, no growth is none.
        return inf if observed > 0 else -inf if observed < 0 else 0.0
    return observed / required


def _enclosure(figures: tuple[Interval, ...], times: Times) -> tuple[float, float]:
    """Return bounds of the ratio: those of its two rates in each piece of the baseline, joined."""
    start, reading, number = figures
    edges = [start.lower + (start.upper - start.lower) * step / _PIECES for step in range(_PIECES)] + [start.upper]
    bounds = [_in_piece((low, high), reading, number, times) for low, high in pairwise(edges)]
    return min(low for low, _ in bounds), max(high for _, high in bounds)


def _in_piece(start: tuple[float, float], reading: Interval, number: Interval, times: Times) -> tuple[float, float]:
    low, high = start
    slow, fast = _rate(high, reading.lower, times.elapsed), _rate(low, reading.upper, times.elapsed)
    easy, hard = _rate(high, number.lower, times.whole), _rate(low, number.upper, times.whole)
    lower = _over(slow, hard if slow >= 0 else easy)
    upper = _over(fast, easy if fast >= 0 else hard)
    return (0.0 if isnan(lower) else lower), (inf if isnan(upper) else upper)


def _named(by_distance: str, ratio: float, otherwise: float) -> str:
    """Return the class at a bound: reached and fallen back are the same by any method."""
    if by_distance in ("achieved", "deterioration"):
        return by_distance
    return class_of(otherwise if isnan(ratio) else ratio)
