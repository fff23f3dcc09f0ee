"""Tables by municipality: read = "table"."""

from pathlib import Path

import pytest

from ehealth_stats import ingest
from ehealth_stats.errors import RecipeError

SOURCE = """
[source]
id = "larm"
programme = "made-up"
title = "Larm"
producer = "Made-up association"
language = "sv"
country = "SE"
scope = "SE-22"
published = "2014-02-01"

[[observations]]
indicator = "safety_alarms"
table = "Kommun"
read = "table"
"""
COLUMNS = 'columns = { "Antal larm" = "_T", "varav digitala" = "digital" }\n'


def read(folder: Path, table: str, entry: str):
    """Ingest one CSV file with a recipe."""
    (folder / "larm").mkdir()
    (folder / "larm" / "larm.csv").write_text(table, "utf-8")
    (folder / "larm" / "recipe.toml").write_text(SOURCE + entry, "utf-8")
    return ingest(folder)


def test_named_columns_become_categories_and_total_rows_stated_totals(tmp_path):
    """A footnote star, words in cells, an empty cell, a county row and a sum: each as it is meant."""
    table = (
        "Kommun;Antal larm;varav digitala\nÅnge*;450;c:a 60\nSundsvall;1 800;okänt\nTimrå;2013;\n"
        "Västernorrlands län;4 263;\nSumma;4263;60\n"
    )
    dataset = read(tmp_path, table, COLUMNS)
    rows = dataset.observations
    assert rows[["area", "breakdown", "qualifier", "role"]].values.tolist() == [
        ["SE-2260", "_T", "exact", "reported"],
        ["SE-2260", "digital", "approximate", "reported"],
        ["SE-2281", "_T", "exact", "reported"],
        ["SE-2281", "digital", "unknown", "reported"],
        ["SE-2262", "_T", "exact", "reported"],
        ["SE-22", "_T", "exact", "stated_total"],
        ["SE-22", "_T", "exact", "stated_total"],
        ["SE-22", "digital", "exact", "stated_total"],
    ]
    # 450 + 1 800 + 2 013 = 4 263: a count that looks like a year is a count.
    assert rows["value"].dropna().tolist() == [450, 60, 1800, 2013, 4263, 4263, 60]
    assert "unclaimed" not in set(dataset.audit["kind"])


def test_years_in_the_header_are_the_periods(tmp_path):
    """Without named columns each year column is read for its year."""
    rows = read(tmp_path, "Kommun;2012;2013\nÅnge;440;450\nTimrå;290;300\n", "").observations
    assert rows[["area", "period", "value"]].values.tolist() == [
        ["SE-2260", "2012", 440],
        ["SE-2260", "2013", 450],
        ["SE-2262", "2012", 290],
        ["SE-2262", "2013", 300],
    ]


def test_a_column_of_periods_dates_each_row(tmp_path):
    """A long table has a row a municipality and year."""
    entry = 'periods = "År"\ncolumns = { Antal = "_T" }\n'
    rows = read(tmp_path, "Kommun;År;Antal\nÅnge;2012;440\nÅnge;2013;450\n", entry).observations
    assert rows[["period", "value"]].values.tolist() == [["2012", 440], ["2013", 450]]


def test_rows_that_name_no_municipality_are_all_listed(tmp_path):
    """Two misspelt names: one error with both, their cells and the nearest names."""
    table = "Kommun;Antal larm;varav digitala\nÅnge;450;45\nSunsvall;1800;\nTimrå;300;5\nKrafors;560;0\n"
    with pytest.raises(RecipeError) as caught:
        read(tmp_path, table, COLUMNS)
    assert "Sundsvall" in str(caught.value)
    assert "Kramfors" in str(caught.value)


def test_a_missing_column_is_named_with_those_there_are(tmp_path):
    """The error lists the headers and the nearest one."""
    with pytest.raises(RecipeError, match="did you mean 'Antal larm'"):
        read(tmp_path, "Kommun;Antal larm\nÅnge;450\n", 'columns = { "Antal larmen" = "_T" }\n')
