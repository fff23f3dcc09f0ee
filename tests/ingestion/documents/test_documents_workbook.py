"""Workbooks as offices fill them: what numbers look like, what is beside them, and several tables in one sheet."""

import openpyxl
import pytest
from document_files import ods_of, sheet_of, workbook_bytes, written, xls_of, xlsb_of
from openpyxl.comments import Comment

from ehealth_stats.ingestion.documents import Document, read_document
from ehealth_stats.ingestion.documents.limits import Limits

# (value, number format, what is printed): the value in all its digits with what the format writes around it
FORMATS = [
    (0.27, "0%", "27 %"),
    (0.2745, "0%", "27.45 %"),
    (0.07, "0.0%", "7 %"),
    (450, '#,##0 "st"', "450 st"),
    (5000, '# ##0 "kr"', "5000 kr"),
    (5000, "#,##0\\ [$kr-41D]", "5000 kr"),
    (5000, '[$kr-414] #,##0;[Red]-"kr" #,##0', "kr 5000"),
    (742593, '#,##0,"tkr"', "742.593 tkr"),
    (5_000_000, '0.0,,"mnkr"', "5 mnkr"),
    (60, '"c:a" 0', "c:a 60"),
    (-12, '_-* #,##0 "kr"_-;-* #,##0 "kr"_-', "-12 kr"),
    (450, "#,##0.00", "450"),
    (450, "[>1000]0,;0", "450"),
    (4.5, 'General" %"', "4.5 %"),
]


def read(tmp_path, data: bytes, name: str = "larm.xlsx", **limits: int) -> Document:
    """Write a file and read it."""
    return read_document(written(tmp_path / name, data), limits=Limits(**limits))


@pytest.mark.parametrize(("value", "number_format", "printed"), FORMATS)
def test_a_number_format_prints_its_words_and_hides_no_digit(tmp_path, value, number_format, printed):
    """Percent, units, currencies and thousands as on the screen, but never rounded."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["Kommun", "Antal"])
    sheet.append(["Ånge", value])
    sheet["B2"].number_format = number_format
    document = read(tmp_path, workbook_bytes(workbook))
    assert document.tables[0].rows == (("Ånge", printed),)
    assert document.tables[0].column("Antal") == [printed]


def test_a_comment_follows_its_cell(tmp_path):
    """It is a segment of its own, so that its figures have a place."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["Kommun", "Larm"])
    sheet.append(["Ånge", 450])
    sheet["B2"].comment = Comment("varav 45 digitala\nenligt uppgift", "x")
    document = read(tmp_path, workbook_bytes(workbook))
    assert [(s.text, s.kind, s.place, s.offset) for s in document.segments[-3:]] == [
        ("450", "cell", "sheet Sheet cell B2", 0),
        ("varav 45 digitala", "cell", "sheet Sheet cell B2 comment", 0),
        ("enligt uppgift", "cell", "sheet Sheet cell B2 comment", 18),
    ]
    assert document.tables[0].rows == (("Ånge", "450"),)


def test_what_is_hidden_or_unknown_is_read_and_noted(tmp_path):
    """Hidden rows and columns, a formula that nobody calculated, an error; none is evaluated or left out."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (["Kommun", "Larm", "Digitala", "Andel"], ["Ånge", 450, 45, "=C2/B2"], ["Timrå", 300, 5, "#N/A"]):
        sheet.append(row)
    sheet["D3"].data_type = "e"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    document = read(tmp_path, workbook_bytes(workbook))
    assert document.tables[0].rows == (("Ånge", "450", "45", ""), ("Timrå", "300", "5", "#N/A"))
    assert document.notes == (
        "sheet Sheet: rows are hidden: 3",
        "sheet Sheet: columns are hidden: C",
        "sheet Sheet: a formula without a stored value: D2",
        "sheet Sheet: a value in error: D3",
    )


def test_of_a_large_sheet_only_what_looks_otherwise_is_read_twice(tmp_path):
    """Beyond the limit shares are still shares; what was not looked for is told."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["Kommun", "Andel"])
    sheet.append(["Ånge", 0.1])
    sheet["B2"].number_format = "0%"
    document = read(tmp_path, workbook_bytes(workbook), annotated_cells=3)
    assert document.tables[0].column(1) == ["10 %"]
    assert document.notes == ("sheet Sheet is large: its hidden rows and formulas without a value were not looked for",)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("larm.xls", xls_of([["Kommun", "Larm"], ["Ånge", 450.0]])),
        ("larm.xlsx", sheet_of(["Kommun", "Larm"], ["Ånge", 450])),
    ],
)
def test_every_workbook_format_gives_the_same_table(tmp_path, name, data):
    """The format of the file leaves no trace in the table or its places."""
    document = read(tmp_path, data, name)
    assert (document.tables[0].header, document.tables[0].rows) == (("Kommun", "Larm"), (("Ånge", "450"),))
    assert document.segments[-1].place == "sheet Larm cell B2"


def test_a_binary_workbook_is_read(tmp_path):
    """Numbers of an .xlsb, in their cells."""
    document = read(tmp_path, xlsb_of([(1, 1, 450.0), (2, 1, 0.5)]), "larm.xlsb")
    assert [(s.text, s.place) for s in document.segments] == [
        ("450", "sheet Larm cell B2"),
        ("0.5", "sheet Larm cell B3"),
    ]


def test_the_empty_rest_of_an_open_document_sheet_takes_no_room(tmp_path):
    """LibreOffice fills each sheet with repeated empty rows and columns to its very end."""
    cell = "<table:table-cell office:value-type='float' office:value='450'><text:p>450</text:p></table:table-cell>"
    rest = "<table:table-cell table:number-columns-repeated='16383'/>"
    empty = "<table:table-cell table:number-columns-repeated='16384'/>"
    rows = (
        f"<table:table-row>{cell}{rest}</table:table-row>"
        f"<table:table-row table:number-rows-repeated='1048575'>{empty}</table:table-row>"
    )
    assert read(tmp_path, ods_of(rows), "larm.ods").tables[0].rows == (("450",),)


def test_a_header_of_several_rows_names_each_column_in_full(tmp_path):
    """Merged cells spread over their columns; the units below are part of the name.

    | Kommun | Larm (B1:C1 merged)        |          | Kostnad |
    |        | alla                       | digitala |         |
    |        | antal                      | antal    | tkr     |
    | Ånge   | 450                        | 45       | 5       |
    """
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    rows = [["Kommun", "Larm", None, "Kostnad"], [None, "alla", "digitala"], [None, "antal", "antal", "tkr"]]
    for row in [*rows, ["Ånge", 450, 45, 5], ["Timrå", 300, 5, 4]]:
        sheet.append(row)
    sheet.merge_cells("A1:A3")
    sheet.merge_cells("B1:C1")
    table = read(tmp_path, workbook_bytes(workbook)).tables[0]
    assert table.header == ("Kommun", "Larm / alla / antal", "Larm / digitala / antal", "Kostnad / tkr")
    assert table.rows == (("Ånge", "450", "45", "5"), ("Timrå", "300", "5", "4"))


@pytest.mark.parametrize(
    ("rows", "header", "first"),
    [
        # group headings that nobody merged go on over the blanks to their right
        (
            [["", "Larm", "", "Kort"], ["Kommun", "alla", "digitala", "SITHS"], ["Ånge", 450, 45, 51]],
            ("Kommun", "Larm / alla", "Larm / digitala", "Kort / SITHS"),
            ("Ånge", "450", "45", "51"),
        ),
        # years below a heading
        (
            [["Kommun", "Larm", ""], ["", 2012, 2013], ["Ånge", 450, 460]],
            ("Kommun", "Larm / 2012", "Larm / 2013"),
            None,
        ),
        # a row of words under a full header is data
        ([["Kommun", "Larm", "NPÖ"], ["Ånge", "okänt", "ja"], ["Timrå", 300, "nej"]], ("Kommun", "Larm", "NPÖ"), None),
        ([["Kommun", "2012", "2013"], ["Ånge", 450, 460]], ("Kommun", "2012", "2013"), ("Ånge", "450", "460")),
        ([["Kommun", "Ja", "Vet ej"], ["Ånge", 3, 2]], ("Kommun", "Ja", "Vet ej"), ("Ånge", "3", "2")),
        # a transposed table: the municipalities are the columns
        ([["", "Ånge", "Timrå"], ["Larm", 450, 300]], ("", "Ånge", "Timrå"), ("Larm", "450", "300")),
        # a title above the header
        ([["Larm i länet"], ["Kommun", "Larm", "NPÖ"], ["Ånge", 450, 1]], ("Kommun", "Larm", "NPÖ"), None),
    ],
)
def test_headers_as_they_are_written(tmp_path, rows, header, first):
    """Each layout with the header that a person reads in it, and the first row below."""
    table = read(tmp_path, sheet_of(*rows)).tables[0]
    assert table.header == header
    assert first is None or table.rows[0] == first


def test_a_repeated_header_is_no_row_but_totals_are(tmp_path):
    """A total row and a total column stay: the recipe says what they are."""
    head = ["Kommun", "Larm", "Totalt"]
    table = read(tmp_path, sheet_of(head, ["Ånge", 450, 450], head, ["Timrå", 300, 300], ["Totalt", 750, 750])).tables[
        0
    ]
    assert table.column("Kommun") == ["Ånge", "Timrå", "Totalt"]
    assert table.place(1, 0) == "sheet Larm cell A4"


def test_tables_side_by_side_are_parted(tmp_path):
    """An empty column between labels under headers of their own.

    | Kommun | Larm |  | Kommun    | Larm |
    | Ånge   | 450  |  | Sundsvall | 1800 |
    | Timrå  | 300  |  |           |      |
    """
    head = ["Kommun", "Larm"]
    rows = [[*head, None, *head], ["Ånge", 450, None, "Sundsvall", 1800], ["Timrå", 300]]
    left, right = read(tmp_path, sheet_of(*rows)).tables
    assert (left.name, left.header, left.rows) == ("Larm", ("Kommun", "Larm"), (("Ånge", "450"), ("Timrå", "300")))
    assert (right.name, right.header, right.rows) == ("Larm (2)", ("Kommun", "Larm"), (("Sundsvall", "1800"),))
    assert right.place(0, 1) == "sheet Larm cell E2"


def test_an_empty_column_within_a_table_parts_nothing(tmp_path):
    """A blank column for looks, with remarks after it, is part of the table."""
    rows = [["Kommun", "Larm", None, "Kommentar"], ["Ånge", 450, None, "uppskattat"], ["Timrå", 300]]
    (table,) = read(tmp_path, sheet_of(*rows)).tables
    assert table.rows == (("Ånge", "450", "", "uppskattat"), ("Timrå", "300", "", ""))


def test_stacked_tables_titles_and_footnotes_are_told_apart(tmp_path):
    """Empty rows part tables with headers of their own; a total after one belongs to the table above.

    | Larm i länet 2013               |
    |                                 |
    | Kommun | Larm                   |
    | Ånge   | 450                    |
    |                                 |
    | Totalt | 450                    |
    |                                 |
    | Kommun | Kort                   |
    | Ånge   | 51                     |
    | * inklusive hemtjänstens 12 kort |
    """
    rows = [["Larm i länet 2013"], [], ["Kommun", "Larm"], ["Ånge", 450], [], ["Totalt", 450], []]
    document = read(tmp_path, sheet_of(*rows, ["Kommun", "Kort"], ["Ånge", 51], ["* inklusive hemtjänstens 12 kort"]))
    first, second = document.tables
    assert (first.rows, second.rows) == ((("Ånge", "450"), ("Totalt", "450")), (("Ånge", "51"),))
    assert (first.name, second.name, second.place(0, 1)) == ("Larm", "Larm (2)", "sheet Larm cell B9")
    outside = [(s.text, s.kind, s.place) for s in document.segments if s.table < 0]
    assert outside == [
        ("Larm i länet 2013", "paragraph", "sheet Larm cell A1"),
        ("* inklusive hemtjänstens 12 kort", "paragraph", "sheet Larm cell A10"),
    ]


def test_stacked_tables_of_words_are_told_apart_by_their_first_label(tmp_path):
    """No figures tell their headers, but the first column has the same name again."""
    document = read(tmp_path, sheet_of(["Kommun", "NPÖ"], ["Ånge", "ja"], [], ["Kommun", "Pascal"], ["Timrå", "nej"]))
    assert [(table.header, table.rows) for table in document.tables] == [
        (("Kommun", "NPÖ"), (("Ånge", "ja"),)),
        (("Kommun", "Pascal"), (("Timrå", "nej"),)),
    ]


def test_stacked_tables_with_titles_of_their_own_are_told_apart(tmp_path):
    """Read as one table, the cards of the second would be alarms of the first; a title stands above two columns too."""
    rows = [
        ["Larm"], ["Kommun", "Antal"], ["Ånge", 450], ["Timrå", 300], [],
        ["SITHS-kort"], ["Kommun", "Antal kort"], ["Ånge", 51], ["Timrå", 30],
    ]  # fmt: skip
    first, second = read(tmp_path, sheet_of(*rows)).tables
    assert (first.header, first.rows) == (("Kommun", "Antal"), (("Ånge", "450"), ("Timrå", "300")))
    assert (second.header, second.rows) == (("Kommun", "Antal kort"), (("Ånge", "51"), ("Timrå", "30")))


def test_a_label_without_figures_at_the_end_stays_a_row(tmp_path):
    """A municipality that gave no number is data, not a note."""
    table = read(tmp_path, sheet_of(["Kommun", "Larm"], ["Ånge", 450], ["Timrå"])).tables[0]
    assert table.rows == (("Ånge", "450"), ("Timrå", ""))


def test_titles_and_notes_of_a_delimited_file_are_paragraphs(tmp_path):
    """As statistical offices export them: a title, the table, the source."""
    text = "Larm efter kommun\n\nKommun;Larm\n0180;450\nTimrå;NA\n\nKälla: kommunerna\n"
    document = read(tmp_path, text.encode(), "larm.csv")
    assert [(s.text, s.place) for s in document.segments if s.table < 0] == [
        ("Larm efter kommun", "paragraph 1"),
        ("Källa: kommunerna", "paragraph 2"),
    ]
    # The leading zero stays, and NA is a text like any other.
    assert document.tables[0].rows == (("0180", "450"), ("Timrå", "NA"))


def test_a_table_is_printed_only_when_it_is_asked_for(tmp_path):
    """A column of a large table costs that column: nothing else is made into text."""
    document = read(tmp_path, sheet_of(["Kommun", "Larm"], *[["Ånge", number] for number in range(1000)]))
    table = document.tables[0]
    assert table.column("Larm")[:3] == ["0", "1", "2"]
    assert {"rows", "cells", "segments"}.isdisjoint(vars(table))
    assert "segments" not in vars(document)
    assert len(document.segments) == 2 + 2 * 1000


def test_a_column_is_asked_for_by_its_name(tmp_path):
    """A slip is answered with the nearest name."""
    table = read(tmp_path, sheet_of(["Kommun", "Larm"], ["Ånge", 450])).tables[0]
    with pytest.raises(ValueError, match=r"no column 'Larn'(.|\n)*did you mean 'Larm'"):
        table.column("Larn")
