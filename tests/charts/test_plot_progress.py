"""Progress: one line a target on a scale of its own; without a number there is only text."""

import re
from math import inf, nan

import pandas as pd
import pytest
from chart_checks import check_texts, texts_of

from ehealth_stats.charts.progress import plot_progress
from ehealth_stats.errors import TableError
from ehealth_stats.schema import to_table

NOTHING = (nan, nan, nan)


def row(name, kind, goal=(nan, nan), baseline=NOTHING, actual=NOTHING, **changes) -> dict:
    """One row of the table progress; figures are (value, lower, upper)."""
    figures = dict(zip(("baseline", "baseline_lower", "baseline_upper"), baseline, strict=True))
    figures |= dict(zip(("actual", "actual_lower", "actual_upper"), actual, strict=True))
    return {
        "target_id": name,
        "source_id": "vasternorrland-2013",
        "indicator": "siths_holders",
        "breakdown": "_T",
        "area": "SE-22",
        "kind": kind,
        "due": "2013-12-31",
        "target_lower": goal[0],
        "target_upper": goal[1],
        "unit": "persons",
        "verdict": "unable_to_assess",
        "target_state": "quantified",
        "target_status": "not_available",
        **figures,
        **changes,
    }


UNDEFINED = {"target_state": "undefined", "unit": "", "due": None}
# Västernorrland 2013: 470 [465, 475] holders and 100-200 more; one consumer of seven; alarms "ej definierat".
PROGRESS = [
    row("siths", "increase_by", (100, 200), (470, 465, 475)),
    row("siths", "increase_by", (100, 200), (445, 444, 446), reading="stated baseline"),
    row("npo", "all_areas", (7, 7), (1, 1, 1), indicator="npo_consumer", unit="municipalities"),
    row("alarms", "undefined", indicator="safety_alarms", **UNDEFINED),
]


def table(*rows) -> pd.DataFrame:
    """A checked table."""
    return to_table("progress", rows)


def marks(chart, name) -> list[list]:
    """What is drawn for a target: mark, value, lower, upper."""
    rows = chart.data[chart.data["target_id"] == name]
    return rows[["mark", "value", "lower", "upper"]].astype(object).where(rows.notna(), None).to_numpy().tolist()


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nn"])
def test_one_line_a_target(language):
    """Three targets, of which one without a number; the second reading of the first is only counted."""
    chart = check_texts(plot_progress(table(*PROGRESS), language=language))
    assert chart.data["target_id"].drop_duplicates().tolist() == ["siths", "npo", "alarms"]
    assert marks(chart, "npo") == [["target", 7, 7, 7], ["baseline", 1, 1, 1]]
    assert marks(chart, "alarms") == [["", None, None, None]]


def test_texts_say_what_is_not_known():
    """No reading, no verdict, not defined: each stands in words."""
    chart = plot_progress(table(*PROGRESS))
    assert chart.title == "None of the 3 targets can be judged; 1 without a number"
    assert {"no reading", "pace can't be assessed", "not defined"} <= set(texts_of(chart.figure))
    details = "Baseline 470 (465–475), increase by 100–200 persons, due 31 December 2013"
    assert details in " ".join(texts_of(chart.figure))
    assert chart.note == "Further readings in the table (other baseline or sensitivity): 1."


def test_an_increase_is_drawn_as_a_change():
    """From 470 to 530 is +60, between 525 - 475 = 50 and 535 - 465 = 70; the target is +100 to +200."""
    chart = plot_progress(table(row("siths", "increase_by", (100, 200), (470, 465, 475), (530, 525, 535))))
    assert marks(chart, "siths") == [["target", None, 100, 200], ["baseline", 0, 0, 0], ["actual", 60, 50, 70]]
    assert set(chart.data["scale"]) == {"change"}


def test_a_decrease_goes_down():
    """From 10 to 9 with a target of 2-3 fewer: the target is at -3 to -2."""
    chart = check_texts(plot_progress(table(row("few", "decrease_by", (2, 3), (10, 10, 10), (9, 9, 9)))))
    assert marks(chart, "few") == [["target", None, -3, -2], ["baseline", 0, 0, 0], ["actual", -1, -1, -1]]


def test_bounds_and_open_ends():
    """A reading "over 300" has no point and no upper bound: a line with an arrow, "at least 301" in words."""
    chart = check_texts(
        plot_progress(table(row("many", "level", (250, 250), (nan, 100, 200), (nan, 301, inf), target_status="met")))
    )
    assert marks(chart, "many")[2] == ["actual", None, 301, inf]
    arrows = [line for line in chart.figure.axes[0].lines if line.get_marker() == ">"]
    assert len(arrows) == 1
    assert any("latest reading at least 301" in text for text in texts_of(chart.figure))


def test_verdicts_are_counted_and_never_coloured():
    """Two verdicts in the title; every mark has the colour of its kind, whatever the verdict."""
    met = row("a", "level", (2, inf), actual=(3, 3, 3), target_status="met", verdict="achieved", certainty="necessary")
    late = row("b", "level", (9, 9), (1, 1, 1), (1, 1, 1), target_status="future", verdict="deterioration")
    chart = check_texts(plot_progress(table(met, late)))
    assert chart.title == "2 of 2 targets can be judged: 1 met and 1 deterioration"
    diamonds = [line.get_color() for line in chart.figure.axes[0].lines if line.get_marker() == "D"]
    assert len(diamonds) == 2
    assert len(set(diamonds)) == 1
    assert "achieved (certain)" in texts_of(chart.figure)


def test_names_come_from_the_targets():
    """With the table of targets their labels stand on the lines, else the indicator and the area."""
    target = {
        "target_id": "npo",
        "source_id": "vasternorrland-2013",
        "indicator": "npo_consumer",
        "breakdown": "_T",
        "area": "SE-22",
        "kind": "all_areas",
        "label": "All municipalities connected",
        "locator": "row 5a",
        "text": "as printed",
    }
    chart = plot_progress(table(*PROGRESS), targets=to_table("targets", [target]))
    assert {"All municipalities connected", "Safety alarms, Västernorrland"} <= set(texts_of(chart.figure))


def test_a_number_that_is_missing_is_not_drawn_as_zero():
    """A target with neither number nor reading has no marks at all, its baseline notwithstanding."""
    chart = plot_progress(table(row("open", "not_quantified", (nan, nan), (5, 5, 5), target_state="not_quantified")))
    assert marks(chart, "open") == [["", None, None, None]]
    assert chart.figure.axes[0].patches[:] == []
    assert "no number given" in texts_of(chart.figure)


@pytest.mark.parametrize("n", [1, 30])
def test_thirty_targets(n):
    """One target or thirty, in different units, each on its own scale; one far above the rest."""
    rows = [
        row(f"t{k}", "level", (10.0 ** (k % 7), 10.0 ** (k % 7)), (k, k, k), unit=["persons", "alarms"][k % 2])
        for k in range(n)
    ]
    chart = check_texts(plot_progress(table(*rows)))
    assert chart.data["target_id"].nunique() == n


def test_no_targets_is_refused():
    """An empty table has nothing to draw."""
    with pytest.raises(TableError, match="no targets"):
        plot_progress(table())


def test_targets_of_one_label_have_their_area():
    """One label for two municipalities makes two lines that say which."""
    common = {"source_id": "vasternorrland-2013", "indicator": "siths_holders", "breakdown": "_T", "kind": "level"}
    common |= {"target_lower": 10, "target_upper": 10, "unit": "persons", "label": "Cards for all"}
    places = {"one": "SE-2260", "two": "SE-2281"}
    named = [
        {"target_id": name, "area": area, "locator": "row 1", "text": "x"} | common for name, area in places.items()
    ]
    rows = [row(name, "level", (10, 10), (2, 2, 2), area=area) for name, area in places.items()]
    chart = check_texts(plot_progress(table(*rows), targets=to_table("targets", named)))
    assert chart.data["name"].drop_duplicates().tolist() == ["Cards for all, Ånge", "Cards for all, Sundsvall"]


def test_a_milestone_without_a_reading_has_no_scale():
    """A target of one milestone says nothing, its due date does; with a baseline there is a way to go."""
    bare = row("bare", "milestone", (1, 1), unit="milestones", indicator="activity_milestone")
    begun = row("begun", "milestone", (1, 1), (0, 0, 0), unit="milestones", indicator="activity_milestone")
    chart = check_texts(plot_progress(table(bare, begun)))
    assert marks(chart, "bare") == [["", None, None, None]]
    assert [mark for mark, *_ in marks(chart, "begun")] == ["target", "baseline"]
    assert "Due 31 December 2013" in " ".join(texts_of(chart.figure))


@pytest.mark.parametrize(
    ("language", "details"),
    [
        ("en", "latest reading (2012) 1, target 1 municipality"),
        ("sv", "senaste avläsning (2012) 1, mål 1 kommun"),
        ("nb", "siste avlesning (2012) 1, mål 1 kommune"),
    ],
)
def test_one_is_singular_and_the_reading_has_its_period(language, details):
    """One municipality, and when it was read."""
    goal = row("one", "level", (1, 1), (0, 0, 0), (1, 1, 1), unit="municipalities", actual_period="2012")
    assert details in plot_progress(table(goal), language=language).alt


def test_the_title_lists_the_best_first():
    """Met before on track before deterioration, whatever their order in the table; of one target it says what."""
    verdicts = ["deterioration", "on_track", "achieved"]
    rows = [row(each, "level", (9, 9), (2, 2, 2), (3, 3, 3), verdict=each) for each in verdicts]
    chart = plot_progress(table(*rows))
    assert chart.title == "3 of 3 targets can be judged: 1 achieved, 1 on track and 1 deterioration"
    assert plot_progress(table(rows[1])).title == "The target can be judged: on track"


def test_a_reading_that_does_not_decide_is_not_called_missing():
    """From at least 491 to 685, 150-200 more wanted: there is a reading, and it leaves open whether it is enough."""
    read = row("siths", "increase_by", (150, 200), (nan, 491, inf), (685, 685, 685), actual_period="2013-12-31")
    chart = check_texts(plot_progress(table(read)))
    assert "latest reading (31 December 2013) 685" in chart.alt
    assert "met or not is open" in texts_of(chart.figure)
    assert "no reading" not in chart.alt


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nn"])
def test_targets_of_the_document_that_are_not_drawn_are_counted_in_the_note(language):
    """Of three targets of the plan one is drawn; the one of another document is none of them."""
    common = {"indicator": "npo_consumer", "breakdown": "_T", "area": "SE-22", "kind": "level", "locator": "row 5"}
    plan, other = ({"source_id": name, "label": "x", "text": "x"} | common for name in ("vasternorrland-2013", "tour"))
    named = [plan | {"target_id": name} for name in ("npo", "two", "three")] + [other | {"target_id": "four"}]
    chart = check_texts(plot_progress(table(PROGRESS[2]), targets=to_table("targets", named), language=language))
    assert re.findall(r"\d+", chart.note) == ["2"]
