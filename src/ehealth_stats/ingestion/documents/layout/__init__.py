"""Where a table has its header and its columns: by blanks, by a line of years, by empty rows and columns."""
