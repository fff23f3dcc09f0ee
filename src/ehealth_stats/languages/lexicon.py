"""The words that documents are read by: languages/*.toml -> a role's words in one language, each with its code.

A language is a file: role -> code -> words, one a line. symbols.toml holds the signs, codes and names that no language
owns, and is read beside each. No word of one language is looked up in another.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

EVERY = "mul"
"""All languages at once (ISO 639-2): contact details, and headers and signs of tables, stand in no sentence."""

_SYMBOLS, _ABOUT = "symbols", "language"
_NAMED = re.compile(r"<(\w+)>")
_File = Mapping[str, Mapping[str, Any]]


@cache
def known_languages() -> Mapping[str, str]:
    """Return the languages that documents can be read in: code -> name.

    Examples
    --------
    >>> known_languages()["nn"]
    'Norwegian Nynorsk'
    """
    return {code: str(_read(code)[_ABOUT]["name"]) for code in _codes()}


@cache
def _codes() -> tuple[str, ...]:
    """Return the codes of all files but the symbols, those first that a text without a word of any is read as."""
    folder = files("ehealth_stats.languages").iterdir()
    found = (entry.name.removesuffix(".toml") for entry in folder if entry.name.endswith(".toml"))
    codes = (code for code in found if code != _SYMBOLS)
    return tuple(sorted(codes, key=lambda code: int(_read(code)[_ABOUT]["rank"])))


@cache
def letters_of(language: str) -> frozenset[str]:
    """Return the letters, in lower case, that a language has beside a to z.

    Examples
    --------
    >>> sorted(letters_of("nb"))
    ['å', 'æ', 'ø']
    """
    return frozenset(_read(language)[_ABOUT]["letters"])


@cache
def roles_of(language: str) -> frozenset[str]:
    """Return the roles that a language has words of, the symbols aside.

    Examples
    --------
    >>> "per_time" in roles_of("nn"), "per_time" in roles_of("en")
    (True, False)
    """
    return frozenset(role for source in _sources(language)[1:] for role in _read(source) if role != _ABOUT)


@cache
def roles_in(language: str) -> frozenset[str]:
    """Return the roles that a language has words of, those of the symbols too.

    Examples
    --------
    >>> "party" in roles_of("sv"), "party" in roles_in("sv")
    (False, True)
    """
    return roles_of(language) | frozenset(_read(_SYMBOLS))


@cache
def own_words(role: str, language: str) -> tuple[str, ...]:
    """Return the words of a role that stand in the file of a language itself, as they are printed.

    Examples
    --------
    >>> own_words("from", "nb"), own_words("from", "nn")
    (('fra',), ('frå',))
    """
    return tuple(word for word, _ in _words_of(role, language))


@cache
def listed_words(role: str, language: str) -> tuple[str, ...]:
    """Return the words of a role in a language and in the one that it inherits, as they are printed; no symbols.

    Examples
    --------
    >>> listed_words("from", "nn")
    ('fra', 'frå')
    """
    return tuple(word for source in _sources(language)[1:] for word in own_words(role, source))


@cache
def _read(name: str) -> _File:
    return tomllib.loads((files("ehealth_stats.languages") / f"{name}.toml").read_text("utf-8"))


@cache
def _sources(language: str) -> tuple[str, ...]:
    """Return the files that a language is read from: its own over the one that it inherits, over the symbols."""
    if language == EVERY:
        return (_SYMBOLS, *_codes())
    inherited = _read(language)[_ABOUT].get("inherits", "")
    return (_SYMBOLS, *([str(inherited)] if inherited else []), language)


@cache
def _listed(role: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a role as they are printed, each with its code."""
    return tuple(pair for source in _sources(language) for pair in _words_of(role, source))


@cache
def _words_of(role: str, source: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a role in one file, each with its code: "<data> saknas" is one for each word for data."""
    printed = ((word, code) for code, listed in _read(source).get(role, {}).items() for word in listed)
    return tuple((spelt, code) for word, code in printed for spelt in _spelt(word, source))


def _spelt(word: str, source: str) -> Iterator[str]:
    """Yield a phrase with each word of the role that it names in brackets; the languages' own, without symbols."""
    role = _NAMED.search(word)
    if not role:
        yield word
        return
    for other in listed_words(role[1], source):
        yield from _spelt(f"{word[: role.start()]}{other}{word[role.end() :]}", source)


@cache
def words(role: str, language: str) -> Mapping[str, str]:
    """Return the words of a role in one language, in lower case, each with its code; and those of no language.

    Nynorsk has the words of Bokmål beside its own.

    Examples
    --------
    >>> words("qualifier", "sv")["c:a"]
    'approximate'
    >>> words("number", "nb")["fire"], "fire" in words("number", "sv")
    ('4', False)
    """
    return {word.casefold(): code for word, code in _listed(role, language)}


@cache
def printed_words(role: str, language: str, code: str = "") -> tuple[str, ...]:
    """Return the words of a role as they are printed, for those whose capitals matter: "EN 13606", "Office 365".

    Examples
    --------
    >>> "ICD" in printed_words("law", "sv"), "icd" in printed_words("law", "sv")
    (True, False)
    """
    return tuple(dict.fromkeys(word for word, its in _listed(role, language) if code in ("", its)))


@cache
def number_words(language: str) -> Mapping[str, float]:
    """Return the simple number words of a language to ninety, with their values: what longer ones are made of.

    Examples
    --------
    >>> number_words("sv")["tjugo"], number_words("nn")["sju"], number_words("en")["twelve"]
    (20.0, 7.0, 12.0)
    """
    listed = {**words("number", language), **words("tens", language)}
    return {word: float(code) for word, code in listed.items()}


def fold(text: str) -> str:
    """Return a printed text as these lists are searched for it: in lower case, with single blanks.

    Examples
    --------
    >>> fold(" Drygt  100 "), words("qualifier", "sv")[fold("C:a")]
    ('drygt 100', 'approximate')
    """
    return " ".join(text.casefold().split())


_Node = dict[str, "_Node"]


@cache
def any_of(language: str, *roles: str) -> str:
    r"""Return a pattern that matches any word of these roles.

    Examples
    --------
    >>> any_of("sv", "from"), any_of("sv", "by_whom")
    ('från', '(?:av|med)')
    """
    return alternatives(word for role in roles for word in words(role, language))


def alternatives(options: Iterable[str]) -> str:
    r"""Return a pattern that matches any of the words, the longest first, with any blanks for a blank.

    It branches letter by letter, so a text that begins none of the words is left after one look. Of no words at all
    it never matches.

    Examples
    --------
    >>> alternatives(["ca", "ca.", "om lag"]), alternatives([])
    ('(?:ca(?:\\.)?|om\\s+lag)', '(?!)')
    """
    root: _Node = {}
    for word in options:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(root) if root else "(?!)"


def _pattern(node: _Node) -> str:
    branches = [_letter(letter) + _pattern(rest) for letter, rest in sorted(node.items()) if letter]
    if not branches:
        return ""
    if "" in node:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _letter(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)
