"""Progress toward targets: which readings count, what is judged, and what is not."""

from datetime import date
from math import inf, nan

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from ehealth_stats.analysis import progress
from ehealth_stats.errors import TableError
from ehealth_stats.schema import columns_of, to_table

ANGE, TIMRA, HARNOSAND, SUNDSVALL = "SE-2260", "SE-2262", "SE-2280", "SE-2281"
KRAMFORS, SOLLEFTEA, ORNSKOLDSVIK = "SE-2282", "SE-2283", "SE-2284"
COUNTY = "SE-22"
AS_OF = date(2013, 4, 2)

# Västernorrland 2013, activity 2: cards by municipality, and the sum as stated.
CARDS = {ANGE: 51, SUNDSVALL: 120, TIMRA: (60, 55, 65), HARNOSAND: 30, KRAMFORS: 26, SOLLEFTEA: 27, ORNSKOLDSVIK: 156}
STATED = (445, 444, 446)


def observation(area, year, figure, **other):
    """A row of observations at the end of a year, or on a day."""
    value, lower, upper = figure if isinstance(figure, tuple) else (figure, figure, figure)
    end = year if isinstance(year, date) else date(year, 12, 31)
    row = {
        "source_id": "plan",
        "indicator": "siths_holders",
        "breakdown": "_T",
        "area": area,
        "period": year.isoformat() if isinstance(year, date) else str(year),
        "period_start": end if isinstance(year, date) else date(year, 1, 1),
        "period_end": end,
        "value": value,
        "lower": lower,
        "upper": upper,
        "unit": "persons",
        "qualifier": "exact",
        "status": "A",
        "role": "reported",
        "locator": "table 4",
        "text": str(value),
    } | other
    key = ("source_id", "indicator", "area", "breakdown", "role", "period")
    return row | {"observation_id": "/".join(row[name] for name in key)}


def target(**other):
    """A row of targets: a level of 200 cards in the county by 2020."""
    return {
        "target_id": "t",
        "source_id": "plan",
        "indicator": "siths_holders",
        "breakdown": "_T",
        "area": COUNTY,
        "kind": "level",
        "direction": "increase",
        "target_value": 200,
        "unit": "persons",
        "start": date(2010, 12, 31),
        "due": date(2020, 12, 31),
        "label": "Cards",
        "locator": "table 4",
        "text": "200",
    } | other


def judged(observations, *targets, **options):
    """The table as dicts."""
    rows = to_table("observations", observations), to_table("targets", targets)
    return progress(*rows, **options).to_dict("records")


def series(*figures, **other):
    """Figures of the county in 2010, 2015, ..."""
    return [observation(COUNTY, 2010 + 5 * step, figure, **other) for step, figure in enumerate(figures)]


def test_level_is_judged_by_both_methods():
    """100, 150 half-way to 200: linear (50/5)/(100/10) = 1; growth 0.084472/0.071773 = 1.1769; half is achieved."""
    row = judged(series(100, 150), target(), as_of=date(2016, 6, 1))[0]
    assert row["linear"] == pytest.approx(1.0)
    assert row["cagr"] == pytest.approx(1.17692, rel=1e-4)
    assert (row["verdict"], row["certainty"], row["target_status"]) == ("on_track", "necessary", "future")
    assert (row["achieved_share"], row["time_elapsed"], row["required_annual_change"]) == (0.5, 5.0, 10.0)


def test_only_the_asked_methods_are_run():
    """Without cagr its columns are empty; for an increment it never applies."""
    row = judged(series(100, 150), target(), methods=("linear",))[0]
    assert (row["linear_class"], row["cagr_class"]) == ("on_track", "")
    with pytest.raises(TableError, match="no method 'lineal'"):
        judged(series(100), target(), methods=("lineal",))


def test_contradicted_baseline_without_follow_up_is_shown_twice_and_not_judged():
    """The sum of the municipalities is 470 [465, 475], the stated total 445 [444, 446]; 100-200 more are asked for."""
    rows = [observation(area, AS_OF, figure) for area, figure in CARDS.items()]
    rows.append(observation(COUNTY, AS_OF, STATED, role="stated_total", qualifier="approximate", status="E"))
    asked = {"target_value": nan, "target_lower": 100, "target_upper": 200, "due": date(2013, 12, 31)}
    more = target(kind="increase_by", start=date(2013, 1, 1), **asked)
    computed, stated = judged(rows, more, as_of=AS_OF)
    assert [row["reading"] for row in (computed, stated)] == ["computed baseline", "stated baseline"]
    assert [computed[name] for name in ("baseline", "baseline_lower", "baseline_upper")] == [470, 465, 475]
    assert [stated[name] for name in ("baseline", "baseline_lower", "baseline_upper")] == [445, 444, 446]
    for row in (computed, stated):
        assert (row["verdict"], row["target_status"]) == ("unable_to_assess", "future")
        assert row["reason"] == "no follow-up reading"
        # The nearest edge, 100, in the 273 days that are left.
        assert row["required_annual_change"] == pytest.approx(100 * 365 / 273)


def test_contradicted_baseline_is_disputed_when_the_verdicts_differ():
    """A year later 540: 70 of 100 from 470, 95 of 100 from 445, after one of two years: 1.4 and 1.9 are both on track;

    after 500 it is 0.6 and 1.1.
    """
    start = date(2012, 12, 31)
    rows = [observation(area, start, figure) for area, figure in CARDS.items()]
    rows.append(observation(COUNTY, start, STATED, role="stated_total"))
    more = target(kind="increase_by", target_value=100, start=start, due=date(2014, 12, 31))

    def verdicts(figure):
        parts = dict.fromkeys([ANGE, TIMRA, HARNOSAND, SUNDSVALL, KRAMFORS, SOLLEFTEA], 0) | {ORNSKOLDSVIK: figure}
        later = [observation(area, 2013, value) for area, value in parts.items()]
        return [(row["verdict"], row["reason"]) for row in judged(rows + later, more)]

    assert [verdict for verdict, _ in verdicts(540)] == ["on_track", "on_track"]
    assert verdicts(500) == [
        ("baseline_disputed", "acceleration_needed with the computed baseline"),
        ("baseline_disputed", "on_track with the stated baseline"),
    ]


def test_increment_on_top_of_another_asks_for_both_and_shows_the_other_reading():
    """100-200, and a further 100-200: 200-400, or 100-400 if it is the same staff."""
    asked = {"kind": "increase_by", "target_value": nan, "target_lower": 100, "target_upper": 200}
    rows = judged(
        series(470), target(target_id="one", **asked), target(target_id="two", adds_to="one", **asked), as_of=AS_OF
    )
    asked_for = [(row["target_id"], row["reading"], row["target_lower"], row["target_upper"]) for row in rows]
    assert asked_for == [("one", "", 100, 200), ("two", "", 200, 400), ("two", "same staff", 100, 400)]


def test_increment_that_adds_to_no_target_is_refused():
    """The error names both."""
    with pytest.raises(TableError, match="target t adds to nothing"):
        judged(series(470), target(kind="increase_by", adds_to="nothing"), as_of=AS_OF)


def test_increment_counts_the_baseline_width_once():
    """From 470 [465, 475] to 600: a change of 130 [125, 135], of 100 that were asked for at least."""
    asked = target(kind="increase_by", target_value=100, due=date(2020, 12, 31))
    row = judged(series((470, 465, 475), 600), asked)[0]
    assert (row["verdict"], row["certainty"]) == ("achieved", "necessary")
    shares = [row[f"achieved_share{end}"] for end in ("", "_lower", "_upper")]
    assert shares == pytest.approx([1.3, 1.25, 1.35])


def test_other_definition_without_date_gives_no_verdict_and_is_named():
    """80 municipalities are ready, not started, in a document from 2008-2013: 430 of them in 2008, 428 in 2013."""
    ready = observation(
        "NO",
        2013,
        80,
        indicator="electronic_messaging",
        breakdown="ready",
        period="[2008..2013]",
        period_start=date(2008, 1, 1),
        unit="municipalities",
        status="D",
    )
    everyone = target(
        indicator="electronic_messaging",
        area="NO",
        kind="all_areas",
        target_value=428,
        unit="municipalities",
        start=date(2008, 1, 1),
        due=date(2013, 12, 31),
    )
    row = judged([ready], everyone, as_of=AS_OF)[0]
    assert (row["verdict"], row["target_status"], row["certainty"]) == ("unable_to_assess", "future", "")
    assert row["reason"] == (
        "no comparable reading: 80 of 428-430 municipalities: another definition (Ready to implement), "
        "and the document has no date"
    )
    assert row["observation_ids"] == ready["observation_id"]


def test_undated_reading_of_the_same_definition_has_no_pace():
    """A figure of some day in 2008-2013 is evidence and no reading."""
    rows = [*series(100), observation(COUNTY, 2013, 150, period="[2008..2013]")]
    row = judged(rows, target())[0]
    assert (row["verdict"], row["actual_period"]) == ("unable_to_assess", "")
    assert row["reason"] == "no follow-up reading: 150 persons: the document has no date"


@pytest.mark.parametrize(
    ("kind", "state", "reason"),
    [
        ("undefined", "undefined", "the document does not define the target"),
        ("not_quantified", "not_quantified", "the target has no number"),
        ("level", "not_quantified", "the target has no number"),
    ],
)
def test_target_without_number_is_never_judged(kind, state, reason):
    """However many readings there are."""
    row = judged(series(100, 150), target(kind=kind, target_value=nan), as_of=AS_OF)[0]
    assert (row["target_state"], row["target_status"], row["verdict"]) == (state, "not_available", "unable_to_assess")
    assert row["reason"] == reason


@pytest.mark.parametrize(
    ("kind", "value"),
    [("level", 50), ("increase_by", 0), ("range", 100), ("maintain", nan), ("ceiling", 200), ("milestone", 100)],
)
def test_no_verdict_without_follow_up(kind, value):
    """Not even `achieved`, when the baseline is inside the target already."""
    bounds = {"target_lower": 50, "target_upper": 150} if kind == "range" else {}
    row = judged(series(100), target(kind=kind, target_value=value, direction="", **bounds))[0]
    assert (row["verdict"], row["reason"]) == ("unable_to_assess", "no follow-up reading")
    assert (row["linear_class"], row["certainty"]) == ("unable_to_assess", "")


def test_reading_after_the_deadline_meets_the_target_or_not():
    """200 were asked for by 2015: 210 then is met, 190 is not; the pace is over."""
    due = target(due=date(2015, 12, 31))
    met = judged(series(100, 210), due)[0]
    assert (met["target_status"], met["verdict"], met["certainty"]) == ("met", "achieved", "necessary")
    missed = judged(series(100, 190), due)[0]
    assert (missed["target_status"], missed["verdict"], missed["certainty"]) == (
        "not_met",
        "unable_to_assess",
        "necessary",
    )
    unsure = judged(series(100, (200, 180, 220)), due)[0]
    assert (unsure["target_status"], unsure["certainty"]) == ("met", "possible")


def test_deadline_without_reading_is_not_available():
    """Due in 2015, judged in 2016, last reading 2010."""
    assert judged(series(100), target(due=date(2015, 12, 31)), as_of=date(2016, 1, 1))[0]["target_status"] == (
        "not_available"
    )


def test_break_in_the_series_blocks_the_pace():
    """A break between baseline and reading: no verdict, and the reason."""
    rows = [*series(100), observation(COUNTY, 2015, 150, status="B")]
    row = judged(rows, target())[0]
    assert (row["verdict"], row["reason"]) == ("unable_to_assess", "a break in the series")


def test_municipalities_are_summed_and_a_silent_one_is_unknown():
    """Six of seven have 30 each in 2015: 180 and more, so that 150 is reached for certain and 200 is not known."""
    rows = [observation(area, 2015, 30) for area in CARDS if area != SUNDSVALL]
    rows += [observation(area, 2010, 10) for area in CARDS]
    reached, open_ = judged(rows, target(target_value=150), target(target_id="u", target_value=200))
    assert [reached[name] for name in ("actual_lower", "actual_upper")] == [180, inf]
    assert (reached["verdict"], reached["certainty"]) == ("achieved", "necessary")
    assert open_["verdict"] == "unable_to_assess"
    # Linear (110/5)/(130/10) = 1.69 at least.
    assert open_["linear_lower"] == pytest.approx(110 / 5 / 13)


def test_all_municipalities_are_counted_one_by_one():
    """Four of seven have it, two are silent: 4-6; the goal is seven."""
    have = {ANGE: 1, TIMRA: 1, HARNOSAND: 1, KRAMFORS: 1, SOLLEFTEA: 0}
    other = {"indicator": "secure_email", "unit": "municipalities"}
    rows = [observation(area, 2010, 0, **other) for area in CARDS]
    rows += [observation(area, 2015, value, **other) for area, value in have.items()]
    goal = target(kind="all_areas", target_value=nan, direction="", **other)
    row = judged(rows, goal)[0]
    assert [row[name] for name in ("target_lower", "actual_lower", "actual_upper")] == [7, 4, 6]
    # (4/7)/(5/10) and (6/7)/(5/10), no growth rate from zero: on track either way.
    assert (row["linear_lower"], row["linear_upper"]) == (pytest.approx(8 / 7), pytest.approx(12 / 7))
    assert (row["verdict"], row["certainty"], row["cagr_class"]) == ("on_track", "necessary", "")


def test_of_two_sources_for_a_day_the_later_one_wins():
    """Rows come in the order of publication."""
    rows = [*series(100, 120), *series(100, 150, source_id="revised")[1:]]
    assert judged(rows, target())[0]["actual"] == 150


def test_document_without_a_start_does_not_follow_up_on_itself():
    """Its own latest figure is the baseline; another source's later one is the follow-up."""
    own = series(90, 100)
    alone = judged(own, target(start=None))[0]
    assert (alone["baseline"], alone["reason"]) == (100, "no follow-up reading")
    later = judged([*own, observation(COUNTY, 2017, 150, source_id="survey")], target(start=None))[0]
    assert (later["baseline"], later["actual"], later["verdict"]) == (100, 150, "on_track")


def test_given_baseline_is_taken_before_any_found_one():
    """The target says 120 in 2012."""
    given_ = target(baseline=120, baseline_period="2012")
    row = judged(series(100, 150), given_)[0]
    assert (row["baseline"], row["time_elapsed"]) == (120, 3.0)


def test_flow_of_other_months_is_not_compared():
    """A whole year and its first half."""
    meetings = {"indicator": "working_group_meetings", "unit": "meetings"}
    half = observation(COUNTY, 2015, 3, **meetings) | {"period": "2015-01/2015-06", "period_end": date(2015, 6, 30)}
    row = judged([observation(COUNTY, 2010, 3, **meetings), half], target(target_value=4, **meetings))[0]
    assert row["reason"] == "the reading is of other months than the baseline"


def test_input_is_not_changed_and_columns_are_those_of_the_schema():
    """Both tables stay as they were."""
    rows, goals = to_table("observations", series(100, 150)), to_table("targets", [target()])
    before = rows.copy(), goals.copy()
    table = progress(rows, goals)
    assert_frame_equal(rows, before[0])
    assert_frame_equal(goals, before[1])
    assert table.columns.tolist() == [column.name for column in columns_of("progress")]


def test_day_of_judgement_must_be_known():
    """Without a dated observation and without as_of there is none."""
    with pytest.raises(TableError, match="no observation has a date"):
        judged([], target())


@pytest.mark.parametrize("status", ["L", "O", "Q"])
@pytest.mark.parametrize("kind", ["level", "increase_by", "all_areas", "range", "ceiling"])
def test_figures_that_are_missing_give_no_verdict(status, kind):
    """Invariant: no data, no verdict, whatever is missing and whatever is asked."""
    unknown = {"status": status, "qualifier": "unknown"}
    rows = [observation(COUNTY, year, (nan, 0, inf), **unknown) for year in (2010, 2015)]
    row = judged(rows, target(kind=kind, target_lower=150, target_upper=250, direction=""))[0]
    assert row["verdict"] == "unable_to_assess"
    assert pd.isna(row["actual"])
