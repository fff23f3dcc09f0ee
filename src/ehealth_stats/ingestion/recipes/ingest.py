"""A folder of documents with recipes -> a Dataset: every row traced to its words, every figure accounted for."""

import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ehealth_stats.codelists import CodeLists, area_key, joined, narrowed
from ehealth_stats.controls import without_controls
from ehealth_stats.errors import (
    CodeListError,
    DocumentError,
    EHealthStatsError,
    RecipeError,
    did_you_mean,
    raise_all,
    refusals_as,
)
from ehealth_stats.ingestion.documents import Document, read_document
from ehealth_stats.ingestion.documents.lines import join
from ehealth_stats.ingestion.figures.model import Approximation
from ehealth_stats.ingestion.figures.of_document.distinct_texts import to_strings
from ehealth_stats.ingestion.figures.of_document.header_units import read_unit
from ehealth_stats.ingestion.own_lists import find_codelists
from ehealth_stats.ingestion.recipes.audit import audit_document, masked_note, to_claims
from ehealth_stats.ingestion.recipes.baselines import Baseline, with_baselines
from ehealth_stats.ingestion.recipes.checks.remarks import remarks_of
from ehealth_stats.ingestion.recipes.checks.rules import rules_of_nothing
from ehealth_stats.ingestion.recipes.context import Claim, Context, Row, open_context
from ehealth_stats.ingestion.recipes.events import (
    Counted,
    counted_rows,
    hide_personal,
    members_note,
    read_asides,
    read_inferences,
    read_participants,
    read_statements,
    read_timeline,
)
from ehealth_stats.ingestion.recipes.model import ObservationEntry, Recipe
from ehealth_stats.ingestion.recipes.observations import read_observations
from ehealth_stats.ingestion.recipes.recipe import check_recipe, located, read_text
from ehealth_stats.ingestion.recipes.targets import read_targets
from ehealth_stats.ingestion.recipes.transcript import transcribe
from ehealth_stats.processes import processors, share
from ehealth_stats.schema import DATASET_TABLES, Dataset, Transcript, empty_table, to_table

RECIPE = "recipe.toml"
_READABLE = "a folder that can be opened"
_MANY = 100  # documents: fewer are read before new processes have begun
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ingested:
    """One document: its tables; the marks that account for its figures (the audit) and the words of each row.

    `marks` and `claims` have the start and end of each in the text of the document; a claim of an observation also has
    its locator, which may reach further: to the words around the figure. `codelists` are those of its recipe,
    `baselines` the observations that its targets start from, `remarks` what its author should look at.
    """

    document: Document
    tables: dict[str, pd.DataFrame]
    marks: pd.DataFrame
    claims: pd.DataFrame
    codelists: CodeLists
    baselines: tuple[Baseline, ...] = ()
    remarks: tuple[str, ...] = ()

    def transcript(self) -> Transcript:
        """Return the document as it is shown to a reader."""
        return transcribe(self.tables["sources"]["source_id"].iloc[0], self.document, self.marks, self.claims)


def ingest(
    folder: Path | str,
    *,
    approximation: Approximation = "half_unit",
    progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
    codelists: Path | str | None = None,
) -> Dataset:
    """Read every document of a folder by its recipe.

    Parameters
    ----------
    folder
        Holds one folder a document: the document and its recipe.toml.
    approximation
        Bounds of "c:a": `half_unit`, or None for none (docs/methods.md section 1).
    progress
        Wraps the list of folders while they are read, for a progress bar.
    codelists
        The folder of one's own code lists; `codelists` beside the folder of documents when left out, if there is one.

    Raises
    ------
    DocumentError
        If the folder is missing or empty, a folder has no document, or a document can't be read.
    RecipeError
        If a folder has no recipe, or a recipe does not fit its document: with every mistake of every recipe.
    CodeListError
        If one's own code lists are wrong.

    Examples
    --------
    >>> ingest("nowhere")
    Traceback (most recent call last):
    ehealth_stats.errors.DocumentError: there is no folder 'nowhere'
      expected: a folder with one folder a document
    """
    return combine(ingest_sources(folder, approximation=approximation, progress=progress, codelists=codelists))


def ingest_sources(
    folder: Path | str,
    *,
    approximation: Approximation = "half_unit",
    progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
    codelists: Path | str | None = None,
) -> list[Ingested]:
    """Read every document of a folder by its recipe, as `ingest` does, and keep each with its tables."""
    found, mistakes = list[Ingested](), list[EHealthStatsError]()
    folders = _source_folders(Path(folder))
    read = partial(_read_source, lists=find_codelists(folder, codelists), approximation=approximation)
    shared = share(read, folders, processes=processors() if len(folders) >= _MANY else 1)
    try:
        for _ in progress(folders):
            source = next(shared)
            if isinstance(source, Ingested):
                found.append(_told(source))
            else:
                mistakes.append(source)
    except BrokenProcessPool as error:
        hint = "perhaps there was too little memory: read fewer documents at once"
        raise DocumentError("the documents can't be read: a process ended before its document", hint=hint) from error
    raise_all(mistakes)
    return found


def _told(source: Ingested) -> Ingested:
    """Log what the author of a recipe should look at: by this process, whichever read the document."""
    for remark in source.remarks:
        _LOG.warning(remark)
    return source


def _read_source(folder: Path, *, lists: CodeLists, approximation: Approximation) -> "Ingested | EHealthStatsError":
    """Read one document, or return what is wrong with it."""
    try:
        with lists, refusals_as(DocumentError, "the folder of a document can't be read", expected=_READABLE):
            return _read_folder(folder, approximation=approximation)
    except (RecipeError, DocumentError, CodeListError) as error:
        return error


def combine(sources: Iterable[Ingested]) -> Dataset:
    """Put the rows of several documents into one dataset, with the code lists of all of them.

    Raises
    ------
    RecipeError
        If a target starts from an observation that no document has.
    CodeListError
        If two recipes mean something else by one code of their own.
    """
    sources = list(sources)
    listed = [source.tables for source in sources]
    tables: dict[str, Any] = {
        table: pd.concat([tables[table] for tables in listed], ignore_index=True) if listed else empty_table(table)
        for table in DATASET_TABLES
    }
    lists = joined(source.codelists for source in sources)
    with lists.or_in_use():
        return Dataset(
            **with_baselines(tables, [baseline for source in sources for baseline in source.baselines]), codelists=lists
        )


def ingest_source(folder: Path, *, approximation: Approximation = "half_unit") -> Ingested:
    """Read one document by the recipe beside it."""
    return _told(_read_folder(folder, approximation=approximation))


def _read_folder(folder: Path, *, approximation: Approximation) -> Ingested:
    path = folder / RECIPE
    if not path.is_file():
        raise RecipeError(
            f"the folder {folder.name!r} has no recipe",
            where=str(folder),
            expected=f"a {RECIPE} beside the document",
            hint="`ehealth-stats draft FILE` writes a first one; docs/recipes.md explains it",
        )
    recipe, mistakes = check_recipe(read_text(path), path)
    if recipe.source.id != without_controls(folder.name):
        what, where = f"the id {recipe.source.id!r} is not the folder's name", f"{path} [source], key 'id'"
        mistakes.append(located(RecipeError(what, where=where, expected=folder.name), path, recipe.lines))
    with lists_of(recipe):
        document = read_document(document_path(folder, recipe), limits=recipe.limits)
    return ingest_document(recipe, document, approximation=approximation, mistakes=mistakes)


def lists_of(recipe: Recipe) -> CodeLists:
    """Return the code lists that a recipe names something of: no other line of one's own says what a word means."""
    entries: Sequence[Any] = (*recipe.observations, *recipe.targets, *recipe.participants)
    listed, country = recipe.codelists, recipe.source.country
    with listed:
        own = {entry.unit for entry in recipe.observations if entry.unit}
        named = {read_unit(text, country).unit for text in own}
    categories = {code for entry in recipe.observations for code in (entry.breakdown, *_codes(entry))}
    return narrowed(
        listed,
        indicators={entry.indicator for entry in entries if entry.indicator},
        units=named - {""},
        categories=categories | {entry.breakdown for entry in recipe.targets},
    )


def _codes(entry: ObservationEntry) -> Iterable[str]:
    of_columns = () if entry.read == "by category" else entry.columns.values()
    return (*entry.parts.values(), *entry.categories.values(), *of_columns)


def ingest_document(
    recipe: Recipe,
    document: Document,
    *,
    approximation: Approximation = "half_unit",
    mistakes: Iterable[EHealthStatsError] = (),
) -> Ingested:
    """Read a document by a recipe: the same recipe reads every format of the same document.

    Raises
    ------
    RecipeError
        With every mistake of the recipe, those included that are known already.
    """
    context = open_recipe(recipe, document, approximation)
    context = replace(context, mistakes=list(mistakes))
    with lists_to_read(recipe):
        rows = read_rows(context)
        return replace(tabulate(context, rows), remarks=tuple(remarks_of(context)))


def open_recipe(recipe: Recipe, document: Document, approximation: Approximation = "half_unit") -> Context:
    """Find the figures of a document for its recipe, by the code lists that it goes by."""
    with lists_of(recipe):
        return open_context(recipe, hide_personal(recipe, document), approximation)


def lists_to_read(recipe: Recipe) -> CodeLists:
    """Return the code lists by which the entries of a recipe are read.

    Labels of categories are read by all lines of one's own lists, words of figures by those that the recipe names.
    """
    lists, categories = lists_of(recipe), recipe.codelists.categories
    if lists.categories == categories:
        return lists
    made: CodeLists = lists.known("all categories", lambda: replace(lists, categories=categories))
    return made


@dataclass(frozen=True, slots=True)
class Rows:
    """What the entries of a recipe read, section by section, before it becomes the tables of its document.

    `inferred` are statements that the recipe makes of its own.
    """

    observations: pd.DataFrame
    participants: Sequence[tuple[Row, Counted | None, Claim]]
    targets: Sequence[tuple[Row, Claim]]
    timeline: Sequence[tuple[Row, Claim]]
    statements: Sequence[tuple[Row, Claim]]
    inferred: Sequence[Row]
    asides: Sequence[Claim]


def read_rows(context: Context) -> Rows:
    """Read every section of a recipe; what is wrong in any of them is among the mistakes of the context."""
    found = Rows(
        participants=list(read_participants(context)),
        observations=read_observations(context),
        targets=list(read_targets(context)),
        timeline=list(read_timeline(context)),
        statements=list(read_statements(context)),
        inferred=list(read_inferences(context)),
        asides=list(read_asides(context)),
    )
    passages = ((context.where("passages", n), each) for n, each in enumerate(context.recipe.passages, 1))
    for where, selection in (*context.recipe.unread, *passages):
        with context.going_on():
            context.passage(selection, where)
    is_read = not (context.mistakes or context.recipe.unread)  # else a figure may be missing for another reason
    for error in rules_of_nothing(context.recipe, found.observations) if is_read else ():
        with context.going_on():
            raise error
    return found


def tabulate(
    context: Context, rows: Rows, *, table_of: Callable[[str, list[Row]], pd.DataFrame] = to_table
) -> Ingested:
    """Make the tables of a document of what its entries read, and account for every figure.

    `table_of` makes a checked table of rows: who reads a document again and again keeps those that stay the same.

    Raises
    ------
    RecipeError
        With all mistakes of the context.
    """
    recipe = context.recipe
    raise_all([located(error, recipe.path, recipe.lines) for error in context.mistakes or ()])
    counted = [one for _, one, _ in rows.participants if one is not None]
    own = [counted_rows(context, counted)] if counted else []
    observations = identify(pd.concat([rows.observations, *own], ignore_index=True))
    listed: dict[str, list[Row]] = {
        "participants": [row for row, _, _ in rows.participants],
        "sources": [_source_row(context)],
    }
    claims = [claim for _, row, claim in rows.participants if row is None]
    for table, pairs in [("targets", rows.targets), ("timeline", rows.timeline), ("statements", rows.statements)]:
        listed[table] = [row for row, _ in pairs]
        claims += [claim for _, claim in pairs]
    listed["statements"] += [row for row in rows.inferred if row not in listed["statements"]]
    taken = (
        observations[["start", "end", "observation_id", "locator"]]
        .assign(reason="observation")
        .astype({"reason": "str"})
    )
    claimed = pd.concat([taken, to_claims(claims)])
    marks = audit_document(context, claimed, to_claims(rows.asides))
    tables = {table: table_of(table, each) for table, each in listed.items()}
    tables |= {
        "observations": observations.drop(columns=["start", "end"]),
        "audit": marks.drop(columns=["start", "end"]),
    }
    return Ingested(context.document, tables, marks, claimed, recipe.codelists, tuple(context.baselines))


def identify(rows: pd.DataFrame) -> pd.DataFrame:
    """Give every observation its id: what it is about, and a number where several share that."""
    names = ["source_id", "indicator", "area", "breakdown", "period"]
    keyed = rows.assign(area=rows["area"].map({code: area_key(code) for code in rows["area"].unique()}))
    groups = keyed.groupby(names, sort=False)
    number = groups.cumcount().to_numpy()
    first = keyed[number == 0]
    texts = (pa.array(first[name].to_numpy(dtype=object), pa.large_string()) for name in names)
    about = pc.binary_join_element_wise(*texts, pa.scalar("/", pa.large_string()))
    key = about.take(pa.array(groups.ngroup().to_numpy()))
    identity = pc.if_else(pa.array(number > 0), join(key, "-", number + 1), key)
    return rows.assign(observation_id=to_strings(identity))


def _source_row(context: Context) -> Row:
    source, document = context.recipe.source, context.document
    notes = [source.note, *document.notes, masked_note(context.figures.excluded), members_note(context)]
    return {
        "source_id": source.id,
        "programme": source.programme,
        "title": source.title,
        "producer": source.producer,
        "language": source.language,
        "country": source.country,
        "scope": source.scope,
        "published": source.published,
        "file": document.name,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "url": source.url,
        "licence": source.licence,
        "note": "; ".join(filter(None, notes)),
    }


def _source_folders(folder: Path) -> list[Path]:
    expected = "a folder with one folder a document"
    with refusals_as(DocumentError, "the folder can't be read", expected=expected):
        if not folder.is_dir():
            raise DocumentError(f"there is no folder {str(folder)!r}", expected=expected)
        found = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    if not found:
        raise DocumentError(
            f"the folder {str(folder)!r} holds no documents", expected=expected,
            hint=f"put documents into it and run `ehealth-stats draft {folder}`: each gets a folder and a {RECIPE}",
        )  # fmt: skip
    return found


def document_path(folder: Path, recipe: Recipe | None = None) -> Path:
    """Return the document of a folder: the one that its recipe names, else the only file beside the recipe.

    Raises
    ------
    DocumentError
        If several files may be it, or there is none.
    RecipeError
        If the recipe names a file of another folder, or one that is not there.
    """
    if recipe and recipe.source.file:
        return _named_document(folder, recipe)
    others = _documents_in(folder)
    if len(others) == 1:
        return others[0]
    names = ", ".join(path.name for path in others) or "none"
    raise DocumentError(
        f"which file is the document? found: {names}",
        where=str(folder),
        expected="one document beside the recipe",
        hint="name it in the recipe: [source] file = …",
    )


def _documents_in(folder: Path) -> list[Path]:
    return sorted(
        p for p in folder.iterdir() if p.is_file() and p.name != RECIPE and not p.name.startswith((".", "~$"))
    )


def _named_document(folder: Path, recipe: Recipe) -> Path:
    """Return the document that a recipe names, controls in the names apart."""
    name, where = recipe.source.file, f"{recipe.path} [source], key 'file'"
    if name != Path(name.replace("\\", "/")).name:
        expected = "the name of a document beside the recipe"
        raise located(
            RecipeError(f"{name!r} is no file of the folder", where=where, expected=expected), recipe.path, recipe.lines
        )
    for path in folder.iterdir():
        if without_controls(path.name) == name:
            return path
    names = [path.name for path in _documents_in(folder)]
    what, expected = f"there is no file {name!r} in the folder", ", ".join(names) or "a document beside the recipe"
    error = RecipeError(what, where=where, expected=expected, hint=did_you_mean(name, names))
    raise located(error, recipe.path, recipe.lines)
