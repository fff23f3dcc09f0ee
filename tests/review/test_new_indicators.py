"""A new indicator in place: what the recipe says then, how it is found, that undo takes it out."""

import tomllib
from pathlib import Path

from test_session import SOURCE, select, session_of

import ehealth_stats as es
from ehealth_stats.reviewing.own_lists import NewIndicator
from ehealth_stats.reviewing.session import Notice

LOCKS = NewIndicator("Digital locks", "locks", "stock", "increase")


def test_a_new_indicator_counts_the_selected_figure(tmp_path: Path) -> None:
    """It is in the recipe's own lists, with a unit that none has; one undo for the entry, one for the indicator."""
    session = session_of(tmp_path, "Antal digitala lås: 45.\n")
    select(session, "45")
    assert session.new_indicator(LOCKS)
    assert session.proposal
    assert session.proposal.values["indicator"] == "digital_locks"
    assert session.keep()
    entries = tomllib.loads(session.text)
    assert entries["units"] == [{"code": "locks", "kind": "count", "words": "locks", "label": {"en": "locks"}}]
    assert entries["indicators"] == [
        {
            "code": "digital_locks",
            "unit": "locks",
            "kind": "stock",
            "direction": "increase",
            "label": {"en": "Digital locks"},
        }
    ]
    rows = session.reading.ingested.tables["observations"]
    assert rows[["indicator", "value", "unit"]].values.tolist() == [["digital_locks", 45.0, "locks"]]
    session.undo()
    session.undo()
    assert session.text == SOURCE


def test_a_unit_is_known_by_its_label_and_a_code_is_never_twice(tmp_path: Path) -> None:
    """Persons are a unit of ours by any of its words; a second indicator of the same name gets a number."""
    session = session_of(tmp_path, "Antal utbildade: 45 personer.\n")
    select(session, "45")
    for _ in range(2):
        with session.lists:
            assert session.new_indicator(NewIndicator("Trained staff", "Personer", "flow"))
    entries = tomllib.loads(session.text)
    assert "units" not in entries
    assert [(each["code"], each["unit"]) for each in entries["indicators"]] == [
        ("trained_staff", "persons"),
        ("trained_staff_2", "persons"),
    ]


def test_a_new_indicator_needs_a_name_and_a_unit(tmp_path: Path) -> None:
    """Without them nothing changes, and it is told; a kind that is none is told in the words of the code lists."""
    session = session_of(tmp_path, "Antal lås: 45.\n")
    select(session, "45")
    assert not session.new_indicator(NewIndicator("", "locks", "stock"))
    assert session.notice == Notice("new_needs", {}, is_error=True)
    assert not session.new_indicator(NewIndicator("Locks", "locks", "sum"))
    assert session.notice
    assert session.notice.is_error
    assert session.text == SOURCE


def test_what_is_counted_anew_is_searchable_at_once_and_edited_as_an_entry(tmp_path: Path) -> None:
    """The lists that go to the page have it after the click; it stands among the entries; in use it can't go."""
    (tmp_path / "plan.txt").write_text("Antal digitala lås: 45.\n", "utf-8")
    (tmp_path / "recipe.toml").write_text(SOURCE, "utf-8")
    widget = es.review(tmp_path / "plan.txt", language="en")
    widget.receive({"action": "new_indicator", "label": "Digital locks", "unit": "locks", "kind": "stock"})
    assert ["digital_locks", "Digital locks"] in [each[:2] for each in widget.catalog["lists"]["indicators"]]
    widget.receive({"action": "keep"})
    titles = [each["title"] for each in widget.state["entries"]]
    assert titles == ["Plan", "locks", "Digital locks", "Digital locks"]
    position = next(each["position"] for each in widget.state["entries"] if each["section"] == "Own indicator")
    widget.receive({"action": "delete", "position": position})
    assert widget.state["notice"]["error"]
    widget.receive({"action": "jump", "position": position})
    assert [field["key"] for field in widget.state["panel"]["fields"]] == [
        "label",
        "unit",
        "kind",
        "direction",
        "synonyms",
    ]
    widget.receive({"action": "change", "key": "label", "value": "Locks of doors"})
    widget.receive({"action": "keep"})
    assert ["digital_locks", "Locks of doors"] in [each[:2] for each in widget.catalog["lists"]["indicators"]]


def test_an_own_indicator_of_last_year_comes_along(tmp_path: Path) -> None:
    """The lists of the other year's recipe come before the entries that go by them."""
    session = session_of(tmp_path, "Antal trygghetslarm är 450 st.\n")
    earlier = (
        SOURCE + '\n[[observations]]\nindicator = "alarms_on"\nfind = "trygghetslarm är"\n'
        '\n[[indicators]]\ncode = "alarms_on"\nunit = "alarms"\nkind = "stock"\nlabel = "Alarms on"\n'
    )
    assert session.follow(earlier) == 2
    assert session.reading.ingested.tables["observations"]["indicator"].tolist() == ["alarms_on"]
    assert session.progress.guesses == 1
