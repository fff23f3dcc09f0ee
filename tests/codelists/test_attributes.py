"""What the attributes of an observation mean: the properties of each qualifier, status and role."""

from math import inf, nan

import pytest

from ehealth_stats.codelists import qualifier_of, qualifiers, roles, statuses
from ehealth_stats.schema import columns_of
from ehealth_stats.wording.languages import term

LISTS = {"qualifier": qualifiers, "status": statuses, "role": roles}


@pytest.mark.parametrize("column", LISTS)
def test_a_column_takes_the_codes_of_its_list(column):
    """What the schema allows is what the list has, in its order, and each code has its words."""
    [choices] = [each.choices for each in columns_of("observations") if each.name == column]
    assert choices == tuple(LISTS[column]())
    assert all(term(column, code, language) for code in choices for language in ("en", "sv", "nb", "nn"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("has_point", "exact rounded approximate just_over just_under"),
        ("stands_alone", "unknown not_available suppressed vague all already_done"),
        ("is_missing", "unknown not_available suppressed already_done"),
        ("is_estimated", "approximate just_over just_under more_than at_least at_most less_than range vague"),
        ("is_certain", "exact rounded all"),
        ("is_strict", "more_than less_than"),
        ("is_done", "already_done"),
        ("precision", "exact rounded"),
        ("denied", "more_than less_than"),
    ],
)
def test_qualifiers_with_a_property(name, expected):
    """docs/methods.md section 1: the column value has a number, no number for a word, or NaN with bounds."""
    assert [code for code, each in qualifiers().items() if getattr(each, name)] == expected.split()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("is_missing", "L O Q"),
        ("is_nothing", "M"),
        ("is_estimated", "E"),
        ("is_noisy", "U"),
        ("is_provisional", "P"),
        ("has_other_definition", "D"),
        ("definition", "D"),
        ("is_break", "B"),
        ("holds_over_break", "L O M D Q"),
    ],
)
def test_statuses_with_a_property(name, expected):
    """docs/methods.md section 2."""
    assert [code for code, each in statuses().items() if getattr(each, name)] == expected.split()


def test_the_gravest_status_is_the_missing_one():
    """What is not collected is graver than what is missing, suppressed, broken, unreliable, estimated, provisional."""
    assert sorted(statuses(), key=lambda code: -statuses()[code].gravity) == list("LOQBUEPADM")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("is_result", "reported stated_total"),
        ("is_summed", "reported planned"),
        ("is_plan", "planned"),
        ("is_rate", "rate"),
    ],
)
def test_roles_with_a_property(name, expected):
    """docs/methods.md section 3: stated totals and rates are not summed in, results and plans apart."""
    assert [code for code, each in roles().items() if getattr(each, name)] == expected.split()


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ((450, 450, 450), "exact"),
        ((60, 55, 65), "approximate"),
        ((nan, 100, 200), "range"),
        ((nan, 0, 99), "at_most"),
        ((nan, 101, inf), "at_least"),
        ((nan, 0, inf), "unknown"),
        ((nan, -inf, inf), "unknown"),
    ],
)
def test_bounds_without_words_have_a_qualifier(figure, expected):
    """A point is exact without width; without a point the open ends tell."""
    assert qualifier_of(*figure) == expected
