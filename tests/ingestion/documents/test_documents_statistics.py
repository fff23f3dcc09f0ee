"""Official statistics as they are downloaded: codes, labels, signs for empty cells, units and notes are all kept."""

import json

import pytest
from document_files import written

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import Document, read_document
from ehealth_stats.ingestion.documents.limits import Limits

PX = """\
CHARSET="ANSI";
AXIS-VERSION="2010";
CODEPAGE="{page}";
LANGUAGE="sv";
TITLE="Trygghetslarm efter region och år";
TITLE[en]="Alarms by region and year";
CONTENTS="Trygghetslarm";
UNITS="antal";
STUB="region";
HEADING="år";
VALUES("region")="2260 Ånge","2262 Timrå",
"2281 Sunds"
"vall";
CODES("region")="2260","2262","2281";
VALUES("år")="2012","2013";
TIMEVAL("år")=TLIST(A1),"2012","2013";
NOTE="Larm i ordinärt#boende; hela året.";
VALUENOTE("region","2262 Timrå")="Uppskattat.";
CELLNOTE("2260 Ånge","2013")="Preliminärt";
SOURCE="Kommunerna";
DATASYMBOL2="..";
DATA=
450 10.125
".." -
1800 "."
;
"""

# The same cube in version 2: values as a list, status by cell number.
CUBE = {
    "class": "dataset",
    "version": "2.0",
    "label": "Trygghetslarm",
    "source": "Kommunerna",
    "updated": "2013-04-02",
    "note": ["Hela året"],
    "id": ["region", "year"],
    "size": [2, 2],
    "dimension": {
        "region": {
            "label": "region",
            "category": {
                "index": {"2262": 1, "2260": 0},
                "label": {"2260": "Ånge", "2262": "Timrå"},
                "note": {"2262": ["Uppskattat"]},
            },
        },
        "year": {
            "category": {"index": ["2012", "2013"], "unit": {"2013": {"base": "antal"}}},
            "note": ["Kalenderår"],
        },
    },
    "value": [450, None, 10.125, 1e3],
    "status": {"1": "..", "2": "p"},
}
ROWS = (
    ("Ånge", "2260", "2012", "2012", "450", ""),
    ("Ånge", "2260", "2013", "2013", "..", ""),
    ("Timrå", "2262", "2012", "2012", "10.125 [p]", "p"),
    ("Timrå", "2262", "2013", "2013", "1000.0", ""),
)


def read(tmp_path, name: str, content: str | bytes) -> Document:
    """Write a file and read it."""
    return read_document(written(tmp_path / name, content))


@pytest.mark.parametrize("page", ["windows-1252", "iso-8859-15", "utf-8"])
def test_a_px_file_keeps_codes_labels_signs_and_notes(tmp_path, page):
    """One row a cell, the last dimension fastest; only the main language; a dash is nil, dots are missing."""
    document = read(tmp_path, "larm.px", PX.format(page=page).encode(page))
    table = document.tables[0]
    assert document.segments[0].text == table.name == "Trygghetslarm efter region och år"
    assert table.header == ("region", "region code", "år", "value", "status")
    assert table.rows == (
        ("2260 Ånge", "2260", "2012", "450", ""),
        ("2260 Ånge", "2260", "2013", "10.125", ""),
        ("2262 Timrå", "2262", "2012", "..", ""),
        ("2262 Timrå", "2262", "2013", "0", "-"),
        ("2281 Sundsvall", "2281", "2012", "1800", ""),
        ("2281 Sundsvall", "2281", "2013", ".", ""),
    )
    assert document.notes == (
        "unit: antal",
        "note: Larm i ordinärt boende; hela året.",
        "note on region, 2262 Timrå: Uppskattat.",
        "note on 2260 Ånge, 2013: Preliminärt",
        "source: Kommunerna",
    )
    assert document.encoding == page


def test_a_px_file_without_charset_is_from_dos(tmp_path):
    """So the format's specification says."""
    text = PX.split("\n", 3)[3]
    document = read(tmp_path, "larm.px", text.encode("cp850"))
    assert (document.encoding, document.tables[0].column(0)[0]) == ("cp850", "2260 Ånge")


@pytest.mark.parametrize("cut", ["1800", "DATA=", "STUB"])
def test_a_px_file_that_was_cut_off_is_refused(tmp_path, cut):
    """Cells that are missing would shift nothing, but be lost."""
    text = PX.format(page="utf-8")
    with pytest.raises(DocumentError, match=r"4 cells, its dimensions 6|no table in full"):
        read(tmp_path, "larm.px", text[: text.index(cut)])


def versions() -> dict[str, object]:
    """The cube in the forms that JSON-stat has had."""
    old = {key: value for key, value in CUBE.items() if key not in ("id", "size")}
    old["dimension"] = {**CUBE["dimension"], "id": CUBE["id"], "size": CUBE["size"]}
    sparse = {**CUBE, "value": {"0": 450, "2": 10.125, "3": 1e3}, "status": [None, "..", "p", None]}
    sign = {**CUBE, "value": [450, "..", 10.125, 1e3], "status": {"2": "p"}}
    return {
        "version 2": CUBE,
        "version 1": {"dataset": old},
        "collection": {"class": "collection", "link": {"item": [CUBE]}},
        "values by number": sparse,
        "a sign for a value": sign,
    }


@pytest.mark.parametrize("version", versions())
def test_every_form_of_json_stat_gives_the_same_table(tmp_path, version):
    """Codes in their order, labels, status, units and notes; numbers as they are written."""
    document = read(tmp_path, "larm.json", json.dumps(versions()[version]))
    table = document.tables[0]
    assert table.header == ("region", "region code", "year", "year code", "value", "status")
    assert table.rows == ROWS
    assert document.notes == (
        "note: Hela året",
        "note on region, Timrå: Uppskattat",
        "note on year: Kalenderår",
        "unit of 2013: antal",
        "source: Kommunerna",
        "updated: 2013-04-02",
    )


@pytest.mark.parametrize(
    "text",
    ["{}", "[1, 2]", '{"a": {"b": 1}}', '{"value": [NaN], "dimension": {}}', "[" * 100_000, json.dumps(CUBE)[:-9]],
    ids=["empty", "list", "other", "nan", "deep", "cut off"],
)
def test_other_json_is_refused(tmp_path, text):
    """What is no JSON-stat, is cut off or nested without end."""
    with pytest.raises(DocumentError, match="no JSON-stat, or broken"):
        read(tmp_path, "larm.json", text)


def test_absurd_numbers_stay_text_or_are_marked(tmp_path):
    """Four hundred digits are kept; a number with a billion digits is none."""
    cube = json.dumps({**CUBE, "value": ["@", "@", "@", "@"], "status": {}})
    for number in ("9" * 400, "1e400", "1e999999999", "-5"):
        cube = cube.replace('"@"', number, 1)
    values = read(tmp_path, "larm.json", cube).tables[0].column("value")
    assert values == ["9" * 400, "1" + "0" * 400, "#NUM!", "-5"]


def test_a_cube_beyond_the_limit_is_refused_before_it_is_made(tmp_path):
    """Two dimensions of 100 000 values each claim ten thousand million cells."""
    codes = {"category": {"index": [str(number) for number in range(100_000)]}}
    cube = {"id": ["a", "b"], "size": [100_000, 100_000], "dimension": {"a": codes, "b": codes}, "value": {"0": 1}}
    with pytest.raises(DocumentError, match=r"10000000000 cells(.|\n)*at most"):
        read(tmp_path, "larm.json", json.dumps(cube))
    path = written(tmp_path / "larm.px", PX.format(page="utf-8"))
    with pytest.raises(DocumentError, match="6 cells in 5 columns"):
        read_document(path, limits=Limits(cells=29))


SPARSE = PX.format(page="iso-8859-1").split("DATA=")[0]


@pytest.mark.parametrize(("keys", "first"), [("CODES", "2262"), ("VALUES", "2262 Timrå")])
def test_a_px_file_that_leaves_out_rows_is_read_by_its_keys(tmp_path, keys, first):
    """Each row names its place; of the rows that are not there nothing is known, and a note counts their cells."""
    px = f'{SPARSE}KEYS("region")={keys};\nDATA=\n"{first}",300 ".."\n;\n'
    document = read_document(written(tmp_path / "larm.px", px.encode("iso-8859-1")))
    (table,) = document.tables
    assert table.column("value") == ["", "", "300", "..", "", ""]
    assert table.column("status") == ["", "", "", "", "", ""]
    assert document.notes[0] == "cells that the file leaves out (KEYS), so that nothing is known of them: 4"


@pytest.mark.parametrize("row", ['"2299",300 310', '"2262",300', '"2262",300 310 320'])
def test_a_px_row_that_names_no_place_is_refused(tmp_path, row):
    """Unknown codes, and rows too short or too long, are errors that name the row."""
    px = f'{SPARSE}KEYS("region")=CODES;\nDATA=\n{row}\n;\n'
    with pytest.raises(DocumentError, match=r"the row \S+ has \d of 2 cells or names no value"):
        read_document(written(tmp_path / "larm.px", px.encode("iso-8859-1")))


@pytest.mark.parametrize("listed", ['TLIST(A1),"2012","2013"', 'TLIST(A1,"2012"-"2013")'])
def test_periods_of_a_px_file_may_stand_in_its_time_list_alone(tmp_path, listed):
    """As a list, or as the first and last year."""
    px = SPARSE.replace('VALUES("år")="2012","2013";\n', "").replace('TLIST(A1),"2012","2013"', listed)
    document = read_document(written(tmp_path / "larm.px", f"{px}DATA=1 2 3 4 5 6;".encode("iso-8859-1")))
    assert document.tables[0].column("år") == ["2012", "2013"] * 3


def test_a_collection_of_links_says_that_they_are_not_followed(tmp_path):
    """Its tables lie elsewhere."""
    links = {"class": "collection", "link": {"item": [{"class": "dataset", "href": "https://example.org/1"}]}}
    with pytest.raises(DocumentError, match=r"links are never followed(.|\n)*JSON-stat 2"):
        read_document(written(tmp_path / "larm.json", json.dumps(links)))


@pytest.mark.parametrize("spell", [str.lower, str.upper])
def test_halves_of_characters_are_left_out_and_told(tmp_path, spell):
    """JSON may name the half of a character, which no file can hold: nothing else is lost; a whole one is kept."""
    text = json.dumps(CUBE).replace("Trygghetslarm", "Trygg\\ud800hetslarm \\ud83d\\udd14")
    text = text.replace("Timr\\u00e5", "Timr\\u00e5\\udc00").replace('"Uppskattat"', '"Upp\\udfffskattat"')
    for code in ("d800", "d83d", "dd14", "dc00", "dfff"):
        text = text.replace(f"\\u{code}", f"\\u{spell(code)}")
    document = read_document(written(tmp_path / "larm.json", text))
    assert document.segments[0].text == "Trygghetslarm 🔔"
    assert document.text.count("Timrå") == 2
    assert "note on region, Timrå: Uppskattat" in document.notes
    assert document.notes[-1] == "halves of characters are left out"
    assert document.text.encode("utf-8")
    whole = read_document(written(tmp_path / "whole.json", json.dumps({**CUBE, "label": "🔔"})))
    assert "halves of characters are left out" not in whole.notes
