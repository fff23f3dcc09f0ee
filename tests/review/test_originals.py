"""The five originals from a draft to fully claimed, by the clicks and keys of a person: how many, and the rows.

The rows of all tables are those of the committed recipe, word for word: what each figure counts, of which area and
period, its bounds, its place; targets, dates, participants, statements. Labels in own words are not compared.
What is clicked stands in clicks/.
"""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from hand import Hand
from pandas.testing import assert_frame_equal

from ehealth_stats.ingestion.recipes.ingest import RECIPE, ingest_source

RAW = Path(__file__).parents[2] / "data" / "raw"
CLICKS = Path(__file__).with_name("clicks")
# What is in a person's own words, or counts the entries in their order.
OWN = ("observation_id", "target_id", "label", "label_message", "name_message", "note")
TABLES = ("observations", "targets", "timeline", "participants", "statements")
# the original -> how many clicks and keys it takes
ORIGINALS = {
    "vasternorrland-2013": (51, 291),
    "elin-k-2007": (55, 77),
    "meldingsloftet": (29, 73),
    "norrbotten-2010": (54, 197),
    "seminar-tour-2007": (30, 128),
}


@pytest.fixture(scope="module", params=ORIGINALS)
def reviewed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Hand:
    """An original that was reviewed from its draft to the last figure, and saved."""
    name: str = request.param
    folder = tmp_path_factory.mktemp("raw") / name
    hand = Hand(shutil.copytree(RAW / name, folder, ignore=shutil.ignore_patterns(RECIPE)))
    hand.follow((CLICKS / f"{name}.txt").read_text("utf-8"))
    hand.save()
    return hand


def rows(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of a table, in an order of their own, without what is in a person's words."""
    own = [*OWN, "name"] if name == "timeline" else OWN
    kept = table[[column for column in table if column not in own]].assign(
        **({"adds_to": table["adds_to"] != ""} if name == "targets" else {})
    )
    return kept.sort_values(list(kept), key=lambda column: column.astype(str), ignore_index=True)


def test_an_original_by_clicks(reviewed: Hand) -> None:
    """Every figure is accounted for by clicks and keys alone, at most 60 of them clicks."""
    progress = reviewed.session.progress
    assert (progress.unclaimed, progress.guesses) == (0, 0)
    assert (reviewed.clicks, reviewed.keys) == ORIGINALS[reviewed.session.path.parent.name]
    assert reviewed.clicks <= 60


@pytest.mark.parametrize("table", TABLES)
def test_the_rows_are_those_of_the_committed_recipe(reviewed: Hand, table: str) -> None:
    """All of them and no others: figures, targets with and without a number, dates, participants, statements."""
    folder = reviewed.session.path.parent
    made, committed = (rows(ingest_source(each).tables[table], table) for each in (folder, RAW / folder.name))
    assert_frame_equal(made, committed)
