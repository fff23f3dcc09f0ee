"""One module a format: the bytes of a file -> paragraphs and grids."""
