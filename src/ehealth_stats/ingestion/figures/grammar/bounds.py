"""A printed number and its qualifier -> a point and bounds (docs/methods.md section 1): "c:a 60" is 55 to 65."""

from math import floor, inf, log10, nan

from ehealth_stats.codelists import qualifiers
from ehealth_stats.ingestion.figures.model import Approximation

Bounds = tuple[float, float, float]

_WHOLE, _HALF_TWENTIETH = 100.0, 2.5
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
    """Return value, lower and upper of a printed number.

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
    (60, 55.0, 65.0)
    >>> bounds_of_number(27, "rounded", step=1, count=False)
    (27, 26.5, 27.5)
    >>> bounds_of_number(100, "more_than", step=1, count=True)
    (nan, 101, inf)
    """
    if number < 0 and qualifier not in ("more_than", "at_least"):
        value, lower, upper = bounds_of_number(
            -number, _MIRRORED.get(qualifier, qualifier), step=step, count=count, approximation=approximation
        )
        return -value, -upper, -lower
    half = half_unit(number, count=count) if approximation else 0.0
    one = 1 if count else 0
    table: dict[str, Bounds] = {
        "exact": (number, number, number),
        "rounded": (number, number - step / 2, number + step / 2),
        "approximate": (number, max(number - half, 0.0), number + half),
        "just_over": (number, number, number + half),
        "just_under": (number, max(number - half, 0.0), number),
        "more_than": (nan, number + one, inf),
        "at_least": (nan, number, inf),
        "at_most": (nan, 0.0, number),
        "less_than": (nan, 0.0, max(number - one, 0)),
    }
    return table[qualifier]


def half_unit(number: float, *, count: bool) -> float:
    """Return half a unit of the last non-zero digit, at most 10 % of the number, for counts at least 1 (ours).

    Examples
    --------
    >>> half_unit(445, count=True), half_unit(30, count=True), half_unit(203000, count=True), half_unit(3, count=True)
    (1.0, 3.0, 500.0, 1.0)
    """
    if number == 0:
        return 0.0
    place = 10.0 ** floor(log10(abs(number)))
    while abs(number / place - round(number / place)) > 1e-9:
        place /= 10
    half = min(place / 2, abs(number) / 10)
    return max(half, 1.0) if count else half


def bounds_of_share(percent: float, qualifier: str, *, approximation: Approximation = "half_unit") -> Bounds:
    """Return value, lower and upper of a fraction in words, in percent of its whole (ours).

    "En tredjedel" names the nearest plain fraction: it is rounded to a twentieth of the whole, 2.5 percentage
    points each way. Approximate, it has a tenth of itself as width, as other numbers have at most. No share is
    above its whole.

    Examples
    --------
    >>> bounds_of_share(50, "rounded"), bounds_of_share(50, "more_than"), bounds_of_share(50, "just_under")
    ((50, 47.5, 52.5), (nan, 50, 100.0), (50, 45.0, 50.0))
    """
    half = percent / 10 if approximation else 0.0
    widths = {"approximate": (half, half), "just_over": (0.0, half), "just_under": (half, 0.0)}
    if qualifier in widths:
        below, above = widths[qualifier]
        return percent, percent - below, min(percent + above, _WHOLE)
    if qualifier == "rounded":
        return percent, percent - _HALF_TWENTIETH, min(percent + _HALF_TWENTIETH, _WHOLE)
    value, lower, upper = bounds_of_number(percent, qualifier, step=1, count=False)
    return value, lower, min(upper, _WHOLE)
