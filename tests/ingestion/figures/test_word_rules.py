"""Every rule over words, by the two texts that stand beside it; and what it may cost."""

import pytest

from ehealth_stats.ingestion.text.rules import RECIPES, Text, book_of, grammar_of, word_rules
from ehealth_stats.languages.lexicon import EVERY, known_languages


def finds(name: str, text: str) -> bool:
    """Tell whether a rule finds something in a text in its language."""
    rule = word_rules()[name]
    read = Text(text, rule.get("said", "sv"), book_of(name))
    look = {"start": read.match, "whole": read.fullmatch, "": read.search}[rule.get("at", "")]
    return look(name) is not None


@pytest.mark.parametrize("name", word_rules())
def test_a_rule_finds_what_it_reads(name: str) -> None:
    """The text under `reads` holds what the rule looks for."""
    assert finds(name, word_rules()[name]["reads"])


@pytest.mark.parametrize("name", word_rules())
def test_a_rule_leaves_what_looks_alike(name: str) -> None:
    """The text under `not` holds nothing that the rule looks for."""
    assert not finds(name, word_rules()[name]["not"])


@pytest.mark.parametrize("language", [*known_languages(), EVERY])
def test_a_pattern_is_short_in_every_language(language: str) -> None:
    """Words stand in the patterns as signs: no pattern has more than 2 000 characters, however many words there are."""
    books = {name: book_of(name) for name in word_rules()}
    read = {name: book for name, book in books.items() if book == RECIPES or (book == "figures") == (language != EVERY)}
    lengths = {name: len(grammar_of(language, book).rule(name).pattern.pattern) for name, book in read.items()}
    assert {name: length for name, length in lengths.items() if length > 2000} == {}


def test_a_rule_is_not_looked_for_without_its_words() -> None:
    """A rule whose words a text lacks has no pattern there."""
    assert Text("45 kort av 60", "sv").rule("minus_word") is None
    assert Text("minus 45 kort", "sv").rule("minus_word") is not None
