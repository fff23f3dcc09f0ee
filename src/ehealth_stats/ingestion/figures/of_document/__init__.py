"""The figures of a whole document: each distinct text is read once, and each figure keeps its place."""
