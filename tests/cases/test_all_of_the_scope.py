"""All municipalities are those in scope, as many as their document says; where the two differ, a finding says so."""

import pandas as pd
import pytest
from one_document import ingest_one

from ehealth_stats import Dataset, evaluate

SCOPE = {"sv": "SE-2260|SE-2262|SE-2281", "nb": "NO-1804|NO-1805|NO-1820", "nn": "NO-1804|NO-1805|NO-1820"}
TARGET = '[[targets]]\nindicator = "secure_email"\nkind = "all_areas"\nlabel = "All"\nfind = "{find}"\ndue = "2016"\n'
NINE = [
    ("sv", "Mål 2016: alla nio kommunerna ska ha säker e-post.", "Mål 2016:"),
    ("sv", "Samtliga 9 kommuner ska ha det.", "Samtliga"),
    ("nb", "Alle ni kommuner skal ha sikker e-post.", "Alle ni kommuner"),
    ("nb", "Mål 2016: alle de 9 kommunene.", "Mål 2016:"),
    ("nn", "Alle dei ni kommunane skal ha det.", "Alle dei ni kommunane"),
]


@pytest.mark.parametrize(("language", "text", "find"), NINE)
def test_a_number_of_all_that_the_scope_has_not(tmp_path, language, text, find):
    """Nine as printed, of a scope of three: neither three nor the 44 or 7 of the county."""
    made = evaluate(ingest_one(tmp_path, text, TARGET.format(find=find), language=language, scope=SCOPE[language]))
    assert made.dataset.targets[["area", "target_value", "unit"]].values.tolist() == [
        [SCOPE[language], 9, "municipalities"]
    ]
    assert made.findings[["kind", "severity", "statement"]].values.tolist() == [
        [
            "differs",
            "high",
            "All: the document says 9 municipalities, and the scope of the recipe has 3 municipalities.",
        ]
    ]
    assert "unclaimed" not in made.dataset.audit["kind"].tolist()


@pytest.mark.parametrize(
    ("language", "scope", "text", "number"),
    [
        ("sv", SCOPE["sv"], "Mål 2016: alla kommuner.", 3),
        ("sv", SCOPE["sv"], "Mål 2016: alla tre kommunerna.", 3),
        ("sv", "SE-22", "Mål 2016: samtliga kommuner. 3 kommuner har det i dag.", 7),
        ("nb", "NO-18", "Mål 2016: alle kommuner.", 44),
    ],
)
def test_all_are_those_in_scope(tmp_path, language, scope, text, number):
    """Named ones, or those of a county; another number in the passage is none of all."""
    made = evaluate(ingest_one(tmp_path, text, TARGET.format(find="Mål 2016:"), language=language, scope=scope))
    assert made.dataset.targets[["area", "target_value"]].values.tolist() == [[scope, number]]
    assert made.findings.empty


def test_readings_of_the_named_municipalities_decide(tmp_path):
    """Two of three have it."""
    table = '\n[[observations]]\nindicator = "secure_email"\nread = "named areas"\nfind = "Har det 2016:"\n'
    text = "Mål 2016: alla tre kommunerna.\n\nHar det 2016: Ånge och Timrå.\n"
    found = ingest_one(tmp_path, text, TARGET.format(find="Mål 2016:") + table + 'period = "2016"\n', scope=SCOPE["sv"])
    row = evaluate(found, as_of="2016-12-31").progress.iloc[0]
    assert (row["actual_lower"], row["actual_upper"], row["target_lower"]) == (2, 3, 3)


@pytest.mark.parametrize(
    ("words", "scope", "number"), [("Samtliga kommuner", SCOPE["sv"], 3), ("Alla kommuner", "SE-22", 7)]
)
def test_all_as_a_figure(tmp_path, words, scope, number):
    """Those in scope: "Samtliga kommuner har det" (all municipalities have it)."""
    entry = '[[observations]]\nindicator = "secure_email"\nfind = "Nuläge:"\n'
    found = ingest_one(tmp_path, f"Nuläge: {words} har det.", entry, scope=scope).observations
    assert found[["value", "lower", "upper", "qualifier"]].values.tolist() == [[number, number, number, "all"]]


def test_a_target_made_by_hand_needs_no_scope():
    """Without sources that have one nothing is told."""
    cards = pd.DataFrame({"indicator": "secure_email", "area": ["SE-2260"], "period": [2013], "value": [1]})
    goal = pd.DataFrame({"indicator": ["secure_email"], "area": ["SE-22"], "kind": ["all_areas"], "target_value": [9]})
    assert "differs" not in evaluate(Dataset(observations=cards, targets=goal)).findings["kind"].tolist()
