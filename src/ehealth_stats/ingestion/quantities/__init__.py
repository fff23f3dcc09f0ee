"""Reading figures out of text: words -> quantities with bounds, units, relations and places."""
