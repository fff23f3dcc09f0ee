"""Values as text: what a cell holds -> what a person reads there, a whole column at a time where it is long."""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ehealth_stats.codelists import units
from ehealth_stats.controls import CONTROLS
from ehealth_stats.ingestion.text.open_lines import join_open_lines

Value = str | int | float | bool | time | date | datetime | timedelta

# Not \s: NBSP, narrow and thin spaces stay, since they part groups of digits.
_BLANKS = re.compile("[ \t\n\r\f\v\x85\u2028\u2029]+")
# A point that may pass for one between thousands, as in 10.125.
_OPEN_POINT = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,])")
# Halves of characters too, which nothing can write: JSON may hold them.
_INVISIBLE = re.compile(f"[{CONTROLS}\u00ad\u200b\u2060\ufeff\ud800-\udfff]")


class Printed(str):
    """A number that a reader printed, with what stands beside it: its point opens decimals in any language."""

    __slots__ = ()


def clean(text: str) -> str:
    r"""Collapse blanks and line ends to single blanks, keep the spaces within numbers, drop what nobody sees.

    Examples
    --------
    >>> clean(" 742\u00a0593 \n kr\u00ad ")
    '742\xa0593 kr'
    """
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def to_paragraphs(text: str) -> tuple[str, ...]:
    r"""Return the cleaned lines of a text, empty ones dropped; a figure that a line break cuts is one line.

    Examples
    --------
    >>> to_paragraphs("51 st\r\n\n120  st")
    ('51 st', '120 st')
    """
    # Before lines are told: some controls would end one.
    lines = [line for line in map(clean, _INVISIBLE.sub("", text).splitlines()) if line]
    return tuple(join_open_lines(lines) if len(lines) > 1 else lines)


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
    return value.isoformat() if isinstance(value, date | time) else print_duration(value)


_SECONDS = {"hours": 3600, "minutes": 60}


def print_duration(value: timedelta, unit: str = "hours") -> str:
    """Print a duration in one unit of the code list, with four decimals at most.

    Examples
    --------
    >>> print_duration(timedelta(hours=12, minutes=30)), print_duration(timedelta(seconds=90), "minutes")
    ('12.5 hours', '1.5 minutes')
    """
    number = number_to_text(round(value.total_seconds() / _SECONDS[unit], 4))
    return with_decimal_point(f"{number} {units()[unit].labels['en']}")


def to_texts(values: Sequence[Value]) -> pa.Array:
    """Print a column as an Arrow array of texts: numbers all at a time, a text that recurs once.

    Examples
    --------
    >>> to_texts(["Ånge ", 0.5, "Ånge ", 450.0]).to_pylist()
    ['Ånge', '0.5', 'Ånge', '450']
    """
    kinds = set(map(type, values))
    if kinds == {float}:
        return _number_texts(np.array(values, dtype=np.float64))
    if kinds == {str}:
        printed = {text: to_text(text) for text in set(values)}
        return pa.array(map(printed.__getitem__, values), pa.large_string(), size=len(values))
    numeric = np.fromiter((type(value) is float for value in values), dtype=bool, count=len(values))
    rest = [value for value in values if type(value) is not float] if numeric.any() else values
    known = {text: to_text(text) for text in {value for value in rest if isinstance(value, str)}}
    others = pa.array([known[v] if isinstance(v, str) else to_text(v) for v in rest], pa.large_string())
    if not numeric.any():
        return others
    numbers = _number_texts(np.array([value for value in values if type(value) is float]))
    return _merged(numeric, numbers, others)


def _number_texts(values: NDArray[np.float64]) -> pa.Array:
    """Print whole numbers as such at once, the others one by one."""
    whole = np.isfinite(values) & (np.abs(values) < _EXACT)
    whole[whole] = values[whole] == np.trunc(values[whole])
    printed = pa.array(values[whole].astype(np.int64)).cast(pa.large_string())
    if whole.all():
        return printed
    rest = values[~whole].tolist()
    others = pa.array([f"{value:.15g}" for value in rest], pa.large_string())
    special = np.asarray(pc.match_substring_regex(others, _SPECIAL), dtype=bool)
    if special.any():
        these = pa.array([number_to_text(value) for value in values[~whole][special].tolist()], pa.large_string())
        others = _merged(special, these, others.filter(pa.array(~special)))
    return _merged(whole, printed, others)


# An exponent, or no number at all.
_SPECIAL = "[a-z]"


def _merged(first: NDArray[np.bool_], ones: pa.Array, others: pa.Array) -> pa.Array:
    """Put texts back in order: `ones` where `first` holds, `others` elsewhere."""
    at = np.where(first, np.cumsum(first) - 1, len(ones) + np.cumsum(~first) - 1)
    return pa.concat_arrays([ones, others]).take(pa.array(at))


def number_to_text(value: float) -> str:
    """Print a number with a decimal point; one that no spreadsheet can hold is printed as they do.

    Examples
    --------
    >>> number_to_text(10.125), number_to_text(0.1 + 0.2), number_to_text(1e21), number_to_text(float("inf"))
    ('10.125', '0.3', '1000000000000000000000', '#NUM!')
    """
    if not math.isfinite(value):
        return "#NUM!"
    if value == (whole := int(value)) and abs(whole) < _EXACT:
        return str(whole)
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text


def with_decimal_point(text: str) -> str:
    """Mark a number, with what stands beside it, whose point may pass for one between thousands.

    Examples
    --------
    >>> has_decimal_point(with_decimal_point("10.125 [p]")), has_decimal_point(with_decimal_point("Larm"))
    (True, False)
    """
    return Printed(text) if "." in text and _OPEN_POINT.search(text) else text


def has_decimal_point(value: Value) -> bool:
    """Tell a value whose point, if it prints one, opens decimals: a number, or one that a reader printed.

    Examples
    --------
    >>> has_decimal_point(10.125), has_decimal_point("10.125")
    (True, False)
    """
    return not isinstance(value, str) or isinstance(value, Printed)


_EXACT = 10**15


def end_of_bullet(line: str, bullets: str) -> int:
    """Return where the words behind one of some bullets and blanks begin; 0 where none is, or it is a sign: "- = nil".

    Examples
    --------
    >>> end_of_bullet("- Larm", "-•"), end_of_bullet("- = noll", "-•"), end_of_bullet("-45", "-•")
    (2, 0, 0)
    """
    words = line[1:].lstrip()
    is_bullet = line[:1] in [*bullets] and line[1:2].isspace() and not words.startswith("=")
    return len(line) - len(words) if is_bullet else 0
