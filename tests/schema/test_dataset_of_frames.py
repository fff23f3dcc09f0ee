"""Frames that a person made by hand are a dataset, an evaluation and a chart."""

from datetime import date

import pandas as pd
import pytest

import ehealth_stats as es
from ehealth_stats.errors import TableError
from ehealth_stats.schema import to_table

ALARMS = pd.DataFrame(
    {
        "indicator": "safety_alarms",
        "area": ["SE-2260", "SE-2281", "SE-2260", "SE-2281"],
        "period": [2013, 2013, 2014, 2014],
        "value": [450, 1800, 500, 1900],
    }
)
TARGETS = pd.DataFrame({"indicator": ["safety_alarms"], "area": ["SE-22"], "target_value": [2400], "due": ["2014"]})


def test_four_columns_are_a_dataset():
    """The frame is its own source, of the last day that its figures are from, in the language of its country."""
    dataset = es.Dataset(observations=ALARMS)
    assert dataset.observations["unit"].unique().tolist() == ["alarms"]
    told = dataset.sources[["source_id", "programme", "country", "language", "published"]]
    assert told.values.tolist() == [["observations", "programme", "SE", "sv", "2014-12-31"]]


def test_targets_of_four_columns_are_judged():
    """500 + 1900 = 2400 was to be reached by the end of 2014; the five that are missing can only add to it."""
    evaluation = es.evaluate(es.Dataset(observations=ALARMS, targets=TARGETS))
    assert evaluation.as_of == date(2014, 12, 31)
    assert evaluation.progress[["actual_lower", "target_status"]].values.tolist() == [[2400.0, "met"]]


def test_whole_tables_stay_without_sources():
    """Who gives every column knows what the sources are."""
    whole = es.Dataset(observations=ALARMS).observations
    assert es.Dataset(observations=whole).sources.empty


def test_sources_that_are_given_stay():
    """They are not made up beside."""
    source = {"source_id": "plan", "programme": "p", "title": "T", "producer": "P", "language": "sv", "country": "SE"}
    sources = to_table("sources", [{**source, "file": "plan.txt", "sha256": "ab"}])
    dataset = es.Dataset(observations=ALARMS.assign(source_id="plan"), sources=sources)
    assert dataset.sources["source_id"].tolist() == ["plan"]


def test_areas_of_no_country_have_no_source():
    """Nobody knows their language."""
    assert es.Dataset(observations=ALARMS.assign(area="north")).sources.empty


@pytest.mark.parametrize(
    ("frame", "what"),
    [
        (ALARMS.drop(columns="area"), "the observations lack area"),
        (ALARMS.assign(value="c:a 60"), "value holds what is no number"),
        (ALARMS.to_dict(), "table observations is a dict"),
    ],
)
def test_what_cannot_be_completed_is_an_error(frame, what):
    """It says what is missing or wrong."""
    with pytest.raises(TableError, match=what):
        es.Dataset(observations=frame)


def test_a_chart_of_four_columns():
    """Ånge has 450 and Sundsvall 1 800 in 2013."""
    chart = es.plot_counts(ALARMS[ALARMS["period"] == 2013])
    assert "1,800" in chart.alt
    assert "450" in chart.alt


def test_the_rows_of_a_source_are_tables_of_their_own():
    """A part of an evaluation keeps the types and the days, counts its rows anew and leaves the whole as it was."""
    sources = pd.concat([es.Dataset(observations=ALARMS).sources] * 2, ignore_index=True)
    sources = sources.assign(source_id=["a", "b"], programme=["one", "other"])
    rows = pd.concat([ALARMS.assign(source_id="a"), ALARMS.head(1).assign(source_id="b")])
    whole = es.evaluate(es.Dataset(observations=rows, sources=sources), as_of="2014-12-31")
    part = whole.of_sources({"b"}, {"other": date(2014, 6, 30)})
    assert part.dataset.observations[["source_id", "area", "value"]].values.tolist() == [["b", "SE-2260", 450]]
    assert part.dataset.observations.index.tolist() == [0]
    assert (part.as_of, part.day_of("other")) == (date(2014, 6, 30), date(2014, 6, 30))
    assert part.totals["source_id"].unique().tolist() == ["b"]
    assert (len(whole.dataset.observations), whole.as_of) == (5, date(2014, 12, 31))
    for name, table in part.tables().items():
        assert table.dtypes.equals(whole.tables()[name].dtypes), name
