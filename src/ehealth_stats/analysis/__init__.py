"""What follows from the tables that documents gave: totals, comparisons, progress, budget, findings, evaluation."""

from ehealth_stats.analysis.budgets import budget
from ehealth_stats.analysis.evaluation import evaluate
from ehealth_stats.analysis.findings import findings
from ehealth_stats.analysis.harmonise import harmonise
from ehealth_stats.analysis.inventory import inventory
from ehealth_stats.analysis.progress import progress
from ehealth_stats.analysis.rates import rate
from ehealth_stats.analysis.reconcile import compare_totals
from ehealth_stats.analysis.totals import count_events, total, widest

__all__ = [
    "budget",
    "compare_totals",
    "count_events",
    "evaluate",
    "findings",
    "harmonise",
    "inventory",
    "progress",
    "rate",
    "total",
    "widest",
]
