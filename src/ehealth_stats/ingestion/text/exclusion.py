"""A stretch of text that has digits and is no figure: a date, a page number, a phone number."""

from typing import NamedTuple

# The reason of an Exclusion that holds figures after all: nobody can say which, so they are refused, not explained.
AMBIGUOUS = "digits that can be read two ways"
# What a legend says of its signs: numbers and words for them alike.
MEANING = "what a sign stands for"


class Exclusion(NamedTuple):
    """A stretch of text whose digits count nothing, and why: "page number"; `secret` when it must not be printed."""

    start: int
    end: int
    reason: str
    secret: bool = False
