"""Plain and Markdown text: tables of tabs, pipes and blanks, heads that run on every page, marks of emphasis."""

import pytest
from document_files import written

from ehealth_stats.ingestion.documents import Document, read_document


def read(tmp_path, text: str) -> Document:
    """Read a text."""
    return read_document(written(tmp_path / "a.txt", text))


def outside(document: Document) -> list[tuple[str, str]]:
    """Return kind and text of what stands outside of tables."""
    return [(segment.kind, segment.text) for segment in document.segments if segment.table < 0]


TWO = ("Kommun", "Larm")


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        ("Kommun  2012  2013\nÅnge    450   460\nTimrå   300   310\n", ("Kommun", "2012", "2013"),
         (("Ånge", "450", "460"), ("Timrå", "300", "310"))),
        ("Kommun | Larm\n--- | ---\nÅnge | 450\nTimrå | 300\n", TWO, (("Ånge", "450"), ("Timrå", "300"))),
        ("|Kommun|Larm|\n|---|---|\n|Ånge|450|\n|Timrå|300|\n", TWO, (("Ånge", "450"), ("Timrå", "300"))),
        # A rule below the first row makes it the header, figures or not, and one row is a table.
        ("| Ånge | 450 |\n|---|---|\n| Timrå | 300 |\n", ("Ånge", "450"), (("Timrå", "300"),)),
        ("| Ånge | 450 |\n", (), (("Ånge", "450"),)),
        ("| Ånge | 450 |\n|---|---|\n", ("Ånge", "450"), ()),
        # A dash for one number is no rule.
        ("|Kommun|Larm|\n|---|---|\n|Ånge|450|\n|--|300|\n", TWO, (("Ånge", "450"), ("--", "300"))),
        # Cells that are lacking are lost on the left of tabs, on the right of pipes.
        ("Nr\tKommun\tLarm\n1\tÅnge\t450\nTimrå\t300\n", ("Nr", *TWO), (("1", "Ånge", "450"), ("", "Timrå", "300"))),
        ("|Kommun|Larm|Not|\n|---|---|---|\n|Ånge|450|\n", (*TWO, "Not"), (("Ånge", "450", ""),)),
        ("Kommun\tLarm\nÅnge\t450\n\t300\n", TWO, (("Ånge", "450"), ("", "300"))),
    ],
)  # fmt: skip
def test_what_parts_the_cells_of_a_table(tmp_path, text, header, rows):
    """Two blanks, pipes with or without those at the ends, tabs."""
    (table,) = read(tmp_path, text).tables
    assert (table.header, table.rows) == (header, rows)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("450 larm | 300 larm\n", [("paragraph", "450 larm | 300 larm")]),
        ("| Larm |\n", [("paragraph", "| Larm |")]),
        ("larm &amp; mer\n", [("paragraph", "larm & mer")]),
        ("\tLarm i länet\n", [("paragraph", "Larm i länet")]),
        ("# Plan\n\n- första\n- andra\n", [("heading", "Plan"), ("item", "första"), ("item", "andra")]),
        ("- första\n", [("item", "första")]),
        # A bullet that stands once before what signs mean is the sign.
        ("- Null\n", [("paragraph", "- Null")]),
        ("- Null\n- första\n", [("item", "Null"), ("item", "första")]),
        ("Ånge 300^1^\n", [("paragraph", "Ånge 300¹")]),
    ],
)
def test_what_is_no_table(tmp_path, text, blocks):
    """A pipe or a tab alone, headings and items by their marks."""
    document = read(tmp_path, text)
    assert (outside(document), document.tables) == (blocks, ())


def test_struck_text_is_left_out_and_told(tmp_path):
    """As of web pages."""
    document = read(tmp_path, "Ånge ~~400~~ 450\n")
    assert (outside(document), document.notes) == ([("paragraph", "Ånge 450")], ("struck-through text is left out: 1",))


TABLE = "\n\nKommun\tLarm\nÅnge\t{}\n\n"
HEAD = "Avser länet ifyllt av er"  # twenty letters


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        (HEAD, HEAD, 1),
        (HEAD, "Avser länet ifylld av er", 1),  # 19 of 20 letters
        ("Avser ifyllt av den er", "Avser ifylld av den er", 0),  # 17 of 18 letters
        (HEAD, "Avser länet ifyllt av er nu", 0),  # two letters more
        (HEAD + " 1", HEAD + " 2", 0),  # a digit
        ("a" * 200, "a" * 200, 1),
        ("a" * 201, "a" * 201, 0),
        (HEAD + "\n\nb\n\nc\n\nd\n\ne", HEAD + "\n\nf\n\ng\n\nh\n\ni", 1),  # five paragraphs before the table
        (HEAD + "\n\nb\n\nc\n\nd\n\ne\n\nj", HEAD + "\n\nf\n\ng\n\nh\n\ni\n\nk", 0),
    ],
)
def test_a_head_that_runs_on_every_page_is_kept_once(tmp_path, first, second, left):
    """Up to 200 letters, of which one in twenty may differ, within five paragraphs before two tables."""
    document = read(tmp_path, first + TABLE.format(450) + second + TABLE.format(300))
    notes = (f"running head kept once, {left} repeated paragraphs left out",) if left else ()
    assert document.notes == notes


def test_the_first_of_the_heads_is_the_one_that_is_kept(tmp_path):
    """As it is written there."""
    document = read(tmp_path, HEAD + TABLE.format(450) + "Avser länet ifylld av er" + TABLE.format(300))
    assert outside(document) == [("paragraph", HEAD)]


def test_what_stands_before_one_table_runs_on_no_page(tmp_path):
    """It is said again, and kept."""
    document = read(tmp_path, HEAD + TABLE.format(450) + HEAD + "\n")
    assert outside(document) == [("paragraph", HEAD)] * 2
