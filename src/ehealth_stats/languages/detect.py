"""The language of a text, by the words that its file lists: text -> the code of the one that knows most of them.

A function word ("och", "of") counts twice, any other word of a file once, and letters that other languages lack three
times. No library is asked: the files are there, they tell Bokmål from Nynorsk and Danish by just the words that the
readers need, and short lines and tables, of which a general one makes Estonian or Afrikaans, are never refused.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cache

from ehealth_stats.errors import DocumentError
from ehealth_stats.languages.lexicon import known_languages, letters_of, listed_words, own_words, roles_of

_OPENING = 200_000
_FUNCTION, _LETTERS = 2, 3
# Words from which a passage may be in a language of its own; what then speaks for that one alone, and how much more.
_PASSAGE, _TOLD, _CLEARLY = 8, 4, 3
_ENOUGH = 40  # running words below which a text is never called foreign
_FEWEST = 0.55  # what speaks for its language, a word: 0.8 to 1.3 in what we have, 0.4 in Dutch, 0.2 in German
# Names and labels that stand in texts of any language.
_NAMES = {"given_name", "organisation", "organisation_ending", "organisation_opening", "party", "law", "name"}


def detect_language(text: str) -> str:
    """Return the code of the language whose words a text holds most of; sv when it holds none that is known.

    Examples
    --------
    >>> detect_language("80 kommuner er klare til implementering av meldingene")
    'nb'
    >>> detect_language("Kommunane har ikkje svart"), detect_language("at least 60"), detect_language("højst 45 kort")
    ('nn', 'en', 'da')
    """
    counts = count_words(text)
    return max(counts, key=lambda code: counts[code])


def language_of_passage(text: str, language: str) -> str:
    """Return the language of a passage in a document: another one than the document's where its words clearly are.

    Examples
    --------
    >>> quoted = "Minst 60 kommuner har tatt i bruk meldinger, og kostnaden ble 46,9 mill. kroner i løpet av året."
    >>> language_of_passage(quoted, "sv"), language_of_passage("Minst 60 kommuner", "sv")
    ('nb', 'sv')
    """
    if len(_WORD.findall(text)) < _PASSAGE:
        return language
    counts = count_words(text)
    likely = max(counts, key=lambda code: counts[code])
    told, own = (_told_by(text, code, other) for code, other in ((likely, language), (language, likely)))
    return likely if told >= max(_CLEARLY * own, _TOLD) else language


def _told_by(text: str, language: str, other: str) -> int:
    """Return how much of what speaks for a language does not speak for another one as well."""
    found = Counter(_WORD.findall(text.casefold()))
    weights = [(dict(_weights()[word]), times) for word, times in found.items() if word in _weights()]
    letters = len(set("".join(found)) & (letters_of(language) - letters_of(other)))
    return _LETTERS * letters + sum(of.get(language, 0) * times for of, times in weights if other not in of)


def rival_of(text: str, language: str) -> str:
    """Return another language that a text may be in just as well, by its words; empty where there is none.

    Examples
    --------
    >>> rival_of("Udgiften er 45 mio. kr.", "nb"), rival_of("Kommunene har 45 mill. kr", "nb")
    ('da', '')
    """
    counts = count_words(text)
    alike = (code for code in counts if code != language and counts[code] == counts[language] > 0)
    return max(alike, key=list(counts).index, default="")


def count_words(text: str) -> Mapping[str, int]:
    """Return how much speaks for each language.

    Examples
    --------
    >>> counts = count_words("45 kommuner er med")
    >>> counts["nb"] == counts["da"] > counts["sv"]
    True
    """
    # The opening of a book tells its language as well as the whole of it.
    found = Counter(_WORD.findall(text[:_OPENING].casefold()))
    present = set("".join(found))
    counts = {code: _LETTERS * len(present & letters_of(code)) for code in known_languages()}
    for word in found.keys() & _weights().keys():
        for code, weight in _weights()[word]:
            counts[code] += weight * found[word]
    return counts


_WORD = re.compile(r"[^\W\d_]+")


def check_known(text: str, where: str) -> str:
    """Return a text that may be in a language of ours.

    Raises
    ------
    DocumentError
        If it is running text in another one: it is never read as a neighbour.
    """
    if is_foreign(text):
        raise DocumentError(
            "the text is in a language whose words are not known",
            where=where,
            expected=", ".join(f"{name} ({code})" for code, name in known_languages().items()),
            hint="where it is one of these after all, name it: --language, or `language` of the recipe",
        )
    return text


def is_foreign(text: str) -> bool:
    """Tell running text in a language that no file is of; a text with few words never is.

    Examples
    --------
    >>> german = "Die Gemeinden haben im vergangenen Jahr neue Geräte für die Pflege angeschafft und genutzt. "
    >>> is_foreign(german * 5), is_foreign(german), is_foreign("Kommunerna har under året köpt nya larm. " * 10)
    (True, False, False)
    """
    running = [word for word in _WORD.findall(text[:_OPENING]) if word.islower()]  # names are of no language
    return len(running) >= _ENOUGH and max(count_words(" ".join(running)).values()) < _FEWEST * len(running)


@cache
def _weights() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Return for each word what it weighs in which language."""
    weights: dict[str, dict[str, int]] = {}
    for code in known_languages():
        for word in _parts(code, roles_of(code) - _NAMES - {"function"}):
            weights.setdefault(word, {})[code] = 1
        for word in own_words("function", code):
            weights.setdefault(word, {})[code] = _FUNCTION
    return {word: tuple(each.items()) for word, each in weights.items()}


def _parts(code: str, roles: Set[str]) -> Iterator[str]:
    """Yield the words of a language under these roles, phrases word by word."""
    for role in roles:
        for phrase in listed_words(role, code):
            yield from _WORD.findall(phrase.casefold())
