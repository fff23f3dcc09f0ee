"""A sentence says the same wherever it stands in a document: in lists, notes, boxes, fields, comments, columns."""

from math import inf

import pytest
from document_files import written
from made import extracted
from places_of_prose import NOTES, PLACES

from ehealth_stats import read_document

SAID = {
    "a part": ("Timrå har 300 larm varav 45 digitala.", "sv", "SE", [("SE-2262", 300, 300), ("SE-2262", 45, 45)]),
    "what lacks": ("Digitala: hälften i Kramfors, uppgift saknas för Ånge.", "sv", "SE",
                   [("SE-2282", 47.5, 52.5), ("SE-2260", 0, inf)]),
    "nobody": ("Kommunene oppgir at de ikke har noen brukere.", "nb", "NO", [("", 0, 0)]),
    "a target": ("Målet är en fördubbling av antalet SITHS-kort i båda kommunerna.", "sv", "SE",
                 [("", 100, 100), ("", 2, 2)]),
    "two languages": ("Guovdageainnu suohkan Kautokeino kommune har 30 brukere.", "nb", "NO", [("NO-5612", 30, 30)]),
    "about": ("I Odense bruger ca. 450 borgere telemedicin.", "da", "DK", [("DK-461", 445, 455)]),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", SAID)
def test_a_sentence_is_read_where_it_stands(tmp_path, place, kind):
    """Area and bounds of all its figures, and no other figure."""
    text, language, country, figures = SAID[kind]
    suffix, content = PLACES[place](text)
    path = written(tmp_path / f"larm{suffix}", content)
    found = extracted(path, "area", "lower", "upper", country=country, language=language)
    assert list(map(tuple, found)) == figures


@pytest.mark.parametrize("place", NOTES)
def test_a_note_of_a_download_is_told(tmp_path, place):
    """It stands beside the table, where no figure is read, and is shown."""
    suffix, content = NOTES[place]("I Timrå bor tiotusen invånare.")
    assert "note: I Timrå bor tiotusen invånare." in read_document(written(tmp_path / f"a{suffix}", content)).notes
