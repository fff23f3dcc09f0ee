"""One comparison and its verdict: a stated figure and its terms -> a row of the table comparisons."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, inf, isclose, isinf, isnan, nan
from typing import Any, Literal

from ehealth_stats.analysis.bounds import Cell, Interval, add, number_text
from ehealth_stats.analysis.reconcile.candidates import Term, candidates
from ehealth_stats.codelists import units

Check = Literal["areas", "categories", "parts", "list", "sources"]
Verdict = Literal["agrees", "within_rounding", "compatible", "differs", "not_checkable", "sources_disagree"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A stated figure and the terms that should add up to it; `open_areas` have none, `additions` should not count."""

    check: Check
    source_id: str
    indicator: str
    breakdown: str
    area: str
    period: str
    unit: str
    stated: Cell
    terms: Sequence[Term]
    additions: Sequence[Term] = ()
    open_areas: int = 0

    @property
    def cells(self) -> list[Cell]:
        """The stated cell and those of the terms."""
        return [self.stated, *(term.cell for term in self.terms)]

    @property
    def computed(self) -> Interval:
        """The sum of the terms, open upwards where areas have none and the others are not all there is."""
        known = add(term.cell.figure for term in self.terms)
        if not self.open_areas or _equal(self.stated.figure, known):
            return known
        return Interval(nan, known.lower, inf)


def to_row(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as a row of the table comparisons, without its id."""
    stated, computed = comparison.stated.figure, comparison.computed
    difference = stated.value - computed.value
    verdict = _verdict(comparison)
    explain = verdict in ("compatible", "differs") and not stated.holds(computed.value)
    return {
        "check": comparison.check,
        "source_id": comparison.source_id,
        "indicator": comparison.indicator,
        "breakdown": comparison.breakdown,
        "area": comparison.area,
        "period": comparison.period,
        "stated": stated.value,
        "stated_lower": stated.lower,
        "stated_upper": stated.upper,
        "computed": computed.value,
        "computed_lower": computed.lower,
        "computed_upper": computed.upper,
        "unit": comparison.unit,
        "difference": difference,
        "relative_difference": difference / computed.value if computed.value else nan,
        "smallest_detectable": _smallest_detectable(comparison),
        "tolerance_needed": _tolerance_needed(comparison, abs(difference)),
        "verdict": verdict,
        "candidates": "; ".join(candidates(stated, comparison.terms, comparison.additions)) if explain else "",
        "note": "; ".join(_notes(comparison)),
        "stated_locator": comparison.stated.locators,
        "computed_locators": "|".join(term.cell.locators for term in comparison.terms if term.cell.locators),
        "observation_ids": "|".join(cell.observation_ids for cell in comparison.cells if cell.observation_ids),
    }


def _verdict(comparison: Comparison) -> Verdict:
    stated, computed = comparison.stated.figure, comparison.computed
    if comparison.check == "sources":
        return "sources_disagree"
    if _equal(stated, computed):
        return "agrees"
    slack = [_rounding(cell, comparison.unit) for cell in comparison.cells]
    if all(slack) and abs(stated.value - computed.value) <= fsum(slack):
        return "within_rounding"
    if not stated.overlaps(computed):
        return "differs"
    return "not_checkable" if isinf(stated.upper) or isinf(computed.upper) else "compatible"


def _equal(stated: Interval, computed: Interval) -> bool:
    return isclose(stated.value, computed.value, rel_tol=1e-12)


def _rounding(cell: Cell, unit: str) -> float:
    """Return half a printed digit of a rounded figure, 0 for a count and for what is inexact in another way."""
    if cell.qualifier == "rounded":
        return cell.figure.width / 2
    return 0.5 if cell.qualifier == "exact" and units()[unit].kind in ("money", "percent") else 0.0


def _smallest_detectable(comparison: Comparison) -> float:
    halves = [max(cell.figure.width / 2, _rounding(cell, comparison.unit)) for cell in comparison.cells]
    return inf if comparison.open_areas else fsum(halves)


def _tolerance_needed(comparison: Comparison, gap: float) -> float:
    figures = [cell.figure for cell in comparison.cells]
    inexact = fsum(figure.value for figure in figures if figure.has_point and figure.width)
    return gap / inexact if inexact else nan


def _notes(comparison: Comparison) -> list[str]:
    notes = [_derived(comparison, term) for term in comparison.terms]
    if comparison.open_areas:
        notes.append(f"{comparison.open_areas} municipalities of the area have no row")
    return [note for note in notes if note]


def _derived(comparison: Comparison, term: Term) -> str:
    """Say that a rounded term is just what the others leave, where they are known less exactly than it is printed.

    An independent figure would not hit the rest of an approximate sum to half a printed digit.
    """
    others = [other.cell.figure for other in comparison.terms if other is not term]
    stated, figure = comparison.stated.figure, term.cell.figure
    rest, half = stated.value - add(others).value, figure.width / 2
    if term.cell.qualifier != "rounded" or isnan(rest) or comparison.open_areas or comparison.check == "sources":
        return ""
    known = fsum(other.width for other in [stated, *others]) / 2
    if abs(rest - figure.value) > half or known <= half:
        return ""
    minus = " - ".join([number_text(stated.value), *(number_text(other.value) for other in others)])
    return f"{term.name} is {minus} = {number_text(rest)}, rounded: no independent check"
