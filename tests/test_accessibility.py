"""Every page that is written has no violation of axe-core, and nothing of it runs off a phone: in headless Chromium."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import Page, needs_axe, needs_chromium, open_browser, violations

from ehealth_stats import evaluate
from ehealth_stats.ingestion import combine, ingest_sources
from ehealth_stats.reporting import render_reports
from ehealth_stats.reporting.evidence import render_evidence
from ehealth_stats.reporting.index import Written, render_index
from ehealth_stats.reporting.programmes import parts_of
from ehealth_stats.schema import OwnWords
from ehealth_stats.wording.languages import LANGUAGES

ROOT = Path(__file__).parents[1]
PHONE = 360
# What is wider than the screen outside a region that scrolls by itself.
TOO_WIDE = f"""[...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > {PHONE} + 1 && !each.closest(".scroll"))
  .map((each) => each.outerHTML.slice(0, 100))"""


pytestmark = needs_chromium


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    """The reports, evidence pages and lists of the project's documents, in four languages."""
    sources = ingest_sources(ROOT / "data" / "raw")
    dataset, documents = combine(sources), [source.transcript() for source in sources]
    evaluation = evaluate(dataset)
    files = render_reports(evaluation, languages=LANGUAGES, formats=["html"], documents=documents).files
    written = {
        "vasternorrland": Written("vasternorrland", LANGUAGES, ("html", "pdf"), OwnWords(), ["vasternorrland-2013"])
    }
    for language in LANGUAGES:
        told = replace(dataset, sources=dataset.sources.assign(language=language))
        for document in documents:
            name = f"vasternorrland/evidence/{document.source_id}.{language}.html"
            files[name] = render_evidence(told, document, evaluation.totals, home="../../index.html")
        files[f"index.{language}.html"] = render_index(parts_of(evaluation), written, language)
    folder = tmp_path_factory.mktemp("reports")
    for name, content in files.items():
        if name.endswith(".html"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.html"))}


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Iterator[Page]:
    """A page of a browser."""
    with open_browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@needs_axe
def test_no_page_breaks_a_rule_of_accessibility(page, pages):
    """Reports, evidence pages and the list of evaluations, in English, Swedish, Bokmål and Nynorsk."""
    page.resize(1280, 1000)
    found = {name: broken for name, path in pages.items() if (broken := violations(page, path))}
    assert found == {}
    assert len(pages) >= 4 * len(LANGUAGES) + 5 * len(LANGUAGES) + len(LANGUAGES)


def test_nothing_runs_off_a_phone(page, pages):
    """At 360 pixels a page does not scroll to the side: wide tables and pictures scroll in regions of their own."""
    page.resize(PHONE, 740, phone=True)
    found = {}
    for name, path in pages.items():
        page.open(path)
        wide = page.evaluate(TOO_WIDE)
        found |= {name: wide} if wide or page.evaluate("document.documentElement.scrollWidth") != PHONE else {}
    assert found == {}


@pytest.mark.parametrize("language", ["en", "sv"])
def test_tables_are_sorted_by_a_button_in_their_head(page, pages, language):
    """The first press sorts upward, by number where there are numbers, the second downward, the third as it was."""
    page.resize(1280, 1000)
    page.open(pages[f"vasternorrland/evaluation.{language}.html"])
    table = "[...document.querySelectorAll('table.sortable')].find((each) => each.tBodies[0].rows.length == 5)"
    numbers = f"[...{table}.tBodies[0].rows].map((row) => row.cells[2].textContent)"
    head = f"{table}.tHead.rows[0].cells[2]"
    states, orders = [page.evaluate(f"{head}.getAttribute('aria-sort')")], [page.evaluate(numbers)]
    for _ in range(3):
        page.evaluate(f"{head}.querySelector('button').click()")
        states.append(page.evaluate(f"{head}.getAttribute('aria-sort')"))
        orders.append(page.evaluate(numbers))
    assert states == ["none", "ascending", "descending", "none"]
    # 160 alarms twice, 222 users, 470 cards, 5 564 alarms: genomforandeplan-2013.docx, tables 2 and 3
    assert [int(re.match(r"\D*(\d+)", re.sub(r"[\s,]", "", text))[1]) for text in orders[1]] == [
        160,
        160,
        222,
        470,
        5564,
    ]
    assert orders[2] == orders[1][::-1]
    assert orders[3] == orders[0]


def test_a_link_of_a_number_leads_to_its_words(page, pages):
    """Every address of a citation is an anchor of an evidence page; the one that is opened is marked."""
    path = pages["vasternorrland/evaluation.sv.html"]
    page.open(path)
    addresses = page.evaluate("[...document.querySelectorAll('a.cite')].map((each) => each.getAttribute('href'))")
    assert len(addresses) > 20
    page.open(path.parent / "evidence" / "vasternorrland-2013.html")
    anchors = [address.partition("#")[2] for address in addresses]
    asked = f"{json.dumps(anchors)}.filter((each) => !document.getElementById(each))"
    assert page.evaluate(asked) == []
