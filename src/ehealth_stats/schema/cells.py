"""Texts that a spreadsheet would run, or a screen would obey: text in, harmless text out."""

import re

# What spreadsheets begin a formula with, in full width too, behind what they pass over; an apostrophe is ours.
_FORMULA = re.compile("[\\s\ufeff\u200b]*[=+@\uff1d\uff0b\uff0d\uff20-]|[\t\r\n']")
_LINE_ENDS = re.compile(r"[\t-\r\x85\u2028\u2029]+")
# C0 and C1 with ESC, marks that turn the direction of writing, and code points that are no character
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_NOT_PLAIN = re.compile(f"{_LINE_ENDS.pattern}|{_CONTROLS.pattern}")


def escape_formula(text: str) -> str:
    r"""Put an apostrophe before a text that a spreadsheet would take for a formula.

    Examples
    --------
    >>> escape_formula("=1+1"), escape_formula("\n＝1+1"), escape_formula("450 varav 45")
    ("'=1+1", "'\n＝1+1", '450 varav 45')
    """
    return "'" + text if not text[:1].isalnum() and _FORMULA.match(text) else text


def unescape_formula(text: str) -> str:
    """Take back what `escape_formula` did.

    Examples
    --------
    >>> unescape_formula(escape_formula("=1+1"))
    '=1+1'
    """
    return text[1:] if text.startswith("'") else text


def without_controls(text: str) -> str:
    r"""Take out the characters that steer a screen, a printer or the direction of writing; line ends become a space.

    Examples
    --------
    >>> without_controls("S\u202eaxelf\u202c\x1b[31m: 450\r\nvarav 45")
    'Saxelf[31m: 450 varav 45'
    """
    return _CONTROLS.sub("", _LINE_ENDS.sub(" ", text)) if _NOT_PLAIN.search(text) else text
