"""Progress toward targets: which readings count, what is judged, and what is not."""

from datetime import date
from math import inf, nan

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from rows import ANGE, COUNTY, HARNOSAND, KRAMFORS, ORNSKOLDSVIK, SOLLEFTEA, SUNDSVALL, TIMRA, observation, target

from ehealth_stats.analysis import progress
from ehealth_stats.errors import TableError
from ehealth_stats.schema import columns_of, to_table

AS_OF = date(2013, 4, 2)

# Västernorrland 2013, activity 2: cards by municipality, and the sum as stated.
CARDS = {ANGE: 51, SUNDSVALL: 120, TIMRA: (60, 55, 65), HARNOSAND: 30, KRAMFORS: 26, SOLLEFTEA: 27, ORNSKOLDSVIK: 156}
STATED = (445, 444, 446)


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
        ("baseline_disputed", "acceleration needed with the computed baseline"),
        ("baseline_disputed", "on track with the stated baseline"),
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
    with pytest.raises(TableError, match="target plan/cards adds to nothing"):
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
    ready = observation("NO", "[2008..2013]", 80, indicator="electronic_messaging", breakdown="ready", status="D")
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
        "no comparable reading: 80 of 428–430 municipalities: another definition (Ready to implement), "
        "and the document has no date"
    )
    assert row["observation_ids"] == ready["observation_id"]


def test_undated_reading_of_the_same_definition_has_no_pace():
    """A figure of some day in 2008-2013 is evidence and no reading."""
    rows = [*series(100), observation(COUNTY, "[2008..2013]", 150)]
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
    for as_of, status in ((AS_OF, "future"), ("2021", "not_available")):
        row = judged(series(100, 150), target(kind=kind, target_value=nan), as_of=as_of)[0]
        assert (row["target_state"], row["target_status"], row["verdict"]) == (state, status, "unable_to_assess")
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
    assert row["reason"] == "not in Sollefteå; no figure from Sundsvall and Örnsköldsvik"


def test_of_two_sources_for_a_day_the_later_one_wins():
    """Rows come in the order of publication."""
    rows = [*series(100, 120), *series(100, 150, source_id="revised")[1:]]
    assert judged(rows, target())[0]["actual"] == 150


def test_document_without_a_start_does_not_follow_up_on_itself():
    """Its own latest figure is the baseline; another source's later one is the follow-up."""
    own = series(90, 100)
    alone = judged(own, target(start=None))[0]
    assert alone["baseline"] == 100
    assert alone["reason"] == (
        "no follow-up reading; of 2 readings in the target's own document the latest is the baseline"
    )
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
    half = observation(COUNTY, "2015-01/2015-06", 3, **meetings)
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


# --- limits of the classes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reading", "name"),
    [
        # To 200 in ten years from 100; after five 100 x 2^(R/2) nearly, by the ratio R: limits of Statistics Canada.
        (139.3, "on_track"),  # 1.393^.2 - 1 = .068553, / .0717735 = .95513
        (139.0, "acceleration_needed"),  # 1.390^.2 - 1 = .068092, / .0717735 = .94871
        (124.0, "acceleration_needed"),  # 1.24^.2 - 1 = .043960, / .0717735 = .61248
        (123.4, "limited_progress"),  # 1.234^.2 - 1 = .042948, / .0717735 = .59838
        (100.0, "limited_progress"),
        (99.9, "deterioration"),
        (200.0, "achieved"),
    ],
)
def test_limits_of_the_classes_by_compound_growth(reading, name):
    """.95, .60 and 0 part the classes, each with its lower limit inside."""
    row = judged(series(100, reading), target(), methods=("cagr",), as_of=date(2016, 6, 1))[0]
    assert row["cagr_class"] == name


# --- kinds of targets -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "before", "after", "expected"),
    [
        # At most 200 from 300: (300 - 240)/5 of (300 - 200)/10 is 1.2.
        ({"kind": "ceiling", "target_value": 200}, 300, 240, ("on_track", 1.2)),
        ({"kind": "ceiling", "target_value": 200}, 150, 190, ("achieved", nan)),
        ({"kind": "ceiling", "target_value": 200}, 150, 210, ("deterioration", nan)),
        # 30 less than 100: 12 after half the time is 12/5 of 30/10, 0.8; 6 more is a deterioration of 0.4.
        ({"kind": "decrease_by", "target_value": 30}, 100, 88, ("acceleration_needed", 0.8)),
        ({"kind": "decrease_by", "target_value": 30}, 100, 106, ("deterioration", -0.4)),
        # Keep at least what there is; without a direction, exactly that.
        ({"kind": "maintain"}, 100, 105, ("achieved", nan)),
        ({"kind": "maintain"}, 100, 95, ("deterioration", nan)),
        ({"kind": "maintain", "direction": ""}, 100, 100, ("achieved", nan)),
        # 3-4 from 8: (4 - 1)/5 of 4/10 is 1.5.
        ({"kind": "range", "target_lower": 3, "target_upper": 4}, 8, 5, ("on_track", 1.5)),
        ({"kind": "range", "target_lower": 3, "target_upper": 4}, 8, 3.5, ("achieved", 2.0)),
        ({"kind": "range", "target_lower": 3, "target_upper": 4}, 2, 1, ("deterioration", -2.0)),
    ],
)
def test_every_kind_by_its_own_distance(asked, before, after, expected):
    """Half-way between 2010 and 2020, by the linear method; `maintain` without a number keeps the baseline."""
    row = judged(series(before, after), target(**({"target_value": nan} | asked)), methods=("linear",))[0]
    assert row["verdict"] == expected[0]
    assert row["linear"] == pytest.approx(expected[1], nan_ok=True)


def test_maintained_baseline_is_not_counted_twice():
    """c:a 470 [465, 475] is to be kept: 480 is more for certain, 470 only possibly, 460 is less for certain."""
    told = {}
    for reading in (480, 470, 460):
        row = judged(series((470, 465, 475), reading), target(kind="maintain", target_value=nan))[0]
        told[reading] = (row["verdict"], row["certainty"])
    assert told[480] == ("achieved", "necessary")
    assert told[470] == ("achieved", "possible")
    assert told[460][0] == "deterioration"


def test_increment_with_bounds_is_reached_possibly_from_its_near_edge_on():
    """100-200 more than 470: 150 more is between the edges, 210 beyond both, 60 short of both in 2016."""
    due = {
        "kind": "increase_by",
        "target_value": nan,
        "target_lower": 100,
        "target_upper": 200,
        "due": date(2015, 12, 31),
    }
    told = {}
    for more in (150, 210, 60):
        row = judged(series(470, 470 + more), target(**due))[0]
        told[more] = (row["target_status"], row["certainty"], row["verdict"])
    assert told == {
        150: ("met", "possible", "achieved"),
        210: ("met", "necessary", "achieved"),
        60: ("not_met", "necessary", "unable_to_assess"),
    }


def test_share_of_municipalities_is_read_from_their_count():
    """Five of seven municipalities are 71.4 %, and two silent ones make it 71.4-100 %: 70 % is reached for certain."""
    other = {"indicator": "secure_email", "unit": "municipalities"}
    rows = [observation(area, 2010, 0, **other) for area in CARDS]
    rows += [observation(area, 2015, 1, **other) for area in list(CARDS)[:5]]
    row = judged(rows, target(indicator="secure_email", unit="percent", target_value=70))[0]
    assert [row[name] for name in ("actual_lower", "actual_upper")] == pytest.approx([500 / 7, 100])
    assert (row["verdict"], row["certainty"]) == ("achieved", "necessary")


def test_percent_is_never_added_up_over_municipalities():
    """Seven municipalities with a percentage each give the county none."""
    other = {"unit": "percent", "breakdown": "digital", "indicator": "safety_alarms"}
    rows = [observation(area, year, 40, **other) for area in CARDS for year in (2010, 2015)]
    row = judged(rows, target(**(other | {"target_value": 50})))[0]
    assert (row["verdict"], pd.isna(row["actual"])) == ("unable_to_assess", True)


# --- the deadline gate ------------------------------------------------------------------------------


def test_first_reading_after_the_deadline_decides():
    """200 by 2015: 190 then is not met, though it was 210 in 2020."""
    row = judged(series(100, 190, 210), target(due=date(2015, 12, 31)))[0]
    assert (row["actual"], row["target_status"], row["certainty"]) == (190, "not_met", "necessary")


def test_earlier_reading_decides_only_when_it_is_declared_as_the_follow_up():
    """A reading a month before the deadline: not available, and met once a recipe declares it."""
    early = observation(COUNTY, date(2015, 11, 30), 205)
    due = target(due=date(2015, 12, 31))
    day = date(2016, 1, 31)
    silent = judged([*series(100), early], due, as_of=day)[0]
    assert (silent["target_status"], silent["reason"]) == ("not_available", "no reading at or after the deadline")
    for declared in ("plan/cards", "other|plan/cards", "all"):
        row = judged([*series(100), early | {"follow_up": declared}], due, as_of=day)[0]
        assert (row["target_status"], row["certainty"]) == ("met", "necessary")
    assert judged([*series(100), early | {"follow_up": "other"}], due, as_of=day)[0]["target_status"] == "not_available"
    assert (
        judged([*series(100), early | {"follow_up": "plan/cards"}], due, as_of=date(2015, 12, 30))[0]["target_status"]
        == "future"
    )


def test_bounds_without_a_point_that_allow_both_decide_nothing():
    """150-250 against 200: not available, with the reason; 201-250 is met, 150-199 is not."""
    due = target(due=date(2015, 12, 31))
    row = judged(series(100, (nan, 150, 250)), due)[0]
    assert row["target_status"] == "not_available"
    assert row["reason"].endswith("the bounds allow met and not met")
    assert judged(series(100, (nan, 201, 250)), due)[0]["target_status"] == "met"
    assert judged(series(100, (nan, 150, 199)), due)[0]["target_status"] == "not_met"


def test_without_a_deadline_it_is_future_and_says_so():
    """A level without a due date: no pace, no gate."""
    row = judged(series(100, 150), target(due=None))[0]
    assert (row["target_status"], row["verdict"], row["reason"]) == ("future", "unable_to_assess", "no deadline")
    reached = judged(series(100, 250), target(due=None))[0]
    assert (reached["target_status"], reached["verdict"], reached["reason"]) == ("future", "achieved", "no deadline")


def test_what_begins_after_the_day_of_judgement_is_not_counted():
    """Judged in June 2015, a figure of the year 2015 counts and the reason says so; judged in 2012, it is not known."""
    row = judged(series(100, 150), target(), as_of=date(2015, 6, 1))[0]
    assert (row["actual"], row["verdict"]) == (150, "on_track")
    assert row["reason"] == "the reading is of 31 December 2015, after the day of judgement"
    early = judged(series(100, 150), target(), as_of=date(2012, 1, 1))[0]
    assert (early["baseline"], early["actual_period"], early["verdict"]) == (100, "", "unable_to_assess")
    assert early["reason"] == "no follow-up reading; not counted: 1 after the day of judgement"


# --- what can be compared ---------------------------------------------------------------------------


def test_reading_of_an_increment_without_baseline_is_told():
    """There is a reading, and nothing that it could be more than."""
    row = judged(series(150)[:1], target(kind="increase_by", target_value=50, start=None, source_id="other"))[0]
    assert (row["actual"], row["verdict"], row["reason"]) == (150, "unable_to_assess", "one reading and no baseline")


def test_break_leaves_a_level_to_be_met_and_an_increment_undecided():
    """After a break 210 still is 200 at least; that it is 110 more than before can't be said."""
    rows = [*series(100), observation(COUNTY, 2015, 210, status="B")]
    level = judged(rows, target(due=date(2015, 12, 31)))[0]
    assert (level["target_status"], level["verdict"], pd.isna(level["achieved_share"])) == ("met", "achieved", True)
    more = judged(rows, target(kind="increase_by", target_value=50, due=date(2015, 12, 31)))[0]
    assert (more["target_status"], more["verdict"]) == ("not_available", "unable_to_assess")
    assert more["reason"].startswith("a break in the series")


def test_break_after_the_reading_that_decides_does_not_block():
    """The deadline was in 2015; the series breaks in 2020."""
    rows = [*series(100, 210), observation(COUNTY, 2020, 300, status="B")]
    assert judged(rows, target(due=date(2015, 12, 31)))[0]["target_status"] == "met"


MEETINGS = {"indicator": "working_group_meetings", "unit": "meetings"}


def half(year, figure, *, second=False):
    """Meetings in one half of a year."""
    return observation(COUNTY, f"{year}-07/{year}-12" if second else f"{year}-01/{year}-06", figure, **MEETINGS)


def test_part_year_flows_compare_with_the_same_months():
    """First halves 2010 and 2015 compare: 3 and 6 of the 9 asked for; the whole year 2014 between them does not."""
    rows = [half(2010, 3), observation(COUNTY, 2014, 20, **MEETINGS), half(2015, 6)]
    row = judged(
        rows, target(target_value=9, start=date(2010, 6, 30), due=date(2020, 6, 30), **MEETINGS), methods=("linear",)
    )[0]
    assert (row["baseline"], row["actual"], row["linear"], row["verdict"]) == (3, 6, 1.0, "on_track")


def test_latest_flow_of_the_same_months_is_taken():
    """The half of 2016 is left out, the year 2015 is compared with the year 2010."""
    rows = [observation(COUNTY, year, figure, **MEETINGS) for year, figure in ((2010, 4), (2015, 7))]
    row = judged([*rows, half(2016, 1)], target(target_value=10, **MEETINGS), methods=("linear",))[0]
    assert (row["actual"], row["actual_period"], row["verdict"]) == (7, "2015", "on_track")


def test_flow_of_a_later_period_says_nothing_of_the_deadline():
    """3-4 meetings in 2013: five in 2014 decide nothing; three in 2013 are met; half of 2013 is no year."""
    band = {"kind": "range", "target_value": nan, "target_lower": 3, "target_upper": 4}
    asked = target(start=date(2013, 1, 1), due=date(2013, 12, 31), **band, **MEETINGS)
    later = judged([observation(COUNTY, 2014, 5, **MEETINGS)], asked)[0]
    assert (later["target_status"], later["verdict"]) == ("not_available", "unable_to_assess")
    assert later["reason"].startswith("the reading is of a later period than the deadline")
    both = judged([observation(COUNTY, year, 3, **MEETINGS) for year in (2013, 2014)], asked)[0]
    assert (both["actual_period"], both["target_status"]) == ("2013", "met")
    part = judged([half(2013, 3, second=True)], asked)[0]
    assert part["target_status"] == "not_available"
    assert part["reason"].startswith("the reading is of other months than the target")


def test_exact_dates_count_in_years_and_days():
    """From 2 April 2013 to 1 October 2013 is 182/365 of a year, to 31 December 2015 2 + 273/366: 100 to 150 to 200."""
    rows = [observation(COUNTY, date(2013, 4, 2), 100), observation(COUNTY, date(2013, 10, 1), 150)]
    row = judged(rows, target(start=date(2013, 4, 2), due=date(2015, 12, 31)), methods=("linear",))[0]
    assert row["time_elapsed"] == pytest.approx(182 / 365)
    assert row["linear"] == pytest.approx(0.5 * (2 + 273 / 366) / (182 / 365))


def test_total_that_is_stated_alone_is_a_reading():
    """The later document gives the county only: 590 against the sum of 470."""
    rows = [observation(area, 2012, figure) for area, figure in CARDS.items()]
    rows.append(observation(COUNTY, 2013, 590, role="stated_total", source_id="later"))
    row = judged(rows, target(start=date(2012, 12, 31), target_value=600))[0]
    assert [row[name] for name in ("baseline", "actual")] == [470, 590]


def test_area_that_did_not_exist_has_no_sum():
    """Vestland is from 2020: its municipalities of 2018 had another county, and no sum of that year is made up."""
    area = {"indicator": "npo_users"}
    rows = [observation("NO-1201", 2018, 10, **area), observation("NO-4601", 2020, 30, **area)]
    row = judged(rows, target(area="NO-46", target_value=40, start=None, **area))[0]
    assert row["actual_period"] == ""


# --- baselines --------------------------------------------------------------------------------------


def test_baseline_that_the_target_gives_is_set_against_what_was_reported():
    """The target says 100 in 2010, the table 150: toward 200 by 2020 160 in 2015 is 1.2 or 0.4."""
    given_ = target(baseline=100, baseline_period="2010", start=None)
    rows = judged(series(150, 160), given_, methods=("linear",))
    assert [(row["reading"], row["baseline"], row["linear"]) for row in rows] == [
        ("given baseline", 100, pytest.approx(1.2)),
        ("reported baseline", 150, pytest.approx(0.4)),
    ]
    assert [row["verdict"] for row in rows] == ["baseline_disputed"] * 2
    assert [row["reason"] for row in rows] == [
        "on track with the given baseline",
        "limited progress with the reported baseline",
    ]


def test_baseline_period_that_the_target_names_is_looked_up():
    """Of 2010, 2015 and 2020 the target names 2015: from 150 to 160 of 200 in half of ten years."""
    named = target(baseline_period="2015", start=None, due=date(2025, 12, 31))
    row = judged(series(100, 150, 160), named, methods=("linear",))[0]
    assert (row["baseline"], row["actual"], row["linear"]) == (150, 160, pytest.approx(0.4))


def test_baseline_that_is_printed_twice_is_run_twice():
    """134 and 138 in one document: toward 200 both give the same verdict, which then stands."""
    again = observation(COUNTY, 2010, 138) | {"observation_id": "again"}
    rows = judged([*series(134, 170), again], target(), methods=("linear",))
    assert [(row["reading"], row["baseline"]) for row in rows] == [("first baseline", 134), ("second baseline", 138)]
    assert {row["verdict"] for row in rows} == {"on_track"}


def test_met_on_one_baseline_only_is_disputed():
    """60 more than 445 and 35 more than 470 at the deadline, of 50 asked for."""
    start, end = date(2012, 12, 31), date(2013, 12, 31)
    rows = [observation(area, start, figure) for area, figure in CARDS.items()]
    rows.append(observation(COUNTY, start, STATED, role="stated_total"))
    rows.append(observation(COUNTY, 2013, 505))
    told = judged(rows, target(kind="increase_by", target_value=50, start=start, due=end))
    assert [(row["verdict"], row["target_status"], row["certainty"]) for row in told] == [
        ("baseline_disputed", "not_available", "")
    ] * 2
    assert [row["reason"] for row in told] == ["not met with the computed baseline", "met with the stated baseline"]


def test_stated_baseline_of_the_latest_document_is_the_one_that_contradicts():
    """A later document states 470 for the same day: nothing is disputed any more."""
    rows = [observation(area, 2012, figure) for area, figure in CARDS.items()]
    rows.append(observation(COUNTY, 2012, STATED, role="stated_total"))
    asked = target(start=date(2012, 12, 31))
    assert len(judged(rows, asked)) == 2
    assert len(judged([*rows, observation(COUNTY, 2012, 470, role="stated_total", source_id="later")], asked)) == 1


# --- milestones -------------------------------------------------------------------------------------

STEP = {
    "indicator": "activity_milestone",
    "unit": "milestones",
    "kind": "milestone",
    "target_value": nan,
    "direction": "",
}


def step(name, **other):
    """One of several milestones of the county, due in 2013."""
    return target(target_id=name, label=name, start=date(2013, 1, 1), due=date(2013, 12, 31), **(STEP | other))


def done(figure, follow_up):
    """A reading of a milestone in 2014."""
    about = {"indicator": "activity_milestone", "unit": "milestones", "follow_up": follow_up}
    return observation(COUNTY, date(2014, 2, 1), figure, **about) | {"observation_id": f"{follow_up}/{figure}"}


def test_reading_that_names_no_milestone_is_of_none():
    """Two milestones share indicator and county: one reading can't be told to be of either, until it names one."""
    steps = [step("plan"), step("test")]
    silent = judged([done(1, "")], *steps)
    assert {row["target_status"] for row in silent} == {"not_available"}
    assert silent[0]["reason"] == "no reading; the figures do not say which of 2 milestones they are of"
    named = judged([done(1, "plan"), done(0, "test")], *steps)
    assert [row["target_status"] for row in named] == ["met", "not_met"]


def test_later_milestone_implies_the_earlier_one_only_if_the_document_builds_it_on_it():
    """The third step is done: with `adds_to` down the chain all are, without it only the third."""
    apart = judged([done(1, "c")], step("a"), step("b"), step("c"))
    assert [row["target_status"] for row in apart] == ["not_available", "not_available", "met"]
    chain = judged([done(1, "c")], step("a"), step("b", adds_to="a"), step("c", adds_to="b"))
    assert [row["target_status"] for row in chain] == ["met", "met", "met"]
    assert [row["target_upper"] for row in chain] == [1, 1, 1]
    assert chain[0]["reason"] == "implied by 'c', which the document builds on it"


def test_step_that_is_not_done_implies_nothing_and_an_own_reading_goes_first():
    """The later step is open; the earlier one was said not to be done."""
    chain = [step("a"), step("b", adds_to="a")]
    assert [row["target_status"] for row in judged([done(0, "b")], *chain)] == ["not_available", "not_met"]
    assert [row["target_status"] for row in judged([done(0, "a"), done(1, "b")], *chain)] == ["not_met", "met"]
