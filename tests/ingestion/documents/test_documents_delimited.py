"""Delimited text: which sign parts the cells, which row is the header, and what tells that a file was cut off."""

import pytest
from document_files import written

from ehealth_stats.ingestion.documents import read_document

CUT = "the last row has 1 of 2 cells and no line end: it may have been cut off"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # Four rows of five have two cells by semicolons, three of five one cell by commas.
        (
            "Kommun;Andel\nÅnge;1,5\nTimrå;2,5\nSundsvall;3\nKramfors;4;x\n",
            (("Ånge", "1,5", ""), ("Timrå", "2,5", ""), ("Sundsvall", "3", ""), ("Kramfors", "4", "x")),
        ),
        # By semicolons two rows of two, one cell over two lines; by commas two of three.
        ('Kommun;Andel\nÅnge;"1,5\n2,5"\n', (("Ånge", "1,5\n2,5"),)),
        ("sep=,\nKommun,Andel\nÅnge,1;5\nTimrå,2;5\nNot;x\n", (("Ånge", "1;5"), ("Timrå", "2;5"), ("Not;x", ""))),
        ("Kommun|Andel\nÅnge|1,5\n", (("Ånge", "1,5"),)),
        ("Kommun\tAndel\nÅnge\t1,5\n", (("Ånge", "1,5"),)),
        ("Kommun,Andel\nÅnge,1.5\n", (("Ånge", "1.5"),)),
    ],
)
def test_the_delimiter_cuts_most_rows_alike(tmp_path, text, rows):
    """A decimal comma seldom does that."""
    (table,) = read_document(written(tmp_path / "a.csv", text)).tables
    assert table.header[:2] == ("Kommun", "Andel")
    assert table.rows == rows


def test_the_first_line_may_name_the_delimiter(tmp_path):
    """Then it is no row, and no other sign parts cells, though semicolons would cut more rows alike."""
    text = "sep=|\nKommun|Andel\nÅnge|1;5\nTimrå|2;5\nSundsvall;3\nKramfors;4\nSollefteå;5\n"
    (table,) = read_document(written(tmp_path / "a.csv", text)).tables
    assert (table.header, table.rows[:2]) == (("Kommun", "Andel"), (("Ånge", "1;5"), ("Timrå", "2;5")))


@pytest.mark.parametrize(
    ("line", "read"), [("Ort;N", ["Ort", "N"]), ("sep=A;", ["sep=A"]), ("sep=A;N", ["sep=A", "N"]), ("sep=; ", [])]
)
def test_nothing_but_blanks_stands_behind_the_sign_that_the_first_line_names(tmp_path, line, read):
    """Else the line is a row like others."""
    document = read_document(written(tmp_path / "a.csv", f"{line}\nKommun;Larm\nÅnge;450\n"))
    assert [segment.text for segment in document.segments] == [*read, "Kommun", "Larm", "Ånge", "450"]


def test_the_first_row_of_several_cells_is_the_header_where_it_holds_no_figure(tmp_path):
    """A title above it tells nothing of that."""
    (table,) = read_document(written(tmp_path / "a.csv", "Larm\nÅnge;450\nTimrå;300\n")).tables
    assert (table.header, table.rows) == ((), (("Ånge", "450"), ("Timrå", "300")))
    (table,) = read_document(written(tmp_path / "b.csv", "12\nKommun;Antal\nÅnge;450\nTimrå;300\n")).tables
    assert (table.header, table.rows) == (("Kommun", "Antal"), (("Ånge", "450"), ("Timrå", "300")))


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("Kommun;Larm\nÅnge;450\nTimrå;300\nSund", (CUT,)),
        ("Kommun;Larm\nÅnge;450\nTimrå;300\nSund\n", ()),
        ("Kommun;Larm\nÅnge;450\nTimrå;300\nSund;5", ()),
        ("Kommun;Larm\nÅnge;450\nSund", ()),  # three rows tell no width
        ("Kommun;Larm\nÅnge;450\nTimrå;300;310\nSund", ()),
        ("Kommun;Larm\nÅnge;450\nTimrå;300;310\nSundsvall;500\nKramfors", ()),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_last_row_that_is_shorter_and_open_may_be_cut_off(tmp_path, text, notes, encoding):
    """Where all others, three at least, are alike, and no line end stands behind it."""
    assert read_document(written(tmp_path / "a.csv", text.encode(encoding))).notes == notes
