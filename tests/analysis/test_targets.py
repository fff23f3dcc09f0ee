"""Targets: every kind with every kind of figure before, at and after the deadline; how their numbers are read."""

from math import inf, nan

import pandas as pd
import pytest
from rows import COUNTY, by_period

from ehealth_stats.analysis import progress
from ehealth_stats.errors import TableError

UNABLE = "unable_to_assess"

# The baseline is of 2010, the deadline the end of 2020. A reading of 2015 is half-way.
TIMES = {"before": (2015, "2016-06-01"), "at": (2020, "2021-06-01"), "after": (2022, "2023-06-01")}
UP = {"exact": 150, "range": (nan, 140, 160), "open": (nan, 151, inf), "missing": (nan, 0, inf)}
DOWN = {"exact": 250, "range": (nan, 240, 260), "open": (nan, 251, inf), "missing": (nan, 0, inf)}
AREAS = {"exact": 3, "range": (nan, 3, 4), "open": (nan, 4, inf), "missing": (nan, 0, inf)}
STEP = {"exact": 0, "range": (nan, 0, 1), "open": (nan, 1, inf), "missing": (nan, 0, inf)}

# What is asked for, the baseline, the figures.
ASKED = {
    "level": ({"target_value": 200, "direction": "increase"}, 100, UP),
    "ceiling": ({"target_value": 200}, 300, DOWN),
    "increase_by": ({"target_value": 100}, 100, UP),
    "decrease_by": ({"target_value": 100}, 300, DOWN),
    "range": ({"target_lower": 200, "target_upper": 220}, 100, UP),
    "maintain": ({"direction": "increase"}, 100, UP),
    "all_areas": ({"indicator": "secure_email", "unit": "municipalities"}, 0, AREAS),
    "milestone": ({"indicator": "activity_milestone", "unit": "milestones"}, 0, STEP),
    "not_quantified": ({"target_value": 200}, 100, UP),
    "undefined": ({"target_value": 200}, 100, UP),
}
OPEN, NO_READING = (UNABLE, "", "future"), (UNABLE, "", "not_available")
MISSED = (UNABLE, "necessary", "not_met")

# Verdict, certainty and status by figure, before the deadline; and at it and after it.
# 50 of 100 in half the time is 1.0 (growth 1.177); 140-160 is 0.8-1.2, two classes; "over 150" may be there already.
HALFWAY = {"exact": ("on_track", "necessary", "future"), "range": OPEN, "open": OPEN, "missing": OPEN}
# At the deadline 160 is short of 200 for certain, "over 150" need not be; over 250 is more than 200 for certain.
SHORT = {"exact": MISSED, "range": MISSED, "open": NO_READING, "missing": NO_READING}
OVER = SHORT | {"open": MISSED}
THERE = ("achieved", "necessary", "future")
MET = ("achieved", "necessary", "met")
NOT_YET, NEVER = dict.fromkeys(UP, OPEN), dict.fromkeys(UP, NO_READING)
EXPECTED = {
    "level": (HALFWAY, SHORT),
    "ceiling": (HALFWAY, OVER),
    "increase_by": (HALFWAY, SHORT),
    "decrease_by": (HALFWAY, OVER),
    # From 100 into 200-220: 150 has half the way left; "over 150" may be inside.
    "range": (HALFWAY, SHORT),
    # At least 100: 150, 140-160 and "over 150" all are.
    "maintain": (
        {"exact": THERE, "range": THERE, "open": THERE, "missing": OPEN},
        {"exact": MET, "range": MET, "open": MET, "missing": NO_READING},
    ),
    # Three of seven: (3/7)/(5/10) = .857; 3-4 is .857-1.143; "over 3" may be all seven.
    "all_areas": (HALFWAY | {"exact": ("acceleration_needed", "necessary", "future")}, SHORT),
    # Not begun: nothing of the distance is gone. Done or not: open. "At least one" is done.
    "milestone": (
        {"exact": ("limited_progress", "necessary", "future"), "range": OPEN, "open": THERE, "missing": OPEN},
        {"exact": MISSED, "range": NO_READING, "open": MET, "missing": NO_READING},
    ),
    "not_quantified": (NOT_YET, NEVER),
    "undefined": (NOT_YET, NEVER),
}
CASES = [(kind, figure, time) for kind in ASKED for figure in UP for time in TIMES]


def judged(readings, as_of, **target):
    """The row of a target of the county for readings by year."""
    target = {"indicator": "siths_holders", "area": COUNTY, "due": 2020, "unit": "persons", "target_id": "t"} | target
    unit = target.pop("figures_in", target["unit"])
    rows = by_period(readings, indicator=target["indicator"], area=target["area"], unit=unit)
    return progress(rows, pd.DataFrame([target]), as_of=as_of).iloc[0]


@pytest.mark.parametrize(("kind", "figure", "time"), CASES, ids=["-".join(case) for case in CASES])
def test_every_kind_of_target_and_figure(kind, figure, time):
    """Verdict, certainty and deadline gate as worked out in the table above; without a verdict there is a reason."""
    asked, baseline, figures = ASKED[kind]
    year, as_of = TIMES[time]
    row = judged({2010: baseline, year: figures[figure]}, as_of, kind=kind, start=2010, **asked)
    expected = EXPECTED[kind][time != "before"][figure]
    assert (row["verdict"], row["certainty"], row["target_status"]) == expected
    assert row["reason"] or row["verdict"] != UNABLE
    assert row["target_state"] == (kind if kind in ("undefined", "not_quantified") else "quantified")


HALF = {2010: 100, 2015: 150}


@pytest.mark.parametrize(
    ("number", "direction", "bounds"),
    [
        # "at least 200", as its words are printed; "at most 200", down; the same without a word for the direction.
        ((nan, 200, inf), "increase", (200, 200)),
        ((nan, 200, nan), "increase", (200, 200)),
        ((nan, 0, 200), "decrease", (200, 200)),
        ((nan, nan, 200), "decrease", (200, 200)),
        ((nan, -inf, 200), "decrease", (200, 200)),
        # A number without bounds is exact; one with bounds is as uncertain as they say; for more, 0 is an edge.
        ((200, nan, nan), "increase", (200, 200)),
        ((200, 190, 210), "increase", (190, 210)),
        ((200, 190, nan), "increase", (190, 200)),
        ((nan, 150, 200), "increase", (150, 200)),
        ((nan, 0, 200), "increase", (0, 200)),
        ((0, 0, 0), "decrease", (0, 0)),
    ],
)
def test_number_of_a_level(number, direction, bounds):
    """What the words leave open is no edge of the number."""
    value, lower, upper = number
    asked = {"target_value": value, "target_lower": lower, "target_upper": upper, "direction": direction}
    row = judged(HALF, "2016", kind="level", **asked)
    assert (row["target_lower"], row["target_upper"], row["target_state"]) == (*bounds, "quantified")


@pytest.mark.parametrize("bounds", [(0, inf), (-inf, inf), (nan, inf), (nan, nan)])
@pytest.mark.parametrize("direction", ["increase", "decrease"])
def test_number_that_nobody_knows_is_none(bounds, direction):
    """A target whose number is unknown, [0, inf), is not reached by anything: it has no number."""
    asked = {"target_lower": bounds[0], "target_upper": bounds[1], "direction": direction}
    row = judged(HALF, "2021", kind="level", **asked)
    assert (row["target_state"], row["target_status"], row["verdict"]) == ("not_quantified", "not_available", UNABLE)


# The members of a working group have no direction in the code list.
MEMBERS = {"indicator": "working_group_members", "unit": "persons", "kind": "level"}


@pytest.mark.parametrize(
    ("readings", "number", "change"),
    [
        # 2 in five years, down or up: by the baseline, and by the words "at most 4".
        ({2010: 8, 2015: 6}, (4, 4, 4), -0.4),
        ({2010: 4, 2015: 6}, (8, 8, 8), 0.4),
        ({2010: 8, 2015: 6}, (nan, 0, 4), -0.4),
    ],
)
def test_change_that_is_left_where_no_column_gives_the_direction(readings, number, change):
    """It leads from the last reading to the number."""
    value, lower, upper = number
    asked = MEMBERS | {"target_value": value, "target_lower": lower, "target_upper": upper}
    assert judged(readings, "2016", **asked)["required_annual_change"] == pytest.approx(change)


@pytest.mark.parametrize(
    ("readings", "number", "verdict"),
    [
        # 8 to 4, 6 half-way: down, (2/5)/(4/10) = 1; growth .75^.2 - 1 = -.0559, .5^.1 - 1 = -.0670: .835.
        ({2010: 8, 2015: 6}, (4, 4, 4), "method_dependent"),
        # 4 to 8, 6 half-way: up, 1 and growth 1.177.
        ({2010: 4, 2015: 6}, (8, 8, 8), "on_track"),
        # "at least 5" and "at most 5" say it themselves, without any baseline.
        ({2015: 6}, (nan, 5, inf), "achieved"),
        ({2015: 6}, (nan, 0, 5), UNABLE),
        ({2015: 4}, (nan, 0, 5), "achieved"),
        ({2015: 4}, (nan, -inf, 5), "achieved"),
    ],
)
def test_direction_that_no_column_gives(readings, number, verdict):
    """It is that of the words, else the way from the baseline to the number."""
    value, lower, upper = number
    asked = MEMBERS | {"target_value": value, "target_lower": lower, "target_upper": upper}
    row = judged(readings, "2016", due=2020 if 2010 in readings else 2014, **asked)
    assert row["verdict"] == verdict
    assert "which way" not in row["reason"]


def test_direction_that_nothing_gives_is_no_verdict():
    """Five members, more or fewer? A reading of 6 without a baseline, or from a baseline of 5, is not judged."""
    for readings in ({2015: 6}, {2010: 5, 2015: 6}):
        row = judged(readings, "2021-06-01", target_value=5, due=2014, **MEMBERS)
        assert (row["verdict"], row["target_status"]) == (UNABLE, "not_available")
        assert row["reason"].startswith("the target does not say which way is better")
        assert pd.isna(row["required_annual_change"])


@pytest.mark.parametrize(
    ("asked", "bounds"),
    [
        ({"kind": "decrease_by", "target_lower": 20, "target_upper": 30}, (0.8, 1.2)),
        ({"kind": "ceiling", "target_lower": 70, "target_upper": 80}, (0.8, 1.2)),
    ],
)
def test_number_with_bounds_makes_a_pace_with_bounds(asked, bounds):
    """From 100 to 88 half-way: (12/5)/(30/10) = .8, and (12/5)/(20/10) = 1.2 if 20 are enough."""
    row = judged({2010: 100, 2015: 88}, "2016", **asked)
    assert [row["linear_lower"], row["linear_upper"]] == pytest.approx(bounds)
    assert row["verdict"] == UNABLE


@pytest.mark.parametrize(
    ("asked", "reading", "verdict"),
    [
        # Keep 100 exactly: a band; keep it at least.
        ({"target_value": 100}, 105, "deterioration"),
        ({"target_value": 100, "direction": "increase"}, 105, "achieved"),
        ({"target_value": 100, "direction": "decrease"}, 105, "deterioration"),
        ({}, 100, "achieved"),
        ({"direction": "increase"}, 100, "achieved"),
        ({"direction": "decrease"}, 100, "achieved"),
        ({"direction": "decrease"}, 101, "deterioration"),
    ],
)
def test_maintain_with_a_number_and_without(asked, reading, verdict):
    """From a baseline of 100 in 2010; all is exact, so the verdict is certain wherever there was a side to be on."""
    row = judged({2010: 100, 2015: reading}, "2016", kind="maintain", **asked)
    assert (row["verdict"], row["certainty"]) == (verdict, "necessary")


def test_increment_on_top_of_a_larger_one():
    """100-200, and a further 50-80: 150-280 together, or 100-280 if it is the same staff."""
    rows = pd.DataFrame({"indicator": "siths_holders", "area": COUNTY, "period": [2010], "value": [470]})
    asked = {"indicator": "siths_holders", "area": COUNTY, "kind": "increase_by", "due": 2020}
    steps = [
        asked | {"target_id": "one", "target_lower": 100, "target_upper": 200, "adds_to": ""},
        asked | {"target_id": "two", "target_lower": 50, "target_upper": 80, "adds_to": "one"},
    ]
    table = progress(rows, pd.DataFrame(steps))
    assert table[["reading", "target_lower", "target_upper"]].values.tolist() == [
        ["", 100, 200],
        ["", 150, 280],
        ["same staff", 100, 280],
    ]


def test_share_of_an_increment_by_the_same_staff_has_bounds_and_no_point():
    """40 more so far, of 60, of 60 and 30, and of 60 to 90: 2/3, 4/9 and anything between them."""
    rows = pd.DataFrame({"indicator": "siths_holders", "area": COUNTY, "period": [2010, 2015], "value": [200, 240]})
    asked = {"indicator": "siths_holders", "area": COUNTY, "kind": "increase_by", "due": 2020, "start": 2010}
    steps = [
        asked | {"target_id": "one", "target_value": 60, "adds_to": ""},
        asked | {"target_id": "two", "target_value": 30, "adds_to": "one"},
    ]
    table = progress(rows, pd.DataFrame(steps), as_of="2016")
    assert table["achieved_share"].tolist() == pytest.approx([2 / 3, 4 / 9, nan], nan_ok=True)
    assert table["achieved_share_lower"].tolist() == pytest.approx([2 / 3, 4 / 9, 4 / 9])
    assert table["achieved_share_upper"].tolist() == pytest.approx([2 / 3, 4 / 9, 2 / 3])


MESSAGES = {"indicator": "electronic_messaging", "unit": "municipalities", "kind": "all_areas"}


@pytest.mark.parametrize(
    ("area", "start", "due", "bounds"),
    [
        # Norway: 431 in 2006-07, 430 in 2008-11, 429 in 2012, 428 in 2013-16, 426, 422, 356 from 2020, 357 from 2024.
        ("NO", 2006, 2007, (431, 431)),
        ("NO", "2008-01-01", 2013, (428, 430)),
        ("NO", 2012, 2012, (429, 429)),
        ("NO", "2017-01-01", "2020-06-30", (356, 426)),
        ("NO", None, 2024, (357, 357)),
        ("NO", 2023, None, (356, 356)),
        ("SE", 2010, 2020, (290, 290)),
        ("SE-22", 2010, 2020, (7, 7)),
        ("SE-2260|SE-2262", 2010, 2020, (2, 2)),
    ],
)
def test_all_municipalities_are_as_many_as_there_were(area, start, due, bounds):
    """The least and the most on any day from start to deadline, counted by hand from the changes of the register."""
    row = judged({2005: 10}, "2025", area=area, start=start, due=due, **MESSAGES)
    assert (row["target_lower"], row["target_upper"]) == bounds


@pytest.mark.parametrize(("area", "due"), [("CA", 2020), ("SE-2260|CA", 2020), ("SE", None)])
def test_all_municipalities_are_not_counted_without_a_day_or_a_register(area, due):
    """The municipalities of Canada are in no register of ours, and how many there are depends on the day: no number."""
    row = judged({2005: 10}, "2025", area=area, due=due, **MESSAGES)
    assert (row["target_state"], row["verdict"]) == ("not_quantified", UNABLE)


def test_all_municipalities_in_percent_are_all_of_them():
    """290 of 290, or 100 percent: 145 half-way is 1.0; of 428-430 the reading 429 is possibly all."""
    half = judged({2010: 0, 2015: 145}, "2016", area="SE", **MESSAGES)
    assert (half["linear"], half["verdict"]) == (1.0, "on_track")
    share = judged({2010: 0, 2015: 50}, "2016", area="SE", **(MESSAGES | {"unit": "percent"}))
    assert (share["target_lower"], share["target_upper"], share["linear"]) == (100, 100, 1.0)
    norway = judged({2007: 0, 2013: 429}, "2014", area="NO", **(MESSAGES | {"start": "2008-01-01", "due": 2013}))
    assert (norway["target_status"], norway["certainty"]) == ("met", "possible")


@pytest.mark.parametrize(
    ("kind", "number", "readings", "change"),
    [
        ("ceiling", 200, {2010: 300, 2015: 240}, -8.0),
        ("decrease_by", 100, {2010: 300, 2015: 240}, -8.0),
        ("increase_by", 100, {2010: 300, 2015: 360}, 8.0),
        ("level", 400, {2010: 300}, 10.0),
        # 184 of the 365 days from 30 June 2020 to 30 June 2021 are left.
        ("level", 400, {2010: 300, "2020-06-30": 354}, 46 * 365 / 184),
        ("level", 400, {2010: 300, 2015: 400}, 0.0),
        ("level", 400, {2010: 300, 2020: 350}, nan),
    ],
)
def test_change_that_is_needed_each_year(kind, number, readings, change):
    """What is left, from the last reading (or the baseline) to the deadline at the end of 2020."""
    direction = "increase" if kind == "level" else None
    row = judged(readings, "2021-06-01", kind=kind, target_value=number, direction=direction)
    assert row["required_annual_change"] == pytest.approx(change, nan_ok=True)


def test_over_300_is_more_than_at_least_250():
    """Decided though neither has a point; over 240 is not."""
    asked = {"kind": "level", "target_lower": 250, "target_upper": inf, "direction": "increase"}
    row = judged({2010: 100, 2015: (nan, 301, inf)}, "2016", **asked)
    assert (row["verdict"], row["certainty"]) == ("achieved", "necessary")
    assert judged({2010: 100, 2015: (nan, 241, inf)}, "2016", **asked)["verdict"] == UNABLE


def test_milestones_of_a_chain_have_the_deadline_of_each():
    """Plan by 2012, test by 2014, run by 2016, each built on the one before: the test is done, so the plan is."""
    chain = [
        {"target_id": name, "adds_to": before, "due": due, "kind": "milestone", "label": name}
        for name, before, due in [("plan", "", 2012), ("test", "plan", 2014), ("run", "test", 2016)]
    ]
    targets = pd.DataFrame(chain).assign(indicator="activity_milestone", area=COUNTY)
    done = {"indicator": ["activity_milestone"], "area": COUNTY, "period": ["2014"], "value": [1], "follow_up": "test"}
    table = progress(pd.DataFrame(done), targets, as_of="2015")
    assert table["target_status"].tolist() == ["met", "met", "future"]
    assert table["reason"].iloc[0] == "implied by 'test', which the document builds on it"


@pytest.mark.parametrize(
    ("kind", "percent", "baseline", "reading", "expected"),
    [
        # Halved: 471 to 235.5 at most; a fifth more than 50 is 60; doubled 100.
        ("decrease_by", 50, 471, 235, ("met", "necessary", 235.5, 235.5)),
        ("decrease_by", 50, 471, 236, ("not_met", "necessary", 235.5, 235.5)),
        ("increase_by", 20, 50, 60, ("met", "necessary", 10, 10)),
        ("increase_by", 20, 50, 59, ("not_met", "necessary", 10, 10)),
        ("increase_by", 30, 11, 14.3, ("met", "necessary", 3.3, 3.3)),
        ("increase_by", 100, 50, 100, ("met", "necessary", 50, 50)),
        # 20-30 percent more: 24 is between them, 26 past both.
        ("increase_by", (nan, 20, 30), 100, 124, ("met", "possible", 20, 30)),
        ("increase_by", (nan, 20, 30), 100, 130, ("met", "necessary", 20, 30)),
        # Of c:a 470 [465, 475] half is 232.5-237.5: 232 is less than that, 233 need not be; of 470 itself it is.
        ("decrease_by", 50, (470, 465, 475), 232, ("met", "necessary", 235, 235)),
        ("decrease_by", 50, (470, 465, 475), 233, ("met", "possible", 235, 235)),
        ("decrease_by", 50, (470, 465, 475), 238, ("not_met", "necessary", 235, 235)),
        ("increase_by", 100, (470, 465, 475), 950, ("met", "necessary", 470, 470)),
        ("increase_by", 100, (470, 465, 475), 929, ("not_met", "necessary", 470, 470)),
        # Without a point, in units of the lower bound: 80-125 and 20 percent more are 96-150.
        ("increase_by", 20, (nan, 80, 125), 150, ("met", "necessary", 16, 16)),
        ("increase_by", 20, (nan, 80, 125), 95, ("not_met", "necessary", 16, 16)),
        ("increase_by", 20, (nan, 80, 125), 149, ("not_available", "", 16, 16)),
        # "over 100" is 101 and more: twice that is not known, and less than 101 is less.
        ("increase_by", 100, (nan, 101, inf), 500, ("not_available", "", 101, 101)),
        ("increase_by", 100, (nan, 101, inf), 201, ("not_met", "necessary", 101, 101)),
        ("decrease_by", 10, (nan, 100, inf), (nan, 0, 90), ("met", "necessary", 10, 10)),
        ("increase_by", 10, (nan, 100, 110), (nan, 121, inf), ("met", "necessary", 10, 10)),
        # Nothing is left of at least 100; half a one of 80-125 is .4-.625 percent.
        ("decrease_by", 100, (nan, 100, inf), 0, ("met", "necessary", 100, 100)),
        ("decrease_by", 99.5, (nan, 80, 125), 0.5, ("not_available", "", 79.6, 79.6)),
        # To nine decimals.
        ("increase_by", 20, 100, 120 - 4e-10, ("met", "necessary", 20, 20)),
        ("increase_by", 20, 100, 120 - 6e-10, ("not_met", "necessary", 20, 20)),
        ("increase_by", 1, 1.2e-7, 1, ("met", "necessary", 1e-9, 1e-9)),
    ],
)
def test_change_in_percent_is_one_of_the_baseline(kind, percent, baseline, reading, expected):
    """Judged by what each baseline in its bounds makes of it, told in the unit of what is counted."""
    value, lower, upper = percent if isinstance(percent, tuple) else (percent, percent, percent)
    asked = {"kind": kind, "target_value": value, "target_lower": lower, "target_upper": upper}
    row = judged({2010: baseline, 2020: reading}, "2021", **asked, unit="percent", figures_in="persons")
    told = row["target_status"], row["certainty"], row["target_lower"], row["target_upper"]
    assert told == expected
    assert row["unit"] == "persons"


def test_change_that_is_just_what_was_asked_for_is_enough():
    """From 9.4 to 9.7 and from 9.7 to 9.4 are .3, though 9.7 - 9.4 is a hair less to a computer."""
    met, missed = ("met", "necessary"), ("not_met", "necessary")
    for kind, first, last, told in (
        ("increase_by", 9.4, 9.7, met),
        ("decrease_by", 9.7, 9.4, met),
        ("increase_by", 9.4, 9.7 - 4e-10, met),
        ("increase_by", 9.4, 9.7 - 6e-10, missed),
    ):
        row = judged({2010: first, 2020: last}, "2021", kind=kind, target_value=0.3)
        assert (row["target_status"], row["certainty"]) == told


def test_share_that_is_just_what_was_asked_for_is_enough():
    """57 of 100 alarms are 57 percent; one of three is a third to nine decimals."""
    rows = pd.DataFrame({"indicator": "safety_alarms", "area": COUNTY, "period": [2020, 2020], "value": [100, 57]})
    asked = {"indicator": "safety_alarms", "area": COUNTY, "breakdown": "digital", "target_value": 57, "due": 2020}
    row = progress(rows.assign(breakdown=["_T", "digital"]), pd.DataFrame([asked | {"unit": "percent"}])).iloc[0]
    assert (row["actual"], row["target_status"], row["certainty"]) == (57, "met", "necessary")
    third = progress(
        rows.assign(breakdown=["_T", "digital"], value=[3, 1]), pd.DataFrame([asked | {"unit": "percent"}])
    )
    assert third["actual"].tolist() == [33.333333333]


def test_pace_of_a_change_in_percent():
    """From 200 a quarter less by 2020, 50: 25 half-way is half the way, (25/5)/(50/10), and 5 a year are left."""
    asked = {"kind": "decrease_by", "target_value": 25, "unit": "percent", "figures_in": "persons"}
    row = judged({2010: 200, 2015: 175}, "2016", **asked)
    assert [row[name] for name in ("linear", "achieved_share", "required_annual_change")] == [1, 0.5, -5]
    assert (row["verdict"], row["cagr_class"]) == ("on_track", "")
    # Below zero, as a balance of money may be: -100 [-110, -90] is 300 less than 200 in any case.
    asked |= {"indicator": "programme_budget", "figures_in": "SEK"}
    below = judged({2010: (nan, 190, 210), 2015: (-100, -110, -90)}, "2016", **asked)
    assert (below["verdict"], below["certainty"]) == ("achieved", "necessary")


@pytest.mark.parametrize(
    ("readings", "reason"),
    [
        ({2020: 60}, "no baseline to take the percent of"),
        ({2010: 0, 2020: 60}, "percent of a baseline that may be nothing"),
        ({2010: (nan, 0, 50), 2020: 60}, "percent of a baseline that may be nothing"),
    ],
)
def test_change_in_percent_needs_a_baseline(readings, reason):
    """Of no baseline, or of none at all, a percentage is no number: quantified and not judged."""
    row = judged(readings, "2021", kind="increase_by", target_value=20, unit="percent", figures_in="persons")
    assert (row["target_state"], row["target_status"], row["verdict"]) == ("quantified", "not_available", UNABLE)
    assert row["reason"] == reason
    assert pd.isna(row["target_lower"])


def test_percent_of_a_percentage_may_be_meant_as_points():
    """Ten percent less than 40 percent is 36; ten points less is 30: both are shown, the words first."""
    rows = pd.DataFrame({"indicator": "no_shows", "area": COUNTY, "period": [2010, 2020], "value": [40, 35]})
    asked = {"indicator": ["no_shows"], "area": COUNTY, "kind": "decrease_by", "target_value": 10, "due": 2020}
    table = progress(rows.assign(unit="percent"), pd.DataFrame(asked).assign(unit="percent"))
    assert table[["reading", "target_upper", "target_status"]].values.tolist() == [
        ["", 4, "met"],
        ["percentage points", 10, "not_met"],
    ]
    points = progress(rows.assign(unit="percent"), pd.DataFrame(asked).assign(unit="percentage_points"))
    assert points[["reading", "target_upper", "target_status"]].values.tolist() == [["", 10, "not_met"]]


def test_change_in_percent_of_two_baselines_is_one_of_each():
    """The target says 100, the table 200: a half more are 50 or 100, and 260 is one and not the other."""
    asked = {"kind": "increase_by", "target_value": 50, "unit": "percent", "baseline": 100, "baseline_period": 2010}
    rows = pd.DataFrame({"indicator": "siths_holders", "area": COUNTY, "period": [2010, 2020], "value": [200, 260]})
    table = progress(rows, pd.DataFrame([{"indicator": "siths_holders", "area": COUNTY, "due": 2020} | asked]))
    assert table[["reading", "target_lower"]].values.tolist() == [
        ["given baseline", 50],
        ["reported baseline", 100],
    ]
    assert table["verdict"].tolist() == ["baseline_disputed"] * 2


def test_increments_on_top_of_each_other_are_in_one_unit():
    """20 percent and a further 10 percent of 200 are 60; 10 persons and 10 percent are no sum."""
    rows = pd.DataFrame({"indicator": "siths_holders", "area": COUNTY, "period": [2010], "value": [200]})
    asked = {"indicator": "siths_holders", "area": COUNTY, "kind": "increase_by", "due": 2020, "unit": "percent"}
    asked["start"] = 2010
    steps = [
        asked | {"target_id": "one", "target_value": 20, "adds_to": ""},
        asked | {"target_id": "two", "target_value": 10, "adds_to": "one"},
    ]
    table = progress(rows, pd.DataFrame(steps))
    assert table[["reading", "target_lower", "target_upper"]].values.tolist() == [
        ["", 40, 40],
        ["", 60, 60],
        ["same persons", 40, 60],
    ]
    steps[0] |= {"unit": "persons"}
    with pytest.raises(TableError, match="target two adds to one, which is in another unit"):
        progress(rows, pd.DataFrame(steps))


def test_unit_that_only_the_figures_give_is_the_target_s_too():
    """Of an indicator in no list; where the figures are in several units, the target has to say which."""
    rows = pd.DataFrame({"indicator": "visits", "area": COUNTY, "period": [2010, 2020], "value": [40, 50]})
    asked = pd.DataFrame({"indicator": ["visits"], "area": COUNTY, "target_value": 50, "due": 2020})
    asked["direction"] = "increase"
    row = progress(rows.assign(unit="days"), asked).iloc[0]
    assert (row["unit"], row["target_status"]) == ("days", "met")
    other = progress(rows.assign(unit="days"), asked.assign(unit="hours")).iloc[0]
    assert (other["unit"], other["target_status"]) == ("hours", "not_available")
    mixed = progress(rows.assign(unit=["days", "hours"]), asked).iloc[0]
    assert (mixed["unit"], mixed["target_status"]) == ("units", "not_available")
    users = pd.DataFrame({"indicator": "npo_users", "area": COUNTY, "period": [2020], "value": [50], "unit": "hours"})
    listed = progress(users, asked.assign(indicator="npo_users")).iloc[0]
    assert (listed["unit"], listed["target_status"]) == ("persons", "not_available")
