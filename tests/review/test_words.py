"""Words that hold no figure: which of them a selection takes, and what they are guessed to be."""

from pathlib import Path

import pytest
from test_session import SOURCE, session_of

from ehealth_stats.reviewing.lines import moved, whole_words
from ehealth_stats.reviewing.session import Notice, Session

TEXT = """\
Plan

Strategin beslutades 2013-05-20 av styrelsen.

IT Norr driver nätet.

Mål 2015

Gemensamma riktlinjer tas fram.

E-tjänster: ej definierat.

Säker e-post i samtliga kommuner.

Antal trygghetslarm: 450 st.
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session on a plan with targets that have no number."""
    return session_of(tmp_path, TEXT)


def words(session: Session) -> str:
    """The words that are selected."""
    assert session.selected
    return session.document_shown.text[slice(*session.selected)]


def select(session: Session, printed: str) -> None:
    """Select words by what is printed."""
    start = session.document_shown.text.index(printed)
    session.select_words(start, start + len(printed))


@pytest.mark.parametrize(
    ("printed", "taken"),
    [
        ("amma riktlin", "Gemensamma riktlinjer"),
        (" riktlinjer ", "riktlinjer"),
        ("tas fram.", "tas fram"),
        ("fram.\nE-tj", "fram"),
        ("trygghetslarm: 4", "trygghetslarm: 450"),
    ],
)
def test_a_selection_takes_whole_words_of_one_line(session: Session, printed: str, taken: str) -> None:
    """A word that is touched is taken, the signs around it are not; a second line is left out."""
    text = session.document_shown.text
    start = text.index(printed)
    place = whole_words(session.document_shown, start, start + len(printed))
    assert place
    assert text[slice(*place)] == taken


def test_signs_alone_are_no_words(session: Session) -> None:
    """Nothing is selected then, and it is told."""
    at = session.document_shown.text.index(".")
    assert whole_words(session.document_shown, at + 1, at + 1) is None
    session.select_words(at + 1, at + 1)
    assert session.notice == Notice("gone", {})


def test_lines_and_words_by_keys(session: Session) -> None:
    """Down takes the whole line first, then the next one; an end never passes its beginning."""
    document, text = session.document_shown, session.document_shown.text
    at = text.index("riktlinjer")
    place = (at, at + len("riktlinjer"))
    steps = [("line", 1), ("line", 1), ("line", -1), ("start", 2), ("end", -1), ("end", -1), ("start", -1), ("end", 9)]
    taken = []
    for edge, by in steps:
        place = moved(document, place, edge, by)
        taken.append(text[slice(*place)])
    assert taken == [
        "Gemensamma riktlinjer tas fram", "E-tjänster: ej definierat", "Gemensamma riktlinjer tas fram", "tas fram",
        "tas", "tas", "riktlinjer tas", "riktlinjer tas fram",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "section", "values"),
    [
        ("Gemensamma riktlinjer tas fram", "targets", {"indicator": "activity_milestone", "kind": "milestone"}),
        ("E-tjänster: ej definierat", "targets", {"indicator": "e_services", "kind": "undefined", "due": "2015"}),
        ("Säker e-post i samtliga kommuner", "targets", {"indicator": "secure_email", "kind": "all_areas"}),
        ("Strategin beslutades 2013-05-20", "timeline", {"kind": "milestone", "find": "Strategin beslutades"}),
        ("IT Norr driver nätet", "statements", {"kind": "claim", "find": "IT Norr driver nätet"}),
    ],
)  # fmt: skip
def test_what_words_are_guessed_to_be(session: Session, printed: str, section: str, values: dict[str, str]) -> None:
    """Below a heading for targets a target, with a date of their own something dated, else a statement: it runs."""
    select(session, printed)
    assert session.proposal
    assert session.proposal.section == section
    assert {key: session.proposal.values[key] for key in values} == values
    assert session.proposal.values.get("label", session.proposal.values.get("name")) == printed
    assert session.keep()


def test_targets_without_a_number_are_rows(session: Session) -> None:
    """A step is one, all municipalities are those in scope (Ånge and Timrå), what is not defined has no number."""
    for printed in ("Gemensamma riktlinjer tas fram", "E-tjänster: ej definierat", "Säker e-post i samtliga kommuner"):
        select(session, printed)
        session.keep()
    targets = session.reading.ingested.tables["targets"].fillna(-1)
    assert targets[["kind", "target_value", "text"]].values.tolist() == [
        ["milestone", 1.0, "Gemensamma riktlinjer tas fram"],
        ["undefined", -1.0, "E-tjänster: ej definierat"],
        ["all_areas", 2.0, "Säker e-post i samtliga kommuner"],
    ]


@pytest.mark.parametrize(
    ("way", "key", "value", "entry"),
    [
        ("done", "status", "", '[[observations]]\nindicator = "activity_milestone"\nfind = "{0}"\nread = "done"\n'),
        ("member", "role", "vendor", '[[participants]]\nrole = "vendor"\nname = "{0}"\nfind = "{0}"\n'),
        ("words", "kind", "obstacle", '[[statements]]\nkind = "obstacle"\nlabel = "{0}"\nfind = "{0}"\n'),
    ],
)
def test_words_are_read_in_another_way(session: Session, way: str, key: str, value: str, entry: str) -> None:
    """As a step that is done, a participant, a statement of another kind."""
    select(session, "IT Norr")
    session.take(way)
    session.change(key, value)
    assert session.keep()
    assert session.text == SOURCE + "\n" + entry.format("IT Norr")


def test_words_that_were_kept_are_marked_changed_and_deleted(session: Session) -> None:
    """They are selected like a figure; selected again as words they are the same entry."""
    select(session, "IT Norr driver nätet")
    session.keep()
    mark = next(mark for mark in session.marks if mark.look == "statement")
    assert session.document_shown.text[mark.start : mark.end] == "IT Norr driver nätet"
    session.select(mark.start)
    session.change("label", "En driftpartner")
    session.keep()
    select(session, "IT Norr driver nätet")
    assert session.proposal
    assert (session.proposal.way, session.proposal.values["label"]) == ("entry", "En driftpartner")
    session.jump(session.proposal.position or 0)
    assert words(session) == "IT Norr driver nätet"
    assert session.delete(2)
    assert session.text.rstrip() == SOURCE.rstrip()
    assert not [mark for mark in session.marks if mark.look == "statement"]


def test_words_with_a_figure_below_a_target_are_its_target(session: Session) -> None:
    """Drawn over "Mål 2015" and the number of it, the number is the target's and the words its label."""
    session = session_of(session.path.parent, "Mål 2015: 450 trygghetslarm i drift\n")
    select(session, "Mål 2015: 450 trygghetslarm")
    assert session.proposal
    assert session.proposal.values == {
        "indicator": "safety_alarms", "find": "Mål 2015", "kind": "level",
        "label": "Mål 2015: 450 trygghetslarm", "due": "2015",
    }  # fmt: skip
    assert session.keep()
    assert session.reading.ingested.tables["targets"]["target_value"].tolist() == [450.0]


def test_personal_words_are_no_entry(tmp_path: Path) -> None:
    """What is masked leads nowhere, and no recipe prints it."""
    session = session_of(tmp_path, "Kontakt: Nomen Nescio, 060-12 34 56 för alla frågor.\n")
    session.select_words(0, 35)
    assert (session.proposals, session.notice) == ([], Notice("no_phrase", {}, is_error=True))
    assert not session.keep()
    assert session.text == SOURCE
