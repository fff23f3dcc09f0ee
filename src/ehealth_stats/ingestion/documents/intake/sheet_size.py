"""How far out the cells of a workbook lie, found before its reader keeps room for every cell up to the last one.

A single stray cell in row 1 000 000 would cost gigabytes; the size that a sheet claims is not believed. The first cell
too many ends the search, and none is kept for it.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import IO

from lxml import etree

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.intake.package import DAMAGE, unpacked
from ehealth_stats.ingestion.documents.intake.received import Received

_ROWS, _COLUMNS = 1_048_576, 16_384
# Cells as every program writes them; for any other spelling the XML is parsed.
_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})\d')
_ROW = re.compile(rb'<c r="[A-Z]{1,3}(\d{1,7})"')
_OTHER = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z]{1,3}\d{1,7}")')
_PREFIXED = (b":c>", b":c ", b":c/", b":c\n", b":c\r", b":c\t")
_USUAL_ROWS, _USUAL_COLUMNS = 999_999, 26
_LONGEST_TAG = 4096
# The font of some letters, an error: without these nothing but its style says more of a cell than its value.
_TELLING = (b"rPr", b't="e"')
_ODS_TABLES = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_ODS = f"{{{_ODS_TABLES}}}"
_BIFF_SHEET = b"\x81\x01"
_BIFF_ROW, _BIFF_CELLS = 0, range(1, 12)
# [MS-XLS]: the records of one cell and of several beside each other, and the start of a sheet.
_ONE, _SEVERAL, _START = frozenset([0x6, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E]), frozenset([0xBD, 0xBE]), 0x809
_OLD_ROWS, _OLD_COLUMNS = 65_536, 256


def check_sheet_size(received: Received) -> frozenset[str]:
    """Return the plain parts of a zipped workbook if the room up to the last cell of each sheet can be had.

    The dimension that a sheet claims is not asked, its cells are. A part is plain if no font and no error stands in it:
    then only styles and shared texts may say more of a cell than its value.

    Raises
    ------
    DocumentError
        If a sheet has more room than `Limits.cells`, cells beyond the last that Excel knows, or XML that is broken, and
        where `check_package` raises.
    """
    extents: dict[str, Callable[[bytes, int], Iterator[tuple[int, int]]]] = {
        ".xlsx": _in_xlsx,
        ".xlsm": _in_xlsx,
        ".xlsb": _in_xlsb,
        ".ods": _in_ods,
    }
    by_cells = extents[received.suffix]
    scans = {
        name: _scan(received, pieces, _Scan(by_cells is _in_xlsx))
        for name, pieces in groupby(unpacked(received), itemgetter(0))
    }
    with zipfile.ZipFile(io.BytesIO(received.data)) as archive:
        for member, scan in scans.items():
            if by_cells is _in_xlsx and scan.is_usual and scan.rows * scan.columns <= received.limits.cells:
                continue
            try:
                found = list(by_cells(archive.read(member), received.limits.cells))
            except (etree.XMLSyntaxError, IndexError, *DAMAGE) as error:
                raise _broken(received, member) from error
            for rows, columns in found:
                _check_room(received, member.filename, rows, columns)
    return frozenset(member.filename for member, scan in scans.items() if scan.is_usual and scan.is_plain)


def _broken(received: Received, member: zipfile.ZipInfo) -> DocumentError:
    hint = "open it in Excel or LibreOffice and save it again"
    return received.error(f"the workbook is damaged: {member.filename} is broken", hint=hint)


class _Scan:
    """What the pieces of a part show, as most programs write sheets; the last cell lies in these rows and columns."""

    def __init__(self, is_usual: bool) -> None:
        self.is_usual, self.is_plain = is_usual, True
        self.rows, self.columns = 19, 1
        self._tail = b""

    def read(self, piece: bytes) -> None:
        """Look at a piece up to the last tag that it opens, which the next one may go on with."""
        data = self._tail + piece
        end = data.rfind(b"<", max(len(data) - _LONGEST_TAG, 0))
        self.is_usual = self.is_usual and end >= 0
        if self.is_usual:
            self._look(data[:end])
            self._tail = data[end:]

    def end(self) -> None:
        """Look at the last tag."""
        self._look(self._tail)

    def _look(self, xml: bytes) -> None:
        self.is_plain = self.is_plain and not any(word in xml for word in _TELLING)
        self.is_usual = self.is_usual and not _has_prefix(xml)
        at = 0
        while self.is_usual and (found := _beyond(self.rows, self.columns).search(xml, at)):
            at = found.start()
            row, column = _ROW.match(xml, at), _COLUMN.match(xml, at)
            if row and column:
                self.rows = max(self.rows, _rounded(int(row[1])))
                self.columns = max(self.columns, column_number(column[1].decode()))
            self.is_usual = bool(row) and self.rows <= _USUAL_ROWS and self.columns <= _USUAL_COLUMNS


def _has_prefix(xml: bytes) -> bool:
    """Tell cells whose name has a prefix."""
    return b":" in xml and b":c" in xml and any(tag in xml for tag in _PREFIXED)


@cache
def _beyond(rows: int, columns: int) -> re.Pattern[bytes]:
    """Return the pattern of a cell that does not lie in the first rows, 299 999 for one, and columns."""
    first, others = str(rows)[0], len(str(rows)) - 1
    return re.compile(rb'<c(?! r="[A-%c][1-%b]?[0-9]{1,%d}")[\s/>]' % (64 + columns, first.encode(), others))


def _rounded(row: int) -> int:
    """Return the last row whose number has as many digits and the same first one: 234 567 -> 299 999."""
    size: int = 10 ** (len(str(row)) - 1)
    return (row // size + 1) * size - 1


def _scan(received: Received, pieces: Iterator[tuple[zipfile.ZipInfo, bytes]], scan: _Scan) -> _Scan:
    """Look through a part, which the sum of its bytes tells to be whole."""
    crc = 0
    for member, piece in pieces:  # noqa: B007 - all of one part
        scan.read(piece)
        crc = zlib.crc32(piece, crc)
    if crc != member.CRC:
        raise _broken(received, member)
    scan.end()
    return scan


def check_old_sheets(received: Received) -> Received:
    """Return an .xls if the room of all its sheets can be had: its reader keeps them all.

    Raises
    ------
    DocumentError
        If they have more room than `Limits.cells`, or a cell beyond the last that Excel 97 knows.
    """
    # Here, since what finds the stream takes long to load and few workbooks are so old.
    from xlrd.compdoc import CompDoc, CompDocError

    try:
        stream, start, size = CompDoc(received.data, logfile=io.StringIO()).locate_named_stream("Workbook")
    except (RecursionError, AssertionError) as error:  # its streams lead to each other without end, or nowhere
        hint = "open it in Excel or LibreOffice and save it again"
        raise received.error("the workbook is damaged", expected="an .xls workbook", hint=hint) from error
    except (CompDocError, *DAMAGE, LookupError):
        return received  # its reader says what is wrong with it
    kept = 0
    for rows, columns in _in_xls(bytes(stream[start : start + size]) if stream else b"", received.limits.cells):
        if columns > _OLD_COLUMNS:
            raise received.error(
                f"the workbook claims a cell in row {rows}, column {columns}",
                expected=f"{_OLD_ROWS} rows, {_OLD_COLUMNS} columns",
            )
        kept += rows * columns
        if kept > received.limits.cells:
            raise _too_much_room(received, "the workbook: its sheets have", kept)
    return received


def _in_xls(records: bytes, most: int) -> Iterator[tuple[int, int]]:
    """Yield the last row and column of each sheet, or those of the first cell too many."""
    at = rows = columns = 0
    while at + 4 <= len(records):
        kind, size = struct.unpack_from("<HH", records, at)
        at += 4
        if kind == _START:
            yield rows, columns
            rows = columns = 0
        elif size >= 6 and (kind in _ONE or kind in _SEVERAL) and at + size <= len(records):
            row, column = struct.unpack_from("<HH", records, at)
            column = column if kind in _ONE else max(column, *struct.unpack_from("<H", records, at + size - 2))
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if columns > _OLD_COLUMNS or rows * columns > most:
                break
        at += size
    yield rows, columns


def _too_much_room(received: Received, whose: str, room: int) -> DocumentError:
    what, hint = (
        f"{whose} room for {room} cells up to its last one",
        "delete stray cells far below or right of the table",
    )
    return received.error(what, expected=f"at most {received.limits.cells} (cells)", hint=hint)


def _is_too_far(rows: int, columns: int, most: int) -> bool:
    return rows > _ROWS or columns > _COLUMNS or rows * columns > most


def _check_room(received: Received, name: str, rows: int, columns: int) -> None:
    if rows > _ROWS or columns > _COLUMNS:
        raise received.error(
            f"{name} claims a cell in row {rows}, column {columns}", expected=f"{_ROWS} rows, {_COLUMNS} columns"
        )
    if rows * columns > received.limits.cells:
        raise _too_much_room(received, f"{name}: a sheet has", rows * columns)


def _in_xlsx(xml: bytes, most: int) -> Iterator[tuple[int, int]]:
    """Yield the last row and column of a sheet, counted from 1."""
    if b"sheetData" not in xml:
        return
    if _has_prefix(xml) or _OTHER.search(xml):
        yield _parsed(io.BytesIO(xml), most)
        return
    columns = set(_COLUMN.findall(xml))
    rows = set(_ROW.findall(xml))
    yield max(map(int, rows), default=0), max(map(column_number, map(bytes.decode, columns)), default=0)


def parted_reference(reference: str) -> tuple[str, str]:
    """Part the letters of a cell's column from the number of its row; both are empty where it is no reference.

    Examples
    --------
    >>> parted_reference("AB12"), parted_reference("R1C1"), parted_reference("")
    (('AB', '12'), ('', ''), ('', ''))
    """
    letters = reference.rstrip("0123456789")
    number = reference[len(letters) :]
    is_one = letters.isalpha() and letters.isascii() and number and len(reference) <= _LONGEST_REFERENCE
    return (letters, number) if is_one else ("", "")


_LONGEST_REFERENCE = 27


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 1.

    Examples
    --------
    >>> column_number("A"), column_number("ab")
    (1, 28)
    """
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number


def _parsed(file: IO[bytes], most: int) -> tuple[int, int]:
    """Return the last row and column of a sheet whose cells may lack references, or those of the first cell too many.

    A cell without a reference follows the one before.
    """
    row = column = rows = columns = 0
    for _, element in etree.iterparse(file, events=("start",), resolve_entities=False, no_network=True):
        tag = etree.QName(element).localname
        if tag == "row":
            row, column = int(element.get("r", row + 1)), 0
        elif tag == "c":
            letters, number = parted_reference(element.get("r", ""))
            column = column_number(letters) if letters else column + 1
            rows, columns = max(rows, int(number) if letters else row), max(columns, column)
            if _is_too_far(rows, columns, most):
                break
        _forget_before(element)
    return rows, columns


def _in_xlsb(data: bytes, most: int) -> Iterator[tuple[int, int]]:
    """Yield the last row and column of a sheet, or those of the first cell too many."""
    if not data.startswith(_BIFF_SHEET):
        return
    at = row = rows = columns = 0
    while at < len(data):
        kind, at = _varint(data, at, 2)
        size, at = _varint(data, at, 4)
        if kind == _BIFF_ROW:
            row = int.from_bytes(data[at : at + 4], "little") + 1
        elif kind in _BIFF_CELLS:
            rows, columns = max(rows, row), max(columns, int.from_bytes(data[at : at + 4], "little") + 1)
            if _is_too_far(rows, columns, most):
                break
        at += size
    yield rows, columns


def _varint(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Read a number of seven bits a byte, and where it ends."""
    number = 0
    for index in range(most):
        byte = data[at + index]
        number |= (byte & 127) << 7 * index
        if byte < 128:
            return number, at + index + 1
    return number, at + most


def _in_ods(xml: bytes, most: int) -> Iterator[tuple[int, int]]:
    """Yield row and column of the first cell too many of a sheet, repeats counted; nothing where there is none."""
    if _ODS_TABLES.encode() not in xml:
        return
    row = column = rows = columns = written = 0
    for event, element in etree.iterparse(io.BytesIO(xml), events=("start", "end"), resolve_entities=False):
        tag = element.tag
        if tag == f"{_ODS}table":
            row = column = rows = columns = 0
        elif event == "start" and tag == f"{_ODS}table-row":
            column = written = 0
        elif event == "end" and tag in (f"{_ODS}table-cell", f"{_ODS}covered-table-cell"):
            column, written = column + int(element.get(f"{_ODS}number-columns-repeated", 1)), written + 1
            if len(element) or any("value" in str(name) for name in element.attrib):
                columns, rows = max(columns, column), row + 1
            _forget(element)
        elif event == "end" and tag == f"{_ODS}table-row":
            repeats = int(element.get(f"{_ODS}number-rows-repeated", 1))
            rows += repeats - 1 if rows == row + 1 else 0
            row += repeats
            _forget(element)
        # Empty cells make no room, but so many stand in no sheet.
        if _is_too_far(rows, max(columns, written), most):
            yield rows, max(columns, written)
            return


def _forget(element: etree._Element) -> None:
    """Free what was read of a part: an element and those before it."""
    element.clear()
    _forget_before(element)


def _forget_before(element: etree._Element) -> None:
    while element.getprevious() is not None and (parent := element.getparent()) is not None:
        del parent[0]
