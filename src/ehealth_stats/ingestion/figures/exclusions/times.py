"""Times that are no full date: rules for clock times, weeks, quarters, decades, and days without a year."""

import re
from collections.abc import Iterator
from functools import cache

from ehealth_stats.codelists.words import alternatives, printed_words, words
from ehealth_stats.ingestion.figures.exclusions.rules import Rule, counts_nothing, in_prose, names_a_day


@cache
def time_rules(language: str) -> tuple[Rule, ...]:
    """Return the rules: "kl 9-15", "13.30", "vecka 45", "3. kvartal", "80-talet", "den 3/5".

    Examples
    --------
    >>> [rule.reason for rule in time_rules("sv") if rule.pattern.search("öppet kl 9-15")]
    ['clock time']
    """
    return (*_clock(language), *_days())


def _clock(language: str) -> Iterator[Rule]:
    hour = r"(?:[01]?\d|2[0-4])"
    to = r"\s?(?:[–-]|till|til|to|og|och)\s?"
    label = alternatives(words("clock"))
    reason = "clock time"
    either = rf"(?:[0-2]\d[0-5]\d|{hour}(?:[.:][0-5]\d)?)"
    yield Rule(reason, re.compile(rf"(?<!\w)(?i:{label})\s*(?P<it>{either}(?:{to}{either})?)(?![\w%])"))
    yield Rule(
        reason,
        re.compile(rf"(?<![\w.,:]){hour}[.:][0-5]\d{to}{hour}[.:][0-5]\d(?![\w:]|[.,]\d)"),
        counts_nothing,
    )
    yield Rule(
        reason, re.compile(rf"(?<![\w.,:])(?:[01]\d|2[0-3])[.:][0-5]\d{to}{hour}(?![\w:%]|[.,]\d)"), counts_nothing
    )
    yield Rule(reason, re.compile(r"(?<![\w.,:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\w:])"))
    yield Rule(reason, re.compile(r"(?<![\w.,:])\d{1,2}(?::\d\d)?\s?(?:a\.m\.|p\.m\.|am|pm)(?!\w)", re.IGNORECASE))
    yield Rule(reason, re.compile(rf"(?<![\w.,:-])0\d{to}(?:[01]\d|2[0-4])(?![\w:-]|[.,]\d)"), counts_nothing)
    if language != "en":
        yield Rule(reason, re.compile(r"(?<![\w.,:])(?:0\d|1\d|2[0-3])\.[0-5]\d(?![\w:%]|[.,]\d)"), in_prose)


def _days() -> Iterator[Rule]:
    weeks, parts = alternatives(words("week")), alternatives(words("part_of_year"))
    day, month = r"(?:3[01]|[12]\d|0?[1-9])", r"(?:1[0-2]|0?[1-9])"
    named, near = alternatives(printed_words("date_before", "day")), alternatives(words("date_before"))
    reason = "date or period"
    yield Rule(
        reason,
        re.compile(rf"(?<!\w)(?i:{weeks})\s?\d{{1,2}}(?:\s?(?:[–-]|och|og|til|till|,)\s?\d{{1,2}})?(?![.,]?\d|\w)"),
    )
    yield Rule(reason, re.compile(rf"(?<!\w)(?:(?i:{parts})\s\d|\d\.\s(?i:{parts})|[QT][1-4])(?!\w)"))
    yield Rule(reason, re.compile(rf"(?<!\w)(?i:{near})\s+(?P<it>{day}/{month})(?![\w/%])"), names_a_day)
    yield Rule(reason, re.compile(rf"(?<!\w)(?i:{named})\s+(?P<it>{day}\.{month})\.?(?![\w/%])"), names_a_day)
    yield Rule(reason, re.compile(rf"(?<![\w.,/])(?P<it>{day}\.{month}\.)(?=\s?[–-]\s?{day}\.{month}\.)"))
    yield Rule(reason, re.compile(rf"(?<![\w.,/]){day}\.\s?[–-]\s?{day}\.{month}(?![\w%]|[.,]\d)"))
    yield Rule(reason, re.compile(r"(?<![\w.,/])31\.12\.?(?![\w%]|[.,]?\d)"), names_a_day)
    yield Rule(reason, re.compile(r"(?<![\w.,/-])(?:(?:19|20)\d\d){2}(?![\w%]|[.,]\d)"), counts_nothing)
    stamp = r"\d\d(?:0[1-9]|1[0-2])(?:3[01]|[12]\d|0[1-9])"
    stamped = alternatives(words("date_stamp"))
    yield Rule(reason, re.compile(rf"(?<!\w)(?i:{stamped})[\s:]{{1,3}}(?P<it>{stamp})(?![\w%]|[.,]?\d)"), names_a_day)
    yield Rule(reason, re.compile(r"(?<!\w)(?i:vt|ht)[ -]?\d\d(?!\w|[.,]?\d)"), counts_nothing)
    decade = r"-(?:tal|tals|talet|talets|tallet|tallets|tala|åra|årene)"
    yield Rule(reason, re.compile(rf"(?<![\w.,])(?<!(?i:ett|eit)\s)(?<!(?i:et)\s)\d{{2,4}}{decade}(?!\w)"))
    yield Rule(reason, re.compile(r"(?<!\w)['’]\d\d(?!\w)"))
