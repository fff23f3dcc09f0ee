"""Interval arithmetic for sums and shares: figures with a point and two bounds -> one of the same kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import copysign, fsum, inf, isinf, isnan, nan

from ehealth_stats.schema import Interval, decimal_sum


def add(terms: Iterable[Interval]) -> Interval:
    """Sum points and bounds; the point is NaN as soon as one term has none.

    Bounds add up linearly: what the documents leave open in one area says nothing about another.

    Notes
    -----
    docs/methods.md section 3: interval arithmetic, never in quadrature.

    Examples
    --------
    >>> from ehealth_stats.schema import UNKNOWN
    >>> add([Interval(60, 55, 65), Interval(30, 30, 30)])
    Interval(value=90.0, lower=85.0, upper=95.0)
    >>> add([Interval(60, 55, 65), UNKNOWN])
    Interval(value=nan, lower=55.0, upper=inf)
    """
    ends = [(term.value, term.lower, term.upper) for term in terms]
    return Interval(*map(decimal_sum, zip(*ends, strict=True))) if ends else Interval(0.0, 0.0, 0.0)


def same_figure(readings: Sequence[Interval]) -> Interval:
    """Return one figure for several readings of it, which are never added up.

    The bounds are what all readings allow and the point that of the narrowest. Readings that contradict each other
    leave everything between them possible, and no point.

    Examples
    --------
    >>> same_figure([Interval(134, 134, 134), Interval(138, 138, 138)])
    Interval(value=nan, lower=134, upper=138)
    """
    lower, upper = max(r.lower for r in readings), min(r.upper for r in readings)
    if lower > upper:
        return Interval(nan, min(r.lower for r in readings), max(r.upper for r in readings))
    points = [(r.width, r.value) for r in readings if r.has_point]
    value = min(points)[1] if points else nan
    return Interval(value if lower <= value <= upper else nan, lower, upper)


def at_point(figure: Interval) -> Interval:
    """Return a figure as arithmetic shows it: its point alone where it has one, else its bounds.

    Examples
    --------
    >>> at_point(Interval(700.0, 650, 750)), at_point(Interval(nan, 100, 200))
    (Interval(value=700.0, lower=700.0, upper=700.0), Interval(value=nan, lower=100, upper=200))
    """
    return Interval(figure.value, figure.value, figure.value) if figure.has_point else figure


def quotient(one: Interval, other: Interval) -> Interval:
    """Divide amounts of which none is a part of the other, over the whole box of bounds.

    There is none by nothing: where the divisor may be nothing, or less, only what it may be above 0 counts, and the
    quotient is open.

    Examples
    --------
    >>> from ehealth_stats.schema import UNKNOWN
    >>> quotient(Interval(90, 85, 95), Interval(10, 5, 20))
    Interval(value=9.0, lower=4.25, upper=19.0)
    >>> quotient(Interval(90, 85, 95), Interval(0, 0, 20)), quotient(UNKNOWN, Interval(0, 0, 0))
    (Interval(value=nan, lower=4.25, upper=inf), Interval(value=nan, lower=nan, upper=nan))
    """
    if other.upper <= 0:
        return Interval(nan, nan, nan)
    divisors = other.upper, max(other.lower, 0.0)
    return Interval(
        one.value / other.value if other.value > 0 else nan,
        min(_over(one.lower, divisor) for divisor in divisors),
        max(_over(one.upper, divisor) for divisor in divisors),
    )


def _over(end: float, divisor: float) -> float:
    if not end:
        return 0.0
    return end / divisor if divisor and not isinf(end) else copysign(inf, end)


@dataclass(frozen=True, slots=True)
class Share:
    """One area's part and whole, and how much of the whole the part's siblings take at least."""

    part: Interval
    whole: Interval
    taken: float = 0.0


def share(areas: Sequence[Share]) -> Interval:
    """Return the sum of the parts as a fraction of the sum of the wholes, with bounds over what is feasible.

    In each area the part and what its siblings take lie within the whole, so the corner "large part, small whole" does
    not count where it can't be: the share is largest at the smallest whole that has room for the largest part, and
    smallest at the smallest part of the largest whole. The unknown stays in the denominator. No share is above 1: of a
    part that is above its whole nobody knows which of the two is wrong, and it may be any of it.

    Notes
    -----
    docs/methods.md section 3; ours, by interval arithmetic over the feasible corners only.

    Examples
    --------
    450 of which 45, and 1800 of which nobody knows how many:

    >>> known = Share(Interval(45, 45, 45), Interval(450, 450, 450))
    >>> unknown = Share(Interval(nan, 0, 1800), Interval(1800, 1800, 1800))
    >>> share([known, unknown])
    Interval(value=nan, lower=0.02, upper=0.82)
    """
    areas = [_feasible(area) for area in areas]
    point = _ratio(fsum(a.part.value for a in areas), fsum(a.whole.value for a in areas))
    lower = _ratio(fsum(a.part.lower for a in areas), fsum(a.whole.upper for a in areas))
    corners = [_largest(area) for area in areas]
    upper = _ratio(fsum(part for part, _ in corners), fsum(whole for _, whole in corners))
    if isnan(upper):
        # No part is possible at all: nothing of a whole that may be nothing.
        upper = lower
    if isnan(point) or point > 1:
        return Interval(nan, lower, upper)
    return Interval(point, min(lower, point), max(upper, point))


def _feasible(area: Share) -> Share:
    """Return an area with what its part may be, where the part is certainly above the whole."""
    if area.part.lower <= area.whole.upper:
        return area
    return replace(area, part=Interval(nan, 0.0, area.whole.upper), taken=0.0)


def _largest(area: Share) -> tuple[float, float]:
    """Return the part and the whole that make the share largest."""
    wanted = area.part.upper + area.taken
    whole = min(max(wanted, area.whole.lower), area.whole.upper)
    return max(min(area.part.upper, whole - area.taken), area.part.lower), whole


def _ratio(part: float, whole: float) -> float:
    if isinf(whole):
        # An open whole: its part is either open too, and may be all of it, or negligible.
        return 1.0 if isinf(part) else 0.0
    return part / whole if whole else nan
