"""Small documents in every format that can print a letter raised or struck, made of cells in one notation.

`300^1^` is 300 with a raised 1, `~400~ 450` is a 400 struck through before 450.
"""

import html
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pandas as pd
from document_files import ods_of, pdf_of, workbook_bytes, written
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from ehealth_stats.ingestion.documents import Document, read_document
from ehealth_stats.ingestion.inspect import read_figures, tabulate_figures

FILES = Path(__file__).parent / "files"
Rows = list[list[str]]
Make = Callable[[Path, Rows], Path]
_RUN = re.compile(r"\^(?P<raised>[^^]+)\^|~(?P<struck>[^~]+)~|(?P<plain>[^~^]+)")


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the runs of a text: how they look, and their letters."""
    for match in _RUN.finditer(text):
        yield str(match.lastgroup), str(match[match.lastgroup or 0])


def in_case(name: str) -> Document:
    """Read a file of the cases."""
    return read_document(FILES / name)


def values_by_area(document: Document, language: str = "sv") -> dict[str, float]:
    """Return the first figure of each area."""
    figures = tabulate_figures(read_figures(document, language=language))
    return figures.drop_duplicates("area").set_index("area")["value"].to_dict()


def bounds_by_area(document: Document) -> dict[str, tuple[float, float]]:
    """Return the bounds of the first figure of each area."""
    figures = tabulate_figures(read_figures(document)).drop_duplicates("area")
    return dict(zip(figures["area"], zip(figures["lower"], figures["upper"], strict=True), strict=True))


def figures_of(document: Document) -> pd.DataFrame:
    """Return all figures of a document."""
    return tabulate_figures(read_figures(document))


def _in_looks(cell: str, looks: dict[str, str]) -> str:
    return "".join(looks[kind].format(html.escape(text)) for kind, text in runs(cell))


def _html(looks: dict[str, str]) -> Make:
    def make(folder: Path, rows: Rows) -> Path:
        cells = [[_in_looks(cell, looks) for cell in row] for row in rows]
        rules = "/* notes */ td .fn, b.up { vertical-align: super } .gone { text-decoration: line-through }"
        head = f'<head><meta charset="utf-8"><style>{rules}</style></head>'
        table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
        return written(folder / "larm.html", f'<html lang="sv">{head}<body><table>{table}</table></body></html>')

    return make


def _word(set_look: Callable[[object, str], None], *, with_style: bool = False) -> Make:
    def make(folder: Path, rows: Rows) -> Path:
        word = docx.Document()
        if with_style:
            for name, look in (("Upp", "superscript"), ("Struken", "strike")):
                base = word.styles.add_style(f"{name} bas", WD_STYLE_TYPE.CHARACTER)
                setattr(base.font, look, True)
                word.styles.add_style(name, WD_STYLE_TYPE.CHARACTER).base_style = base
        table = word.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                paragraph = table.cell(at, column).paragraphs[0]
                for kind, text in runs(cell):
                    run = paragraph.add_run(text)
                    if kind != "plain":
                        set_look(run, kind)
        file = io.BytesIO()
        word.save(file)
        return written(folder / "larm.docx", file.getvalue())

    return make


def _run_look(run, kind: str) -> None:
    setattr(run.font, {"raised": "superscript", "struck": "strike"}[kind], True)


def _style_look(run, kind: str) -> None:
    run.style = {"raised": "Upp", "struck": "Struken"}[kind]


def _position_look(run, kind: str) -> None:
    if kind == "struck":
        run.font.double_strike = True
        return
    position = OxmlElement("w:position")
    position.set(qn("w:val"), "6")
    run._r.get_or_add_rPr().append(position)


def _workbook(*, large: bool = False) -> Make:
    """Make a workbook; a large one has more cells than are read a second time."""

    def make(folder: Path, rows: Rows) -> Path:
        workbook = openpyxl.Workbook()
        sheet = workbook.worksheets[0]
        for row in rows:
            sheet.append([_rich(cell) for cell in row])
        if large:
            for number in range(30_000):
                sheet.append([f"Rad {number}", number + 100])
        return written(folder / "larm.xlsx", workbook_bytes(workbook))

    return make


def _rich(cell: str) -> CellRichText | str | int:
    if cell.isdigit():
        return int(cell)
    fonts = {"raised": InlineFont(vertAlign="superscript"), "struck": InlineFont(strike=True)}
    parts = [text if kind == "plain" else TextBlock(fonts[kind], text) for kind, text in runs(cell)]
    return CellRichText(*parts) if "^" in cell or "~" in cell else cell


def _whole_cells(folder: Path, rows: Rows) -> Path:
    """Make a workbook in which a mark has a cell of its own, raised or struck by the font of the cell."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        parts = [part for cell in row for part in runs(cell)]
        sheet.append([int(text) if text.strip().isdigit() else text for _, text in parts])
        for column, (kind, _) in enumerate(parts, 1):
            if kind != "plain":
                font = Font(vertAlign="superscript") if kind == "raised" else Font(strike=True)
                sheet.cell(sheet.max_row, column).font = font
    return written(folder / "larm.xlsx", workbook_bytes(workbook))


_SPAN = '<text:span text:style-name="{}">{{}}</text:span>'
_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def _ods(folder: Path, rows: Rows) -> Path:
    looks = {"plain": "{}", "raised": _SPAN.format("T1"), "struck": _SPAN.format("T2")}
    cells = [[_CELL.format(_in_looks(cell, looks)) for cell in row] for row in rows]
    lines = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in cells)
    styles = {"T1": 'style:text-position="super 58%"', "T2": 'style:text-line-through-style="solid"'}
    listed = (
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {look}/></style:style>'
        for name, look in styles.items()
    )
    return written(folder / "larm.ods", ods_of(lines, styles="".join(listed)))


def _pdf(*, typographic: bool) -> Make:
    raised = f"#super(typographic: {str(typographic).lower()})[{{}}]"
    looks = {"plain": "{}", "raised": raised, "struck": "#strike[{}]"}

    def make(folder: Path, rows: Rows) -> Path:
        cells = "".join(f"[{_in_looks(cell, looks)}]," for row in rows for cell in row)
        return written(folder / "larm.pdf", pdf_of(f"#table(columns: {len(rows[0])}, {cells})"))

    return make


def _markdown(folder: Path, rows: Rows) -> Path:
    lines = [f"| {' | '.join(re.sub('~', '~~', cell) for cell in row)} |" for row in rows]
    return written(folder / "larm.md", "\n".join([lines[0], "|---|---|", *lines[1:]]))


TAGS = {"plain": "{}", "raised": "<sup>{}</sup>", "struck": "<del>{}</del>"}
STYLES = {
    "plain": "{}",
    "raised": '<span style="vertical-align: 0.4em; font-size: 60%">{}</span>',
    "struck": '<span style="text-decoration: line-through red">{}</span>',
}
CLASSES = {"plain": "{}", "raised": '<span class="x fn">{}</span>', "struck": '<i class="gone">{}</i>'}

CARRIERS: dict[str, Make] = {
    "html tag": _html(TAGS),
    "html style": _html(STYLES),
    "html class": _html(CLASSES),
    "docx run": _word(_run_look),
    "docx style": _word(_style_look, with_style=True),
    "docx position": _word(_position_look),
    "xlsx run": _workbook(),
    "xlsx large": _workbook(large=True),
    "ods": _ods,
    "pdf small": _pdf(typographic=False),
    "pdf glyph": _pdf(typographic=True),
    "markdown": _markdown,
}
WHOLE_CELLS = _whole_cells
