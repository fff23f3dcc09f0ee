"""A document -> JupyterLab on a small notebook with one cell, that of its review."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from ehealth_stats.codelists import Language
from ehealth_stats.errors import EHealthStatsError

_NEEDED = ("jupyterlab", "anywidget", "tomlkit")
_NOTEBOOK = "review.ipynb"


def open_in_lab(path: Path, folder: Path | None = None, language: Language | None = None) -> None:
    """Open JupyterLab on the review of a document, until it is stopped; the notebook is gone then, the recipe stays.

    Raises
    ------
    EHealthStatsError
        If JupyterLab or the widgets are not installed, or the document or its recipe can't be read.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        hint = "pip install 'ehealth-stats[notebooks]'"
        raise EHealthStatsError(f"a review needs {' and '.join(missing)}", hint=hint)
    from ehealth_stats.reviewing.opening import open_review

    opened = open_review(path, folder, language)
    with TemporaryDirectory(prefix="review-") as place:
        notebook = Path(place, _NOTEBOOK)
        home = opened.session.path.parent.resolve()
        notebook.write_text(notebook_of(opened.document.resolve(), home, language), "utf-8")
        command = [sys.executable, "-m", "jupyterlab", str(notebook), f"--ServerApp.root_dir={place}"]
        subprocess.run(command, check=False)


def notebook_of(document: Path, folder: Path, language: Language | None = None) -> str:
    """Return a notebook with the cell of a review, as JSON.

    Examples
    --------
    >>> print(*json.loads(notebook_of(Path("plan.docx"), Path("raw", "plan"), "sv"))["cells"][0]["source"], sep="")
    import ehealth_stats as es
    <BLANKLINE>
    es.review("plan.docx", "raw/plan", language="sv")
    """
    named = [json.dumps(place.as_posix(), ensure_ascii=False) for place in (document, folder)]
    arguments = ", ".join([*named, *([f'language="{language}"'] if language else [])])
    source = ["import ehealth_stats as es\n", "\n", f"es.review({arguments})"]
    cell: dict[str, object] = {
        "cell_type": "code",
        "id": "review",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
    }
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": kernel},
        "cells": [cell | {"source": source}],
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1)
