"""Two figures side by side: a range, from and to, an amount and what it led to, or each for itself."""

import pytest

from ehealth_stats import extract_quantities


def read(words: str, language: str) -> list[tuple[float, float, str]]:
    """Return the bounds of each figure, and what it is to others; a range says so."""
    found = extract_quantities(words, language=language)
    kinds = found["relation"].where(found["qualifier"] != "range", "range")
    return list(zip(found["lower"], found["upper"], kinds, strict=True))


@pytest.mark.parametrize(
    ("words", "lower", "upper"),
    [
        ("tkr 450-500", 450_000, 500_000),  # what stands before the first holds for both
        ("10-20 000", 10_000, 20_000),  # so do the thousands behind the last
        ("10-20 000 larm", 10_000, 20_000),
        ("10 till 20 000 larm", 10, 20_000),  # but not where a word joins them
        ("1,5-20 000 larm", 1.5, 20_000),  # nor for a part of one
        ("20-20 000 larm", 20, 20_000),  # nor where they would be the same
        ("5 till 10 kort", 5, 10),
        ("SEK 45-60", 45, 60),
        ("SEK 45-60 kr", 45, 60),
        ("kr 45 till 60 per invånare", 45, 60),
        ("5 kort till 10 kort", 5, 10),
        ("mellan 12 och 57 larm", 12, 57),
        ("1 till 2 miljoner larm", 1e6, 2e6),
        ("1,8 miljoner till 2,2 miljoner larm", 1.8e6, 2.2e6),
        ("900 till 1 000 miljoner kronor", 900e6, 1000e6),
        ("3 000 till 3 881 miljoner kronor", 3000e6, 3881e6),
        ("200 000 till 3 miljoner larm", 200_000, 3e6),  # a number of thousands has its own scale
        ("1 000 till 3 miljoner kronor", 1000, 3e6),
    ],
)
def test_two_ends_make_one_figure(words, lower, upper):
    """A dash or "to" between two numbers, the second the larger, is a range without a point."""
    assert read(words, "sv") == [(lower, upper, "range")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tkr 450-500 larm", [(449_500, 450_500, "whole"), (500, 500, "whole")]),
        ("5 larm till 10 kort", [(5, 5, "whole"), (10, 10, "whole")]),  # of two units
        ("från 12 larm till 57 kort", [(12, 12, "whole"), (57, 57, "whole")]),
        ("5-5 procent", [(5, 5, "whole"), (4.5, 5.5, "whole")]),
        ("1 000 till 1 000 miljoner kronor", [(1000, 1000, "whole"), (999.5e6, 1000.5e6, "whole")]),
        ("12 och 57 larm", [(12, 12, "whole"), (57, 57, "whole")]),
        ("SEK 45-60 larm", [(45, 45, "whole"), (60, 60, "whole")]),
        ("från SEK 45 till 60 larm", [(45, 45, "whole"), (60, 60, "whole")]),
    ],
)
def test_what_is_no_range_is_two_figures(words, expected):
    """Of two units, no larger than the first, or joined by "and" alone."""
    assert read(words, "sv") == expected


@pytest.mark.parametrize("words", ["en tredjedel till 50 procent", "mellan en tredjedel och 50 procent"])
def test_a_fraction_is_no_end_of_a_range(words):
    """A fraction in words has a width of its own: it stays a figure beside the other."""
    assert [kind for *_, kind in read(words, "sv")].count("range") == 0
    assert len(read(words, "sv")) == 2


def test_more_millions_to_fewer_are_no_range():
    """What is printed once holds for both: three million is no lower end before two."""
    assert "range" not in [kind for *_, kind in read("3 till 2 miljoner larm", "sv")]


@pytest.mark.parametrize(
    ("words", "language", "kinds"),
    [
        ("fra seks til åtte kommuner", "nb", ["range"]),
        ("fra seks til 8 kommuner", "nb", ["from", "to"]),
        ("fra åtte til seks kommuner", "nb", ["from", "to"]),  # a range goes up
        ("från 57 till 12 larm", "sv", ["from", "to"]),
        ("Økt fra seks til åtte kommuner", "nb", ["from", "to"]),
        ("Antallet økte i kommunene som planlagt, men ikke overalt: fra seks til åtte kommuner", "nb", ["from", "to"]),
        (
            "Antallet økte i fjor. Alle de andre tjenestene i kommunene ble videreført som planlagt, men ikke overalt: "
            "fra seks til åtte kommuner",
            "nb",
            ["range"],
        ),
        ("från 12 larm till 57 larm", "sv", ["from", "to"]),
        ("Ökat med 12 till 57", "sv", ["change", "to"]),
        ("ökat med 12 larm till 57 larm", "sv", ["change", "to"]),
        ("ökat med 10 till 20 procent", "sv", ["range"]),
        ("Ökning med 12 larm till 57 larm", "sv", ["change", "to"]),
        ("økning på 91 millioner til 284 millioner", "nb", ["change", "to"]),
        ("en ökning av antalet larm med 12 larm till 57 larm", "sv", ["change", "to"]),
        ("ökning med 10 till 20 larm", "sv", ["range"]),
        ("en ökning med 100 till 200", "sv", ["range"]),
        ("12 larm till 57 larm", "sv", ["range"]),
    ],
)
def test_a_change_leads_from_one_figure_to_the_other(words, language, kinds):
    """After a word for a change near by, the two are from and to, or the amount and what it led to."""
    assert [kind for *_, kind in read(words, language)] == kinds


@pytest.mark.parametrize(
    ("words", "kinds"),
    [("økte " + "i " * 37 + " ", ["from", "to"]), ("økte " + "i " * 38, ["range"])],
    ids=["80", "81"],
)
def test_a_change_is_near_within_eighty_letters(words, kinds):
    """The word for a change of numbers in words begins at most eighty letters before them."""
    assert [kind for *_, kind in read(f"Alle {words}fra seks til åtte kommuner", "nb")] == kinds
