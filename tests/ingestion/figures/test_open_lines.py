"""Lines that a break cuts within a figure: which are one, and what stands between them then."""

import pytest

from ehealth_stats.ingestion.text.open_lines import are_open, join_open_lines


@pytest.mark.parametrize(
    ("above", "below", "between"),
    [
        ("färre än", "300", " "),
        ("färre än", "3 larm", " "),
        ("färre än", "tre larm", None),
        ("5-", "10", ""),  # half a range, its end below
        ("ca 5-", "10", ""),
        ("600–", "650", ""),
        ("ca -", "10", None),  # no number before the dash
        ("5-", "10-", None),  # the end of a range is no half of another
        ("5", "tkr", " "),
        ("ca 5", "tkr", " "),
        ("450", "tkr.", " "),
        ("450", "Tkr,", " "),
        ("450", "procent", " "),
        ("450", "eller fler", " "),
        ("450", "larm", None),  # a noun may begin a line of its own
        ("larm", "tkr", None),
        ("5", "10", None),
        ("", "10", None),
        ("450", "", None),
    ],
)
def test_what_only_can_belong_together_is_one_line(above, below, between):
    """A word that needs a number above one, half a range above its end, what only can follow a number below one."""
    assert are_open(above, below) == between


def test_a_line_can_be_joined_with_what_is_joined_already():
    """Three lines are one: a qualifier, its number and its unit."""
    assert join_open_lines(["c:a", "450", "tkr", "varav", "ca", "45"]) == ["c:a 450 tkr", "varav", "ca 45"]
