"""How far out the cells of a workbook lie, in every spelling and format: room is had at the limit, not beyond it."""

import re
import struct
from pathlib import Path

import pytest
from document_files import ods_of, sheet_xml, xls_of, xlsb_of, xlsx_of, zipped

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
        assert check_sheet_size(received) is received
    else:
        with pytest.raises(DocumentError, match="stray cells"):
            check_sheet_size(received)


@pytest.mark.parametrize(
    ("reference", "said"), [("A1048577", "row 1048577, column 1"), ("XFE1", "row 1, column 16385")]
)
@pytest.mark.parametrize("cell", ['<c r="{}"/>', "<c r='{}'/>"])
def test_a_cell_beyond_the_last_is_named(reference, said, cell):
    """Whatever the limit."""
    data = xlsx_of(sheet_xml(f"<row>{cell.format(reference)}</row>"))
    with pytest.raises(DocumentError, match=f"claims a cell in {said}\n"):
        check_sheet_size(Received(Path("larm.xlsx"), data, Limits(cells=10**12)))


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
    ],
)
def test_room_of_a_binary_sheet(data, cells):
    """Rows are told before the cells in them, columns in each cell."""
    assert room("larm.xlsb", data) == cells


def test_a_long_record_is_passed_over():
    """Its size takes two bytes, seven bits in each: 200 and 300 are 72 + 128 and 44 + 2 * 128."""
    for size in (b"\xc8\x01", b"\xac\x02"):
        long = b"\x0d" + size + b"\x01" * (200 if size[1] == 1 else 300)
        told = b"\x81\x01\x00" + long + b"\0\x04" + number(3) + b"\x01\x04" + number(2)
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
    ],
)
def test_room_of_an_opendocument_sheet(rows, cells):
    """A cell or row may stand for several; what a merged one covers counts."""
    assert room("larm.ods", ods_of(rows)) == cells


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


def test_several_cells_of_an_old_workbook_reach_to_the_last_of_them():
    """One record holds cells of a row from a column to another: D4 to F4 are 4 rows of 6 columns, G5 5 of 7."""
    cell = struct.pack("<HHHHHd", 0x203, 14, 0, 0, 0, 450.0)
    assert cell in xls_of([[450.0]])
    for kind, at, last, cells in ((0xBD, (3, 3), 5, 24), (0xBE, (4, 4), 6, 35), (0xBE, (0, 6), 6, 7)):
        several = struct.pack("<HHHH", kind, 14, *at) + bytes(8) + struct.pack("<H", last)
        assert room("larm.xls", xls_of([[450.0]]).replace(cell, several)) == cells


def test_the_room_of_all_sheets_of_an_old_workbook_is_kept():
    """Its reader keeps them all: 2 cells and 6 are 8; the first sheet too many is told."""
    stream = xls_of([[450.0, 451.0]])
    begin, cell = struct.pack("<HH", 0x809, 16) + bytes(16), struct.pack("<HHHHHd", 0x203, 14, 1, 2, 0, 1.0)
    end = struct.pack("<HHHHHd", 0x203, 14, 0, 1, 0, 451.0)
    both = stream.replace(end + bytes([0x0A, 0]), end + begin + cell + bytes([0x0A, 0]))
    assert both != stream
    assert room("larm.xls", both) == 8


def test_the_last_cell_of_an_old_workbook():
    """Column 256 is the last that Excel 97 knows."""
    cell = struct.pack("<HHHHHd", 0x203, 14, 0, 0, 0, 450.0)
    data = xls_of([[450.0]])
    last = data.replace(cell, struct.pack("<HHHHHd", 0x203, 14, 65_535, 255, 0, 450.0))
    assert room("larm.xls", last) == 65_536 * 256
    beyond = data.replace(cell, struct.pack("<HHHHHd", 0x203, 14, 0, 256, 0, 450.0))
    with pytest.raises(DocumentError, match=r"claims a cell in row 1, column 257(.|\n)*65536 rows, 256 columns"):
        check_old_sheets(Received(Path("larm.xls"), beyond))
