"""PDF documents: .pdf -> paragraphs and grids, page by page."""
