"""What every reader of a stretch of text knows: nouns of units, dates and periods, digits that are no figure."""
