"""What a text may hold: a quick answer is never no where a label or title is read."""

from ehealth_stats.ingestion.privacy.contact_labels import label_of
from ehealth_stats.ingestion.privacy.hints import may_hold_label, may_hold_title
from ehealth_stats.ingestion.privacy.names import is_title
from ehealth_stats.languages.lexicon import EVERY, printed_words


def test_every_word_of_a_title_is_seen() -> None:
    """In capitals, in small letters, behind a first part and before a place: what is a title may be one."""
    words = [*printed_words("title", EVERY, "word"), *printed_words("title", EVERY, "ending")]
    shapes = ("{}", "{} för Ånge", "vice {}, Ånge kommun")
    printed = [shape.format(form) for word in words for form in (word, word.upper()) for shape in shapes]
    printed += [f"kommun{word}" for word in printed_words("title", EVERY, "ending")]
    assert [text for text in printed if not may_hold_title(text)] == []
    assert is_title("kommunchef, Ånge")


def test_every_word_of_a_label_is_seen() -> None:
    """Contacts and groups, with a genitive, in several words and at the end of a longer one."""
    contacts = [word for code in ("name", "person") for word in printed_words("contact", EVERY, code)]
    groups = [word for code in ("ending", "people") for word in printed_words("group", EVERY, code)]
    printed = [shape.format(word) for word in (*contacts, *groups) for shape in ("{}:", "{}", "Projektets {}:")]
    printed += [shape.format(word) for word in groups for shape in ("{}s:", "projekt{}:", "projekt{}s")]
    printed += [text.upper() for text in printed]
    assert [text for text in printed if not may_hold_label(text)] == []
    people = printed_words("group", EVERY, "people")
    assert {label_of(text) for text in ("Projektgruppens:", *(f"Huvud{word}:" for word in people))} == {"name"}


def test_an_ordinary_text_is_spared_the_patterns() -> None:
    """A name of a place, a count and its noun hold neither."""
    assert not any(may_hold_label(text) or may_hold_title(text) for text in ("Ånge", "450 larm", "Härnösand 2013"))
