"""Figures in Swedish, Norwegian (bokmål, nynorsk) and English prose: docs/methods.md section 1, phrase by phrase."""

import pytest

from ehealth_stats import extract_quantities
from ehealth_stats.errors import CodeListError


def test_a_unit_printed_once_holds_for_the_figures_listed_before_it():
    """In "120, 45 og 60 brukere" all three are persons, and both of "45 och 60 procent" are rounded."""
    assert extract_quantities("120, 45 og 60 brukere", language="nb")["unit"].tolist() == ["persons"] * 3
    assert extract_quantities("45 och 60 procent", language="sv")["lower"].tolist() == [44.5, 59.5]


def test_a_part_stays_within_its_whole():
    """At least two of three is two or three."""
    found = extract_quantities("minst två av tre kommuner", language="sv")
    assert found.loc[0, ["lower", "upper"]].tolist() == [2, 3]


def test_a_language_that_is_not_known_is_refused():
    """Finnish has no word list."""
    with pytest.raises(CodeListError, match="sv, nb, nn, en, da"):
        extract_quantities("45 kommuner", language="fi")


@pytest.mark.parametrize(
    ("words", "language", "figures"),
    [
        ("antalet har ökat med 12 till 57 användare", "sv", [(12, "change"), (57, "to")]),
        ("talet har auka med 40 til 120 brukarar", "nn", [(40, "change"), (120, "to")]),
        ("opp 40 til 120 fra 80 kommuner", "nb", [(40, "change"), (120, "to"), (80, "whole")]),
        ("antallet gikk fra 80 til 120", "nb", [(80, "from"), (120, "to")]),
    ],
)
def test_an_amount_of_change_and_what_it_led_to_are_no_range(words, language, figures):
    """By 12 to 57 are two figures: how many more, and how many now."""
    found = extract_quantities(words, language=language)
    assert list(zip(found["value"], found["relation"], strict=True)) == figures
    assert found["unit"].nunique() == 1


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("ökat med 10 till 20 procent", "sv"),
        ("en ökning med 100 till 200 medarbetare", "sv"),
        ("möten med 10 till 20 deltagare", "sv"),
    ],
)
def test_what_may_be_a_range_stays_one(words, language):
    """By 10 to 20 percent, an increase of 100 to 200, meetings with 10 to 20: no point is claimed."""
    found = extract_quantities(words, language=language)
    assert found["qualifier"].tolist() == ["range"]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        (
            "Gävle 312, Hofors saknas, Ockelbo -, Söderhamn har ej svarat, Ljusdal 18.",
            "sv",
            ["Gävle exact", "Hofors unknown", "Ockelbo not_available", "Söderhamn unknown", "Ljusdal exact"],
        ),
        ("Førde 210, Gloppen manglar, Jølster 60.", "nn", ["Førde exact", "Gloppen unknown", "Jølster exact"]),
        ("I Gävle saknas rutiner. Linjen Gävle - Hofors är ny.", "sv", []),
    ],
)
def test_a_place_that_gave_no_number_is_unknown(text, language, found):
    """In a list of places a word or a dash in a number's stead is a missing figure; in a sentence it is none."""
    table = extract_quantities(text, language=language)
    assert list(table["area_name"] + " " + table["qualifier"]) == found
