"""The documentation: pages that are made are current, and every link leads somewhere."""

import re
import shutil
from dataclasses import fields
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from shutil import copytree
from textwrap import dedent

import pytest

from ehealth_stats import evaluate, ingest
from ehealth_stats.ingestion.recipes.recipe import SECTIONS, TABLES
from ehealth_stats.pipeline import draft
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


@pytest.mark.parametrize("name", ["cli.md", "data-dictionary.md", "recipes.md"])
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
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("**/evaluation.*")}
    assert {"reports/vasternorrland/evaluation.sv.pdf", "evaluation/programme/evaluation.sv.docx"} <= written
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


def test_every_key_of_a_recipe_stands_in_the_example():
    """Find, until and table are the same in every section."""
    shown = {key for key, _ in generated().example_keys()}
    places = {"find", "until", "table"}
    keys = {
        (section, key.name)
        for section, kind in {**TABLES, **SECTIONS}.items()
        for key in fields(kind)
        if section == "observations" or key.name not in places
    }
    assert keys - shown == set()


def test_the_example_of_every_key_is_read():
    """The figures that the keys are there for, as a person reads them in docs/example."""
    dataset = ingest(ROOT / "docs" / "example" / "raw")
    columns = ["source_id", "indicator", "area", "breakdown", "period", "value", "role"]
    rows = [tuple(row) for row in dataset.observations[columns].values.tolist()]
    coast, but_one = "SE-2262|SE-2280|SE-2281", "SE-2260|SE-2262|SE-2280|SE-2281|SE-2283|SE-2284"
    for row in (
        ("plan-2013", "safety_alarms", "SE-2281", "_T", "2013-03", 1800, "reported"),
        ("plan-2013", "safety_alarms", "SE-2281", "digital", "2013-03", 300, "reported"),
        ("plan-2013", "safety_alarms", "SE", "_T", "2013-03", 200000, "stated_total"),
        ("plan-2013", "safety_alarms", but_one, "_T", "2013-04-02", 4100, "stated_total"),
        ("plan-2013", "door_locks", coast, "_T", "2013-04-02", 90, "stated_total"),
        ("plan-2013", "door_locks", "SE-2280", "_T", "2013-04-02", 20, "reported"),
        ("table-2014", "safety_alarms", "SE-2262", "digital", "2014", 60, "reported"),
        ("table-2014", "npo_consumer", "SE-2260", "_T", "2015-01-10", 0, "reported"),
        ("turned-2014", "information_meetings", "SE-2280", "_T", "2013/2014", 6, "stated_total"),
        ("budget-2014", "programme_budget", "SE-22", "travel", "2014", 30000, "reported"),
        ("budget-2014", "programme_budget", "SE-22", "_T", "2014", 150000, "planned"),
    ):
        assert row in rows
    targets = dataset.targets.set_index("target_id")
    assert targets.loc["plan-2013/door_locks/coast/_T/2015", "baseline"] == 90
    assert targets.loc["table-2014/safety_alarms/SE-2260/_T/2016", "target_value"] == 450
    assert set(evaluate(dataset).findings["kind"]) <= {"missing", "not_checkable", "claim_undecided"}


def test_a_first_document_goes_as_the_page_says(tmp_path, monkeypatch):
    """Its files, a draft, the recipe after the edits; the figures are those of the document."""
    text = (ROOT / "docs" / "your-own-document.md").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    files = re.findall(r"^`([\w./-]+)`:\n\n((?:    .*\n|\n)+)", text, re.MULTILINE)
    assert len(files) == 6
    recipe = Path("data/raw/las-2014/recipe.toml")
    for name, content in files:
        path = Path(name)
        if name == recipe.name:
            path = draft("lagesrapport.txt", recipe.parent)
            assert 'indicator = "door_locks"  # check' in path.read_text("utf-8")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(content), "utf-8")
    dataset = ingest("data/raw")
    assert dataset.observations[["area", "value", "lower", "upper", "unit"]].values.tolist() == [
        ["SE-2260", 45, 45, 45, "locks"],
        ["SE-2262", 60, 60, 60, "locks"],
        ["SE-2281", 120, 115, 125, "locks"],
        ["SE-2260|SE-2262|SE-2281", 225, 225, 225, "locks"],
    ]
    assert dataset.audit["kind"].value_counts().to_dict() == {"claimed": 6, "not_quantity": 1, "unclaimed": 1}
    _next_year_s_document_is_read_by_last_year_s_recipe(text)
    recipe.write_text(
        recipe.read_text("utf-8")
        .replace('door_locks"\nfind', 'door_lock"\nfind')
        .replace('until = "Mål 2015"', 'until = "Mål 2016"'),
        "utf-8",
    )
    told = text.partition("    ehealth-stats: 2 mistakes\n")[2].partition("\n\n")[0]
    with pytest.raises(ValueError, match="2 mistakes") as error:
        ingest("data/raw")
    assert str(error.value) == "2 mistakes\n" + dedent(told).strip("\n")


def _next_year_s_document_is_read_by_last_year_s_recipe(text: str) -> None:
    """The entries are those that the page shows; unedited they read the figures and the target of the new document."""
    path = draft("lagesrapport-2015.txt", "data/raw/las-2015", like="data/raw/las-2014")
    shown = text.partition("    # Moved: ")[2].partition("\n\nThe `programme`")[0]
    assert dedent(f"    # Moved: {shown}") in path.read_text("utf-8")
    dataset = ingest("data/raw")
    new = dataset.observations.query("source_id == 'las-2015'")
    assert new[["value", "lower", "upper"]].values.tolist() == [
        [58, 58, 58],
        [75, 75, 75],
        [160, 155, 165],
        [293, 293, 293],
    ]
    target = dataset.targets.query("source_id == 'las-2015'")
    assert (target["target_lower"].item(), target["due"].item().year) == (400, 2016)
    shutil.rmtree(path.parent)
