"""Texts that are wholly one number: read all at a time, and exactly as the grammar reads them."""

import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehealth_stats.ingestion.figures.extract import Manner, read_text
from ehealth_stats.ingestion.figures.of_document.plain_numbers import read_plain_numbers, read_plain_shares

GROUPED = st.tuples(st.integers(0, 10**12), st.sampled_from([" ", "\u00a0", "\u2009", "\u202f", ".", ",", "'"])).map(
    lambda pair: f"{pair[0]:,}".replace(",", pair[1])
)
DECIMAL = st.tuples(st.floats(0, 1e9), st.integers(1, 16), st.sampled_from([".", ","])).map(
    lambda three: f"{three[0]:.{three[1]}f}".replace(".", three[2])
)
NUMBERS = st.one_of(st.integers(0, 10**13).map(str), st.integers(0, 30_000_000).map(str), GROUPED, DECIMAL)


@given(
    st.lists(NUMBERS | st.text("0123456789 ,.-", max_size=12), max_size=20), st.sampled_from(["sv", "nb", "nn", "en"])
)
def test_a_plain_number_is_what_the_grammar_says(texts, language):
    """Value, bounds, qualifier and extent are those of the grammar, and it finds nothing else in the text."""
    country = "SE" if language == "sv" else "NO"
    for at, value, lower, upper, qualifier, size in read_plain_numbers(
        pa.array(texts, pa.string()), language
    ).itertuples():
        found = read_text(texts[at], Manner(country, language))
        (one,) = found.quantities
        assert not found.exclusions
        assert (one.value, one.lower, one.upper, one.qualifier) == (value, lower, upper, qualifier)
        assert (one.start, one.end, one.first, one.last) == (0, size, 0, size) == (0, len(texts[at]), 0, len(texts[at]))
        assert (one.unit, one.relation, one.part, one.whole, one.estimated, one.total) == (
            "",
            "whole",
            "",
            -1,
            False,
            False,
        )


@pytest.mark.parametrize(
    ("text", "value", "half"),
    [("450", 450, 0), ("1 800", 1800, 0), ("12,5", 12.5, 0.05), ("0.333333333333333", 1 / 3, 5e-16)],
)
def test_counts_are_exact_and_decimals_rounded(text, value, half):
    """Half a printed digit each way (docs/methods.md section 1); a calculated cell has up to fifteen digits."""
    ((_, point, lower, upper, _, _),) = read_plain_numbers(pa.array([text]), "sv").itertuples()
    assert math.isclose(point, value, rel_tol=1e-14)
    assert math.isclose(upper - lower, 2 * half, abs_tol=1e-16)


@pytest.mark.parametrize("text", ["2013", "20130402", "0152", "1212121212", "10.125", "450 1800", "12-14", "", "-5"])
def test_what_may_be_something_else_is_left_to_the_grammar(text):
    """Years, days, codes, numbers of persons, thousands by a point, several numbers, none."""
    assert read_plain_numbers(pa.array([text]), "sv").empty


def test_a_plain_number_has_fifteen_digits_at_most():
    """From the first that is no zero: a longer one is left to the grammar."""
    texts = pa.array(["123456789,123456", "123456789,1234567", "0,000123456789123456"])
    assert list(read_plain_numbers(texts, "sv").index) == [0, 2]


def test_in_a_column_that_counts_2013_is_a_number_beside_others():
    """Only there; the others are what they are."""
    texts, counted = pa.array(["2013", "450", "1999", "2014"]), np.array([True, False, True, False])
    assert list(read_plain_numbers(texts, "sv", counted=counted)["value"]) == [2013, 450, 1999]
    assert list(read_plain_numbers(texts, "sv", counted=np.zeros(4, dtype=bool))["value"]) == [450]


def test_a_share_is_rounded_as_it_is_printed():
    """Half a percent each way, half a printed decimal where it has one."""
    found = read_plain_shares(pa.array(["27 %", "27,5 %"]), "sv")
    assert list(zip(found["lower"], found["upper"], strict=True)) == [(26.5, 27.5), (27.45, 27.55)]
