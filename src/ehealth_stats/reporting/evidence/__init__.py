"""The evidence pages: documents as read and the rows made of them -> pages on which each figure says what it became."""

from ehealth_stats.reporting.evidence.page import render_evidence, write_evidence

__all__ = ["render_evidence", "write_evidence"]
