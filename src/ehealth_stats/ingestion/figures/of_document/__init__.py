"""Figures of a whole document: each distinct text is read once, each figure keeps its place."""
