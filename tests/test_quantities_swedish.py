"""Figures as Swedish plans and follow-ups print them, phrase by phrase (METHODS.md section 1)."""

from math import inf, isnan, nan

import pytest

from ehealth_stats import extract_quantities

# words, value, lower, upper, qualifier, unit
ONE_FIGURE = [
    # number words
    ("ettusen personer", 1000, 1000, 1000, "exact", "persons"),
    ("tjugoettusen larm", 21_000, 21_000, 21_000, "exact", "alarms"),
    ("femtonhundra larm", 1500, 1500, 1500, "exact", "alarms"),
    ("två dussin larm", 24, 24, 24, "exact", "alarms"),
    ("ett halvt dussin larm", 6, 6, 6, "exact", "alarms"),
    ("ett femtontal larm", 15, 14, 16, "approximate", "alarms"),
    ("hundratalet larm", 100, 90, 110, "approximate", "alarms"),
    ("en procent", 1, 0.5, 1.5, "rounded", "percent"),
    ("en miljon kronor", 1e6, 0.5e6, 1.5e6, "rounded", "SEK"),
    ("de 1,3 miljarderna", 1.3e9, 1.25e9, 1.35e9, "rounded", ""),
    ("en (1) kommun", 1, 1, 1, "exact", "municipalities"),
    ("minst en e-tjänst", nan, 1, inf, "at_least", "services"),
    ("mer än en kommun", nan, 2, inf, "more_than", "municipalities"),
    ("högst en vecka", nan, 0, 1, "at_most", "weeks"),
    ("minst en halv miljon kronor", nan, 5e5, inf, "at_least", "SEK"),
    ("en halv dag", 0.5, 0.25, 0.75, "rounded", "days"),
    ("tre gånger så många larm", 3, 3, 3, "exact", "times"),
    ("alla sju kommuner", 7, 7, 7, "exact", "municipalities"),
    ("Samtliga", nan, 0, inf, "all", ""),
    ("Inga", 0, 0, 0, "exact", ""),
    # percent
    ("27-procentig ökning", 27, 26.5, 27.5, "rounded", "percent"),
    ("27 procents ökning", 27, 26.5, 27.5, "rounded", "percent"),
]

NO_FIGURE = ["dubbelt så många kommuner", "lika många kommuner", "hur många kommuner", "en kommun", "över en natt"]

# words, (value or upper bound, relation, row of the whole, part) of each figure
RELATIONS = [
    ("450 varav inga digitala", [(450, "whole", -1, ""), (0, "part", 0, "digitala")]),
    ("450 larm varav några digitala", [(450, "whole", -1, ""), (450, "part", 0, "digitala")]),
]


@pytest.mark.parametrize("case", ONE_FIGURE, ids=lambda case: case[0])
def test_a_swedish_phrase_is_one_figure(case):
    """Each phrase gives exactly one figure with its bounds, qualifier and unit."""
    words, value, lower, upper, qualifier, unit = case
    found = extract_quantities(words, language="sv")
    assert len(found) == 1
    row = found.iloc[0]
    assert (isnan(row["value"]) and isnan(value)) or row["value"] == pytest.approx(value)
    assert (row["lower"], row["upper"]) == (pytest.approx(lower), pytest.approx(upper))
    assert (row["qualifier"], row["unit"]) == (qualifier, unit)


@pytest.mark.parametrize("words", NO_FIGURE)
def test_a_swedish_phrase_without_a_number_is_none(words):
    """A comparison, or an article, counts nothing."""
    assert extract_quantities(words, language="sv").empty


@pytest.mark.parametrize(("words", "expected"), RELATIONS)
def test_swedish_figures_know_what_they_are_part_of(words, expected):
    """Parts find their whole before or after them, over brackets and words."""
    found = extract_quantities(words, language="sv")
    rows = zip(found["value"].fillna(found["upper"]), found["relation"], found["whole"], found["part"], strict=True)
    assert [(pytest.approx(value), *rest) for value, *rest in rows] == expected
