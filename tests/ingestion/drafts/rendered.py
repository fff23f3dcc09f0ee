"""The made-up documents beside this module as the files that people have: words with marks -> docx, odt, pdf, pptx, …

A source has headings (`#`, `##`), nested items (`- `), rows of tables (`| a | b |`) and paragraphs. A slide begins at
each heading of a presentation, a sheet at each of a workbook, where every number is one. A cell `<` is one with the
cell on its left.
"""

import io
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
from document_files import odf_of, pdf_of, workbook_bytes, written
from pptx.util import Inches

DOCUMENTS = Path(__file__).parent / "documents"


@dataclass(frozen=True)
class Block:
    """A heading or item of a level, a paragraph, or a table of texts."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def read_source(name: str) -> Mapping[str, Any]:
    """Return what document.toml says of a document, and its text."""
    return tomllib.loads((DOCUMENTS / name / "document.toml").read_text("utf-8"))


def render(name: str, folder: Path) -> Path:
    """Write a made-up document as a file of its format, and return its path."""
    source = read_source(name)
    make = _FORMATS.get(source["format"])
    content = make(list(blocks_of(source["text"]))) if make else source["text"].lstrip("\n")
    return written(folder / f"{name}.{source['format']}", content)


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the blocks of a text with marks."""
    rows: list[tuple[str, ...]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
            continue
        if rows:
            yield Block("table", rows=tuple(rows))
            rows = []
        heading, item = re.match(r"(#+) (.*)", line), re.match(r"( *)- (.*)", line)
        if heading:
            yield Block("heading", heading[2], len(heading[1]))
        elif item:
            yield Block("item", item[2], len(item[1]) // 2)
        elif line.strip():
            yield Block("paragraph", line.strip())


def _docx(blocks: list[Block]) -> bytes:
    document = docx.Document()
    for block in blocks:
        if block.kind == "heading":
            document.add_heading(block.text, block.level)
        elif block.kind == "table":
            table = document.add_table(0, max(map(len, block.rows)))
            for row in block.rows:
                cells = table.add_row().cells
                for first, last, text in _merged(row):
                    (cells[first].merge(cells[last]) if last > first else cells[first]).text = text
        else:
            style = f"List Bullet{f' {block.level + 1}' if block.level else ''}" if block.kind == "item" else None
            document.add_paragraph(block.text, style)
    return _saved(document.save)


def _pptx(blocks: list[Block]) -> bytes:
    deck = pptx.Presentation()
    slide, body = None, None
    for block in blocks:
        if block.kind == "heading":
            slide = deck.slides.add_slide(deck.slide_layouts[1])
            slide.shapes.title.text, body = block.text, None
        elif block.kind == "table":
            shape = slide.shapes.add_table(
                len(block.rows), max(map(len, block.rows)), Inches(1), Inches(2), Inches(8), Inches(3)
            )
            for row, texts in zip(shape.table.rows, block.rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=False):
                    cell.text = text
        else:
            frame = slide.placeholders[1].text_frame
            paragraph = frame.paragraphs[0] if body is None else frame.add_paragraph()
            paragraph.text, paragraph.level, body = block.text, block.level, frame
    return _saved(deck.save)


def _xlsx(blocks: list[Block]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for block in blocks:
        if block.kind == "heading":
            sheet = workbook.create_sheet(block.text)
        for row in block.rows:
            sheet.append([None if text == "<" else _typed(text) for text in row])
            for first, last, _ in _merged(row):
                if last > first:
                    sheet.merge_cells(None, sheet.max_row, first + 1, sheet.max_row, last + 1)
    return workbook_bytes(workbook)


def _merged(row: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Yield the first and last column of each cell of a row, and its text."""
    firsts = [at for at, text in enumerate(row) if text != "<"]
    for first, following in zip(firsts, [*firsts[1:], len(row)], strict=True):
        yield first, following - 1, row[first]


def _typed(text: str) -> str | int | float | None:
    if re.fullmatch(r"[1-9]\d{0,2}(?: \d{3})*|0", text):
        return int(text.replace(" ", ""))
    return float(text.replace(",", ".")) if re.fullmatch(r"\d+,\d+", text) else text or None


def _odt(blocks: list[Block]) -> bytes:
    body = ""
    for block in blocks:
        text = _escaped(block.text)
        if block.kind == "heading":
            body += f"<text:h text:outline-level='{block.level}'>{text}</text:h>"
        elif block.kind == "item":
            body += f"<text:list><text:list-item><text:p>{text}</text:p></text:list-item></text:list>"
        elif block.kind == "table":
            cells = ("".join(f"<table:table-cell><text:p>{_escaped(text)}</text:p></table:table-cell>" for text in row)
                     for row in block.rows)  # fmt: skip
            body += (
                f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in cells)}</table:table>"
            )
        else:
            body += f"<text:p>{text}</text:p>"
    return odf_of("text", body)


def _pdf(blocks: list[Block]) -> bytes:
    source = "#set page(width: 21cm, height: 29.7cm, margin: 2cm)\n#set text(size: 10pt)\n"
    for block in blocks:
        if block.kind == "table":
            cells = ", ".join(f"[{_plain(text)}]" for row in block.rows for text in row)
            source += f"#table(columns: {max(map(len, block.rows))}, {cells})\n\n"
        else:
            mark = {"heading": "=" * block.level + " ", "item": "  " * block.level + "- "}.get(block.kind, "")
            source += f"{mark}{_plain(block.text)}\n\n"
    return pdf_of(source)


def _plain(text: str) -> str:
    return re.sub(r"([\\#*_$@<>`~\[\]+=/-])", r"\\\1", text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


_FORMATS = {"docx": _docx, "pptx": _pptx, "xlsx": _xlsx, "odt": _odt, "pdf": _pdf}
