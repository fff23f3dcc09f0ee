"""Tables by the place of their words: columns found where a file has none, headers, years."""
