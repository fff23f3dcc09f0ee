"""One plan in five formats, and a recipe that somebody began: for what is clicked in a notebook."""

from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import openpyxl
import typst

TITLE = "Plan för e-hälsa 2014"
LINES = (
    "Antal trygghetslarm: Ånge: 450, Timrå: 300.",
    "Styrgruppen har 7 medlemmar.",
    "Frågor besvaras i Växel 4300 under kontorstid.",
)
TABLE = (("Kommun", "Kameror", "Plattor"), ("Ånge", 12, 40), ("Timrå", 9, 31), ("Kramfors", 25, 77))
RECIPE = """\
# Begun by hand, reviewed in the notebook.
[source]
id = "plan-2014"
programme = "plan"
title = "Plan för e-hälsa 2014"
producer = "Kommunförbundet"
language = "sv"
country = "SE"
scope = "SE-22"
published = "2014-05-20"

# The alarms: counted in May
[[observations]]
indicator = "safety_alarms"  # check
find = "Antal trygghetslarm"  # the list
read = "by area"
"""


def as_docx(path: Path) -> None:
    """Write the plan as Word."""
    document = docx.Document()
    document.add_heading(TITLE, 1)
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(len(TABLE), len(TABLE[0]))
    for row, cells in zip(table.rows, TABLE, strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = str(value)
    document.save(str(path))


def as_html(path: Path) -> None:
    """Write the plan as a web page."""
    rows = "".join(f"<tr>{''.join(f'<td>{value}</td>' for value in cells)}</tr>" for cells in TABLE)
    text = "".join(f"<p>{line}</p>" for line in LINES)
    path.write_text(f"<meta charset=utf-8><h1>{TITLE}</h1>{text}<table>{rows}</table>", "utf-8")


def as_xlsx(path: Path) -> None:
    """Write the plan as a workbook: its words on one sheet, its table on another."""
    book = openpyxl.Workbook()
    words, table = book.worksheets[0], book.create_sheet("Kameror")
    words.title = "Plan"
    for line in (TITLE, *LINES):
        words.append([line])
    for cells in TABLE:
        table.append(cells)
    book.save(path)


def as_pdf(path: Path) -> None:
    """Write the plan as a PDF with a ruled table."""
    cells = ", ".join(f"[{value}]" for row in TABLE for value in row)
    text = "\n\n".join(LINES)
    path.write_bytes(
        typst.compile(f'#set text(lang: "sv")\n= {TITLE}\n\n{text}\n\n#table(columns: 3, {cells})'.encode())
    )


def as_txt(path: Path) -> None:
    """Write the plan as plain text, its table by tabs."""
    rows = ["\t".join(map(str, cells)) for cells in TABLE]
    path.write_text("\n\n".join([TITLE, *LINES, "\n".join(rows)]) + "\n", "utf-8")


FORMATS: Mapping[str, Callable[[Path], None]] = {
    "docx": as_docx, "html": as_html, "xlsx": as_xlsx, "pdf": as_pdf, "txt": as_txt,
}  # fmt: skip


def plan_folder(raw: Path, form: str) -> Path:
    """Make the folder of the plan in a format, with the recipe that was begun."""
    folder = raw / "plan-2014"
    folder.mkdir(parents=True)
    FORMATS[form](folder / f"plan.{form}")
    (folder / "recipe.toml").write_text(RECIPE, "utf-8")
    return folder
