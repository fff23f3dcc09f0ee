"""Workbooks: .xlsx, .xlsm, .xls, .ods -> one grid a sheet, the numbers as a cell in general format prints them."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.blocks import Content, Grid, GridCell, to_paragraphs
from ehealth_stats.ingestion.documents.intake import check_zip

MAX_CELLS = 30_000_000
"""Sheets whose last cell lies further out are refused: the reader keeps 30 bytes for every cell up to it."""

_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})\d')
_ROW = re.compile(rb'<(?:row|c) r="[A-Z]{0,3}(\d{1,7})"')

CellValue = str | int | float | bool | time | date | datetime | timedelta


def read_workbook(data: bytes, path: Path) -> Content:
    """Read the sheets of a workbook, hidden ones with a note.

    Number formats, comments and formulas are not read: 27 % is the number 0.27 that the cell holds.

    Raises
    ------
    DocumentError
        If it is damaged, encrypted, or too large when unpacked.
    """
    if path.suffix.lower() != ".xls":
        check_zip(data, path)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        _check_extent(data, path)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            kept = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            grids = tuple(_grid(workbook.get_sheet_by_name(sheet.name)) for sheet in kept)
    except PasswordError as error:
        hint = "open it with the password and save it without one"
        raise DocumentError("the workbook is encrypted", where=str(path), hint=hint) from error
    except CalamineError as error:
        hint = "open it in Excel or LibreOffice and save it again"
        raise DocumentError(f"the workbook is damaged: {error}", where=str(path), hint=hint) from error
    hidden = tuple(f"sheet {sheet.name} is hidden" for sheet in kept if sheet.visible != SheetVisibleEnum.Visible)
    return Content(grids, notes=hidden)


def _grid(sheet: CalamineSheet) -> Grid:
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in sheet.merged_cell_ranges or ()}
    return Grid(tuple(_cells(sheet, spans)), sheet.name, sheet=True)


def _cells(sheet: CalamineSheet, spans: dict[tuple[int, int], tuple[int, int]]) -> Iterator[GridCell]:
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            if value != "" and (paragraphs := to_paragraphs(_printed(value))):
                yield GridCell(paragraphs, row, column, *spans.get((row, column), (1, 1)))


def _printed(value: CellValue) -> str:
    """Print a value: whole numbers without decimals, fifteen digits at most, dates in ISO form."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number(value: float) -> str:
    """Print a number with a decimal point.

    With three decimals a zero is added: 10.125 would be ten thousand in a Swedish or Norwegian text.
    """
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:.15f}".rstrip("0").rstrip(".")
    return f"{text}0" if re.search(r"\.\d{3}$", text) else text


def _check_extent(data: bytes, path: Path) -> None:
    """Refuse a sheet whose last cell is so far out that the room for it can't be had."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and (cells := _extent(archive.read(name))) > MAX_CELLS:
                    what = f"a sheet has room for {cells} cells up to its last one"
                    hint = "delete stray cells far below or right of the table"
                    raise DocumentError(what, where=f"{path}, {name}", expected=f"at most {MAX_CELLS}", hint=hint)
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        hint = "open it in Excel or LibreOffice and save it again"
        raise DocumentError("the workbook is damaged", where=str(path), hint=hint) from error


def _extent(xml: bytes) -> int:
    columns = {_column_number(letters) for letters in set(_COLUMN.findall(xml))}
    rows = map(int, set(_ROW.findall(xml)))
    return max(columns, default=0) * max(rows, default=0)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
