"""What a plot function is given: frames of other dtypes and programmes are drawn, unfit ones get a clear error."""

from math import inf, nan

import pandas as pd
import pytest
from chart_checks import check_texts
from rows import observation

import ehealth_stats as es
from ehealth_stats.errors import CodeListError, EHealthStatsError, TableError
from ehealth_stats.schema import columns_of, to_table


def observed(indicator, area, figure, period="2013", **changes) -> dict:
    """One row of the table observations; a figure is a number or (value, lower, upper)."""
    return observation(area, period, figure, indicator=indicator, **{"unit": "persons", "qualifier": "exact"} | changes)


def observations(*rows) -> pd.DataFrame:
    """A checked table."""
    return to_table("observations", rows)


HOLDERS = observations(observed("siths_holders", "SE-2281", 120), observed("siths_holders", "SE-2260", (nan, 5, inf)))
ALARMS = {"unit": "alarms"}
# A made-up programme in Norway and Sweden, a table for each kind of figure.
INPUT = {
    "plot_counts": HOLDERS,
    "plot_multiples": HOLDERS,
    "plot_series": observations(
        observed("siths_holders", "NO", 5), observed("siths_holders", "NO", (nan, 3, 9), "2015"),
    ),
    "plot_inventory": es.inventory(
        observations(
            observed("safety_alarms", "NO-0301", 40, **ALARMS),
            observed("safety_alarms", "NO-0301", 4, breakdown="digital", **ALARMS),
        )
    ),
    "plot_attendance": observations(
        observed("seminar_participants", "NO", 30, breakdown="nurses"),
        observed("seminar_participants", "NO", (nan, 0, inf), breakdown="physicians", qualifier="unknown"),
    ),
    "plot_adoption": observations(
        observed("e_forms", "SE-2281", 1, unit="municipalities"),
        observed("pascal", "SE-2260", 0, unit="municipalities"),
    ),
    "plot_budget": to_table(
        "budget",
        [
            {"source_id": "plan", "item": "grant", "state": "granted", "value": 5.5, "lower": 5, "upper": 6,
             "unit": "NOK", "basis": "row 1", "observation_ids": "a"},
        ],
    ),
    "plot_timeline": to_table(
        "timeline",
        [
            {"source_id": "plan", "name": "Start", "kind": "milestone", "period": "2013-04-02", "start": "2013-04-02",
             "end": "2013-04-02", "locator": "row 1", "text": "as printed"},
        ],
    ),
    "plot_progress": to_table(
        "progress",
        [
            {"target_id": "plan/a", "source_id": "plan", "indicator": "siths_holders", "breakdown": "_T", "area": "NO",
             "kind": "level", "target_lower": 10, "target_upper": 10, "unit": "persons", "verdict": "on_track",
             "target_state": "quantified", "target_status": "future"},
        ],
    ),
    "plot_reconciliation": to_table(
        "comparisons",
        [
            {"comparison_id": "a", "check": "areas", "source_id": "plan", "indicator": "siths_holders", "area": "NO",
             "breakdown": "_T", "period": "2013", "stated": 5, "stated_lower": 5, "stated_upper": 5, "computed": 5,
             "computed_lower": 5, "computed_upper": 5, "unit": "persons", "verdict": "agrees",
             "stated_locator": "row 1", "observation_ids": "a"},
        ],
    ),
}  # fmt: skip
KINDS = pytest.mark.parametrize("kind", INPUT)


def plot(kind, frame, **options):
    """The chart of a table."""
    return getattr(es, kind)(frame, **options)


def test_every_kind_is_here():
    """A new plot function is tried with unfit input too."""
    assert set(INPUT) == {name for name in es.__all__ if name.startswith("plot_")}


@KINDS
@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow"])
def test_other_dtypes_give_the_same_chart(kind, backend):
    """Nullable and Arrow columns, categories, a named index and further columns change nothing."""
    frame = INPUT[kind]
    texts = frame.select_dtypes("str").columns
    other = frame.assign(further=1).astype(dict.fromkeys(texts, "category"))
    other = other.convert_dtypes(dtype_backend=backend).set_index(pd.Index([f"row {n}" for n in range(len(frame))]))
    one, two = plot(kind, frame), plot(kind, other)
    assert (one.title, one.alt, one.name) == (two.title, two.alt, two.name)
    pd.testing.assert_frame_equal(one.data, two.data)


@KINDS
def test_columns_that_may_be_empty_may_be_missing(kind):
    """A stranger's table without the texts and numbers that it has no use for is drawn."""
    own = {"plot_reconciliation": "comparisons"}
    own |= {f"plot_{table}": table for table in ("budget", "timeline", "progress", "inventory")}
    table = own.get(kind, "observations")
    frame = INPUT[kind]
    empty = [c.name for c in columns_of(table) if not c.required and c.type == "text" and (frame[c.name] == "").all()]
    assert plot(kind, frame.drop(columns=empty)).title == plot(kind, frame).title


@KINDS
@pytest.mark.parametrize("unfit", [None, [1, 2], {"area": ["SE-2281"]}, "observations.csv"])
def test_what_is_no_table_is_refused(kind, unfit):
    """A list or a file name gets an error that says that a DataFrame is expected."""
    with pytest.raises(TableError, match="DataFrame"):
        plot(kind, unfit)


@KINDS
def test_another_table_is_refused_with_what_it_lacks(kind):
    """The message names the columns that are missing and those that are expected."""
    with pytest.raises(TableError, match=r"lacks? .*\n.*where: .*\n.*expected: "):
        plot(kind, pd.DataFrame({"kommun": ["Timrå"], "antal": [60]}))


@KINDS
def test_nothing_to_draw_is_an_error(kind):
    """An empty table has no figure."""
    with pytest.raises(TableError, match=r"no .*(draw|municipality|date)"):
        plot(kind, INPUT[kind].head(0))


@KINDS
def test_a_language_without_texts_is_refused(kind):
    """Finnish has no texts: the languages are named."""
    with pytest.raises(CodeListError, match=r"no (labels in the )?language 'fi'"):
        plot(kind, INPUT[kind], language="fi")


@KINDS
def test_sources_without_title_and_producer_are_refused(kind):
    """Another table in the place of the sources gets an error that names the columns."""
    with pytest.raises(TableError, match="source_id, producer, title, published"):
        plot(kind, INPUT[kind], sources=pd.DataFrame({"area": ["SE-2281"]}))


@KINDS
def test_sources_that_do_not_know_the_source_leave_its_id(kind):
    """The source line then has the id."""
    sources = pd.DataFrame({"source_id": ["b"], "producer": ["B"], "title": ["C"], "published": ["2013"]})
    assert plot(kind, INPUT[kind], sources=sources).source == "Source: plan"


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("plot_counts", {"indicator": "siths_holdres"}),
        ("plot_counts", {"unit": "person"}),
        ("plot_series", {"area": "SE-9999"}),
        ("plot_reconciliation", {"area": "SE-9999"}),
    ],
)
def test_unknown_codes_are_refused_with_the_nearest(kind, changes):
    """A misspelt code gets an error with what it may mean."""
    with pytest.raises(CodeListError, match="did you mean"):
        plot(kind, INPUT[kind].assign(**changes))


@pytest.mark.parametrize("changes", [{"lower": 5.0, "upper": 1.0}, {"lower": nan}, {"role": "guessed"}])
def test_rows_that_break_the_schema_are_listed(changes):
    """Bounds the wrong way round, a missing bound, an unknown role: the error carries the rows."""
    with pytest.raises(TableError) as caught:
        plot("plot_counts", HOLDERS.assign(**changes))
    assert len(caught.value.rows)


@pytest.mark.parametrize("kind", ["plot_timeline", "plot_progress"])
def test_targets_of_another_kind_are_refused(kind):
    """What is no table of targets is named as such."""
    with pytest.raises(EHealthStatsError, match="targets"):
        plot(kind, INPUT[kind], targets=pd.DataFrame({"area": ["SE-2281"]}))


def test_targets_in_the_place_of_their_progress_are_refused():
    """A series takes the table progress, and says so."""
    with pytest.raises(TableError, match="progress"):
        es.plot_series(INPUT["plot_series"], progress=to_table("targets", []))


def test_results_of_another_programme_are_drawn():
    """What `progress` and `compare_totals` return of a made-up Norwegian programme is drawn as it is.

    From 100 (2010) by 150 (2012) to 300 (2014): half of the time, a quarter of the way.
    """
    rows = [observed("siths_holders", "NO", 100, "2010"), observed("siths_holders", "NO", 150, "2012")]
    target = {"target_id": "plan/cards", "source_id": "plan", "indicator": "siths_holders", "breakdown": "_T"}
    target |= {"area": "NO", "kind": "level", "target_value": 300, "target_lower": 300, "target_upper": 300}
    target |= {"unit": "persons", "due": "2014-12-31", "label": "Cards", "locator": "row 1", "text": "300"}
    target |= {"baseline_period": "2010", "baseline": 100, "baseline_lower": 100, "baseline_upper": 100}
    chart = check_texts(es.plot_progress(es.progress(observations(*rows), to_table("targets", [target]))))
    actual = chart.data[chart.data["mark"] == "actual"]
    assert actual[["value", "lower", "upper"]].to_numpy().tolist() == [[150, 150, 150]]
    stated = observed("siths_holders", "SE-22", 170, role="stated_total")
    holders = [observed("siths_holders", "SE-2281", 120), observed("siths_holders", "SE-2260", 51)]
    chart = check_texts(es.plot_reconciliation(es.compare_totals(observations(*holders, stated))))
    # Five municipalities of the county have no row: at least 120 + 51 = 171, and no upper bound.
    assert chart.data[["side", "lower", "upper"]].to_numpy().tolist() == [["stated", 170, 170], ["computed", 171, inf]]
    assert chart.title.endswith("170 against at least 171")
