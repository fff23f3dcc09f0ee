"""The distance to each target and the pace toward it: observations, targets -> table progress."""

from ehealth_stats.analysis.progress.table import progress, progress_by_day

__all__ = ["progress", "progress_by_day"]
