"""What figures with bounds allow, their sums, shares and parts: observations -> one bounded cell an area and part."""

from ehealth_stats.analysis.bounds.cells import (
    Cell,
    Row,
    cell_in,
    cells_of,
    figure_in,
    figures_of,
    merge_rows,
    rows_of,
    with_plain_texts,
    worst_status,
)
from ehealth_stats.analysis.bounds.intervals import Share, add, at_point, quotient, same_figure, share
from ehealth_stats.analysis.bounds.narrowing import (
    CELL_COLUMNS,
    absent_cell,
    adds_up,
    checked_frame,
    level_of,
    narrow,
    narrow_rows,
)
from ehealth_stats.analysis.bounds.tree import children_of, nearest_parents, root_of, taken_by_siblings, within_tree
from ehealth_stats.schema import UNKNOWN, Interval

__all__ = [
    "CELL_COLUMNS",
    "UNKNOWN",
    "Cell",
    "Interval",
    "Row",
    "Share",
    "absent_cell",
    "add",
    "adds_up",
    "at_point",
    "cell_in",
    "cells_of",
    "checked_frame",
    "children_of",
    "figure_in",
    "figures_of",
    "level_of",
    "merge_rows",
    "narrow",
    "narrow_rows",
    "nearest_parents",
    "quotient",
    "root_of",
    "rows_of",
    "same_figure",
    "share",
    "taken_by_siblings",
    "with_plain_texts",
    "within_tree",
    "worst_status",
]
