"""A text that knows its language, and the words that some rules name by what they are made of."""

import pytest

from ehealth_stats.ingestion.text.rules import Text


def test_a_text_is_read_by_the_book_and_language_that_is_asked_for():
    """One that is of both already is left as it is; else another is made of it."""
    text = Text("45 kort", "sv")
    assert Text.by(text, "sv", "figures") is text
    assert Text.by(text, "nb", "figures").language == "nb"
    assert Text.by(text, "sv", "lines").book == "lines"
    assert Text.by("45 kort", "sv", "figures").language == "sv"


def end(name: str, text: str, language: str = "sv") -> int:
    """Return where a rule ends that holds from the first letter on, -1 where it does not."""
    match = Text(text, language).match(name)
    return match.end() if match else -1


@pytest.mark.parametrize(
    ("text", "expected"), [(" nya miljoner", 13), (" nya miljon", -1), (" nya mkr", -1), (" nya mdkr kr", -1)]
)
def test_millions_behind_another_word_are_written_out(text, expected):
    """In "12 nya miljoner" (12 new millions) the number is one of millions; a short form stands at its number."""
    assert end("extra_millions", text) == expected


@pytest.mark.parametrize(("text", "expected"), [(" av de kommuner", 6), (" av kommuner", 3), (" av dessa kommuner", 3)])
def test_the_words_of_a_whole_that_is_named_without_its_number(text, expected):
    """The words "av de kommuner" (of the municipalities) has an article; "dessa" (these) points to a number before."""
    assert end("of_the", text) == expected
