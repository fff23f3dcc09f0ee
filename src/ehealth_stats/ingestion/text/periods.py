"""Dates and periods in words: "hösten 2004" (autumn) -> 2004-23 in EDTF, with the place of the words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ehealth_stats.errors import PeriodError
from ehealth_stats.ingestion.text.numbers import DIGITS
from ehealth_stats.ingestion.text.rules import Text, grammar_of
from ehealth_stats.languages.lexicon import EVERY, any_of, words
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
    return [_mention(text, match, language) for match in _matches(text, language)]


@lru_cache(maxsize=64)
def periods_of_line(text: str) -> tuple[PeriodMention, ...]:
    """Find the periods of a line to which many entries, or figures, come back: once for all of them."""
    return tuple(find_periods(text))


def _matches(text: str, language: str) -> Iterator[re.Match[str]]:
    """Yield each period, from the numbers and from the words that one begins with; all have a number."""
    if not DIGITS.search(text):
        return
    grammar = grammar_of(language)
    coded = text.coded if isinstance(text, Text) and text.language == language else grammar.coding.coded(text)
    yield from grammar.periods().matches(coded)


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


def _mention(text: str, match: re.Match[str], language: str) -> PeriodMention:
    printed = text[match.start() : match.end()]
    edtf = _edtf(
        str(match.lastgroup).removesuffix("_named").removesuffix("_behind_year"),
        printed,
        language,
    )
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
    numbers = [int(number) for number in DIGITS.findall(text)]
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
    rest = re.sub(r"(?:19|20)\d\d", "", text).strip(" ,")
    found = re.search(r"[1-9]\d?", rest)
    number = int(found[0]) if found else 0
    if form == "week":
        return _week(year, number)
    size = next((int(code) for word, code in words("part_months", language).items() if word in text.casefold()), 3)
    said = next((int(code) for word, code in words("nth", language).items() if rest.casefold().startswith(word)), 0)
    nth = min(said, 12 // size) if rest[0].isalpha() and said else number
    return f"{year}-{size * (nth - 1) + 1:02}/{year}-{size * nth:02}"


def _coded(text: str, years: list[str], language: str) -> str:
    """Turn the codes of tables into EDTF: "2012K4" and "Q4 2012" (quarters), "2012M04", "2012T2", "2012U34", "HT13".

    A code that no year has, "2012K7", is no period.
    """
    rest = text.replace(years[0], "") if years else text
    letters, number = (re.search(form, rest.casefold()) for form in (r"[^\W\d]+", r"\d+"))
    code, said = letters[0] if letters else "", int(number[0]) if number else 0
    if code in words("period_code", language):
        size, year = int(words("period_code", language)[code]), int(years[0]) if years else _short_year(rest)
        months = [f"{year}-{size * (said - 1) + 1:02}", f"{year}-{size * said:02}"]
        return "/".join(dict.fromkeys(months)) if size * said <= 12 else ""  # EDTF has seasons from 21
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
