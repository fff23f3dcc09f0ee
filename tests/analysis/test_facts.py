"""What is known of a target in words."""

from math import inf, nan

import pytest
from rows import bounds

from ehealth_stats.analysis.findings.facts import facts_of
from ehealth_stats.analysis.findings.finding import printed
from ehealth_stats.schema import Code, Message, several
from ehealth_stats.wording.messages import say, worded

EDGES = ("target_lower", "target_upper", "baseline_lower", "actual_lower", "linear", "cagr")


ROW = {"kind": "level", "unit": "persons", "actual_period": "2014"}
SAME_STAFF = worded("reading", Message("same_staff"))
GIVEN = worded("reading", Message("baseline", {"which": Code("baseline", "given")}))


def known(**fields) -> list[str]:
    """Return what is known of one row of progress."""
    row = dict.fromkeys(EDGES, nan) | ROW | worded("reading", None) | fields
    return [say(fact, "en") for fact in facts_of([row])]


@pytest.mark.parametrize(
    ("fields", "facts"),
    [
        ({}, []),
        ({"target_lower": 100, "target_upper": 100}, ["asks for 100 persons"]),
        ({"target_lower": 100, "target_upper": 101}, ["asks for 100–101 persons"]),
        ({"target_lower": 100, "target_upper": 100, "unit": ""}, ["asks for 100"]),
        (
            {"target_lower": 100, "target_upper": 200, **SAME_STAFF},
            ["asks for 100–200 persons (same staff)"],
        ),
        ({"target_lower": 100, "target_upper": 100, **GIVEN}, ["asks for 100 persons"]),
        (bounds((470, 465, 475), "baseline"), ["baseline 470 (465–475) persons"]),
        (bounds(470, "baseline") | GIVEN, ["baseline 470 persons (given baseline)"]),
        (bounds(470, "baseline") | SAME_STAFF, ["baseline 470 persons"]),
        (bounds((nan, 222, inf), "actual"), ["reading at least 222 persons, 2014"]),
        # Only a computed percentage loses digits, and only a milestone is done.
        (bounds((nan, 7.25, 9.75), "actual"), ["reading 7.25–9.75 persons, 2014"]),
        (bounds(1, "actual"), ["reading 1 person, 2014"]),
        (bounds((nan, 7.26, 9.74), "actual") | {"unit": "percent"}, ["reading 7.3–9.7 percent, 2014"]),
        ({"linear": 0.956, "cagr": 1.004}, ["linear ratio 0.96", "cagr ratio 1"]),
        ({"cagr": 0.6049, **SAME_STAFF}, ["cagr ratio 0.6 (same staff)"]),
    ],
)
def test_each_fact_is_told_as_it_is_known(fields, facts):
    """Edges that differ are a span, a reading of words or baseline is named once, ratios have two decimals."""
    assert known(**fields) == facts


@pytest.mark.parametrize(("done", "word"), [(1, "done"), (0, "not done"), (2, "2 milestones")])
def test_a_milestone_is_done_or_not(done, word):
    """It is no count, unless several are counted."""
    row = {"kind": "milestone", "unit": "milestones"}
    assert known(**row, **bounds(done, "actual")) == ["asks for a milestone", f"reading {word}, 2014"]


def test_a_fact_of_two_readings_is_told_once():
    """The same row twice."""
    row = dict.fromkeys(EDGES, nan) | ROW | worded("reading", None) | {"target_lower": 5, "target_upper": 5}
    assert say(several(facts_of([row] * 2)), "en") == "asks for 5 persons"


@pytest.mark.parametrize(
    ("qualifier", "bounds", "text"),
    [
        ("unknown", (nan, 0, inf), "unknown"),
        ("not_available", (nan, 0, inf), "n/a"),
        ("already_done", (nan, 0, inf), "already done"),
        ("range", (nan, 100, 200), "100–200"),
        ("at_least", (nan, 100, inf), "at least 100"),
        ("approximate", (60, 55, 65), "about 60"),
        ("exact", (60, 60, 60), "60"),
    ],
)
def test_a_figure_is_printed_as_its_words_mean_it(qualifier, bounds, text):
    """What has no number says why, else the bounds; a point has its word before it."""
    value, lower, upper = bounds
    row = {"qualifier": qualifier, "value": value, "lower": lower, "upper": upper}
    assert say(printed(row), "en") == text


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        # 2 519 Tkr and 2 519 000 kr; about 60 of two widths; unknown of 450 and unknown
        (("rounded", 2_519_000, 2_518_500, 2_519_500), ("exact", 2_519_000, 2_519_000, 2_519_000), True),
        (("approximate", 60, 55, 65), ("approximate", 60, 59, 61), True),
        (("unknown", nan, 0, 450), ("unknown", nan, 0, inf), True),
        (("approximate", 60, 55, 65), ("exact", 60, 60, 60), False),
        (("exact", 60, 60, 60), ("exact", 61, 61, 61), False),
    ],
)
def test_figures_that_are_printed_alike_are_equal(one, other, are_alike):
    """Bounds that their words do not tell make no difference."""
    names = ("qualifier", "value", "lower", "upper")
    assert (printed(dict(zip(names, one, strict=True))) == printed(dict(zip(names, other, strict=True)))) == are_alike
