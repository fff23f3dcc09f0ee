"""Tables that plain text draws with blanks, boxes and pipes, and those whose columns are lost: refused, never glued."""

import pytest
from document_files import written

from ehealth_stats.ingestion import list_refused, read_figures, tabulate_figures
from ehealth_stats.ingestion.documents import Document, read_document


def read(tmp_path, text: str, name: str = "larm.txt") -> Document:
    """Write a text and read it."""
    return read_document(written(tmp_path / name, text))


@pytest.mark.parametrize(
    "text",
    [
        "Kommune  Innbyggere  Alarmer\nBodø         47 847    1 712\nMeløy         6 600      120\n",
        "Kommune | Innbyggere | Alarmer\n--- | ---: | ---:\nBodø | 47 847 | 1 712\nMeløy | 6 600 | 120\n",
        "+---------+------------+---------+\n| Kommune | Innbyggere | Alarmer |\n+=========+============+=========+\n"
        "| Bodø    | 47 847     | 1 712   |\n+---------+------------+---------+\n| Meløy   | 6 600      | 120     |\n",
        "┌─────────┬────────────┬─────────┐\n│ Kommune │ Innbyggere │ Alarmer │\n├─────────┼────────────┼─────────┤\n"
        "│ Bodø    │ 47 847     │ 1 712   │\n│ Meløy   │ 6 600      │ 120     │\n└─────────┴────────────┴─────────┘\n",
    ],
    ids=["blanks", "markdown without ends", "grid", "box"],
)
def test_a_table_is_read_however_plain_text_draws_it(tmp_path, text):
    """A blank within "47 847" parts no columns where a wider gap does."""
    document = read(tmp_path, f"Alarmer i fylket\n\n{text}\nKilde: kommunene.\n")
    (table,) = document.tables
    assert table.header == ("Kommune", "Innbyggere", "Alarmer")
    assert table.rows == (("Bodø", "47 847", "1 712"), ("Meløy", "6 600", "120"))
    assert [segment.text for segment in document.segments if segment.table < 0] == [
        "Alarmer i fylket",
        "Kilde: kommunene.",
    ]


def test_a_header_over_two_columns_of_blanks_covers_both(tmp_path):
    """And a line of one cell between the rows stays in the table."""
    text = (
        "               Larm i drift\nKommun         2013      2014\nÅnge            450     1 460\n"
        "Norra delen\nTimrå           300       310\n"
    )
    (table,) = read(tmp_path, text).tables
    assert table.rows[-3:] == (("Ånge", "450", "1 460"), ("Norra delen", "", ""), ("Timrå", "300", "310"))


@pytest.mark.parametrize(
    "text",
    [
        "Vi har möten.  Ånge har 450 larm.\nTimrå har  300.\n",
        "Inledning\n\n  Ånge: 450\n  Timrå: 300\n",
    ],
)
def test_wide_blanks_in_prose_draw_no_table(tmp_path, text):
    """Sentences and indented lists stay what they are."""
    assert not read(tmp_path, text).tables


@pytest.mark.parametrize(
    "text",
    [
        "Ånge 1 234 567 12\n",
        "Kommun Invånare Larm\nÅnge 9 400 450\nSundsvall 98 000 1 800\n",
        "Kommun 2012 2013 2014\nÅnge 450 460 470\nTimrå 1 300 450\n",  # 1, 300, 450, or one cell is empty
        "Kommun 2012 2013\nÅnge 950 960\nTimrå 1 300 450\n",
        "Kommun Larm Digitala\nÅnge 450 120\nTimrå 300 115\n",
        "Bodø 47 847 3 500 712\nHamarøy 1 850 240 95\nMeløy 6 600 710 120\n",
        "Larm 1 200 1 300 1 400\n",
    ],
)
def test_a_flattened_table_is_refused_with_the_reason(tmp_path, text):
    """A blank may part thousands or columns there: no figure is made, all are listed, and a note says why."""
    document = read(tmp_path, text)
    found = read_figures(document, language="sv")
    assert tabulate_figures(found).empty
    assert list_refused(found)
    assert "has lost its columns" in document.notes[-1]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Ånge 9 400\nTimrå 18 000\nBjurholm 950\n", [9400, 18000, 950]),
        ("Ånge 450 46 12\nTimrå 300 31 5\n", [450, 46, 12, 300, 31, 5]),
        ("Ånge 9\u00a0400 450\nTimrå 18\u00a0000 1\u00a0300\n", [9400, 450, 18000, 1300]),
        ("Totalt 12 345 678 kr\n", [12345678]),
        ("742 593\n1 738 591\n", [742593, 1738591]),
        ("Kommun 2012 2013\nÅnge 950 960\nTimrå 1 300 1 310\n", [950, 960, 1300, 1310]),
        (
            "2012 2013 2014\nPer 1 000 innb. 67 år og over 107 112 110\nI alt 66 430 69 395 68 331\n",
            [107, 112, 110, 66430, 69395, 68331],
        ),
        ("2012 2013\nEndring -1 300 45,5\nAlta 1 012 1 995\n", [-1300, 45.5, 1012, 1995]),
    ],
    ids=["one column", "no thousands", "firm blanks", "money", "numbers alone", "years", "digits in labels", "signs"],
)
def test_rows_that_can_be_read_in_one_way_only_are_read(tmp_path, text, values):
    """One column of thousands, columns without thousands, and blanks that do not break."""
    assert tabulate_figures(read_figures(read(tmp_path, text), language="nb"))["value"].tolist() == values
