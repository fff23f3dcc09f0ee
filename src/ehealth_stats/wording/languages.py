"""The files of phrases, one a language (en.toml, sv.toml, nb.toml, nn.toml): a key -> its phrase, its plural forms."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from babel import Locale

from ehealth_stats.codelists import LANGUAGES, Language
from ehealth_stats.errors import CodeListError, did_you_mean

# A phrase, or its forms by plural category of the number `n` ("one", "other").
Phrase = str | Mapping[str, str]
_LOCALES: dict[Language, str] = {"en": "en_GB", "sv": "sv_SE", "nb": "nb_NO", "nn": "nn_NO"}
# Nynorsk says what is not in its own file as Bokmål does.
_FALLS_BACK: dict[Language, Language] = {"nn": "nb"}
_TERMS = "terms"


def locale(language: Language) -> Locale:
    """Return Babel's locale of a language: how it writes numbers and dates.

    Raises
    ------
    CodeListError
        If the language is not among en, sv, nb and nn.

    Examples
    --------
    >>> locale("nn")
    Locale('nn', territory='NO')
    """
    return _locales()[check_language(language)]


@cache
def _locales() -> Mapping[Language, Locale]:
    return {language: Locale.parse(name) for language, name in _LOCALES.items()}


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
    text = files("ehealth_stats.wording").joinpath(f"{language}.toml").read_text("utf-8")
    sections = tomllib.loads(text)
    terms = sections.pop(_TERMS)
    found = {key: phrase for section in sections.values() for key, phrase in section.items()}
    return found | {f"{name}.{code}": label for name, codes in terms.items() for code, label in codes.items()}


@cache
def phrases(language: Language) -> Mapping[str, Phrase]:
    """Return all phrases of a language by key, those of the language that it falls back to included."""
    other = _FALLS_BACK.get(check_language(language))
    return {**(phrases(other) if other else {}), **own_phrases(language)}


def phrase(key: str, language: Language, n: float = 0) -> str:
    """Return the phrase of a key, of several forms the one for the number `n`.

    Raises
    ------
    CodeListError
        If no phrase has the key, or the language is not among en, sv, nb and nn.

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
