"""The errors of spreadsheets: a text -> where it says that a cell has no value ("#DIV/0!", "#SAKNAS!", "Err:502")."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ehealth_stats.languages.lexicon import EVERY, alternatives, fold, words

_CODES = range(501, 541)  # of LibreOffice
_LONGEST = 80  # letters of a cell that has an error alone


@cache
def error_values() -> Mapping[str, str]:
    """Return the errors as cells print them, in lower case, each with the qualifier of a figure that is not there.

    Examples
    --------
    >>> [error_values()[fold(text)] for text in ("#DIV/0!", "#SAKNAS!", "#I/T", "Err:502")]
    ['not_available', 'not_available', 'not_available', 'not_available']
    """
    coded = {f"{word}{number}": code for word, code in words("error_before_code", EVERY).items() for number in _CODES}
    return {**words("error_value", EVERY), **coded}


def find_error_values(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and qualifier of each error in a text; "Fel:502" only where it is the whole text.

    Examples
    --------
    >>> list(find_error_values("Andel: #DIV/0! och #REFERENS!")), list(find_error_values("Antal fel:502"))
    ([(7, 14, 'not_available'), (19, 29, 'not_available')], [])
    """
    whole = error_values().get(fold(text)) if len(text) < _LONGEST else None
    if whole:
        yield 0, len(text), whole
    elif "#" in text:
        for match in _pattern().finditer(text):
            yield *match.span(), words("error_value", EVERY)[fold(match.group())]


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(words('error_value', EVERY))})(?!\w)", re.IGNORECASE)
