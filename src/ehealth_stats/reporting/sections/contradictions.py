"""Contradictions that matter, in words that a politician understands: findings -> blocks."""

from collections.abc import Mapping
from typing import Any

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, ItemList, TableRow, text
from ehealth_stats.reporting.sections.grids import grid
from ehealth_stats.reporting.sections.parts import finding_text

_KINDS = ("differs", "sources_disagree", "claim_contradicted", "baseline_disputed", "revised")
_MOST_IN_PROSE = 8


def contradictions(material: Material) -> list[Block]:
    """Return the section with every finding that contradicts something, and all others of high severity.

    Where none does, it says how many stated figures were checked; where none could be, there is no section.
    """
    words = material.words
    told = [row for row in material.findings if row["severity"] == "high" or is_told(row)]
    heading = Heading(2, words.say("contradictions"), "contradictions")
    if not told:
        checks = len(material.evaluation.comparisons)
        none = words.say("contradictions_none", checks=words.say("n_checks_agree", n=checks))
        return [heading, text(none)] if checks else []
    items = tuple(finding_text(material, row, f"finding-{row['finding_id']}") for row in told[:_MOST_IN_PROSE])
    blocks: list[Block] = [heading, ItemList(items)]
    if told[_MOST_IN_PROSE:]:
        rows = [
            TableRow(
                (words.message(row, "statement"), words.code("severity", row["severity"])),
                f"finding-{row['finding_id']}",
            )
            for row in told[_MOST_IN_PROSE:]
        ]
        blocks.append(grid(words, words.say("contradictions_more"), "statement severity", rows))
    return blocks


def is_told(row: Mapping[str, Any]) -> bool:
    """Say whether a finding contradicts something that matters."""
    return row["kind"] in _KINDS and row["severity"] != "low"
