"""What reading a workbook by a recipe does, counted: in proportion to its rows, and each column printed once."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from counted import calls

from ehealth_stats.ingestion.documents import model
from ehealth_stats.ingestion.recipes.ingest import Ingested, ingest_source

NAMES = ("Härnösand", "Kramfors", "Sollefteå", "Sundsvall", "Timrå", "Ånge", "Örnsköldsvik")
RECIPE = """
[source]
id = "{folder}"
programme = "made-up"
title = "Larm"
producer = "Made-up association"
language = "sv"
country = "SE"
scope = "SE"
published = "2023-02-01"

[[observations]]
indicator = "safety_alarms"
table = "Kommun"
read = "table"
periods = "Dag"
columns = {{ Larm = "_T", Digitala = "digital" }}
"""


def folder_of(path: Path, days: int) -> Path:
    """A folder with a workbook, each of seven municipalities once a day, and its recipe."""
    path.mkdir()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Kommun", "Dag", "Larm", "Digitala"])
    for number in range(7 * days):
        day = date(2020, 1, 1) + timedelta(number // 7)
        sheet.append([NAMES[number % 7], day.isoformat(), 1000 + number, number / 2])
    book.save(path / "larm.xlsx")
    (path / "recipe.toml").write_text(RECIPE.format(folder=path.name), "utf-8")
    return path


def test_twice_the_rows_are_twice_the_calls(tmp_path: Path) -> None:
    """What a hundred days add to a hundred is half of what two hundred add to two hundred."""
    folders = {days: folder_of(tmp_path / f"days-{days}", days) for days in (100, 200, 400)}
    ingest_source(folders[400])  # what is known once is known then
    one, two, four = (calls(lambda folder=folder: ingest_source(folder)) for folder in folders.values())
    assert four - two == pytest.approx(2 * (two - one), rel=0.1)


def test_each_column_is_printed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often an entry, the search for figures and the audit ask for the texts of a column."""
    printed: Counter[int] = Counter()
    to_texts = model.to_texts

    def count(values: Any) -> Any:
        printed[len(values)] += 1
        return to_texts(values)

    monkeypatch.setattr(model, "to_texts", count)
    read: Ingested = ingest_source(folder_of(tmp_path / "days", 10))
    assert len(read.tables["observations"]) == 140
    assert printed == {70: 4}
