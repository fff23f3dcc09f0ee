"""Totals with bounds, and whose width they carry."""

from functools import partial
from math import inf, nan

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from rows import ANGE, HARNOSAND, KRAMFORS, ORNSKOLDSVIK, SEVEN, SOLLEFTEA, SUNDSVALL, TIMRA, UNKNOWN, table

from ehealth_stats.analysis import total, widest
from ehealth_stats.errors import TableError

alarms = partial(table, indicator="safety_alarms")

# Västernorrland 2013, activity 4: alarms of which digital or IP telephony.
ALARMS = [
    {"area": ANGE, "figure": 450},
    {"area": ANGE, "figure": 45, "breakdown": "digital"},
    {"area": SUNDSVALL, "figure": 1800},
    {"area": SUNDSVALL, "figure": UNKNOWN, "breakdown": "digital"},
    {"area": TIMRA, "figure": 300},
    {"area": TIMRA, "figure": 5, "breakdown": "digital"},
    {"area": HARNOSAND, "figure": 664},
    {"area": HARNOSAND, "figure": 10, "breakdown": "digital"},
    {"area": KRAMFORS, "figure": 560},
    {"area": KRAMFORS, "figure": 0, "breakdown": "digital"},
    {"area": SOLLEFTEA, "figure": 670},
    {"area": SOLLEFTEA, "figure": 100, "breakdown": "ip_telephony"},
    {"area": ORNSKOLDSVIK, "figure": 1120},
    {"area": ORNSKOLDSVIK, "figure": 0, "breakdown": "digital"},
]
# The same, activity 5a: expected users of NPÖ.
EXPECTED = [
    {"area": ANGE, "figure": 25},
    {"area": SUNDSVALL, "figure": 119},
    {"area": TIMRA, "figure": 30},
    {"area": HARNOSAND, "figure": 13},
    {"area": KRAMFORS, "figure": 35},
    {"area": SOLLEFTEA, "figure": UNKNOWN, "qualifier": "not_available", "status": "O"},
    {"area": ORNSKOLDSVIK, "figure": UNKNOWN, "qualifier": "already_done", "status": "O"},
]
# The same, activity 2: SITHS, with an addition and an approximation.
CARDS = [
    {"area": ANGE, "figure": 51},
    {"area": SUNDSVALL, "figure": 120},
    {"area": SUNDSVALL, "figure": 32, "breakdown": "hsa_only"},
    {"area": TIMRA, "figure": (60, 55, 65)},
    {"area": HARNOSAND, "figure": 30},
    {"area": KRAMFORS, "figure": 26},
    {"area": SOLLEFTEA, "figure": 27},
    {"area": ORNSKOLDSVIK, "figure": 156},
    {"area": "SE-22", "figure": (445, 444, 446), "role": "stated_total"},
]


def test_total_and_digital_share_of_alarms():
    """5 564 alarms; digital 45+5+10+0+0+100 = 160 to 160+1800+570 = 2 530: 2.876 to 45.471 %."""
    result = total(alarms(ALARMS), by=["indicator", "breakdown"], frame=SEVEN).set_index("breakdown")
    whole, digital = result.loc["_T"], result.loc["digital"]
    assert (whole["value"], whole["lower"], whole["upper"], whole["status"]) == (5564, 5564, 5564, "A")
    assert (digital["lower"], digital["upper"], digital["status"]) == (160, 2530, "L")
    assert (digital["n_areas"], digital["n_reported"], digital["n_missing"], digital["reported_sum"]) == (7, 5, 2, 60)
    assert pd.isna(digital["value"])
    assert pd.isna(digital["share"])
    assert pd.isna(whole["share_lower"])
    # 160 / 5564 and 2530 / 5564
    assert (digital["share_lower"], digital["share_upper"]) == pytest.approx((0.028756, 0.454709), abs=1e-6)


def test_the_closed_reading_narrows_the_share():
    """With IP telephony as all that is digital in Sollefteå: 60 + 100 to 1 960 of 5 564, that is 35.226 %."""
    rules = ["safety_alarms ip_telephony SE-2283"]
    digital = total(alarms(ALARMS), by=["breakdown"], frame=SEVEN, closed=rules).set_index("breakdown").loc["digital"]
    assert (digital["lower"], digital["upper"], digital["reported_sum"]) == (160, 1960, 160)
    assert digital["share_upper"] == pytest.approx(0.352265, abs=1e-6)


def test_widest_names_the_areas_that_make_a_total_wide():
    """2 530 - 160 = 2 370, of which Sundsvall 1800 (75.95 %) and Sollefteå 570 (24.05 %); nobody else."""
    result = widest(alarms(ALARMS), by=["breakdown"], frame=SEVEN)
    expected = pd.DataFrame(
        {
            "breakdown": ["digital", "digital"],
            "area": [SUNDSVALL, SOLLEFTEA],
            "width": [1800.0, 570.0],
            "share": [1800 / 2370, 570 / 2370],
        }
    ).astype({"breakdown": "str", "area": "str"})
    assert_frame_equal(result[result["breakdown"] == "digital"].reset_index(drop=True), expected)


def test_an_infinite_width_has_no_shares():
    """n/a and "redan infört" leave the users of two municipalities open: both are named, without a share."""
    about_25 = [{"area": ANGE, "figure": (25, 24, 26)}, *EXPECTED[1:]]
    result = widest(table(about_25, indicator="npo_users", role="planned"), by=["role"], frame=SEVEN)
    assert result["area"].tolist() == [SOLLEFTEA, ORNSKOLDSVIK, ANGE]
    assert result["width"].tolist() == [inf, inf, 2]
    assert result["share"].isna().all()


def test_planned_rows_are_summed_only_as_a_group_of_their_own():
    """At least 25+119+30+13+35 = 222 expected users, two municipalities without a number."""
    rows = table(EXPECTED, indicator="npo_users", role="planned")
    assert total(rows, by=["indicator"]).empty
    result = total(rows, by=["indicator", "role"], frame=SEVEN).iloc[0]
    assert (result["lower"], result["upper"], result["reported_sum"]) == (222, inf, 222)
    assert (result["n_reported"], result["n_missing"], result["status"]) == (5, 2, "O")


def test_stated_totals_and_additions_stay_out():
    """51+120+60+30+26+27+156 = 470, bounds 465-475: neither the stated 445 nor the 32 beside Sundsvall enter it."""
    result = total(table(CARDS, indicator="siths_holders"), by=["breakdown"]).set_index("breakdown")
    whole = result.loc["_T"]
    assert (whole["value"], whole["lower"], whole["upper"], whole["status"]) == (470, 465, 475, "E")
    assert (whole["n_areas"], whole["n_reported"], whole["n_estimated"]) == (7, 7, 1)
    assert result.loc["hsa_only", "value"] == 32
    assert pd.isna(result.loc["hsa_only", "share"])


def test_an_area_of_the_frame_without_a_row_opens_the_total():
    """Timrå is in scope without a row: no value, no upper bound, status L, and Ånge alone is the reported sum."""
    result = total(alarms([{"area": ANGE, "figure": 51}]), by=["indicator"], frame=[ANGE, TIMRA]).iloc[0]
    assert pd.isna(result["value"])
    assert (result["reported_sum"], result["lower"], result["upper"]) == (51, 51, inf)
    assert (result["n_areas"], result["n_missing"], result["status"]) == (2, 1, "L")


def test_without_any_point_the_reported_sum_is_empty_not_zero():
    """100-200 has no point but is not missing either: it is estimated."""
    rows = [{"area": ANGE, "figure": (nan, 100, 200), "qualifier": "range", "status": "E"}]
    result = total(alarms(rows), by=["indicator"]).iloc[0]
    assert pd.isna(result["reported_sum"])
    assert (result["n_reported"], result["n_missing"], result["n_estimated"]) == (0, 0, 1)


def test_another_definition_has_a_total_of_its_own():
    """80 that are ready (status D) are never added to 12 that started."""
    rows = [{"area": ANGE, "figure": 12}, {"area": TIMRA, "figure": 80, "status": "D"}]
    result = total(alarms(rows), by=["indicator"])
    assert result[["value", "status"]].values.tolist() == [[12.0, "A"], [80.0, "D"]]


def test_a_figure_printed_twice_counts_once():
    """577 in two places, or in two sources, is 577."""
    rows = [
        {"area": ANGE, "figure": 577},
        {"area": ANGE, "figure": 577},
        {"area": ANGE, "figure": 577, "source_id": "b"},
    ]
    assert total(alarms(rows), by=["indicator"])["value"].tolist() == [577]
    assert total(alarms(rows), by=["source_id"])["value"].tolist() == [577, 577]


def test_flows_sum_over_periods_and_stocks_do_not():
    """2 meetings in 2011 and 2 in 2012 are 4; the alarms of two years are no sum."""
    later = {"period": "2012", "period_start": "2012-01-01", "period_end": "2012-12-31"}
    rows = [{"area": "SE-22", "figure": 2}, {"area": "SE-22", "figure": 2, **later}]
    meetings = total(table(rows, indicator="steering_group_meetings", unit="meetings"), by=["indicator"])
    assert meetings[["value", "n_areas"]].values.tolist() == [[4, 1]]
    with pytest.raises(TableError, match="a stock at several periods") as refused:
        total(alarms(rows), by=["indicator"])
    assert len(refused.value.rows) == 2


def test_a_flow_at_overlapping_periods_is_refused():
    """Participants of a year and of its spring can't be added."""
    spring = {"period": "2013-01/2013-06", "period_start": "2013-01-01", "period_end": "2013-06-30"}
    rows = [{"area": "SE-22", "figure": 9}, {"area": "SE-22", "figure": 5, **spring}]
    with pytest.raises(TableError, match="overlap"):
        total(table(rows, indicator="seminar_participants"), by=["indicator"])


PARTS_OF_2013 = {
    "first half": ("2013-01-01/2013-06-30", "2013-01-01", "2013-06-30"),
    "second half": ("2013-07-01/2013-12-31", "2013-07-01", "2013-12-31"),
    "from the last of June": ("2013-06-30/2013-12-31", "2013-06-30", "2013-12-31"),
    "2014": ("2014", "2014-01-01", "2014-12-31"),
    "since May": ("2013-05/..", "2013-05-01", None),
    "until May": ("../2013-05", None, "2013-05-31"),
    "some time": ("..", None, None),
}


@pytest.mark.parametrize(
    ("parts", "overlap"),
    [
        (["first half", "second half", "2014"], False),
        (["first half", "from the last of June", "2014"], True),
        (["2014", "from the last of June", "first half"], True),
        # What is open at one end may reach to any day.
        (["first half", "since May"], True),
        (["until May", "first half"], True),
        (["until May", "second half"], False),
        (["first half", "some time"], True),
        (["since May"], False),
    ],
)
def test_one_day_in_common_makes_flows_overlap(parts, overlap):
    """9 participants in each part of a year: they add up unless one day is, or may be, counted twice."""
    rows = [
        {"area": "SE-22", "figure": 9, "period": edtf, "period_start": start, "period_end": end}
        for edtf, start, end in (PARTS_OF_2013[part] for part in parts)
    ]
    if overlap:
        with pytest.raises(TableError, match="overlap"):
            total(table(rows, indicator="seminar_participants"), by=["indicator"])
    else:
        assert total(table(rows, indicator="seminar_participants"), by=["indicator"])["value"].tolist() == [
            9 * len(parts)
        ]


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ({"area": "SE-22", "figure": 1}, "levels of areas"),
        ({"area": TIMRA, "figure": 1, "unit": "percent"}, "units: alarms, percent"),
        ({"area": TIMRA, "figure": 1, "indicator": "npo_users"}, "indicators"),
    ],
)
def test_what_does_not_belong_together_is_refused(second, reason):
    """Levels, units and indicators do not mix in one group; the error holds the rows."""
    with pytest.raises(TableError, match=reason) as refused:
        total(alarms([{"area": ANGE, "figure": 1}, second]), by=["source_id"])
    assert len(refused.value.rows) == 2


def test_currencies_are_never_added():
    """SEK and NOK in one group are refused."""
    rows = [{"area": "SE", "figure": 1, "unit": "SEK"}, {"area": "NO", "figure": 1, "unit": "NOK"}]
    with pytest.raises(TableError, match="NOK, SEK"):
        total(table(rows, indicator="programme_budget"), by=["indicator"])


def test_a_distinct_count_passes_alone_and_is_never_summed():
    """134 municipalities stay 134; 134 and 138 have no sum."""
    one = [{"area": "NO", "figure": 134}]
    counted = {"indicator": "seminar_municipalities", "unit": "municipalities"}
    assert total(alarms(one, **counted), by=["indicator"])["value"].tolist() == [134]
    with pytest.raises(TableError, match="an indicator that is distinct"):
        total(alarms([*one, {"area": "NO", "figure": 138}], **counted), by=["indicator"])


def test_by_must_name_dimensions():
    """A misspelt column is an error with the nearest one."""
    with pytest.raises(TableError, match="can't group by indicators") as refused:
        total(alarms(ALARMS), by=["indicators"])
    assert refused.value.hint == "did you mean 'indicator'?"
    with pytest.raises(TableError, match="can't group by nothing"):
        total(alarms(ALARMS), by=[])


def test_total_does_not_change_its_input():
    """The observations are the same afterwards."""
    rows = alarms(ALARMS)
    before = rows.copy(deep=True)
    total(rows, by=["indicator", "breakdown"], frame=SEVEN)
    assert_frame_equal(rows, before)


def test_no_observations_give_no_totals():
    """An empty table in, an empty table with all columns out."""
    result = total(alarms(ALARMS).iloc[:0], by=["indicator", "breakdown"])
    assert result.empty
    assert result.columns.tolist()[:4] == ["indicator", "breakdown", "value", "reported_sum"]


figures = st.integers(0, 2000).flatmap(lambda v: st.tuples(st.just(v), st.integers(0, v), st.integers(v, 3000)))


@settings(max_examples=15, deadline=None)
@given(st.lists(figures, min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_a_total_lies_within_its_bounds_in_any_order(points, random):
    """Where all areas have points the sum is between the bounds, and the order of rows changes nothing."""
    rows = [{"area": area, "figure": figure} for area, figure in zip(SEVEN, points, strict=False)]
    result = total(alarms(rows), by=["indicator"])
    assert result["lower"][0] <= result["reported_sum"][0] == result["value"][0] <= result["upper"][0]
    shuffled = alarms(rows).sample(frac=1, random_state=random.randrange(1000))
    assert_frame_equal(total(shuffled, by=["indicator"]), result)


def test_percentages_are_never_summed():
    """30 and 40 percent of two municipalities are not 70."""
    rows = [{"area": ANGE, "figure": 30, "unit": "percent"}, {"area": TIMRA, "figure": 40, "unit": "percent"}]
    with pytest.raises(TableError, match="figures in percent"):
        total(alarms(rows), by=["indicator"])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(SEVEN[:4]),
            st.sampled_from(["2012", "2013"]),
            st.sampled_from(["exact", "range", "unknown"]),
            st.integers(0, 9),
        ),
        max_size=8,
        unique_by=lambda row: row[:2],
    )
)
def test_a_total_is_what_counting_by_hand_gives(cells):
    """Each figure of a total, counted once more cell by cell."""
    printed = {"exact": lambda n: (n, n, n), "range": lambda n: (nan, n, n + 3), "unknown": lambda _: UNKNOWN}
    status = {"exact": "A", "range": "E", "unknown": "L"}
    rows = [
        {"area": area, "period": period, "figure": printed[kind](n), "qualifier": kind, "status": status[kind]}
        for area, period, kind, n in cells
    ]
    result = total(alarms(rows), by=["period"]).set_index("period")
    assert set(result.index) == {period for _, period, _, _ in cells}
    for period, row in result.iterrows():
        own = [(printed[kind](n), kind) for _, of, kind, n in cells if of == period]
        points = [figure[0] for figure, kind in own if kind == "exact"]
        assert row["lower"] == sum(figure[1] for figure, _ in own)
        assert row["upper"] == sum(figure[2] for figure, _ in own)
        assert row["reported_sum"] == pytest.approx(sum(points) if points else nan, nan_ok=True)
        assert row["value"] == pytest.approx(sum(points) if len(points) == len(own) else nan, nan_ok=True)
        assert row["n_missing"] == sum(kind == "unknown" for _, kind in own)
        assert row["n_estimated"] == sum(kind == "range" for _, kind in own)
        assert row["status"] == min((status[kind] for _, kind in own), key="LEA".index)


def test_a_share_is_of_the_same_thing_in_the_same_unit():
    """400 NOK are no part of 1 000 SEK, and 45 users none of 450 alarms: only 45 alarms are 10 percent."""
    rows = [{"area": ANGE, "figure": 450}, {"area": ANGE, "figure": 45, "breakdown": "digital"}]
    assert total(alarms(rows), by=["breakdown"])["share"].tolist()[1] == 0.1
    for other in ({"unit": "persons"}, {"indicator": "npo_users", "unit": "persons"}, {"unit": "NOK"}):
        assert total(alarms([rows[0], rows[1] | other]), by=["breakdown"])["share"].isna().all()


def test_totals_by_county_are_those_of_the_end_of_the_period():
    """Ånge 450 and Sundsvall 1800 are 2250 in Västernorrland; Kinn was Flora in Sogn og Fjordane until 2020."""
    figures = {"area": ["SE-2260", "SE-2281", "SE-2580"], "value": [450, 1800, 100]}
    by_county = total(pd.DataFrame({"indicator": "safety_alarms", "period": 2013, **figures}), by=["county"])
    assert by_county[["county", "value", "n_areas"]].values.tolist() == [["SE-22", 2250, 2], ["SE-25", 100, 1]]
    places = {"area": ["NO-1401", "NO-4602"], "period": [2007, 2020], "value": [3, 4]}
    norwegian = pd.DataFrame({"indicator": "safety_alarms", **places})
    assert total(norwegian, by=["county", "period"])["county"].tolist() == ["NO-14", "NO-46"]


def test_totals_by_country_keep_levels_apart():
    """A county and its municipalities are never one sum; what no list has is part of nothing."""
    rows = pd.DataFrame({"indicator": "safety_alarms", "area": ["SE-2260", "NO-1401"], "period": 2007, "value": [1, 2]})
    assert total(rows, by=["country"])[["country", "value"]].values.tolist() == [["NO", 2], ["SE", 1]]
    with pytest.raises(TableError, match="different levels"):
        total(pd.concat([rows, rows.assign(area="SE-22")]), by=["country"])
    lone = rows.iloc[:1].assign(area="north")
    assert total(lone, by=["country"])["country"].tolist() == [""]
