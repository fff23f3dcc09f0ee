"""What a legend says of a sign: words with a meaning, not what only stands behind one."""

import pytest

from ehealth_stats.ingestion.figures.of_document.signs import read_legend, read_meaning


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("* sekretess", {"*": ("suppressed", 0, float("inf"))}),
        ("- = 0; x = sekretess, färre än 5", {"-": ("exact", 0, 0), "x": ("suppressed", 0, 4)}),
        ("* utom larm med sekretess", {}),
        ("n = 45", {}),
        ("Ånge: sekretess", {}),
    ],
)
def test_a_line_that_explains_signs(line, signs):
    """No sign is explained by "* except alarms in secret", nor by a number of cases."""
    legend = read_legend([line], "SE", "sv")
    assert {sign: (said.qualifier, said.lower, said.upper) for sign, said in legend.items()} == signs


def test_a_meaning_has_an_upper_bound():
    """Nothing is hidden by "at least 5" alone."""
    assert read_meaning("färre än 5", "SE", "sv").upper == 4
    assert read_meaning("minst 5", "SE", "sv") is None
