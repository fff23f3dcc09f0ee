"""A figure with bounds, the smallest thing that is counted here: the point of the words, and what they allow."""

from dataclasses import dataclass
from math import inf, isnan, nan


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


UNKNOWN = Interval(nan, 0.0, inf)
