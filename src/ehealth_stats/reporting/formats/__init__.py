"""The formats of a report: a name, which is also the file's ending -> the function that renders a Report as bytes.

A new format is one module beside these, one line here, and its name in each language (`format_html`). A renderer gives
the same bytes for the same report.
"""

from collections.abc import Callable, Mapping

from ehealth_stats.reporting.formats.docx import render_docx
from ehealth_stats.reporting.formats.html import render_html
from ehealth_stats.reporting.formats.pdf import render_pdf
from ehealth_stats.reporting.formats.xlsx import render_xlsx
from ehealth_stats.reporting.model import Report

FORMATS: Mapping[str, Callable[[Report], bytes]] = {
    "html": render_html,
    "docx": render_docx,
    "pdf": render_pdf,
    "xlsx": render_xlsx,
}
