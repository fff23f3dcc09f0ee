"""The evidence pages: documents as read and the rows made of them -> pages on which each figure says what it became."""

from ehealth_stats.reporting.evidence.page import evidence_pages, render_evidence

__all__ = ["evidence_pages", "render_evidence"]
