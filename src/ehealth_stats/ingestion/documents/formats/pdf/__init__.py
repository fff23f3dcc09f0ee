"""PDF documents: .pdf -> passages and grids of ruled tables, page by page."""

from ehealth_stats.ingestion.documents.formats.pdf.read import read_pdf

__all__ = ["read_pdf"]
