"""The grammar of figures: tokens and the words around them -> quantities with bounds, units and relations."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from typing import Literal

from ehealth_stats.codelists.lists import units
from ehealth_stats.codelists.words import alternatives, words
from ehealth_stats.ingestion.quantities.bounds import Bounds, bounds_of_number, bounds_of_share, bounds_of_word
from ehealth_stats.ingestion.quantities.changes import is_amount, tells_change
from ehealth_stats.ingestion.quantities.context import (
    After,
    Before,
    money_before,
    read_after,
    read_before,
    with_named_whole,
)
from ehealth_stats.ingestion.quantities.model import Approximation, Quantity, Relation, Token
from ehealth_stats.ingestion.quantities.relations import relate
from ehealth_stats.ingestion.quantities.signs import find_minus

_SHARES = ("percent", "percentage_points")
_IN_BRACKETS = re.compile(r"\s*\([^\s()]{1,20}\)")
Ends = Literal["around", "range", "from-to", "by-to"] | None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text is read: its country decides what kr is; `stops` are places where a label must end."""

    country: str
    approximation: Approximation = "half_unit"
    stops: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    """A token and the words on both its sides."""

    token: Token
    before: Before
    after: After


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
    made = list(_made(text, _with_listed_units(text, list(_items(text, tokens, reading))), reading))
    return relate(text, made, reading.stops, country=reading.country)


def _items(text: str, tokens: Sequence[Token], reading: Reading) -> Iterator[_Item]:
    """Read the words around each token; "thousand" after "two" is its multiplier, no number of its own."""
    floor, multiplied, last = 0, 0, (-1, float("inf"))
    once = list(_once(text, tokens))
    for token, following in zip_longest(once, once[1:]):
        if token.end <= multiplied:
            continue
        before, after = read_before(text, token.start, floor), read_after(text, token.end, reading.country)
        if token.kind != "share":
            after = with_named_whole(text, after, following.start if following else len(text))
        if before.multiplier > 1 and after.multiplier == 1 and not after.unit:
            after = replace(after, multiplier=before.multiplier, unit=money_before(before, reading.country))
        minus = find_minus(text, token, after.last, after.unit, last)
        if minus < token.start:
            signed = replace(token, start=minus, value=-token.value)
            yield _Item(signed, read_before(text, minus, floor), after)
        else:
            yield _Item(token, before, after)
        floor, multiplied = max(token.end, after.last), after.last if after.multiplier > 1 else 0
        last = after.last, token.value if minus == token.start else -token.value


def _once(text: str, tokens: Sequence[Token]) -> Iterator[Token]:
    """Join a number and its repetition in brackets: "fem (5) kommuner"."""
    last: Token | None = None
    for token in tokens:
        if last and last.value == token.value and _IN_BRACKETS.fullmatch(text, last.end, token.end + 1):
            last = replace(last, end=token.end + 1)
            continue
        if last:
            yield last
        last = token
    if last:
        yield last


def _with_listed_units(text: str, items: list[_Item]) -> list[_Item]:
    """Give the first ones of "120, 45 och 60 larm" the unit that is printed once."""
    listed = False
    for at in range(len(items) - 2, -1, -1):
        item, following = items[at], items[at + 1]
        gap = text[item.after.last : following.before.first].strip().casefold()
        both = item.token.kind == following.token.kind == "number" and not following.before.markers
        alone = not item.after.unit and item.after.multiplier == 1
        listed = both and alone and bool(following.after.unit) and (gap in _joining_words() or (listed and gap == ","))
        if listed or (alone and not gap and _ends_a_change(text, items, at)):
            items[at] = replace(item, after=_shared(item, following))
    return items


def _ends_a_change(text: str, items: Sequence[_Item], at: int) -> bool:
    """Tell whether "120" in "opp 40 til 120 fra 80 millioner" has the unit of what it was before."""
    if at == 0 or items[at + 1].before.markers != {"from"}:
        return False
    by = items[at - 1]
    return _leads_to(text[by.after.last : items[at].before.first], by, text)


@cache
def _joining_words() -> frozenset[str]:
    joining = [word for word, code in words("range").items() if code == "and"]
    return frozenset([*joining, *words("respective")])


def _made(text: str, items: Sequence[_Item], reading: Reading) -> Iterator[tuple[Quantity, After]]:
    """Make a quantity of each item, or one of two that are the ends of a range."""
    at = 0
    while at < len(items):
        item, following = items[at], items[at + 1] if at + 1 < len(items) else None
        if following and _is_joined(text, item, following):
            item, following = _completed(text, item, following)
        ends = _ends(text, item, following) if following else None
        if not following or not ends:
            yield _quantity(text, item, reading), item.after
            at += 1
            continue
        low = replace(item, after=_shared(item, following))
        pair = _quantity(text, low, reading), _quantity(text, following, reading)
        scale = low.after.multiplier, following.after.multiplier
        if ends == "around":
            yield (
                _around(*pair, value=item.token.value * scale[0], margin=following.token.value * scale[1]),
                following.after,
            )
        elif ends != "range":
            yield replace(pair[0], relation="from" if ends == "from-to" else "whole"), low.after
            yield replace(pair[1], relation="to", unit=pair[1].unit or pair[0].unit), following.after
        else:
            yield _range(*pair, scale=scale, low=item), following.after
        at += 2


def _is_joined(text: str, low: _Item, high: _Item) -> bool:
    return bool(read_ends(text[low.after.last : high.before.first], low.before.markers))


def _completed(text: str, low: _Item, high: _Item) -> tuple[_Item, _Item]:
    """Give both ends of a range what is printed once: "tkr 450-500", and the thousands of "10-20 000"."""
    bare = high.after.multiplier == 1 and not high.after.unit
    if low.before.multiplier > 1 and bare:
        shared = replace(high.after, multiplier=low.after.multiplier, unit=low.after.unit)
        return low, replace(high, after=shared)
    thousands = _THOUSANDS.fullmatch(text, high.token.start, high.token.end)
    alone = text[low.token.end : high.token.start].strip() in _DASHES and low.token.step == 1
    if thousands and alone and low.token.value < int(thousands["lead"]):
        return replace(low, token=replace(low.token, value=low.token.value * 1000)), high
    return low, high


_THOUSANDS = re.compile(r"(?P<lead>\d{1,3})[ .\u00a0\u2009\u202f]000")
_DASHES = frozenset("-–—‒−")


def _ends(text: str, low: _Item, high: _Item) -> Ends:
    if low.token.kind != "number" or high.token.kind != "number":
        return None
    if text[low.after.last : high.token.start].strip(" (").casefold() in words("plus_minus"):
        return "around"
    middle = text[low.after.last : high.before.first]
    ends = read_ends(middle, low.before.markers)
    units_differ = low.after.unit != high.after.unit and "" not in (low.after.unit, high.after.unit)
    if ends == "from-to":
        return None if units_differ else ends
    if ends == "range" and high.after.unit not in _SHARES and _leads_to(middle, low, text):
        return None if units_differ else "by-to"
    multiplier = _shared(low, high).multiplier
    ordered = low.token.value * multiplier < high.token.value * high.after.multiplier
    return ends if ordered and not units_differ else None


def _leads_to(middle: str, low: _Item, text: str) -> bool:
    """Tell "ökat med 12 till 57" from a range; "ökat med 10 till 20 procent" is one.

    After a noun, "økning på 91 millioner til 284 millioner", a unit that is printed twice tells.
    """
    tells = tells_change if low.after.unit or low.after.multiplier > 1 else is_amount
    return words("range").get(middle.strip().casefold()) == "to" and tells(text, low.before.first)


def read_ends(middle: str, markers: Set[str]) -> Ends:
    """Tell what two numbers are by the words between them and the markers before the first.

    Examples
    --------
    >>> read_ends("-", set()), read_ends(" til ", {"from"}), read_ends(" och ", {"between"}), read_ends(" och ", set())
    ('range', 'from-to', 'range', None)
    """
    match = _joiner_pattern().fullmatch(middle)
    if not match:
        return None
    kind = words("range")[match["joiner"].casefold()]
    if kind == "to":
        return "from-to" if "from" in markers else "range"
    if kind == "and":
        return "range" if "between" in markers else None
    return "range"


@cache
def _joiner_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s*(?P<joiner>{alternatives(words('range'))})\s*", re.IGNORECASE)


def _shared(low: _Item, high: _Item) -> After:
    """Give the first of two ends the unit and multiplier that are printed once, after the last.

    "200 000 till 3 miljoner": a number of thousands has its own scale, unless the last is one too ("3 000 og 3 881
    mill. kroner"). "1,8 millioner til 2,2 millioner meldinger" counts messages twice.
    """
    if low.after.unit:
        return low.after
    if low.after.multiplier > 1:
        return replace(low.after, unit=high.after.unit)
    multiplier = high.after.multiplier if low.token.value < 1000 or high.token.value >= 1000 else 1.0
    return replace(low.after, unit=high.after.unit, multiplier=multiplier)


def _range(first: Quantity, last: Quantity, *, scale: tuple[float, float], low: _Item) -> Quantity:
    value = low.token.value * scale[0]
    high = last.value if last.value == last.value else last.upper
    return replace(
        last, start=first.start, first=first.first, value=float("nan"), lower=value, upper=high,
        qualifier="range", unit=last.unit or first.unit, relation=first.relation, total=first.total,
    )  # fmt: skip


def _around(first: Quantity, last: Quantity, *, value: float, margin: float) -> Quantity:
    """Make one figure of "60 +/- 5 kommuner"."""
    return replace(
        first, last=last.last, end=last.end, value=value, lower=value - margin, upper=value + margin,
        qualifier="approximate", unit=first.unit or last.unit,
    )  # fmt: skip


def _quantity(text: str, item: _Item, reading: Reading) -> Quantity:
    token, before, after = item.token, item.before, item.after
    unit = after.unit or money_before(before, reading.country)
    if token.kind == "share":
        unit = "percent"
    before = _unless_during(text, item, unit, reading)
    qualifier, bounds = _qualified(item, before, unit, reading.approximation)
    value, lower, upper = (number * after.multiplier for number in bounds)
    return Quantity(
        token.start, token.end, before.first, after.last, value, lower, upper, qualifier, unit,
        relation=_relation(token, before), estimated=after.estimated, total="total" in before.markers,
    )  # fmt: skip


def _unless_during(text: str, item: _Item, unit: str, reading: Reading) -> Before:
    """Swedish "under tre månader" is no bound, under means during there; nor is "fördelas över fyra år"."""
    token, before = item.token, item.before
    if not unit or units()[unit].kind != "time":
        return before
    printed = text[before.first : token.start].strip().casefold()
    during = printed == "under" and reading.country == "SE"
    spread = printed in ("över", "over") and _spread_pattern().search(text, max(before.first - 40, 0), before.first)
    return Before(token.start) if during or spread else before


@cache
def _spread_pattern() -> re.Pattern[str]:
    money = alternatives([*words("currency"), *words("multiplier"), *words("spread")])
    return re.compile(rf"(?<!\w)(?:{money})\s+$", re.IGNORECASE)


def _qualified(item: _Item, before: Before, unit: str, approximation: Approximation) -> tuple[str, Bounds]:
    token, after = item.token, item.after
    if token.kind == "none":
        return "exact", bounds_of_word("none")
    if token.kind == "share":
        qualifier = before.qualifier or after.qualifier or "rounded"
        return qualifier, bounds_of_share(token.value, qualifier, approximation=approximation)
    if token.kind == "all" and (before.qualifier or "hedge" in before.markers):
        return "vague", bounds_of_word("vague")  # "nesten alle", "ikke alle": some, nobody knows how many
    if token.kind != "number":
        return token.kind, bounds_of_word(token.kind)
    kind = units()[unit].kind if unit else "count"
    printed_rounded = after.multiplier > 1 or token.step < 1 or kind == "percent"
    qualifier = before.qualifier or after.qualifier or token.qualifier or ("rounded" if printed_rounded else "exact")
    count = kind == "count" and after.multiplier == 1 and token.step == 1
    return qualifier, bounds_of_number(
        token.value, qualifier, step=token.step, count=count, approximation=approximation
    )


def _relation(token: Token, before: Before) -> Relation:
    if "part" in before.markers or token.kind == "share":
        return "part"
    return "addition" if "addition" in before.markers else "whole"
