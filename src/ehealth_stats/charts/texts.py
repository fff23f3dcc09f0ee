"""The words and numbers on the figures, in three languages (texts.csv): a key or a value -> its text."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from math import inf, isfinite, isnan

from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from ehealth_stats.codelists import Language, label, units
from ehealth_stats.errors import CodeListError, did_you_mean

_LOCALES: dict[Language, str] = {"en": "en_GB", "sv": "sv_SE", "nb": "nb_NO"}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_SEASON = re.compile(r"(\d{4})-(2[1-4])")


@cache
def _words() -> dict[str, dict[str, str]]:
    text = files("ehealth_stats.charts").joinpath("texts.csv").read_text("utf-8")
    return {row["key"]: row for row in csv.DictReader(text.splitlines())}


def _locale(language: Language) -> str:
    if language not in _LOCALES:
        raise CodeListError(f"no language {language!r}", expected=", ".join(_LOCALES))
    return _LOCALES[language]


def word(key: str, language: Language, **values: object) -> str:
    """Return the text of a key with its values filled in.

    Raises
    ------
    CodeListError
        If the list has no such key or the language is not among sv, nb and en.

    Examples
    --------
    >>> word("at_least", "sv", low=3)
    'minst 3'
    """
    _locale(language)
    if key not in _words():
        raise CodeListError(f"no text {key!r}", where="charts/texts.csv", hint=did_you_mean(key, _words()))
    return _words()[key][language].format(**values)


def number(value: float, language: Language) -> str:
    """Return a number as the language writes it, with at most two decimals and "–" for a missing one.

    What two decimals would make a zero keeps its first digit.

    Examples
    --------
    >>> number(2481183, "en"), number(46.9, "nb"), number(0.0041, "en")
    ('2,481,183', '46,9', '0.004')
    """
    if isnan(value):
        return "–"
    rounded = round(value, 2) or float(f"{value:.1g}")
    return _minus(format_decimal(rounded, locale=_locale(language), decimal_quantization=False))


def axis_number(value: float, language: Language) -> str:
    """Return a number as an axis shows it: from a million on in millions or milliards.

    Examples
    --------
    >>> axis_number(250000, "en"), axis_number(2500000, "en")
    ('250,000', '2.5M')
    """
    if abs(value) < 1e6:
        return number(value, language)
    return _minus(format_compact_decimal(value, locale=_locale(language), fraction_digits=2))


def _minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")


def percent(share: float, language: Language, *, decimals: int = 1) -> str:
    """Return a share as a percentage with at most one decimal, or as many as asked; none and all are exact.

    Examples
    --------
    >>> percent(195 / 577, "en"), percent(25 / 505, "en", decimals=2), percent(1 / 5000, "en")
    ('33.8%', '4.95%', '<0.1%')
    """
    rounded, least, sign = round(share, 2 + decimals), float(f"1e-{2 + decimals}"), ""
    if share > 0 and rounded == 0:
        rounded, sign = least, "<"
    elif share < 1 and rounded == 1:
        rounded, sign = 1 - least, ">"
    return sign + _minus(format_percent(rounded, locale=_locale(language), decimal_quantization=False))


def interval(low: float, high: float, language: Language) -> str:
    """Return bounds as one text: a number, "100–200", "at least 3", "at most 9"; empty when nothing is known.

    Counts begin at zero: bounds from 0 or without a lower end are "at most".

    Examples
    --------
    >>> interval(100, 200, "en"), interval(3, float("inf"), "en"), interval(0, float("inf"), "en")
    ('100–200', 'at least 3', '')
    """
    if not isfinite(high):
        return "" if low in (0, -inf) else word("at_least", language, low=number(low, language))
    if low == high:
        return number(low, language)
    if low in (0, -inf) and high > 0:
        return word("at_most", language, high=number(high, language))
    return span(low, high, language)


def span(low: float, high: float, language: Language) -> str:
    """Return two numbers as a range, in words where one is negative: a dash would be read as a minus.

    Examples
    --------
    >>> span(0, 9, "en"), span(-4, -3, "en")
    ('0–9', '−4 to −3')
    """
    key = "range" if low >= 0 else "range_negative"
    return word(key, language, low=number(low, language), high=number(high, language))


def with_bounds(value: float, low: float, high: float, language: Language) -> str:
    """Return a point with its bounds where they differ, and the bounds alone where there is no point.

    Examples
    --------
    >>> with_bounds(60, 55, 65, "en")
    'about 60 (55–65)'
    """
    if isnan(value) or not isfinite(high):
        return interval(low, high, language)
    if low == high:
        return number(value, language)
    return word("about", language, value=number(value, language), range=span(low, high, language))


def measured(text: str, unit: str, language: Language) -> str:
    """Return a figure with its unit, where it is not counted: "27 percent", "5,000 SEK", but "51" persons.

    Examples
    --------
    >>> measured("27", "percent", "en"), measured("51", "persons", "en")
    ('27 percent', '51')
    """
    return text if units()[unit].kind == "count" else f"{text} {label('units', unit, language)}"


def day(when: date, language: Language) -> str:
    """Return a date in words.

    Examples
    --------
    >>> day(date(2013, 4, 2), "nb")
    '2. april 2013'
    """
    return str(format_date(when, format="long", locale=_locale(language)))


def short_period(text: str, when: date, language: Language) -> str:
    """Return a period in words as an axis shows it: a day with its month abbreviated.

    Examples
    --------
    >>> short_period("31 December 2016", date(2016, 12, 31), "en"), short_period("2016", date(2016, 12, 31), "en")
    ('31 Dec 2016', '2016')
    """
    return str(format_date(when, format="medium", locale=_locale(language))) if text == day(when, language) else text


def month(when: date, language: Language) -> str:
    """Return the month of a date, abbreviated, without its year."""
    return str(format_date(when, format="LLL", locale=_locale(language)))


def period(edtf: str, language: Language) -> str:
    """Return an EDTF period in words; a form that is not known here stays as it is.

    Examples
    --------
    >>> period("2013-23/2015", "en"), period("2008/..", "en"), period("2012-09", "sv")
    ('autumn 2013 – 2015', 'from 2008', 'september 2012')
    """
    if match := re.fullmatch(r"\[(.+)\.\.(.+)\]", edtf):
        return word("one_of", language, start=period(match[1], language), end=period(match[2], language))
    start, _, end = edtf.partition("/")
    if not end:
        return _moment(start, language)
    if end == "..":
        return word("from_period", language, start=_moment(start, language))
    if start == "..":
        return word("until_period", language, end=_moment(end, language))
    dash = "–" if len(start) == len(end) == 4 else " – "
    return f"{_moment(start, language)}{dash}{_moment(end, language)}"


def _moment(edtf: str, language: Language) -> str:
    if match := _DAY.fullmatch(edtf):
        return day(date(int(match[1]), int(match[2]), int(match[3])), language)
    if match := _MONTH.fullmatch(edtf):
        return str(format_date(date(int(match[1]), int(match[2]), 1), format="LLLL y", locale=_locale(language)))
    if match := _SEASON.fullmatch(edtf):
        return word(f"season_{match[2]}", language, year=match[1])
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


def joined(names: Sequence[str], language: Language) -> str:
    """Return names as a list in words; where a name has an "and" of its own, the last one follows "as well as".

    Examples
    --------
    >>> joined(["Ånge", "Timrå", "Kramfors"], "en"), joined(["Physicians", "nurses and others"], "en")
    ('Ånge, Timrå and Kramfors', 'Physicians as well as nurses and others')
    """
    if len(names) < 2:
        return "".join(names)
    last = "as_well_as" if any(f" {word('and', language)} " in name for name in names) else "and"
    return f"{', '.join(names[:-1])} {word(last, language)} {names[-1]}"


def municipalities_in_words(n: int, language: Language) -> str:
    """Return how many municipalities there are.

    Examples
    --------
    >>> municipalities_in_words(1, "en"), municipalities_in_words(290, "sv")
    ('1 municipality', '290 kommuner')
    """
    return word("one_municipality", language) if n == 1 else word("n_municipalities", language, n=n)


def few(names: Sequence[str], rest: str, language: Language) -> str:
    """Return names as a list in words; of more than twelve the first ten and how many more (`rest` is a key with {n}).

    Examples
    --------
    >>> few([str(n) for n in range(290)], "n_municipalities", "en")
    '0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and a further 280 municipalities'
    """
    if len(names) <= 12:
        return joined(names, language)
    more = word("further", language, rest=word(rest, language, n=len(names) - 10))
    return joined([*names[:10], more], language)


def inside_sentence(name: str) -> str:
    """Return a label as it stands inside a sentence: small first letter, unless it is an abbreviation.

    Examples
    --------
    >>> inside_sentence("Digital"), inside_sentence("IP telephony")
    ('digital', 'IP telephony')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
