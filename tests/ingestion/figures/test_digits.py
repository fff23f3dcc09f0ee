"""Digits as they are printed -> numbers, or a reason why they are none: every digit is in one or the other."""

import pytest

from ehealth_stats.ingestion.figures.model import Token
from ehealth_stats.ingestion.figures.tokens.digits import read_digits
from ehealth_stats.ingestion.text.rules import Text

TWO_WAYS, SECTION, ADDRESS = "digits that can be read two ways", "version or section number", "network address"


def read(words: str, language: str = "sv") -> list[tuple[str, object]]:
    """Return what is printed of each item, with its value or the reason why it has none."""
    found = read_digits(Text(words, language), 0, len(words), language)
    return [(words[i.start : i.end], i.value if isinstance(i, Token) else i.reason) for i in found]


@pytest.mark.parametrize(
    ("sign", "percent"), [("½", 50), ("⅓", 100 / 3), ("⅔", 200 / 3), ("¼", 25), ("¾", 75), ("⅛", 12.5)]
)
def test_a_sign_of_a_fraction_is_a_share_before_of(sign, percent):
    """Before "of" it is half of something, "2½" a number; so is "½ miljon"."""
    (token,) = read_digits(Text(f"{sign} av dem", "sv"), 0, 7, "sv")
    assert (token.kind, token.value) == ("share", pytest.approx(percent))
    for words, whole in ((f"{sign} miljon", 0), (f"2{sign} av", 2), (f"2 {sign} miljoner", 2)):
        (token,) = read_digits(Text(words, "sv"), 0, len(words), "sv")
        assert (token.kind, token.value, token.step) == ("number", pytest.approx(whole + percent / 100), 0.5)


@pytest.mark.parametrize(
    ("words", "value"), [("2 1/2 dagar", 2.5), ("2 3/4 dagar", 2.75), ("12 2/3 dagar", 12 + 2 / 3)]
)
def test_a_mixed_number_is_one(words, value):
    """A whole number and a fraction behind a blank are one number, to the nearest half."""
    (token,) = read_digits(Text(words, "sv"), 0, len(words), "sv")
    assert (token.kind, token.value, token.step) == ("number", pytest.approx(value), 0.5)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1/3 av kommunerna", [("1/3", 100 / 3)]),
        ("1/3 kommuner", [("1/3", 100 / 3)]),
        ("1/1 kommuner", [("1/1", 100)]),
        ("10/10 kommuner", [("10/10", 100)]),
        ("11/11 kommuner", [("11", 11), ("11", 11)]),
        ("12/14 kommuner", [("12", 12), ("14", 14)]),
        ("12/14 av kommunerna", [("12", 12), ("14", 14)]),
        ("14/12 kommuner", [("14/12", TWO_WAYS)]),
        ("0/10 kommuner", [("0/10", TWO_WAYS)]),
        ("0/14 kommuner", [("0/14", TWO_WAYS)]),
        ("45/290", [("45", 45), ("290", 290)]),
        ("5/31", [("5/31", TWO_WAYS)]),  # a day and a month, in either order
        ("5/32", [("5", 5), ("32", 32)]),
        ("1/45", [("1", 1), ("45", 45)]),
        ("3/5", [("3/5", TWO_WAYS)]),
    ],
)
def test_a_slash_is_a_fraction_n_of_m_or_refused(words, expected):
    """What may be a day and a month is refused, unless what is counted, or "of", follows."""
    found = read(words)
    assert [printed for printed, _ in found] == [printed for printed, _ in expected]
    assert [value for _, value in found] == [v if isinstance(v, str) else pytest.approx(v) for _, v in expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("12, 5 miljoner kronor", [("12, 5", TWO_WAYS)]),
        ("12, 5 procent", [("12, 5", TWO_WAYS)]),
        ("12, 5 kommuner", [("12", 12), ("5", 5)]),
        ("742 593", [("742 593", 742_593)]),
        ("450 1800 300 664", [("450", 450), ("1800", 1800), ("300 664", TWO_WAYS)]),
        ("i 2012 742 593 kr", [("2012", 2012), ("742 593", TWO_WAYS)]),
        ("2012 742", [("2012", 2012), ("742", 742)]),
        ("2012\n742 593 kr", [("2012", 2012), ("742 593", TWO_WAYS)]),  # a year in the line before
        ("år 2012\n742 593 kr", [("2012", 2012), ("742 593", TWO_WAYS)]),
        ("2112\n742 593 kr", [("2112", 2112), ("742 593", 742_593)]),
        # no number starts with 0: the blank before "050" groups, and so do those like it
        ("6 528 13 584 19 050", [("6 528", 6528), ("13 584", 13_584), ("19 050", 19_050)]),
        ("6 528 13 584 19 150", [("6 528", TWO_WAYS), ("13 584", TWO_WAYS), ("19 150", TWO_WAYS)]),
        ("1 800,5", [("1 800,5", 1800.5)]),
        ("1 800,5 300", [("1 800,5", TWO_WAYS), ("300", 300)]),
        # blanks that do not break group, those that do part
        ("1\u00a0800 300", [("1\u00a0800", 1800), ("300", 300)]),
        ("1\u00a0800\u00a0300", [("1\u00a0800\u00a0300", 1_800_300)]),
        ("1 800 300", [("1 800 300", 1_800_300)]),
        ("5 1\u00a0800", [("5", 5), ("1\u00a0800", 1800)]),
        # more than four groups, or three full ones without a unit, may be columns
        ("100 200 300 400 500 kr", [("100 200 300 400 500", TWO_WAYS)]),
        ("100 200 300 400 kr", [("100 200 300 400", 100_200_300_400)]),
        ("100 200 300 kr", [("100 200 300", 100_200_300)]),
        ("100 200 300 i", [("100 200 300", TWO_WAYS)]),
        ("10 200 300 i", [("10 200 300", 10_200_300)]),
        ("om 10 200 300 i", [("10 200 300", 10_200_300)]),
        ("100 200 i", [("100 200", 100_200)]),
        ("100 200 300", [("100 200 300", 100_200_300)]),
        ("SEK 100 200 300 i", [("100 200 300", 100_200_300)]),
        ("5 -100 200 300 kr", [("5", 5), ("100 200 300", TWO_WAYS)]),  # a row of numbers with signs
        ("5 -100 200 kr", [("5", 5), ("100 200", 100_200)]),
        ("a -100 200 300 kr", [("100 200 300", 100_200_300)]),
    ],
)
def test_a_row_of_digits_is_one_number_several_or_refused(words, expected):
    """Groups of three are one number where no other reading is possible."""
    assert read(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1,200 alarmer", TWO_WAYS),  # none is split that is counted
        ("1,200 kr", TWO_WAYS),
        ("1,250 årsverk", 1.25),
        ("1,250 mill. kr", 1.25),
        ("1,250", 1.25),
        ("12,50 alarmer", 12.5),
        ("0,250 alarmer", 0.25),
    ],
)
def test_three_decimals_of_what_is_counted_may_be_thousands(words, expected):
    """A comma before three digits is one of decimals where what follows can have parts."""
    assert [value for _, value in read(words, "nb")] == [expected]


def test_where_a_document_tells_its_decimal_sign_thousandths_are_read():
    """With the points of the table known, 1,200 alarms are what its column says."""
    (token,) = read_digits(Text("1,200 alarmer", "nb"), 0, 13, "nb", ",")
    assert isinstance(token, Token)
    assert token.value == 1.2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("192.168.0.255", ADDRESS),
        ("255.255.255.255", ADDRESS),
        ("192.168.0.256", SECTION),
        ("192.168.0.0255", SECTION),  # four digits are none of an address
        ("192.168.0.02559", SECTION),
        ("192.168.1", SECTION),
        ("1.2.3.4.5", SECTION),
        ("1.2.3", SECTION),
        ("4.10.2012", SECTION),
        ("0.200.300", SECTION),
        ("1.200.300", 1_200_300),
        ("1.200.300.400", 1_200_300_400),
        ("1.200.300,5", 1_200_300.5),
        ("10^3", 1000),
        ("10³", 1000),
        ("2·10^3", 2000),
        ("2×10³", 2000),
        ("1.2", 1.2),
        ("0152", "code"),
        ("0", 0),
        ("0,5", 0.5),
    ],
)
def test_dots_that_group_no_thousands_are_no_number(words, expected):
    """Addresses, dates, versions and codes are told with their reason."""
    assert read(words) == [(words, expected)]
