__all__ = [
    "Chart",
    "Dataset",
    "Document",
    "EHealthStatsError",
    "Evaluation",
    "budget",
    "build",
    "compare_totals",
    "evaluate",
    "extract_quantities",
    "findings",
    "harmonise",
    "ingest",
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
    progress,
    rate,
    total,
    widest,
)
from .charts import (
    Chart,
    plot_adoption,
    plot_attendance,
    plot_budget,
    plot_counts,
    plot_inventory,
    plot_multiples,
    plot_progress,
    plot_reconciliation,
    plot_series,
    plot_timeline,
)
from .errors import EHealthStatsError
from .ingestion import (
    Document,
    extract_quantities,
    ingest,
    read_dataset,
    read_denominators,
    read_document,
    show_document,
)
from .pipeline import build
from .reporting import write_report
from .reporting.notebook import show_table
from .schema import Dataset, Evaluation
