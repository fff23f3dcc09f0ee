"""Which figures each check compares, and which it leaves alone: areas, means, parts, percentages, changes, sources."""

from math import inf, nan

import pandas as pd
import pytest
from comparison_rows import ALARMS, CARDS, MONEY, PERCENT, ROLES, THOUSANDS, compared, one, row
from rows import SEVEN

from ehealth_stats.analysis import compare_totals, reconcile
from ehealth_stats.analysis.bounds import Cell, Interval, merge_rows
from ehealth_stats.analysis.reconcile.candidates import Term, candidates, listed_twice, swaps
from ehealth_stats.analysis.reconcile.comparison import comparison
from ehealth_stats.wording.messages import say

# 51 + 120 + c:a 60 (55-65) + 30 + 26 + 27 + 156: 465 to 475
FIGURES = (51, 120, (60, 55, 65), 30, 26, 27, 156)
PLAN = [row(figure, area=code, source_id="plan") for figure, code in zip(FIGURES, SEVEN, strict=True)]
COUNTY_TOTAL = {"role": "stated_total", "source_id": "slides"}


def verdicts(rows, **columns):
    """Return the check and verdict of each comparison."""
    return compared(rows, **columns)[["check", "verdict"]].values.tolist()


@pytest.mark.parametrize(
    ("figure", "told"),
    [(464, True), (465, False), (475, False), (476, True), (67, False), ((nan, 476, inf), True)],
)
def test_another_source_s_municipalities_are_told_where_they_can_t_add_up(figure, told):
    """465 to 475 by the plan's list: the slides' 464 and 476 disagree, and 67 is the mean of the seven."""
    rows = [*PLAN, row(figure, **COUNTY_TOTAL)]
    assert verdicts(rows, **CARDS) == ([["areas", "sources_disagree"]] if told else [])


def test_another_source_s_list_that_lacks_municipalities_is_a_lower_bound():
    """Six of the seven have 309 to 319: the slides' 445 may be right, their 300 is not."""
    for figure, told in ((445, False), (300, True)):
        assert bool(verdicts([*PLAN[:6], row(figure, **COUNTY_TOTAL)], **CARDS)) == told


@pytest.mark.parametrize(
    "other",
    [
        {"period": "2012"},
        {"period": ".."},
        {"indicator": "npo_users"},
        {"unit": "pieces"},
        {"status": "D"},
        {"area": "SE-23"},
        {"role": "planned"},
        {"role": "reported"},
    ],
)
def test_a_total_of_something_else_is_not_compared_with_a_list(other):
    """445 of another year, thing, unit, definition, county or role contradicts no list of 470."""
    base = CARDS | {"period": "2013", "status": "A"}
    rows = [base | told for told in PLAN]
    assert verdicts([*rows, base | row(445, **COUNTY_TOTAL) | other]) == []


def test_figures_of_another_definition_add_up_among_themselves():
    """Seven rows and a total of definition D, 25 apart."""
    rows = [told | {"status": "D"} for told in [*PLAN, row(445, **COUNTY_TOTAL)]]
    assert verdicts(rows, **CARDS) == [["areas", "sources_disagree"]]


def test_two_sources_may_count_municipalities_of_their_own():
    """Three names in one and "5 kommuner" in another are two counts."""
    named = {"indicator": "participating_municipalities", "unit": "municipalities"}
    rows = [row(1, area=code, source_id="plan") for code in SEVEN[:3]]
    assert verdicts([*rows, row(5, **COUNTY_TOTAL)], **named) == []


def test_percentages_and_ratios_of_areas_are_not_added_up():
    """Seven times 10 percent, or 10 kr a user, do not make 70."""
    for columns in (ALARMS | PERCENT, {"indicator": "siths_unit_cost", "unit": "SEK/person"}):
        rows = [row(n, area=code) for n, code in enumerate(SEVEN)]
        found = verdicts([*rows, row(5, role="stated_total")], **columns)
        assert "areas" not in [check for check, _ in found]


def test_an_undated_total_beside_lists_of_two_years_is_of_neither():
    """445 without a date and seven figures of 2012 and 2013 each: nothing to compare."""
    own = [told | {"source_id": "plan", "period": year} for year in ("2012", "2013") for told in PLAN]
    assert verdicts([*own, row(445, role="stated_total", source_id="plan", period="..")], **CARDS) == []


def test_each_total_is_compared_with_the_list_of_its_year():
    """470 in 2013; twice as many in 2014 are 940."""
    double = [
        told | {"value": 2 * n, "lower": 2 * n, "upper": 2 * n}
        for told, n in zip(PLAN, (51, 120, 60, 30, 26, 27, 156), strict=True)
    ]
    rows = [told | {"period": "2013"} for told in PLAN] + [told | {"period": "2014"} for told in double]
    rows += [row(n, role="stated_total", source_id="plan", period=year) for n, year in ((470, "2013"), (941, "2014"))]
    assert verdicts(rows, **CARDS) == [["areas", "agrees"], ["areas", "differs"]]


def test_what_is_missing_is_counted_on_the_day_of_the_figures():
    """Two municipalities are named. Sør-Trøndelag had 25 in 2013; undated, Troms has the 21 of today."""
    for county, codes, period, note in (
        ("NO-16", ("NO-1601", "NO-1612"), "2013", "23 municipalities of the area have no row"),
        ("NO-55", ("NO-5501", "NO-5503"), "..", "19 municipalities of the area have no row"),
    ):
        rows = [row(10, area=code) for code in codes]
        found = one([*rows, row(100, area=county, role="stated_total")], period=period, **CARDS)
        assert (found["verdict"], found["note"]) == ("not_checkable", note)


def test_planned_figures_of_counties_are_no_terms_of_a_country():
    """Two counties have 100 each, a third plans 100: a stated 200 agrees, with the rest open."""
    rows = [row(100, area=area) for area in ("SE-22", "SE-23")]
    rows += [row(100, area="SE-24", role="planned"), row(200, area="SE", role="stated_total")]
    assert verdicts(rows, **CARDS) == [["areas", "agrees"]]


def test_a_country_has_municipalities_and_counties():
    """100 in each of the seven municipalities and 700 for their county, against a stated 700 for the country."""
    rows = [row(100, area=code) for code in SEVEN]
    rows += [row(700, role="stated_total"), row(700, area="SE", role="stated_total")]
    found = compared(rows, **CARDS)
    assert found[["area", "verdict"]].values.tolist() == [["SE-22", "agrees"], ["SE", "agrees"], ["SE", "agrees"]]


@pytest.mark.parametrize(
    ("breakdown", "added", "candidate"),
    [("_T", "hsa_only", "with Ånge (32) counted in the sum is 502"), ("_T", "nurses", ""), ("hsa_only", "_T", "")],
)
def test_only_what_stands_beside_the_whole_may_have_been_counted_in(breakdown, added, candidate):
    """470 and 32 more in the directory are 502; 32 nurses are among the 470."""
    rows = [
        row(n, area=code, breakdown=breakdown) for n, code in zip((51, 120, 60, 30, 26, 27, 156), SEVEN, strict=True)
    ]
    rows += [row(32, area=SEVEN[0], breakdown=added), row(502, role="stated_total", breakdown=breakdown)]
    found = one(rows, **CARDS)
    assert (found["verdict"], found["candidates"]) == ("differs", candidate)


def shares(*figures, stated, **more):
    """Compare shares of the first municipalities with the county's."""
    own = [row(figure, area=code) for figure, code in zip(figures, SEVEN, strict=False)]
    return compared([*own, row(stated) | more], **ALARMS | PERCENT | THOUSANDS)["verdict"].tolist()


def around(value):
    """Return a percentage printed without decimals."""
    return (value, value - 0.5, value + 0.5)


TEN_TO_SEVENTY = [around(n) for n in range(10, 80, 10)]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, ["differs"]),
        ({"role": "stated_total"}, ["differs"]),
        ({"role": "rate"}, ["differs"]),
        ({"role": "planned"}, []),
        ({"status": "D"}, []),
        ({"unit": "percentage_points"}, []),
        ({"period": "2012"}, []),
        ({"area": "SE-23"}, []),
        ({"area": "SE-2260"}, ["sources_disagree"]),
    ],
)
def test_a_share_is_that_of_the_same_thing(more, found):
    """75 percent of the county, of municipalities with 10 to 70; of another thing it is not compared."""
    own = [row(figure, area=code) for figure, code in zip(TEN_TO_SEVENTY, SEVEN, strict=True)]
    base = ALARMS | PERCENT | THOUSANDS | {"period": "2013", "status": "A"}
    rows = [base | told for told in [*own, row(around(75)) | more]]
    assert [verdict for _, verdict in verdicts(rows)] == found


@pytest.mark.parametrize(
    ("figures", "stated", "found"),
    [
        # (10 + 20 + 31.5) / 3 = 20.5 is rounded either way
        ([around(10), around(20), (31.5, 31.45, 31.55)], around(20), ["not_checkable"]),
        ([around(10), around(20), (31.5, 31.45, 31.55)], around(21), ["not_checkable"]),
        ([around(10), around(20), (31.5, 31.45, 31.55)], around(22), []),
        # shares that are all as printed have no other mean
        ([around(20)] * 3, around(20), []),
        # 19.8, 20.0 and 20.9 lie 1.2 apart with their rounding, further than "20" is
        ([(19.8, 19.75, 19.85), (20, 19.95, 20.05), (20.9, 20.85, 20.95)], around(20), ["not_checkable"]),
        # outside, with four municipalities that may be further out
        ([around(10), around(20), around(30)], around(75), []),
    ],
)
def test_the_mean_of_shares_is_named_where_it_could_be_another(figures, stated, found):
    """An unweighted mean is told when the share of the sums may differ from it."""
    assert shares(*figures, stated=stated) == found


def test_the_mean_of_rates_is_exact():
    """100, 200 and 300 kr a user are 200 on average, and 200.005 is not 200."""
    rates = {"indicator": "siths_unit_cost", "unit": "SEK/person"}
    rows = [row(n, area=code) for n, code in zip((100, 200, 300), SEVEN, strict=False)]
    assert verdicts([*rows, row(200)], **rates) == [["mean", "not_checkable"]]
    assert verdicts([*rows, row(200.005)], **rates) == []


GRANT = [
    row(742_593, breakdown="grant_coordinator", source_id="plan"),
    row(1_738_591, breakdown="grant_activities", source_id="plan"),
]


@pytest.mark.parametrize(("figure", "told"), [(2_481_183, False), (2_481_182, True), (2_600_000, True)])
def test_another_source_s_parts_are_told_where_rounding_does_not_explain_it(figure, told):
    """742 593 + 1 738 591 = 2 481 184, all the grant there is: one krona is rounding, two are not."""
    rows = [*GRANT, row(figure, breakdown="grant", **COUNTY_TOTAL)]
    assert verdicts(rows, **MONEY) == ([["parts", "sources_disagree"]] if told else [])


def test_another_source_s_parts_that_may_not_be_all_allow_a_larger_whole():
    """62 + 195 of some roles: the slides' 577 may be right, their 250 is not."""
    parts = [row(n, breakdown=role, source_id="plan") for n, role in zip((62, 195), ROLES, strict=False)]
    for figure, told in ((577, False), (250, True)):
        assert bool(verdicts([*parts, row(figure, breakdown="_T", **COUNTY_TOTAL)], **CARDS)) == told


def test_a_whole_with_parts_of_its_own_is_not_held_against_others():
    """The slides' parts add up to their 250; the plan's 62 + 195 are of another count, as undated ones may be."""
    parts = [row(n, breakdown=role, source_id="plan") for n, role in zip((62, 195), ROLES, strict=False)]
    own = [row(n, breakdown=role, source_id="slides") for n, role in zip((100, 150), ROLES[2:], strict=False)]
    whole = row(250, breakdown="_T", **COUNTY_TOTAL)
    assert verdicts([*parts, *own, whole], **CARDS) == [["categories", "agrees"]]
    assert verdicts([*parts, whole], period="..", **CARDS) == []


def test_planned_people_are_no_part_of_those_who_came():
    """62 + 195 = 257 came; 100 planned are beside them, while planned money is part of a budget."""
    rows = [row(n, breakdown=role) for n, role in zip((62, 195), ROLES, strict=False)]
    rows += [row(100, breakdown=ROLES[2], role="planned"), row(257, breakdown="_T", role="stated_total")]
    assert verdicts(rows, **CARDS) == [["categories", "agrees"]]
    budget = [row(100, breakdown="grant"), row(50, breakdown="co_funding", role="planned")]
    assert verdicts([*budget, row(150, breakdown="_T", role="stated_total")], **MONEY) == [["parts", "agrees"]]


def test_a_whole_of_another_definition_comes_after_the_one_of_the_usual():
    """62 + 195 = 257, and by another definition 60 + 190 against a stated 240: two sums, the second with a number."""
    usual = [row(n, breakdown=role) for n, role in zip((62, 195), ROLES, strict=False)]
    other = [row(n, breakdown=role, status="D") for n, role in zip((60, 190), ROLES, strict=False)]
    wholes = [row(257, breakdown="_T", role="stated_total"), row(240, breakdown="_T", role="stated_total", status="D")]
    found = compared([*other, *usual, *wholes], **CARDS)
    assert found["verdict"].tolist() == ["agrees", "differs"]
    assert [name[-2:] for name in found["comparison_id"]] == ["13", "-2"]


def test_each_is_counted_once_also_where_the_parts_may_not_be_all():
    """Unique users are no fewer than those of one part, 104 003; more than all named may be of others."""
    rows = [row(n, breakdown=role) for n, role in zip((3454, 104_003), ROLES, strict=False)]
    for figure, verdict in ((99_000, "differs"), (104_003, "not_checkable"), (200_000, "not_checkable")):
        found = one([*rows, row(figure, breakdown="_T", role="stated_total", said="distinct")], **CARDS)
        assert found["verdict"] == verdict
        assert (found["computed_lower"], found["computed_upper"]) == (104_003, inf)


@pytest.mark.parametrize(("said", "verdict"), [("", "differs"), ("distinct", "differs"), ("some", "not_checkable")])
def test_a_part_printed_as_an_example_leaves_room_for_others(said, verdict):
    """62 + 195 under 577 in one column: all there are, or "bl.a."."""
    parts = [row(n, breakdown=role, said=said) for n, role in zip((62, 195), ROLES, strict=False)]
    rows = [*parts, row(577, breakdown="_T", role="stated_total")]
    placed = [told | {"locator": f"table 1 row {n} column 2"} for n, told in enumerate(rows)]
    assert verdicts(placed, **CARDS) == [["categories", verdict]]


@pytest.mark.parametrize(
    ("said", "stated", "verdict"),
    [
        ("", 20, "differs"),
        ("some", 20, "not_checkable"),
        ("some|distinct", 20, "not_checkable"),
        ("some", 2, "differs"),
    ],
)
def test_a_number_beside_examples_is_open_above(said, stated, verdict):
    """Three names of 20 "bl.a." may be right, and three names of 2 can't be."""
    named = {"indicator": "participating_municipalities", "unit": "municipalities"}
    rows = [row(1, area=code) for code in SEVEN[:3]]
    assert verdicts([*rows, row(stated, role="stated_total", said=said)], **named) == [["list", verdict]]


def test_one_name_with_the_word_opens_a_list():
    """In "20 kommuner: bl.a. Ånge, Timrå, Härnösand": the word stands at the first name."""
    named = {"indicator": "participating_municipalities", "unit": "municipalities"}
    rows = [row(1, area=code, said=said) for code, said in zip(SEVEN, ("some", ""), strict=False)]
    assert verdicts([*rows, row(20, role="stated_total")], **named) == [["list", "not_checkable"]]


def test_provisional_figures_are_held_against_each_other_only():
    """Seven provisional tens and a provisional 71 differ; beside a final 71 they may have been revised."""
    rows = [row(10, area=code, status="P") for code in SEVEN]
    assert verdicts([*rows, row(71, role="stated_total", status="P")], **CARDS) == [["areas", "differs"]]
    assert verdicts([*rows, row(71, role="stated_total", status="A")], **CARDS) == []


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({}, ["sources_disagree"]),
        ({"role": "stated_total"}, ["sources_disagree"]),
        ({"role": "planned"}, []),
        ({"status": "D"}, []),
        ({"unit": "pieces"}, []),
        ({"value": 134, "lower": 134, "upper": 140}, []),
    ],
)
def test_two_places_that_give_another_figure(other, found):
    """134 and 138 of one thing disagree; of two things, or with bounds that touch, they do not."""
    base = CARDS | {"period": "2013", "status": "A"}
    rows = [base | row(134), base | row(138) | other]
    assert [verdict for _, verdict in verdicts(rows)] == found


def test_one_figure_printed_twice_is_rounded_twice():
    """742 593 and 742 594 kr are within half a krona each; 742 595 is not, and persons are whole."""
    for figure, columns, told in ((742_594, MONEY, False), (742_595, MONEY, True), (742_594, CARDS, True)):
        assert bool(verdicts([row(742_593), row(figure)], **columns)) == told


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, ["differs"]),
        ({"role": "stated_total"}, ["differs"]),
        ({"role": "planned"}, []),
        ({"breakdown": "_T"}, []),
        ({"unit": "percentage_points"}, []),
        ({"period": "2012"}, []),
        ({"breakdown": "hsa_only"}, []),
    ],
)
def test_a_percentage_is_of_the_part_beside_it(more, found):
    """48 of 160 are 30 percent, and a stated 32 differs; nothing else is a share of them."""
    base = ALARMS | {"period": "2013"}
    rows = [row(160, breakdown="_T"), row(48, breakdown="digital"), row(32, breakdown="hsa_only")]
    stated = row(around(32), **PERCENT, **THOUSANDS) | more
    assert [verdict for _, verdict in verdicts([base | told for told in [*rows, stated]])] == found


def change(before, after, stated, **more):
    """Compare two readings of 2012 and 2013 with the change that is stated between them."""
    amount = {"period": "2012/2013", "role": "rate"} | more
    rows = [row(before, period="2012"), row(after, period="2013"), row(stated) | amount]
    found = compared([ALARMS | told for told in rows]).to_dict("records")
    return found[0] if found else None


PER = {"unit": "percent", **THOUSANDS}


@pytest.mark.parametrize(
    ("before", "after", "stated", "more", "lower", "upper", "verdict"),
    [
        # increases: 90 - 60 to 100 - 50, and 100 x (90 / 60 - 1) to 100 x (100 / 50 - 1)
        ((55, 50, 60), (95, 90, 100), 35, {"said": "up"}, 30, 50, "compatible"),
        ((55, 50, 60), (95, 90, 100), around(80), PER | {"said": "up"}, 50, 100, "compatible"),
        # decreases in words
        (120, 80, 40, {"said": "down"}, 40, 40, "agrees"),
        (120, 80, 40, {"said": "up"}, -40, -40, "differs"),
        (80, 120, 40, {"said": "down"}, -40, -40, "differs"),
        (120, 80, -40, {"said": "down"}, -40, -40, "agrees"),
        (80, 120, -40, {}, 40, 40, "differs"),
        (100, 75, around(25), PER | {"said": "down"}, 25, 25, "agrees"),
        (100, 75, around(25), PER | {"said": "up"}, -25, -25, "differs"),
        (120, 100, (nan, 0, 40), {"said": "down"}, 20, 20, "compatible"),
        # words of both ways tell nothing
        (120, 80, 40, {"said": "up|down"}, 40, 40, "agrees"),
        # by its size: 57-59 less 55-65 is -8 to 4, so 8 at most
        ((60, 55, 65), (58, 57, 59), 8, {}, 0, 8, "compatible"),
        ((60, 55, 65), (58, 57, 59), 9, {}, 0, 8, "differs"),
        ((58, 57, 59), (60, 55, 65), 8, {}, 0, 8, "compatible"),
        ((60, 55, 65), (58, 57, 59), 5, {"said": "up"}, -8, 4, "differs"),
        ((60, 55, 65), (58, 57, 59), 5, {"said": "down"}, -4, 8, "compatible"),
        (120, (80, 75, 85), 30, {}, 35, 45, "differs"),
        # from 1 on there is a growth, from what may be nothing there is none
        (1, 2, around(100), PER, 100, 100, "agrees"),
        ((nan, 0, 2), 2, around(100), PER | {"said": "up"}, -100, inf, "not_checkable"),
        ((nan, 0, 2), 2, around(99), PER | {"said": "down"}, -inf, 100, "not_checkable"),
    ],
)
def test_a_change_has_the_bounds_of_its_readings(before, after, stated, more, lower, upper, verdict):
    """Over the whole box of bounds, towards where the words say, else by its size."""
    found = change(before, after, stated, **more)
    assert (found["computed_lower"], found["computed_upper"]) == (pytest.approx(lower), pytest.approx(upper))
    assert found["verdict"] == verdict


def test_a_change_to_a_loss():
    """Money may be below nothing: from 10-20 to a loss of 10 is 150 to 200 percent less."""
    figures = {"value": [15, -10, 160], "lower": [10, -10, 159.5], "upper": [20, -10, 160.5]}
    said = {"unit": ["SEK", "SEK", "percent"], "role": ["reported", "reported", "rate"], "said": ["", "", "down"]}
    periods = {"indicator": "programme_budget", "area": "SE-22", "period": ["2012", "2013", "2012/2013"]}
    found = compare_totals(pd.DataFrame({**periods, **figures, **said})).iloc[0]
    assert (found["computed_lower"], found["computed_upper"], found["verdict"]) == (150, 200, "compatible")


@pytest.mark.parametrize(
    ("before", "after", "stated", "more", "note"),
    [
        (80, 120, 40, {}, "120 − 80"),
        (120, 80, 40, {}, "120 − 80"),
        (120, 80, 40, {"said": "up"}, "80 − 120"),
        (80, 120, around(50), PER, "100 x (120 / 80 − 1)"),
        (120, 80, around(33), PER, "100 x (1 − 80 / 120)"),
        # as likely more as less: 45 - 60 = -15 to 65 - 50 = 15
        ((54, 50, 60), (56, 45, 65), 5, {}, "56 − 54"),
    ],
)
def test_a_change_is_written_as_the_document_tells_it(before, after, stated, more, note):
    """A decrease is the first less the last."""
    assert change(before, after, stated, **more)["note"] == note


@pytest.mark.parametrize(
    ("before", "after", "stated", "more", "candidate"),
    [
        (80, 120, around(40), PER, "120 − 80 = 40 alarms"),
        (80, 120, 50, {}, "100 x (120 / 80 − 1) = 50 percent"),
        (120, 80, around(40), PER, "120 − 80 = 40 alarms"),
        (80, 120, around(45), PER, ""),
    ],
)
def test_an_amount_that_is_taken_for_a_percentage_is_named(before, after, stated, more, candidate):
    """40 more alarms are 50 percent more: either may have been printed as the other."""
    found = change(before, after, stated, **more)
    assert (found["verdict"], found["candidates"]) == ("differs", candidate)


@pytest.mark.parametrize(
    "more",
    [
        {"role": "planned"},
        {"period": "2013"},
        {"period": "2011/2013"},
        {"unit": "SEK"},
        {"status": "D"},
        {"breakdown": "digital"},
        {"area": "SE-23"},
    ],
)
def test_a_change_of_something_else_is_not_compared(more):
    """Another time, thing, place, unit or definition: 50 is no change from 80 to 120."""
    assert change(80, 120, 50, **more) is None


def test_a_rate_over_several_years_is_no_change():
    """500 kr a user in 2012/2013 is a cost, whatever it was in either year."""
    cost = {"indicator": "siths_unit_cost", "unit": "SEK/person"}
    rows = [row(400, period="2012"), row(450, period="2013"), row(500, period="2012/2013", role="rate")]
    assert compared(rows, **cost).empty


def english(messages):
    """Messages in English."""
    return [say(message, "en") for message in messages]


def term(name, value, width=0.0, ids="a"):
    """Return a term whose bounds are `width` either way."""
    return Term(name, Cell(Interval(value, value - width, value + width), "A", missing=False, observation_ids=ids))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        # 20 + 30 + 45 = 95
        (Interval(50, 50, 50), ["without C (45) the sum is 50"]),
        (Interval(50, 49, 51), ["without C (45) the sum is 50, inside 49–51"]),
        (Interval(104, 104, 104), ["with 54 instead of 45 for C the sum is 104"]),
        (Interval(59, 59, 59), ["59 is 95 with two digits swapped"]),
        (Interval(nan, 50, 50), []),
        (Interval(90, 90, 90), []),
    ],
)
def test_one_change_that_would_explain_a_gap(stated, expected):
    """One term less, or two digits the other way round."""
    assert english(candidates(stated, [term("A", 20), term("B", 30), term("C", 45)])) == expected


def test_an_addition_may_have_been_counted_or_counted_already():
    """95 and the 7 beside it: 102 with it, 88 without."""
    terms = [term("A", 20), term("B", 30), term("C", 45)]
    for stated, words in ((102, "counted in"), (88, "counted in already")):
        found = candidates(Interval(stated, stated, stated), terms, [term("D", 7)])
        assert english(found) == [f"with D (7) {words} the sum is {stated}"]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (Interval(108, 108, 108), ["B (30) may be 33, within its own bounds"]),
        (Interval(110, 108, 112), ["B (30) may be 33–35, within its own bounds"]),
        (Interval(98, 94, 102), ["B (30) may be 25–27, within its own bounds"]),
        (Interval(110, 110, 110), ["B (30) may be 35, within its own bounds"]),
        (Interval(111, 111, 111), []),
        (Interval(99, 99, 99), []),
    ],
)
def test_one_term_within_its_bounds_may_explain_a_gap(stated, expected):
    """20 + c:a 30 (25-35) + 55 = 105: what the one inexact term would have to be."""
    assert english(candidates(stated, [term("A", 20), term("B", 30, 5), term("C", 55)])) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(10, []), (12, [21]), (9, []), (100, []), (110, [101]), (1234, [2134, 1324, 1243]), (-12, []), (nan, [])],
)
def test_numbers_with_two_neighbouring_digits_swapped(number, expected):
    """As many digits, none of them a leading zero."""
    assert swaps(float(number)) == expected


def test_names_that_are_listed_twice_explain_a_larger_number():
    """Three names, the last in two rows and the second in three: 6 rows, 3 names."""
    terms = [term("A", 1), term("B", 1, ids="b|c|d"), term("C", 1, ids="e|f")]
    six, five = Interval(6, 6, 6), Interval(5, 5, 5)
    assert english(listed_twice(six, terms)) == ["B and C are listed twice: counted each time the names are 6"]
    assert listed_twice(five, terms) == []
    assert listed_twice(Interval(3, 3, 3), [term("A", 1), term("B", 1), term("C", 1)]) == []


def test_a_check_is_one_line(monkeypatch):
    """What CHECKS names is compared, under the code that it gives: each figure with its double, say."""

    def by_double(rows):
        for told in rows:
            double = {name: 2 * told[name] for name in ("value", "lower", "upper")}
            yield comparison("parts", told, merge_rows([told]), [Term("double", merge_rows([told | double]))])

    monkeypatch.setattr(reconcile, "CHECKS", (by_double,))
    assert verdicts([row(450)], **CARDS) == [["parts", "differs"]]
