"""The figures: tables -> Charts, one plot function a kind of figure."""

from ehealth_stats.charts.adoption import plot_adoption
from ehealth_stats.charts.attendance import plot_attendance
from ehealth_stats.charts.budget import plot_budget
from ehealth_stats.charts.chart import Chart, PictureFormat
from ehealth_stats.charts.counts import plot_counts
from ehealth_stats.charts.inventory import plot_inventory
from ehealth_stats.charts.multiples import plot_multiples
from ehealth_stats.charts.progress import plot_progress
from ehealth_stats.charts.reconciliation import plot_reconciliation
from ehealth_stats.charts.series import plot_series
from ehealth_stats.charts.timeline import plot_timeline

__all__ = [
    "Chart",
    "PictureFormat",
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
]
