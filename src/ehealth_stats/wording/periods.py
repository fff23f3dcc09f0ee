"""How a day or a period is printed in a language: a date or an EDTF period -> words."""

import re
from collections.abc import Iterable
from datetime import date

from babel.dates import format_date

from ehealth_stats.codelists import Language
from ehealth_stats.wording.languages import locale, phrase

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_SEASON = re.compile(r"(\d{4})-(2[1-4])")


def day(when: date, language: Language) -> str:
    """Return a date in words.

    Examples
    --------
    >>> day(date(2013, 4, 2), "nb")
    '2. april 2013'
    """
    return str(format_date(when, format="long", locale=locale(language)))


def short_period(text: str, when: date, language: Language) -> str:
    """Return a period in words as an axis shows it: a day with its month abbreviated.

    Examples
    --------
    >>> short_period("31 December 2016", date(2016, 12, 31), "en"), short_period("2016", date(2016, 12, 31), "en")
    ('31 Dec 2016', '2016')
    """
    return str(format_date(when, format="medium", locale=locale(language))) if text == day(when, language) else text


def month(when: date, language: Language) -> str:
    """Return the month of a date, abbreviated, without its year."""
    return str(format_date(when, format="LLL", locale=locale(language)))


def period(edtf: str, language: Language) -> str:
    """Return an EDTF period in words; a form that is not known here stays as it is.

    Examples
    --------
    >>> period("2007-08/2007-11", "sv"), period("2012-11/2013-02", "nb")
    ('augusti–november 2007', 'november 2012 – februar 2013')
    >>> period("2013-23/2015", "en"), period("2008/..", "en"), period("2012-09", "sv")
    ('autumn 2013 – 2015', 'from 2008', 'september 2012')
    """
    if match := re.fullmatch(r"\[(.+)\.\.(.+)\]", edtf):
        return phrase("one_of", language).format(start=period(match[1], language), end=period(match[2], language))
    start, _, end = edtf.partition("/")
    if not end:
        return _moment(start, language)
    if end == "..":
        return phrase("from_period", language).format(start=_moment(start, language))
    if start == "..":
        return phrase("until_period", language).format(end=_moment(end, language))
    if start[:4] == end[:4] and _MONTH.fullmatch(start) and _MONTH.fullmatch(end):
        return f"{_month_name(start, language)}–{_moment(end, language)}"
    dash = "–" if len(start) == len(end) == 4 else " – "
    return f"{_moment(start, language)}{dash}{_moment(end, language)}"


def _month_name(edtf: str, language: Language) -> str:
    year, number = edtf.split("-")
    return str(format_date(date(int(year), int(number), 1), format="LLLL", locale=locale(language)))


def _moment(edtf: str, language: Language) -> str:
    if match := _DAY.fullmatch(edtf):
        return day(date(int(match[1]), int(match[2]), int(match[3])), language)
    if match := _MONTH.fullmatch(edtf):
        return str(format_date(date(int(match[1]), int(match[2]), 1), format="LLLL y", locale=locale(language)))
    if match := _SEASON.fullmatch(edtf):
        return phrase(f"season_{match[2]}", language).format(year=match[1])
    return edtf


def periods(edtfs: Iterable[str], language: Language) -> str:
    """Return the distinct periods in order as one text, of many the first and the last.

    Examples
    --------
    >>> periods(["2012", "2010", "2011", "2012-09"], "en"), periods(["2012", "2010", "2012"], "en")
    ('2010 – September 2012', '2010, 2012')
    """
    found = sorted(set(edtfs))
    if len(found) > 3 and all(re.fullmatch(r"\d{4}[\d-]*", edtf) for edtf in found):
        return period(f"{found[0]}/{found[-1]}", language)
    return ", ".join(period(edtf, language) for edtf in found)
