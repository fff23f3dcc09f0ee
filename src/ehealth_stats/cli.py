"""The command line: `ehealth-stats COMMAND`; exit code 2 and one clear message when input or call is wrong.

A command imports what it runs when it runs, so that `--help` answers at once.
"""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress, track
from rich.table import Table
from rich.text import Text

from ehealth_stats.codelists import countries
from ehealth_stats.errors import EHealthStatsError, refused
from ehealth_stats.wording.languages import LANGUAGES

if TYPE_CHECKING:
    import pandas as pd

    from ehealth_stats.schema import Evaluation

_WIDTH = 200
CONTRADICTIONS = ("differs", "sources_disagree", "baseline_disputed", "claim_contradicted")

app = typer.Typer(
    name="ehealth-stats",
    help="Count and judge municipal eHealth programmes from their own documents.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class TextFormat(StrEnum):
    """How a table is printed."""

    table = "table"
    csv = "csv"


class FigureFormat(StrEnum):
    """How figures are printed."""

    table = "table"
    csv = "csv"
    json = "json"


class Each(StrEnum):
    """What events are counted by."""

    day = "day"
    month = "month"
    year = "year"


class Engine(StrEnum):
    """What counts events."""

    duckdb = "duckdb"
    spark = "spark"


Raw = Annotated[Path, typer.Option("--raw", help="Folder with one folder a document.")]
AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Day that progress is judged on.")]
File = Annotated[Path, typer.Argument(help="A document.")]
Evaluations = Annotated[
    Path | None,
    typer.Option(help="Folder with the evaluators' own words, <programme>.toml each.", show_default="data/evaluations"),
]
Codelists = Annotated[
    Path | None, typer.Option(help="Folder with your own code lists.", show_default="codelists beside --raw")
]
Printed = Annotated[TextFormat, typer.Option("--format", help="How to print.")]


@app.command("build")
def build_command(
    raw: Raw = Path("data/raw"),
    processed: Annotated[Path, typer.Option(help="Where the tables go.")] = Path("data/processed"),
    reports: Annotated[Path, typer.Option(help="Where reports and figures go.")] = Path("reports"),
    evaluations: Evaluations = None,
    codelists: Codelists = None,
    as_of: AsOf = None,
    lang: Annotated[
        str | None,
        typer.Option(
            help=f"Languages of the reports, parted by commas: {', '.join(LANGUAGES)}.",
            show_default="those of a programme's documents, and English",
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format", help="Formats of the reports, parted by commas: html, docx, pdf, xlsx.", show_default="all"
        ),
    ] = None,
) -> None:
    """Read all documents, and write tables, figures and the evaluation of each programme: the main job.

    Example: ehealth-stats build --as-of 2013-12-31 --lang sv --format docx,pdf
    """
    from ehealth_stats.pipeline import build

    evaluation = build(
        raw, processed, reports, as_of=_day(as_of), languages=_listed(lang), formats=_listed(form),
        evaluations=evaluations, codelists=codelists, progress=_progress,
    )  # fmt: skip
    tables = evaluation.tables()
    _print_audit(evaluation)
    print(f"{len(tables['findings'])} findings, {len(tables['matrix'])} targets")
    for programme, day in evaluation.days.items():
        print(f"{programme}: judged on {day}")
    print(f"tables in {processed}, evaluations in {reports}")


@app.command()
def inspect(file: File) -> None:
    """Show a document's tables and passages, as a recipe can name them.

    Example: ehealth-stats inspect data/raw/vasternorrland-2013/genomforandeplan-2013.docx
    """
    from ehealth_stats.ingestion import outline_document, read_document

    document = read_document(file)
    _print_table(outline_document(document), TextFormat.table)
    _print_notes(document.notes)


@app.command()
def extract(
    file: File,
    country: Annotated[
        str | None,
        typer.Option(metavar=f"<{'|'.join(countries())}>", help="Whose municipalities; guessed when left out."),
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar=f"<{'|'.join(LANGUAGES)}>", help="Guessed from the text when left out.")
    ] = None,
    form: Annotated[FigureFormat, typer.Option("--format", help="How to print.")] = FigureFormat.table,
) -> None:
    """Print every figure in a document, no recipe needed: place, value, bounds, unit, words, locator.

    Example: ehealth-stats extract plan.docx --format csv > figures.csv
    """
    from ehealth_stats.ingestion import list_refused, read_document, read_figures, tabulate_figures

    document = read_document(file)
    found = read_figures(document, country=country, language=language)
    figures = tabulate_figures(found)
    if form is FigureFormat.json:
        print(figures.to_json(orient="records", force_ascii=False, indent=1))
    else:
        _print_table(figures, TextFormat(form.value))
    _print_notes([*document.notes, *(f"refused, can be read two ways: {item}" for item in list_refused(found))])


@app.command("draft")
def draft_command(
    file: Annotated[Path | None, typer.Argument(help="A document that has no recipe yet, or a folder of such.")] = None,
    folder: Annotated[
        Path | None, typer.Option("-o", help="Folder to make; printed when left out. Of many, where each gets its own.")
    ] = None,
    like: Annotated[
        Path | None, typer.Option("--like", help="Folder of a document of the same series, whose entries are taken.")
    ] = None,
    evaluation: Annotated[
        str | None, typer.Option("--evaluation", help="A programme that someone evaluates, instead of a document.")
    ] = None,
    raw: Raw = Path("data/raw"),
    evaluations: Evaluations = None,
    codelists: Codelists = None,
) -> None:
    """Write a first recipe for a document, every guess marked # check; or a first file of own words on a programme.

    Example: ehealth-stats draft plan.docx -o data/raw/jamtland-2014

    Example: ehealth-stats draft plan-2014.docx -o data/raw/jamtland-2014 --like data/raw/jamtland-2013

    Example: ehealth-stats draft received -o data/raw

    Example: ehealth-stats draft --evaluation vasternorrland
    """
    from ehealth_stats.pipeline import draft, draft_evaluation, draft_text

    if (file is None) == (evaluation is None):
        raise typer.BadParameter("name a document, or a programme with --evaluation")
    if evaluation is not None:
        path = draft_evaluation(evaluation, raw, evaluations)
        print(f"{path}: fill in what you have to say, then run ehealth-stats build")
    elif file and file.is_dir():
        _draft_all(file, folder or raw, codelists)
    elif file and folder:
        path = draft(file, folder, like=like, codelists=codelists)
        print(f"{path}: look at every line that ends in # check, then run ehealth-stats build")
    elif file:
        print(draft_text(file, raw / file.stem.lower(), like=like, codelists=codelists), end="")


def _draft_all(file: Path, raw: Path, codelists: Path | None) -> None:
    """Draft every document of a folder, and leave with 2 where one could not be."""
    from ehealth_stats.pipeline import draft_folder

    failed = False
    for document, made in draft_folder(file, raw, codelists=codelists):
        failed = failed or not isinstance(made, Path)
        print(f"{made}: from {document.name}" if isinstance(made, Path) else f"{document}: {made}")
    if failed:
        raise typer.Exit(2)


@app.command("review")
def review_command(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A document, or the folder that holds it.")],
    folder: Annotated[
        Path | None, typer.Option("-o", help="Folder of the recipe.", show_default="that of the document, or data/raw")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(metavar=f"<{'|'.join(LANGUAGES)}>", help="Of labels; that of the document when left out."),
    ] = None,
) -> None:
    """Say what each figure of a document is by clicking, in JupyterLab; a recipe is what comes of it.

    Example: ehealth-stats review plan.docx -o data/raw/jamtland-2014
    """
    from ehealth_stats.reviewing.lab import open_in_lab

    open_in_lab(path, folder, language)


@app.command()
def check(
    raw: Raw = Path("data/raw"),
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when a contradiction is found.")] = False,
    codelists: Codelists = None,
) -> None:
    """Print findings and audit, write nothing.

    Example: ehealth-stats check --strict
    """
    evaluation = _evaluation(raw, None, codelists)
    findings = evaluation.findings
    _print_table(findings[["severity", "kind", "statement", "arithmetic", "settles"]], TextFormat.table)
    _print_audit(evaluation)
    contradictions = findings[findings["kind"].isin(CONTRADICTIONS)]
    print(f"{len(contradictions)} contradictions among {len(findings)} findings")
    if strict and len(contradictions):
        raise typer.Exit(1)


@app.command()
def trace(observation_id: str, raw: Raw = Path("data/raw"), codelists: Codelists = None) -> None:
    """Show where a number stands in its document, and what rests on it.

    Example: ehealth-stats trace vasternorrland-2013/safety_alarms/SE-2281/digital/2013-04-02
    """
    from ehealth_stats.analysis.evaluation import trace as trace_observation

    for name, value in trace_observation(_evaluation(raw, None, codelists), observation_id).items():
        print(f"{name + ':':<16} {value}")


@app.command()
def total(
    raw: Raw = Path("data/raw"),
    form: Printed = TextFormat.table,
    codelists: Codelists = None,
    events: Annotated[str | None, typer.Option(help="Parquet files, a row an event, instead of documents.")] = None,
    by: Annotated[str, typer.Option(help="What makes a total of events, parted by commas.")] = "indicator,period",
    each: Annotated[Each, typer.Option(help="What events are counted by.")] = Each.day,
    scope: Annotated[
        str | None, typer.Option(help="Where there should be events: NO, or codes parted by a bar.", show_default="all")
    ] = None,
    engine: Annotated[Engine, typer.Option(help="What counts them.")] = Engine.duckdb,
    memory: Annotated[str, typer.Option(help="The most that DuckDB may use.")] = "1GB",
    master: Annotated[str, typer.Option(help="Spark's master: spark://…, or sc://… for Connect.")] = "local[*]",
) -> None:
    """Print all totals with their bounds and shares: of the documents, or of events that are counted where they lie.

    Example: ehealth-stats total --format csv

    Example: ehealth-stats total --events 'events/*.parquet' --by area,indicator,period --scope NO
    """
    if events is None:
        _print_table(_evaluation(raw, None, codelists).totals, form)
        return
    from ehealth_stats.ingestion import find_codelists
    from ehealth_stats.pipeline import total_of_events

    with find_codelists(raw, codelists):
        found = total_of_events(
            events, by=_listed(by), each=each.value, scope=scope, engine=engine.value, memory=memory, master=master,
            watch=_watched,
        )  # fmt: skip
    _print_table(found, form)


@app.command()
def progress(
    raw: Raw = Path("data/raw"), as_of: AsOf = None, form: Printed = TextFormat.table, codelists: Codelists = None
) -> None:
    """Print progress toward every target, or why it can't be judged.

    Example: ehealth-stats progress --as-of 2014-06-30
    """
    table = _evaluation(raw, as_of, codelists).progress
    short = ["target_id", "reading", "target_state", "target_status", "verdict", "certainty", "reason"]
    _print_table(table if form is TextFormat.csv else table[short], form)


def _evaluation(raw: Path, as_of: datetime | None, codelists: Path | None) -> "Evaluation":
    from ehealth_stats.analysis import evaluate
    from ehealth_stats.ingestion import ingest

    dataset = ingest(raw, codelists=codelists, progress=partial(_progress, title="Reading documents"))
    return evaluate(dataset, as_of=_day(as_of))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _listed(text: str | None) -> Any:  # noqa: ANN401 - checked by the report writer, which names what exists
    return None if text is None else tuple(part.strip() for part in text.split(",") if part.strip())


def _progress(items: Sequence[Any], title: str) -> Iterable[Any]:
    return track(items, title, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True)


@contextmanager
def _watched(done: Callable[[], float]) -> Iterator[None]:
    """Show how much is done while something runs, where a person looks on."""
    bar = Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True)
    over = threading.Event()
    task = bar.add_task("Counting events", total=100)

    def follow() -> None:
        while not over.wait(0.2):
            bar.update(task, completed=max(done(), 0.0))

    watcher = threading.Thread(target=follow, daemon=True)
    with bar:
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()


def _print_table(frame: "pd.DataFrame", form: TextFormat) -> None:
    from ehealth_stats.reporting import to_csv

    if form is TextFormat.csv:
        print(to_csv(frame), end="")
        return
    table = Table(show_edge=False, pad_edge=False)
    for name in frame.columns:
        table.add_column(str(name), overflow="fold")
    for row in frame.astype(object).where(frame.notna(), "").itertuples(index=False):
        table.add_row(*(Text(_cell(value)) for value in row))
    Console(width=None if sys.stdout.isatty() else _WIDTH).print(table)


def _print_notes(notes: Iterable[str]) -> None:
    """Say what was done to a document and what was left out, beside its table."""
    for note in notes:
        print(f"note: {note}", file=sys.stderr)


def _cell(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _print_audit(evaluation: "Evaluation") -> None:
    audit = evaluation.dataset.audit
    for source, kinds in audit.groupby("source_id")["kind"]:
        counts = kinds.value_counts()
        listed = ", ".join(
            f"{counts.get(k, 0)} {k.replace('_', ' ')}" for k in ("claimed", "not_quantity", "unclaimed")
        )
        print(f"{source}: {len(kinds)} figures in the document: {listed}")


def main() -> None:
    """Run the command line."""
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _leave("", 1)  # who reads, as `head` does, has seen enough
    except EHealthStatsError as error:
        _leave(f"ehealth-stats: {error}", 2)
    except OSError as error:
        where = error.filename or "what is printed"
        told = refused(EHealthStatsError, "the system refuses", error, where=where, expected="a place that takes it")
        _leave(f"ehealth-stats: {told}", 2)


def _leave(message: str, code: int) -> NoReturn:
    """Say why and leave; what can't be printed is not tried once more."""
    with suppress(OSError):
        print(message, end="\n" if message else "", file=sys.stderr)
    sys.stdout = sys.__stdout__ = None  # type: ignore[misc]
    sys.exit(code)
