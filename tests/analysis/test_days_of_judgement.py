"""On which day each programme is judged: by its own documents, not by those of another programme."""

from datetime import date
from math import nan

import pytest
from rows import ANGE, COUNTY, dataset, observation, source, target

from ehealth_stats.analysis import evaluate, findings
from ehealth_stats.analysis.frames import days_of
from ehealth_stats.errors import TableError
from ehealth_stats.reporting.programmes import programme_of
from ehealth_stats.schema import Dataset, to_table

# Each plan wants 200 cards by the end of 2012 and counted 100 in 2010.
DUE = date(2012, 12, 31)


def plans(**published):
    """A dataset of one plan a programme, by the day on which it was published."""
    return dataset(
        sources=[source(name, day, programme=name) for name, day in published.items()],
        observations=[observation(COUNTY, 2010, 100, source_id=name) for name in published],
        targets=[target(target_id=f"{name}/cards", source_id=name, due=DUE) for name in published],
    )


def statuses(evaluation):
    """The deadline gate and the day of each target."""
    rows = evaluation.matrix.to_dict("records")
    return {row["source_id"]: (row["target_status"], row["as_of"].date()) for row in rows}


def test_a_programme_is_judged_on_the_day_of_its_own_documents():
    """One plan is of 2011, before the deadline of 2012, another of 2013: only the target of the second one is due."""
    evaluation = evaluate(plans(early="2011-05-01", late="2013-04-02"))
    assert statuses(evaluation) == {
        "early": ("future", date(2011, 5, 1)),
        "late": ("not_available", date(2013, 4, 2)),
    }
    assert evaluation.progress["as_of"].tolist() == evaluation.matrix["as_of"].tolist()
    assert evaluation.as_of == date(2013, 4, 2)
    assert programme_of(evaluation, "early").as_of == date(2011, 5, 1)


def test_a_day_that_is_given_is_that_of_all_programmes():
    """At the end of 2012 both targets are due, whatever the plans are of."""
    evaluation = evaluate(plans(early="2011-05-01", late="2013-04-02"), as_of="2012-12-31")
    assert statuses(evaluation) == dict.fromkeys(["early", "late"], ("not_available", DUE))
    assert programme_of(evaluation, "early").as_of == programme_of(evaluation, "late").as_of == DUE


def test_what_another_programme_reads_later_is_not_counted():
    """A count of 2013 in another programme's document is no reading of a target that is judged in 2011."""
    both = plans(early="2011-05-01", late="2013-04-02")
    later = observation(COUNTY, 2013, 250, source_id="late")
    rows = to_table("observations", [*both.observations.to_dict("records"), later])
    evaluation = evaluate(Dataset(observations=rows, targets=both.targets, sources=both.sources))
    assert evaluation.progress.set_index("source_id")["actual"].to_dict() == pytest.approx(
        {"early": nan, "late": 250}, nan_ok=True
    )


def test_a_later_document_of_the_same_programme_sets_its_day():
    """A plan of 2011 and its follow-up of 2014; a document without a date changes nothing."""
    days = {"plan": "2011-05-01", "report": "2014", "leaflet": "", "note": "[2008..2020]"}
    evaluation = evaluate(dataset(sources=[source(name, day) for name, day in days.items()]))
    assert evaluation.days == {"plan": date(2014, 12, 31)}


def test_without_a_date_the_latest_possible_day_counts_and_then_that_of_the_figures():
    """One of the years 2008 to 2013: the end of 2013. Nothing printed: the end of 2010, when the cards were counted."""
    evaluation = evaluate(plans(years="[2008..2013]", silent="", open="2011/.."))
    end = date(2010, 12, 31)
    assert evaluation.days == {"years": date(2013, 12, 31), "silent": end, "open": end}
    assert statuses(evaluation)["silent"] == ("future", end)


def test_rows_that_no_source_lists_are_judged_by_their_own_figures():
    """Tables made by hand have no sources: the day is that of the last count."""
    both = plans(plan="")
    days = days_of(Dataset(observations=both.observations, targets=both.targets))
    assert days == {"": date(2010, 12, 31)}


def test_a_plan_for_later_years_is_no_day():
    """What is planned for 2030 was not counted then."""
    sources = [source("plan", "")]
    rows = [observation(ANGE, 2010, 5), observation(ANGE, 2030, 9, role="planned")]
    assert evaluate(dataset(sources=sources, observations=rows)).as_of == date(2010, 12, 31)


@pytest.mark.parametrize("ask", [evaluate, findings])
def test_targets_of_a_programme_without_any_day_need_one(ask):
    """The programme is named; one that has no targets is judged with the others."""
    silent = [source("plan", "2013-04-02", programme="one"), source("other", "", programme="two")]
    aim = target(target_id="other/cards", source_id="other", due=DUE)
    with pytest.raises(TableError, match=r"no document or figure of the programme two has a date(.|\n)*as_of"):
        ask(dataset(sources=silent, targets=[aim]))
    assert evaluate(dataset(sources=silent)).days["two"] == date(2013, 4, 2)
    assert evaluate(dataset(sources=silent, targets=[aim]), as_of=2014).days["two"] == date(2014, 12, 31)


def test_a_dataset_without_any_day_needs_one():
    """Nothing has a date: nobody can say on which day it is judged."""
    with pytest.raises(TableError, match=r"no document or figure has a date(.|\n)*as_of"):
        evaluate(dataset(sources=[source("plan", "")]))
