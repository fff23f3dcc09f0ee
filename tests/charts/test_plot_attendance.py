"""Attendance by category: bars sorted, shares of the stated whole, and what is not certain said so."""

from math import inf

import pandas as pd
import pytest
from chart_checks import bars_of, check_texts, texts_of
from pandas.testing import assert_frame_equal
from rows import UNKNOWN, observation

from ehealth_stats.charts.attendance import plot_attendance
from ehealth_stats.errors import TableError
from ehealth_stats.schema import to_table

# Seminar tour 2007, figure 2: eight groups, sum 577.
ROLES = {
    "decision_makers_admin": 62,
    "decision_makers_health": 195,
    "it_managers": 93,
    "advisers": 120,
    "nurses": 50,
    "physicians": 25,
    "students": 15,
    "private_actors": 17,
    "_T": 577,
}


def row(breakdown, value, **changes) -> dict:
    """One row of the table; a value of None is unknown."""
    role = "stated_total" if breakdown == "_T" else "reported"
    columns = {"breakdown": breakdown, "role": role, "source_id": "tour-2007", "indicator": "seminar_participants"}
    columns |= {"area": "NO", "period": "2007-08/2007-11", "figure": UNKNOWN if value is None else value}
    return observation(**columns | changes)


def table(rows) -> pd.DataFrame:
    """A checked table of {breakdown: value} or of rows."""
    rows = [row(*item) for item in rows.items()] if isinstance(rows, dict) else rows
    return to_table("observations", rows)


def test_bars_are_sorted_and_carry_shares():
    """195 of 577 is 33.8 %: the largest group stands first, the smallest (15, 2.6 %) last."""
    chart = check_texts(plot_attendance(table(ROLES)))
    assert chart.title == "Decision makers in health care are the largest group: 195 of 577 persons (33.8%)"
    assert chart.data["end"].tolist() == [195, 120, 93, 62, 50, 25, 17, 15]
    assert chart.data["text"].tolist()[::7] == ["195 (33.8%)", "15 (2.6%)"]
    assert bars_of(chart, "physicians") == [(0, 25, "")]
    assert chart.subtitle == "Seminar participants: persons, August–November 2007"
    assert "Physicians 25 (4.3%)" in chart.alt
    assert chart.name == "attendance-seminar_participants-tour-2007-en"


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("sv", "Beslutsfattare inom vården är den största gruppen: 195 av 577 personer (33,8 %)"),
        ("nb", "Beslutningstakere helsepersonell er den største gruppen: 195 av 577 personer (33,8 %)"),
    ],
)
def test_texts_follow_the_language(language, title):
    """Title, source and labels are in the language asked for."""
    chart = check_texts(plot_attendance(table(ROLES), language=language))
    assert chart.title.replace("\N{NO-BREAK SPACE}", " ") == title
    assert chart.source.startswith({"sv": "Källa:", "nb": "Kilde:"}[language])


def test_source_line_names_the_document():
    """Producer, title and date stand at the foot where the table of sources has them, else the source's id."""
    source = {
        "source_id": "tour-2007",
        "programme": "tour",
        "title": "Seminars",
        "producer": "The directorate",
        "language": "nb",
        "country": "NO",
        "published": "2007-12",
        "file": "tour.html",
        "sha256": "0",
    }
    with_sources = plot_attendance(table(ROLES), sources=to_table("sources", [source]))
    assert with_sources.source == "Source: The directorate, Seminars (December 2007)"
    assert any(text.endswith(with_sources.source) for text in texts_of(with_sources.figure))
    assert plot_attendance(table(ROLES)).source == "Source: tour-2007"


def test_an_unknown_group_leaves_the_largest_uncertain():
    """A group without a number is hatched, never zero, and the title claims no largest group."""
    chart = check_texts(plot_attendance(table({"nurses": 50, "physicians": None, "_T": 577})))
    assert chart.title.endswith("which is the largest is not certain")
    [(start, end, hatch)] = bars_of(chart, "physicians")
    assert (start, bool(hatch), end > 0) == (0, True, True)
    assert chart.data.set_index("row").loc["physicians", ["drawn", "end", "text"]].tolist() == [
        "unknown",
        inf,
        "unknown",
    ]
    assert "No number: physicians." in chart.note


def test_all_unknown_has_no_scale():
    """Without any number no axis number is drawn."""
    chart = check_texts(plot_attendance(table({"nurses": None, "physicians": None})))
    assert chart.title == "No group has a stated number"
    assert not [text for text in texts_of(chart.figure) if text.isdigit()]


def test_without_a_whole_there_are_no_shares():
    """Shares need a stated whole; two equal groups are both the largest."""
    chart = plot_attendance(table({"nurses": 50, "physicians": 50}))
    assert chart.title == (
        "Nurses and other health personnel as well as physicians are the largest groups: 50 persons each"
    )
    assert chart.data["text"].tolist() == ["50", "50"]


def test_what_shares_no_axis_is_refused():
    """Two indicators, two areas, two dimensions or no category: an error that says which."""
    nurses = row("nurses", 50)
    cases = {
        "area": [nurses, row("physicians", 25, area="SE")],
        "indicator": [nurses, row("physicians", 25, indicator="npo_users")],
        "dimension": [nurses, row("municipal", 357)],
        "categories": [row("_T", 577)],
    }
    for words, rows in cases.items():
        with pytest.raises(TableError, match=words):
            plot_attendance(table(rows))


def test_input_is_not_changed():
    """The table is the same afterwards."""
    rows = table(ROLES)
    before = rows.copy(deep=True)
    plot_attendance(rows)
    assert_frame_equal(rows, before)
