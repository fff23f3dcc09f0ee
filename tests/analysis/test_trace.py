"""A number's path: where it stands in its document, and what rests on it, in the language of the reader."""

import pandas as pd
import pytest

from ehealth_stats.analysis import evaluate
from ehealth_stats.analysis.evaluation import trace
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Dataset, to_table
from ehealth_stats.schema.complete import complete_observations, complete_targets

SOURCE = {
    "source_id": "plan",
    "programme": "p",
    "title": "Plan for Ånge",
    "producer": "Ånge kommun",
    "language": "sv",
    "country": "SE",
    "file": "plan.txt",
    "sha256": "ab12",
}
ROWS = [
    {"observation_id": "cards", "value": 60, "lower": 55, "upper": 65, "period": "2013-04-02", "text": "c:a 60"},
    {"observation_id": "other", "value": 1, "period": "2013", "text": "1", "breakdown": "ready"},
]


def evaluation(published):
    """What follows from a plan with two figures, one of which is the baseline of a target."""
    rows = pd.DataFrame(ROWS).assign(source_id="plan", indicator="siths_holders", area="SE-2260", locator="line 4")
    target = {"source_id": "plan", "target_id": "more", "indicator": "siths_holders", "area": "SE-2260", "due": "2015"}
    return evaluate(
        Dataset(
            observations=complete_observations(rows),
            targets=complete_targets(pd.DataFrame([{**target, "target_value": 100}])),
            sources=to_table("sources", [{**SOURCE, "published": published}]),
        ),
        as_of="2014",
    )


def test_a_number_and_what_rests_on_it():
    """Its figure, how sure it is, its words and place, its document, and the rows of results."""
    assert trace(evaluation("2013-04-02"), "cards") == {
        "observation": "cards",
        "value": "60 (55–65) persons",
        "qualifier": "approximate, status E (estimated), reported",
        "words": "c:a 60",
        "stands in": "line 4",
        "document": "Plan for Ånge (Ånge kommun, 2 April 2013)",
        "file": "plan.txt sha256 ab12",
        "used by": "progress more",
    }


def test_in_another_language_without_a_date_or_a_use():
    """The words of the document stay as they are."""
    told = trace(evaluation(""), "other", language="nn")
    assert told == {
        "observasjon": "other",
        "verdi": "1 person",
        "presisjon": "eksakt, status A (normalt), rapportert",
        "ordlyd": "1",
        "står i": "line 4",
        "dokument": "Plan for Ånge (Ånge kommun, udatert)",
        "fil": "plan.txt sha256 ab12",
        "blir brukt av": "korkje samanlikning, måloppfølging, budsjett eller funn",
    }


def test_an_unknown_number_is_refused_with_the_nearest():
    """The error names what may have been meant."""
    with pytest.raises(TableError, match=r"no observation 'card'(.|\n)*cards"):
        trace(evaluation("2013"), "card")
