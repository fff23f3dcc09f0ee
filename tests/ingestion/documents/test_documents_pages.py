"""Web pages by hand: what ends a paragraph, heads and spans of tables, forms, formulas, and what is told of a page."""

import pytest
from document_files import written
from lxml import etree

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import Document, read_document
from ehealth_stats.ingestion.documents.formats.html import to_line
from ehealth_stats.ingestion.documents.limits import Limits

CUT = ("the page has no end: it may have been cut off",)
STRUCK = "text-decoration: line-through"


def read(tmp_path, page: str, **limits: int) -> Document:
    """Read a page."""
    return read_document(written(tmp_path / "a.html", page), limits=Limits(**limits))


def texts(document: Document) -> list[str]:
    """Return what stands outside of tables."""
    return [segment.text for segment in document.segments if segment.table < 0]


@pytest.mark.parametrize(
    ("page", "paragraphs"),
    [
        ("<article>Ånge 45</article><section>0 st</section>", ["Ånge 45", "0 st"]),
        ("<p>NPÖ <input type='checkbox' checked> ja <input type='checkbox'> nej</p>", ["NPÖ ☒ ja ☐ nej"]),
        ("<p>Larm <input value='450'><input type='hidden' value='9'></p>", ["Larm 450"]),
        ("<p>Andel <meter value='0.45'></meter></p>", ["Andel 0.45"]),
        ("<p>Andel <meter value='0.45'>45 procent</meter></p>", ["Andel 45 procent"]),
        ("<p>År <select><option>2012<option selected>2013</select></p>", ["År", "2013"]),
        ("<p>År</p><select><option>2012<option>2013</select>", ["År", "2012", "2013"]),
        # A link within the page is a note behind a digit, and a word behind any other sign.
        ("<p>Ånge 5<a href='#n'>1</a></p>", ["Ånge 5¹"]),
        ("<p>Ånge<a href='#n'>1</a></p>", ["Ånge1"]),
        ("<p>Ånge 5<a href='sidor.html'>1</a></p>", ["Ånge 51"]),
        ("<p>Ånge 5<b>1</b></p>", ["Ånge 51"]),
        ("<style>.f {vertical-align: super}</style><p>300<i class='f'>1</i></p>", ["300¹"]),
    ],
)
def test_what_a_page_shows(tmp_path, page, paragraphs):
    """Blocks part paragraphs, fields show what is entered, bars what they stand for."""
    assert texts(read(tmp_path, page)) == paragraphs


@pytest.mark.parametrize(
    ("small", "read_as"),
    [
        ("1", "450¹"),
        ("12", "450¹²"),
        ("1a", "450¹ᵃ"),
        ("b", "450ᵇ"),
        ("(1)", "450⁽¹⁾"),
        ("b)", "450ᵇ⁾"),
        ("[12]", "450¹²"),
        ("*", "450*"),
        ("(*)", "450⁽*⁾"),
        ("(†‡)", "450⁽†‡⁾"),
        ("(***)", "450⁽***⁾"),
        ("(****)", "450(****)"),
        ("123", "450123"),
        ("kr", "450kr"),
        ("kr)", "450kr)"),
        ("%", "450%"),
        ("1%", "4501%"),
        ("abc)", "450abc)"),
        (" st", "450 st"),
    ],
)
def test_small_letters_behind_a_digit(tmp_path, small, read_as):
    """A number of two digits at most or a letter points to a note; a unit and a longer number do not."""
    assert texts(read(tmp_path, f"<p>450<small>{small}</small></p>")) == [read_as]


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        ("<math><msup><mi>x</mi><mn>2</mn></msup></math>", "x²"),
        ("<math><mrow><mn>4</mn><mn>2</mn></mrow></math>", "4 2"),
        ("<f><fPr><type/></fPr><num>1</num><den>2</den></f>", "1/2"),
    ],
)
def test_a_formula_in_a_line(formula, line):
    """Of two parts a fraction has a stroke, a power a raised one, a row neither; properties are no parts."""
    assert to_line(etree.fromstring(formula)) == line


@pytest.mark.parametrize(
    ("page", "notes"),
    [
        ("<p>450</p>", ()),
        ("<html><body><p>450</p></body></html>", ()),
        ("<html><p>450</p></html>", ()),
        ("<html><body><p>450</p>", CUT),
        ("<body><p>450</p>", CUT),
        ("<p>450</p><a href='x", CUT),
        ("<p>450</p><h1 class='x", CUT),
        ("<p>450</p", CUT),
        ("<h1>450</h1", CUT),
        ("<p>450</p><!DOCTYPE", CUT),
        ("<p>450 <", ()),
        ("<p>450 <= 500", ()),
        ("<table><tr><td>450", CUT),
    ],
)
def test_a_page_that_does_not_end(tmp_path, page, notes):
    """Within a tag, a table, or what it began as."""
    assert read(tmp_path, page).notes == notes


def test_the_files_of_frames_are_named(tmp_path):
    """Five of them."""
    page = "<p>Larm</p>" + "".join(f"<iframe src='sidor/{name}.html'></iframe>" for name in "abcdef")
    (named,) = (note for note in read(tmp_path, page).notes if "of their own" in note)
    assert named == "read as documents of their own what stands in the frames: a.html, b.html, c.html, d.html, e.html"


LONG = "a" * 61


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("sidor/larm.csv", "larm.csv"),
        ("sidor\\\\Antal%20larm_1-2.HTM", "Antal larm_1-2.HTM"),
        (f"{LONG}.html", f"{LONG}.html"),
        (f"{LONG}a.html", ""),
        ("visa;larm.html", ""),
        ("larm.png", ""),
        ("sidor/.html", ""),
        ("sidor/", ""),
    ],
)
def test_a_file_of_a_frame_is_named_where_its_name_is_plain(tmp_path, source, named):
    """Of a kind that can be read, with up to 66 letters, and not hidden."""
    notes = read(tmp_path, f"<p>Larm</p><iframe src='{source}'></iframe>").notes
    wanted = [f"read as documents of their own what stands in the frames: {named}"] if named else []
    assert [note for note in notes if "of their own" in note] == wanted


@pytest.mark.parametrize(
    ("terms", "rows"),
    [
        ("<dt>Ånge<dd>450<dt>Timrå<dd>300", [("Ånge", "450"), ("Timrå", "300")]),
        (f"<dt>Ånge<dd>{'a' * 40}<dt>Timrå<dd>300", [("Ånge", "a" * 40), ("Timrå", "300")]),
        (f"<dt>Ånge<dd>{'a' * 41}<dt>Timrå<dd>300", []),
        ("<dt>Ånge<dd>450<dd>460<dt>Timrå<dd>300", []),
        ("<dd>450<dt>Timrå<dd>300", []),
    ],
)
def test_terms_are_rows_where_each_has_one_short_text(tmp_path, terms, rows):
    """Up to 40 letters."""
    tables = read(tmp_path, f"<dl>{terms}</dl>").tables
    assert [row for table in tables for row in (table.header, *table.rows) if row] == rows


HEAD = "<tr><th>Kommun</th><th>Larm</th></tr>"


@pytest.mark.parametrize(
    ("table", "header", "rows"),
    [
        # Cells marked as heads are the header, figures or not; one of them alone is a label, an empty corner is none.
        ("<tr><th>450</th><th>300</th></tr><tr><th>Ånge</th><td>7</td></tr>", ("450", "300"), (("Ånge", "7"),)),
        ("<tr><td></td><th>450</th></tr><tr><th>Ånge</th><td>7</td></tr>", ("", "450"), (("Ånge", "7"),)),
        (
            "<thead><tr><td>450</td><td>300</td></tr></thead><tbody><tr><td>1</td><td>7</td></tr></tbody>",
            ("450", "300"),
            (("1", "7"),),
        ),
        (f"{HEAD}<tr><td>Ånge</td><td hidden>9</td><td>7</td></tr>", ("Kommun", "Larm"), (("Ånge", "7"),)),
        (
            f"{HEAD}<tbody hidden><tr><td>Timrå</td><td>9</td></tr></tbody><tbody><tr><td>Ånge</td><td>7</td></tr>"
            "<tr hidden><td>Timrå</td><td>9</td></tr></tbody>",
            ("Kommun", "Larm"),
            (("Ånge", "7"),),
        ),
        # A span of nothing is down to the last row, or one column; what is no number is one.
        (
            f"{HEAD}<tr><td rowspan='0'>Ånge</td><td>7</td></tr><tr><td>8</td></tr><tr><td>9</td></tr>",
            ("Kommun", "Larm"),
            (("Ånge", "7"), ("", "8"), ("", "9")),
        ),
        (f"{HEAD}<tr><td colspan='0'>Ånge</td><td colspan='x'>7</td></tr>", ("Kommun", "Larm"), (("Ånge", "7"),)),
        # As a browser reads it: a number is what stands before other signs, however large.
        (
            f"{HEAD}<tr><td rowspan='+2;'>Ånge</td><td rowspan='10000000'>7</td></tr><tr></tr><tr><td>Timrå</td></tr>",
            ("Kommun", "Larm"),
            (("Ånge", "7"), ("Timrå", "")),
        ),
        (f"{HEAD}<tr><td rowspan='{'9' * 5000}'>Ånge</td><td>7</td></tr>", ("Kommun", "Larm"), (("Ånge", "7"),)),
        (
            "<tr><th>Kommun</th><th>Län</th><th>Larm</th></tr><tr><td colspan='2'>Ånge</td><td>7</td></tr>",
            ("Kommun", "Län", "Larm"),
            (("Ånge", "", "7"),),
        ),
        (
            f"{HEAD}<tr style='{STRUCK}'><td>Timrå</td><td>9</td></tr><tr><td>Ånge</td><td style='{STRUCK}'>8</td></tr>"
            "<tr><td>Sundsvall</td><td>7</td></tr>",
            ("Kommun", "Larm"),
            (("Ånge", ""), ("Sundsvall", "7")),
        ),
    ],
)
def test_heads_and_spans_of_a_table(tmp_path, table, header, rows):
    """As they are marked; what is hidden or struck is no cell."""
    (read_table,) = read(tmp_path, f"<table>{table}</table>").tables
    assert (read_table.header, tuple(row for row in read_table.rows if any(row))) == (header, rows)


def test_each_struck_cell_is_told(tmp_path):
    """One of a row."""
    page = f"<table>{HEAD}<tr><td>Ånge</td><td style='{STRUCK}'>8</td></tr></table>"
    assert read(tmp_path, page).notes == ("struck-through text is left out: 1",)


def test_a_cell_spans_a_thousand_columns_at_most(tmp_path):
    """As the standard says: of two thousand columns the next cell stands behind one."""
    cells = "<td>Ånge</td><td colspan='2000'>7</td><td>8</td>"
    (table,) = read(tmp_path, f"<table><tr>{'<th>a</th>' * 1002}</tr><tr>{cells}</tr></table>").tables
    assert (table.rows[0].index("8"), len(table.rows[0])) == (1001, 1002)


def test_limits_of_a_page(tmp_path):
    """A paragraph and a table as large as the limit are read."""
    table = "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
    assert texts(read(tmp_path, "<p>12345</p>", paragraph_characters=5)) == ["12345"]
    assert read(tmp_path, table, cells=4).tables[0].rows == (("1", "2"),)
    with pytest.raises(DocumentError, match="6 characters"):
        read(tmp_path, "<p>123456</p>", paragraph_characters=5)
    with pytest.raises(DocumentError, match="too wide"):
        read(tmp_path, table, cells=3)
