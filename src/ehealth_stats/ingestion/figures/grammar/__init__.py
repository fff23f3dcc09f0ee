"""What the words beside a number say of it: qualifier, bounds, unit, range, sign, part of which whole."""
