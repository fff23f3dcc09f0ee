"""All formats alike: no control characters, the same bytes twice, each picture drawn once, the present documents."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pdfplumber
import pytest
from docx import Document
from made_up_report import CLEAN, ESCAPES, made_up_chart, made_up_report, texts_of
from office import convert, missing, needs_office, outside, page_texts

from ehealth_stats.charts.chart import Chart, PictureFormat
from ehealth_stats.reporting import FORMATS, build_report
from ehealth_stats.reporting.model import Cite, FigureBlock, Note, Part, Report, TableBlock, text
from ehealth_stats.schema import Evaluation, without_controls

# C0 without the ends of lines that a format writes itself, DEL, C1, and what turns the direction of writing
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def parts_of(content: bytes) -> str:
    """The texts of all parts of a zipped file that are XML."""
    with ZipFile(BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name.endswith((".xml", ".rels"))]
        return "".join(parts.read(name).decode("utf-8") for name in names)


def letters_of(content: bytes) -> str:
    """The letters and properties of a PDF."""
    with pdfplumber.open(BytesIO(content)) as pages:
        words = "".join(char["text"] for page in pages.pages for char in page.chars)
        return words + "".join(map(str, pages.metadata.values())) + str(pages.structure_tree)


TEXTS: dict[str, Callable[[bytes], str]] = {
    "html": bytes.decode,
    "docx": parts_of,
    "xlsx": parts_of,
    "pdf": letters_of,
}


@pytest.mark.parametrize("form", FORMATS)
def test_no_control_character_reaches_a_format(form: str) -> None:
    """Neither texts, labels, notes nor alt texts carry what steers a screen or turns the direction of writing."""
    chart = replace(made_up_chart(), caption=f"Bildtext {ESCAPES}", alt=f"Alt {ESCAPES}", title=ESCAPES)
    report = made_up_report()
    blocks = (*report.blocks, FigureBlock(chart, "dirty", ESCAPES), Note(ESCAPES))
    dirty = replace(report, title=ESCAPES, author=ESCAPES, meta=((ESCAPES, ESCAPES),), blocks=blocks)
    shown = TEXTS[form](FORMATS[form](dirty))
    assert CONTROLS.search(shown) is None
    assert re.sub(r"\s", "", CLEAN) in re.sub(r"\s", "", shown)


def test_a_report_has_no_control_characters_whatever_it_is_made_of() -> None:
    """They are taken out of every text when the report is made; objects without any stay the same ones."""
    report = made_up_report()
    assert [each for each in texts_of(report) if without_controls(each) != each] == []
    (chart,) = [block.chart for block in report.blocks if isinstance(block, FigureBlock)]
    again = replace(report, title="Other")
    assert next(block.chart for block in again.blocks if isinstance(block, FigureBlock)) is chart
    assert again.blocks is report.blocks


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("ett\r\ntvå\tre\x0bfyra\u2028fem\x85sex", "ett två re fyra fem sex"),
        ("\x1b[2J\x07\x00\x7f\x9b31m", "[2J31m"),
        ("\u202eoga\u202c \u2066a\u2069 \u200e\u200f\u061c", "oga a "),
        ("\ud800\udfff\ufffe\uffff", ""),
        ("å\u0301 \u00a0\u00ad – “citat” 😀", "å\u0301 \u00a0\u00ad – “citat” 😀"),
    ],
)
def test_controls_go_and_letters_stay(dirty: str, clean: str) -> None:
    """Ends of lines become one space; other controls go; letters, marks and dashes stay."""
    assert without_controls(dirty) == clean


def test_a_picture_is_drawn_once_for_all_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two formats that show it as SVG, one as PNG, and its own files: one drawing a format of picture."""
    drawn: Counter[tuple[str, str]] = Counter()
    draw = Chart.draw

    def count(chart: Chart, form: PictureFormat, *, svg: bytes | None = None) -> bytes:
        drawn[chart.name, form] += 1
        return draw(chart, form, svg=svg)

    monkeypatch.setattr(Chart, "draw", count)
    report = made_up_report()
    for render in FORMATS.values():
        render(report)
    for figure in report.figures():
        figure.files()
    assert {form: n for (_, form), n in drawn.items()} == {"svg": 1, "png": 1, "pdf": 1}


def test_hatches_are_not_transparent() -> None:
    """Viewers draw a transparent hatch twice, so there is none in a picture with hatches."""
    svg = FigureBlock(made_up_chart(), "chart").picture("svg").decode("utf-8")
    assert "<pattern" in svg
    assert not re.search(r"opacity: ?0?\.\d", svg)


def test_formats_are_named_by_the_ending_of_their_files() -> None:
    """A report's file is named by language and format."""
    assert [made_up_report().file_name(form) for form in FORMATS] == [
        "evaluation.sv.html",
        "evaluation.sv.docx",
        "evaluation.sv.pdf",
        "evaluation.sv.xlsx",
    ]


@pytest.fixture(scope="module")
def present(whole: Evaluation) -> Report:
    """The report of all the project's own documents."""
    return build_report(whole, "en")


def table_cells(report: Report) -> list[str]:
    """Every cell of every table, heads too; what is cited with its number."""
    tables = [block for block in report.blocks if isinstance(block, TableBlock)]
    numbers = {(cite.place, cite.row): number for number, cite in enumerate(report.citations(), start=1)}

    def told(cell: Part) -> str:
        number = numbers[cell.place, cell.row] if isinstance(cell, Cite) else ""
        return f"{getattr(cell, 'text', cell)}{number}"

    heads = [column.label for table in tables for column in table.columns]
    return heads + [told(cell) for table in tables for row in table.rows for cell in row.cells]


def test_the_present_report_is_whole_as_pdf(present: Report, tmp_path: Path) -> None:
    """All texts, numbers and heads stand on its pages, none outside their margins."""
    path = tmp_path / "evaluation.en.pdf"
    path.write_bytes(FORMATS["pdf"](present))
    assert missing(texts_of(present), page_texts(path)) == []
    assert outside(path) == []


@needs_office
def test_the_present_report_is_whole_as_word_document(present: Report, tmp_path: Path) -> None:
    """Word's cells are those of the report; on LibreOffice's pages stand all texts, none outside their margins."""
    path = tmp_path / "evaluation.en.docx"
    path.write_bytes(FORMATS["docx"](present))
    document = Document(str(path))
    read = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert sorted(read) == sorted(table_cells(present))
    made = convert(path, "pdf")
    assert missing(texts_of(present), page_texts(made)) == []
    assert outside(made) == []


def test_a_long_cell_breaks_over_pages_and_loses_nothing(tmp_path: Path) -> None:
    """A row higher than a page is not cut off at its foot."""
    words = " ".join(f"ord{n}" for n in range(4000))
    table = made_up_report().blocks[-1]
    assert isinstance(table, TableBlock)
    report = Report(
        "R", "", "sv", (), "Innehåll", (replace(table, rows=(replace(table.rows[0], cells=(words, "1")),)),)
    )
    path = tmp_path / "long.pdf"
    path.write_bytes(FORMATS["pdf"](report))
    shown = "".join(page_texts(path))
    assert all(f"ord{n}" in shown for n in range(4000))


def test_a_report_of_text_alone_has_every_format() -> None:
    """Nothing else is needed."""
    report = Report("R", "", "nn", (), "Innhald", (text("Éin setning."),))
    assert all(render(report) for render in FORMATS.values())
