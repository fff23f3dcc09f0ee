"""What a number format of Office prints: around a number, at another scale, or in its place."""

import pytest

from ehealth_stats.ingestion.documents.blocks import Affix
from ehealth_stats.ingestion.documents.formats.number_formats import (
    elapsed_unit,
    hides_some,
    shown_instead,
    to_affix,
)


@pytest.mark.parametrize(
    ("number_format", "affix"),
    [
        ("0", None),
        ("General", None),
        ("#,##0.00", None),
        ("0%", Affix("", " %", 2)),
        ('0.0"‰"', Affix("", " ‰")),
        ('#,##0,"tkr"', Affix("", " tkr", -3)),
        ('#,##0,," mkr"', Affix("", " mkr", -6)),
        ("#,##0,", Affix("", "", -3)),
        ('Standard" st"', Affix("", " st")),
        ("[$€-1] 0", Affix("€ ", "")),
        ('"kr "0.00', Affix("kr ", "")),
        ("0\\k\\r", Affix("", " kr")),
        ("0 kr", Affix("", " kr")),
        ('0" st."', Affix("", " st.")),
        ('0000" st."', Affix("", " st.", 0, 4)),
        ("0000", Affix("", "", 0, 4)),
        ("00", Affix("", "", 0, 2)),
        ('"nr" 000', Affix("nr ", "", 0, 3)),
        # decoration that is no unit
        ('0" -"', None),
        ('"–"0', None),
        ('000" -"', Affix("", "", 0, 3)),
        ('000"–"', Affix("", "", 0, 3)),
        ("(0)", None),
        ("+0;-0", None),
        ("_-* #,##0_-", None),
        # the format for numbers above nothing counts; one with a condition, an exponent or no digit does not
        ('0;0" st"', None),
        ('[<5]0" st";0', None),
        ('0.0E+00" st"', None),
        ('"st"', None),
    ],
)
def test_what_is_printed_around_a_number(number_format, affix):
    """Letters and signs of money and shares, on the side where they stand; commas at the end are thousands."""
    assert to_affix(number_format) == affix


@pytest.mark.parametrize(
    ("number_format", "unit"),
    [
        ("[h]:mm:ss", "hours"),
        ("[H]:mm", "hours"),
        ("[hh]:mm", "hours"),
        ("[mm]:ss", "minutes"),
        ("[m]", "minutes"),
        ("[s]", "minutes"),
        ("h:mm", ""),
        ("0;[h]:mm", ""),
        ("[Red]0", ""),
    ],
)
def test_the_unit_of_a_duration(number_format, unit):
    """In brackets, in the format for numbers above nothing."""
    assert elapsed_unit(number_format) == unit


@pytest.mark.parametrize(
    ("number_format", "hides"),
    [(";;;", True), ("0;;0", True), ('0;-0;"inga"', True), ("0;-0;0;", False), ("0;-0", False), ("0;;0;@", True)],
)
def test_a_format_that_hides_some_numbers(number_format, hides):
    """The fourth section is for texts."""
    assert hides_some(number_format) is hides


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("0", {-5: None, 0: None, 5: None}),
        (";;;", {-5: "", 0: "", 5: ""}),
        ('"ja"', {-5: "ja", 0: "ja", 5: "ja"}),
        ('"ja";"nej"', {-5: "nej", 0: "ja", 5: "ja"}),
        ('0;"nej"', {-5: "nej", 0: None, 5: None}),
        ('0;"under";"noll"', {-5: "under", 0: "noll", 5: None}),
        ('"över";0;"noll"', {-5: None, 0: "noll", 5: "över"}),
        ('0;"-";"-"', {-5: "-", 0: None, 5: None}),
        ('0;-0;"inga larm"', {0: "inga larm"}),
        ('0;-0;0;"text"', {-5: None, 0: None, 5: None}),
        ('[<5]"få";0', {4: "få", 5: None}),
        ('[<=5]"få";0', {5: "få", 6: None}),
        ('[>5]"många";0', {5: None, 6: "många"}),
        ('[>=5]"många";0', {4: None, 5: "många"}),
        ('[=5]"fem";0', {4: None, 5: "fem"}),
        ('[<>5]"annat";0', {5: None, 6: "annat"}),
        ('[<-1.5]"ner";[>1.5]"upp";0', {-2: "ner", -1.5: None, 1.5: None, 2: "upp"}),
        # no condition is met: the last one
        ('[<5]"få";[<9]"fler"', {4: "få", 8: "fler", 10: "fler"}),
        ('[<5]"få";[<9]"fler";[<12]"flest"', {11: "flest", 20: "flest"}),
        ('"a;b";0', {5: "a;b", -5: None}),
        ('0\\;0;"x"', {5: None, -5: "x"}),
        ('[Red]"röd"', {5: "röd"}),
        ("yyyy-mm-dd", {5: None}),
        ("[h]:mm", {5: None}),
        ("@", {5: None}),
        ("General;General;General", {-5: None, 0: None, 5: None}),
    ],
)
def test_what_is_shown_in_place_of_a_number(number_format, shown):
    """By sign or condition; a dash for nothing but zero is zero."""
    assert {value: shown_instead(number_format, value) for value in shown} == shown
