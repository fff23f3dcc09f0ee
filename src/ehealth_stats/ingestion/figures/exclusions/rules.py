"""The form of a rule for what is no quantity: a pattern, a condition, and the reason why its digits count nothing."""

import re
from collections.abc import Callable
from typing import NamedTuple

from ehealth_stats.ingestion.figures.words_around import follows_of, follows_unit, read_after
from ehealth_stats.languages.text import Text

_ALONE = 24


def always(_text: Text, _match: re.Match[str]) -> bool:
    """Hold wherever the pattern does."""
    return True


class Rule(NamedTuple):
    """A pattern of what is no quantity, why, and when it holds; a group `it` in the pattern narrows the stretch."""

    reason: str
    pattern: re.Pattern[str]
    holds: Callable[[Text, re.Match[str]], bool] = always


def counts_nothing(text: Text, match: re.Match[str]) -> bool:
    """Hold where no unit, currency or multiplier follows."""
    return not follows_unit(text, match.end())


def opens_a_section(text: Text, match: re.Match[str]) -> bool:
    """Hold where no amount, share or time follows: things have no decimals, so "8.10 Tjenester" is a heading."""
    return follows_unit(text, match.end()) in ("", "count")


def in_prose(text: Text, match: re.Match[str]) -> bool:
    """Hold where words stand around and no unit follows: "13.30" alone in a cell may be a number with decimals."""
    alone = len(text) < _ALONE and text.strip() == match.group()
    return not alone and not follows_unit(text, match.end())


def names_a_day(text: Text, match: re.Match[str]) -> bool:
    """Hold where neither a unit nor "of" follows: "den 1/3" is 1 March, "1/3 av kommunerna" a third of them."""
    return not follows_unit(text, match.end()) and not follows_of(text, match.end())


def names_an_order(text: Text, match: re.Match[str]) -> bool:
    """Hold where no abbreviated unit follows: "for 3. gang" is the third time, "12. stk" a slip for 12 pieces."""
    after = read_after(text, match.end(), "SE")
    return after.multiplier == 1 and after.unit not in ("pieces", "SEK", "NOK", "EUR", "percent")
