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


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("Minus 45 procent", [-45]),
        ("−45 larm", [-45]),  # a sign that is no dash
        ("Resultat −45 larm", [-45]),
        ("45 −40 larm", [45, 40]),  # but between two numbers it may be one
        ("Förändring -45 larm", [-45]),  # a word tells that the number has a sign
        ("Förändring i Alta -45 larm", [-45]),
        ("Summa -45 larm", [45]),
        ("på -45", [-45]),  # a number must follow, so that the dash belongs to it
        ("är -45", [45]),
        ("konto -1 000", [-1000]),  # groups and decimals are no list
        ("konto -999", [999]),
        ("konto -2,5", [-2.5]),
    ],
)
def test_a_dash_is_a_minus_where_the_words_before_it_or_its_number_say_so(words, values):
    """What counts things, and a small number behind a word, has a dash; changes and amounts have a minus."""
    assert extract_quantities(words, language="sv")["value"].tolist() == values


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("Alta +3 larm, Narvik -2 larm", [3, -2]),
        ("+3 larm, Narvik -2 larm", [3, -2]),
        ("A +3 " + "i " * 28 + " -2 larm", [3, -2]),  # sixty letters
        ("A +3 " + "i " * 29 + "-2 larm", [3, 2]),  # sixty-one
        ("A +3 " + "i " * 60 + "-2 larm", [3, 2]),
    ],
    ids=["beside", "first", "60", "61", "far"],
)
def test_where_one_number_has_its_sign_the_next_ones_have(words, values):
    """A plus at most sixty letters before makes a dash a minus."""
    assert extract_quantities(words, language="sv")["value"].tolist() == values


def test_a_minus_between_two_numbers_is_a_dash():
    """A range is one whatever sign is printed in it: "4 −50"."""
    check_one_figure("om 4 −50 larm", "sv", float("nan"), 4, 50, "range", "alarms")


@pytest.mark.parametrize("words", ["minus 0 procent", "-0 procent"])
def test_nothing_has_no_minus(words):
    """A minus before nothing is not part of the figure."""
    assert extract_quantities(words, language="sv")["text"].tolist() == ["0 procent"]
