"""The files of phrases, one a language (en.toml, sv.toml, …): a key -> its phrase, its plural forms.

A file is all that a language is made of here. Its table [language] says which of Babel's locales writes its numbers and
dates, which language says what it does not say itself, and which languages its readers read best.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale

from ehealth_stats.codelists import Language
from ehealth_stats.errors import CodeListError, did_you_mean

# A phrase, or its forms by plural category of the number `n` ("one", "other").
Phrase = str | Mapping[str, str]
_NAMES = (file.name.partition(".") for file in files("ehealth_stats.wording").iterdir())
LANGUAGES: tuple[Language, ...] = tuple(sorted(name for name, _, kind in _NAMES if kind == "toml"))
_ABOUT, _TERMS = "language", "terms"


def locale(language: Language) -> Locale:
    """Return Babel's locale of a language: how it writes numbers and dates.

    Raises
    ------
    CodeListError
        If there is no file of phrases for the language.

    Examples
    --------
    >>> locale("nn")
    Locale('nn', territory='NO')
    """
    return _locale(check_language(language))


@cache
def _locale(language: Language) -> Locale:
    return Locale.parse(_sections(language)[_ABOUT]["locale"])


def nearest(language: Language) -> tuple[Language, ...]:
    """Return the other languages in the order in which readers of a language read them best.

    Examples
    --------
    >>> nearest("da")
    ('nb', 'nn', 'sv', 'en')
    """
    return tuple(_sections(check_language(language))[_ABOUT]["nearest"])


@cache
def _sections(language: Language) -> Mapping[str, Any]:
    return tomllib.loads(files("ehealth_stats.wording").joinpath(f"{language}.toml").read_text("utf-8"))


def check_language(language: Language) -> Language:
    """Return the language if there is a file of phrases for it.

    Raises
    ------
    CodeListError
        If there is none.
    """
    if language not in LANGUAGES:
        raise CodeListError(f"no language {language!r}", expected=", ".join(LANGUAGES))
    return language


@cache
def own_phrases(language: Language) -> Mapping[str, Phrase]:
    """Return the phrases of a language's own file by key; the words for a code have the key "vocabulary.code".

    Examples
    --------
    >>> own_phrases("sv")["at_least"], own_phrases("sv")["target_status.not_met"]
    ('minst {low}', 'Ej uppfyllt')
    """
    sections = _sections(language)
    terms = sections[_TERMS]
    said = [section for name, section in sections.items() if name not in (_ABOUT, _TERMS)]
    found = {key: phrase for section in said for key, phrase in section.items()}
    return found | {f"{name}.{code}": label for name, codes in terms.items() for code, label in codes.items()}


@cache
def phrases(language: Language) -> Mapping[str, Phrase]:
    """Return all phrases of a language by key, those of the language that it falls back to included."""
    other = _sections(check_language(language))[_ABOUT].get("falls_back")
    return {**(phrases(other) if other else {}), **own_phrases(language)}


def phrase(key: str, language: Language, n: float = 0) -> str:
    """Return the phrase of a key, of several forms the one for the number `n`.

    Raises
    ------
    CodeListError
        If no phrase has the key, or no file is of the language.

    Examples
    --------
    >>> phrase("n_municipalities", "en", 1), phrase("n_municipalities", "en", 7)
    ('{n} municipality', '{n} municipalities')
    """
    known = phrases(language)
    if key not in known:
        raise CodeListError(f"no phrase {key!r}", where=f"wording/{language}.toml", hint=did_you_mean(key, known))
    found = known[key]
    return found if isinstance(found, str) else found[locale(language).plural_form(n)]


def term(vocabulary: str, code: str, language: Language = "en") -> str:
    """Return the words for a code of a vocabulary, an empty text when it has none.

    Examples
    --------
    >>> term("target_status", "not_met", "sv"), term("role", "choir")
    ('Ej uppfyllt', '')
    """
    found = phrases(language).get(f"{vocabulary}.{code}", "")
    return found if isinstance(found, str) else found["other"]
