"""A document in a notebook: every figure marked with what became of it."""

import re
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
<p>&lt;script&gt;alert(1)&lt;/script&gt; 3 bilar, ring 070-1234567</p>
<table><tr><th>Kommun</th><th>Larm</th></tr><tr><td>Timrå</td><td>300</td></tr></table>"""


def shown(folder: Path, page: str = PAGE, recipe: str = RECIPE) -> str:
    """Write a document with its recipe, and return what a notebook shows."""
    (folder / "plan").mkdir()
    (folder / "plan" / "plan.html").write_text(page, "utf-8")
    (folder / "plan" / "recipe.toml").write_text(recipe, "utf-8")
    return show_document(folder / "plan")._repr_html_()


def test_each_figure_says_what_became_of_it(tmp_path):
    """A claimed figure says its role and names its observation, a year is no quantity, the rest is unclaimed."""
    html = shown(tmp_path)
    assert 'title="reported: plan/safety_alarms/SE-2260/_T/2013">450</span>' in html
    assert 'title="not a quantity: date or period">2013</span>' in html
    assert 'title="unclaimed: no row of a table takes it">300</span>' in html
    # 450; the 1 in the brackets, 3 and 300; 2013 and the phone number.
    assert "1 reported" in html
    assert "3 unclaimed" in html
    assert "2 not a quantity" in html


def test_claimed_figures_are_marked_by_role(tmp_path):
    """Reported figures, stated totals, targets and periods each have a look of their own, and the key counts them."""
    page = "<p>Antalet larm är: Ånge: 450 Timrå: 300 Summa 750</p><p>Mål: minst 900 larm under 2013 - 2015</p>"
    target = """
[[targets]]
indicator = "safety_alarms"
kind = "level"
label = "At least 900 alarms"
find = "Mål"

[[timeline]]
kind = "project"
name = "The plan"
find = "under"
"""
    html = shown(tmp_path, page, RECIPE + target)
    key = re.findall(r">(\d+ [a-z ]+)</span>", html.partition("</p>")[0])
    assert key == ["2 reported", "1 stated total", "1 target", "1 timeline", "0 unclaimed"]
    looks = dict(re.findall(r'<span style="([^"]+)" title="[^"]+">(\d[^<]*)<', html))
    assert sorted(looks.values()) == ["2013 - 2015", "300", "750", "900"]


def test_the_number_of_a_heading_is_no_figure(tmp_path):
    """The heading "2 Trygghetslarm" counts nothing, "12 larm i drift" does; the audit says so of the first."""
    html = shown(tmp_path, "<h2>2 Trygghetslarm</h2><h2>12 larm i drift</h2><p>Antalet larm är: Ånge: 450</p>")
    assert re.findall(r'title="not a quantity: ([^"]+)">([^<]+)<', html) == [("heading number", "2")]
    assert ">12</span>" in html


def test_a_document_runs_nothing_and_shows_no_contact_details(tmp_path):
    """Markup in a document is escaped, and a phone number is masked."""
    html = shown(tmp_path)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "1234567" not in html
    assert "[masked]" in html


def test_a_table_is_a_table_with_its_header(tmp_path):
    """Cells stand in rows, and each says where it is."""
    html = shown(tmp_path)
    assert "<th" in html
    assert 'title="table 1 row 1 column Kommun">Timrå</td>' in html
