"""Compounds -> the unit that their last part names."""

import pytest

from ehealth_stats.ingestion.text.nouns import unit_of_compound


@pytest.mark.parametrize(
    ("word", "unit"),
    [
        ("kommun", "municipalities"),
        ("uvkommuner", "municipalities"),
        ("xkommuner", ""),  # one letter more is another word
        ("uvkommuners", "municipalities"),
        ("IT-timmar", "hours"),
        ("e-IT-timmar", "hours"),
        ("IT-timmars", "hours"),
        ("IT-avtal", ""),
        ("person", ""),  # no compound: a noun is looked for as such
        ("anställda-x", ""),
        ("transport", ""),
    ],
)
def test_a_compound_counts_what_its_last_part_does(word, unit):
    """Behind two letters or more, or a hyphen; in a genitive too."""
    assert unit_of_compound(word, "sv") == unit
