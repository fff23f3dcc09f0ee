"""A document in a notebook: its evidence page in a frame."""

import re
from html import unescape
from pathlib import Path

from ehealth_stats import show_document

RECIPE = """
[source]
id = "plan"
programme = "made-up"
title = "Plan"
producer = "Made-up association"
language = "sv"
country = "SE"
published = "2013"

[[observations]]
indicator = "safety_alarms"
find = "Antalet larm är"
read = "by area"
"""
PAGE = """<h1>Plan 2013</h1><p>Antalet larm är: Ånge: 450</p>
<p>&lt;script&gt;alert(1)&lt;/script&gt; 3 bilar, ring 070-1234567</p>"""


def shown(folder: Path) -> str:
    """Write a document with its recipe, and return what a notebook shows."""
    (folder / "plan").mkdir()
    (folder / "plan" / "plan.html").write_text(PAGE, "utf-8")
    (folder / "plan" / "recipe.toml").write_text(RECIPE, "utf-8")
    return show_document(folder / "plan")._repr_html_()


def test_a_notebook_shows_the_evidence_page_in_a_frame(tmp_path):
    """The frame has a title, and its page what became of the figure, without a link out of the notebook."""
    html = shown(tmp_path)
    assert re.match('<iframe title="plan.html" style="[^"]+" srcdoc="', html)
    page = unescape(html)
    assert '<span id="plan/safety_alarms/SE-2260/_T/2013"><span class="w reported">450</span></span>' in page
    assert "Trygghetslarm, 2013, Ånge: 450 larm" in page
    assert "index.html" not in page


def test_a_document_runs_nothing_and_shows_no_contact_details(tmp_path):
    """Markup in a document is escaped twice, once in the page and once in the frame; a phone number is masked."""
    html = shown(tmp_path)
    assert html.count("<") == 2
    assert unescape(html).count("<script>") == 1  # the page's own, which sorts tables
    assert "&lt;script&gt;alert(" in unescape(html)
    assert "1234567" not in html
    assert "[masked]" in html


def test_a_view_is_printed_as_one_line(tmp_path):
    """The name of the file, and how many figures are accounted for: 2013, 450, 1, 3 and the phone number."""
    shown(tmp_path)
    assert repr(show_document(tmp_path / "plan")) == "<DocumentView of plan.html: 5 figures>"
