__all__ = [
    "Chart",
    "CodeLists",
    "Dataset",
    "Document",
    "EHealthStatsError",
    "Evaluation",
    "Limits",
    "budget",
    "build",
    "compare_totals",
    "evaluate",
    "extract_quantities",
    "findings",
    "harmonise",
    "ingest",
    "inventory",
    "plot_adoption",
    "plot_attendance",
    "plot_budget",
    "plot_counts",
    "plot_inventory",
    "plot_multiples",
    "plot_progress",
    "plot_reconciliation",
    "plot_series",
    "plot_timeline",
    "progress",
    "rate",
    "read_codelists",
    "read_dataset",
    "read_denominators",
    "read_document",
    "show_document",
    "show_table",
    "total",
    "widest",
    "write_report",
]

from .analysis import (
    budget,
    compare_totals,
    evaluate,
    findings,
    harmonise,
    inventory,
    progress,
    rate,
    total,
    widest,
)
from .charts.adoption import plot_adoption
from .charts.attendance import plot_attendance
from .charts.budget import plot_budget
from .charts.chart import Chart
from .charts.counts import plot_counts
from .charts.inventory import plot_inventory
from .charts.multiples import plot_multiples
from .charts.progress import plot_progress
from .charts.reconciliation import plot_reconciliation
from .charts.series import plot_series
from .charts.timeline import plot_timeline
from .codelists import CodeLists
from .errors import EHealthStatsError
from .ingestion import (
    Document,
    Limits,
    extract_quantities,
    ingest,
    read_codelists,
    read_dataset,
    read_denominators,
    read_document,
)
from .notebook import show_document, show_table
from .pipeline import build, write_report
from .schema import Dataset, Evaluation
