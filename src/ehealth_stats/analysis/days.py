"""Years between days, and which part of a year a period is: cells of date columns, days -> days, years, months."""

from calendar import monthrange
from datetime import date, timedelta

import pandas as pd

# First day (month, day), the day after the last one, and how many new years lie between.
Months = tuple[int, int, int, int, int]


def day_of(cell: pd.Timestamp | None) -> date | None:
    """Return a cell of a date column as a day, None for NaT.

    Examples
    --------
    >>> day_of(pd.Timestamp("2013-04-02")), day_of(pd.NaT)
    (datetime.date(2013, 4, 2), None)
    """
    return None if pd.isna(cell) or cell is None else cell.date()


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
