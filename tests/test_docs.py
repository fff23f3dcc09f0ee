"""The documentation: pages that are made are current, and every link leads somewhere."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

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


def test_the_readme_leads_to_every_page():
    """Nobody has to look into the folder to know what is there."""
    text = (ROOT / "README.md").read_text("utf-8")
    assert not [page.name for page in (ROOT / "docs").glob("*.md") if f"(docs/{page.name})" not in text]
