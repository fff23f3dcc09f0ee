"""Titles of persons: "kommuneoverlege", "Chefen för hemtjänsten": a word, and what stands right before a name."""

from functools import lru_cache

from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.languages.lexicon import EVERY

PERSONS = "persons"
"""The book of rules that tell persons."""
BEFORE = 90  # letters before a name in which its title stands: "Enhetschefen för hemtjänsten, "


def title_before(text: Text, start: int) -> str:
    """Return what stands right before a name: a "title", an "honorific", or nothing."""
    match = text.search("title_before", max(start - BEFORE, 0), start)
    return "" if not match else "honorific" if match["honorific"] else "title"


@lru_cache(maxsize=50_000)
def is_title_word(word: str) -> bool:
    """Tell whether a word is a title."""
    return bool(Text(word, EVERY, PERSONS).fullmatch("person_title"))
