"""Charts, text boxes, forms, formulas, comments: what they hold is read, or one note says that it is not."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pptx
import pytest
import xlsxwriter
from document_files import sheet_xml, written, xls_of, xlsx_of, zipped
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from marked_files import figures_of, in_case
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from ehealth_stats.ingestion.documents import Document, read_document
from ehealth_stats.ingestion.documents.blocks import Grid
from ehealth_stats.ingestion.documents.formats.drawings import read_drawings

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'


def word_with(*blocks: str, **parts: str) -> bytes:
    """Return a document whose body is this XML, with further parts in its archive."""
    word = docx.Document()
    for block in blocks:
        word.element.body.insert_element_before(parse_xml(block), "w:sectPr")
    file = io.BytesIO()
    word.save(file)
    if not parts:
        return file.getvalue()
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, **parts})


def chart_xml(formula: str, number_format: str = "General") -> str:
    """Return a chart with two categories and one series."""
    points = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate((0.27, 0.5)))
    names = "".join(f'<c:pt idx="{at}"><c:v>{name}</c:v></c:pt>' for at, name in enumerate(("Ånge", "Timrå")))
    title = "<c:title><c:tx><c:rich><a:p><a:r><a:t>Andel digitala</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    name = "<c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>2013</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    categories = f"<c:cat><c:strRef><c:strCache>{names}</c:strCache></c:strRef></c:cat>"
    cache = f"<c:numCache><c:formatCode>{number_format}</c:formatCode>{points}</c:numCache>"
    values = f"<c:val><c:numRef><c:f>{formula}</c:f>{cache}</c:numRef></c:val>"
    plot = f"<c:plotArea><c:barChart><c:ser>{name}{categories}{values}</c:ser></c:barChart></c:plotArea>"
    return f"<c:chartSpace {C} {A}><c:chart>{title}{plot}</c:chart></c:chartSpace>"


def test_a_chart_of_a_word_document_is_a_table(tmp_path):
    """Its numbers stand nowhere else in the document."""
    data = word_with("<w:p xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>",
                     **{"word/charts/chart1.xml": chart_xml("Sheet1!$B$2:$B$3", "0%")})  # fmt: skip
    document = read_document(written(tmp_path / "a.docx", data))
    assert document.segments[0].text == "Andel digitala"
    (table,) = document.tables
    assert (table.header, table.rows) == (("", "2013"), (("Ånge", "27 %"), ("Timrå", "50 %")))
    assert figures_of(document)[["area", "value"]].values.tolist() == [["SE-2260", 27.0], ["SE-2262", 50.0]]


UNREAD = "charts without values that can be read: 1"


def deck_with(chart: str) -> bytes:
    """Return a presentation whose one chart is this XML."""
    deck, drawn = pptx.Presentation(), CategoryChartData()
    drawn.categories = ["Ånge"]
    drawn.add_series("Larm", (450,))
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Larm"
    slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, Inches(4), Inches(3), drawn)
    file = io.BytesIO()
    deck.save(file)
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped({name: chart if "/charts/chart" in name else data for name, data in members.items()})


def sheet_with(chart: str) -> bytes:
    """Return a workbook with a cell and a chart of this XML."""
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>Larm</t></is></c></row>'
    return xlsx_of(sheet_xml(cell), **{"xl/charts/chart1.xml": chart})


def text_with(chart: str) -> bytes:
    """Return a Word document with a line and a chart of this XML, in a part with a name as R gives them."""
    return word_with(f"<w:p {nsdecls('w')}><w:r><w:t>Larm</w:t></w:r></w:p>", **{"word/charts/chart5a-f0.xml": chart})


WITH_CHART = {"a.pptx": deck_with, "a.xlsx": sheet_with, "a.docx": text_with}
VALUE = "<c:pt idx='1'><c:v>0.5</c:v></c:pt>"


def with_chart(folder: Path, name: str, chart: str) -> Document:
    """Read a document with a chart."""
    return read_document(written(folder / name, WITH_CHART[name](chart)))


@pytest.mark.parametrize("name", WITH_CHART)
@pytest.mark.parametrize(
    "broken",
    [
        "<c:chartSpace",
        f"<c:chartSpace {C}/>",
        chart_xml("Borta!$B$2:$B$3").replace("idx='1'", "idx='b'").replace('idx="1"', 'idx="b"'),
        re.sub("<c:numCache>.*</c:numCache>", "", chart_xml("Borta!$B$2:$B$3")),
    ],
    ids=["no XML", "empty", "a point without a number", "without the values that it was drawn of"],
)
def test_a_chart_that_can_not_be_read_is_told(tmp_path, name, broken):
    """It refuses no document, and what stands beside it is read."""
    document = with_chart(tmp_path, name, broken)
    assert UNREAD in document.notes
    assert document.segments[0].text == "Larm"
    assert not document.tables or "50" not in document.text


@pytest.mark.parametrize("name", WITH_CHART)
def test_a_point_in_error_leaves_the_others(tmp_path, name):
    """Excel keeps #N/A for a gap: the other points are read, and nothing is told of a chart that is whole."""
    chart = chart_xml("Borta!$B$2:$B$3").replace("0.27", "#N/A")
    document = with_chart(tmp_path, name, chart)
    figures = figures_of(document)
    assert figures.loc[figures["area"] == "SE-2262", "value"].tolist() == [0.5]
    assert figures.loc[figures["area"] == "SE-2260", "value"].isna().tolist() == [True]
    assert UNREAD not in document.notes


@pytest.mark.parametrize("name", WITH_CHART)
def test_one_of_two_series_without_values_is_told(tmp_path, name):
    """The other one is read."""
    whole = chart_xml("Borta!$B$2:$B$3")
    series = whole[whole.index("<c:ser>") : whole.index("</c:ser>") + len("</c:ser>")]
    closed = re.sub("<c:numCache>.*</c:numCache>", "", series)
    document = with_chart(tmp_path, name, whole.replace(series, series + closed))
    assert figures_of(document)["value"].tolist() == [0.27, 0.5]
    assert UNREAD in document.notes


@pytest.mark.parametrize("name", WITH_CHART)
def test_sizes_of_bubbles_are_values_too(tmp_path, name):
    """A chart of bubbles says three numbers of each: 300 larm stands in its size."""
    sizes = "<c:bubbleSize><c:numLit><c:pt idx='0'><c:v>300</c:v></c:pt></c:numLit></c:bubbleSize>"
    document = with_chart(tmp_path, name, chart_xml("Borta!$B$2:$B$3").replace("</c:val>", f"</c:val>{sizes}"))
    assert figures_of(document)["value"].tolist() == [0.27, 300.0, 0.5]


def workbook(*, sheet: str) -> bytes:
    """Return a workbook with a chart of a sheet, a text box and a chart sheet."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet("Data")
    page.write_row(0, 0, ["Kommun", "Antal"])
    page.write_row(1, 0, ["Ånge", 450])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"name": "Larm", "categories": f"={sheet}!$A$2:$A$2", "values": f"={sheet}!$B$2:$B$2",
                      "categories_data": ["Timrå"], "values_data": [300]})  # fmt: skip
    chart.set_title({"name": "Titel 812 larm"})
    page.insert_chart("D2", chart)
    page.insert_textbox("D20", "Textruta 4711 larm")
    book.close()
    return file.getvalue()


@pytest.mark.parametrize(
    ("sheet", "numbers"), [("Data", [450.0, 812.0, 4711.0]), ("Borta", [450.0, 812.0, 300.0, 4711.0])]
)
def test_what_a_chart_took_from_a_sheet_is_read_once(tmp_path, sheet, numbers):
    """From a sheet that is not in the workbook it is read off the chart."""
    document = read_document(written(tmp_path / "a.xlsx", workbook(sheet=sheet)))
    assert sorted(figures_of(document)["value"]) == sorted(numbers)


def test_diagrams_and_text_boxes_of_word(tmp_path):
    """SmartArt keeps its words beside the page; a text box in the newer drawing only is read too."""
    box = (
        "<w:p {}><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r>"
        "<w:t>Textruta 450 larm</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></w:r></w:p>"
    ).format(nsdecls("w", "wp", "a") + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"')
    art = f"<d {A}><pt><a:p><a:r><a:t>300 larm i Timrå</a:t></a:r></a:p></pt></d>"
    document = read_document(written(tmp_path / "a.docx", word_with(box, **{"word/diagrams/data1.xml": art})))
    assert [segment.text for segment in document.segments] == ["Textruta 450 larm", "300 larm i Timrå"]


def test_a_formula_is_a_line_of_text(tmp_path):
    """In Word and in web pages; its parts are not glued."""
    m = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    part = "<m:{0}><m:r><m:t>{1}</m:t></m:r></m:{0}>"
    fraction = f"<m:f>{part.format('num', '45')}{part.format('den', '450')}</m:f>"
    block = f"<w:p {nsdecls('w')} {m}><w:r><w:t>Andelen är</w:t></w:r><m:oMath>{fraction}</m:oMath></w:p>"
    assert read_document(written(tmp_path / "a.docx", word_with(block))).text == "Andelen är 45/450"
    page = "<p>Andelen är <math><mfrac><mn>45</mn><mn>450</mn></mfrac></math></p>"
    assert read_document(written(tmp_path / "a.html", page)).text == "Andelen är 45/450"


def test_fields_of_a_web_form(tmp_path):
    """What was entered, chosen or ticked; not what a button says."""
    page = (
        "<table><tr><td>Ånge</td><td><input type='number' value='450'></td><td><input type=checkbox checked></td></tr>"
        "<tr><td>Timrå</td><td><select><option>1</option><option selected>300</option></select></td>"
        "<td><input type=checkbox></td></tr></table><input type=submit value='Skicka 3'><input type=hidden value=9>"
    )
    document = read_document(written(tmp_path / "a.html", page))
    assert document.tables[0].rows == (("Ånge", "450", "☒"), ("Timrå", "300", "☐"))
    assert figures_of(document)["value"].tolist() == [450.0, 300.0]


def test_ticks_of_word():
    """Symbols and content controls: a column of yes and no."""
    assert in_case("checks.docx").tables[0].rows == (("Ånge", "✓", "🗶"), ("Timrå", "☒", "☐"))


def test_a_choice_in_an_old_form(tmp_path):
    """The list keeps the number of the entry that is chosen."""
    entries = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in ("Ja", "450", "Nej"))
    block = (
        f'<w:p {nsdecls("w")}><w:r><w:t>Ånge: </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>'
        f'<w:result w:val="1"/>{entries}</w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert read_document(written(tmp_path / "a.docx", word_with(block))).text == "Ånge: 450"


def pdf_with(annotations: list[str]) -> bytes:
    """Return a PDF of one line of text with annotations on its page."""
    content = b"BT /F1 12 Tf 20 100 Td (Antal larm) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots["
        + " ".join(f"{6 + at} 0 R" for at in range(len(annotations))).encode()
        + b"]>>",
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        *(f"<</Type/Annot/Rect[0 0 9 9]{text}>>".encode("latin-1") for text in annotations),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, data in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, data)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return body + head + table + trailer


def test_fields_and_comments_of_a_pdf(tmp_path):
    """What was entered into the form, ticks, comments; links say nothing."""
    data = pdf_with(
        [
            "/Subtype/Widget/FT/Tx/T(Larm i Timr\\345)/V(300)",
            "/Subtype/Widget/FT/Btn/T(Digitala)/V/Yes/AS/Yes",
            "/Subtype/Text/T(Nomen Nescio)/Contents(450 larm enligt \\305nge)",
            "/Subtype/Link/Contents(77)",
        ]
    )
    document = read_document(written(tmp_path / "a.pdf", data))
    said = ["Antal larm", "Larm i Timrå: 300", "Digitala: ☒", "450 larm enligt Ånge"]
    assert [segment.text for segment in document.segments] == said


def test_fields_of_a_pdf_that_cannot_be_read_are_told(tmp_path):
    """The text stays, and a note says on which page somebody has to look."""
    data = pdf_with(["/Subtype/Widget/FT/Tx/T(Larm)/V(300)"]).replace(b"/Rect[0 0 9 9]", b"/Rect[0 0 9  ]")
    document = read_document(written(tmp_path / "a.pdf", data))
    assert [segment.text for segment in document.segments] == ["Antal larm"]
    assert "fields of forms and comments can't be read: page 1" in document.notes


def test_the_file_of_charts():
    """chart: a title, a text box, a chart sheet; the numbers stand in the sheet."""
    assert figures_of(in_case("chart.xlsx"))["value"].tolist() == [450.0, 812.0, 4711.0]


def test_what_is_drawn_in_an_old_workbook_is_told(tmp_path):
    """No reader gives the charts and text boxes of .xls: a note counts them, and the cells are read."""
    rows = [["Kommun", "Larm"], ["Ånge", 450.0]]
    document = read_document(written(tmp_path / "a.xls", xls_of(rows, boxes=["Textruta 4711 larm"], charts=2)))
    assert document.tables[0].rows == (("Ånge", "450"),)
    assert document.notes == (
        "charts of this .xls are not read, their values only where they stand in a sheet: 2",
        "text boxes of this .xls are not read: 1",
    )
    assert read_document(written(tmp_path / "b.xls", xls_of(rows))).notes == ()


def test_drawings_are_told_by_where_they_stand():
    """Charts are counted in the order of their parts; a newer kind, a control and what is broken is told."""
    chart = chart_xml("Sheet1!$B$2:$B$3")
    data = zipped(
        {
            "word/charts/chart10.xml": chart,
            "word/charts/chart2.xml": chart,
            "word/charts/chartEx1.xml": chart,
            "ppt/charts/chart1.xml": chart,
            "word/drawings/drawing1.xml": "<a",
            "word/activeX/activeX1.xml": "<a/>",
            "xl/ctrlProps/ctrlProp1.xml": "<a/>",
        }
    )
    blocks, notes = read_drawings(data)
    assert [block.name for block in blocks if isinstance(block, Grid)] == ["chart 1", "chart 2"]
    assert sorted(notes) == [
        "charts of a newer kind are not read: 1",
        "controls of a form are not read: 2",
        "drawings that are broken are not read: 1",
    ]
