"""Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods) -> paragraphs and grids, sheet by sheet, numbers as printed."""

import gc
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ehealth_stats.ingestion.documents.blocks import Content, Grid, Marks, Paragraph, Position
from ehealth_stats.ingestion.documents.formats.drawings import read_drawings
from ehealth_stats.ingestion.documents.formats.workbook.annotations import Annotations, read_annotations, with_texts
from ehealth_stats.ingestion.documents.formats.workbook.opendocument import read_opendocument
from ehealth_stats.ingestion.documents.intake.kind import Format, Kind, has_member, has_mimetype, has_stream
from ehealth_stats.ingestion.documents.intake.received import Received, encrypted
from ehealth_stats.ingestion.documents.intake.sheet_size import check_old_sheets, check_sheet_size
from ehealth_stats.ingestion.documents.layout.sheets import split_sheet

# In an .xls: the record FILEPASS after the start of the workbook; calamine would read one of its two kinds as garbage.
_FILEPASS = re.compile(rb"\x09\x08(?:\x10\0\0\x06\x05\0.{12}|\x08\0\0\x05\x05\0.{4})(?:\x86\0\0\0)?\x2f\0", re.DOTALL)


def read_workbook(received: Received) -> Content:
    """Read the sheets of a workbook, hidden ones with a note; macros and links to other files are left alone.

    All but .xlsb are read a second time for what is no value: number formats, errors, comments, raised and struck
    letters, and, of sheets of .xlsx that are not large and of .xls, hidden rows and columns.

    Raises
    ------
    DocumentError
        If it is damaged, encrypted, or too large when unpacked.
    """
    plain = frozenset[str]()
    if received.suffix != ".xls":
        plain = check_sheet_size(received)
    elif _FILEPASS.search(received.data):
        raise encrypted(received)
    else:
        check_old_sheets(received)
    kept, grids = _sheets(received)
    hidden = tuple(f"sheet {sheet.name} is hidden" for sheet in kept if sheet.visible != SheetVisibleEnum.Visible)
    annotations = _annotations(received, grids, plain)
    blocks = tuple(block for grid in grids for block in _blocks(grid, annotations))
    names = {sheet.name for sheet in kept}
    drawn, notes = read_drawings(received.data, names) if received.suffix != ".xls" else ((), ())
    boxes = (Paragraph(words, "paragraph", "text box") for words in annotations.boxes)
    return Content((*blocks, *boxes, *drawn), notes=(*hidden, *annotations.notes, *notes))


def _annotations(received: Received, grids: Sequence[Grid], plain: frozenset[str]) -> Annotations:
    if received.suffix == ".ods":
        return read_opendocument(received)
    if received.suffix != ".xls":
        return read_annotations(received, grids, plain)
    # Here, since what reads them takes long to load and few workbooks are so old.
    from ehealth_stats.ingestion.documents.formats.workbook.excel_97 import read_excel_97

    return read_excel_97(received, grids)


def _sheets(received: Received) -> tuple[list[SheetMetadata], list[Grid]]:
    """Return the worksheets and their cells."""
    hint = "open it in Excel or LibreOffice and save it again"
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(received.data)) as workbook:
            kept = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            return kept, [_grid(workbook.get_sheet_by_name(sheet.name), received) for sheet in kept]
    except PasswordError as error:
        raise encrypted(received) from error
    except (CalamineError, OSError) as error:
        raise received.error(f"the workbook is damaged: {error}", hint=hint) from error
    except BaseException as error:
        # calamine panics on some damage, and a panic of Rust is no Exception and can't be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise received.error("the workbook is damaged", hint=hint) from error


def _grid(sheet: CalamineSheet, received: Received) -> Grid:
    """Return the cells from the first to the last that holds something."""
    start, end = sheet.start or (0, 0), sheet.end or (-1, -1)
    if (end[0] + 1) * (end[1] + 1) > received.limits.cells:
        raise received.error(f"sheet {sheet.name} is too large", expected=f"at most {received.limits.cells} (cells)")
    spans = dict(_spans(sheet, end))
    with _without_collector():
        rows = sheet.to_python()
    return Grid(rows, sheet.name, sheet.name, start, marks=Marks(spans=spans))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Let no garbage be looked for while rows are made, none of which are: that would take half as long again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _spans(sheet: CalamineSheet, end: Position) -> Iterator[tuple[Position, tuple[int, int]]]:
    """Yield the merged cells, cut where the sheet ends: a merge may claim a million columns."""
    for first, last in sheet.merged_cell_ranges or ():
        down, right = min(last[0], end[0]) - first[0] + 1, min(last[1], end[1]) - first[1] + 1
        if down > 0 and right > 0:
            yield first, (down, right)


def _blocks(grid: Grid, annotations: Annotations) -> tuple[Paragraph | Grid, ...]:
    if not grid.rows:
        return ()
    rows = with_texts(grid, annotations.texts.get(grid.sheet, {}))
    affixes, comments = annotations.affixes.get(grid.sheet, {}), annotations.comments.get(grid.sheet, {})
    spans = {**grid.marks.spans, **dict(_cut(annotations.spans.get(grid.sheet, {}), grid))}
    return split_sheet(
        replace(grid, rows=rows, marks=replace(grid.marks, spans=spans, affixes=affixes, comments=comments))
    )


def _cut(spans: Mapping[Position, tuple[int, int]], grid: Grid) -> Iterator[tuple[Position, tuple[int, int]]]:
    """Yield the spans, cut where the sheet ends."""
    bottom, right = grid.origin[0] + len(grid.rows), grid.origin[1] + len(grid.rows[0])
    for at, (down, across) in spans.items():
        size = min(down, bottom - at[0]), min(across, right - at[1])
        if min(size) > 0:
            yield at, size


FORMAT = Format(
    (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    read_workbook,
    (
        Kind("a binary workbook", (".xlsb",), has_member("xl/workbook.bin")),
        Kind("a workbook", (".xlsx", ".xlsm"), has_member("xl/workbook.xml")),
        Kind("a spreadsheet", (".ods",), has_mimetype(b"opendocument.spreadsheet")),
        Kind("an Excel 97 workbook", (".xls",), has_stream("Workbook")),
        Kind("an Excel 95 workbook", (".xls",), has_stream("Book")),
    ),
)
