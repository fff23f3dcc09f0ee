"""One printed number -> its value and one unit of its last digit, by its language or its column."""

import re
from typing import Literal, NamedTuple

from ehealth_stats.ingestion.text.numbers import THREE
from ehealth_stats.schema import as_decimal

Points = Literal["", ".", ",", "either"]
"""The decimal sign of a column, where its cells show it: the other sign parts thousands; `either` where both may."""

_LONGEST = 15  # digits from the first that is no zero: a float holds them exactly


_POWERS = 2  # digits of a power of ten


class Printed(NamedTuple):
    """A number, and one unit of its last printed digit."""

    value: float
    step: float

    def scaled(self, power: int) -> "Printed":
        """Return the number times a power of ten.

        Examples
        --------
        >>> Printed(4.5, 0.1).scaled(6)
        Printed(value=4500000.0, step=100000.0)
        """
        value, step = (float(as_decimal(number).scaleb(power)) for number in self)
        return Printed(value, step)


def parse_number(printed: str, language: str, points: Points = "") -> Printed | None:
    """Read digits with their points, commas and blanks; None where nobody can say which number they are.

    Examples
    --------
    >>> parse_number("45.512", "sv"), parse_number("45.512", "en"), parse_number("45.512", "sv", ".")
    (Printed(value=45512.0, step=1.0), Printed(value=45.512, step=0.001), Printed(value=45.512, step=0.001))
    >>> parse_number(",5", "sv"), parse_number("1,12E+03", "sv")
    (Printed(value=0.5, step=0.1), Printed(value=1120.0, step=10.0))
    >>> parse_number("45.512", "sv", "either"), parse_number("1,234,567", "sv"), parse_number("1,234,567", "sv", ".")
    (None, None, Printed(value=1234567.0, step=1.0))
    """
    if printed.isdecimal() and printed[0] in "123456789":
        return _exact(printed, "")
    printed = re.sub(r"\s", " ", printed)
    if "e" in printed or "E" in printed:
        return _scientific(printed.replace(",", ".").casefold())
    if printed[:1] in (".", ",") and printed[1:].isdecimal():
        return _exact("0", printed[1:])
    three = THREE.fullmatch(printed) if points else None
    if three:
        whole, decimals = (
            (three["whole"], three["decimals"]) if three["sign"] == points else (three["whole"] + three["decimals"], "")
        )
        return None if points == "either" else _exact(whole, decimals)
    for form in _forms(language, points):
        if match := form.fullmatch(printed):
            return _exact(re.sub(r"\D", "", match["whole"]), match["decimals"] or "")
    return None


def _scientific(printed: str) -> Printed | None:
    """Read a number in the notation of science: "1.12e+03"."""
    digits, _, power = printed.partition("e")
    whole, point, decimals = digits.partition(".")
    exponent = power[1:] if power[:1] in ("+", "-") else power
    is_one = len(whole) == 1 and whole.isdecimal() and (decimals.isdecimal() or not point)
    number = _exact(whole, decimals) if is_one and exponent.isdecimal() and len(exponent) <= _POWERS else None
    return number.scaled(int(power)) if number else None


def _exact(whole: str, decimals: str) -> Printed | None:
    if len(f"{whole}{decimals}".lstrip("0")) > _LONGEST:
        return None
    return Printed(float(f"{whole}.{decimals or 0}"), 10.0 ** -len(decimals))


def _forms(language: str, points: Points) -> tuple[re.Pattern[str], ...]:
    """Return the forms of a language; in a column that has shown its own, those of the other one too."""
    own, other = (_ENGLISH, _NORDIC) if language == "en" else (_NORDIC, _ENGLISH)
    return own + other if points else own


def _form(whole: str, decimals: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<whole>{whole})(?:{decimals})?")


_NORDIC = (
    _form(r"[1-9]\d{0,2}(?: \d{3})+", r",(?P<decimals>\d+)"),
    _form(r"[1-9]\d{0,2}(?: \d{3})+", r"\.(?P<decimals>\d{1,2})"),
    _form(r"[1-9]\d{0,2}(?:\.\d{3})+", r",(?P<decimals>\d+)"),
    _form(r"[1-9]\d{0,2}(?:['’]\d{3})+", r"[.,](?P<decimals>\d+)"),
    _form(r"0|[1-9]\d*", r"[.,](?P<decimals>\d+)"),
)
_ENGLISH = (
    _form(r"[1-9]\d{0,2}(?:[ ,]\d{3})+", r"\.(?P<decimals>\d+)"),
    _form(r"[1-9]\d{0,2}(?:['’]\d{3})+", r"\.(?P<decimals>\d+)"),
    _form(r"[1-9]\d{0,2}(?:\.\d{3}){2,}", r",(?P<decimals>\d+)"),
    _form(r"0|[1-9]\d*", r"\.(?P<decimals>\d+)"),
    _form(r"0|[1-9]\d*", r",(?P<decimals>\d{1,2})"),
)
