"""Tables that a person makes by hand: what is filled in, which types are taken, what is refused and how."""

from datetime import date
from math import inf, nan

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from ehealth_stats.analysis import budget, compare_totals, harmonise, progress, rate, total, widest
from ehealth_stats.charts.multiples import plot_multiples
from ehealth_stats.charts.series import plot_series
from ehealth_stats.errors import EHealthStatsError, TableError
from ehealth_stats.schema import Dataset, check_table, columns_of
from ehealth_stats.schema.complete import complete_observations, complete_targets, to_day

# A series of two readings, with the columns that DESIGN.md lists and no other.
SERIES = pd.DataFrame(
    {
        "observation_id": ["a", "b"],
        "source_id": ["plan", "survey"],
        "indicator": ["npo_users"] * 2,
        "breakdown": ["_T"] * 2,
        "area": ["SE-22"] * 2,
        "period": ["2010", "2015"],
        "period_start": pd.to_datetime(["2010-01-01", "2015-01-01"]),
        "period_end": pd.to_datetime(["2010-12-31", "2015-12-31"]),
        "value": [100.0, 150.0],
        "lower": [100.0, 150.0],
        "upper": [100.0, 150.0],
        "unit": ["persons"] * 2,
        "qualifier": ["exact"] * 2,
        "status": ["A"] * 2,
        "role": ["reported"] * 2,
        "locator": ["table 1"] * 2,
        "text": ["100", "150"],
    }
)
TARGET = pd.DataFrame(
    {
        "target_id": ["t"],
        "source_id": ["plan"],
        "indicator": ["npo_users"],
        "breakdown": ["_T"],
        "area": ["SE-22"],
        "kind": ["level"],
        "direction": ["increase"],
        "baseline_period": [""],
        "baseline": [nan],
        "baseline_lower": [nan],
        "baseline_upper": [nan],
        "target_value": [200.0],
        "target_lower": [200.0],
        "target_upper": [200.0],
        "unit": ["persons"],
        "start": pd.to_datetime(["2010-12-31"]),
        "due": pd.to_datetime(["2020-12-31"]),
        "label": ["Users"],
        "locator": ["table 1"],
    }
)
AS_OF = date(2016, 6, 1)
WHOLE = progress(SERIES, TARGET, as_of=AS_OF)

FORMS = {
    "as listed": lambda frame: frame,
    "other column order": lambda frame: frame[sorted(frame.columns)],
    "other index": lambda frame: frame.set_axis([7] * len(frame)),
    "object": lambda frame: frame.astype(object),
    "nullable": lambda frame: frame.convert_dtypes(),
    "arrow": lambda frame: frame.convert_dtypes(dtype_backend="pyarrow"),
    "category": lambda frame: frame.astype({"indicator": "category", "area": "category", "breakdown": "category"}),
    "texts": lambda frame: frame.astype(object).where(frame.notna(), "").astype("str"),
    "days as dates": lambda frame: frame.assign(
        **{name: frame[name].dt.date for name in frame.select_dtypes("datetime")}
    ),
    "with another column": lambda frame: frame.assign(remark="seen"),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_a_frame_changes_nothing(form):
    """From 100 in 2010 by 150 in 2015 to 200 in 2020: (50/5)/(100/10) = 1, whatever the dtypes and order of columns."""
    result = progress(FORMS[form](SERIES), FORMS[form](TARGET), as_of=AS_OF)
    assert result["linear"].tolist() == [1.0]
    assert_frame_equal(result, WHOLE)


@pytest.mark.parametrize(
    "columns",
    [
        {"period": [2010, 2015]},
        {"period": [2010.0, 2015.0]},
        {"period": [np.int64(2010), np.int64(2015)]},
        {"period": ["2010-12-31", "2015-12-31"]},
        {"period": pd.to_datetime(["2010-12-31", "2015-12-31"])},
        {"period": [date(2010, 12, 31), date(2015, 12, 31)]},
        {"period_end": ["2010-12-31", "2015-12-31"], "period": None},
        {"period_end": [date(2010, 12, 31), date(2015, 12, 31)]},
        {"value": [100, 150]},
        {"value": ["100", "150"]},
        {"lower": nan, "upper": nan},
        {"value": nan},
        {"qualifier": None, "status": None, "role": None, "unit": None},
    ],
)
def test_what_a_cell_may_be(columns):
    """Years and days come in many types; a bound that is not given is the value, and a value its equal bounds."""
    frame = SERIES.assign(**columns).drop(columns=[] if "period_end" in columns else ["period_start", "period_end"])
    row = progress(frame, TARGET, as_of=AS_OF).iloc[0]
    assert (row["baseline"], row["actual"], row["time_elapsed"], row["linear"]) == (100, 150, 5, 1)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2013-01-01", "2013-06-30", ["2013-01-01", "2013-06-30"]),
        (None, "2013-06-30", ["2013-06-30", "2013-06-30"]),
        ("2013-02", "2013-06", ["2013-02-01", "2013-06-30"]),
    ],
)
def test_the_days_of_a_period_are_those_that_are_given(start, end, days):
    """From the first of January to the last of June, also where the row names no period; one day is both."""
    row = pd.DataFrame(
        {"indicator": ["npo_users"], "area": "SE-22", "value": 1, "period_start": start, "period_end": end}
    )
    told = complete_observations(row).iloc[0]
    assert [told["period_start"], told["period_end"]] == list(map(pd.Timestamp, days))


@pytest.mark.parametrize(
    "due", ["2020-12-31", "2020", 2020, 2020.0, "2020-12", date(2020, 12, 31), "2020-12-31 00:00:00"]
)
def test_a_deadline_is_the_last_day_of_its_year_or_month(due):
    """What is due by 2020 is due on 31 December."""
    asked = complete_targets(TARGET.assign(due=due))
    assert asked["due"].tolist() == [pd.Timestamp("2020-12-31")]


@pytest.mark.parametrize("as_of", ["2016", "2016-12-31", date(2016, 12, 31), pd.Timestamp("2016-12-31"), 2016])
def test_the_day_of_judgement_may_be_a_text(as_of):
    """The text 2016 is its last day; nothing is nothing."""
    assert to_day(as_of) == date(2016, 12, 31)
    assert to_day(None) is None


def test_the_smallest_tables_are_enough():
    """Indicator, area, period, value; indicator, area, number, deadline: the earliest reading is the baseline."""
    users = pd.DataFrame({"indicator": "npo_users", "area": "SE-22", "period": [2010, 2015], "value": [100, 150]})
    goal = pd.DataFrame({"indicator": ["npo_users"], "area": ["SE-22"], "target_value": [200], "due": [2020]})
    row = progress(users, goal).iloc[0]
    assert (row["baseline"], row["actual"], row["linear"], row["verdict"]) == (100, 150, 1, "on_track")
    assert (row["target_id"], row["unit"], row["kind"]) == ("targets/npo_users/SE-22/_T/2020-12-31", "persons", "level")
    assert total(users[:1], by="indicator")["value"].tolist() == [100]


def test_a_series_of_an_indicator_and_area_that_no_list_has():
    """A rate of Canada in percent: nothing of it is ever summed, but its own readings are judged: 4/5 of 10/10."""
    rate = pd.DataFrame(
        {"indicator": "poverty_rate", "area": "CA", "period": [2010, 2015], "value": [20, 16], "unit": "percent"}
    )
    goal = pd.DataFrame({"indicator": ["poverty_rate"], "area": ["CA"], "target_value": [10], "due": [2020]})
    row = progress(rate, goal.assign(unit="percent"), methods="linear").iloc[0]
    assert (row["linear"], row["verdict"]) == (pytest.approx(0.8), "acceleration_needed")
    misspelt = goal.assign(indicator="povertyrate", unit="percent")
    with pytest.raises(TableError, match="did you mean 'poverty_rate'"):
        progress(rate, misspelt)


def test_figures_in_another_unit_are_named():
    """Persons are asked for and alarms are counted: no reading, and the reason says why."""
    row = progress(SERIES, TARGET.assign(unit="alarms"), as_of=AS_OF).iloc[0]
    assert (row["verdict"], row["reason"]) == ("unable_to_assess", "no reading; not counted: 2 not in alarms")


@pytest.mark.parametrize(
    ("value", "lower", "upper", "qualifier", "status", "bounds"),
    [
        (60, nan, nan, "exact", "A", (60, 60)),
        (60, 55, 65, "approximate", "E", (55, 65)),
        (nan, 100, 200, "range", "E", (100, 200)),
        (nan, 100, nan, "at_least", "E", (100, inf)),
        (nan, 1, nan, "at_least", "E", (1, inf)),
        (nan, 1, 9, "range", "E", (1, 9)),
        (nan, 0, 100, "at_most", "E", (0, 100)),
        (nan, nan, 100, "at_most", "E", (0, 100)),
        (nan, nan, nan, "unknown", "L", (0, inf)),
    ],
)
def test_what_a_figure_is_when_it_does_not_say(value, lower, upper, qualifier, status, bounds):
    """docs/methods.md section 1: without bounds exact, without a number anything from 0 on."""
    row = pd.DataFrame({"indicator": ["npo_users"], "area": "SE-22", "value": value, "lower": lower, "upper": upper})
    told = complete_observations(row).iloc[0]
    assert (told["qualifier"], told["status"], told["period"]) == (qualifier, status, "..")
    assert (told["lower"], told["upper"]) == bounds
    # Nothing is exact without a number, whatever the row says.
    claimed = complete_observations(row.assign(qualifier="exact", status="A")).iloc[0]
    assert (claimed["qualifier"], claimed["status"]) == (("exact", "A") if value == 60 else (qualifier, status))


def test_rows_that_repeat_count_once_and_ids_are_made_to_differ():
    """The same row twice is one; two rows of one id are two, the second with a number."""
    twice = complete_observations(pd.concat([SERIES, SERIES]))
    assert_frame_equal(twice, complete_observations(SERIES))
    same = complete_observations(SERIES.assign(observation_id="o"))
    assert same["observation_id"].tolist() == ["o", "o-2"]
    made = complete_observations(SERIES.drop(columns="observation_id").assign(period="2010", source_id="s"))
    assert made["observation_id"].tolist() == ["s/npo_users/SE-22/_T/2010", "s/npo_users/SE-22/_T/2010-2"]


def test_a_whole_table_stays_as_it_is():
    """What has every column is only checked, and nothing that was given is changed."""
    whole, before = check_table(SERIES, "observations"), SERIES.copy(deep=True)
    assert_frame_equal(complete_observations(whole), whole)
    assert_frame_equal(SERIES, before)
    assert complete_targets(TARGET).columns.tolist() == [column.name for column in columns_of("targets")]


def test_nothing_is_a_table_too():
    """No rows in, no rows out."""
    assert progress(SERIES[:0], TARGET[:0], as_of=AS_OF).empty
    assert total(SERIES[:0], by=["indicator"]).empty
    assert widest(SERIES[:0], by=["indicator"]).empty


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda frame: frame.drop(columns="indicator"), "the observations lack indicator"),
        (lambda frame: frame.drop(columns=["value", "lower", "upper"]), "lack value or lower or upper"),
        (lambda frame: frame.assign(value=["c:a 60", "60"]), "value holds what is no number"),
        (lambda frame: frame.assign(period="i fjol", period_end=None), "period holds what is no period"),
        (lambda frame: frame.assign(lower=200), "lower <= upper"),
        (lambda frame: frame.assign(status="Z"), "status"),
        (lambda frame: frame.to_dict("records"), "table observations is a list"),
    ],
)
def test_what_can_not_be_read_is_an_error_with_its_rows(change, message):
    """What, where, what was expected; the same from every function that takes observations."""
    for ask in (lambda rows: progress(rows, TARGET), lambda rows: total(rows, by=["indicator"])):
        with pytest.raises(TableError, match=message):
            ask(change(SERIES))


def test_what_is_in_no_list_is_not_added_up():
    """A misspelt indicator or unit and areas of other countries: refused with the near misses, alone passed on."""
    two = pd.DataFrame({"indicator": "npo_users", "area": ["SE-2260", "SE-2262"], "period": 2013, "value": [2, 3]})
    assert total(two, by="indicator")["value"].tolist() == [5]
    wrong = [
        ({"indicator": "npo_user"}, "an indicator that is in no list", "did you mean 'npo_users'"),
        ({"unit": "personer"}, "figures in personer", "did you mean 'persons'"),
        (
            {"area": ["CA", "US"]},
            "areas that are in no list",
            "no list has the area 'CA': areas are codes such as SE-2281",
        ),
        ({"indicator": "npo_user", "area": ["CA", "US"]}, "in no list", "no list has 'npo_user'"),
    ]
    for columns, what, hint in wrong:
        with pytest.raises(TableError, match=what) as refused:
            total(two.assign(**columns), by="indicator")
        assert hint in refused.value.hint
        assert total(two.assign(**columns)[:1], by="indicator")["value"].tolist() == [2]


def test_a_frame_is_codes_of_municipalities():
    """One code, a series or a set of them; a county, an unknown code and a text that is none are refused."""
    two = pd.DataFrame({"indicator": "npo_users", "area": ["SE-2260", "SE-2262"], "period": 2013, "value": [2, 3]})
    for frame in (["SE-2260", "SE-2262"], {"SE-2260", "SE-2262"}, two["area"], two["area"].to_numpy()):
        assert total(two, by="indicator", frame=frame)["n_areas"].tolist() == [2]
    assert total(two, by="indicator", frame="SE-2260")["value"].tolist() == [2]
    with pytest.raises(EHealthStatsError, match="the frame holds SE-22"):
        total(two, by="indicator", frame="SE-22")
    with pytest.raises(EHealthStatsError, match="no area 'SE-9999'"):
        total(two, by="indicator", frame=["SE-9999"])


def test_targets_that_can_not_be_read_are_refused():
    """A kind that there is none of, two targets of one id, a deadline that is no day, a number in words."""
    wrong = [
        (TARGET.assign(kind="levle"), "kind"),
        (pd.concat([TARGET, TARGET.assign(target_value=300)]), "target_id"),
        (TARGET.assign(due="snarast"), "due holds what is no period"),
        (TARGET.assign(target_value="fler"), "target_value holds what is no number"),
        (TARGET.drop(columns="area"), "the targets lack area"),
    ]
    for table, message in wrong:
        with pytest.raises(TableError, match=message):
            progress(SERIES, table)


def test_methods_are_named():
    """One name stands for itself; none at all and a misspelt one are errors."""
    assert progress(SERIES, TARGET, methods="cagr", as_of=AS_OF)["linear_class"].tolist() == [""]
    with pytest.raises(TableError, match="no method is asked for"):
        progress(SERIES, TARGET, methods=[])


def twice(frame, name):
    """Add a column of a name that is there."""
    return pd.concat([frame, frame[[name]]], axis=1)


PEOPLE = pd.DataFrame({"area": ["SE-22"], "period": ["2010"], "population": [242_000]})
TAKING_FRAMES = {
    "observations": [
        lambda frame: total(frame, by="indicator"),
        lambda frame: widest(frame, by="indicator"),
        compare_totals,
        lambda frame: progress(frame, TARGET),
        lambda frame: budget(frame, TARGET),
        lambda frame: rate(frame, PEOPLE),
        harmonise,
        lambda frame: Dataset(observations=frame),
        plot_series,
        plot_multiples,
    ],
    "targets": [
        lambda frame: progress(SERIES, frame),
        lambda frame: budget(SERIES, frame),
        lambda frame: Dataset(targets=frame),
    ],
    "denominators": [lambda frame: rate(SERIES, frame)],
}


@pytest.mark.parametrize(
    ("table", "frame", "name"),
    [
        ("observations", SERIES, "value"),
        ("observations", SERIES, "area"),
        ("targets", TARGET, "target_value"),
        ("denominators", PEOPLE, "population"),
    ],
)
def test_two_columns_of_one_name_are_refused_by_every_function(table, frame, name):
    """Nobody knows which is meant: what, where, what was expected and how to keep one of them."""
    for ask in TAKING_FRAMES[table]:
        with pytest.raises(TableError) as refused:
            ask(twice(frame, name))
        told = refused.value
        assert told.what == f"table {table} has more than one column {name}"
        assert (told.where, told.expected) == (table, "each column once")
        assert "duplicated()" in told.hint
        with pytest.raises(TableError, match=f"table {table} is a list"):
            ask(frame.to_dict("records"))


def test_two_columns_of_a_name_that_no_table_has_are_left_alone():
    """Two remarks are no concern of a total."""
    assert total(twice(SERIES[:1].assign(remark="seen"), "remark"), by="indicator")["value"].tolist() == [100]


@pytest.mark.parametrize(
    ("indicator", "area", "unit", "role"),
    [
        ("programme_budget", "SE-22", "SEK", "reported"),
        ("programme_budget", "NO-19", "NOK", "reported"),
        ("siths_unit_cost", "SE-2281", "SEK/person", "rate"),
        ("siths_unit_cost", "NO", "NOK/person", "rate"),
        ("npo_users", "NO-19", "persons", "reported"),
        ("poverty_rate", "CA", "units", "reported"),
    ],
)
def test_money_without_a_unit_is_what_kr_is_there(indicator, area, unit, role):
    """Kronor in Sweden, kroner in Norway; what costs are per unit is a rate."""
    row = pd.DataFrame({"indicator": [indicator], "area": area, "value": 5})
    assert complete_observations(row)[["unit", "role"]].values.tolist() == [[unit, role]]
    assert complete_targets(row.rename(columns={"value": "target_value"}))["unit"].tolist() == [unit]


def test_a_target_with_equal_bounds_has_their_value():
    """From 600 to 600 is 600; of 600 to 700 there is no point, and of what starts at 10 no other baseline."""
    ends = {"target_value": None, "target_lower": [600, 600], "target_upper": [600, 700]}
    asked = complete_targets(
        pd.concat([TARGET] * 2).assign(target_id=["a", "b"], baseline_lower=10, baseline_upper=10, **ends)
    )
    assert asked["target_value"].tolist() == pytest.approx([600, nan], nan_ok=True)
    assert asked["baseline"].tolist() == [10, 10]


@pytest.mark.parametrize("number", [inf, -inf, "inf"])
def test_only_bounds_are_infinite(number):
    """No document counts infinitely many, nor asks for them; a bound may be open."""
    with pytest.raises(TableError, match=r"value is infinite\n.*value\n.*a number") as refused:
        complete_observations(SERIES.assign(value=[number, 150]))
    assert len(refused.value.rows) == 1
    for name in ("target_value", "baseline"):
        with pytest.raises(TableError, match=f"{name} is infinite"):
            complete_targets(TARGET.assign(**{name: number}))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"role": "actual"}, "role: one of reported, stated_total, planned, rate"),
        ({"indicator": None}, "indicator: not empty"),
        ({"area": None}, "area: not empty"),
    ],
)
def test_a_cell_that_breaks_the_schema_is_told_what_it_may_be(change, expected):
    """The column and what was expected of it."""
    with pytest.raises(TableError, match="table observations breaks its schema") as refused:
        total(SERIES.assign(**change), by="indicator")
    assert (refused.value.where, refused.value.expected) == ("observations", expected)


def test_every_broken_rule_is_told_with_its_cells():
    """A missing bound, bounds the wrong way round and an id that is there twice come in one error, with the rows."""
    frame = complete_observations(pd.DataFrame({"indicator": "npo_users", "area": "SE-22", "value": [1, 3, 4, 5]}))
    broken = frame.assign(
        observation_id=["a", "b", "b", "c"], lower=[nan, 3, 1, 5], upper=[1.0, 3, 1, 4], value=[1.0, 3, 1, 5]
    )
    with pytest.raises(TableError) as refused:
        check_table(broken, "observations")
    assert refused.value.expected == "observation_id: no two alike; lower: a number; lower: lower <= upper"
    told = refused.value.rows.astype({"failure_case": object})
    assert told[["column", "check", "index"]].values.tolist() == [
        ["observation_id", "no two alike", 1],
        ["observation_id", "no two alike", 2],
        ["lower", "a number", 0],
        ["lower", "lower <= upper", 3],
    ]
    assert told["failure_case"].tolist() == ["b", "b", pytest.approx(nan, nan_ok=True), 5]


def test_what_is_enough_is_said_where_it_lacks():
    """An empty frame is told the few columns that make a table."""
    with pytest.raises(TableError, match="indicator, area, period, value are enough"):
        total(pd.DataFrame(), by="indicator")
    with pytest.raises(TableError, match="indicator, area, target_value, due are enough"):
        complete_targets(pd.DataFrame())
