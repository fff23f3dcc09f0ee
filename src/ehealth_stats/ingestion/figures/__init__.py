"""Figures in a text and in a document: text -> quantities, each with its bounds, unit, part and place.

Order: tokens (numbers) and exclusions (digits that are none), then grammar (what the words beside a number say), places
(which area it is about), of_document (a whole document at once).
"""
