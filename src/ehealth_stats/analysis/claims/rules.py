"""The rules that claims are tested by: a text of a recipe -> a Rule, and what it says of a figure."""

import operator
import re
from dataclasses import dataclass
from typing import Literal

from ehealth_stats.analysis.bounds import Interval
from ehealth_stats.codelists import check_code, read_area
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Message, Percent, Value

Measure = Literal["figure", "share", "increase"]

_LIMIT = r"(?P<sign><=|>=|<|>) (?P<limit>-?\d+(?:\.\d+)?)(?P<percent> ?%)?"
_SUBJECT = r"(?P<indicator>\w+) (?P<category>\w+)"
_FORMS = {
    "group": rf"(?P<word>largest|smallest) {_SUBJECT}",
    "areas": rf"(?P<word>all but|at least|exactly|all|most|none)(?: (?P<number>\d+))? {_SUBJECT} {_LIMIT}",
    "rank": rf"(?P<word>highest|lowest) {_SUBJECT}(?: (?P<measure>share|increase))? (?P<area>[A-Z]{{2}}-\d+)",
    "change": rf"(?P<word>change) {_SUBJECT} {_LIMIT}(?: (?P<period>\S+/\S+))?",
}
_EXPECTED = (
    "largest|smallest INDICATOR CATEGORY; all|most|none|all but N|at least N|exactly N INDICATOR CATEGORY <=|>=|<|> N "
    "[%]; highest|lowest INDICATOR CATEGORY [share|increase] AREA; change INDICATOR CATEGORY <=|>=|<|> N [%] [FROM/TO]"
)
_COUNTED = ("all but", "at least", "exactly")
# How each side of a limit is said, and that a figure is on the other one.
_SIDES = {"<=": "limit_at_most", ">=": "limit_at_least", "<": "limit_less_than", ">": "limit_more_than"}
_HELD = {
    "<=": "limit_held_else_more",
    ">=": "limit_held_else_less",
    "<": "limit_held_else_not",
    ">": "limit_held_else_not",
}
_OPPOSITE = {"<=": ">", ">=": "<", "<": ">=", ">": "<="}
_COMPARE = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}
# Shares are quotients: from 60 to 66 are 10 % more whatever the last bit says.
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Rule:
    """What a claim says: of which figures, by area or all together, and what they should be."""

    kind: str
    word: str
    indicator: str
    category: str
    measure: Measure
    number: int
    sign: str
    limit: float
    area: str
    period: str

    def holds(self, figure: Interval) -> bool:
        """Say whether a figure is certainly on the claimed side of the limit."""
        return self._is(self.sign, figure)

    def fails(self, figure: Interval) -> bool:
        """Say whether a figure is certainly on the other side of the limit; a share of nothing is on neither."""
        return self._is(_OPPOSITE[self.sign], figure)

    def _is(self, sign: str, figure: Interval) -> bool:
        return all(_COMPARE[sign](round(end, _DIGITS), self.limit) for end in (figure.lower, figure.upper))

    def accepts(self, number: int, of: int) -> bool:
        """Say whether the claim is true when a number of the areas is on the claimed side."""
        return {
            "all": number == of,
            "most": number > of / 2,
            "none": number == 0,
            "all but": number == of - self.number,
            "at least": number >= self.number,
            "exactly": number == self.number,
        }[self.word]

    @property
    def limit_in_words(self) -> Message:
        """The limit and its side: "at most 10%"."""
        return Message(_SIDES[self.sign], {"limit": self.measured(Interval(self.limit, self.limit, self.limit))})

    @property
    def held_key(self) -> str:
        """The key of how many areas are on the claimed side of the limit, and on the other."""
        return _HELD[self.sign]

    def measured(self, figure: Interval) -> Value:
        """Return a figure as what the rule measures: a percentage where it is a share."""
        return Percent(figure) if self.measure == "share" else figure


def read_rule(text: str, where: str) -> Rule:
    """Read the rule of a claim.

    Raises
    ------
    TableError
        If it has none of the forms; the error names them.
    CodeListError
        If an indicator, category or area is in no code list.

    Examples
    --------
    >>> rule = read_rule("all but 2 safety_alarms digital <= 10 %", "")
    >>> rule.word, rule.number, rule.sign, rule.limit
    ('all but', 2, '<=', 0.1)
    """
    printed = " ".join(text.split())
    for kind, form in _FORMS.items():
        match = re.fullmatch(form, printed)
        parts = match.groupdict() if match else {}
        if match and (parts["word"] in _COUNTED) == (parts.get("number") is not None):
            return _rule(kind, parts)
    raise TableError(f"can't read the rule {text!r}", where=where, expected=_EXPECTED)


def _rule(kind: str, parts: dict[str, str | None]) -> Rule:
    check_code("indicators", str(parts["indicator"]))
    check_code("categories", str(parts["category"]))
    if parts.get("area"):
        read_area(str(parts["area"]))
    measure = parts.get("measure") or ("share" if parts.get("percent") else "figure")
    limit = float(parts.get("limit") or "0")
    return Rule(
        kind,
        str(parts["word"]),
        str(parts["indicator"]),
        str(parts["category"]),
        measure=measure,  # type: ignore[arg-type]
        number=int(parts.get("number") or "0"),
        sign=parts.get("sign") or "",
        limit=round(limit / 100, _DIGITS) if measure == "share" else limit,
        area=parts.get("area") or "",
        period=parts.get("period") or "",
    )
