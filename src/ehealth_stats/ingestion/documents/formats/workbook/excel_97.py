"""What the cells of an .xls carry beside their values: looks, number formats, errors, comments, hidden rows."""

import io
import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import xlrd
import xlrd.compdoc

from ehealth_stats.ingestion.documents.blocks import Affix, Grid, Position
from ehealth_stats.ingestion.documents.formats.number_formats import elapsed_unit, hides_some, to_affix
from ehealth_stats.ingestion.documents.formats.workbook.annotations import Annotations, list_places, printed_at
from ehealth_stats.ingestion.documents.formats.workbook.looks import Look, print_runs
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.model import cell_name, column_letters


def read_excel_97(received: Received, grids: Iterable[Grid]) -> Annotations:
    """Read an .xls a second time, for what the reader of its values leaves out; formulas are never calculated."""
    try:
        return _read(received.data, grids)
    except Exception:  # on damaged records xlrd raises whatever its own code comes upon
        what = "number formats, comments, hidden rows, errors, raised and struck-through letters"
        hint = "save it as .xlsx if they carry units, notes or figures"
        return Annotations(notes=[f"{what} of this .xls can't be read: {hint}"])


def _read(data: bytes, grids: Iterable[Grid]) -> Annotations:
    found = Annotations()
    book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    looks, names = defaultdict(Look, enumerate(_look(book, style) for style in book.xf_list)), set(book.sheet_names())
    for grid in grids:
        if grid.sheet in names:
            _annotate(found, grid, book.sheet_by_name(grid.sheet), looks)
    found.tell_what_is_left_out()
    found.notes += _drawn(data, sum(map(len, found.comments.values())))
    return found


# [MS-XLS]: the start of a chart among the records, and that of the words of a drawn box, with their number 10 behind.
_CHART = struct.pack("<HHHH", 0x809, 16, 0x600, 0x20)
_BOX = re.compile(re.escape(struct.pack("<HH", 0x1B6, 18)) + rb".{10}(..)", re.DOTALL)


def _drawn(data: bytes, comments: int) -> Iterator[str]:
    """Say how many charts and boxes of text there are, which no reader gives; comments are such boxes too."""
    stream, start, size = xlrd.compdoc.CompDoc(data, logfile=io.StringIO()).locate_named_stream("Workbook")
    records = bytes(stream[start : start + size]) if stream else b""
    charts = records.count(_CHART)
    boxes = sum(words != b"\0\0" for words in _BOX.findall(records)) - comments
    if charts:
        yield f"charts of this .xls are not read, their values only where they stand in a sheet: {charts}"
    if boxes > 0:
        yield f"text boxes of this .xls are not read: {boxes}"


def _look(book: xlrd.book.Book, style: xlrd.formatting.XF) -> Look:
    known = book.format_map.get(style.format_key)
    code = known.format_str if known else "General"
    font = _font(book, style.font_index)
    return Look(to_affix(code), elapsed_unit(code), font.raised, font.struck, code if hides_some(code) else "")


def _font(book: xlrd.book.Book, index: int) -> Look:
    fonts = book.font_list
    return (
        Look(raised=fonts[index].escapement == 1, struck=bool(fonts[index].struck_out))
        if index < len(fonts)
        else Look()
    )


def _annotate(found: Annotations, grid: Grid, sheet: xlrd.sheet.Sheet, looks: Mapping[int, Look]) -> None:
    affixes: dict[Position, Affix] = {}
    errors: list[Position] = []
    told = {number for number, look in looks.items() if look.changes_text or look.affix}
    for at in _cells(sheet, told):
        look = looks[sheet.cell_xf_index(*at)]
        if look.affix and not (look.raised or look.struck or look.elapsed):
            affixes[at] = look.affix
        if sheet.cell_type(*at) == xlrd.XL_CELL_ERROR:
            errors.append(at)
            text = xlrd.error_text_from_code.get(sheet.cell_value(*at), "#ERROR!")
            found.print(grid.sheet, at, look.printed(text), struck=look.struck)
        elif at in sheet.rich_text_runlist_map:
            runs = _runs(sheet, at, look)
            found.print(grid.sheet, at, print_runs(runs), struck=any(run.struck for _, run in runs))
        elif look.changes_text and (seen := printed_at(grid, at, look)) is not None:
            found.print(grid.sheet, at, seen, struck=look.struck)
            found.hidden += not seen and not look.struck
    found.affixes[grid.sheet] = affixes
    found.comments[grid.sheet] = {at: note.text for at, note in sheet.cell_note_map.items() if note.text.strip()}
    found.notes += _notes(sheet, errors)


def _cells(sheet: xlrd.sheet.Sheet, told: set[int]) -> Iterator[Position]:
    """Yield the cells that hold an error, text of several fonts, or a look that says something."""
    rich = sheet.rich_text_runlist_map
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            speaks = kind == xlrd.XL_CELL_ERROR or (row, column) in rich or sheet.cell_xf_index(row, column) in told
            if kind and speaks:
                yield row, column


def _runs(sheet: xlrd.sheet.Sheet, at: Position, look: Look) -> list[tuple[str, Look]]:
    """Return the parts of a text, each with its font; letters before the first run have that of the cell."""
    text, listed = str(sheet.cell_value(*at)), sheet.rich_text_runlist_map[at]
    starts = [0, *(start for start, _ in listed), len(text)]
    fonts = [look, *(_font(sheet.book, font) for _, font in listed)]
    return [(text[start:end], font) for start, end, font in zip(starts, starts[1:], fonts, strict=False)]


def _notes(sheet: xlrd.sheet.Sheet, errors: Sequence[Position]) -> Iterator[str]:
    rows = [str(number + 1) for number, row in sorted(sheet.rowinfo_map.items()) if row.hidden]
    columns = [column_letters(number) for number, column in sorted(sheet.colinfo_map.items()) if column.hidden]
    yield from list_places(sheet.name, "rows are hidden", rows)
    yield from list_places(sheet.name, "columns are hidden", columns)
    yield from list_places(sheet.name, "a value in error", [cell_name(at) for at in errors])
