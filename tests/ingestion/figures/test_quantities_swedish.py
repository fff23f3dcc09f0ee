"""Figures as Swedish plans and follow-ups print them, phrase by phrase (docs/methods.md section 1)."""

import pytest

from ehealth_stats import extract_quantities

# words, text and part of each figure
PERSONS = [
    ("Kontaktperson i Sundsvall: Nomen Nescio 45 larm", [("Sundsvall: [masked] 45 larm", "")]),
    ("Kontaktperson: Nomen Sundsvall 45 larm", [("45 larm", "")]),  # a surname is no place
    ("450 larm varav 45 Kontaktperson Nomen Nescio", [("450 larm", ""), ("varav 45 Kontaktperson", "Kontaktperson")]),
    ("45 larm. Handläggare Nomen Nescio, tel 060-19 10 00", [("45 larm", "")]),
]


@pytest.mark.parametrize(("words", "expected"), PERSONS)
def test_a_figure_has_no_person_in_its_words_place_or_part(words, expected):
    """A name beside a contact label is hidden although the label stands outside the words of the figure."""
    found = extract_quantities(words, language="sv")
    assert list(zip(found["text"], found["part"], strict=True)) == expected
    assert "Nomen" not in "".join(found["area_name"])
