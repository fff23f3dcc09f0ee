"""What is read anew of a document takes time in proportion to it, and a broken part is told or refused."""

import io
import subprocess
import sys
import time
import zipfile

import pytest
from document_files import ods_of, sheet_of, written, zipped

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import read_document
from ehealth_stats.ingestion.documents.formats.css import Styles, looks_of

LONG = 100_000


@pytest.mark.parametrize("part", ["@", "a", "/*", "@a{", "a{", ".a{vertical-align:super}", "a,b "])
def test_a_style_sheet_of_nonsense_takes_no_time(part):
    """No rule is looked for twice."""
    start = time.process_time()
    Styles([part * LONG])
    looks_of("position: relative;" * LONG)
    assert time.process_time() - start < 5


def test_a_repeated_cell_of_an_open_document_takes_no_room(tmp_path):
    """A line break in a cell that claims thousands of columns and rows."""
    text = "<text:p>5<text:line-break/>6</text:p>"
    cell = f'<table:table-cell table:number-columns-repeated="900" office:value-type="string">{text}</table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="900">{cell}</table:table-row>'
    document = read_document(written(tmp_path / "a.ods", ods_of(row)))
    assert document.tables[0].rows[-1][-1] == "5\n6"


def test_an_open_document_nested_without_end_is_refused(tmp_path):
    """Spans in spans."""
    text = "<text:span>" * 5000 + "5<text:line-break/>6" + "</text:span>" * 5000
    cell = f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    with pytest.raises(DocumentError):
        read_document(written(tmp_path / "a.ods", ods_of(f"<table:table-row>{cell}</table:table-row>")))


NESTED = """
import sys
from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import read_document

def below(frames):
    return below(frames - 1) if frames else read_document(sys.argv[1])

for frames in range(12):
    try:
        below(frames)
    except DocumentError as error:
        print("nested too deeply" in str(error), read_document(sys.argv[2]).text == "Ånge¹ 450")
"""


def test_a_page_nested_to_the_end_of_the_stack_stops_no_other_page(tmp_path):
    """Wherever the stack ends, the page is refused and the next one is read; a process of its own may wait for ever."""
    deep = written(tmp_path / "deep.html", "<div><sup>1</sup>" * 1000)
    other = written(tmp_path / "other.html", "<p>Ånge<sup>1</sup> 450</p>")
    command = [sys.executable, "-c", NESTED, str(deep), str(other)]
    told = subprocess.run(command, check=True, timeout=120, capture_output=True, text=True).stdout
    assert told.splitlines() == ["True True"] * 12


def test_a_broken_drawing_refuses_no_workbook(tmp_path):
    """It is told, and the sheet is read."""
    with zipfile.ZipFile(io.BytesIO(sheet_of(["Kommun", "Larm"], ["Ånge", 450]))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    data = zipped({**members, "xl/charts/chart1.xml": b"<c:chartSpace"})
    document = read_document(written(tmp_path / "a.xlsx", data))
    assert document.tables[0].rows == (("Ånge", "450"),)
    assert document.notes == ("charts without values that can be read: 1",)
