"""The grammar of figures: tokens and the words around them -> quantities with bounds, units and relations."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf, nan

from ehealth_stats.codelists.lists import units
from ehealth_stats.ingestion.quantities.bounds import Bounds, bounds_of_number, bounds_of_word
from ehealth_stats.ingestion.quantities.context import (
    After,
    Before,
    each_pattern,
    joiner_pattern,
    of_pattern,
    read_after,
    read_before,
    read_label,
)
from ehealth_stats.ingestion.quantities.model import Approximation, Quantity, Relation, Token


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text is read: its country decides what kr is; `stops` are places where a label must end."""

    country: str
    approximation: Approximation = "half_unit"
    stops: Sequence[int] = ()


def read_quantities(text: str, tokens: Sequence[Token], reading: Reading) -> list[Quantity]:
    """Make quantities of tokens: ranges joined, qualifiers, units, parts and wholes resolved.

    Examples
    --------
    >>> from ehealth_stats.ingestion.quantities.tokens import scan
    >>> text = "1800 varav okänt digitala"
    >>> found = read_quantities(text, scan(text, "sv")[0], Reading("SE"))
    >>> [(q.value, q.upper, q.relation, q.whole, q.part) for q in found]
    [(1800.0, 1800.0, 'whole', -1, ''), (nan, 1800.0, 'part', 0, 'digitala')]
    """
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        floor = tokens[at - 1].end if at else 0
        joined = _range(text, tokens[at : at + 2], floor, reading)
        made = joined or [_quantity(text, tokens[at], floor, reading)]
        for quantity in made:
            found.append(_related(text, quantity, found, reading))
        at += 2 if joined else 1
    return _parts_of(text, found)


def _quantity(text: str, token: Token, floor: int, reading: Reading) -> Quantity:
    before = read_before(text, token.start, floor)
    after = read_after(text, token.end, reading.country)
    unit = after.unit or _money_before(before, reading.country)
    qualifier, bounds = _qualified(token, before, after, unit, reading.approximation)
    value, lower, upper = (number * after.multiplier for number in bounds)
    return Quantity(
        token.start, token.end, before.first, after.last, value, lower, upper, qualifier, unit,
        relation=_relation(before), estimated=after.estimated, total="total" in before.markers,
    )  # fmt: skip


def _money_before(before: Before, country: str) -> str:
    return {"kr": {"NO": "NOK", "SE": "SEK"}[country]}.get(before.currency, before.currency)


def _qualified(
    token: Token, before: Before, after: After, unit: str, approximation: Approximation
) -> tuple[str, Bounds]:
    if token.kind == "none":
        return "exact", bounds_of_word("none")
    if token.kind != "number":
        return token.kind, bounds_of_word(token.kind)
    kind = units()[unit].kind if unit else "count"
    printed_rounded = after.multiplier > 1 or token.step < 1 or kind == "percent"
    qualifier = before.qualifier or ("rounded" if printed_rounded else "exact")
    count = kind == "count" and after.multiplier == 1 and token.step == 1
    return qualifier, bounds_of_number(
        token.value, qualifier, step=token.step, count=count, approximation=approximation
    )


def _relation(before: Before) -> Relation:
    if "part" in before.markers:
        return "part"
    return "addition" if "addition" in before.markers else "whole"


def _range(text: str, pair: Sequence[Token], floor: int, reading: Reading) -> list[Quantity]:
    """Join "100-200" to one range, keep "fra 40 til 120" as two ends; an empty list when it is neither."""
    if len(pair) < 2 or any(token.kind != "number" for token in pair):
        return []
    low, high = pair
    middle = read_after(text, low.end, reading.country)
    match = joiner_pattern().fullmatch(text, middle.last, high.start)
    before = read_before(text, low.start, floor)
    joiner = match["joiner"].casefold() if match else ""
    spoken = joiner in ("och", "og", "and")
    if not match or (spoken and "between" not in before.markers):
        return []
    first, last = (_quantity(text, token, floor, reading) for token in pair)
    scale = read_after(text, high.end, reading.country).multiplier / middle.multiplier
    if joiner in ("till", "til", "to") and "from" in before.markers:
        return [_scaled(first, last, scale), replace(last, relation="to", unit=last.unit or first.unit)]
    scale *= middle.multiplier
    lower = low.value * (middle.multiplier if middle.multiplier > 1 else scale)
    if spoken and last.last > high.end and middle.unit and middle.unit != last.unit:
        return []
    if lower > high.value * scale:
        return []
    joined = replace(
        last, start=first.start, first=first.first, value=nan, lower=lower, upper=high.value * scale,
        qualifier="range", unit=last.unit or first.unit, relation=_relation(before),
    )  # fmt: skip
    return [joined]


def _scaled(first: Quantity, last: Quantity, scale: float) -> Quantity:
    """Give the first of two ends the multiplier and unit that are printed once, after the last."""
    if first.unit or scale <= 1:
        return replace(first, relation="from", unit=first.unit or last.unit)
    half = scale / 2
    value, lower, upper = first.value * scale, first.lower * scale, first.upper * scale
    if first.qualifier == "exact":
        return replace(
            first, relation="from", qualifier="rounded", unit=last.unit,
            value=value, lower=value - half, upper=value + half,
        )  # fmt: skip
    return replace(first, relation="from", unit=last.unit, value=value, lower=lower, upper=upper)


def _related(text: str, quantity: Quantity, found: Sequence[Quantity], reading: Reading) -> Quantity:
    """Add what the figures before it decide: whose part it is, its label, a unit that it inherits."""
    follows = bool(found) and quantity.qualifier == "exact" and quantity.value == 0
    if follows and not text[found[-1].last : quantity.start].strip() and found[-1].relation == "whole":
        quantity = replace(quantity, relation="part")
    if quantity.relation == "whole" and each_pattern().match(text, quantity.last):
        return replace(quantity, relation="each")
    if quantity.relation not in ("part", "addition"):
        return quantity
    stop = bisect_left(reading.stops, quantity.end)
    ceiling = reading.stops[stop] if stop < len(reading.stops) else len(text)
    label, last = read_label(text, quantity.last, ceiling)
    quantity = replace(quantity, part=label, last=last)
    whole = _whole_of(quantity, found)
    if whole < 0:
        return quantity
    unit = found[whole].unit if quantity.unit in ("", "pieces") else quantity.unit
    quantity = replace(quantity, whole=whole, unit=unit)
    return _within(quantity, found[whole]) if quantity.relation == "part" else quantity


def _whole_of(part: Quantity, found: Sequence[Quantity]) -> int:
    for at in range(len(found) - 1, max(len(found) - 12, -1), -1):
        whole = found[at]
        same_unit = part.unit in ("", "pieces", whole.unit) or whole.unit in ("", "pieces")
        if whole.relation in ("whole", "each") and same_unit and whole.upper >= part.lower:
            return at
    return -1


def _within(part: Quantity, whole: Quantity) -> Quantity:
    upper = min(part.upper, whole.upper)
    return replace(part, upper=upper) if upper < inf and upper >= part.lower else part


def _parts_of(text: str, found: list[Quantity]) -> list[Quantity]:
    """Read "N av M": N becomes a part of M."""
    for at, (part, whole) in enumerate(pairwise(found)):
        joined = of_pattern().fullmatch(text, part.last, whole.start)
        percent = part.unit in ("percent", "percentage_points")
        if joined and part.relation == "whole" and not percent and whole.upper >= part.lower:
            unit = part.unit or whole.unit
            found[at] = _within(replace(part, relation="part", whole=at + 1, unit=unit), whole)
    return found
