"""A text -> the stretches that have digits and are no quantity, each with its reason, none over another."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from ehealth_stats.ingestion.figures.exclusions.numbering import find_sequences
from ehealth_stats.ingestion.figures.exclusions.rules import find_by_rules
from ehealth_stats.ingestion.figures.words_around import follows_unit
from ehealth_stats.ingestion.privacy.personal import find_personal
from ehealth_stats.ingestion.text.exclusion import Exclusion
from ehealth_stats.ingestion.text.nouns import find_noun
from ehealth_stats.ingestion.text.numbers import DIGITS, is_year
from ehealth_stats.ingestion.text.periods import find_periods
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.languages.lexicon import words


def find_exclusions(text: Text, language: str, *, counted: bool = False) -> list[Exclusion]:
    """Find personal data, dates, clock times, ages, references, names and other stretches with digits.

    In order, none over another: personal data come before all, else the one that starts first. Where things are
    `counted`, in a column of figures, "ca 2000" and "2000-2100" alone are no years.

    Examples
    --------
    >>> text = Text("Figur 2, kl 13.30, SFS 2009:400, 65 år eller äldre", "sv")
    >>> [(item.reason, text[item.start : item.end]) for item in find_exclusions(text, "sv")]
    [('reference', '2'), ('clock time', '13.30'), ('act or standard', 'SFS 2009:400'), ('age', '65 år')]
    """
    secrets = find_personal(text)
    if not DIGITS.search(text):
        return secrets
    counted = counted and len([*text.finditer("number_or_span")]) == 1
    listed = (
        item
        for item in _others(text, language)
        if not (counted and text.fullmatch("years_alone", item.start, item.end))
    )
    found = (item for item in listed if not _is_inside_a_number(text, item))
    others = sorted(found, key=lambda item: (item.start, -item.end))
    return sorted([*secrets, *_around(secrets, others)], key=lambda item: item.start)


def _is_inside_a_number(text: Text, item: Exclusion) -> bool:
    """Tell the 000 of "10 000-12 000" from the emergency number of "52 112-sentraler" (52 centres of 112)."""
    named = text[item.end - 1].isalpha()
    return not named and bool(text.match("inside_a_number", max(item.start - 2, 0)))


def _around(secrets: Sequence[Exclusion], others: Iterable[Exclusion]) -> Iterator[Exclusion]:
    """Cut what reaches over another stretch: all of it is no quantity, whichever reason its middle has."""
    starts, ends = [item.start for item in secrets], [item.end for item in secrets]
    taken = 0
    for item in others:
        at = max(taken, item.start)
        for secret in secrets[bisect_right(ends, at) : bisect_left(starts, item.end)]:
            if at < secret.start:
                yield item._replace(start=at, end=secret.start)
            at = max(at, secret.end)
        if at < item.end:
            yield item._replace(start=at)
        taken = max(taken, item.end)


def _others(text: Text, language: str) -> Iterator[Exclusion]:
    """Yield all that is no quantity and not personal data, stretches over each other too."""
    for mention in find_periods(text, text.language):
        counts = _counts_things(text, mention.start, mention.end) or _is_a_price(text, mention.start, mention.end)
        if counts and text.fullmatch("year_and_dash", mention.start, mention.end):  # "2013 – 45 larm"
            yield Exclusion(mention.start, mention.start + 4, "date or period")
        elif not (counts and is_year(text[mention.start : mention.end])):
            yield Exclusion(mention.start, mention.end, "date or period")
    yield from find_by_rules(text)
    yield from find_ages(text)
    yield from find_sequences(text)


def _counts_things(text: Text, start: int, end: int) -> bool:
    """Tell whether a number that looks like a year counts what stands behind it: "2013 larm" (alarms)."""
    before = text.search("year_before", max(start - 20, 0), start)
    noun = None if before else find_noun(text, end)
    is_listed = bool(noun and not noun.between and follows_unit(text, end) == "count")
    return is_listed or (not before and _is_plural(text, end))


_SHORTEST_STEM = 2


def _is_plural(text: Text, end: int) -> bool:
    """Tell a noun in the plural that no list has: "omkring 2000 inloggningar" (log-ins)."""
    word = text.said(match, "word") if (match := text.match("small_word", end)) else ""
    return any(word.endswith(ending, _SHORTEST_STEM) for ending in words("noun_ending", text.language))


def _is_a_price(text: Text, start: int, end: int) -> bool:
    """Tell whether a number that looks like a year is a price: "koster 1990 kr" (costs).

    It is a year at the head of a column, "Budsjett 2015 kr", and in "i 2015 kr 450" (in 2015 450 kroner).
    """
    low = max(start - 20, 0)
    is_priced = text.match("price", end) and text.search("word_before", low, start)
    return bool(is_priced) and not text.search("year_before", low, start)


_YOUNGEST = 15  # "over 18 år" is an age, "over 10 år" a time
_OLD = 60
_AGED = ("age_plus", "year_word", "age_after", "age_before", "addition")


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
    for match in text.finditer("age_plus"):
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
