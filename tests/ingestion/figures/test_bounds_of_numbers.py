"""A printed number and its qualifier as a point and bounds: docs/methods.md, section 1, by hand."""

from math import inf, isnan, nan

import pytest

from ehealth_stats.ingestion.figures.grammar.bounds import (
    bounds_of_multiple,
    bounds_of_number,
    bounds_of_share,
    bounds_of_word,
    scaled,
)


def same(found, expected) -> bool:
    """The value, if there is one, and both bounds are the expected ones exactly."""
    value = isnan(found[0]) if isnan(expected[0]) else found[0] == expected[0]
    return value and found[1:] == expected[1:]


@pytest.mark.parametrize(
    ("number", "qualifier", "expected"),
    [
        (60, "exact", (60, 60, 60)),
        (60, "approximate", (60, 55, 65)),
        (60, "just_over", (60, 60, 65)),
        (60, "just_under", (60, 55, 60)),
        (60, "rounded", (60, 59.5, 60.5)),
        (60, "more_than", (nan, 61, inf)),
        (60, "at_least", (nan, 60, inf)),
        (60, "at_most", (nan, 0, 60)),
        (60, "less_than", (nan, 0, 59)),
        # a count is no less than nothing, and its half unit no less than one
        (1, "approximate", (1, 0, 2)),
        (1, "just_under", (1, 0, 1)),
        (1, "less_than", (nan, 0, 0)),
        (0, "less_than", (nan, 0, 0)),
        (0, "at_most", (nan, 0, 0)),
        (0, "approximate", (0, 0, 0)),
        # a tenth of 30 is less than half of ten; of 203 thousand the last digit is the thousand
        (30, "approximate", (30, 27, 33)),
        (203000, "approximate", (203000, 202500, 203500)),
        # what is below nothing is counted downwards, "more than -5" apart
        (-60, "approximate", (-60, -65, -55)),
        (-60, "just_over", (-60, -65, -60)),
        (-5, "at_most", (nan, -inf, -5)),
        (-5, "less_than", (nan, -inf, -6)),
        (-5, "at_least", (nan, -5, inf)),
        (-5, "more_than", (nan, -4, inf)),
    ],
)
def test_bounds_of_a_count(number, qualifier, expected):
    """What counts whole things has whole things as its bounds."""
    assert same(bounds_of_number(number, qualifier, step=1, count=True), expected)


@pytest.mark.parametrize(
    ("number", "qualifier", "expected"),
    [
        (2.5, "rounded", (2.5, 2.45, 2.55)),
        (2.5, "approximate", (2.5, 2.45, 2.55)),
        (2.5, "more_than", (nan, 2.5, inf)),
        (2.5, "less_than", (nan, 0, 2.5)),
        (0.5, "at_most", (nan, 0, 0.5)),
        (0.5, "approximate", (0.5, 0.45, 0.55)),
        (1, "approximate", (1, 0.9, 1.1)),
    ],
)
def test_bounds_of_a_measure(number, qualifier, expected):
    """What is measured may lie next to the number, however near."""
    assert same(bounds_of_number(number, qualifier, step=0.1, count=False), expected)


def test_no_width_where_none_is_wanted():
    """Without widths an approximate number is taken as printed."""
    assert bounds_of_number(60, "approximate", step=1, count=True, approximation=None) == (60, 60, 60)
    assert bounds_of_share(60, "approximate", approximation=None) == (60, 60, 60)


@pytest.mark.parametrize(
    ("percent", "qualifier", "expected"),
    [
        (50, "approximate", (50, 45, 55)),
        (50, "just_over", (50, 50, 55)),
        (50, "just_under", (50, 45, 50)),
        (50, "rounded", (50, 47.5, 52.5)),
        (50, "more_than", (nan, 50, 100)),
        (50, "less_than", (nan, 0, 50)),
        (99, "rounded", (99, 96.5, 100)),
    ],
)
def test_a_share_is_at_most_its_whole(percent, qualifier, expected):
    """A fraction in words has a twentieth of the whole as its width, a tenth of itself where a word says so."""
    assert same(bounds_of_share(percent, qualifier), expected)


@pytest.mark.parametrize(
    ("percent", "qualifier", "expected"),
    [
        (1, "exact", (1, 1, 1)),
        (100, "more_than", (nan, 100, inf)),
        (-50, "exact", (-50, -50, -50)),
        (-50, "more_than", (nan, -100, -50)),
        (-50, "just_under", (-50, -50, -45)),
    ],
)
def test_nothing_falls_by_more_than_all_of_it(percent, qualifier, expected):
    """Halved or more is half to all of it; a growth has no such end."""
    assert same(bounds_of_multiple(percent, qualifier), expected)


@pytest.mark.parametrize(("word", "lowest"), [("vague", 1), ("unknown", 0)])
def test_a_word_in_place_of_a_number_has_no_upper_end(word, lowest):
    """Some are one at least, an unknown number may be none."""
    assert same(bounds_of_word(word), (nan, lowest, inf))


def test_the_multiplier_holds_for_all_three():
    """2.2 million is 2.15 to 2.25 million."""
    assert scaled((2.2, 2.15, 2.25), 1e6) == (2_200_000, 2_150_000, 2_250_000)
