"""Values of cells as a person reads them: numbers without an exponent, days, durations; a column as each cell."""

from datetime import date, datetime, time, timedelta
from math import inf, nan

import pytest

from ehealth_stats.ingestion.documents.values import number_to_text, print_duration, to_paragraphs, to_text, to_texts


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (450.0, "450"),
        (-450.0, "-450"),
        (-0.5, "-0.5"),
        (0.1 + 0.2, "0.3"),
        (10.125, "10.125"),
        (-10.125, "-10.125"),
        (10.1255, "10.1255"),
        (999_999_999_999_999.0, "999999999999999"),
        (1e15, "1000000000000000"),
        (-1e15, "-1000000000000000"),
        # fifteen digits, as a spreadsheet has them
        (1_234_567_890_123_456.0, "1234567890123460"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (nan, "#NUM!"),
        (-inf, "#NUM!"),
    ],
)
def test_a_number_alone_and_in_a_column(number, text):
    """Both print it in the same way, in whatever company."""
    assert number_to_text(number) == to_text(number) == text
    assert to_texts([number]).to_pylist() == [text]
    assert to_texts([0.5, number, 3.0, 10.125]).to_pylist() == ["0.5", text, "3", "10.125"]
    assert to_texts(["Ånge", number, 7, 0.25, True]).to_pylist() == ["Ånge", text, "7", "0.25", "TRUE"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("", ""),
        (" Ånge \n\n kommun ", "Ånge\nkommun"),
        (True, "TRUE"),
        (7, "7"),
        (date(2013, 4, 2), "2013-04-02"),
        (datetime(2013, 4, 2), "2013-04-02"),
        (datetime(2013, 4, 2, 8, 15), "2013-04-02 08:15:00"),
        (time(8, 15), "08:15:00"),
        (timedelta(hours=100, minutes=30), "100.5 hours"),
    ],
)
def test_other_values(value, text):
    """A day without an hour is a day; a duration is in hours."""
    assert to_text(value) == text
    assert to_texts([value, "x"]).to_pylist() == [text, "x"]


def test_a_duration_has_four_decimals_at_most():
    """100 seconds are 0.0278 hours (0.02777...) and 1.6667 minutes."""
    hundred = timedelta(seconds=100)
    assert (print_duration(hundred), print_duration(hundred, "minutes")) == ("0.0278 hours", "1.6667 minutes")


def test_lines_of_a_text():
    """A figure that a line break cuts is one line; a blank within a number stays."""
    assert to_paragraphs("120\xa0000 kr") == ("120\xa0000 kr",)
    assert to_paragraphs("cirka\n450 larm") == ("cirka 450 larm",)
    assert to_paragraphs("cirka\n450 larm\n\nOm\xadsorg") == ("cirka 450 larm", "Omsorg")
