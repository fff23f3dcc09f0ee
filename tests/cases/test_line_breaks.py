"""A line break within a figure parts no words that hold for it, and glues no digits."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from document_files import ods_of, pdf_of, workbook_bytes, written
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from marked_files import bounds_by_area, figures_of, in_case

from ehealth_stats.ingestion.documents import read_document

W = nsdecls("w")
Make = Callable[[Path, list[str]], Path]


def html_of(folder: Path, lines: list[str]) -> Path:
    """Part the lines by br."""
    cell = "<br>".join(lines).replace("< ", "&lt; ")
    return written(folder / "a.html", f"<table><tr><td>Ånge</td><td>{cell}</td></tr></table>")


def blocks_of(folder: Path, lines: list[str]) -> Path:
    """Part the lines by spans that are set as blocks."""
    spans = "".join(f'<span style="display: block">{line}</span>' for line in lines)
    return written(folder / "a.html", f"<table><tr><td>Ånge</td><td>{spans}</td></tr></table>")


def word_of(tag: str) -> Make:
    """Part the lines by one of the breaks that Word has."""

    def make(folder: Path, lines: list[str]) -> Path:
        word = docx.Document()
        table = word.add_table(1, 2)
        table.cell(0, 0).text = "Ånge"
        run = table.cell(0, 1).paragraphs[0].add_run(lines[0])
        for line in lines[1:]:
            run._r.append(parse_xml(f"<w:{tag} {W}/>"))
            text = OxmlElement("w:t")
            text.text = line
            run._r.append(text)
        file = io.BytesIO()
        word.save(file)
        return written(folder / "a.docx", file.getvalue())

    return make


def workbook_of(folder: Path, lines: list[str]) -> Path:
    """Part the lines by Alt and Enter."""
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(["Ånge", "\n".join(lines)])
    return written(folder / "a.xlsx", workbook_bytes(workbook))


def ods_lines(between: str) -> Make:
    """Part the lines by a paragraph or a line break."""

    def make(folder: Path, lines: list[str]) -> Path:
        text = between.join(lines)
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        rows = f"<table:table-row>{cell.format('Ånge')}{cell.format(text)}</table:table-row>"
        return written(folder / "a.ods", ods_of(rows))

    return make


def pdf_lines(folder: Path, lines: list[str]) -> Path:
    """Part the lines in the cell of a ruled table."""
    text = " \\ ".join(line.replace("~", "\\~") for line in lines)
    return written(folder / "a.pdf", pdf_of(f"#table(columns: 2, [Ånge], [{text}], [Timrå], [1])"))


CARRIERS: dict[str, Make] = {
    "html br": html_of,
    "html blocks": blocks_of,
    "docx br": word_of("br"),
    "docx cr": word_of("cr"),
    "docx page": word_of('br w:type="page"'),
    "docx ptab": word_of('ptab w:relativeTo="margin" w:alignment="left" w:leader="none"'),
    "xlsx": workbook_of,
    "ods paragraph": ods_lines("</text:p><text:p>"),
    "ods line": ods_lines("<text:line-break/>"),
    "ods tab": ods_lines("<text:tab/>"),
    "pdf": pdf_lines,
}


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize(
    ("lines", "bounds"),
    [
        (["c:a", "450"], (445.0, 455.0)),
        (["färre än", "300"], (0.0, 299.0)),
        (["drygt", "100"], (100.0, 110.0)),
        (["600-", "650"], (600.0, 650.0)),
        (["2 519", "tkr"], (2_518_500.0, 2_519_500.0)),
    ],
)
def test_words_hold_over_a_break(tmp_path, carrier, lines, bounds):
    """A qualifier, half a range, a unit: each belongs to the number on the other line."""
    if carrier in ("docx ptab", "ods tab") and lines[0] == "600-":
        pytest.skip("a tab parts columns, and half a range is none")
    assert bounds_by_area(read_document(CARRIERS[carrier](tmp_path, lines)))["SE-2260"] == bounds


@pytest.mark.parametrize("carrier", CARRIERS)
def test_digits_on_two_lines_are_two_figures(tmp_path, carrier):
    """51 above 120 never is 51 120, nor 51120."""
    document = read_document(CARRIERS[carrier](tmp_path, ["51", "120"]))
    assert {51120.0} & set(figures_of(document)["value"]) == set()


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Larm i Ånge: minst\n450\n", (450.0, float("inf"))),
        ("Larm i Alta: færre enn\n300\n", (0.0, 299.0)),
        ("Alarms in Ånge: about\n450\n", (445.0, 455.0)),
        ("Larm i Ånge: mellan\n100 och 200\n", (100.0, 200.0)),
        ("Larm i Ånge: 450\neller fler\n", (450.0, float("inf"))),
    ],
)
def test_lines_of_a_text_file(tmp_path, text, bounds):
    """In Swedish, Norwegian and English."""
    figures = figures_of(read_document(written(tmp_path / "a.txt", text)))
    assert list(zip(figures["lower"], figures["upper"], strict=True)) == [bounds]


def test_the_file_of_the_cases():
    """21b: a break within a paragraph, and two paragraphs."""
    found = bounds_by_area(in_case("21b-br.docx"))
    assert found == {"SE-2260": (445.0, 455.0), "SE-2262": (0.0, 299.0), "SE-2281": (1120.0, 1120.0)}
