"""JupyterLab itself, in headless Chromium: notebook 1 opens, all its cells run, a chart with alt text is seen."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Page, needs_chromium, open_browser, open_lab, wait

NOTEBOOK = "1-documents-to-tidy-data.ipynb"
# Pictures of outputs, with their alt text and their width: 0 for one that is not drawn.
PICTURES = "[...document.querySelectorAll('.jp-OutputArea img')].map(image => [image.alt, image.naturalWidth])"
RUN_ALL = "void window.jupyterapp.commands.execute('runmenu:run-all') || 'run'"
# Run before the kernel is there, JupyterLab would ask which one is meant.
READY = "window.jupyterapp?.shell?.currentWidget?.context?.sessionContext?.session?.kernel?.status === 'idle'"
IDLE = "[...document.querySelectorAll('.jp-InputPrompt')].every(prompt => !prompt.textContent.includes('*'))"
# Cells outside the window are only drawn when they are scrolled to.
SCROLL = "document.querySelectorAll('.jp-WindowedPanel-outer').forEach(panel => panel.scrollTop += 700)"

pytestmark = needs_chromium


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """The address of a JupyterLab on a copy of the notebooks and documents."""
    root = Path(__file__).parents[1]
    shutil.copytree(root / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copytree(root / "data" / "raw", tmp_path / "data" / "raw")
    with open_lab(tmp_path) as address:
        yield address


@pytest.fixture
def page(lab: str, tmp_path: Path) -> Iterator[Page]:
    """A page with notebook 1 open in JupyterLab."""
    with open_browser(tmp_path, f"{lab}/lab/tree/notebooks/{NOTEBOOK}?reset") as opened:
        yield opened


def test_notebook_runs_in_jupyterlab_and_shows_a_chart(page: Page) -> None:
    """All cells run, and the picture of the attendance chart is there with the words for those who can't see it."""
    wait(120, lambda: page.evaluate(READY))
    assert page.evaluate(RUN_ALL) == "run"

    def chart() -> Any:
        page.evaluate(SCROLL)
        return [alt for alt, width in page.evaluate(PICTURES) or [] if width > 0 and alt]

    alts = wait(240, chart)
    assert alts[0].startswith("Horizontal bars by group (8). Decision makers in health care 195 (33.8%)")
    assert wait(120, lambda: page.evaluate(IDLE))
