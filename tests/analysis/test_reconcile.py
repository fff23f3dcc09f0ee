"""Stated against computed, and one place against another."""

from math import inf, nan

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from rows import table

from ehealth_stats.analysis import compare_totals
from ehealth_stats.errors import EHealthStatsError

APPROXIMATE = {"qualifier": "approximate", "status": "E"}
STATED = {"role": "stated_total"}

# Västernorrland 2013, activity 2: staff with SITHS cards, "Summa c:a 445 st".
CARDS = [
    {"area": "SE-2260", "figure": 51},
    {"area": "SE-2281", "figure": 120},
    {"area": "SE-2281", "figure": 32, "breakdown": "hsa_only"},
    {"area": "SE-2262", "figure": (60, 55, 65), **APPROXIMATE},
    {"area": "SE-2280", "figure": 30},
    {"area": "SE-2282", "figure": 26},
    {"area": "SE-2283", "figure": 27},
    {"area": "SE-2284", "figure": 156},
    {"area": "SE-22", "figure": (445, 444, 446), **APPROXIMATE, **STATED},
]
SITHS = {"indicator": "siths_holders", "unit": "persons"}
# The same, last page: the budget; in-kind support is part of the co-funding.
BUDGET = [
    {"breakdown": "_T", "figure": (5_000_000, 4_500_000, 5_500_000), **APPROXIMATE, **STATED},
    {"breakdown": "grant_coordinator", "figure": 742_593},
    {"breakdown": "grant_activities", "figure": 1_738_591},
    {"breakdown": "grant", "figure": 2_481_183, **STATED},
    {"breakdown": "co_funding", "figure": (2_519_000, 2_518_500, 2_519_500), "qualifier": "rounded", "role": "planned"},
    {"breakdown": "in_kind", "figure": 91_760},
]
MONEY = {"indicator": "programme_budget", "unit": "SEK", "area": "SE-22"}
# The seminar tour of 2007: participants by role, the sum printed under them and again in the text.
ROLES = {
    "decision_makers_admin": 62,
    "decision_makers_health": 195,
    "it_managers": 93,
    "advisers": 120,
    "nurses": 50,
    "physicians": 25,
    "students": 15,
    "private_actors": 17,
}
SEMINARS = {"indicator": "seminar_participants", "unit": "persons", "area": "NO"}
PARTICIPANTS = [{"breakdown": role, "figure": number} for role, number in ROLES.items()]
PARTICIPANTS += [{"breakdown": "municipal", "figure": 357}, {"figure": 577, **STATED}, {"figure": 577, **STATED}]
# The 134 and 138 municipalities of the same page.
TOUR = {"indicator": "seminar_municipalities", "unit": "municipalities", "area": "NO"}


def test_a_stated_sum_that_its_municipalities_contradict():
    """Stated 445 [444, 446]; 51+120+60+30+26+27+156 = 470 [465, 475]; 25 apart, 25/(445+60) = 4.95 %."""
    result = compare_totals(table(CARDS, **SITHS)).iloc[0]
    assert result[["check", "verdict"]].tolist() == ["areas", "differs"]
    assert result[["stated", "stated_lower", "stated_upper"]].tolist() == [445, 444, 446]
    assert result[["computed", "computed_lower", "computed_upper"]].tolist() == [470, 465, 475]
    assert result["difference"] == -25
    assert result["relative_difference"] == pytest.approx(-25 / 470)
    assert result["tolerance_needed"] == pytest.approx(25 / 505)
    # 446 - 444 and 65 - 55
    assert result["smallest_detectable"] == 2 + 10
    # only 470 - 26 is within 444-446; no swap, no bound and not the 32 HSA rows bring it there
    assert result["candidates"] == "without Kramfors (26) the sum is 444, inside 444–446"


def test_a_comparison_can_be_followed_to_its_rows():
    """Locators and observations of both sides are named, the addition's not."""
    result = compare_totals(table(CARDS, **SITHS)).iloc[0]
    assert result["stated_locator"] == "table 1 row 8"
    assert sorted(result["computed_locators"].split("|")) == [f"table 1 row {n}" for n in (0, 1, 3, 4, 5, 6, 7)]
    assert len(result["observation_ids"].split("|")) == 8
    assert result["comparison_id"] == "areas/plan/siths_holders/_T/SE-22/2013"


def test_money_within_rounding():
    """742 593 + 1 738 591 = 2 481 184 against 2 481 183: 1 krona, within 0.5 + 0.5 + 0.5."""
    result = compare_totals(table(BUDGET, **MONEY)).set_index("breakdown").loc["grant"]
    assert result[["check", "verdict", "difference", "smallest_detectable"]].tolist() == [
        "parts",
        "within_rounding",
        -1,
        3,
    ]


def test_an_approximate_whole_is_compatible_with_its_nearest_parts():
    """c:a 5 000 tkr against 2 481 183 + 2 519 000 = 5 000 183; in kind is inside the co-funding and no third term."""
    result = compare_totals(table(BUDGET, **MONEY)).set_index("breakdown").loc["_T"]
    assert result[["verdict", "computed", "candidates"]].tolist() == ["compatible", 5_000_183, ""]
    assert (result["computed_lower"], result["computed_upper"]) == (4_999_683, 5_000_683)
    # 5 000 000 - 2 481 183 = 2 518 817, which rounds to 2 519 tkr
    assert "2,518,817" in result["note"]
    assert result["note"].endswith("no independent check")


def test_money_further_apart_than_rounding_differs():
    """2 kronor are more than three half kronor."""
    rows = [*BUDGET[1:3], {"breakdown": "grant", "figure": 2_481_182, **STATED}]
    assert compare_totals(table(rows, **MONEY))["verdict"].tolist() == ["differs"]


def test_categories_add_up_to_each_place_that_states_their_sum():
    """62+195+93+120+50+25+15+17 = 577, printed twice; the 357 cut the whole by employer and are no term."""
    result = compare_totals(table(PARTICIPANTS, **SEMINARS))
    assert result[["check", "computed", "verdict"]].values.tolist() == [["categories", 577, "agrees"]] * 2
    assert result["comparison_id"].tolist() == [
        "categories/plan/seminar_participants/_T/NO/2013",
        "categories/plan/seminar_participants/_T/NO/2013-2",
    ]
    assert result["smallest_detectable"].tolist() == [0, 0]


def test_counts_have_no_rounding_slack():
    """576 against 577 differs, and one role may have been left out only if it is 1: no candidate."""
    rows = [*PARTICIPANTS[:8], {"figure": 576, **STATED}]
    result = compare_totals(table(rows, **SEMINARS)).iloc[0]
    assert result[["verdict", "candidates"]].tolist() == ["differs", ""]


def test_swapped_digits_are_a_candidate():
    """577 - 120 + 102 = 559: the stated sum would hold 120 with its digits swapped."""
    rows = [*PARTICIPANTS[:8], {"figure": 559, **STATED}]
    result = compare_totals(table(rows, **SEMINARS)).iloc[0]
    assert result["candidates"] == (
        "with 102 instead of 120 for Advisers, project managers, consultants the sum is 559"
    )


def test_an_addition_counted_in_is_a_candidate():
    """470 + 32 = 502: the stated sum would hold those in the HSA directory only."""
    rows = [*CARDS[:-1], {"area": "SE-22", "figure": 502, **STATED}]
    result = compare_totals(table(rows, **SITHS)).iloc[0]
    assert result["candidates"].startswith("with Sundsvall (32) counted in the sum is 502")


def test_a_term_within_its_own_bounds_is_a_candidate():
    """Stated 472 exactly is compatible: Timrå's c:a 60 (55-65) would be 62."""
    rows = [*CARDS[:-1], {"area": "SE-22", "figure": 472, **STATED}]
    result = compare_totals(table(rows, **SITHS)).iloc[0]
    assert result["verdict"] == "compatible"
    assert result["candidates"] == "Timrå (60) may be 62, within its own bounds"


def test_a_number_of_municipalities_is_compared_with_their_list():
    """Three named municipalities agree with a stated 3 and not with 20; those not named need no row."""
    named = {"indicator": "participating_municipalities", "unit": "municipalities"}
    rows = [{"area": f"NO-{code}", "figure": 1} for code in ("0219", "0602", "1926")]
    for number, verdict in ((3, "agrees"), (20, "differs")):
        result = compare_totals(table([*rows, {"area": "NO", "figure": number, **STATED}], **named)).iloc[0]
        assert result[["check", "computed", "verdict"]].tolist() == ["list", 3, verdict]


def test_an_undated_total_takes_the_only_period_of_its_parts():
    """A stated sum without a date is compared with the one dated list of the source."""
    undated = {"period": "..", "period_start": None, "period_end": None}
    result = compare_totals(table([*CARDS[:-1], {**CARDS[-1], **undated}], **SITHS))
    assert result["verdict"].tolist() == ["differs"]


def test_an_unknown_area_leaves_the_sum_uncheckable():
    """With one of seven unknown the sum is at least 443: 445 may be right, 440 can't."""
    rest = [row for row in CARDS[:-1] if row["area"] != "SE-2283"]
    rest.append({"area": "SE-2283", "figure": (nan, 0, inf), "qualifier": "unknown", "status": "L"})
    for stated, verdict in ((445, "not_checkable"), (430, "differs")):
        result = compare_totals(table([*rest, {"area": "SE-22", "figure": stated, **STATED}], **SITHS)).iloc[0]
        assert result["verdict"] == verdict
        assert pd.isna(result["difference"])


def test_municipalities_without_a_row_are_no_contradiction():
    """Two of the county's seven are listed: a stated 200 may be right, a stated 171 is just their sum."""
    for stated, verdict, note in (
        (200, "not_checkable", "5 municipalities of the area have no row"),
        (171, "agrees", "5"),
    ):
        rows = [*CARDS[:2], {"area": "SE-22", "figure": stated, **STATED}]
        result = compare_totals(table(rows, **SITHS)).iloc[0]
        assert result["verdict"] == verdict
        assert result["note"].startswith(note)


def test_two_places_that_give_one_figure_apart_disagree():
    """134 and 138 municipalities on one page; equal, overlapping and otherwise defined readings are silent."""
    rows = [{"figure": 134}, {"figure": 138}, {"figure": (nan, 130, 140)}, {"figure": 80, "status": "D"}]
    result = compare_totals(table(rows, **TOUR))
    assert result[["check", "stated", "computed", "difference", "verdict"]].values.tolist() == [
        ["sources", 134, 138, -4, "sources_disagree"]
    ]
    assert result["observation_ids"].tolist() == ["plan/00|plan/01"]


def test_two_sources_that_disagree_are_both_named():
    """The same figure of two documents: both are in source_id, parted by a bar."""
    result = compare_totals(table([{"figure": 134}, {"figure": 138, "source_id": "slides"}], **TOUR))
    assert result["source_id"].tolist() == ["plan|slides"]


def test_no_stated_total_no_comparison():
    """Nothing to compare gives an empty table with all columns; the input is not changed."""
    rows = table(CARDS[:3], **SITHS)
    before = rows.copy(deep=True)
    assert compare_totals(rows).empty
    assert compare_totals(rows.iloc[:0]).empty
    assert_frame_equal(rows, before)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 500), min_size=7, max_size=7), st.integers(0, 3000), st.randoms(use_true_random=False))
def test_exact_counts_agree_only_when_equal(numbers, stated, random):
    """Without inexact terms the verdict is agrees or differs, in any order of the rows."""
    codes = [f"SE-{code}" for code in (2260, 2262, 2280, 2281, 2282, 2283, 2284)]
    rows = [{"area": code, "figure": number} for code, number in zip(codes, numbers, strict=True)]
    told = table([*rows, {"area": "SE-22", "figure": stated, **STATED}], **SITHS)
    result = compare_totals(told)
    assert result["verdict"].tolist() == ["agrees" if stated == sum(numbers) else "differs"]
    assert_frame_equal(compare_totals(told.sample(frac=1, random_state=random.randrange(1000))), result)


NOTHING_LEFT_OUT = {"area": "SE-22", "indicator": "safety_alarms", "unit": "alarms"}
CODES = [f"SE-{code}" for code in (2260, 2262, 2280, 2281, 2282, 2283, 2284)]
PERCENT = {"unit": "percent", "qualifier": "rounded"}


def verdicts(rows, **columns) -> list[list]:
    """Return check, verdict and note of each comparison."""
    return compare_totals(table(rows, **columns))[["check", "verdict", "note"]].values.tolist()


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        ((30, 29.5, 30.5), "agrees"),
        ((31, 30.5, 31.5), "differs"),
        ((29, 28.5, 29.5), "differs"),
        ((30.2, 30.15, 30.25), "differs"),
    ],
)
def test_a_percentage_is_checked_against_its_numerator_and_whole(stated, verdict):
    """48 000 of 160 000 are exactly 30 percent."""
    rows = [{"figure": 160_000}, {"figure": 48_000, "breakdown": "digital"}]
    percent = {"figure": stated, "breakdown": "digital", **PERCENT}
    assert verdicts([*rows, percent], **NOTHING_LEFT_OUT) == [
        ["percent", verdict, "100 x Digital (48,000) / Total (160,000)"]
    ]


def test_a_percentage_that_was_rounded_is_within_rounding():
    """45 of 164 are 27.44 percent, printed as 27; 28 is not."""
    rows = [{"figure": 164}, {"figure": 45, "breakdown": "digital"}]
    for stated, verdict in ((27, "within_rounding"), (28, "differs")):
        percent = {"figure": (stated, stated - 0.5, stated + 0.5), "breakdown": "digital", **PERCENT}
        result = compare_totals(table([*rows, percent], **NOTHING_LEFT_OUT)).iloc[0]
        assert result["verdict"] == verdict
        assert result["computed"] == pytest.approx(100 * 45 / 164)
        assert result["smallest_detectable"] == 1


def test_a_percentage_of_uncertain_figures_has_their_bounds():
    """c:a 60 (55-65) of 200 are 27.5 to 32.5 percent: 32 is possible and 34 is not."""
    rows = [{"figure": 200}, {"figure": (60, 55, 65), "breakdown": "digital", **APPROXIMATE}]
    for stated, verdict in ((32, "compatible"), (34, "differs")):
        percent = {"figure": (stated, stated - 0.5, stated + 0.5), "breakdown": "digital", **PERCENT}
        result = compare_totals(table([*rows, percent], **NOTHING_LEFT_OUT)).iloc[0]
        assert result["verdict"] == verdict
        assert result[["computed_lower", "computed_upper"]].tolist() == pytest.approx([27.5, 32.5])


def test_a_percentage_may_be_of_any_whole_above_it():
    """10 IP telephones of 40 digital alarms of 200: 25 percent and 5 percent are both right, 20 is neither."""
    rows = [{"figure": 200}, {"figure": 40, "breakdown": "digital"}, {"figure": 10, "breakdown": "ip_telephony"}]
    for stated, verdict, whole in ((25, "agrees", "Digital"), (5, "agrees", "Total"), (20, "differs", "Digital")):
        percent = {"figure": (stated, stated - 0.5, stated + 0.5), "breakdown": "ip_telephony", **PERCENT}
        ((_, found, note),) = verdicts([*rows, percent], **NOTHING_LEFT_OUT)
        assert found == verdict
        assert f"/ {whole}" in note


def test_percentage_points_are_no_share():
    """10 percentage points beside 48 000 of 160 000 are compared with nothing."""
    rows = [{"figure": 160_000}, {"figure": 48_000, "breakdown": "digital"}]
    points = {"figure": 10, "breakdown": "digital", "unit": "percentage_points"}
    assert verdicts([*rows, points], **NOTHING_LEFT_OUT) == []


def change(before, after, stated, **columns) -> list[dict]:
    """Return two readings of 2006 and 2007, and the change that is stated between them."""
    between = {"figure": stated, "period": "2006/2007", "role": "rate"}
    return [{"figure": before, "period": 2006}, {"figure": after, "period": 2007}, between | columns]


MILLIONS = [(n * 1e6, (n - 0.5) * 1e6, (n + 0.5) * 1e6) for n in (80, 120, 40, 42)]


@pytest.mark.parametrize(
    ("before", "after", "stated", "columns", "verdict"),
    [
        (80, 120, 40, {}, "agrees"),
        (80, 120, 41, {}, "differs"),
        (MILLIONS[0], MILLIONS[1], MILLIONS[2], {"qualifier": "rounded"}, "agrees"),
        (80, 120, (50, 49.5, 50.5), PERCENT, "agrees"),
        (80, 121, (51, 50.5, 51.5), PERCENT, "within_rounding"),  # 51.25
        (80, 120, (40, 39.5, 40.5), PERCENT, "differs"),
        (120, 80, 40, {}, "agrees"),  # "minskade med 40"
        (120, 80, -40, {}, "agrees"),
        (120, 80, (33, 32.5, 33.5), PERCENT, "within_rounding"),  # 33.33
        (0, 80, (50, 49.5, 50.5), PERCENT, "not_checkable"),
    ],
)
def test_a_stated_change_is_checked_against_its_readings(before, after, stated, columns, verdict):
    """As in "opp 40 til 120 fra 80" and "økte med 50 prosent fra 80 til 120"."""
    rows = change(before, after, stated, **columns)
    assert [line[:2] for line in verdicts(rows, **NOTHING_LEFT_OUT)] == [["change", verdict]]


def test_percent_and_percentage_points_are_told_apart():
    """From 30 to 45 percent are 15 percentage points and 50 percent more; "15 percent" is named as what it is."""
    thirty, more = (30, 29.5, 30.5), (45, 44.5, 45.5)
    for stated, unit, verdict in (
        ((15, 14.5, 15.5), "percentage_points", "agrees"),
        ((50, 49.5, 50.5), "percent", "agrees"),
        ((15, 14.5, 15.5), "percent", "differs"),
    ):
        rows = change(thirty, more, stated, unit=unit)
        result = compare_totals(table(rows, **NOTHING_LEFT_OUT | PERCENT)).iloc[0]
        assert result["verdict"] == verdict
    assert result["candidates"] == "45 − 30 = 15 percentage points"


def test_a_change_without_its_readings_is_not_compared():
    """An increase to a reading that is not there says nothing."""
    assert verdicts(change(80, 120, 40)[1:], **NOTHING_LEFT_OUT) == []


def test_a_county_s_mean_is_no_wrong_sum():
    """470 cards in seven municipalities are 67.14 each: a stated 67 is their mean, a stated 68 is wrong."""
    for stated, verdict in ((67, "not_checkable"), (68, "differs")):
        result = compare_totals(table([*CARDS[:-1], {"area": "SE-22", "figure": stated, **STATED}], **SITHS)).iloc[0]
        assert result["verdict"] == verdict
    note = compare_totals(table([*CARDS[:-1], {"area": "SE-22", "figure": 67, **STATED}], **SITHS))["note"].iloc[0]
    assert note == "it is the unweighted mean (67.14) of the 7 municipalities, not their sum"


def test_a_mean_takes_three():
    """51 and 120 of two municipalities are 85.5 on average: a stated 86 is still less than their sum."""
    result = compare_totals(table([*CARDS[:2], {"area": "SE-22", "figure": 86, **STATED}], **SITHS))
    assert result["verdict"].tolist() == ["differs"]


def test_a_county_s_percentage_is_no_sum_and_lies_among_its_municipalities():
    """Of 10, 20, 30, 40, 50, 60, 70 percent: 40 is the unweighted mean, 45 may be right, 75 can't be."""
    shares = [{"area": code, "figure": (10 * n, 10 * n - 0.5, 10 * n + 0.5)} for n, code in enumerate(CODES, start=1)]
    expected = {40: ["not_checkable"], 45: [], 75: ["differs"]}
    for stated, found in expected.items():
        county = {"area": "SE-22", "figure": (stated, stated - 0.5, stated + 0.5), **STATED}
        rows = table([*shares, county], indicator="safety_alarms", breakdown="digital", **PERCENT)
        assert compare_totals(rows)["verdict"].tolist() == found


def test_parts_that_may_be_examples_do_not_contradict_a_larger_whole():
    """Of 577 participants 62 + 195 = 257 are named: the rest may be others. 257 of 250 is impossible."""
    for stated, verdict in ((577, "not_checkable"), (257, "agrees"), (250, "differs")):
        result = compare_totals(table([*PARTICIPANTS[:2], {"figure": stated, **STATED}], **SEMINARS)).iloc[0]
        assert result["verdict"] == verdict
        assert result["note"] == "the parts may not be all"
    assert result["computed_upper"] == inf


@pytest.mark.parametrize(
    ("places", "verdict"),
    [
        (["table 1 row 1 column 2", "table 1 row 2 column 2", "table 1 row 3 column 2"], "differs"),
        (["table 1 row 1 column A", "table 1 row 1 column B", "table 1 row 1 column Sum"], "differs"),
        (["sheet Tur cell B2", "sheet Tur cell B3", "sheet Tur cell B4"], "differs"),
        (["sheet Tur cell B2", "sheet Tur cell C3", "sheet Tur cell B4"], "not_checkable"),
        (["table 1 row 1 column 2", "table 2 row 2 column 2", "table 1 row 3 column 2"], "not_checkable"),
        (
            [
                "table 1 row 1 column 2 chars 0-2",
                "table 1 row 1 column 2 chars 9-12",
                "table 1 row 1 column 2 chars 20-22",
            ],
            "not_checkable",
        ),
        (["paragraph 1", "paragraph 2", "paragraph 3"], "not_checkable"),
    ],
)
def test_a_total_in_the_line_of_its_parts_has_no_others(places, verdict):
    """In one row or column of one table the parts above a total are all there are; in running text they are not."""
    rows = [*PARTICIPANTS[:2], {"figure": 300, **STATED}]
    placed = [row | {"locator": place} for row, place in zip(rows, places, strict=True)]
    assert [line[1] for line in verdicts(placed, **SEMINARS)] == [verdict]


def test_shares_of_one_whole_add_up_to_100():
    """38 + 62 percent are 100; 38 + 61 within rounding, since each may be half a percent more; 38 + 52 is not all."""
    for other, verdict in ((62, "agrees"), (61, "within_rounding"), (52, "differs")):
        rows = [
            {"figure": (38, 37.5, 38.5), "breakdown": "municipal"},
            {"figure": (other, other - 0.5, other + 0.5), "breakdown": "county_council"},
            {"figure": (100, 99.5, 100.5), **STATED},
        ]
        assert [line[1] for line in verdicts(rows, **SEMINARS | PERCENT)] == [verdict]


def test_shares_of_several_wholes_are_not_added():
    """60 percent of one group and 50 of the other, 55 together, contradict nothing."""
    rows = [{"figure": 60, "breakdown": "municipal"}, {"figure": 50, "breakdown": "county_council"}]
    assert verdicts([*rows, {"figure": 55, **STATED}], **SEMINARS | {"unit": "percent"}) == []


def test_a_name_that_is_listed_twice_is_a_candidate():
    """Three names, one of them twice, and a stated 4."""
    rows = [{"area": area, "figure": 1} for area in ("NO-0219", "NO-0602", "NO-1926", "NO-1926")]
    named = {"indicator": "participating_municipalities", "unit": "municipalities"}
    result = compare_totals(table([*rows, {"area": "NO", "figure": 4, **STATED}], **named)).iloc[0]
    assert result[["computed", "verdict"]].tolist() == [3, "differs"]
    assert "Dyrøy is listed twice: counted each time the names are 4" in result["candidates"]


def test_another_source_s_parts_are_told_only_where_they_contradict():
    """470 (465-475) cards listed in one source: another's 472 is silent, its 445 disagrees."""
    for stated, found in ((472, []), (445, ["sources_disagree"])):
        county = {"area": "SE-22", "figure": stated, **STATED, "source_id": "slides"}
        result = compare_totals(table([*CARDS[:-1], county], **SITHS))
        assert result["verdict"].tolist() == found
    assert result["source_id"].tolist() == ["plan|slides"]


def test_another_source_s_categories_are_told_only_where_they_contradict():
    """The eight roles add up to 577: another source's 577 is silent, its 570 disagrees."""
    for stated, found in ((577, []), (570, ["sources_disagree"])):
        rows = [*PARTICIPANTS[:8], {"figure": stated, **STATED, "source_id": "slides"}]
        assert compare_totals(table(rows, **SEMINARS))["verdict"].tolist() == found


def test_declared_noise_never_contradicts():
    """Rows of status U that miss the total by 25 are silent; where they give it, it agrees."""
    noisy = {"status": "U"}
    for stated, found in ((445, []), (470, ["agrees"])):
        rows = [row | noisy for row in CARDS[:-1]]
        county = {"area": "SE-22", "figure": stated, **STATED}
        assert compare_totals(table([*rows, county], **SITHS))["verdict"].tolist() == found
    two = [{"figure": 134, **noisy}, {"figure": 138}]
    assert compare_totals(table(two, **TOUR)).empty


def test_rounded_terms_are_not_taken_for_derived_ones():
    """In thousands 3 + 4 = 7 says nothing about which was worked out from which."""
    parts = [
        {"breakdown": "grant_coordinator", "figure": (3000, 2500, 3500)},
        {"breakdown": "grant_activities", "figure": (4000, 3500, 4500)},
        {"breakdown": "grant", "figure": (7000, 6500, 7500), **STATED},
    ]
    assert verdicts([row | {"qualifier": "rounded"} for row in parts], **MONEY) == [["parts", "agrees", ""]]


numbers = st.lists(st.integers(0, 5000), min_size=7, max_size=7)


@settings(max_examples=25, deadline=None)
@given(numbers, st.integers(1, 8))
def test_a_consistent_table_is_silent(figures, divisor):
    """True parts, sums, shares in percent and changes agree or are within rounding, whatever they are."""
    whole = sum(figures)
    roles = list(ROLES)[:7]
    parts = [{"figure": figure, "breakdown": role} for role, figure in zip(roles, figures, strict=True)]
    places = [{"figure": figure, "area": code} for code, figure in zip(CODES, figures, strict=True)]
    share = round(100 * figures[0] / whole) if whole else 0
    percent = {"figure": (share, share - 0.5, share + 0.5), "breakdown": roles[0], **PERCENT}
    rows = [*parts, {"figure": whole, **STATED}, *([percent] if whole else []), *places]
    rows += change(whole, whole * divisor, whole * (divisor - 1))[1:]
    rows += [{**change(whole, 0, 0)[0]}]
    result = compare_totals(table(rows, **{**SEMINARS, "area": "SE-22"}))
    assert set(result["verdict"]) <= {"agrees", "within_rounding"}
    assert {"areas", "categories", "change"} <= set(result["check"])


@settings(max_examples=25, deadline=None)
@given(numbers, st.sampled_from([10, 100, 1000]))
def test_a_rounded_table_is_silent(figures, step):
    """Each figure and the sum rounded by itself: never a contradiction, at most within rounding."""

    def rounded(number: int) -> dict:
        value = step * round(number / step)
        return {"figure": (value, value - step / 2, value + step / 2), "qualifier": "rounded"}

    rows = [{"area": code, **rounded(figure)} for code, figure in zip(CODES, figures, strict=True)]
    result = compare_totals(table([*rows, {"area": "SE-22", **rounded(sum(figures)), **STATED}], **SITHS))
    assert set(result["verdict"]) <= {"agrees", "within_rounding"}


BARE = {"indicator": "siths_holders", "unit": "persons", "period": 2013}


def bare(**columns) -> pd.DataFrame:
    """Seven municipalities with 10 each and a stated 71, with no more columns than a person would fill in."""
    rows = [{"area": code, "value": 10, "role": "reported"} for code in CODES]
    return pd.DataFrame([*rows, {"area": "SE-22", "value": 71, "role": "stated_total"}]).assign(**BARE | columns)


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame[frame.columns[::-1]],
        lambda frame: frame.astype(object),
        lambda frame: frame.astype({"area": "category", "role": "category", "indicator": "category"}),
        lambda frame: frame.set_index("area", drop=False),
        lambda frame: frame.assign(value=frame["value"].astype(str), remark="by hand"),
        lambda frame: frame.assign(period_start="2013-01-01", period_end=pd.Timestamp("2013-12-31")),
        lambda frame: frame.assign(lower=frame["value"], upper=float("nan"), text=None, locator=None),
        lambda frame: frame.assign(indicator="home_care_users"),
        lambda frame: frame.assign(unit="visits"),
    ],
)
def test_a_frame_made_by_hand_is_compared(change):
    """In any order and of any dtype, with columns left out or too many, of indicators and units of its own."""
    result = compare_totals(change(bare()))
    assert result[["check", "stated", "computed", "verdict"]].values.tolist() == [["areas", 71, 70, "differs"]]


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (bare().drop(columns="area"), "area"),
        (bare().drop(columns="value"), "value"),
        (bare(role="total"), "role"),
        (bare(period="Q1 2013"), "Q1 2013"),
        (bare(value="c:a 60"), "c:a 60"),
        (bare(breakdown="digitl"), "digital"),
        (bare().replace({"area": {"SE-2260": "SE-9999"}}), "SE-9999"),
        (bare(lower=80), "lower <= upper"),
    ],
)
def test_a_frame_that_can_t_be_compared_says_why(frame, words):
    """The error names the column, the value or the nearest code."""
    with pytest.raises(EHealthStatsError, match=words):
        compare_totals(frame)


def test_an_undated_list_may_lack_municipalities_too():
    """Two of the county's seven, no date anywhere: a stated 200 may be right, as it may with one."""
    undated = {"period": "..", "period_start": None, "period_end": None}
    rows = [row | undated for row in [*CARDS[:2], {"area": "SE-22", "figure": 200, **STATED}]]
    assert verdicts(rows, **SITHS) == [["areas", "not_checkable", "5 municipalities of the area have no row"]]


def test_three_shares_have_a_mean_and_two_have_none():
    """20 percent is the mean of 10, 20 and 30, which is named; of 10 and 30 alone it is not."""
    shares = [{"area": code, "figure": (n, n - 0.5, n + 0.5)} for code, n in zip(CODES, (10, 20, 30), strict=False)]
    county = {"area": "SE-22", "figure": (20, 19.5, 20.5), **STATED}
    columns = {"indicator": "safety_alarms", "breakdown": "digital", **PERCENT}
    note = "it is the unweighted mean of the 3 municipalities, not the share of their sums"
    assert verdicts([*shares, county], **columns) == [["mean", "not_checkable", note]]
    assert verdicts([shares[0], shares[2], county], **columns) == []


@pytest.mark.parametrize(("stated", "found"), [(71, []), (72, ["differs"]), (9, []), (8, ["differs"])])
def test_a_share_that_its_rounding_lets_touch_the_others_is_silent(stated, found):
    """10 to 70 percent are 9.5 to 70.5: a stated 71 may be 70.5, and 9 may be 9.5; 72 and 8 are outside."""
    shares = [{"area": code, "figure": (10 * n, 10 * n - 0.5, 10 * n + 0.5)} for n, code in enumerate(CODES, start=1)]
    for qualifier, half in (("exact", 0), ("rounded", 0.5)):
        county = {"area": "SE-22", "figure": (stated, stated - half, stated + half), **STATED, "qualifier": qualifier}
        rows = [*shares, county]
        result = compare_totals(table(rows, indicator="safety_alarms", breakdown="digital", **PERCENT))
        assert result["verdict"].tolist() == found
