"""What only draws: bars, lines, matrices and rows of marks with their texts on a page; nothing is decided here."""
