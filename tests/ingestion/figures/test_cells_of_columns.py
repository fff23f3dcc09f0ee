"""A cell by what its column holds: figures with their marks, codes, names of areas, headers."""

from datetime import date
from math import inf

import pytest

from ehealth_stats.ingestion.figures.of_document.cells import CellReader, read_figure, read_status
from ehealth_stats.ingestion.figures.of_document.row_areas import AreaReader
from ehealth_stats.ingestion.figures.of_document.signs import read_legend
from ehealth_stats.ingestion.figures.of_document.style import Style

SWEDISH = CellReader(AreaReader("SE", date(2014, 1, 1)), "sv", "half_unit", {})
NORSK = "Kommunen fikk ikke 450 000 kroner til opplæring av ansatte i fjor."
NORWEGIAN = CellReader(AreaReader("NO", date(2013, 1, 1)), "nb", "half_unit", {})


@pytest.mark.parametrize(
    ("text", "points", "found"),
    [
        ("450", "", (0, 3, 450, 450, 450, "exact", "")),
        ("1\xa0800", "", (0, 5, 1800, 1800, 1800, "exact", "")),
        ("1 800", "", (0, 5, 1800, 1800, 1800, "exact", "")),
        ("1 800 p", "", (0, 5, 1800, 1800, 1800, "exact", "P")),
        ("(1 800)", "", (0, 7, -1800, -1800, -1800, "exact", "")),
        ("(12 345 678)", "", (0, 12, -12_345_678, -12_345_678, -12_345_678, "exact", "")),
        ("- 1 800", "", (0, 7, -1800, -1800, -1800, "exact", "")),
        ("1 800-", "", (0, 6, -1800, -1800, -1800, "exact", "")),
        ("-1 800*", "", (0, 6, -1800, -1800, -1800, "exact", "")),
        ("(1 800) [p]", "", (0, 7, -1800, -1800, -1800, "exact", "P")),
        ("(1 800,5)", "", (0, 9, -1800.5, -1800.55, -1800.45, "rounded", "")),
        ("(45)*", "", (0, 4, -45, -45, -45, "exact", "")),
        ("(45) 1)", "", (0, 4, -45, -45, -45, "exact", "")),
        ("45-†", "", (0, 3, -45, -45, -45, "exact", "")),
        ("450*", "", (0, 3, 450, 450, 450, "exact", "")),
        ("450 1)", "", (0, 3, 450, 450, 450, "exact", "")),
        ("450 [p]", "", (0, 3, 450, 450, 450, "exact", "P")),
        ("(45)", "", (0, 4, -45, -45, -45, "exact", "")),
        ("45-", "", (0, 3, -45, -45, -45, "exact", "")),
        ("- 45", "", (0, 4, -45, -45, -45, "exact", "")),
        ("-3,5", "", (0, 4, -3.5, -3.55, -3.45, "rounded", "")),
        ("1,5", "", (0, 3, 1.5, 1.45, 1.55, "rounded", "")),
        ("1.234", ",", (0, 5, 1234, 1234, 1234, "exact", "")),
        ("1.234", ".", (0, 5, 1.234, 1.2335, 1.2345, "rounded", "")),
    ],
)
def test_a_figure_and_nothing_else(text, points, found):
    """Where it stands, its bounds by the decimals that are printed, its status; the whole cell is its text."""
    quantity = read_figure(text, "sv", points, {})
    got = (quantity.start, quantity.end, quantity.value, quantity.lower, quantity.upper)
    assert (*got, quantity.qualifier, quantity.status) == found
    assert (quantity.first, quantity.last) == (0, len(text))


@pytest.mark.parametrize(
    "text", ["(45", "45)", "0114", "20130402", "12 345 678", "450 larm", "450 st", "c:a 60", "1.234", "Ånge"]
)
def test_a_cell_that_says_more_or_leaves_it_open(text):
    """Half a bracket, a code, a day, what may be a number to call, a unit, a qualifier, a point that may be either."""
    assert read_figure(text, "sv", "either" if "." in text else "", {}) is None


def test_a_sign_of_the_legend_stands_for_its_figure():
    """From the first to the last letter of its cell."""
    legend = read_legend(["x = sekretess, färre än 5"], "SE", "sv")
    quantity = read_figure("x", "sv", "", legend)
    assert (quantity.start, quantity.end, quantity.first, quantity.last) == (0, 1, 0, 1)
    assert (quantity.lower, quantity.upper, quantity.qualifier) == (0, 4, "suppressed")


@pytest.mark.parametrize(
    ("marks", "status"),
    [("[p]", "P"), ("[p] [b]", "B"), ("[b] [p]", "B"), ("[p] st", ""), ("st [p]", ""), ("", "")],
)
def test_the_gravest_status_of_marks(marks, status):
    """None where one of the marks is no status."""
    assert read_status(marks) == status


def test_marks_behind_more_than_a_figure_are_the_status_of_the_first():
    """A range, and a count with what it counts."""
    (ranged,) = SWEDISH.read("45-50 [p]", Style.FIGURES).quantities
    assert (ranged.lower, ranged.upper, ranged.status) == (45, 50, "P")
    first, second = SWEDISH.read("45 larm och 12 kameror [p]", Style.FIGURES).quantities
    assert (first.status, second.status) == ("P", "")
    assert not SWEDISH.read("inga uppgifter [p]", Style.FIGURES).quantities[1:]
    (plain,) = SWEDISH.read("45-50", Style.FIGURES).quantities
    assert plain.status == ""


def told(found) -> list[tuple[int, int, str]]:
    """Return what is told to be no figure."""
    return [(item.start, item.end, item.reason) for item in found.exclusions]


def areas(found) -> list[tuple[int, int, str]]:
    """Return the areas that are named."""
    return [(item.start, item.end, item.code) for item in found.mentions]


def test_a_column_of_codes():
    """A code with or without its zero; a name among them is a name. Where no country is known, one has the code."""
    found = SWEDISH.read("114", Style.CODES)
    assert (told(found), areas(found), found.quantities) == ([(0, 3, "area code")], [(0, 3, "SE-0114")], ())
    assert areas(SWEDISH.read("Sundsvall", Style.CODES)) == [(0, 9, "SE-2281")]
    anywhere = CellReader(AreaReader("", None), "sv", "half_unit", {})
    assert areas(anywhere.read("2281", Style.CODES)) == [(0, 4, "SE-2281")]


@pytest.mark.parametrize(
    ("text", "style", "exclusions", "mentions"),
    [
        ("2281 Sundsvall", Style.NAMES, [(0, 4, "area code")], [(0, 14, "SE-2281")]),
        ("Sundsvall (2281)", Style.NAMES, [(11, 15, "area code")], [(0, 16, "SE-2281")]),
        ("Ånge 2013", Style.NAMES, [(5, 9, "date or period")], [(0, 4, "SE-2260")]),
        (
            "Ånge 2012, 2013",
            Style.NAMES,
            [(5, 9, "date or period"), (11, 15, "date or period")],
            [(0, 4, "SE-2260")],
        ),
        ("2260 Ånge 2013", Style.NAMES, [(0, 4, "area code"), (10, 14, "date or period")], [(0, 9, "SE-2260")]),
        ("Landet 2013", Style.NAMES, [(7, 11, "date or period")], [(0, 11, "SE")]),
        ("Örebro", Style.NAMES, [], [(0, 6, "SE-1880")]),
        ("Örebro", Style.COUNTIES, [], [(0, 6, "SE-18")]),
        ("Landstinget Västernorrland", Style.BODIES, [], [(12, 26, "SE-22")]),
        ("Landstinget Västernorrland", Style.NAMES, [], []),
        ("Summa 2013", Style.NAMES, [(6, 10, "date or period")], []),
    ],
)
def test_a_column_of_names(text, style, exclusions, mentions):
    """The area of the whole cell; its code is no figure and no year a code, and a body is no area among areas."""
    found = SWEDISH.read(text, style)
    assert (told(found), areas(found), found.quantities) == (exclusions, mentions, ())


def test_a_code_before_the_name_of_another_area():
    """0516 is not the code of a Nes, 0236 is; what says more than a name keeps its figures and areas."""
    assert areas(NORWEGIAN.read("0516 Nes", Style.NAMES)) == []
    assert [code for *_, code in areas(NORWEGIAN.read("0236 Nes", Style.NAMES))] == ["NO-0236"]
    both = SWEDISH.read("Sundsvall och Timrå", Style.NAMES)
    assert [code for *_, code in areas(both)] == ["SE-2281", "SE-2262"]
    said = SWEDISH.read("Sundsvall och Timrå har 450 larm", Style.NAMES)
    assert [code for *_, code in areas(said)] == ["SE-2281", "SE-2262"]
    assert [quantity.value for quantity in said.quantities] == [450]


@pytest.mark.parametrize(
    ("header", "values", "reasons"),
    [
        ("Budget 1000 kr", [], ["unit of a table"]),
        ("Larm", [], []),
        ("Budget (tkr)", [], []),
        ("1 larm", [1], []),
        ("450 larm", [450], []),
        ("450 larm, 1000 kr", [450, 1000], []),
    ],
)
def test_a_header(header, values, reasons):
    """The thousand of a unit is no figure; what is counted in a header is."""
    found = SWEDISH.read(header, Style.HEADER)
    assert [quantity.value for quantity in found.quantities] == values
    assert [reason for *_, reason in told(found)] == reasons


def test_the_one_of_a_thousand_in_a_header_is_no_figure():
    """Nor are the thousand: "1 000-tal" is the unit of the table."""
    found = SWEDISH.read("Belopp i 1 000-tal kr", Style.HEADER)
    assert found.quantities == ()
    assert told(found) == [(9, 14, "unit of a table")]


def test_lines_that_are_no_cells():
    """Prose is read; a legend says what signs mean; numbers of columns and rows are none."""
    (quantity,) = SWEDISH.read("Timrå har minst 450 larm.", Style.PROSE).quantities
    assert (quantity.lower, quantity.upper) == (450, inf)
    (quoted,) = SWEDISH.read(NORSK, Style.PROSE).quantities
    assert quoted.unit == "NOK"
    (own,) = NORWEGIAN.read(NORSK, Style.PROSE).quantities
    assert own.unit == "NOK"
    legend = SWEDISH.read("* = färre än 5", Style.LEGEND)
    assert (legend.quantities, [reason for *_, reason in told(legend)]) == ((), ["what a sign stands for"])
    assert told(SWEDISH.read("(2)", Style.NUMBERING)) == [(0, 3, "column number")]
    assert told(SWEDISH.read("12", Style.ROW_NUMBERS)) == [(0, 2, "row number")]
