"""The timeline: bars for periods, diamonds for days, arrows for open ends, by kind and source."""

from datetime import date

import pandas as pd
import pytest
from chart_checks import check_texts, texts_of
from matplotlib.patches import Rectangle

from ehealth_stats.charts.chart import Chart
from ehealth_stats.charts.timeline import plot_timeline
from ehealth_stats.errors import TableError
from ehealth_stats.schema import to_table

# Meldingsløftet: four strategies. ELIN-k: phases, the last without an end. Västernorrland: days and a season.
STRATEGIES = [
    ("Mer helse for hver bit", "strategy", "1997/2000", "1997-01-01", "2000-12-31"),
    ("Si @!", "strategy", "2001/2003", "2001-01-01", "2003-12-31"),
    ("S@mspill 2007", "strategy", "2004/2007", "2004-01-01", "2007-12-31"),
    ("Samspill 2.0", "strategy", "2008/2013", "2008-01-01", "2013-12-31"),
]
PHASES = [
    ("Phase 1", "phase", "2004/2007", "2004-01-01", "2007-12-31"),
    ("Phase 3", "phase", "2008/..", "2008-01-01", None),
    ("Project period", "project", "2007-11-01/2008-04-30", "2007-11-01", "2008-04-30"),
]
PLAN = [
    ("Regional strategy decided", "milestone", "2011-10-27", "2011-10-27", "2011-10-27"),
    ("Action plan revised", "milestone", "2013-21", "2013-01-01", "2013-06-30"),
    ("NPÖ producer", "activity", "2013-23/2015", "2013-07-01", "2015-12-31"),
]


def table(rows, source="slides") -> pd.DataFrame:
    """The table timeline of (name, kind, period, start, end)."""
    names = ("name", "kind", "period", "start", "end")
    common = {"source_id": source, "locator": "slide 2", "text": "as printed"}
    return to_table("timeline", [dict(zip(names, row, strict=True)) | common for row in rows])


def targets(*rows) -> pd.DataFrame:
    """The table targets of (label, area, due)."""
    common = {
        "source_id": "slides",
        "indicator": "npo_consumer",
        "breakdown": "_T",
        "kind": "all_areas",
        "unit": "municipalities",
        "locator": "row 5a",
        "text": "as printed",
    }
    rows = [
        {"target_id": f"{n}", "label": row[0], "area": row[1], "due": row[2]} | common for n, row in enumerate(rows)
    ]
    return to_table("targets", rows)


def bar(chart: Chart, name: str) -> tuple[date, date]:
    """First and last day of a bar."""
    [patch] = [p for p in chart.figure.axes[0].patches if isinstance(p, Rectangle) and p.get_gid() == name]
    start, width = int(patch.get_x()), int(patch.get_width())
    return date.fromordinal(start), date.fromordinal(start + width - 1)


def markers(chart: Chart) -> list[str]:
    """The markers that are drawn."""
    return [line.get_marker() for line in chart.figure.axes[0].lines if line.get_marker() not in ("None", "|")]


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nn"])
def test_periods_are_bars_from_first_to_last_day(language):
    """1997-2000 is a bar from 1 January 1997 to 31 December 2000."""
    chart = check_texts(plot_timeline(table(STRATEGIES), language=language))
    assert bar(chart, "Mer helse for hver bit") == (date(1997, 1, 1), date(2000, 12, 31))
    assert "1997–2000" in texts_of(chart.figure)
    assert markers(chart) == []


def test_title_tells_the_span_and_the_open_ends():
    """From the earliest to the latest year; an open end is counted, and ends in an arrow."""
    chart = check_texts(plot_timeline(table(PHASES)))
    assert chart.title == "The plans run from 2004 to 2008; 1 of 3 without a stated end"
    assert markers(chart) == [">"]
    assert chart.data.loc[chart.data["name"] == "Phase 3", "end"].isna().all()
    assert "from 2008" in texts_of(chart.figure)


def test_milestones_are_diamonds_and_a_season_is_its_months():
    """A day is a diamond; "spring 2013" a diamond on a line from 1 January to 30 June; the activity stays a bar."""
    chart = check_texts(plot_timeline(table(PLAN)))
    assert markers(chart) == ["D", "D"]
    [span] = [line for line in chart.figure.axes[0].lines if line.get_marker() == "|"]
    assert [date.fromordinal(int(x)) for x in span.get_xdata()] == [date(2013, 1, 1), date(2013, 6, 30)]
    assert bar(chart, "NPÖ producer") == (date(2013, 7, 1), date(2015, 12, 31))
    assert "spring 2013" in texts_of(chart.figure)


def test_targets_stand_at_their_due_date_once():
    """A target set for two municipalities is one hollow diamond; one without a date stands in the note."""
    due = targets(
        ("NPÖ everywhere", "SE-2260", "2013-12-31"),
        ("NPÖ everywhere", "SE-2281", "2013-12-31"),
        ("Not dated", "SE-22", None),
    )
    chart = check_texts(plot_timeline(table(PLAN), targets=due))
    found = chart.data[chart.data["kind"] == "target"]
    assert found[["name", "start"]].to_numpy().tolist() == [["NPÖ everywhere", pd.Timestamp("2013-12-31")]]
    assert chart.note == "Without a date: Not dated."
    assert markers(chart) == ["D"] * 3
    assert "Targets due" in texts_of(chart.figure)


def test_groups_by_source_and_kind():
    """Two documents: each group says which, the earliest document first; within a group the earliest first."""
    both = pd.concat([table(PLAN, "plan"), table(STRATEGIES[::-1])])
    chart = check_texts(plot_timeline(both))
    assert chart.data["group"].drop_duplicates().tolist() == [
        "slides: Strategies",
        "plan: Activities",
        "plan: Milestones",
    ]
    assert chart.data["name"].tolist()[:4] == [row[0] for row in STRATEGIES]
    assert chart.source == "Source: plan; slides"


def test_months_on_a_short_axis():
    """A project of half a year has months under it, in the language."""
    chart = check_texts(plot_timeline(table(PHASES[2:]), language="nb"))
    assert {"2007", "2008", "okt"} <= set(texts_of(chart.figure))


@pytest.mark.parametrize("n", [1, 40])
def test_forty_entries(n):
    """Forty entries with long names stand apart; the figure is as tall as they need."""
    rows = [
        (f"Activity {k} with a name that goes on over more than one line", "activity", f"{2000 + k}", *year(2000 + k))
        for k in range(n)
    ]
    chart = check_texts(plot_timeline(table(rows)))
    assert len(chart.data) == n
    assert chart.figure.get_figheight() > 0.3 * n


def test_nothing_dated_is_refused():
    """Without any date there is no axis."""
    with pytest.raises(TableError, match="no entry has a date"):
        plot_timeline(table([("Some time", "activity", "..", None, None)]))


def test_open_start():
    """A period with an open start begins at the axis with an arrow."""
    rows = [("Old", "phase", "../2003", None, "2003-12-31"), ("New", "phase", "2001", "2001-01-01", "2001-12-31")]
    assert markers(check_texts(plot_timeline(table(rows)))) == ["<"]


def year(number: int) -> tuple[str, str]:
    """First and last day of a year."""
    return f"{number}-01-01", f"{number}-12-31"


def test_one_year_is_no_span():
    """A single meeting does not run from 2013 to 2013."""
    assert plot_timeline(table([("Meeting", "milestone", "2013-04-02", "2013-04-02", "2013-04-02")])).title == (
        "Everything falls in 2013"
    )


def test_groups_have_the_titles_of_their_sources():
    """With a table of sources the groups say which document; two of one title keep their ids."""
    both = pd.concat([table(PLAN, "plan"), table(STRATEGIES)])

    def heads(*titles) -> set[str]:
        sources = pd.DataFrame({"source_id": ["plan", "slides"], "producer": "A", "title": titles, "published": ""})
        return set(plot_timeline(both, sources=sources).data["group"])

    assert heads("Plan 2013", "Strategies in brief") == {
        "Strategies in brief: Strategies", "Plan 2013: Activities", "Plan 2013: Milestones",
    }  # fmt: skip
    assert heads("Plan", "Plan") == {"slides: Strategies", "plan: Activities", "plan: Milestones"}


def test_only_a_line_needs_a_legend():
    """Bars, days and due dates are named by the heads of their groups; a milestone's line is not."""
    assert "Milestone at some time along its line" not in texts_of(plot_timeline(table(PLAN[:1])).figure)
    assert "Milestone at some time along its line" in texts_of(plot_timeline(table(PLAN)).figure)
