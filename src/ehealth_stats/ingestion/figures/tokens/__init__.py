"""Numbers in a text: digits, number words, and words that stand for a number."""
