"""The rules for what has digits and is no figure: each finds its example, and leaves what looks alike."""

import pytest

from ehealth_stats.ingestion.figures.exclusions.rules import Rule, exclusion_rules, listed, look_at
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.languages.lexicon import known_languages

EXAMPLES = [(row["pattern"], row.get("said", listed()["said"])) for row in listed()["rule"]]


def rule_of(pattern: str, language: str) -> Rule:
    """The rule that a pattern of the file became in a language."""
    rows = [row["pattern"] for row in listed()["rule"] if language not in row.get("never", ())]
    return exclusion_rules(language)[rows.index(pattern)]


def finds(rule: Rule, words: str, language: str) -> bool:
    """Whether the rule is looked for in a text and takes something out of it."""
    text = Text(words, language)
    return rule.may_hold(look_at(text)) and any(rule.find(text))


@pytest.mark.parametrize(("pattern", "language"), EXAMPLES)
def test_a_rule_finds_its_example(pattern, language):
    """What `reads` says holds something that is no figure."""
    rule = rule_of(pattern, language)
    assert finds(rule, rule.example.reads, language), rule.example.reads


@pytest.mark.parametrize(("pattern", "language"), EXAMPLES)
def test_a_rule_leaves_what_looks_alike(pattern, language):
    """What `not` says is left to be read as figures."""
    rule = rule_of(pattern, language)
    assert not finds(rule, rule.example.looks_alike, language), rule.example.looks_alike


@pytest.mark.parametrize("language", known_languages())
def test_rules_are_looked_for_wherever_their_pattern_is_found(language):
    """What a rule needs in a text (`words`, `marks`, `beside`, `digits`) never hides a match of its pattern."""
    texts = [Text(row[key], language) for row in listed()["rule"] for key in ("reads", "not")]
    for text in texts:
        for rule in exclusion_rules(language):
            assert rule.may_hold(look_at(text)) or not rule.pattern.search(text), (
                rule.pattern.pattern,
                text,
            )


def test_no_rule_has_the_same_example_for_and_against():
    """The two texts of a rule differ."""
    assert all(row["reads"] != row["not"] for row in listed()["rule"])
