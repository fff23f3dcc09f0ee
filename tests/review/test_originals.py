"""The five originals from a draft to fully claimed, by the clicks and keys of a person: how many, and the rows.

The rows are those of the committed recipe, word for word: what each figure counts, of which area and period, its bounds,
its place. Names and labels in a person's own words are not compared.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hand import Hand
from pandas.testing import assert_frame_equal

from ehealth_stats.ingestion.recipes.ingest import RECIPE, ingest_source

RAW = Path(__file__).parents[2] / "data" / "raw"
KEY = ["indicator", "area", "breakdown", "period", "role", "locator", "text"]
SAME = [*KEY, "value", "lower", "upper", "unit", "qualifier", "status"]
AIMED = ["indicator", "kind", "target_value", "target_lower", "target_upper", "due", "unit", "area", "breakdown"]
TOUR = "2007-08/2007-11"


def at(hand: Hand, printed: str) -> None:
    """The words that are selected begin so."""
    assert hand.words().startswith(printed), f"{hand.words()!r} is selected, not {printed!r}"


def about(hand: Hand, **values: str) -> None:
    """Say what the document is: the list of entries is opened, its first line clicked."""
    hand.clicks += 2
    hand.send("jump", position=hand.session.reading.text.position("source", 0))
    for key, typed in values.items():
        hand.type(key, typed)
    hand.enter()


def rest(hand: Hand) -> None:
    """Keep every guess that is left, one by one."""
    while hand.session.proposal and hand.session.progress.guesses:
        hand.enter()


def vasternorrland(hand: Hand) -> None:
    at(hand, "2")
    hand.enter()
    at(hand, "1")
    hand.enter()
    at(hand, "2")
    hand.enter()
    hand.figure("2", "haft möten ")  # "2 ggr per år 2011 och 2012": the other year
    hand.way("single")
    hand.choose("period", "2012")
    hand.enter()
    at(hand, "3")
    hand.choose("role", "planned")
    hand.enter()
    hand.figure("1-3")
    hand.choose("indicator", "working_group_members")
    hand.enter()
    at(hand, "en")
    hand.choose("period", "2013")
    hand.enter()
    at(hand, "tre")
    hand.enter()
    at(hand, "3-4")
    hand.choose("indicator", "working_group_meetings")
    hand.enter()
    for _ in range(2):
        at(hand, "tbc")
        hand.aside("another thing than the programme")
    for service in ("används Pascal", "Vårdhandboken används"):
        hand.figure("samtliga", service)
        hand.enter()
    hand.figure("Kramfors", "invånare planeras i")
    hand.choose("role", "planned")
    hand.enter()
    hand.figure("Flera", "Kramfors kommun")
    hand.choose("role", "planned")
    hand.enter()
    hand.figure("Härnösands", "Sundsvalls kommun.")
    hand.enter()
    hand.figure("samtliga", "Prator (v")
    hand.enter()
    hand.figure("Sollefteå", "En kommun")
    hand.enter()
    hand.figure("51")
    hand.enter()
    at(hand, "700")
    hand.enter()
    hand.figure("Ånge", "=700")
    hand.enter()
    at(hand, "100-200")
    hand.enter()
    at(hand, "100-200")
    hand.choose("additional", "true")
    hand.enter()
    hand.figure("Några")
    hand.enter()
    at(hand, "450")
    hand.enter()
    at(hand, "50")
    hand.choose("indicator", "npo_users")
    hand.enter()
    hand.figure("Örnsköldsviks", "50 medarbetare")
    hand.enter()
    hand.figure("25", "användare är")
    hand.choose("role", "planned")
    hand.choose("period", "2013")
    hand.enter()
    at(hand, "91760")
    hand.choose("breakdown", "in_kind")
    hand.choose("period", "2013")
    hand.enter()
    hand.figure("Inga", "Producent")
    hand.enter()
    money = {"5 000": ("role", "stated_total"), "742 593": (), "1 738 591": (), "2 481 183": ("role", "stated_total")}
    for printed, more in {**money, "2 519": ("breakdown", "co_funding")}.items():
        at(hand, printed)
        if more:
            hand.choose(*more)
        hand.choose("period", "2013")
        hand.enter()
    at(hand, "2013-04-02")
    hand.enter()
    rest(hand)


def elin_k(hand: Hand) -> None:
    about(hand, published="2007")
    hand.figure("20", "Inkludering av")
    hand.choose("role", "stated_total")
    hand.enter()
    at(hand, "3")
    hand.enter()
    while hand.words() != "20":
        hand.enter()
    hand.choose("indicator", "participating_municipalities")
    hand.choose("role", "stated_total")
    hand.enter()
    at(hand, "2")
    hand.choose("role", "planned")
    hand.type("period", "2007-11-01/2008-04-30")
    hand.enter()
    at(hand, "20")
    hand.choose("indicator", "participating_municipalities")
    hand.choose("role", "stated_total")
    hand.enter()
    hand.figure("Bærum")
    hand.way("members")
    hand.choose("indicator", "participating_municipalities")
    hand.enter()
    hand.figure("Arendal")
    hand.way("members")
    hand.choose("role", "pilot_municipality")
    hand.choose("indicator", "pilot_municipalities")
    hand.enter()
    rest(hand)


def meldingsloftet(hand: Hand) -> None:
    about(hand, published="[2008..2013]")
    hand.figure("12")
    hand.enter()
    hand.figure("80")
    hand.choose("indicator", "electronic_messaging")
    hand.choose("breakdown", "ready")
    hand.choose("status", "D")
    hand.enter()
    hand.figure("To")
    hand.aside("another thing than the programme")
    rest(hand)


def norrbotten(hand: Hand) -> None:
    about(hand, published="2010", scope="SE-25")
    hand.figure("14")
    hand.choose("indicator", "fibre_network")
    hand.enter()
    hand.figure("14")
    hand.way("single")
    hand.choose("indicator", "fibre_network")
    hand.choose("role", "stated_total")
    hand.enter()
    hand.figure("fyra")
    hand.choose("breakdown", "county_council")
    hand.enter()
    hand.figure("fyra", "specialiteter")
    hand.choose("breakdown", "municipal")
    hand.enter()
    at(hand, "fyra")
    hand.enter()
    hand.figure("fem")
    hand.choose("indicator", "working_group_members")
    hand.choose("breakdown", "municipal")
    hand.enter()
    hand.figure("fem")
    hand.way("single")
    hand.choose("indicator", "working_group_members")
    hand.choose("breakdown", "county_council")
    hand.enter()
    hand.figure("ett par")
    hand.enter()
    rest(hand)


def seminar_tour(hand: Hand) -> None:
    about(hand, published="2007")
    hand.figure("10")
    hand.choose("indicator", "seminar_places")
    hand.type("period", TOUR)
    hand.enter()
    at(hand, "134")
    hand.choose("indicator", "seminar_municipalities")
    hand.choose("period", TOUR)
    hand.enter()
    while hand.words() != "fire":
        hand.enter()
    for printed in ("fire", "10"):
        at(hand, printed)
        hand.choose("period", TOUR)
        hand.enter()
    for _ in range(2):
        at(hand, "to")
        hand.aside("another thing than the programme")
    for printed, key, code in [
        ("138", "indicator", "seminar_municipalities"),
        ("357", "breakdown", "municipal"),
        ("62", "indicator", "seminar_participants"),
        ("577", "role", "stated_total"),
    ]:
        at(hand, printed)
        hand.choose(key, code)
        hand.choose("period", TOUR)
        hand.enter()
    at(hand, "en")
    hand.aside("another thing than the programme")
    rest(hand)


# the original -> its clicks, and how many of them and of keys there are
ORIGINALS: dict[str, tuple[Callable[[Hand], None], int, int]] = {
    "vasternorrland-2013": (vasternorrland, 39, 44),
    "elin-k-2007": (elin_k, 19, 60),
    "meldingsloftet": (meldingsloftet, 11, 22),
    "norrbotten-2010": (norrbotten, 22, 43),
    "seminar-tour-2007": (seminar_tour, 21, 55),
}


@pytest.fixture(scope="module", params=ORIGINALS)
def reviewed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Hand:
    """An original that was reviewed from its draft to the last figure, and saved."""
    name: str = request.param
    folder = tmp_path_factory.mktemp("raw") / name
    hand = Hand(shutil.copytree(RAW / name, folder, ignore=shutil.ignore_patterns(RECIPE)))
    ORIGINALS[name][0](hand)
    hand.save()
    return hand


def rows(table: pd.DataFrame, columns: list[str], key: list[str]) -> pd.DataFrame:
    """The rows of a table in an order of their own."""
    return table[columns].sort_values(key, ignore_index=True)


def test_an_original_by_clicks(reviewed: Hand) -> None:
    """Every figure is accounted for by clicks and keys alone, and the observations are those of the committed recipe."""
    folder = reviewed.session.path.parent
    progress = reviewed.session.progress
    assert (progress.unclaimed, progress.guesses) == (0, 0)
    assert (reviewed.clicks, reviewed.keys) == ORIGINALS[folder.name][1:]
    made, committed = ingest_source(folder).tables, ingest_source(RAW / folder.name).tables
    assert_frame_equal(rows(made["observations"], SAME, KEY), rows(committed["observations"], SAME, KEY))


def test_targets_with_a_figure_are_those_of_the_committed_recipe(reviewed: Hand) -> None:
    """3-4 meetings in 2013, 100-200 more card holders, and 100-200 more on top of these: Västernorrland's plan."""
    name = reviewed.session.path.parent.name
    made, committed = reviewed.session.reading.ingested.tables["targets"], ingest_source(RAW / name).tables["targets"]
    numbered = committed[committed["target_lower"].notna() & committed["kind"].isin(["range", "increase_by"])]
    assert_frame_equal(rows(made, AIMED, AIMED), rows(numbered, AIMED, AIMED))
    assert (made["adds_to"] != "").sum() == (numbered["adds_to"] != "").sum()
