"""The rules for what has digits and is no figure: rules/exclusions.toml -> patterns in a language, with conditions."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any, NamedTuple

from ehealth_stats.codelists.note_marks import note_in_brackets
from ehealth_stats.ingestion.figures.exclusions import conditions
from ehealth_stats.ingestion.text.exclusion import Exclusion
from ehealth_stats.ingestion.text.numbers import DIGITS
from ehealth_stats.ingestion.text.rules import ROLE, Text, with_forms
from ehealth_stats.languages.lexicon import alternatives, known_languages, letters_of, printed_words, words

_MOST_PIECES = 12  # more are not found faster than by the pattern


@dataclass(frozen=True, slots=True)
class Example:
    """What a rule finds something in (`reads`), and what looks alike and is left (`looks_alike`), in a language."""

    language: str
    reads: str
    looks_alike: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of what is no quantity in one language, why, on which condition, and what it needs to be looked for."""

    reason: str
    pattern: re.Pattern[str]
    holds: Callable[[Text, re.Match[str]], bool]
    roles: frozenset[str]
    marks: frozenset[str]
    beside: frozenset[str]
    digits: int
    within: tuple[str, ...]
    example: Example

    def find(self, text: Text) -> Iterator[Exclusion]:
        """Yield what the rule takes out of a text; a group `it` in the pattern narrows the stretch."""
        for match in self.pattern.finditer(text):
            if self.holds(text, match):
                named = str(match.lastgroup)
                yield Exclusion(*match.span(named if named.startswith("it") else 0), self.reason)

    def may_hold(self, look: "Look") -> bool:
        """Tell whether a text has what the rule needs."""
        return (
            self.roles <= look.roles
            and not (self.marks and self.marks.isdisjoint(look.marks))
            and not (self.beside and self.beside.isdisjoint(look.beside))
            and (not self.digits or self.digits in look.lengths)
        )

    def may_stand_in(self, folded: str) -> bool:
        """Tell whether a text in lower case has what one of the words that the rule needs can't be without."""
        return not self.within or any(map(folded.__contains__, self.within))


class Look(NamedTuple):
    """What a text has of all that the rules need: roles, marks, what stands beside its digits, how many digits."""

    roles: frozenset[str]
    marks: frozenset[str]
    beside: frozenset[str]
    lengths: frozenset[int]


def look_at(text: Text) -> Look:
    """Return what a text has of what some rule needs; beside digits "a" is a small letter, "A" a capital, "0" a digit.

    Where a blank stands beside them, what is behind it counts too.

    Examples
    --------
    >>> look = look_at(Text("ICD-10 och 4 Larm", "sv"))
    >>> sorted(look.beside), sorted(look.lengths), "law" in look.roles
    ([' A', ' a', '-'], [2], True)
    """
    needed, spans = _needs(text.language), [match.span() for match in DIGITS.finditer(text)]
    beside = {_kind(text[start - 1 : start], text[start - 2 : start - 1]) for start, _ in spans if start}
    beside |= {_kind(text[end : end + 1], text[end + 1 : end + 2]) for _, end in spans}
    return Look(
        text.roles_among(needed.roles),
        frozenset(filter(text.__contains__, needed.marks)),
        needed.beside & beside,
        needed.lengths & {end - start for start, end in spans},
    )


@cache
def _kind(near: str, far: str) -> str:
    if near.isspace():
        return f" {_kind(far, '')}" if far and not far.isspace() else ""
    return "A" if near.isupper() else "a" if near.isalpha() else "0" if near.isdecimal() else near


def find_by_rules(text: Text) -> Iterator[Exclusion]:
    """Yield all that the rules take out of a text, stretches over each other too.

    Examples
    --------
    >>> text = Text("Figur 2, kl 9, ICD-10", "sv")
    >>> [(item.reason, text[item.start : item.end]) for item in find_by_rules(text)]
    [('reference', '2'), ('act or standard', 'ICD-10'), ('part of a name', 'ICD-10'), ('clock time', '9')]
    """
    folded = text.casefold()
    for rule in _that_may_hold(text.language, look_at(text)):
        if rule.may_stand_in(folded):
            yield from rule.find(text)


@lru_cache(maxsize=4096)
def _that_may_hold(language: str, look: Look) -> tuple[Rule, ...]:
    return tuple(rule for rule in exclusion_rules(language) if rule.may_hold(look))


@cache
def _needs(language: str) -> Look:
    """Return all that some rule of a language needs."""
    rules = exclusion_rules(language)
    roles, marks, beside = (
        frozenset[str]().union(*(getattr(rule, need) for rule in rules)) for need in ("roles", "marks", "beside")
    )
    return Look(roles, marks, beside, frozenset(rule.digits for rule in rules))


@cache
def exclusion_rules(language: str) -> tuple[Rule, ...]:
    """Return the rules of a language, in the order of their file.

    Examples
    --------
    >>> len(exclusion_rules("sv")) - len(exclusion_rules("en")), exclusion_rules("sv")[0].reason
    (1, 'reference')
    """
    return tuple(_rule(row, language) for row in listed()["rule"] if language not in row.get("never", ()))


@cache
def listed() -> Mapping[str, Any]:
    """Return the file of the rules."""
    return tomllib.loads((files("ehealth_stats.ingestion.figures.rules") / "exclusions.toml").read_text("utf-8"))


def _rule(row: Mapping[str, Any], language: str) -> Rule:
    return Rule(
        reason=row["reason"],
        pattern=re.compile(_expanded(row["pattern"], language)),
        holds=getattr(conditions, row.get("when", "always")),
        roles=frozenset([row["words"]] if "words" in row else []),
        marks=frozenset(row.get("marks", "")),
        beside=frozenset(row.get("beside", ())),
        digits=row.get("digits", 0),
        within=_within(row, language),
        example=Example(row.get("said", listed()["said"]), row["reads"], row["not"]),
    )


def _within(row: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """Return texts without all of which a rule finds nothing: letters, parts of words, the digits of "(1 000 kr)"."""
    if "holds" in row:
        return tuple(row["holds"])
    if "within" in row:
        return tuple(words(row["within"], language))
    listed_words = words(row["words"], language) if "words" in row else ()
    pieces = {_longest_piece(word) for word in listed_words} if any(map(DIGITS.search, listed_words)) else set()
    return tuple(pieces) if len(pieces) <= _MOST_PIECES else ()


def _longest_piece(word: str) -> str:
    """Return the longest digits of a phrase, or its longest word: no blank, which may be printed otherwise."""
    pieces = ("".join(run) for _, run in groupby(word, key=lambda letter: (letter.isdecimal(), letter.isalpha())))
    return max(pieces, key=lambda piece: (piece.isdecimal(), piece.isalpha(), len(piece)), default="")


def _expanded(pattern: str, language: str) -> str:
    """Write the forms and roles of a pattern out."""
    return ROLE.sub(lambda match: _any_of(match, language), with_forms(pattern, _forms()))


@cache
def _forms() -> Mapping[str, str]:
    """Return the named forms, and what a letter is: a capital, a small one, those of all languages that are known."""
    beside = "".join(sorted(frozenset[str]().union(*map(letters_of, known_languages()))))
    small, capital = f"a-z{beside}", f"A-Z{beside.upper()}"
    letters = {"small": small, "capital": capital, "a": f"[{small}]", "A": f"[{capital}]", "note": note_in_brackets()}
    return {**listed()["forms"], **letters}


def _any_of(match: re.Match[str], language: str) -> str:
    codes = match["codes"].split(",") if match["codes"] else []
    if match["only"] == "!":
        return alternatives(word for code in codes or [""] for word in printed_words(match["roles"], language, code))
    found = words(match["roles"], language).items()
    return f"(?i:{alternatives(word for word, code in found if not codes or code in codes)})"
