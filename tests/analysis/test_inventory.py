"""The inventory: what is certain of each part, what may be of a part or not, and what is of none."""

from math import inf, isnan, nan

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from rows import ANGE, KRAMFORS, SOLLEFTEA, SUNDSVALL, TIMRA, UNKNOWN, bounds, dataset, observation, source

from ehealth_stats.analysis import evaluate, inventory
from ehealth_stats.errors import TableError
from ehealth_stats.schema import columns_of


def alarms(*rows, **columns):
    """Alarms of 2013 as a person writes them down: area, category, and a figure, exact or value, lower and upper."""
    table = pd.DataFrame([{"area": area, "breakdown": code} | bounds(figure) for area, code, figure in rows])
    return table.assign(indicator="safety_alarms", period="2013-04-02").assign(**columns)


def own_and_open(table):
    """What is certain of each category beyond its parts, and what is open of the whole, by area."""
    own = {(row["area"], row["breakdown"]): row["own"] for row in table.to_dict("records")}
    return own, table[table["breakdown"] == "_T"].set_index("area")["open"].to_dict()


def test_a_known_an_unknown_and_a_nested_part():
    """45 of 450 are digital; of 1 800 nobody knows; of 670 100 are by IP telephony, hence digital, and 570 may be."""
    table = inventory(
        alarms(
            (ANGE, "_T", 450),
            (ANGE, "digital", 45),
            (SUNDSVALL, "_T", 1800),
            (SUNDSVALL, "digital", UNKNOWN),
            (SOLLEFTEA, "_T", 670),
            (SOLLEFTEA, "ip_telephony", 100),
        )
    )
    columns = ["area", "breakdown", "lower", "upper", "own", "qualifier", "missing"]
    assert table[columns].values.tolist() == [
        [ANGE, "_T", 450, 450, 405, "exact", False],
        [ANGE, "digital", 45, 45, 45, "exact", False],
        [ANGE, "ip_telephony", 0, 45, 0, "", True],
        [SUNDSVALL, "_T", 1800, 1800, 1800, "exact", False],
        [SUNDSVALL, "digital", 0, 1800, 0, "unknown", True],
        [SUNDSVALL, "ip_telephony", 0, 1800, 0, "", True],
        [SOLLEFTEA, "_T", 670, 670, 570, "exact", False],
        [SOLLEFTEA, "digital", 100, 670, 0, "", True],
        [SOLLEFTEA, "ip_telephony", 100, 100, 100, "exact", False],
    ]
    wholes = table[table["breakdown"] == "_T"].set_index("area")
    assert wholes["open"].to_dict() == {ANGE: 0, SUNDSVALL: 1800, SOLLEFTEA: 570}
    assert table.loc[table["breakdown"] != "_T", "open"].isna().all()
    # What is certainly of no part: 405 in Ånge, nothing elsewhere.
    assert (wholes["own"] - wholes["open"]).to_dict() == {ANGE: 405, SUNDSVALL: 0, SOLLEFTEA: 0}


def test_the_parent_of_a_printed_part_is_a_category_too():
    """Where nobody says digital, 100 of 670 by IP telephony are 100 digital ones, and the others may be."""
    own, is_open = own_and_open(inventory(alarms((SOLLEFTEA, "_T", 670), (SOLLEFTEA, "ip_telephony", 100))))
    assert own == {(SOLLEFTEA, "_T"): 570, (SOLLEFTEA, "digital"): 0, (SOLLEFTEA, "ip_telephony"): 100}
    assert is_open == {SOLLEFTEA: 570}


@pytest.mark.parametrize(
    ("figures", "own", "is_open"),
    [
        # 100 are, 100 may be, 200 are not
        ({"_T": 400, "digital": (nan, 100, 200)}, {"_T": 300, "digital": 100}, 100),
        # 20 digital ones by other means than IP telephony
        ({"_T": 300, "digital": 120, "ip_telephony": 100}, {"_T": 180, "digital": 20, "ip_telephony": 100}, 0),
        # of 55 to 65 at least 55 are certain, 20 of them digital
        ({"_T": (60, 55, 65), "digital": 20}, {"_T": 35, "digital": 20}, 0),
        # of at least 400 there is no more that is certain
        ({"_T": (nan, 400, inf), "digital": UNKNOWN}, {"_T": 400, "digital": 0}, 400),
        # nurses may be all 90 that are no physicians
        ({"_T": 100, "physicians": 10, "nurses": UNKNOWN}, {"_T": 90, "physicians": 10, "nurses": 0}, 90),
        # 10 physicians and 30 from municipalities may be 30 people or 40
        ({"_T": 100, "physicians": 10, "municipal": 30}, {"_T": 70, "physicians": 10, "municipal": 30}, 10),
        # parts that are more than their whole leave nothing
        ({"_T": 100, "digital": 120}, {"_T": 0, "digital": 120}, 0),
        # a whole alone is of no part
        ({"_T": 100}, {"_T": 100}, 0),
        # a part without its whole
        ({"digital": 5}, {"_T": 0, "digital": 5}, 0),
    ],
)
def test_what_is_certain_and_what_is_open(figures, own, is_open):
    """Ranges, nested parts, open wholes, several parts and dimensions, contradictions."""
    found, left = own_and_open(inventory(alarms(*((ANGE, code, figure) for code, figure in figures.items()))))
    assert found == {(ANGE, code): number for code, number in own.items()}
    assert left == {ANGE: is_open}


def test_areas_in_scope_without_a_row_are_unknown():
    """Kramfors is in scope and says nothing; Timrå gives a part without its whole; Sundsvall is not in scope."""
    rows = alarms((ANGE, "_T", 450), (ANGE, "digital", 45), (TIMRA, "digital", 5), (SUNDSVALL, "_T", 1800))
    table = inventory(rows, frame=[ANGE, TIMRA, KRAMFORS])
    wholes = table[table["breakdown"] == "_T"].set_index("area")[["lower", "upper", "missing", "status"]]
    assert wholes.T.to_dict("list") == {
        ANGE: [450, 450, False, "A"],
        TIMRA: [5, inf, True, "L"],
        KRAMFORS: [0, inf, True, "L"],
    }
    assert set(own_and_open(table)[1].values()) == {0}


def test_another_definition_is_a_row_of_its_own_and_bounds_nothing():
    """20 by another definition say nothing of the 450; what is not printed by that definition is no row."""
    rows = alarms((ANGE, "_T", 450), (ANGE, "digital", UNKNOWN), (TIMRA, "_T", 300))
    other = alarms((ANGE, "digital", 20), status="D")
    table = inventory(pd.concat([rows, other]), frame=[ANGE, TIMRA])
    assert table[["area", "breakdown", "status", "lower", "own"]].values.tolist() == [
        [ANGE, "_T", "A", 450, 450],
        [ANGE, "digital", "L", 0, 0],
        [TIMRA, "_T", "A", 300, 300],
        [TIMRA, "digital", "L", 0, 0],
        [ANGE, "digital", "D", 20, 20],
    ]
    assert own_and_open(table)[1] == {ANGE: 450, TIMRA: 300}


def test_documents_periods_and_plans_are_not_mixed():
    """Each document, period, and role has wholes of its own."""
    own = [(ANGE, "_T", 10), (ANGE, "digital", 4)]
    columns = [{}, {"period": "2014"}, {"source_id": "other"}, {"role": "planned"}]
    table = inventory(pd.concat([alarms(*own, **column) for column in columns]))
    assert len(table) == 8
    assert set(table.loc[table["breakdown"] == "_T", "own"]) == {6}


def test_what_is_no_part_of_the_whole_is_left_out():
    """An addition beside the whole, a stated total, a rate and a plain part of each municipality."""
    extra = [
        alarms((ANGE, "hsa_only", 3)),
        alarms(("SE-22", "_T", 450), role="stated_total"),
        alarms((ANGE, "_T", 2), role="rate", unit="percent"),
        alarms((ANGE, "per_municipality", 2)),
    ]
    rows = alarms((ANGE, "_T", 450), (ANGE, "digital", 45))
    assert_frame_equal(inventory(pd.concat([rows, *extra])), inventory(rows))


def test_a_figure_that_is_printed_twice_counts_once():
    """A cell "450 of which 45" beside a column with 45."""
    rows = alarms((ANGE, "_T", 450), (ANGE, "digital", 45), (ANGE, "digital", 45))
    rows["observation_id"] = ["whole", "cell", "column"]
    table = inventory(rows)
    assert table["own"].tolist() == [405, 45]
    assert table["observation_ids"].tolist() == ["whole", "cell|column"]


def test_what_can_not_be_an_inventory_is_refused():
    """Two indicators, two units, a distinct count, percentages, an indicator that no list has."""
    rows = [(ANGE, "_T", 2), (ANGE, "digital", 1)]
    cases = {
        r"npo_users, safety_alarms(.|\n)*choose with table\[table\['indicator'\] == 'npo_users'\]": [
            {},
            {"indicator": "npo_users"},
        ],
        "several values of unit: alarms, persons": [{}, {"unit": "persons"}],
        "strategy_years in years does not sum": [{"indicator": "strategy_years"}],
        "safety_alarms in percent does not sum": [{"unit": "percent"}],
        "tablets in units does not sum": [{"indicator": "tablets"}],
    }
    for words, columns in cases.items():
        with pytest.raises(TableError, match=words):
            inventory(pd.concat([alarms(*rows, **column) for column in columns]))


def test_no_rows_and_unchanged_input():
    """Nothing gives an empty table with all columns; the rows that are given are as they were."""
    rows = alarms((ANGE, "_T", 450), (ANGE, "digital", 45))
    before = rows.copy()
    assert inventory(rows[:0]).columns.tolist() == [column.name for column in columns_of("inventory")]
    inventory(rows)
    assert_frame_equal(rows, before)


numbers = st.integers(0, 1000)


@given(numbers, numbers, numbers, st.booleans())
def test_what_is_certain_adds_up_to_the_whole(whole, digital, by_ip, is_unknown):
    """Of parts that fit their whole, what is certain of each and of none adds up, and no more is open than is left."""
    digital = min(digital, whole)
    by_ip = min(by_ip, digital)
    figures = [
        (ANGE, "_T", whole),
        (ANGE, "digital", UNKNOWN if is_unknown else digital),
        (ANGE, "ip_telephony", by_ip),
    ]
    table = inventory(alarms(*figures))
    first = table.iloc[0]
    assert table["own"].sum() == whole
    assert (table["own"] >= 0).all()
    assert first["open"] == (whole - by_ip if is_unknown else 0)
    assert first["open"] <= first["own"]


def test_the_evaluation_has_the_inventories_of_its_documents():
    """Over the scope of the document: its alarms with their parts, and no whole that is told without one."""
    about = {"indicator": "safety_alarms", "breakdown": "digital"}
    rows = [
        observation(ANGE, 2013, 450, indicator="safety_alarms"),
        observation(ANGE, 2013, 45, **about),
        observation(ANGE, 2013, 10, **about, unit="percent", observation_id="share"),
        observation(ANGE, 2013, 3, indicator="npo_users"),
    ]
    table = evaluate(dataset(observations=rows, sources=[source(scope=f"{ANGE}|{TIMRA}")])).inventory
    assert table[["indicator", "area", "breakdown", "own"]].values.tolist() == [
        ["safety_alarms", ANGE, "_T", 405],
        ["safety_alarms", ANGE, "digital", 45],
        ["safety_alarms", TIMRA, "_T", 0],
        ["safety_alarms", TIMRA, "digital", 0],
    ]
    assert [isnan(number) for number in table["open"]] == [False, True, False, True]
