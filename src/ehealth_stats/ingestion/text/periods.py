"""Dates and periods in words: "hösten 2004" (autumn) -> 2004-23 in EDTF, with the place of the words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from ehealth_stats.errors import PeriodError
from ehealth_stats.languages.lexicon import EVERY, alternatives, any_of, words
from ehealth_stats.schema import Period, parse_edtf


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period and where its words stand in the text."""

    start: int
    end: int
    period: Period


def find_periods(text: str, language: str = EVERY) -> list[PeriodMention]:
    """Find every date, month, season, year and period in a text, in order, none inside another.

    A four-digit number counts as a year only between 1900 and 2099; whether a lone one is a year or a
    count ("2013 larm") is for the reader of quantities to say. A day that no calendar has ("31.02.2013") is found,
    with an empty period.

    Examples
    --------
    >>> [mention.period.edtf for mention in find_periods("April - Oktober 2013, beslutades 27/10 2011, hösten 2004")]
    ['2013-04/2013-10', '2011-10-27', '2004-23']
    """
    return [_mention(match, language) for match in _matches(text, language)]


def _matches(text: str, language: str) -> Iterator[re.Match[str]]:
    """Yield each period, from the numbers and from the words that one begins with; all have a number."""
    if not _DIGIT.search(text):
        return
    end, opening = 0, _first_words(language)
    for run in _RUN.finditer(text):
        begins = run.start() >= end and (run[0].isdecimal() or run[0].casefold() in opening)
        if begins and (match := _pattern(language).match(text, run.start())):
            yield match
            end = match.end()


_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"\d+|[^\W\d_]+")
_OPENING = (
    "month",
    "season",
    "end_of",
    "nth",
    "week",
    "year_turn",
    "year_start",
    "between",
    "period_code",
    "term_code",
    "part_months",
)


@cache
def _first_words(language: str) -> frozenset[str]:
    found = (_RUN.search(word) for role in _OPENING for word in words(role, language))
    return frozenset(["q", *(first[0] for first in found if first)])


def is_year(text: str) -> bool:
    """Tell whether the words are a bare year.

    Examples
    --------
    >>> is_year("2013"), is_year("2013-04-02")
    (True, False)
    """
    return bool(re.fullmatch(r"(?:19|20)\d\d", text))


def without_periods(text: str) -> str:
    """Return a text without the periods that it names.

    Examples
    --------
    >>> without_periods("planeras 2014"), without_periods("Larm / 2013")
    ('planeras', 'Larm')
    """
    for mention in reversed(find_periods(text)):
        text = text[: mention.start] + text[mention.end :]
    return text.strip(" /-–,")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    year = r"(?:19|20)\d\d"
    # The look-ahead spares most words the long alternation.
    starts = any_of(language, *_OPENING)
    free = rf"(?<![\w@])(?<!\d[.,:/-])(?=\d|{starts})(?:{'|'.join(_forms(year, language))})"
    glued = rf"(?<=[^\W\d_])(?P<glued>{year}-(?:0[1-9]|1[0-2])-(?:3[01]|[12]\d|0[1-9]))"  # "Nyheter2020-10-23"
    return re.compile(rf"(?:{free}|{glued})(?![\w]|[.,:/]\d)", re.IGNORECASE)


def _joining(language: str, code: str) -> str:
    return alternatives(word for word, its in words("range", language).items() if its == code)


def _forms(year: str, language: str) -> list[str]:
    day, dash = r"(?:3[01]|[12]\d|0?[1-9])", r"\s*[-–—]\s*"
    month, season = any_of(language, "month"), any_of(language, "season")
    until, both = (_joining(language, code) for code in ("to", "and"))
    spoken = rf"\s+(?:{until}|{both})\s+"
    to, ordinal = rf"(?:{dash}|{spoken})", r"(?:\.|:[ae]|st|nd|rd|th)"
    number, between = r"(?:1[0-2]|0?[1-9])", any_of(language, "between")
    short = rf"(?:{year}|\d\d)"
    return [
        rf"(?P<iso>{year}[-.]{number}[-.](?:3[01]|[0-2]?\d)|{year}/{number}/(?:3[01]|[0-2]?\d))",
        r"(?P<iso_blanks>(?:19|20)\d\d (?:0[1-9] (?:3[01]|[0-2]\d)|1[0-2] 0[1-9]))",
        *_coded_forms(year, language),
        rf"(?P<compact>{year}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))",
        rf"(?P<dots>{day}\.{number}\.\s?{year}(?:{dash}{day}\.{number}\.\s?{year})?)",
        rf"(?P<short_dots>{day}\.{number}\.\d\d)",
        r"(?P<short_iso>\d\d-(?:0[1-9]|1[0-2])-(?:3[01]|[12]\d|0[1-9]))",
        rf"(?P<slash>{day}/{number}[\s/-]+{year})",
        rf"(?P<short_slash>{day}/{number}\s?[-–]\s?\d\d)",
        *_named_parts(year, language),
        rf"(?P<days>{day}{ordinal}?(?:{dash}|{spoken}){day}{ordinal}?\s*(?:{month})(?:\s+{year})?)",
        rf"(?P<two_days>{day}{ordinal}?\s*(?:{month})(?:\s+{year})?{to}{day}{ordinal}?\s*(?:{month})(?:\s+{year})?)",
        rf"(?P<day_month>{day}{ordinal}?\s*(?:of\s+)?(?:{month})(?:,?\s+{year})?)",
        rf"(?P<year_month_day>{year}\s+(?:{month})\s+{day})",
        rf"(?P<month_day>(?:{month})\s+{day}(?:st|nd|rd|th)?,?\s+{year})",
        rf"(?P<months>(?:{month})(?:\s+{year})?(?:{to}|/)(?:{month})\s+{year})",
        rf"(?P<month>(?:{month})\s+{year})",
        rf"(?P<month_number>{number}/{year}|(?:0[1-9]|1[0-2])-{year})",
        rf"(?P<short_month>(?:{month})\s*[-–'’]\s?\d\d)",
        rf"(?P<seasons>(?:{season})\s+{year}(?:{dash}{year})?)",
        rf"(?P<year_end>{year}\s+(?:{any_of(language, 'year_end')})|(?:{any_of(language, 'end_of')})\s+{year})",
        rf"(?P<year_month>{year}-(?:0[1-9]|1[0-2]))",
        rf"(?P<years>{year}(?:{dash}{short}|\s+(?:{until})\s+{year})|(?:{between})\s+{year}\s+(?:{both})\s+{year}|{year}/(?:{year}|\d\d?)(?:{dash}(?![\d]))?)",
        rf"(?P<open>{year}\s?[-–—](?=\s*(?:$|[,;.)])))",
        rf"(?P<year>{year})",
    ]


def _coded_forms(year: str, language: str) -> Iterator[str]:
    """Yield the forms of codes for parts of a year: "2012K4", "K4 2012", "K4-12", "M04 2012", "2012U34", "HT13"."""
    parts, listed = any_of(language, "period_code"), words("term_code", language)
    weeks = alternatives(word for word, code in listed.items() if code == "week")
    terms = alternatives(word for word, code in listed.items() if code != "week")
    yield (
        rf"(?P<coded>{year}[ -]?(?:{parts})(?:0?[1-9]|1[0-2])|{year}(?:{weeks})[0-5]\d|(?:{parts}) ?[1-4][ /-]?{year}"
        rf"|(?:{parts})(?:0?[1-9]|1[0-2]) {year}|(?:{parts})[1-4][/'’-]\d\d)"
    )
    yield rf"(?P<term>{year}[ -]?(?:{terms})|(?:{terms})(?:[ /-]?{year}|[ '’-]?\d\d))"


def _named_parts(year: str, language: str) -> Iterator[str]:
    """Yield the forms of named parts of a year.

    "1. kvartal 2012" (quarter), "første halvår i 2014" (first half), "uke 34, 2013" (week), "årsskiftet 2012/13" (the
    turn of the year).
    """
    nth, part = any_of(language, "nth"), any_of(language, "part_months")
    before = rf"(?:(?:{nth})|[1-4])\s?(?:{part})(?:\s+(?:i|av|of))?,?\s*{year}"
    behind = rf"(?:{part})\s?[1-4],?\s+{year}|{year},?\s+(?:(?:{part})\s?[1-4]|(?:(?:{nth})|[1-4])\s?(?:{part}))"
    yield rf"(?P<part>{before}|{behind}|Q[1-4]\s?[/-]?\s?{year})"
    yield rf"(?P<week>(?:{any_of(language, 'week')})\s?\d{{1,2}},?\s+(?:i\s+)?{year})"
    yield rf"(?P<turn>(?:{any_of(language, 'year_turn')})\s+{year}\s?[/–-]\s?(?:{year}|\d\d?))"
    yield rf"(?P<start>(?:{any_of(language, 'year_start')})\s+{year})"


def _mention(match: re.Match[str], language: str) -> PeriodMention:
    edtf = _edtf(str(match.lastgroup), match.group(), language)
    try:
        period = parse_edtf(edtf)
    except PeriodError:
        period = Period("", None, None)
    return PeriodMention(match.start(), match.end(), period)


_NUMERIC = ("dots", "slash", "short_dots", "short_slash", "month_number")
_NAMED = ("days", "two_days", "day_month", "months", "month", "month_day", "year_month_day", "short_month")


def _edtf(form: str, text: str, language: str) -> str:
    """Write the date or period of a match in EDTF, by the form that was found."""
    years = re.findall(r"(?:19|20)\d\d", text)
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if form == "compact":
        numbers = [int(text[:4]), int(text[4:6]), int(text[6:])]
    if form in ("iso", "iso_blanks", "glued", "year_month", "year", "compact"):
        return "-".join(f"{number:02}" for number in numbers)
    if form in (*_NUMERIC, "short_iso"):
        return _numeric(numbers if form in _NUMERIC else numbers[::-1])
    if form in _NAMED:
        return _named(text, numbers, years, language)
    if form in ("coded", "term", "part", "week", "turn", "start"):
        return (
            _coded(text, years, language) if form in ("coded", "term") else _part(form, text, int(years[0]), language)
        )
    if form == "seasons":
        found = re.match(r"\w+", text)
        code = words("season", language)[found.group().casefold()] if found else ""
        return "/".join([f"{years[0]}-{code}", *years[1:]])
    return f"{years[0]}-12-31" if form == "year_end" else _years(form, text, years)


def _part(form: str, text: str, year: int, language: str) -> str:
    """Turn a quarter, a third or half of a year into its months, a week or the turn of a year into its days."""
    if form == "turn":
        return f"{year}-12-31/{year + 1}-01-01"
    if form == "start":
        return f"{year}-01-01"
    rest = re.sub(r"(?:19|20)\d\d", "", text, count=1).strip(" ,") if form == "part" else text
    number = re.search(r"[1-9]\d?", rest)
    if form == "week":
        return _week(year, int(number[0]) if number else 0)
    size = next((int(code) for word, code in words("part_months", language).items() if word in text.casefold()), 3)
    said = next((int(code) for word, code in words("nth", language).items() if rest.casefold().startswith(word)), 0)
    nth = min(said, 12 // size) if rest[0].isalpha() and said else int(number[0]) if number else 0
    if size * nth > 12:
        return ""
    return f"{year}-{size * (nth - 1) + 1:02}/{year}-{size * nth:02}"


def _coded(text: str, years: list[str], language: str) -> str:
    """Turn the codes of tables into EDTF: "2012K4" and "Q4 2012" (quarters), "2012M04", "2012T2", "2012U34", "HT13".

    A code that no year has, "2012K7", is no period.
    """
    rest = text.replace(years[0], "", 1) if years else text
    letters, number = (re.search(form, rest.casefold()) for form in (r"[^\W\d]+", r"\d+"))
    code, said = letters[0] if letters else "", int(number[0]) if number else 0
    if code in words("period_code", language):
        size, year = int(words("period_code", language)[code]), int(years[0]) if years else _short_year(rest)
        months = [f"{year}-{size * (said - 1) + 1:02}", f"{year}-{size * said:02}"]
        return "/".join(dict.fromkeys(months)) if 0 < size * said <= 12 else ""
    if words("term_code", language)[code] == "week":
        return _week(int(years[0]), said)
    return f"{years[0] if years else _full_year(said)}-{words('term_code', language)[code]}"


def _short_year(text: str) -> int:
    """Return the year that two digits at the end are: "K1-12"."""
    return _full_year(int(text[-2:]))


def _week(year: int, week: int) -> str:
    try:
        return "/".join(date.fromisocalendar(year, week, day).isoformat() for day in (1, 7))
    except ValueError:
        return ""


def _numeric(numbers: list[int]) -> str:
    """Turn day, month, year (or month, year), once or twice, into EDTF; 13 is 2013, and 96 is 1996."""
    size = 3 if len(numbers) % 3 == 0 else 2
    points = [numbers[at : at + size] for at in range(0, len(numbers), size)]
    return "/".join(
        "-".join(f"{number:02}" for number in (_full_year(year), *reversed(rest))) for *rest, year in points
    )


def _full_year(year: int) -> int:
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def _named(text: str, numbers: list[int], years: list[str], language: str) -> str:
    """Turn months by name, with their days or without, into EDTF; an unknown year is XXXX."""
    found = re.findall(any_of(language, "month"), text, re.IGNORECASE)
    months = [f"{int(words('month', language)[name.casefold()]):02}" for name in found]
    days = [f"-{number:02}" for number in numbers if number < 32] or [""]
    if re.search(r"[-–'’]\s?\d\d$", text) and not years:
        years, days = [str(_full_year(numbers[-1]))], [""]
    size = max(len(months), len(days))
    spread = [items * (size if len(items) == 1 else 1) for items in (years or ["XXXX"], months, days)]
    return "/".join(f"{year}-{month}{day}" for year, month, day in zip(*spread, strict=True))


def _years(form: str, text: str, years: list[str]) -> str:
    # "2008/9-" begins in one of two years and has no end: its earliest start counts.
    """Turn years and spans of years into EDTF: "2008/9" is 2008/2009, and "2012-" has no end."""
    if form == "open" or re.search(r"[-–—]\s*$", text):
        return f"{years[0]}/.."
    if len(years) == 1:
        short = re.split(r"[/–—-]", text)[-1].strip()
        years = [years[0], years[0][: 4 - len(short)] + short]
    return "/".join(years) if years[0] <= years[1] else years[0]
