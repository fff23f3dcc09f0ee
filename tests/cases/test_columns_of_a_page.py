"""A PDF's columns of text are read one after the other; what is turned is read as a person turns the page."""

import pytest
from document_files import pdf_of, written
from marked_files import figures_of, in_case, values_by_area

from ehealth_stats.ingestion.documents import read_document

LEFT = "Antalet larm är i Ånge 450 stycken. För Timrå gäller att det finns 300 larm. I Kramfors finns sedan länge 200."
RIGHT = "I Härnösand är det 500 larm medan Sollefteå uppger 600 larm. För Örnsköldsvik dröjer svaret, för de är nya."
EACH = {"SE-2260": 450.0, "SE-2262": 300.0, "SE-2282": 200.0, "SE-2280": 500.0, "SE-2283": 600.0}
FULL = "Denna rapport beskriver läget i länets kommuner för digitala trygghetslarm under det gångna året. " * 2


def two_columns(folder, before: str = "", after: str = "", gutter: str = "1em", size: str = "10pt"):
    """Set two columns of text, with lines over the whole width before and after."""
    columns = f"#columns(2, gutter: {gutter})[{LEFT} #colbreak() {RIGHT}]"
    body = f"#block(height: 6.5cm)[{columns}]"
    page = f"#set page(width: 14cm, height: 16cm, margin: 1cm)\n#set text(size: {size})\n"
    return written(folder / "a.pdf", pdf_of(f"{page}{before}\n\n{body}\n\n{after}"))


@pytest.mark.parametrize("gutter", ["1em", "3em"])
@pytest.mark.parametrize(("before", "after"), [("", ""), (FULL, ""), (FULL, FULL), ("= Trygghetslarm", FULL)])
def test_each_figure_belongs_to_the_place_in_its_own_column(tmp_path, before, after, gutter):
    """Not to the one on the same line of the other column."""
    assert values_by_area(read_document(two_columns(tmp_path, before, after, gutter))) == EACH


def test_columns_whose_lines_do_not_stand_at_one_height(tmp_path):
    """The right column is set in larger letters."""
    source = (
        "#set page(width: 14cm, height: 12cm, margin: 1cm)\n#set text(size: 10pt)\n"
        f"#grid(columns: (1fr, 1fr), gutter: 1.5em, [{LEFT}], text(size: 11.5pt)[{RIGHT}])"
    )
    assert values_by_area(read_document(written(tmp_path / "a.pdf", pdf_of(source)))) == EACH


def test_three_columns(tmp_path):
    """Each one by itself."""
    third = "I Sundsvall har man sedan flera år 1 120 larm och i hela länet blir det många fler."
    source = (
        "#set page(width: 18cm, height: 12cm, margin: 1cm)\n#set text(size: 9pt)\n"
        f"#grid(columns: (1fr, 1fr, 1fr), gutter: 1.5em, [{LEFT}], [{RIGHT}], [{third}])"
    )
    assert values_by_area(read_document(written(tmp_path / "a.pdf", pdf_of(source)))) == {**EACH, "SE-2281": 1120.0}


LONG = (
    "Antalet larm är i Ånge 450 stycken. För Timrå gäller att det finns 300 larm. I Kramfors finns sedan länge 200 "
    "larm som alla är analoga och byts ut under året."
)
OF_LONG = {area: EACH[area] for area in ("SE-2260", "SE-2262", "SE-2282")}


def beside(folder, left: str, right: str, columns: str = "(1fr, 1fr)", gutter: str = "1em", before: str = ""):
    """Set texts beside each other, the right one short."""
    source = f"#set page(width: 14cm, height: 16cm, margin: 1cm)\n#set text(size: 10pt)\n{before}\n"
    source += f"#grid(columns: {columns}, gutter: {gutter}, [{left}], [{right}])\n\n{FULL}"
    return read_document(written(folder / "a.pdf", pdf_of(source)))


@pytest.mark.parametrize("gutter", ["1em", "3em"])
@pytest.mark.parametrize("before", ["", "= Trygghetslarm", FULL])
@pytest.mark.parametrize(
    ("right", "found"),
    [
        ("I Härnösand är det 500 larm.", {"SE-2280": 500.0}),
        ("I Härnösand är det 500 larm medan Sollefteå uppger 600.", {"SE-2280": 500.0, "SE-2283": 600.0}),
        ("digitala. Härnösand: 500 larm", {"SE-2280": 500.0}),
    ],
)
def test_a_second_column_of_a_line_or_two_is_read_by_itself(tmp_path, right, found, before, gutter):
    """Where the text of the first goes on below it."""
    document = beside(tmp_path, LONG, right, gutter=gutter, before=before)
    assert values_by_area(document) == {**OF_LONG, **found}
    assert [text for text in (segment.text for segment in document.segments) if "larm" in text][-3:-1] == [LONG, right]


SHORT = {
    "two": ("Ånge kommun har sedan länge 450 larm i drift och av dem är 45 digitala.", {"SE-2260": 450.0}),
    "three": (
        "Timrå kommun har bara 300 larm och där är sedan i våras 20 digitala. Fler byts under sommaren av samma "
        "leverantör.",
        {"SE-2262": 300.0},
    ),
    "two too": ("Kramfors kommun har bara 200 larm och där är sedan i våras 12 digitala.", {"SE-2282": 200.0}),
}


@pytest.mark.parametrize("before", ["", FULL])
@pytest.mark.parametrize("gutter", ["1em", "3em"])
@pytest.mark.parametrize(
    ("left", "right"), [("two", "two too"), ("two", "three"), ("three", "two"), ("two too", "two")]
)
def test_columns_of_two_or_three_lines_are_read_one_after_the_other(tmp_path, left, right, gutter, before):
    """Where the words of both flow from line to line: no line goes on in the other column."""
    document = beside(tmp_path, SHORT[left][0], SHORT[right][0], gutter=gutter, before=before)
    texts = [segment.text for segment in document.segments]
    assert texts == [*([FULL.strip()] if before else []), SHORT[left][0], SHORT[right][0], FULL.strip()]
    assert values_by_area(document) == {**SHORT[left][1], **SHORT[right][1]}


@pytest.mark.parametrize("height", ["1.6cm", "1.9cm", "2.2cm"])
def test_text_that_runs_into_a_second_column(tmp_path, height):
    """By chance no line of the first column, or one of few, begins with a small letter."""
    text = f"{LONG} I Härnösand är det 500 larm medan Sollefteå uppger 600 larm."
    body = f"#block(height: {height})[#columns(2)[{text}]]"
    source = f"#set page(width: 14cm, height: 16cm, margin: 1cm)\n#set text(size: 10pt)\n{body}"
    document = read_document(written(tmp_path / "a.pdf", pdf_of(source)))
    assert " ".join(segment.text for segment in document.segments) == text


def test_a_note_in_the_margin_leaves_the_text_whole(tmp_path):
    """It is read behind it."""
    document = beside(tmp_path, LONG, "Källa: Timrå kommun", columns="(3fr, 1fr)")
    assert [segment.text for segment in document.segments][:2] == [LONG, "Källa: Timrå kommun"]


def test_an_answer_stays_beside_its_question(tmp_path):
    """Two questions over two lines, with an answer each, are no columns of text."""
    questions = (
        "Hur många larm har Ånge kommun totalt sett i alla boenden och hem under året som gick?",
        "Hur många larm har Timrå kommun, räknat på samma sätt som i frågan ovan?",
    )
    left, right = f"{questions[0]}], [450 larm], [{questions[1]}", "300 larm"
    assert values_by_area(beside(tmp_path, left, right, columns="(3fr, 1fr)")) == {"SE-2260": 450.0, "SE-2262": 300.0}


def test_a_table_without_rules_is_read_by_its_rows(tmp_path):
    """Labels of several words beside figures are no column of text."""
    larms = {"Ånge": 450, "Timrå": 300, "Kramfors": 200, "Sollefteå": 600}
    cells = (f"[Larm i {name} kommun], [{larm} stycken larm], [12 besök per år]," for name, larm in larms.items())
    rows = "".join(cells)
    source = f"#set page(width: 16cm, height: 8cm)\n#table(columns: 3, stroke: none, column-gutter: 2em, {rows})"
    found = values_by_area(read_document(written(tmp_path / "a.pdf", pdf_of(source))))
    assert found == {"SE-2260": 450.0, "SE-2262": 300.0, "SE-2282": 200.0, "SE-2283": 600.0}


@pytest.mark.parametrize("angle", ["-90deg", "90deg"])
@pytest.mark.parametrize("stroke", ["none", "0.5pt"])
def test_turned_headers_are_read_in_their_direction(tmp_path, angle, stroke):
    """2023 is not 3202, whether it runs up or down."""
    heads = ", ".join(f"rotate({angle}, reflow: true)[{text}]" for text in ("2023", "Antal larm 2024"))
    rows = "[Ånge], [120], [130], [Timrå], [220], [230]"
    source = f"#table(columns: (4cm, 2cm, 2cm), stroke: {stroke}, [Kommun], {heads}, {rows})"
    document = read_document(written(tmp_path / "a.pdf", pdf_of(source)))
    assert document.tables[0].header == ("Kommun", "2023", "Antal larm 2024")
    assert figures_of(document)["value"].tolist() == [120.0, 130.0, 220.0, 230.0]


def test_the_files_of_the_cases():
    """20: two short columns; 20b: below lines over the whole width; rot: turned years."""
    short = values_by_area(in_case("20-twocol.pdf"))
    assert (short["SE-2282"], short["SE-2284"] == short["SE-2284"]) == (200.0, False)
    assert {area: short[area] for area in ("SE-2260", "SE-2262", "SE-2281", "SE-2280")} == {
        "SE-2260": 450.0, "SE-2262": 300.0, "SE-2281": 1120.0, "SE-2280": 500.0,
    }  # fmt: skip
    assert figures_of(in_case("20b-twocol-below.pdf"))["area"].tolist()[:4] == [
        "SE-2260",
        "SE-2262",
        "SE-2281",
        "SE-2282",
    ]
    turned = in_case("rot.pdf")
    assert turned.tables[0].header == ("", "2023", "2024")
    assert figures_of(turned)["value"].tolist() == [120.0, 130.0, 220.0, 230.0]
