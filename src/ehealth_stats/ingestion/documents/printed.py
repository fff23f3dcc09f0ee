"""Values as text: what a cell holds -> what a person reads there, columns at a time where there are many."""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

Value = str | int | float | bool | time | date | datetime | timedelta

# Not \s: NBSP, narrow and thin spaces stay, since they part groups of digits.
_BLANKS = re.compile("[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b\u2060\ufeff]")


def clean(text: str) -> str:
    r"""Collapse blanks and line ends to single blanks, keep the spaces within numbers, drop what nobody sees.

    Examples
    --------
    >>> clean(" 742\u00a0593 \n kr\u00ad ")
    '742\xa0593 kr'
    """
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def to_paragraphs(text: str) -> tuple[str, ...]:
    r"""Return the cleaned lines of a text, empty ones dropped.

    Examples
    --------
    >>> to_paragraphs("51 st\r\n\n120  st")
    ('51 st', '120 st')
    """
    return tuple(line for line in map(clean, text.splitlines()) if line)


def to_text(value: Value) -> str:
    """Print a value: whole numbers without decimals, fifteen digits at most, dates in ISO form, a text line by line.

    Examples
    --------
    >>> to_text(450.0), to_text(date(2013, 4, 2)), to_text(True)
    ('450', '2013-04-02', 'TRUE')
    """
    if isinstance(value, str):
        return "\n".join(to_paragraphs(value))
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return number_to_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def to_texts(values: Sequence[Value]) -> list[str]:
    """Print a column; a text that recurs is cleaned once.

    Examples
    --------
    >>> to_texts(["Ånge ", 0.5, "Ånge "])
    ['Ånge', '0.5', 'Ånge']
    """
    known = {value: to_text(value) for value in {value for value in values if isinstance(value, str)}}
    return [known[value] if isinstance(value, str) else to_text(value) for value in values]


def number_to_text(value: float) -> str:
    """Print a number with a decimal point.

    With three decimals a zero is added: 10.125 would be ten thousand in a Swedish or Norwegian text. A number that no
    spreadsheet can hold is printed as they do.

    Examples
    --------
    >>> number_to_text(10.125), number_to_text(0.1 + 0.2), number_to_text(1e21), number_to_text(float("inf"))
    ('10.1250', '0.3', '1000000000000000000000', '#NUM!')
    """
    if not math.isfinite(value):
        return "#NUM!"
    text = f"{value:.15g}"
    return unambiguous(f"{Decimal(text):f}" if "e" in text else text)


def unambiguous(text: str) -> str:
    """Add a zero to three decimals, so that the point can't pass for one between thousands.

    Examples
    --------
    >>> unambiguous("10.125"), unambiguous("10.12")
    ('10.1250', '10.12')
    """
    return f"{text}0" if re.search(r"\.\d{3}$", text) else text
