"""Labels of persons are looked for only where a text may hold one: never is one passed over for that."""

import pytest

from ehealth_stats.ingestion.privacy import names
from ehealth_stats.languages.lexicon import EVERY, words

LABELS = sorted({*words("contact", EVERY), *words("group", EVERY)})
FORMS = ("{}: Anna Nescio", "Projekt{}: Anna Nescio", "{}s medlemmar: Anna Nescio", "I {} ingår: Anna Nescio")


@pytest.mark.parametrize("form", FORMS)
def test_a_text_in_which_a_label_is_found_may_have_one(form):
    """Every word for a label or a group, in capitals and in small letters, alone and as the end of another word."""
    texts = [form.format(spelt) for word in LABELS for spelt in (word, word.upper(), word.capitalize())]
    found = [text for text in texts if names._label_pattern().search(text)]
    assert found
    assert [text for text in found if not names._may_have_a_label(text)] == []


@pytest.mark.parametrize("text", ["Av Anna Nescio", "Larm ved Anna Nescio", "Från Ånge kommun: Anna Nescio"])
def test_words_that_are_no_label_by_themselves_may_lead_to_a_name(text):
    """By: "Av" opens a line, "ved" stands before a name, "från …:" (from) before a colon."""
    assert names._may_have_a_label(text)


def test_most_texts_hold_no_label():
    """Then nothing is looked for."""
    assert not names._may_have_a_label("Kostnaden beräknas till 45 kr.")
