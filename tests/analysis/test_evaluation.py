"""The evaluation of a made-up dataset of two documents, end to end."""

from datetime import date
from math import nan

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from rows import ANGE, COUNTY, TIMRA, UNKNOWN, dataset, observation, source, target

from ehealth_stats.analysis import evaluate, findings
from ehealth_stats.analysis.evaluation import _needed
from ehealth_stats.analysis.frames import frames_of, in_order_of_publication
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Code, Dataset, Message, to_table
from ehealth_stats.wording.messages import say, worded

SCOPE = f"{ANGE}|{TIMRA}"
IDS = {"plan": "2010-12-31", "survey": "2012"}


def told(document, indicator, area, year, figure, **columns):
    """What a document says of a year's end, with its place."""
    about = {"source_id": document, "indicator": indicator, "locator": f"{document} {indicator} {area} {year}"}
    return observation(area, year, figure, **about | columns)


# The plan counts 100 users in two municipalities in 2010 and wants 200 by 2014; the survey of 2012 counts 150.
OBSERVATIONS = [
    told("survey", "npo_users", ANGE, 2012, 100),
    told("survey", "npo_users", TIMRA, 2012, 50),
    told("plan", "npo_users", ANGE, 2010, 60),
    told("plan", "npo_users", TIMRA, 2010, 40),
    told("plan", "npo_users", COUNTY, 2010, 110, role="stated_total"),
    told("plan", "safety_alarms", ANGE, 2010, 450),
    told("plan", "safety_alarms", ANGE, 2010, 45, breakdown="digital"),
    told("plan", "safety_alarms", TIMRA, 2010, 300),
    told("plan", "safety_alarms", TIMRA, 2010, UNKNOWN, breakdown="digital"),
    told("plan", "seminar_municipalities", COUNTY, 2010, 5),
]


def asked(name, **columns):
    """A target of the plan for the two municipalities."""
    about = {"target_id": f"plan/{name}", "indicator": "npo_users", "area": SCOPE, "due": date(2014, 12, 31)}
    return target(**about | {"label": f"Target {name}", "locator": "page 2"} | columns)


TARGETS = [
    asked("users"),
    asked("later", kind="undefined", target_value=nan, due=date(2015, 12, 31)),
    asked("alarms", indicator="safety_alarms", breakdown="digital", kind="not_quantified"),
]


def published(name, day):
    """A document for the two municipalities."""
    return source(name, day, scope=SCOPE, programme="programme")


def documents(**changed):
    """The dataset, with some tables changed."""
    sources = [published(name, day) for name, day in IDS.items()]
    return dataset(**{"observations": OBSERVATIONS, "targets": TARGETS, "sources": sources} | changed)


def test_day_of_judgement_is_the_latest_publication():
    """The survey is from some day in 2012; a day given goes first."""
    assert evaluate(documents()).as_of == date(2012, 12, 31)
    assert evaluate(documents(), as_of=date(2015, 1, 1)).as_of == date(2015, 1, 1)


def test_follow_up_of_another_document_gives_a_verdict():
    """From 100 to 150 in two of four years toward 200: linear 1; growth 1.5^.5 - 1 over 2^.25 - 1, 0.22474/0.18921."""
    row = evaluate(documents()).progress.iloc[0]
    assert row["linear"] == pytest.approx(1.0)
    assert row["cagr"] == pytest.approx(0.2247449 / 0.1892071, rel=1e-5)
    assert (row["verdict"], row["certainty"], row["target_status"]) == ("on_track", "necessary", "future")


def test_matrix_has_a_row_for_every_target_with_its_evidence():
    """State, gate, pace and what would settle it; the evidence names numbers and documents."""
    matrix = evaluate(documents()).matrix
    assert matrix["target_id"].tolist() == ["plan/users", "plan/later", "plan/alarms"]
    assert matrix["target_state"].tolist() == ["quantified", "undefined", "not_quantified"]
    assert matrix["pace"].tolist() == ["on_track", "unable_to_assess", "unable_to_assess"]
    assert matrix["settles"].tolist() == ["", "A definition of the target.", "A number for the target."]
    assert matrix["evidence"].iloc[0] == (
        "asks for 200 persons; baseline 100 persons; reading 150 persons, 2012; linear ratio 1; cagr ratio 1.19; "
        "needs +25 persons a year (plan, survey)"
    )
    assert matrix["locators"].iloc[0].split("|") == [
        "page 2",
        f"plan npo_users {ANGE} 2010",
        f"plan npo_users {TIMRA} 2010",
        f"survey npo_users {ANGE} 2012",
        f"survey npo_users {TIMRA} 2012",
    ]


@pytest.mark.parametrize(
    ("day", "needed"),
    [
        ("2013-06-30", ["needs +25 persons a year"]),
        ("2013-12-31", ["needs +25 persons a year"]),  # a year is left, to the day
        ("2014-01-01", ["needs +2.08 persons a month"]),
        ("2014-12-31", []),
        ("2015-06-01", []),
    ],
)
def test_change_that_is_needed_is_told_by_month_in_the_last_year(day, needed):
    """50 more from the end of 2012 to the end of 2014 are 25 a year, 2.08 a month; from the deadline on nothing."""
    evidence = evaluate(documents(), as_of=day).matrix["evidence"].iloc[0].removesuffix(" (plan, survey)")
    assert [part for part in evidence.split("; ") if part.startswith("needs")] == needed


STATED = Message("baseline", {"which": Code("baseline", "stated")})


@pytest.mark.parametrize(("reading", "told"), [(None, ""), (Message("same_staff"), " (same staff)"), (STATED, "")])
def test_the_change_that_is_needed_is_of_one_reading_of_the_words(reading, told):
    """Which reading it is of is told, but not which baseline: the change is from the last figure."""
    row = {"required_annual_change": 25.0, "kind": "level", "due": pd.Timestamp("2014-12-31"), "unit": "persons"}
    needed = _needed(row | {"as_of": pd.Timestamp("2012-12-31")} | worded("reading", reading))
    assert say(needed, "en") == f"needs +25 persons a year{told}"


def test_totals_are_those_of_each_document_over_its_scope():
    """Users 100 and 150; alarms 750 of which 45-345 digital, 6-46 %; the distinct count alone stays as it is."""
    totals = evaluate(documents()).totals.set_index(["source_id", "indicator", "breakdown"])
    assert totals["value"].get(("plan", "npo_users", "_T")) == 100
    assert totals["value"].get(("survey", "npo_users", "_T")) == 150
    digital = totals.loc[("plan", "safety_alarms", "digital")]
    assert [digital[name] for name in ("lower", "upper", "n_areas", "n_missing")] == [45, 345, 2, 1]
    assert [digital[name] for name in ("share_lower", "share_upper")] == pytest.approx([0.06, 0.46])
    assert totals["value"].get(("plan", "seminar_municipalities", "_T")) == 5


def test_distinct_counts_that_contradict_each_other_are_no_total():
    """5 and 6 municipalities at the same seminars: a finding, and nothing is added up."""
    again = told("plan", "seminar_municipalities", COUNTY, 2010, 6)
    rows = [*OBSERVATIONS, again | {"observation_id": "again"}]
    evaluation = evaluate(documents(observations=rows))
    assert "seminar_municipalities" not in set(evaluation.totals["indicator"])
    assert "sources_disagree" in set(evaluation.findings["kind"])


def test_declared_reading_gives_the_totals_of_its_indicator_again():
    """If the 30 alarms on IP telephony are all digital ones of Timrå: 75 for certain in place of 75-345."""
    reading = {
        "source_id": "plan",
        "kind": "assumption",
        "label": "All of them",
        "rule": f"closed safety_alarms ip_telephony {TIMRA}",
        "locator": "page 3",
    }
    phones = told("plan", "safety_alarms", TIMRA, 2010, 30, breakdown="ip_telephony")
    totals = evaluate(documents(observations=[*OBSERVATIONS, phones], statements=[reading])).totals
    digital = totals[totals["breakdown"] == "digital"].set_index("reading")
    assert digital[["lower", "upper"]].to_numpy().tolist() == [[75, 345], [75, 75]]
    assert set(totals.loc[totals["reading"] == "All of them", "indicator"]) == {"safety_alarms"}


def test_findings_and_comparisons_belong_to_the_same_tables():
    """110 users stated for the county against 60 + 40: a finding with the comparison's id."""
    evaluation = evaluate(documents())
    ids = set(evaluation.comparisons["comparison_id"])
    assert ids & set(evaluation.findings["finding_id"])
    assert set(evaluation.findings["source_id"]) == {"plan"}


def test_a_dataset_without_rows_is_evaluated_to_nothing():
    """No observation, no target: empty tables."""
    evaluation = evaluate(documents(observations=[], targets=[]))
    assert all(frame.empty for name, frame in evaluation.tables().items() if name != "sources")


def test_tables_that_are_not_given_are_empty_and_columns_that_may_be_empty_may_be_missing():
    """Observations, targets and sources are enough, without the columns that say what follows up and what adds up."""
    whole = documents()
    short = Dataset(
        observations=whole.observations.drop(columns=["follow_up", "period_start"]),
        targets=whole.targets.drop(columns=["adds_to", "direction"]),
        sources=whole.sources[["source_id", "programme", "title", "producer", "language", "country", "file", "sha256"]],
    )
    evaluation = evaluate(short, as_of=date(2012, 12, 31))
    assert evaluation.matrix["target_id"].tolist() == whole.targets["target_id"].tolist()
    assert evaluation.dataset.audit.empty
    with pytest.raises(TableError, match="the targets lack indicator"):
        Dataset(targets=whole.targets.drop(columns="indicator"))


def test_dataset_is_not_changed():
    """Every table stays as it was."""
    given = documents()
    before = {name: frame.copy() for name, frame in given.tables().items()}
    evaluate(given)
    for name, frame in given.tables().items():
        assert_frame_equal(frame, before[name])


@pytest.mark.parametrize("ask", [evaluate, findings])
def test_only_a_dataset_is_evaluated(ask):
    """A frame is no dataset, and the functions that take one are named."""
    with pytest.raises(TableError, match=r"a DataFrame is no dataset(.|\n)*ingest(.|\n)*total, compare_totals"):
        ask(documents().observations)


@pytest.mark.parametrize("day", ["2012", "2012-12-31", pd.Timestamp("2012-12-31"), date(2012, 12, 31)])
def test_the_day_of_judgement_comes_in_any_form(day):
    """The year 2012 is its last day."""
    assert evaluate(documents(), as_of=day).as_of == date(2012, 12, 31)


def test_an_area_that_no_list_has_is_not_left_out_silently():
    """Alarms of a place elsewhere beside those of two codes: an error with the row; alone they are a total."""
    area = "CA"
    rows = [told("plan", "safety_alarms", place, 2010, 5) for place in (ANGE, TIMRA, area)]
    sources = documents().sources
    with pytest.raises(TableError, match=r"areas that no list has(.|\n)*SE-2281(.|\n)*leave them out") as refused:
        evaluate(Dataset(observations=to_table("observations", rows), sources=sources))
    assert refused.value.rows["area"].tolist() == [area]
    alone = evaluate(Dataset(observations=to_table("observations", rows[2:]), sources=sources))
    assert alone.totals["value"].tolist() == [5]


def test_the_scope_is_of_the_day_of_publication_else_of_the_last_report():
    """Sandnes is 1102 in 2019 and 1108 from 2020: undated, a document is of its own last report, not of its plans."""
    source = documents().sources.iloc[0].to_dict() | {"country": "NO", "scope": "NO-11"}
    published = {"undated": "", "later": "2021-05-01", "silent": "", "countless": "2021"}
    sources = [source | {"source_id": name, "published": day} for name, day in published.items()]
    sources[-1]["scope"] = ""
    rows = [told(name, "npo_users", "NO-1101", 2019, 5) for name in ("undated", "later")]
    rows += [told("undated", "npo_users", "NO-1101", 2030, 9, role="planned")]
    rows += [told("undated", "npo_users", "NO-1101", 2018, 4)]
    frames = frames_of(Dataset(observations=to_table("observations", rows), sources=to_table("sources", sources)))
    assert (frames["silent"], frames["countless"]) == (None, None)
    assert ("NO-1102" in frames["undated"], "NO-1108" in frames["undated"]) == (True, False)
    assert ("NO-1102" in frames["later"], "NO-1108" in frames["later"]) == (False, True)


def test_observations_come_in_the_order_of_publication():
    """An undated document first, then 2010, then 2014; rows of one as they were; an unknown one is undated."""
    sources = [published(name, day) for name, day in {"late": "2014", "undated": "", "early": "2010-05-01"}.items()]
    rows = [
        told(name, "npo_users", area, 2009, 5)
        for name in ("late", "undated", "early", "unknown")
        for area in (TIMRA, ANGE)
    ]
    ordered = in_order_of_publication(dataset(observations=rows, sources=sources))[
        ["source_id", "area"]
    ].values.tolist()
    assert [name for name, _ in ordered[::2]] == ["undated", "unknown", "early", "late"]
    assert [area for _, area in ordered] == [TIMRA, ANGE] * 4
