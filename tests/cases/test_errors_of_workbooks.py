"""An error of a workbook is no number: "#DIV/0!" is a figure that is not there, in every format and language."""

from math import inf, isnan

import pytest
from carriers import CARRIERS, carried
from document_files import ods_of, sheet_of, written, xls_of
from made import extracted, file, ingested

from ehealth_stats import read_denominators, total
from ehealth_stats.ingestion.documents import read_document

ERRORS = [
    "#DIV/0!",
    "#N/A",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#REF!",
    "#VALUE!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
    "Err:502",
    "Fel:504",
    "#SAKNAS!",
    "#VÄRDEFEL!",
    "#DIVISION/0!",
    "#REFERENS!",
    "#NAMN?",
    "#OGILTIGT!",
    "#SKÄRNING!",
    "#I/T",
    "#VERDI!",
    "#NAVN?",
    "#VÆRDI!",
    "#REFERENCE!",
    "#NUL!",
    "####",
]
COLUMN = 'columns = { "Antal larm" = "_T" }'


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_is_a_figure_that_is_not_there(tmp_path, error):
    """In `extract`, in a recipe's table and among denominators; a total over it has no point."""
    text = f"Kommun;Antal larm\nÅnge;450\nTimrå;{error}\nSundsvall;1120\n"
    path = file(tmp_path, text)
    found = extracted(path, "area_name", "qualifier", country="SE", language="sv")
    assert found == [["Ånge", "exact"], ["Timrå", "not_available"], ["Sundsvall", "exact"]]
    (tmp_path / "raw").mkdir()
    dataset = ingested(tmp_path / "raw", text, COLUMN)
    row = dataset.observations.set_index("area").loc["SE-2262"]
    assert isnan(row["value"])
    assert (row["status"], row["lower"], row["upper"], row["text"]) == ("O", 0, inf, error)
    (summed,) = total(dataset.observations, by=["indicator"]).to_dict("records")
    assert isnan(summed["value"])
    assert (summed["lower"], summed["upper"]) == (1570, inf)
    people = read_denominators(file(tmp_path, f"region;2012\n2260 Ånge;9600\n2262 Timrå;{error}\n"), country="SE")
    assert people[["area", "status"]].values.tolist() == [["SE-2260", "A"], ["SE-2262", "O"]]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_in_every_format(tmp_path, carrier):
    """Of a column in which only one cell is a number."""
    rows = [["Kommun", "Antal larm"], ["Ånge", "450"], ["Timrå", "#DIV/0!"], ["Sundsvall", "#SAKNAS!"]]
    found = extracted(carried(tmp_path, carrier, [], rows), "area_name", "qualifier")
    assert found == [["Ånge", "exact"], ["Timrå", "not_available"], ["Sundsvall", "not_available"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Andelen är #DIV/0! i Timrå.", ["not_available"]),
        ("Timrå 450, Ånge #DIVISION/0!", ["exact", "not_available"]),
        ("Antal fel:502 i Timrå", ["exact"]),
    ],
)
def test_in_a_sentence(tmp_path, text, found):
    """The digits of an error are no figure; 502 errors are."""
    cells = extracted(file(tmp_path, text, "larm.txt"), "qualifier", language="sv", country="SE")
    assert [qualifier for (qualifier,) in cells] == found


def _sheet_of_errors(rows: int = 0) -> bytes:
    """Write a workbook with two errors, and more rows below."""
    cells = [["Kommun", "Antal larm"], ["Ånge", 450], ["Timrå", "#DIV/0!"], ["Sundsvall", "#N/A"]]
    return sheet_of(*cells, *([f"Rad {number}", number + 100] for number in range(rows)))


def _ods_of_errors() -> bytes:
    """Write the errors as LibreOffice does: a text of no letters, or the number 0, and what is printed."""
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    empty = '<table:table-cell office:value-type="string" office:string-value=""><text:p>{}</text:p></table:table-cell>'
    rows = [
        text.format("Kommun") + text.format("Antal larm"),
        text.format("Ånge") + number.format(450, 450),
        text.format("Timrå") + number.format(0, "#DIV/0!"),
        text.format("Sundsvall") + empty.format("#SAKNAS!"),
    ]
    return ods_of("".join(f"<table:table-row>{row}</table:table-row>" for row in rows))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("larm.xlsx", _sheet_of_errors()),
        ("stor.xlsx", _sheet_of_errors(rows=30_000)),
        ("larm.xls", xls_of([["Kommun", "Antal larm"], ["Ånge", 450.0], ["Timrå", b"\x07"], ["Sundsvall", b"\x2a"]])),
        ("larm.ods", _ods_of_errors()),
    ],
)
def test_a_cell_in_error_is_read_as_it_is_printed(tmp_path, name, content):
    """Not as an empty cell, which says nothing, nor as the 0 that is kept with it."""
    document = read_document(written(tmp_path / name, content))
    assert document.tables[0].column(1)[:3] == ["450", "#DIV/0!", "#SAKNAS!" if name.endswith("ods") else "#N/A"]
    found = extracted(tmp_path / name, "area_name", "qualifier")[:3]
    assert found == [["Ånge", "exact"], ["Timrå", "not_available"], ["Sundsvall", "not_available"]]
