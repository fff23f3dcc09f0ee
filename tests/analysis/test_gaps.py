"""Findings on what is missing: which areas, what each accounts for, when there is none."""

from math import inf, nan

import pytest
from rows import ANGE, ORNSKOLDSVIK, SEVEN, SOLLEFTEA, TIMRA, dataset, observation, source, statement

from ehealth_stats.analysis import findings
from ehealth_stats.schema import Dataset


def plan(rows, statements=()) -> Dataset:
    """Make the plan of the county and a later document, of alarms as (area, figure) or (area, figure, columns)."""
    told = []
    for area, figure, *columns in rows:
        bounded = (nan, *figure) if isinstance(figure, tuple) else figure
        about = {"indicator": "safety_alarms"} | (columns[0] if columns else {})
        told.append(observation(area, 2013, bounded, **about))
    sources = [source("plan", "2013-12-31"), source("later", "2014-06-30")]
    return dataset(observations=told, statements=[statement(**row) for row in statements], sources=sources)


def missing(rows, statements=()) -> list[dict]:
    """Return the findings that something is missing."""
    table = findings(plan(rows, statements))
    return table[table["kind"] == "missing"].to_dict("records")


def test_nothing_is_missing_where_every_area_has_a_number():
    """Seven of seven: no finding; ranges are numbers too."""
    assert missing([(area, (10, 20) if area == ANGE else 10) for area in SEVEN]) == []


def test_one_area_that_is_missing_is_named():
    """Six of seven: the seventh alone, and no first call where there is only one."""
    (row,) = missing([(area, 10) for area in SEVEN[:-1]])
    told = "Safety alarms (2013): at least 60 alarms, since 1 of 7 municipalities gave no number: Örnsköldsvik."
    assert (row["statement"], row["settles"]) == (told, "The figure of Örnsköldsvik.")


def test_five_areas_are_named_and_the_others_counted():
    """Of six that are missing the last is "1 more"; five are five names. None is worth the first call: all are open."""
    names = "Timrå, Härnösand, Sundsvall, Kramfors"
    (six,) = missing([(ANGE, 10), (ORNSKOLDSVIK, (0, inf))])
    assert six["statement"].endswith(f"since 6 of 7 municipalities gave no number: {names}, Sollefteå and 1 more.")
    assert six["settles"] == f"The figure of {names}, Sollefteå and 1 more."
    (five,) = missing([(ANGE, 10), (ORNSKOLDSVIK, 5)])
    assert five["settles"] == f"The figure of {names} and Sollefteå."


def digital(*figures) -> list[tuple]:
    """Make alarms of all areas, and how many of them are digital."""
    part = {"breakdown": "digital"}
    wholes = {ANGE: 990, TIMRA: 10} | dict.fromkeys(SEVEN[2:], 1)
    rows = [(area, number) for area, number in wholes.items()] + [(area, 0, part) for area in SEVEN[2 + len(figures) :]]
    return rows + [(area, figure, part) for area, figure in zip(SEVEN[2:], figures, strict=False)]


def test_a_hundredth_of_the_width_is_told():
    """990 alarms in Ånge and 10 in Timrå of which nobody knows how many are digital: 99 and 1 percent of the width."""
    (row,) = missing(digital())
    assert "of the width Ånge 99%, Timrå 1%" in row["arithmetic"]
    assert row["settles"] == "The figure of Ånge and Timrå; first Ånge."


def test_a_document_that_corrects_exactly_what_another_gives_lacks_nothing():
    """The later one gives Ånge, the plan the six others: neither lacks an area; without one of these both do."""
    six, later = [(area, 10) for area in SEVEN[1:]], (ANGE, 5, {"source_id": "later"})
    assert missing([*six, later]) == []
    assert sorted(row["source_id"] for row in missing([*six[1:], later])) == ["later", "plan"]


def test_what_is_missing_under_a_declared_reading_is_no_second_finding():
    """IP telephony only in Sollefteå: the same two areas lack digital alarms as printed."""
    rows = [*digital(), (SOLLEFTEA, 1, {"breakdown": "ip_telephony"})]
    rule = {"kind": "assumption", "label": "No others", "rule": f"closed safety_alarms ip_telephony {SOLLEFTEA}"}
    plain, read = missing(rows), missing(rows, [rule])
    assert [row["finding_id"] for row in read] == [row["finding_id"] for row in plain]


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (f"closed safety_alarms ip_telephony {SOLLEFTEA}", f"assumption/plan/safety_alarms/ip_telephony/{SOLLEFTEA}"),
        ("", "assumption/plan/No_others"),
    ],
)
def test_an_assumption_is_named_by_its_rule_or_its_label(rule, name):
    """What it is about, else what it is called."""
    table = findings(plan([(ANGE, 10)], [{"kind": "assumption", "label": "No others", "rule": rule}]))
    assert table.loc[table["kind"] == "assumption", "finding_id"].tolist() == [name]
