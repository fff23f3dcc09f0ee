"""A first recipe for a document that has none."""

import os
from pathlib import Path

import pytest

from ehealth_stats import ingest, read_document
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.drafts import draft_recipe
from ehealth_stats.pipeline import draft

ORIGINALS = os.environ.get("EHEALTH_ORIGINALS", "")
PLAN = """Plan för eHälsa i länet

Antalet trygghetslarm i kommunerna: Ånge: 450 varav 45 digitala Timrå: 300 varav 5 med GPS Kramfors 560

Övrigt: c:a 3 möten. Ring 070-1234567. Härnösand 2014-05-02
"""


def test_a_draft_runs_and_finds_the_list_by_municipality(tmp_path):
    """The recipe of a draft ingests its document: wholes, parts by the code list, other parts as unclassified."""
    document = tmp_path / "plan.txt"
    document.write_text(PLAN, "utf-8")
    path = draft(document, tmp_path / "raw" / "plan-2014")
    rows = ingest(tmp_path / "raw").observations
    assert rows[["indicator", "area", "breakdown", "value"]].values.tolist() == [
        ["safety_alarms", "SE-2260", "_T", 450],
        ["safety_alarms", "SE-2260", "digital", 45],
        ["safety_alarms", "SE-2262", "_T", 300],
        ["safety_alarms", "SE-2262", "unclassified", 5],
        ["safety_alarms", "SE-2282", "_T", 560],
    ]
    text = path.read_text("utf-8")
    assert 'scope = "SE-22"  # check' in text
    assert 'published = "2014-05-02"  # check' in text


def test_figures_that_no_entry_takes_are_listed_without_contact_details(tmp_path):
    """What the draft leaves stands in comments with its place; a phone number does not."""
    document = tmp_path / "plan.txt"
    document.write_text(PLAN, "utf-8")
    text = draft_recipe(read_document(document), source_id="plan")
    assert "# c:a 3 möten (paragraph 3" in text
    assert "1234567" not in text


def test_a_table_by_municipality_becomes_a_table_entry(tmp_path):
    """Headers are guessed one by one: alarms with their digital part, and NPÖ users; years are read as years."""
    document = tmp_path / "larm.csv"
    document.write_text(
        "Kommun;Antal larm;varav digitala;NPÖ-användare NPÖ\nÅnge;450;45;25\nTimrå;300;5;30\nKramfors;560;0;35\n",
        "utf-8",
    )
    draft(document, tmp_path / "raw" / "larm")
    rows = ingest(tmp_path / "raw").observations
    sums = rows.groupby(["indicator", "breakdown"])["value"].sum().to_dict()
    # 450 + 300 + 560; 45 + 5 + 0; 25 + 30 + 35
    assert sums == {
        ("safety_alarms", "_T"): 1310,
        ("safety_alarms", "digital"): 50,
        ("npo_users", "_T"): 90,
    }


def test_a_recipe_is_never_overwritten(tmp_path):
    """A folder that has a recipe keeps it."""
    document = tmp_path / "plan.txt"
    document.write_text(PLAN, "utf-8")
    path = draft(document, tmp_path / "plan-2014")
    path.write_text("mine", "utf-8")
    with pytest.raises(RecipeError, match="there is a recipe already"):
        draft(document, tmp_path / "plan-2014")
    assert path.read_text("utf-8") == "mine"


def test_a_document_without_lists_gives_a_recipe_that_only_names_its_source(tmp_path):
    """Nothing found is no error: the recipe reads, and the audit lists the figures."""
    document = tmp_path / "note.txt"
    document.write_text("Vi har 3 bilar.", "utf-8")
    draft(document, tmp_path / "raw" / "note")
    assert ingest(tmp_path / "raw").audit["text"].tolist() == ["3"]


@pytest.mark.skipif(not ORIGINALS, reason="EHEALTH_ORIGINALS names no folder with the original documents")
def test_the_draft_alone_finds_the_counts_by_municipality_of_the_original(tmp_path):
    """On the Västernorrland plan: SITHS holders 7, alarms 7 with their parts, NPÖ users 7 (two without a number)."""
    (original,) = [p for p in Path(ORIGINALS).iterdir() if "Antalet larm är" in read_document(p).text]
    draft(original, tmp_path / "plan")
    rows = ingest(tmp_path).observations.query("role == 'reported'")
    counts = rows.groupby(["indicator", "breakdown"])["value"].agg(["size", "sum"])
    assert counts.loc[("siths_holders", "_T")].tolist() == [7, 470]
    assert counts.loc[("safety_alarms", "_T")].tolist() == [7, 5564]
    assert counts.loc[("safety_alarms", "digital")].tolist() == [6, 60]
    assert counts.loc[("safety_alarms", "ip_telephony")].tolist() == [1, 100]
    assert counts.loc[("npo_users", "_T")].tolist() == [7, 222]
