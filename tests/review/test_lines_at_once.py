"""Several lines that are drawn over: what each of them is guessed to be, and that a person looks at every guess."""

from pathlib import Path

import pytest
from test_session import SOURCE, select, session_of

from ehealth_stats.reviewing.lines import moved, words_of_lines
from ehealth_stats.reviewing.preview import Preview
from ehealth_stats.reviewing.session import Notice, Session

TEXT = """\
Plan

Strategin beslutades 2013-05-20.

Pascal används av samtliga kommuner.

Mål 2015:

Gemensamma riktlinjer tas fram.

E-tjänster: ej definierat.

Säker e-post i samtliga kommuner.
"""
FIRST, LAST = "Strategin", "Säker e-post i samtliga kommuner"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session on a plan with a date, something that all municipalities use, and three targets without a number."""
    return session_of(tmp_path, TEXT)


def draw(session: Session, first: str = FIRST, last: str = LAST) -> None:
    """Draw over lines, from words of the first to words of the last."""
    text = session.document_shown.text
    session.select_words(text.index(first), text.index(last) + len(last))


def kinds(session: Session) -> list[tuple[str, str]]:
    """What the entries are, and what each counts or is called."""
    named = ((block.section, block.values) for block in session.reading.text.blocks[2:])
    return [(section, values.get("indicator") or values.get("name") or values["label"]) for section, values in named]


def test_lines_offer_what_stands_in_them(session: Session) -> None:
    """All of it, or what is of one kind: three targets, one date, one thing counted; each line as a statement."""
    draw(session)
    assert [(each.way, len(each.several)) for each in session.proposals if each.several] == [
        ("passage", 5), ("targets", 3), ("dates", 1), ("counted", 1), ("statements", 5),
    ]  # fmt: skip


def test_every_entry_of_lines_comes_as_a_guess(session: Session) -> None:
    """Kept, the five are guesses in reading order, the first is looked at next; each takes a decision of its own."""
    draw(session)
    assert session.keep()
    assert session.notice == Notice("to_look_at", {"n": 5})
    assert kinds(session) == [
        ("timeline", "Strategin beslutades 2013-05-20."), ("observations", "pascal"),
        ("targets", "activity_milestone"), ("targets", "e_services"), ("targets", "secure_email"),
    ]  # fmt: skip
    assert session.progress.guesses == 5
    left = []
    while session.progress.guesses:
        assert session.keep()
        left.append(session.progress.guesses)
    assert left == [4, 3, 2, 1, 0]


def test_rows_of_all_lines_are_listed_before_they_are_kept(session: Session) -> None:
    """Ånge and Timrå use Pascal: two rows; the date and the three targets: one each; nothing is kept yet."""
    draw(session)
    shown = session.preview()
    assert isinstance(shown, Preview)
    assert len(shown.rows) == 6
    assert session.text == SOURCE


def test_targets_take_the_year_of_the_words_above(session: Session) -> None:
    """Below "Mål 2015:" each is due in 2015: a step, one that is not defined, one in all municipalities."""
    draw(session)
    session.take("targets")
    session.keep()
    targets = session.reading.ingested.tables["targets"]
    assert targets[["kind", "indicator", "text"]].values.tolist() == [
        ["milestone", "activity_milestone", "Gemensamma riktlinjer tas fram"],
        ["undefined", "e_services", "E-tjänster: ej definierat"],
        ["all_areas", "secure_email", "Säker e-post i samtliga kommuner"],
    ]
    assert targets["due"].dt.year.tolist() == [2015, 2015, 2015]


def test_a_value_is_changed_in_all_entries_of_lines(session: Session) -> None:
    """Two statements become instruments at once; each is looked at nevertheless."""
    draw(session, "Gemensamma", "E-tjänster: ej definierat")
    session.take("statements")
    session.change("kind", "instrument")
    session.keep()
    statements = session.reading.ingested.tables["statements"]
    assert statements["kind"].tolist() == ["instrument", "instrument"]
    assert session.progress.guesses == 2


def test_what_is_read_already_is_not_read_again(session: Session) -> None:
    """Drawn over again, lines offer no target, no date and nothing that is counted a second time."""
    draw(session)
    session.keep()
    draw(session)
    assert [each.way for each in session.proposals if each.several] == ["statements"]


def test_lines_with_nothing_new_are_not_kept(session: Session) -> None:
    """A target that is read already is told, and the recipe stays."""
    draw(session)
    targets = next(each for each in session.proposals if each.way == "targets")
    session.keep()
    before = session.text
    session.proposals = [targets]
    session.take("targets")
    assert session.preview() == Notice("nothing_new", {}, is_error=True)
    assert not session.keep()
    assert session.text == before


def test_undo_takes_all_entries_of_lines_back(session: Session) -> None:
    """They were one decision to look at them; redo brings them again."""
    draw(session)
    session.keep()
    session.undo()
    assert session.text == SOURCE
    session.redo()
    assert session.progress.guesses == 5


def test_names_over_several_lines_are_a_list_of_participants(tmp_path: Path) -> None:
    """Three names in two lines, up to the words behind them."""
    session = session_of(tmp_path, "Leverantörer:\n\nAcme AB,\n\nNordsystem AB och Vårddata AB.\n\nStyrgruppen möts.\n")
    draw(session, "Acme", "Vårddata AB")
    session.take("members")
    session.change("role", "vendor")
    assert session.keep()
    assert session.reading.ingested.tables["participants"]["name"].tolist() == [
        "Acme AB", "Nordsystem AB", "Vårddata AB",
    ]  # fmt: skip


def test_an_undefined_target_is_of_what_its_row_is_about(tmp_path: Path) -> None:
    """In a table the first cell of the row says it: digital safety alarms."""
    path = tmp_path / "plan.html"
    row = "<td>Digitala trygghetslarm</td><td>Antalet ökar.<br>Mål 2015: ej definierat</td>"
    path.write_text(f"<meta charset=utf-8><table><tr><td>Aktivitet</td><td>Insats</td></tr><tr>{row}</tr></table>")
    session = session_of(tmp_path, "", document="plan.html")
    text = session.document_shown.text
    start = text.index("Mål 2015: ej")
    session.select_words(start, start + len("Mål 2015: ej definierat"))
    assert session.proposal
    assert {key: session.proposal.values[key] for key in ("indicator", "breakdown", "kind", "due")} == {
        "indicator": "safety_alarms", "breakdown": "digital", "kind": "undefined", "due": "2015",
    }  # fmt: skip


def test_a_corrected_period_is_proposed_for_guesses_that_are_wrong_alike(tmp_path: Path) -> None:
    """Of two guesses for 2011 one becomes 2013: so is the other proposed; what is of another thing stays."""
    guesses = "".join(
        f'\n[[observations]]\nindicator = "{code}"  # check\nperiod = "2011"  # check\nfind = "{words}"\n'
        for code, words in (
            ("steering_group_members", "Styrgruppen har"),
            ("steering_group_members", "samt"),
            ("working_group_members", "Arbetsgruppen har"),
        )
    )
    text = "Styrgruppen har 7 medlemmar samt 2 ersättare.\n\nArbetsgruppen har 5 medlemmar.\n"
    session = session_of(tmp_path, text, guesses)
    periods = []
    for printed in ("7", "2", "5"):
        select(session, printed)
        assert session.proposal
        periods.append(session.proposal.values["period"])
        session.change("period", "2013" if printed == "7" else periods[-1])
        session.keep()
    assert periods == ["2011", "2013", "2011"]


def test_a_slip_into_the_next_line_takes_the_first_line_alone(session: Session) -> None:
    """Only whole words count: three letters of the next line are none."""
    document, text = session.document_shown, session.document_shown.text
    start = text.index("tas fram")
    assert words_of_lines(document, start, text.index("E-tjänster") + 3) is None
    place = words_of_lines(document, start, text.index("ej definierat"))
    assert place
    assert text[slice(*place)] == "tas fram.\nE-tjänster"


def test_lines_are_added_by_keys(session: Session) -> None:
    """One more line, and back; never fewer than one."""
    document, text = session.document_shown, session.document_shown.text
    at = text.index("Gemensamma")
    place, taken = (at, at + len("Gemensamma")), []
    for by in (1, 1, -1, -1):
        place = moved(document, place, "lines", by)
        taken.append(text[slice(*place)].splitlines()[-1])
    assert taken == [
        "E-tjänster: ej definierat", "Säker e-post i samtliga kommuner", "E-tjänster: ej definierat",
        "Gemensamma riktlinjer tas fram",
    ]  # fmt: skip
