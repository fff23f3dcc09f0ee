"""The order of the walk: a folder of documents -> tables, figures and reports; a document -> its first recipe."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ehealth_stats.analysis import evaluate
from ehealth_stats.codelists import Language
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion import RECIPE, draft_recipe, ingest, read_document
from ehealth_stats.reporting import check_outputs, write_report, write_tables
from ehealth_stats.schema import Evaluation


def build(
    raw: str | Path = "data/raw",
    processed: str | Path = "data/processed",
    reports: str | Path = "reports",
    *,
    as_of: date | None = None,
    languages: Sequence[Language] = ("en",),
    formats: Sequence[str] = ("html",),
    progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
) -> Evaluation:
    """Read every document, evaluate, and write tables, figures and reports.

    Nothing is written before everything has been read and computed: after an error the folders are as
    they were.

    Parameters
    ----------
    raw
        One folder a document, each with its recipe.toml.
    processed
        Where the tables go.
    reports
        Where the reports and figures go.
    as_of
        The day that progress is judged on; the latest publication date of the documents when left out.
    languages, formats
        Of the reports.
    progress
        Wraps the list of documents while they are read, for a progress bar.

    Returns
    -------
    Evaluation
        All tables.

    Raises
    ------
    EHealthStatsError
        If a document, recipe or setting is wrong.

    Examples
    --------
    >>> build("nowhere")
    Traceback (most recent call last):
    ehealth_stats.errors.DocumentError: there is no folder 'nowhere'
      expected: a folder with one folder a document
    """
    check_outputs(languages, formats)
    evaluation = evaluate(ingest(raw, progress=progress), as_of=as_of)
    write_tables(evaluation, Path(processed), approximation="half_unit")
    write_report(evaluation, reports, languages=languages, formats=formats)
    return evaluation


def draft(file: str | Path, folder: str | Path) -> Path:
    """Make a folder for a document: a copy of it, and a first recipe beside it.

    Returns
    -------
    Path
        The recipe. Everything in it that is a guess ends in `# check`.

    Raises
    ------
    DocumentError
        If the document can't be read.
    RecipeError
        If the folder has a recipe already: it is never overwritten.

    Examples
    --------
    >>> draft("nowhere.docx", "data/raw/plan")
    Traceback (most recent call last):
    ehealth_stats.errors.DocumentError: ...
    """
    file, folder = Path(file), Path(folder)
    text = draft_recipe(read_document(file), source_id=folder.name)
    path = folder / RECIPE
    if path.exists():
        raise RecipeError("there is a recipe already", where=str(path), hint="name another folder with -o")
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / file.name).exists():
        shutil.copyfile(file, folder / file.name)
    path.write_text(text, "utf-8")
    return path
