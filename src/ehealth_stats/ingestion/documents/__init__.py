"""Documents of every format in one shape: a file -> paragraphs and tables, each with the place where it stands."""

from ehealth_stats.ingestion.documents.document import Document
from ehealth_stats.ingestion.documents.limits import Limits
from ehealth_stats.ingestion.documents.lines import IntArray, Lines
from ehealth_stats.ingestion.documents.model import Cell, Segment, Table
from ehealth_stats.ingestion.documents.read import read_document

__all__ = ["Cell", "Document", "IntArray", "Limits", "Lines", "Segment", "Table", "read_document"]
