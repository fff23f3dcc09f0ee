"""A raised mark points to a note, whatever raises it and whatever it is: it never is part of a figure or a name."""

import re
import zlib

import pytest
from document_files import pdf_of, written, xlsb_of
from made import extracted, file
from marked_files import CARRIERS, FILES, WHOLE_CELLS, figures_of, in_case, values_by_area

from ehealth_stats.codelists.areas import match_area
from ehealth_stats.ingestion.documents import read_document

ROWS = [
    ["Kommun", "Antal larm"],
    ["Ånge", "450"],
    ["Timrå", "300^1^"],
    ["Sundsvall", "1120^a^"],
    ["Kramfors", "200^2)^"],
]
RIGHT = {"SE-2260": 450.0, "SE-2262": 300.0, "SE-2281": 1120.0, "SE-2282": 200.0}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_raised_mark_is_no_digit_of_a_figure(tmp_path, carrier):
    """Timrå has 300 with note 1, not 3001; the a of 1120 does not take the figure away."""
    found = values_by_area(read_document(CARRIERS[carrier](tmp_path, ROWS)))
    assert {area: found.get(area) for area in RIGHT} == RIGHT


@pytest.mark.parametrize("mark", ["1", "12", "a", "b)", "[1]", "1,2", "1, 2", "*", "a)"])
@pytest.mark.parametrize("carrier", ["html tag", "html class", "docx style", "xlsx run", "ods"])
def test_every_kind_of_mark(tmp_path, carrier, mark):
    """Digits, letters, brackets, lists of them, stars."""
    path = CARRIERS[carrier](tmp_path, [["Kommun", "Antal larm"], ["Ånge", f"450^{mark}^"], ["Timrå", f"30^{mark}^"]])
    assert values_by_area(read_document(path)) == {"SE-2260": 450.0, "SE-2262": 30.0}


def test_a_mark_in_a_cell_of_its_own_is_no_figure(tmp_path):
    """The font of the whole cell raises it."""
    path = WHOLE_CELLS(tmp_path, [["Kommun", "Antal larm", "Not"], ["Ånge", "450^1^", "x"], ["Timrå", "300^2^", "y"]])
    assert figures_of(read_document(path))["value"].tolist() == [450.0, 300.0]


@pytest.mark.parametrize("carrier", ["html tag", "docx run", "xlsx run", "ods", "pdf small", "markdown"])
def test_a_name_and_a_header_with_a_mark_are_what_they_were(tmp_path, carrier):
    """The area is Timrå, the column "Antal larm"."""
    rows = [["Kommun", "Antal larm^1^"], ["Ånge^2^", "450"], ["Timrå^a^", "300"]]
    document = read_document(CARRIERS[carrier](tmp_path, rows))
    assert document.tables[0].header[1] == "Antal larm"
    assert values_by_area(document) == {"SE-2260": 450.0, "SE-2262": 300.0}


def test_an_area_is_matched_under_its_mark():
    """Letters, digits and named notes."""
    assert [match_area(name).code for name in ("Timråᵃ", "Timrå ¹⸴²", "Timrå [note 4]", "Timrå (not 2)")] == [
        "SE-2262"
    ] * 4


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Härnösand har 500<sup>3</sup> larm", 500.0),
        ("Härnösand har 500<sup>b</sup> larm", 500.0),
        ("On the 1<sup>st</sup> of May there were 450 alarms in Härnösand", 450.0),
        ("Härnösand har 500<sup>se nästa sida nederst</sup> larm", 500.0),
    ],
)
def test_marks_in_prose(tmp_path, text, value):
    """An ordinal's ending is none; a sentence that is set small is parted from the figure."""
    found = figures_of(read_document(written(tmp_path / "a.html", f"<p>{text}</p>")))
    assert found["value"].tolist() == [value]


def test_the_files_of_the_cases():
    """12c: glyphs of the font; 11a: runs in line; 12a, sup_style: Word; 12e: web page."""
    assert values_by_area(in_case("12c-superscript.pdf")) == {**RIGHT, "SE-2280": 500.0, "SE-2283": 600.0}
    assert values_by_area(in_case("11a-richtext.xlsx")) == {"SE-2260": 450.0, "SE-2262": 300.0, "SE-2281": 1120.0}
    assert values_by_area(in_case("12a-superscript.docx")) == {**RIGHT, "SE-2280": 500.0, "SE-2283": 600.0}
    page = {"SE-2260": 450.0, "SE-2262": 300.0, "SE-2281": 1120.0, "SE-2280": 500.0, "SE-2283": 600.0, "SE-2284": 700.0}
    assert values_by_area(in_case("12e.html")) == page
    assert figures_of(in_case("sup_style.docx"))["value"].tolist() == [450.0, 812.0]


def test_named_notes_are_no_figures():
    """[note 4] beside Timrå is no 4; the notes' own sheet is no table of figures."""
    document = in_case("17-gptables.xlsx")
    found = values_by_area(document, "en")
    assert (found["SE-2260"], found["SE-2262"], found["SE-2281"]) == (450.0, 300.0, 1120.0)
    assert document.tables[0].header == ("Municipality", "Alarms", "Digital alarms", "Share (%)")
    assert not {1.0, 2.0, 4.0, 5.0} & set(figures_of(document)["value"])
    assert (FILES / "17-gptables.xlsx").exists()


def test_a_font_whose_outlines_can_not_be_read_is_told(tmp_path):
    """Whether its digits are raised can't be told then; the document is read all the same."""
    data = (FILES / "12c-superscript.pdf").read_bytes()
    start = data.index(b"stream\n", data.index(b"/Length 4844")) + len(b"stream\n")
    broken = data[:start] + zlib.compress(b"no outlines").ljust(4844, b"\0") + data[start + 4844 :]
    document = read_document(written(tmp_path / "larm.pdf", broken))
    assert "fonts in which raised letters can't be told, for their outlines can't be read: 1" in document.notes
    assert values_by_area(document)["SE-2260"] == 450.0
    assert not in_case("12c-superscript.pdf").notes


@pytest.mark.parametrize("mapped", ["as they are", "by a table"])
def test_raised_glyphs_of_a_font_of_the_other_kind(tmp_path, mapped):
    """TrueType: the edges of a glyph tell, beside one of parts (Å), and where the file has its own numbers."""
    data = pdf_of('#set text(font: "DejaVu Sans Mono")\nÅnge har 300¹ larm')
    at = int(re.search(rb"/ToUnicode (\d+) 0 R", data)[1])
    start = data.index(b"stream\n", data.index(b"\n%d 0 obj" % at)) + len(b"stream\n")
    named = zlib.decompressobj().decompress(data[start:])
    assert b"<00B9>" in named
    # The file says that the raised glyph is a plain 1.
    data = with_stream(data, b"/ToUnicode %d 0 R" % at, named.replace(b"<00B9>", b"<0031>"))
    if mapped == "by a table":  # two bytes a letter, each its own number
        table = b"".join(number.to_bytes(2) for number in range(64))
        data = with_stream(data, b"/CIDToGIDMap/Identity", table)
    document = read_document(written(tmp_path / "larm.pdf", data))
    assert (document.text, document.notes) == ("Ånge har 300¹ larm", ())


def with_stream(data: bytes, entry: bytes, stream: bytes) -> bytes:
    """Return a PDF in which an entry leads to a stream of its own."""
    number = int(re.findall(rb"/Size (\d+)", data)[-1])
    added = b"%d 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (number, len(stream), stream)
    # Without the table of places a reader looks for the objects themselves.
    end = data.rindex(b"\nxref\n") if b"\nxref\n" in data else data.rindex(b"trailer")
    rest = data[data.rindex(b"trailer") :].replace(b"/Size %d" % number, b"/Size %d" % (number + 1))
    assert data.count(entry) == 1
    name = re.match(rb"/\w+", entry)[0]
    return data[:end].replace(entry, b"%b %d 0 R" % (name, number)) + b"\n" + added + rest


def test_a_binary_workbook_says_that_marks_are_not_seen(tmp_path):
    """Of .xlsb only values are read: one note says what is not, and what to do."""
    document = read_document(written(tmp_path / "larm.xlsb", xlsb_of([(0, 0, 3001.0)])))
    what = "number formats, errors, comments, hidden rows, raised and struck-through letters of .xlsb are not read"
    assert [note for note in document.notes if note.startswith(what)] == [
        f"{what}: save it as .xlsx if they carry units, notes or figures"
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('60<a href="#fn1">3</a>', 60.0),
        ('60<a href="#fn1">[3]</a>', 60.0),
        ("80<small>4</small>", 80.0),
        ('<a href="#t">60</a>', 60.0),
        ("<small>60</small>", 60.0),
        ('6<a href="https://example.org/">0</a>', 60.0),
    ],
)
def test_a_link_to_a_note_is_no_digit(tmp_path, cell, value):
    """Pages raise it by a style sheet of their own; a figure that is itself a link, or small, stays one."""
    table = f"<table><tr><th>Kommun</th><th>Larm</th></tr><tr><td>Ånge</td><td>{cell}</td></tr></table>"
    assert values_by_area(read_document(written(tmp_path / "a.html", table))) == {"SE-2260": value}


def test_letters_on_top_of_the_text_are_a_mark(tmp_path):
    """`text-top` raises what is smaller than the text around it, and leaves what is as large."""
    small, large = (f'<span style="vertical-align: text-top; font-size: {size}">1</span>' for size in ("70%", "1em"))
    page = f"<table><tr><th>Kommun<th>Antal larm<tr><td>Ånge<td>450{small}<tr><td>Timrå<td>30{large}</table>"
    assert extracted(file(tmp_path, page, "larm.html")) == [["SE-2260", 450], ["SE-2262", 301]]
