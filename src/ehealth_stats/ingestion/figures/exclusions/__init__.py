"""Digits that are no figure: dates, references, ages, clock times, lists of contents."""
