"""What a number format of Office makes of a number -> an Affix: signs around it, a scale, leading zeros."""

import operator
import re
from collections.abc import Sequence
from functools import lru_cache

from ehealth_stats.ingestion.documents.blocks import Affix

# A quoted text, an escaped character, a currency, a pad, a fill, a colour, or one character.
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|_.|\*.|\[[^\]]*\]|(.)')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_MEETS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne}
_SIGNS = (operator.gt, operator.lt)
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
    section = _GENERAL.sub("0", _sections(number_format)[0])
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
    least = len(digits) if len(digits) > 1 and set(digits) == {"0"} else 0
    if not started or not (power or least or any(letter.isalpha() or letter in "%‰€$£" for letter in before + after)):
        return None
    if not any(letter.isalpha() or letter in "%‰€$£" for letter in before + after):
        before = after = ""
    return Affix(f"{before} " if before else "", f" {after}" if after else "", power, least)


def unquoted_letters(number_format: str) -> frozenset[str]:
    """Return the letters of a format that say how a value is shown: what is quoted, or in brackets, is shown itself.

    Examples
    --------
    >>> sorted(unquoted_letters('yyyy"-år"')), sorted(unquoted_letters("General"))
    (['y'], ['0'])
    """
    return frozenset(other for *_, other in _TOKEN.findall(_GENERAL.sub("0", number_format.lower())) if other)


def elapsed_unit(number_format: str) -> str:
    """Return the unit that a format of durations counts in first; empty for any other, as that of a clock time.

    Examples
    --------
    >>> elapsed_unit("[h]:mm:ss"), elapsed_unit("[mm]:ss"), elapsed_unit("h:mm")
    ('hours', 'minutes', '')
    """
    found = _ELAPSED.search(_sections(number_format)[0])
    return {"h": "hours", "m": "minutes", "s": "minutes"}[found[1].lower()] if found else ""


def hides_some(number_format: str) -> bool:
    """Tell a format that shows some numbers as nothing, or as words.

    Examples
    --------
    >>> hides_some(";;;"), hides_some('[<5]"färre än 5";0'), hides_some("#,##0;[Red]-#,##0")
    (True, True, False)
    """
    return any(_words(section) is not None for section in _sections(number_format)[:3])


@lru_cache(maxsize=4096)
def shown_instead(number_format: str, value: float) -> str | None:
    """Return what a format shows instead of a number, an empty text where nothing; None where the number is shown.

    A dash for nothing but zero is the number 0.

    Examples
    --------
    >>> shown_instead(";;;", 450), shown_instead('[<5]"*";0', 3), shown_instead('[<5]"*";0', 8)
    ('', '*', None)
    >>> shown_instead('0;-0;"-"', 0), shown_instead('0;-0;"inga"', 0)
    (None, 'inga')
    """
    sections = _sections(number_format)[:3]
    words = _words(_section_for(sections, value))
    return None if words and value == 0 and not any(map(str.isalnum, words)) else words


def _section_for(sections: Sequence[str], value: float) -> str:
    """Return the section for a number: by their conditions, else for those above, below and at zero."""
    if any(map(_CONDITION.search, sections)):
        asked = ((section, _CONDITION.search(section)) for section in sections)
        met = (section for section, at in asked if not at or _MEETS[at[1]](value, float(at[2])))
        return next(met, sections[-1])
    if len(sections) == 1 or (len(sections) == 2 and value >= 0):
        return sections[0]
    signs = (section for section, sign in zip(sections, _SIGNS, strict=False) if sign(value, 0))
    return next(signs, sections[-1])


def _words(section: str) -> str | None:
    """Return the text of a section that shows no number, no date and no text of the cell; else None."""
    parts = _TOKEN.findall(_GENERAL.sub("0", section))
    if any(other.isalnum() or other in ("#", "?", "@") for *_, other in parts if other):
        return None
    return None if _ELAPSED.search(section) else "".join(map("".join, parts)).strip()


def _sections(number_format: str) -> list[str]:
    """Return the format's sections, a semicolon in quotes being none of their ends."""
    starts, quoted = [0], False
    for at, letter in enumerate(number_format):
        quoted ^= letter == '"'
        if letter == ";" and not quoted and number_format[at - 1 : at] != "\\":
            starts.append(at + 1)
    return [
        number_format[start : end - 1] for start, end in zip(starts, [*starts[1:], len(number_format) + 1], strict=True)
    ]
