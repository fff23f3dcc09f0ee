"""The words of a text with what they may be: text -> each word's place, its roles in one language, and its form.

One pass: letters, digits and marks are told apart, and a phrase of several ("i tillegg kommer") is one word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from ehealth_stats.languages.lexicon import roles_in, words

Kind = Literal["word", "number", "mark"]

_ATOMS = re.compile(r"[^\W\d_]+|\d+|\S")
_ATOM = re.compile(r"(?P<word>[^\W\d_]+)|(?P<number>\d+)|(?P<mark>\S)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a run of digits or a mark; `roles` are all that a language lists it under, each with its code.

    Where a phrase and its first word are both listed, the longest is the word.
    """

    start: int
    end: int
    folded: str
    kind: Kind
    roles: frozenset[str]
    capital: bool


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What follows the first atom of a phrase, whether a blank stands before each, and the roles of the whole."""

    rest: tuple[str, ...]
    blanks: tuple[bool, ...]
    roles: frozenset[str]


def read_words(text: str, language: str) -> list[Word]:
    """Read every word of a text once, from left to right.

    Examples
    --------
    >>> found = read_words("C:a 45 i Ånge", "sv")
    >>> [(word.folded, word.kind, word.capital) for word in found]
    [('c:a', 'word', True), ('45', 'number', False), ('i', 'word', False), ('ånge', 'word', True)]
    >>> "qualifier" in found[0].roles, "preposition" in found[2].roles, "number" in read_words("sex", "nb")[0].roles
    (True, True, False)
    """
    atoms = list(_ATOM.finditer(text))
    folded = [atom[0].casefold() for atom in atoms]
    found: list[Word] = []
    at = 0
    while at < len(atoms):
        phrase = next(_phrases(atoms, folded, at, language), _Phrase((), (), frozenset()))
        last = at + len(phrase.rest)
        start, end = atoms[at].start(), atoms[last].end()
        kind: Kind = "number" if atoms[at]["number"] else "word" if atoms[at]["word"] or phrase.roles else "mark"
        printed = " ".join(text[start:end].casefold().split())
        found.append(Word(start, end, printed, kind, phrase.roles, text[start].isupper()))
        at = last + 1
    return found


def roles_of_text(text: str, language: str, among: frozenset[str]) -> frozenset[str]:
    """Return those of some roles that a word or phrase of a text has, inside of longer ones too; none is missed.

    Examples
    --------
    >>> roles_of_text("upp till 45", "sv", frozenset({"range", "clock"}))
    frozenset({'range'})
    """
    folded = " ".join(text.casefold().split())
    roles: set[str] = set()
    for first in set(_ATOMS.findall(folded)) & _by_first(language, among).keys():
        for phrase, listed in _by_first(language, among)[first]:
            if phrase in folded:
                roles |= listed
    return frozenset(roles)


def holds_any(text: str, language: str, *roles: str) -> bool:
    """Tell whether a text may hold a word of one of these roles; where it does, the answer is never no.

    Examples
    --------
    >>> holds_any("kl 9", "sv", "clock"), holds_any("45 kort", "sv", "clock", "week")
    (True, False)
    """
    return bool(roles_of_text(text, language, frozenset(roles)))


@cache
def _by_first(language: str, among: frozenset[str]) -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """Return the phrases of some roles by the word, sign or number that they begin with, each with its roles."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for word, roles in _roles_by_word(language, among).items():
        found.setdefault(_ATOMS.findall(word)[0], []).append((word, roles))
    return {first: tuple(each) for first, each in found.items()}


@cache
def _roles_by_word(language: str, among: frozenset[str]) -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for role in among:
        for word in words(role, language):
            roles.setdefault(word, set()).add(role)
    return {word: frozenset(listed) for word, listed in roles.items()}


def _phrases(atoms: Sequence[re.Match[str]], folded: Sequence[str], at: int, language: str) -> Iterator[_Phrase]:
    """Yield the phrases that stand at an atom, the longest first."""
    for phrase in _index(language).get(folded[at], ()):
        end = at + 1 + len(phrase.rest)
        if tuple(folded[at + 1 : end]) == phrase.rest and all(
            (atoms[n - 1].end() < atoms[n].start()) == blank
            for n, blank in zip(range(at + 1, end), phrase.blanks, strict=True)
        ):
            yield phrase


@cache
def _index(language: str) -> dict[str, tuple[_Phrase, ...]]:
    """Return the phrases of a language by their first atom."""
    index: dict[str, list[_Phrase]] = {}
    for word, listed in _roles_by_word(language, roles_in(language)).items():
        atoms = list(_ATOM.finditer(word))
        blanks = (before.end() < after.start() for before, after in pairwise(atoms))
        rest = tuple(atom[0] for atom in atoms[1:])
        index.setdefault(atoms[0][0], []).append(_Phrase(rest, tuple(blanks), listed))
    return {first: tuple(sorted(found, key=lambda each: -len(each.rest))) for first, found in index.items()}
