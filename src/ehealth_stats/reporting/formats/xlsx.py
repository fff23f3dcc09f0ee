"""The annex of a report as a workbook: Report -> bytes; a `Cite` of the report -> the cell that it leads to.

The first sheet lists the others, the second says what every column means and what its empty cells mean, and each sheet
after them holds one named table from A1 on. There are no formulas and no merged cells. A text stays a text: cells are
written one by one by their type, since XlsxWriter makes links and formulas of texts that look like them.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ehealth_stats.reporting.model import Report, Sheet, SheetCell, SheetColumn
from ehealth_stats.wording.languages import locale
from ehealth_stats.wording.messages import word

# a file made anew is the same byte for byte, so it bears no time of its own
_CREATED = datetime(2000, 1, 1)
_LONGEST_NAME, _LONGEST_HEAD, _LONGEST_TEXT = 31, 255, 32_767
_NARROWEST, _WIDEST = 9, 60  # characters
_LINE, _HIGHEST, _LOOSE = 15, 409, 1.1  # points, points, and how much more room whole words take
_STYLE = "Table Style Light 1"


def render_xlsx(report: Report) -> bytes:
    """Return the workbook.

    Examples
    --------
    >>> render_xlsx(Report("R", "", "en", (), "Contents", ()))[:2]
    b'PK'
    """
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": report.title, "author": report.author, "created": _CREATED})
        if report.build:
            workbook.set_custom_property("Build", report.build)
        workbook.set_custom_property("Language", str(locale(report.language)).replace("_", "-"))
        book = _Book(workbook, report, sheet_names(report), _looks(workbook))
        book.write_contents()
        book.write_notes()
        for sheet in report.annex:
            book.write_table(book.names[sheet.name], sheet.columns, sheet.rows)
    return content.getvalue()


def sheet_names(report: Report) -> dict[str, str]:
    """Return the name of each sheet of the annex in the workbook: legal there, and like no other.

    Examples
    --------
    >>> annex = (Sheet("Plan/Actual", "", (), ()), Sheet("Plan:Actual", "", (), ()))
    >>> sheet_names(Report("R", "", "en", (), "Contents", (), annex))
    {'Plan/Actual': 'Plan Actual', 'Plan:Actual': 'Plan Actual 2'}
    """
    taken = {_legal(name).casefold() for name in (report.contents_label, word("annex_notes", report.language))}
    return {sheet.name: _unlike(taken, _legal(sheet.name)) for sheet in report.annex}


def annex_cells(report: Report) -> dict[str, str]:
    """Return the cell of the workbook, with its sheet, that each row id of the annex stands in.

    Examples
    --------
    >>> sheet = Sheet("Figures", "", (SheetColumn("Value", ""),), ((450,), (45,)), ids=("alarms", "digital"))
    >>> annex_cells(Report("R", "", "en", (), "Contents", (), (sheet,)))
    {'alarms': "'Figures'!A2", 'digital': "'Figures'!A3"}
    """
    names = sheet_names(report)
    return {
        row: f"{_quoted(names[sheet.name])}!A{number}"
        for sheet in report.annex
        for number, row in enumerate(sheet.ids, start=2)
    }


def _legal(name: str) -> str:
    """Return a name that a sheet may have; "History" is Excel's own."""
    legal = " ".join(re.sub(r"[\[\]:*?/\\]", " ", name).split()).strip("'")
    return _cut(f"{legal} 1" if legal.casefold() == "history" else legal or "1", _LONGEST_NAME)


def _cut(name: str, longest: int) -> str:
    """Shorten a name; a character beyond the first 65 536 counts as two there."""
    while len(name.encode("utf-16-le")) > 2 * longest:
        name = name[:-1]
    return name.strip(" '")


def _unlike(taken: set[str], name: str, longest: int = _LONGEST_NAME) -> str:
    """Return the name, with a number where it is taken, and take it."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{_cut(name, longest - len(f' {number}'))} {number}"
    taken.add(free.casefold())
    return free


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _looks(workbook: Workbook) -> Mapping[str, Format]:
    cell = {"valign": "top"}
    return {
        "title": workbook.add_format({"bold": True, "font_size": 14}),
        "head": workbook.add_format({"bold": True, "text_wrap": True, "valign": "bottom"}),
        "text": workbook.add_format({**cell, "text_wrap": True}),
        "number": workbook.add_format(cell),
        "day": workbook.add_format({**cell, "num_format": "yyyy-mm-dd", "align": "left", "indent": 1}),
        "link": workbook.add_format({**cell, "font_color": "#0563c1", "underline": 1}),
    }


@dataclass(frozen=True, slots=True)
class _Book:
    """A workbook that is being written: its report, the names of its sheets, its cell formats."""

    workbook: Workbook
    report: Report
    names: Mapping[str, str]
    looks: Mapping[str, Format]

    def write_contents(self) -> None:
        """Write the sheet that names the report and its language, and leads to each sheet."""
        report, say = self.report, partial(word, language=self.report.language)
        sheet = self._sheet(_legal(report.contents_label))
        heads = (report.title, report.subtitle, report.author, *(f"{name}: {value}" for name, value in report.meta))
        lines = [line for line in heads if line]
        for row, line in enumerate([*lines, f"{say('language')}: {locale(report.language).language_name}"]):
            sheet.write_string(row, 0, line, None if row else self.looks["title"])
        columns = [SheetColumn(say(key), "") for key in ("annex_sheet", "annex_holds", "annex_rows")]
        rows: list[tuple[SheetCell, ...]] = [
            (self._notes_name, say("annex_notes_hold"), sum(len(each.columns) for each in report.annex))
        ]
        rows += [(self.names[each.name], f"{each.title} {each.note}".strip(), len(each.rows)) for each in report.annex]
        top = len(lines) + 2
        self._fill(sheet, columns, rows, top)
        for row, (name, *_) in enumerate(rows, start=top + 1):
            sheet.write_url(row, 0, f"internal:{_quoted(str(name))}!A1", self.looks["link"], str(name))
        sheet.set_column(0, 0, _LONGEST_NAME)

    def write_notes(self) -> None:
        """Write the sheet that says what each column of each sheet means, and what an empty cell of it means."""
        say = partial(word, language=self.report.language)
        keys = ("annex_sheet", "annex_column", "annex_meaning", "annex_empty")
        rows = [
            (self.names[sheet.name], column.label, column.meaning, self._empty(sheet, at))
            for sheet in self.report.annex
            for at, column in enumerate(sheet.columns)
        ]
        self.write_table(self._notes_name, [SheetColumn(say(key), "") for key in keys], rows)

    def write_table(self, name: str, columns: Sequence[SheetColumn], rows: Sequence[tuple[SheetCell, ...]]) -> None:
        """Write a sheet that holds one table, its header in sight and on each printed page."""
        sheet = self._sheet(name)
        self._fill(sheet, columns, rows, 0)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)

    def _sheet(self, name: str) -> Worksheet:
        """Add a sheet that is as wide as a page when it is printed."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        return sheet

    @property
    def _notes_name(self) -> str:
        return _legal(word("annex_notes", self.report.language))

    def _empty(self, sheet: Sheet, at: int) -> str:
        """Return what an empty cell of a column means; a column without an explanation may still have empty cells."""
        key = "nothing_stated" if any(_is_empty(cells[at]) for cells in sheet.rows) else "never_empty"
        return sheet.columns[at].empty or word(key, self.report.language)

    def _fill(
        self, sheet: Worksheet, columns: Sequence[SheetColumn], rows: Sequence[tuple[SheetCell, ...]], top: int
    ) -> None:
        """Write a table below a row: its cells by their type, its columns as wide as what they hold."""
        widths = [_width(column, [cells[at] for cells in rows]) for at, column in enumerate(columns)]
        for number, cells in enumerate(rows, start=top + 1):
            # not every program makes a row as high as its lines
            lines = max(_lines(str(cell), width) for cell, width in zip(cells, widths, strict=True))
            sheet.set_row(number, min(_HIGHEST, lines * _LINE))
            for at, cell in enumerate(cells):
                self._write(sheet, (number, at), cell)
        heads, taken = [], set[str]()
        for at, (column, width) in enumerate(zip(columns, widths, strict=True)):
            head = _unlike(taken, _cut(column.label, _LONGEST_HEAD), _LONGEST_HEAD)
            heads.append({"header": head, "header_format": self.looks["head"]})
            sheet.set_column(at, at, width)
        # a table has at least one row, if an empty one
        last = (top + max(1, len(rows)), len(columns) - 1)
        name = re.sub(r"\W", "_", f"_{sheet.name}")
        sheet.add_table(top, 0, *last, {"name": name, "columns": heads, "style": _STYLE})

    def _write(self, sheet: Worksheet, place: tuple[int, int], cell: SheetCell) -> None:
        if isinstance(cell, date):
            # a day before the first that a workbook can count is a text
            if cell.year >= 1900:
                sheet.write_datetime(*place, cell, self.looks["day"])
                return
            cell = cell.isoformat()
        if isinstance(cell, str) and cell:
            fits = cell if len(cell) <= _LONGEST_TEXT else f"{cell[: _LONGEST_TEXT - 1]}…"
            if fits.startswith("<r>") and fits.endswith("</r>"):
                # XlsxWriter takes such a text for markup of its own and writes it as it is; of two parts it does not.
                sheet.write_rich_string(*place, fits[0], self.looks["number"], fits[1:], self.looks["text"])
            else:
                sheet.write_string(*place, fits, self.looks["text"])
        elif isinstance(cell, int | float) and not _is_empty(cell):
            sheet.write_number(*place, cell, self.looks["number"])


def _lines(text: str, width: int) -> int:
    """Return how many lines a text needs; where words are not broken, lines are not full."""
    return 1 if len(text) <= width else math.ceil(len(text) * _LOOSE / width)


def _width(column: SheetColumn, cells: Iterable[SheetCell]) -> int:
    """Return the width of a column in characters."""
    widest = max((len(str(cell)) for cell in cells if not _is_empty(cell)), default=0)
    return min(_WIDEST, max(_NARROWEST, widest + 2, len(column.label) + 4))


def _is_empty(cell: SheetCell) -> bool:
    """Say whether a cell is left empty: nothing, no text, or no finite number."""
    return cell is None or cell == "" or (isinstance(cell, float) and not math.isfinite(cell))
