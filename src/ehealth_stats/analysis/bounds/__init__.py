"""What figures with bounds allow, their sums, shares and parts: observations -> one bounded cell an area and part."""

from ehealth_stats.analysis.bounds.intervals import UNKNOWN, Interval, Share, add, number_text, same_figure, share
from ehealth_stats.analysis.bounds.narrowing import (
    CELL_COLUMNS,
    Cell,
    cells_of,
    figures_of,
    merge_rows,
    narrow,
    worst_status,
)
from ehealth_stats.analysis.bounds.tree import nearest_parents, root_of, taken_by_siblings, within_tree

__all__ = [
    "CELL_COLUMNS",
    "UNKNOWN",
    "Cell",
    "Interval",
    "Share",
    "add",
    "cells_of",
    "figures_of",
    "merge_rows",
    "narrow",
    "nearest_parents",
    "number_text",
    "root_of",
    "same_figure",
    "share",
    "taken_by_siblings",
    "within_tree",
    "worst_status",
]
