"""The arithmetic of pace, with bounds: baseline, actual, goal, times -> pace, share of the way, change that is left.

Everything here is intervals of numbers; nothing knows tables, dates or documents.
"""

from dataclasses import dataclass
from itertools import pairwise, product
from math import inf, isfinite, isinf, isnan, nan

from ehealth_stats.analysis.bounds import Interval
from ehealth_stats.analysis.progress.goals import Goal, whole_of
from ehealth_stats.schema import Message

CLASSES = ("deterioration", "limited_progress", "acceleration_needed", "on_track", "achieved")
UNABLE = "unable_to_assess"

# A baseline is in both growth rates, which widens the bounds: so it is cut into this many pieces.
_PIECES = 128
_NONE = Interval(nan, nan, nan)

# The distance at the baseline and at the reading: one corner of the box of bounds.
_Corner = tuple[float, float]


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
    reason: Message | None = None

    @property
    def classes(self) -> tuple[str, ...]:
        """Every class between the lowest and the highest."""
        return CLASSES[CLASSES.index(self.lowest) : CLASSES.index(self.highest) + 1] if self.lowest else ()

    @property
    def name(self) -> str:
        """The class at the points, else the only one that the bounds allow, else `unable_to_assess`."""
        return self.at_point or (self.lowest if self.certain else UNABLE)


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
    >>> linear(exact[0], exact[1], Goal(exact[2]), Times(5, 10)).ratio.value
    1.0
    """
    worst, best = _band_corners(baseline, actual, goal) if goal.is_band else _level_corners(baseline, actual, goal)
    first, last = distances(baseline, goal), distances(actual, goal)
    point = first.value, last.value
    has_point = not (isnan(point[0]) or isnan(point[1]))
    at_point = _class_at(point, times) if has_point else "achieved" if point[1] == 0 else ""
    lowest, highest = _class_at(worst, times), _class_at(best, times)
    ratio = _ratio(point, times) if has_point and first.value else nan
    return Pace(
        Interval(ratio, _ratio(worst, times), _ratio(best, times)) if first.upper else _NONE,
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
    reason = _why_no_growth(figures)
    if reason and by_distance.name != "achieved":
        return Pace(_NONE, "", "", "", certain=False, reason=reason)
    point = nan if reason else _growth_ratio(figures, times)
    at_point = by_distance.at_point
    if at_point != "achieved":
        at_point = "" if isnan(point) else class_of(point)
    lower, upper = nan, nan
    if _one_sign(figures) and distances(baseline, goal).lower > 0 and not isinf(figures[0].lower):
        lower, upper = _enclosure(figures, times)
    lowest, highest = _class_at_bound(by_distance.lowest, lower, 0.0), _class_at_bound(by_distance.highest, upper, inf)
    certain = lowest == highest and by_distance.certain
    return Pace(Interval(point, lower, upper), at_point, lowest, highest, certain)


def _why_no_growth(figures: tuple[Interval, ...]) -> Message | None:
    """Say why there is no growth rate: at the points, or at the bounds where a point is missing."""
    values = [figure.value for figure in figures]
    if any(isnan(value) for value in values):
        return None if _one_sign(figures) else Message("no_growth_bounds_across_zero")
    if not (min(values) > 0 or max(values) < 0):
        return Message("no_growth_across_zero")
    return Message("no_growth_at_target") if values[0] >= values[2] else None


def _one_sign(figures: tuple[Interval, ...]) -> bool:
    return min(figure.lower for figure in figures) > 0 or max(figure.upper for figure in figures) < 0


def _growth_ratio(figures: tuple[Interval, ...], times: Times) -> float:
    start, reading, number = (figure.value for figure in figures)
    return _over(_annual_growth(start, reading, times.elapsed), _annual_growth(start, number, times.whole))


def _annual_growth(start: float, end: float, years: float) -> float:
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
    slow, fast = _annual_growth(high, reading.lower, times.elapsed), _annual_growth(low, reading.upper, times.elapsed)
    easy, hard = _annual_growth(high, number.lower, times.whole), _annual_growth(low, number.upper, times.whole)
    lower = _over(slow, hard if slow >= 0 else easy)
    upper = _over(fast, easy if fast >= 0 else hard)
    return (0.0 if isnan(lower) else lower), (inf if isnan(upper) else upper)


def _class_at_bound(by_distance: str, ratio: float, otherwise: float) -> str:
    """Return the class at a bound: reached and fallen back are the same by any method."""
    if by_distance in ("achieved", "deterioration"):
        return by_distance
    return class_of(otherwise if isnan(ratio) else ratio)


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
    >>> achieved_share(exact[0], exact[1], Goal(exact[2])).value
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
    return _to_nearest_edge(last.value, goal) / years_left + 0.0


def path_end(baseline: Interval, goal: Goal) -> float:
    """Return the number that the required path from a baseline's point ends in, to nine decimals.

    That is the nearest edge of a level or band; of a change the baseline and the least that is asked for. NaN without a
    point, and where the baseline is inside the target or beyond it.

    Examples
    --------
    >>> path_end(Interval(100.0, 100, 100), Goal(Interval(nan, 200, 300)))
    200.0
    >>> path_end(Interval(470.0, 465, 475), Goal(Interval(-30.0, -30, -30), -1, is_change=True))
    440.0
    """
    left = _to_nearest_edge(0.0 if goal.is_change else baseline.value, goal)
    return round(baseline.value + left, 9) if left else nan


def _to_nearest_edge(value: float, goal: Goal) -> float:
    """Return the change that leads from a number to the nearest edge of the target, 0 inside."""
    point = Interval(value, value, value)
    goal = _nearest_edge(point, goal)
    left = goal.upward(goal.number).lower - goal.upward(point).value
    return goal.direction * max(left, 0.0)


def change(baseline: Interval, actual: Interval) -> Interval:
    """Return the change from a baseline to a reading with bounds, to nine decimals: 9.7 is .3 more than 9.4.

    Examples
    --------
    >>> change(Interval(470.0, 465, 475), Interval(700.0, 700, 700))
    Interval(value=230.0, lower=225, upper=235)
    """
    gaps = actual.value - baseline.value, actual.lower - baseline.upper, actual.upper - baseline.lower
    return Interval(*(round(gap, 9) for gap in gaps))


def relative_change(baseline: Interval, actual: Interval) -> Interval:
    """Return the change with the bounds that its share of the baseline has; the baseline is positive.

    Each baseline in its bounds has a percentage of its own, so that it is not counted twice. In units of the baseline's
    point, or of its lower bound where it has none.

    Examples
    --------
    >>> relative_change(Interval(100.0, 80, 125), Interval(50.0, 50, 50))
    Interval(value=-50.0, lower=-60.0, upper=-37.5)
    """
    whole = whole_of(baseline)
    ends = (
        (actual.lower, baseline.upper if actual.lower >= 0 else baseline.lower),
        (actual.upper, baseline.lower if actual.upper >= 0 else baseline.upper),
    )
    # Of a baseline without end nothing is left.
    shares = ((end - start) / start if isfinite(start) else -1.0 for end, start in ends)
    return Interval(round(actual.value - baseline.value, 9), *(round(whole * share, 9) for share in shares))
