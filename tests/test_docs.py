"""The documentation: pages that are made are current, and every link leads somewhere."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from shutil import copytree
from textwrap import dedent

import pytest

from ehealth_stats.reporting.own_words import KEYS, parse_own_words
from ehealth_stats.schema import DATASET_TABLES, RESULT_TABLES, columns_of

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
IN_WORDS = re.compile(r"`((?:docs|notebooks|benchmarks|data/raw|src/ehealth_stats)/[\w./-]*\w)`")


def generated():
    """The module that makes pages."""
    spec = spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text_of(page: Path) -> str:
    """A page without its code."""
    text = page.read_text("utf-8")
    return re.sub(r"^```.*?^```$|^( {4}|>>>).*?$", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """What headings can be linked to, as GitHub makes their anchors."""
    heads = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", ["cli.md", "data-dictionary.md"])
def test_pages_that_are_made_are_current(name):
    """The page in docs/ is what `make docs` would write now."""
    assert (ROOT / "docs" / name).read_text("utf-8") == generated().PAGES[name]()


def test_every_column_stands_in_the_data_dictionary():
    """Below the heading of its table, with its type."""
    text = (ROOT / "docs" / "data-dictionary.md").read_text("utf-8")
    parts = {part.partition("\n")[0]: part for part in text.split("\n## ")[1:]}
    for table in (*DATASET_TABLES, *RESULT_TABLES):
        assert all(f"| `{column.name}` | {column.type} |" in parts[table] for column in columns_of(table))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_and_headings_that_are_there(page):
    """Relative links and their anchors; files that are named in words too."""
    wrong = []
    for link in (one or other for one, other in LINK.findall(text_of(page))):
        path, _, anchor = link.partition("#")
        place = (page.parent / path).resolve() if path else page
        if link.startswith(("https://", "http://")):
            continue
        if not place.exists() or (anchor and anchor not in anchors(place)):
            wrong.append(link)
    assert not wrong
    assert not [name for name in IN_WORDS.findall(text_of(page)) if not (ROOT / name).exists()]


def test_the_python_in_the_readme_runs(tmp_path, monkeypatch):
    """Every block that imports the package, from a folder that has the data; each report that it writes is there."""
    text = (ROOT / "README.md").read_text("utf-8").partition("## In Python")[2].partition("\n## ")[0]
    copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    names = {}
    for block in re.findall(r"(?:^(?:    .*)?\n)+", text, re.MULTILINE):
        exec(dedent(block), names)
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("reports/**/evaluation.*")}
    assert {"reports/vasternorrland/evaluation.sv.pdf", "reports/cards/programme/evaluation.sv.docx"} <= written
    assert len(names["areas"]) == 290


def test_the_example_of_own_words_can_be_built():
    """Every key of the table stands in it or is a text like others, and what it names is in the data here."""
    text = (ROOT / "docs" / "evaluations.md").read_text("utf-8")
    own = parse_own_words(re.search(r"```toml\n(.*?)```", text, re.DOTALL)[1], "example")
    findings = (ROOT / "data" / "processed" / "findings.csv").read_text("utf-8")
    assert all(f"\n{name}," in findings for name in (*own.first, *own.dismissed))
    assert own.charts
    assert len(own.conclusions["sv"]) == len(own.recommendations["sv"]) == 2
    assert all(f"`{key}`" in text or f"`[{key}]`" in text or f'`[{key}."id"]`' in text for key in KEYS)


def test_the_readme_leads_to_every_page():
    """Nobody has to look into the folder to know what is there."""
    text = (ROOT / "README.md").read_text("utf-8")
    assert not [page.name for page in (ROOT / "docs").glob("*.md") if f"(docs/{page.name})" not in text]
