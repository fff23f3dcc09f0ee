"""What every reader of a stretch of text knows: nouns of units, periods."""
