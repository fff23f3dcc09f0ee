"""A passage that is a table by area -> an observation of each figure in the columns that the entry names."""
