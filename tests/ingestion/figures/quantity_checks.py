"""What the tests of printed texts ask of `extract_quantities`: one figure, relations, places."""

from math import isnan

import pytest

from ehealth_stats import extract_quantities


def check_one_figure(words, language, value, lower, upper, qualifier, unit) -> None:
    """The words give exactly one figure, with this point, these bounds, this qualifier and unit."""
    found = extract_quantities(words, language=language)
    assert len(found) == 1
    row = found.iloc[0]
    assert (isnan(row["value"]) and isnan(value)) or row["value"] == pytest.approx(value)
    assert (row["lower"], row["upper"]) == (pytest.approx(lower), pytest.approx(upper))
    assert (row["qualifier"], row["unit"]) == (qualifier, unit)


def check_relations(words, language, expected) -> None:
    """The figures are, in order, (value or upper bound, relation, row of the whole, part)."""
    found = extract_quantities(words, language=language)
    rows = zip(found["value"].fillna(found["upper"]), found["relation"], found["whole"], found["part"], strict=True)
    assert [(pytest.approx(value), *rest) for value, *rest in rows] == expected


def check_areas(words, language, areas) -> None:
    """The figures have, in order, these areas."""
    assert extract_quantities(words, language=language)["area"].tolist() == areas
