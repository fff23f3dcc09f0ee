"""The noun after a number says what it counts: "45 kommuner" (municipalities) -> the unit municipalities.

Nouns are found in every form that the code list of units has, and as the last part of a compound: "pilotkommuners" (of
pilot municipalities) ends in a form of "kommun".
"""

from typing import NamedTuple

from ehealth_stats.codelists.areas import find_areas
from ehealth_stats.codelists.lists import units
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.ingestion.text.units import unit_words
from ehealth_stats.languages.lexicon import words

_SHORTEST_PREFIX = 2


class Noun(NamedTuple):
    """A unit that a noun names, where the noun stands, and a word before it.

    In "20 nye kommuner" (20 new municipalities) that word is "nye".
    """

    unit: str
    start: int
    end: int
    between: str = ""


def find_noun(text: Text, at: int) -> Noun | None:
    """Find the noun that says what the number before `at` counts; one other word may stand between.

    Examples
    --------
    >>> find_noun(Text("20 nye Samspillkommuner", "nb"), 2)
    Noun(unit='municipalities', start=7, end=23, between='nye')
    >>> find_noun(Text("300 trygghetsalarmbrukere", "nb"), 3).unit, find_noun(Text("45 SITHS-kort", "sv"), 2).unit
    ('persons', 'cards')
    """
    return _noun(text, at) or _after_a_word(text, at)


def _after_a_word(text: Text, at: int) -> Noun | None:
    """Find the noun behind one other word; not behind a place ("3 Ånge kommun" is page 3, Ånge), nor a time ahead."""
    match = text.match("word_between", at)
    found = _noun(text, match.end()) if match else None
    if not match or not found or not text[match.end() : match.end() + 1].isspace():
        return None
    between = text[match.start("word") : match.end("word")]
    if found.unit == "municipalities" and find_areas(between):
        return None  # "3 Ånge kommun": page 3, Ånge
    when = units()[found.unit].kind == "time" and between.casefold() in words("which_time", text.language)
    return None if when else found._replace(between=between)  # "120 neste år" is no time


def _noun(text: Text, at: int) -> Noun | None:
    if match := text.match("noun", at):
        unit = unit_words()[text.said(match, "noun")]
        if units()[unit].kind == "time" and text.match("year_behind", match.end()):
            return None  # "450 år 2012": the year 2012
        return Noun(unit, match.start("noun"), match.end())
    if match := text.match("short_time", at):
        return Noun(str(match.lastgroup), match.start(str(match.lastgroup)), match.end())
    match = text.match("word_behind", at)
    unit = unit_of_compound(text[slice(*match.span("word"))], text.language) if match else ""
    return Noun(unit, match.start("word"), match.end()) if match and unit else None


def unit_of_compound(word: str, language: str) -> str:
    """Return the unit that the last part of a compound names; empty if it names none.

    Examples
    --------
    >>> [unit_of_compound(word, "mul") for word in ("pilotkommuners", "e-meldinger", "kolleger", "transport")]
    ['municipalities', 'messages', '', '']
    """
    folded = word.casefold()
    for form in (folded, folded.removesuffix("s")):
        last = form.rpartition("-")[2]
        if last != form and last in unit_words():
            return unit_words()[last]
        heads = words("head", language)
        at = next((at for at in range(max(len(form) - _LONGEST_HEAD, 0), len(form)) if form[at:] in heads), len(form))
        if form[at:] and (at == 0 or at >= _SHORTEST_PREFIX):
            return heads[form[at:]]
    return ""


_LONGEST_HEAD = 24
