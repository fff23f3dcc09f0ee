"""Kinds with one carrier each: pictures that hold markup, abbreviations at a sentence's end, names before a phone."""

import io
import zipfile

import pytest
from document_files import sheet_of, written, zipped
from marked_files import in_case, values_by_area

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion import extract_quantities
from ehealth_stats.ingestion.documents import read_document
from ehealth_stats.ingestion.inspect import outline_document

DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]>'
PICTURE = b"\xff\xd8\xff\xe1" + b"x" * 200 + b"<?xpacket?>" + DOCTYPE


def with_member(name: str, data: bytes) -> bytes:
    """Return a workbook with one more file in its archive."""
    with zipfile.ZipFile(io.BytesIO(sheet_of(["Kommun", "Larm"], ["Ånge", 450]))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, name: data})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("xl/media/image1.jpeg", PICTURE),
        ("xl/media/image2.svg", b"<?xml version='1.0'?>" + DOCTYPE + b"<svg/>"),
        ("xl/printerSettings/printerSettings1.bin", b"\0\1" + DOCTYPE),
        ("docProps/custom.xml", DOCTYPE + b"<x/>"),
        ("customXml/item1.xml", DOCTYPE + b"<x/>"),
    ],
)
def test_what_is_not_read_refuses_no_workbook(tmp_path, name, data):
    """A picture's metadata may hold a document type."""
    document = read_document(written(tmp_path / "a.xlsx", with_member(name, data)))
    assert document.tables[0].rows == (("Ånge", "450"),)


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"<?xml version='1.0'?>\n", b" \n"])
def test_what_is_read_still_refuses_it(tmp_path, start):
    """Parts of the workbook itself define no entities."""
    data = with_member("xl/worksheets/sheet2.xml", start + DOCTYPE + b"<worksheet/>")
    with pytest.raises(DocumentError, match="document type definition"):
        read_document(written(tmp_path / "a.xlsx", data))


@pytest.mark.parametrize(
    ("text", "country", "right"),
    [
        ("Antal larm i Ånge är 450 st. I Timrå finns 190 larm.", "SE", {"SE-2260": 450.0, "SE-2262": 190.0}),
        ("Ånge betalar 450 kr. I Timrå kostar det 190 kr.", "SE", {"SE-2260": 450.0, "SE-2262": 190.0}),
        ("I Alta er det 45 stk. I Hamar er det 60 stk.", "NO", {"NO-5601": 45.0, "NO-3403": 60.0}),
        ("Andelen i Alta er 45 pst. I Hamar er den 60 pst.", "NO", {"NO-5601": 45.0, "NO-3403": 60.0}),
        ("I Alta brukes 4,5 mill. I Hamar brukes 2 mill.", "NO", {"NO-5601": 4.5e6, "NO-3403": 2e6}),
        ("45 st. i Ånge, 20 st. i Timrå", "SE", {"SE-2260": 45.0, "SE-2262": 20.0}),
        ("45 st. Ånge, 20 st. Timrå", "SE", {"SE-2260": 45.0, "SE-2262": 20.0}),
    ],
)
def test_an_abbreviation_ends_a_sentence_too(text, country, right):
    """The figure before it keeps its place; within a sentence it ends none."""
    figures = extract_quantities(text, country=country, language="sv" if country == "SE" else "nb")
    assert figures.set_index("area")["value"].to_dict() == right


def test_the_file_of_abbreviations():
    """08: Ånge has 450."""
    assert values_by_area(in_case("08-abbrev.txt")) == {"SE-2260": 450.0, "SE-2262": 190.0}


@pytest.mark.parametrize(
    "text",
    [
        "Frågor besvaras av Nomen Nescio",
        "Frågorna har besvarats av Nomen Nescio, Ånge",
        "Spørsmål blir besvart av Nomen Nescio",
        "Questions were answered by Nomen Nescio",
        "Nomen Nescio, tfn",
        "Nomen Nescio, tlf.",
        "Nomen Nescio (mobil)",
        "Nomen Nescio, prosjekteier",
        "Nomen Nescio, prosjekteigar",
        "Nomen Nescio, projektägare",
    ],
)
def test_names_of_persons_are_masked_in_inspect(tmp_path, text):
    """As in every other output."""
    listed = outline_document(read_document(written(tmp_path / "a.txt", f"{text}\nLarm: 45\n")))["text"]
    assert "Nescio" not in " ".join(listed)
    assert listed.iloc[-1] == "Larm: 45"
