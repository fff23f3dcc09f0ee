"""What the words beside a number say of it: qualifier, range, unit, part of a whole."""
