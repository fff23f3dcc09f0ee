"""Lines that a break cuts within a figure -> one: "c:a" above "450", "600-" above "650", "450" above "tkr"."""

import re
from collections.abc import Iterable
from functools import cache

from ehealth_stats.codelists import cache_by_lists, units
from ehealth_stats.languages.lexicon import EVERY, alternatives, any_of, words

_LONGEST = 60  # letters of such words
_OF_A_NUMBER = ("money", "percent", "time")


def join_open_lines(lines: Iterable[str]) -> list[str]:
    """Join a line that ends in words that hold for a number, or in half a range, with the number below it.

    What only can follow a number ("tkr", "eller fler": or more) is joined with one above it. No digits are ever glued.

    Examples
    --------
    >>> join_open_lines(["c:a", "450", "varav 45"]), join_open_lines(["600-", "650"]), join_open_lines(["51", "120"])
    (['c:a 450', 'varav 45'], ['600-650'], ['51', '120'])
    """
    joined: list[str] = []
    for line in lines:
        between = are_open(joined[-1], line) if joined else None
        if between is None:
            joined.append(line)
        else:
            joined[-1] += between + line
    return joined


def are_open(above: str, below: str) -> str | None:
    """Return what stands between two lines that are one, or None.

    Examples
    --------
    >>> are_open("färre än", "300"), are_open("600-", "650"), are_open("färre än", "tre larm")
    (' ', '', None)
    """
    if below[:1].isdigit() and not above[-1:].isdigit():
        dashed = _HALF.search(above) is not None and not _HALF.search(below)
        return "" if dashed else " " if _opens().search(above[-_LONGEST:]) else None
    return " " if above[-1:].isdigit() and _closes().fullmatch(below) else None


_HALF = re.compile(r"\d[-\u2013\u2014]$")


@cache
def _opens() -> re.Pattern[str]:
    """Match what a number must follow: a qualifier, the first half of a range in words."""
    signs = [word for word in words("qualifier", EVERY) if not word[-1].isalnum() and not word[0].isalnum()]
    spoken = any_of(EVERY, "qualifier", "between", "plus_minus")
    to = alternatives(word for word, code in words("range", EVERY).items() if code in ("to", "and"))
    return re.compile(rf"(?:{alternatives(signs)}|(?<!\w){spoken}|\d\s{to})$", re.IGNORECASE)


@cache_by_lists
def _closes() -> re.Pattern[str]:
    """Match what only can follow a number: units of money, shares and time, thousands and millions, "or more"."""
    counted = (word for unit in units().values() if unit.kind in _OF_A_NUMBER for word in unit.words)
    money = [*words("multiplier", EVERY), *words("currency", EVERY), *words("qualifier_after", EVERY), *counted]
    return re.compile(rf"(?:{alternatives(word.casefold() for word in money)})[.,]?", re.IGNORECASE)
