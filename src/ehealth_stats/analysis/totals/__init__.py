"""Totals that say how sure they are: observations -> one row a group, with bounds, share and what is missing."""

from ehealth_stats.analysis.totals.events import count_events
from ehealth_stats.analysis.totals.table import to_totals, total, total_rows, wide_areas, widest

__all__ = ["count_events", "to_totals", "total", "total_rows", "wide_areas", "widest"]
