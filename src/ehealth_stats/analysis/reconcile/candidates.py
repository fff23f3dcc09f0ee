"""What would explain a gap, named and never applied: a stated figure and its terms -> messages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan

from ehealth_stats.analysis.bounds import Cell, Interval, add
from ehealth_stats.schema import Message, Value


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a sum and what a reader calls it."""

    name: Value
    cell: Cell


def candidates(stated: Interval, terms: Sequence[Term], additions: Sequence[Term] = ()) -> list[Message]:
    """Return each single change that would bring the sum of the points within the stated bounds.

    One term left out; two digits swapped in one term or in the stated figure; an addition counted in, or counted in
    already; one term elsewhere within its own bounds. Without a point in every term there is no sum to explain.

    Examples
    --------
    >>> from ehealth_stats.analysis.bounds import Cell, Interval
    >>> from ehealth_stats.wording.messages import say
    >>> def term(name, value):
    ...     return Term(name, Cell(Interval(value, value, value), "A", missing=False))
    >>> (found,) = candidates(Interval(75, 75, 75), [term("Kramfors", 26), term("Timrå", 75)])
    >>> say(found, "en"), say(found, "sv")
    ('without Kramfors (26) the sum is 75', 'utan Kramfors (26) blir summan 75')
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


def listed_twice(stated: Interval, terms: Sequence[Term]) -> list[Message]:
    """Return the names of a list that several rows give, where counting each row would give the stated number.

    Examples
    --------
    >>> from ehealth_stats.analysis.bounds import Cell, Interval
    >>> from ehealth_stats.wording.messages import say
    >>> once = Cell(Interval(1, 1, 1), "A", missing=False, observation_ids="a")
    >>> twice = Cell(Interval(1, 1, 1), "A", missing=False, observation_ids="b|c")
    >>> (found,) = listed_twice(Interval(3, 3, 3), [Term("Timrå", once), Term("Ånge", twice)])
    >>> say(found, "en")
    'Ånge is listed twice: counted each time the names are 3'
    """
    rows = [len(term.cell.observation_ids.split("|")) for term in terms]
    if sum(rows) == len(rows) or not stated.holds(sum(rows)):
        return []
    names = tuple(term.name for term, number in zip(terms, rows, strict=True) if number > 1)
    return [Message("listed_twice", {"names": names, "n": len(names), "total": sum(rows)})]


def _left_out(stated: Interval, terms: Sequence[Term], total: float) -> Iterator[Message]:
    for term in terms:
        rest = total - term.cell.figure.value
        if stated.holds(rest):
            yield Message("left_out", {"term": _named(term), "sum": _sum(rest, stated)})


def _swapped(stated: Interval, terms: Sequence[Term], total: float) -> Iterator[Message]:
    for term in terms:
        old = term.cell.figure.value
        for new in swaps(old):
            changed = total - old + new
            if stated.holds(changed):
                values: dict[str, Value] = {"new": new, "old": old, "name": term.name}
                yield Message("digits_swapped", values | {"sum": _sum(changed, stated)})
    if total in swaps(stated.value):
        yield Message("stated_digits_swapped", {"stated": stated.value, "sum": total})


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


def _added(stated: Interval, additions: Sequence[Term], total: float) -> Iterator[Message]:
    for addition in additions:
        number = addition.cell.figure.value
        for changed, key in ((total + number, "counted_in"), (total - number, "counted_in_already")):
            if stated.holds(changed):
                yield Message(key, {"term": _named(addition), "sum": _sum(changed, stated)})


def _within_bounds(stated: Interval, terms: Sequence[Term], total: float) -> Iterator[Message]:
    for term in terms:
        own = term.cell.figure
        rest = total - own.value
        reach = Interval(total, rest + own.lower, rest + own.upper)
        if own.width and reach.overlaps(stated):
            wanted = Interval(nan, max(own.lower, stated.lower - rest), min(own.upper, stated.upper - rest))
            yield Message("elsewhere_within_bounds", {"term": _named(term), "figure": wanted})


def _named(term: Term) -> Message:
    return Message("named_figure", {"name": term.name, "figure": term.cell.figure.value})


def _sum(total: float, stated: Interval) -> Value:
    """Return a sum, of an inexact stated figure with the bounds that it is inside."""
    if not stated.width:
        return total
    return Message("sum_inside", {"sum": total, "stated": Interval(nan, stated.lower, stated.upper)})
