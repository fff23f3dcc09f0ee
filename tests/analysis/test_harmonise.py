"""Series carried over mergers, and what can't be carried."""

from datetime import date
from functools import partial
from math import inf, nan

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from rows import table

from ehealth_stats.analysis import harmonise, total
from ehealth_stats.codelists import qualifiers
from ehealth_stats.errors import CodeListError, TableError
from ehealth_stats.schema import columns_of

SANDNES, FORSAND, NEW_SANDNES = "NO-1102", "NO-1129", "NO-1108"

alarms = partial(table, indicator="safety_alarms", source_id="s", period=2019)


def rows_of(result: pd.DataFrame) -> list[list]:
    """Return what a result says of each area."""
    return result[["area", "value", "carried"]].values.tolist()


def test_merged_municipalities_are_summed():
    """Sandnes 500 and Forsand c:a 12 (11-13) are 512 (511-513) in the Sandnes of 2020."""
    approximate = {"qualifier": "approximate", "status": "E"}
    rows = alarms([{"area": SANDNES, "figure": 500}, {"area": FORSAND, "figure": (12, 11, 13), **approximate}])
    result = harmonise(rows).iloc[0]
    assert result[["area", "value", "lower", "upper", "carried"]].tolist() == [NEW_SANDNES, 512, 511, 513, "summed"]
    assert result[["qualifier", "status", "period"]].tolist() == ["approximate", "E", "2019"]
    assert result["observation_id"] == "s/safety_alarms/NO-1108/_T/2019"
    assert result["locator"] == "table 1 row 0|table 1 row 1"
    assert result["text"] == "sum of NO-1102 + NO-1129"


def test_a_series_runs_over_two_reforms():
    """Nøtterøy 30 + Tjøme 10 of 2016, Færder 45 of 2019 and 47 of 2021 are one series of NO-3911."""
    rows = alarms(
        [
            {"area": "NO-0722", "figure": 30, "period": 2016},
            {"area": "NO-0723", "figure": 10, "period": 2016},
            {"area": "NO-0729", "figure": 45, "period": 2019},
            {"area": "NO-3811", "figure": 47, "period": 2021},
        ]
    )
    result = harmonise(rows).sort_values("period")
    assert result["area"].unique().tolist() == ["NO-3911"]
    assert result["value"].tolist() == [40, 45, 47]


@pytest.mark.parametrize(
    ("areas", "target", "part"),
    [
        (("NO-1401", "NO-1439"), "NO-4602", "Bryggja, Totland and Maurstad moved from NO-1439 Vågsøy to NO-4649 Stad"),
        (("NO-1441", "NO-1443"), "NO-4649", "Bryggja, Totland and Maurstad moved from NO-1439 Vågsøy to NO-4649 Stad"),
        (("NO-1539",), "NO-1539", "Vågstranda moved from NO-1539 Rauma to NO-1535 Vestnes on 1 January 2021"),
    ],
)
def test_a_moved_border_is_a_break_in_what_is_carried(areas, target, part):
    """Kinn is Flora and Vågsøy in the official tables, but without Bryggja: 100 each, status B, and what moved."""
    result = harmonise(alarms([{"area": area, "figure": 100} for area in areas])).iloc[0]
    assert result[["area", "value", "status"]].tolist() == [target, 100 * len(areas), "B"]
    assert part in result["reason"]


def test_a_graver_status_goes_before_the_break():
    """Rauma's unknown figure stays unknown, one of another definition stays D."""
    rows = [
        {"area": "NO-1539", "figure": (nan, 0, inf), "status": "L"},
        {"area": "NO-1539", "figure": 1, "status": "D"},
    ]
    assert harmonise(alarms(rows))["status"].tolist() == ["L", "D"]


def test_after_the_border_moved_there_is_no_break():
    """Rauma's figure of 2021 is of today's Rauma."""
    result = harmonise(alarms([{"area": "NO-1539", "figure": 100, "period": 2021}])).iloc[0]
    assert result[["status", "carried", "reason"]].tolist() == ["A", "unchanged", ""]


def test_a_split_area_is_summed_back_to_what_it_was():
    """Ålesund 60 and Haram 9 of 2024 are 69 in the Ålesund of 2020-23."""
    rows = [{"area": "NO-1508", "figure": 60, "period": 2024}, {"area": "NO-1580", "figure": 9, "period": 2024}]
    assert rows_of(harmonise(alarms(rows), to="2023-12-31")) == [["NO-1507", 69, "summed"]]


# Ålesund, Ørskog, Skodje, Haram and Sandøy of 2019: one municipality in 2020-23, then Haram as it was and the rest.
NORTHERN_SUNNMORE = {"NO-1504": 48, "NO-1523": 2, "NO-1529": 5, "NO-1534": 9, "NO-1546": 1}


def test_a_municipality_that_was_restored_is_what_it_was():
    """Haram's 9 of 2019 are Haram's of 2024, the 56 of the other four Ålesund's; all together are 65 in 2020-23."""
    rows = alarms([{"area": area, "figure": figure} for area, figure in NORTHERN_SUNNMORE.items()])
    assert rows_of(harmonise(rows)) == [["NO-1580", 9, "unchanged"], ["NO-1508", 56, "summed"]]
    assert rows_of(harmonise(rows, to="2023-12-31")) == [["NO-1507", 65, "summed"]]
    later = alarms(
        [{"area": "NO-1580", "figure": 9, "period": 2024}, {"area": "NO-1508", "figure": 57, "period": 2024}]
    )
    back = harmonise(later, to="2019-12-31")
    assert rows_of(back) == [["NO-1534", 9, "unchanged"], ["NO-1508", 57, "not_carried"]]
    assert back["reason"].iloc[1].startswith("NO-1508 Ålesund is not divided into NO-1504 Ålesund, NO-1523 Ørskog")


# Stavanger with Finnøy and Rennesøy, Sandnes with Forsand, Halden: the areas of 2019 and those of 2020-23.
OLD = {"NO-1103": 100, "NO-1141": 3, "NO-1142": 4, "NO-1102": 50, "NO-1129": 2, "NO-0101": 30}
NEW = {"NO-1103": 107, "NO-1108": 52, "NO-3001": 30}


def test_tables_in_old_and_in_new_codes_harmonise_alike():
    """Figures of 2018 as printed then and as printed after the reform, where Stavanger kept its code."""
    tables = [
        alarms([{"area": area, "figure": figure, "period": 2018} for area, figure in t.items()]) for t in (OLD, NEW)
    ]
    old, new = (harmonise(rows).set_index("area")["value"].to_dict() for rows in tables)
    assert old == new == {"NO-1103": 107, "NO-1108": 52, "NO-3101": 30}


def test_a_plan_is_in_the_areas_that_it_knew():
    """For 2020, as a plan of 2018 says it: Sandnes 300 and Forsand 10 are 310; reported, such codes are of no day."""
    rows = [{"area": area, "figure": figure, "period": 2020} for area, figure in ((SANDNES, 300), (FORSAND, 10))]
    assert rows_of(harmonise(alarms(rows, role="planned"))) == [[NEW_SANDNES, 310, "summed"]]
    assert harmonise(alarms(rows))["carried"].tolist() == ["not_carried"] * 2


def test_a_plan_is_in_the_areas_of_the_day_before_its_period():
    """Rindal is 5061 from 2019, Sandnes 1102 until then: only in 2019 both, and a plan from 2020 on may have them."""
    rows = [{"area": area, "figure": figure, "period": 2020} for area, figure in ((SANDNES, 300), (FORSAND, 10))]
    plan = alarms([*rows, {"area": "NO-5061", "figure": 5, "period": 2020}], role="planned")
    whole = [["NO-5061", 5, "unchanged"], [NEW_SANDNES, 310, "summed"]]
    assert rows_of(harmonise(plan)) == whole
    for end in ("period_start", "period_end"):
        assert rows_of(harmonise(plan.assign(period="2020/..", **{end: None}))) in (whole, sorted(whole, reverse=True))


def test_a_plan_for_later_is_no_table_of_today():
    """A plan in codes of 2020 for 2015 is a slip: it is not carried."""
    rows = alarms([{"area": NEW_SANDNES, "figure": 1, "period": 2015}], role="planned")
    assert harmonise(rows)["carried"].tolist() == ["not_carried"]


def test_each_table_has_its_own_areas():
    """The same figures in one frame, from two sources: what one is printed in says nothing of the other."""
    rows = [
        {"area": area, "figure": figure, "period": 2018, "source_id": source}
        for source, figures in (("old", OLD), ("new", NEW))
        for area, figure in figures.items()
    ]
    result = harmonise(alarms(rows))
    assert result.groupby("area")["value"].apply(list).to_dict() == {
        "NO-1103": [107, 107],
        "NO-1108": [52, 52],
        "NO-3101": [30, 30],
    }


def test_a_table_with_all_codes_there_ever_were_counts_each_area_once():
    """Old and new codes side by side, 0 or "." where there was no such municipality: those rows are not carried."""
    absent = {"figure": 0, "status": "M"}
    rows = [{"area": area, "figure": figure, "period": 2018} for area, figure in OLD.items()]
    rows += [{"area": area, "period": 2018, **absent} for area in ("NO-1108", "NO-3001")]
    rows += [{"area": area, "figure": figure, "period": 2021} for area, figure in NEW.items()]
    rows += [{"area": area, "period": 2021, **absent} for area in OLD if area != "NO-1103"]
    result = harmonise(alarms(rows))
    carried = result[result["carried"] != "not_carried"]
    assert carried.groupby("area")["value"].apply(list).to_dict() == {
        "NO-1103": [107, 107],
        "NO-1108": [52, 52],
        "NO-3101": [30, 30],
    }
    left = result[result["carried"] == "not_carried"]
    assert set(left["reason"]) == {f"{area} has no day in the period" for area in left["area"]}
    assert left["status"].tolist() == ["M"] * 7


def test_one_of_three_merged_municipalities_is_missing():
    """Stavanger 100 and Finnøy 3 are at least 103 with Rennesøy, and no sum."""
    rows = [{"area": "NO-1103", "figure": 100}, {"area": "NO-1141", "figure": 3}]
    result = harmonise(alarms(rows)).iloc[0]
    assert result[["lower", "upper", "status"]].tolist() == [103, inf, "L"]
    assert pd.isna(result["value"])


def test_a_missing_predecessor_leaves_the_sum_open():
    """Without Forsand the Sandnes of 2020 has at least 500, no point, and the area without a row is named."""
    result = harmonise(alarms([{"area": SANDNES, "figure": 500}])).iloc[0]
    assert pd.isna(result["value"])
    assert result[["lower", "upper", "status", "qualifier"]].tolist() == [500, inf, "L", "at_least"]
    assert result["reason"].endswith("no row of NO-1129 Forsand")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("unknown", float("nan"), 0, inf), ("not_available", float("nan"), 0, inf), "unknown"),
        (("unknown", float("nan"), 0, inf), ("vague", float("nan"), 1, inf), "at_least"),
        (("vague", float("nan"), 1, inf), ("vague", float("nan"), 1, inf), "vague"),
        (("exact", 5, 5, 5), ("approximate", 60, 55, 65), "approximate"),
        (("exact", 0, 0, 0), ("less_than", float("nan"), 0, 9), "at_most"),
        (("exact", 2, 2, 2), ("less_than", float("nan"), 0, 9), "range"),
        (("all", 1, 1, 1), ("all", 1, 1, 1), "exact"),
    ],
)
def test_a_sum_has_the_qualifier_that_its_terms_share_or_its_bounds_have(one, other, expected):
    """Sandnes and Forsand became Sandnes: unknown and not available are together unknown, 0 and under 10 at most 9."""
    rows = [
        {"area": area, "figure": figure, "qualifier": qualifier, "status": qualifiers()[qualifier].status}
        for area, (qualifier, *figure) in ((SANDNES, one), ("NO-1129", other))
    ]
    result = harmonise(table([row | {"figure": tuple(row["figure"])} for row in rows])).iloc[0]
    assert result["qualifier"] == expected


def test_a_kept_code_is_summed_too():
    """Stavanger kept 1103 when Finnøy and Rennesøy joined: 100 + 3 + 4 = 107 in 2019, its 110 of 2020 as it is."""
    rows = [{"area": f"NO-{code}", "figure": figure} for code, figure in (("1103", 100), ("1141", 3), ("1142", 4))]
    result = harmonise(alarms([*rows, {"area": "NO-1103", "figure": 110, "period": 2020}]))
    assert rows_of(result) == [["NO-1103", 110, "unchanged"], ["NO-1103", 107, "summed"]]


@pytest.mark.parametrize(
    ("area", "year", "to", "code"),
    [
        ("NO-1903", 2016, "2019-01-01", "NO-1903"),  # Harstad, which only changed its name in 2018
        ("NO-0101", 2019, "2024-01-01", "NO-3101"),  # Halden under new numbers
        ("NO-0301", 2007, "2024-01-01", "NO-0301"),  # Oslo
        ("SE-2281", 2013, "2024-01-01", "SE-2281"),
        ("SE-22", 2013, "2024-01-01", "SE-22"),
        ("NO", 2013, "2024-01-01", "NO"),
        ("NO-3101", 2024, "2019-12-31", "NO-0101"),  # back in time
        ("NO-1108", 2015, "2024-01-01", "NO-1108"),  # printed in the areas of a later day
    ],
)
def test_what_only_changes_its_name_or_number_is_kept(area, year, to, code):
    """Figure, bounds and everything else stay; the code is that of the day."""
    rows = alarms([{"area": area, "figure": (7, 6, 8), "period": year}])
    result = harmonise(rows, to=to)
    assert rows_of(result) == [[code, 7, "unchanged"]]
    columns = [column.name for column in columns_of("observations") if column.name != "area"]
    assert_frame_equal(result[columns], rows[columns])


@pytest.mark.parametrize(
    ("area", "year", "to", "reason"),
    [
        ("NO-0720", 2016, "2018-06-01", "NO-0720 Stokke was split into NO-0704 Tønsberg and NO-0710 Sandefjord"),
        ("NO-0704", 2016, "2018-06-01", "NO-0704 Tønsberg got a part of NO-0720 Stokke"),
        ("NO-0706", 2016, "2018-06-01", "NO-0710 Sandefjord got a part of NO-0720 Stokke"),
        ("NO-1850", 2019, "2024-01-01", "was split into NO-1806 Narvik and NO-1875 Hábmer - Hamarøy"),
        ("NO-5012", 2019, "2024-01-01", "was split into NO-5055 Heim, NO-5056 Hitra and NO-5059 Orkland"),
        ("NO-5013", 2019, "2024-01-01", "NO-5056 Hitra got a part of NO-5012 Snillfjord"),
        ("SE-0380", 2002, "2024-01-01", "SE-0380 Uppsala was split into SE-0330 Knivsta and SE-0380 Uppsala"),
        ("NO-1507", 2023, "2024-01-01", "was split into NO-1508 Ålesund and NO-1580 Haram"),
        # Back over a merger, and over the split of Tysfjord, which the Narvik of 2020 has a part of.
        ("NO-1108", 2021, "2019-12-31", "NO-1108 Sandnes is not divided into NO-1102 Sandnes and NO-1129 Forsand"),
        ("NO-1806", 2021, "2019-12-31", "is not divided into NO-1805 Narvik, NO-1850 "),
        ("NO-30", 2023, "2024-01-01", "NO-30 Viken was split into NO-31 Østfold, NO-32 Akershus and NO-33 Buskerud"),
        ("NO-15", 2018, "2024-01-01", "NO-15 Møre og Romsdal was split into NO-15 Møre og Romsdal and NO-50 Trøndelag"),
        ("NO-0101", 2022, "2024-01-01", "NO-0101 has no day in the period"),
    ],
)
def test_what_was_split_is_marked_and_not_divided(area, year, to, reason):
    """The row stays under its own code with status B, and the reason names the areas."""
    result = harmonise(alarms([{"area": area, "figure": 80, "period": year}]), to=to)
    assert rows_of(result) == [[area, 80, "not_carried"]]
    assert result["status"].tolist() == ["B"]
    assert reason in result["reason"].iloc[0]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"unit": "percent"}, "ratios, rates and distinct counts"),
        ({"indicator": "siths_unit_cost", "unit": "SEK/person", "role": "rate"}, "ratios, rates and distinct counts"),
        ({"indicator": "seminar_municipalities", "unit": "municipalities"}, "ratios, rates and distinct counts"),
        ({"indicator": "secure_email", "unit": "municipalities"}, "municipalities that are counted changed"),
    ],
)
def test_what_does_not_add_up_is_not_carried_over_a_merger(columns, reason):
    """Percentages, unit costs and counts of municipalities of Sandnes and Forsand are no figure of the merged one."""
    result = harmonise(alarms([{"area": SANDNES, "figure": 1}, {"area": FORSAND, "figure": 1}], **columns))
    assert result["carried"].tolist() == ["not_carried", "not_carried"]
    assert reason in result["reason"].iloc[0]


def test_a_ratio_of_an_area_that_only_got_a_new_number_is_kept():
    """Halden's 30 percent are Halden's 30 percent."""
    assert rows_of(harmonise(alarms([{"area": "NO-0101", "figure": 30}], unit="percent"))) == [
        ["NO-3101", 30, "unchanged"]
    ]


def test_counties_merge():
    """Sør-Trøndelag 300 + Nord-Trøndelag 140 = 440 in the Trøndelag of 2018."""
    rows = alarms([{"area": "NO-16", "figure": 300, "period": 2017}, {"area": "NO-17", "figure": 140, "period": 2017}])
    assert rows_of(harmonise(rows, to="2018-06-01")) == [["NO-50", 440, "summed"]]


def test_what_is_apart_stays_apart():
    """Sources, categories, periods, roles and definitions are summed each for itself."""
    areas = [SANDNES, FORSAND]
    kinds = [
        {},
        {"source_id": "b"},
        {"breakdown": "digital"},
        {"period": 2018},
        {"role": "planned"},
        {"status": "D"},
    ]
    rows = [{"area": area, "figure": 10**n} | kind for n, kind in enumerate(kinds) for area in areas]
    result = harmonise(alarms(rows))
    assert sorted(result["value"]) == [2 * 10**n for n in range(len(kinds))]
    name = "s/safety_alarms/NO-1108/_T/2019"
    others = [
        "b/safety_alarms/NO-1108/_T/2019",
        "s/safety_alarms/NO-1108/_T/2018",
        "s/safety_alarms/NO-1108/digital/2019",
    ]
    assert sorted(result["observation_id"]) == sorted([*others, name, f"{name}-2", f"{name}-3"])


def test_a_figure_printed_twice_is_summed_once():
    """Sandnes 500 in two places and Forsand 12 are 512."""
    rows = [{"area": SANDNES, "figure": 500}, {"area": SANDNES, "figure": 500}, {"area": FORSAND, "figure": 12}]
    assert harmonise(alarms(rows))["value"].tolist() == [512]


@pytest.mark.parametrize(
    ("qualifiers", "figure", "expected"),
    [
        (("all", "all"), 1, "exact"),  # "all" of two areas says nothing of their sum
        (("rounded", "rounded"), (5, 4.5, 5.5), "rounded"),
        (("exact", "approximate"), (5, 4, 6), "approximate"),
        (("exact", "rounded"), 5, "exact"),
        (("range", "vague"), (nan, 1, 9), "range"),
        (("at_least", "vague"), (nan, 1, inf), "at_least"),
    ],
)
def test_a_sum_is_as_sure_as_its_terms(qualifiers, figure, expected):
    """The qualifier that both have; where they differ, or it is of one area only, what the bounds are."""
    areas = zip((SANDNES, FORSAND), qualifiers, strict=True)
    rows = alarms([{"area": area, "figure": figure, "qualifier": qualifier} for area, qualifier in areas])
    assert harmonise(rows)["qualifier"].tolist() == [expected]


@pytest.mark.parametrize("ends", [("2019-01-01", None), (None, "2019-12-31")])
def test_one_end_of_the_period_is_a_date(ends):
    """Since 2019 and until 2019 are of Halden as it was."""
    rows = alarms([{"area": "NO-0101", "figure": 30}], period="2019/..", period_start=ends[0], period_end=ends[1])
    assert rows_of(harmonise(rows)) == [["NO-3101", 30, "unchanged"]]


def test_a_frame_with_the_documented_columns_is_enough():
    """Indicator, area, period and value: Sandnes 500 and Forsand 12 of 2019."""
    frame = pd.DataFrame({"indicator": "safety_alarms", "area": [SANDNES, FORSAND], "period": 2019, "value": [500, 12]})
    assert rows_of(harmonise(frame)) == [[NEW_SANDNES, 512, "summed"]]


def test_an_undated_figure_is_not_carried():
    """Nobody knows which Sandnes it is."""
    rows = alarms([{"area": SANDNES, "figure": 1}], period="..", period_start=None, period_end=None)
    assert harmonise(rows)["carried"].tolist() == ["not_carried"]


def test_missing_figures_stay_missing():
    """An unknown Forsand opens the sum; a missing row that is not carried keeps its status L."""
    unknown = {"figure": (nan, 0, inf), "status": "L", "qualifier": "unknown"}
    result = harmonise(
        alarms([{"area": SANDNES, "figure": 500}, {"area": FORSAND, **unknown}, {"area": "NO-1850", **unknown}])
    )
    assert result.set_index("area")["status"].to_dict() == {NEW_SANDNES: "L", "NO-1850": "L"}
    assert result.set_index("area")["upper"].to_dict() == {NEW_SANDNES: inf, "NO-1850": inf}


@pytest.mark.parametrize("to", [2024, "2024", "2024-06", "2024-01-01", date(2024, 1, 1), pd.Timestamp("2024-01-01")])
def test_the_day_comes_in_any_form(to):
    """A year or a month is its last day."""
    assert rows_of(harmonise(alarms([{"area": "NO-0101", "figure": 30}]), to=to)) == [["NO-3101", 30, "unchanged"]]


def test_before_the_lists_begin_nothing_is_carried():
    """Nobody knows here of which areas Norway was made in 1900, nor Sweden before 1998."""
    result = harmonise(alarms([{"area": SANDNES, "figure": 1}, {"area": "SE-2281", "figure": 1}]), to="1900-01-01")
    assert result["carried"].tolist() == ["not_carried"] * 2
    assert result["reason"].tolist() == ["no list has the areas of 1 January 1900"] * 2


def test_wrong_days_and_areas_are_refused():
    """A day that is none and a code that nobody has are errors."""
    rows = alarms([{"area": SANDNES, "figure": 1}])
    for wrong in ("nyttår", "..", None):
        with pytest.raises(TableError, match="is no day"):
            harmonise(rows, to=wrong)
    with pytest.raises(CodeListError, match="no area"):
        harmonise(rows.assign(area="NO-9999"))


def test_the_input_stays_and_nothing_gives_nothing():
    """The observations are the same afterwards; an empty table gives an empty one with both columns."""
    rows = alarms([{"area": SANDNES, "figure": 1}])
    before = rows.copy(deep=True)
    harmonise(rows, to=date(2024, 1, 1))
    assert_frame_equal(rows, before)
    assert harmonise(rows.iloc[:0]).columns.tolist()[-3:] == ["carried", "reason", "reason_message"]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([SANDNES, FORSAND, "NO-1103", "NO-1141", "NO-1142", "NO-0720", "NO-0301"]),
            st.integers(0, 900),
        ),
        max_size=7,
        unique_by=lambda pair: pair[0],
    )
)
def test_nothing_is_invented_and_nothing_lost(pairs):
    """Whatever is carried or not, the points and open bounds hold the same total as before."""
    rows = alarms([{"area": area, "figure": figure, "period": 2016} for area, figure in pairs])
    result = harmonise(rows)
    assert result["lower"].sum() == rows["lower"].sum()
    assert not (result["value"] > result["upper"]).any()
    sums = total(result.assign(status="A"), by=["indicator"])
    assert sums["lower"].tolist() == total(rows, by=["indicator"])["lower"].tolist()
