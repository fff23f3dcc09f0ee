"""A printed number and its qualifier -> a point and bounds (docs/methods.md section 1): "c:a 60" is 55 to 65."""

from decimal import Decimal
from math import inf, nan

from ehealth_stats.codelists import qualifiers
from ehealth_stats.ingestion.figures.model import Approximation
from ehealth_stats.schema import as_decimal, decimal_product

Bounds = tuple[float, float, float]

_WHOLE, _HALF_TWENTIETH = Decimal(100), Decimal("2.5")
_ZERO = Decimal(0)
_SIDES = {"approximate": (1, 1), "just_over": (0, 1), "just_under": (1, 0)}
"""How many half units about a number a qualifier reaches below it and above."""
_MIRRORED = {"at_most": "at_least", "less_than": "more_than"}  # at most -5 is -5 and below


def bounds_of_word(qualifier: str) -> Bounds:
    """Return value, lower and upper of a word that stands in place of a number.

    Examples
    --------
    >>> bounds_of_word("vague")
    (nan, 1.0, inf)
    """
    return nan, qualifiers()[qualifier].lowest or 0.0, inf


def bounds_of_number(
    number: float, qualifier: str, *, step: float, count: bool, approximation: Approximation = "half_unit"
) -> Bounds:
    """Return value, lower and upper of a printed number, worked out in decimals as it is printed.

    Parameters
    ----------
    number, step
        As printed, and one unit of its last printed digit, both without the multiplier.
    qualifier
        A code of the column `qualifier` of the observations.
    count
        Whether it counts whole things: then "over 100" is at least 101.
    approximation
        `half_unit`, or None for no width.

    Examples
    --------
    >>> bounds_of_number(60, "approximate", step=1, count=True)
    (60.0, 55.0, 65.0)
    >>> bounds_of_number(27, "rounded", step=1, count=False)
    (27.0, 26.5, 27.5)
    >>> bounds_of_number(2.2, "rounded", step=0.1, count=False)
    (2.2, 2.15, 2.25)
    >>> bounds_of_number(100, "more_than", step=1, count=True)
    (nan, 101.0, inf)
    """
    if qualifier == "exact":
        return number, number, number
    return _bounds(as_decimal(number), qualifier, as_decimal(step), count=count, width=bool(approximation))


def _bounds(number: Decimal, qualifier: str, step: Decimal, *, count: bool, width: bool) -> Bounds:
    if number < 0 and qualifier not in ("more_than", "at_least"):
        mirrored = _MIRRORED.get(qualifier, qualifier)
        value, lower, upper = _bounds(-number, mirrored, step, count=count, width=width)
        return -value, -upper, -lower
    if qualifier == "rounded":
        return float(number), float(number - step / 2), float(number + step / 2)
    if qualifier in _SIDES:
        below, above = _SIDES[qualifier]
        half = _half_unit(number, count=count) if width else _ZERO
        return float(number), float(max(number - below * half, _ZERO)), float(number + above * half)
    one = 1 if count else 0
    ends: dict[str, tuple[Decimal | float, ...]] = {
        "more_than": (number + one, inf),
        "at_least": (number, inf),
        "at_most": (_ZERO, number),
        "less_than": (_ZERO, max(number - one, _ZERO)),
    }
    lower, upper = map(float, ends[qualifier])
    return nan, lower, upper


def _half_unit(number: Decimal, *, count: bool) -> Decimal:
    """Return half a unit of the last non-zero digit, at most 10 % of the number, for counts at least 1 (ours).

    Examples
    --------
    >>> [str(_half_unit(Decimal(number), count=True)) for number in (445, 30, 203000, 3)]
    ['1', '3', '5E+2', '1']
    """
    if number == 0:
        return _ZERO
    *_, place = number.normalize().as_tuple()
    half = min(Decimal(5).scaleb(int(place) - 1), abs(number) / 10)
    return max(half, Decimal(1)) if count else half


def bounds_of_share(percent: float, qualifier: str, *, approximation: Approximation = "half_unit") -> Bounds:
    """Return value, lower and upper of a fraction in words, in percent of its whole (ours).

    "En tredjedel" names the nearest plain fraction: it is rounded to a twentieth of the whole, 2.5 percentage
    points each way. Approximate, it has a tenth of itself as width, as other numbers have at most. No share is
    above its whole.

    Examples
    --------
    >>> bounds_of_share(50, "rounded"), bounds_of_share(50, "more_than"), bounds_of_share(50, "just_under")
    ((50, 47.5, 52.5), (nan, 50.0, 100.0), (50, 45.0, 50.0))
    """
    printed = as_decimal(percent)
    if qualifier == "rounded":
        return percent, float(printed - _HALF_TWENTIETH), float(min(printed + _HALF_TWENTIETH, _WHOLE))
    if qualifier in _SIDES:
        below, above = _SIDES[qualifier]
        half = printed / 10 if approximation else _ZERO
        return percent, float(printed - below * half), float(min(printed + above * half, _WHOLE))
    value, lower, upper = bounds_of_number(percent, qualifier, step=1, count=False)
    return value, lower, min(upper, float(_WHOLE))


def bounds_of_multiple(
    percent: float, qualifier: str, *, step: float = 1, approximation: Approximation = "half_unit"
) -> Bounds:
    """Return value, lower and upper of a change by a multiple in words, in percent; nothing falls by more than all.

    `step` is one unit of its last printed digit, in percent: "1,5 gånger så många" (times as many) is 45 to 55 more.

    Examples
    --------
    "Mer än fördubblats" (more than doubled) and "nästan halverats" (almost halved):

    >>> bounds_of_multiple(100, "more_than"), bounds_of_multiple(-50, "just_under")
    ((nan, 100.0, inf), (-50.0, -50.0, -45.0))
    """
    value, lower, upper = bounds_of_number(abs(percent), qualifier, step=step, count=False, approximation=approximation)
    return (value, lower, upper) if percent > 0 else (-value, max(-upper, -float(_WHOLE)), -lower)


def scaled(bounds: Bounds, multiplier: float) -> Bounds:
    """Return bounds with the multiplier that stands at the number: "2,2 miljoner" is 2.15 to 2.25 million.

    Examples
    --------
    >>> scaled((2.2, 2.15, 2.25), 1000000)
    (2200000.0, 2150000.0, 2250000.0)
    """
    if multiplier == 1:
        return bounds
    value, lower, upper = (decimal_product(number, multiplier) for number in bounds)
    return value, lower, upper
