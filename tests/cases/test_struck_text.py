"""Struck-through text is left out, whatever strikes it, and a note counts it: what stands beside it is read."""

import pytest
from marked_files import CARRIERS, WHOLE_CELLS, values_by_area

from ehealth_stats.ingestion.documents import read_document

ROWS = [["Kommun", "Antal larm"], ["Ånge", "~400~ 450"], ["Timrå", "~290~ 300"]]


@pytest.mark.parametrize("carrier", [name for name in CARRIERS if name != "pdf glyph"])
def test_a_struck_figure_is_no_figure(tmp_path, carrier):
    """Ånge has 450, no longer 400."""
    document = read_document(CARRIERS[carrier](tmp_path, ROWS))
    found = values_by_area(document)
    assert (found["SE-2260"], found["SE-2262"]) == (450.0, 300.0)
    assert "400" not in document.tables[0].column(1)[0]
    assert any("struck-through" in note for note in document.notes)


def test_a_cell_struck_by_its_font_is_empty(tmp_path):
    """The figure beside it stays."""
    path = WHOLE_CELLS(tmp_path, [["Kommun", "Före", "Larm"], ["Ånge", "~400~", "450"], ["Timrå", "290", "300"]])
    document = read_document(path)
    assert document.tables[0].rows == (("Ånge", "", "450"), ("Timrå", "290", "300"))
    assert document.notes == ("cells with struck-through text, which is left out: 1",)
