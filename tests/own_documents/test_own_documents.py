"""Four made-up documents with code lists of their own are read by their recipes alone, as a person reads them.

The truth was typed from the documents (raw/, own_files.py), before anything was read by the package.
"""

from math import inf, nan

import pandas as pd
import pytest
from own_files import FOLDER, written

import ehealth_stats as es
from ehealth_stats.codelists import indicators

NAN = "none"
# source, indicator, area, category, period, value, lower, upper, unit, role
TRUTH = [
    ("jamtland-2013", "safety_alarms", "SE-2303", "_T", "2013-11-15", 210, 210, 210, "alarms", "reported"),
    ("jamtland-2013", "safety_alarms", "SE-2305", "_T", "2013-11-15", 190, 190, 190, "alarms", "reported"),
    ("jamtland-2013", "safety_alarms", "SE-2305", "digital", "2013-11-15", 30, 30, 30, "alarms", "reported"),
    ("jamtland-2013", "safety_alarms", "SE-2309", "_T", "2013-11-15", 340, 335, 345, "alarms", "reported"),
    ("jamtland-2013", "safety_alarms", "SE-2326", "_T", "2013-11-15", 230, 230, 230, "alarms", "reported"),
    ("jamtland-2013", "safety_alarms", "SE-2313", "_T", "2013-11-15", 290, 290, 290, "alarms", "reported"),
    ("jamtland-2013", "door_locks", "SE-2303", "_T", "2013-11-15", 35, 35, 35, "locks", "reported"),
    ("jamtland-2013", "door_locks", "SE-2305", "_T", "2013-11-15", 12, 12, 12, "locks", "reported"),
    ("jamtland-2013", "door_locks", "SE-2309", "_T", "2013-11-15", 48, 48, 48, "locks", "reported"),
    ("jamtland-2013", "door_locks", "SE-2326", "_T", "2013-11-15", 0, 0, 0, "locks", "reported"),
    ("jamtland-2013", "door_locks", "SE-2313", "_T", "2013-11-15", 50, 50, 50, "locks", "reported"),
    (
        *("jamtland-2013", "safety_alarms", "SE-2303|SE-2305|SE-2309|SE-2313|SE-2321|SE-2326|SE-2361", "_T"),
        *("2013-11-15", 2640, 2640, 2640, "alarms", "stated_total"),
    ),
    (
        *("jamtland-2013", "door_locks", "SE-2303|SE-2305|SE-2309|SE-2313|SE-2326", "_T"),
        *("2013-11-15", 145, 145, 145, "locks", "stated_total"),
    ),
    ("jamtland-2013", "night_cameras", "SE-2303", "_T", "2013-11-15", 27, 27, 27, "cameras", "reported"),
    ("jamtland-2013", "visit_cost", "SE-23", "_T", "2013-11-15", 410, 410, 410, "SEK/visit", "rate"),
    *(
        ("jamtland-budget-2013", "programme_budget", "SE-23", category, "2013", *thousands, "SEK", role)
        for category, role, thousands in (
            ("lock_purchase", "planned", (600000, 599500, 600500)),
            ("lock_purchase", "reported", (640000, 639500, 640500)),
            ("training", "planned", (150000, 149500, 150500)),
            ("training", "reported", (90000, 89500, 90500)),
            ("coordination", "planned", (250000, 249500, 250500)),
            ("coordination", "reported", (250000, 249500, 250500)),
            ("_T", "planned", (1000000, 999500, 1000500)),
            ("_T", "reported", (980000, 979500, 980500)),
        )
    ),
    ("vestlandet-2012", "door_locks", "NO-1201", "_T", "2012-10", 120, 120, 120, "locks", "reported"),
    ("vestlandet-2012", "door_locks", "NO-1401", "_T", "2012-10", 15, 15, 15, "locks", "reported"),
    ("vestlandet-2012", "door_locks", "NO-1504", "_T", "2012-10", 65, 65, 65, "locks", "reported"),
    ("vestlandet-2012", "door_locks", "NO", "_T", "2012-10", 3400, 3400, 3400, "locks", "stated_total"),
    ("vestlandet-2012", "safety_alarms", "NO-1201", "_T", "2012-10", 2300, 2300, 2300, "alarms", "reported"),
    # "om lag 400": half a unit of the last digit that is not zero, 50, and at most a tenth, 40 (docs/methods.md)
    ("vestlandet-2012", "safety_alarms", "NO-1401", "_T", "2012-10", 400, 360, 440, "alarms", "reported"),
    ("vestlandet-2012", "safety_alarms", "NO-1504", "_T", "2012-10", 1150, 1150, 1150, "alarms", "reported"),
    ("vestlandet-2012", "door_locks", "NO-12|NO-14|NO-15", "_T", "2012-10", 410, 410, 410, "locks", "stated_total"),
    ("vestlandet-2014", "door_locks", "NO-1201", "_T", "2014", 250, 250, 250, "locks", "reported"),
    ("vestlandet-2014", "door_locks", "NO-1401", "_T", "2014", 0, 0, 0, "locks", "reported"),
    ("vestlandet-2014", "door_locks", "NO-1502", "_T", "2014", nan, 0, inf, "locks", "reported"),
    ("vestlandet-2014", "door_locks", "NO-1504", "_T", "2014", 95, 95, 95, "locks", "reported"),
    ("vestlandet-2014", "door_locks", "NO-12|NO-14|NO-15", "_T", "2014", 345, 345, 345, "locks", "stated_total"),
]
# source, indicator, area, category, due, value, lower, upper, unit
TARGETS = [
    ("jamtland-2013", "safety_alarms", "SE-23", "digital", 2015, 100, 100, 100, "percent"),
    ("jamtland-2013", "door_locks", "SE-2303", "_T", 2015, 60, 60, 60, "locks"),
    ("jamtland-2013", "door_locks", "SE-2305", "_T", 2015, 40, 40, 40, "locks"),
    ("jamtland-2013", "door_locks", "SE-2309", "_T", 2015, nan, 90, inf, "locks"),
    ("vestlandet-2012", "door_locks", "NO-1201", "_T", 2014, 100, 100, 100, "percent"),
    ("vestlandet-2014", "door_locks", "NO-1201", "_T", 2016, 300, 300, 300, "locks"),
    ("vestlandet-2014", "door_locks", "NO-1401", "_T", 2016, 20, 20, 20, "locks"),
    ("vestlandet-2014", "door_locks", "NO-1502", "_T", 2016, nan, 60, inf, "locks"),
    ("vestlandet-2014", "door_locks", "NO-1504", "_T", 2016, 120, 120, 120, "locks"),
    ("vestlandet-2014", "door_locks", "NO-12|NO-14|NO-15", "_T", 2016, 100, 100, 100, "percent"),
]


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    """The folder of the documents, with the code lists beside it."""
    return written(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def evaluation(raw):
    """What follows from the documents; the lists are found beside data/raw."""
    return es.evaluate(es.ingest(raw))


def listed(frame, *columns):
    """Rows as tuples in an order, a missing number as a word that equals itself."""
    rows = frame[list(columns)].astype(object).itertuples(index=False, name=None)
    return sorted((tuple(NAN if pd.isna(cell) else cell for cell in row) for row in rows), key=str)


def test_every_figure_is_read_as_it_was_typed(evaluation):
    """By document, indicator, area, category, period, value, bounds, unit and role; none more, none less."""
    columns = ("source_id", "indicator", "area", "breakdown", "period", "value", "lower", "upper", "unit", "role")
    assert listed(evaluation.dataset.observations, *columns) == listed(pd.DataFrame(TRUTH, columns=columns), *columns)


def test_every_target_is_read_as_it_was_typed(evaluation):
    """By area and in words: all, doubled, at least."""
    columns = ("source_id", "indicator", "area", "breakdown", "due", "target_value", "target_lower", "target_upper")
    targets = evaluation.dataset.targets.assign(due=evaluation.dataset.targets["due"].dt.year)
    expected = pd.DataFrame(TARGETS, columns=(*columns, "unit"))
    assert listed(targets, *columns, "unit") == listed(expected, *columns, "unit")


def test_only_what_the_recipe_leaves_out_is_unclaimed(evaluation):
    """The row of the budget that `skip` names; every other figure has its row."""
    audit = evaluation.dataset.audit
    assert audit.loc[audit["kind"] == "unclaimed", ["source_id", "text"]].values.tolist() == [
        ["jamtland-budget-2013", "1"],
        ["jamtland-budget-2013", "2"],
    ]


def test_a_target_starts_from_a_figure_of_another_document(evaluation):
    """410 locks in 2012, doubled, are 820; the sum of 2014 is known from two municipalities of 95 only."""
    targets = evaluation.dataset.targets.set_index("target_id")
    assert targets.loc["vestlandet-2014/door_locks/west/_T/2016", ["baseline", "baseline_period"]].tolist() == [
        410,
        "2012-10",
    ]
    judged = evaluation.progress.set_index("target_id").loc["vestlandet-2014/door_locks/west/_T/2016"]
    assert judged["baseline"] == 410


def test_nothing_contradicts_itself(evaluation):
    """Budget and outcome stand beside each other, and the five pilots give 145 locks: 35 + 12 + 48 + 0 + 50."""
    assert set(evaluation.findings["kind"]) <= {"missing", "not_checkable"}
    compared = evaluation.comparisons
    pilots = compared[compared["area"] == "SE-2303|SE-2305|SE-2309|SE-2313|SE-2326"]
    assert pilots[["stated", "computed", "verdict"]].values.tolist() == [[145, 145, "agrees"]]


def test_totals_by_a_dimension_of_one_s_own_areas(evaluation, raw):
    """West: 120 + 15 + 65 in 2012; nothing of the east."""
    with es.read_codelists(raw.parent / "codelists"):
        rows = evaluation.dataset.observations
        totals = es.total(rows[rows["source_id"] == "vestlandet-2012"], by=["indicator", "region"])
    assert totals[["indicator", "region", "value"]].values.tolist() == [
        ["door_locks", "west", 200],
        ["safety_alarms", "west", 3850],
    ]


def test_reports_say_labels_groups_and_what_was_inferred(evaluation, tmp_path):
    """In the language of each report, from the lists that were read with the documents."""
    es.write_report(evaluation, tmp_path, formats=["html"], languages=["sv", "nb"])
    swedish = (tmp_path / "jamtland" / "evaluation.sv.html").read_text("utf-8")
    assert all(words in swedish for words in ("Digitala lås", "Nattkameror", "De fem är de som rubriken nämner"))
    norwegian = (tmp_path / "vestlandet" / "evaluation.nb.html").read_text("utf-8")
    assert all(words in norwegian for words in ("Digitale låser", "Vestlandet"))


def test_building_with_a_folder_of_lists_that_is_named(raw, tmp_path):
    """`codelists=` as `--codelists`: the folder may lie anywhere."""
    (raw.parent / "codelists").rename(tmp_path / "lists")
    try:
        built = es.build(raw, tmp_path / "p", tmp_path / "r", codelists=tmp_path / "lists", formats=["xlsx"])
    finally:
        (tmp_path / "lists").rename(raw.parent / "codelists")
    assert len(built.dataset.observations) == len(TRUTH)
    assert "door_locks" not in indicators()


def test_frames_made_by_hand_go_by_the_lists_of_their_block():
    """Totals, progress and charts of an indicator of one's own; behind the block no list has it."""
    rows = pd.DataFrame(
        {
            "indicator": "door_locks",
            "area": ["SE-2281", "SE-2262", "SE-2281", "SE-2262"],
            "period": [2012, 2012, 2014, 2014],
            "value": [10, 20, 30, 40],
        }
    )
    goals = pd.DataFrame({"indicator": ["door_locks"], "area": ["SE-2281"], "target_value": [40], "due": [2015]})
    with es.read_codelists(FOLDER / "codelists"):
        summed = es.total(rows, by=["indicator", "period"])
        judged = es.progress(rows, goals)
        dataset = es.Dataset(observations=rows, targets=goals)
        title = es.plot_series(rows[rows["area"] == "SE-2281"], language="sv").title
    assert summed[["period", "value", "unit"]].values.tolist() == [["2012", 30, "locks"], ["2014", 70, "locks"]]
    assert judged["unit"].tolist() == ["locks"]
    assert "Digitala lås" in title
    assert es.evaluate(dataset).totals["unit"].unique().tolist() == ["locks"]
    assert "door_locks" not in indicators()
    with pytest.raises(es.EHealthStatsError, match="door_locks"):
        es.total(rows, by=["indicator"])
