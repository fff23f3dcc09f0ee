"""Last year's recipe reads this year's document; many documents are drafted at once."""

from pathlib import Path

import pytest
from document_files import written
from typer.testing import CliRunner

from ehealth_stats import ingest
from ehealth_stats.cli import app
from ehealth_stats.errors import DocumentError, RecipeError
from ehealth_stats.pipeline import draft, draft_folder

PLAN = """Plan för eHälsa 2013

Falun 2013-03-17

Antalet larm är: Mora: 450 varav 45 digitala Orsa: 300 varav 5 digitala

Mål 2014: 60 SITHS-kort. Därtill ytterligare 20 kort.

| Kommun | 2012 | 2013 |
|---|---|---|
| Mora | 12 | 30 |
| Orsa | 9 | 14 |

Möten i styrgruppen under 2012: 4 möten.
"""
RECIPE = """[source]
id = "plan-2013"
programme = "plan"
title = "Plan för eHälsa 2013"
producer = "Region Dalarna"
language = "sv"
country = "SE"
scope = "SE-20"
published = "2013-03-17"
file = "plan-2013.md"

[[observations]]
indicator = "safety_alarms"
find = "Antalet larm är"
read = "by area"

[[observations]]
indicator = "siths_holders"
table = "Kommun"
read = "table"
columns = { "2012" = "_T", "2013" = "_T" }

[[observations]]
indicator = "steering_group_meetings"
find = "Möten i styrgruppen under 2012"
period = "2012"

[[targets]]
indicator = "siths_holders"
kind = "level"
label = { sv = "60 kort", en = "60 cards" }
find = "Mål 2014"
due = "2014"

[[targets]]
indicator = "siths_holders"
kind = "increase_by"
label = "20 more"
find = ["Mål 2014", "ytterligare"]
due = "2014"
additional = true
"""
# A year later: the heading of the list is worded otherwise, the meetings are not told, and there is a new figure.
LATER = """Plan för eHälsa 2014

Falun 2014-03-20

Antal larm är: Mora: 470 varav 90 digitala Orsa: 310 varav 25 digitala

Mål 2015: 90 SITHS-kort. Därtill ytterligare 40 kort.

| Kommun | 2013 | 2014 |
|---|---|---|
| Mora | 30 | 55 |
| Orsa | 14 | 20 |

Kommunerna har 7 läkemedelsrobotar.
"""


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """The folder of last year's document, with its recipe."""
    folder = tmp_path / "raw" / "plan-2013"
    folder.mkdir(parents=True)
    written(folder / "plan-2013.md", PLAN)
    written(folder / "recipe.toml", RECIPE)
    return folder


def alike(series: Path, text: str) -> tuple[str, Path]:
    """Draft a document like that of the series; return the recipe and the folder that holds it alone."""
    raw = series.parents[1] / "new"
    path = draft(written(series.parents[1] / "plan-2014.md", text), raw / "plan-2014", like=series)
    return path.read_text("utf-8"), raw


def test_the_recipe_of_a_series_reads_the_next_document(series):
    """Places, headers, periods and due dates are a year later; figures are those of the new document."""
    _, raw = alike(series, LATER)
    dataset = ingest(raw)
    rows = dataset.observations[["indicator", "breakdown", "area", "period", "value"]].values.tolist()
    assert rows == [
        ["safety_alarms", "_T", "SE-2062", "2014-03-20", 470],
        ["safety_alarms", "digital", "SE-2062", "2014-03-20", 90],
        ["safety_alarms", "_T", "SE-2034", "2014-03-20", 310],
        ["safety_alarms", "digital", "SE-2034", "2014-03-20", 25],
        ["siths_holders", "_T", "SE-2062", "2013", 30],
        ["siths_holders", "_T", "SE-2062", "2014", 55],
        ["siths_holders", "_T", "SE-2034", "2013", 14],
        ["siths_holders", "_T", "SE-2034", "2014", 20],
    ]
    assert dataset.targets[["kind", "target_value", "adds_to"]].values.tolist() == [
        ["level", 90, ""],
        ["increase_by", 40, "plan-2014/siths_holders/SE-20/_T/2015"],
    ]
    assert set(dataset.targets["due"].astype(str)) == {"2015-12-31"}


def test_what_moved_is_told_and_what_is_missing_stands_in_comments(series):
    """A heading in other words is found; the meetings that nobody tells of any more are not; a new figure is shown."""
    text, _ = alike(series, LATER)
    assert "# Moved: 'Antalet larm är' is 'Antal larm är' here\n[[observations]]" in text
    assert "# Missing: 'Möten i styrgruppen under 2012' is not in this document\n# [[observations]]\n" in text
    assert "# No entry takes it yet: 7 (paragraph 5 chars 15-16)\n# [[observations]]\n" in text


def test_the_source_of_a_series_is_its_programme_and_the_document_s_own_day(series):
    """Producer, scope and programme stay; title, day and id are those of the new document; no file is named."""
    text, _ = alike(series, LATER)
    head = text.split("\n\n")[0]
    assert head == (
        '[source]\nid = "plan-2014"\ntitle = "Plan för eHälsa 2014"  # check\npublished = "2014-03-20"  # check\n'
        'programme = "plan"\nproducer = "Region Dalarna"\nlanguage = "sv"\ncountry = "SE"\nscope = "SE-20"'
    )


def test_an_unchanged_document_needs_no_change(series):
    """Drafted like itself, a document is read as before."""
    _, raw = alike(series, PLAN)
    columns = ["indicator", "area", "breakdown", "period", "value"]
    before = ingest(series.parent).observations[columns]
    assert ingest(raw).observations[columns].values.tolist() == before.values.tolist()


def test_a_series_without_a_recipe_is_refused(tmp_path):
    """The message names the file that is missing."""
    document = written(tmp_path / "plan.txt", PLAN)
    with pytest.raises(RecipeError, match="there is no recipe to draft like"):
        draft(document, tmp_path / "raw" / "plan", like=tmp_path)


def test_a_folder_of_documents_is_drafted_file_by_file(tmp_path):
    """Each gets a folder of its own; two of one name keep their ending; one that can't be read stops no other."""
    received = tmp_path / "received"
    received.mkdir()
    written(received / "Plan.txt", PLAN)
    written(received / "plan.md", PLAN)
    written(received / "Status.txt", LATER)
    written(received / "scan.pdf", b"no PDF")
    made = dict(draft_folder(received, tmp_path / "raw"))
    folders = {file.name: path.parent.name for file, path in made.items() if isinstance(path, Path)}
    assert folders == {"Plan.txt": "plan-txt", "plan.md": "plan-md", "Status.txt": "status"}
    assert isinstance(made[received / "scan.pdf"], DocumentError)
    assert sorted(ingest(tmp_path / "raw").sources["source_id"]) == ["plan-md", "plan-txt", "status"]


def test_the_command_says_what_became_of_each_document(tmp_path):
    """It leaves with 2 where one could not be drafted."""
    received = tmp_path / "received"
    received.mkdir()
    written(received / "plan.txt", PLAN)
    written(received / "scan.pdf", b"no PDF")
    result = CliRunner().invoke(app, ["draft", str(received), "-o", str(tmp_path / "raw")])
    assert result.exit_code == 2
    assert f"{tmp_path / 'raw' / 'plan' / 'recipe.toml'}: from plan.txt" in result.output.replace("\n", "")
    assert "scan.pdf: " in result.output
