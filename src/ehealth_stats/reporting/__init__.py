"""What is handed in: the tables on disk, the report as a model, and its formats."""

from ehealth_stats.reporting.build_report import build_report
from ehealth_stats.reporting.formats import FORMATS
from ehealth_stats.reporting.model import Report
from ehealth_stats.reporting.tables import table_files, to_csv, write_tables
from ehealth_stats.reporting.write import Rendered, check_outputs, render_reports, write_files

__all__ = [
    "FORMATS",
    "Rendered",
    "Report",
    "build_report",
    "check_outputs",
    "render_reports",
    "table_files",
    "to_csv",
    "write_files",
    "write_tables",
]
