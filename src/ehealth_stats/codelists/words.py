"""The words that figures are made of (words.csv): a role -> its words, and the code that each word stands for."""

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files


@cache
def _rows() -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    text = files("ehealth_stats.codelists").joinpath("words.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple((row["role"], row["code"], row["language"], tuple(row["words"].split("|"))) for row in rows)


@cache
def words(role: str, language: str = "") -> Mapping[str, str]:
    """Return the words of a role, in lower case, each with its code; those of one language and of all.

    Nynorsk reads the Bokmål list. An empty language stands for every language.

    Examples
    --------
    >>> words("qualifier")["c:a"]
    'approximate'
    >>> words("number", "nb")["fire"], "fire" in words("number", "sv")
    ('4', False)
    """
    language = {"nn": "nb", "no": "nb"}.get(language, language)
    return {
        word.casefold(): code
        for known, code, its, listed in _rows()
        if known == role and (not language or its in ("", language))
        for word in listed
    }


@cache
def number_words(language: str) -> Mapping[str, float]:
    """Return the number words of a language to ninety-nine, and a hundred, with their values.

    Examples
    --------
    >>> number_words("sv")["tjugofem"], number_words("nb")["tjueto"], number_words("en")["forty-two"]
    (25.0, 22.0, 42.0)
    """
    tens = {word: float(code) for word, code in words("tens", language).items()}
    simple = {word: float(code) for word, code in words("number", language).items()}
    ones = {word: value for word, value in simple.items() if 0 < value < 10}
    ones |= dict.fromkeys(words("one", language), 1.0)
    link = "-" if language == "en" else ""
    composed = {f"{ten}{link}{one}": a + b for ten, a in tens.items() for one, b in ones.items()}
    return simple | tens | composed


def alternatives(options: Iterable[str]) -> str:
    r"""Return a pattern that matches any of the words, the longest first, with any blank for a blank.

    Examples
    --------
    >>> alternatives(["ca", "ca.", "om lag"])
    'om\\s+lag|ca\\.|ca'
    """
    longest_first = sorted(options, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


def detect_language(text: str) -> str:
    """Return sv, nb or en, by the function words that the text holds most of; sv when it holds none.

    Examples
    --------
    >>> detect_language("80 kommuner er klare til implementering av meldingene")
    'nb'
    """
    found = re.findall(r"[^\W\d_]+", text.casefold())
    languages = dict.fromkeys(words("function").values())
    counts = {code: sum(map(_listed(code).__contains__, found)) for code in languages}
    if re.search("[æø]", text.casefold()):
        counts["nb"] += 3
    if re.search("[äö]", text.casefold()):
        counts["sv"] += 3
    return max(counts, key=lambda code: counts[code])


@cache
def _listed(language: str) -> frozenset[str]:
    return frozenset(
        word for role, code, _, listed in _rows() if (role, code) == ("function", language) for word in listed
    )
