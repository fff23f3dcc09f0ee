"""What a person sees in the cells of an .xls and of an .ods: raised, struck, hidden, in percent."""

import pytest
from document_files import ods_of, written, xls_of
from made import extracted

from ehealth_stats.ingestion.documents import read_document

PLAIN, RAISED, STRUCK = 0, 1 << 16, 8
FONTS = (PLAIN, RAISED, STRUCK)


def old_workbook(tmp_path, cell, *, styles=((0, "General"),), style: int = 0, **made):
    """Read an .xls in which one of two cells is given, in a style of a font and a number format."""
    rows = [["Kommun", "Antal larm"], ["Ånge", cell], ["Timrå", 120.0]]
    data = xls_of(rows, fonts=FONTS, styles=styles, styled={(1, 1): style}, **made)
    return read_document(written(tmp_path / "larm.xls", data))


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ([("300", 0), ("1", 1)], "300¹"),
        ([("400", 2), (" 450", 0)], "450"),
        ([("450", 0), (" a)", 1)], "450ᵃ⁾"),
        ([("450", 0), (" larm", 0)], "450 larm"),
    ],
)
def test_letters_of_a_cell(tmp_path, cell, printed):
    """A raised mark points to a note, struck digits are gone."""
    document = old_workbook(tmp_path, cell)
    assert document.tables[0].column(1) == [printed, "120"]
    assert extracted(tmp_path / "larm.xls", "value")[0] == [300.0 if "300" in printed else 450.0]


@pytest.mark.parametrize(
    ("cell", "look", "printed"),
    [
        (0.27, (0, "0%"), "27 %"),
        (450.0, (0, '# ##0" tkr"'), "450 tkr"),
        (3.0, (0, '[<5]"färre än 5";0'), "färre än 5"),
        (8.0, (0, '[<5]"färre än 5";0'), "8"),
        (450.0, (0, ";;;"), ""),
        (450.0, (2, "General"), ""),
        ("1)", (1, "General"), "¹⁾"),
    ],
)
def test_looks_of_a_whole_cell(tmp_path, cell, look, printed):
    """By its number format and by its font."""
    document = old_workbook(tmp_path, cell, styles=((0, "General"), look), style=1)
    assert document.tables[0].column(1) == [printed, "120"]


def test_notes_say_what_is_left_out(tmp_path):
    """Only where something is: struck or hidden numbers, hidden rows; nothing of a plain workbook."""
    assert old_workbook(tmp_path, 450.0).notes == ()
    struck = old_workbook(tmp_path, 450.0, styles=((0, "General"), (2, "General")), style=1)
    assert struck.notes == ("cells with struck-through text, which is left out: 1",)
    unseen = old_workbook(tmp_path, 450.0, styles=((0, "General"), (0, ";;;")), style=1, hidden=[2])
    assert unseen.notes == (
        "sheet Larm: rows are hidden: 3",
        "numbers that the format of their cells hides, which are left out: 1",
    )


NUMBER = '<number:number number:min-integer-digits="1"/>'
LESS = "<number:text>färre än 5</number:text>"
MAP = '<style:map style:condition="value(){}" style:apply-style-name="{}"/>'


def number_style(name: str, inside: str) -> str:
    """Write a number format of OpenDocument."""
    return f'<number:number-style style:name="{name}">{inside}</number:number-style>'


@pytest.mark.parametrize(
    ("formats", "value", "printed"),
    [
        ([("P0", LESS), ("N1", NUMBER + MAP.format("&lt;5", "P0"))], 3, "färre än 5"),
        ([("P0", LESS), ("N1", NUMBER + MAP.format("&lt;5", "P0"))], 8, "8"),
        ([("P0", ""), ("P1", ""), ("N1", MAP.format("&gt;0", "P0") + MAP.format("&lt;0", "P1"))], 450, ""),
        ([("P0", NUMBER), ("N1", "<number:text>inga</number:text>" + MAP.format("!=0", "P0"))], 0, "inga"),
        ([("P0", NUMBER), ("N1", "<number:text>-</number:text>" + MAP.format("!=0", "P0"))], 0, "0"),
        ([("N1", NUMBER + "<number:text> larm</number:text>")], 450, "450"),
    ],
)
def test_number_formats_of_an_open_document(tmp_path, formats, value, printed):
    """Some numbers are shown as words or as nothing; a dash for nothing but zero is zero."""
    styles = "".join(number_style(*each) for each in formats)
    styles += '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    cell = '<table:table-cell {}office:value-type="float" office:value="{}"><text:p>x</text:p></table:table-cell>'
    rows = (
        ("Kommun", text.format("Antal")),
        ("Ånge", cell.format('table:style-name="ce1" ', value)),
        ("Timrå", cell.format("", 120)),
    )
    lines = "".join(f"<table:table-row>{text.format(name)}{one}</table:table-row>" for name, one in rows)
    document = read_document(written(tmp_path / "larm.ods", ods_of(lines, styles=styles)))
    assert document.tables[0].column(1) == [printed, "120"]
    left_out = ("numbers that the format of their cells hides, which are left out: 1",)
    assert document.notes == (() if printed else left_out)


def test_a_duration_of_an_open_document_within_a_day(tmp_path):
    """In a format of hours that run on it is a number of hours."""
    styles = (
        '<number:time-style style:name="N9" number:truncate-on-overflow="false"><number:hours/></number:time-style>'
    )
    styles += '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N9"/>'
    time = 'office:value-type="time" office:time-value="PT08H15M00S"><text:p>8:15</text:p></table:table-cell>'
    name = '<table:table-cell office:value-type="string"><text:p>Ånge</text:p></table:table-cell>'
    row = f'{name}<table:table-cell table:style-name="ce1" {time}<table:table-cell {time}'
    content = ods_of(f"<table:table-row>{row}</table:table-row>", styles=styles)
    document = read_document(written(tmp_path / "larm.ods", content))
    assert document.tables[0].rows == (("Ånge", "8.25 hours", "08:15:00"),)
