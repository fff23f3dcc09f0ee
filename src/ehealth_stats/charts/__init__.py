"""The figures: tables -> Charts, one plot function a kind of figure."""

from ehealth_stats.charts.attendance import plot_attendance
from ehealth_stats.charts.chart import Chart
from ehealth_stats.charts.counts import plot_counts
from ehealth_stats.charts.inventory import plot_inventory

__all__ = ["Chart", "plot_attendance", "plot_counts", "plot_inventory"]
