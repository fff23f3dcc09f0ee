"""Evidence pages: the document as read, each figure with what became of it, an anchor for each row, nothing run."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from ehealth_stats import evaluate
from ehealth_stats.ingestion import combine, ingest_sources
from ehealth_stats.reporting.evidence import evidence_pages, render_evidence
from ehealth_stats.reporting.places import anchor_of, row_id

TABLES = ("observations", "targets", "statements", "timeline", "participants")
RECIPE = """
[source]
id = "plan"
programme = "made-up"
title = "Plan <script>alert(1)</script>"
producer = "Made-up association"
language = "sv"
country = "SE"
scope = "SE-2260|SE-2262"
published = "2013"

[[observations]]
indicator = "safety_alarms"
find = "Antalet larm är"
read = "by area"

[[observations]]
indicator = "pascal"
find = "Pascal används"
read = "each area"

[[targets]]
indicator = "safety_alarms"
kind = "level"
label = {sv = "Minst 900 larm", en = "At least 900 alarms"}
due = "2015"
find = "Mål"

[[timeline]]
kind = "project"
name = {sv = "Larmprojektet", en = "The alarm project"}
find = "Projektet pågår"

[[statements]]
kind = "obstacle"
label = {sv = "Det saknas pengar", en = "Money is lacking"}
find = "pengar saknas"
"""
PAGE = """<h1>Plan 2013</h1><p>Antalet larm är: Ånge: 450 Timrå c:a 60</p><p>Pascal används av samtliga kommuner.</p>
<ul><li>Mål: minst 900 larm</li><li>Projektet pågår 2012-2014, men pengar saknas.</li></ul>
<p>&lt;b&gt;fet&lt;/b&gt; &amp; 3 bilar, ring 070-1234567&#x202e;&#x1b;</p>
<table><tr><th>Kommun</th><th>Larm</th></tr><tr><td>Ånge</td><td>7</td></tr><tr><td></td><td>8</td></tr></table>"""


class Page(HTMLParser):
    """Collects tags, ids, and the words of each class."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep ids and addresses."""
        found = dict(attrs)
        self.tags[tag] += 1
        self.ids.update([found["id"]] if found.get("id") else [])
        self.links += [found["href"]] if tag == "a" and found.get("href") else []


def page_of(folder: Path, page: str = PAGE, recipe: str = RECIPE) -> str:
    """Write a document with its recipe, and return its evidence page with totals."""
    (folder / "plan").mkdir()
    (folder / "plan" / "plan.html").write_text(page, "utf-8")
    (folder / "plan" / "recipe.toml").write_text(recipe, "utf-8")
    sources = ingest_sources(folder)
    evaluation = evaluate(combine(sources))
    (made,) = evidence_pages(evaluation, [source.transcript() for source in sources]).values()
    return made.decode("utf-8")


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> str:
    """The evidence page of the made-up plan."""
    return page_of(tmp_path_factory.mktemp("raw"))


def remarks(page: str) -> dict[str, list[str]]:
    """The lines of each remark by its number."""
    found = re.findall(r'<li id="remark-(\d+)">.*?</a>(.*?)</li>', page, re.DOTALL)
    return {number: [line.strip() for line in text.split("<br>")] for number, text in found}


def marked(page: str, look: str) -> list[str]:
    """The words of a look in the document."""
    document = page.partition('id="document"')[2].partition('id="computed"')[0]
    return re.findall(rf'<span class="w {look}">([^<]+)<', document)


def test_each_figure_says_what_became_of_it(page):
    """Figures that a row takes, years and phones that are no quantity, and what nothing takes, each with its look."""
    assert marked(page, "reported") == ["450", "60", "samtliga"]
    assert marked(page, "target") == ["Mål: minst ", "900"]
    assert marked(page, "timeline") == ["2012-2014"]
    assert marked(page, "statement") == ["pengar saknas"]
    assert marked(page, "not_quantity") == ["2013", "[masked]"]
    assert marked(page, "unclaimed") == ["3", "7", "8"]
    key = re.findall(r'<li><span class="w (\w+)">[^<]+</span> (\d+)</li>', page)
    assert dict(key) == {
        "reported": "4", "target": "1", "timeline": "1", "statement": "1", "not_quantity": "2", "unclaimed": "3",
    }  # fmt: skip


def test_what_it_became_stands_beside_it_in_the_language_of_the_document(page):
    """Indicator, area, period, and the value with the bounds of "c:a"; areas that share a figure share a line."""
    assert remarks(page) == {
        "1": ["Trygghetslarm, 2013, Ånge: 450 larm"],
        "2": ["Trygghetslarm, 2013, Timrå: cirka 60 (55–65) larm"],
        "3": ["Pascal, 2013, Ånge och Timrå: 1 kommun"],
        "4": ["Mål: Minst 900 larm (nivå minst 900 larm, senast 31 december 2015)"],
        "5": ["Projekt: Larmprojektet, 2012–2014"],
        "6": ["Hinder: Det saknas pengar"],
    }


def test_totals_stand_below_with_links_to_their_figures(page):
    """450 and 60 (55–65) make 510 (505–515); the links lead to their words."""
    below = page.partition('id="computed"')[2]
    line = re.search(r'<tr id="plan/safety_alarms/_T/2013/reported">.*?</tr>', below, re.DOTALL)[0]
    assert "Trygghetslarm, redovisat" in line
    assert "510 (505–515) larm" in line
    assert re.findall('href="#([^"]+)"', line) == [
        "plan/safety_alarms/SE-2260/_T/2013",
        "plan/safety_alarms/SE-2262/_T/2013",
    ]


def test_tables_keep_their_rows_and_heads(page):
    """A table has its number, a column for the numbers of its rows, and its empty cells."""
    table = page.partition("<caption>Tabell 1</caption>")[2].partition("</table>")[0]
    assert re.findall(r'<th scope="col"[^>]*>(?:<p[^>]*>)?(\w+)', table) == ["Rad", "Kommun", "Larm"]
    assert re.findall(r'<tr><th scope="row">(\d)</th>', table) == ["1", "2"]
    assert "<td></td>" in table
    assert 'title="tabell 1, rad 1, kolumn Kommun">Ånge</p>' in table


def test_a_document_runs_nothing(page):
    """Markup in texts and titles is escaped; controls and contact details are gone; only the page's script is there."""
    assert "&lt;b&gt;fet&lt;/b&gt; &amp; " in page
    assert "Plan &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert Page(page).tags["script"] == 1
    assert not re.search("[\u202e\x1b]|1234567|\ufdd0", page)
    assert not re.search(r'\sstyle="|\son\w+="', page)
    assert "default-src 'none'" in page.replace("&#39;", "'")


def test_every_row_has_its_anchor_once(programmes, documents):
    """All rows of the five documents, their totals too; every link of a page leads somewhere on it."""
    rows = 0
    for evaluation in programmes.values():
        made = evidence_pages(evaluation, documents.values())
        for name in evaluation.dataset.sources["source_id"]:
            page = Page(made[f"evidence/{name}.html"].decode("utf-8"))
            tables = [evaluation.dataset.tables()[table] for table in TABLES] + [evaluation.totals]
            own = [anchor_of(row_id(row)) for t in tables for row in t[t["source_id"] == name].itertuples(index=False)]
            assert [anchor for anchor in own if page.ids[anchor] != 1] == []
            assert [anchor for anchor, count in page.ids.items() if count > 1] == []
            assert {link[1:] for link in page.links if link[0] == "#"} <= page.ids.keys()
            rows += len(own)
    assert rows > 300


def test_every_figure_of_the_audit_is_marked(programmes, documents):
    """What no table takes and what is no quantity is counted as the audit counts it."""
    evaluation = programmes["vasternorrland"]
    page = render_evidence(evaluation.dataset, documents["vasternorrland-2013"]).decode("utf-8")
    counts = Counter(evaluation.dataset.audit["kind"])
    assert len(marked(page, "not_quantity")) == counts["not_quantity"]
    assert len(marked(page, "unclaimed")) == counts["unclaimed"] == 0


def test_comments_of_a_workbook_are_told_apart(tmp_path):
    """The words of a comment stand in its cell and are called so."""
    (tmp_path / "plan").mkdir()
    book = Workbook()
    for row in (["Kommun", "Larm"], ["Ånge", 450], ["Timrå", 60]):
        book.worksheets[0].append(row)
    book.worksheets[0]["B2"].comment = Comment("varav 45 digitala", "x")
    book.save(tmp_path / "plan" / "plan.xlsx")
    (tmp_path / "plan" / "recipe.toml").write_text(RECIPE.partition("[[")[0], "utf-8")
    (source,) = ingest_sources(tmp_path)
    page = render_evidence(combine([source]), source.transcript()).decode("utf-8")
    assert "<b>Kommentar:</b> varav " in page
    assert "<caption>Tabell 1: Sheet</caption>" in page
    assert re.findall(r'<tr><th scope="row">(\d)</th>', page) == ["2", "3"]


def test_of_a_very_long_table_the_rows_that_were_read_are_shown(tmp_path):
    """A thousand rows, below them those that a row of ours is made of, and how many are left out."""
    rows = "".join(f"<tr><td>{name}</td><td>{n}</td></tr>" for n, name in enumerate(["x"] * 1500 + ["Ånge", "y"]))
    table = f"<table><tr><th>Kommun</th><th>Larm</th></tr>{rows}</table>"
    recipe = RECIPE.partition("[[")[0] + '[[observations]]\nindicator = "safety_alarms"\nfind = "Ånge"\n'
    page = page_of(tmp_path, table, recipe)
    assert len(re.findall('<tr><th scope="row">', page.partition('id="computed"')[0])) == 1001
    assert "Tabellen är lång: 501 rader till visas inte." in page
    assert marked(page, "reported") == ["1500"]


def test_a_document_of_no_source_has_no_page(programmes, documents):
    """Only the documents of the programme are written."""
    assert list(evidence_pages(programmes["meldingsloftet"], documents.values())) == ["evidence/meldingsloftet.html"]
