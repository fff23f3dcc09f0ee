"""How numbers are printed, wherever they stand: a text -> its digits, a year, a class of age, whether blanks group it.

What words make of a number is told by rules (rules/*.toml); these are the forms that any part of a document may have.
"""

import re

DIGITS = re.compile(r"\d+")
NUMBER = re.compile(r"\d[\d .,]*\d|\d")
"""Digits with blanks, points and commas between them."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
THREE = re.compile(r"(?P<whole>[1-9]\d{0,2})(?P<sign>[.,])(?P<decimals>\d{3})")
"""Three digits behind a point or comma: thousands, or decimals."""
CLASS = re.compile(r"(?P<first>\d{1,3})(?:\s?[-–]\s?(?P<last>\d{1,3})|\s?\+)")
"""Of age: "0-17", "65+"."""
_FIGURES = frozenset(" .,%+-–\t\n\u00a0\u2009\u202f")


def has_digit(text: str) -> bool:
    """Tell whether a text has a digit.

    Examples
    --------
    >>> has_digit("45 larm"), has_digit("larm")
    (True, False)
    """
    return DIGITS.search(text) is not None


def is_year(text: str) -> bool:
    """Tell whether the words are a bare year.

    Examples
    --------
    >>> is_year("2013"), is_year("januari 2013"), is_year("1800")
    (True, False, False)
    """
    return YEAR.fullmatch(text) is not None


def are_digits(text: str) -> bool:
    """Tell whether a text has digits and, beside them, only what is printed in numbers.

    Examples
    --------
    >>> are_digits("1 450,5 %"), are_digits("45 larm"), are_digits("..")
    (True, False, False)
    """
    return has_digit(text) and all(sign in _FIGURES for sign in DIGITS.sub("", text))


def is_numeric(text: str) -> bool:
    """Tell a text of digits, blanks, points and commas only.

    Examples
    --------
    >>> is_numeric("1 450,5"), is_numeric("45 larm"), is_numeric("")
    (True, False, False)
    """
    return bool(text) and all(sign.isdecimal() or sign.isspace() or sign in ".," for sign in text)


def goes_on(atom: str) -> bool:
    """Tell three digits, which may be a group of a number.

    Examples
    --------
    >>> goes_on("450"), goes_on("45")
    (True, False)
    """
    return len(atom) == 3 and atom.isdecimal()


def opens_groups(atom: str) -> bool:
    """Tell digits behind which groups of three may go on.

    Examples
    --------
    >>> opens_groups("12"), opens_groups("012"), opens_groups("1200")
    (True, False, False)
    """
    return atom.isdecimal() and len(atom) <= 3 and atom[0] != "0"
