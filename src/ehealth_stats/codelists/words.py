"""The words that figures are made of (words.csv): a role -> its words, and the code that each word stands for."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from ehealth_stats.codelists.rows import read_rows

_OPENING = 200_000


@cache
def _rows() -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    rows = read_rows("words")
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


def fold(text: str) -> str:
    """Return a printed text as these lists are searched for it: in lower case, with single blanks.

    Examples
    --------
    >>> fold(" Drygt  100 "), words("qualifier")[fold("C:a")]
    ('drygt 100', 'approximate')
    """
    return " ".join(text.casefold().split())


@cache
def printed_words(role: str, code: str = "") -> tuple[str, ...]:
    """Return the words of a role as they are printed, for those whose capitals matter: "EN 13606", "Office 365".

    Examples
    --------
    >>> "ICD" in printed_words("law"), "icd" in printed_words("law")
    (True, False)
    """
    return tuple(word for known, its, _, listed in _rows() if known == role and code in ("", its) for word in listed)


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


_Node = dict[str, "_Node"]


def alternatives(options: Iterable[str]) -> str:
    r"""Return a pattern that matches any of the words, the longest first, with any blanks for a blank.

    It branches letter by letter, so a text that begins none of the words is left after one look.

    Examples
    --------
    >>> alternatives(["ca", "ca.", "om lag"])
    '(?:ca(?:\\.)?|om\\s+lag)'
    """
    root: _Node = {}
    for word in options:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(root)


def _pattern(node: _Node) -> str:
    branches = [_letter(letter) + _pattern(rest) for letter, rest in sorted(node.items()) if letter]
    if not branches:
        return ""
    if "" in node:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _letter(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)


def detect_language(text: str) -> str:
    """Return sv, nb or en, by the function words that the text holds most of; sv when it holds none.

    Examples
    --------
    >>> detect_language("80 kommuner er klare til implementering av meldingene")
    'nb'
    """
    # The opening of a book tells its language as well as the whole of it.
    text = text[:_OPENING].casefold()
    found = re.findall(r"[^\W\d_]+", text)
    languages = dict.fromkeys(words("function").values())
    counts = {code: sum(map(_listed(code).__contains__, found)) for code in languages}
    if re.search("[æø]", text):
        counts["nb"] += 3
    if re.search("[äö]", text):
        counts["sv"] += 3
    return max(counts, key=lambda code: counts[code])


@cache
def _listed(language: str) -> frozenset[str]:
    return frozenset(
        word for role, code, _, listed in _rows() if (role, code) == ("function", language) for word in listed
    )
