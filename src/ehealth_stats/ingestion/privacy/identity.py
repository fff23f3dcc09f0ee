"""Personal identity numbers: digits -> whether they are a Swedish personnummer or a Norwegian fødselsnummer."""

from datetime import date


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
