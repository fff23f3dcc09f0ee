"""A number is what a person sees in the cell: durations in their unit, shares, codes with their zeros."""

from datetime import time, timedelta

import openpyxl
import pytest
from document_files import ods_of, workbook_bytes, written
from marked_files import figures_of, in_case

from ehealth_stats.ingestion.documents import read_document


def read(tmp_path, value: object, number_format: str, *, rows: int = 1):
    """Read a workbook with cells in a format."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["Kommun", "Värde"])
    for row in range(2, rows + 2):
        sheet.append(["Ånge", value])
        sheet.cell(row, 2).number_format = number_format
    return read_document(written(tmp_path / "a.xlsx", workbook_bytes(workbook)))


@pytest.mark.parametrize(
    ("value", "number_format", "printed", "figure"),
    [
        (timedelta(hours=12, minutes=30), "[h]:mm:ss", "12.5 hours", (12.5, "hours")),
        (timedelta(days=4, hours=4), "[h]:mm", "100 hours", (100.0, "hours")),
        (timedelta(seconds=90), "[mm]:ss", "1.5 minutes", (1.5, "minutes")),
        (timedelta(hours=1, minutes=30), "[m]", "90 minutes", (90.0, "minutes")),
        (0.27, "0 %", "27 %", (27.0, "percent")),
        (0.275, "0.0%", "27.5 %", (27.5, "percent")),
        (450_500, "#,##0,", "450.5", (450.5, "")),
        (450, '# ##0 "tkr"', "450 tkr", (450_000.0, "SEK")),
    ],
)
def test_what_a_format_prints_is_read(tmp_path, value, number_format, printed, figure):
    """Hours, minutes, percent, thousands."""
    document = read(tmp_path, value, number_format)
    assert document.tables[0].column(1) == [printed]
    assert figures_of(document)[["value", "unit"]].values.tolist() == [list(figure)]


@pytest.mark.parametrize("value", [time(12, 30), timedelta(hours=12, minutes=30)])
def test_a_clock_time_is_no_figure(tmp_path, value):
    """In a format of hours and minutes within a day."""
    assert figures_of(read(tmp_path, value, "h:mm")).empty


def test_a_code_keeps_its_zeros():
    """114 in the format 0000 is the code 0114, and no figure."""
    document = in_case("codes.xlsx")
    assert document.tables[0].column(0) == ["0114", "0180", "0381"]
    assert figures_of(document)["value"].tolist() == [100.0, 200.0, 300.0]


def test_shares_of_a_large_sheet(tmp_path):
    """More cells than are read a second time for what is hidden."""
    document = read(tmp_path, 0.27, "0%", rows=30_000)
    assert set(document.tables[0].column(1)) == {"27 %"}


def test_an_open_document_says_what_its_numbers_are(tmp_path):
    """Shares, money, durations beyond a day; a clock time is none."""
    cell = "<table:table-cell office:value-type={}><text:p>x</text:p></table:table-cell>"
    kinds = (
        '"percentage" office:value="0.27"',
        '"currency" office:currency="SEK" office:value="450"',
        '"time" office:time-value="PT100H30M00S"',
        '"time" office:time-value="PT08H15M00S"',
    )
    row = "".join(cell.format(kind) for kind in kinds)
    name = '<table:table-cell office:value-type="string"><text:p>Ånge</text:p></table:table-cell>'
    rows = f"<table:table-row>{name}{row}</table:table-row>"
    document = read_document(written(tmp_path / "a.ods", ods_of(rows)))
    assert document.tables[0].rows == (("Ånge", "27 %", "450 SEK", "100.5 hours", "08:15:00"),)
    figures = figures_of(document)
    assert figures[["value", "unit"]].values.tolist() == [[27.0, "percent"], [450.0, "SEK"], [100.5, "hours"]]


def test_the_file_of_durations():
    """dur: clock times and dates are no figures."""
    figures = figures_of(in_case("dur.xlsx"))
    right = [[12.5, "hours"], [1.5, "minutes"], [100.0, "hours"], [90.0, "minutes"]]
    assert figures[["value", "unit"]].values.tolist() == right


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (450, ";;;", ""),
        (-450, "0;;0", ""),
        (0, "0;-0;;@", ""),
        (3, '[<5]"*";0', "*"),
        (3, '[<5]"färre än 5";[>=5]0', "färre än 5"),
        (5, '[<5]"*";0', "5"),
        (1, '"ja";"nei";"ukjent"', "ja"),
        (0, '"ja";"nei";"ukjent"', "ukjent"),
        (0, '#,##0;-#,##0;"–"', "0"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "0"),
        (450, '[Red]#,##0;[Blue]"minus; "0', "450"),
        (-45, "0;(0)", "-45"),
        (0.27, '0%;-0%;"ingen"', "27 %"),
        (0, '0%;-0%;"ingen"', "ingen"),
    ],
)
def test_what_a_format_hides_is_not_read(tmp_path, value, number_format, printed):
    """Nothing, a sign or words: what a person sees in the cell decides."""
    document = read(tmp_path, value, number_format)
    assert document.tables[0].column(1) == [printed]
    told = "numbers that the format of their cells hides, which are left out: 1" in document.notes
    assert told == (not printed)


def test_what_a_format_hides_in_a_large_sheet(tmp_path):
    """More cells than are read a second time for what is hidden."""
    document = read(tmp_path, 3, '[<5]"";0', rows=30_000)
    assert set(document.tables[0].column(1)) == {""}
    assert "numbers that the format of their cells hides, which are left out: 30000" in document.notes
