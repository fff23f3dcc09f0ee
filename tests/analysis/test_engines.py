"""The same totals on every engine: pandas, Polars, DuckDB and Spark give the same numbers for the same rows."""

from collections.abc import Callable
from datetime import date
from math import inf, nan
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from rows import ANGE, HARNOSAND, KRAMFORS, SUNDSVALL, TIMRA

from ehealth_stats.analysis import count_events, total, widest
from ehealth_stats.analysis.totals import linear
from ehealth_stats.analysis.totals import rows as totals_rows
from ehealth_stats.analysis.totals import table as totals
from ehealth_stats.codelists import municipalities
from ehealth_stats.errors import EHealthStatsError, TableError

Convert = Callable[[pd.DataFrame], Any]


def to_duckdb(frame: pd.DataFrame) -> Any:
    """A relation of DuckDB, in a connection of its own."""
    return duckdb.connect().from_arrow(pa.Table.from_pandas(frame, preserve_index=False))


ENGINES: dict[str, Convert] = {
    "pandas": lambda frame: frame,
    "polars": pl.from_pandas,
    "polars lazy": lambda frame: pl.from_pandas(frame).lazy(),
    "duckdb": to_duckdb,
}


@pytest.fixture(autouse=True)
def in_bulk(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few the rows are, they are summed as many are."""
    monkeypatch.setattr(totals, "FEW", 0)


def read(result: Any) -> pd.DataFrame:
    """A result of any engine as a frame of pandas."""
    found = nw.from_native(result).lazy().collect("pyarrow").to_native().to_pandas()
    return found.astype({name: "str" for name in found.columns if found[name].dtype == object})


# Ånge has a point and bounds, Sundsvall a NaN where nobody knows, Timrå nothing at all; Härnösand was not counted in
# 2013, and no one was in 2014. A null unit, role or category stands for what is usual.
ROWS = pd.DataFrame(
    [
        ("siths_holders", None, ANGE, "2012", 60.0, 55.0, 65.0, None),
        ("siths_holders", "_T", SUNDSVALL, "2012", 0.5, None, None, "A"),
        ("siths_holders", "_T", TIMRA, "2012", 0.0, 0.0, 0.0, "M"),
        ("siths_holders", "_T", ANGE, "2013", 51.0, 51.0, 51.0, "A"),
        ("siths_holders", "_T", SUNDSVALL, "2013", nan, 0.0, inf, "L"),
        ("siths_holders", "_T", HARNOSAND, "2014", nan, None, None, "O"),
        ("siths_holders", "_T", KRAMFORS, "2014", nan, None, None, None),
    ],
    columns=["indicator", "breakdown", "area", "period", "value", "lower", "upper", "status"],
)
# By hand: 2012 60 + 0.5 + nothing, between 55.5 and 65.5; 2013 51 or more; 2014 nobody knows anything.
EXPECTED = {
    "2012": (60.5, 60.5, 55.5, 65.5, 3, 3, 0, 1, "E"),
    "2013": (nan, 51.0, 51.0, inf, 2, 1, 1, 0, "L"),
    "2014": (nan, nan, 0.0, inf, 2, 0, 2, 0, "L"),
}
COLUMNS = ["value", "reported_sum", "lower", "upper", "n_areas", "n_reported", "n_missing", "n_estimated", "status"]


def check_contract(convert: Convert) -> None:
    """Null, NaN, nothing that cannot exist, a group of nulls, halves, and a null key."""
    rows = convert(ROWS)
    result = total(rows, by=["indicator", "period"])
    assert type(result) is type(rows)
    expected = pd.DataFrame.from_dict(EXPECTED, orient="index", columns=COLUMNS)
    assert_frame_equal(read(result).set_index("period")[COLUMNS], expected, check_dtype=False, check_names=False)
    by_area = read(total(rows, by=["area", "indicator", "period"])).set_index("area")
    assert by_area.loc[SUNDSVALL, "reported_sum"].tolist()[0] == 0.5
    assert by_area.loc[ANGE, ["value", "lower", "upper"]].values.tolist() == [[60, 55, 65], [51, 51, 51]]
    told = read(widest(rows, by="period"))
    assert told[["period", "area", "width"]].values.tolist() == [
        ["2012", ANGE, 10.0],
        ["2013", SUNDSVALL, inf],
        ["2014", HARNOSAND, inf],
        ["2014", KRAMFORS, inf],
    ]
    nowhere = convert(ROWS.assign(area=ROWS["area"].where(ROWS["area"] != ANGE, None)))
    with pytest.raises(TableError, match="breaks its schema"):
        total(nowhere, by=["indicator", "period"])


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_keeps_the_contract(engine):
    """What engines do differently by themselves is the same in a total."""
    check_contract(ENGINES[engine])


EVENTS = pd.DataFrame(
    {
        "indicator": "joint_meetings",
        "area": [ANGE, ANGE, TIMRA, ANGE],
        "period": pd.to_datetime(["2013-01-01 23:59", "2013-01-31 00:00", "2013-02-01 12:00", "2013-12-31 23:59"]),
    }
)


def check_events(convert: Convert) -> None:
    """Two meetings in January and one in December in Ånge, one in February in Timrå."""
    counted = count_events(convert(EVENTS), each="month")
    assert type(counted) is type(convert(EVENTS))
    assert read(counted)[["area", "period", "value"]].values.tolist() == [
        [ANGE, "2013-01", 2.0],
        [ANGE, "2013-12", 1.0],
        [TIMRA, "2013-02", 1.0],
    ]
    by_area = read(total(counted, by=["area", "indicator"], frame=[ANGE, TIMRA, SUNDSVALL])).set_index("area")
    assert by_area.loc[ANGE, "reported_sum"] == 3
    # Nobody says that there was nothing in the other months, or in Sundsvall.
    assert by_area[["lower", "upper", "n_missing"]].values.tolist() == [[3, inf, 1], [1, inf, 1], [0, inf, 1]]


@pytest.mark.parametrize("engine", ENGINES)
def test_events_are_counted_where_they_lie(engine):
    """A row an event becomes a row an area and month, of which `total` makes totals."""
    check_events(ENGINES[engine])


@pytest.mark.filterwarnings("ignore")
def test_spark_keeps_the_contract(spark):
    """The same on Spark."""

    def convert(frame: pd.DataFrame) -> Any:
        return spark.createDataFrame(pa.Table.from_pandas(frame, preserve_index=False))

    check_contract(convert)
    check_events(convert)


def test_events_without_a_place_are_refused():
    """An event of no area is in no total: it is named, and not left out."""
    with pytest.raises(TableError, match="1 events have no indicator, area or period"):
        count_events(pl.DataFrame({"indicator": ["seminars"] * 2, "area": [ANGE, None], "period": ["2013-01-01"] * 2}))


def test_events_of_an_area_that_was_no_more_are_refused():
    """Sandefjord was 0706 until 2016, 0710 until 2019."""
    late = pd.DataFrame({"indicator": ["seminars"], "area": ["NO-0706"], "period": ["2019-05-01"]})
    with pytest.raises(TableError, match="did not exist then"):
        count_events(late)
    assert count_events(late.assign(period="2016-05-01"))["value"].tolist() == [1]


def test_what_is_counted_together_is_a_day_month_or_year():
    """A week is none of them."""
    with pytest.raises(TableError, match="can't count by week"):
        count_events(EVENTS, each="week")


def test_a_frame_of_another_engine_is_refused():
    """Arrow tables and lists are no frames of these engines."""
    with pytest.raises(TableError, match="engine pyarrow"):
        total(pa.table({"indicator": ["seminars"], "area": [ANGE], "value": [1]}), by="indicator")
    with pytest.raises(TableError, match="is a list"):
        total([1], by="indicator")


figures = st.one_of(
    st.integers(0, 9).map(lambda n: (n, n, n, "A")),
    st.integers(1, 9).map(lambda n: (n, n - 0.5, n + 1, "E")),
    st.integers(1, 9).map(lambda n: (nan, n, n + 3, "E")),
    st.sampled_from("LOQ").map(lambda status: (nan, 0, inf, status)),
    st.just((3, 3, 3, "M")),
    st.just((7, 7, 7, "D")),
)
cells = st.tuples(
    st.sampled_from(["siths_holders", "steering_group_meetings"]),
    st.sampled_from(["_T", "_T", "digital", "ip_telephony"]),
    st.sampled_from([ANGE, SUNDSVALL, TIMRA, "SE-22"]),
    st.sampled_from(["2012", "2013", "2013-02"]),
    figures,
)
BY = [
    ["indicator", "period"],
    ["indicator"],
    ["indicator", "breakdown", "period"],
    ["area", "breakdown", "indicator", "period"],
    ["county", "indicator", "period"],
    ["breakdown"],
]


def answer(function: Callable[..., Any], rows: pd.DataFrame, **asked: Any) -> Any:
    """The result, or what the error says."""
    try:
        return function(rows, **asked)
    except EHealthStatsError as error:
        return error.what, error.hint


# With parts, and without: then an engine can tell which groups have a figure twice.
many_cells = st.lists(cells, min_size=1, max_size=14) | st.lists(
    cells.map(lambda cell: (cell[0], "_T", *cell[2:])), min_size=1, max_size=14
)
asked_for = (
    many_cells,
    st.sampled_from(BY),
    st.sampled_from([None, [ANGE, SUNDSVALL, HARNOSAND]]),
    st.sampled_from([(), ("siths_holders ip_telephony SE-2281",)]),
)


@settings(max_examples=60, deadline=None)
@given(*asked_for)
def test_sums_in_bulk_are_those_cell_by_cell(rows, by, frame, closed):
    """What is added up without a look at each cell is what the cells give, refusals included."""
    check_in_bulk(ENGINES["pandas"], rows, by, frame, closed)


@settings(max_examples=15, deadline=None)
@given(*asked_for)
def test_sums_on_an_engine_are_those_cell_by_cell(rows, by, frame, closed):
    """The same on DuckDB."""
    check_in_bulk(ENGINES["duckdb"], rows, by, frame, closed)


def check_in_bulk(convert: Convert, rows: Any, by: Any, frame: Any, closed: Any) -> None:
    """Total rows as they are many, on an engine, and cell by cell."""
    names = ["indicator", "breakdown", "area", "period"]
    table = pd.DataFrame(
        [
            {
                **dict(zip(names, row[:4], strict=True)),
                **dict(zip(["value", "lower", "upper", "status"], row[4], strict=True)),
            }
            for row in rows
        ]
    )
    for function in (total, widest):
        asked = {"by": by, "frame": frame, "closed": closed}
        in_bulk = answer(function, convert(table), **asked)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(totals, "FEW", 1_000)
            by_cell = answer(function, table, **asked)
        if isinstance(by_cell, tuple):
            assert in_bulk == by_cell
        else:
            assert_frame_equal(read(in_bulk), by_cell)


def test_the_work_on_many_rows_grows_with_what_is_distinct(monkeypatch):
    """Ten times as many rows of the same areas and indicators call what reads a row no more often."""
    calls = []
    reads = totals.complete_observations
    monkeypatch.setattr(totals, "complete_observations", lambda frame: calls.append(len(frame)) or reads(frame))
    many = pd.concat([ROWS[ROWS["period"] == "2012"].assign(period=str(year)) for year in range(1900, 2000)])
    assert len(total(many, by=["indicator", "period"])) == 100
    assert calls == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_figure_that_is_there_twice_counts_once_on_every_engine(engine):
    """Ånge twice with 60, Sundsvall with 0.5: 60.5, as of one row each."""
    twice = pd.concat([ROWS.head(2), ROWS.head(1)], ignore_index=True)
    result = read(total(ENGINES[engine](twice), by=["indicator", "period"]))
    assert result[["value", "n_areas"]].values.tolist() == [[60.5, 2]]


def test_more_different_rows_than_a_table_has_places_are_numbered_anew(monkeypatch):
    """With room for two numbers only, the totals of the contract are the same."""
    monkeypatch.setattr(totals_rows, "_DENSE", 2)
    check_contract(ENGINES["pandas"])


@pytest.mark.parametrize("engine", ["polars lazy", "duckdb"])
def test_an_engine_looks_at_the_areas_of_groups_only_where_a_figure_is_there_twice(engine, monkeypatch):
    """Of 41 areas in two years, more than one sum of powers of two tells apart, one is there twice in 2014."""
    codes = [area.code for area in municipalities("SE", on=date(2013, 12, 31))][:41]
    rows = pd.DataFrame({"indicator": "siths_holders", "area": codes, "value": 1.0})
    rows = pd.concat([rows.assign(period=year) for year in ("2013", "2014")], ignore_index=True)
    looked = []
    unsettled = linear._unsettled
    monkeypatch.setattr(
        linear, "_unsettled", lambda *asked: looked.append(asked[2][1]["settled"].tolist()) or unsettled(*asked)
    )
    monkeypatch.setattr(linear, "_by_area", None)
    once = read(total(ENGINES[engine](rows), by=["period", "indicator"]))
    assert (once[["value", "n_areas"]].values.tolist(), looked) == ([[41, 41], [41, 41]], [])
    twice = read(total(ENGINES[engine](pd.concat([rows, rows.tail(1)])), by=["period", "indicator"]))
    assert twice[["value", "n_areas"]].values.tolist() == [[41, 41], [41, 41]]
    assert [sorted(each) for each in looked] == [[False, True]]
