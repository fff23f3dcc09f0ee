"""Figures in a text and in a document: text -> quantities, each with bounds, unit and place."""
