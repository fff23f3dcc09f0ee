"""The inventory: parts that are stated, the rest only where it follows, and the unknown hatched."""

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
    SOLLEFTEA,
    SUNDSVALL,
    TIMRA,
    UNKNOWN,
    observation,
)

from ehealth_stats import inventory, total
from ehealth_stats.charts.draw.style import HATCH
from ehealth_stats.charts.inventory import plot_inventory
from ehealth_stats.codelists.areas import municipalities
from ehealth_stats.errors import TableError
from ehealth_stats.schema import to_table

# Västernorrland 2013, activity 4: area, alarms, and the part that the words give.
ALARMS = [
    (ANGE, 450, "digital", 45),
    (SUNDSVALL, 1800, "digital", None),
    (TIMRA, 300, "digital", 5),
    (HARNOSAND, 664, "digital", 10),
    (KRAMFORS, 560, "digital", 0),
    (SOLLEFTEA, 670, "ip_telephony", 100),
    (ORNSKOLDSVIK, 1120, "digital", 0),
]


def row(area, part, value, bounds=None, **changes) -> dict:
    """One row of the table observations; a value of None is unknown."""
    figure = UNKNOWN if value is None else (value, *bounds) if bounds else value
    columns = {"indicator": "safety_alarms", "source_id": "vasternorrland-2013", "breakdown": part}
    return observation(area, "2013-04-02", figure, **columns | changes)


def table(rows, frame=None) -> pd.DataFrame:
    """The inventory of rows."""
    return inventory(to_table("observations", rows), frame=frame)


def alarms() -> pd.DataFrame:
    """The seven municipalities of the plan."""
    rows = []
    for area, whole, part, value in ALARMS:
        rows += [row(area, "_T", whole), row(area, part, value)]
    return to_table("observations", rows)


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nn"])
def test_parts_rest_and_unknown(language):
    """450 with 45 digital leaves 405 that are not; of 1800 and of 670 beside 100 IP telephony nothing is said."""
    chart = check_texts(plot_inventory(inventory(alarms()), language=language))
    assert bars_of(chart, ANGE, "digital solid") == [(0, 45, "")]
    assert bars_of(chart, ANGE, "_rest solid") == [(45, 450, "")]
    assert bars_of(chart, SUNDSVALL) == [(0, 1800, HATCH)]
    assert bars_of(chart, SOLLEFTEA, "ip_telephony") == [(0, 100, "")]
    assert bars_of(chart, SOLLEFTEA, "_unknown") == [(100, 670, HATCH)]
    assert bars_of(chart, ORNSKOLDSVIK) == [(0, 1120, "")]


def test_title_adds_up_what_is_certain_and_what_is_open():
    """45 + 5 + 10 + 0 + 100 + 0 = 160 of 5 564; open: 1800 + (670 - 100) = 2 370."""
    chart = plot_inventory(inventory(alarms()))
    assert chart.title == "At least 160 of 5,564 alarms are digital; for 2,370 the documents do not say"
    assert {"1,800: digital unknown", "670: 100 IP telephony, 570 unknown"} <= set(texts_of(chart.figure))
    assert {"Digital", "IP telephony", "Not digital", "Kind unknown"} <= set(texts_of(chart.figure))
    # 45, 5, 10 and 100 are drawn with their rests (none for Sollefteå), four bars are of one piece or none known.
    drawn = chart.data.groupby("series")["end"].count().to_dict()
    assert drawn == {"digital": 3, "ip_telephony": 1, "_rest": 5, "_unknown": 2}


def test_a_closed_inventory_has_nothing_open():
    """Where every part is stated the title is without a bound."""
    chart = plot_inventory(table([row(ANGE, "_T", 450), row(ANGE, "digital", 45)]))
    assert chart.title == "45 of 450 alarms are digital"


def test_a_range_of_a_part_is_open_between_its_bounds():
    """Of 400, 100-200 are digital: 100 are, 100 may be, 200 are not."""
    rows = [row(ANGE, "_T", 400), row(ANGE, "digital", nan, (100, 200), qualifier="range", status="E")]
    chart = check_texts(plot_inventory(table(rows)))
    assert bars_of(chart, ANGE) == [(0, 100, ""), (100, 200, HATCH), (200, 400, "")]


def test_a_parent_is_at_least_its_child():
    """120 digital of which 100 IP telephony: 20 other digital ones, 100 by IP telephony."""
    rows = [row(ANGE, "_T", 300), row(ANGE, "digital", 120), row(ANGE, "ip_telephony", 100)]
    data = plot_inventory(table(rows)).data.set_index("series")
    assert data[["start", "end"]].to_numpy().tolist() == [[0, 20], [20, 120], [120, 300]]


def test_a_municipality_without_a_whole_is_unknown():
    """An area of the frame without a row is hatched and named; a part without a whole is drawn with an open end."""
    rows = [row(ANGE, "_T", 450), row(ANGE, "digital", 45), row(TIMRA, "digital", 5)]
    chart = check_texts(plot_inventory(table(rows, frame=(ANGE, TIMRA, KRAMFORS))))
    assert chart.data.loc[chart.data["row"] == KRAMFORS, "drawn"].tolist() == ["unknown"]
    assert chart.data.loc[chart.data["row"] == TIMRA, ["start", "end"]].to_numpy().tolist() == [[0, 5], [5, inf]]
    assert chart.note == "No number: Kramfors and Timrå."
    assert chart.title.endswith("; 2 of 3 without a number")


def test_parts_without_any_whole_are_told():
    """Two tell their digital alarms, nobody all of them: what is told is no missing number."""
    rows = [row(ANGE, "digital", 45), row(TIMRA, "digital", nan, (100, 120), qualifier="range", status="E")]
    chart = check_texts(plot_inventory(table(rows, frame=(ANGE, TIMRA, KRAMFORS))))
    assert chart.title == "Safety alarms: at least 145 digital; how many there are in all is not told"
    assert "45 digital; no number for all" in texts_of(chart.figure)
    assert chart.note == "No number: Kramfors."


def test_all_unknown_and_zero():
    """No whole at all is said in the title; a whole of zero is a bar of no width."""
    rows = [row(ANGE, "_T", None), row(ANGE, "digital", None)]
    assert ": no number" in check_texts(plot_inventory(table(rows))).title
    zero = plot_inventory(table([row(ANGE, "_T", 0), row(ANGE, "digital", 0)]))
    assert bars_of(zero, ANGE) == [(0, 0, "")]


@pytest.mark.parametrize("n", [1, 30])
def test_figure_grows_with_its_rows(n):
    """One municipality or thirty, one of them far above the rest."""
    codes = [area.code for area in municipalities("SE-14", on=date(2013, 1, 1))][:n]
    rows = []
    for number, code in enumerate(codes):
        rows += [row(code, "_T", 10**6 if number == 0 else 10 + number), row(code, "digital", number)]
    chart = check_texts(plot_inventory(table(rows)))
    assert chart.data["row"].nunique() == n
    assert chart.figure.get_figheight() > 0.3 * n


def test_what_can_not_be_stacked_is_refused():
    """No parts, more parts than colours, or an indicator that does not sum over areas."""
    roles = ("physicians", "nurses", "students", "advisers")
    cases = {
        "one to three parts": [row(ANGE, "_T", 450)],
        "4 parts": [row(ANGE, "_T", 450), *(row(ANGE, role, 1) for role in roles)],
        "does not sum": [row(ANGE, part, 2, indicator="strategy_years") for part in ("_T", "digital")],
    }
    for words, rows in cases.items():
        with pytest.raises(TableError, match=words):
            plot_inventory(table(rows))


def test_title_agrees_with_the_totals():
    """The sums of the title are those of `total`: 5 564 alarms, at least 160 of them digital."""
    sums = total(alarms(), by=["indicator", "breakdown"]).set_index("breakdown")
    assert (sums.loc["_T", "lower"], sums.loc["digital", "lower"]) == (5564, 160)
    assert "160 of 5,564" in plot_inventory(inventory(alarms())).title


def test_several_parts_are_each_named_in_the_title():
    """Of 100 cards 10 are of physicians and 20 of nurses."""
    rows = [row(ANGE, "_T", 100), row(ANGE, "physicians", 10), row(ANGE, "nurses", 20)]
    title = check_texts(plot_inventory(table(rows))).title
    assert title == "Of 100 alarms: 20 nurses and other health personnel as well as 10 physicians"


def test_a_part_that_is_stated_twice_is_one_figure():
    """A cell "450 varav 45 digitala" beside a column with 45: the cell and the column say the same 45 of 450."""
    rows = [row(ANGE, "_T", 450), row(ANGE, "digital", 45), row(ANGE, "digital", 45, observation_id="column")]
    chart = plot_inventory(table(rows))
    assert chart.title == "45 of 450 alarms are digital"
    assert bars_of(chart, ANGE) == [(0, 45, ""), (45, 450, "")]


def test_another_definition_stands_in_where_nothing_else_is_known():
    """Of Timrå only 60 by another definition are known: they are drawn and named; Ånge's 20 beside its 45 are not."""
    rows = [
        row(ANGE, "_T", 450),
        row(ANGE, "digital", 45),
        row(ANGE, "digital", 20, status="D", observation_id="other"),
    ]
    rows += [row(TIMRA, "_T", 60, status="D"), row(TIMRA, "digital", 5, status="D")]
    chart = check_texts(plot_inventory(table(rows, frame=[ANGE, TIMRA])))
    assert bars_of(chart, ANGE) == [(0, 45, ""), (45, 450, "")]
    assert bars_of(chart, TIMRA) == [(0, 5, ""), (5, 60, "")]
    assert chart.note == "Counted by another definition: Timrå."


def test_two_periods_of_an_area_are_refused_and_one_each_is_drawn():
    """Ånge in 2013 and in 2014 are two figures; Ånge in 2013 and Timrå in 2014 are one each, in a frame too."""
    early, late = ([row(area, "_T", 450), row(area, "digital", 45)] for area in (ANGE, TIMRA))
    late = [each | {"period": "2014", "period_start": "2014-01-01", "period_end": "2014-12-31"} for each in late]
    chart = check_texts(plot_inventory(table([*early, *late], frame=[ANGE, TIMRA])))
    assert chart.title == "90 of 900 alarms are digital"
    again = [each | {"area": ANGE, "observation_id": each["observation_id"] + "/2014"} for each in late]
    with pytest.raises(TableError, match="two figures for SE-2260"):
        plot_inventory(table([*early, *again]))


def test_parts_of_two_dimensions_are_refused():
    """10 physicians and 30 from municipalities may be 30 people or 40: they are no pieces of one bar."""
    rows = [row(ANGE, part, n, indicator="seminar_participants") for part, n in (("_T", 100), ("physicians", 10))]
    rows.append(row(ANGE, "municipal", 30, indicator="seminar_participants"))
    with pytest.raises(TableError, match="parts of several dimensions overlap: municipal, physicians"):
        plot_inventory(table(rows))
