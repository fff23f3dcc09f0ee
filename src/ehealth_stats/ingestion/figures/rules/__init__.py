"""Data: rules of the reader of figures, a file each."""
