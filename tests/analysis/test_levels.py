"""What a target is as a level, and the path that is required: columns of progress that a chart draws as they are."""

from datetime import date
from math import inf, isnan, nan

import pandas as pd
import pytest
from rows import ANGE, COUNTY, HARNOSAND, KRAMFORS, ORNSKOLDSVIK, SOLLEFTEA, SUNDSVALL, TIMRA, by_period

from ehealth_stats.analysis import progress
from ehealth_stats.analysis.bounds import Interval
from ehealth_stats.analysis.progress.goals import Goal
from ehealth_stats.analysis.progress.pace import path_end

EXACT_470 = {2010: 470}


def judged(readings, *more, as_of="2014-01-01", **target):
    """The rows of progress of staff with cards in a county: readings by period, a target by the end of 2016."""
    common = {"indicator": "siths_holders", "area": COUNTY, "due": 2016, "target_id": "first"}
    rows = by_period(readings, indicator="siths_holders", area=COUNTY)
    return progress(rows, pd.DataFrame([common | own for own in (target, *more)]), as_of=as_of).to_dict("records")


def level(row):
    """The level of a row."""
    return row["level_lower"], row["level_upper"]


def day(value):
    """A day of a row as text, empty without one."""
    return "" if pd.isna(value) else str(value.date())


def test_one_reading_after_the_start_is_no_baseline_and_starts_no_path():
    """300 in 2013, 600 wanted by 2016, pursued since 2010: the way to 300 is not known, nor is that from it the way."""
    row = judged({2013: 300}, target_value=600, start=2010)[0]
    assert row["reason"] == "one reading and no baseline"
    assert level(row) == (600, 600)
    assert isnan(row["path_end"])
    assert (day(row["start"]), row["baseline_period"], day(row["baseline_day"])) == ("2010-12-31", "", "")


def test_a_baseline_that_the_target_gives():
    """150 in 2009, though 200 are read in 2011: the path leads from the end of 2009 to 600."""
    row = judged({2011: 200}, target_value=600, baseline=150, baseline_period="2009")[0]
    assert (row["baseline"], row["baseline_period"], day(row["baseline_day"])) == (150, "2009", "2009-12-31")
    assert (*level(row), row["path_end"]) == (600, 600, 600)


def test_a_baseline_that_is_read():
    """Pursued from mid-2012: the reading of that spring is the baseline, of its last day."""
    row = judged({"2012-03": 200, 2013: 450}, target_value=600, start="2012-06-30")[0]
    assert (row["baseline"], row["baseline_period"], day(row["baseline_day"])) == (200, "2012-03", "2012-03-31")
    assert (day(row["start"]), row["path_end"]) == ("2012-06-30", 600)


def test_an_increase_is_a_level_above_its_baseline():
    """100-200 more than 465 to 475 is 565 to 675; from 470, which the document prints, the path leads to 570."""
    row = judged(
        {2010: (470, 465, 475)}, kind="increase_by", target_lower=100, target_upper=200, start=2010, as_of="2011"
    )[0]
    assert (*level(row), row["path_end"]) == (565, 675, 570)
    # Without a follow-up the required annual change is the slope of the path: 100 in six years.
    assert row["required_annual_change"] == pytest.approx((row["path_end"] - row["baseline"]) / 6)


def test_an_increase_on_top_of_another_asks_for_both():
    """100-200 more than 470, and 100-200 on top: 570-670 and 670-870; by the same staff 570-870."""
    more = {"kind": "increase_by", "target_lower": 100, "target_upper": 200, "start": 2010}
    second = more | {"target_id": "second", "adds_to": "first"}
    first, both, same = judged(EXACT_470, second, as_of="2011", **more)
    assert (*level(first), first["path_end"]) == (570, 670, 570)
    assert (*level(both), both["path_end"]) == (670, 870, 670)
    assert same["reading"] == "same staff"
    assert (*level(same), same["path_end"]) == (570, 870, 570)


def test_an_open_end_of_one_of_two_increases_leaves_both_open():
    """At least 50 more than 470, and 100 on top: at least 620."""
    first = {"kind": "increase_by", "target_lower": 50, "target_upper": inf, "start": 2010}
    second = {"kind": "increase_by", "target_value": 100, "start": 2010, "target_id": "second", "adds_to": "first"}
    row = judged(EXACT_470, second, as_of="2011", **first)[1]
    assert (*level(row), row["path_end"]) == (620, inf, 620)


@pytest.mark.parametrize(
    ("readings", "target", "lower", "upper", "end"),
    [
        ({2010: 500}, {"target_value": 300, "direction": "decrease"}, 300, 300, 300),
        ({2010: 500}, {"target_lower": 0, "target_upper": 300, "direction": "decrease"}, -inf, 300, 300),
        ({2010: 500}, {"target_lower": 250, "target_upper": 300, "direction": "decrease"}, 250, 300, 300),
        ({2010: 470}, {"target_lower": 600, "target_upper": inf}, 600, inf, 600),
        ({2010: 470}, {"target_lower": 600, "target_upper": 700}, 600, 700, 600),
        ({2010: 470}, {"kind": "decrease_by", "target_lower": 20, "target_upper": 30}, 440, 450, 450),
        ({2010: 470}, {"kind": "decrease_by", "target_lower": 20, "target_upper": inf}, -inf, 450, 450),
        ({2010: 470}, {"kind": "range", "target_lower": 500, "target_upper": 550}, 500, 550, 500),
        ({2010: 570}, {"kind": "range", "target_lower": 500, "target_upper": 550}, 500, 550, 550),
        ({2010: 470}, {"kind": "ceiling", "target_value": 400}, 400, 400, 400),
        ({2010: 470}, {"kind": "increase_by", "target_value": 20, "unit": "percent"}, 564, 564, 564),
        ({2010: 470}, {"kind": "decrease_by", "target_value": 50, "unit": "percent"}, 235, 235, 235),
        ({2010: (100, 80, 125)}, {"kind": "increase_by", "target_value": 20, "unit": "percent"}, 96, 150, 120),
        ({2010: (100, 80, 125)}, {"kind": "decrease_by", "target_value": 20, "unit": "percent"}, 64, 100, 80),
        ({2010: 9.4}, {"kind": "increase_by", "target_value": 0.3}, 9.7, 9.7, 9.7),
    ],
)
def test_levels_and_the_edge_that_the_path_leads_to(readings, target, lower, upper, end):
    """Down to at most so many, up to at least so many, to the nearer edge of a band, by so many or so many percent."""
    row = judged(readings, start=2010, as_of="2011", **target)[0]
    assert (*level(row), row["path_end"]) == (lower, upper, end)


@pytest.mark.parametrize(
    ("target", "lower", "upper"),
    [
        ({"target_value": 100}, 100, 100),  # there already
        ({"target_value": 470}, 470, 470),  # just there
        ({"kind": "ceiling", "target_value": 500}, 500, 500),  # below it
        ({"kind": "range", "target_lower": 400, "target_upper": 500}, 400, 500),  # inside
        ({"kind": "maintain"}, 470, 470),  # to stay is no way
        ({"target_value": 600, "due": None}, 600, 600),  # no deadline
        ({"target_value": 600, "due": 2009}, 600, 600),  # over before the baseline
        ({"target_value": 600, "due": 2010}, 600, 600),  # on the day of the baseline
        ({"target_value": 600, "baseline_lower": 150, "baseline_upper": 250, "baseline_period": "2009"}, 600, 600),
        ({"target_value": 600, "baseline": 150}, 600, 600),  # of no day
    ],
)
def test_no_path_without_a_distance_a_deadline_a_point_or_a_day(target, lower, upper):
    """The level stands there, and no path leads to it."""
    row = judged(EXACT_470, as_of="2011", start=2010, **target)[0]
    assert level(row) == (lower, upper)
    assert isnan(row["path_end"])


def test_a_direction_that_nobody_says_gives_no_path():
    """Whether 500 is better than 480 to 520 or worse is not said of an indicator in no list."""
    rows = pd.DataFrame(
        {"indicator": ["x"], "area": ["CA"], "period": [2010], "value": 495, "lower": 480, "upper": 520}
    )
    goal = pd.DataFrame({"indicator": ["x"], "area": ["CA"], "target_value": [500], "due": [2016], "start": [2010]})
    row = progress(rows, goal, as_of="2011").iloc[0]
    assert (*level(row), isnan(row["path_end"])) == (500, 500, True)


@pytest.mark.parametrize(
    ("readings", "target"),
    [
        ({2013: 300}, {"kind": "increase_by", "target_value": 100}),  # no baseline: the reading is after the start
        ({2010: (nan, 0, 20)}, {"kind": "increase_by", "target_value": 20, "unit": "percent"}),  # percent of nothing
        ({2010: 470}, {"kind": "not_quantified"}),
        ({2010: 470}, {"kind": "undefined"}),
    ],
)
def test_no_level_without_what_makes_it(readings, target):
    """A change of an unknown baseline and a target without a number are no level."""
    row = judged(readings, start=2010, **target)[0]
    assert all(map(isnan, (*level(row), row["path_end"])))


def test_a_change_of_nothing_known_is_no_number():
    """No point and no bounds."""
    nothing = Goal(Interval(20.0, 20, 20), is_change=True).level(None)
    assert all(map(isnan, (nothing.value, nothing.lower, nothing.upper)))


def test_levels_and_the_ends_of_paths_have_nine_decimals():
    """One more than 2e-10 is one, and one more than 6e-10 is 1.000000001."""
    goal = Goal(Interval(1.0, 1, 1), is_change=True)
    for start, level in ((2e-10, 1.0), (6e-10, 1.000000001)):
        baseline = Interval(start, start, start)
        assert goal.level(baseline) == Interval(level, level, level)
        assert path_end(baseline, goal) == level


def test_percentage_points_beside_percent():
    """10 percent more than 40 percent is 44, or 50 where percentage points are meant."""
    rows = pd.DataFrame({"indicator": ["x"], "area": ["CA"], "period": [2010], "value": [40], "unit": ["percent"]})
    goal = {"indicator": "x", "area": "CA", "kind": "increase_by", "target_value": 10, "unit": "percent"}
    table = progress(rows, pd.DataFrame([goal | {"due": 2016, "start": 2010}]), as_of="2011")
    assert table[["reading", "level_lower", "path_end"]].values.tolist() == [
        ["", 44.0, 44.0],
        ["percentage points", 50.0, 50.0],
    ]


def test_contradicted_baselines_have_a_level_each():
    """100 more than the 445 that are stated is 545, than the 470 that the municipalities give 570."""
    seven = {ANGE: 51, SUNDSVALL: 120, TIMRA: 60, HARNOSAND: 30, KRAMFORS: 26, SOLLEFTEA: 27, ORNSKOLDSVIK: 156}
    rows = pd.DataFrame({"area": list(seven), "value": list(seven.values()), "role": "reported"})
    stated = pd.DataFrame({"area": [COUNTY], "value": [445], "role": ["stated_total"]})
    told = pd.concat([rows, stated]).assign(indicator="siths_holders", period="2013-04-02")
    goal = {"indicator": "siths_holders", "area": COUNTY, "kind": "increase_by", "target_value": 100}
    table = progress(told, pd.DataFrame([goal | {"start": "2013-04-02", "due": 2013}]), as_of="2013-04-02")
    assert table[["reading", "level_lower", "path_end"]].values.tolist() == [
        ["computed baseline", 570.0, 570.0],
        ["stated baseline", 545.0, 545.0],
    ]
    assert set(table["baseline_period"]) == {"2013-04-02"}
    assert [when.date() for when in table["baseline_day"]] == [date(2013, 4, 2)] * 2


def test_a_baseline_without_an_upper_bound():
    """At least 100 now: 20 percent more is at least 120, half is at least 50, and to lose all of it is nothing left."""
    now = Interval(nan, 100, inf)
    changes = {20.0: (120, inf), -50.0: (50, inf), -100.0: (0, 0)}
    for by, ends in changes.items():
        goal = Goal(Interval(by, by, by), 1 if by > 0 else -1, is_change=True, is_relative=True)
        assert (goal.level(now).lower, goal.level(now).upper) == ends
