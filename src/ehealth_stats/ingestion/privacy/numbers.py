"""Numbers that are a person's: identity numbers and phone numbers of Sweden and Norway."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ehealth_stats.ingestion.text.exclusion import Exclusion
from ehealth_stats.ingestion.text.nouns import find_noun
from ehealth_stats.ingestion.text.numbers import goes_on, opens_groups
from ehealth_stats.ingestion.text.rules import PERSONS, Text
from ehealth_stats.languages.lexicon import EVERY

_NORDIC_CODES = {"45": (8, 8), "46": (7, 10), "47": (8, 8), "354": (7, 9), "358": (5, 12)}


def find_identity_numbers(text: str) -> Iterator[Exclusion]:
    """Find identity numbers: behind their label, or by a date and check digits that no count has by chance."""
    for match in Text.by(text, EVERY, PERSONS).finditer("labelled_identity"):
        yield Exclusion(*match.span("it"), "personal identity number", secret=True)
    for match in _IDENTITY.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        parted = bool(set(match.group()) & set("-+–"))
        if is_personal_number(digits, parted=parted) or is_birth_number(digits):
            yield Exclusion(*match.span(), "personal identity number", secret=True)


_IDENTITY = re.compile(
    r"(?<![\w+-])(?<!\d[ .,])(?:(?:(?:19|20) ?)?\d{6}(?: ?[-+–] ?| )?\d{4}|\d{6} ?\d{5})(?![\w-]|[.,]\d)"
)


def is_personal_number(digits: str, *, parted: bool) -> bool:
    """Tell whether digits are a personnummer or samordningsnummer: YYMMDD (day + 60 allowed) and four more.

    Parted by a hyphen ("121212-1212") the date decides, so that a mistyped one is hidden too; unparted digits
    need their check digit (Luhn), since ten digits may be a sum of money.
    Source: Skatteverket, SKV 704.

    Examples
    --------
    >>> is_personal_number("191212121212", parted=False), is_personal_number("5560001234", parted=True)
    (True, False)
    """
    if len(digits) not in (10, 12):
        return False
    short = digits[-10:]
    day = int(short[4:6])
    dated = _is_day(int(short[2:4]), day - 60 if day > 60 else day)
    return dated and (parted or _luhn(short))


def is_birth_number(digits: str) -> bool:
    """Tell whether digits are a fødselsnummer, D-number (day + 40) or test number (month + 40, 65 or 80).

    The date decides, so that a mistyped one is hidden too: eleven digits in a row, or six and five, count nothing.
    Source: Skatteetaten, folkeregisteret.

    Examples
    --------
    >>> is_birth_number("01010112345"), is_birth_number("74259300000")
    (True, False)
    """
    if len(digits) != 11:
        return False
    day, month = int(digits[:2]), int(digits[2:4])
    month -= next((extra for extra in (80, 65, 40) if month > extra), 0)
    return _is_day(month, day - 40 if day > 40 else day)


def _is_day(month: int, day: int) -> bool:
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(digits)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def has_many_digits(text: str) -> bool:
    """Tell whether a text may have a number of a person: five digits, with three marks at most between two.

    Examples
    --------
    >>> has_many_digits("060-12 34"), has_many_digits("45 larm 2013")
    (True, False)
    """
    return _MANY_DIGITS.search(text) is not None


def find_phones(text: str) -> Iterator[Exclusion]:
    """Find phone numbers: behind a label, with a country code, in the pairs of Norway, with a leading zero.

    Examples
    --------
    >>> text = "mobil 911 22 333, +46 70 123 45 67, 060-12 34 56; 12 34 56 larm"
    >>> [text[phone.start : phone.end] for phone in find_phones(text)]
    ['911 22 333', '+46 70 123 45 67', '060-12 34 56']
    """
    for match in Text.by(text, EVERY, PERSONS).finditer("labelled_phone"):
        counts = _is_grouped(match["it"]) and _counts(text, match.end())
        if 5 <= sum(map(str.isdecimal, match["it"])) <= 14 and not counts:
            yield Exclusion(*match.span("it"), "phone number", secret=True)
    for match in _ABROAD.finditer(text):
        least, most = _NORDIC_CODES[match["code"]]
        if least <= sum(map(str.isdecimal, match["rest"].replace("(0)", ""))) <= most:
            yield Exclusion(*match.span(), "phone number", secret=True)
    for match in _PAIRS.finditer(text):
        if sum(map(str.isdecimal, match.group())) == 8 and not _counts(text, match.end()):
            yield Exclusion(*match.span(), "phone number", secret=True)
    for match in _AT_HOME.finditer(text):
        yield Exclusion(*match.span(), "phone number", secret=True)


def _is_grouped(printed: str) -> bool:
    """Tell digits in groups of three, as those of a count."""
    first, *groups = printed.split(" ")
    return opens_groups(first) and bool(groups) and all(map(goes_on, groups))


def _counts(text: str, end: int) -> bool:
    """Tell digits that a noun behind them makes a figure."""
    return bool(find_noun(Text(text[end : end + _FURTHEST], EVERY), 0))


_FURTHEST = 100  # letters behind a number in which its noun stands


def phones_after(text: str, matches: Iterable[Exclusion]) -> Iterator[Exclusion]:
    """Find phone numbers without a label that stand behind a name or another phone number.

    Both of "Nomen Nescio, 22 33 44 55 / 911 22 333" are found once the name is.
    """
    for item in matches:
        at = item.end if item.reason in ("phone number", "name of a person") else len(text)
        while match := _NEXT_PHONE.match(text, at):
            yield Exclusion(*match.span("it"), "phone number", secret=True)
            at = match.end()


_MANY_DIGITS = re.compile(r"\d(?:[\s()/.–-]{0,3}\d){4}")  # no phone number has fewer, nor further apart
_EIGHT = r"(?:\d\d(?:[ \u00a0]\d\d){3}|\d{3}[ \u00a0]\d\d[ \u00a0]\d{3}|\d{8})(?![\w%]|[ \u00a0]\d|[.,]\d)"
_ZERO = r"0\d{1,3}[ \u00a0/–-]{0,3}\d{2,3}(?:[ \u00a0]?\d{2,3}){1,3}(?![\w%]|[ \u00a0]\d|[.,]\d)"
_NEXT_PHONE = re.compile(
    rf"(?:\s?\([^()\d\n]{{1,20}}\))?(?:\s?[/,;:(–-]|\s(?:eller|og|och|or))?\s{{0,2}}(?P<it>{_EIGHT}|{_ZERO})"
)
# No count is printed as 00 or 05: four pairs with such a one are a phone number in Norway.
_PAIRS = re.compile(
    r"[2-9](?<![\w.,+-].)(?<!\d[ \u00a0].)\d[ \u00a0](?:\d\d[ \u00a0]){0,2}0\d(?:[ \u00a0]\d\d){0,2}"
    r"(?![\w%]|[ \u00a0]\d|[.,]\d)"
)
_ABROAD = re.compile(
    rf"(?:\+(?<![\w+-].)(?<!\d[.,].)|00(?<![\w+-]..)(?<!\d[.,]..))\s?(?P<code>{'|'.join(_NORDIC_CODES)})\)?"
    r"(?P<rest>(?:[ \u00a0./–-]?(?:\(0\)|\d)){5,14})(?!\d|[.,]\d)"
)
_AT_HOME = re.compile(
    r"0(?<![\w.,+-].)(?:(?<!\d[ \u00a0\u2009\u202f].)|(?<=\d \d\d .))"  # no group of a number
    r"(?:\d{1,3}\s?[-–/]\s?(?!(?:19|20)\d\d(?!\d))\d(?:[ \u00a0]?\d){4,8}"
    r"|\d{1,2} \d{2,3} \d{2,3} \d{2}(?! \d)|\d{8,9})(?!\w|[.,-]?\d)"
)
