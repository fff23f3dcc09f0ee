"""Conditions of the rules for what is no figure: a text and a match in it -> whether the rule holds there.

rules/exclusions.toml names them: `when = "counts_nothing"`.
"""

import re
from functools import cache

from ehealth_stats.codelists.areas import find_areas
from ehealth_stats.ingestion.figures.words_around import figures_of_years, follows_of, follows_unit, read_after
from ehealth_stats.ingestion.text.nouns import find_noun
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.ingestion.text.units import unit_words
from ehealth_stats.languages.lexicon import words

_ALONE = 24
_EVERY = 8  # letters back in which a word for every stands
_FURTHEST = 24  # letters of a word for a street
_ENTRY_LENGTH = 150


def always(_text: Text, _match: re.Match[str]) -> bool:
    """Hold wherever the pattern does."""
    return True


def counts_nothing(text: Text, match: re.Match[str]) -> bool:
    """Hold where no unit, currency or multiplier follows."""
    return not follows_unit(text, match.end())


def opens_a_section(text: Text, match: re.Match[str]) -> bool:
    """Hold where no amount, share or time follows: things have no decimals, so "8.10 Tjenester" is a heading."""
    return follows_unit(text, match.end()) in ("", "count")


def in_prose(text: Text, match: re.Match[str]) -> bool:
    """Hold where words stand around and no unit follows: "13.30" alone in a cell may be a number with decimals."""
    alone = len(text) < _ALONE and text.strip() == match.group()
    return not alone and not follows_unit(text, match.end())


def names_a_day(text: Text, match: re.Match[str]) -> bool:
    """Hold where neither a unit nor "of" follows: "den 1/3" is 1 March, "1/3 av kommunerna" a third of them."""
    return not follows_unit(text, match.end()) and not follows_of(text, match.end())


def names_an_order(text: Text, match: re.Match[str]) -> bool:
    """Hold where no abbreviated unit follows: "for 3. gang" is the third time, "12. stk" a slip for 12 pieces."""
    after = read_after(text, match.end(), "SE")
    is_amount = after.multiplier != 1 or after.unit in ("pieces", "SEK", "NOK", "EUR", "percent")
    return not is_amount and not _is_share(text, match)


def no_share(text: Text, match: re.Match[str]) -> bool:
    """Hold where no share is named: "var 5:e brukare" (every fifth user) is 20 percent, "den 5:e" an ordinal."""
    return not _is_share(text, match)


def _is_share(text: Text, match: re.Match[str]) -> bool:
    digits = re.match(r"\d+", match[0])
    is_every = text.search("every_before", max(match.start() - _EVERY, 0), match.start())
    return bool(is_every and digits and text.match("nth_share", match.start() + digits.end()))


def cites(text: Text, _match: re.Match[str]) -> bool:
    """Tell the sources of a journal, "(1)" beside "(1, 2)" and "(6–8)", from counts in brackets."""
    return bool(text.search("cited_sources"))


def is_page(_text: Text, match: re.Match[str]) -> bool:
    """Hold where a page is none behind the last: "1(12)"."""
    return 1 <= int(match["page"]) <= int(match["last"])


def is_case(_text: Text, match: re.Match[str]) -> bool:
    """Tell the number of a case, "13/4567" or "2013/45-2", from a fraction: long, with a part, or with a full year."""
    return bool(match["part"]) or len(match["number"]) > 3 or len(match["year"]) == 4


def goes_with_no_years(text: Text, match: re.Match[str]) -> bool:
    """Tell the parts of a number, "12/34/56", from figures by year: "2012/2013/2014: 300/320/450"."""
    return not any(first <= match.start() < last for first, last, _ in figures_of_years(text))


def may_be_post_code(text: Text, match: re.Match[str]) -> bool:
    """Tell a post code alone on a line, "6804 Førde", from a count, "1800 Larm" (alarms).

    "1800 Ånge" is a count as well: Swedish post codes have five digits.
    """
    place = text[match.end("it") :].strip()
    return not find_noun(text, match.end("it")) and not find_areas(place, country="SE")


def is_post_code(text: Text, match: re.Match[str]) -> bool:
    """Tell the address of an organisation, "Myndigheten 106 30 Stockholm", from two figures between places."""
    name = text.search("name_before", max(match.start() - 40, 0), match.start())
    town = find_areas(text[match.end() : match.end() + 40].lstrip(), country="SE")
    return bool(name and not find_areas(text[slice(*name.span("name"))], country="SE") and town and town[0].start == 0)


def is_one_of_contents(text: Text, match: re.Match[str]) -> bool:
    """Tell a list of contents on one line from a form on one line.

    "Förord... 3 Sammanfattning... 7" (foreword, summary) is contents; "Ånge ... 5 Timrå ... 7" gives figures of places.
    """
    start, end = match.start("it"), match.end()
    first = max(match.start() - 40, 0)
    title = text[first : match.start()]
    near = text.search("entry_of_contents", end, end + _ENTRY_LENGTH)
    near = near or text.search("entry_of_contents", max(match.start() - _ENTRY_LENGTH, 0), max(match.start() - 1, 0))
    return bool(near) and start > 0 and not text.search("counted", first, match.start()) and not find_areas(title)


_COUNTED = ("multiplier", "currency", "total")


def names_no_place(text: Text, match: re.Match[str]) -> bool:
    """Tell a name with a number from a place with its figure, and from a range of amounts.

    "Covid-19" and "Steg 2: Utbildning" (step 2) are names; "Timrå-45", "Timrå 45: …" and "5 kr-10 kr" are not.
    """
    name = match.group().lstrip(" .0123456789").split("-")[0].split()[0].casefold()
    counted = name in unit_words() or any(name in words(role, text.language) for role in _COUNTED)
    return not counted and not find_areas(match.group())


def closes_no_bracket(text: Text, match: re.Match[str]) -> bool:
    """Tell "2) Larm", which opens a point of a list, from the end of "(steg 2)"."""
    near = text[max(match.start() - 120, 0) : match.start()]
    return near.count("(") <= near.count(")")


def is_contents_line(text: Text, match: re.Match[str]) -> bool:
    """Tell a line of contents, "Inledning ..... 5", from a line of a form.

    "Ånge ..... 5", "Antal: ..... 5" and "Antal larm ..... 5" (number of alarms) give figures. Three dots are enough
    behind the number of a section ("1.1 Syfte ... 6").
    """
    title = match["title"]
    if len(match["dots"].strip()) < 4 and not text.match("section_number", *match.span("title")):
        return False
    return ":" not in title and not text.search("counted", *match.span("title")) and not find_areas(title)


def is_in_a_street(text: Text, match: re.Match[str]) -> bool:
    """Tell a number in a street, "Storgatan 12", from what a street has: "Storgatan 12 kort" (cards)."""
    before = text[max(match.start() - _FURTHEST, 0) : match.start()].rstrip().casefold()
    return before.endswith(_streets(text.language)) and counts_nothing(text, match)


@cache
def _streets(language: str) -> tuple[str, ...]:
    return tuple(words("street", language))
