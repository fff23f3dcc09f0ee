"""Targets: every kind with every kind of figure before, at and after the deadline; how their numbers are read."""

from math import inf, nan

import pandas as pd
import pytest

from ehealth_stats.analysis import progress

COUNTY = "SE-22"
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
NEVER = dict.fromkeys(UP, NO_READING)
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
    "not_quantified": (NEVER, NEVER),
    "undefined": (NEVER, NEVER),
}
CASES = [(kind, figure, time) for kind in ASKED for figure in UP for time in TIMES]


def judged(readings, as_of, **target):
    """The row of a target of the county for readings by year."""
    target = {"indicator": "siths_holders", "area": COUNTY, "due": 2020, "unit": "persons", "target_id": "t"} | target
    rows = []
    for period, figure in readings.items():
        value, lower, upper = figure if isinstance(figure, tuple) else (figure, figure, figure)
        row = {"period": period, "value": value, "lower": lower, "upper": upper}
        rows.append(row | {name: target[name] for name in ("indicator", "area", "unit")})
    return progress(pd.DataFrame(rows), pd.DataFrame([target]), as_of=as_of).iloc[0]


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
    row = judged(HALF, "2016", kind="level", **asked)
    assert (row["target_state"], row["target_status"], row["verdict"]) == ("not_quantified", "not_available", UNABLE)


# The members of a working group have no direction in the code list.
MEMBERS = {"indicator": "working_group_members", "unit": "persons", "kind": "level"}


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
