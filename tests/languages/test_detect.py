"""The language of a text by its words: what counts how much, and what is too little to tell."""

import pytest

from ehealth_stats.languages.detect import (
    count_words,
    detect_language,
    is_foreign,
    language_of_passage,
    rival_of,
)

GERMAN = "die gemeinden haben neue geräte gekauft und nutzen diese auch "  # ten words


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("och", 2),  # a function word
        ("och och OCH", 6),
        ("varav", 1),  # any other listed word
        ("ö", 3),  # a letter that other languages lack, once however often it is there
        ("ö Ö ö", 3),
        ("ö ä", 6),
        ("och ö varav", 6),
        ("xyzzy 45", 0),
        ("", 0),
    ],
)
def test_what_speaks_for_a_language(text, counts):
    """Function words twice, other words once, letters of its own three times."""
    assert count_words(text)["sv"] == counts


def test_only_the_opening_of_a_book_is_looked_at():
    """The first 200 000 letters tell; what stands behind them does not."""
    assert count_words("och".rjust(200_000))["sv"] == 2
    assert count_words("och".rjust(200_001))["sv"] == 0


def test_a_language_is_the_one_with_the_most_words():
    """Of two languages the one that more speaks for; Swedish where nothing speaks for any."""
    assert detect_language("ikkje og") == "nn"
    assert detect_language("och ikkje og men og ikkje") == "nn"
    assert detect_language("45") == "sv"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("kommunene har ikke tatt i bruk meldinger", "sv"),  # seven words
        ("kommunene har ikke tatt i bruk meldinger ennå", "nb"),
        ("x x x x x x ikke x", "sv"),  # too little that speaks for another
        ("ikke council seie x x x x x", "sv"),  # words of third languages speak for neither
        ("ikke ikke x x x x x x", "nb"),
        ("ikke ikke ikke ä x x x x", "sv"),  # twice as much as for its own
        ("ikke ikke ikke ä ø x x x", "nb"),  # three times as much
    ],
)
def test_a_passage_is_in_another_language_where_its_words_clearly_are(text, language):
    """Eight words at least, and three times as much for the other one as for the document's own."""
    assert language_of_passage(text, "sv") == language


@pytest.mark.parametrize(
    ("text", "language", "rival"),
    [
        ("kommuner er med", "nb", "da"),
        ("kommuner er med", "da", "nb"),
        ("kommuner ikke er med", "nn", ""),
        ("prosent", "nb", "nn"),
        ("45", "nb", ""),  # nothing speaks for either
        ("kommuner er med, højst", "nb", ""),  # more speaks for the other
    ],
)
def test_a_rival_is_a_language_that_as_much_speaks_for(text, language, rival):
    """Another language that the text may be in just as well."""
    assert rival_of(text, language) == rival


def test_running_text_in_a_language_of_no_file_is_foreign():
    """From forty running words on; names and numbers are no running words, and a text of ours never is."""
    words = (GERMAN * 4).split()
    assert len(words) == 40
    assert is_foreign(" ".join(words))
    assert not is_foreign(" ".join(words[:39]))
    assert not is_foreign(" ".join([*words[:39], "Berlin", "45"]))
    assert not is_foreign("kommunerna har köpt nya larm och många av dem används redan " * 4)
    assert not is_foreign("")


def test_a_text_is_foreign_below_eleven_words_in_twenty():
    """Of forty running words 22 must speak for a language, function words twice."""
    assert is_foreign("och " * 11 + "x " * 29) is False
    assert is_foreign("och " * 10 + "varav " + "x " * 29) is True
