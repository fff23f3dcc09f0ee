"""Days of EDTF periods and years between days: a period as written -> its latest day; two days -> years."""

from calendar import monthrange
from datetime import date, timedelta

# First day (month, day), the day after the last one, and how many new years lie between.
Months = tuple[int, int, int, int, int]

# EDTF seasons 21-24; Nordic documents mean half-years by spring and autumn (METHODS.md section 1).
_LAST_MONTH = {21: 6, 22: 8, 23: 12, 24: 2}


def is_undated(period: str) -> bool:
    """Say whether a period is none, or one day of a set of days ("[2008..2013]": some day of these years).

    Examples
    --------
    >>> is_undated("[2008..2013]"), is_undated("2008/2013")
    (True, False)
    """
    return period.startswith("[") or not period.strip(" ./")


def latest_day(period: str) -> date | None:
    """Return the latest day that an EDTF date, interval or set allows, None when it is open or empty.

    Examples
    --------
    >>> latest_day("2012-02").isoformat(), latest_day("2007-08/2007").isoformat(), latest_day("2008/..")
    ('2012-02-29', '2007-12-31', None)
    """
    last = period.strip("[]{}").replace("..", "/").rpartition("/")[2].strip("?~%")
    if not last:
        return None
    year, month, day = ([int(part) for part in last.split("-")] + [0, 0])[:3]
    month = _LAST_MONTH.get(month, month) or 12
    return date(year, month, day or monthrange(year, month)[1])


def years_between(start: date, end: date) -> float:
    """Return the years from one day to another: whole ones by anniversaries, the rest by days.

    Examples
    --------
    >>> years_between(date(2010, 12, 31), date(2015, 12, 31))
    5.0
    """
    whole = end.year - start.year
    if _anniversary(start, whole) > end:
        whole -= 1
    last, following = _anniversary(start, whole), _anniversary(start, whole + 1)
    return whole + (end - last).days / (following - last).days


def months_of(start: date, end: date) -> Months:
    """Return which part of a year a period is: its first day and the day after its last one, and how many new years on.

    Two flows compare when these are the same: both a whole year, both January to June.

    Examples
    --------
    >>> months_of(date(2012, 1, 1), date(2012, 12, 31)) == months_of(date(2013, 1, 1), date(2013, 12, 31))
    True
    >>> months_of(date(2012, 1, 1), date(2012, 2, 29)) == months_of(date(2013, 1, 1), date(2013, 2, 28))
    True
    >>> months_of(date(2012, 1, 1), date(2012, 12, 31)) == months_of(date(2012, 1, 1), date(2013, 12, 31))
    False
    """
    after = end + timedelta(days=1)
    return start.month, start.day, after.month, after.day, after.year - start.year


def _anniversary(start: date, years: int) -> date:
    year = start.year + years
    # A 29 February is kept on the 28th in a year without one.
    return date(year, start.month, min(start.day, monthrange(year, start.month)[1]))
