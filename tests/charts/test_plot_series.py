"""A series: readings in time with bounds, breaks where nothing is known, targets as levels with the path to them."""

from datetime import date
from math import inf, nan

import pandas as pd
import pytest
from chart_checks import check_texts, lines, texts_of
from rows import SEVEN, UNKNOWN, observation
from rows import target as target_row

from ehealth_stats import progress
from ehealth_stats.charts.series import plot_series
from ehealth_stats.errors import TableError
from ehealth_stats.schema import to_table


def row(period, figure, **changes) -> dict:
    """One row of the table observations."""
    return observation(period=period, figure=figure, **changes)


def target(number, **changes) -> dict:
    """One row of the table targets; a number is a value or (lower, upper)."""
    lower, upper = number if isinstance(number, tuple) else (number, number)
    numbers = {"target_value": lower if lower == upper else nan, "target_lower": lower, "target_upper": upper}
    return target_row(**{"start": "2011-12-31", "due": "2016-12-31"} | numbers | changes)


def draw(rows, targets=(), **options):
    """A checked chart of rows and what progress makes of targets."""
    observations = to_table("observations", rows)
    judged = progress(observations, to_table("targets", targets), as_of="2014-01-01")
    return check_texts(plot_series(observations, progress=judged, **options))


def path(chart) -> list[tuple[str, float]]:
    """The ends of the required path: day and number."""
    rows = chart.data[chart.data["mark"] == "path"]
    return [(str(day.date()), value) for day, value in zip(rows["day"], rows["value"], strict=True)]


def test_line_breaks_at_what_is_unknown():
    """Nothing joins 200 and 450 over a year without a number: that year is hatched and named."""
    chart = draw([row("2010", 120), row("2011", 200), row("2012", UNKNOWN), row("2013", 450), row("2014", 500)])
    assert lines(chart) == [[120, 200], [450, 500]]
    assert [patch.get_gid() for patch in chart.figure.axes[0].patches] == ["unknown 2012"]
    assert chart.note == "No number: 2012."
    assert chart.title == "Staff with SITHS cards, Västernorrland: from 120 (2010) to 500 (2014)"


def test_two_figures_of_one_date_are_both_drawn():
    """445 and 470 on one day: two dots that no line joins, and a note; an equal figure of another source is one dot."""
    rows = [row("2012", 400), row("2013-04-02", 445), row("2013-04-02", 470, source_id="other"), row("2014", 500)]
    again = row("2012", 400, source_id="other", observation_id="again")
    chart = draw([*rows, again])
    assert lines(chart) == [[400], [445], [470], [500]]
    assert chart.note == "Two figures for one date: 2 April 2013."
    assert {"445", "470"} <= set(texts_of(chart.figure))


def test_readings_stand_at_the_end_of_their_period():
    """The reading of 2013 stands on its last day, as pace is counted."""
    days = draw([row("2013", 5), row("2014", 6)]).data["day"]
    assert [day.date() for day in days] == [date(2013, 12, 31), date(2014, 12, 31)]


def test_path_leads_from_the_reading_at_the_start_to_the_target():
    """Pursued from the end of 2011: from the 200 of that day, not from the 120 before, to 600 at the deadline."""
    chart = draw([row("2010", 120), row("2011", 200), row("2013", 450)], [target(600)])
    assert path(chart) == [("2011-12-31", 200), ("2016-12-31", 600)]
    assert chart.title.endswith("to 450 (2013); target 600 by 31 December 2016")
    assert "target 600 by 31 December 2016" in chart.alt


def test_increments_stand_above_their_baseline_and_add_up():
    """100-200 more than 470 is 570-670; a further 100-200 on top asks for 670-870; each path ends in the lower edge."""
    first = target((100, 200), kind="increase_by", start="2013-04-02", due="2013-12-31")
    second = {**first, "target_id": "plan/second", "adds_to": first["target_id"]}
    chart = draw([row("2013-04-02", 470)], [first, second])
    levels = chart.data.loc[chart.data["mark"] == "target", ["lower", "upper"]].to_numpy().tolist()
    assert levels == [[570, 670], [670, 870]]
    assert path(chart) == [("2013-04-02", 470), ("2013-12-31", 570), ("2013-04-02", 470), ("2013-12-31", 670)]


def test_a_given_baseline_goes_before_the_readings():
    """A target that names its baseline, 150 in 2009, has its path from there."""
    given = target(600, baseline_period="2009", baseline=150, baseline_lower=150, baseline_upper=150)
    assert path(draw([row("2011", 200)], [given]))[0] == ("2009-12-31", 150)


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"due": None}, 600),  # no deadline
        ({"due": "2010-12-31"}, 600),  # over before the baseline
        ({}, 100),  # reached already: more cards are better
        ({"start": None, "baseline_lower": 150.0, "baseline_upper": 250.0, "baseline_period": "2009"}, 600),  # no point
    ],
)
def test_no_path_where_none_can_be_drawn(changes, number):
    """Without a deadline ahead, a distance to go or a point to start from there is a level and no path."""
    chart = draw([row("2011", 200)], [target(number, **changes)])
    assert path(chart) == []
    assert (chart.data["mark"] == "target").sum() == 1


def test_an_increase_in_percent_is_a_level_in_the_unit():
    """20 percent more than 470 are 564; the path leads there."""
    more = target(20, kind="increase_by", unit="percent", start="2013-12-31")
    chart = draw([row("2013", 470)], [more])
    assert chart.title.endswith("target 564 by 31 December 2016")
    assert path(chart) == [("2013-12-31", 470), ("2016-12-31", 564)]


def test_of_several_readings_of_a_target_one_is_drawn():
    """What the document states, 445, and what its municipalities give, 470, are two baselines: one path is drawn."""
    places = [row("2013-04-02", n, area=area) for area, n in zip(SEVEN, (51, 60, 30, 150, 26, 27, 126), strict=True)]
    stated = row("2013-04-02", 445, role="stated_total")
    more = target((100, 200), kind="increase_by", start="2013-04-02")
    judged = progress(to_table("observations", [*places, stated]), to_table("targets", [more]), as_of="2014-01-01")
    assert judged["reading"].tolist() == ["computed baseline", "stated baseline"]
    series = to_table("observations", [stated])
    assert path(plot_series(series, progress=judged)) == [("2013-04-02", 470), ("2016-12-31", 570)]
    by_stated = judged[judged["reading"] == "stated baseline"]
    assert path(plot_series(series, progress=by_stated)) == [("2013-04-02", 445), ("2016-12-31", 545)]


def test_a_level_ends_at_its_deadline():
    """A target without a start or baseline is a mark at its deadline, and no line beyond it."""
    later = row("2013", 300, source_id="later")
    chart = draw([later], [target(600, start=None, due="2012-12-31")])
    [due] = chart.data.loc[chart.data["mark"] == "target", "day"]
    level = [line.get_xdata() for line in chart.figure.axes[0].lines if list(line.get_ydata()) == [600, 600]]
    assert all(max(days) <= due.toordinal() for days in level)


def test_no_path_where_progress_has_no_baseline():
    """Another document reads 300 in 2013, 600 is wanted by 2016, pursued since 2010: 300 is no baseline, no way starts.

    What there was in 2010 nobody says; the level stands there alone.
    """
    rows, asked = [row("2013", 300, source_id="later")], [target(600, start="2010-12-31")]
    chart = draw(rows, asked)
    assert path(chart) == []
    assert chart.data.loc[chart.data["mark"] == "target", ["lower", "upper"]].to_numpy().tolist() == [[600, 600]]
    assert "Required path" not in texts_of(chart.figure)
    assert chart.source == "Source: later; plan"
    assert [line for line in chart.figure.axes[0].lines if (line.get_gid() or "").startswith("path")] == []
    # With a reading at the start there is a way: from 150 at the end of 2010.
    assert path(draw([row("2010", 150), *rows], asked)) == [("2010-12-31", 150), ("2016-12-31", 600)]


def test_a_target_without_a_number_is_named():
    """What can't be drawn stands in the note, and targets of other things are left out."""
    undefined = target((nan, nan), kind="undefined", label="All staff")
    other = target(600, target_id="plan/other", area="SE-23", label="Elsewhere")
    chart = draw([row("2011", 200)], [undefined, other])
    assert chart.note == "Targets without a number: due 31 December 2016."


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nn"])
def test_ranges_and_open_ends(language):
    """A range without a point is a bar without a dot; an open end has an arrow; both have their words."""
    rows = [row("2011", (nan, 400, 550)), row("2012", (nan, 501, inf)), row("2013", (600, 590, 610))]
    chart = draw(rows, [target((700, inf))], language=language)
    assert lines(chart) == [[600]]
    arrows = [line for line in chart.figure.axes[0].lines if line.get_marker() == "^"]
    assert len(arrows) == 2
    assert "400–550" in texts_of(chart.figure)


def test_all_unknown_one_and_many():
    """Nothing known has no scale; one reading is one; of a hundred with one far above the rest labels still fit."""
    nothing = draw([row("2012", UNKNOWN)])
    assert nothing.title == "Staff with SITHS cards, Västernorrland: no reading has a number"
    assert not nothing.figure.axes[0].get_yticks().tolist()
    assert draw([row("2012", 0)]).title.endswith("0 (2012), one reading only")
    many = draw([row(str(1920 + year), 10**6 if year == 50 else year) for year in range(100)])
    assert many.data["value"].max() == 10**6


def test_what_shares_no_series_is_refused():
    """Two areas, two categories, or no date at all: an error that says which."""
    undated = row("2013", 5, period_start=pd.NaT, period_end=pd.NaT)
    cases = {
        "SE-22, SE-23": [row("2012", 5), row("2013", 5, area="SE-23")],
        "_T, digital": [row("2012", 5), row("2013", 5, breakdown="digital")],
        "has a date": [undated],
    }
    for words, rows in cases.items():
        with pytest.raises(TableError, match=words):
            plot_series(to_table("observations", rows))
    assert draw([undated, row("2012", 4)]).note == "Without a date: 2013."


def test_input_is_not_changed():
    """The tables are the same after drawing."""
    observations = to_table("observations", [row("2011", 200)])
    judged = progress(observations, to_table("targets", [target(600)]), as_of="2014-01-01")
    before = observations.copy(), judged.copy()
    plot_series(observations, progress=judged)
    pd.testing.assert_frame_equal(observations, before[0])
    pd.testing.assert_frame_equal(judged, before[1])
