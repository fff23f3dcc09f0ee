"""Where each figure of a text stands, and the words that are quoted with it."""

import pytest

from ehealth_stats import extract_quantities


def quoted(text: str) -> list[tuple[str, str]]:
    """Return what is printed of each figure, by its place in the text, and its words."""
    found = extract_quantities(text, language="sv")
    return [(text[row.start : row.end], row.text) for row in found.itertuples()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(45 larm)", [("45", "45 larm")]),
        ("(varav 45 larm) och mer", [("45", "varav 45 larm")]),
        ("45 (ca) larm", [("45", "45 (ca) larm")]),
        ("45 larm (ca)", [("45", "45 larm (ca)")]),  # a bracket that is opened is closed
        ("SEK 45 per timme", [("45", "SEK 45")]),  # a rate that no list has
        ("SEK 45 per läkare", [("45", "SEK 45 per läkare")]),
        ("hälften av kommunerna", [("hälften", "hälften av kommunerna")]),  # what it is a share of
        ("45 procent av kommunerna", [("45", "45 procent")]),
        ("300 larm, varav 45 av de nya", [("300", "300 larm"), ("45", "varav 45")]),
        ("..", [("..", "..")]),  # all that a cell holds
        ("450 [note 4] larm och 60 kort", [("450", "450 [note 4] larm"), ("60", "60 kort")]),
        ("300¹ larm och 4,5 × 10⁶ larm", [("300", "300¹ larm"), ("4,5 × 10⁶", "4,5 × 10⁶ larm")]),
        ("a\u200b 45\u200b larm\u0000 60", [("45", "45"), ("60", "60")]),  # signs that nobody sees
        ("2281 Sundsvall har 45 larm", [("45", "2281 Sundsvall har 45 larm")]),
        (f"Ånge har{' ' * 32}45 larm", [("45", f"Ånge har{' ' * 32}45 larm")]),  # its place 40 letters before
        (f"Ånge har{' ' * 33}45 larm", [("45", "45 larm")]),
        ("Ånge (45 larm) och mer", [("45", "Ånge (45 larm)")]),
        (f"{'ord ' * 60}Ånge har 45 larm", [("45", "Ånge har 45 larm")]),  # far into a text as at its start
        ("Gävle saknas, Hofors 25", [("saknas", "Gävle saknas"), ("25", "Hofors 25")]),
    ],
)
def test_a_figure_is_quoted_with_its_words(text, expected):
    """From its place, where that is near, to its unit, bracket or label."""
    assert quoted(text) == expected


def test_figures_of_a_later_line_count_from_the_start_of_the_text():
    """Places and rows of wholes are those of the whole text, not of a line."""
    text = "45 larm\n300 larm, varav 45 digitala\n\n60 kort"
    assert quoted(text)[1:] == [("300", "300 larm"), ("45", "varav 45 digitala"), ("60", "60 kort")]
    assert list(extract_quantities(text, language="sv")["whole"]) == [-1, -1, 1, -1]


def test_what_is_raised_is_read_over_and_a_power_is_not():
    """The note at 300 is none of its digits; "4,5 × 10⁶" is 4 500 000."""
    found = extract_quantities("300¹ larm och 4,5 × 10⁶ larm", language="sv")
    assert list(found["value"]) == [300, 4_500_000]
    assert list(found["unit"]) == ["alarms", "alarms"]


def test_the_code_of_a_place_is_no_figure():
    """Behind "2281 Sundsvall" 45 is one."""
    assert list(extract_quantities("2281 Sundsvall har 45 larm", language="sv")["value"]) == [45]


def test_a_place_is_looked_for_in_the_country_that_is_named():
    """Alta is in Norway: a text from Sweden names no such place."""
    text = "Alta har 45 larm"
    assert list(extract_quantities(text, language="sv", country="NO")["area"]) == ["NO-5601"]
    assert list(extract_quantities(text, language="sv", country="SE")["area"]) == [""]
