"""Periods in EDTF (ISO 8601-2): a text -> its earliest start and latest end as days."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

from ehealth_stats.errors import PeriodError

# Seasons: spring is January to June, autumn July to December; winter is either end of the year.
_SEASONS = {21: ((0, 1), (0, 6)), 22: ((0, 6), (0, 8)), 23: ((0, 7), (0, 12)), 24: ((-1, 12), (1, 2))}


@dataclass(frozen=True, slots=True)
class Period:
    """An EDTF period with its earliest start and latest end; None where it is open or the year is not printed."""

    edtf: str
    start: date | None
    end: date | None

    @property
    def dated(self) -> bool:
        """Whether one period is meant: a set such as [2008..2013] says only that it is one of these years."""
        return bool(self.edtf) and not self.edtf.startswith("[") and (self.start is not None or self.end is not None)


@cache
def parse_edtf(edtf: str) -> Period:
    """Read a date, month, season, year, interval (open ends too) or one-of-a-set in EDTF.

    Raises
    ------
    PeriodError
        If it is none of them.

    Examples
    --------
    >>> parse_edtf("2013-23/2015")
    Period(edtf='2013-23/2015', start=datetime.date(2013, 7, 1), end=datetime.date(2015, 12, 31))
    >>> parse_edtf("2008/..").end is None, parse_edtf("[2008..2013]").dated
    (True, False)
    >>> parse_edtf("2012-02").end
    datetime.date(2012, 2, 29)
    """
    if not edtf:
        return Period("", None, None)
    ends = edtf.strip("[]").split(".." if edtf.startswith("[") else "/")
    if len(ends) > 2:
        raise _not_edtf(edtf)
    first, last = _bounds(ends[0], edtf)[0], _bounds(ends[-1], edtf)[1]
    if first and last and first > last:
        raise _not_edtf(edtf)
    return Period(edtf, first, last)


def _not_edtf(edtf: str) -> PeriodError:
    return PeriodError(
        f"{edtf!r} is no period",
        expected="EDTF: 2013, 2013-04-02, 2012-09, 2013-21 (spring), 2007-08/2007-11, 2008/.. or [2008..2013]",
    )


def _bounds(point: str, edtf: str) -> tuple[date | None, date | None]:
    if point in ("..", "") or point.startswith("XXXX"):
        return None, None
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", point):
        raise _not_edtf(edtf)
    year, *rest = (int(part) for part in point.split("-"))
    try:
        return _days(year, rest)
    except ValueError as error:
        raise _not_edtf(edtf) from error


def _days(year: int, rest: list[int]) -> tuple[date, date]:
    if len(rest) == 2:
        day = date(year, *rest)
        return day, day
    if rest and rest[0] in _SEASONS:
        (before, first), (after, last) = _SEASONS[rest[0]]
        return date(year + before, first, 1), _last_day(year + after, last)
    if rest:
        return date(year, rest[0], 1), _last_day(year, rest[0])
    return date(year, 1, 1), date(year, 12, 31)


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
