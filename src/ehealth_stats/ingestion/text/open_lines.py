"""Lines that a break cuts within a figure -> one: "c:a" above "450", "600-" above "650", "450" above "tkr"."""

from collections.abc import Iterable

from ehealth_stats.codelists import cache_by_lists, units
from ehealth_stats.ingestion.text.rules import LINES, Text
from ehealth_stats.languages.lexicon import EVERY, fold, words

_LONGEST = 60  # letters of such words
_OF_A_NUMBER = ("money", "percent", "time")
_BEHIND_NUMBERS = ("multiplier", "currency", "qualifier_after")


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
        if _ends_in_dash(above):
            return None if _ends_in_dash(below) else ""
        return " " if Text(above[-_LONGEST:], EVERY, LINES).search("needs_number") else None
    stripped = below[:-1] if below.endswith((".", ",")) else below
    return " " if above[-1:].isdigit() and {fold(below), fold(stripped)} & _behind_numbers() else None


def _ends_in_dash(line: str) -> bool:
    """Tell whether a line ends in a number and a dash."""
    return line.endswith(("-", "\u2013", "\u2014")) and line[-2:-1].isdecimal()


@cache_by_lists
def _behind_numbers() -> frozenset[str]:
    """Return what only can follow a number: units of money, shares and time, thousands and millions, "or more"."""
    counted = (word.casefold() for unit in units().values() if unit.kind in _OF_A_NUMBER for word in unit.words)
    return frozenset([*counted, *(word for role in _BEHIND_NUMBERS for word in words(role, EVERY))])
