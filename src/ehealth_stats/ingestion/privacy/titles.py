"""Titles of persons: "kommuneoverlege", "Chefen för hemtjänsten": a word, and what stands right before a name."""

import re
from functools import cache, lru_cache

from ehealth_stats.ingestion.privacy.spelling import plain
from ehealth_stats.languages.lexicon import EVERY, alternatives, words

INSIDE = "i|för|for|vid|ved|hos|på|av|til|till|från|fra|frå|inom|of|in|at|from"  # between a label or title and a place
BEFORE = 90  # letters before a name in which its title stands: "Enhetschefen för hemtjänsten, "
_TITLE_WORD = r"(?<![\w-])(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*\.?)"
_WORDS_BEFORE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\.?")


def title_before(text: str, spelt: str, start: int) -> str:
    """Return what stands right before a name: a "title", an "honorific", or nothing; `spelt` is the text as spelt."""
    near = _WORDS_BEFORE.findall(text, max(start - BEFORE, 0), start)
    if not any(words("contact", EVERY).get(word.casefold()) == "honorific" or is_title_word(word) for word in near):
        return ""
    for before in (_word_before(), _phrase_before()):
        match = before.search(spelt, max(start - BEFORE, 0), start)
        word = text[slice(*match.span("word"))] if match else ""
        if words("contact", EVERY).get(word.casefold()) == "honorific":
            return "honorific"
        if is_title_word(word):
            return "title"
    return ""


@lru_cache(maxsize=50_000)
def is_title_word(word: str) -> bool:
    """Tell whether a word is a title."""
    return bool(title_pattern().fullmatch(word))


@cache
def title_pattern() -> re.Pattern[str]:
    """Return a pattern of titles, by their last part: "seniorrådgiver", "kommuneoverlege"."""
    endings = words_of("title", "ending")
    return re.compile(
        rf"(?:[^\W\d_]{{1,20}}-)?(?:[^\W\d_]{{0,20}}(?:{endings})|{words_of('title', 'word')})", re.IGNORECASE
    )


@cache
def _word_before() -> re.Pattern[str]:
    return re.compile(rf"{_TITLE_WORD}[\s:,–-]{{0,4}}$")


@cache
def _phrase_before() -> re.Pattern[str]:
    """Return a pattern of a title with what it is of: "Chefen för hemtjänsten, ", "Head of unit ", "Chef (Ånge): "."""
    inside = plain(INSIDE)
    return re.compile(
        rf"{_TITLE_WORD}(?:\s?\([^()\n]{{1,60}}\)\s?:|\s(?:{inside})\s[^.,:;()\d\n]{{1,40}}[,:]"
        rf"|\s(?:{inside})(?:\s[a-z]+){{1,2}}(?=\s))\s?$"
    )


def words_of(role: str, *codes: str) -> str:
    """Return a pattern of the words of a role that stand for one of the codes."""
    return alternatives(word for word, code in words(role, EVERY).items() if code in codes)
