"""Progress: which reading is the baseline, which one follows up, and where a municipality was merged in between."""

from math import inf, nan

import pandas as pd
import pytest

from ehealth_stats import harmonise
from ehealth_stats.analysis import progress
from ehealth_stats.analysis.bounds import Interval
from ehealth_stats.analysis.progress.pace import relative_change

UNABLE = "unable_to_assess"
PARTS = ("SE-2262", "SE-2280", "SE-2281", "SE-2282", "SE-2283", "SE-2284")


def judged(rows, as_of="2021-06-01", **target):
    """The rows of progress, of a level of 200 users in a county by 2020; figures as (period, value) or columns."""
    about = {"indicator": "npo_users", "area": "SE-22"}
    about |= {name: target[name] for name in about if name in target}
    figures = [
        about | (row if isinstance(row, dict) else dict(zip(("period", "value"), row, strict=True))) for row in rows
    ]
    asked = about | {"target_value": 200, "due": 2020} | target
    return progress(pd.DataFrame(figures), pd.DataFrame([asked]), as_of=as_of).to_dict("records")


# --- the baseline that the target gives -------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "bounds"),
    [
        ({"baseline": 100}, (100, 100, 100)),
        ({"baseline": 100, "baseline_lower": 90}, (100, 90, 100)),
        ({"baseline": 100, "baseline_upper": 110}, (100, 100, 110)),
        ({"baseline_lower": 90}, (nan, 90, inf)),
        ({"baseline_upper": 110}, (nan, 0, 110)),
        ({"baseline_lower": 90, "baseline_upper": 110}, (nan, 90, 110)),
    ],
)
def test_baseline_is_what_the_target_gives(given, bounds):
    """A number without bounds is exact; "at least 90" and "at most 110" are open on one side."""
    (row,) = judged([(2010, 50), (2015, 150)], baseline_period=2011, **given)
    assert [row[name] for name in ("baseline", "baseline_lower", "baseline_upper")] == pytest.approx(
        bounds, nan_ok=True
    )
    assert (row["time_elapsed"], row["reading"]) == (4, "")


@pytest.mark.parametrize(("reported", "labels"), [(110, [""]), (111, ["given baseline", "reported baseline"])])
def test_given_baseline_is_contradicted_by_a_reading_of_its_day_only(reported, labels):
    """90-110 in 2010: 110 in the table agrees and 111 does not; what was reported in 2012 is no contradiction."""
    given = {"baseline": 100, "baseline_lower": 90, "baseline_upper": 110, "baseline_period": 2010}
    rows = judged([(2010, reported), (2012, 130), (2015, 160)], **given)
    assert [row["reading"] for row in rows] == labels


def test_figures_of_one_place_that_do_not_all_agree_are_run_each():
    """134 and 138 have nothing in common, though "130-140" agrees with both."""
    printed = [(134, 134, 134), (138, 138, 138), (nan, 130, 140), (134, 134, 134)]
    rows = [dict(zip(("value", "lower", "upper"), figure, strict=True)) | {"period": 2010} for figure in printed]
    rows = [row | {"source_id": "plan", "locator": f"page {page}"} for page, row in enumerate(rows)]
    told = judged([*rows, (2015, 170)])
    assert [row["reading"] for row in told] == ["first baseline", "second baseline", "third baseline"]
    assert [row["baseline_lower"] for row in told] == [134, 138, 130]


# --- the baseline that is found ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "asked", "baseline", "actual"),
    [
        # Up to the start, the last one; on its day too.
        ([(2010, 1), (2012, 2), (2015, 3)], {"start": 2012}, 2, 3),
        ([(2010, 1), (2012, 2), (2015, 3)], {"start": "2012-12-30"}, 1, 3),
        # Nothing before the start: the first of two; of one there is none.
        ([(2012, 2), (2015, 3)], {"start": 2011}, 2, 3),
        ([(2015, 3)], {"start": 2011}, nan, 3),
        ([(2015, 3)], {}, nan, 3),
        # The first reading is the outcome already: on the day of the deadline, after it, or as declared.
        ([(2020, 2), (2021, 3)], {"start": 2011}, nan, 2),
        ([("2020-12-30", 2), (2021, 3)], {"start": 2011}, 2, 3),
        ([{"period": 2015, "value": 2, "follow_up": "t"}, (2016, 3)], {"start": 2011, "target_id": "t"}, nan, 2),
        ([(2015, 2), (2016, 3)], {"start": 2011, "due": None}, 2, 3),
        # The period that the target names; if nothing is of it, as without.
        ([(2010, 1), (2012, 2), (2015, 3)], {"baseline_period": 2010, "start": 2012}, 1, 3),
        ([(2010, 1), (2012, 2), (2015, 3)], {"baseline_period": 2011, "start": 2012}, 2, 3),
        # A document's own reading.
        ([{"period": 2015, "value": 3, "source_id": "targets"}], {}, 3, nan),
    ],
)
def test_baseline_is_found_by_the_start(rows, asked, baseline, actual):
    """Judged in 2022, 200 by 2020."""
    (row,) = judged(rows, as_of=2022, **asked)
    assert [row["baseline"], row["actual"]] == pytest.approx([baseline, actual], nan_ok=True)


def test_total_that_is_stated_within_the_sum_is_shown_beside_it():
    """One of seven says 65-110 and the others 5: 95-140 in all, 100 as stated: nothing is disputed, and 100 decides.

    150 of 200 half-way: (50/5)/(100/10) = 1 from 100; (10/5)/(60/10) = .33 from 140.
    """
    sum_of = [{"area": area, "period": 2010, "value": 5} for area in PARTS]
    sum_of.append({"area": "SE-2260", "period": 2010, "lower": 65, "upper": 110})
    stated = {"period": 2010, "role": "stated_total", "value": 100}
    rows = judged([*sum_of, stated, (2015, 150)], as_of=2016)
    assert [(row["reading"], row["baseline_lower"], row["verdict"]) for row in rows] == [
        ("", 95, UNABLE),
        ("stated baseline", 100, "on_track"),
    ]
    assert rows[0]["reason"] == "the bounds allow limited progress, acceleration needed and on track"
    # Two of them are both shown, each once.
    others = [stated | {"value": value, "locator": f"page {page}"} for page, value in enumerate((100, 110, 110))]
    assert [row["baseline"] for row in judged([*sum_of, *others, (2015, 150)], as_of=2016)[1:]] == [100, 110]
    # The same bounds, or the same number, say nothing more.
    same = {"period": 2010, "role": "stated_total", "lower": 95, "upper": 140}
    assert [row["reading"] for row in judged([*sum_of, same, (2015, 150)], as_of=2016)] == [""]
    assert [row["reading"] for row in judged([*sum_of, same | {"upper": 139}, (2015, 150)], as_of=2016)] == [
        "",
        "stated baseline",
    ]


def test_stated_total_that_contradicts_goes_before_one_that_does_not():
    """100 and 300 are both stated for 95-140, by one document: disputed."""
    sum_of = [{"area": area, "period": 2010, "value": 5} for area in PARTS]
    sum_of.append({"area": "SE-2260", "period": 2010, "lower": 65, "upper": 110})
    stated = [{"period": 2010, "role": "stated_total", "value": value, "locator": str(value)} for value in (100, 300)]
    rows = judged([*sum_of, *stated, (2015, 150)], as_of=2016)
    assert [(row["reading"], row["baseline_lower"]) for row in rows] == [
        ("computed baseline", 95),
        ("stated baseline", 300),
    ]
    assert {(row["verdict"], row["target_status"]) for row in rows} == {("baseline_disputed", "future")}


def test_baseline_that_nothing_follows_is_told_with_the_readings_before_it():
    """Two readings up to the start: the later one is the baseline. One alone needs no explanation."""
    (row,) = judged([(2010, 1), (2012, 2)], start=2012, as_of=2016)
    assert row["reason"] == "no follow-up reading; of 2 readings up to its start the latest is the baseline"
    (row,) = judged([(2012, 2)], start=2012, as_of=2016)
    assert row["reason"] == "no follow-up reading"


# --- the reading that follows up --------------------------------------------------------------------


def test_break_anywhere_up_to_the_reading_blocks_the_pace():
    """A break in 2012 stands between 2010 and 2015."""
    rows = [(2010, 100), {"period": 2012, "value": 130, "status": "B"}, (2015, 150)]
    (row,) = judged(rows, as_of=2016)
    assert (row["actual"], row["verdict"], row["reason"]) == (150, UNABLE, "a break in the series")


MEETINGS = {"indicator": "working_group_meetings", "target_value": 3, "direction": "increase"}


@pytest.mark.parametrize(
    ("period", "asked", "status"),
    [
        # Without a start, a whole year is what a flow is asked for of; half of one is not.
        (2013, {"due": 2013}, "met"),
        ("2013-07/2013-12", {"due": 2013}, "not_available"),
        # From April to March: those months, or a whole year; the half is neither.
        ("2013-04/2014-03", {"start": "2013-04-01", "due": "2014-03-31"}, "met"),
        (2014, {"start": "2013-04-01", "due": "2014-03-31"}, "met"),
        ("2013-10/2014-03", {"start": "2013-04-01", "due": "2014-03-31"}, "not_available"),
        # What begins on the day of the deadline is not later; what begins a day after it is.
        (2013, {"due": "2013-01-01"}, "met"),
        (2013, {"due": "2012-12-31"}, "not_available"),
        (2013, {"start": 2010, "due": None}, "future"),
    ],
)
def test_flow_is_of_the_months_that_are_asked_for(period, asked, status):
    """Five meetings, of three asked for at least."""
    (row,) = judged([(period, 5)], as_of=2016, **(MEETINGS | asked))
    assert row["target_status"] == status


def test_latest_declared_reading_and_the_last_one_of_the_first_day_decide():
    """Two are declared: the later. None is: of two of the first day after the deadline the last in the table."""
    declared = [{"period": year, "value": value, "follow_up": "all"} for year, value in ((2018, 190), (2019, 210))]
    assert judged([(2010, 100), *declared, (2020, 150)])[0]["actual"] == 210
    rows = [(2010, 100), ("2020", 190), ("2020-12-31", 205), (2021, 150)]
    assert judged(rows, as_of=2022)[0]["actual"] == 205


# --- municipalities that changed --------------------------------------------------------------------

ALARMS = {"indicator": "safety_alarms", "target_value": 40, "due": 2021, "as_of": 2022}


def test_municipality_that_was_renumbered_is_the_same():
    """Bærum, 0219 until 2019, 3024 until 2023 and 3201 since: 30 in 2018, 45 in 2021."""
    for code in ("NO-0219", "NO-3024", "NO-3201"):
        rows = [{"area": "NO-0219", "period": 2018, "value": 30}, {"area": "NO-3024", "period": 2021, "value": 45}]
        (row,) = judged(rows, area=code, **ALARMS)
        assert [row[name] for name in ("baseline", "actual", "target_status")] == [30, 45, "met"]


def test_municipality_that_was_merged_into_a_new_one_has_no_more_figures():
    """Færder's 45 are not Nøtterøy's, and the reason says what became of it, unless the target was decided."""
    rows = [{"area": "NO-0722", "period": 2016, "value": 30}, {"area": "NO-0729", "period": 2018, "value": 45}]
    (row,) = judged(rows, area="NO-0722", **(ALARMS | {"due": 2018}))
    assert (row["actual"], row["target_status"]) == (30, "not_available")
    assert row["reason"].endswith("since 1 January 2018 Nøtterøy is part of Færder")
    (decided,) = judged(rows, area="NO-0722", **(ALARMS | {"due": 2016}))
    assert (decided["target_status"], decided["reason"]) == ("not_met", "one reading and no baseline")
    (early,) = judged(rows[:1], area="NO-0722", **(ALARMS | {"due": 2018, "as_of": "2017-12-31"}))
    assert "Færder" not in early["reason"]
    (later,) = judged(rows[:1], area="NO-0722", **(ALARMS | {"due": 2018, "as_of": "2018-01-01"}))
    assert later["reason"].endswith("since 1 January 2018 Nøtterøy is part of Færder")


STAVANGER = [{"area": "NO-1103", "period": year, "value": value} for year, value in ((2018, 30), (2021, 45))]
JOINED = "Finnøy and Rennesøy joined Stavanger in between"


@pytest.mark.parametrize(
    ("asked", "status", "reason"),
    [
        # Set for the Stavanger of 2018, or of the last day before others joined it: nothing is said of that.
        ({"start": 2018}, "not_available", JOINED),
        ({"start": "2019-12-31"}, "not_available", JOINED),
        ({"start": "2020-01-01"}, "met", ""),
        # Not known when: the level is reached, the change can't be told.
        ({}, "met", ""),
        ({"kind": "increase_by", "target_value": 10}, "not_available", JOINED),
        ({"due": 2023}, "future", ""),
        ({"due": 2023, "target_value": 60}, "future", JOINED),
    ],
)
def test_municipality_that_others_joined_is_not_what_it_was(asked, status, reason):
    """30 in 2018 and 45 in 2021, of 40 asked for."""
    (row,) = judged(STAVANGER, area="NO-1103", **(ALARMS | asked))
    assert (row["target_status"], row["reason"]) == (status, reason)


def test_municipality_is_followed_over_a_merger_when_its_figures_are_carried():
    """30 + 1 + 2 in 2018, carried to the borders of 2024, and 45 in 2021: 12 more."""
    rows = [*STAVANGER]
    rows += [{"area": area, "period": 2018, "value": value} for area, value in (("NO-1141", 1), ("NO-1142", 2))]
    carried = harmonise(pd.DataFrame(rows).assign(indicator="safety_alarms"))
    asked = {"indicator": ["safety_alarms"], "area": "NO-1103", "kind": "increase_by", "target_value": 10, "due": 2021}
    row = progress(carried, pd.DataFrame(asked), as_of=2022).iloc[0]
    assert [row[name] for name in ("baseline", "actual", "target_status")] == [33, 45, "met"]


# --- what is no reading ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        # Three are told, of more how many more there are.
        ([{"period": "[2008..2013]", "value": value} for value in (1, 2, 3)], "{1}; {2}; {3}"),
        ([{"period": "[2008..2013]", "value": value} for value in (1, 2, 3, 4)], "{1}; {2}; {3}; 1 more figure"),
        ([{"period": "[2008..2013]", "value": value} for value in (1, 2, 3, 4, 5)], "{1}; {2}; {3}; 2 more figures"),
        # Another definition, with a date or without, of a part and in a municipality.
        ([{"period": 2013, "value": 4, "status": "D"}], "4 persons: another definition"),
        (
            [{"period": "..", "value": 4, "status": "D", "breakdown": "ready", "area": "SE-2260"}],
            "4 persons in Ånge: another definition (Ready to implement), and the document has no date",
        ),
        ([{"period": "..", "lower": 4, "upper": 6, "area": "SE-2260"}], "4–6 persons in Ånge: {}"),
        ([{"period": "..", "lower": 4, "upper": 6, "unit": "heads"}], "4–6 heads: {}; not counted: 1 not in persons"),
        # Of another county, of a part without another definition, planned: no evidence.
        ([{"period": "..", "value": 4, "area": "SE-21"}], None),
        ([{"period": "..", "value": 4, "breakdown": "ready"}], None),
        ([{"period": "..", "value": 4, "role": "planned"}], None),
    ],
)
def test_what_can_be_no_reading_is_told_with_the_reason(rows, reason):
    """Rows without a date or of another definition are named, at most three of them."""
    rows = [row | {"locator": f"page {page}"} for page, row in enumerate(rows)]
    (row,) = judged(rows, as_of=2016)
    undated = "the document has no date"
    told = {"1": f"1 person: {undated}", "2": f"2 persons: {undated}", "3": f"3 persons: {undated}"}
    for name, text in told.items():
        reason = reason and reason.replace(f"{{{name}}}", text)
    expected = "no reading" if reason is None else f"no comparable reading: {reason.replace('{}', undated)}"
    assert (row["verdict"], row["reason"]) == (UNABLE, expected)


@pytest.mark.parametrize(
    ("area", "period", "text"),
    [
        # Norway had 429 municipalities in 2012 and 428 in 2013; Västernorrland has seven; a municipality is one.
        ("NO", "2012", "80 of 429 municipalities"),
        ("NO", "2012/2013", "80 of 428–429 municipalities"),
        ("SE-22", "2013", "80 of 7 municipalities"),
        ("SE-2260", "2013", "80 municipalities in Ånge"),
        ("SE-22", "2013/..", "80 municipalities"),
    ],
)
def test_municipalities_of_another_definition_are_told_out_of_how_many(area, period, text):
    """As many as there were in the period, where it has both ends."""
    row = {"indicator": "secure_email", "period": period, "value": 80, "status": "D"}
    (told,) = judged([row], as_of=2016, area=area, indicator="secure_email", target_value=100)
    assert told["reason"] == f"no comparable reading: {text}: another definition"


STEP = {"indicator": "activity_milestone", "kind": "milestone", "due": 2013}


def test_milestones_of_two_counties_are_no_rivals():
    """A reading of one county's is told of it, though the other county has one too."""
    targets = pd.DataFrame([STEP | {"area": area, "target_id": area} for area in ("SE-21", "SE-22")])
    rows = pd.DataFrame({"indicator": "activity_milestone", "area": ["SE-22"], "period": [2013], "value": [1]})
    assert progress(rows, targets, as_of=2014)["target_status"].tolist() == ["not_available", "met"]


def test_steps_that_are_built_on_each_other_imply_each_other():
    """A chain that bites its own tail ends: each is done when one is."""
    steps = [STEP | {"area": "SE-22", "target_id": name, "adds_to": before} for name, before in ("ab", "bc", "ca")]
    done = {"indicator": ["activity_milestone"], "area": "SE-22", "period": 2013, "value": 1, "follow_up": "c"}
    assert progress(pd.DataFrame(done), pd.DataFrame(steps), as_of=2014)["target_status"].tolist() == ["met"] * 3


def test_later_level_implies_no_milestone():
    """A number of users that is built on a step is no step: that users were reached says nothing of it."""
    asked = [
        STEP | {"area": "SE-22", "target_id": "step", "adds_to": ""},
        {"indicator": "npo_users", "area": "SE-22", "target_id": "users", "target_value": 20, "due": 2013}
        | {"kind": "level", "adds_to": "step"},
    ]
    rows = pd.DataFrame({"indicator": ["npo_users"], "area": "SE-22", "period": 2013, "value": 20})
    assert progress(rows, pd.DataFrame(asked), as_of=2014)["target_status"].tolist() == ["not_available", "met"]


# --- what is a reading -------------------------------------------------------------------------------


def test_reading_without_an_end_is_of_its_first_day():
    """150 since 2015, after 100 in 2010: five years of ten."""
    (row,) = judged([(2010, 100), ("2015-12-31/..", 150)])
    assert (row["actual"], row["time_elapsed"], row["verdict"]) == (150, 5, "on_track")


def test_total_stated_for_another_county_is_no_reading():
    """Norrbotten's 190 says nothing of Västernorrland."""
    stated = {"area": "SE-25", "period": 2015, "value": 190, "role": "stated_total"}
    (row,) = judged([(2010, 100), stated])
    assert row["actual"] == 100


def test_break_in_one_of_two_places_is_a_break():
    """150 is printed twice, once with the status B."""
    rows = [{"period": 2015, "value": 150, "status": status} for status in ("A", "B")]
    (row,) = judged([(2010, 100), *rows])
    assert (row["actual"], row["verdict"]) == (150, UNABLE)
    assert "a break in the series" in row["reason"]


@pytest.mark.parametrize(
    ("figure", "certainty"),
    [((190, 180, 200), "possible"), ((190, 180, 199.5), "necessary"), ((199, 190, 220), "possible")],
)
def test_missed_target_without_a_pace_is_as_certain_as_its_reading(figure, certainty):
    """200 wanted: 190 that may be 200 may have reached it; without a baseline there is no pace."""
    (row,) = judged([dict(zip(("value", "lower", "upper"), figure, strict=True)) | {"period": 2020}])
    assert (row["target_status"], row["verdict"], row["certainty"]) == ("not_met", UNABLE, certainty)


def test_change_in_percent_of_a_baseline_without_end_may_be_nearly_all():
    """50 of at least 100: half or more is gone, at most everything."""
    gone = relative_change(Interval(nan, 100, inf), Interval(50, 50, 50))
    assert (gone.lower, gone.upper) == (-100, -50)
