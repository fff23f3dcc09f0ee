"""Documents of every format in one shape: segments with places, tables with headers, errors that help."""

import io
import os
import zipfile
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import Document, Table, read_document
from ehealth_stats.ingestion.documents.blocks import Grid

ORIGINALS = os.environ.get("EHEALTH_ORIGINALS", "")
needs_originals = pytest.mark.skipif(not ORIGINALS, reason="EHEALTH_ORIGINALS names no folder with the real documents")

PLAN = """\
# Plan 2013

Avser: **Länet**..... Ifyllt av: förbundet.....

\tAktivitet\tInsats (vad)\tNär?
1\t<p>Larm</p>\t<p><i>Inför</i> larm.</p> <p>Ånge: 450&nbsp;st varav 45 digitala</p>\t2013 - 2015
--\t--\t---\t--

Avser: Länet... Ifylld av: förbundet.....

\t<p>Mål 2013: inventering</p>\t
2\t<p>Mobilitet<br/>Mål 2015: ej definierat</p>\t<p>2014</p>

Avser: Länet..... Ifylld av: förbundet.....

\tAktivitet\tInsats (vad)\tNär?
3\tNPÖ\tAnslutning\tHösten 2013

Totalt: 5 000 **Tkr** &amp; mer

- första
· andra
"""
# The rows of the three tables under (number, Aktivitet, Insats, När?): short rows have lost their left cells.
PLAN_ROWS = [
    [("1", "Larm", "Inför larm.\nÅnge: 450\u00a0st varav 45 digitala", "2013 - 2015")],
    [("", "", "Mål 2013: inventering", ""), ("", "2", "Mobilitet\nMål 2015: ej definierat", "2014")],
    [("3", "NPÖ", "Anslutning", "Hösten 2013")],
]

PAGE = """\
<html><head><title>Sida</title><style>p {}</style></head><body>
<h2>Larm</h2><p>Ånge <b>4</b>50 st<br>Timrå 120<sup>1</sup> m<sup>2</sup></p>
<script>var x = 99;</script><p hidden>98</p><p style="display: none">97</p><!-- 96 -->
<ul><li>första <i>punkten</i></li><li><p>andra</p></li></ul>
<table><caption>Antal</caption>
<tr><th rowspan="2">Kommun</th><th colspan="2">Larm</th></tr><tr><th>2012</th><th>2013</th></tr>
<tr><td>Ånge</td><td><p>51</p><p>120</p></td><td rowspan="2">7</td></tr>
<tr><td>Timrå</td><td>60,00</td></tr>
</table></body></html>
"""

# (file name, bytes, what the message must say)
REFUSED = [
    ("plan.doc", b"x", "save it as .docx"),
    ("plan.pptx", b"x", "broken or cut off"),
    ("plan", b"x", "a file without suffix"),
    ("plan.txt", b"", "the file is empty"),
    ("plan.md", b" \n \n", "holds no text"),
    ("plan.txt", b"\xef\xbb\xbf", "holds no text"),  # a mark of its encoding and nothing else
    ("plan.txt", bytes(range(256)) * 4, "save it as UTF-8"),
    ("plan.txt", b"a\0b\0c", "save it as UTF-8"),
    ("plan.html", b"<!-- nothing -->", "holds no text"),
    ("plan.html", b"<b>" * 3000 + b"x", "nested too deeply"),
    ("plan.txt", b"<b>" * 3000 + b"x", "nested too deeply"),
    ("plan.csv", b'a,"b\n1,2\n', "check the quotes"),
    ("plan.docx", b"no zip", "the file is broken"),
    ("plan.xlsx", b"no zip", "the file is broken"),
    ("plan.xls", b"no workbook", "the workbook is damaged"),
    ("plan.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage\0".encode("utf-16-le"), "encrypted"),
    ("plan.docx", bytes.fromhex("d0cf11e0a1b11ae1"), "old Office format"),
]


def written(path: Path, content: str | bytes) -> Path:
    """Write a file and return its path."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def workbook_bytes(workbook: openpyxl.Workbook) -> bytes:
    """Return a workbook as a file's bytes."""
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def zipped(**members: bytes) -> bytes:
    """Return a zip archive of members (slashes of their names as double underscores)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return file.getvalue()


def outside_tables(document: Document) -> list[tuple[str, str]]:
    """Return kind and text of the segments outside tables."""
    return [(segment.kind, segment.text) for segment in document.segments if segment.table < 0]


def place_of(document: Document, text: str) -> str:
    """Return the place of the first segment that holds a text."""
    return next(segment.place for segment in document.segments if text in segment.text)


def test_a_text_keeps_its_running_head_once_and_its_marks_not_at_all(tmp_path):
    """Repeats that differ in marks, dots or a letter go; bullets and headings are told from paragraphs."""
    document = read_document(written(tmp_path / "plan.txt", PLAN))
    assert outside_tables(document) == [
        ("heading", "Plan 2013"),
        ("paragraph", "Avser: Länet..... Ifyllt av: förbundet....."),
        ("paragraph", "Totalt: 5 000 Tkr & mer"),
        ("item", "första"),
        ("item", "andra"),
    ]
    assert document.notes == ("running head kept once, 2 repeated paragraphs left out",)


def test_a_table_over_several_pages_keeps_its_columns(tmp_path):
    """A page without header inherits it, a repeated header is no row, short rows are aligned from the right."""
    document = read_document(written(tmp_path / "plan.txt", PLAN))
    assert [list(table.rows) for table in document.tables] == PLAN_ROWS
    assert {table.header for table in document.tables} == {("", "Aktivitet", "Insats (vad)", "När?")}
    assert place_of(document, "ej definierat") == "table 2 row 2 column Insats (vad)"
    assert place_of(document, "2014") == "table 2 row 2 column När?"


def test_every_character_has_a_locator_within_its_cell(tmp_path):
    """Paragraphs of one cell are segments of their own, whose offsets run over the cell's text."""
    document = read_document(written(tmp_path / "plan.txt", PLAN))
    at = document.text.index("45 digitala")
    # "Inför larm." has 11 characters and a line end; "Ånge: 450\u00a0st varav " has 19: 12 + 19 = 31.
    assert document.locator(at, at + 2) == "table 1 row 1 column Insats (vad) chars 31-33"
    assert all("\n" not in segment.text and segment.text.strip() for segment in document.segments)


def test_a_table_after_running_text_inherits_nothing(tmp_path):
    """A header is in force until something else is said."""
    text = "Kommun\tLarm\nÅnge\t450\n\nNågot annat:\n\nTimrå\t300\nKramfors\t560\n"
    document = read_document(written(tmp_path / "plan.txt", text))
    assert document.tables[1].header == ()
    assert place_of(document, "300") == "table 2 row 1 column 2"


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("Kommun\tLarm\nÅnge\t450", ("Kommun", "Larm")),
        ("Samspillkommuner\t\nBærum kommune\tLillehammer kommune", ("Samspillkommuner", "")),
        ("Beslutningstakere\t62\nLeger\t25", ()),
        ("Kommun\t2012\t2013\nÅnge\t450\t460", ("Kommun", "2012", "2013")),
        ("Strategi\t1997\nPlan\t2001", ()),
        ("Larm i länet\t\t\nKommun\tAntal\tAndel\nÅnge\t450\t45", ("Kommun", "Antal", "Andel")),
        ("<p>Larm</p>\t<p>Antal</p>\nÅnge\t450", ()),
        ("Ett långt stycke text som ingen skulle sätta som rubrik\tx\nÅnge\t450", ()),
        ("Kommun\tLarm", ()),
    ],
)
def test_a_header_is_told_by_its_short_labels(tmp_path, text, header):
    """Labels are short, without figures (years over other figures apart), and something stands below."""
    assert read_document(written(tmp_path / "plan.txt", text)).tables[0].header == header


def test_columns_of_one_name_are_told_apart(tmp_path):
    """A place names one column, by number where the name is not enough."""
    document = read_document(written(tmp_path / "plan.txt", "Kommun\tAntal\tAntal\nÅnge\t450\t45\n"))
    assert place_of(document, "45") == "table 1 row 1 column Antal (2)"
    assert document.segments[-1].place == "table 1 row 1 column Antal (3)"


def test_a_markdown_table_is_a_table(tmp_path):
    """The rule below its first row makes that the header, even with figures in it."""
    document = read_document(written(tmp_path / "plan.md", "| Kommun | 12 |\n|---|---:|\n| **Ånge** | 450 |\n"))
    assert (document.tables[0].header, document.tables[0].rows) == (("Kommun", "12"), (("Ånge", "450"),))


def test_an_indented_line_and_an_address_are_no_table_and_no_tag(tmp_path):
    """A leading tab parts nothing; what only looks like a tag stays."""
    document = read_document(written(tmp_path / "plan.txt", "\tIndragen rad\nx < y, <info@example.org>\nSlut\t\n"))
    assert [text for _, text in outside_tables(document)] == ["Indragen rad", "x < y, <info@example.org>", "Slut"]


@pytest.mark.parametrize(
    ("data", "encoding", "notes"),
    [
        ("Ånge är en kommun".encode("utf-8-sig"), "utf-8-sig", 0),
        ("Ånge är en kommun".encode("utf-16"), "utf-16", 0),
        ("Ånge är en kommun".encode("windows-1252"), "windows-1252", 1),
        ("Ånge är en kommun".encode().decode("windows-1252").encode(), "utf-8", 1),
    ],
)
def test_any_encoding_gives_the_same_text(tmp_path, data, encoding, notes):
    """Marks, UTF-8 and a guess are tried in turn; a guess and a repair of mangled text are noted."""
    document = read_document(written(tmp_path / "plan.txt", data))
    assert (document.text, document.encoding, len(document.notes)) == ("Ånge är en kommun", encoding, notes)


def test_a_page_in_a_declared_encoding_is_read_in_it(tmp_path):
    """What an HTML file declares goes before a guess."""
    page = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>Ånge</p>'
    document = read_document(written(tmp_path / "page.html", page.encode("iso-8859-1")))
    assert (document.text, document.encoding) == ("Ånge", "iso-8859-1")


def test_the_hash_is_that_of_the_file(tmp_path):
    """The SHA-256 of three letters, as in FIPS 180-2, appendix B.1."""
    document = read_document(written(tmp_path / "plan.txt", "abc"))
    assert document.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimited_text_is_a_table_whatever_its_delimiter(tmp_path, delimiter):
    """The first row is the header; quoted line ends part paragraphs; decimal commas do not mislead."""
    share = '"45,5"' if delimiter == "," else "45,5"
    lines = [["Kommun", "2012", "Andel"], ["Ånge", "450", share], ["Timrå", '"a\nb"', '"30,1"']]
    path = written(tmp_path / "larm.csv", "\n".join(delimiter.join(line) for line in lines))
    document = read_document(path)
    assert document.tables[0].header == ("Kommun", "2012", "Andel")
    assert document.tables[0].rows == (("Ånge", "450", "45,5"), ("Timrå", "a\nb", "30,1"))
    assert (document.tables[0].name, place_of(document, "450")) == ("larm", "table 1 row 1 column 2012")


def test_a_page_is_read_as_a_person_sees_it(tmp_path):
    """Inline tags part nothing, blocks do, a note mark does not grow a number, what is hidden stays out."""
    document = read_document(written(tmp_path / "page.html", PAGE))
    assert outside_tables(document) == [
        ("heading", "Larm"),
        ("paragraph", "Ånge 450 st"),
        ("paragraph", "Timrå 120¹ m²"),
        ("item", "första punkten"),
        ("item", "andra"),
        ("paragraph", "Antal"),
    ]
    assert "hidden text is left out: 2" in document.notes


def test_spans_and_paragraphs_of_a_page_keep_their_places(tmp_path):
    """Header cells over several columns name each of them; two paragraphs of a cell are never one number.

    | Kommun | Larm        |
    |        | 2012 | 2013 |
    | Ånge   | 51   | 7    |
    |        | 120  |      |
    | Timrå  | 60,00|      |
    """
    document = read_document(written(tmp_path / "page.html", PAGE))
    table = document.tables[0]
    assert table.header == ("Kommun", "Larm / 2012", "Larm / 2013")
    assert table.rows == (("Ånge", "51\n120", "7"), ("Timrå", "60,00", ""))
    assert [(cell.text, cell.rowspan) for cell in table.cells if cell.column == 2] == [("7", 2)]
    assert document.locator(document.text.index("120\n"), document.text.index("120\n") + 3).endswith("chars 3-6")


def test_a_table_within_a_layout_table_is_a_table(tmp_path):
    """Its rows are not flattened into the cell around it."""
    inner = "<table><tr><th>Kommun</th><th>Larm</th></tr><tr><td>Ånge</td><td>450</td></tr></table>"
    page = f"<table><tr><td>Meny</td><td>Text {inner} slut</td></tr></table>"
    document = read_document(written(tmp_path / "page.html", page))
    assert [table.rows for table in document.tables] == [(("Meny", "Text\nslut"),), (("Ånge", "450"),)]
    assert document.tables[1].header == ("Kommun", "Larm")


def test_nothing_is_fetched_or_expanded(tmp_path):
    """An entity that names a file stays a name."""
    secret = written(tmp_path / "secret.txt", "hemligt")
    page = f'<!DOCTYPE html [<!ENTITY a SYSTEM "{secret.as_uri()}">]><p>före &a; efter</p>'
    assert "hemligt" not in read_document(written(tmp_path / "page.html", page)).text


def test_a_word_document_keeps_headings_lists_and_tables(tmp_path):
    """Heading styles are headings, merged cells stand once, line breaks part paragraphs, header rows are told."""
    word = docx.Document()
    word.add_heading("Plan", 0)
    word.add_heading("Nuläge", 1)
    word.add_paragraph("Antalet larm är:")
    word.add_paragraph("Ånge: 450", style="List Bullet")
    table = word.add_table(3, 3)
    for column, text in enumerate(("Aktivitet", "Insats (vad)", "När?")):
        table.cell(0, column).text = text
    table.cell(1, 0).text = "Larm"
    table.cell(1, 1).text = "Ånge: 450\nMål 2013: inventering"
    table.cell(1, 2).text = "2013"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "ej definierat"
    word.save(str(tmp_path / "plan.docx"))
    document = read_document(tmp_path / "plan.docx")
    assert outside_tables(document) == [
        ("heading", "Plan"),
        ("heading", "Nuläge"),
        ("paragraph", "Antalet larm är:"),
        ("item", "Ånge: 450"),
    ]
    assert document.tables[0].header == ("Aktivitet", "Insats (vad)", "När?")
    assert document.tables[0].rows[0] == ("Larm", "Ånge: 450\nMål 2013: inventering", "2013")
    assert [(cell.text, cell.colspan) for cell in document.tables[0].cells][-1] == ("ej definierat", 2)
    assert place_of(document, "inventering") == "table 1 row 1 column Insats (vad)"


def test_a_workbook_names_its_cells_and_prints_its_numbers(tmp_path):
    """Places are those on the screen; a whole number has no decimals; three decimals have no digit more.

    |   | A              | B    | C          | D    |
    | 1 | Larm i länet   |      |            |      |
    | 3 | Kommun         | Larm | Dag        | Del  |
    | 4 | Ånge           | 450  | 2013-04-02 | 10.125 |
    | 5 | Timrå (2 rows) |      | … 10:30    | 0.3  |
    """
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Larm"
    rows = [["Larm i länet"], [], ["Kommun", "Larm", "Dag", "Del"], ["Ånge", 450.0, date(2013, 4, 2), 10.125]]
    for row in [*rows, ["Timrå\n2 rader", None, datetime(2013, 4, 2, 10, 30), 0.1 + 0.2]]:
        sheet.append(row)
    sheet.merge_cells("A5:B5")
    hidden = workbook.create_sheet("Dold")
    hidden["C7"] = True
    hidden.sheet_state = "hidden"
    document = read_document(written(tmp_path / "larm.xlsx", workbook_bytes(workbook)))
    larm, dold = document.tables
    assert (larm.name, larm.header) == ("Larm", ("Kommun", "Larm", "Dag", "Del"))
    assert larm.rows == (
        ("Ånge", "450", "2013-04-02", "10.125"),
        ("Timrå\n2 rader", "", "2013-04-02 10:30:00", "0.3"),
    )
    assert [cell.colspan for cell in larm.cells if cell.text.startswith("Timrå")] == [2]
    assert place_of(document, "450") == "sheet Larm cell B4"
    assert [(cell.text, place_of(document, "TRUE")) for cell in dold.cells] == [("TRUE", "sheet Dold cell C7")]
    assert document.notes == ("sheet Dold is hidden",)


def test_an_open_document_spreadsheet_is_read_too(tmp_path):
    """A minimal .ods, as OpenDocument 1.2 defines it."""
    names = "xmlns:{0}='urn:oasis:names:tc:opendocument:xmlns:{0}:1.0'"
    spaces = " ".join(names.format(prefix) for prefix in ("office", "table", "text"))
    cell = "<table:table-cell office:value-type='string'><text:p>Ånge</text:p></table:table-cell>"
    number = "<table:table-cell office:value-type='float' office:value='450'><text:p>450</text:p></table:table-cell>"
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='Larm'>"
        f"<table:table-row>{cell}{number}</table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = b"<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
    members = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF__manifest.xml": manifest,
        "content.xml": content.encode("utf-8"),
    }
    document = read_document(written(tmp_path / "larm.ods", zipped(**members)))
    assert document.tables[0].rows == (("Ånge", "450"),)
    assert place_of(document, "450") == "sheet Larm cell B1"


@pytest.mark.parametrize(("name", "data", "message"), REFUSED)
def test_what_can_not_be_read_is_refused_with_what_to_do(tmp_path, name, data, message):
    """Each message names the file and says what is wrong or what to do."""
    with pytest.raises(DocumentError, match=message) as caught:
        read_document(written(tmp_path / name, data))
    assert caught.value.where == str(tmp_path / name)


def test_a_missing_file_is_refused_with_the_nearest(tmp_path):
    """A slip in the name is answered with the file that is there; a folder is none."""
    written(tmp_path / "plan-2013.txt", "x")
    with pytest.raises(DocumentError, match=r"no such file(.|\n)*did you mean 'plan-2013.txt'"):
        read_document(tmp_path / "plan-2031.txt")
    with pytest.raises(DocumentError, match="does not exist either"):
        read_document(tmp_path / "nowhere" / "plan.txt")
    with pytest.raises(DocumentError, match="a folder"):
        read_document(str(tmp_path))


@pytest.mark.parametrize("part", [None, b"<w:document", b"<other/>"])
def test_a_damaged_word_document_is_refused(tmp_path, part):
    """A document part that is missing, cut off or something else is told as damage."""
    members = {"word__document.xml": part} if part is not None else {"other.xml": b"<x/>"}
    with pytest.raises(DocumentError, match="damaged"):
        read_document(written(tmp_path / "plan.docx", zipped(**members)))


def test_a_stray_cell_at_the_end_of_a_sheet_is_refused(tmp_path):
    """Room for 1 048 576 x 16 384 cells can't be had."""
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = 1
    workbook.worksheets[0]["XFD1048576"] = 2
    with pytest.raises(DocumentError, match=r"17179869184 cells(.|\n)*stray cells"):
        read_document(written(tmp_path / "larm.xlsx", workbook_bytes(workbook)))


def original(number: str) -> Document:
    """Return a real document by the number that its file name starts with."""
    return read_document(next(Path(ORIGINALS).glob(f"{number}_*.txt")))


@needs_originals
@pytest.mark.parametrize(
    ("number", "tables", "heading"),
    [
        ("000", 1, "ELIN-k Samspillkommuner"),
        ("001", 1, "Stor oppslutning"),
        ("002", 0, "Kommuner inn i Meldingsløftet"),
        ("003", 0, "Ansökan om stimulansmedel"),
        ("004", 9, "Genomförandeplan"),
    ],
)
def test_a_real_document_opens_with_its_title(number, tables, heading):
    """All five are read, with the tables that a person counts in them."""
    document = original(number)
    assert document.segments[0].text.startswith(heading)
    assert len(document.tables) == tables


@needs_originals
def test_the_columns_of_the_plan_are_those_of_its_header():
    """Lines 22-59 of the plan: 7 columns, rows that lost cells aligned from the right, running heads once."""
    plan = original("004")
    alarms = next(segment for segment in plan.segments if "Antalet larm är" in segment.text)
    table = plan.tables[alarms.table]
    assert alarms.place == "table 7 row 1 column Insats (vad)"
    assert table.header == ("", "Aktivitet", "Insats (vad)", "Hur?", "När?", "Ansvar (vem)", "Kostnad")
    assert table.rows[0][table.header.index("När?")] == "2013"
    assert [table.rows[0][:2] for table in plan.tables[2:]] == [
        ("1", "Införa e-tjänster"),
        ("", ""),
        ("", ""),
        ("3", "Mobilitet i hemtjänst och hemsjukvård"),
        ("", "4 Införande av digitala trygghetslarm"),
        ("5a", "Konsument i NPÖ"),
        ("5b", "Producent i NPÖ"),
    ]
    assert plan.text.count("Genomförandeplan för regional utveckling") == 1
    assert place_of(plan, "Ökning med ytterligare 100-200") == "table 5 row 1 column Insats (vad)"


@needs_originals
def test_the_layout_table_and_the_attendance_table_are_told_apart():
    """One list in two columns below a header; nine rows of label and figure without one."""
    municipalities, attendance = original("000").tables[0], original("001").tables[0]
    assert (municipalities.header, len(municipalities.rows)) == (("Samspillkommuner", ""), 10)
    assert municipalities.rows[4] == ("Flora kommune", "Sandnes kommune")
    assert (attendance.header, len(attendance.rows), attendance.rows[-1]) == ((), 9, ("Sum", "577"))


def test_struck_through_text_of_a_page_is_left_out_and_counted(tmp_path):
    """A number that was replaced is neither read, nor glued to the one that replaced it."""
    page = "<p>Ånge har <del>400</del><ins>450</ins> larm och <s>30</s><b>35</b> kort</p><img src='x.png'>"
    document = read_document(written(tmp_path / "page.html", page))
    assert document.text == "Ånge har 450 larm och 35 kort"
    assert document.notes == ("struck-through text is left out: 2", "pictures are not read: 1")


def test_a_list_of_terms_with_short_answers_is_a_table(tmp_path):
    """So that each figure stands beside its name; answers in sentences stay paragraphs."""
    short = "<dl><dt>Ånge</dt><dd>450</dd><dt>Timrå</dt><dd>c:a 300</dd></dl>"
    page = f"{short}<dl><dt>Larm</dt><dd><p>Ett.</p><p>Två.</p></dd></dl>"
    document = read_document(written(tmp_path / "page.html", page))
    assert [table.rows for table in document.tables] == [(("Ånge", "450"), ("Timrå", "c:a 300"))]
    assert [segment.text for segment in document.segments if segment.table < 0] == ["Larm", "Ett.", "Två."]


def test_buttons_and_fields_part_the_text_around_them(tmp_path):
    """A number in one is not glued to its neighbour."""
    page = "<p>Ånge 4<button>50</button><textarea>12</textarea>3</p>"
    assert read_document(written(tmp_path / "page.html", page)).text == "Ånge 4\n50\n12\n3"


def test_an_xml_declaration_names_the_encoding(tmp_path):
    """XHTML pages of the time say it there."""
    page = '<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>Ånge: 450</p></body></html>'
    document = read_document(written(tmp_path / "page.xhtml", page.encode("iso-8859-1")))
    assert (document.text, document.encoding, document.notes) == ("Ånge: 450", "iso-8859-1", ())


def test_a_delimited_file_without_header_has_none(tmp_path):
    """Its first row is a row of figures like the others."""
    (table,) = read_document(written(tmp_path / "larm.csv", "Ånge;450\nTimrå;300\n")).tables
    assert (table.header, table.rows) == ((), (("Ånge", "450"), ("Timrå", "300")))


def test_a_delimited_file_may_name_its_delimiter(tmp_path):
    """As spreadsheets do; the line is no text of the document."""
    document = read_document(written(tmp_path / "larm.csv", "sep=;\nKommun;Andel\nÅnge;1,5\nTimrå;2,5\n"))
    assert document.tables[0].column("Andel") == ["1,5", "2,5"]
    assert all(segment.table == 0 for segment in document.segments)


def test_a_wide_header_is_compared_as_often_as_it_is_wide(monkeypatch):
    """A table of 3 000 columns: a header is compared with a few others at most, and the repeated ones are numbered."""
    compared = 0

    class Header(str):
        """A header that counts how often it is compared."""

        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return str(self) == str(other)

    monkeypatch.setattr("ehealth_stats.ingestion.documents.model.mask", Header)
    header = (*(f"Larm {number}" for number in range(2999)), "Larm 0")
    table = Table(0, "", header, Grid([[1] * 3000]), numbers=(0,))
    assert [table.place(0, column) for column in (0, 1, 2999)] == [
        "table 1 row 1 column Larm 0 (1)",
        "table 1 row 1 column Larm 1",
        "table 1 row 1 column Larm 0 (3000)",
    ]
    assert compared < 10 * 3000
