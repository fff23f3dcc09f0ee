"""Stated against computed, and one place against another."""

from math import inf, nan

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from ehealth_stats.analysis import compare_totals
from ehealth_stats.schema import to_table

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


def table(rows, **columns) -> pd.DataFrame:
    """Make observations of rows whose figure is exact or (value, lower, upper)."""
    records = []
    for number, row in enumerate(rows):
        figure = row["figure"]
        value, lower, upper = figure if isinstance(figure, tuple) else (figure, figure, figure)
        records.append(
            {
                "observation_id": f"plan/{number:02}",
                "source_id": "plan",
                "breakdown": "_T",
                "period": "2013",
                "period_start": "2013-01-01",
                "period_end": "2013-12-31",
                "qualifier": "exact",
                "status": "A",
                "role": "reported",
                "locator": f"row {number}",
                "text": "450 varav 45",
                **columns,
                **{name: text for name, text in row.items() if name != "figure"},
                "value": value,
                "lower": lower,
                "upper": upper,
            }
        )
    return to_table("observations", records)


def test_a_stated_sum_that_its_municipalities_contradict():
    """Stated 445 [444, 446]; 51+120+60+30+26+27+156 = 470 [465, 475]; 25 apart, 25/(445+60) = 4.95 %."""
    result = compare_totals(table(CARDS, **SITHS)).iloc[0]
    assert result[["check", "verdict"]].tolist() == ["areas", "differs"]
    assert result[["stated", "stated_lower", "stated_upper"]].tolist() == [445, 444, 446]
    assert result[["computed", "computed_lower", "computed_upper"]].tolist() == [470, 465, 475]
    assert result["difference"] == -25
    assert result["relative_difference"] == pytest.approx(-25 / 470)
    assert result["tolerance_needed"] == pytest.approx(25 / 505)
    # half of 446 - 444, and half of 65 - 55
    assert result["smallest_detectable"] == 1 + 5
    # only 470 - 26 is within 444-446; no swap, no bound and not the 32 HSA rows bring it there
    assert result["candidates"] == "without Kramfors (26) the sum is 444, inside 444-446"


def test_a_comparison_can_be_followed_to_its_rows():
    """Locators and observations of both sides are named, the addition's not."""
    result = compare_totals(table(CARDS, **SITHS)).iloc[0]
    assert result["stated_locator"] == "row 8"
    assert sorted(result["computed_locators"].split("|")) == [f"row {n}" for n in (0, 1, 3, 4, 5, 6, 7)]
    assert len(result["observation_ids"].split("|")) == 8
    assert result["comparison_id"] == "areas/plan/siths_holders/_T/SE-22/2013"


def test_money_within_rounding():
    """742 593 + 1 738 591 = 2 481 184 against 2 481 183: 1 krona, within 0.5 + 0.5 + 0.5."""
    result = compare_totals(table(BUDGET, **MONEY)).set_index("breakdown").loc["grant"]
    assert result[["check", "verdict", "difference", "smallest_detectable"]].tolist() == [
        "parts",
        "within_rounding",
        -1,
        1.5,
    ]


def test_an_approximate_whole_is_compatible_with_its_nearest_parts():
    """c:a 5 000 tkr against 2 481 183 + 2 519 000 = 5 000 183; in kind is inside the co-funding and no third term."""
    result = compare_totals(table(BUDGET, **MONEY)).set_index("breakdown").loc["_T"]
    assert result[["verdict", "computed", "candidates"]].tolist() == ["compatible", 5_000_183, ""]
    assert (result["computed_lower"], result["computed_upper"]) == (4_999_683, 5_000_683)
    # 5 000 000 - 2 481 183 = 2 518 817, which rounds to 2 519 tkr
    assert "2 518 817" in result["note"]
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
    observations = table([*rows, {"area": "SE-22", "figure": stated, **STATED}], **SITHS)
    result = compare_totals(observations)
    assert result["verdict"].tolist() == ["agrees" if stated == sum(numbers) else "differs"]
    assert_frame_equal(compare_totals(observations.sample(frac=1, random_state=random.randrange(1000))), result)
