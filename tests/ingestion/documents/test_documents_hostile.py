"""Hostile and broken files: each a clear error or a bounded read; nothing is run, fetched or expanded."""

import contextlib
import io
import random
import struct
import tracemalloc
import zipfile
import zlib

import docx
import mammoth
import openpyxl
import pptx
import pytest
from document_files import (
    compound,
    odf_of,
    ods_of,
    pdf_of,
    sheet_of,
    sheet_xml,
    workbook_bytes,
    written,
    xls_of,
    xlsb_of,
    xlsx_of,
    zipped,
)

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import Document, read_document
from ehealth_stats.ingestion.documents.formats.office import rich_text
from ehealth_stats.ingestion.documents.limits import Limits

MEGABYTE = 1024**2
# Ten entities, each ten times the one before: 10^10 letters.
LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 11))
)
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
CELL = "<table:table-cell office:value-type='float' office:value='450' {}><text:p>450</text:p></table:table-cell>"

COLUMNS = "table:number-columns-repeated='{}'"
ROW = "<table:table-row {}>{}</table:table-row>"
GAP = "<table:table-row table:number-rows-repeated='9999'><table:table-cell/></table:table-row>"


def read(tmp_path, name: str, data: bytes | str, **limits: int) -> Document:
    """Write a file and read it."""
    return read_document(written(tmp_path / name, data), limits=Limits(**limits))


def docx_bytes(text: str) -> bytes:
    """Return a Word document of one paragraph."""
    word, file = docx.Document(), io.BytesIO()
    word.add_paragraph(text)
    word.save(file)
    return file.getvalue()


def pptx_bytes(text: str) -> bytes:
    """Return a presentation of one slide with a title and a table."""
    deck, file = pptx.Presentation(), io.BytesIO()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = text
    slide.shapes.add_table(2, 2, 0, 0, 99, 99)
    deck.save(file)
    return file.getvalue()


def docx_of(prolog: str, text: str) -> bytes:
    """Return a Word document whose main part starts with a prolog."""
    return docx_with(PARAGRAPH.format(text), prolog)


def docx_with(body: str, prolog: str = "") -> bytes:
    """Return a Word document of a body."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    main = f'{prolog}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": main})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.docx", docx_of(LAUGHS, "&a10;")),
        ("plan.docx", docx_of('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "&x;")),
        ("plan.docx", docx_of("<!--" + "x" * 3 * MEGABYTE + "-->" + LAUGHS, "&a10;")),
        ("larm.xlsx", xlsx_of(LAUGHS + sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'))),
        ("larm.xlsx", xlsx_of(sheet_xml(""), **{"xl/styles.xml": (LAUGHS + "<styleSheet/>").encode("utf-16")})),
    ],
    ids=["laughs", "external", "far from the start", "sheet", "utf-16"],
)
def test_office_files_that_define_entities_are_refused(tmp_path, name, data):
    """No Office program writes them; expanding or fetching them is what they are for."""
    with pytest.raises(DocumentError, match="document type definition"):
        read(tmp_path, name, data)


def test_a_page_with_entities_without_end_stays_small(tmp_path):
    """HTML knows no entities of a page's own."""
    document = read(
        tmp_path, "page.html", f"{LAUGHS}<p>Ånge: 450 &a10; <iframe src='file:///etc/hostname'>9</iframe></p>"
    )
    assert "Ånge: 450 &a10;" in document.text
    assert len(document.text) < 1000


def test_what_runs_in_a_page_is_left_out(tmp_path):
    """Scripts, frames, objects and pictures with words in them; attributes that run are no text."""
    unseen = "".join(
        f"<{tag}>99</{tag}>" for tag in ("script", "iframe", "object", "svg", "noscript", "template", "canvas", "video")
    )
    page = f"<body onload='alert(98)'>{unseen}<embed src='97'><p onclick='96'>Ånge: <a href='javascript:95'>450</a></p>"
    assert read(tmp_path, "page.html", page).text == "Ånge: 450"


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path):
    """By what it declares, before anything is unpacked."""
    bomb = zipped({"word/document.xml": b"\0" * (2 * MEGABYTE)})
    with pytest.raises(DocumentError, match=r"unpacks to far more(.|\n)*at most 1 MB unpacked \(unpacked_bytes\)"):
        read(tmp_path, "plan.docx", bomb, unpacked_bytes=MEGABYTE)


def test_an_archive_that_lies_about_its_sizes_is_counted(tmp_path):
    """It declares ten bytes, and unpacks to 200 MB; memory stays small while it is found out."""
    size = 200 * MEGABYTE
    data = bytearray(zipped({"word/document.xml": b"\0" * size}))
    declared = struct.pack("<I", size)
    assert data.count(declared) == 2
    bomb = bytes(data).replace(declared, struct.pack("<I", 10))
    path = written(tmp_path / "plan.docx", bomb)
    tracemalloc.start()
    with pytest.raises(DocumentError, match="unpacks to far more"):
        read_document(path, limits=Limits(unpacked_bytes=100 * MEGABYTE))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * MEGABYTE


def test_an_unusual_compression_is_refused(tmp_path):
    """Office packs in one way only."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", "x")
    with pytest.raises(DocumentError, match="broken or cut off"):
        read(tmp_path, "plan.docx", file.getvalue())


def pdf_with(content: bytes, filters: str, forms: int = 0) -> bytes:
    """Return a PDF of one page with packed instructions, and forms that each draw the next ten times."""
    names = " ".join(f"/X{n} {n + 6} 0 R" for n in range(forms))
    means = f"/Resources<</Font<</F1 5 0 R>>/XObject<<{names}>>>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R{means}>>".encode(),
        f"<</Length {len(content)}/Filter[{filters}]>>stream\n".encode() + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for n in range(forms):
        drawn = f"/X{n + 1} Do " * 10 if n < forms - 1 else "BT /F1 9 Tf (450) Tj ET"
        head = f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]{means}/Length {len(drawn)}>>"
        parts.append(f"{head}stream\n{drawn}\nendstream".encode())
    out = b"%PDF-1.7\n"
    starts = []
    for number, part in enumerate(parts, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    listed = b"".join(b"%010d 00000 n \n" % start for start in starts)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + listed + tail


def packed(content: bytes, filters: list[str]) -> bytes:
    """Return what the filters, first to last, unpack to the content."""
    for name in reversed(filters):
        if name == "FlateDecode":
            content = zlib.compress(content)
        elif name == "ASCIIHexDecode":
            content = content.hex().encode() + b">"
        else:  # runs of one byte, or of one letter each
            alike = len(set(content)) == 1
            steps = range(0, len(content), 128 if alike else 1)
            pieces = (content[at : at + 128] if alike else content[at : at + 1] for at in steps)
            content = b"".join(
                bytes([(257 - len(piece)) % 256 if len(piece) > 1 else 0]) + piece[:1] for piece in pieces
            )
    return content


FILTERS = [
    ["FlateDecode"],
    ["FlateDecode", "FlateDecode"],
    ["ASCIIHexDecode", "FlateDecode", "FlateDecode", "FlateDecode"],
    ["RunLengthDecode"],
    ["FlateDecode", "RunLengthDecode"],
]


@pytest.mark.parametrize("filters", FILTERS, ids=" ".join)
def test_a_pdf_that_unpacks_to_too_much_is_refused(tmp_path, filters):
    """However many filters pack a stream, their bytes are counted before they are made; few bytes are read."""
    named = " ".join(f"/{name}" for name in filters)
    words = packed(b"BT /F1 9 Tf (Larm: 450) Tj ET", filters)
    assert read(tmp_path, "plan.pdf", pdf_with(words, named)).text == "Larm: 450"
    bomb = pdf_with(packed(b" " * 20 * MEGABYTE, filters), named.replace("Flate", "Fl#61te"))
    path = written(tmp_path / "bomb.pdf", bomb)
    tracemalloc.start()
    with pytest.raises(DocumentError, match=r"unpacks to far more(.|\n)*at most 10 MB unpacked \(unpacked_bytes\)"):
        read_document(path, limits=Limits(unpacked_bytes=10 * MEGABYTE))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * MEGABYTE


@pytest.mark.parametrize(
    "drawn",
    [
        b"BT /F1 9 Tf (" + b"450 " * 3000 + b") Tj ET",
        b"1 1 m 9 9 l S\n" * 6000,
        b"1 1 9 9 re f\n" * 3000,
        b"".join(b"0 %d 600 0.1 re f\n%d 0 0.1 800 re f\n" % (9 * n, 9 * n) for n in range(60)),
    ],
    ids=["letters", "lines", "rectangles", "crossings"],
)
def test_a_page_that_draws_too_much_is_refused(tmp_path, drawn):
    """Asked before letters and lines are made, a page at a time; the limit is named."""
    data = pdf_with(zlib.compress(b"BT /F1 9 Tf (Larm: 450) Tj ET\n" + drawn), "/FlateDecode")
    with pytest.raises(DocumentError, match=r"page 1 draws far more(.|\n)*10000 letters and lines(.|\n)*page_objects"):
        read(tmp_path, "plan.pdf", data, page_objects=10_000)


def test_forms_within_forms_are_refused(tmp_path):
    """Eight forms of which each draws the next ten times: 10^7 letters of a kilobyte."""
    with pytest.raises(DocumentError, match="page 1 draws far more"):
        read(tmp_path, "plan.pdf", pdf_with(b"/X0 Do", "", forms=8))


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='xfd1048576'><v>2</v></c></row>",
        '<row><x:c r="A1" xmlns:x="y"><v>1</v></x:c></row><row><x:c r="XFD900000" xmlns:x="y"><v>2</v></x:c></row>',
        '<row r="1"><c s="0" r="AAA900000"><v>2</v></c></row>',
    ],
    ids=["stray", "quotes", "prefix", "order"],
)
def test_a_stray_cell_at_the_end_of_a_sheet_is_refused(tmp_path, cells):
    """Room for a million rows and columns can't be had, however the cell is written."""
    with pytest.raises(DocumentError, match=r"has room for \d{9,} cells(.|\n)*stray cells"):
        read(tmp_path, "larm.xlsx", xlsx_of(sheet_xml(cells)))


@pytest.mark.parametrize("reference", ["ZZZZ1", "A99999999", "A1048577", "XFE1"])
def test_a_cell_that_no_sheet_has_is_refused(tmp_path, reference):
    """Beyond 1 048 576 rows or 16 384 columns there is nothing."""
    with pytest.raises(DocumentError, match="claims a cell in row"):
        read(tmp_path, "larm.xlsx", xlsx_of(sheet_xml(f'<row><c r="{reference}"><v>1</v></c></row>')))


def test_a_comment_before_the_root_of_a_sheet_is_passed_over(tmp_path):
    """It is no part of the sheet; cells without a reference follow each other."""
    sheet = sheet_xml("<row><c><v>450</v></c><c><v>451</v></c></row>")
    document = read(tmp_path, "larm.xlsx", xlsx_of(sheet.replace("<worksheet", "<!-- larm --><worksheet", 1)))
    assert [cell.text for cell in document.tables[0].cells] == ["450", "451"]


def test_the_first_column_too_many_ends_the_reading_of_a_sheet(tmp_path):
    """What comes after it is not parsed: there it would be found to be broken."""
    cells = f"<row>{'<c><v>1</v></c>' * 16_385}</wrong>"
    with pytest.raises(DocumentError, match="claims a cell in row 1, column 16385"):
        read(tmp_path, "larm.xlsx", xlsx_of(sheet_xml(cells)))


def test_the_first_column_too_many_ends_the_reading_of_every_format(tmp_path):
    """What comes after it is not read in any of them: there it would be found to be broken."""
    with zipfile.ZipFile(io.BytesIO(xlsb_of([(0, 16_384, 1.0)]))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/sheet1.bin"] = members["xl/worksheets/sheet1.bin"][:-4] + b"\xff"
    row = ROW.format("", "<table:table-cell/>" * 16_385)
    for name, data in {"larm.xlsb": zipped(members), "larm.ods": ods_of(row + "</wrong>")}.items():
        with pytest.raises(DocumentError, match=r"claims a cell in row [01], column 16385"):
            read(tmp_path, name, data)


def test_a_stray_cell_of_an_old_workbook_is_refused(tmp_path):
    """Room for it would be made when the file is opened; a column that Excel 97 has not is named."""
    cell, data = struct.pack("<HHHH", 0x203, 14, 0, 1), xls_of([[450.0, 451.0]])
    for column, expected in ((255, r"room for 16777216 cells(.|\n)*at most 16777215"), (256, "row 65536, column 257")):
        stray = data.replace(cell, struct.pack("<HHHH", 0x203, 14, 65_535, column))
        with pytest.raises(DocumentError, match=expected):
            read(tmp_path, "larm.xls", stray, cells=16_777_215)


def test_an_old_workbook_whose_streams_lead_to_themselves_is_refused(tmp_path):
    """The stream of the cells names itself as the one before it: an error, and no traceback."""
    data = bytearray(xls_of([[450.0, 451.0]]))
    first = 512 * (int.from_bytes(data[48:52], "little") + 1)
    own = next(at for at in range(4) if data[first + 128 * at :].startswith("Workbook".encode("utf-16-le")))
    data[first + 128 * own + 68 : first + 128 * own + 72] = struct.pack("<i", own)
    with pytest.raises(DocumentError, match="the workbook is damaged"):
        read(tmp_path, "larm.xls", bytes(data))


@pytest.mark.parametrize(
    ("body", "limit", "expected"),
    [
        (PARAGRAPH.format("450") * 11, {"paragraphs": 10}, r"at most 10 \(paragraphs\)"),
        (
            f"<w:tbl><w:tr>{f'<w:tc>{PARAGRAPH.format(450)}</w:tc>' * 11}</w:tr></w:tbl>",
            {"written_cells": 10},
            "at most 10 ",
        ),
        (PARAGRAPH.format("4" * 11), {"paragraph_characters": 10}, r"at most 10 characters"),
        (f"<w:p>{'<w:r><w:t>45</w:t></w:r>' * 6}</w:p>", {"paragraph_characters": 10}, r"at most 10 characters"),
    ],
    ids=["paragraphs", "cells", "a text", "texts of a paragraph"],
)
def test_a_word_document_is_counted_before_it_is_converted(tmp_path, monkeypatch, body, limit, expected):
    """Eleven of what may be ten never reach the converter; ten do."""
    monkeypatch.setattr(mammoth, "convert_to_html", lambda *_, **__: pytest.fail("converted"))
    with pytest.raises(DocumentError, match=expected):
        read(tmp_path, "plan.docx", docx_with(body), **limit)


def test_a_word_document_at_its_limits_is_read(tmp_path):
    """Ten paragraphs of three letters, and a table whose paragraphs count as cells only."""
    table = f"<w:tbl><w:tr>{f'<w:tc>{PARAGRAPH.format(450)}</w:tc>' * 10}</w:tr></w:tbl>"
    data = docx_with(PARAGRAPH.format("Ort") * 10 + table)
    document = read(tmp_path, "plan.docx", data, paragraphs=10, written_cells=10, paragraph_characters=10)
    assert [cell.text for cell in document.tables[0].cells] == ["450"] * 10


def slide_of(body: str) -> bytes:
    """Return a presentation of one slide with these shapes."""
    file = io.BytesIO()
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[6])
    deck.save(file)
    with zipfile.ZipFile(file) as archive:
        read = (name for name in archive.namelist() if not name.startswith(("ppt/slideLayouts/", "ppt/slideMasters/")))
        members = {name: archive.read(name) for name in read}
    name = "ppt/slides/slide1.xml"
    members[name] = members[name].replace(b"</p:spTree>", f"{body}</p:spTree>".encode())
    return zipped(members)


def slide_table_of(count: int) -> str:
    """Return a frame with a table of one row."""
    cells = f"<a:tc><a:txBody>{SLIDE_PARAGRAPH.format(450)}</a:txBody></a:tc>" * count
    table = f"<a:tbl><a:tr>{cells}</a:tr></a:tbl>"
    return f"<p:graphicFrame><a:graphic><a:graphicData>{table}</a:graphicData></a:graphic></p:graphicFrame>"


SLIDE_PARAGRAPH = "<a:p><a:r><a:t>{}</a:t></a:r></a:p>"
SHAPE = "<p:sp><p:txBody>{}</p:txBody></p:sp>"
P, WRITTEN_CELL = "<text:p>{}</text:p>", "<table:table-cell><text:p>450</text:p></table:table-cell>"
WRITTEN_ROW = "<table:table><table:table-row>{}</table:table-row></table:table>"


@pytest.mark.parametrize(
    ("bodies", "limits"),
    [
        (lambda n: (P.format(4) * n, SHAPE.format(SLIDE_PARAGRAPH.format(4) * n)), {"paragraphs": 60}),
        (lambda n: (WRITTEN_ROW.format(WRITTEN_CELL * n), slide_table_of(n)), {"written_cells": 60}),
        (
            lambda n: (P.format("<text:span>4</text:span>" * n), SHAPE.format(SLIDE_PARAGRAPH.format("4" * n))),
            {"paragraph_characters": 60},
        ),
    ],
    ids=["paragraphs", "cells", "letters"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["plan.odt", "plan.odp", "plan.pptx"])
def test_a_text_or_presentation_is_counted_before_it_is_read(tmp_path, monkeypatch, name, bodies, limits):
    """Sixty of what may be sixty are read; of one more no paragraph is made."""

    def document_of(count: int) -> bytes:
        written_body, slide_body = bodies(count)
        if name.endswith(".pptx"):
            return slide_of(slide_body)
        page = f"<draw:page><draw:frame><draw:text-box>{written_body}</draw:text-box></draw:frame></draw:page>"
        return odf_of("text", written_body) if name.endswith(".odt") else odf_of("presentation", page)

    (code,) = limits
    read(tmp_path, name, document_of(60), **limits)
    monkeypatch.setattr(rich_text, "blocks_of_html", lambda *_, **__: pytest.fail("read"))
    with pytest.raises(DocumentError, match=rf"at most 60 .*\({code}\)"):
        read(tmp_path, name, document_of(61), **limits)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("larm.xlsb", xlsb_of([(0, 0, 1.0), (1_048_575, 16_383, 2.0)])),
        ("larm.ods", ods_of(ROW.format("", CELL.format(COLUMNS.format(99))) + GAP + ROW.format("", CELL.format("")))),
        ("larm.ods", ods_of(ROW.format("table:number-rows-repeated='1000000'", CELL.format(COLUMNS.format(1000))))),
        ("larm.xls", xls_of([["x"] * 30] * 2)),
    ],
    ids=["xlsb", "ods", "ods repeated", "xls"],
)  # fmt: skip
def test_every_workbook_format_is_held_to_the_limit(tmp_path, name, data):
    """More room than the limit allows is refused before it is made."""
    with pytest.raises(DocumentError, match=r"at most 50 \(cells\)|at most 50"):
        read(tmp_path, name, data, cells=50)


def test_a_sheet_that_claims_more_than_it_has_is_read(tmp_path):
    """A dimension, a merge and hidden columns over the whole sheet cost nothing."""
    sheet = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>Ånge</t></is></c><c r="B1"><v>450</v></c></row>')
    claims = sheet.replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" hidden="1"/></cols><sheetData>'
    )
    claims = claims.replace("</worksheet>", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>')
    document = read(tmp_path, "larm.xlsx", xlsx_of(claims))
    assert [cell.text for cell in document.tables[0].cells] == ["Ånge", "450"]
    assert document.notes == ("sheet Larm: columns are hidden: A-XFD",)


def test_formulas_and_absurd_numbers_in_cells_stay_what_they_are(tmp_path):
    """Text that looks like a formula is text; a number that no spreadsheet holds is shown as they show it."""
    text = '<c r="{}1" t="inlineStr"><is><t>{}</t></is></c>'
    cells = text.format("A", "=1+1") + text.format("B", "@SUM(A1)") + text.format("C", "9" * 400)
    numbers = '<c r="D1"><v>1e400</v></c><c r="E1"><v>1e300</v></c>'
    document = read(tmp_path, "larm.xlsx", xlsx_of(sheet_xml(f'<row r="1">{cells}{numbers}</row>')))
    texts = [segment.text for segment in document.segments]
    assert texts == ["=1+1", "@SUM(A1)", "9" * 400, "#NUM!", "1" + "0" * 300]


def test_macros_and_links_of_a_workbook_are_left_alone(tmp_path):
    """A macro is neither run nor read; a formula that points to another file shows its stored value."""
    link = '<c r="B1"><f>[1]Data!A1</f><v>450</v></c>'
    cells = f'<row r="1"><c r="A1" t="inlineStr"><is><t>Ånge</t></is></c>{link}</row>'
    extra = {
        "xl/vbaProject.bin": b"Sub Auto_Open()\nKill\nEnd Sub",
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
    }
    document = read(tmp_path, "larm.xlsm", xlsx_of(sheet_xml(cells), **extra))
    assert [segment.text for segment in document.segments] == ["Ånge", "450"]


def test_markup_in_cells_is_text(tmp_path):
    """It is escaped where it is shown, not here."""
    document = read(tmp_path, "larm.xlsx", sheet_of(["Kommun", "Larm"], ["<script>alert(1)</script>", 450]))
    assert document.tables[0].rows == (("<script>alert(1)</script>", "450"),)


@pytest.mark.parametrize("name", ["plan.txt", "plan.md", "plan.csv", "plan.html"])
def test_one_line_of_100_megabytes_is_refused(tmp_path, name):
    """A line that nobody wrote is refused, and the limit is named."""
    path = written(tmp_path / name, b"450 larm, " * (10 * MEGABYTE))
    with pytest.raises(DocumentError, match=r"holds a (line|paragraph)(.|\n)*paragraph_characters"):
        read_document(path)


def test_a_long_text_of_many_lines_is_read(tmp_path):
    """Only single lines are limited."""
    document = read(tmp_path, "plan.txt", "Ånge: 450\n" * 20_000)
    assert len(document.segments) == 20_000


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("plan.docx", pdf_of("Ånge"), r"named .docx but is a PDF(.|\n)*rename it to plan.pdf"),
        ("plan.pdf", docx_bytes("Ånge"), r"named .pdf but is a Word document(.|\n)*rename it to plan.docx"),
        ("larm.xls", b"<html><table><tr><td>450</td></tr></table>", r"is a web page(.|\n)*rename it to larm.html"),
        ("larm.xls", sheet_of(["Larm"]), r"is a workbook \(.xlsx\)(.|\n)*rename it to larm.xlsx"),
        ("larm.xlsx", xls_of([["Larm"]]), r"an old Office format(.|\n)*rename it to larm.xls"),
        ("larm.csv", sheet_of(["Larm"]), r"rename it to larm.xlsx"),
        ("larm.ods", sheet_of(["Larm"]), r"rename it to larm.xlsx"),
        ("plan.docx", compound({"WordDocument": b"x"}), r"Word 97 document \(.doc\)"),
        ("plan.txt", b"{\\rtf1 x}", r"rich text document \(.rtf\)"),
        ("plan.html", b"\x89PNG\r\n", r"is a picture \(.png\)"),
        ("plan.docx", zipped({"ppt/presentation.xml": "<x/>"}), r"is a presentation \(.pptx\)"),
    ],
)  # fmt: skip
def test_a_file_that_is_something_else_is_told_what_it_is(tmp_path, name, data, message):
    """The content says what a file is; its name only what somebody called it."""
    with pytest.raises(DocumentError, match=message):
        read(tmp_path, name, data)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("plan.docm", "save it as .docx"),
        ("plan.fodt", "save it as .odt"),
        ("plan.pps", "save it as .pptx"),
        ("plan.msg", "save it as .eml"),
        ("plan.heic", "save it as .png"),
        ("plan.zip", "unpack it"),
        ("plan.xyz", "save it in one of these formats"),
    ],
)
def test_formats_that_are_not_read_come_with_a_way_out(tmp_path, name, message):
    """How to convert them."""
    with pytest.raises(DocumentError, match=message):
        read(tmp_path, name, compound({"WordDocument": b"x"}))


@pytest.mark.parametrize("name", ["plan.docx", "larm.xlsx", "larm.xls", "larm.ods"])
def test_a_file_behind_a_password_is_refused(tmp_path, name):
    """Office keeps an encrypted document as a stream of a compound file."""
    data = compound({"EncryptedPackage": b"\x10" * 5000, "EncryptionInfo": b"\4\0\4\0"})
    with pytest.raises(DocumentError, match=r"encrypted(.|\n)*without password"):
        read(tmp_path, name, data)


def test_an_old_workbook_with_a_password_is_refused(tmp_path):
    """Its FILEPASS record says so."""
    with pytest.raises(DocumentError, match="encrypted"):
        read(tmp_path, "larm.xls", xls_of([["Larm"]], password=True))


def test_an_archive_with_a_password_is_refused(tmp_path):
    """Its members are marked as encrypted."""
    data = bytearray(zipped({"word/document.xml": "x"}))
    data[6] |= 1
    data[data.rindex(b"PK\1\2") + 8] |= 1
    with pytest.raises(DocumentError, match="encrypted"):
        read(tmp_path, "plan.docx", bytes(data))


def workbook_with_styles() -> bytes:
    """Return a workbook of several parts."""
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(["Kommun", "Larm"])
    workbook.worksheets[0].append(["Ånge", 450])
    return workbook_bytes(workbook)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.docx", docx_bytes("Ånge: 450")),
        ("larm.xlsx", workbook_with_styles()),
        ("larm.xlsb", xlsb_of([(0, 0, 1.0)])),
        ("larm.ods", ods_of(f"<table:table-row>{CELL.format('')}</table:table-row>")),
        ("plan.odt", odf_of("text", "<text:p>Ånge: 450</text:p>")),
        ("plan.pptx", pptx_bytes("Ånge: 450")),
    ],
)
def test_a_file_that_was_cut_off_is_refused(tmp_path, name, data, part):
    """Half a document is none."""
    with pytest.raises(DocumentError, match="broken or cut off"):
        read(tmp_path, name, data[: int(len(data) * part)])


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><sheetData><row><c>",
        "",
        "<worksheet/>",
        '<worksheet><sheetData><row r="x"><c r="?"/></row></sheetData></worksheet>',
    ],
)
def test_a_sheet_of_broken_xml_is_refused(tmp_path, sheet):
    """Or holds no text."""
    with pytest.raises(DocumentError, match=r"damaged|holds no text"):
        read(tmp_path, "larm.xlsx", xlsx_of(sheet))


@pytest.mark.parametrize(
    "name",
    ["plan.docx", "larm.xlsx", "larm.xls", "larm.xlsb", "larm.ods", "plan.pdf", "plan.odt", "plan.pptx", "larm.eml"],
)
def test_any_damage_is_an_error_of_ours_or_harmless(tmp_path, name):
    """Forty times some bytes changed, in members of archives too: read, or refused with a message, and no other."""
    whole = {
        "plan.docx": docx_of("", "Ånge: 450"),
        "larm.xlsx": sheet_of(["Kommun", "Larm"], ["Ånge", 450]),
        "larm.xls": xls_of([["Kommun", "Larm"], ["Ånge", 450.0]]),
        "larm.xlsb": xlsb_of([(0, 0, 1.0), (3, 2, 2.0)]),
        "larm.ods": ods_of(ROW.format("", CELL.format(""))),
        "plan.odt": odf_of("text", "<text:p>Ånge: 450<text:s text:c='2'/>larm</text:p>"),
        "plan.pptx": pptx_bytes("Ånge: 450"),
        "larm.eml": "Subject: Larm\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>Ånge: 450".encode(),
        "plan.pdf": pdf_of("Ånge: 450"),
    }[name]
    chance = random.Random(name)
    for _ in range(40):
        data = damaged(whole, chance)
        with contextlib.suppress(DocumentError):
            assert read(tmp_path, name, data).notes is not None


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """Return a file with a few bytes changed, of an archive mostly within one of its members."""
    if not whole.startswith(b"PK") or chance.random() < 0.2:
        data = bytearray(whole)
        for _ in range(chance.choice([1, 3, 10])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    member = chance.choice([member for member, content in members.items() if content])
    content = bytearray(members[member])
    at = chance.randrange(len(content))
    content[at : at + chance.choice([0, 1, 9])] = bytes(chance.randrange(256) for _ in range(chance.choice([0, 1, 4])))
    return zipped({**members, member: bytes(content)})


def test_a_table_of_spans_without_end_is_refused(tmp_path):
    """A few bytes for a thousand columns each."""
    page = "<table><tr>" + "<td colspan=1000>1</td>" * 2000 + "</tr></table>"
    with pytest.raises(DocumentError, match="too wide"):
        read(tmp_path, "page.html", page, cells=1_000_000)


def test_a_link_to_a_document_is_as_good_as_the_document(tmp_path):
    """Folders of documents are often made of links."""
    path = written(tmp_path / "plan.txt", "Ånge: 450")
    (tmp_path / "link.txt").symlink_to(path)
    assert read_document(tmp_path / "link.txt").text == "Ånge: 450"


def test_a_file_beyond_the_limit_is_refused(tmp_path):
    """A document is never hundreds of megabytes."""
    with pytest.raises(DocumentError, match=r"too large(.|\n)*\(file_bytes\)"):
        read(tmp_path, "plan.txt", "abcd", file_bytes=3)


@pytest.mark.parametrize(("name", "data"), [("larm.txt", "Larm\n" * 21), ("larm.html", "<p>Larm</p>" * 21)])
def test_more_paragraphs_than_the_limit_are_refused(tmp_path, name, data):
    """Millions of short lines are data, and would take gigabytes as paragraphs."""
    with pytest.raises(DocumentError, match=r"holds 21 \w+(.|\n)*at most 20 \(paragraphs\)"):
        read(tmp_path, name, data, paragraphs=20)


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("page.html", "<html><body><p>Ånge: 450</p>", "the page has no end"),
        ("page.html", "<p>Ånge: 450</p><p cla", "the page has no end"),
        ("page.html", "<table><tr><td>Ånge</td><td>450</td></tr><tr><td>Timrå</td>", "the page has no end"),
        ("larm.csv", "Kommun;Larm\nÅnge;450\nTimrå;300\nSund", "the last row has 1 of 2 cells and no line end"),
        ("larm.txt", "Larm: Ånge 450, Timr".encode() + b"\xc3", "the file ends within a character"),
    ],
)  # fmt: skip
def test_a_text_that_was_cut_off_is_noted_where_that_shows(tmp_path, name, data, note):
    """It is read all the same: what is there is right."""
    assert [each for each in read(tmp_path, name, data).notes if each.startswith(note)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", "<!doctype html><html><body><p>Ånge: 450</p></body></html>\n"),
        ("page.html", "<p>Ånge: 450 &lt; 460</p>"),
        ("page.html", "<p>Ånge: 45 < 46"),
        ("page.html", "<html><p>Ånge: 450</html>"),
        ("larm.csv", "Kommun;Larm\nÅnge;450\nTimrå;300\nSumma\n"),
        ("larm.csv", "Kommun;Larm\nÅnge;450\nTimrå;300\nSundsvall;1800"),
    ],
)
def test_a_whole_text_is_not_said_to_be_cut_off(tmp_path, name, data):
    """Tags that may be left out, signs that are no tags, a last line without an end."""
    assert read(tmp_path, name, data).notes == ()
