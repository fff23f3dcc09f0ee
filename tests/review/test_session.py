"""A review without a page: what each action makes of the recipe, what is told before it is kept, what is refused."""

from pathlib import Path

import pytest
from hand import Hand
from plans import RECIPE, plan_folder

from ehealth_stats.ingestion import read_document
from ehealth_stats.ingestion.recipes.ingest import ingest_source
from ehealth_stats.reviewing.preview import Preview
from ehealth_stats.reviewing.session import Notice, Session

SOURCE = """\
[source]
id = "plan"
programme = "plan"
title = "Plan"
producer = "Länet"
language = "sv"
country = "SE"
scope = "SE-2260|SE-2262"
published = "2014-05-20"
"""


def session_of(folder: Path, text: str, recipe: str = "", document: str = "plan.txt") -> Session:
    """A session on a text document, or one that is there, told in English."""
    path = folder / document
    if text:
        path.write_text(text, "utf-8")
    return Session(read_document(path), folder / "recipe.toml", SOURCE + recipe, language="en")


def select(session: Session, printed: str) -> None:
    """Select words by what is printed."""
    text = session.document_shown.text
    session.select(next(mark.start for mark in session.marks if text[mark.start : mark.end] == printed))


def test_keeping_a_guess_writes_the_entry_and_goes_on(tmp_path: Path) -> None:
    """The guess of the first open figure is what its words say; the next open figure is selected then."""
    session = session_of(tmp_path, "Styrgruppen har 7 medlemmar.\n\nAntal trygghetslarm 2013: 450 st\n")
    session.next_open()
    assert session.proposal is not None
    assert dict(session.proposal.values) == {"indicator": "steering_group_members", "find": "Styrgruppen har"}
    assert session.keep()
    entry = '\n[[observations]]\nindicator = "steering_group_members"\nfind = "Styrgruppen har"\n'
    assert session.text == SOURCE + entry
    assert session.proposal.values["indicator"] == "safety_alarms"
    assert session.proposal.values["period"] == "2013"


def test_a_unit_alone_is_no_guess(tmp_path: Path) -> None:
    """Of "20 kommuner" (20 municipalities) nothing is kept before a person says what is counted."""
    session = session_of(tmp_path, "Det finns 20 kommuner.\n")
    select(session, "20")
    assert session.preview() == Notice("choose_indicator", {}, is_error=True)
    assert not session.keep()
    assert session.text == SOURCE
    session.change("indicator", "npo_consumer")
    assert session.keep()


def test_another_way_to_read_a_figure_takes_the_place_of_its_guess(tmp_path: Path) -> None:
    """Of an entry that nobody has looked at; one that was kept stays beside it."""
    guess = '\n[[asides]]\nfind = "7"\nreason = "a length of time"  # check\n'
    session = session_of(tmp_path, "Styrgruppen har 7 medlemmar.\n", guess)
    select(session, "7")
    session.take("single")
    assert session.keep()
    entry = '\n[[observations]]\nindicator = "steering_group_members"\nfind = "Styrgruppen har"\n'
    assert session.text == SOURCE + entry
    select(session, "7")
    session.take("single")
    assert session.keep()
    assert session.text.count("steering_group_members") == 2


def test_an_entry_that_would_not_run_is_not_kept(tmp_path: Path) -> None:
    """The message says why, and what to do; the recipe and the selection stay."""
    session = session_of(tmp_path, "Antal trygghetslarm är 450 st.\n")
    select(session, "450")
    session.change("find", "Antal larm är")
    refused = session.preview()
    assert isinstance(refused, Notice)
    assert "'Antal larm är' is not found" in refused.text
    assert not session.keep()
    assert (session.text, session.notice) == (SOURCE, refused)
    session.change("find", "Antal trygghetslarm är")
    assert session.keep()


def test_an_entry_that_reads_another_figure_is_not_kept(tmp_path: Path) -> None:
    """It is for the words that are selected."""
    session = session_of(tmp_path, "Antal trygghetslarm är 450 st.\n\nAntal kort är 30 st.\n")
    select(session, "450")
    session.change("find", "Antal kort är")
    assert session.preview() == Notice("reads_other_words", {}, is_error=True)
    assert not session.keep()


def test_what_an_entry_makes_is_told_before_it_is_kept(tmp_path: Path) -> None:
    """Rows, totals, open figures, and a contradiction: of 450 alarms 500 can't be digital."""
    session = session_of(tmp_path, "Antal larm: Ånge: 450 varav 500 digitala, Timrå: 300 varav 5 digitala.\n")
    select(session, "450")
    found = session.preview()
    assert isinstance(found, Preview)
    assert [row.replace("Safety alarms", "") for row in found.rows] == [
        ", 20 May 2014, Ånge: 450 alarms",
        " (digital), 20 May 2014, Ånge: 500 alarms",
        ", 20 May 2014, Timrå: 300 alarms",
        " (digital), 20 May 2014, Timrå: 5 alarms",
    ]
    assert found.totals[0] == ("Safety alarms, 20 May 2014, reported", "", "750 alarms")
    assert [each.partition(": ")[2] for each in found.appearing] == ["450 alarms ≠ at least 500 alarms"]
    assert (found.leaving, found.unclaimed) == ((), (4, 0))
    assert session.keep()
    session.jump(2)
    unchanged = session.preview()
    assert isinstance(unchanged, Preview)
    assert (unchanged.totals, unchanged.appearing, unchanged.leaving) == ((), (), ())
    session.change("parts", {"digitala": "unclassified"})
    other = session.preview()
    assert isinstance(other, Preview)
    assert [name for name, _, now in other.totals if not now] == ["Safety alarms (digital), 20 May 2014, reported"]


def test_words_that_two_entries_read_are_told(tmp_path: Path) -> None:
    """The same figure for two years is right at times; a person is told that it is read twice."""
    session = session_of(tmp_path, "Styrgruppen har haft 2 möten per år 2011 och 2012.\n")
    select(session, "2")
    assert session.keep()
    select(session, "2")
    session.take("single")
    session.change("period", "2012")
    found = session.preview()
    assert isinstance(found, Preview)
    assert found.again == 1
    assert session.keep()
    periods = session.reading.ingested.tables["observations"]["period"].tolist()
    assert periods == ["2011", "2012"]


def test_undo_and_redo_go_over_all_changes_since_opening(tmp_path: Path) -> None:
    """Back to the text that was opened, letter by letter, and forth again; a new change ends what was undone."""
    session = session_of(tmp_path, "Styrgruppen har 7 medlemmar.\n\nAntal trygghetslarm är 450 st.\n")
    session.next_open()
    session.keep()
    session.keep()
    both = session.text
    session.undo()
    session.undo()
    assert session.text == SOURCE
    session.undo()
    assert session.notice == Notice("nothing_to_undo", {})
    session.redo()
    session.redo()
    assert session.text == both
    session.undo()
    session.next_open()
    session.no_quantity("page number")
    assert not session.can_redo


def test_an_entry_is_deleted_and_its_figures_are_open_again(tmp_path: Path) -> None:
    """The entry of the document itself can't be."""
    recipe = '\n[[observations]]\nindicator = "safety_alarms"\nfind = "trygghetslarm är"\n'
    session = session_of(tmp_path, "Antal trygghetslarm är 450 st.\n", recipe)
    assert session.progress.unclaimed == 0
    assert session.delete(2)
    assert (session.text.rstrip(), session.progress.unclaimed) == (SOURCE.rstrip(), 1)
    assert not session.delete(1)
    assert session.notice == Notice("needed", {})


def test_a_contact_detail_is_masked_from_then_on(tmp_path: Path) -> None:
    """Neither the recipe nor the document that is shown nor the tables hold it; undo shows it again."""
    hand = Hand(plan_folder(tmp_path, "txt"))
    hand.figure("4300")
    hand.send("contact", reason="phone number")
    assert 'until = "under kontorstid"\nreason = "phone number"\ncontact = true\n' in hand.session.text
    hand.save()
    tables = ingest_source(hand.session.path.parent).tables
    assert not any("4300" in table.to_csv() for table in tables.values())
    assert "4300" not in hand.session.text + hand.session.document_shown.text
    assert tables["sources"]["note"].tolist() == ["masked: 1 phone number"]
    hand.undo()
    assert "4300" in hand.session.document_shown.text


def test_what_is_masked_is_never_written_into_an_entry(tmp_path: Path) -> None:
    """The words that lead to a figure leave out the phone number before it."""
    session = session_of(tmp_path, "Telefon 060-12 34 56 nr 7\n")
    select(session, "7")
    assert session.no_quantity("numbering")
    assert session.text == SOURCE + '\n[[asides]]\nfind = "nr 7"\nreason = "numbering"\n'


def test_a_column_is_offered_for_a_figure_in_a_table(tmp_path: Path) -> None:
    """A header that names no indicator leaves it to the person; the others of the column come with it."""
    hand = Hand(plan_folder(tmp_path, "html"))
    hand.figure("25")
    assert hand.session.proposal is not None
    assert hand.session.proposal.way == "column"
    hand.choose("indicator", "npo_users")
    hand.enter()
    rows = hand.session.reading.ingested.tables["observations"]
    assert rows.loc[rows["indicator"] == "npo_users", "value"].tolist() == [12, 9, 25]


def test_the_category_of_one_column_is_changed(tmp_path: Path) -> None:
    """The fields of a table have one for each column."""
    hand = Hand(plan_folder(tmp_path, "html"))
    hand.figure("25")
    hand.choose("indicator", "safety_alarms")
    hand.choose("columns/Kameror", "digital")
    hand.enter()
    assert 'columns = {Kameror = "digital"}' in hand.session.text


def test_words_in_several_languages_change_in_one(tmp_path: Path) -> None:
    """Those of the other language stay."""
    recipe = '\n[[statements]]\nkind = "goal"\nlabel = { en = "More", sv = "Fler" }\nfind = "fler larm"\n'
    session = session_of(tmp_path, "Målet är fler larm.\n", recipe)
    session.jump(2)
    session.type("label", "Many more")
    session.keep()
    assert 'label = {en = "Many more", sv = "Fler"}\n' in session.text


def test_another_years_recipe_is_followed_entry_by_entry(tmp_path: Path) -> None:
    """What runs here comes as guesses, one version to undo; what does not run stays away."""
    session = session_of(tmp_path, "Antal trygghetslarm är 450 st.\n\nStyrgruppen har 7 medlemmar.\n")
    earlier = SOURCE + (
        '\n[[observations]]\nindicator = "safety_alarms"\nfind = "trygghetslarm är"\n'
        '\n[[observations]]\nindicator = "npo_users"\nfind = "Antal användare"\n'
    )
    assert session.follow(earlier) == 1
    assert session.notice == Notice("followed", {"n": 1})
    assert (
        session.text == SOURCE + '\n[[observations]]\nindicator = "safety_alarms"  # check\nfind = "trygghetslarm är"\n'
    )
    assert session.progress.guesses == 1
    session.undo()
    assert session.text == SOURCE


def test_the_next_open_figure_is_found_again_from_the_start(tmp_path: Path) -> None:
    """Open figures, then guesses, then the document itself while nobody has looked at it; then all is done."""
    hand = Hand(plan_folder(tmp_path, "txt"))
    assert hand.words() == "450"
    hand.figure("77")
    hand.next()
    assert hand.words() == "450"
    assert RECIPE.count("# check") == 1


@pytest.mark.parametrize("action", ["keep", "no_quantity", "contact"])
def test_nothing_is_done_where_nothing_is_selected(tmp_path: Path, action: str) -> None:
    """It is told."""
    session = session_of(tmp_path, "Antal trygghetslarm är 450 st.\n")
    done = session.keep() if action == "keep" else getattr(session, action)("page number")
    assert not done
    assert session.notice == Notice("nothing_selected", {})
    session.select(3)
    assert session.notice == Notice("gone", {})
