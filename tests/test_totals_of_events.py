"""Totals of files of events on the command line: counted where they lie, areas without any named, errors told."""

import io

import pandas as pd
import pytest
from rows import ANGE, HARNOSAND, SUNDSVALL
from typer.testing import CliRunner, Result

from ehealth_stats import cli
from ehealth_stats.errors import EHealthStatsError


def total_of(*words: str) -> Result:
    """Run the command; errors of the package come out as exceptions."""
    return CliRunner().invoke(cli.app, ["total", "--format", "csv", *words])


@pytest.fixture
def events(tmp_path):
    """Two files: five meetings in Ånge on three days of January, one in Sundsvall in February 2013."""
    days = ["2013-01-07", "2013-01-07", "2013-01-08", "2013-01-31"]
    ange = pd.DataFrame({"indicator": "joint_meetings", "area": ANGE, "period": days})
    rest = pd.DataFrame(
        {"indicator": "joint_meetings", "area": [ANGE, SUNDSVALL], "period": ["2013-01-31", "2013-02-01"]}
    )
    for name, frame in (("one", ange), ("two", rest)):
        frame.to_parquet(tmp_path / f"{name}.parquet")
    return f"{tmp_path}/*.parquet"


def test_events_of_many_files_are_totalled_by_area_and_month(events):
    """By area, indicator and period: five in Ånge in January, one in Sundsvall in February, and no row of Härnösand."""
    result = total_of("--events", events, "--by", "area,indicator,period", "--each", "month", "--memory", "200MB")
    table = pd.read_csv(io.StringIO(result.stdout), dtype=str)
    assert table[["area", "period", "value"]].values.tolist() == [[ANGE, "2013-01", "5"], [SUNDSVALL, "2013-02", "1"]]


@pytest.mark.filterwarnings("default")
@pytest.mark.usefixtures("spark")
def test_spark_counts_the_same(events):
    """Five meetings in Ånge and one in Sundsvall by area and year, with Härnösand in scope and missing."""
    scope = ("--scope", f"{ANGE}|{SUNDSVALL}|{HARNOSAND}")
    asked = ("--events", events, "--by", "area,indicator,period", "--each", "year", *scope)
    result = total_of(*asked, "--engine", "spark", "--master", "local[1]")
    table = pd.read_csv(io.StringIO(result.stdout), dtype=str, keep_default_na=False)
    found = [[HARNOSAND, "2013", ""], [ANGE, "2013", "5"], [SUNDSVALL, "2013", "1"]]
    assert sorted(table[["area", "period", "value"]].values.tolist()) == sorted(found)
    assert result.stdout == total_of(*asked).stdout


def test_areas_in_scope_without_events_are_missing_and_not_0(events):
    """Three municipalities in scope: six meetings are known, Härnösand's are not, so the sum has no upper end."""
    scope = f"{ANGE}|{SUNDSVALL}|{HARNOSAND}"
    result = total_of("--events", events, "--by", "indicator", "--each", "year", "--scope", scope)
    row = pd.read_csv(io.StringIO(result.stdout), dtype=str).iloc[0]
    assert row[["reported_sum", "lower", "upper", "n_areas", "n_missing"]].tolist() == ["6", "6", "inf", "3", "1"]
    assert pd.isna(row["value"])


@pytest.mark.parametrize(("files", "content"), [("nowhere.parquet", None), ("broken.parquet", b"no Parquet")])
def test_files_that_are_no_events_are_named(tmp_path, files, content):
    """A file that is not there or is no Parquet is one error, with its name."""
    if content:
        (tmp_path / files).write_bytes(content)
    result = total_of("--events", str(tmp_path / files))
    assert isinstance(result.exception, EHealthStatsError)
    assert (result.exception.what, files in str(result.exception)) == ("the events can't be read", True)
