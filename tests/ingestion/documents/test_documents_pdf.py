"""PDF: ruled tables with spans and page breaks, paragraphs without their line breaks, places that name the page."""

import io
import shutil
import sys

import matplotlib.figure
import pytest
from document_files import pdf_of, written

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import Document, read_document
from ehealth_stats.ingestion.documents.limits import Limits

pytest.importorskip("pdfplumber", reason="the extra 'pdf' is not installed")

PLAN = """
#set page(header: [Genomförandeplan 2013], footer: [Förbundet \\ #context counter(page).display("1 (1)", both: true)])
= Trygghetslarm

Antalet trygghetslarm i länets kommuner redovisas nedan och avser hela verksamhetsåret; kommunförbundets
sammanställningsarbete pågår fortfarande i samtliga kommuner. Ånge har 450#super(typographic: false)[1] larm.

- Ånge: 45 digitala
- Timrå: 5 digitala

#table(columns: 3, table.header([Kommun], table.cell(colspan: 2)[Larm], [], [2012], [2013]),
  [Ånge], [450], [45], [Timrå], [300], [], [Sundsvall], [1 800], [okänt], [Kramfors], [560], [1],
  [Sollefteå], table.cell(rowspan: 2)[670], [100], [Härnösand], [10])

Efter tabellen.
"""


def read(tmp_path, data: bytes, **limits: int) -> Document:
    """Write a PDF and read it."""
    return read_document(written(tmp_path / "plan.pdf", data), limits=Limits(**limits))


@pytest.fixture(scope="module")
def plan(tmp_path_factory) -> Document:
    """A plan whose table goes over a page break under a repeated header."""
    return read(tmp_path_factory.mktemp("pdf"), pdf_of(PLAN))


def test_paragraphs_are_whole_and_name_their_page(plan):
    """Words parted at a line end are whole again, a note mark does not grow a number, running heads go."""
    outside = [(s.kind, s.text, s.place) for s in plan.segments if s.table < 0]
    text = (
        "Antalet trygghetslarm i länets kommuner redovisas nedan och avser hela verksamhetsåret; kommunförbundets "
        "sammanställningsarbete pågår fortfarande i samtliga kommuner. Ånge har 450¹ larm."
    )
    assert outside == [
        ("paragraph", "Genomförandeplan 2013", "page 1 paragraph 1"),
        ("heading", "Trygghetslarm", "page 1 paragraph 2"),
        ("paragraph", text, "page 1 paragraph 3"),
        ("item", "Ånge: 45 digitala", "page 1 paragraph 4"),
        ("item", "Timrå: 5 digitala", "page 1 paragraph 5"),
        ("paragraph", "Förbundet", "page 1 paragraph 6"),
        ("paragraph", "Efter tabellen.", "page 2 paragraph 1"),
    ]
    assert plan.notes == ("running heads and page numbers left out: 4",)


def test_a_table_over_a_page_break_is_one(plan):
    """The repeated header is no row; places count the rows of each page."""
    (table,) = plan.tables
    assert table.header == ("Kommun", "Larm / 2012", "Larm / 2013")
    assert table.rows == (
        ("Ånge", "450", "45"),
        ("Timrå", "300", ""),
        ("Sundsvall", "1 800", "okänt"),
        ("Kramfors", "560", "1"),
        ("Sollefteå", "670", "100"),
        ("Härnösand", "", "10"),
    )
    places = [table.place(row, 1) for row in range(6)]
    first = [place for place in places if place.startswith("page 1 table 1 row ")]
    assert 0 < len(first) < 6
    assert places[0] == "page 1 table 1 row 1 column Larm / 2012"
    assert places[len(first)] == "page 2 table 1 row 1 column Larm / 2012"


def test_a_spanned_cell_stands_once_and_an_empty_one_is_empty(plan):
    """The 670 of Sollefteå covers the cell below it; Timrå's blank is a blank."""
    spans = {cell.text: (cell.rowspan, cell.colspan) for cell in plan.tables[0].cells}
    assert spans["670"] == (2, 1)
    assert spans["300"] == (1, 1)


def test_tables_of_other_columns_are_not_joined(tmp_path):
    """Two tables on two pages with their own columns stay two."""
    source = "#table(columns: 2, [Kommun], [Larm], [Ånge], [450])\n#pagebreak()\n"
    document = read(tmp_path, pdf_of(source + "#table(columns: 3, [Kommun], [Kort], [NPÖ], [Ånge], [51], [25])"))
    assert [table.header for table in document.tables] == [("Kommun", "Larm"), ("Kommun", "Kort", "NPÖ")]
    assert document.tables[1].place(0, 1) == "page 2 table 1 row 1 column Kort"


def test_lines_that_end_early_are_paragraphs_of_their_own(tmp_path):
    """In a cell too: two figures under each other are never one."""
    source = (
        "#table(columns: (6cm, 4cm), [Kommun], [Larm], [Ånge], [51 \\ 120], [Ett långt namn på en kommun i länet], [3])"
    )
    table = read(tmp_path, pdf_of(source)).tables[0]
    assert table.rows == (("Ånge", "51\n120"), ("Ett långt namn på en kommun i länet", "3"))


def test_two_columns_of_text_are_read_one_after_the_other(tmp_path):
    """A line of print across the gutter would put words of two columns into one sentence."""
    words = " ".join(["Kommunerna i länet inför digitala trygghetslarm under året."] * 7)
    document = read(tmp_path, pdf_of(f"#set page(width: 18cm)\n#columns(2)[{words} #colbreak() Slut: {words}]"))
    assert document.text.replace("\n", " ").index("Slut") > len(words) - 1
    assert document.text.count("inför digitala trygghetslarm under") == 14


def scan_of() -> bytes:
    """Return a PDF of one page that is a picture."""
    figure = matplotlib.figure.Figure(figsize=(2, 2))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.imshow([[0, 1], [1, 0]])
    axes.axis("off")
    file = io.BytesIO()
    figure.savefig(file, format="pdf")
    return file.getvalue()


@pytest.fixture
def no_ocr(monkeypatch):
    """Tesseract is not installed."""
    monkeypatch.setattr(shutil, "which", lambda name: None)


@pytest.mark.usefixtures("no_ocr")
def test_a_scanned_pdf_says_how_it_comes_to_be_read(tmp_path):
    """By OCR, with the languages of these documents."""
    with pytest.raises(DocumentError, match=r"pictures of pages and no text(.|\n)*OCR(.|\n)*tesseract-ocr-swe"):
        read(tmp_path, scan_of())


def test_an_empty_pdf_is_no_picture(tmp_path):
    """OCR would find nothing in it; lines and boxes are no words."""
    figure = matplotlib.figure.Figure(figsize=(2, 2))
    figure.add_axes((0, 0, 1, 1)).axis("off")
    file = io.BytesIO()
    figure.savefig(file, format="pdf")
    for data in (file.getvalue(), pdf_of("#rect()")):
        with pytest.raises(DocumentError, match="the PDF is empty: its pages hold no text and no picture"):
            read(tmp_path, data)


@pytest.mark.usefixtures("no_ocr")
def test_a_text_drawn_in_outlines_is_a_picture(tmp_path):
    """Some programs draw letters as curves."""
    letter = "#box(curve(" + "curve.cubic((0pt, 4pt), (4pt, 8pt), (8pt, 0pt))," * 3 + "))"
    with pytest.raises(DocumentError, match="pictures of pages and no text"):
        read(tmp_path, pdf_of((letter + " ") * 200))


@pytest.mark.usefixtures("no_ocr")
def test_pages_without_text_are_noted(tmp_path):
    """Empty ones, and pictures; also a picture over which only a page number is printed."""
    assert read(tmp_path, pdf_of("Ånge: 450\n#pagebreak()\n#rect()")).notes == ("no text on page 2: empty",)
    pixels = "bytes((0, 255, 255, 0))"
    picture = (
        f'#image({pixels}, format: (encoding: "luma8", width: 2, height: 2), width: {{}}, height: {{}}, fit: "stretch")'
    )
    page = "Ånge: 450\n#pagebreak()\n" + picture.format("100%", "6cm") + "\nSida 2 av 3"
    (note,) = read(tmp_path, pdf_of(page)).notes
    assert note.startswith("pictures of pages are not read: page 2: it is read by OCR once Tesseract is installed")
    small = "Ånge: 450\n#pagebreak()\n" + picture.format("2cm", "1cm") + "\nTimrå: 300"
    assert read(tmp_path, pdf_of(small)).notes == ()


def test_without_the_extra_the_message_says_what_to_install(tmp_path, monkeypatch):
    """PDF is an extra."""
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(DocumentError, match=r"pip install 'ehealth-stats\[pdf\]'"):
        read(tmp_path, pdf_of("Ånge: 450"))


def test_a_pdf_beyond_a_limit_is_refused(tmp_path):
    """Too many pages, or streams that unpack to too much."""
    data = pdf_of("Ånge: 450\n#pagebreak()\nTimrå: 300")
    with pytest.raises(DocumentError, match=r"2 pages(.|\n)*at most 1 pages"):
        read(tmp_path, data, pages=1)
    with pytest.raises(DocumentError, match="unpacks to far more"):
        read(tmp_path, data, unpacked_bytes=100)


@pytest.mark.parametrize("part", [0.3, 0.7, 0.99])
def test_a_pdf_that_was_cut_off_is_refused(tmp_path, part):
    """Pages would be missing without a word."""
    data = pdf_of(PLAN)
    with pytest.raises(DocumentError, match="cut off"):
        read(tmp_path, data[: int(len(data) * part)])


def test_a_damaged_pdf_is_refused(tmp_path):
    """It starts and ends like a PDF."""
    with pytest.raises(DocumentError, match=r"damaged|no text"):
        read(tmp_path, b"%PDF-1.7\nrubbish\n%%EOF")


def test_an_encrypted_pdf_is_refused(tmp_path):
    """The trailer names an encryption that no empty password opens."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    secret = b"<</Filter/Standard/V 2/R 3/Length 128/P -4/O<" + b"00" * 32 + b">/U<" + b"11" * 32 + b">>>"
    body, offsets = b"%PDF-1.4\n", []
    for number, data in enumerate([*objects, secret], start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF" % len(body)
    with pytest.raises(DocumentError, match="encrypted"):
        read(tmp_path, body + table + trailer)


UNRULED = (
    "#table(columns: 4, stroke: none, align: (left, right, right, right),"
    "[Kommun], [Invånare], [Larm], [Digitala], [Ånge], [9 400], [450], [45], [Timrå], [18 000], [300], [105],"
    "[Sundsvall], [98 000], [1 800], [200])"
)


def test_a_table_without_rules_is_read_by_its_columns(tmp_path):
    """Words that align are cells: "9 400 450" and "300 105" are never one number."""
    document = read(tmp_path, pdf_of(f"I länet finns 5 564 larm.\n\n{UNRULED}\n\nKälla: kommunerna."))
    (table,) = document.tables
    assert table.header == ("Kommun", "Invånare", "Larm", "Digitala")
    assert table.rows == (
        ("Ånge", "9 400", "450", "45"),
        ("Timrå", "18 000", "300", "105"),
        ("Sundsvall", "98 000", "1 800", "200"),
    )
    assert table.place(1, 1) == "page 1 table 1 row 2 column Invånare"


def test_a_table_without_rules_goes_on_over_a_page(tmp_path):
    """One table where the columns stand at the same places; the second part is counted anew."""
    rows = ", ".join(f"[Larm i drift], [{450 + number}], [{number}]" for number in range(20))
    document = read(tmp_path, pdf_of(f"#table(columns: 3, stroke: none, [Typ], [2013], [2014], {rows})"))
    (table,) = document.tables
    assert len(table.rows) == 20
    assert table.header == ("Typ", "2013", "2014")
    assert table.place(19, 1).startswith("page 2 table 1 row ")


def test_a_wide_gap_between_digits_parts_them(tmp_path):
    """In a line of its own, where no table can be told, a bar stands for the gap."""
    document = read(tmp_path, pdf_of("Larm totalt 450 #h(1cm) 120 digitala"))
    assert document.text == "Larm totalt 450 | 120 digitala"


@pytest.mark.parametrize("justify", ["true", "false"])
def test_justified_prose_is_no_table(tmp_path, justify):
    """Wide blanks between words stand nowhere above each other."""
    words = "I Ånge finns 1 450 larm, i Timrå 300, i kommunsammanslutningen däremot 12 345 enheter. " * 6
    document = read(tmp_path, pdf_of(f"#set par(justify: {justify})\n{words}"))
    assert not document.tables
    assert document.text == words.strip()
