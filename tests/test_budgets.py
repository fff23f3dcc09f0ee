"""Money lines, their shares, and what reaching a target costs."""

from math import nan

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from ehealth_stats.analysis import budget
from ehealth_stats.schema import to_table

# Västernorrland 2013, last page, and the unit cost of activity 2: breakdown, (value, lower, upper), role, unit.
MONEY = [
    ("_T", (5_000_000, 4_500_000, 5_500_000), "stated_total", "SEK"),
    ("grant", (2_481_183,) * 3, "stated_total", "SEK"),
    ("grant_coordinator", (742_593,) * 3, "reported", "SEK"),
    ("grant_activities", (1_738_591,) * 3, "reported", "SEK"),
    ("co_funding", (2_519_000, 2_518_500, 2_519_500), "planned", "SEK"),
    ("in_kind", (91_760,) * 3, "reported", "SEK"),
]
RATE = [("_T", (700,) * 3, "rate", "SEK/person")]
# "Ökning ... ~ 100-200", "ytterligare 100-200", and one that is not defined.
TARGETS = [
    {"target_id": "registers", "kind": "increase_by", "target_lower": 100, "target_upper": 200},
    {"target_id": "prator", "kind": "increase_by", "target_lower": 100, "target_upper": 200, "adds_to": "registers"},
    {"target_id": "later", "kind": "undefined"},
    {"target_id": "alarms", "kind": "increase_by", "target_lower": 1, "target_upper": 2, "indicator": "safety_alarms"},
]


def observations(rows, **columns) -> pd.DataFrame:
    """Make observations of (breakdown, figure, role, unit)."""
    return to_table(
        "observations",
        [
            {
                "observation_id": f"plan/{breakdown}/{unit}",
                "source_id": "plan",
                "indicator": "programme_budget" if role != "rate" else "siths_unit_cost",
                "breakdown": breakdown,
                "area": "SE-22",
                "period": "2013",
                "value": value,
                "lower": lower,
                "upper": upper,
                "unit": unit,
                "qualifier": "exact" if lower == upper else "approximate",
                "status": "A",
                "role": role,
                "locator": "page 9",
                "text": "kr",
                **columns,
            }
            for breakdown, (value, lower, upper), role, unit in rows
        ],
    )


def targets(rows) -> pd.DataFrame:
    """Make targets for staff with SITHS cards."""
    common = {
        "source_id": "plan",
        "indicator": "siths_holders",
        "breakdown": "_T",
        "area": "SE-22",
        "unit": "persons",
        "locator": "page 5",
        "text": "Ökning",
    }
    return to_table("targets", [common | {"label": row["target_id"].title()} | row for row in rows])


NO_TARGETS = targets([])


def test_lines_as_printed_with_their_state_and_nearest_whole():
    """Each printed line once, a part under its nearest whole, and the whole again as its nearest parts add up."""
    result = budget(observations(MONEY), NO_TARGETS)
    assert result[["item", "state", "value", "share_of"]].values.tolist() == [
        ["_T", "total", 5_000_000, ""],
        ["_T", "computed", 2_481_183 + 2_519_000, ""],
        ["grant", "granted", 2_481_183, "_T"],
        ["grant_coordinator", "granted", 742_593, "grant"],
        ["grant_activities", "granted", 1_738_591, "grant"],
        ["co_funding", "planned", 2_519_000, "_T"],
        ["in_kind", "in_kind", 91_760, "co_funding"],
    ]
    assert result["basis"].tolist() == ["as printed", "2 481 183 + 2 519 000", *["as printed"] * 5]
    assert result["lower"].tolist()[:2] == [4_500_000, 4_999_683]


def test_shares_are_bounded_by_what_the_other_parts_leave():
    """Grant: 2 481 183 of at most 5 500 000 (45.1 %), and of at least itself + 2 518 500 (49.6 %), not of 4 500 000."""
    grant = budget(observations(MONEY), NO_TARGETS).set_index(["item", "state"]).loc[("grant", "granted")]
    assert grant["share"] == pytest.approx(2_481_183 / 5_000_000)
    assert grant["share_lower"] == pytest.approx(2_481_183 / 5_500_000)
    assert grant["share_upper"] == pytest.approx(2_481_183 / (2_481_183 + 2_518_500))


def test_cost_of_targets_and_what_it_equals():
    """700 x 100-200 = 70 000-140 000 SEK, with the second increment 140 000-280 000; 4.03-8.05 % of 1 738 591."""
    table = budget(pd.concat([observations(MONEY), observations(RATE)]), targets(TARGETS))
    costs = table[table["item"].isin(["Registers", "Registers + Prator"])].set_index("item")
    assert len(table) == 7 + 2
    assert costs["lower"].tolist() == [70_000, 140_000]
    assert costs["upper"].tolist() == [140_000, 280_000]
    assert costs["value"].isna().all()
    assert costs["share_of"].tolist() == ["grant_activities"] * 2
    # 70 000 / 1 738 591 and 140 000 / 1 738 591
    assert costs.loc["Registers", ["share_lower", "share_upper"]].tolist() == pytest.approx(
        [0.040263, 0.080525], abs=1e-6
    )
    assert costs["basis"].tolist() == [
        "700 SEK/person x 100-200 persons (registers)",
        "700 SEK/person x 200-400 persons (registers + prator)",
    ]


def test_a_cost_without_a_grant_has_no_share():
    """Where nothing granted is printed, or only in another currency, the cost stands alone."""
    norwegian = observations([("grant", (500_000,) * 3, "reported", "NOK")])
    for rows in (observations(RATE), pd.concat([observations(RATE), norwegian])):
        cost = budget(rows, targets(TARGETS[:1])).iloc[-1]
        assert (cost["unit"], cost["lower"], cost["share_of"]) == ("SEK", 70_000, "")
        assert pd.isna(cost["share_lower"])


def test_an_exact_increase_costs_a_point():
    """700 x 150 = 105 000 SEK."""
    exact = {"target_value": 150, "target_lower": 150, "target_upper": 150}
    result = budget(observations(RATE), targets([TARGETS[0] | exact]))
    assert result[["value", "lower", "upper"]].values.tolist() == [[105_000] * 3]


def test_currencies_stay_apart():
    """SEK and NOK of one source make two plans: neither is a share of the other nor added to it."""
    rows = [("_T", (100,) * 3, "stated_total", "SEK"), ("grant", (40,) * 3, "reported", "NOK")]
    rows.append(("co_funding", (50,) * 3, "reported", "NOK"))
    result = budget(observations(rows), NO_TARGETS)
    assert result["share_of"].tolist() == ["", "", ""]
    assert "computed" not in set(result["state"])


def test_an_amount_without_a_number_stays_open():
    """A whole that is unknown leaves the share between 0 and 1, and the sum of its parts without a point."""
    rows = [("_T", (100,) * 3, "stated_total", "SEK"), ("grant", (nan, 0, 100), "reported", "SEK")]
    result = budget(observations([*rows, ("co_funding", (60,) * 3, "planned", "SEK")]), NO_TARGETS).set_index("item")
    assert (result.loc["grant", "share_lower"], result.loc["grant", "share_upper"]) == pytest.approx((0, 0.4))
    assert result["basis"].tolist()[1] == "0-100 + 60"


def test_budget_does_not_change_its_input():
    """Observations and targets are the same afterwards; without money the table is empty."""
    rows, aims = observations(RATE), targets(TARGETS)
    before = rows.copy(deep=True), aims.copy(deep=True)
    budget(rows, aims)
    assert_frame_equal(rows, before[0])
    assert_frame_equal(aims, before[1])
    assert budget(rows, NO_TARGETS).empty
    assert budget(rows.iloc[:0], aims).empty
