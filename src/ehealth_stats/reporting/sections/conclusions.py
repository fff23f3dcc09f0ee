"""Conclusions and recommendations: the evaluator's own words, or places for them -> blocks."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, ItemList, Note, Text, text


def conclusions(material: Material) -> list[Block]:
    """Return the section that only an evaluator can write."""
    words, own = material.words, material.own
    return [
        Heading(2, words.say("conclusions"), "conclusions"),
        *_told(material.own_words(own.conclusions), words.say("fill_conclusions")),
        Heading(3, words.say("recommendations"), "recommendations"),
        *_told(material.own_words(own.recommendations), words.say("fill_recommendations")),
        *_dismissed(material),
    ]


def _told(paragraphs: Sequence[str] | None, to_fill: str) -> Iterator[Block]:
    if not paragraphs:
        yield Note(to_fill, "fill")
    yield from (text(paragraph) for paragraph in paragraphs or ())


def _dismissed(material: Material) -> Iterator[Block]:
    """Yield the findings that the evaluator has set aside, each with the reason."""
    table = material.evaluation.findings
    rows = table[table["finding_id"].isin(list(material.own.dismissed))].to_dict("records")
    items = tuple(_aside(material, row) for row in rows)
    if items:
        yield Heading(3, material.words.say("dismissed"), "dismissed")
        yield ItemList(items)


def _aside(material: Material, row: Mapping[Any, Any]) -> Text:
    words = material.words
    reason = material.own_words(material.own.dismissed[row["finding_id"]]) or words.say("no_reason_given")
    told = words.say("dismissed_because", statement=words.message(row, "statement"), reason=reason)
    return Text((told,), f"finding-{row['finding_id']}")
