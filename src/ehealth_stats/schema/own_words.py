"""What an evaluator adds to the evaluation of a programme: own words by language, choices of findings and charts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The evaluator's part of an evaluation; what is left empty is computed, or shown as a place to fill in.

    Attributes
    ----------
    title, purpose, background
        A text by language code.
    author, commissioner, day
        Who evaluates, for whom, and the day of the evaluation.
    conclusions, recommendations
        Paragraphs by language code.
    first
        Ids of findings that stand first, in this order.
    dismissed
        Ids of findings that are not told, each with the reason by language, which is printed.
    charts
        Names of the charts that are shown, in this order; empty for those that show most.
    """

    title: Mapping[str, str] = field(default_factory=dict)
    author: str = ""
    commissioner: str = ""
    day: date | None = None
    purpose: Mapping[str, str] = field(default_factory=dict)
    background: Mapping[str, str] = field(default_factory=dict)
    conclusions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recommendations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: tuple[str, ...] = ()
    dismissed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    charts: tuple[str, ...] = ()
