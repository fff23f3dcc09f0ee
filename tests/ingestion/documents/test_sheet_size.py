"""How far out the cells of a workbook lie, in every spelling and format: room is had at the limit, not beyond it."""

import re
import struct
from pathlib import Path

import pytest
from document_files import compound, ods_of, sheet_xml, xls_of, xlsb_of, xlsx_of, zipped

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.intake.sheet_size import check_old_sheets, check_sheet_size
from ehealth_stats.ingestion.documents.limits import Limits


def room(name: str, data: bytes) -> int:
    """Return the room that a workbook has: it is refused below it, with that number, and read at it."""
    check = check_old_sheets if name.endswith(".xls") else check_sheet_size
    with pytest.raises(DocumentError) as refused:
        check(Received(Path(name), data, Limits(cells=0)))
    smallest = int(re.search(r"room for (\d+) cells", str(refused.value))[1])
    found = smallest
    while True:
        try:
            check(Received(Path(name), data, Limits(cells=found)))
        except DocumentError as error:
            found = int(re.search(r"room for (\d+) cells", str(error))[1])
        else:
            break
    with pytest.raises(DocumentError, match=f"room for {found} cells up to its last one(.|\n)*at most {found - 1}"):
        check(Received(Path(name), data, Limits(cells=found - 1)))
    return found


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ('<row r="4"><c r="C4"/></row>', 12),
        ('<row r="1"><c r="C1"/></row><row r="4"><c r="A4"/></row>', 12),
        ('<row r="12"><c r="AB12"/></row>', 28 * 12),
        ('<row r="2"><c r="AAA2"/></row>', 2 * 703),
        # Other spellings are parsed: a prefix, other quotes, other attributes first, small letters.
        ('<x:row r="4" xmlns:x="y"><x:c r="C4"/></x:row>', 12),
        ("<row r='4'><c r='C4'/></row>", 12),
        ('<row r="4"><c s="1" r="C4"/></row>', 12),
        ('<row r="4"><c r="c4"/></row>', 12),
        # Cells and rows without a reference follow those before them.
        ("<row><c/><c/><c/></row><row><c/></row>", 6),
        ('<row r="4"><c/><c/><c/></row>', 12),
        ('<row r="3"/><row><c r="B4"/><c/></row>', 12),
        ('<row><c r="B4"/><c/></row>', 12),
        ('<row r="4"><c r="C4"/></row><row><c/></row>', 15),
        # Up to the last that Excel knows; a reference of more than 27 letters is none.
        ("<row><c r='A1048576'/><c r='C1048576'/></row>", 3 * 1_048_576),
        ("<row><c r='XFD1'/></row><row><c r='A2'/></row>", 2 * 16_384),
        (f"<row><c/><c r='C{'1' * 27}'/></row>", 2),
    ],
)
def test_room_of_a_sheet(rows, cells):
    """Rows up to the last cell times columns up to the last, wherever these are."""
    assert room("larm.xlsx", xlsx_of(sheet_xml(rows))) == cells


@pytest.mark.parametrize(
    ("reference", "limit", "is_read"),
    [
        # A limit that holds 26 columns of 999 999 rows holds every cell with one letter and six digits.
        ("Z999999", 999_999 * 26, True),
        ("Z999999", 999_999 * 26 - 1, False),
        ("AA999999", 999_999 * 26, False),
        ("AA999999", 999_999 * 27, True),
        ("Z1000000", 999_999 * 26, False),
        ("Z1000000", 1_000_000 * 26, True),
        ("XFD1048576", 1_048_576 * 16_384, True),
    ],
)
def test_a_cell_far_out_is_held_to_the_limit(reference, limit, is_read):
    """Up to the last that Excel knows."""
    data = xlsx_of(sheet_xml(f'<row><c r="{reference}"/></row>'))
    received = Received(Path("larm.xlsx"), data, Limits(cells=limit))
    if is_read:
        assert check_sheet_size(received) >= {"xl/workbook.xml"}
    else:
        with pytest.raises(DocumentError, match="stray cells"):
            check_sheet_size(received)


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        (f"A{'1' * 26}", f"row {'1' * 26}, column 1"),
        ("A1048577", "row 1048577, column 1"),
        ("XFE1", "row 1, column 16385"),
    ],
)
@pytest.mark.parametrize("cell", ['<c s="1" r="{}"/>', "<c r='{}'/>", '<x:c r="{}" xmlns:x="y"/>'])
def test_a_cell_beyond_the_last_is_named(reference, said, cell):
    """Whatever the limit."""
    data = xlsx_of(sheet_xml(f"<row>{cell.format(reference)}</row>"))
    with pytest.raises(DocumentError, match=f"claims a cell in {said}\n"):
        check_sheet_size(Received(Path("larm.xlsx"), data, Limits(cells=10**12)))


def test_a_cell_with_a_prefix_far_out_is_refused():
    """By the usual limit, 30 000 000 cells."""
    data = xlsx_of(sheet_xml('<x:row xmlns:x="y"><x:c r="AZ1048576"/></x:row>'))
    with pytest.raises(DocumentError, match="room for 54525952 cells"):
        check_sheet_size(Received(Path("larm.xlsx"), data))


def sheet(*records: tuple[bytes, bytes]) -> bytes:
    """Return a binary workbook whose sheet has these records behind its start."""
    told = b"".join(kind + bytes([len(data)]) + data for kind, data in ((b"\x81\x01", b""), *records))
    return zipped({"xl/worksheets/sheet1.bin": told})


def number(value: int) -> bytes:
    """Return a number of four bytes."""
    return struct.pack("<I", value)


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        (xlsb_of([(3, 2, 1.0)]), 12),
        (xlsb_of([(0, 2, 1.0), (3, 0, 1.0)]), 12),
        (xlsb_of([(299, 1, 1.0)]), 600),
        (xlsb_of([(0, 299, 1.0)]), 300),
        # Kinds of records 1 to 11 are cells, whatever they hold; others are none.
        (sheet((b"\0", number(3)), (b"\x01", number(2)), (b"\x0c", number(9))), 12),
        (sheet((b"\0", number(3)), (b"\x0b", number(2)), (b"\x81\x02", number(9))), 12),
        # A kind takes two bytes at most, also where the second says that one follows.
        (sheet((b"\0", number(3)), (b"\x8d\x81", number(9)), (b"\x01", number(2))), 12),
    ],
)
def test_room_of_a_binary_sheet(data, cells):
    """Rows are told before the cells in them, columns in each cell."""
    assert room("larm.xlsb", data) == cells


@pytest.mark.parametrize(
    ("size", "length"), [(b"\x80\x01", 128), (b"\xc8\x01", 200), (b"\xac\x02", 300), (b"\xac\x82\x80\x80", 300)]
)
def test_a_long_record_is_passed_over(size, length):
    """Its size takes up to four bytes, seven bits in each: 200 and 300 are 72 + 128 and 44 + 2 * 128."""
    told = b"\x81\x01\x00" + b"\x0d" + size + b"\x01" * length + b"\0\x04" + number(3) + b"\x01\x04" + number(2)
    assert room("larm.xlsb", zipped({"xl/worksheets/sheet1.bin": told})) == 12


CELL, EMPTY = "<table:table-cell office:value-type='float' office:value='1'/>", "<table:table-cell/>"
TEXT = "<table:table-cell><text:p>Larm</text:p></table:table-cell>"


def row(*cells: str, repeated: int = 1) -> str:
    """Return a row of cells."""
    said = f" table:number-rows-repeated='{repeated}'" if repeated > 1 else ""
    return f"<table:table-row{said}>{''.join(cells)}</table:table-row>"


def many(cell: str, times: int) -> str:
    """Return a cell that stands for several."""
    return cell.replace("<table:table-cell", f"<table:table-cell table:number-columns-repeated='{times}'", 1)


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        (row(TEXT, CELL, CELL) + row(CELL), 6),
        (row(CELL) + row(EMPTY, EMPTY, TEXT), 6),
        (row(many(CELL, 3)) * 4, 12),
        (row(CELL, many(EMPTY, 3), CELL), 5),
        (row(CELL, CELL, CELL, repeated=4), 12),
        (row(EMPTY, repeated=3) + row(CELL, CELL, CELL), 12),
        # Empty cells and rows behind the last cell make no room.
        (row(CELL) + row(many(EMPTY, 900)) + row(EMPTY, repeated=900), 1),
        (row(CELL, CELL) + row(many(EMPTY, 900), repeated=900), 2),
        (row(CELL, "<table:covered-table-cell/>", CELL), 3),
        # A text may stand far behind the start of its cell.
        (row(EMPTY, TEXT.replace("<text:p>", f"<!--{'-larm' * 20_000}--><text:p>")), 2),
    ],
)
def test_room_of_an_opendocument_sheet(rows, cells):
    """A cell or row may stand for several; what a merged one covers counts."""
    assert room("larm.ods", ods_of(rows)) == cells


def test_more_empty_cells_than_a_sheet_has_columns_are_refused():
    """They make no room, but so many stand in no sheet."""
    data = ods_of(row(CELL) + row(*[EMPTY] * 16_385))
    with pytest.raises(DocumentError, match="claims a cell in row 1, column 16385"):
        check_sheet_size(Received(Path("larm.ods"), data))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("larm.xlsx", xlsx_of(sheet_xml("<row><c/><c/><c/></row><row><c/></row><row r='9'><c/></row>"))),
        ("larm.xlsb", xlsb_of([(0, 2, 1.0), (1, 0, 1.0), (8, 0, 1.0)])),
        ("larm.ods", ods_of(row(CELL, CELL, CELL) + row(CELL) + row(CELL, repeated=7))),
        ("larm.xls", xls_of([[1.0, 2.0, 3.0], [4.0], *[[5.0]] * 7])),
    ],
)
def test_the_first_cell_too_many_ends_the_search(name, data):
    """It is the one that is told, not the last."""
    check = check_old_sheets if name.endswith(".xls") else check_sheet_size
    with pytest.raises(DocumentError, match="room for 6 cells"):
        check(Received(Path(name), data, Limits(cells=5)))


def test_sheets_of_an_opendocument_workbook_have_room_each():
    """Two of 6 cells are no room for 12; each is held to the limit."""
    two = row(CELL, CELL) * 3 + "</table:table><table:table>" + row(CELL, CELL, CELL) * 2
    assert room("larm.ods", ods_of(two)) == 6
    wide = row(CELL) + "</table:table><table:table>" + row(CELL, CELL, CELL) * 2
    assert room("larm.ods", ods_of(wide)) == 6


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([[450.0, 451.0], [452.0]], 4),
        ([[450.0], ["Ånge", "Larm", b"\x07"]], 6),
        ([[450.0, [("Lar", 0), ("m", 1)]]], 2),
    ],
)
def test_room_of_an_old_workbook(rows, cells):
    """Numbers, texts, parts of texts and errors are cells."""
    assert room("larm.xls", xls_of(rows)) == cells


def old_cell(kind: int, row: int, column: int, data: bytes = bytes(8)) -> bytes:
    """Return the record of a cell: row, column, look, and what is in it."""
    return struct.pack("<HHHHH", kind, 6 + len(data), row, column, 0) + data


START, END = struct.pack("<HH", 0x809, 16) + bytes(16), struct.pack("<HH", 0x0A, 0)


def old_workbook(*records: bytes) -> bytes:
    """Return an Excel 97 workbook of these records."""
    return compound({"Workbook": START + b"".join(records)})


@pytest.mark.parametrize("kind", [0x06, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E])
@pytest.mark.parametrize("data", [b"", bytes(2), bytes(8)])
def test_each_kind_of_cell_makes_room(kind, data):
    """A formula, a text with parts, one of the list, nothing but a look, a number, a text, an error, a short number."""
    assert room("larm.xls", old_workbook(old_cell(kind, 3, 2, data), END)) == 12


@pytest.mark.parametrize(
    "record", [struct.pack("<HHH", 0x203, 2, 9) + bytes(2), old_cell(0x208, 9, 9), old_cell(0x3C, 9, 9)]
)
def test_what_is_no_cell_makes_no_room(record):
    """A record too short for one, a row, more of a record before it."""
    assert room("larm.xls", old_workbook(old_cell(0x203, 0, 1), record, END)) == 2


@pytest.mark.parametrize(("missing", "cells"), [(0, 12), (1, 2)])
def test_a_cell_that_the_end_of_the_file_cuts_is_none(missing, cells):
    """The stream has 4 096 bytes; one that ends with them is whole."""
    first, last = old_cell(0x203, 0, 1), old_cell(0x203, 3, 2)
    filler = 4096 - len(START) - len(first) - len(last) - 4 + missing
    records = START + first + struct.pack("<HH", 0x3C, filler) + bytes(filler) + last
    assert room("larm.xls", compound({"Workbook": records[:4096]})) == cells


def test_several_cells_of_an_old_workbook_reach_to_the_last_of_them():
    """One record holds cells of a row from a column to another: D4 to F4 are 4 rows of 6 columns, E5 to G5 5 of 7."""
    for kind, row, first, last, cells in ((0xBD, 3, 3, 5, 24), (0xBE, 4, 4, 6, 35), (0xBE, 0, 6, 6, 7)):
        several = old_cell(kind, row, first, bytes(6) + struct.pack("<H", last))
        assert room("larm.xls", old_workbook(several, END)) == cells


def test_the_room_of_all_sheets_of_an_old_workbook_is_kept():
    """Its reader keeps them all: 2 cells and 6 are 8."""
    assert room("larm.xls", old_workbook(old_cell(0x203, 0, 1), START, old_cell(0x203, 1, 2), END)) == 8


def test_the_last_cell_of_an_old_workbook():
    """Column 256 is the last that Excel 97 knows."""
    last = old_workbook(old_cell(0x203, 0, 255), old_cell(0x203, 65_535, 0), END)
    assert room("larm.xls", last) == 65_536 * 256
    beyond = old_workbook(old_cell(0x203, 0, 256), END)
    with pytest.raises(DocumentError, match=r"claims a cell in row 1, column 257(.|\n)*65536 rows, 256 columns"):
        check_old_sheets(Received(Path("larm.xls"), beyond))
