"""Tables by area: a passage that is a table -> a figure an area and column."""
