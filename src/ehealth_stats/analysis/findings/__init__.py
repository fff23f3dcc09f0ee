"""What an evaluator must know before using the numbers: Dataset and what follows from it -> table findings."""

from ehealth_stats.analysis.findings.facts import facts_of, under_reading
from ehealth_stats.analysis.findings.table import findings, findings_from
from ehealth_stats.analysis.findings.targets import settles_of

__all__ = ["facts_of", "findings", "findings_from", "settles_of", "under_reading"]
