"""What only draws: bars, lines, matrices and marks with their texts -> matplotlib figures; nothing is decided here."""
