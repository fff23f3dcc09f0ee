"""OpenDocument texts and presentations as they come: styles, tracked changes, spans, notes, charts, hidden slides."""

import io

import odfdo
import pytest
from document_files import odf_of, odf_part, written, zipped

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import Document, Limits, read_document

P = "<text:p>{}</text:p>".format
SPAN = "<text:span text:style-name='{}'>{}</text:span>".format
STYLE = "<style:style style:name='{}' style:family='{}'{}><style:text-properties {}/></style:style>".format


def cell(text: str, **numbers: int) -> str:
    """Return a cell, repeated or spanning rows and columns."""
    named = (f" table:number-{name.replace('_', '-')}='{number}'" for name, number in numbers.items())
    return f"<table:table-cell{''.join(named)}>{P(text)}</table:table-cell>"


def read_text(tmp_path, body: str, styles: str = "", master: str = "", **members: str) -> Document:
    """Read a text with this body."""
    return read_document(written(tmp_path / "plan.odt", odf_of("text", body, styles, master, **members)))


def read_slides(tmp_path, body: str, styles: str = "", master: str = "", **members: str) -> Document:
    """Read a presentation with these slides."""
    return read_document(written(tmp_path / "plan.odp", odf_of("presentation", body, styles, master, **members)))


def table_of(*rows: tuple[str, ...], attributes: str = "") -> str:
    """Return a table of plain cells."""
    lines = ("".join(cell(text) for text in row) for row in rows)
    return (
        f"<table:table{attributes}>"
        + "".join(f"<table:table-row>{x}</table:table-row>" for x in lines)
        + ("</table:table>")
    )


def texts(document: Document) -> list[str]:
    """Return the paragraphs."""
    return [segment.text for segment in document.segments]


def test_a_text_made_by_another_program_is_read(tmp_path):
    """Headings, paragraphs, lists, a table."""
    document = odfdo.Document("text")
    document.body.clear()
    table = odfdo.Table("Larm", width=2, height=2)
    for at, value in {(0, 0): "Kommun", (1, 0): "Larm", (0, 1): "Ånge", (1, 1): "450"}.items():
        table.set_value(at, value)
    for element in (odfdo.Header(1, "Larm"), odfdo.Paragraph("Ånge: 450"), odfdo.List(["Timrå: 300"]), table):
        document.body.append(element)
    file = io.BytesIO()
    document.save(file)
    read = read_document(written(tmp_path / "plan.odt", file.getvalue()))
    assert [(one.place, one.kind, one.text) for one in read.segments[:3]] == [
        ("paragraph 1", "heading", "Larm"),
        ("paragraph 2", "paragraph", "Ånge: 450"),
        ("paragraph 3", "item", "Timrå: 300"),
    ]
    assert (read.tables[0].header, read.tables[0].rows) == (("Kommun", "Larm"), (("Ånge", "450"),))
    assert read.tables[0].place(0, 1) == "table 1 row 1 column Larm"


def test_tracked_changes_are_accepted(tmp_path):
    """What was inserted is in, what was deleted is out, wherever the deletion is kept."""
    deleted = f"<text:deletion>{P('300 och 99')}</text:deletion>"
    changes = f"<text:tracked-changes><text:changed-region>{deleted}</text:changed-region></text:tracked-changes>"
    inserted = "<text:change-start text:change-id='b'/>450<text:change-end text:change-id='b'/>"
    body = changes + P(f"Ånge: <text:change text:change-id='a'/>{inserted} larm")
    read = read_text(tmp_path, body)
    assert (read.text, read.notes) == ("Ånge: 450 larm", ("deleted text of tracked changes is left out: 1",))


def test_styles_raise_strike_and_hide(tmp_path):
    """A style of the run, of the paragraph, or one that these are based on; a run may undo it."""
    styles = (
        STYLE("up", "text", "", "style:text-position='super 58%'")
        + STYLE("higher", "text", " style:parent-style-name='up'", "fo:x='y' xmlns:fo='z'")
        + STYLE("lifted", "text", "", "style:text-position='33% 100%'")
        + STYLE("flat", "text", "", "style:text-position='0% 100%'")
        + STYLE("low", "text", "", "style:text-position='-25% 58%'")
        + STYLE("gone", "text", "", "style:text-line-through-style='solid'")
        + STYLE("kept", "text", "", "style:text-line-through-style='none'")
        + STYLE("unseen", "text", "", "text:display='none'")
        + STYLE("old", "paragraph", "", "style:text-line-through-type='double'")
    )
    body = (
        P(f"Ånge: 450{SPAN('up', '1')}, Timrå: 300{SPAN('higher', '2)')}, Sundsvall: 7{SPAN('lifted', '[3]')}")
        + P(f"Kramfors: 20{SPAN('flat', '0')} CO{SPAN('low', '2')}")
        + P(f"Härnösand: {SPAN('gone', '400 ')}{SPAN('kept', '300')}{SPAN('unseen', ' och 99')}")
        + "<text:p text:style-name='old'>Sollefteå: 98</text:p>"
    )
    document = read_text(tmp_path, body, styles)
    assert texts(document) == ["Ånge: 450¹, Timrå: 300²⁾, Sundsvall: 7³", "Kramfors: 200 CO₂", "Härnösand: 300"]
    assert document.notes == ("struck-through text is left out: 2", "hidden text is left out: 1")


def test_blanks_breaks_and_tabs(tmp_path):
    """A break parts paragraphs, blanks within a number stay one, tabs draw a table."""
    body = (
        P("Larm<text:line-break/>i drift")
        + P("Timrå: 2<text:s/>000")
        + P("Kommun<text:tab/>Larm")
        + P("Ånge<text:tab/>45")
    )
    document = read_text(tmp_path, body)
    assert texts(document)[:3] == ["Larm", "i drift", "Timrå: 2 000"]
    assert (document.tables[0].header, document.tables[0].rows) == (("Kommun", "Larm"), (("Ånge", "45"),))


def test_merged_repeated_and_nested_cells(tmp_path):
    """Covered cells are empty, repeated ones stand as often, a table in a cell follows the one around it.

    | Kommun | Larm        |        a marked header of two rows
    |        | 2012 | 2013 |
    | Ånge   | 450  | 450  |        one cell, repeated
    | Timrå  | [table]     |
    """
    covered = "<table:covered-table-cell/>"
    head = (
        f"<table:table-row>{cell('Kommun', rows_spanned=2)}"
        f"{cell('Larm', columns_spanned=2)}{covered}</table:table-row>"
        f"<table:table-row>{covered}{cell('2012')}{cell('2013')}</table:table-row>"
    )
    inner = f"<table:table-cell table:number-columns-spanned='2'>{table_of(('A', 'B'), ('x', '7'))}</table:table-cell>"
    rows = (
        f"<table:table-row>{cell('Ånge')}{cell('450', columns_repeated=2)}</table:table-row>"
        f"<table:table-row>{cell('Timrå')}{inner}{covered}</table:table-row>"
    )
    body = f"<table:table><table:table-header-rows>{head}</table:table-header-rows>{rows}</table:table>"
    outer, nested = read_text(tmp_path, body).tables
    assert outer.header == ("Kommun", "Larm / 2012", "Larm / 2013")
    assert outer.rows == (("Ånge", "450", "450"), ("Timrå", "", ""))
    assert (nested.header, nested.rows) == (("A", "B"), (("x", "7"),))


def test_a_label_merged_down_covers_its_rows(tmp_path):
    """As in any table: the rows below are empty, and the cell knows how far it reaches."""
    covered = "<table:covered-table-cell/>"
    merged = cell("Ånge", rows_spanned=2)
    rows = [f"{cell('Kommun')}{cell('Larm')}", f"{merged}{cell('450')}", f"{covered}{cell('45')}"]
    body = "<table:table>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + "</table:table>"
    (table,) = read_text(tmp_path, body).tables
    assert table.rows == (("Ånge", "450"), ("", "45"))
    assert (table.cells[0].text, table.cells[0].rowspan) == ("Ånge", 2)


def test_notes_comments_headers_and_boxes_stand_beside_the_text(tmp_path):
    """A note's number is raised, what is anchored follows its paragraph, authors are left out, pages not counted."""
    note = (
        "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
        f"<text:note-body>{P('Larm i drift')}</text:note-body></text:note>"
    )
    comment = f"<office:annotation><dc:creator>Nomen Nescio</dc:creator>{P('eller 460?')}</office:annotation>"
    box = f"<draw:frame><draw:text-box>{P('I ruta: 7')}</draw:text-box></draw:frame>"
    described = "<draw:frame><draw:image/><svg:desc>bild 99</svg:desc></draw:frame>"
    master = (
        f"<style:master-page style:name='m'><style:header>{P('Länsplan 2016')}</style:header>"
        f"<style:footer>{P('Sida <text:page-number>3</text:page-number>')}</style:footer></style:master-page>"
    )
    document = read_text(tmp_path, P(f"Ånge: 450{note} {comment}larm{box}{described}"), master=master)
    assert [(segment.place, segment.text) for segment in document.segments] == [
        ("paragraph 1", "Ånge: 450¹ larm"),
        ("paragraph 2", "I ruta: 7"),
        ("paragraph 3", "Larm i drift"),
        ("comment", "eller 460?"),
        ("page header", "Länsplan 2016"),
        ("page footer", "Sida"),
    ]
    assert document.notes == ("pictures are not read: 1",)


def test_what_is_no_text_of_its_own_is_left_out(tmp_path):
    """Lists of contents, hidden sections and fields, scripts; a title is told by the style it is based on."""
    styles = STYLE("P1", "paragraph", " style:parent-style-name='Title'", "fo:x='y' xmlns:fo='z'")
    body = (
        "<text:p text:style-name='P1'>Länsplan</text:p>"
        f"<text:table-of-content><text:index-body>{P('Larm<text:tab/>12')}</text:index-body></text:table-of-content>"
        f"<text:section text:display='none'>{P('99')}</text:section>"
        f"<text:section>{P('Ånge: 450 <text:hidden-text>98</text:hidden-text>')}</text:section>"
    )
    document = read_text(tmp_path, body, styles)
    assert [(segment.text, segment.kind) for segment in document.segments] == [
        ("Länsplan", "heading"),
        ("Ånge: 450", "paragraph"),
    ]
    assert document.notes == ("lists of contents are left out: 1", "hidden text is left out: 1")


def test_ticks_of_a_form(tmp_path):
    """A box of an old form is shown as it is ticked; controls that are drawn are counted."""
    kind = "vnd.oasis.opendocument.field.FORMCHECKBOX"
    box = f"<field:fieldmark field:type='{kind}'><field:param field:name='Checkbox_Checked' field:value='{{}}'/>".format
    rows = [("Kommun", "Infört")] + [
        (area, f"{box(ticked)}</field:fieldmark>") for area, ticked in [("Ånge", "true"), ("Timrå", "false")]
    ]
    document = read_text(tmp_path, table_of(*rows) + P("<draw:control draw:control='c'/>"))
    assert document.tables[0].rows == (("Ånge", "☒"), ("Timrå", "☐"))
    assert document.notes == ("controls of a form are not read: 1",)


def chart_of(address: str = "") -> str:
    """Return an embedded chart with two series and a gap."""
    values = (
        "<table:table-cell office:value-type='float' office:value='{0}'><text:p>{0}</text:p></table:table-cell>".format
    )
    rows = [cell("") + cell("2012") + cell("2013")]
    rows += [cell("Ånge") + values("450") + values("10.125"), cell("Timrå") + values("300") + values("NaN")]
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    area = f"<chart:plot-area table:cell-range-address='{address}'/>" if address else ""
    title = f"<chart:title>{P('Antal larm')}</chart:title>"
    chart = f"<chart:chart>{title}{area}<table:table table:name='local-table'>{table}</table:table></chart:chart>"
    return odf_part("document-content", f"<office:body><office:chart>{chart}</office:chart></office:body>")


FRAME = "<draw:frame><draw:object xlink:href='./Object 1'/><draw:image xlink:href='x.png'/></draw:frame>"


def test_the_values_of_a_chart_are_a_table(tmp_path):
    """Where they stand nowhere else; a chart is read once, however often it is shown.

    |       | 2012 | 2013    |
    | Ånge  | 450  | 10.125 |        as it is printed
    | Timrå | 300  |         |
    """
    document = read_text(tmp_path, P(FRAME) + P(FRAME), **{"Object 1/content.xml": chart_of()})
    (table,) = document.tables
    assert table.rows == (("Ånge", "450", "10.125"), ("Timrå", "300", ""))
    assert (document.segments[0].place, document.segments[0].text) == ("chart 1 paragraph 1", "Antal larm")
    assert table.place(0, 1) == "chart 1 table 1 row 1 column 2012"
    assert document.notes == ("embedded objects are not read: 1",)
    drawn_of_table = read_text(tmp_path, P(FRAME), **{"Object 1/content.xml": chart_of("Tabell1.A1:.C3")})
    assert (drawn_of_table.text, drawn_of_table.tables) == ("Antal larm", ())


def page_of(*shapes: str, style: str = "dp1", notes: str = "") -> str:
    """Return a slide."""
    kept = f"<presentation:notes>{notes}</presentation:notes>"
    return f"<draw:page draw:style-name='{style}'>{''.join(shapes)}{kept}</draw:page>"


def frame_of(inside: str, kind: str = "") -> str:
    """Return a frame with text."""
    named = f" presentation:class='{kind}'" if kind else ""
    return f"<draw:frame{named}><draw:text-box>{inside}</draw:text-box></draw:frame>"


def test_slides_are_read_title_first_notes_and_comments_last(tmp_path):
    """With the place of each; numbers of slides are no text, a hidden slide is told, a group is read."""
    hidden = (
        "<style:style style:name='dp2' style:family='drawing-page'>"
        "<style:drawing-page-properties presentation:visibility='hidden'/></style:style>"
    )
    item = f"<text:list><text:list-item>{P('Ånge: 450')}</text:list-item></text:list>"
    table = f"<draw:frame>{table_of(('Kommun', 'Larm'), ('Timrå', '300'))}<draw:image/></draw:frame>"
    comment = f"<office:annotation>{P('eller 460?')}</office:annotation>"
    first = page_of(
        comment,
        frame_of(item, "outline"),
        table,
        frame_of(P("Larm"), "title"),
        frame_of(P("<text:page-number>77</text:page-number>"), "page-number"),
        notes=frame_of(P("12 saknas"), "notes") + frame_of(P("76"), "page-number"),
    )
    group = f"<draw:g><draw:g><draw:custom-shape>{P('I grupp: 7')}</draw:custom-shape></draw:g></draw:g>"
    second = page_of(group, "<draw:frame><draw:object xlink:href='./Object 1'/></draw:frame>", style="dp2")
    footer = "<presentation:footer-decl presentation:name='f'>Länsplan 2016</presentation:footer-decl>"
    master = f"<style:master-page style:name='m'>{frame_of(P('Länsstyrelsen'))}</style:master-page>"
    document = read_slides(tmp_path, footer + first + second, hidden, master, **{"Object 1/content.xml": chart_of()})
    assert [
        (one.place, one.text) for one in document.segments if "row" not in one.place and "head" not in one.place
    ] == [
        ("slide 1 paragraph 1", "Larm"),
        ("slide 1 paragraph 2", "Ånge: 450"),
        ("slide 1 notes paragraph 1", "12 saknas"),
        ("slide 1 comments paragraph 1", "eller 460?"),
        ("slide 2 paragraph 1", "I grupp: 7"),
        ("slide 2 chart 1 paragraph 1", "Antal larm"),
        ("slide footer", "Länsplan 2016"),
        ("slide layout", "Länsstyrelsen"),
    ]
    assert [segment.kind for segment in document.segments[:2]] == ["heading", "item"]
    assert document.tables[0].place(0, 1) == "slide 1 table 1 row 1 column Larm"
    assert document.tables[1].place(0, 1) == "slide 2 chart 1 table 1 row 1 column 2012"
    assert document.notes == ("slide 2 is hidden",)


@pytest.mark.parametrize("repeats", ["columns", "rows"])
def test_cells_repeated_without_end_are_refused(tmp_path, repeats):
    """A few bytes may claim a million cells."""
    many = 1_000_000
    row = "<table:table-row>{}</table:table-row>".format(
        cell("1", columns_repeated=many if repeats == "columns" else 1)
    )
    row = row.replace("row>", f"row table:number-rows-repeated='{many}'>", 1) if repeats == "rows" else row
    data = odf_of("text", f"<table:table>{row}</table:table>")
    with pytest.raises(DocumentError, match=r"too large(.|\n)*at most 500000 \(written_cells\)"):
        read_document(written(tmp_path / "plan.odt", data), limits=Limits(written_cells=500_000))


def test_styles_based_on_each_other_in_a_circle_end(tmp_path):
    """A file may say so."""
    one, two = (
        STYLE(name, "text", f" style:parent-style-name='{other}'", "style:text-position='super'")
        for name, other in [("a", "b"), ("b", "a")]
    )
    assert read_text(tmp_path, P(f"Ånge: 450{SPAN('a', '1')}"), one + two).text == "Ånge: 450¹"


def test_a_text_behind_a_password_is_refused(tmp_path):
    """Its manifest says how it is encrypted."""
    manifest = (
        "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'><m:file-entry><m:encryption-data/>"
        "</m:file-entry></m:manifest>"
    )
    data = odf_of("text", "", **{"META-INF/manifest.xml": manifest, "content.xml": b"\x01\x02"})
    with pytest.raises(DocumentError, match="encrypted"):
        read_document(written(tmp_path / "plan.odt", data))


def test_links_of_a_text_lead_nowhere(tmp_path):
    """Sections, objects and pictures that lie elsewhere are not opened."""
    secret = written(tmp_path / "secret.txt", "hemligt 99")
    link = f"xlink:href='{secret.as_uri()}'"
    body = f"<text:section><text:section-source {link}/>{P('Ånge: 450')}</text:section>" + P(
        f"<draw:frame><draw:object {link}/></draw:frame><draw:frame><draw:object xlink:href='../../x'/></draw:frame>"
    )
    document = read_text(tmp_path, body)
    assert document.text == "Ånge: 450"
    assert document.notes == ("embedded objects are not read: 2",)


def test_entities_of_a_text_are_refused(tmp_path):
    """OpenDocument needs no type definition."""
    content = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + odf_part("document-content", "&a;")
    with pytest.raises(DocumentError, match="document type definition"):
        read_text(tmp_path, "", **{"content.xml": content})


def test_a_text_without_content_is_damaged(tmp_path):
    """Its archive lacks what all hold."""
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "x": "y"})
    with pytest.raises(DocumentError, match="the document is damaged"):
        read_document(written(tmp_path / "plan.odt", data))
