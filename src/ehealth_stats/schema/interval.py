"""A figure with bounds, the smallest thing that is counted here: the point of the words, and what they allow.

Sums and products of what is printed in decimals are decimals too: 2,2 less 0,05 is 2,15.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import fsum, inf, isfinite, isnan, nan


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure: the point that a document gives (NaN when it gives none) and the bounds that its words allow."""

    value: float
    lower: float
    upper: float

    @property
    def width(self) -> float:
        """The upper bound less the lower one."""
        return decimal_sum((self.upper, -self.lower))

    @property
    def has_point(self) -> bool:
        """Whether the document gives a point."""
        return not isnan(self.value)

    def holds(self, number: float) -> bool:
        """Say whether the bounds hold a number."""
        return self.lower <= number <= self.upper

    def overlaps(self, other: "Interval") -> bool:
        """Say whether the bounds of both have a number in common."""
        return self.lower <= other.upper and other.lower <= self.upper


UNKNOWN = Interval(nan, 0.0, inf)


def decimal_sum(terms: Iterable[float]) -> float:
    """Add numbers as they are printed, without what binary fractions lose or gain.

    Examples
    --------
    >>> 0.1 + 0.2, decimal_sum([0.1, 0.2]), decimal_sum([2.2, -0.05])
    (0.30000000000000004, 0.3, 2.15)
    """
    numbers = list(terms)
    total = fsum(numbers)
    return float(sum(map(as_decimal, numbers))) if isfinite(total) and not total.is_integer() else total


def decimal_product(number: float, factor: float) -> float:
    """Multiply two numbers as they are printed.

    Examples
    --------
    >>> 4.35 * 100, decimal_product(4.35, 100), decimal_product(nan, 100), decimal_product(inf, 100)
    (434.99999999999994, 435.0, nan, inf)
    """
    if factor == 1 or not isfinite(number * factor):
        return number * factor
    return float(as_decimal(number) * as_decimal(factor))


def as_decimal(number: float) -> Decimal:
    """Return the shortest decimal number that a float stands for.

    Examples
    --------
    >>> as_decimal(0.1), as_decimal(450.0)
    (Decimal('0.1'), Decimal('450.0'))
    """
    return Decimal(str(number))
