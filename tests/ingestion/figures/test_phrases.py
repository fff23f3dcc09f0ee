"""Printed words -> figures, phrase by phrase: docs/methods.md section 1. The phrases are data, phrases/*.csv.

A line a case: language, words, what is expected, and a remark. An empty value is no point; a fraction in words is its
percentage, 2.5 points each way. `sentences` lists the figures of a sentence, "23 persons", "4 persons part"; bounds are
"80..90 percent", and a unit or relation that is not named is not asked for. `relations` lists the figures in order, "45
part of 1: digitala" is part of the first; `places` lists their areas, "-" for none, and `values` their values, "?" for
none.
"""

import csv
from math import isnan, nan
from pathlib import Path

import pytest
from quantity_checks import check_areas, check_one_figure, check_relations

from ehealth_stats import extract_quantities
from ehealth_stats.codelists.lists import units


def phrases(name: str) -> list[dict[str, str]]:
    """Return the lines of a file of phrases."""
    with Path(__file__).parent.joinpath("phrases", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def each(name: str) -> pytest.MarkDecorator:
    """Run a test with each line of a file."""
    return pytest.mark.parametrize("case", phrases(name), ids=lambda case: f"{case['language']} {case['words'][:60]}")


def number(text: str) -> float:
    """Return a printed number, NaN for none."""
    return float(text) if text not in ("", "?") else nan


def relation(text: str) -> tuple[float, str, int, str]:
    """Read "45 part of 1: digitala" as its value, its relation, the row of its whole and its label."""
    head, _, label = text.partition(": ")
    value, kind, *whole = head.replace(" of ", " ").split()
    return float(value), kind, int(whole[0]) - 1 if whole else -1, label


@each("one_figure")
def test_a_phrase_is_one_figure_with_bounds_qualifier_and_unit(case):
    """Each phrase gives exactly one figure, as docs/methods.md section 1 says."""
    value, lower, upper = (number(case[name]) for name in ("value", "lower", "upper"))
    check_one_figure(case["words"], case["language"], value, lower, upper, case["qualifier"], case["unit"])


@each("no_figure")
def test_what_counts_nothing_is_no_figure(case):
    """Dates, times, ages, references, acts, accounts, addresses, versions, names and articles are left out."""
    assert extract_quantities(case["words"], language=case["language"]).empty


@each("relations")
def test_figures_of_a_sentence_know_their_wholes_parts_and_ends(case):
    """Parts, siblings, additions, from and to, and one for each are told by the words between the figures."""
    check_relations(case["words"], case["language"], [relation(text) for text in case["figures"].split(" | ")])


@each("places")
def test_a_figure_has_the_place_that_its_sentence_gives_it(case):
    """Places stand before or after the figure, in order after "respektive"; a sum over several is of none alone."""
    check_areas(case["words"], case["language"], ["" if area == "-" else area for area in case["areas"].split()])


@each("values")
def test_what_only_looks_like_no_figure_is_one(case):
    """No figure is lost to a rule for what is none, and none is made of two that may be one."""
    found = extract_quantities(case["words"], language=case["language"])["value"]
    expected = [number(text) for text in case["values"].split()]
    assert [value for value in found if not isnan(value)] == [value for value in expected if not isnan(value)]
    assert list(found.isna()) == [isnan(value) for value in expected]


@each("sentences")
def test_a_sentence_of_a_report_gives_its_figures(case):
    """All figures of a sentence as municipalities write them, no more; with what is named of bounds, unit, relation."""
    found = extract_quantities(case["words"], language=case["language"]).to_dict("records")
    expected = [figure.split() for figure in case["figures"].split(" | ") if figure]
    assert len(found) == len(expected)
    for row, (printed, *named) in zip(found, expected, strict=True):
        low, _, high = printed.partition("..")
        bounds = (row["lower"], row["upper"]) if high else (row["value"], row["value"])
        assert bounds == (pytest.approx(float(low), rel=1e-5), pytest.approx(float(high or low), rel=1e-5))
        assert {row["unit"], row["relation"]}.issuperset(named)
        assert all(name in units() or name in ("part", "addition", "from", "to", "change") for name in named)
