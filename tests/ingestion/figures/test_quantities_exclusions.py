"""What is no quantity although it has digits, and what can be read two ways."""

import pytest

from ehealth_stats.ingestion.figures.tokens.scan import scan
from ehealth_stats.ingestion.text.exclusion import AMBIGUOUS
from ehealth_stats.ingestion.text.rules import Text

# The stretches that are refused, and the values that stay
TWO_WAYS = [
    ("450 1800 300 664", "sv", ["300 664"], [450, 1800]),
    ("12 345 67", "sv", ["12 345"], [67]),
    ("2013 742 593 kr", "sv", ["742 593"], []),
    ("Ånge 450 300 664", "sv", ["450 300 664"], []),
    ("450,300,664", "sv", ["450,300,664"], []),
    ("2 481.183", "sv", ["2 481.183"], []),
    ("1/3", "sv", ["1/3"], []),
    ("12 345 678 901 234 567", "sv", ["12 345 678 901 234 567"], []),
    ("9" * 16, "sv", ["9" * 16], []),
    ("12\u00a0000 450", "sv", [], [12_000, 450]),  # a firm blank groups, a plain one parts
    ("742 593", "sv", [], [742_593]),
    ("450 1800", "sv", [], [450, 1800]),
    ("2 481 183", "sv", [], [2_481_183]),
]


@pytest.mark.parametrize(("words", "language", "refused", "values"), TWO_WAYS)
def test_digits_that_can_be_read_two_ways_are_refused_and_never_glued(words, language, refused, values):
    """Groups of a flattened row are no long number: what is sure is read, the rest is listed with the reason."""
    tokens, exclusions = scan(Text(words, language), language)
    doubtful = [item for item in exclusions if item.reason == AMBIGUOUS]
    assert [words[item.start : item.end] for item in doubtful] == refused
    assert [token.value for token in tokens] == values


def test_where_two_rules_overlap_nothing_is_left_over():
    """The date of a regulation does not leave its year behind as a figure."""
    words = "forskrift 20. desember 2011 nr. 1423"
    tokens, exclusions = scan(Text(words, "nb"), "nb")
    assert tokens == []
    assert [words[item.start : item.end] for item in exclusions] == ["20. desember 2011", "1423"]
