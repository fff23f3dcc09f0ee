"""Every word for a title or a label is read as one, in capitals, before a place, and at the end of a longer word."""

from ehealth_stats.ingestion.privacy.contact_labels import label_of
from ehealth_stats.ingestion.privacy.names import is_title
from ehealth_stats.languages.lexicon import EVERY, printed_words


def test_every_word_for_a_title_is_one() -> None:
    """In capitals, in small letters, behind a first part and before a place."""
    endings = printed_words("title", EVERY, "ending")
    words = [*printed_words("title", EVERY, "word"), *endings]
    shapes = ("{}", "{} för Ånge", "vice {}, Ånge kommun")
    printed = [shape.format(form) for word in words for form in (word, word.upper()) for shape in shapes]
    printed += [f"kommun{word}" for word in endings if word.isalpha()]
    assert [text for text in printed if not is_title(text)] == []
    assert not any(map(is_title, ("Ånge", "450 larm", "Härnösand")))


def test_every_word_for_a_contact_is_a_label() -> None:
    """Before a colon, in capitals, and behind the name of a project."""
    contacts = [word for code in ("name", "person") for word in printed_words("contact", EVERY, code)]
    printed = [shape.format(word) for word in contacts for shape in ("{}:", "Projektets {}:")]
    printed += [text.upper() for text in printed]
    assert [text for text in printed if not label_of(text)] == []
    assert [label_of(text) for text in ("Ånge", "450 larm:", "Härnösand 2013")] == ["", "", ""]


def test_every_word_for_a_group_is_a_label() -> None:
    """With a genitive, and at the end of a longer word."""
    groups = [word for code in ("ending", "people") for word in printed_words("group", EVERY, code)]
    printed = [shape.format(word) for word in groups for shape in ("{}:", "{}s:")]
    printed += [shape.format(word) for word in groups if word.isalpha() for shape in ("projekt{}:", "PROJEKT{}S:")]
    assert [text for text in printed if not label_of(text)] == []
