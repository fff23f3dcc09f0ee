"""Presentations as they come: titles, groups, merged tables, charts, notes, comments, hidden slides; nothing linked."""

import io
import zipfile

import pptx
import pytest
from document_files import written, zipped
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE as KIND
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.util import Inches

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import Document, Limits, read_document
from ehealth_stats.ingestion.inspect import read_figures, tabulate_figures

TITLE_AND_TEXT, TITLE_ONLY, BLANK = 1, 5, 6
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
SHAPE = "<p:nvSpPr><p:cNvPr id='9' name='x'{0}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>"


def read(tmp_path, deck, name: str = "plan.pptx", **limits: int) -> Document:
    """Save a presentation and read it."""
    file = io.BytesIO()
    deck.save(file)
    return read_document(written(tmp_path / name, file.getvalue()), limits=Limits(**limits))


def slide_of(deck, *lines: str, title: str = "Larm"):
    """Add a slide with a title and lines of text."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_TEXT])
    slide.shapes.title.text = title
    slide.placeholders[1].text_frame.text = "\n".join(lines)
    return slide


def table_on(slide, *rows: tuple[str, ...]):
    """Add a table to a slide."""
    table = slide.shapes.add_table(len(rows), len(rows[0]), 0, 0, Inches(4), Inches(2)).table
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    return table


def places(document: Document) -> list[tuple[str, str]]:
    """Return where each text stands."""
    return [(segment.place, segment.text) for segment in document.segments]


def test_a_slide_is_read_title_first_and_notes_last(tmp_path):
    """In whatever order the shapes were drawn; the number of a slide is no text."""
    deck = pptx.Presentation()
    slide = slide_of(deck, "Ånge: 450", "Timrå: 300")
    tree = slide.shapes._spTree
    tree.append(slide.shapes.title._element)
    slide.notes_slide.notes_text_frame.text = "12 larm saknas"
    field = f'<a:fld {A} id="{{00000000-0000-0000-0000-000000000000}}" type="slidenum"><a:t>77</a:t></a:fld>'
    slide.placeholders[1].text_frame.paragraphs[0]._p.append(parse_xml(field))
    document = read(tmp_path, deck)
    assert places(document) == [
        ("slide 1 paragraph 1", "Larm"),
        ("slide 1 paragraph 2", "Ånge: 450"),
        ("slide 1 paragraph 3", "Timrå: 300"),
        ("slide 1 notes paragraph 1", "12 larm saknas"),
    ]
    assert [segment.kind for segment in document.segments] == ["heading", "item", "item", "paragraph"]


def test_a_table_keeps_its_merged_cells_and_its_place(tmp_path):
    """Merged over columns in the header, over rows below it.

    | Kommun | Larm        |
    |        | 2012 | 2013 |
    | Ånge   | 450  | 45   |
    | Timrå  |      | 5    |
    """
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    rows = [("Kommun", "Larm", ""), ("", "2012", "2013"), ("Ånge", "450", "45"), ("Timrå", "", "5")]
    table = table_on(slide, *rows)
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 1).merge(table.cell(3, 1))
    (found,) = read(tmp_path, deck).tables
    assert found.header == ("Kommun", "Larm / 2012", "Larm / 2013")
    assert found.rows == (("Ånge", "450", "45"), ("Timrå", "", "5"))
    assert [(cell.rowspan, cell.text) for cell in found.cells if cell.rowspan > 1] == [(2, "450")]
    assert found.place(1, 2) == "slide 1 table 1 row 2 column Larm / 2013"


def test_a_table_that_goes_on_over_slides_keeps_its_header(tmp_path):
    """The second slide has only rows."""
    deck = pptx.Presentation()
    for rows in ([("Kommun", "Larm"), ("Ånge", "450")], [("Timrå", "300"), ("Kramfors", "200")]):
        table_on(deck.slides.add_slide(deck.slide_layouts[BLANK]), *rows)
    tables = read(tmp_path, deck).tables
    assert [table.column("Larm") for table in tables] == [["450"], ["300", "200"]]
    assert tables[1].place(0, 1) == "slide 2 table 1 row 1 column Larm"


def test_what_is_grouped_is_read(tmp_path):
    """A text box in a group within a group."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
    inner = slide.shapes.add_group_shape().shapes.add_group_shape()
    inner.shapes.add_textbox(0, 0, 99, 99).text_frame.text = "Ånge: 450"
    assert read(tmp_path, deck).text == "Ånge: 450"


def test_the_values_of_a_chart_are_a_table(tmp_path):
    """By category and series, printed by their format; a gap stays one.

    |       | 2012 | 2013 |
    | Ånge  | 27 % | 30 % |
    | Timrå | 50 % |      |
    """
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
    data = CategoryChartData(number_format="0%")
    data.categories = ["Ånge", "Timrå"]
    data.add_series("2012", (0.27, 0.5))
    data.add_series("2013", (0.3, None))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, Inches(4), Inches(3), data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Andel digitala larm"
    document = read(tmp_path, deck)
    (table,) = document.tables
    assert table.header == ("", "2012", "2013")
    assert table.rows == (("Ånge", "27 %", "30 %"), ("Timrå", "50 %", ""))
    assert table.place(1, 1) == "slide 1 chart 1 table 1 row 2 column 2012"
    assert places(document)[0] == ("slide 1 chart 1 paragraph 1", "Andel digitala larm")


def test_a_chart_with_levels_dates_or_points_is_read(tmp_path):
    """The county before the municipality, a day instead of its number, x beside y."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
    levels = CategoryChartData()
    county = levels.add_category("Västernorrland")
    county.add_sub_category("Ånge")
    county.add_sub_category("Timrå")
    levels.add_series("Larm", (450, 300))
    days = CategoryChartData()
    days.categories = [41275.0, 41640.0]
    days.categories.number_format = "yyyy"
    days.add_series("Larm", (450, 10.125))
    points = XyChartData()
    points.add_series("Larm").add_data_point(2012, 450)
    for kind, data in [
        (XL_CHART_TYPE.COLUMN_CLUSTERED, levels),
        (XL_CHART_TYPE.COLUMN_CLUSTERED, days),
        (XL_CHART_TYPE.XY_SCATTER, points),
    ]:
        slide.shapes.add_chart(kind, 0, 0, Inches(4), Inches(3), data)
    assert [table.rows for table in read(tmp_path, deck).tables] == [
        (("Västernorrland Ånge", "450"), ("Västernorrland Timrå", "300")),
        (("2013", "450"), ("2014", "10.125")),
        (("2012", "450"),),
    ]


def test_hidden_slides_are_read_and_told(tmp_path):
    """As hidden sheets are; a shape that nobody sees is left out, with a note."""
    deck = pptx.Presentation()
    slide_of(deck, "Ånge: 450")
    hidden = slide_of(deck, "Timrå: 300", title="Dold")
    hidden._element.set("show", "0")
    box = hidden.shapes.add_textbox(0, 0, 99, 99)
    box.text_frame.text = "Kramfors: 99"
    box._element.nvSpPr.cNvPr.set("hidden", "1")
    document = read(tmp_path, deck)
    assert document.text == "Larm\nÅnge: 450\nDold\nTimrå: 300"
    assert document.notes == ("slide 2 is hidden", "hidden shapes are left out: 1")


def test_raised_marks_struck_text_and_breaks(tmp_path):
    """450 with note 1 is not 4501; what is struck is gone; a figure over a break is one; in cells too."""
    deck = pptx.Presentation()
    slide = slide_of(deck, "Ånge: 450")
    first = slide.placeholders[1].text_frame.paragraphs[0]
    mark = first.add_run()
    mark.text, mark.font._element.attrib["baseline"] = "1", "30000"
    second = slide.placeholders[1].text_frame.add_paragraph()
    second.text = "Timrå: "
    for text, strike in [("400", "sngStrike"), ("300", "noStrike")]:
        run = second.add_run()
        run.text, run.font._element.attrib["strike"] = text, strike
    slide.placeholders[1].text_frame.add_paragraph().text = "H2O-mätare: 7"
    low = slide.placeholders[1].text_frame.add_paragraph()
    low.text = "CO"
    run = low.add_run()
    run.text, run.font._element.attrib["baseline"] = "2", "-25000"
    slide.placeholders[1].text_frame.add_paragraph().text = "färre än\v300"
    table = table_on(slide, ("Kommun", "Larm"), ("Kramfors", "200"))
    cell = table.cell(1, 1).text_frame.paragraphs[0].add_run()
    cell.text, cell.font._element.attrib["baseline"] = "2)", "30000"
    document = read(tmp_path, deck)
    texts = [segment.text for segment in document.segments]
    assert texts[:5] == ["Larm", "Ånge: 450¹", "Timrå: 300", "H2O-mätare: 7", "CO₂"]
    assert " ".join(texts).count("färre än 300") == 1
    assert document.tables[0].rows == (("Kramfors", "200²⁾"),)
    assert document.notes == ("struck-through text is left out: 1",)


def test_paragraphs_cut_by_tabs_are_rows(tmp_path):
    """Two figures beside a tab are two."""
    deck = pptx.Presentation()
    slide_of(deck, "Kommun\tLarm\tDigitala", "Ånge\t2 000\t300")
    (table,) = read(tmp_path, deck).tables
    assert (table.header, table.rows) == (("Kommun", "Larm", "Digitala"), (("Ånge", "2 000", "300"),))
    assert table.place(0, 1) == "slide 1 table 1 row 1 column Larm"


def test_a_bullet_of_its_own_decides_what_a_paragraph_is(tmp_path):
    """In a text box a bullet makes an item, in a body its lack a paragraph."""
    deck = pptx.Presentation()
    slide = slide_of(deck, "Ånge: 450")
    box = slide.shapes.add_textbox(0, 0, 99, 99).text_frame
    box.text = "Timrå: 300"
    box.paragraphs[0]._p.get_or_add_pPr().append(parse_xml(f'<a:buChar {A} char="•"/>'))
    slide.placeholders[1].text_frame.paragraphs[0]._p.get_or_add_pPr().append(parse_xml(f"<a:buNone {A}/>"))
    kinds = {segment.text: segment.kind for segment in read(tmp_path, deck).segments}
    assert kinds == {"Larm": "heading", "Ånge: 450": "paragraph", "Timrå: 300": "item"}


def test_shapes_of_a_newer_kind_are_read_in_the_newer_way_alone(tmp_path):
    """Files give two ways to draw them; a formula is told of, never glued to a figure."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
    body = "<p:txBody><a:bodyPr/><a:p><a:r><a:t>Ånge: {}</a:t></a:r>{}</a:p></p:txBody>"
    formula = '<a14:m xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"><x>12</x></a14:m>'
    new, old = (f"<p:sp>{SHAPE.format('')}{body.format(*texts)}</p:sp>" for texts in [("450", formula), ("451", "")])
    both = f"<mc:AlternateContent {MC} {P} {A}><mc:Choice Requires='a14'>{new}</mc:Choice><mc:Fallback>{old}"
    slide.shapes._spTree.append(parse_xml(f"{both}</mc:Fallback></mc:AlternateContent>"))
    document = read(tmp_path, deck)
    assert document.text == "Ånge: 450"
    assert document.notes == ("formulas are not read: 1",)


def part_of(slide, name: str, kind: str, xml: str) -> str:
    """Add a part to a slide and return the reference to it."""
    part = Part(PackURI(name), "application/xml", slide.part.package, xml.encode("utf-8"))
    return slide.part.relate_to(part, kind)


def test_diagrams_and_comments_are_read(tmp_path):
    """The words of a SmartArt, and comments of both kinds that PowerPoint has written, without their authors."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
    text = "<{0}><a:bodyPr/><a:p><a:r><a:t>{1}</a:t></a:r></a:p></{0}>"
    dgm = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    points = "".join(f"<dgm:pt>{text.format('dgm:t', words)}</dgm:pt>" for words in ("Ånge: 450", "Timrå: 300"))
    model = f"<dgm:dataModel {dgm} {A}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
    data = part_of(slide, "/ppt/diagrams/data1.xml", "http://x/diagramData", model)
    slide.shapes._spTree.append(
        parse_xml(
            f"<p:graphicFrame {P} {A} {R}><p:nvGraphicFramePr><p:cNvPr id='4' name='x'/></p:nvGraphicFramePr>"
            f"<a:graphic><a:graphicData><dgm:relIds {dgm} r:dm='{data}'/></a:graphicData></a:graphic></p:graphicFrame>"
        )
    )
    old = f"<p:cmLst {P}><p:cm authorId='0'><p:text>eller 460?</p:text></p:cm></p:cmLst>"
    part_of(slide, "/ppt/comments/comment1.xml", KIND.COMMENTS, old)
    new = f"<x:cmLst xmlns:x='http://x' {A}><x:cm>{text.format('x:txBody', 'nej, 455')}</x:cm></x:cmLst>"
    part_of(
        slide, "/ppt/comments/modern1.xml", "http://schemas.microsoft.com/office/2018/10/relationships/comments", new
    )
    assert places(read(tmp_path, deck)) == [
        ("slide 1 paragraph 1", "Ånge: 450"),
        ("slide 1 paragraph 2", "Timrå: 300"),
        ("slide 1 comments paragraph 1", "eller 460?"),
        ("slide 1 comments paragraph 2", "nej, 455"),
    ]


def test_what_stands_on_every_slide_is_read_once(tmp_path):
    """A footer of the slides, and words that the layout prints."""
    deck = pptx.Presentation()
    holder = '<p:nvSpPr><p:cNvPr id="8" name="f"/><p:cNvSpPr/><p:nvPr><p:ph type="ftr"/></p:nvPr></p:nvSpPr><p:spPr/>'
    body = "<p:txBody><a:bodyPr/><a:p><a:r><a:t>Länsplan 2016</a:t></a:r></a:p></p:txBody>"
    for area in ("Ånge: 450", "Timrå: 300"):
        slide = slide_of(deck, area, title=area[:5])
        slide.shapes._spTree.append(parse_xml(f"<p:sp {P} {A}>{holder}{body}</p:sp>"))
    printed = body.replace("Länsplan 2016", "Länsstyrelsen")
    deck.slide_layouts[TITLE_AND_TEXT].shapes._spTree.append(
        parse_xml(f"<p:sp {P} {A}>{SHAPE.format('')}{printed}</p:sp>")
    )
    assert places(read(tmp_path, deck))[-2:] == [("slide footer", "Länsplan 2016"), ("slide layout", "Länsstyrelsen")]


def test_pictures_and_objects_are_counted(tmp_path):
    """They may hold figures."""
    deck = pptx.Presentation()
    slide = slide_of(deck, "Ånge: 450")
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001e221bc33"
        "0000000049454e44ae426082"
    )
    slide.shapes.add_picture(io.BytesIO(pixel), 0, 0)
    slide.shapes.add_ole_object(io.BytesIO(b"x"), "Package", 0, 0)
    assert read(tmp_path, deck).notes == ("pictures are not read: 1", "embedded objects are not read: 1")


@pytest.mark.parametrize("name", ["plan.pptm", "plan.ppsx"])
def test_other_names_of_presentations(tmp_path, name):
    """With macros, which are not run, and as a show."""
    deck = pptx.Presentation()
    slide_of(deck, "Ånge: 450")
    assert read(tmp_path, deck, name).text == "Larm\nÅnge: 450"


def test_figures_of_slides_have_their_place(tmp_path):
    """As those of any document."""
    deck = pptx.Presentation()
    slide_of(deck, "Ånge kommun har 450 larm")
    table_on(deck.slides[0], ("Kommun", "Antal larm"), ("Timrå", "300"))
    figures = tabulate_figures(read_figures(read(tmp_path, deck), country="SE"))
    assert list(zip(figures["value"], figures["locator"], strict=True)) == [
        (450, "slide 1 paragraph 2 chars 16-24"),
        (300, "slide 1 table 1 row 1 column Antal larm chars 0-3"),
    ]


def rewritten(deck, name: str, change) -> bytes:
    """Return a saved presentation with a changed part."""
    file = io.BytesIO()
    deck.save(file)
    with zipfile.ZipFile(file) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    return zipped({**members, name: change(members[name])})


def test_a_part_that_is_named_many_times_is_read_once(tmp_path):
    """A file of a few kilobytes can't claim a slide a hundred thousand times."""
    deck = pptx.Presentation()
    slide_of(deck, "Ånge: 450")
    listed = deck.slides._sldIdLst[0].rId
    entry = f'<p:sldId id="256" r:id="{listed}"/>'.encode()
    data = rewritten(deck, "ppt/presentation.xml", lambda xml: xml.replace(entry, entry * 100_000))
    assert read_document(written(tmp_path / "plan.pptx", data)).text == "Larm\nÅnge: 450"


def test_entities_and_links_of_a_presentation_lead_nowhere(tmp_path):
    """A type definition is refused; a part that lies elsewhere is not fetched."""
    secret = written(tmp_path / "secret.txt", "hemligt 99")
    deck = pptx.Presentation()
    slide = slide_of(deck, "Ånge: 450")
    slide.part.relate_to(secret.as_uri(), KIND.NOTES_SLIDE, is_external=True)
    slide.part.relate_to(secret.as_uri(), KIND.COMMENTS, is_external=True)
    assert read(tmp_path, deck).text == "Larm\nÅnge: 450"
    entity = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'.encode()
    data = rewritten(deck, "ppt/slides/slide1.xml", lambda xml: xml.replace(b"<p:sld ", entity + b"<p:sld ", 1))
    with pytest.raises(DocumentError, match="document type definition"):
        read_document(written(tmp_path / "plan.pptx", data))


def test_shapes_nested_without_end_are_refused(tmp_path):
    """No author groups ten thousand groups."""
    deck = pptx.Presentation()
    slide_of(deck, "Ånge: 450")
    deep = b"<p:grpSp>" * 10_000 + b"</p:grpSp>" * 10_000
    data = rewritten(deck, "ppt/slides/slide1.xml", lambda xml: xml.replace(b"</p:spTree>", deep + b"</p:spTree>"))
    with pytest.raises(DocumentError, match="the presentation is damaged"):
        read_document(written(tmp_path / "plan.pptx", data))
