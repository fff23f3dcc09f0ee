"""The five originals from a draft to fully claimed, by the clicks and keys of a person: how many, and the rows.

The rows are those of the committed recipe, word for word: what each figure counts, of which area and period, its
bounds, its place. Names and labels in a person's own words are not compared. What is clicked stands in clicks/.
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
KEY = ["indicator", "area", "breakdown", "period", "role", "locator", "text"]
SAME = [*KEY, "value", "lower", "upper", "unit", "qualifier", "status"]
AIMED = ["indicator", "kind", "target_value", "target_lower", "target_upper", "due", "unit", "area", "breakdown"]
# the original -> how many clicks and keys it takes
ORIGINALS = {
    "vasternorrland-2013": (48, 80),
    "elin-k-2007": (19, 61),
    "meldingsloftet": (12, 22),
    "norrbotten-2010": (27, 68),
    "seminar-tour-2007": (21, 55),
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


def rows(table: pd.DataFrame, columns: list[str], key: list[str]) -> pd.DataFrame:
    """The rows of a table in an order of their own."""
    return table[columns].sort_values(key, ignore_index=True)


def test_an_original_by_clicks(reviewed: Hand) -> None:
    """Every figure is accounted for by clicks and keys alone; the observations are those of the committed recipe."""
    folder = reviewed.session.path.parent
    progress = reviewed.session.progress
    assert (progress.unclaimed, progress.guesses) == (0, 0)
    assert (reviewed.clicks, reviewed.keys) == ORIGINALS[folder.name]
    made, committed = ingest_source(folder).tables, ingest_source(RAW / folder.name).tables
    assert_frame_equal(rows(made["observations"], SAME, KEY), rows(committed["observations"], SAME, KEY))


def test_targets_with_a_figure_are_those_of_the_committed_recipe(reviewed: Hand) -> None:
    """3-4 meetings in 2013, 100-200 more card holders, and 100-200 more on top of these: Västernorrland's plan."""
    name = reviewed.session.path.parent.name
    made, committed = reviewed.session.reading.ingested.tables["targets"], ingest_source(RAW / name).tables["targets"]
    numbered = committed[committed["target_lower"].notna() & committed["kind"].isin(["range", "increase_by"])]
    assert_frame_equal(rows(made, AIMED, AIMED), rows(numbered, AIMED, AIMED))
    assert (made["adds_to"] != "").sum() == (numbered["adds_to"] != "").sum()


@pytest.mark.parametrize(("name", "effort"), [("norrbotten-2010", (8, 4)), ("vasternorrland-2013", (47, 116))])
def test_targets_without_a_figure_by_words_that_are_drawn_over(
    name: str, effort: tuple[int, int], tmp_path: Path
) -> None:
    """Undefined, in all municipalities, of one of them, a step: all targets are those of the committed recipe then."""
    hand = Hand(shutil.copytree(RAW / name, tmp_path / name, ignore=shutil.ignore_patterns(RECIPE)))
    hand.follow((CLICKS / f"{name}.txt").read_text("utf-8"))
    before = (hand.clicks, hand.keys)
    hand.follow((CLICKS / f"{name}-targets.txt").read_text("utf-8"))
    assert (hand.clicks - before[0], hand.keys - before[1]) == effort
    made, committed = hand.session.reading.ingested.tables["targets"], ingest_source(RAW / name).tables["targets"]
    assert_frame_equal(rows(made, AIMED, AIMED), rows(committed, AIMED, AIMED))
