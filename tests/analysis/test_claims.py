"""Claims of documents, tested under the bounds of their own figures."""

from functools import partial
from math import inf, nan

import pytest
from rows import ANGE, HARNOSAND, KRAMFORS, ORNSKOLDSVIK, SEVEN, SOLLEFTEA, SUNDSVALL, TIMRA, observation

from ehealth_stats.analysis.bounds import Interval
from ehealth_stats.analysis.claims import check_claims
from ehealth_stats.analysis.claims.rules import read_rule
from ehealth_stats.errors import CodeListError, TableError
from ehealth_stats.schema import to_table
from ehealth_stats.wording.messages import say

FRAMES = {"plan": SEVEN}

# Västernorrland 2013, activity 4: alarms, digital ones ("inga" is 0), and in Sollefteå 100 on IP telephony.
ALARMS = {ANGE: 450, SUNDSVALL: 1800, TIMRA: 300, HARNOSAND: 664, KRAMFORS: 560, SOLLEFTEA: 670, ORNSKOLDSVIK: 1120}
DIGITAL = {ANGE: 45, TIMRA: 5, HARNOSAND: 10, KRAMFORS: 0, ORNSKOLDSVIK: 0}
# The seminar tour 2007: participants by role.
ROLES = {"decision_makers_admin": 62, "decision_makers_health": 195, "it_managers": 93, "advisers": 120}


alarm = partial(observation, indicator="safety_alarms")


def alarms(digital):
    """All alarms, and those that are digital."""
    rows = [alarm(area, 2013, number) for area, number in ALARMS.items()]
    rows += [alarm(area, 2013, figure, breakdown="digital") for area, figure in digital.items()]
    return [*rows, alarm(SOLLEFTEA, 2013, 100, breakdown="ip_telephony")]


def seminars(**figures):
    """Participants by role, some with another figure."""
    roles = ROLES | figures
    about = {"indicator": "seminar_participants"}
    return [observation("NO", 2013, figure, breakdown=role, **about) for role, figure in roles.items()]


def english(message):
    """A message in English."""
    return say(message, "en")


def result_of(rule, rows, kind="claim", frames=FRAMES):
    """What becomes of one statement."""
    claim = {"source_id": "plan", "kind": kind, "label": "So it is", "rule": rule, "locator": "table 4", "text": "ok"}
    results = check_claims(to_table("statements", [claim]), to_table("observations", rows), frames=frames)
    return results[0] if results else None


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        ({}, "supported"),  # 195 against 120
        ({"advisers": (nan, 150, 250)}, "undecided"),
        ({"advisers": 196}, "contradicted"),
        ({"decision_makers_health": (nan, 100, inf)}, "undecided"),
    ],
)
def test_largest_group_is_the_largest_under_the_bounds(figures, verdict):
    """Its lower bound above every other's upper one; contradicted when below another's lower one."""
    result = result_of("largest seminar_participants decision_makers_health", seminars(**figures))
    assert result.verdict == verdict
    assert len(result.observation_ids) == 4


def test_most_is_more_than_half_of_the_areas_in_scope():
    """Ånge 45/450 = 10 %, Timrå 5/300, Härnösand 10/664, two with none: 5 of 7, though Sundsvall is unknown

    and Sollefteå has at least 100/670 = 14.9 %.
    """
    result = result_of("most safety_alarms digital <= 10 %", alarms(DIGITAL))
    assert result.verdict == "supported"
    assert english(result.statement) == (
        "Digital is at most 10% of safety alarms in 5 of 7 municipalities, more in 1, and open in 1"
    )
    assert "Timrå 1.7%" in english(result.arithmetic)
    assert "Sollefteå 14.9–100%" in english(result.arithmetic)


@pytest.mark.parametrize(
    ("digital", "verdict"),
    [
        ({ANGE: 45, TIMRA: 5}, "undecided"),  # 2 are, 1 is not, 4 are open
        (DIGITAL | {ANGE: 46, TIMRA: 31, HARNOSAND: 67}, "contradicted"),  # with Sollefteå 4 of 7 are not
    ],
)
def test_most_is_open_or_contradicted_where_the_bounds_say_so(digital, verdict):
    """Undecided while both may be; contradicted when at most half can be."""
    assert result_of("most safety_alarms digital <= 10 %", alarms(digital)).verdict == verdict


def test_assumptions_and_claims_without_rule_are_not_tested():
    """They are not for the figures to decide."""
    assert result_of("closed safety_alarms ip_telephony SE-2283", alarms(DIGITAL), kind="assumption") is None
    assert result_of("", alarms(DIGITAL)) is None


@pytest.mark.parametrize("rule", ["biggest safety_alarms digital", "most safety_alarms digital", "largest a b <= 3 %"])
def test_rule_that_does_not_parse_is_named(rule):
    """The error says which, where, and what a rule looks like."""
    with pytest.raises(TableError, match=rule) as error:
        result_of(rule, alarms(DIGITAL))
    assert "plan, table 4" in error.value.where


def test_rule_with_unknown_code_or_without_figures_is_refused():
    """A code that no list has; a category that the document does not print."""
    with pytest.raises(CodeListError, match="safety_alarm"):
        result_of("largest safety_alarm digital", alarms(DIGITAL))
    with pytest.raises(TableError, match="no figure of seminar_participants students"):
        result_of("largest seminar_participants students", seminars())


def test_group_that_stands_alone_is_not_the_largest():
    """One role printed, and nothing to compare it with: undecided."""
    alone = [observation("NO", 2013, 120, indicator="seminar_participants", breakdown="advisers")]
    assert result_of("largest seminar_participants advisers", alone).verdict == "undecided"


def test_share_without_any_whole_is_undecided():
    """Digital alarms in every municipality, of nobody knows how many."""
    rows = [alarm(area, 2013, 1, breakdown="digital") for area in ALARMS]
    assert result_of("most safety_alarms digital <= 10 %", rows).verdict == "undecided"


@pytest.mark.parametrize(
    ("high", "verdict"),
    [
        # 60 % in four of seven is a majority; in three it is not, and Sundsvall, of which nothing is known, may be the
        # fourth; in two it can't be.
        ([ANGE, TIMRA, HARNOSAND, KRAMFORS], "supported"),
        ([ANGE, TIMRA, HARNOSAND], "undecided"),
        ([ANGE, TIMRA], "contradicted"),
    ],
)
def test_most_at_least_is_tested_from_below(high, verdict):
    """At least 60 % in most municipalities; 60 % of 450 and so on, exactly, else nothing."""
    others = [area for area in ALARMS if area != SUNDSVALL]
    rows = [alarm(area, 2013, number) for area, number in ALARMS.items()]
    rows += [alarm(area, 2013, 0.6 * ALARMS[area] if area in high else 0, breakdown="digital") for area in others]
    result = result_of("most safety_alarms digital >= 60 %", rows)
    assert result.verdict == verdict
    assert english(result.statement).startswith(
        f"Digital is at least 60% of safety alarms in {len(high)} of 7 municipalities, less in {6 - len(high)}"
    )


# Digital alarms a year later: 45 more in Ånge, 35 in Timrå, none anywhere else.
LATER = {ANGE: 90, TIMRA: 40, HARNOSAND: 10, SUNDSVALL: 0, KRAMFORS: 0, SOLLEFTEA: 0, ORNSKOLDSVIK: 0}
EARLIER = LATER | {ANGE: 45, TIMRA: 5}


def two_years(earlier=EARLIER, later=LATER):
    """Digital alarms of 2012 and 2013."""
    years = (2013, later), (2012, earlier)
    return [alarm(area, year, figure, breakdown="digital") for year, told in years for area, figure in told.items()]


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        ("all safety_alarms digital >= 0", "supported"),
        ("all safety_alarms digital > 0", "contradicted"),
        ("none safety_alarms digital > 100", "supported"),
        ("none safety_alarms digital >= 90", "contradicted"),
        ("all but 4 safety_alarms digital > 0", "supported"),  # Ånge, Timrå and Härnösand have some
        ("all but 2 safety_alarms digital > 0", "contradicted"),
        ("at least 3 safety_alarms digital > 0", "supported"),
        ("at least 4 safety_alarms digital > 0", "contradicted"),
        ("exactly 2 safety_alarms digital >= 40", "supported"),
        ("most safety_alarms digital < 40", "supported"),
        ("most safety_alarms digital < 0", "contradicted"),
    ],
)
def test_claims_of_how_many_areas_count_them(rule, verdict):
    """Of 90, 40, 10, 0, 0, 0, 0 three are above 0 and two are at least 40."""
    assert result_of(rule, two_years()).verdict == verdict


@pytest.mark.parametrize(
    ("figure", "verdict"), [((nan, 0, inf), "undecided"), ((nan, 1, 20), "supported"), (0, "contradicted")]
)
def test_an_open_area_leaves_all_but_two_open(figure, verdict):
    """Of seven, four have digital alarms and two none: all but two have, if the seventh has."""
    some = dict.fromkeys([ANGE, TIMRA, HARNOSAND, KRAMFORS], 5) | {SOLLEFTEA: 0, ORNSKOLDSVIK: 0, SUNDSVALL: figure}
    assert result_of("all but 2 safety_alarms digital >= 1", two_years(later=some)).verdict == verdict


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        (f"highest safety_alarms digital {ANGE}", "supported"),
        (f"highest safety_alarms digital {TIMRA}", "contradicted"),
        (f"lowest safety_alarms digital {KRAMFORS}", "undecided"),  # it shares the 0 with three others
        (f"lowest safety_alarms digital {HARNOSAND}", "contradicted"),
        (f"highest safety_alarms digital increase {ANGE}", "supported"),  # 45 against 35
        (f"highest safety_alarms digital increase {TIMRA}", "contradicted"),
    ],
)
def test_an_area_is_compared_with_all_others(rule, verdict):
    """By its figure of the last year, or by how much it grew since the one before."""
    assert result_of(rule, two_years()).verdict == verdict


def test_the_lowest_share_is_of_the_whole():
    """Ånge has 45 of 450 and Timrå 5 of 300: 1.7 percent is less than 10, and Kramfors' nothing less than both."""
    rows = [row for row in alarms(DIGITAL) if row["area"] in (ANGE, TIMRA, KRAMFORS)]
    frames = {"plan": [ANGE, TIMRA, KRAMFORS]}
    verdicts = {
        area: result_of(f"lowest safety_alarms digital share {area}", rows, frames=frames) for area in frames["plan"]
    }
    assert [result.verdict for result in verdicts.values()] == ["contradicted", "contradicted", "supported"]
    statement, arithmetic = english(verdicts[TIMRA].statement), english(verdicts[TIMRA].arithmetic)
    assert statement == "Safety alarms, digital, share in Timrå (1.7%) against 2 municipalities"
    assert arithmetic == "Ånge 10%, Timrå 1.7%, Kramfors 0%"


def test_a_share_that_is_printed_in_percent_is_taken_as_it_is():
    """10, 20 and 30 percent without a count: the lowest is Ånge's, and two of three are at least 20."""
    shares = {ANGE: (10, 9.5, 10.5), TIMRA: (20, 19.5, 20.5), HARNOSAND: (30, 29.5, 30.5)}
    rows = [alarm(area, 2013, figure, breakdown="digital", unit="percent") for area, figure in shares.items()]
    assert result_of(f"lowest safety_alarms digital share {ANGE}", rows).verdict == "supported"
    assert result_of("exactly 2 safety_alarms digital >= 15 %", rows).verdict == "supported"


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        ("change safety_alarms digital >= 100 %", "supported"),  # from 60 to 140: 133 percent
        ("change safety_alarms digital >= 150 %", "contradicted"),
        ("change safety_alarms digital >= 80", "supported"),
        ("change safety_alarms digital > 80", "contradicted"),
        ("change safety_alarms digital < 0 2012/2013", "contradicted"),
    ],
)
def test_doubled_is_a_change_of_100_percent(rule, verdict):
    """All areas together have 60 in 2012 and 140 in 2013: 80 more, 133.3 percent."""
    result = result_of(rule, two_years())
    assert result.verdict == verdict
    assert len(result.observation_ids) == 14


def test_a_change_is_undecided_where_the_bounds_hold_both():
    """From 60 to 110-150 are 83 to 150 percent: doubled or not."""
    open_later = LATER | {ANGE: (nan, 60, 100)}
    result = result_of("change safety_alarms digital >= 100 %", two_years(later=open_later))
    assert (result.verdict, english(result.arithmetic)) == ("undecided", "110–150 / 60 − 1 = 83.3–150%")


def test_the_smallest_group_is_the_smallest():
    """62 of 62, 195, 93 and 120."""
    assert result_of("smallest seminar_participants decision_makers_admin", seminars()).verdict == "supported"
    assert result_of("smallest seminar_participants advisers", seminars()).verdict == "contradicted"


@pytest.mark.parametrize(
    "rule", ["change safety_alarms digital >= 100 %", f"highest safety_alarms digital increase {ANGE}",
             "change safety_alarms digital > 0 2011/2013"],
)  # fmt: skip
def test_a_change_without_two_periods_is_refused(rule):
    """One year, or a year that the document does not have, shows no change."""
    rows = two_years() if "2011" in rule else alarms(DIGITAL)
    with pytest.raises(TableError, match="no figure of safety_alarms digital"):
        result_of(rule, rows)


@pytest.mark.parametrize(
    "rule",
    ["all but safety_alarms digital > 0", "most 3 safety_alarms digital > 0", "highest safety_alarms digital Timrå"],
)
def test_a_rule_that_is_not_whole_is_refused(rule):
    """A number where none belongs, none where one does, and a name in place of a code."""
    with pytest.raises(TableError, match="can't read the rule"):
        result_of(rule, two_years())


def test_an_area_without_a_figure_is_undecided():
    """Nordmaling lies in another county: nobody can tell how many alarms it has."""
    result = result_of("lowest safety_alarms digital SE-2401", two_years())
    assert result.verdict == "undecided"
    assert english(result.statement) == "Safety alarms, digital has no figure of Nordmaling"


def test_half_is_not_most():
    """Digital alarms in two of four municipalities are neither in most nor in none of them."""
    four = [ANGE, TIMRA, HARNOSAND, SUNDSVALL]
    frames = {"plan": four}
    rows = [row for row in two_years() if row["area"] in four]
    rows += [alarm(KRAMFORS, 2013, 5, breakdown="digital")]
    assert result_of("most safety_alarms digital >= 40", rows, frames=frames).verdict == "contradicted"


@pytest.mark.parametrize(
    ("sign", "verdicts"),
    [
        # below the limit, up to it, at it, from it on, above it
        ("<=", ["supported", "supported", "supported", "undecided", "contradicted"]),
        ("<", ["supported", "undecided", "contradicted", "contradicted", "contradicted"]),
        (">=", ["contradicted", "undecided", "supported", "supported", "supported"]),
        (">", ["contradicted", "contradicted", "contradicted", "undecided", "supported"]),
    ],
)
def test_a_limit_is_on_one_side_of_itself(sign, verdicts):
    """10 of 100 is at most and at least 10 percent, and neither less nor more."""
    spans = [(nan, 5, 9), (nan, 5, 10), 10, (nan, 10, 15), (nan, 11, 15)]
    for figure, verdict in zip(spans, verdicts, strict=True):
        rows = [alarm(ANGE, 2013, 100)]
        rows += [alarm(ANGE, 2013, figure, breakdown="digital")]
        for limit in ("10 %", "10"):
            result = result_of(f"all safety_alarms digital {sign} {limit}", rows, frames={"plan": [ANGE]})
            assert result.verdict == verdict


def test_the_last_bit_of_a_quotient_decides_nothing():
    """From 60 to 66 is 10 percent more, though 66 / 60 - 1 is 0.10000000000000009; the 13th decimal is not read."""
    earlier, later = dict.fromkeys(ALARMS, 0) | {ANGE: 60}, dict.fromkeys(ALARMS, 0) | {ANGE: 66}
    for sign, verdict in (("<=", "supported"), (">=", "supported"), ("<", "contradicted"), (">", "contradicted")):
        assert result_of(f"change safety_alarms digital {sign} 10 %", two_years(earlier, later)).verdict == verdict
    rule = read_rule("all safety_alarms digital <= 10 %", "")
    assert rule.holds(Interval(nan, 0, 0.1000000000004))
    assert not rule.holds(Interval(nan, 0, 0.100000000001))


def test_a_share_of_nothing_is_open():
    """No alarms, and none of them digital: neither at most 10 percent nor more."""
    rows = [alarm(ANGE, 2013, 0, breakdown=code) for code in ("_T", "digital")]
    for sign in ("<=", "<", ">=", ">"):
        result = result_of(f"all safety_alarms digital {sign} 10 %", rows, frames={"plan": [ANGE]})
        assert result.verdict == "undecided"


def test_a_claim_rests_on_the_figures_that_it_compares():
    """A share on parts and wholes, 5 and 7; a figure on the parts alone; a group names how many others there are."""
    share = result_of("most safety_alarms digital <= 10 %", alarms(DIGITAL))
    assert sorted(name.split("/")[3] for name in share.observation_ids) == ["_T"] * 7 + ["digital"] * 5
    figure = result_of("most safety_alarms digital <= 10", alarms(DIGITAL))
    assert [name.split("/")[3] for name in figure.observation_ids] == ["digital"] * 5
    group = result_of("largest seminar_participants decision_makers_health", seminars())
    assert english(group.statement).endswith("(195) against 3 other groups of Seminar participants")


def test_a_claim_is_about_the_last_year_and_a_change_about_the_last_two():
    """A third year, 2011, is in neither."""
    rows = two_years() + [alarm(area, 2011, figure, breakdown="digital") for area, figure in LATER.items()]
    last = result_of("all safety_alarms digital >= 0", rows)
    assert {name.rsplit("/", 1)[1] for name in last.observation_ids} == {"2013"}
    change = result_of("change safety_alarms digital >= 80", rows)
    assert {name.rsplit("/", 1)[1] for name in change.observation_ids} == {"2013", "2012"}
    assert english(change.arithmetic) == "140 − 60 = 80"


@pytest.mark.parametrize(
    ("rule", "needed"),
    [
        ("change safety_alarms digital > 0", "digital in two periods"),
        (f"highest safety_alarms digital increase {ANGE}", "digital in two periods"),
        ("all safety_alarms hsa_only > 0", "hsa_only"),
    ],
)
def test_a_claim_without_figures_is_told_which_it_needs(rule, needed):
    """A change needs two periods, anything else one."""
    with pytest.raises(TableError) as refused:
        result_of(rule, alarms(DIGITAL))
    assert refused.value.expected == f"a reported observation of the category {needed}"


@pytest.mark.parametrize(
    ("rule", "figures", "verdict"),
    [
        ("largest seminar_participants decision_makers_health", {"advisers": (nan, 100, 195)}, "undecided"),
        ("largest seminar_participants decision_makers_health", {"advisers": (nan, 195, 200)}, "undecided"),
        ("smallest seminar_participants decision_makers_admin", {"advisers": (nan, 62, 200)}, "undecided"),
        ("smallest seminar_participants decision_makers_admin", {"advisers": (nan, 10, 62)}, "undecided"),
        ("smallest seminar_participants decision_makers_admin", {"advisers": (nan, 10, 61)}, "contradicted"),
        ("smallest seminar_participants decision_makers_admin", {"advisers": (nan, 63, inf)}, "supported"),
    ],
)
def test_groups_whose_bounds_touch_may_be_equal(rule, figures, verdict):
    """Neither larger nor smaller for sure: 195 against at most or at least 195, 62 against at least or at most 62."""
    assert result_of(rule, seminars(**figures)).verdict == verdict
