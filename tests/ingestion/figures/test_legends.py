"""What a legend says of a sign: words with a meaning, not what only stands behind one."""

from math import inf, isnan

import pyarrow as pa
import pytest

from ehealth_stats.ingestion.figures.of_document.signs import find_legends, read_legend, read_meaning, sign_of


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
    """What else stands behind a sign, and a number of cases, explain none."""
    legend = read_legend([line], "SE", "sv")
    assert {sign: (said.qualifier, said.lower, said.upper) for sign, said in legend.items()} == signs


def test_a_meaning_has_an_upper_bound():
    """One of five at least hides nothing."""
    assert read_meaning("färre än 5", "SE", "sv").upper == 4
    assert read_meaning("minst 5", "SE", "sv") is None


@pytest.mark.parametrize(("said", "status"), [("M", "M"), ("A", "A"), ("kan inte förekomma", "M"), ("noll", "A")])
def test_nothing_and_nil_are_nought(said, status):
    """What cannot be, and what is nil, add nothing to a total."""
    meaning = read_meaning(said, "SE", "sv")
    assert (meaning.status, meaning.value, meaning.lower, meaning.upper) == (status, 0, 0, 0)


@pytest.mark.parametrize(
    ("said", "status", "lower", "upper"),
    [
        ("L", "L", 0, inf),
        ("sekretess", "Q", 0, inf),
        ("5 eller färre", "Q", 0, 5),
        ("mellan 2 och 4", "Q", 2, 4),
    ],
)
def test_what_is_not_there_has_bounds_and_no_value(said, status, lower, upper):
    """Anything from nought on, or what the words say."""
    meaning = read_meaning(said, "SE", "sv")
    assert (meaning.status, meaning.lower, meaning.upper) == (status, lower, upper)
    assert isnan(meaning.value)


def test_what_is_done_already_is_no_sign():
    """In place of a number, "allerede etablert" (established already) says something; "saknas" (missing) nothing."""
    assert sign_of("allerede etablert", {}) is None
    assert sign_of("Saknas", {}).status == "L"


@pytest.mark.parametrize(("letters", "signs"), [(599, ["*"]), (600, [])])
def test_a_legend_is_shorter_than_six_hundred_letters(letters, signs):
    """What is longer is running text."""
    legend, _ = find_legends(pa.array(["* = sekretess".ljust(letters, ".")]), "SE", "sv")
    assert list(legend) == signs
