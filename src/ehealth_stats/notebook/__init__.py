"""What a reader of a notebook looks at: a document with its figures marked, and a table with its bounds."""

from ehealth_stats.notebook.document import show_document
from ehealth_stats.notebook.table import show_table

__all__ = ["show_document", "show_table"]
