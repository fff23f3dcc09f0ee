"""What the words of a header say of the figures below it: things that are counted, or days and years."""

import pytest

from ehealth_stats.ingestion.figures.of_document.header_words import counts, names_time


@pytest.mark.parametrize(
    ("header", "counted"),
    [
        ("Personer", True),  # a unit
        ("Pilotkommuner", True),  # a compound that ends in one
        ("Elektronisk meldingsutveksling", True),  # an indicator
        ("Timmar", True),
        ("År", False),  # a time, though years are a unit too
        ("Målår", False),
        ("Namn", False),
        ("", False),
    ],
)
def test_a_header_whose_figures_are_counted(header, counted):
    """Then 1950 below it is no year."""
    assert counts(header) is counted


@pytest.mark.parametrize(("header", "time"), [("År", True), ("Målår", True), ("Nyår", False), ("Antal", False)])
def test_a_compound_of_a_time_has_three_letters_before_it(header, time):
    """The compound "Målår" (target year) is a year; a shorter word only ends alike."""
    assert names_time(header) is time
