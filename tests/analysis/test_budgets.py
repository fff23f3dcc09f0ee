"""Money lines, their shares, and what reaching a target costs."""

from datetime import date
from math import inf, nan

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from rows import observation, target

from ehealth_stats.analysis import budget
from ehealth_stats.errors import CodeListError
from ehealth_stats.schema import to_table

# Västernorrland 2013, last page, and the unit cost of activity 2: breakdown, (value, lower, upper), role, unit.
MONEY = [
    ("_T", (5_000_000, 4_500_000, 5_500_000), "stated_total", "SEK"),
    ("grant", 2_481_183, "stated_total", "SEK"),
    ("grant_coordinator", 742_593, "reported", "SEK"),
    ("grant_activities", 1_738_591, "reported", "SEK"),
    ("co_funding", (2_519_000, 2_518_500, 2_519_500), "planned", "SEK"),
    ("in_kind", 91_760, "reported", "SEK"),
]
RATE = [("_T", 700, "rate", "SEK/person")]
# "Ökning ... ~ 100-200", "ytterligare 100-200", and one that is not defined.
TARGETS = [
    {"target_id": "registers", "kind": "increase_by", "target_lower": 100, "target_upper": 200},
    {"target_id": "prator", "kind": "increase_by", "target_lower": 100, "target_upper": 200, "adds_to": "registers"},
    {"target_id": "later", "kind": "undefined"},
    {"target_id": "alarms", "kind": "increase_by", "target_lower": 1, "target_upper": 2, "indicator": "safety_alarms"},
]


def money(rows, period=2013, **columns) -> pd.DataFrame:
    """Make observations of (breakdown, figure, role, unit)."""
    named = ("breakdown", "figure", "role", "unit")
    told = [dict(zip(named, row, strict=True)) | {"observation_id": f"plan/{row[0]}/{row[3]}/{period}"} for row in rows]
    for row in told:
        row["indicator"] = "siths_unit_cost" if row["role"] == "rate" else "programme_budget"
    return to_table("observations", [observation(**row | {"period": period} | columns) for row in told])


def targets(rows) -> pd.DataFrame:
    """Make targets for staff with SITHS cards."""
    no_days = {"target_value": None, "start": None, "due": None}
    return to_table("targets", [target(**no_days | {"label": row["target_id"].title()} | row) for row in rows])


NO_TARGETS = targets([])


def test_lines_as_printed_with_their_state_and_nearest_whole():
    """Each printed line once, a part under its nearest whole, and the whole again as its nearest parts add up."""
    result = budget(money(MONEY), NO_TARGETS)
    assert result[["item", "state", "value", "share_of"]].values.tolist() == [
        ["_T", "total", 5_000_000, ""],
        ["_T", "computed", 2_481_183 + 2_519_000, ""],
        ["grant", "granted", 2_481_183, "_T"],
        ["grant_coordinator", "granted", 742_593, "grant"],
        ["grant_activities", "granted", 1_738_591, "grant"],
        ["co_funding", "planned", 2_519_000, "_T"],
        ["in_kind", "in_kind", 91_760, "co_funding"],
    ]
    assert result["basis"].tolist() == ["as printed", "2,481,183 + 2,519,000", *["as printed"] * 5]
    assert result["lower"].tolist()[:2] == [4_500_000, 4_999_683]


def test_shares_are_bounded_by_what_the_other_parts_leave():
    """Grant: 2 481 183 of at most 5 500 000 (45.1 %), and of at least itself + 2 518 500 (49.6 %), not of 4 500 000."""
    grant = budget(money(MONEY), NO_TARGETS).set_index(["item", "state"]).loc[("grant", "granted")]
    assert grant["share"] == pytest.approx(2_481_183 / 5_000_000)
    assert grant["share_lower"] == pytest.approx(2_481_183 / 5_500_000)
    assert grant["share_upper"] == pytest.approx(2_481_183 / (2_481_183 + 2_518_500))


def test_cost_of_targets_and_what_it_equals():
    """700 x 100-200 = 70 000-140 000 SEK, with the second increment 140 000-280 000; 4.03-8.05 % of 1 738 591."""
    table = budget(pd.concat([money(MONEY), money(RATE)]), targets(TARGETS))
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
        "700 SEK per person x 100–200 persons",
        "700 SEK per person x 200–400 persons",
    ]
    assert set(costs["period"]) == {"2013"}


def test_a_cost_without_a_grant_has_no_share():
    """Where nothing granted is printed, or only in another currency, the cost stands alone."""
    norwegian = money([("grant", 500_000, "reported", "NOK")])
    for rows in (money(RATE), pd.concat([money(RATE), norwegian])):
        cost = budget(rows, targets(TARGETS[:1])).iloc[-1]
        assert (cost["unit"], cost["lower"], cost["share_of"]) == ("SEK", 70_000, "")
        assert pd.isna(cost["share_lower"])


def test_an_exact_increase_costs_a_point():
    """700 x 150 = 105 000 SEK."""
    exact = {"target_value": 150, "target_lower": 150, "target_upper": 150}
    result = budget(money(RATE), targets([TARGETS[0] | exact]))
    assert result[["value", "lower", "upper"]].values.tolist() == [[105_000] * 3]


@pytest.mark.parametrize(
    ("grant", "share_lower"),
    [
        ((nan, 0, 500_000), nan),  # perhaps nothing was granted
        ((1, 1, 1), 70_000),
        ((100_000, 100_000, 100_000), 0.7),
    ],
)
def test_a_cost_is_compared_with_what_is_certainly_granted(grant, share_lower):
    """70 000-140 000 SEK against a grant of at least something."""
    rows = pd.concat([money(RATE), money([("grant", grant, "reported", "SEK")])])
    cost = budget(rows, targets(TARGETS[:1])).iloc[-1]
    assert cost["share_lower"] == pytest.approx(share_lower, nan_ok=True)


def test_a_cost_is_compared_with_the_grant_of_its_area():
    """What Ånge is granted is no yardstick for the county's cards."""
    grant = money([("grant", 500_000, "reported", "SEK")], area="SE-2260")
    cost = budget(pd.concat([money(RATE), grant]), targets(TARGETS[:1])).set_index("state").loc["computed"]
    assert (cost["area"], cost["share_of"]) == ("SE-22", "")


@pytest.mark.parametrize(
    ("start", "due", "compared"),
    [
        (date(2013, 12, 31), date(2014, 6, 30), True),  # the last day of the grant
        (date(2012, 6, 30), date(2013, 1, 1), True),  # its first day
        (date(2014, 1, 1), date(2014, 6, 30), False),
        (date(2012, 6, 30), date(2012, 12, 31), False),
        (None, None, True),
    ],
)
def test_grant_and_pursuit_have_a_day_in_common(start, due, compared):
    """A grant of 2013, and cards asked for from one day to another."""
    grant = money([("grant", 500_000, "reported", "SEK")], 2013)
    cost = budget(pd.concat([grant, money(RATE)]), targets([TARGETS[0] | {"start": start, "due": due}])).iloc[-1]
    assert (cost["share_of"] == "grant") is compared


def test_a_chain_of_targets_is_compared_with_a_grant_for_all_of_them():
    """200-400 cards of which the first half is due before the grant of 2014 begins."""
    grant = money([("grant", 500_000, "reported", "SEK")], 2014)
    chain = [TARGETS[0] | {"due": date(2013, 12, 31)}, TARGETS[1] | {"due": date(2014, 12, 31)}]
    costs = budget(pd.concat([grant, money(RATE)]), targets(chain)).set_index("item")
    assert costs.loc[["Registers", "Registers + Prator"], "share_of"].tolist() == ["", ""]


def test_an_increase_that_is_half_a_range_is_not_costed():
    """At most 200 more, or at least 100: a bound that is not there is not made up."""
    for ends in ({"target_lower": None}, {"target_upper": None}):
        assert budget(money(RATE), targets([TARGETS[0] | ends])).empty


def test_nothing_at_any_price_is_nothing():
    """An unknown price: 0 cards more cost 0, 100-200 anything."""
    price = money([("_T", (nan, 0, inf), "rate", "SEK/person")])
    asked = [TARGETS[0] | {"target_lower": 0, "target_upper": 0}, TARGETS[0] | {"target_id": "some"}]
    assert budget(price, targets(asked))[["lower", "upper"]].values.tolist() == [[0, 0], [0, inf]]


def test_another_definition_is_another_plan():
    """A grant that is counted otherwise (status D) is no part of the whole: 40 of 100, not 90."""
    rows = [("_T", 100, "stated_total", "SEK"), ("co_funding", 40, "planned", "SEK")]
    other = money([("grant", 50, "reported", "SEK")], status="D")
    result = budget(pd.concat([money(rows), other]), NO_TARGETS).set_index("item")
    assert result.loc["co_funding", "share_upper"] == 0.4
    assert result.loc["grant", "share_of"] == ""
    assert "computed" not in set(result["state"])


def test_an_estimate_is_of_the_same_plan():
    """An estimated grant (status E) is 40 of the 100 that are certain."""
    whole = money([("_T", 100, "stated_total", "SEK")])
    grant = money([("grant", 40, "reported", "SEK")], status="E")
    assert budget(pd.concat([whole, grant]), NO_TARGETS)["share_of"].tolist() == ["", "_T"]


def test_a_part_of_a_part_is_bounded_by_its_siblings():
    """Coordinator 100 beside activities 50 in a grant of 100-600: the grant is at least 150, the share at most 2/3."""
    rows = [
        ("_T", 1_000, "stated_total", "SEK"),
        ("co_funding", 300, "planned", "SEK"),
        ("grant", (nan, 100, 600), "reported", "SEK"),
        ("grant_coordinator", 100, "reported", "SEK"),
        ("grant_activities", 50, "reported", "SEK"),
    ]
    coordinator = budget(money(rows), NO_TARGETS).set_index("item").loc["grant_coordinator"]
    assert [coordinator[name] for name in ("share_lower", "share_upper")] == pytest.approx([1 / 6, 2 / 3])


def test_currencies_stay_apart():
    """SEK and NOK of one source make two plans: neither is a share of the other nor added to it."""
    rows = [("_T", 100, "stated_total", "SEK"), ("grant", 40, "reported", "NOK")]
    rows.append(("co_funding", 50, "reported", "NOK"))
    result = budget(money(rows), NO_TARGETS)
    assert result["share_of"].tolist() == ["", "", ""]
    assert "computed" not in set(result["state"])


def test_an_amount_without_a_number_stays_open():
    """A whole that is unknown leaves the share between 0 and 1, and the sum of its parts without a point."""
    rows = [("_T", 100, "stated_total", "SEK"), ("grant", (nan, 0, 100), "reported", "SEK")]
    result = budget(money([*rows, ("co_funding", 60, "planned", "SEK")]), NO_TARGETS).set_index("item")
    assert (result.loc["grant", "share_lower"], result.loc["grant", "share_upper"]) == pytest.approx((0, 0.4))
    assert result["basis"].tolist()[1] == "at most 100 + 60"


def test_budget_does_not_change_its_input():
    """Observations and targets are the same afterwards; without money the table is empty."""
    rows, aims = money(RATE), targets(TARGETS)
    before = rows.copy(deep=True), aims.copy(deep=True)
    budget(rows, aims)
    assert_frame_equal(rows, before[0])
    assert_frame_equal(aims, before[1])
    assert budget(rows, NO_TARGETS).empty
    assert budget(rows.iloc[:0], aims).empty


def test_years_and_grants_are_plans_of_their_own():
    """Two years of two grants: each year adds up to its own whole, and no line is a share of the other year."""
    rows = [("_T", 300, "stated_total", "SEK"), ("grant", 100, "reported", "SEK")]
    rows.append(("co_funding", 200, "planned", "SEK"))
    result = budget(pd.concat([money(rows, 2013), money(rows[:2], 2014)]), NO_TARGETS)
    assert result[["period", "item", "state", "value"]].values.tolist() == [
        ["2013", "_T", "total", 300],
        ["2013", "_T", "computed", 300],
        ["2013", "grant", "granted", 100],
        ["2013", "co_funding", "planned", 200],
        ["2014", "_T", "total", 300],
        ["2014", "grant", "granted", 100],
    ]
    # 100 of 300 at least; in 2013 no more, as 200 are planned; in 2014 too, since both are exact.
    assert result.loc[result["item"] == "grant", "share"].tolist() == pytest.approx([1 / 3, 1 / 3])


def test_a_cost_is_compared_with_the_grant_of_its_own_years():
    """Cards asked for in 2014 are not compared with the larger grant of 2012: 70 000 of 500 000 at least."""
    grants = [
        money([("grant", amount, "reported", "SEK")], when) for when, amount in ((2012, 900_000), (2014, 500_000))
    ]
    pursued = {"start": date(2013, 6, 1), "due": date(2014, 6, 30)}
    aims = targets([TARGETS[0] | pursued])
    cost = budget(pd.concat([*grants, money(RATE)]), aims).iloc[-1]
    assert [cost[name] for name in ("share_lower", "share_upper")] == [0.14, 0.28]
    assert cost["observation_ids"] == "plan/_T/SEK/person/2013|plan/grant/SEK/2014"


def cards(period, figure) -> pd.DataFrame:
    """Make a count of card holders at the end of a year, or on a day."""
    return to_table("observations", [observation(period=period, figure=figure)])


def test_what_is_left_to_a_level_is_costed_from_the_last_reading():
    """600 asked for, c:a 470 [465, 475] there: 700 x 125-135 is 87 500-94 500 SEK, 91 000 at the point."""
    level = {"kind": "level", "target_value": 600, "target_lower": 600, "target_upper": 600, "due": date(2015, 12, 31)}
    rows = pd.concat([cards(2012, 400), cards(2013, (470, 465, 475)), money(RATE)])
    cost = budget(rows, targets([TARGETS[0] | level])).iloc[-1]
    assert [cost[name] for name in ("value", "lower", "upper")] == [91_000, 87_500, 94_500]
    assert cost["basis"] == "700 SEK per person x 130 persons, left to 600 by 31 December 2015"
    assert cost["observation_ids"] == "plan/_T/SEK/person/2013|plan/siths_holders/SE-22/_T/reported/2013"


def test_a_level_that_is_reached_costs_nothing_more():
    """470 there and 400 asked for: no row; without any reading neither."""
    level = {"kind": "level", "target_value": 400, "target_lower": 400, "target_upper": 400}
    assert budget(pd.concat([cards(2013, 470), money(RATE)]), targets([TARGETS[0] | level])).empty
    assert budget(money(RATE), targets([TARGETS[0] | level])).empty


SPENT = [("_T", (90_000, 85_000, 95_000), "reported", "SEK")]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # 90 000 / 120, 85 000 / 130 and 95 000 / 110
        ((470, 465, 475), (590, 585, 595), (750, 85_000 / 130, 95_000 / 110)),
        # Perhaps none was added: no upper bound. 85 000 / 20.
        ((470, 460, 480), (475, 470, 480), (18_000, 4_250, inf)),
        # 0-20 were added: none at the point of neither, and none at the least.
        ((465, 460, 470), (475, 470, 480), (9_000, 4_250, inf)),
        ((470, 465, 475), (470, 465, 475), (nan, 8_500, inf)),
        # At least 120 were added: no lower bound. 95 000 / 120.
        ((470, 470, 470), (nan, 590, inf), (nan, 0, 95_000 / 120)),
        # One was.
        ((470, 470, 470), (471, 471, 471), (90_000, 85_000, 95_000)),
    ],
)
def test_cost_per_unit_is_money_over_units_added(before, after, expected):
    """Money that the code list says is per card, over the cards between the readings that enclose its period."""
    spent = money(SPENT, 2013, indicator="siths_cost")
    result = budget(pd.concat([spent, cards(2012, before), cards(2013, after)]), NO_TARGETS)
    line, each = result.to_dict("records")
    assert (line["item"], line["state"]) == ("Cost of the SITHS cards", "total")
    assert [each[name] for name in ("value", "lower", "upper")] == pytest.approx(expected, nan_ok=True)
    assert each["basis"].endswith(" (31 December 2012 – 31 December 2013)")


def test_no_cost_per_unit_without_units_or_of_a_whole_budget():
    """Fewer cards than before, one reading only, or money that is for everything: no row."""
    spent = money(SPENT, 2013, indicator="siths_cost")
    fewer = [cards(2012, 470), cards(2013, 460)]
    assert len(budget(pd.concat([spent, *fewer]), NO_TARGETS)) == 1
    same = [cards(2012, 470), cards(2013, 470)]
    assert len(budget(pd.concat([spent, *same]), NO_TARGETS)) == 1
    assert len(budget(pd.concat([spent, cards(2013, 590)]), NO_TARGETS)) == 1
    assert len(budget(pd.concat([spent, cards(2013, (590, 580, 600))]), NO_TARGETS)) == 1
    more = [cards(2012, 470), cards(2013, 590)]
    assert len(budget(pd.concat([money(SPENT, 2013), *more]), NO_TARGETS)) == 1


@pytest.mark.parametrize(
    ("days", "basis"),
    [
        # The nearest readings that enclose 2013, on its first and last day too.
        (["2011-06-01", "2012-06-01", "2014-06-01", "2015-06-01"], "20 persons (1 June 2012 – 1 June 2014)"),
        (["2012-06-01", "2013-01-01", "2013-12-31", "2014-01-01"], "20 persons (1 January 2013 – 31 December 2013)"),
        # Only one after it, only one before it.
        (["2012-06-01", "2013-02-01", "2013-06-01", "2014-06-01"], "60 persons (1 June 2012 – 1 June 2014)"),
        # None before or none after it: the outermost inside.
        (["2013-02-01", "2013-03-01", "2013-05-01", "2013-06-01"], "60 persons (1 February 2013 – 1 June 2013)"),
    ],
)
def test_units_are_those_between_the_readings_around_the_money(days, basis):
    """Readings of 410, 430, 450 and 470 cards, and money of 2013."""
    readings = [cards(day, 410 + 20 * n) for n, day in enumerate(days)]
    spent = money(SPENT, 2013, indicator="siths_cost")
    assert budget(pd.concat([spent, *readings]), NO_TARGETS)["basis"].iloc[-1] == f"90,000 SEK / {basis}"


def test_what_is_counted_in_a_period_is_divided_by_in_that_period():
    """Seminars for 90 000 in 2013 with 300 participants in 2013, 250 in 2012: 300 each, from the 2013 figure only."""
    spent = money(SPENT, 2013, indicator="seminar_cost")
    people = [
        money([("_T", n, "reported", "persons")], when, indicator="seminar_participants")
        for when, n in ((2012, 250), (2013, 300), (2014, 200))
    ]
    each = budget(pd.concat([spent, *people]), NO_TARGETS).iloc[-1]
    assert (each["value"], each["basis"]) == (300, "90,000 SEK / 300 persons (2013)")
    assert len(budget(pd.concat([spent, people[0]]), NO_TARGETS)) == 1


def test_two_names_of_one_period_are_one_count():
    """2013 and January to December 2013: the later row counts, 90 000 / 250."""
    months = money([("_T", 250, "reported", "persons")], 2013, indicator="seminar_participants")
    people = [money([("_T", 300, "reported", "persons")], 2013, indicator="seminar_participants")]
    people.append(months.assign(period="2013-01/2013-12", observation_id="months"))
    result = budget(pd.concat([money(SPENT, 2013, indicator="seminar_cost"), *people]), NO_TARGETS)
    assert result["value"].tolist() == [90_000, 360]


@pytest.mark.parametrize(("last", "cost"), [(599, [700]), (599.5, [350]), (600, [])])
def test_the_last_card_that_is_left_costs_too(last, cost):
    """600 asked for: 599 there leave one, 600 none."""
    level = {"kind": "level", "target_value": 600, "target_lower": 600, "target_upper": 600}
    rows = pd.concat([cards(2013, last), money(RATE)])
    assert budget(rows, targets([TARGETS[0] | level]))["value"].tolist() == cost


def test_budgets_of_municipalities_and_years_are_told_apart():
    """Two municipalities, two years: each line has its area and period, and its share of its own whole only."""
    rows = [("_T", 300, "stated_total", "SEK"), ("grant", 100, "reported", "SEK")]
    table = pd.concat(
        [
            money(rows, when, area=area).assign(observation_id=[f"{area}/{when}/{n}" for n in range(2)])
            for area in ("SE-2260", "SE-2262")
            for when in (2013, 2014)
        ]
    )
    result = budget(table, NO_TARGETS)
    grants = result[result["item"] == "grant"]
    assert grants[["area", "period"]].values.tolist() == [
        ["SE-2260", "2013"],
        ["SE-2260", "2014"],
        ["SE-2262", "2013"],
        ["SE-2262", "2014"],
    ]
    assert grants["share"].tolist() == pytest.approx([1 / 3] * 4)


def test_money_used_of_nothing_granted_has_no_share():
    """60 used where 0 was granted; 1 of 1 is all of it; 60 of 0-100 at least 60 %."""
    cases = [(0, 60, [nan] * 3), (1, 1, [1] * 3)]
    cases += [(grant, 60, [nan, 0.6, inf]) for grant in ((nan, 0, 100), (0, 0, 100))]
    for grant, used, share in cases:
        rows = [("grant", grant, "reported", "SEK"), ("grant_used", used, "reported", "SEK")]
        line = budget(money(rows), NO_TARGETS).set_index("item").loc["grant_used"]
        assert [line[f"share{end}"] for end in ("", "_lower", "_upper")] == pytest.approx(share, nan_ok=True)


def test_tables_made_by_hand_are_enough():
    """Two grants of one plan and a target: 50 of 200 is a quarter; 7 SEK for each of 10-20 cards is 70-140 of 50."""
    spent = pd.DataFrame(
        {
            "indicator": ["programme_budget", "programme_budget", "siths_unit_cost"],
            "area": "SE-22",
            "breakdown": ["_T", "grant", "_T"],
            "period": 2013,
            "value": [200, 50, 7],
            "unit": ["SEK", "SEK", "SEK/person"],
            "role": ["stated_total", "reported", "rate"],
            "source_id": "plan",
        }
    )
    more = {"indicator": ["siths_holders"], "area": "SE-22", "kind": "increase_by", "target_lower": 10}
    more |= {"target_upper": 20, "due": "2013", "source_id": "plan"}
    result = budget(spent, pd.DataFrame(more))
    assert result["share_lower"].tolist() == pytest.approx([nan, 0.25, 1.4], nan_ok=True)
    assert result["upper"].tolist() == [200, 50, 140]
    # "10-20 percent more" are not 10-20 cards.
    assert len(budget(spent, pd.DataFrame(more | {"unit": ["percent"]}))) == 2


@pytest.mark.parametrize("unit", ["tkr", "kr", "MSEK", "mkr"])
def test_an_unknown_unit_is_refused(unit):
    """Money is SEK or NOK: kr is either, and thousands or millions are no unit, nor taken for the nearest one."""
    spent = pd.DataFrame({"indicator": ["programme_budget"], "area": "SE-22", "value": 5, "unit": unit})
    with pytest.raises(CodeListError, match=f"no code '{unit}' in the list units") as refused:
        budget(spent, NO_TARGETS)
    assert refused.value.where == "observations.unit"
    assert ", SEK, NOK, " in refused.value.expected
    assert refused.value.hint == "thousands and millions are written out: 5 million SEK is 5000000 SEK"


@pytest.mark.parametrize(
    ("rate", "target", "costs"),
    [
        ({}, {}, [140]),
        ({"source_id": "plan"}, {}, [140]),
        ({}, {"source_id": "plan"}, [140]),
        ({"source_id": "plan"}, {"source_id": "plan"}, [140]),
        ({"source_id": "plan"}, {"source_id": "other"}, []),
        ({"role": "reported"}, {}, [140]),
        ({"area": "NO-19"}, {}, [140]),
    ],
)
def test_a_unit_cost_without_a_source_is_of_any_target(rate, target, costs):
    """7 for each of 20 cards; two documents that are named and differ say nothing of each other's targets."""
    one = pd.DataFrame({"indicator": ["siths_unit_cost"], "area": "SE-22", "value": 7}).assign(**rate)
    asked = pd.DataFrame({"indicator": ["siths_holders"], "area": "SE-22", "kind": "increase_by", "target_value": 20})
    result = budget(one, asked.assign(**target))
    assert result["value"].tolist() == costs
    assert set(result["unit"]) <= {"NOK" if "area" in rate else "SEK"}


def test_a_saving_has_the_bounds_of_a_cost_turned_round():
    """-7 for each of 10-20 cards are -140 to -70, -1 to 2 each are -20 to 40."""
    asked = targets([TARGETS[0] | {"target_lower": 10, "target_upper": 20}])
    for price, ends in (((-7, -7, -7), [-140, -70]), ((nan, -1, 2), [-20, 40])):
        result = budget(money([("_T", price, "rate", "SEK/person")]), asked)
        assert result[["lower", "upper"]].values.tolist() == [ends]


def test_money_of_an_indicator_that_no_list_has_is_listed_too():
    """What it is per nobody knows: 300 of 700, and no cost."""
    spent = pd.DataFrame({"indicator": "it_cost", "area": "SE-22", "breakdown": ["_T", "grant"], "value": [700, 350]})
    result = budget(spent.assign(unit="SEK"), NO_TARGETS)
    assert result[["item", "share_of"]].values.tolist() == [["_T", ""], ["grant", "_T"]]
    assert result["share"].tolist()[1] == 0.5
    assert budget(spent[:1].assign(unit="SEK/person"), targets(TARGETS)).empty


def test_money_used_is_compared_with_what_it_was_granted_or_planned_for():
    """60 of 50 granted is 120 %; in the same currency and year only."""
    used = [("grant_used", 60, "reported", "SEK")]
    granted = money([("grant", 50, "reported", "SEK")], 2013)
    other_year = money([("grant", 40, "reported", "SEK")], 2012)
    other_money = money([("grant", 40, "reported", "NOK")], 2013)
    report = money(used, 2013, source_id="report").assign(observation_id="report/used")
    line = budget(pd.concat([other_year, granted, other_money, report]), NO_TARGETS).set_index("item").loc["grant_used"]
    assert (line["state"], line["share"], line["share_of"]) == ("used", 1.2, "grant")
    assert line["basis"] == "as printed, against 50 (Grant, plan)"
    alone = budget(pd.concat([other_year, other_money, report]), NO_TARGETS).set_index("item").loc["grant_used"]
    assert (alone["share_of"], alone["basis"]) == ("", "as printed")


def test_money_used_is_compared_within_its_document_first():
    """The report repeats the grant, as 48: 60 of 48 is 125 %."""
    rows = [("grant", 48, "reported", "SEK"), ("grant_used", (60, 54, 66), "reported", "SEK")]
    plan = money([("grant", 50, "reported", "SEK")], 2013)
    report = money(rows, 2013, source_id="report")
    line = (
        budget(pd.concat([plan, report.assign(observation_id=["g", "u"])]), NO_TARGETS)
        .set_index("item")
        .loc["grant_used"]
    )
    assert [line[name] for name in ("share", "share_lower", "share_upper")] == [1.25, 54 / 48, 66 / 48]
    assert line["observation_ids"] == "u|g"
