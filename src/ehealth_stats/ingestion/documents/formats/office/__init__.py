"""Slides, OpenDocument and old documents: .pptx, .odt, .odp, .doc, .rtf, .ppt -> paragraphs and grids."""
