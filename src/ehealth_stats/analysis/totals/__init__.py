"""Totals that say how sure they are: observations -> one row a group, with bounds, share and what is missing."""

from ehealth_stats.analysis.totals.events import count_events
from ehealth_stats.analysis.totals.table import sums, total, widest

__all__ = ["count_events", "sums", "total", "widest"]
