"""A figure with bounds, the smallest thing that is counted here: the point of the words, and what they allow."""

from dataclasses import dataclass
from math import inf, isinf, isnan, nan


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure: the point that a document gives (NaN when it gives none) and the bounds that its words allow."""

    value: float
    lower: float
    upper: float

    @property
    def width(self) -> float:
        """The upper bound less the lower one."""
        return self.upper - self.lower

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

    def __str__(self) -> str:
        if not self.has_point:
            if isinf(self.upper):
                return f"at least {number_text(self.lower)}" if self.lower > 0 else "unknown"
            if isinf(self.lower):
                return f"at most {number_text(self.upper)}"
            return f"{number_text(self.lower)}-{number_text(self.upper)}"
        between = f" [{number_text(self.lower)}, {number_text(self.upper)}]" if self.width else ""
        return number_text(self.value) + between


UNKNOWN = Interval(nan, 0.0, inf)


def number_text(number: float) -> str:
    """Write a number in groups of three, without decimals where it has none.

    Examples
    --------
    >>> number_text(2481183.0), number_text(2.5), number_text(inf)
    ('2 481 183', '2.5', 'inf')
    """
    if isinf(number) or isnan(number):
        return str(number)
    return f"{number:,.0f}".replace(",", " ") if number == round(number) else f"{number:.6g}"
