"""Ages that are no figure: "65 år eller äldre" (65 years or older), "over 67 år", "80+"; a time is left alone."""

import re
from collections.abc import Iterator

from ehealth_stats.ingestion.text.exclusion import Exclusion
from ehealth_stats.ingestion.text.nouns import find_noun
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.languages.lexicon import words

_YOUNGEST = 15  # "over 18 år" is an age, "over 10 år" a time
_OLD = 60
_AGED = ("year_word", "age_after", "age_before", "addition")
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
    if "+" not in text and not text.has(*_AGED):
        return
    for name in ("age_in_years", "age_bare"):
        yield from (Exclusion(*match.span(), "age") for match in text.finditer(name))
    yield from (Exclusion(*match.span("aged"), "age") for match in text.finditer("age_behind"))
    for match in text.finditer("years"):
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
    return bool(text.search("age_ending", max(end - 40, 0), end))


def _is_age(text: Text, match: re.Match[str]) -> bool:
    """Tell an age from a time, by the word before it, and by how many years it is."""
    beside = text.search("before_years", max(match.start() - 40, 0), match.start())
    before = text.said(beside, "word" if beside["word"] else "before") if beside else ""
    over = beside and beside["over"]
    if before in words("duration_before", text.language):
        return False
    low, high = int(match["low"]), int(match["high"] or 0)
    if high:
        # "10-15 år" and "20-30 år" are times in round numbers, "18-64 år" and "65-79 år" are not.
        return high - low > 1 and high >= _YOUNGEST and (high >= _OLD or bool(low % 5 or high % 5))
    aside = text[: match.start()].endswith((", ", " (")) and text[match.end() : match.end() + 1] in (",", ")")
    return (bool(over) and low >= _YOUNGEST) or (aside and low >= _OLD)  # "en kvinna, 91 år, som"
