"""One comparison and its verdict: a stated figure and its terms -> a row of the table comparisons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf, isclose, isinf, isnan, nan
from typing import Any, Literal

from ehealth_stats.analysis.bounds import Cell, Interval, Row, add
from ehealth_stats.analysis.reconcile.candidates import Term, candidates, listed_twice
from ehealth_stats.codelists import area_key, indicators, qualifiers, units
from ehealth_stats.schema import Message, decimal_sum, several
from ehealth_stats.wording.messages import worded

Verdict = Literal["agrees", "within_rounding", "compatible", "differs", "not_checkable", "sources_disagree"]

_KEY = ("source_id", "indicator", "breakdown", "area", "period", "unit")
# So many figures are no longer multiples of ten by chance: once in a hundred thousand tables.
_TABLE = 5
# So many figures have an unweighted mean that a reader may take for their total.
_MEAN = 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """A stated figure and the terms that should give it.

    They add up, or give the `result` of the formula in `note`. `open_reason` says why they may not be all there is,
    `mean_of` what a stated mean would be of, `explanation` what else the terms give; `additions` should not count.
    """

    check: str
    source_id: str
    indicator: str
    breakdown: str
    area: str
    period: str
    unit: str
    stated: Cell
    terms: Sequence[Term]
    result: Interval | None = None
    additions: Sequence[Term] = ()
    open_reason: Message | None = None
    mean_of: Message | None = None
    note: Message | None = None
    explanation: Message | None = None

    @property
    def cells(self) -> list[Cell]:
        """The stated cell and those of the terms."""
        return [self.stated, *(term.cell for term in self.terms)]

    @property
    def name(self) -> str:
        """What the comparison is called; two of one figure have the same name."""
        source = self.source_id.replace("|", "+")
        return "/".join((self.check, source, self.indicator, self.breakdown, area_key(self.area), self.period))


def kind_of(unit: str) -> str:
    """Return the kind of a unit; one that the code list does not have counts things."""
    return units()[unit].kind if unit in units() else "count"


def may_add_up(row: Row) -> bool:
    """Say whether figures such as a row's add up to a stated total; those of an unknown indicator do if counted."""
    known = indicators().get(row["indicator"])
    return (known is None or known.kind in ("flow", "stock")) and kind_of(row["unit"]) not in ("percent", "rate")


def says(row: Row, code: str) -> bool:
    """Say whether the words of a row say something beside its figure: some, distinct, up or down."""
    return code in str(row["said"]).split("|")


def comparison(check: str, row: Row, stated: Cell, terms: Sequence[Term], **more: Any) -> Comparison:  # noqa: ANN401 - fields of Comparison
    """Return a comparison of the figure that a row states."""
    named: dict[str, Any] = {column: row[column] for column in _KEY}
    return Comparison(check, **named | {"stated": stated, "terms": terms} | more)


def known(comparison: Comparison) -> Interval:
    """Return what the terms give together, whether or not they are all there is."""
    return comparison.result or add(term.cell.figure for term in comparison.terms)


def to_row(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as a row of the table comparisons, without its id."""
    stated, computed = comparison.stated.figure, known(comparison)
    verdict = verdict_of(comparison, computed)
    if comparison.open_reason and comparison.check != "mean" and verdict not in ("agrees", "within_rounding"):
        computed = Interval(nan, computed.lower, inf)
    difference = decimal_sum((stated.value, -computed.value))
    return {
        "check": comparison.check,
        **{column: getattr(comparison, column) for column in _KEY},
        "stated": stated.value,
        "stated_lower": stated.lower,
        "stated_upper": stated.upper,
        "computed": computed.value,
        "computed_lower": computed.lower,
        "computed_upper": computed.upper,
        "difference": difference,
        "relative_difference": difference / computed.value if computed.value else nan,
        "smallest_detectable": _smallest_detectable(comparison),
        "tolerance_needed": _tolerance_needed(comparison, abs(difference)),
        "verdict": verdict,
        **worded("candidates", several(_candidates(comparison, verdict, computed))),
        **worded("note", several(_notes(comparison, verdict))),
        "stated_locator": comparison.stated.locators,
        "computed_locators": "|".join(term.cell.locators for term in comparison.terms if term.cell.locators),
        "observation_ids": "|".join(cell.observation_ids for cell in comparison.cells if cell.observation_ids),
    }


def verdict_of(comparison: Comparison, computed: Interval) -> Verdict:
    """Return the verdict of docs/methods.md section 4 on the stated figure and what the terms give together."""
    if comparison.check == "sources" or "|" in comparison.source_id:
        return "sources_disagree"
    return _verdict(comparison, computed)


def differs(comparison: Comparison) -> bool:
    """Say whether the stated figure and what the terms give can't both be true, in one source or in two."""
    return _verdict(comparison, known(comparison)) == "differs"


def _verdict(comparison: Comparison, computed: Interval) -> Verdict:
    stated = comparison.stated.figure
    if isclose(stated.value, computed.value, rel_tol=1e-12):
        return "agrees"
    if _within_rounding(comparison, computed):
        return "within_rounding"
    upper = inf if comparison.open_reason else computed.upper
    if _is_mean(comparison, computed):
        return "not_checkable"
    if stated.upper < computed.lower or upper < stated.lower:
        return "differs"
    return "not_checkable" if any(map(isinf, (stated.upper, computed.lower, upper))) else "compatible"


def _within_rounding(comparison: Comparison, computed: Interval) -> bool:
    stated, own = comparison.stated.figure, rounding(comparison.stated, comparison.unit)
    if comparison.result is None:
        return abs(decimal_sum((stated.value, -computed.value))) <= _slack(comparison)
    if not own or isnan(computed.value) or not all(map(_is_certain, comparison.cells)):
        return False
    return decimal_sum((computed.lower, -own)) <= stated.value <= decimal_sum((computed.upper, own))


def rounding(cell: Cell, unit: str) -> float:
    """Return half a printed digit of a rounded figure, 0 for a count and for what is inexact in another way.

    Money and percent are rounded by nature: an exact 27 stands for 26.5 to 27.5, an exact 27.5 for 27.45 to 27.55.
    """
    precision = _precision(cell)
    if precision == "digit":
        return cell.figure.width / 2
    if precision != "unit" or kind_of(unit) not in ("money", "percent"):
        return 0.0
    return _half_digit(cell.figure.value)


def _precision(cell: Cell) -> str:
    """Return what a figure is printed to, the unit or a digit of it, empty where it is known badly or not at all."""
    return qualifiers()[cell.qualifier].precision if cell.qualifier else ""


def _is_certain(cell: Cell) -> bool:
    return bool(cell.qualifier) and qualifiers()[cell.qualifier].is_certain


def _half_digit(value: float) -> float:
    return 0.5 * 10.0 ** -len(f"{value:.6f}".rstrip("0").partition(".")[2])


def _slack(comparison: Comparison) -> float:
    """Return what rounding moves a stated figure and its terms by together, 0 where one of them is not rounded."""
    half = printed_step(comparison) / 2
    own = [rounding(cell, comparison.unit) or half for cell in comparison.cells]
    return decimal_sum(own) if all(own) else 0.0


def printed_step(comparison: Comparison) -> float:
    """Return 10, 100 ... where a table of counts is printed to the ten, hundred ..., else 0.

    It is where the sum and all terms, five figures at least, are multiples of it, and more than half of them have
    further digits before it: 24 600, 17 500 and 99 200 are in hundreds, 100, 200 and 300 are just round.
    """
    if kind_of(comparison.unit) != "count" or any(_precision(cell) != "unit" for cell in comparison.cells):
        return 0.0
    digits = [f"{cell.figure.value:.15g}" for cell in comparison.cells]
    zeros = min((len(text) - len(text.rstrip("0")) for text in digits if text != "0"), default=0)
    many = sum(len(text) > zeros + 1 for text in digits)
    return 10.0**zeros if zeros and len(digits) >= _TABLE and many > len(digits) / 2 else 0.0


def _is_mean(comparison: Comparison, computed: Interval) -> bool:
    """Say whether a stated figure that is no sum of three terms or more is their unweighted mean, as printed.

    Source: docs/methods.md section 4.
    """
    stated, number = comparison.stated.figure, len(comparison.terms)
    if comparison.check == "mean":
        return bool(comparison.open_reason)
    if not comparison.mean_of or number < _MEAN or stated.value == 0:
        return False
    half = rounding(comparison.stated, comparison.unit) or _half_digit(stated.value)
    return abs(stated.value - computed.value / number) <= half


def _smallest_detectable(comparison: Comparison) -> float:
    """Return the largest error that goes unnoticed: the truth lies anywhere in the bounds of both sides.

    A figure that is wrong by the whole width of both may still leave bounds that touch, where the truth was at one end
    of them and the error led across to the other; one that is wrong by more can't.
    """
    if comparison.open_reason:
        return inf
    stated = comparison.stated
    if comparison.result:
        return max(stated.figure.width, 2 * rounding(stated, comparison.unit)) + comparison.result.width
    return max(decimal_sum(cell.figure.width for cell in comparison.cells), 2 * _slack(comparison))


def _tolerance_needed(comparison: Comparison, gap: float) -> float:
    figures = [cell.figure for cell in comparison.cells]
    inexact = decimal_sum(figure.value for figure in figures if figure.has_point and figure.width)
    return gap / inexact if inexact and comparison.result is None else nan


def _candidates(comparison: Comparison, verdict: Verdict, computed: Interval) -> Sequence[Message | None]:
    stated = comparison.stated.figure
    if verdict not in ("compatible", "differs") or stated.holds(computed.value):
        return []
    if comparison.result:
        return [comparison.explanation]
    found = candidates(stated, comparison.terms, comparison.additions)
    return found + listed_twice(stated, comparison.terms) if comparison.check == "list" else found


def _notes(comparison: Comparison, verdict: Verdict) -> Iterator[Message | None]:
    yield comparison.note
    yield from (_derived(comparison, term) for term in comparison.terms)
    yield comparison.open_reason
    yield _at_limit(comparison, verdict)
    if comparison.mean_of and verdict == "not_checkable" and _is_mean(comparison, known(comparison)):
        mean = known(comparison).value / len(comparison.terms)
        yield Message("mean_and_no_sum", {"mean": mean, "areas": comparison.mean_of})
    if verdict == "within_rounding" and (step := printed_step(comparison)):
        yield Message("printed_in_multiples", {"step": step})


def _at_limit(comparison: Comparison, verdict: Verdict) -> Message | None:
    """Say that terms which contradict "over 900" are 900: strictly that is 901 at least, not everyone writes so."""
    stated = comparison.stated
    limit = stated.figure.lower - 1 if isinf(stated.figure.upper) else stated.figure.upper + 1
    is_counted = verdict == "differs" and kind_of(comparison.unit) == "count"
    is_limit = is_counted and qualifiers()[stated.qualifier].is_strict and known(comparison).value == limit
    return Message("exactly_the_limit") if is_limit else None


def _derived(comparison: Comparison, term: Term) -> Message | None:
    """Say that a rounded term is just what the others leave, where they are known less exactly than it is printed.

    An independent figure would not hit the rest of an approximate sum to half a printed digit. Where the others are
    only rounded too, as in a table printed in thousands, it may well do.
    """
    if _precision(term.cell) != "digit" or comparison.result:
        return None
    others = [cell for cell in comparison.cells[1:] if cell is not term.cell]
    stated, half = comparison.stated.figure, term.cell.figure.width / 2
    vague = decimal_sum(cell.figure.width for cell in [comparison.stated, *others] if _precision(cell) != "digit") / 2
    rest = stated.value - add(cell.figure for cell in others).value
    if vague <= half or not abs(rest - term.cell.figure.value) <= half:
        return None
    terms = (stated.value, *(cell.figure.value for cell in others))
    return Message("derived_from_others", {"name": term.name, "terms": terms, "rest": rest})
