"""Whole countries: 290 and 357 municipalities in every kind of figure, readable, and nothing dropped without a word."""

from datetime import date
from math import inf, nan

import pandas as pd
import pytest
from chart_checks import bars_of, check_texts, texts_of
from rows import observation

from ehealth_stats import inventory
from ehealth_stats.charts.adoption import plot_adoption
from ehealth_stats.charts.counts import plot_counts
from ehealth_stats.charts.inventory import plot_inventory
from ehealth_stats.charts.progress import plot_progress
from ehealth_stats.charts.timeline import plot_timeline
from ehealth_stats.codelists import municipalities
from ehealth_stats.schema import to_table

COUNTRIES = pytest.mark.parametrize(("country", "n", "language"), [("SE", 290, "sv"), ("NO", 357, "nb")])


def codes(country) -> list[str]:
    """The municipalities of 2024."""
    return [area.code for area in municipalities(country, on=date(2024, 1, 1))]


def row(area, bounds, **changes) -> dict:
    """One row of the table observations, with a point where its bounds are one number."""
    lower, upper = bounds
    figure = (lower if lower == upper else nan, lower, upper)
    return observation(area, 2024, figure, **{"indicator": "safety_alarms", "unit": "alarms"} | changes)


def alarms(areas) -> list[dict]:
    """One far above the rest, zeros, unknowns, ranges without a point, open ends; the last area has no row."""
    kinds = {0: lambda k: (10**6, 10**6), 1: lambda k: (0, inf), 2: lambda k: (k, k + 30), 3: lambda k: (k, inf)}
    bounds = [kinds.get(k if k == 0 else k % 12, lambda k: (k % 90, k % 90))(k) for k in range(len(areas) - 1)]
    return [row(area, each) for area, each in zip(areas, bounds, strict=False)]


def table(rows) -> pd.DataFrame:
    """A checked table of observations."""
    return to_table("observations", rows)


@COUNTRIES
def test_counts_of_a_country(country, n, language):
    """The thirty largest are bars, those without a number one bar, the others dots; the data hold them all."""
    areas = codes(country)
    rows = alarms(areas)
    unknown = 1 + sum(each["upper"] == inf and each["lower"] == 0 for each in rows)
    chart = check_texts(plot_counts(table(rows), frame=areas, language=language))
    assert chart.data["row"].nunique() == len(areas) == n
    assert len(bars_of(chart, "_without")) == 1
    bars, dots = chart.figure.axes
    assert len(bars.get_yticklabels()) == 31
    assert len(dots.collections[0].get_offsets()) == n - 30 - unknown
    assert str(n - 30 - unknown) in chart.note
    assert f"{unknown} kommune" in chart.alt
    assert chart.figure.get_figheight() < 15


@COUNTRIES
def test_inventory_of_a_country(country, n, language):
    """Dots of the wholes have none of the colours of the parts."""
    areas = codes(country)
    rows = alarms(areas)
    parts = [row(each["area"], (each["lower"] // 3,) * 2, breakdown="digital") for each in rows if each["lower"] > 30]
    chart = check_texts(plot_inventory(inventory(table(rows + parts), frame=areas), language=language))
    assert chart.data["row"].nunique() == n
    colours = chart.figure.axes[1].collections[0].get_facecolor()
    drawn = {patch.get_facecolor() for patch in chart.figure.axes[0].patches}
    assert {tuple(colour) for colour in colours}.isdisjoint(drawn)


@COUNTRIES
def test_adoption_in_a_country(country, n, language):
    """A bar a service counts the municipalities in each state; the data name them."""
    areas = codes(country)
    rows = [
        row(area, ((k + j) % 2,) * 2, indicator=indicator, unit="municipalities")
        for j, indicator in enumerate(("pascal", "e_forms"))
        for k, area in enumerate(areas[:-10])
    ]
    chart = check_texts(plot_adoption(table(rows), frame=areas, language=language))
    assert len(chart.data) == 2 * n
    assert [end for _, end, _ in bars_of(chart, "pascal unknown")] == [n]
    assert [end - start for start, end, _ in bars_of(chart, "pascal unknown")] == [10]
    assert str(n) in chart.note


@pytest.mark.parametrize(("n", "dots"), [(40, False), (41, True)])
def test_forty_are_bars(n, dots):
    """Up to forty municipalities each have their bar; from then on there are dots."""
    chart = check_texts(plot_counts(table([row(area, (k + 1, k + 1)) for k, area in enumerate(codes("SE")[:n])])))
    assert (len(chart.figure.axes) == 2) is dots
    assert ("Dots: 11 others" in chart.note) is dots


def test_nothing_known_of_a_country():
    """290 times unknown is one hatched bar that says so."""
    areas = codes("SE")
    chart = check_texts(plot_counts(table([row(areas[0], (0, inf))]), frame=areas))
    assert len(chart.figure.axes) == 1
    assert {"290 municipalities", "without a number"} <= set(texts_of(chart.figure))


def test_357_targets():
    """Thirty are drawn, those with a number first; the title counts all and the note those that are not drawn."""
    common = {"source_id": "plan", "indicator": "pascal", "breakdown": "_T", "verdict": "unable_to_assess"}
    undefined = {"kind": "undefined", "target_state": "undefined", "target_status": "not_available"}
    rows = [{"target_id": area, "area": area, **common, **undefined} for area in codes("NO")]
    number = {"target_lower": 5, "target_upper": 5, "unit": "municipalities", "due": "2025-12-31"}
    rows[-1] |= {"kind": "level", "target_state": "quantified", "target_status": "future", **number}
    chart = check_texts(plot_progress(to_table("progress", rows)))
    assert chart.data["target_id"].iloc[0] == rows[-1]["target_id"]
    assert chart.data["target_id"].nunique() == 30
    assert chart.title == "None of the 357 targets can be judged; 356 without a number"
    assert chart.note == "Drawn are the targets with a number first; 327 more are counted in the title only."


def test_290_entries_of_a_timeline():
    """Sixty are drawn, the strategy among them although it is the last; the note counts the rest by kind."""
    common = {"source_id": "plan", "locator": "slide 1", "text": "as printed"}
    days = pd.date_range("2010-01-01", periods=289, freq="10D").strftime("%Y-%m-%d")
    rows = [dict(name=day, kind="milestone", period=day, start=day, end=day, **common) for day in days]
    strategy = {"name": "Whole", "kind": "strategy", "period": "2019", "start": "2019-01-01", "end": "2019-12-31"}
    chart = check_texts(plot_timeline(to_table("timeline", [*rows, strategy | common])))
    assert len(chart.data) == 60
    assert "Whole" in set(chart.data["name"])
    assert chart.note == "Not drawn, for lack of room: 230 (Milestones 230)."
