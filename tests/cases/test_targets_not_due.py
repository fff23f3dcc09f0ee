"""A target that is not due, or never is, is `future`, whatever its document says of its number."""

import pandas as pd
import pytest
from one_document import ingest_one

from ehealth_stats import evaluate, progress

TARGET = '[[targets]]\nindicator = "{indicator}"\nkind = "undefined"\nlabel = "Later"\nfind = "{find}"\n{due}\n'


@pytest.mark.parametrize("kind", ["undefined", "not_quantified", "level"])
@pytest.mark.parametrize(("due", "status"), [("", "future"), ("2015", "future"), ("2013", "not_available")])
def test_target_without_number_in_a_frame(kind, due, status):
    """Only one that is due lacks what would decide it."""
    readings = pd.DataFrame({"indicator": "npo_users", "area": "SE-22", "period": [2012], "value": [222]})
    target = pd.DataFrame({"indicator": ["npo_users"], "area": ["SE-22"], "kind": [kind], "due": [due]})
    row = progress(readings, target, as_of="2014").iloc[0]
    assert (row["target_status"], row["verdict"]) == (status, "unable_to_assess")


@pytest.mark.parametrize(
    ("language", "scope", "text"),
    [
        ("sv", "SE-22", "Mål 2015: ej definierat"),
        ("nb", "NO-03", "Mål for 2015: ikke definert"),
        ("nn", "NO-03", "Mål for 2015: ikkje definert"),
        ("en", "SE-22", "Target 2015: not defined"),
    ],
)
def test_undefined_target_of_a_document(tmp_path, language, scope, text):
    """With a deadline after the document, without one, and with one that has passed."""
    dues = ('due = "2015"', "", 'due = "2013"')
    names = ("npo_users", "siths_holders", "safety_alarms")
    entries = "".join(
        TARGET.format(indicator=name, find=text.split(":")[0], due=due) for name, due in zip(names, dues, strict=True)
    )
    judged = evaluate(ingest_one(tmp_path, text, entries, language=language, scope=scope)).progress
    assert judged["target_state"].tolist() == ["undefined"] * 3
    assert judged["target_status"].tolist() == ["future", "future", "not_available"]
