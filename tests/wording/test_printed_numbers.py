"""Numbers, percentages, money, figures with bounds and periods are printed as each language prints them."""

from datetime import date
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from in_each_language import cases, in_each

from ehealth_stats.errors import CodeListError
from ehealth_stats.schema import Interval
from ehealth_stats.wording.languages import LANGUAGES
from ehealth_stats.wording.numbers import (
    axis_number,
    figure,
    interval,
    money,
    number,
    percent,
    printed,
    read_number,
    share,
    with_unit,
)
from ehealth_stats.wording.periods import day, period, periods, short_period

MINUS, BLANK = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}"
SWEDISH_LIKE = f"{MINUS}2{BLANK}481{BLANK}183,5"


@pytest.mark.parametrize(
    ("language", "value", "text"),
    cases(
        {
            -2481183.5: ("−2,481,183.5", SWEDISH_LIKE, SWEDISH_LIKE, SWEDISH_LIKE),
            1445.5: ("1,445.5", *3 * (f"1{BLANK}445,5",)),
            46.999: ("47", "47", "47", "47"),
            0.0041: ("0.004", "0,004", "0,004", "0,004"),
            -0.0041: ("−0.004", "−0,004", "−0,004", "−0,004"),
            -0.0: ("0", "0", "0", "0"),
            nan: ("–", "–", "–", "–"),
        }
    ),
)
def test_number(language, value, text):
    """Two decimals at most, groups of three, U+2212 before what is below zero."""
    assert number(value, language) == text


@pytest.mark.parametrize(
    ("language", "value", "text"),
    cases(
        {
            0.338: ("33.8%", *3 * (f"33,8{BLANK}%",)),
            -0.05: ("−5%", *3 * (f"−5{BLANK}%",)),
            1 / 5000: ("<0.1%", *3 * (f"<0,1{BLANK}%",)),
            -1 / 5000: (">−0.1%", *3 * (f">−0,1{BLANK}%",)),
            0.9999: (">99.9%", *3 * (f">99,9{BLANK}%",)),
            -0.0: ("0%", *3 * (f"0{BLANK}%",)),
            nan: ("–", "–", "–", "–"),
        }
    ),
)
def test_percent(language, value, text):
    """One decimal; next to none and next to all are neither."""
    assert percent(value, language) == text


@pytest.mark.parametrize(
    ("language", "value", "text"),
    cases(
        {
            250000: ("250,000", *3 * (f"250{BLANK}000",)),
            2.5e6: ("2.5M", f"2,5{BLANK}mn", f"2,5{BLANK}mill.", f"2,5{BLANK}mill."),
            -1.2e9: ("−1.2B", f"−1,2{BLANK}md", f"−1,2{BLANK}mrd.", f"−1,2{BLANK}mrd."),
        }
    ),
)
def test_numbers_of_an_axis(language, value, text):
    """Millions and milliards are short."""
    assert axis_number(value, language) == text


@pytest.mark.parametrize(
    ("language", "currency", "text"),
    cases(
        {
            "SEK": ("−1,500 SEK", f"−1{BLANK}500 kr", f"−1{BLANK}500 SEK", f"−1{BLANK}500 SEK"),
            "NOK": ("−1,500 NOK", f"−1{BLANK}500 NOK", f"−1{BLANK}500 kr", f"−1{BLANK}500 kr"),
            "EUR": ("−1,500 EUR", *3 * (f"−1{BLANK}500 EUR",)),
        }
    ),
)
def test_money(language, currency, text):
    """Kr at home, the code abroad, never Nkr."""
    assert money(-1500, currency, language) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_hyphen_is_a_minus(language):
    """In no way of printing a number below zero."""
    below = Interval(-3.5, -4.5, -2.5)
    told = [number(-3.5, language), percent(-0.5, language), axis_number(-2e6, language), figure(below, language)]
    told += [share(below, language), printed(below, "exact", language, bounds=True), money(-3, "NOK", language)]
    assert not [text for text in told if "-" in text or MINUS not in text]


@pytest.mark.parametrize("minus", ["-", MINUS])
@pytest.mark.parametrize(
    ("language", "text"),
    in_each("2,481,183.5", *3 * (f"2{BLANK}481{BLANK}183,5",)) + in_each("2481183.5", *3 * ("2481183,5",)),
)
def test_a_number_is_read(language, text, minus):
    """As it is written and without its groups, with a hyphen, U+2212 or no minus."""
    assert read_number(text, language) == 2481183.5
    assert read_number(f" {minus}{text} ", language) == -2481183.5


@pytest.mark.parametrize(("language", "text"), in_each("-4.5%", "-4,5 %", f"−4,5{BLANK}%", "−4,5%"))
def test_a_percentage_is_read(language, text):
    """With any blank before its sign, or none."""
    assert read_number(text, language) == pytest.approx(-0.045)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["", "–", "-", "okänt", "nan", "inf", "1e5", "about 5", "2 5", "1,2,3", "5-", "1_000"])
def test_words_are_no_numbers(language, text):
    """Nor are numbers with a word, or figures that only stand side by side."""
    with pytest.raises(CodeListError, match="no number"):
        read_number(text, language)


@pytest.mark.parametrize(("language", "text"), [("en", "1.234,5"), ("en", "1 234"), ("sv", "1.234"), ("nn", "1,234.5")])
def test_the_digits_of_another_language_are_no_number(language, text):
    """A point of thousands would be read as a decimal sign."""
    with pytest.raises(CodeListError, match="no number"):
        read_number(text, language)


@given(st.sampled_from(LANGUAGES), st.integers(-(10**12), 10**12))
def test_what_is_written_is_read(language, hundredths):
    """A number of two decimals comes back as it was."""
    assert read_number(number(hundredths / 100, language), language) == hundredths / 100


@pytest.mark.parametrize(
    ("language", "bounds", "text"),
    cases(
        {
            (9, 9, 9): ("9", "9", "9", "9"),
            (470, 465, 475): ("470 (465–475)", "470 (465–475)", "470 (465–475)", "470 (465–475)"),
            (nan, 100, 200): ("100–200", "100–200", "100–200", "100–200"),
            (nan, 222, inf): ("at least 222", "minst 222", "minst 222", "minst 222"),
            (nan, 0, 9): ("at most 9", "högst 9", "høyst 9", "høgst 9"),
            (nan, 0, inf): ("unknown", "okänt", "ukjent", "ukjent"),
            (nan, -inf, inf): ("unknown", "okänt", "ukjent", "ukjent"),
            (nan, -inf, 9): ("at most 9", "högst 9", "høyst 9", "høgst 9"),
            (nan, 1, inf): ("at least 1", "minst 1", "minst 1", "minst 1"),
            (nan, -4, -3): ("−4 to −3", "−4 till −3", "−4 til −3", "−4 til −3"),
            (5, 5, inf): ("5 (at least 5)", "5 (minst 5)", "5 (minst 5)", "5 (minst 5)"),
        }
    ),
)
def test_figure(language, bounds, text):
    """The point and what is left open."""
    assert figure(Interval(*bounds), language) == text


@pytest.mark.parametrize(
    ("language", "bounds", "text"),
    cases(
        {
            (nan, 0.029, 0.455): ("2.9–45.5%", *3 * (f"2,9–45,5{BLANK}%",)),
            (0.338, 0.338, 0.338): ("33.8%", *3 * (f"33,8{BLANK}%",)),
            (0.3, 0.25, 0.35): ("30% (25–35%)", *3 * (f"30{BLANK}% (25–35{BLANK}%)",)),
            (nan, -0.2, 0.3): ("−20 to 30%", f"−20 till 30{BLANK}%", *2 * (f"−20 til 30{BLANK}%",)),
            (nan, -1, inf): ("at least −100%", *3 * (f"minst −100{BLANK}%",)),
            (nan, nan, nan): ("unknown", "okänt", "ukjent", "ukjent"),
        }
    ),
)
def test_share(language, bounds, text):
    """Bounds of a percentage share their sign."""
    assert share(Interval(*bounds), language) == text


@pytest.mark.parametrize(
    ("language", "told", "text"),
    cases(
        {
            ("approximate", 60): ("about 60", "cirka 60", "omtrent 60", "om lag 60"),
            ("just_over", 60): ("just over 60", "drygt 60", "litt over 60", "litt over 60"),
            ("just_under", 60): ("just under 60", "knappt 60", "litt under 60", "litt under 60"),
            ("rounded", 60): ("60", "60", "60", "60"),
            ("already_done", nan): ("already done", "redan infört", "allerede innført", "allereie innført"),
            ("not_stated", nan): ("not stated", "uppgift saknas", "ikke oppgitt", "ikkje oppgitt"),
            ("all", nan): (
                "all, no number given",
                "alla, antal saknas",
                "alle, antall mangler",
                "alle, tal manglar",
            ),
        }
    ),
)
def test_figure_as_its_document_says_it(language, told, text):
    """With the word that qualifies it, or the word alone."""
    qualifier, value = told
    assert printed(Interval(value, 55, 65), qualifier, language) == text


@pytest.mark.parametrize(
    ("language", "bounds", "text"),
    cases(
        {
            (1, 1, 1): ("1 municipality", "1 kommun", "1 kommune", "1 kommune"),
            (7, 7, 7): ("7 municipalities", "7 kommuner", "7 kommuner", "7 kommunar"),
            (nan, 1, inf): ("at least 1 municipality", "minst 1 kommun", "minst 1 kommune", "minst 1 kommune"),
            (nan, 0, 1): ("at most 1 municipality", "högst 1 kommun", "høyst 1 kommune", "høgst 1 kommune"),
            (nan, 1, 2): ("1–2 municipalities", "1–2 kommuner", "1–2 kommuner", "1–2 kommunar"),
        }
    ),
)
def test_a_unit_agrees_with_its_figure(language, bounds, text):
    """One or many, by the number that stands before it."""
    known = Interval(*bounds)
    assert with_unit(figure(known, language), known, "municipalities", language) == text


def test_nothing_known_is_no_interval():
    """There is nothing to print."""
    assert {interval(0, inf, language) for language in LANGUAGES} == {""}


@pytest.mark.parametrize(
    ("language", "text"),
    in_each("31 December 2016", "31 december 2016", "31. desember 2016", "31. desember 2016"),
)
def test_day(language, text):
    """A date in words."""
    assert day(date(2016, 12, 31), language) == text


@pytest.mark.parametrize(("language", "text"), in_each("31 Dec 2016", "31 dec. 2016", "31. des. 2016", "31. des. 2016"))
def test_day_of_an_axis(language, text):
    """The month is short, whichever language it is in."""
    when = date(2016, 12, 31)
    assert short_period(day(when, language), when, language) == text
    assert short_period("2016", when, language) == "2016"


@pytest.mark.parametrize(
    ("language", "edtf", "text"),
    cases(
        {
            "2013": ("2013", "2013", "2013", "2013"),
            "2012-05": ("May 2012", "maj 2012", "mai 2012", "mai 2012"),
            "2013-21": ("spring 2013", "våren 2013", "våren 2013", "våren 2013"),
            "2013-22": ("summer 2013", "sommaren 2013", "sommeren 2013", "sommaren 2013"),
            "2013-23/2015": (
                "autumn 2013 – 2015",
                "hösten 2013 – 2015",
                "høsten 2013 – 2015",
                "hausten 2013 – 2015",
            ),
            "2008/2011": ("2008–2011", "2008–2011", "2008–2011", "2008–2011"),
            "2008/..": ("from 2008", "från 2008", "fra 2008", "frå 2008"),
            "../2008": ("until 2008", "till 2008", "til 2008", "til 2008"),
            "[2013..2014]": (
                "at some time in 2013–2014",
                "någon gång 2013–2014",
                "en gang i løpet av 2013–2014",
                "ein gong i løpet av 2013–2014",
            ),
        }
    ),
)
def test_period(language, edtf, text):
    """A period in words."""
    assert period(edtf, language) == text


@pytest.mark.parametrize(
    ("language", "text"), in_each("2010 – March 2013", "2010 – mars 2013", "2010 – mars 2013", "2010 – mars 2013")
)
def test_many_periods(language, text):
    """The first and the last."""
    assert periods(["2012", "2010", "2011", "2013-03"], language) == text
