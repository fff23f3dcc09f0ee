"""What is read in a text: tokens, which are bare numbers, and the quantities that the words around make of them."""

from typing import Literal, NamedTuple

TokenKind = Literal["number", "share", "multiple", "none", "word"]
Relation = Literal["whole", "part", "addition", "each", "from", "to", "change"]
Approximation = Literal["half_unit"] | None


class Token(NamedTuple):
    """A number, or a word in place of one; `step` is one unit of its last printed digit.

    A `share` ("en tredjedel", a third) has its percentage as value, a `multiple` ("fördubbling", a doubling) the
    percentage that it changes something by, `none` is the word for 0. `qualifier` is what a
    `word` says ("okänt", unknown), and what the number's own form says of it ("ett 20-tal", some 20), before any word
    that stands beside it.
    """

    kind: TokenKind
    start: int
    end: int
    value: float = float("nan")
    step: float = 1.0
    qualifier: str = ""


class Quantity(NamedTuple):
    """A figure: its point and bounds, what the words say of it, and where it stands.

    `start` and `end` are the figure itself ("450"); `first` and `last` reach over its qualifier, unit and label.
    `whole` is the position of its whole in the same list of quantities, -1 for none; `total` says that a word such as
    "summa" (sum) stands before it. `status` is a letter of SDMX where a sign gives one, else the qualifier's.
    `in_things` says that a strict bound was read as of whole things: "over 100" from 101.
    """

    start: int
    end: int
    first: int
    last: int
    value: float
    lower: float
    upper: float
    qualifier: str
    unit: str = ""
    relation: Relation = "whole"
    whole: int = -1
    part: str = ""
    estimated: bool = False
    total: bool = False
    status: str = ""
    in_things: bool = False
