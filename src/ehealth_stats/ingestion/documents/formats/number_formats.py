"""What a number format of Office makes of a number -> an Affix: signs around it, a scale, leading zeros."""

import re
from functools import lru_cache

from ehealth_stats.ingestion.documents.blocks import Affix

# A quoted text, an escaped character, a currency, a pad, a fill, a colour, or one character.
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|_.|\*.|\[[^\]]*\]|(.)')
_CONDITION = re.compile(r"\[[<>=]")
_GENERAL = re.compile(r"general|standard", re.IGNORECASE)
_ELAPSED = re.compile(r"\[([hms])+\]", re.IGNORECASE)
_DIGITS = frozenset("0#?.,/")


@lru_cache(maxsize=1024)
def to_affix(number_format: str) -> Affix | None:
    """Return what a number format prints before and after a number; nothing where it prints only the number.

    Only the format for positive numbers counts; one with conditions is not interpreted.

    Examples
    --------
    >>> to_affix("0.0%"), to_affix('# ##0,"tkr"')
    (Affix(before='', after=' %', power=2, least=0), Affix(before='', after=' tkr', power=-3, least=0))
    >>> to_affix("#,##0.00"), to_affix("[$kr-414] #,##0"), to_affix("0000")
    (None, Affix(before='kr ', after='', power=0, least=0), Affix(before='', after='', power=0, least=4))
    """
    section = _GENERAL.sub("0", _section(number_format))
    if _CONDITION.search(section) or "E+" in section.upper():
        return None
    sides, power, started = ["", ""], 0, False
    digits = ""
    for quoted, escaped, currency, other in _TOKEN.findall(section):
        literal = quoted or escaped or currency
        if other and other in _DIGITS:
            started = True
            digits += other
        elif other == "%":
            power += 2
            sides[started] += "%"
        elif literal or other not in ("", "+", "-", "(", ")"):
            sides[started] += literal or other
    power -= 3 * (len(digits) - len(digits.rstrip(",")))
    before, after = (side.strip() for side in sides)
    least = len(digits) if re.fullmatch("0{2,}", digits) else 0
    if not started or not (power or least or any(letter.isalpha() or letter in "%‰€$£" for letter in before + after)):
        return None
    if not any(letter.isalpha() or letter in "%‰€$£" for letter in before + after):
        before = after = ""
    return Affix(f"{before} " if before else "", f" {after}" if after else "", power, least)


def elapsed_unit(number_format: str) -> str:
    """Return the unit that a format of durations counts in first; empty for any other, as that of a clock time.

    Examples
    --------
    >>> elapsed_unit("[h]:mm:ss"), elapsed_unit("[mm]:ss"), elapsed_unit("h:mm")
    ('hours', 'minutes', '')
    """
    found = _ELAPSED.search(_section(number_format))
    return {"h": "hours", "m": "minutes", "s": "minutes"}[found[1].lower()] if found else ""


def _section(number_format: str) -> str:
    """Return the format's first section, a semicolon in quotes being none of its ends."""
    quoted = False
    for at, letter in enumerate(number_format):
        quoted ^= letter == '"'
        if letter == ";" and not quoted:
            return number_format[:at]
    return number_format
