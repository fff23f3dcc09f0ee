"""The unit that a header, a title, a row or a column of units gives to the cells of a table."""

from math import inf, nan
from pathlib import Path

import pytest

from ehealth_stats.ingestion.documents import Document, Segment, Table
from ehealth_stats.ingestion.documents.blocks import Grid
from ehealth_stats.ingestion.figures.model import Quantity
from ehealth_stats.ingestion.figures.of_document.header_units import (
    HeaderUnit,
    TableUnits,
    cell_units,
    in_unit,
    names_count,
    read_header_unit,
    read_note_unit,
    read_unit,
    units_of_table,
)

THOUSANDS, MILLIONS, NONE = HeaderUnit("SEK", 1000.0), HeaderUnit("SEK", 1e6), HeaderUnit()
RATE = HeaderUnit(rate="per 1 000 invånare")


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Kostnad (kr)", HeaderUnit("SEK")),
        ("Kostnad (tkr)", THOUSANDS),
        ("Kostnad [mkr]", MILLIONS),
        ("Kostnad (tkr) (mkr)", MILLIONS),
        ("Kostnad (utfall) i tkr", THOUSANDS),
        ("Kostnad i 1 000 kr", THOUSANDS),
        ("Kostnad, i tkr", THOUSANDS),
        ("Total kostnad för alla larm tkr", THOUSANDS),
        ("Bidrag miljoner kronor", MILLIONS),
        ("tkr / Utfall", THOUSANDS),
        ("Utfall tkr / 2013", THOUSANDS),
        ("Kostnad (1000)", HeaderUnit("", 1000.0)),
        ("Kostnad, 1000", HeaderUnit("", 1000.0)),
        ("Antal 1000-tal", HeaderUnit("", 1000.0)),
        ("Antal (tusental)", HeaderUnit("", 1000.0)),
        ("Kostnad (1000-tal kronor)", THOUSANDS),
        ("Antal (100-tal)", HeaderUnit("", 100.0)),
        ("Larm 1000", NONE),
        ("Larm", NONE),
        ("Antal larm", NONE),
        ("", NONE),
        ("Andel (%)", HeaderUnit("percent")),
        ("Larm per 1 000 invånare", RATE),
    ],
)
def test_the_unit_of_a_header(header, unit):
    """The last in brackets, behind a comma or "i", of a level, or its last words; digits alone only where set apart."""
    assert read_header_unit(header, "SE") == unit


def test_the_unit_of_three_words_at_the_end():
    """Kroner alone would be a thousandth."""
    assert read_header_unit("Samlet budsjett 1000 norske kroner", "NO") == HeaderUnit("NOK", 1000.0)


@pytest.mark.parametrize(
    ("header", "counted"),
    [
        ("Antal larm", True), ("Larm totalt", True), ("Trygghetslarm", True), ("Timmar", True),
        ("2013", False), ("Belopp", False), ("Andel", False), ("Kostnad i kronor", False), ("", False),
    ],
)  # fmt: skip
def test_a_header_that_names_what_is_counted(header, counted):
    """Things and time, not money or shares."""
    assert names_count(header) is counted


def test_a_unit_of_a_recipe():
    """By its code, or as it is printed."""
    assert [read_unit(text, "SE") for text in ("SEK", "tkr", "hästar", "")] == [
        HeaderUnit("SEK"),
        THOUSANDS,
        NONE,
        NONE,
    ]


def table(*rows: list, header: tuple[str, ...], heads: tuple[int, ...] = ()) -> Table:
    """Return a table; with `heads` the first rows are its header."""
    return Table(0, "", header, Grid([*rows]), tuple(range(len(heads), len(rows))), heads)


def test_a_column_of_units_before_the_label_of_the_row():
    """A label of digits is a number of the row; in a column of units it is one."""
    made = table(
        ["Intäkter, mkr", "tkr", 1, "kr"],
        ["Kostnad, mkr", "", 2, "kr"],
        ["1000", "", 3, ""],
        ["Bidrag", "1000", 4, ""],
        header=("Post", "Enhet", "Värde", "Enhet"),
    )
    units = TableUnits(made, "", "SE")
    assert units.column == [1]
    assert [units.row(row) for row in range(4)] == [THOUSANDS, MILLIONS, None, HeaderUnit("", 1000.0)]
    assert [units.of(row, 2) for row in range(4)] == [THOUSANDS, MILLIONS, NONE, HeaderUnit("", 1000.0)]
    assert units.of(0, 0) == units.of(-1, 2) == NONE


def test_a_title_is_for_columns_that_count_nothing():
    """The nearest title; a header that names a unit, or things that are counted, has no need of one."""
    rows = [["Alla belopp i mkr"], ["Kommun", "Utfall", "Larm", "Avgift (kr)"], ["Ånge", 1, 2, 3]]
    made = table(*rows, header=("Kommun", "Utfall", "Larm", "Avgift (kr)"), heads=(0, 1))
    units = TableUnits(made, "Kostnad (tkr)", "SE")
    assert [units.of(0, column) for column in range(5)] == [NONE, THOUSANDS, NONE, HeaderUnit("SEK"), THOUSANDS]
    assert [units.headed(column) for column in range(5)] == [units.of(0, column) for column in range(5)]
    assert TableUnits(made, "Översikt", "SE").title() == MILLIONS
    assert TableUnits(made, "Andel (%)", "SE").title() == HeaderUnit("percent")
    assert TableUnits(made, "Andel (%)", "SE").title(("money", "")) == MILLIONS
    assert TableUnits(made, "Andel (%)", "SE").title(("count",)) == NONE
    assert units.header(3) == "Avgift (kr)"
    assert units.header(4) == ""


@pytest.mark.parametrize(
    ("corner", "label", "header", "unit"),
    [
        ("Mkr", "Intäkter", "2013", MILLIONS),
        ("Belopp i tkr", "2012", "Utfall", THOUSANDS),
        ("Kommun (tkr)", "2281 Sundsvall", "2013", THOUSANDS),
        ("Procent", "Ånge", "2013", HeaderUnit("percent")),
        ("Mkr", "Larm", "Antal larm", NONE),
        ("Mkr", "Avgift", "Avgift (kr)", HeaderUnit("SEK")),
        ("Mkr", "Avgift, tkr", "2013", THOUSANDS),
        # figures of its own: its unit is no other column's
        ("Kostnad (tkr)", "450", "2013", NONE),
        ("Kommun", "Ånge", "2013", NONE),
    ],
)
def test_a_unit_in_the_corner_is_for_the_columns_beside_the_labels(corner, label, header, unit):
    """As reports of money have it: the header of the labels says what all figures are in."""
    assert TableUnits(table([label, 4.5], header=(corner, header)), "Alla belopp i kr", "SE").of(0, 1) == (
        HeaderUnit("SEK") if unit == NONE and header == "2013" else unit
    )


def test_a_corner_above_one_figure_is_no_corner():
    """All labels have letters, or are periods."""
    made = table(["Ånge", 1], ["450", 2], header=("Kostnad (tkr)", "2013"))
    assert TableUnits(made, "", "SE").of(0, 1) == NONE


def test_the_paragraph_before_a_table_is_its_title():
    """Not the one before that, and none for what is no cell below a header; a note right behind says it too."""
    made = table(
        ["Kommun", "Utfall (mkr)", "2013"], ["Ånge", 1, 2], header=("Kommun", "Utfall (mkr)", "2013"), heads=(0,)
    )
    first, title = (Segment(text, "paragraph", "", 0) for text in ("Belopp i kr", "Belopp i tkr"))
    document = Document(Path("plan.txt"), (first, title, made))
    unit = cell_units(document, "SE")
    assert document.lines.texts.to_pylist() == [
        "Belopp i kr", "Belopp i tkr", "Kommun", "Utfall (mkr)", "2013", "Ånge", "1", "2",
    ]  # fmt: skip
    assert [unit(line) for line in range(8)] == [NONE] * 6 + [MILLIONS, THOUSANDS]
    labels = table(["Larm 450", 1], header=("Post (tkr)", "Utfall"))
    assert [cell_units(Document(Path("plan.txt"), (labels,)), "SE")(line) for line in (0, 1)] == [NONE, THOUSANDS]
    alone = Document(Path("plan.txt"), (made, title))
    assert cell_units(alone, "SE")(5) == THOUSANDS


@pytest.mark.parametrize(
    ("quantity", "given", "found"),
    [
        (("exact", 450, 450, 450, ""), THOUSANDS, ("rounded", 450_000, 449_500, 450_500, "SEK")),
        (("exact", 450, 450, 450, ""), HeaderUnit("SEK"), ("exact", 450, 450, 450, "SEK")),
        (("exact", 45, 45, 45, ""), HeaderUnit("percent"), ("rounded", 45, 44.5, 45.5, "percent")),
        (("exact", 45, 45, 45, ""), RATE, ("rounded", 45, 44.5, 45.5, "per_1000_persons")),
        (("exact", 45, 45, 45, ""), HeaderUnit(rate="per 7 larm"), ("exact", 45, 45, 45, "")),
        (("rounded", 4.5, 4.45, 4.55, ""), MILLIONS, ("rounded", 4.5e6, 4.45e6, 4.55e6, "SEK")),
        (("approximate", 60, 55, 65, ""), THOUSANDS, ("approximate", 60_000, 55_000, 65_000, "SEK")),
        (("exact", 450, 450, 450, "SEK"), THOUSANDS, ("exact", 450, 450, 450, "SEK")),
        (("exact", 450, 450, 450, ""), NONE, ("exact", 450, 450, 450, "")),
    ],
)  # fmt: skip
def test_a_figure_in_the_unit_of_its_header(quantity, given, found):
    """A bare whole number in thousands or percent is rounded to them; one with a unit of its own is left."""
    qualifier, value, lower, upper, unit = quantity
    made = in_unit(Quantity(0, 3, 0, 3, value, lower, upper, qualifier, unit=unit), given)
    assert (made.qualifier, made.value, made.lower, made.upper, made.unit) == found


@pytest.mark.parametrize(
    ("given", "below", "above"),
    [
        (NONE, (0, 4), (6, inf)),
        (HeaderUnit("alarms"), (0, 4), (6, inf)),
        (HeaderUnit("percent"), (0, 5), (5, inf)),
        (HeaderUnit("SEK"), (0, 5), (5, inf)),
        (HeaderUnit("", 1000.0), (0, 5000), (5000, inf)),
        (HeaderUnit("alarms", 1000.0), (0, 5000), (5000, inf)),
        (RATE, (0, 5), (5, inf)),
    ],
)
def test_a_bound_of_whole_things_is_one_of_what_the_header_says(given, below, above):
    """What is "<5" are 4 things at most, but anything under 5 percent, and ">5" are 6 things at least."""
    less = in_unit(Quantity(0, 2, 0, 2, nan, 0, 4, "less_than", in_things=True), given)
    more = in_unit(Quantity(0, 2, 0, 2, nan, 6, inf, "more_than", in_things=True), given)
    assert ((less.lower, less.upper), (more.lower, more.upper)) == (below, above)


@pytest.mark.parametrize(("letters", "unit"), [(80, THOUSANDS), (81, NONE)])
def test_a_note_has_eighty_letters_at_most(letters, unit):
    """What is longer is a text of its own."""
    assert read_note_unit("Belopp i tkr".ljust(letters, "."), "SE") == unit


def beside(words: str, block: int) -> list[str]:
    """Return the texts beside a table of a document, each letter a paragraph and each "-" a table."""
    made = table(["Ånge", 1], header=("Kommun", "Utfall"))
    content = tuple(made if word == "-" else Segment(word, "paragraph", "", 0) for word in words)
    units = units_of_table(Document(Path("plan.txt"), content), block, "SE")
    assert units is not None
    return list(units.beside)


@pytest.mark.parametrize(
    ("words", "block", "texts"),
    [
        ("ab-", 2, ["a"]),  # all that stands before it, but for its title
        ("abcd-", 4, ["c"]),  # no other table is near
        ("-abc-", 4, ["b"]),
        ("-ab-", 3, []),  # "a" may be a note of the table before it
        ("-abcde", 0, ["a", "b", "c", "d"]),
        ("-abcd-", 0, ["a", "b", "c", "d"]),
        ("-abc-", 0, ["a"]),  # the others may be the title of the table behind them
        ("-", 0, []),
    ],
)
def test_the_texts_beside_a_table_are_its_own(words, block, texts):
    """Those before and behind it that can be the title or note of no other one."""
    assert beside(words, block) == texts


@pytest.mark.parametrize(("notes", "unit"), [(3, THOUSANDS), (4, NONE)])
def test_the_last_four_rows_of_a_table_may_be_notes(notes, unit):
    """What stands alone in the last rows is one; further up it is a row."""
    rows = [["Ånge", 1], ["Belopp i tkr", ""], *([[f"Not {at}", ""] for at in range(notes)])]
    assert TableUnits(table(*rows, header=("Kommun", "Utfall")), "", "SE").title() == unit


def test_a_row_with_a_figure_is_no_note():
    """Its label is of its own figure alone."""
    rows = [["Ånge", 1], ["Bidrag i tkr", 2]]
    assert TableUnits(table(*rows, header=("Kommun", "Utfall")), "", "SE").title() == NONE
