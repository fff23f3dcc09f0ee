"""A document and its recipe -> rows: observations, targets, events, and the audit of every figure.

A recipe says in the document's own words where a passage starts and ends, and what the figures in it count.
"""
