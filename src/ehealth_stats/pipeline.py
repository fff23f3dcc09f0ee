"""The order of the walk: a folder of documents -> tables, figures and reports; first files to fill in."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from ehealth_stats.analysis import compare_totals, count_events, evaluate, total
from ehealth_stats.analysis.totals.engines import collected, lazy_of
from ehealth_stats.analysis.totals.events import Each
from ehealth_stats.codelists import Language, in_use, municipalities
from ehealth_stats.errors import DocumentError, EHealthStatsError, OwnWordsError, RecipeError, did_you_mean, refusals_as
from ehealth_stats.ingestion import (
    RECIPE,
    combine,
    draft_recipe,
    find_codelists,
    hash_inputs,
    ingest,
    ingest_sources,
    read_document,
    read_evaluation,
    read_evaluations,
    scan_events,
)
from ehealth_stats.ingestion.documents.intake.received import copied
from ehealth_stats.ingestion.recipes.recipe import read_text as recipe_text
from ehealth_stats.reporting import Rendered, check_outputs, render_reports, table_files, write_files
from ehealth_stats.reporting.commit import commit, locked, recover
from ehealth_stats.reporting.ledger import Entry, Ledger, hash_of, hash_of_program, read_ledger
from ehealth_stats.reporting.own_words import draft_own_words, parse_own_words
from ehealth_stats.reporting.programmes import programme_of, programmes_of
from ehealth_stats.schema import Dataset, Evaluation, OwnWords, Transcript, file_names, parse_edtf

EVALUATIONS = Path("data", "evaluations")
_SETTING = "half_unit"
# Wraps a list, of documents or reports, by a title: for a progress bar.
Progress = Callable[..., Iterable[Any]]


def _quiet(items: Sequence[Any], title: str) -> Iterable[Any]:
    return items


def build(
    raw: str | Path = "data/raw",
    processed: str | Path = "data/processed",
    reports: str | Path = "reports",
    *,
    as_of: date | None = None,
    languages: Sequence[Language] | None = None,
    formats: Sequence[str] | None = None,
    evaluations: str | Path | None = None,
    codelists: str | Path | None = None,
    progress: Progress = _quiet,
) -> Evaluation:
    """Read every document, evaluate, and write tables, figures and reports.

    Nothing is written before everything has been read, computed and rendered, and then all of it or nothing: after an
    error the folders are as they were, and what was interrupted while it was written the next build finishes. Where
    nothing has changed nothing is done, and of programmes only those are drawn of which something has.

    Parameters
    ----------
    raw
        One folder a document, each with its recipe.toml.
    processed
        Where the tables go.
    reports
        Where the reports and figures go.
    as_of
        The day that progress is judged on; when left out, for each programme the latest publication date of its
        documents.
    languages, formats
        Of the reports; when left out, each programme in the languages of its documents and English, in all formats.
    evaluations
        The evaluators' own words, `<programme>.toml` each; data/evaluations when left out, if there is one.
    codelists
        One's own code lists; `codelists` beside `raw` when left out, if there is one.
    progress
        Wraps the list of documents, and that of reports, for a progress bar: it is given the list and a title.

    Returns
    -------
    Evaluation
        All tables.

    Raises
    ------
    EHealthStatsError
        If a document, recipe, evaluator's file or setting is wrong.

    Examples
    --------
    >>> build("nowhere")
    Traceback (most recent call last):
    ehealth_stats.errors.DocumentError: there is no folder 'nowhere'
      expected: a folder with one folder a document
    """
    check_outputs(languages, formats)
    tables, pages = Path(processed), Path(reports)
    # What is there now decides what is made, so that nobody else may write until all is.
    with locked([tables, pages]):
        return _built(
            Path(raw), tables, pages, as_of=as_of, languages=languages, formats=formats, evaluations=evaluations,
            codelists=codelists, progress=progress,
        )  # fmt: skip


def _built(
    raw: Path,
    tables: Path,
    pages: Path,
    *,
    as_of: date | None,
    languages: Sequence[Language] | None,
    formats: Sequence[str] | None,
    evaluations: str | Path | None,
    codelists: str | Path | None,
    progress: Progress,
) -> Evaluation:
    for folder in (tables, pages):
        recover(folder)
    before, there = read_ledger(pages), read_ledger(pages).there(pages)
    read = (raw, EVALUATIONS if evaluations is None else evaluations, codelists or raw.parent / "codelists")
    inputs = hash_of(hash_of_program(), hash_inputs(*map(Path, read)), as_of, languages, formats)
    if before.tables.made_of == inputs and before.tables.is_there(tables) and there.keys() == before.programmes.keys():
        return read_evaluation(tables)
    sources = ingest_sources(raw, codelists=codelists, progress=partial(progress, title="Reading documents"))
    evaluation = evaluate(combine(sources), as_of=as_of)
    documents = [source.transcript() for source in sources]
    made = _rendered(evaluation, languages, formats, evaluations, progress, documents, there)
    written = table_files(evaluation, made.builds, approximation=_SETTING)
    # One's own lists are no part of the tables: what goes by them is read anew.
    has_own = evaluation.dataset.codelists.or_in_use() is not in_use()
    now = Ledger(Entry.of("" if has_own else inputs, written), made.entries)
    files = {tables: written, pages: {**made.files, **now.file()}}
    commit(files, gone={pages: before.gone(now.programmes, pages)})
    return evaluation


def write_report(
    evaluation: Evaluation | Dataset,
    folder: str | Path,
    *,
    languages: Sequence[Language] | None = None,
    formats: Sequence[str] | None = None,
    evaluations: str | Path | None = None,
    progress: Progress = _quiet,
) -> list[Path]:
    """Write the evaluation of each programme, and each of its figures as PNG, SVG, PDF, CSV and JSON.

    Everything is made before anything is written; files that are there already are replaced, and no other is touched.

    Parameters
    ----------
    evaluation
        All tables, or a dataset, which is evaluated first.
    folder
        Where the reports go: `<folder>/<programme>/evaluation.<language>.<format>`, and the figures to `figures` there.
    languages, formats, evaluations, progress
        As in `build`.

    Returns
    -------
    list[Path]
        The files. Written twice, they are the same byte for byte.

    Raises
    ------
    TableError
        If a language or format does not exist, or the folder can't be written.
    OwnWordsError
        If an evaluator's file is wrong, or names a finding or chart that is not there.

    Examples
    --------
    >>> write_report(Dataset(), "reports", formats=["odt"])
    Traceback (most recent call last):
    ehealth_stats.errors.TableError: no reports in odt
      expected: languages: ...; formats: html, docx, pdf, xlsx
    """
    check_outputs(languages, formats)
    judged = evaluate(evaluation) if isinstance(evaluation, Dataset) else evaluation
    return write_files(_rendered(judged, languages, formats, evaluations, progress).files, folder)


def _rendered(  # noqa: PLR0917 - what is written, and how
    evaluation: Evaluation,
    languages: Sequence[Language] | None,
    formats: Sequence[str] | None,
    evaluations: str | Path | None,
    progress: Progress,
    documents: Collection[Transcript] = (),
    known: Mapping[str, Entry] | None = None,
) -> Rendered:
    with evaluation.dataset.codelists.or_in_use():
        return render_reports(
            evaluation,
            languages=languages,
            formats=formats,
            own=_own_words(evaluation, evaluations),
            documents=documents,
            known=known,
            approximation=_SETTING,
            progress=partial(progress, title="Writing reports"),
        )


def _own_words(evaluation: Evaluation, folder: str | Path | None) -> Mapping[str, OwnWords]:
    """Return what the evaluators write; a folder that is named has to be there."""
    if folder is None and not EVALUATIONS.is_dir():
        return {}
    found = read_evaluations(EVALUATIONS if folder is None else folder, programmes_of(evaluation))
    return {programme: parse_own_words(text, where) for programme, (text, where) in found.items()}


def total_of_events(
    files: str,
    *,
    by: Sequence[str],
    each: Each = "day",
    scope: str | None = None,
    engine: str = "duckdb",
    memory: str = "1GB",
    master: str = "local[*]",
    watch: Callable[[Callable[[], float]], AbstractContextManager[object]] = nullcontext,
) -> pd.DataFrame:
    """Count events and total them, where they lie.

    Parameters
    ----------
    files, engine, memory, master
        As in `scan_events`.
    by, each
        As in `total` and `count_events`.
    scope
        The areas that there should be events of, codes parted by a bar (NO, SE-22): the municipalities there on the
        last day. One without events is missing, not 0.
    watch
        Runs while there is counting; it is given what tells how much is done, in percent.

    Raises
    ------
    EHealthStatsError
        If the files can't be read, or what is in them can't be counted or totalled.

    Examples
    --------
    >>> total_of_events("nowhere/*.parquet", by=["area"], engine="pandas")
    Traceback (most recent call last):
    ehealth_stats.errors.DocumentError: no engine 'pandas'
      expected: duckdb or spark
    """
    scanned = scan_events(files, engine=engine, memory=memory, master=master)
    with watch(scanned.done):
        counted = collected(lazy_of(count_events(scanned.events, each=each), "events"))
    last = parse_edtf(counted["period"].max()).end if len(counted) else None
    frame = [area.code for area in municipalities(scope, on=last)] if scope and last else None
    return total(counted, by=by, frame=frame)


def draft(
    file: str | Path, folder: str | Path, *, like: str | Path | None = None, codelists: str | Path | None = None
) -> Path:
    """Make a folder for a document: a copy of it, and a first recipe beside it.

    Parameters
    ----------
    file
        The document.
    folder
        To be made, in the folder of all documents; its name is the id of the document.
    like
        The folder of a document of the same series: the entries of its recipe, in their places in this document.
    codelists
        One's own code lists, whose synonyms are looked for; as in `build`.

    Returns
    -------
    Path
        The recipe. Everything in it that is a guess ends in `# check`.

    Raises
    ------
    DocumentError
        If the document can't be read.
    RecipeError
        If the folder has a recipe already: it is never overwritten; or `like` has none.
    TableError
        If the folder can't be written. Nothing is changed then.

    Examples
    --------
    >>> draft("nowhere.docx", "data/raw/plan")
    Traceback (most recent call last):
    ehealth_stats.errors.DocumentError: ...
    """
    file, folder = Path(file), Path(folder)
    text = draft_text(file, folder, like=like, codelists=codelists)
    path = folder / RECIPE
    with _refusals():
        if path.exists():
            raise RecipeError("there is a recipe already", where=str(path), hint="name another folder with -o")
        own = {} if (folder / file.name).exists() else {file.name: copied(file)}
    write_files({**own, RECIPE: text.encode("utf-8")}, folder)
    return path


def _refusals() -> AbstractContextManager[None]:
    return refusals_as(RecipeError, "the recipe can't be written", expected="a folder that files can be written to")


def draft_text(file: Path, folder: Path, *, like: str | Path | None = None, codelists: str | Path | None = None) -> str:
    """Return the text of a first recipe for a document, as it would stand in a folder."""
    series = None if like is None else Path(like)
    with find_codelists(folder.parent, codelists):
        return draft_recipe(read_document(file), source_id=folder.name, compare=compare_totals, like=series)


def draft_folder(
    folder: str | Path, raw: str | Path = "data/raw", *, codelists: str | Path | None = None
) -> Iterator[tuple[Path, Path | EHealthStatsError]]:
    """Make a folder with a first recipe for every document in a folder, by the names of the files.

    Parameters
    ----------
    folder
        Holds documents; folders in it and hidden files are passed over.
    raw
        Where a folder is made for each document: `<raw>/<name of the file in small letters>`.
    codelists
        As in `draft`.

    Yields
    ------
    Each document with its recipe, or with the error that says why it has none: the others are drafted all the same.

    Raises
    ------
    DocumentError
        If there is no such folder, or no document in it.

    Examples
    --------
    >>> list(draft_folder("nowhere"))
    Traceback (most recent call last):
    ehealth_stats.errors.DocumentError: there is no document in 'nowhere'
      expected: a folder with documents
    """
    home = Path(folder)
    with refusals_as(DocumentError, "the folder can't be read", expected="a folder with documents"):
        listed = sorted(home.iterdir()) if home.is_dir() else []
        files = [
            path for path in listed if path.is_file() and not path.name.startswith((".", "~$")) and path.name != RECIPE
        ]
    if not files:
        raise DocumentError(f"there is no document in {str(folder)!r}", expected="a folder with documents")
    names = Counter(file.stem.lower() for file in files)
    for file in files:
        name = file.stem.lower() if names[file.stem.lower()] == 1 else file.name.lower().replace(".", "-")
        try:
            yield file, draft(file, Path(raw) / name, codelists=codelists)
        except EHealthStatsError as error:
            yield file, error


def save_recipe(path: Path, text: str, *, known: str | None, document: Path) -> None:
    """Write a recipe, unless the file is not what it was when it was read; the document goes beside it if it is not.

    Parameters
    ----------
    path
        Where the recipe goes; its folder is made.
    text
        The recipe.
    known
        What stood in the file when it was read, None for no file.
    document
        The document: copied into the folder when it stands elsewhere.

    Raises
    ------
    RecipeError
        If somebody else changed, made or deleted the recipe in the meantime, or the folder can't be written: then the
        recipe is as it was.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     document = Path(folder, "plan.txt")
    ...     _ = document.write_text("Larm: 5", "utf-8")
    ...     save_recipe(Path(folder, "plan", "recipe.toml"), "[source]", known=None, document=document)
    ...     sorted(path.name for path in Path(folder, "plan").iterdir())
    ['plan.txt', 'recipe.toml']
    """
    with _refusals():
        if (recipe_text(path) if path.is_file() else None) != known:
            raise RecipeError(
                "the recipe was changed on the disk since it was opened", where=str(path),
                hint="load it again, and make your changes in it; or delete the file to write yours",
            )  # fmt: skip
        own = {} if (path.parent / document.name).exists() else {document.name: copied(document)}
    write_files({**own, path.name: text.encode("utf-8")}, path.parent)


def draft_evaluation(programme: str, raw: str | Path = "data/raw", evaluations: str | Path | None = None) -> Path:
    """Write a first file of the evaluator's own words on a programme, with the places to fill.

    Parameters
    ----------
    programme
        One that a document in `raw` is of.
    raw
        One folder a document, each with its recipe.toml.
    evaluations
        Where the file goes; data/evaluations when left out.

    Returns
    -------
    Path
        The file, `<programme>.toml`: nothing is said in it yet, findings and charts stand behind a #.

    Raises
    ------
    OwnWordsError
        If there is no such programme, with the nearest, or it has a file already: that is never written over.

    Examples
    --------
    >>> draft_evaluation("plan", "nowhere")
    Traceback (most recent call last):
    ehealth_stats.errors.DocumentError: there is no folder 'nowhere'
      expected: a folder with one folder a document
    """
    evaluation = evaluate(ingest(raw))
    names = file_names(programmes_of(evaluation))
    if programme not in names:
        expected, hint = ", ".join(names), did_you_mean(programme, names)
        raise OwnWordsError(f"no document is of the programme {programme!r}", expected=expected, hint=hint)
    path = Path(EVALUATIONS if evaluations is None else evaluations) / f"{names[programme]}.toml"
    with refusals_as(OwnWordsError, "the file can't be written", expected="a folder that files can be written to"):
        if path.exists():
            raise OwnWordsError("there is a file already, with what someone wrote", where=str(path))
    with evaluation.dataset.codelists.or_in_use():
        text = draft_own_words(programme_of(evaluation, programme), programme)
    write_files({path.name: text.encode("utf-8")}, path.parent)
    return path
