"""The notebooks: pairs agree, they run without a word on stderr, and their pictures have alt text, on a page too."""

import re
from functools import cache
from pathlib import Path

import jupytext
import nbformat
import pytest
from browser import needs_axe, open_browser, violations
from nbclient import NotebookClient
from nbconvert.exporters import HTMLExporter

FOLDER = Path(__file__).parents[1] / "notebooks"
SCRIPTS = sorted(FOLDER.glob("*.py"))
PICTURES = ("image/png", "image/svg+xml")
ONE_NOTEBOOK = pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)


@cache
def executed(script: Path) -> nbformat.NotebookNode:
    """The notebook of a script, with the outputs of a run from its own folder."""
    notebook = nbformat.read(script.with_suffix(".ipynb"), as_version=4)
    NotebookClient(
        notebook, timeout=300, store_widget_state=False, resources={"metadata": {"path": str(FOLDER)}}
    ).execute()
    return notebook


def test_six_notebooks_in_pairs() -> None:
    """Each script has its notebook and each notebook its script."""
    assert [path.stem[0] for path in SCRIPTS] == ["1", "2", "3", "4", "5", "6"]
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == [path.stem for path in SCRIPTS]


@ONE_NOTEBOOK
def test_pair_agrees(script: Path) -> None:
    """Both forms have the same cells, the notebook is kept without outputs, the script without versions of tools."""
    text = script.read_text("utf-8")
    notebook = jupytext.reads(script.with_suffix(".ipynb").read_text("utf-8"), fmt="ipynb")
    assert [(cell.cell_type, cell.source) for cell in notebook.cells] == [
        (cell.cell_type, cell.source) for cell in jupytext.reads(text, fmt="py:percent").cells
    ]
    assert not [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")]
    assert not re.search("format_version|jupytext_version", text)


@ONE_NOTEBOOK
def test_form(script: Path) -> None:
    """At most 15 cells, a question at the start, what was found at the end, one cell for the language, no functions."""
    cells = jupytext.reads(script.read_text("utf-8"), fmt="py:percent").cells
    assert len(cells) <= 15
    assert cells[0].source.splitlines()[0].endswith("?")
    assert cells[-1].source.startswith("## What was found")
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    assert sum("LANGUAGE = " in source for source in code) == 1
    assert not re.search(r"^\s*(def|class) |lambda", "\n".join(code), re.MULTILINE)


@ONE_NOTEBOOK
def test_runs(script: Path) -> None:
    """Every cell runs, nothing is written to stderr, and every picture says in words what it shows."""
    outputs = [output for cell in executed(script).cells for output in cell.get("outputs", [])]
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    shown = [(output, kind) for output in outputs for kind in PICTURES if kind in output.get("data", {})]
    assert shown
    assert all(output.metadata.get(kind, {}).get("alt") for output, kind in shown)


@cache
def page_of(script: Path) -> str:
    """The page of a notebook, made as `make pages` does."""
    exporter = HTMLExporter(extra_template_basedirs=[str(FOLDER / "template")], template_name="page")
    return exporter.from_notebook_node(executed(script))[0]


@ONE_NOTEBOOK
def test_page_loads_nothing_and_describes_its_pictures(script: Path) -> None:
    """As a page it asks no other address for anything and runs nothing; pictures have words."""
    page = page_of(script)
    assert not re.findall(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=[\"'](?:https?:)?//", page)
    assert "<script" not in page
    assert "content=\"default-src 'none';" in page
    pictures = re.findall(r"<img\b[^>]*>", page)
    assert pictures
    assert all(re.search(r'alt="[^"]+"', picture) for picture in pictures)
    assert "No description has been provided" not in page


@needs_axe
def test_no_page_breaks_a_rule_of_accessibility(tmp_path: Path) -> None:
    """Nor does the document that notebook 1 shows in a frame."""
    found = {}
    with open_browser(tmp_path) as opened:
        for script in SCRIPTS:
            path = tmp_path / f"{script.stem}.html"
            path.write_text(page_of(script), "utf-8")
            found[script.stem] = violations(opened, path)
    assert found == {script.stem: [] for script in SCRIPTS}
