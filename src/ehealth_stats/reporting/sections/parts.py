"""Sentences whose words lead somewhere: a phrase with its places and the parts that go there -> parts of a text."""

from collections.abc import Mapping, Sequence
from typing import Any

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, ItemList, Part, TableRow, Text
from ehealth_stats.reporting.programmes import Row, rows_of
from ehealth_stats.reporting.sections.grids import grid, lines_of
from ehealth_stats.reporting.wording import Wording

HERE = "\N{OBJECT REPLACEMENT CHARACTER}"


def filled(phrase: str, *groups: Sequence[Part]) -> tuple[Part, ...]:
    """Return a phrase with parts in place of each `HERE`.

    Examples
    --------
    >>> filled(f"Av {HERE}: {HERE}.", ["fem"], ["tre", " och ", "två"])
    ('Av ', 'fem', ': ', 'tre', ' och ', 'två', '.')
    """
    texts = phrase.split(HERE)
    parts: list[Part] = [texts[0]]
    for group, after in zip(groups, texts[1:], strict=True):
        parts += [*group, after]
    return tuple(part for part in parts if part)


def joined(parts: Sequence[Part], words: Wording, between: str = "") -> tuple[Part, ...]:
    """Return parts as a list in words, or with a sign between them.

    Examples
    --------
    >>> joined(["Ånge", "Timrå", "Kramfors"], Wording("sv"))
    ('Ånge', ', ', 'Timrå', ' och ', 'Kramfors')
    """
    places = [HERE] * len(parts)
    return filled(between.join(places) if between else words.listed(places), *([part] for part in parts))


def findings_told(material: Material, findings: Sequence[Mapping[str, Any]], in_prose: int) -> list[Block]:
    """Return findings as a list, those beyond what prose has room for as a table; each can be linked to."""
    words = material.words
    items = tuple(finding_text(material, row, _anchor(row)) for row in findings[:in_prose])
    rows = [
        TableRow((words.message(row, "statement"), words.code("severity", row["severity"])), _anchor(row))
        for row in findings[in_prose:]
    ]
    blocks: list[Block] = [ItemList(items)] if items else []
    return [*blocks, grid(words, words.say("more_findings"), "statement severity", rows)] if rows else blocks


def _anchor(finding: Mapping[str, Any]) -> str:
    return f"finding-{finding['finding_id']}"


def finding_text(material: Material, finding: Mapping[str, Any], anchor: str = "") -> Text:
    """Return a finding in words, with a link to the first of the figures, or the statement, that it rests on."""
    parts: list[Part] = [material.words.message(finding, "statement")]
    rows = material.observations(lines_of(finding["observation_ids"])[:1])
    if finding["kind"] == "assumption":
        parts.append(f" {material.words.reason(finding, 'arithmetic')}.")
        rows = _statements(material, finding)
    if rows:
        parts += [" (", material.cite(material.words.say("evidence_link"), rows[0]), ")"]
    return Text(tuple(parts), anchor)


def _statements(material: Material, finding: Mapping[str, Any]) -> list[Row]:
    """Return the statements that a finding on an assumption is about."""
    table = material.evaluation.dataset.statements
    is_own = (table["kind"] == "assumption") & (table["source_id"] == finding["source_id"])
    return rows_of(table[is_own & table["locator"].isin(lines_of(finding["locators"]))])[:1]
