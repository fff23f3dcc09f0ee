"""Room for tables: columns as wide as their longest word where they can be, smaller type, then lying paper."""

import math

from hypothesis import given
from hypothesis import strategies as st
from made_up_report import long_table, made_up_chart, made_up_report, wide_table

from ehealth_stats.reporting.formats.layout import (
    BOLD,
    HEIGHTS,
    PADDING,
    WIDTHS,
    break_words,
    fit_table,
    picture_width,
    spreads,
    text_width,
)
from ehealth_stats.reporting.model import FigureBlock, Heading, Report, TableBlock, TableColumn, TableRow, text

WORDS = st.lists(st.text("abcåäö ", max_size=40), min_size=1, max_size=9)


@given(heads=WORDS, cells=WORDS)
def test_a_table_is_never_wider_than_its_page(heads: list[str], cells: list[str]) -> None:
    """Whatever its texts are, its columns add up to the page at most."""
    columns = tuple(map(TableColumn, heads))
    row = TableRow(tuple(cells[n % len(cells)] for n in range(len(heads))))
    fit = fit_table(TableBlock("Any", columns, (row,)))
    assert math.fsum(fit.widths) <= WIDTHS[fit.lying] + 0.01
    assert len(fit.widths) == len(heads)


def test_columns_hold_their_longest_word() -> None:
    """No word of a table that fits is broken."""
    table = long_table()
    fit = fit_table(table)
    for at, width in enumerate(fit.widths):
        words = [word for row in table.rows for word in getattr(row.cells[at], "text", row.cells[at]).split()]
        assert max(text_width(word, fit.size) for word in words) <= width - 2 * PADDING
        assert BOLD * text_width(table.columns[at].label, fit.size) <= width - 2 * PADDING + 0.01


def test_ranges_of_numbers_stand_on_one_line() -> None:
    """Room is made for "70 000–140 000" as for one word: a program that does not break at its dash breaks no number."""
    cost = "70\xa0000–140\xa0000 kr"
    long = "hundra till två hundra fler medarbetare med kort för kvalitetsregistren, med en lång förklaring"
    fit = fit_table(TableBlock("T", (TableColumn("A"), TableColumn("B")), (TableRow((long, cost)),)))
    assert text_width("70\xa0000–140\xa0000", fit.size) <= fit.widths[1] - 2 * PADDING


def test_most_room_goes_where_most_text_is() -> None:
    """One long cell among short ones takes less than a column of long ones."""
    outlier = ["kort"] * 19 + ["en enda lång cell bland korta som inte ska få all plats i hela tabellen här"]
    rows = [TableRow((one, "en ganska lång mening i varje rad som tar plats", "3")) for one in outlier]
    fit = fit_table(TableBlock("T", (TableColumn("A"), TableColumn("B"), TableColumn("C")), tuple(rows)))
    assert fit.widths[1] > fit.widths[0] > fit.widths[2]


def test_wide_tables_lie_with_their_heading() -> None:
    """The heading before a wide table goes with it onto lying paper, the text before the heading does not."""
    blocks = (text("a"), Heading(2, "B", "b"), wide_table(), text("c"))
    found = [(spread.lying, len(spread.blocks)) for spread in spreads(Report("R", "", "en", (), "Contents", blocks))]
    assert found == [(False, 1), (True, 2), (False, 1)]


def test_words_too_long_for_a_column_may_break() -> None:
    """Each piece fits, and together they are the word."""
    broken = break_words("kort Förvaltningsområdesindelningen", 50, 8.5)
    first, *pieces = broken.split("\u200b")
    assert first.startswith("kort ")
    assert all(text_width(piece, 8.5) <= 50 for piece in pieces)
    assert broken.replace("\u200b", "") == "kort Förvaltningsområdesindelningen"


def test_high_pictures_are_made_as_high_as_a_page() -> None:
    """A picture is as wide as the text, or as narrow as its height needs."""
    chart = made_up_chart()
    assert picture_width(FigureBlock(chart, "a")) == WIDTHS[False]
    chart.figure.set_size_inches(8, 80)
    width = picture_width(FigureBlock(chart, "a"))
    assert width * 10 < HEIGHTS[False]


def test_every_block_is_on_a_spread() -> None:
    """None is lost or moved."""
    report = made_up_report()
    assert tuple(block for spread in spreads(report) for block in spread.blocks) == report.blocks


def test_a_no_break_space_parts_no_words() -> None:
    """A date that must stand on one line has a column as wide as all of it, however much the others hold."""
    date = "31\N{NO-BREAK SPACE}dec.\N{NO-BREAK SPACE}2013"
    long = "Planering för pilotkommun som producent klar och måldatum satt " * 4
    table = TableBlock("Mål", (TableColumn("Mål"), TableColumn("Senast")), (TableRow((long, date)),) * 9)
    fit = fit_table(table)
    assert fit.widths[1] >= text_width(date, fit.size) + 2 * PADDING
