"""The made-up documents of this folder with their files: HTML and text as they lie here, Word and Excel made anew."""

import io
from pathlib import Path
from shutil import copytree

import docx
import openpyxl

FOLDER = Path(__file__).parent


def written(folder: Path) -> Path:
    """Write data/raw with the four documents and data/codelists beside it; return data/raw."""
    copytree(FOLDER / "raw", folder / "data" / "raw")
    copytree(FOLDER / "codelists", folder / "data" / "codelists")
    raw = folder / "data" / "raw"
    (raw / "jamtland-budget-2013" / "uppfoljning.docx").write_bytes(_budget())
    (raw / "vestlandet-2014" / "laaser.xlsx").write_bytes(_locks())
    return raw


def _budget() -> bytes:
    document = docx.Document()
    document.add_heading("Ekonomisk uppföljning 2013", 1)
    document.add_paragraph("Belopp i tkr")
    rows = [
        ("Post", "Budget 2013", "Utfall 2013"),
        ("Inköp av digitala lås", "600", "640"),
        ("Utbildning", "150", "90"),
        ("Projektledning", "250", "250"),
        ("Kontrollrad", "1", "2"),
        ("Summa", "1 000", "980"),
    ]
    table = document.add_table(rows=len(rows), cols=3)
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _locks() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (
        ["Kommunenr.", "År", "Digitale låser", "Mål 2016"],
        ["1201", 2014, 250, 300],
        ["1401", 2014, "–", 20],
        ["1502", 2014, "x", "minst 60"],
        ["1504", 2014, 95, 120],
        ["Sum", 2014, 345, None],
        [],
        ["Tegnforklaring: – = null"],
        ["I 2016 skal tallet på låser være doblet fra 2012."],
    ):
        sheet.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()
