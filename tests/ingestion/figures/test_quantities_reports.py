"""Figures as flattened Swedish reports, minutes and slides print them."""

from math import inf, isnan

import pytest

from ehealth_stats import extract_quantities


@pytest.mark.parametrize(
    ("words", "value", "lower", "upper", "qualifier"),
    [
        ("drygt en kvarts miljon personer", 2.5e5, 2.5e5, inf, "just_over"),
        ("de hade inte några digitala larm", 0, 0, 0, "exact"),
        ("de pratade kring fyra frågor", 4, 4, 4, "exact"),
        ("Ingen ska vänta längre än 30 dagar", None, 0, 30, "at_most"),
        ("Avgiften ska inte vara högre än 500 kronor", None, 0, 500, "at_most"),
        ("De som inte svarade var fler än 30", None, 31, inf, "more_than"),
        ("netto | \u201162", -62, -62, -62, "exact"),
    ],
)
def test_a_phrase_of_a_report_has_its_bounds(words, value, lower, upper, qualifier):
    """A denied "more than" is a ceiling, "inte några" is none, an unbroken minus is a minus."""
    (row,) = extract_quantities(words, language="sv").to_dict("records")
    assert isnan(row["value"]) if value is None else row["value"] == value
    assert (row["lower"], row["qualifier"]) == (lower, qualifier)
    assert row["upper"] == upper or (qualifier == "just_over" and row["upper"] > lower)


@pytest.mark.parametrize(
    "words",
    [
        "Inledning... 3 Nuläge... 7 Förslag... 18",
        "1(36) Plats och tid",
        "Motion 5-2019 om larm i hemmet",
        "Nyheter2020-10-23",
        "Publicerad 2022 06 23",
        "svar från 1177 Vårdguiden",
        "en kvinna, 91 år, som larmat",
    ],
)
def test_what_a_flattened_report_prints_beside_its_figures_is_none(words):
    """Contents on one line, page counts, case numbers, glued dates, names and ages are no figures."""
    assert extract_quantities(words, language="sv").empty
