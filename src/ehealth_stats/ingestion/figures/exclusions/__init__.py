"""Digits that are no figure: dates, references, page numbers, ages, clock times, names."""
