"""Real shapes of a programme of many years: uneven years, gaps, breaks, negative changes, percent, several targets."""

from itertools import pairwise
from math import nan

import pytest
from chart_checks import bars_of, check_texts, lines, texts_of
from matplotlib.colors import to_hex
from rows import observation
from rows import target as target_row

from ehealth_stats import progress
from ehealth_stats.charts.counts import plot_counts
from ehealth_stats.charts.draw.style import HATCH, PALETTE
from ehealth_stats.charts.multiples import plot_multiples
from ehealth_stats.charts.series import plot_series
from ehealth_stats.schema import to_table

LANGUAGES = pytest.mark.parametrize("language", ["en", "sv", "nb", "nn"])


def row(period, figure, **changes) -> dict:
    """One row of the table observations."""
    return observation(period=period, figure=figure, **changes)


def target(number, due, **changes) -> dict:
    """One row of the table targets; a number is a value or (lower, upper)."""
    lower, upper = number if isinstance(number, tuple) else (number, number)
    numbers = {"target_value": lower if lower == upper else nan, "target_lower": lower, "target_upper": upper}
    return target_row(**{"target_id": f"plan/{due}", "start": None, "due": due} | numbers | changes)


def series(rows, targets=(), **options):
    """A checked series."""
    observations = to_table("observations", rows)
    judged = progress(observations, to_table("targets", targets), as_of="2014-01-01")
    return check_texts(plot_series(observations, progress=judged, **options))


def multiples(rows, **options):
    """Checked panels."""
    return check_texts(plot_multiples(to_table("observations", rows), **options))


def gids(chart, kind) -> list[str]:
    """The marks of a kind."""
    marks = [*chart.figure.axes[0].lines, *chart.figure.axes[0].patches]
    return [mark.get_gid() for mark in marks if (mark.get_gid() or "").startswith(kind)]


@LANGUAGES
@pytest.mark.parametrize("years", [2, 3, 5, 8, 15])
def test_two_to_fifteen_years(years, language):
    """Each year with its bounds has its dot or bar, and no label covers another."""
    figures = [10 * k if k % 3 else (10 * k, 10 * k - 5, 10 * k + 5) for k in range(1, years + 1)]
    rows = [row(str(2004 + k), figure) for k, figure in enumerate(figures)]
    chart = series(rows, [target((10 * years, 20 * years), "2020-12-31")], language=language)
    assert lines(chart) == [[10 * k for k in range(1, years + 1)]]
    assert (chart.data["mark"] == "reading").sum() == years


def test_uneven_dates_stand_where_they_are():
    """2001, 2008, spring and autumn 2009, 2020: the distances are those of the days."""
    dates = ["2001", "2008", "2009-03-01", "2009-10-01", "2020"]
    chart = series([row(when, 5 * k) for k, when in enumerate(dates)])
    [line] = [line for line in chart.figure.axes[0].lines if line.get_marker() == "o"]
    days = [float(x) for x in line.get_xdata()]
    # 60 and 214 days, counted on the calendar: 31 December 2008 to 1 March, and on to 1 October 2009.
    assert [b - a for a, b in pairwise(days)][1:3] == [60, 214]


def test_a_break_ends_the_line_and_the_comparison():
    """The line is 100, 120 and 90, 100; a dotted line stands between, the note and the title say so."""
    rows = [row("2010", 100), row("2011", 120), row("2012", 90, status="B"), row("2013", 100)]
    chart = series(rows)
    assert lines(chart) == [[100, 120], [90, 100]]
    assert gids(chart, "break") == ["break 2012"]
    assert "Break in the series" in texts_of(chart.figure)
    assert chart.note == "Break in the series or another definition: 2012."
    assert "not comparable throughout" in chart.title
    assert chart.data["status"].tolist() == ["A", "A", "B", "A"]


def test_another_definition_is_joined_to_nothing():
    """A reading of another definition stands alone, between two breaks; the ends are still comparable in themselves."""
    chart = series([row("2010", 100), row("2011", 300, status="D"), row("2012", 120)])
    assert lines(chart) == [[100], [300], [120]]
    assert gids(chart, "break") == ["break 2011", "break 2012"]
    assert "break" not in series([row("2010", 100), row("2011", 120)]).note


def test_a_break_leaves_the_change_of_a_municipality_uncertain():
    """More after a break is no increase; without one it is. The first reading's own break is before the series."""
    rows = [row("2010", 10, area="SE-2281"), row("2011", 20, area="SE-2281", status="B")]
    rows += [row("2010", 10, area="SE-2260", status="B"), row("2011", 20, area="SE-2260")]
    chart = multiples(rows)
    assert chart.title == "Staff with SITHS cards: up in 1 and not certain in 1 of 2 municipalities"
    assert chart.note == "Break in the series or another definition: Sundsvall."


def test_numbers_below_zero_are_inside_the_axes():
    """From −5.5 to 12.5: the axis begins below the least number, and the zero line is there."""
    figures = {"2010": -5.5, "2011": (nan, -8, -3), "2012": 12.5}
    axes = series([row(year, figure, unit="percentage_points") for year, figure in figures.items()]).figure.axes[0]
    low, high = axes.get_ylim()
    assert low < -8
    assert high > 12.5
    assert 0 in axes.get_yticks()


@LANGUAGES
def test_panels_below_zero(language):
    """Every line of a panel lies between its top and the panel below."""
    places = (("SE-2281", 3), ("SE-2260", -2))
    points = [(area, k, n * (k + 1)) for area, n in places for k in (0, 1)]
    rows = [row(str(2010 + k), figure, area=area, unit="percentage_points") for area, k, figure in points]
    chart = multiples(rows, language=language)
    below = [line for line in chart.figure.axes[0].lines if line.get_marker() == "o"][1]
    bottom, top = chart.figure.axes[0].get_ylim()
    assert all(top < y < bottom for y in below.get_ydata())


def test_bars_of_negative_numbers_go_to_the_left():
    """−5 is solid from −5 to 0; −4 to −2 is solid to −2 and hatched on to −4; −10 to 10 is hatched on both sides."""
    figures = {"SE-2281": -5, "SE-2260": (nan, -4, -2), "SE-2262": (nan, -10, 10), "SE-2282": 12}
    rows = [row("2013", figure, area=area, unit="percentage_points") for area, figure in figures.items()]
    chart = check_texts(plot_counts(to_table("observations", rows)))
    assert bars_of(chart, "SE-2281") == [(-5, 0, "")]
    assert bars_of(chart, "SE-2260") == [(-2, 0, ""), (-4, -2, HATCH)]
    assert bars_of(chart, "SE-2262", "hatched") == [(-10, 10, HATCH)]
    assert {"−5", "−4 to −2", "−10 to 10"} <= set(texts_of(chart.figure))


def test_percent_has_its_unit_and_small_steps():
    """0.2 to 0.8 percent: the title has the unit, the axis tenths; a count of 1 has no half on its axis."""
    chart = series([row("2010", 0.2, unit="percent"), row("2011", 0.8, unit="percent")])
    assert chart.title == "Staff with SITHS cards, Västernorrland: from 0.2 percent (2010) to 0.8 percent (2011)"
    assert "0.4" in [tick.get_text() for tick in chart.figure.axes[0].get_yticklabels()]
    assert series([row("2010", 1)]).figure.axes[0].get_yticks().tolist() == [0, 1]


def test_one_target_is_a_level_and_several_are_diamonds():
    """Levels of several targets would lie on each other: each is a diamond at its deadline with the path to it."""

    def levels(chart) -> list[float]:
        drawn = [line for line in chart.figure.axes[0].lines if to_hex(line.get_color()) == PALETTE[1]]
        return [line.get_ydata()[0] for line in drawn if len(set(line.get_ydata())) == 1 and len(line.get_ydata()) > 1]

    rows = [row("2010", 100), row("2011", 120)]
    assert levels(series(rows, [target(200, "2015-12-31")])) == [200]
    several = series(rows, [target(200, "2015-12-31"), target(210, "2016-12-31"), target(220, "2017-12-31")])
    assert levels(several) == []
    assert len(gids(several, "path")) == 3
    assert {"200", "210", "220"} <= set(texts_of(several.figure))


def test_at_most_has_no_mark_at_zero():
    """A ceiling of 100 is a band from zero with one diamond, at 100."""
    chart = series([row("2010", 300)], [target((0, 100), "2015-12-31", kind="ceiling", direction="decrease")])
    diamonds = [line.get_ydata()[0] for line in chart.figure.axes[0].lines if line.get_marker() == "D"]
    assert diamonds == [100]


def test_an_unchanged_number_is_no_movement():
    """5 and 5 is no "from 5 to 5"."""
    assert series([row("2010", 5), row("2014", 5)]).title.endswith(": 5 both in 2010 and in 2014")


def test_many_periods_are_a_span_in_the_subtitle():
    """Fifteen years are named by the first and the last."""
    chart = multiples([row(str(2010 + k), k, area="SE-2281") for k in range(15)])
    assert chart.subtitle == "Staff with SITHS cards: persons, 2010–2024"
