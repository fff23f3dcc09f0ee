"""Documents of every format in one shape: a file -> Document."""

from ehealth_stats.ingestion.documents.model import Cell, Document, Segment, Table
from ehealth_stats.ingestion.documents.read import read_document

__all__ = ["Cell", "Document", "Segment", "Table", "read_document"]
