"""Every word of a text once, phrases as one word: places, kinds, and what a language lists them under."""

import pytest

from ehealth_stats.languages.words import holds_any, read_words, roles_of_text


def kinds(text: str, language: str = "nb") -> list[tuple[str, str, bool]]:
    """Return each word in lower case, what it is, and whether it has a capital."""
    return [(word.folded, word.kind, word.capital) for word in read_words(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("45", [("45", "number", False)]),
        ("Ånge 45 €", [("ånge", "word", True), ("45", "number", False), ("€", "word", False)]),
        ("ukjentord;", [("ukjentord", "word", False), (";", "mark", False)]),
        ("i  tillegg\nkommer", [("i tillegg kommer", "word", False)]),
        ("i tillegg", [("i tillegg", "word", False)]),
        ("i tillegg, kommer", [("i tillegg", "word", False), (",", "mark", False), ("kommer", "word", False)]),
        ("fra i", [("fra", "word", False), ("i", "word", False)]),
    ],
)
def test_words_numbers_and_marks(text, expected):
    """A phrase is one word whatever blanks it has, the longest that stands there; a listed sign is a word too."""
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "is_one"), [("c:a 5", True), ("C:a 5", True), ("c : a 5", False), ("c: a 5", False), ("c:", False)]
)
def test_a_phrase_has_blanks_where_it_is_listed_with_them(text, is_one):
    """What is listed without blanks is not found with them."""
    assert ("qualifier" in read_words(text, "sv")[0].roles) is is_one


def test_blanks_that_a_phrase_is_listed_with_are_needed():
    """What is listed with blanks is not found glued: "itillegg" is no "i tillegg"."""
    assert "addition" in read_words("i tillegg kommer", "nb")[0].roles
    assert "addition" not in read_words("itillegg kommer", "nb")[0].roles


def test_places_are_those_of_the_text():
    """Start and end of each word are where it is printed."""
    text = "  I tillegg  kommer 45%"
    assert [text[word.start : word.end] for word in read_words(text, "nb")] == ["I tillegg  kommer", "45", "%"]


def test_roles_of_a_text_are_all_of_those_asked_for():
    """A word or phrase anywhere tells its roles; a text without one tells none."""
    asked = frozenset({"addition", "from", "clock"})
    assert roles_of_text("45 i tillegg  TIL fra", "nb", asked) == {"addition", "from"}
    assert roles_of_text("i tilleggs", "nb", frozenset({"clock"})) == frozenset()
    assert roles_of_text("", "nb", asked) == frozenset()
    assert holds_any("kl 9", "sv", "clock")
    assert not holds_any("45 kort", "sv", "clock")
