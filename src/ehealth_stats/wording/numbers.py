"""How a number, a percentage, an amount of money or a figure with bounds is printed in a language, and read again.

Babel 2.18 writes negative numbers with a hyphen in Swedish and Norwegian although its locale data say U+2212, calls NOK
"Nkr" in Swedish, and when it reads it refuses U+2212 and takes "nan" and a Norwegian "1.234" (1234) for numbers: here a
minus is U+2212 everywhere, both are read, and nothing is read that the language does not write.
"""

import re
from functools import cache
from math import copysign, inf, isfinite, isinf, isnan

from babel.numbers import (
    format_compact_decimal,
    format_decimal,
    format_percent,
    get_decimal_symbol,
    get_group_symbol,
)

from ehealth_stats.codelists import Language, qualifiers, unit_label, units
from ehealth_stats.errors import CodeListError
from ehealth_stats.schema import Interval
from ehealth_stats.wording.languages import locale, phrase, phrases

_MINUS = "\N{MINUS SIGN}"
_MISSING = "–"


def number(value: float, language: Language) -> str:
    """Return a number as the language writes it, with at most two decimals and "–" for a missing one.

    What two decimals would make a zero keeps its first digit.

    Examples
    --------
    >>> number(2481183, "en"), number(46.9, "nb"), number(0.0041, "en"), number(-3, "nn")
    ('2,481,183', '46,9', '0.004', '−3')
    """
    if isnan(value):
        return _MISSING
    rounded = round(value, 2) or float(f"{value:.1g}") or 0.0
    return _with_minus(format_decimal(rounded, locale=locale(language), decimal_quantization=False))


def axis_number(value: float, language: Language) -> str:
    """Return a number as an axis shows it: from a million on in millions or milliards.

    Examples
    --------
    >>> axis_number(250000, "en"), axis_number(2500000, "en")
    ('250,000', '2.5M')
    """
    if abs(value) < 1e6:
        return number(value, language)
    return _with_minus(format_compact_decimal(value, locale=locale(language), fraction_digits=2))


def percent(share: float, language: Language, *, decimals: int = 1) -> str:
    """Return a share as a percentage with at most one decimal, or as many as asked; none and all are exact.

    Examples
    --------
    >>> percent(195 / 577, "en"), percent(25 / 505, "en", decimals=2), percent(1 / 5000, "en"), percent(-1 / 5000, "en")
    ('33.8%', '4.95%', '<0.1%', '>−0.1%')
    """
    if isnan(share):
        return _MISSING
    rounded, least, sign = round(share, 2 + decimals) or 0.0, float(f"1e-{2 + decimals}"), ""
    if share and not rounded:
        rounded, sign = copysign(least, share), "<" if share > 0 else ">"
    elif share < 1 and rounded == 1:
        rounded, sign = 1 - least, ">"
    return sign + _with_minus(format_percent(rounded, locale=locale(language), decimal_quantization=False))


def read_number(text: str, language: Language) -> float:
    """Read a number as `number` and `percent` write it, with a hyphen or U+2212 as its minus.

    Raises
    ------
    CodeListError
        If the text is no number of the language.

    Examples
    --------
    >>> read_number("−2 481,5", "sv"), read_number("-2,481.5", "en"), read_number("45 %", "nb")
    (-2481.5, -2481.5, 0.45)
    """
    found = _written(language).fullmatch(re.sub(r"\s", " ", text.strip()).replace(_MINUS, "-"))
    if not found:
        raise CodeListError(f"no number: {text!r}", expected=number(-2481183.5, language))
    value = float(f"{re.sub('[^0-9-]', '', found['whole'])}.{found['decimals'] or 0}")
    return value / 100 if found["percent"] else value


@cache
def _written(language: Language) -> re.Pattern[str]:
    """Return the pattern of a number as the language writes it, its thousands in groups of three or in one piece."""
    group, point = get_group_symbol(locale(language)), re.escape(get_decimal_symbol(locale(language)))
    whole = rf"-?(?:\d{{1,3}}(?:{' ' if group.isspace() else re.escape(group)}\d{{3}})+|\d+)"
    return re.compile(rf"(?P<whole>{whole})(?:{point}(?P<decimals>\d+))?(?P<percent> ?%)?", re.ASCII)


def figure(bounded: Interval, language: Language) -> str:
    """Return a figure with what its document leaves open: its point and bounds, or the bounds alone.

    Examples
    --------
    >>> from math import inf, nan
    >>> figure(Interval(470, 465, 475), "en"), figure(Interval(nan, 100, 200), "en"), figure(Interval(9, 9, 9), "en")
    ('470 (465–475)', '100–200', '9')
    >>> figure(Interval(nan, 222, inf), "sv"), figure(Interval(nan, 0, inf), "sv"), figure(Interval(5, 5, inf), "sv")
    ('minst 222', 'okänt', '5 (minst 5)')
    """
    if isnan(bounded.value):
        return interval(bounded.lower, bounded.upper, language) or phrase("unknown", language)
    point = number(bounded.value, language)
    if number(bounded.lower, language) == number(bounded.upper, language):
        return point  # with bounds that print alike
    if isinf(bounded.upper):
        return f"{point} ({interval(bounded.lower, inf, language) or phrase('unknown', language)})"
    return f"{point} ({span(bounded.lower, bounded.upper, language)})"


def share(bounded: Interval, language: Language, *, decimals: int = 1) -> str:
    r"""Return a share with bounds as percentages with at most one decimal, or as many as asked.

    Examples
    --------
    >>> from math import inf, nan
    >>> share(Interval(nan, 0.029, 0.455), "en"), share(Interval(0.338, 0.338, 0.338), "sv")
    ('2.9–45.5%', '33,8\xa0%')
    >>> share(Interval(nan, 0.029, 0.455), "en", decimals=0), share(Interval(nan, -0.2, 0.3), "en")
    ('3–46%', '−20 to 30%')
    >>> share(Interval(nan, -1, inf), "en"), share(Interval(nan, nan, nan), "en")
    ('at least −100%', 'unknown')
    """
    if isnan(bounded.lower):
        return phrase("unknown", language)
    low, high = (percent(end, language, decimals=decimals) for end in (bounded.lower, bounded.upper))
    if low == high:
        return high
    if isinf(bounded.upper):
        bounds = phrase("at_least", language).format(low=low)
    else:
        bounds = _range(number(round(100 * bounded.lower, decimals), language), high, bounded.lower, language)
    return bounds if isnan(bounded.value) else f"{percent(bounded.value, language, decimals=decimals)} ({bounds})"


def printed(bounded: Interval, qualifier: str, language: Language, *, bounds: bool = False) -> str:
    """Return a figure as its document's words mean it, a number with the word that qualifies it.

    Examples
    --------
    >>> from math import inf, nan
    >>> printed(Interval(60, 55, 65), "approximate", "en"), printed(Interval(nan, 0, inf), "already_done", "nb")
    ('about 60', 'allerede innført')
    >>> printed(Interval(60, 55, 65), "approximate", "sv", bounds=True), printed(Interval(51, 51, 51), "exact", "sv")
    ('cirka 60 (55–65)', '51')
    """
    said = spoken(bounded, qualifier)
    if isnan(bounded.value):
        return phrase(said, language) if said else figure(bounded, language)
    words = number(bounded.value, language)
    words = phrase(said, language).format(value=words) if said else words
    return f"{words} ({span(bounded.lower, bounded.upper, language)})" if bounds and bounded.width else words


def has_number(bounded: Interval, qualifier: str = "") -> bool:
    """Say whether a figure is printed as a number or bounds, and not in words alone.

    Examples
    --------
    >>> from math import inf, nan
    >>> has_number(Interval(nan, 0, inf)), has_number(Interval(nan, 2, inf)), has_number(Interval(nan, 2, inf), "vague")
    (False, True, False)
    """
    if not isnan(bounded.value):
        return True
    return not spoken(bounded, qualifier) and (isfinite(bounded.upper) or bounded.lower not in (0, -inf))


def spoken(bounded: Interval, qualifier: str) -> str:
    """Return a qualifier if a figure is printed with a word for it; empty if its number or bounds say all.

    Examples
    --------
    >>> from math import inf, nan
    >>> spoken(Interval(60, 55, 65), "approximate"), spoken(Interval(60, 60, 60), "exact")
    ('approximate', '')
    >>> spoken(Interval(nan, 0, inf), "unknown"), spoken(Interval(nan, 3, inf), "at_least")
    ('unknown', '')
    """
    known = qualifiers().get(qualifier)
    if known is None:
        return qualifier  # what is no qualifier says why there is no figure at all: "not_stated"
    is_said = known.stands_alone if isnan(bounded.value) else known.has_point and known.is_estimated
    return qualifier if is_said else ""


def interval(low: float, high: float, language: Language) -> str:
    """Return bounds as one text: a number, "100–200", "at least 3", "at most 9"; empty when nothing is known.

    Counts begin at zero: bounds from 0 or without a lower end are "at most".

    Examples
    --------
    >>> interval(100, 200, "en"), interval(3, float("inf"), "en"), interval(0, float("inf"), "en")
    ('100–200', 'at least 3', '')
    """
    if not isfinite(high):
        return "" if low in (0, -inf) else phrase("at_least", language).format(low=number(low, language))
    if low == high:
        return number(low, language)
    if low in (0, -inf) and high > 0:
        return phrase("at_most", language).format(high=number(high, language))
    return span(low, high, language)


def span(low: float, high: float, language: Language) -> str:
    """Return two numbers as a range, in words where one is negative: a dash would be read as a minus.

    Examples
    --------
    >>> span(0, 9, "en"), span(-4, -3, "en")
    ('0–9', '−4 to −3')
    """
    return _range(number(low, language), number(high, language), low, language)


def _range(low: str, high: str, start: float, language: Language) -> str:
    return phrase("range" if start >= 0 else "range_negative", language).format(low=low, high=high)


def with_unit(text: str, bounded: Interval, unit: str, language: Language) -> str:
    """Return a printed figure with its unit, of one in the singular; money with its sign, "kr" where it is at home.

    Examples
    --------
    >>> with_unit("1", Interval(1, 1, 1), "municipalities", "sv"), with_unit("5,000", Interval(5, 5, 5), "SEK", "en")
    ('1 kommun', '5,000 SEK')
    >>> with_unit("5 000", Interval(5, 5, 5), "SEK", "sv"), with_unit("5 000", Interval(5, 5, 5), "NOK", "sv")
    ('5 000 kr', '5 000 NOK')
    """
    if not unit:
        return text
    if unit in units() and units()[unit].kind == "money" and unit in phrases(language):
        return f"{text} {phrase(unit, language)}"
    return f"{text} {unit_in_words(unit, counted(bounded), language)}"


def unit_in_words(unit: str, many: float, language: Language) -> str:
    """Return a unit as it stands after a number, of one in the singular; one that no list has with blanks.

    Examples
    --------
    >>> unit_in_words("municipalities", 1, "sv"), unit_in_words("home_visits", 1, "sv")
    ('kommun', 'home visits')
    """
    return unit_label(unit, many, language) if unit in units() else unit.replace("_", " ")


def measured(text: str, unit: str, language: Language) -> str:
    """Return a printed figure with its unit, where it is not counted: "27 percent", "5,000 SEK", but "51" persons.

    Examples
    --------
    >>> measured("27", "percent", "en"), measured("51", "persons", "en")
    ('27 percent', '51')
    """
    many = Interval(2, 2, 2)
    return text if units()[unit].kind == "count" else with_unit(text, many, unit, language)


def counted(bounded: Interval) -> float:
    """Return the number that the words after a figure agree with: its point, else the bound that is printed last.

    Examples
    --------
    >>> from math import inf, nan
    >>> counted(Interval(60, 55, 65)), counted(Interval(nan, 0, 9)), counted(Interval(nan, 1, inf))
    (60, 9, 1)
    """
    last = bounded.value if bounded.has_point else bounded.lower if isinf(bounded.upper) else bounded.upper
    return last if isfinite(last) else 0


def money(amount: float, currency: str, language: Language) -> str:
    """Return an amount of money.

    Examples
    --------
    >>> money(5e6, "SEK", "en"), money(-12.5, "NOK", "nn"), money(3, "NOK", "sv")
    ('5,000,000 SEK', '−12,5 kr', '3 NOK')
    """
    return with_unit(number(amount, language), Interval(amount, amount, amount), currency, language)


def _with_minus(text: str) -> str:
    return text.replace("-", _MINUS)
