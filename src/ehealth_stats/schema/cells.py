"""Texts that a spreadsheet would run as a formula: text in, harmless text out, and back."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")


def escape_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula.

    Examples
    --------
    >>> escape_formula("=1+1"), escape_formula("450 varav 45")
    ("'=1+1", '450 varav 45')
    """
    return "'" + text if text.startswith(_STARTS) else text


def unescape_formula(text: str) -> str:
    """Take back what `escape_formula` did.

    Examples
    --------
    >>> unescape_formula(escape_formula("=1+1"))
    '=1+1'
    """
    return text[1:] if text.startswith("'") else text
