"""Rates per 1 000 with bounds, and denominators that do not fit."""

from datetime import date
from math import inf, nan

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from rows import ANGE, observation

from ehealth_stats.analysis import rate
from ehealth_stats.errors import TableError
from ehealth_stats.schema import to_table


def count(area=ANGE, figure=450, period="2013", **columns) -> dict:
    """Make a count of alarms, of a year or a day."""
    return observation(area, period, figure, **{"indicator": "safety_alarms"} | columns)


def counts(*rows) -> pd.DataFrame:
    """Make observations."""
    return to_table("observations", rows)


def people(*rows) -> pd.DataFrame:
    """Make denominators of (area, period, population)."""
    return pd.DataFrame(rows, columns=["area", "period", "population"])


def test_a_rate_has_the_bounds_of_both_sides():
    """450 (440-460) alarms of 10 000 (9 900-10 100) people: 45 per 1 000, 440/10.1 = 43.56 to 460/9.9 = 46.46."""
    residents = people(("SE-2260", "2013", 10_000)).assign(population_lower=9_900, population_upper=10_100)
    result = rate(counts(count(figure=(450, 440, 460))), residents).iloc[0]
    assert result[["value", "lower", "upper"]].tolist() == pytest.approx([45, 440 / 10.1, 460 / 9.9])
    assert result[["unit", "denominator", "denominator_period", "reason"]].tolist() == [
        "alarms per 1,000",
        10_000,
        "2013",
        "",
    ]


@pytest.mark.parametrize(
    ("per", "value", "unit"),
    [(100_000, 4500, "alarms per 100,000"), (1, 0.045, "alarms per 1"), (0.5, 0.0225, "alarms per 0.5")],
)
def test_another_multiple(per, value, unit):
    """450 of 10 000 are 4 500 per 100 000 and 0.045 for each."""
    result = rate(counts(count()), people(("SE-2260", "2013", 10_000)), per=per)
    assert result[["value", "unit"]].values.tolist() == [[pytest.approx(value), unit]]


@pytest.mark.parametrize(
    ("year", "period", "fits"),
    [
        ("2013", "2013", True),
        ("2013-04-02", "2013", True),  # the year holds the day
        ("2013-01-01", "2013", True),
        ("2013-12-31", "2013", True),
        ("2013", "2013-01-01", True),  # a day of the year
        ("2013", "2013-12-31", True),
        ("2013", "2014-01-01", False),
        ("2013", "2013-01", False),  # one month of it, and not its last
        ("2013", "2013-12", True),
        ("2013", "2012/2014", True),
        ("2013", "2012", False),
        ("2013-04-02", "2013-01-01", False),
        ("2013", "[2012..2013]", False),
        ("2013", "..", False),
    ],
)
def test_a_denominator_is_of_the_count_s_date_or_missing(year, period, fits):
    """No other year's population is taken: the rate is then empty and says what is missing."""
    result = rate(counts(count(period=year)), people(("SE-2260", period, 9_000))).iloc[0]
    assert result["value"] == pytest.approx(50 if fits else nan, nan_ok=True)
    printed = {"2013-04-02": "2 April 2013"}.get(year, year)
    assert result["reason"] == ("" if fits else f"no denominator of SE-2260 Ånge for {printed}")


def test_the_same_period_goes_before_one_that_holds_it():
    """With 2012/2013 and 2013 the one of 2013 counts; with two others there is no telling."""
    both = people(("SE-2260", "2012/2013", 1), ("SE-2260", "2013", 9_000))
    assert rate(counts(count()), both)["denominator"].tolist() == [9_000]
    result = rate(counts(count(period="2013-04-02")), both).iloc[0]
    assert pd.isna(result["value"])
    assert result["reason"] == "several denominators fit: 2012–2013 and 2013"


def undated(figure=450) -> dict:
    """Make a count of some day from 2008 to 2010."""
    return count(figure=figure, period="[2008..2010]")


def test_an_undated_count_has_the_denominators_of_all_its_years():
    """450 of 9 000, 10 000 or 12 000 people: 37.5 to 50 per 1 000, and no point; 2011 is none of them."""
    years = zip(["2008", "2009", "2010-01-01", "2011"], [10_000, 9_000, 12_000, 20_000], strict=True)
    result = rate(counts(undated()), people(*(("SE-2260", year, number) for year, number in years))).iloc[0]
    assert pd.isna(result["value"])
    assert result[["lower", "upper", "denominator_lower", "denominator_upper"]].tolist() == [37.5, 50, 9_000, 12_000]
    assert result[["denominator_period", "reason"]].tolist() == ["[2008..2010]", ""]


def test_an_undated_count_needs_a_denominator_of_every_year():
    """Nobody knows that it was not 2009."""
    known = [("SE-2260", "2008", 10_000), ("SE-2260", "2010", 12_000), ("SE-2260", "2009/..", 1), ("SE-2260", "..", 1)]
    result = rate(counts(undated()), people(*known)).iloc[0]
    assert result["reason"] == "no denominator of SE-2260 Ånge for 2009"
    assert pd.isna(result["upper"])


def test_a_period_of_several_years_covers_them():
    """2008/2009 and 2010 are three years."""
    result = rate(counts(undated()), people(("SE-2260", "2008/2009", 10_000), ("SE-2260", "2010", 9_000))).iloc[0]
    assert result[["lower", "upper"]].tolist() == [45, 50]


def test_where_nobody_is_there_was_no_such_area():
    """A table with every code there ever was has 0 for those that were not: no denominator, and no second one."""
    residents = people(("NO-0101", "2022", 0), ("NO-3001", "2022", 31_000), ("NO-3001", "2022", 0))
    result = rate(counts(count("NO-3001", 620, "2022")), residents).iloc[0]
    assert result[["value", "denominator"]].tolist() == [20, 31_000]


def test_a_missing_numerator_stays_missing():
    """An unknown count is at least nothing, without upper bound; a missing denominator has no bounds at all."""
    unknown = count(figure=(nan, 0, inf), status="L", qualifier="unknown")
    result = rate(counts(unknown, count(area="SE-2281")), people(("SE-2260", "2013", 10_000)))
    assert result["value"].isna().all()
    assert result["lower"].tolist()[0] == 0
    assert result["upper"].tolist()[0] == inf
    for name in ("lower", "upper"):
        assert result[name].isna().tolist() == [False, True]
    assert result.loc[1, ["denominator", "denominator_lower", "denominator_upper"]].isna().all()


def test_a_denominator_that_may_be_nothing_leaves_the_rate_open():
    """Of 0-10 people, 5 alarms are at least 500 per 1 000; where the point is nobody, there is no point."""
    for number, point in ((10, 500), (0, nan)):
        residents = people(("SE-2260", "2013", number)).assign(population_lower=0, population_upper=10)
        result = rate(counts(count(figure=5)), residents).iloc[0]
        assert result["value"] == pytest.approx(point, nan_ok=True)
        assert (result["lower"], result["upper"]) == (500, inf)


def test_denominators_of_other_borders_are_refused():
    """Sandnes of 2020 with figures carried back to 2019, and a population of the old Sandnes and Forsand."""
    old = people(("NO-1102", "2019", 77_000), ("NO-1129", "2019", 1_200))
    with pytest.raises(TableError, match=r"NO-1108 Sandnes only as NO-1102, NO-1129(.|\n)*harmonise"):
        rate(counts(count("NO-1108", 500, "2019")), old)


def test_denominators_of_later_borders_are_refused():
    """The old Sandnes in 2019, and a population carried back in the areas of 2020."""
    with pytest.raises(TableError, match="NO-1102 Sandnes only as NO-1108"):
        rate(counts(count("NO-1102", 500, "2019")), people(("NO-1108", "2019", 78_000)))


def test_denominators_of_other_years_too_change_nothing():
    """The old Sandnes of 2018 beside that of 2019."""
    old = people(("NO-1102", "2018", 76_000), ("NO-1102", "2019", 77_000))
    with pytest.raises(TableError, match="NO-1108 Sandnes only as NO-1102"):
        rate(counts(count("NO-1108", 500, "2019")), old)


@pytest.mark.parametrize("code", ["NO-0301", "NO-11", "NO"])
def test_another_place_or_level_is_no_other_border(code):
    """Oslo has no ground of Sandnes; its county and country are no denominators of it: the denominator is missing."""
    result = rate(counts(count("NO-1108", 500, "2019")), people((code, "2019", 700_000)))
    assert result["reason"].tolist() == ["no denominator of NO-1108 Sandnes for 2019"]


def test_a_neighbour_is_no_other_border():
    """Stokke's population of 2016 is no reason to refuse Tønsberg's alarms: their denominator is missing."""
    result = rate(counts(count("NO-0704", 500, "2016")), people(("NO-0720", "2016", 11_000)))
    assert result["reason"].tolist() == ["no denominator of NO-0704 Tønsberg for 2016"]


def test_a_statistics_download_is_a_table_of_denominators():
    """Rows of the table observations are taken with their bounds, with all their columns or only those."""
    residents = counts(count(figure=(10_000, 9_950, 10_050), unit="persons", indicator="population"))
    for table in (residents, residents[["area", "period", "value", "lower", "upper"]]):
        result = rate(counts(count()), table).iloc[0]
        assert result[["denominator", "denominator_lower", "denominator_upper"]].tolist() == [10_000, 9_950, 10_050]


def test_counts_made_by_hand_have_rates():
    """Indicator, area, period and value: 450 of 9 000."""
    alarms = pd.DataFrame({"indicator": ["safety_alarms"], "area": "SE-2260", "period": 2013, "value": 450})
    result = rate(alarms, people(("SE-2260", 2013, 9_000)))
    assert result[["value", "unit"]].values.tolist() == [[50, "alarms per 1,000"]]


@pytest.mark.parametrize(
    "columns",
    [
        {"unit": "percent"},
        {"role": "rate"},
        {"indicator": "seminar_municipalities", "unit": "municipalities"},
    ],
)
def test_only_counts_have_rates(columns):
    """Percentages, rates and distinct counts are refused with their rows."""
    with pytest.raises(TableError, match="a rate is of a count") as refused:
        rate(counts(count(**columns)), people(("SE-2260", "2013", 1)))
    assert len(refused.value.rows) == 1


def test_denominators_must_be_a_table_of_them():
    """A missing column and two populations of one area and period are errors."""
    with pytest.raises(TableError, match="the denominators lack period, population"):
        rate(counts(count()), pd.DataFrame({"area": ["SE-2260"]}))
    with pytest.raises(TableError, match="two denominators"):
        rate(counts(count()), people(("SE-2260", "2013", 1), ("SE-2260", "2013", 2)))


@pytest.mark.parametrize("period", [2013, 2013.0, "2013", pd.Timestamp("2013-12-31"), date(2013, 12, 31)])
def test_denominators_made_by_hand_are_read_as_observations_are(period):
    """Years and days of every type, numbers as texts, and a bound that is not given is the number."""
    residents = people(("SE-2260", period, "9000"), ("SE-2262", period, None)).assign(population_upper=[10_000, None])
    result = rate(counts(count(), count("SE-2262")), residents)
    assert result["upper"].tolist() == [50, inf]
    assert result["lower"].tolist() == [45, 0]
    assert result["denominator"].tolist() == pytest.approx([9_000, nan], nan_ok=True)


def test_denominators_that_are_no_numbers_of_people_are_refused():
    """Words, and fewer than nobody."""
    with pytest.raises(TableError, match="value holds what is no number"):
        rate(counts(count()), people(("SE-2260", "2013", "ca 9000")))
    with pytest.raises(TableError, match="a count is negative") as refused:
        rate(counts(count()), people(("SE-2260", "2013", -1)))
    assert refused.value.rows["value"].tolist() == [-1]


@pytest.mark.parametrize("per", [0, -1, nan, inf])
def test_a_rate_is_per_some_number(per):
    """Alarms per nobody are no rate."""
    with pytest.raises(TableError, match="per how many"):
        rate(counts(count()), people(("SE-2260", "2013", 9_000)), per=per)


def test_rate_does_not_change_its_inputs():
    """Both tables are the same afterwards, and no observations give an empty table."""
    alarms, residents = counts(count()), people(("SE-2260", "2013", 10_000))
    before = alarms.copy(deep=True), residents.copy(deep=True)
    rate(alarms, residents)
    assert_frame_equal(alarms, before[0])
    assert_frame_equal(residents, before[1])
    assert rate(alarms.iloc[:0], residents).empty


box = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted)


@settings(max_examples=30, deadline=None)
@given(box, st.tuples(st.integers(1, 50), st.integers(1, 50)).map(sorted))
def test_every_rate_of_the_box_lies_within_the_bounds(alarms, residents):
    """Brute force: all whole numerators and denominators of the box, and both ends are reached."""
    table = people(("SE-2260", "2013", residents[0])).assign(
        population_lower=residents[0], population_upper=residents[1]
    )
    result = rate(counts(count(figure=(alarms[0], *alarms))), table).iloc[0]
    rates = [
        1000 * one / other for one in range(alarms[0], alarms[1] + 1) for other in range(residents[0], residents[1] + 1)
    ]
    assert result["lower"] == pytest.approx(min(rates))
    assert result["upper"] == pytest.approx(max(rates))
