"""Counts by municipality: bounds hatched, additions outlined, missing ones named and never zero."""

from datetime import date
from math import inf, nan

import pandas as pd
import pytest
from chart_checks import bars_of, check_texts, texts_of
from rows import (
    ANGE,
    HARNOSAND,
    KRAMFORS,
    ORNSKOLDSVIK,
    SEVEN,
    SOLLEFTEA,
    SUNDSVALL,
    TIMRA,
    observation,
)

from ehealth_stats.charts.counts import plot_counts
from ehealth_stats.charts.draw.style import HATCH
from ehealth_stats.codelists.areas import municipalities
from ehealth_stats.errors import TableError
from ehealth_stats.schema import to_table


def row(area, value, bounds=None, **changes) -> dict:
    """One row of the table observations."""
    figure = (value, *bounds) if bounds else value
    period = changes.pop("period", "2013-04-02")
    return observation(area, period, figure, **{"source_id": "vasternorrland-2013", "qualifier": "exact"} | changes)


def table(*rows) -> pd.DataFrame:
    """A checked table."""
    return to_table("observations", rows)


def missing(area, qualifier, **changes) -> dict:
    """A row whose words give no number."""
    return row(area, nan, (0, inf), qualifier=qualifier, status="O", **changes)


# Västernorrland 2013, activity 2: staff with SITHS cards; "c:a 60 st", "120 (+32 enbart HSA)", "Summa c:a 445 st".
SITHS = [
    row(ANGE, 51),
    row(SUNDSVALL, 120),
    row(SUNDSVALL, 32, breakdown="hsa_only"),
    row(TIMRA, 60, (55, 65), qualifier="approximate", status="E"),
    row(HARNOSAND, 30),
    row(KRAMFORS, 26),
    row(SOLLEFTEA, 27),
    row(ORNSKOLDSVIK, 156),
    row("SE-22", 445, (444, 446), role="stated_total", qualifier="approximate", status="E"),
]
# Activity 5a: expected NPÖ users.
NPO = {"indicator": "npo_users", "role": "planned"}
EXPECTED_USERS = [
    row(ANGE, 25, **NPO),
    row(SUNDSVALL, 119, **NPO),
    row(TIMRA, 30, **NPO),
    row(HARNOSAND, 13, **NPO),
    row(KRAMFORS, 35, **NPO),
    missing(SOLLEFTEA, "not_available", **NPO),
    missing(ORNSKOLDSVIK, "already_done", **NPO),
]


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nn"])
def test_siths_cards_by_municipality(language):
    """Solid to the lower bound, hatched to the upper; the addition stands outlined beside the bar."""
    chart = check_texts(plot_counts(table(*SITHS), frame=SEVEN, language=language))
    assert bars_of(chart, ANGE) == [(0, 51, "")]
    assert bars_of(chart, TIMRA) == [(0, 55, ""), (55, 65, HATCH)]
    assert bars_of(chart, SUNDSVALL) == [(0, 120, ""), (120, 152, "")]
    assert bars_of(chart, SUNDSVALL, "hsa_only outlined") == [(120, 152, "")]
    assert chart.data["row"].drop_duplicates().tolist()[:3] == [ORNSKOLDSVIK, SUNDSVALL, TIMRA]


def test_siths_texts():
    """The title tells the range, the labels the words' bounds, the note the document's own total."""
    chart = plot_counts(table(*SITHS), frame=SEVEN)
    assert chart.title == "Staff with SITHS cards: from 26 in Kramfors to 156 in Örnsköldsvik"
    assert {"about 60 (55–65)", "120 (+32 in the HSA directory only)"} <= set(texts_of(chart.figure))
    assert chart.note == "The document's own total: about 445 (444–446)."
    assert chart.alt != chart.caption


@pytest.mark.parametrize(
    ("language", "word"), [("en", "already done"), ("sv", "redan infört"), ("nb", "n/a"), ("nn", "allereie innført")]
)
def test_areas_without_a_number_are_hatched_and_named(language, word):
    """The words "n/a" and "redan infört" are drawn as unknown with their words, and counted in the title."""
    chart = check_texts(plot_counts(table(*EXPECTED_USERS), frame=SEVEN, language=language))
    for area in (SOLLEFTEA, ORNSKOLDSVIK):
        [(start, end, hatch)] = bars_of(chart, area)
        assert (start, hatch, end > 0) == (0, HATCH, True)
    assert word in texts_of(chart.figure)
    assert set(chart.data.loc[chart.data["drawn"] == "unknown", "end"]) == {inf}


def test_planned_users_say_that_they_are_planned():
    """Plans are named as such in the title and in the file's name."""
    chart = plot_counts(table(*EXPECTED_USERS), frame=SEVEN)
    assert chart.title == "NPÖ users, planned: from 13 in Härnösand to 119 in Sundsvall; 2 of 7 without a number"
    assert chart.name == "counts-npo_users-vasternorrland-2013-planned-en"


def test_an_area_of_the_frame_without_a_row_is_not_stated():
    """A municipality that the document is silent about is drawn as unknown, not left out."""
    chart = plot_counts(table(row(ANGE, 51)), frame=(ANGE, TIMRA))
    assert chart.data["text"].tolist() == ["51", "not stated"]
    assert chart.note == "No number: Timrå."


def test_zero_is_a_number_and_missing_is_not_zero():
    """Zero has a bar of no width and the label 0; the unknown has a hatched box."""
    chart = check_texts(plot_counts(table(row(ANGE, 0), missing(TIMRA, "unknown"))))
    assert bars_of(chart, ANGE) == [(0, 0, "")]
    assert bars_of(chart, TIMRA)[0][1] > 0
    assert chart.data.set_index("row")["text"].to_dict() == {ANGE: "0", TIMRA: "unknown"}


def test_ranges_without_a_point_and_open_ends():
    """A "100-200" is solid to 100 and hatched to 200; "over 300" is solid to 301 and open beyond."""
    over = row(TIMRA, nan, (301, inf), qualifier="more_than")
    between = row(ANGE, nan, (100, 200), qualifier="range", status="E")
    at_most = row(KRAMFORS, nan, (0, 99), qualifier="less_than")
    chart = check_texts(plot_counts(table(over, between, at_most)))
    assert bars_of(chart, ANGE) == [(0, 100, ""), (100, 200, HATCH)]
    assert bars_of(chart, KRAMFORS) == [(0, 0, ""), (0, 99, HATCH)]
    assert bars_of(chart, TIMRA)[0] == (0, 301, "")
    assert chart.data.loc[chart.data["row"] == TIMRA, "end"].tolist() == [301, inf]
    assert {"at least 301", "100–200", "at most 99"} <= set(texts_of(chart.figure))


@pytest.mark.parametrize("n", [1, 7, 30])
def test_figure_grows_with_its_rows(n):
    """One row or thirty: nothing overlaps, one value far above the rest included."""
    codes = [area.code for area in municipalities("SE-14", on=date(2013, 1, 1))][:n]
    rows = [row(code, 10**6 if number == 0 else number) for number, code in enumerate(codes)]
    chart = check_texts(plot_counts(table(*rows)))
    assert len(chart.data) == n
    assert chart.figure.get_figheight() > 0.3 * n


def test_all_unknown():
    """Without any number the title says so and there is no scale."""
    chart = check_texts(plot_counts(table(missing(ANGE, "unknown"), missing(TIMRA, "vague")), frame=SEVEN))
    assert chart.title == "Staff with SITHS cards: no number for any of the 7 municipalities"
    assert not [text for text in texts_of(chart.figure) if text.isdigit()]


def test_what_shares_no_axis_is_refused():
    """SEK and NOK, results and plans, two figures for one place, parts of a whole: an error that says which."""
    money = {"indicator": "programme_budget"}
    cases = {
        "NOK, SEK": [row(ANGE, 5, unit="SEK", **money), row(TIMRA, 5, unit="NOK", **money)],
        "planned, reported": [row(ANGE, 5), row(TIMRA, 5, role="planned")],
        "two figures": [row(ANGE, 5), row(ANGE, 6, period="2012")],
        "plot_inventory": [row(ANGE, 5), row(ANGE, 2, breakdown="digital")],
        "municipality": [row("SE-22", 5)],
        "no observations": [],
    }
    for words, rows in cases.items():
        with pytest.raises(TableError, match=words):
            plot_counts(table(*rows))


def test_title_claims_no_largest_that_is_not_certain():
    """A figure "over 300" may be more than 400: the title says so; "at most 99" may be 0."""
    over = row(TIMRA, nan, (301, inf), qualifier="more_than")
    at_most = row(KRAMFORS, nan, (0, 99), qualifier="less_than")
    chart = plot_counts(table(over, at_most, row(ANGE, 400), row(SUNDSVALL, 0)))
    assert chart.title == "Staff with SITHS cards: from 0 in Sundsvall to 400 in Ånge; possibly more in Timrå"


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("en", "Counted by another definition: Timrå."),
        ("sv", "Räknat enligt en annan definition: Timrå."),
        ("nb", "Telt etter en annen definisjon: Timrå."),
    ],
)
def test_another_definition_is_named(language, note):
    """A figure of another definition stands among the others, and the note says which it is."""
    chart = check_texts(plot_counts(table(row(ANGE, 51), row(TIMRA, 60, status="D")), language=language))
    assert chart.note == note


def test_the_note_tells_the_total_of_the_year_that_is_drawn():
    """Of totals of 81 in 2014 and 120 in 2015 the figure of 2014 (51 + 30) notes the first."""
    totals = [
        row("SE-22", 81, role="stated_total", period="2014"),
        row("SE-22", 120, role="stated_total", period="2015"),
    ]
    chart = plot_counts(table(row(ANGE, 51, period="2014"), row(HARNOSAND, 30, period="2014"), *totals))
    assert "The document's own total: 81." in chart.note
    assert "120" not in chart.note


def test_a_part_whose_whole_is_not_given_is_counted_by_itself():
    """Digital alarms alone: the title says which part, and the note the total of that part."""
    kept = {"indicator": "safety_alarms", "unit": "alarms", "breakdown": "digital"}
    total = row("SE-22", 50, role="stated_total", **kept)
    chart = check_texts(plot_counts(table(row(ANGE, 45, **kept), row(TIMRA, 5, **kept), total)))
    assert chart.title == "Safety alarms, digital: from 5 in Timrå to 45 in Ånge"
    assert chart.note == "The document's own total: 50."


def test_sums_of_several_areas_are_named():
    """A county's sum beside the country's."""
    sums = [row(area, n, role="stated_total") for area, n in (("SE-22", 75), ("SE", 900))]
    chart = plot_counts(table(row(ANGE, 45), row(TIMRA, 30), *sums))
    assert chart.note == "The document's own total: 75 (Västernorrland), 900 (Sweden)."
