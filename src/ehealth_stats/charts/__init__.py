"""The figures: tables -> Charts, one plot function a kind of figure."""

from ehealth_stats.charts.adoption import plot_adoption
from ehealth_stats.charts.attendance import plot_attendance
from ehealth_stats.charts.budget import plot_budget
from ehealth_stats.charts.chart import Chart
from ehealth_stats.charts.counts import plot_counts
from ehealth_stats.charts.inventory import plot_inventory
from ehealth_stats.charts.progress import plot_progress
from ehealth_stats.charts.timeline import plot_timeline

__all__ = [
    "Chart",
    "plot_adoption",
    "plot_attendance",
    "plot_budget",
    "plot_counts",
    "plot_inventory",
    "plot_progress",
    "plot_timeline",
]
