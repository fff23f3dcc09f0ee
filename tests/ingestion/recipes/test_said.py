"""What the words beside a figure say of it: words of a row -> some, distinct, up, down; the same in a document."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehealth_stats import ingest
from ehealth_stats.ingestion.recipes.observations import _beginnings, said_in
from ehealth_stats.languages.lexicon import EVERY, words


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("varav kommun 357", "some"),
        ("varav sykepleiere 62", "some"),
        ("leger 95", ""),
        ("bl.a. Timrå", "some"),
        ("bl.a. Ånge", "some"),
        ("bl.a. 62", "some"),
        ("20 kommuner", ""),
        ("20 kommuner, bl.a.", "some"),
        ("Timrå m.fl.", "some"),
        ("20 kommuner, bland annat", "some"),
        ("bland\xa0annat Timrå", "some"),
        ("Timrå", ""),
        ("varavtal 357", ""),
        ("109 385 unike brukere", "distinct"),
        ("unike brukere 109 385", "distinct"),
        ("unikt", "distinct"),
        ("varav 62 unika kommuner", "some|distinct"),
        ("opp 35", "up"),
        ("opp 40", "up"),
        ("opp 5", "up"),
        ("opp 100", "up"),
        ("økt med 80 prosent", "up"),
        ("ökade med 25 procent", "up"),
        ("ÖKADE MED 25 procent", "up"),
        ("ökning av antalet larm med ca 40", "up"),
        ("ned 40", "down"),
        ("ned 5", "down"),
        ("ned 99", "down"),
        ("ned 160", "down"),
        ("redusert med 40", "down"),
        ("redusert med -40", "down"),
        ("minskade med 25 procent", "down"),
        ("redusert med inntil 40", "down"),
        ("varav ned 40", "some|down"),
        # of something else, or of both ways
        ("Økt innsats som vi følger opp fra 120 til 80", ""),
        ("følgt opp: 40", ""),
        ("opp 10, så ned 50", ""),
        ("", ""),
    ],
)
def test_words_beside_a_figure_say_what_it_is(printed, said):
    """One of some, each once, up or down; nothing where the words say both ways or something else."""
    assert said_in(printed) == said


TOLD = [word for role in ("part", "example", "distinct", "changed", "change", "up") for word in words(role, EVERY)]


@given(st.sampled_from(TOLD), st.sampled_from(["{} 40", "{} MED 40", "Timrå {}: 40", "40 {}"]), st.booleans())
def test_no_word_is_overlooked(word, sentence, is_large):
    """Rows are looked at where they hold the beginning of a word: every word of the list is found by it."""
    printed = sentence.format(word.upper() if is_large else word)
    likely = pc.match_substring_regex(pa.array([printed]), _beginnings(), ignore_case=True)
    assert likely.to_pylist() == [True]


def test_a_document_says_it_in_a_column(tmp_path):
    """The rows of a passage by area say which figures are some of their whole."""
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.txt").write_text("Antalet larm: Ånge: 450 varav 45 digitala Timrå: 300\n", "utf-8")
    (tmp_path / "plan" / "recipe.toml").write_text(
        '[source]\nid = "plan"\nprogramme = "made-up"\ntitle = "Plan"\nproducer = "Made-up"\nlanguage = "sv"\n'
        'country = "SE"\nscope = "SE-22"\npublished = "2013"\n'
        '[[observations]]\nindicator = "safety_alarms"\nfind = "Antalet larm"\nread = "by area"\n',
        "utf-8",
    )
    rows = ingest(tmp_path).observations
    assert rows[["text", "said"]].values.tolist() == [
        ["Ånge: 450", ""],
        ["Ånge: 450 varav 45 digitala", "some"],
        ["Timrå: 300", ""],
    ]
