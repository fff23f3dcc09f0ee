"""Two figures that belong together: what stands between them makes a range, from and to, or a margin of them.

"450-500" is a range, "fra 450 til 500" (from, to) a change, "60 +/- 5" a margin; "ökat med 12 till 57" (risen by 12 to
57) neither.
"""

import re
from collections.abc import Set
from typing import Literal, NamedTuple

from ehealth_stats.codelists.lists import units
from ehealth_stats.ingestion.figures.model import Token
from ehealth_stats.ingestion.figures.words_around import After, Before
from ehealth_stats.ingestion.text.numbers import opens_groups
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.languages.lexicon import fold, words

SHARES = ("percent", "percentage_points")
_OF_MONEY = ("money", "rate")
_FARTHEST = 100  # times as much: "900 till 1 miljon" rises from nine hundred, "3 till 2 miljoner" falls
Ends = Literal["around", "range", "from-to", "by-to"] | None


class Item(NamedTuple):
    """A token and the words on both its sides."""

    token: Token
    before: Before
    after: After


def is_joined(text: Text, low: Item, high: Item) -> bool:
    """Tell whether a dash or a word for "to" is all that stands between two figures."""
    return bool(read_ends(text, low.after.last, high.before.first, low.before.markers))


def completed(text: Text, low: Item, high: Item) -> tuple[Item, Item]:
    """Give both ends of a range what is printed once: "tkr 450-500", and the thousands of "10-20 000"."""
    bare = high.after.multiplier == 1 and not high.after.unit
    if low.before.multiplier > 1 and bare:
        shared = high.after._replace(multiplier=low.after.multiplier, unit=low.after.unit)
        return low, high._replace(after=shared)
    printed = text[high.token.start : high.token.end]
    lead = printed[:-4] if printed[-3:] == "000" and printed[-4:-3] in _GROUPING else ""
    alone = text[low.token.end : high.token.start].strip() in _DASHES and low.token.step == 1
    if opens_groups(lead) and alone and low.token.value < int(lead):
        return low._replace(token=low.token._replace(value=low.token.value * 1000)), high
    return low, high


_GROUPING = (" ", ".", "\u00a0", "\u2009", "\u202f")
_DASHES = frozenset("-–—‒−")


def ends_of(text: Text, low: Item, high: Item) -> Ends:
    """Tell what two figures side by side are to each other; None if each stands alone."""
    if low.token.kind != "number" or high.token.kind != "number":
        return None
    if fold(text[low.after.last : high.token.start].strip(" (")) in words("plus_minus", text.language):
        return "around"
    middle = text[low.after.last : high.before.first]
    ends = read_ends(text, low.after.last, high.before.first, low.before.markers)
    units_differ = low.after.unit != high.after.unit and "" not in (low.after.unit, high.after.unit)
    units_differ = units_differ or not (may_share_unit(low, high) and _may_be_money(low, high))
    multiplier = shared_after(low, high).multiplier
    ordered = low.token.value * multiplier < high.token.value * high.after.multiplier
    if ends == "from-to" and not units_differ:
        return "range" if ordered and _are_words(text, low, high) and not _says_change(text, low) else ends
    if ends == "range" and high.after.unit not in SHARES and leads_to(middle, low, text):
        return None if units_differ else "by-to"
    if ends == "range" and not units_differ and _falls(middle, low, high, text):
        return "from-to"
    return ends if ordered and not units_differ else None


def _may_be_money(low: Item, high: Item) -> bool:
    """Tell whether the first of two figures may be money as the second is: no pieces of "450 stk à kr 1 200"."""
    return not (high.before.currency and low.after.unit) or units()[low.after.unit].kind in _OF_MONEY


def _falls(middle: str, low: Item, high: Item, text: Text) -> bool:
    """Tell what fell from a range: "3 till 2 miljoner" are three million and two, for the scale is printed once."""
    is_bare = low.after.multiplier == 1 and not low.after.unit
    is_near = high.token.value < low.token.value <= _FARTHEST * high.token.value
    led_to = words("range", text.language).get(fold(middle)) == "to"
    return is_bare and high.after.multiplier > 1 and is_near and led_to


def may_share_unit(low: Item, high: Item) -> bool:
    """Tell whether the unit behind the second figure may be the first one's: no alarms of "SEK 45 och 60 larm"."""
    return not (low.before.currency and high.after.unit) or units()[high.after.unit].kind in _OF_MONEY


def _are_words(text: Text, *items: Item) -> bool:
    """Tell numbers in words: "fra seks til åtte kommuner" (from six to eight) is a range unless something changed."""
    return all(text[item.token.start].isalpha() for item in items)


def _says_change(text: Text, low: Item) -> bool:
    return bool(text.search("tells_change", max(low.before.first - CHANGE_WINDOW, 0), low.before.first))


def leads_to(middle: str, low: Item, text: Text) -> bool:
    """Tell a change and what it led to from a range.

    "ökat med 12 till 57" (risen by 12 to 57) is one, "ökat med 10 till 20 procent" (by 10 to 20 percent) is a range.
    After a noun, "økning på 91 millioner til 284 millioner" (growth of, to), a unit that is printed twice tells.
    """
    tells = tells_change if low.after.unit or low.after.multiplier > 1 else _is_amount
    return words("range", text.language).get(fold(middle)) == "to" and tells(text, low.before.first)


def read_ends(text: Text, start: int, end: int, markers: Set[str]) -> Ends:
    """Tell what two numbers are by the words between them, and by markers such as "between" before the first.

    Examples
    --------
    >>> read_ends(Text("1-2", "sv"), 1, 2, set()), read_ends(Text("1 til 2", "nb"), 1, 6, {"from"})
    ('range', 'from-to')
    >>> read_ends(Text("1 och 2", "sv"), 1, 6, {"between"})
    'range'
    """
    match = text.fullmatch("joiner", start, end)
    if not match:
        return None
    kind = words("range", text.language)[text.said(match, "joiner")]
    if kind == "arrow":
        return "from-to"
    if kind == "to":
        return "from-to" if "from" in markers else "range"
    if kind == "and":
        return "range" if "between" in markers else None
    return "range"


def shared_after(low: Item, high: Item) -> After:
    """Give the first of two ends the unit and multiplier that are printed once, behind the last.

    In "200 000 till 3 miljoner" (to 3 million) a number of thousands has its own scale, unless the last is one too ("3
    000 og 3 881 mill. kroner"). "1,8 millioner til 2,2 millioner meldinger" counts messages twice.
    """
    if low.after.unit:
        return low.after
    if low.after.multiplier > 1:
        return low.after._replace(unit=high.after.unit)
    thousands = low.token.value >= 1000 > high.token.value or low.token.value > _FARTHEST * high.token.value
    multiplier = 1.0 if thousands else high.after.multiplier
    return low.after._replace(unit=high.after.unit, multiplier=multiplier)


CHANGE_WINDOW = 80


def _is_amount(text: Text, start: int) -> bool:
    """Tell whether the words that end at `start` make a figure the amount of a change, and no end of a range.

    After a verb, "har ökat med 12 till 57" (has risen by 12 to 57), it is. After a noun both are possible: "en ökning
    med 12 till 57" leads to 57, "en ökning med 100 till 200" (growth by 100 to 200) is a range.

    Examples
    --------
    >>> verb, noun = Text("Antalet har ökat med 12 till 57", "sv"), Text("en ökning med 100 till 200", "sv")
    >>> _is_amount(verb, 21), _is_amount(noun, 14)
    (True, False)
    """
    return bool(text.search("changed_by", max(start - CHANGE_WINDOW, 0), start))


def tells_change(text: Text, start: int) -> bool:
    """Tell whether the words that end at `start` tell of a change, by a verb or by a noun.

    Examples
    --------
    >>> tells_change(Text("en ökning med 100 till 200", "sv"), 14), tells_change(Text("kommuner med 100", "sv"), 13)
    (True, False)
    """
    return _is_amount(text, start) or bool(text.search("change_of", max(start - CHANGE_WINDOW, 0), start))


def way_of_change(text: Text, start: int) -> str:
    """Return "up" or "down" where the words that end at `start` make a figure the amount of a change, else nothing.

    Examples
    --------
    >>> way_of_change(Text("antalet har ökat med 12", "sv"), 21), way_of_change(Text("en nedgang på 15", "nb"), 14)
    ('up', 'down')
    >>> way_of_change(Text("har ökat i samarbete med 12", "sv"), 25)
    ''
    """
    low = max(start - CHANGE_WINDOW, 0)
    joined = text.ends_with(low, start, "changed_by", "change_of", "up")
    return _way(text, text.search("amount_of_change", low, start) if joined else None)


def way_of_comparison(text: Text, end: int, *, amount: bool) -> str:
    """Return "up" or "down" where the words behind a figure say that it is by so many, or so much, more or less.

    Examples
    --------
    >>> way_of_comparison(Text("300 fler kort", "sv"), 3, amount=False)
    'up'
    >>> way_of_comparison(Text("20 procent lägre", "sv"), 10, amount=True)
    'down'
    """
    return _way(text, text.match("compared_amount" if amount else "compared_number", end))


def _way(text: Text, match: re.Match[str] | None) -> str:
    role = str(match.lastgroup) if match else ""
    return words(role, text.language)[text.said(match, role)] if match else ""
