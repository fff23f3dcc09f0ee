"""The evaluator's own words as a file: every key is read, every mistake is named, and a first file says nothing."""

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rows import ANGE, COUNTY, TIMRA, dataset, observation, source
from typer.testing import CliRunner

from ehealth_stats import cli, pipeline
from ehealth_stats.analysis import evaluate
from ehealth_stats.errors import OwnWordsError
from ehealth_stats.reporting.own_words import KEYS, draft_own_words, parse_own_words
from ehealth_stats.schema import Evaluation, OwnWords
from ehealth_stats.wording.languages import LANGUAGES

RAW = Path(__file__).parents[2] / "data" / "raw"

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
    ("[title]\nse = 'A'", "unknown language 'se'", ("key 'title'", "da, en, nb, nn, sv")),
    ("title = 'A'", "'A' is not given by language", ("key 'title'", "da, en, nb, nn, sv")),
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


def judged(**columns) -> Evaluation:
    """51 and 60 cards, and a stated total of 225, in a document."""
    rows = [observation(area, 2013, figure) for area, figure in ((ANGE, 51), (TIMRA, 60))]
    rows.append(observation(COUNTY, 2013, 225, role="stated_total"))
    return evaluate(dataset(sources=[source(**columns)], observations=rows))


def filled(draft: str) -> str:
    """The draft with every # in front of an entry taken away."""
    return re.sub(r'^(\s*)# (?=["\[]|date|\w\w = )', r"\1", draft, flags=re.MULTILINE)


def test_a_draft_says_nothing_and_has_every_key():
    """Read as it is, it is the same as no file; each key of a file stands in it."""
    draft = draft_own_words(judged(), "plan")
    assert parse_own_words(draft, "plan.toml") == OwnWords()
    assert set(tomllib.loads(filled(draft))) == set(KEYS)


def test_what_it_names_is_there():
    """Without the # it puts all findings first, shows all charts, and dismisses the first finding."""
    evaluation = judged()
    text = filled(draft_own_words(evaluation, "plan")).replace('# sv = ""', "")
    own = parse_own_words(re.sub(r'(\[dismissed.*\]\nsv = )""', r'\1"Redan utrett."', text), "plan.toml")
    assert own.first == tuple(evaluation.findings["finding_id"])
    assert own.charts == ("counts-siths_holders-plan",)
    assert own.dismissed == {own.first[0]: {"sv": "Redan utrett."}}


def test_findings_and_charts_are_told_in_the_language_of_the_documents():
    """Beside the id stands the statement, beside the name the title."""
    draft = draft_own_words(judged(), "plan")
    assert re.search(r'"areas/plan/siths_holders/_T/SE-22/2013", # Medarbetare med SITHS-kort .*225', draft)
    assert '"counts-siths_holders-plan", # Medarbetare med SITHS-kort: från 51 i Ånge till 60 i Timrå' in draft


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_explains_itself_in_each_language(language):
    """One text a language of the documents, and English; the remarks are in the first."""
    draft = draft_own_words(judged(language=language), "plan")
    assert list(tomllib.loads(draft)["title"]) == list(dict.fromkeys([language, "en"]))
    words = {
        "sv": "utvärderaren",
        "nb": "Diagrammer som",
        "nn": "Tekstar",
        "en": "Findings that",
        "da": "Diagrammer, der",
    }
    assert [name for name, word in words.items() if word in draft] == [language]


def test_words_of_a_document_can_not_leave_their_remark():
    """A statement with a line end stays one line, an id is quoted; the name of a programme ends no remark."""
    evaluation = judged(title='A """')
    findings = evaluation.findings.assign(
        finding_id='a "b"\n[title]', statement='x\n[title]\nsv = "x"', statement_message=""
    )
    evaluation = replace(evaluation, findings=findings.head(1))
    assert parse_own_words(draft_own_words(evaluation, 'p\nauthor = "x"'), "plan.toml") == OwnWords()


def draft(*words: str) -> str:
    """What the command prints."""
    return CliRunner().invoke(cli.app, ["draft", *words], catch_exceptions=False).stdout


def test_the_command_writes_it_once(tmp_path):
    """The file is named after the programme; one that is there is an error and stays as it is."""
    options = ("--evaluation", "norrbotten", "--raw", str(RAW), "--evaluations", str(tmp_path / "own"))
    assert "norrbotten.toml: fill in" in draft(*options)
    path = tmp_path / "own" / "norrbotten.toml"
    assert parse_own_words(path.read_text("utf-8"), "norrbotten.toml") == OwnWords()
    path.write_text('author = "A"', "utf-8")
    with pytest.raises(OwnWordsError, match="there is a file already"):
        draft(*options)
    assert path.read_text("utf-8") == 'author = "A"'
    with pytest.raises(OwnWordsError, match=r"'norbotten'(.|\n)*mean 'norrbotten'"):
        pipeline.draft_evaluation("norbotten", RAW, tmp_path)


@pytest.mark.parametrize("words", [[], ["plan.docx", "--evaluation", "norrbotten"]])
def test_a_draft_is_of_a_document_or_of_a_programme(words):
    """Neither and both are refused, before anything is read."""
    result = CliRunner().invoke(cli.app, ["draft", *words])
    assert result.exit_code == 2
    assert "--evaluation" in result.stderr
