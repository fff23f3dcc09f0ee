"""A label holds for all rows that its cell covers; a figure whose cell covers several belongs to none of them alone."""

import io

import docx
import openpyxl
import pytest
from document_files import ods_of, workbook_bytes, written
from marked_files import figures_of, in_case

from ehealth_stats.ingestion import ingest
from ehealth_stats.ingestion.documents import read_document

CASES = {
    "figure": ([["Kommun", "Larm"], ["Ånge", "750"], ["Timrå", ""], ["Sundsvall", "1120"]], (1, 1, 2)),
    "label": (
        [["Kommun", "År", "Larm"], ["Ånge", "2023", "10"], ["", "2024", "12"], ["Timrå", "2023", "20"]],
        (1, 0, 2),
    ),
}
RIGHT = {
    "figure": [("", 750.0), ("SE-2281", 1120.0)],
    "label": [("SE-2260", 10.0), ("SE-2260", 12.0), ("SE-2262", 20.0)],
}


def html_of(rows, covering):
    """Return a page whose cell has a rowspan."""
    line, column, down = covering
    lines = []
    for at, row in enumerate(rows):
        cells = [
            f'<td rowspan="{down if (at, number) == (line, column) else 1}">{text}</td>'
            for number, text in enumerate(row)
            if not (line < at < line + down and number == column)
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "larm.html", f"<table>{''.join(lines)}</table>"


def word_of(rows, covering):
    """Return a document whose cells are merged."""
    line, column, down = covering
    word = docx.Document()
    table = word.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for number, text in enumerate(row):
            table.cell(at, number).text = text
    text = table.cell(line, column).text
    table.cell(line, column).merge(table.cell(line + down - 1, column)).text = text
    file = io.BytesIO()
    word.save(file)
    return "larm.docx", file.getvalue()


def workbook_of(rows, covering):
    """Return a workbook with a merged range."""
    line, column, down = covering
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.append([int(text) if text.isdigit() else text or None for text in row])
    sheet.merge_cells(start_row=line + 1, end_row=line + down, start_column=column + 1, end_column=column + 1)
    return "larm.xlsx", workbook_bytes(workbook)


def ods_rows(rows, covering):
    """Return a spreadsheet with covered cells."""
    line, column, down = covering
    lines = []
    for at, row in enumerate(rows):
        cells = []
        for number, text in enumerate(row):
            span = f'table:number-rows-spanned="{down}"' if (at, number) == (line, column) else ""
            covered = "covered-" if line < at < line + down and number == column else ""
            tag = f"table:{covered}table-cell"
            cells.append(
                f'<{tag} {span} office:value-type="string"><text:p>{text}</text:p></{tag}>' if text else f"<{tag}/>"
            )
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return "larm.ods", ods_of("".join(lines))


CARRIERS = {"html": html_of, "docx": word_of, "xlsx": workbook_of, "ods": ods_rows}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("carrier", CARRIERS)
def test_figures_have_the_area_that_the_table_says(tmp_path, carrier, case):
    """750 is that of Ånge and Timrå together; 12 is that of Ånge."""
    name, content = CARRIERS[carrier](*CASES[case])
    figures = figures_of(read_document(written(tmp_path / name, content)))
    assert list(zip(figures["area"], figures["value"], strict=True)) == RIGHT[case]


RECIPE = """
[source]
id = "larm"
programme = "made-up"
title = "Larm"
producer = "Made-up"
language = "sv"
country = "SE"
scope = "SE-22"
published = "2014-01-15"

[[observations]]
indicator = "safety_alarms"
table = "Kommun"
read = "table"
columns = { Larm = "_T" }
"""


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_recipe_reads_no_figure_for_two(tmp_path, carrier):
    """Sundsvall has its figure; what stands for Ånge and Timrå is left to the audit."""
    name, content = CARRIERS[carrier](*CASES["figure"])
    (tmp_path / "larm").mkdir()
    written(tmp_path / "larm" / name, content)
    written(tmp_path / "larm" / "recipe.toml", RECIPE)
    dataset = ingest(tmp_path)
    assert dataset.observations[["area", "value"]].values.tolist() == [["SE-2281", 1120.0]]


def test_the_files_of_the_cases():
    """13: a figure over two rows; merged: a label; gridbefore: cells left out at the left."""
    assert figures_of(in_case("13-rowspan.html"))["area"].tolist() == ["", "SE-2281"]
    merged = figures_of(in_case("merged.xlsx")).set_index("value")["area"]
    assert (merged[12.0], merged[20.0]) == ("SE-2260", "SE-2262")
    (table,) = in_case("gridbefore_sum.docx").tables
    assert table.rows[-1] == ("", "", "340", "360")
