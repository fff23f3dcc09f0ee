"""Ages that are no figure: "65 år eller äldre" (65 years or older), "over 67 år", "80+"; a time is left alone."""

import re
from collections.abc import Iterator
from functools import cache

from ehealth_stats.codelists import qualifiers
from ehealth_stats.ingestion.text.exclusion import Exclusion
from ehealth_stats.ingestion.text.nouns import find_noun
from ehealth_stats.languages.lexicon import alternatives, any_of, printed_words, words
from ehealth_stats.languages.text import Text

_YOUNGEST = 15  # "over 18 år" is an age, "over 10 år" a time
_OLD = 60
_AGED = frozenset({"year_word", "age_after", "age_before", "addition"})
_SPAN = r"\d{1,3}(?:\s?(?:[–-]|til|till|to|och|og|and)\s?\d{1,3})?"
_PLUS = re.compile(r"(?<![\w.,+])[4-9]\d(?:\s?år)?\s?(?:\+|pluss?(?!\w))(?!\s?[\d/])")


def find_ages(text: Text) -> Iterator[Exclusion]:
    """Find ages: "65 år eller äldre" (65 years or older), "18-64 år", "over 67 år", "80+".

    A time is left alone: "12 år med nasjonale strategier" (12 years with), "i over 20 år" (for over 20 years), "3-5
    år".

    Examples
    --------
    >>> text = Text("folk over 67 år, 18-64 år, 80+, i over 20 år", "nb")
    >>> [text[age.start : age.end] for age in find_ages(text)]
    ['67 år', '18-64 år', '80+']
    """
    if _AGED.isdisjoint(text.roles) and "+" not in text:
        return
    for match in _labelled_pattern(text.language).finditer(text):
        name = str(match.lastgroup)
        yield Exclusion(*match.span(name), "age")
    for match in _years_pattern(text.language).finditer(text):
        if _is_age(text, match):
            yield Exclusion(*match.span(), "age")
    for match in _PLUS.finditer(text):
        if not find_noun(text, match.end()):
            yield Exclusion(*match.span(), "age")


def ends_an_age(text: Text, end: int) -> bool:
    """Tell whether the words before `end` belong to an age: "og over" in "67 år og over 181 184" (67 and over).

    Examples
    --------
    >>> ends_an_age(Text("67 år og over 181", "nb"), 14), ends_an_age(Text("12 larm, over 181", "sv"), 14)
    (True, False)
    """
    return bool(_ending_pattern(text.language).search(text, max(end - 40, 0), end))


@cache
def _ending_pattern(language: str) -> re.Pattern[str]:
    years, after = any_of(language, "year_word"), any_of(language, "age_after")
    return re.compile(rf"(?<!\d)\d{{1,3}}\s(?:{years})\s(?:{after})\s+$", re.IGNORECASE)


@cache
def _labelled_pattern(language: str) -> re.Pattern[str]:
    years, older = (
        any_of(language, "year_word"),
        alternatives(printed_words("age_after", language, "older")),
    )
    after, before = any_of(language, "age_after"), any_of(language, "age_before")
    return re.compile(
        rf"(?<![\w.,])(?P<years>{_SPAN}\s?(?:{years}))(?=\s(?:{after})(?!\w))"
        rf"|(?<![\w.,])(?P<bare>{_SPAN})(?=\s(?:{older})(?!\w))"
        rf"|(?<!\w)(?:{before})\s(?:[≥≤<>]\s?)?(?P<aged>{_SPAN}(?:\s(?:{years})(?!\w))?)(?![\w%]|[.,]\d|\s\d{{3}}(?!\d))",
        re.IGNORECASE,
    )


@cache
def _years_pattern(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,])(?P<low>\d{{1,3}})(?:\s?(?:[–-]|och|og|and)\s?(?P<high>\d{{1,3}}))?"
        rf"\s(?:{any_of(language, 'year_word')})(?!\w)(?!\s(?:{any_of(language, 'duration_after')})(?!\w))",
        re.IGNORECASE,
    )


@cache
def _before_years_pattern(language: str) -> re.Pattern[str]:
    over = alternatives(word for word, code in words("qualifier", language).items() if qualifiers()[code].is_strict)
    return re.compile(rf"(?:(?<!\w)(?P<before>\w{{1,30}})\s)??(?P<over>(?<!\w)(?:{over})\s)?$", re.IGNORECASE)


def _is_age(text: Text, match: re.Match[str]) -> bool:
    """Tell an age from a time, by the word before it, and by how many years it is."""
    beside = _before_years_pattern(text.language).search(text[max(match.start() - 40, 0) : match.start()])
    before, over = (beside["before"] or "", beside["over"]) if beside else ("", None)
    if before.casefold() in words("duration_before", text.language):
        return False
    low, high = int(match["low"]), int(match["high"] or 0)
    if high:
        # "10-15 år" and "20-30 år" are times in round numbers, "18-64 år" and "65-79 år" are not.
        return high - low > 1 and high >= _YOUNGEST and (high >= _OLD or bool(low % 5 or high % 5))
    aside = text[: match.start()].endswith((", ", " (")) and text[match.end() : match.end() + 1] in (",", ")")
    return (bool(over) and low >= _YOUNGEST) or (aside and low >= _OLD)  # "en kvinna, 91 år, som"
