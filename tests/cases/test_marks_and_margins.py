"""What stands beside a figure in its cell and is none, or may be: marks in brackets, powers, margins, zeros."""

from math import isnan

import pytest
from carriers import CARRIERS, carried
from made import extracted, file, ingested, rows

from ehealth_stats.ingestion import read_document, read_figures

COLUMN = 'columns = { "Antal larm" = "_T" }'
NAMES = ["Ånge", "Timrå", "Sundsvall", "Kramfors"]


def table(*cells: str, header: str = "Antal larm") -> list[list[str]]:
    """Four municipalities and what stands beside each."""
    return [["Kommun", header], *([name, cell] for name, cell in zip(NAMES, cells, strict=True))]


def left_out(path) -> dict[str, str]:
    """What is told to be no figure, with the reason."""
    figures = read_figures(read_document(path))
    return {figures.document.text[item.start : item.end]: item.reason for item in figures.exclusions}


NOTE_ROWS = [["1) Ny kommun sedan i fjol", ""], ["(2) Inklusive korttid", ""]]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_number_in_brackets_is_a_mark_where_a_list_of_notes_has_it(tmp_path, carrier):
    """As rows below the figures, in every format; the names of the rows have marks too."""
    cells = table("450 (1)", "300 (1, 2)", "1 120 (2)", "0")
    cells[4][0] = "Kramfors (1)"
    path = carried(tmp_path, carrier, [], [*cells, *NOTE_ROWS])
    assert [row for row in extracted(path, country="SE") if row[0]] == [
        ["SE-2260", 450.0], ["SE-2262", 300.0], ["SE-2281", 1120.0], ["SE-2282", 0.0],
    ]  # fmt: skip
    assert "unclaimed" not in left_out(path).values()


@pytest.mark.parametrize(
    "below", ["(1) Ny kommun\n(2) Inkl. korttid", "1) Ny kommun\n2) Inkl. korttid", "Not:\n[1] Ny\n[2] Inkl. korttid"]
)
def test_a_list_of_notes_in_lines_below(tmp_path, below):
    """However its numbers are printed."""
    lines = "\n".join("\t".join(row) for row in table("450 (1)", "300", "1 120 (2)", "0"))
    path = file(tmp_path, f"{lines}\n\n{below}\n", "larm.txt")
    assert [row[1] for row in extracted(path, country="SE")] == [450.0, 300.0, 1120.0, 0.0]
    assert left_out(path)["1"] == "footnote mark"


@pytest.mark.parametrize("carrier", ["csv", "docx", "html", "xlsx", "ods", "pptx", "pdf"])
def test_a_lone_number_in_brackets_without_a_list_is_refused(tmp_path, carrier):
    """It may be a mark whose list is elsewhere, or a part: the figure before it stays."""
    path = carried(tmp_path, carrier, [], table("450 (1)", "300", "1120", "12"))
    assert [row[1] for row in extracted(path, country="SE")] == [450.0, 300.0, 1120.0, 12.0]
    assert left_out(path) == {"1": "digits that can be read two ways"}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Antal larm", ("450 (1)", "300 (5)", "1120 (9)", "12 (0)")),
        ("Antal larm (varav digitala)", ("450 (1)", "300", "1120", "12")),
        ("Antal larm", ("450 (45)", "300", "1120", "12")),
    ],
)
def test_what_most_cells_say_in_brackets_is_a_figure(tmp_path, header, cells):
    """Also where the header says what stands there, and where no list of notes is that long."""
    path = carried(tmp_path, "csv", [], table(*cells, header=header))
    found = [row[1] for row in extracted(path, country="SE")]
    assert found[:2] == [450.0, float(cells[0].split("(")[1].strip(")"))]
    assert not left_out(path)


def test_a_recipe_reads_the_figure_before_a_mark(tmp_path):
    """A mark is no figure; what may be one stands in the audit as refused."""
    lines = [";".join(row) for row in table("450 (1)", "300", "1 120", "0")]
    dataset = ingested(tmp_path, "\n".join([*lines, "1) Ny kommun;"]), COLUMN)
    assert [value for _, value in rows(dataset)] == [450.0, 300.0, 1120.0, 0.0]
    assert "unclaimed" not in set(dataset.audit["kind"])


RAISED = {
    "html": "<table><tr><td>Kommun<td>Antal larm<tr><td>Ånge<td>{}<tr><td>Timrå<td>450</table>",
    "md": "| Kommun | Antal larm |\n|---|---|\n| Ånge | {} |\n| Timrå | 450 |\n",
    "csv": "Kommun,Antal larm\nÅnge,{}\nTimrå,450\n",
    "txt": "Kommun\tAntal larm\nÅnge\t{}\nTimrå\t450\n",
}


@pytest.mark.parametrize("suffix", RAISED)
@pytest.mark.parametrize(
    ("cell", "value", "bounds"),
    [
        ("4,5 × 10<sup>3</sup>", 4500.0, (4450.0, 4550.0)),
        ("4 · 10<sup>6</sup>", 4_000_000.0, (3_500_000.0, 4_500_000.0)),
        ("12 x 10^2", 1200.0, (1150.0, 1250.0)),
        ("10^3", 1000.0, (500.0, 1500.0)),
        ("300<sup>3</sup>", 300.0, (300.0, 300.0)),
        ("110<sup>3</sup>", 110.0, (110.0, 110.0)),
    ],
)
def test_powers_of_ten(tmp_path, suffix, cell, value, bounds):
    """Behind a sign for "times" what is raised is an exponent, else it points to a note."""
    content = RAISED[suffix].format(f'"{cell}"' if suffix == "csv" else cell)
    found = extracted(file(tmp_path, content, f"larm.{suffix}"), "area", "value", "lower", "upper", country="SE")
    assert found == [["SE-2260", value, *bounds], ["SE-2262", 450.0, 450.0, 450.0]]


@pytest.mark.parametrize("suffix", RAISED)
def test_ten_with_a_raised_digit_is_refused_unless_other_marks_stand_there(tmp_path, suffix):
    """10³ alone may be a thousand; beside 450¹, or above a list of notes, it is ten."""
    alone = RAISED[suffix].format("10<sup>3</sup>")
    path = file(tmp_path, alone, f"larm.{suffix}")
    assert extracted(path, country="SE") == [["SE-2262", 450.0]]
    assert left_out(path) == {"10": "digits that can be read two ways"}
    marked = file(tmp_path, alone.replace("450", "450<sup>1</sup>"), f"larm.{suffix}")
    assert extracted(marked, country="SE") == [["SE-2260", 10.0], ["SE-2262", 450.0]]


def test_a_recipe_refuses_what_may_be_a_power(tmp_path):
    """The cell stands in the audit; the others are read."""
    dataset = ingested(tmp_path, "Kommun;Antal larm\nÅnge;10³\nTimrå;450\n", COLUMN)
    assert rows(dataset) == [["SE-2262", 450.0]]
    assert dataset.audit.loc[dataset.audit["kind"] == "unclaimed", "text"].tolist() == ["10"]


@pytest.mark.parametrize("header", ["Budget (10³ kr)", "Budget (10^3 kr)", "Budget, 10³ kr"])
def test_a_power_in_a_header_is_a_multiplier(tmp_path, header):
    """450 below it are 450 000 kr."""
    entry = f'columns = {{ "{header}" = "_T" }}'
    dataset = ingested(tmp_path, f"Kommun;{header}\nÅnge;450\n", entry, indicator="programme_budget")
    assert rows(dataset, "value", "lower", "upper") == [[450_000.0, 449_500.0, 450_500.0]]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_margin_without_its_figure_is_none(tmp_path, carrier):
    """±5 alone: about five, or five off what stands elsewhere; 60 ± 5 is one figure."""
    path = carried(tmp_path, carrier, [], table("±5", "60 ±5", "+/- 12", "450"))
    found = extracted(path, "area", "value", "lower", "upper", country="SE")
    assert found == [["SE-2262", 60.0, 55.0, 65.0], ["SE-2282", 450.0, 450.0, 450.0]]
    assert set(left_out(path).values()) == {"digits that can be read two ways"}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_counts_that_are_filled_up_with_zeros(tmp_path, carrier):
    """0450 below "Antal larm" is 450, in a sheet as well as in words."""
    path = carried(tmp_path, carrier, [], table("0450", "0300", "1120", "0000"))
    assert extracted(path, country="SE") == [
        ["SE-2260", 450.0], ["SE-2262", 300.0], ["SE-2281", 1120.0], ["SE-2282", 0.0],
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["Riktnr", "Postnr", "Kod", "Nr"])
def test_digits_with_a_zero_before_stay_codes_elsewhere(tmp_path, header):
    """Below no header that counts."""
    path = carried(tmp_path, "csv", [], table("0690", "060", "0612", "0620", header=header))
    assert not [value for _, value in extracted(path, country="SE") if not isnan(value)]
