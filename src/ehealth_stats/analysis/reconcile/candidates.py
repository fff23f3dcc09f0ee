"""What would explain a gap, named and never applied: a stated figure and its terms -> sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ehealth_stats.analysis.bounds import Cell, Interval, add, number_text


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a sum and what a reader calls it."""

    name: str
    cell: Cell


def candidates(stated: Interval, terms: Sequence[Term], additions: Sequence[Term] = ()) -> list[str]:
    """Return each single change that would bring the sum of the points within the stated bounds.

    One term left out; two digits swapped in one term or in the stated figure; an addition counted in, or counted in
    already; one term elsewhere within its own bounds. Without a point in every term there is no sum to explain.

    Examples
    --------
    >>> from ehealth_stats.analysis.bounds import Cell, Interval
    >>> def term(name, value):
    ...     return Term(name, Cell(Interval(value, value, value), "A", missing=False))
    >>> candidates(Interval(75, 75, 75), [term("Kramfors", 26), term("Timrå", 75)])
    ['without Kramfors (26) the sum is 75']
    """
    total = add(term.cell.figure for term in terms)
    if not (total.has_point and stated.has_point):
        return []
    return [
        *_left_out(stated, terms, total.value),
        *_swapped(stated, terms, total.value),
        *_added(stated, additions, total.value),
        *_within_bounds(stated, terms, total.value),
    ]


def listed_twice(stated: Interval, terms: Sequence[Term]) -> list[str]:
    """Return the names of a list that several rows give, where counting each row would give the stated number.

    Examples
    --------
    >>> from ehealth_stats.analysis.bounds import Cell, Interval
    >>> once = Cell(Interval(1, 1, 1), "A", missing=False, observation_ids="a")
    >>> twice = Cell(Interval(1, 1, 1), "A", missing=False, observation_ids="b|c")
    >>> listed_twice(Interval(3, 3, 3), [Term("Timrå", once), Term("Ånge", twice)])
    ['Ånge is listed twice: counted each time the names are 3']
    """
    rows = [len(term.cell.observation_ids.split("|")) for term in terms]
    if sum(rows) == len(rows) or not stated.holds(sum(rows)):
        return []
    names = ", ".join(term.name for term, number in zip(terms, rows, strict=True) if number > 1)
    return [f"{names} is listed twice: counted each time the names are {sum(rows)}"]


def _left_out(stated: Interval, terms: Sequence[Term], total: float) -> Iterator[str]:
    for term in terms:
        rest = total - term.cell.figure.value
        if stated.holds(rest):
            yield f"without {_named(term)} the sum is {number_text(rest)}{_inside(stated)}"


def _swapped(stated: Interval, terms: Sequence[Term], total: float) -> Iterator[str]:
    for term in terms:
        for value in swaps(term.cell.figure.value):
            changed = total - term.cell.figure.value + value
            if stated.holds(changed):
                swapped = f"{number_text(value)} instead of {number_text(term.cell.figure.value)}"
                yield f"with {swapped} for {term.name} the sum is {number_text(changed)}{_inside(stated)}"
    if total in swaps(stated.value):
        yield f"{number_text(stated.value)} is {number_text(total)} with two digits swapped"


def swaps(number: float) -> list[float]:
    """Return the numbers of as many digits that differ by two neighbouring digits swapped.

    Examples
    --------
    >>> swaps(120.0), swaps(30.0), swaps(2.5)
    ([210.0, 102.0], [], [])
    """
    digits = str(number).removesuffix(".0")
    if not digits.isdigit():
        return []
    pairs = range(len(digits) - 1)
    texts = [digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in pairs if digits[i] != digits[i + 1]]
    return [float(text) for text in texts if text[0] != "0"]


def _added(stated: Interval, additions: Sequence[Term], total: float) -> Iterator[str]:
    for addition in additions:
        number = addition.cell.figure.value
        for changed, words in ((total + number, "counted in"), (total - number, "counted in already")):
            if stated.holds(changed):
                yield f"with {_named(addition)} {words} the sum is {number_text(changed)}{_inside(stated)}"


def _within_bounds(stated: Interval, terms: Sequence[Term], total: float) -> Iterator[str]:
    for term in terms:
        own = term.cell.figure
        rest = total - own.value
        reach = Interval(total, rest + own.lower, rest + own.upper)
        if own.width and reach.overlaps(stated):
            wanted = Interval(own.value, max(own.lower, stated.lower - rest), min(own.upper, stated.upper - rest))
            span = " to ".join(dict.fromkeys(map(number_text, (wanted.lower, wanted.upper))))
            yield f"{_named(term)} may be {span}, within its own bounds"


def _named(term: Term) -> str:
    return f"{term.name} ({number_text(term.cell.figure.value)})"


def _inside(stated: Interval) -> str:
    return f", inside {number_text(stated.lower)}-{number_text(stated.upper)}" if stated.width else ""
