"""The page that lists all evaluations: what there is, links that lead there, and evidence side by side."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ehealth_stats import evaluate
from ehealth_stats.ingestion import combine
from ehealth_stats.reporting import render_reports
from ehealth_stats.reporting.index import Written, render_index
from ehealth_stats.reporting.programmes import parts_of
from ehealth_stats.schema import Evaluation, OwnWords

FORMATS = ("html", "docx")
WRITTEN = {
    "kommuneprogrammet": Written("kommuneprogrammet", ("nb", "en"), FORMATS, OwnWords(), ["elin-k-2007"]),
    "vasternorrland": Written(
        "vasternorrland", ("sv", "en"), FORMATS, OwnWords(title={"en": "eHealth <in> Västernorrland"}), []
    ),
}


@pytest.fixture(scope="module")
def evaluation(sources) -> Evaluation:
    """All tables of the documents of the project."""
    return evaluate(combine(sources))


@pytest.fixture(scope="module")
def page(evaluation: Evaluation) -> str:
    """The page in English, of two programmes."""
    return render_index(parts_of(evaluation), WRITTEN).decode("utf-8")


def rows(page: str) -> Mapping[str, list[str]]:
    """The rows of the comparison by programme."""
    table = page.partition("<tbody>")[2]
    found = re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', table, re.DOTALL)
    return {name: re.findall(r"<td[^>]*>([^<]*)</td>", cells) for name, cells in found}


def test_each_evaluation_is_listed_in_its_languages_and_formats(page):
    """Links by format, called as the language calls them; a title in another language says which."""
    assert re.findall(r'href="(vasternorrland/[^"]+)">([^<]+)<', page) == [
        ("vasternorrland/evaluation.sv.html", "Webbsida"),
        ("vasternorrland/evaluation.sv.docx", "Word"),
        ("vasternorrland/evaluation.en.html", "Web page"),
        ("vasternorrland/evaluation.en.docx", "Word"),
    ]
    titles = re.findall(r'<p class="title"([^>]*)>([^<]+)<', page)
    assert titles[-2:] == [
        (' lang="sv"', "Genomförandeplan för regional utveckling i samverkan inom eHälsa 2013"),
        ("", "eHealth &lt;in&gt; Västernorrland"),
    ]
    assert '<li lang="nb">Norsk bokmål: ' in page


def test_documents_lead_to_their_evidence_where_there_is_any(page):
    """A document without a page is named; who published it and when stand behind it."""
    assert '<a href="kommuneprogrammet/evidence/elin-k-2007.html" lang="nb">ELIN-k Samspillkommuner</a>' in page
    assert '<span lang="nb">Stor oppslutning om kommunale seminarer om elektronisk samhandling</span>' in page
    assert "(Norsk Sykepleierforbund, 2007)" in page


def test_the_evidence_of_programmes_is_compared(page, evaluation):
    """How many documents, figures, municipalities with a figure, amounts, targets: the counts of the tables."""
    heads = re.findall(r'<th scope="col"[^>]*>([^<]+)<', page)
    assert heads == [
        "Programme", "Documents", "Figures", "Municipalities with a figure", "Amounts of money", "Targets",
        "Of these, can be judged", "Cannot be judged", "Contradictions",
    ]  # fmt: skip
    found = rows(page)
    assert list(found) == ["Kommuneprogrammet", "Vasternorrland"]
    # the plan names seven municipalities and 26 targets without a follow-up; its SITHS cards do not add up
    documents, _, municipalities, money, targets, judged, not_judged, contradictions = found["Vasternorrland"]
    assert (documents, municipalities, targets, judged, not_judged, contradictions) == ("1", "7", "26", "0", "26", "1")
    assert re.fullmatch(r"\d+ in SEK", money)
    # samspillkommuner.html: 20 municipalities in its table, and 6 pilots
    assert (found["Kommuneprogrammet"][0], found["Kommuneprogrammet"][2]) == ("2", "26")


def test_currencies_are_never_mixed(evaluation):
    """Amounts in kroner of two countries are counted apart."""
    observations = evaluation.dataset.observations
    money = observations["unit"] == "SEK"
    half = observations.index.isin(observations.index[money][:2])
    mixed = replace(evaluation.dataset, observations=observations.assign(unit=observations["unit"].mask(half, "NOK")))
    page = render_index(parts_of(replace(evaluation, dataset=mixed)), {"vasternorrland": WRITTEN["vasternorrland"]})
    count = int(money.sum())
    assert rows(page.decode("utf-8"))["Vasternorrland"][3] == f"2 in NOK and {count - 2} in SEK"


def test_the_page_is_written_in_each_language(evaluation):
    """The language of the page is declared, its own titles are in it."""
    for language, title in {"sv": "Utvärderingar", "nb": "Evalueringer", "nn": "Evalueringar"}.items():
        page = render_index(parts_of(evaluation), WRITTEN, language).decode("utf-8")
        assert f'<html lang="{language}">' in page
        assert f"<h1>{title}</h1>" in page


def test_every_link_leads_to_a_file_that_is_written(evaluation, documents):
    """The reports, evidence pages and the list lie so that their links hold, within pages too."""
    files = render_reports(evaluation, formats=["html"], languages=["en"], documents=list(documents.values())).files
    pages = {name: content.decode("utf-8") for name, content in files.items() if name.endswith(".html")}
    assert len(pages) == 1 + 4 + 5
    for name, page in pages.items():
        for link in re.findall(r'<a [^>]*href="([^"#]+)(?:#[^"]*)?"', page):
            target = Path(name).parent / link
            assert str(Path("/", target).resolve().relative_to("/")) in files, (name, link)
