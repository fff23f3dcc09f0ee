"""Ages used as labels ("65 år eller äldre", "80+"): a text -> the stretches that name an age, not a figure."""

import re
from collections.abc import Iterator
from functools import cache

from ehealth_stats.codelists.words import alternatives, printed_words, words
from ehealth_stats.ingestion.figures.model import Exclusion
from ehealth_stats.ingestion.text.nouns import find_noun

_YOUNGEST = 15  # "over 18 år" is an age, "over 10 år" a time
_OLD = 60
_OVER_OR_UNDER = ("more_than", "less_than")
_SPAN = r"\d{1,3}(?:\s?(?:[–-]|til|till|to|och|og|and)\s?\d{1,3})?"
_PLUS = re.compile(r"(?<![\w.,+])[4-9]\d(?:\s?år)?\s?(?:\+|pluss?(?!\w))(?!\s?[\d/])")


def find_ages(text: str) -> Iterator[Exclusion]:
    """Find ages: beside a word for older or aged, in a span such as "18-64 år", and after over or under.

    A time is left alone: "12 år med nasjonale strategier", "i over 20 år", "3-5 år".

    Examples
    --------
    >>> text = "folk over 67 år, 18-64 år, 80+, i over 20 år"
    >>> [text[age.start : age.end] for age in find_ages(text)]
    ['67 år', '18-64 år', '80+']
    """
    for match in _labelled_pattern().finditer(text):
        name = str(match.lastgroup)
        yield Exclusion(*match.span(name), "age")
    for match in _years_pattern().finditer(text):
        if _is_age(text, match):
            yield Exclusion(*match.span(), "age")
    for match in _PLUS.finditer(text):
        if not find_noun(text, match.end()):
            yield Exclusion(*match.span(), "age")


def ends_an_age(text: str, end: int) -> bool:
    """Tell whether the words before `end` belong to an age: the "og over" of "67 år og over 181 184".

    Examples
    --------
    >>> ends_an_age("67 år og over 181", 14), ends_an_age("12 larm, over 181", 14)
    (True, False)
    """
    return bool(_ending_pattern().search(text, max(end - 40, 0), end))


@cache
def _ending_pattern() -> re.Pattern[str]:
    years, after = alternatives(words("year_word")), alternatives(words("age_after"))
    return re.compile(rf"(?<!\d)\d{{1,3}}\s(?:{years})\s(?:{after})\s+$", re.IGNORECASE)


@cache
def _labelled_pattern() -> re.Pattern[str]:
    years, older = alternatives(words("year_word")), alternatives(printed_words("age_after", "older"))
    after, before = alternatives(words("age_after")), alternatives(words("age_before"))
    return re.compile(
        rf"(?<![\w.,])(?P<years>{_SPAN}\s?(?:{years}))(?=\s(?:{after})(?!\w))"
        rf"|(?<![\w.,])(?P<bare>{_SPAN})(?=\s(?:{older})(?!\w))"
        rf"|(?<!\w)(?:{before})\s(?:[≥≤<>]\s?)?(?P<aged>{_SPAN}(?:\s(?:{years})(?!\w))?)(?![\w%]|[.,]\d|\s\d{{3}}(?!\d))",
        re.IGNORECASE,
    )


@cache
def _years_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,])(?P<low>\d{{1,3}})(?:\s?(?:[–-]|och|og|and)\s?(?P<high>\d{{1,3}}))?"
        rf"\s(?:{alternatives(words('year_word'))})(?!\w)(?!\s(?:{alternatives(words('duration_after'))})(?!\w))",
        re.IGNORECASE,
    )


@cache
def _before_pattern() -> re.Pattern[str]:
    over = alternatives(word for word, code in words("qualifier").items() if code in _OVER_OR_UNDER)
    return re.compile(rf"(?:(?<!\w)(?P<before>\w{{1,30}})\s)??(?P<over>(?<!\w)(?:{over})\s)?$", re.IGNORECASE)


def _is_age(text: str, match: re.Match[str]) -> bool:
    beside = _before_pattern().search(text[max(match.start() - 40, 0) : match.start()])
    before, over = (beside["before"] or "", beside["over"]) if beside else ("", None)
    if before.casefold() in words("duration_before"):
        return False
    low, high = int(match["low"]), int(match["high"] or 0)
    if high:
        # "10-15 år" and "20-30 år" are times in round numbers, "18-64 år" and "65-79 år" are not.
        return high - low > 1 and high >= _YOUNGEST and (high >= _OLD or bool(low % 5 or high % 5))
    aside = text[: match.start()].endswith((", ", " (")) and text[match.end() : match.end() + 1] in (",", ")")
    return (bool(over) and low >= _YOUNGEST) or (aside and low >= _OLD)  # "en kvinna, 91 år, som"
