"""What the attributes of an observation mean, its qualifier, status and role: a code -> its entry, with properties.

The code asks for the property ("has a point", "is missing", "is a result") and names no code. The words for the codes
are in the package wording.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from math import isinf, isnan
from typing import Literal

from ehealth_stats.codelists.rows import read_rows


@dataclass(frozen=True, slots=True)
class Qualifier:
    """How the words of a document qualify a figure ("drygt 100", "minst 100", "okänt").

    `has_point` where they give a number that stands for the figure. `precision` is what a figure without any words is
    printed to: the `unit`, or a `digit` that is rounded. `lowest` is the lower bound of words that stand in place of a
    number. `is_range`: two numbers. `is_all`: every area there is. `is_strict`: the number itself is left out.
    `is_done`: something is done, and not how many. `denied` is the qualifier of "not more than", empty where there is
    none. `status` is that of an observation which gives no other.
    """

    code: str
    has_point: bool
    precision: Literal["unit", "digit", ""]
    status: str
    lowest: float | None
    is_range: bool
    is_all: bool
    is_strict: bool
    is_done: bool
    denied: str

    @property
    def stands_alone(self) -> bool:
        """Whether it is a word in place of a number."""
        return self.lowest is not None

    @property
    def is_missing(self) -> bool:
        """Whether it says that there is no number to read."""
        return self.stands_alone and statuses()[self.status].is_missing

    @property
    def is_estimated(self) -> bool:
        """Whether it leaves open what the number is."""
        return statuses()[self.status].is_estimated

    @property
    def is_certain(self) -> bool:
        """Whether it leaves nothing open but what printing rounds off."""
        return not self.is_missing and not self.is_estimated


@dataclass(frozen=True, slots=True)
class Status:
    """A status of SDMX CL_OBS_STATUS: the gravest of its terms is that of a sum.

    `is_missing`: there is no number, and there may be one. `is_nothing`: it cannot exist and adds 0.
    `has_other_definition`: it never enters a total silently. `is_noisy`, of low reliability, and `is_provisional`
    contradict nothing. `holds_over_break`: what a break in the series does not change.
    """

    code: str
    gravity: int
    is_missing: bool
    is_nothing: bool
    is_estimated: bool
    is_noisy: bool
    is_provisional: bool
    has_other_definition: bool
    is_break: bool
    holds_over_break: bool

    @property
    def definition(self) -> str:
        """What parts figures of another definition from the rest: the letter, empty for all others."""
        return self.code if self.has_other_definition else ""


@dataclass(frozen=True, slots=True)
class Role:
    """What a figure is in its document.

    `is_result`: it says what was counted. `is_summed`: figures of this role add up over areas and time, which stated
    totals and rates never do. `is_plan`: it is what is to be. `is_rate`: a change, or a number of another per unit.
    """

    code: str
    is_result: bool
    is_summed: bool
    is_plan: bool
    is_rate: bool


@cache
def qualifiers() -> Mapping[str, Qualifier]:
    """Return every qualifier by code.

    Examples
    --------
    >>> [code for code, qualifier in qualifiers().items() if qualifier.is_missing]
    ['unknown', 'not_available', 'suppressed', 'already_done']
    """
    return {row["code"]: _qualifier(row) for row in read_rows("qualifiers")}


def _qualifier(row: Mapping[str, str]) -> Qualifier:
    texts = {name: row[name] for name in ("code", "precision", "status", "denied")}
    lowest = float(row["lowest"]) if row["lowest"] else None
    flags = _flags(row, "has_point", "is_range", "is_all", "is_strict", "is_done")
    return Qualifier(**texts, lowest=lowest, **flags)  # type: ignore[arg-type]


@cache
def statuses() -> Mapping[str, Status]:
    """Return every status by its letter.

    Examples
    --------
    >>> [code for code, status in statuses().items() if status.is_missing]
    ['L', 'O', 'Q']
    """
    names, rows = [field.name for field in fields(Status)[2:]], read_rows("statuses")
    return {row["code"]: Status(row["code"], int(row["gravity"]), **_flags(row, *names)) for row in rows}


@cache
def roles() -> Mapping[str, Role]:
    """Return every role of an observation by code.

    Examples
    --------
    >>> [code for code, role in roles().items() if role.is_result]
    ['reported', 'stated_total']
    """
    names = [field.name for field in fields(Role)[1:]]
    return {row["code"]: Role(row["code"], **_flags(row, *names)) for row in read_rows("roles")}


@cache
def other_definitions() -> tuple[str, ...]:
    """Return the statuses of figures that are defined otherwise: they are never compared or added up with the rest."""
    return tuple(code for code, status in statuses().items() if status.has_other_definition)


@cache
def result_roles() -> tuple[str, ...]:
    """Return the roles of figures that say what was counted."""
    return tuple(code for code, role in roles().items() if role.is_result)


@cache
def summed_roles() -> tuple[str, ...]:
    """Return the roles of figures that add up, those of one role at a time."""
    return tuple(code for code, role in roles().items() if role.is_summed)


def _flags(row: Mapping[str, str], *names: str) -> dict[str, bool]:
    return {name: row[name] == "yes" for name in names}


def plain_qualifier(*, rounded: bool = False) -> str:
    """Return the qualifier of a number without words: exact, unless its last digit is rounded.

    It is in decimals, in what is multiplied (thousands) and in percent.

    Examples
    --------
    >>> plain_qualifier(), plain_qualifier(rounded=True)
    ('exact', 'rounded')
    """
    return "rounded" if rounded else "exact"


def suppressed_qualifier() -> str:
    """Return the qualifier of a figure that is there and kept secret."""
    return "suppressed"


def qualifier_of(value: float, lower: float, upper: float) -> str:
    """Return the qualifier of a figure without words: what its point and bounds say.

    Examples
    --------
    >>> from math import inf, nan
    >>> qualifier_of(450, 450, 450), qualifier_of(60, 55, 65), qualifier_of(nan, 100, 200), qualifier_of(nan, 0, inf)
    ('exact', 'approximate', 'range', 'unknown')
    """
    if not isnan(value):
        return plain_qualifier() if lower == upper else "approximate"
    if isinf(upper):
        return "at_least" if lower > 0 else "unknown"
    return "range" if lower > 0 else "at_most"
