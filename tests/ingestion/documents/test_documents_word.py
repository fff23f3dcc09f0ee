"""Word documents as they come: content controls, tracked changes, nested and merged tables, notes; nothing linked."""

import io

import docx
import pytest
from document_files import written
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ehealth_stats.ingestion.documents import Document, read_document

W = nsdecls("w")


def read(tmp_path, word) -> Document:
    """Save a document and read it."""
    file = io.BytesIO()
    word.save(file)
    return read_document(written(tmp_path / "plan.docx", file.getvalue()))


def with_xml(*blocks: str):
    """Return a document whose body is this XML."""
    word = docx.Document()
    for block in blocks:
        word.element.body.insert_element_before(parse_xml(block), "w:sectPr")
    return word


def test_tracked_changes_are_accepted(tmp_path):
    """What was inserted is in, what was deleted is out, and told."""
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    inserted = f'<w:ins w:id="1" w:author="x">{run.format("450")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="x"><w:r><w:delText>300</w:delText></w:r></w:del>'
    document = read(
        tmp_path, with_xml(f"<w:p {W}>{run.format('Ånge: ')}{inserted}{deleted}{run.format(' larm')}</w:p>")
    )
    assert document.text == "Ånge: 450 larm"
    assert document.notes == ("deleted text of tracked changes is left out: 1",)


def test_content_controls_are_read(tmp_path):
    """Forms keep their answers in them: around a paragraph, within one, and in a cell."""
    paragraph = "<w:p><w:r><w:t>Ånge: 450</w:t></w:r></w:p>"
    block = f"<w:sdt {W}><w:sdtContent>{paragraph}</w:sdtContent></w:sdt>"
    inline = f"<w:p {W}><w:sdt><w:sdtContent><w:r><w:t>Timrå: 300</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    cell = f"<w:tc><w:sdt><w:sdtContent>{paragraph}</w:sdtContent></w:sdt></w:tc>"
    table = f"<w:tbl {W}><w:tr>{cell}<w:tc><w:p><w:r><w:t>45</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    document = read(tmp_path, with_xml(block, inline, table))
    assert [s.text for s in document.segments] == ["Ånge: 450", "Timrå: 300", "Ånge: 450", "45"]
    assert document.tables[0].rows == (("Ånge: 450", "45"),)


def test_a_nested_table_is_a_table_after_the_one_around_it(tmp_path):
    """Its cells are not flattened into one."""
    word = docx.Document()
    outer = word.add_table(1, 2)
    outer.cell(0, 0).text = "Nuläge"
    inner = outer.cell(0, 1).add_table(2, 2)
    for row, texts in enumerate([("Kommun", "Larm"), ("Ånge", "450")]):
        for column, text in enumerate(texts):
            inner.cell(row, column).text = text
    document = read(tmp_path, word)
    assert [table.rows for table in document.tables] == [(("Nuläge", ""),), (("Ånge", "450"),)]


def test_merged_cells_stand_once_and_header_rows_join(tmp_path):
    """Merged over columns in the header, over rows below it.

    | Kommun | Larm        |
    |        | 2012 | 2013 |
    | Ånge   | 450  | 45   |
    | Timrå  |      | 5    |
    """
    word = docx.Document()
    table = word.add_table(4, 3)
    rows = [("Kommun", "Larm", ""), ("", "2012", "2013"), ("Ånge", "450", "45"), ("Timrå", "", "5")]
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 1).merge(table.cell(3, 1))
    (read_table,) = read(tmp_path, word).tables
    assert read_table.header == ("Kommun", "Larm / 2012", "Larm / 2013")
    assert read_table.rows == (("Ånge", "450", "45"), ("Timrå", "", "5"))
    assert [(cell.rowspan, cell.text) for cell in read_table.cells if cell.rowspan > 1] == [(2, "450")]


def test_a_table_over_tables_keeps_its_header(tmp_path):
    """Plans repeat the header of a table on each page, or leave it out."""
    word = docx.Document()
    for texts in ([("Kommun", "Larm"), ("Ånge", "450")], [("Timrå", "300")], [("Kommun", "Larm"), ("Kramfors", "560")]):
        table = word.add_table(len(texts), 2)
        for row, line in enumerate(texts):
            for column, text in enumerate(line):
                table.cell(row, column).text = text
        word.element.body.insert_element_before(parse_xml(f"<w:p {W}/>"), "w:sectPr")
    assert [(table.header, table.rows) for table in read(tmp_path, word).tables] == [
        (("Kommun", "Larm"), (("Ånge", "450"),)),
        (("Kommun", "Larm"), (("Timrå", "300"),)),
        (("Kommun", "Larm"), (("Kramfors", "560"),)),
    ]


def test_a_raised_note_mark_does_not_grow_a_number(tmp_path):
    """120 with note 1 is not 1201."""
    word = docx.Document()
    paragraph = word.add_paragraph("Timrå: 120")
    paragraph.add_run("1").font.superscript = True
    assert read(tmp_path, word).text == "Timrå: 120¹"


def test_linked_pictures_and_documents_are_not_followed(tmp_path):
    """A picture that lies elsewhere, and a document to be fetched in, are left out."""
    secret = written(tmp_path / "secret.txt", "hemligt 99")
    word = docx.Document()
    word.add_paragraph("Ånge: 450")
    relation = word.part.relate_to(secret.as_uri(), "http://example.org/image", is_external=True)
    blip = (
        f"<w:p {nsdecls('w', 'wp', 'a', 'pic', 'r')}><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic>"
        f'<pic:blipFill><a:blip r:link="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    word.element.body.insert_element_before(parse_xml(blip), "w:sectPr")
    chunk = f'<w:altChunk {nsdecls("w", "r")} r:id="{relation}"/>'
    word.element.body.insert_element_before(parse_xml(chunk), "w:sectPr")
    assert read(tmp_path, word).text == "Ånge: 450"


def test_paragraphs_cut_by_tabs_are_rows(tmp_path):
    """The figures on both sides of a tab are two; a tab after a number in front cuts nothing."""
    word = docx.Document()
    for text in ("Kommun\tLarm\tDigitala", "Ånge\t2 000\t300", "Timrå\t310\t120"):
        word.add_paragraph(text)
    word.add_paragraph("1.\tÅnge har 450 larm")
    document = read(tmp_path, word)
    (table,) = document.tables
    assert table.header == ("Kommun", "Larm", "Digitala")
    assert table.rows == (("Ånge", "2 000", "300"), ("Timrå", "310", "120"))
    assert document.segments[-1].text == "1. Ånge har 450 larm"


def test_a_tab_within_a_cell_ends_a_paragraph(tmp_path):
    """Two figures of a cell stay two."""
    word = docx.Document()
    word.add_table(rows=1, cols=1).cell(0, 0).text = "51\t120"
    assert [segment.text for segment in read(tmp_path, word).segments] == ["51", "120"]


def test_fields_and_moved_text_are_read_where_they_stand_now(tmp_path):
    """A field's number is part of its sentence; text that was moved away is not read twice."""
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    field = f'<w:fldSimple w:instr="=SUM(ABOVE)">{run.format("750")}</w:fldSimple>'
    moved = f'<w:p {W}><w:{{0}} w:id="1" w:author="x">{run.format("Ånge: 450")}</w:{{0}}></w:p>'
    body = (f"<w:p {W}>{run.format('Totalt ')}{field}</w:p>", moved.format("moveFrom"), moved.format("moveTo"))
    document = read(tmp_path, with_xml(*body))
    assert document.text == "Totalt 750\nÅnge: 450"


def test_hidden_and_struck_through_text_is_left_out(tmp_path):
    """It is not what the document says, and never glued to what is: a note counts it."""
    word = docx.Document()
    paragraph = word.add_paragraph("Ånge har ")
    paragraph.add_run("400").font.strike = True
    paragraph.add_run("450 larm")
    paragraph.add_run(" och 99").font.hidden = True
    document = read(tmp_path, word)
    assert document.text == "Ånge har 450 larm"
    assert document.notes == ("struck-through text is left out: 1", "hidden text is left out: 1")


def test_page_headers_footers_and_comments_come_last(tmp_path):
    """With a place of their own; a page number counts nothing."""
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Länsplan 2016"
    footer = word.sections[0].footer.paragraphs[0]
    footer.add_run("Sida ")
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>'))
    run = word.add_paragraph("Ånge: 450").runs[0]
    word.add_comment(run, text="eller 460?", author="x", initials="x")
    found = [(segment.place, segment.text) for segment in read(tmp_path, word).segments]
    assert found == [
        ("paragraph 1", "Ånge: 450"),
        ("comment", "eller 460?"),
        ("page footer", "Sida"),
        ("page header", "Länsplan 2016"),
    ]


def run(text: str, looks: str = "") -> str:
    """Return the XML of a run."""
    return f'<w:r>{looks and f"<w:rPr>{looks}</w:rPr>"}<w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("looks", "text"),
    [
        ('<w:position w:val="3"/>', "Ånge: 450¹"),
        ('<w:position w:val="2"/>', "Ånge: 4501"),
        ('<w:position w:val="-6"/>', "Ånge: 4501"),
        ('<w:position w:val=""/>', "Ånge: 4501"),
        ('<w:vertAlign w:val="superscript"/>', "Ånge: 450¹"),
        ('<w:vertAlign w:val="baseline"/><w:position w:val="6"/>', "Ånge: 4501"),
        ("<w:strike/>", "Ånge: 450"),
        ('<w:strike w:val="0"/>', "Ånge: 4501"),
        ('<w:dstrike w:val="true"/>', "Ånge: 450"),
        ('<w:dstrike/><w:strike w:val="false"/>', "Ånge: 450"),
        ('<w:dstrike w:val="off"/><w:strike/>', "Ånge: 450"),
        ("<w:vanish/>", "Ånge: 450"),
        ('<w:vanish w:val="none"/>', "Ånge: 4501"),
    ],
)
def test_looks_of_a_run(tmp_path, looks, text):
    """More than a point above the line is raised; struck once or twice, or hidden, it is left out."""
    assert read(tmp_path, with_xml(f"<w:p {W}>{run('Ånge: 450')}{run('1', looks)}</w:p>")).text == text


@pytest.mark.parametrize(
    ("result", "text"),
    [
        ("", "Larm: 450 st"),
        ('<w:result w:val=""/>', "Larm: 450 st"),
        ('<w:result w:val="0"/>', "Larm: 450 st"),
        ('<w:result w:val="2"/>', "Larm: 470 st"),
        ('<w:result w:val="3"/>', "Larm:  st"),
        ('<w:result w:val="-1"/>', "Larm:  st"),
    ],
)
def test_what_is_chosen_in_a_list(tmp_path, result, text):
    """The first where nothing is, and nothing where it is none of the list."""
    entries = "".join(f'<w:listEntry w:val="{number}"/>' for number in (450, 460, 470))
    field = f'<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>{result}{entries}</w:ddList></w:ffData></w:fldChar>'
    chosen = f'<w:r>{field}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    document = read(tmp_path, with_xml(f"<w:p {W}>{run('Larm: ')}{chosen}{run(' st')}</w:p>"))
    assert document.text == " ".join(text.split())


@pytest.mark.parametrize(
    ("mark", "left"),
    [('<w:gridBefore w:val="2"/>', 2), ("<w:gridBefore/>", 0), ('<w:gridBefore w:val="99"/>', 63), ("", 0)],
)
def test_cells_that_a_row_leaves_out_at_its_left(tmp_path, mark, left):
    """As many as it says, up to the 63 columns that a table may have."""
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    head = "".join(cell.format(run(text)) for text in ["Kommun", *["Larm"] * 64])
    rows = f"<w:tr>{head}</w:tr><w:tr><w:trPr>{mark}</w:trPr>{cell.format(run('450'))}</w:tr>"
    (table,) = read(tmp_path, with_xml(f"<w:tbl {W}>{rows}</w:tbl>")).tables
    assert table.rows[0].index("450") == left


def test_what_is_left_out_takes_nothing_behind_it_along(tmp_path):
    """Moved and hidden text goes, fields and formulas stay, and so does what follows each."""
    moved = f'<w:moveFrom w:id="1" w:author="x">{run("300")}</w:moveFrom>{run("Ånge ")}'
    hidden = f"{run('99', '<w:vanish/>')}{run('har ')}"
    field = f'<w:fldSimple w:instr="PAGE">{run("450")}</w:fldSimple>{run(" larm")}'
    formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r></m:oMath>'
    document = read(tmp_path, with_xml(f"<w:p {W}>{moved}{hidden}{field}{formula}{run('nu')}</w:p>"))
    assert document.text == "Ånge har 450 larm x nu"


def test_fields_of_a_page_header_are_no_words_of_it(tmp_path):
    """A page number within a field within a field is none; what stands behind both is."""
    word = docx.Document()
    word.add_paragraph("Ånge: 450")
    word.sections[0].header.is_linked_to_previous = False
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    inside = f"{begin}{run('1')}{begin}{run('2')}{end}{run('3')}{end}"
    paragraph = f"<w:p {W}>{run('Sida ')}{inside}{run(' av planen')}</w:p>"
    word.sections[0].header._element.append(parse_xml(paragraph))
    word.sections[0].header._element.append(parse_xml(paragraph))
    document = read(tmp_path, word)
    assert [one.text for one in document.segments] == ["Ånge: 450", "Sida av planen"]
