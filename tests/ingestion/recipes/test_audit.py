"""The audit: no figure of a document vanishes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehealth_stats.ingestion.documents import Document, Segment
from ehealth_stats.ingestion.recipes.audit import audit_document, to_claims
from ehealth_stats.ingestion.recipes.context import Claim, open_context
from ehealth_stats.ingestion.recipes.recipe import Recipe, SourceEntry
from ehealth_stats.ingestion.text.exclusion import AMBIGUOUS

RECIPE = Recipe(
    Path("recipe.toml"),
    SourceEntry(id="x", programme="x", title="x", producer="x", language="sv", country="SE", scope="SE-22"),
)
WORDS = st.sampled_from(
    [
        "450",
        "1",
        "800",
        "varav",
        "c:a",
        "okänt",
        "n/a",
        "Ånge:",
        "Sundsvall",
        "2013",
        "2013-04-02",
        "27/5",
        "kr",
        "tkr",
        "%",
        "070-1234567",
        "(+32)",
        "100-200",
        "larm",
        "5a",
        "1)",
        "bankgiro",
        "796-8787",
        "fyra",
        "~",
        "av",
        "3,5",
        "17.6",
        "S@mspill",
        "2.0",
        "nn@example.org",
        "12",
        "345",
        "678",
        "…",
        "..",
        "fase2",
    ]
)


def context_of(lines: list[str]):
    """Open a document of paragraphs."""
    segments = tuple(Segment(line, "paragraph", f"paragraph {n}") for n, line in enumerate(lines, 1) if line.strip())
    return open_context(RECIPE, Document(Path("x.txt"), segments), "half_unit")


def audit(context):
    """Audit a document of which no row claims anything."""
    return audit_document(context, to_claims([]), to_claims([]))


@given(st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=1, max_size=4))
def test_every_digit_lies_in_exactly_one_mark(lines):
    """Claimed, not a quantity or unclaimed: the marks cover every digit of the document once."""
    context = context_of(lines)
    marks = audit(context)
    covered = [at for start, end in zip(marks["start"], marks["end"], strict=True) for at in range(start, end)]
    digits = [at for at, character in enumerate(context.document.text) if character.isdigit()]
    assert len(covered) == len(set(covered))
    assert set(digits) <= set(covered)


@pytest.mark.parametrize("words", ["okänt", "n/a", "redan infört", "uppgift saknas", "fyra socialchefer"])
def test_missing_value_words_and_number_words_are_accounted_for(words):
    """A word that stands for a number, or for a missing one, is listed as unclaimed until a row takes it."""
    marks = audit(context_of([f"Sollefteå: {words}"]))
    assert marks["kind"].tolist() == ["unclaimed"]


def test_a_claim_takes_its_figure_and_an_aside_explains_it():
    """Of three figures one is claimed, one set aside with its reason, one left."""
    context = context_of(["450 larm, 3 bilar, 7 hus"])
    claims, asides = [Claim(0, 3, "observation", "x/1")], [Claim(10, 17, "no cars counted")]
    marks = audit_document(context, to_claims(claims), to_claims(asides))
    assert marks[["kind", "reason", "observation_id"]].values.tolist() == [
        ["claimed", "observation", "x/1"],
        ["not_quantity", "no cars counted", ""],
        ["unclaimed", "no row of a table takes it", ""],
    ]


def test_contact_details_are_counted_and_masked():
    """An address stands in the audit as [masked]."""
    marks = audit(context_of(["E-post: nn@example.org"]))
    assert marks[["kind", "text", "reason"]].values.tolist() == [["not_quantity", "[masked]", "e-mail address"]]


def test_digits_that_can_be_read_two_ways_are_unclaimed():
    """A flattened line of counts is refused, and the audit says so instead of calling it no quantity."""
    marks = audit(context_of(["450 1800 300 664"]))
    refused = marks.loc[marks["reason"] == AMBIGUOUS, "kind"]
    assert set(refused) == {"unclaimed"}
