"""A minus or a dash before a number: what stands before it decides."""

from math import isnan

import pytest
from quantity_checks import check_one_figure

from ehealth_stats import extract_quantities


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Alta, Bergen og Oslo -45 prosent", 45),  # a dash after the last of three places
        ("Oslo -45 prosent", 45),
        ("Alta, Bergen og andre -45 prosent", -45),  # no place right before it
    ],
)
def test_a_dash_right_after_a_place_is_no_minus(words, value):
    """A list by place has dashes; a word between the place and the dash makes it a minus."""
    found = extract_quantities(words, language="nb")
    assert found["value"].tolist() == [value]


@pytest.mark.parametrize(("words", "lower", "upper"), [("0 -45 procent", 0, 45), ("0,5 -2 procent", 0.5, 2)])
def test_a_smaller_number_before_a_dash_makes_a_range(words, lower, upper):
    """From nothing, or from a half, a dash leads up to the second number."""
    check_one_figure(words, "sv", float("nan"), lower, upper, "range", "percent")


@pytest.mark.parametrize(("words", "first"), [("5 -5 procent", 5), ("-1 -2 procent", -1)])
def test_a_number_that_is_no_smaller_is_not_the_lower_end(words, first):
    """A range goes up, and none starts below nothing: the second number has a minus."""
    found = extract_quantities(words, language="sv")
    assert not any(isnan(value) for value in found["value"])
    assert found["value"].tolist() == [first, -int(words.split("-")[-1].split()[0])]
