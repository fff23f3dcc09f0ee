"""The words before and behind a number: how far off they may stand."""

import pytest

from ehealth_stats.ingestion.figures.words_around import is_percentage, read_after
from ehealth_stats.ingestion.text.rules import Text


@pytest.mark.parametrize(("end", "behind", "multiplier"), [(60, "", 1), (61, "", 1000), (9, " och så vidare" * 9, 1)])
def test_a_mark_behind_a_number_is_a_closing_quote_near_an_opening_one(end, behind, multiplier):
    """The mark of "533'" is one of thousands, not that of "'Budget 45'": a quote opens at most 60 letters before."""
    text = f"'{'a' * (end - 4)} 45'{behind}"
    assert text[:end].endswith("45")
    assert read_after(Text(text, "sv"), end, "SE").multiplier == multiplier


def test_a_noun_may_say_percent_from_the_first_letter_on():
    """The letter before "prosent" is all that is needed of a compound."""
    assert is_percentage(Text("aprosent 74", "nb"), 9) is True
    assert is_percentage(Text("prosent 74", "nb"), 8) is False
