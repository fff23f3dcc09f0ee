"""Years between days, and which months of a year a period is."""

from datetime import date

import pytest

from ehealth_stats.analysis.days import months_of, years_between


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (date(2010, 12, 31), date(2015, 12, 31), 5),
        # Less than a year over the turn of it, and more: the last anniversary, then days of the year that follows it.
        (date(2012, 10, 1), date(2013, 4, 2), 183 / 365),
        (date(2010, 10, 1), date(2013, 4, 2), 2 + 183 / 365),
        (date(2013, 4, 2), date(2013, 10, 1), 182 / 365),
        (date(2015, 4, 2), date(2015, 12, 31), 273 / 366),
        # A 29 February is kept on the 28th.
        (date(2012, 2, 29), date(2013, 2, 28), 1),
        (date(2012, 2, 29), date(2016, 2, 29), 4),
        (date(2013, 4, 2), date(2013, 4, 2), 0),
    ],
)
def test_years_are_counted_by_anniversaries(start, end, years):
    """Whole years, and the days left over as a part of the year that they are in."""
    assert years_between(start, end) == pytest.approx(years)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2013, 1, 1), date(2013, 12, 31), (1, 1, 1, 1, 1)),
        (date(2012, 1, 1), date(2012, 2, 29), (1, 1, 3, 1, 0)),
        (date(2012, 7, 1), date(2013, 6, 30), (7, 1, 7, 1, 1)),
    ],
)
def test_months_end_on_the_day_after(start, end, months):
    """The first day, the day after the last, and how many new years lie between."""
    assert months_of(start, end) == months
