"""What a click costs: only the entry that changed is read, only what it counts is added up."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_session import select, session_of

from ehealth_stats.reviewing import preview, reading
from ehealth_stats.reviewing.own_lists import NewIndicator
from ehealth_stats.reviewing.session import Session


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often entries are read, figures found, and an indicator added up, from now on."""
    counted: Counter[str] = Counter()

    def counting(module: Any, name: str) -> None:
        done: Callable[..., Any] = getattr(module, name)

        def do(*given: Any, **named: Any) -> Any:
            counted[name] += 1
            return done(*given, **named)

        monkeypatch.setattr(module, name, do)

    for module, name in ((reading, "read_entry_alone"), (reading, "open_recipe"), (preview, "compare_totals")):
        counting(module, name)
    return counted


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session with many entries, and one open figure at the end."""
    names = [f"{first}{second}" for first in "BDFGH" for second in "bdfghjkl"]
    lines = [f"Enhet {name} har {n + 100} larm." for n, name in enumerate(names)]
    entries = [
        f'\n[[observations]]\nindicator = "safety_alarms"\nfind = "Enhet {name} har"\nperiod = "{1990 + n}"\n'
        for n, name in enumerate(names)
    ]
    return session_of(tmp_path, "\n\n".join([*lines, "Antal trygghetslarm är 450 st."]) + "\n", "".join(entries))


def test_a_click_reads_one_entry(session: Session, work: Counter[str]) -> None:
    """The guess, a change of it; to keep it, undo and redo read nothing. Nothing finds the figures again."""
    select(session, "450")
    session.preview()
    assert work["read_entry_alone"] <= len(session.proposals)
    work.clear()
    session.change("period", "1980")
    session.preview()
    assert work == {"read_entry_alone": 1, "compare_totals": 1}
    work.clear()
    assert session.keep()
    session.undo()
    session.redo()
    session.preview()
    assert work == {}


def test_an_indicator_of_ones_own_finds_the_figures_again_once(session: Session, work: Counter[str]) -> None:
    """Its words may be other figures; the clicks after that read one entry again."""
    select(session, "450")
    session.new_indicator(NewIndicator("Alarms on", "alarms", "stock"))
    session.preview()
    assert work["open_recipe"] == 2
    work.clear()
    for period in ("1981", "1982", "1983"):
        session.change("period", period)
        session.preview()
    assert (work["open_recipe"], work["read_entry_alone"]) == (0, 3)
