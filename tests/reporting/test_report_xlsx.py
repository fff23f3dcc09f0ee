"""The workbook of the annex: read back with openpyxl, pandas and LibreOffice, it holds the report's sheets."""

import csv
import math
import re
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from made_up_report import CLEAN, FORMULAS, MARKUP, made_up_report
from office import convert, needs_office
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from ehealth_stats.reporting.formats.xlsx import annex_cells, render_xlsx, sheet_names
from ehealth_stats.reporting.model import Report, Sheet, SheetColumn
from ehealth_stats.wording.languages import LANGUAGES

NAMES = ["Innehåll", "Förklaringar", "Uppgifter alla 2013", "Uppgifter alla {2013}, och det", "Tomt"]


@pytest.fixture(scope="module")
def content() -> bytes:
    """The made-up report's annex."""
    return render_xlsx(made_up_report())


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    """It, read again."""
    return openpyxl.load_workbook(BytesIO(content))


def test_sheets_have_legal_names_in_order(book: Workbook) -> None:
    """Contents and notes come first; a name has no sign that a sheet's must not have, and at most 31 letters."""
    assert book.sheetnames == NAMES
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in book.sheetnames)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Svar", "SVAR"), ["Svar", "SVAR 2"]),
        (("Innehåll", "innehåll 2"), ["Innehåll 2", "innehåll 2 2"]),
        (("History",), ["History 1"]),
        (("'quoted'", "?*"), ["quoted", "1"]),
        (("å" * 40, "å" * 35), ["å" * 31, "å" * 29 + " 2"]),
        (("\U0001f600" * 20,), ["\U0001f600" * 15]),
    ],
)
def test_names_are_made_legal_and_unlike(names, expected) -> None:
    """A name like another, one of Excel's own, one too long: each is changed as little as can be."""
    report = Report(
        "R", "", "sv", (), "Innehåll", (), tuple(Sheet(name, "", (SheetColumn("A", ""),), ()) for name in names)
    )
    assert list(sheet_names(report).values()) == expected
    assert openpyxl.load_workbook(BytesIO(render_xlsx(report))).sheetnames[2:] == expected


def test_contents_name_title_language_and_every_sheet(book: Workbook) -> None:
    """The first sheet names the report and its language and leads to each sheet, with what it holds."""
    sheet = book["Innehåll"]
    lines = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert lines[:6] == [
        "Välfärd & teknik <2013>",
        "En utvärdering",
        "Åsa Östlund",
        "Uppdragsgivare: Förbundet",
        "Dag: 2 april 2013",
        "Språk: svenska",
    ]
    listed = list(sheet.iter_rows(min_row=9, max_col=3))
    assert [row[0].value for row in listed] == NAMES[1:]
    assert [row[0].hyperlink.location for row in listed] == [f"'{name}'!A1" for name in NAMES[1:]]
    assert [row[2].value for row in listed] == [4 + 2 + 1, 17, 300, 0]
    assert listed[2][1].value == "Många rader I ordning."


def test_notes_explain_every_column_and_every_empty_cell(book: Workbook) -> None:
    """Each column has its meaning; where cells are empty it says what that means, elsewhere that none is."""
    rows = list(book["Förklaringar"].iter_rows(values_only=True))
    assert rows[0] == ("Blad", "Kolumn", "Betydelse", "En tom cell betyder")
    assert rows[1] == (NAMES[2], "Uppgift", "Vad dokumentet säger", "Ingen cell är tom")
    assert rows[2] == (NAMES[2], "Värde", "Antalet", "Dokumentet säger inget antal")
    assert rows[3] == (NAMES[2], "Dag", "Dagen då det gällde", "Inget är angivet")
    assert len(rows) == 1 + 4 + 2 + 1
    assert all(cell for row in rows for cell in row)


def test_each_sheet_is_one_named_table(book: Workbook) -> None:
    """A table from A1 on every sheet but the first, its header frozen; nothing is merged, nothing is computed."""
    tables = [(sheet.title, *each) for sheet in book for each in sheet.tables.items()]
    assert [title for title, _, _ in tables] == NAMES
    assert [area for _, _, area in tables][2:4] == ["A1:D18", "A1:B301"]
    assert len({name for _, name, _ in tables}) == len(NAMES)
    assert all(sheet.freeze_panes == "A2" for sheet in book.worksheets[1:])
    assert not any(sheet.merged_cells.ranges for sheet in book)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_each_sheet_is_as_wide_as_a_page_when_it_is_printed(book: Workbook) -> None:
    """A4, lying, one page across, which is what is meant where nothing stands, and as many down as it takes."""
    printed = [(sheet.sheet_properties.pageSetUpPr, sheet.page_setup) for sheet in book]
    assert [(fit.fitToPage, page.fitToWidth or 1, page.fitToHeight) for fit, page in printed] == [(True, 1, 0)] * len(
        NAMES
    )
    assert {(page.paperSize, page.orientation) for _, page in printed} == {(9, "landscape")}


def test_texts_numbers_and_days_are_what_they_are(book: Workbook) -> None:
    """A text that looks like a formula or a link is a text; a number is a number, a day a day."""
    rows = list(book[NAMES[2]].iter_rows(min_row=2, values_only=True))
    assert rows[0] == (MARKUP, 470, datetime(2013, 4, 2), 0.5)
    # 1899 is before the first day that a workbook counts
    assert rows[1] == ("Ånge", None, "1899-12-31", None)
    assert rows[2] == (CLEAN, 45.5, None, None)
    assert [row[0] for row in rows[3:]] == list(FORMULAS)
    sheet = book[NAMES[2]]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert sheet["C2"].number_format == "yyyy-mm-dd"


def test_another_reader_finds_the_same_texts(content: bytes) -> None:
    """No part of a text is markup of the workbook, whatever it looks like."""
    read = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(NAMES[2]).to_python()
    assert [row[0] for row in read[4:]] == list(FORMULAS)


def test_columns_of_one_name_are_told_apart(book: Workbook) -> None:
    """A table of Excel can't have two columns that differ only in the size of their letters."""
    assert [cell.value for cell in book[NAMES[2]][1]] == ["Uppgift", "Värde", "Dag", "värde 2"]


def test_citations_lead_to_the_row(book: Workbook) -> None:
    """The cell that an id leads to is in the row of that id."""
    cells = annex_cells(made_up_report())
    assert cells["alarms"] == "'Uppgifter alla 2013'!A2"
    sheet, _, place = cells["formula3"].rpartition("!")
    assert book[sheet.strip("'")][place].value == FORMULAS[3]


def test_properties_name_title_and_language(book: Workbook) -> None:
    """Title and author are set, the language is a property of its own, and no time is."""
    assert book.properties.title == "Välfärd & teknik <2013>"
    assert book.properties.creator == "Åsa Östlund"
    assert book.custom_doc_props["Language"].value == "sv-SE"
    assert book.properties.created == datetime(2000, 1, 1)


def test_pandas_reads_it(content: bytes) -> None:
    """Read with pandas, the numbers are those of the annex."""
    frames = pd.read_excel(BytesIO(content), sheet_name=None, engine="calamine")
    assert list(frames) == NAMES
    many = frames[NAMES[3]]
    assert many["Värde"].tolist() == list(range(300))
    assert many["Uppgift"].tolist() == [f"rad {n}" for n in range(300)]
    first = frames[NAMES[2]]
    assert first["Värde"].tolist()[0] == 470
    assert first["Värde"].isna().tolist() == [False, True, *[False] * 15]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_words(language) -> None:
    """The notes and the language are named in the report's language."""
    book = openpyxl.load_workbook(BytesIO(render_xlsx(made_up_report(language))))
    notes = {"en": "Notes", "sv": "Förklaringar", "nb": "Forklaringer", "nn": "Forklaringar", "da": "Forklaringer"}
    own = {
        "en": "Language: English",
        "sv": "Språk: svenska",
        "nb": "Språk: norsk bokmål",
        "nn": "Språk: norsk nynorsk",
        "da": "Sprog: dansk",
    }
    assert book.sheetnames[1] == notes[language]
    assert own[language] in [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]


def test_the_same_report_gives_the_same_bytes(content: bytes) -> None:
    """Made twice, the file is the same."""
    assert render_xlsx(made_up_report()) == content
    with ZipFile(BytesIO(content)) as parts:
        assert len({part.date_time for part in parts.infolist()}) == 1


def test_a_text_longer_than_a_cell_takes_ends_with_dots() -> None:
    """A cell holds 32 767 letters; more are cut and said to be."""
    sheet = Sheet("Long", "", (SheetColumn("Text", ""),), (("a" * 40_000,),))
    book = openpyxl.load_workbook(BytesIO(render_xlsx(Report("R", "", "en", (), "Contents", (), (sheet,)))))
    value = book["Long"]["A2"].value
    assert len(value) == 32_767
    assert value.endswith("a…")


def test_a_report_without_an_annex_has_two_sheets() -> None:
    """Contents and notes are there all the same."""
    book = openpyxl.load_workbook(BytesIO(render_xlsx(Report("R", "", "en", (), "Contents", ()))))
    assert book.sheetnames == ["Contents", "Notes"]


@needs_office
def test_libreoffice_reads_it(content: bytes, tmp_path: Path) -> None:
    """Every cell of every sheet is there, texts as texts and days as days."""
    path = tmp_path / "evaluation.sv.xlsx"
    path.write_bytes(content)
    # comma, quotes, UTF-8, values as they are stored, one file a sheet
    convert(path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1")
    for sheet, name in zip(made_up_report().annex, NAMES[2:], strict=True):
        with (tmp_path / f"evaluation.sv-{name}.csv").open(encoding="utf-8", newline="") as file:
            heads, *rows = csv.reader(file)
        assert [head.removesuffix(" 2") for head in heads] == [column.label for column in sheet.columns]
        assert rows == [[as_printed(cell) for cell in cells] for cells in sheet.rows]


def as_printed(cell: str | float | date | None) -> str:
    """A cell as LibreOffice prints it."""
    empty = cell is None or (isinstance(cell, float) and not math.isfinite(cell))
    return "" if empty else str(cell).removesuffix(".0")
