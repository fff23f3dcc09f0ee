"""Where something stands is said as a person finds it: the places of every format, in four languages."""

import re
from pathlib import Path

import pandas as pd
import pytest

from ehealth_stats.wording.languages import LANGUAGES
from ehealth_stats.wording.places import place, places

PROCESSED = Path(__file__).parents[2] / "data" / "processed"

# What Word and web pages, PDF, workbooks and the margins of Word documents are cited by.
CASES = [
    (
        "paragraph 12 chars 30-43",
        {"en": "paragraph 12", "sv": "stycke 12", "nb": "avsnitt 12", "nn": "avsnitt 12"},
    ),
    (
        "table 2 row 3 column Insats (vad) chars 133-149",
        {
            "en": "table 2, row 3, column Insats (vad)",
            "sv": "tabell 2, rad 3, kolumn Insats (vad)",
            "nb": "tabell 2, rad 3, kolonne Insats (vad)",
            "nn": "tabell 2, rad 3, kolonne Insats (vad)",
        },
    ),
    (
        "table 4 header column Mål 2013 chars 4-8",
        {
            "en": "table 4, header row, column Mål 2013",
            "sv": "tabell 4, rubrikraden, kolumn Mål 2013",
            "nb": "tabell 4, overskriftsraden, kolonne Mål 2013",
            "nn": "tabell 4, overskriftsrada, kolonne Mål 2013",
        },
    ),
    (
        "sheet Kommunesatsing 2012 cell AB12 comment chars 0-3",
        {
            "en": "sheet Kommunesatsing 2012, cell AB12, in the comment",
            "sv": "blad Kommunesatsing 2012, cell AB12, i kommentaren",
            "nb": "ark Kommunesatsing 2012, celle AB12, i kommentaren",
            "nn": "ark Kommunesatsing 2012, celle AB12, i kommentaren",
        },
    ),
    (
        "page 4 table 1 row 2 column 3 chars 0-3",
        {
            "en": "page 4, table 1, row 2, column 3",
            "sv": "sida 4, tabell 1, rad 2, kolumn 3",
            "nb": "side 4, tabell 1, rad 2, kolonne 3",
            "nn": "side 4, tabell 1, rad 2, kolonne 3",
        },
    ),
    (
        "page 3 paragraph 2 row 1 column 2012 chars 0-3",
        {
            "en": "page 3, paragraph 2, row 1, column 2012",
            "sv": "sida 3, stycke 2, rad 1, kolumn 2012",
            "nb": "side 3, avsnitt 2, rad 1, kolonne 2012",
            "nn": "side 3, avsnitt 2, rad 1, kolonne 2012",
        },
    ),
    ("page header chars 0-4", {"en": "page header", "sv": "sidhuvud", "nb": "topptekst", "nn": "topptekst"}),
    ("page footer chars 0-4", {"en": "page footer", "sv": "sidfot", "nb": "bunntekst", "nn": "botntekst"}),
    ("comment chars 0-4", {"en": "comment", "sv": "kommentar", "nb": "kommentar", "nn": "kommentar"}),
    ("table 1 row 2 column comment", {"sv": "tabell 1, rad 2, kolumn comment"}),
    ("given", dict.fromkeys(LANGUAGES, "given")),
    ("", dict.fromkeys(LANGUAGES, "")),
]


@pytest.mark.parametrize(("locator", "said"), CASES)
def test_a_place_is_said_in_each_language(locator, said):
    """No character counts, the parts from large to small."""
    assert {language: place(locator, language) for language in said} == said


@pytest.mark.parametrize("language", ["sv", "nb", "nn"])
def test_no_place_of_the_documents_is_left_in_english(language):
    """Every locator of the processed tables is understood."""
    locators = {
        locator
        for name in ("observations", "targets", "statements", "timeline", "participants", "audit")
        for locator in pd.read_csv(PROCESSED / f"{name}.csv")["locator"]
    }
    said = {re.sub(r"(kolumn|kolonne|blad|ark) .*", "", place(locator, language)) for locator in locators}
    assert len(locators) > 300
    assert not [words for words in said if re.search(r"chars|paragraph|table|row|column|sheet", words)]


def test_several_places_are_said_once_each():
    """Two words of one cell are one place."""
    locators = "table 2 row 3 column 1 chars 13-18|table 2 row 3 column 1 chars 29-32|paragraph 4 chars 0-2"
    assert places(locators, "sv") == "tabell 2, rad 3, kolumn 1; stycke 4"
