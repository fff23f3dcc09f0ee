"""Where a text says that a cell has no value."""

import pytest

from ehealth_stats.languages.error_values import error_values, find_error_values


@pytest.mark.parametrize("code", [501, 540])
def test_the_first_and_last_code_of_libreoffice_are_errors(code):
    """Its codes go from 501 to 540."""
    assert error_values()[f"err:{code}"] == "not_available"


@pytest.mark.parametrize("code", [500, 541])
def test_other_codes_are_none(code):
    """Next to them stands no error."""
    assert f"err:{code}" not in error_values()


@pytest.mark.parametrize("text", ["#DIV/0!", "Err:502"])
def test_an_error_that_is_all_of_a_text_is_found_from_its_first_letter_to_its_last(text):
    """The whole cell is the error."""
    assert list(find_error_values(text)) == [(0, len(text), "not_available")]
