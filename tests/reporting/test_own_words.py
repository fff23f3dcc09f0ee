"""A first file of the evaluator's own words: it says nothing, explains itself, and is never written over."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from rows import ANGE, COUNTY, TIMRA, dataset, observation, source
from typer.testing import CliRunner

from ehealth_stats import cli, pipeline
from ehealth_stats.analysis import evaluate
from ehealth_stats.codelists import LANGUAGES
from ehealth_stats.errors import OwnWordsError
from ehealth_stats.ingestion.evaluations import KEYS, parse_own_words
from ehealth_stats.reporting.own_words import draft_own_words
from ehealth_stats.schema import Evaluation, OwnWords

RAW = Path(__file__).parents[2] / "data" / "raw"


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
    words = {"sv": "utvärderaren", "nb": "Diagrammer", "nn": "Tekstar", "en": "Findings that"}
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
