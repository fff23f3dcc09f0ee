"""A document of some lines and a table in every format that is read: cells of text -> a file."""

import email.message
import html
import io
import json
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import docx
import pptx
from document_files import odf_of, ods_of, pdf_of, sheet_of, written, xls_of
from pptx.util import Inches

Rows = list[list[str]]
Make = Callable[[list[str], Rows], tuple[str, str | bytes]]


def carried(folder: Path, carrier: str, lines: list[str], rows: Rows) -> Path:
    """Write a document; one that can't hold lines beside its table has them as rows below it."""
    suffix, content = CARRIERS[carrier](lines, rows)
    return written(folder / f"larm{suffix}", content)


def _piped(lines: list[str], rows: Rows) -> tuple[str, str]:
    table = [f"| {' | '.join(row)} |" for row in rows]
    return ".md", "\n\n".join([*lines, "\n".join([table[0], "|---" * len(rows[0]) + "|", *table[1:]])]) + "\n"


def _tabbed(lines: list[str], rows: Rows) -> tuple[str, str]:
    return ".txt", "\n".join([*lines, "", *("\t".join(row) for row in rows)]) + "\n"


def _delimited(lines: list[str], rows: Rows) -> tuple[str, str]:
    return ".csv", "\n".join(";".join(f'"{cell}"' for cell in row) for row in _below(lines, rows))


def _below(lines: list[str], rows: Rows) -> Rows:
    return [*rows, *([line, *[""] * (len(rows[0]) - 1)] for line in lines)]


def _page(lines: list[str], rows: Rows) -> str:
    table = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    told = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return f'<html lang="sv"><head><meta charset="utf-8"></head><body>{told}<table>{table}</table></body></html>'


def _html(lines: list[str], rows: Rows) -> tuple[str, str]:
    return ".html", _page(lines, rows)


def _mail(lines: list[str], rows: Rows) -> tuple[str, bytes]:
    mail = email.message.EmailMessage()
    mail["Subject"] = "Larm"
    mail.set_content(_page(lines, rows), subtype="html", cte="quoted-printable")
    return ".eml", bytes(mail)


def _archive(lines: list[str], rows: Rows) -> tuple[str, bytes]:
    page = email.message.EmailMessage()
    page["Content-Location"] = "https://example.org/"
    page.set_content(_page(lines, rows), subtype="html", cte="base64")
    whole = email.message.EmailMessage()
    whole["From"] = "<Saved by a browser>"
    whole["Subject"] = "Larm"
    whole.make_related()
    whole.attach(page)
    return ".mht", bytes(whole)


def _word(lines: list[str], rows: Rows) -> tuple[str, bytes]:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    table = word.add_table(len(rows), len(rows[0]))
    for cell, text in zip((cell for row in table.rows for cell in row.cells), chain.from_iterable(rows), strict=True):
        cell.text = text
    return ".docx", _saved(word)


def _slides(lines: list[str], rows: Rows) -> tuple[str, bytes]:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.placeholders[1].text_frame.text = "\n".join(lines)
    table = slide.shapes.add_table(len(rows), len(rows[0]), 0, 0, Inches(4), Inches(2)).table
    for cell, text in zip(table.iter_cells(), chain.from_iterable(rows), strict=True):
        cell.text = text
    return ".pptx", _saved(deck)


def _saved(made: object) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _is_plain(cell: str) -> bool:
    return cell.isdigit() and cell == str(int(cell))


def _workbook(lines: list[str], rows: Rows) -> tuple[str, bytes]:
    return ".xlsx", sheet_of(*([int(cell) if _is_plain(cell) else cell for cell in row] for row in _below(lines, rows)))


def _old_workbook(lines: list[str], rows: Rows) -> tuple[str, bytes]:
    return ".xls", xls_of([[float(cell) if _is_plain(cell) else cell for cell in row] for row in _below(lines, rows)])


def _open_rows(rows: Rows) -> str:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    return "".join(
        f"<table:table-row>{''.join(cell.format(html.escape(text)) for text in row)}</table:table-row>" for row in rows
    )


def _open_sheet(lines: list[str], rows: Rows) -> tuple[str, bytes]:
    return ".ods", ods_of(_open_rows(_below(lines, rows)))


def _open_text(lines: list[str], rows: Rows) -> tuple[str, bytes]:
    told = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in lines)
    return ".odt", odf_of("text", f"{told}<table:table table:name='T'>{_open_rows(rows)}</table:table>")


def _open_slides(lines: list[str], rows: Rows) -> tuple[str, bytes]:
    told = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in lines)
    frames = (
        f"<draw:frame><draw:text-box>{told}</draw:text-box></draw:frame>"
        f"<draw:frame><table:table>{_open_rows(rows)}</table:table></draw:frame>"
    )
    return ".odp", odf_of("presentation", f"<draw:page draw:name='s'>{frames}</draw:page>")


def _pdf(lines: list[str], rows: Rows) -> tuple[str, bytes]:
    told = "\n\n".join(f"#{json.dumps(line, ensure_ascii=False)}" for line in lines)
    cells = ", ".join(json.dumps(cell, ensure_ascii=False) for row in rows for cell in row)
    return ".pdf", pdf_of(f"{told}\n\n#table(columns: {len(rows[0])}, {cells})")


CARRIERS: dict[str, Make] = {
    "piped": _piped,
    "tabbed": _tabbed,
    "csv": _delimited,
    "html": _html,
    "eml": _mail,
    "mht": _archive,
    "docx": _word,
    "pptx": _slides,
    "xlsx": _workbook,
    "xls": _old_workbook,
    "ods": _open_sheet,
    "odt": _open_text,
    "odp": _open_slides,
    "pdf": _pdf,
}


def _px(rows: Rows) -> tuple[str, str]:
    names = ",".join(f'"{name}"' for name, _ in rows)
    data = "\n".join(value if _is_number(value) else f'"{value}"' for _, value in rows)
    return ".px", (
        'CHARSET="ANSI";\nCODEPAGE="utf-8";\nTITLE="Larm";\nUNITS="antal";\nSTUB="kommun";\nHEADING="år";\n'
        f'VALUES("kommun")={names};\nVALUES("år")="2012";\nDATA=\n{data};\n'
    )


def _cube(rows: Rows) -> tuple[str, str]:
    dimensions = {"kommun": [name for name, _ in rows], "år": ["2012"]}
    values = [json.loads(value) if _is_number(value) else None for _, value in rows]
    signs = {str(at): value for at, (_, value) in enumerate(rows) if not _is_number(value)}
    listed = {name: {"category": {"index": each}} for name, each in dimensions.items()}
    cube = {"version": "2.0", "class": "dataset", "id": [*dimensions], "size": [len(rows), 1], "dimension": listed}
    return ".json", json.dumps({**cube, "value": values, "status": signs})


def _sdmx(rows: Rows) -> tuple[str, str]:
    lines = (
        f"DATAFLOW,{name},2012,{value if _is_number(value) else ''},{'A' if _is_number(value) else 'M'}"
        for name, value in rows
    )
    return ".csv", "\n".join(["DATAFLOW,GEO,TIME_PERIOD,OBS_VALUE,OBS_STATUS", *lines])


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


CUBES: dict[str, Callable[[Rows], tuple[str, str]]] = {"px": _px, "json": _cube, "sdmx": _sdmx}
