"""Tables made by hand: what can't be is refused with its rows, and with what it may be meant for."""

import pandas as pd
import pytest

from ehealth_stats import Dataset, budget, compare_totals, evaluate, harmonise, inventory, progress, rate, total
from ehealth_stats.errors import CodeListError, TableError
from ehealth_stats.schema import check_table, complete_observations

ALARMS = pd.DataFrame({
    "indicator": "safety_alarms", "area": ["SE-2281", "SE-2262", "SE-2260"], "period": 2013, "value": [1800, 300, 450],
})  # fmt: skip
WHOLE = complete_observations(ALARMS)
NO_TARGETS = pd.DataFrame({"indicator": [], "area": [], "target_value": [], "due": []})
PEOPLE = ALARMS.assign(indicator="population", value=[95_000, 18_000, 10_000])
CALLS = {
    "total": lambda rows: total(rows, by=["indicator"]),
    "inventory": inventory,
    "compare_totals": compare_totals,
    "progress": lambda rows: progress(rows, NO_TARGETS),
    "budget": lambda rows: budget(rows, NO_TARGETS),
    "harmonise": harmonise,
    "rate": lambda rows: rate(rows, PEOPLE),
    "denominators": lambda rows: rate(ALARMS, rows.assign(indicator="population", unit="persons")),
    "Dataset": lambda rows: Dataset(observations=rows),
    "evaluate": lambda rows: evaluate(Dataset(observations=rows)),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("frame", [ALARMS, WHOLE], ids=["short", "whole"])
@pytest.mark.parametrize(
    ("area", "hint"),
    [
        ("Hylte", "'Hylte' is SE-1315"),
        ("Hylte kommun", "is SE-1315"),
        ("Sundsval", "did you mean 'Sundsvall'"),
        ("SE-9999", "did you mean 'SE-"),
        ("NO-0002", "did you mean 'NO-"),
        ("2281", "'2281' is SE-2281"),
    ],
)
def test_an_area_that_no_list_has(call, frame, area, hint):
    """A name, a misspelt name, a code that nobody has, a code without its country: none is added up."""
    with pytest.raises(CodeListError, match="no area") as caught:
        CALLS[call](frame.replace({"area": {"SE-2262": area}}))
    assert hint in caught.value.hint
    assert caught.value.rows["area"].tolist() == [area]


def test_areas_of_ones_own_are_taken():
    """A code of another country, and a name that is none of these lists'."""
    for area in ("CA", "FI-091", "north"):
        assert total(ALARMS.assign(area=area).head(1), by=["indicator"])["value"].tolist() == [1800]


def test_targets_of_areas_that_no_list_has():
    """Each of those that a bar parts."""
    target = pd.DataFrame(
        {"indicator": ["safety_alarms"], "area": ["SE-2281|SE-9999"], "target_value": [400], "due": ["2016"]}
    )
    with pytest.raises(CodeListError, match="no area") as caught:
        progress(ALARMS, target)
    assert caught.value.rows["area"].tolist() == ["SE-2281|SE-9999"]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("frame", [ALARMS, WHOLE], ids=["short", "whole"])
def test_a_negative_count(call, frame):
    """All rows with one come in one error."""
    numbers = [name for name in ("value", "lower", "upper") if name in frame]
    wrong = frame.copy()
    wrong[numbers] = wrong[numbers].astype(float)
    wrong.loc[[0, 2], numbers] = [[-5.0] * len(numbers), [-450.0] * len(numbers)]
    with pytest.raises(TableError, match="a count is negative") as caught:
        CALLS[call](wrong)
    assert caught.value.rows[["area", "value"]].values.tolist() == [["SE-2281", -5], ["SE-2260", -450]]


def test_what_may_be_below_nothing():
    """Money, a percentage, a change, and what no list has a unit of."""
    rows = [
        {"indicator": "programme_budget", "unit": "SEK"},
        {"indicator": "safety_alarms", "unit": "percent"},
        {"indicator": "safety_alarms", "unit": "alarms", "role": "rate"},
        {"indicator": "temperature"},
    ]
    for row in rows:
        frame = pd.DataFrame([{"area": "SE-22", "period": 2013, "value": -5} | row])
        assert complete_observations(frame)["value"].tolist() == [-5]


TOTAL = {
    "indicator": "safety_alarms", "unit": "alarms", "value": 1, "reported_sum": 1, "lower": 1, "upper": 1, "n_areas": 7,
    "n_reported": 7, "n_missing": 0, "n_estimated": 0, "status": "A", "programme": "p", "source_id": "s",
    "period": "2013", "breakdown": "_T", "role": "reported",
}  # fmt: skip


@pytest.mark.parametrize("column", ["n_areas", "n_reported", "n_missing", "n_estimated"])
@pytest.mark.parametrize("number", [1.5, 0.4, float("nan")])
def test_a_number_of_areas_is_whole(column, number):
    """1.5 is not cut to 1."""
    with pytest.raises(TableError, match=column):
        check_table(pd.DataFrame([TOTAL | {column: number}]), "totals")
    assert check_table(pd.DataFrame([TOTAL | {column: 7.0}]), "totals")[column].tolist() == [7]


def test_a_flag_is_no_number_between():
    """Half missing is neither."""
    stock = inventory(ALARMS)
    with pytest.raises(TableError, match="missing"):
        check_table(stock.assign(missing=0.5), "inventory")
    assert check_table(stock.assign(missing=1.0), "inventory")["missing"].all()


def test_a_date_is_no_number():
    """2013 is not 2013 nanoseconds after 1970."""
    with pytest.raises(TableError, match="period_end"):
        check_table(WHOLE.assign(period_end=2013), "observations")
