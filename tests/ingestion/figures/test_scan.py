"""Stretches of a text that are taken: what touches them, and what only stands beside them."""

import pytest

from ehealth_stats.ingestion.figures.model import Token
from ehealth_stats.ingestion.figures.tokens.scan import Spans


@pytest.mark.parametrize(
    ("start", "end", "touches"),
    [
        (0, 2, False),
        (1, 3, True),
        (2, 3, True),
        (4, 5, True),
        (4, 9, True),
        (5, 8, False),
        (7, 9, True),
        (12, 13, False),
    ],
)
def test_stretches_touch_where_they_share_a_letter(start, end, touches):
    """Letters 2 to 4 and 8 to 11 are taken: what ends before a stretch, or begins behind it, is beside it."""
    taken = Spans([Token("number", 8, 12), Token("number", 2, 5)])
    assert taken.touch(start, end) is touches


def test_nothing_touches_nothing():
    """Where no stretch is taken, none is touched."""
    assert Spans([]).touch(0, 9) is False
