"""Reconciliation: what is stated beside what the others give, the gap between their bounds drawn."""

from math import inf, nan

import pytest
from chart_checks import check_texts, texts_of

from ehealth_stats.charts.reconciliation import plot_reconciliation
from ehealth_stats.errors import TableError
from ehealth_stats.schema import to_table


def row(name, verdict, stated, computed, **changes) -> dict:
    """One row of the table comparisons; figures are (value, lower, upper)."""
    sides = dict(zip(("stated", "stated_lower", "stated_upper"), stated, strict=True))
    sides |= dict(zip(("computed", "computed_lower", "computed_upper"), computed, strict=True))
    return {
        "comparison_id": name,
        "check": "areas",
        "source_id": "plan",
        "indicator": "siths_holders",
        "breakdown": "_T",
        "area": "SE-22",
        "period": "2013",
        "unit": "persons",
        "verdict": verdict,
        "stated_locator": "row 2",
        "observation_ids": "a|b",
        **sides,
        **changes,
    }


# Västernorrland 2013: "Summa c:a 445 st" against 470 [465, 475]: 25/505 = 4.95 % of the inexact terms.
SITHS = row("siths", "differs", (445, 444, 446), (470, 465, 475), tolerance_needed=25 / 505)
SEMINARS = row("seminars", "agrees", (577, 577, 577), (577, 577, 577), indicator="seminar_participants", area="NO")
OPEN = row("open", "not_checkable", (500, 500, 500), (nan, 222, inf))


def draw(*rows, **options):
    """A checked chart."""
    return check_texts(plot_reconciliation(to_table("comparisons", rows), **options))


def gids(chart) -> set[str]:
    """The marks that are drawn."""
    return {line.get_gid() for line in chart.figure.axes[0].lines if line.get_gid()} - {None}


def test_the_gap_is_drawn_between_the_bounds():
    """From 446 to 465 is 19; the title has the numbers, the verdict what it would take."""
    chart = draw(SEMINARS, SITHS)
    assert chart.data.loc[chart.data["comparison_id"] == "siths", "gap"].tolist() == [19, 19]
    assert {"siths gap", "siths D", "siths o"} <= gids(chart)
    assert "seminars gap" not in gids(chart)
    assert chart.title == (
        "1 of 2 stated figures contradicted: Staff with SITHS cards, Västernorrland, 2013, 445 against 470"
    )
    assert {"19", "contradicted"} <= set(texts_of(chart.figure))
    assert "each inexact figure would be 4.95% off" in " ".join(texts_of(chart.figure))


def test_contradictions_come_first():
    """Whatever the order of the table, what does not agree is read first."""
    chart = draw(SEMINARS, OPEN, SITHS)
    assert chart.data["comparison_id"].drop_duplicates().tolist() == ["siths", "open", "seminars"]


@pytest.mark.parametrize(
    ("language", "country", "verdict"),
    [("en", "Norway", "agrees"), ("sv", "Norge", "stämmer"), ("nb", "Norge", "stemmer")],
)
def test_words_of_each_language(language, country, verdict):
    """A country has its name in the language of the figure, and the verdict its word."""
    chart = draw(SEMINARS, language=language)
    assert country in " ".join(texts_of(chart.figure))
    assert verdict in texts_of(chart.figure)


def test_an_open_bound_has_an_arrow_and_no_gap():
    """At least 222 may be 500: nothing contradicts; at least 222 against 100 does, by 122."""
    chart = draw(OPEN)
    assert [line.get_marker() for line in chart.figure.axes[0].lines].count(">") == 1
    assert chart.title == "The stated figure is not contradicted: can't be checked"
    short = draw(row("short", "differs", (100, 100, 100), (nan, 222, inf)))
    assert short.data["gap"].tolist() == [122, 122]


def test_extremes():
    """Zero against zero, nothing against unknown, and a range far below a million: nothing overlaps."""
    zero, unknown = (0, 0, 0), (nan, 0, inf)
    far = row("far", "differs", (nan, 100, 200), (10**6, 10**6, 10**6))
    chart = draw(row("zero", "agrees", zero, zero), row("unknown", "not_checkable", zero, unknown), far)
    assert chart.data["comparison_id"].nunique() == 3


@pytest.mark.parametrize("n", [290, 357])
def test_many_checks(n):
    """Thirty are drawn, the contradictions among them, and the note counts the rest by verdict."""
    agreeing = [row(str(k), "agrees", (k, k, k), (k, k, k)) for k in range(n - 1)]
    chart = draw(*agreeing, SITHS)
    assert chart.data["comparison_id"].iloc[0] == "siths"
    assert chart.note == f"Not drawn, in the table: agrees: {n - 30}."
    assert f"1 of {n} stated figures" in chart.title


def test_no_comparisons_are_refused():
    """An empty table has nothing to draw."""
    with pytest.raises(TableError, match="no comparisons"):
        plot_reconciliation(to_table("comparisons", []))


def test_equal_checks_are_one_line():
    """The same 577 at two places is drawn once with its count; the data hold both."""
    again = SEMINARS | {"comparison_id": "again"}
    chart = draw(SITHS, SEMINARS, again)
    assert chart.data["comparison_id"].nunique() == 3
    assert "(2 checks)" in " ".join(texts_of(chart.figure))
    assert len([gid for gid in gids(chart) if gid.endswith(" D")]) == 2


@pytest.mark.parametrize(
    ("verdict", "title"),
    [
        ("agrees", "The stated figure is not contradicted: agrees"),
        ("differs", "The stated figure is contradicted: Seminar participants, Norway, 2013, 577 against 577"),
    ],
)
def test_a_title_of_one_check(verdict, title):
    """One figure is no "1 of 1"."""
    assert draw(SEMINARS | {"verdict": verdict}).title == title
