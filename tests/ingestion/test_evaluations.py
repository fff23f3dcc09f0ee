"""What an evaluator writes: every key is read, and every mistake is one message with its place and the nearest."""

from datetime import date

import pytest

from ehealth_stats.errors import OwnWordsError
from ehealth_stats.ingestion import read_evaluations
from ehealth_stats.ingestion.evaluations import parse_own_words
from ehealth_stats.schema import OwnWords

WHOLE = '''
author = "Anna Ek"
commissioner = "Kommunförbundet Västernorrland"
date = 2014-03-01
first = ["areas/plan/cards", "gap/plan/alarms", "areas/plan/cards"]
charts = ["adoption-plan"]

[title]
sv = "Sju kommuner, 445 kort"
en = ""

[purpose]
sv = """
Att visa vad som är
känt.

Och vad som saknas.
"""

[background]
nn = "Bakgrunn"

[conclusions]
sv = ["Summan stämmer inte.", "Fråga Timrå.\\n\\nFråga Kramfors."]
en = """

The sum is wrong.

Ask Timrå.
"""

[recommendations]
sv = []

[dismissed."gap/plan/pascal"]
sv = "Tjänsten är nedlagd."
en = "The service is closed."
'''


def test_every_key_is_read():
    """Paragraphs are parted by blank lines or by items, lines are joined, and what is not filled in is left out."""
    assert parse_own_words(WHOLE, "plan.toml") == OwnWords(
        title={"sv": "Sju kommuner, 445 kort"},
        author="Anna Ek",
        commissioner="Kommunförbundet Västernorrland",
        day=date(2014, 3, 1),
        purpose={"sv": "Att visa vad som är känt.\n\nOch vad som saknas."},
        background={"nn": "Bakgrunn"},
        conclusions={
            "sv": ("Summan stämmer inte.", "Fråga Timrå.", "Fråga Kramfors."),
            "en": ("The sum is wrong.", "Ask Timrå."),
        },
        recommendations={},
        first=("areas/plan/cards", "gap/plan/alarms"),
        dismissed={"gap/plan/pascal": {"sv": "Tjänsten är nedlagd.", "en": "The service is closed."}},
        charts=("adoption-plan",),
    )


def test_an_empty_file_says_nothing():
    """It is the same as none."""
    assert parse_own_words("", "plan.toml") == OwnWords()


def test_what_nobody_sees_is_taken_out():
    """Controls and marks of direction are in no text, name or reason."""
    text = 'author = "A\\u202enna"\n[title]\nsv = "Plan\\u0007"\n[dismissed."a\\u200f"]\nsv = "N\\u001bej"'
    own = parse_own_words(text, "plan.toml")
    assert (own.author, own.title, own.dismissed) == ("Anna", {"sv": "Plan"}, {"a": {"sv": "Nej"}})


WRONG = [
    ("autor = 'A'", "unknown key 'autor'", ("author, commissioner", "did you mean 'author'")),
    ("[title]\nse = 'A'", "unknown language 'se'", ("key 'title'", "en, sv, nb, nn")),
    ("title = 'A'", "'A' is not given by language", ("key 'title'", "en, sv, nb, nn")),
    ("[title]\nsv = 5", "5 is no text", ("key 'title', language 'sv'",)),
    ("[conclusions]\nsv = [5]", "5 is no text", ("key 'conclusions', language 'sv'",)),
    ("[title]\nsv = 'A'\ncharts = []", "'charts' stands below another one", ("above the first line",)),
    ("date = '2014-03-01'", "'2014-03-01' is no date", ("without quotation marks",)),
    ("date = 2014-03-01T10:00:00", "is no date", ("key 'date'",)),
    ("author = ['A']", "['A'] is no text", ("key 'author'",)),
    ("first = 'a'", "'a' is no list", ("key 'first'",)),
    ("[dismissed.a]\nsv = ''", "dismissed without a reason", ("key 'dismissed' 'a'", "printed")),
    ("[dismissed]\na = 'No.'", "is not given by language", ("key 'dismissed' 'a'",)),
    ("[dismissed.a]\nse = 'No.'", "unknown language 'se'", ("key 'dismissed' 'a'",)),
    ("author = Anna", "no valid TOML", ("quotation marks",)),
    ("author = 'A'\nauthor = 'B'", "no valid TOML", ()),
]


@pytest.mark.parametrize(("text", "what", "told"), WRONG)
def test_a_mistake_is_one_message_with_its_place(text, what, told):
    """It names the file, the key, what is allowed and the nearest."""
    with pytest.raises(OwnWordsError) as caught:
        parse_own_words(text, "data/evaluations/plan.toml")
    assert what in caught.value.what
    assert "data/evaluations/plan.toml" in caught.value.where
    assert all(part in str(caught.value) for part in told)


def test_each_file_is_of_a_programme(tmp_path):
    """The name of the file is that of the programme, as its folder of reports; other files are left alone."""
    (tmp_path / "Vård-2013.toml").write_text("author = 'A'", "utf-8")
    (tmp_path / "notes.txt").write_text("author", "utf-8")
    assert read_evaluations(tmp_path, ["norrbotten", "Vård/2013"]) == {"Vård/2013": OwnWords(author="A")}
    (tmp_path / "norbotten.toml").write_text("", "utf-8")
    with pytest.raises(OwnWordsError, match=r"programme 'norbotten'(.|\n)*norrbotten.toml(.|\n)*mean 'norrbotten'"):
        read_evaluations(tmp_path, ["norrbotten", "Vård/2013"])


def test_a_file_in_another_encoding_is_refused(tmp_path):
    """Windows editors may write Latin-1: the error names the file."""
    (tmp_path / "plan.toml").write_bytes("author = 'Åke'".encode("latin-1"))
    with pytest.raises(OwnWordsError, match=r"UTF-8(.|\n)*plan\.toml"):
        read_evaluations(tmp_path, ["plan"])
