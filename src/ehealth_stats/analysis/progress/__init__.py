"""The distance to each target and the pace toward it: observations, targets -> table progress."""

from ehealth_stats.analysis.progress.table import progress

__all__ = ["progress"]
