"""The grammar of figures: tokens and the words around them -> quantities with bounds, units and relations."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from math import inf, nan

from ehealth_stats.codelists import plain_qualifier, qualifiers
from ehealth_stats.codelists.lists import units
from ehealth_stats.ingestion.figures.exclusions.find import ends_an_age
from ehealth_stats.ingestion.figures.grammar.bounds import (
    Bounds,
    bounds_of_multiple,
    bounds_of_number,
    bounds_of_share,
    bounds_of_word,
    scaled,
)
from ehealth_stats.ingestion.figures.grammar.ranges import (
    CHANGE_WINDOW,
    Item,
    completed,
    ends_of,
    is_joined,
    leads_to,
    may_share_unit,
    shared_after,
    tells_change,
    way_of_change,
    way_of_comparison,
)
from ehealth_stats.ingestion.figures.grammar.relations import relate
from ehealth_stats.ingestion.figures.grammar.signs import find_minus
from ehealth_stats.ingestion.figures.model import Approximation, Quantity, Relation, Token
from ehealth_stats.ingestion.figures.words_around import (
    After,
    Before,
    denies,
    follows_of,
    is_percentage,
    money_before,
    read_after,
    read_before,
    with_named_whole,
    with_rate,
)
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.languages.lexicon import fold, words
from ehealth_stats.schema import decimal_product, decimal_sum

_SPOKEN_OUT = 13


@dataclass(frozen=True, slots=True)
class Settings:
    """How a text is read: the country decides what "kr" is; a label must end at `stops`, where a place is named."""

    country: str
    approximation: Approximation = "half_unit"
    stops: Sequence[int] = ()


def read_quantities(text: Text, tokens: Sequence[Token], settings: Settings) -> list[Quantity]:
    """Make quantities of tokens: ranges joined, qualifiers, units, parts and wholes resolved.

    Examples
    --------
    >>> from ehealth_stats.ingestion.figures.tokens.scan import scan
    >>> text = Text("1800 varav okänt digitala", "sv")
    >>> found = read_quantities(text, scan(text, "sv")[0], Settings("SE"))
    >>> [(q.value, q.upper, q.relation, q.whole, q.part) for q in found]
    [(1800.0, 1800.0, 'whole', -1, ''), (nan, 1800.0, 'part', 0, 'digitala')]
    """
    items = _with_listed_units(text, _with_durations(text, _items(text, tokens, settings)))
    made = [(_changed(text, quantity), after) for quantity, after in _made(text, items, settings)]
    return relate(text, made, settings.stops)


def _changed(text: Text, quantity: Quantity) -> Quantity:
    """Make the amount of a change one, below nothing where something fell: "minskade med 12 procent" is -12."""
    if quantity.relation != "whole":
        return quantity
    amount = bool(quantity.unit) and units()[quantity.unit].kind in ("percent", "money")
    ways = (way_of_comparison(text, end, amount=amount) for end in (quantity.end, quantity.last))
    way = way_of_change(text, quantity.first) or next(filter(None, ways), "")
    if not way:
        return quantity
    changed = replace(quantity, relation="change")
    if way == "up" or quantity.lower < 0:
        return changed
    value, lower, upper = (0.0 - number for number in (quantity.value, quantity.upper, quantity.lower))
    return replace(changed, value=value, lower=lower, upper=upper)


def _items(text: Text, tokens: Sequence[Token], settings: Settings) -> Iterator[Item]:
    """Read the words around each token; "thousand" behind "two" is its multiplier, no number of its own."""
    floor, multiplied, last = 0, 0, (-1, float("inf"))
    once = list(_once(text, tokens))
    for token, following in zip_longest(once, once[1:]):
        if token.end <= multiplied:
            continue
        before, after = read_before(text, token.start, floor), read_after(text, token.end, settings.country)
        if token.kind not in ("share", "multiple"):
            after = with_named_whole(text, after, following.start if following else len(text))
        after = with_rate(text, before, after, settings.country)
        if before.multiplier > 1 and after.multiplier == 1 and not after.unit:
            after = after._replace(multiplier=before.multiplier, unit=money_before(before, settings.country))
        minus = find_minus(text, token, after.last, after.unit, last)
        if minus < token.start:
            signed = token._replace(start=minus, value=-token.value)
            yield Item(signed, read_before(text, minus, floor), after)
        else:
            yield Item(token, before, after)
        floor, multiplied = max(token.end, after.last), after.last if after.multiplier > 1 else 0
        last = after.last, token.value if minus == token.start else -token.value


def _once(text: Text, tokens: Sequence[Token]) -> Iterator[Token]:
    """Join a number and its repetition in brackets: "fem (5) kommuner" (five)."""
    last: Token | None = None
    for token in tokens:
        if last and last.value == token.value and text.fullmatch("number_again", last.end, token.end + 1):
            last = last._replace(end=token.end + 1)
            continue
        if last:
            yield last
        last = token
    if last:
        yield last


def _with_durations(text: Text, items: Iterable[Item]) -> list[Item]:
    """Join two times that are one, counted in the smaller: "2 timmar och 30 minuter" are 150 minutes."""
    made: list[Item] = []
    for item in items:
        if made and (joined := _duration(text, made[-1], item)):
            made[-1] = joined
        else:
            made.append(item)
    return made


def _duration(text: Text, larger: Item, smaller: Item) -> Item | None:
    """Return the time that two are together, None where each stands for itself."""
    in_one = _IN_ONE.get((larger.after.unit, smaller.after.unit), 0)
    tokens = larger.token, smaller.token
    counted = all(token.kind == "number" and token.step == 1 for token in tokens)
    fits = (
        counted
        and 0 < smaller.token.value < in_one
        and larger.token.value > 0
        and "between" not in larger.before.markers
    )
    if not fits or not text.fullmatch("time_goes_on", larger.after.last, smaller.token.start):
        return None
    value = larger.token.value * in_one + smaller.token.value
    return Item(larger.token._replace(end=smaller.token.end, value=value), larger.before, smaller.after)


_IN_ONE = {("years", "months"): 12, ("weeks", "days"): 7, ("hours", "minutes"): 60}


def _with_listed_units(text: Text, items: list[Item]) -> list[Item]:
    """Give the figures of a list the unit that is printed once: "120, 45 och 60 larm" (and 60 alarms)."""
    listed = False
    for at in range(len(items) - 2, -1, -1):
        item, following = items[at], items[at + 1]
        gap = _folded_gap(text, item.after.last, following.before.first)
        both = item.token.kind == following.token.kind == "number" and not following.before.markers
        alone = not item.after.unit and item.after.multiplier == 1
        listed = (
            both
            and alone
            and bool(following.after.unit)
            and may_share_unit(item, following)
            and (gap in _joining_words(text.language) or (listed and gap == ","))
        )
        of = (
            both
            and alone
            and following.after.multiplier > 1
            and text.fullmatch("gap_of", item.after.last, following.before.first)
        )
        optional = alone and not gap and _is_added_time(following)
        if listed or of or optional or (alone and not gap and _ends_a_change(text, items, at)):
            items[at] = item._replace(after=shared_after(item, following))
        elif _is_split(text, item, following):
            items[at : at + 2] = (
                each._replace(after=each.after._replace(unit="percent")) for each in (item, following)
            )
    return items


def _is_split(text: Text, item: Item, following: Item) -> bool:
    """Tell two shares that are all of something from a part and its whole: "fördelas 40/60" (split), no 40 of 60."""
    gap = text[item.after.last : following.before.first].strip()
    all_of_it = gap == "/" and item.token.value + following.token.value == _WHOLE
    low = max(item.before.first - CHANGE_WINDOW, 0)
    return all_of_it and bool(text.search("split", low, item.before.first))


_WHOLE = 100


def _is_added_time(item: Item) -> bool:
    """Tell the option of an agreement, which has the unit of its term: the 1 of "2+1 år" (years)."""
    return item.before.markers == {"addition"} and bool(item.after.unit) and units()[item.after.unit].kind == "time"


_LONGEST_GAP = 60  # letters of a word that joins figures, with what may be blank


def _folded_gap(text: Text, start: int, end: int) -> str:
    printed = text[start:end]
    return fold(printed) if len(printed) <= _LONGEST_GAP or not printed.strip() else printed


def _ends_a_change(text: Text, items: Sequence[Item], at: int) -> bool:
    """Tell whether a figure has the unit of the one behind it, what it was before.

    The 120 of "opp 40 til 120 fra 80 millioner" (up 40 to 120 from 80 million).
    """
    if at == 0 or items[at + 1].before.markers != {"from"}:
        return False
    by = items[at - 1]
    return leads_to(text[by.after.last : items[at].before.first], by, text)


@cache
def _joining_words(language: str) -> frozenset[str]:
    joining = [word for word, code in words("range", language).items() if code == "and"]
    return frozenset([*joining, *words("respective", language)])


def _made(text: Text, items: Sequence[Item], settings: Settings) -> Iterator[tuple[Quantity, After]]:
    """Make a quantity of each item, or one of two items that are the ends of a range."""
    at = 0
    while at < len(items):
        item, following = items[at], items[at + 1] if at + 1 < len(items) else None
        if following and is_joined(text, item, following):
            item, following = completed(text, item, following)
        if following and (bounded := _between_bounds(text, item, following, settings)):
            yield bounded, following.after
            at += 2
            continue
        ends = ends_of(text, item, following) if following else None
        if not following or not ends:
            yield _quantity(text, item, settings), item.after
            at += 1
            continue
        low = item._replace(after=shared_after(item, following))
        pair = _quantity(text, low, settings), _quantity(text, following, settings)
        scale = low.after.multiplier, following.after.multiplier
        if ends == "around":
            yield (
                _around(
                    *pair,
                    value=decimal_product(item.token.value, scale[0]),
                    margin=decimal_product(following.token.value, scale[1]),
                ),
                following.after,
            )
        elif ends != "range":
            yield replace(pair[0], relation="from" if ends == "from-to" else "whole"), low.after
            led_to = _LED_TO.get(pair[0].unit, pair[0].unit) if ends == "by-to" else pair[0].unit
            unit = pair[1].unit or led_to
            yield replace(pair[1], relation="to", unit=unit), following.after
        else:
            yield _range(*pair, scale=scale, low=item), following.after
        at += 2


def _between_bounds(text: Text, item: Item, following: Item, settings: Settings) -> Quantity | None:
    """Make one figure of its two bounds, None where they are those of two: "fler än 5 men färre än 10" is 6 to 9."""
    named = item.before.qualifier and following.before.qualifier
    if not named or not text.fullmatch("bounds_joined", item.after.last, following.before.first):
        return None
    item = item._replace(after=shared_after(item, following))
    bare = not following.after.unit and following.after.multiplier == 1
    following = following._replace(after=following.after._replace(unit=item.after.unit)) if bare else following
    pair = _quantity(text, item, settings), _quantity(text, following, settings)
    high, low = sorted(pair, key=lambda quantity: quantity.upper)
    open_below = high.value != high.value and high.lower == 0
    if low.upper < inf or not open_below or not low.lower <= high.upper < inf or low.unit != high.unit:
        return None
    return replace(
        pair[0], end=pair[1].end, last=pair[1].last, value=nan, lower=low.lower, upper=high.upper, qualifier="range",
    )  # fmt: skip


# What a change by such a unit leads to: "økte med 35 % til 5 400" counts, "med 5 prosentpoeng til 60" is in percent.
_LED_TO = {"percent": "", "percentage_points": "percent"}


def _range(first: Quantity, last: Quantity, *, scale: tuple[float, float], low: Item) -> Quantity:
    """Make one quantity, without a point, of the two ends of a range."""
    value = decimal_product(low.token.value, scale[0])
    high = last.value if last.value == last.value else last.upper
    return replace(
        last, start=first.start, first=first.first, value=float("nan"), lower=value, upper=high,
        qualifier="range", unit=last.unit or first.unit, relation=first.relation, total=first.total,
    )  # fmt: skip


def _around(first: Quantity, last: Quantity, *, value: float, margin: float) -> Quantity:
    """Make one figure of "60 +/- 5 kommuner"."""
    return replace(
        first, last=last.last, end=last.end, value=value,
        lower=decimal_sum([value, -margin]), upper=decimal_sum([value, margin]),
        qualifier="approximate", unit=first.unit or last.unit,
    )  # fmt: skip


def _quantity(text: Text, item: Item, settings: Settings) -> Quantity:
    """Make a quantity of a token by its qualifier, its unit and what its words mean in this place."""
    token, before, after = item.token, item.before, item.after
    unit = after.unit or money_before(before, settings.country)
    if token.kind in ("share", "multiple") or (
        not unit and after.multiplier == 1 and is_percentage(text, before.first)
    ):
        unit = "percent"
    before = _unless_topic(text, item, unit, _unless_during(text, item, unit, settings))
    if before.qualifier == "more_than" and ends_an_age(text, token.start):
        before = Before(token.start)
    if before.qualifier == "more_than" and denies(text, before.first):
        before = before._replace(qualifier=qualifiers()[before.qualifier].denied)
    qualifier, bounds = _qualified(item, before, unit, settings.approximation)
    value, lower, upper = scaled(bounds, after.multiplier)
    in_things = token.kind == "number" and qualifiers()[qualifier].is_strict and _counts_things(item, unit)
    return Quantity(
        token.start, token.end, before.first, after.last, value, lower, upper, qualifier, unit,
        relation=_relation(text, item, before), part=before.label, estimated=after.estimated,
        total="total" in before.markers, in_things=in_things,
    )  # fmt: skip


def _counts_things(item: Item, unit: str) -> bool:
    """Tell a number of whole things: "over 100 larm" is at least 101, "over 100 kr" is not."""
    return (not unit or units()[unit].kind == "count") and item.after.multiplier == 1 and item.token.step == 1


def _unless_during(text: Text, item: Item, unit: str, settings: Settings) -> Before:
    """Drop a qualifier that means a time.

    Swedish "under tre månader" is during three months, not under; "fördelas över fyra år" is spread over four years.
    """
    token, before = item.token, item.before
    if not unit or units()[unit].kind != "time":
        return before
    printed = fold(text[before.first : token.start])
    during = printed == "under" and settings.country == "SE"
    spread = printed in ("över", "over") and text.search("spread", max(before.first - 40, 0), before.first)
    return Before(token.start) if during or spread else before


def _unless_topic(text: Text, item: Item, unit: str, before: Before) -> Before:
    """Drop a qualifier that means a topic.

    "kring fyra frågor" is about four questions, which are four: a small number in words that counts no known thing is
    not approximate.
    """
    token = item.token
    if before.qualifier != "approximate":
        return before
    topic = fold(text[before.first : token.start]) in words("topic", text.language)
    topic = topic and not text.match("of_how_many", item.after.last)  # "rundt tre av fire"
    small = not unit and item.after.multiplier == 1 and token.value < _SPOKEN_OUT and token.kind == "number"
    return Before(token.start) if topic and small and text[token.start].isalpha() else before


def _qualified(item: Item, before: Before, unit: str, approximation: Approximation) -> tuple[str, Bounds]:
    """Return the qualifier of a token and its bounds, before its multiplier."""
    token, after = item.token, item.after
    if token.kind == "none" and not (before.qualifier or "hedge" in before.markers):
        return plain_qualifier(), (0.0, 0.0, 0.0)
    if token.kind == "share":
        qualifier = before.qualifier or after.qualifier or token.qualifier or plain_qualifier(rounded=True)
        return qualifier, bounds_of_share(token.value, qualifier, approximation=approximation)
    if token.kind in ("word", "none"):
        # "nesten alle", "ikke alle", "nästan inga": some, nobody knows how many.
        is_hedged = token.kind == "none" or (
            qualifiers()[token.qualifier].is_all and (before.qualifier or "hedge" in before.markers)
        )
        qualifier = "vague" if is_hedged else token.qualifier
        return qualifier, bounds_of_word(qualifier)
    if token.kind == "multiple":
        qualifier = before.qualifier or after.qualifier or plain_qualifier(rounded=token.step != 1)
        step = 1.0 if token.step == 1 else decimal_product(token.step, 100.0)
        return qualifier, bounds_of_multiple(token.value, qualifier, step=step, approximation=approximation)
    kind = units()[unit].kind if unit else "count"
    printed_rounded = after.multiplier > 1 or token.step != 1 or kind == "percent"
    qualifier = before.qualifier or after.qualifier or token.qualifier or plain_qualifier(rounded=printed_rounded)
    count = _counts_things(item, unit)
    return qualifier, bounds_of_number(
        token.value, qualifier, step=token.step, count=count, approximation=approximation
    )


def _is_rest_alone(text: Text, item: Item) -> bool:
    """Tell the rest of what another cell says: "resten analoga" (the rest analogue) with nothing before it."""
    opens = item.token.kind == "word" and not item.after.unit and not text[: item.token.start].strip()
    return opens and bool(text.match("the_rest", item.token.start))


def _is_amount(text: Text, item: Item, before: Before) -> bool:
    """Tell the amount of a change from a part: "faldt med en fjerdedel" (fell by a quarter)."""
    return tells_change(text, before.first) and not follows_of(text, item.after.last)


def _relation(text: Text, item: Item, before: Before) -> Relation:
    """Return what the words around say: a part, an addition, a change, or a whole."""
    if item.token.kind == "multiple":
        return "change"
    if "part" in before.markers or (item.token.kind == "share" and not _is_amount(text, item, before)):
        return "part"
    if _is_rest_alone(text, item):
        return "part"
    label = item.after.label
    added = "addition" in before.markers or (label and fold(label) in words("addition", text.language))
    return "addition" if added else "whole"
