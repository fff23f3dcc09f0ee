"""Contradictions that matter, in words that a politician understands: findings -> blocks."""

from collections.abc import Mapping
from typing import Any

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, text
from ehealth_stats.reporting.sections.parts import findings_told
from ehealth_stats.reporting.sections.questions import GAPS

_KINDS = ("differs", "sources_disagree", "claim_contradicted", "baseline_disputed", "revised")
_MOST_IN_PROSE = 8


def contradictions(material: Material) -> list[Block]:
    """Return the section with the findings that contradict something that matters, and what else is grave but no gap.

    Where nothing does, it says how many stated figures were checked; where none could be, there is no section.
    """
    words = material.words
    told = [row for row in material.findings if is_told(row) or (row["severity"] == "high" and row["kind"] not in GAPS)]
    heading = Heading(2, words.say("contradictions"), "contradictions")
    if told:
        return [heading, *findings_told(material, told, _MOST_IN_PROSE)]
    checks = len(material.evaluation.comparisons)
    none = words.say("contradictions_none", checks=words.say("n_checks_agree", n=checks))
    return [heading, text(none)] if checks else []


def is_told(finding: Mapping[str, Any]) -> bool:
    """Say whether a finding contradicts something that matters."""
    return finding["kind"] in _KINDS and finding["severity"] != "low"
