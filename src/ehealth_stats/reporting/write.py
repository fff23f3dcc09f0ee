"""The reports on disk: an Evaluation and a folder -> one file a programme, language and format, and the figures."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from ehealth_stats.codelists import Language
from ehealth_stats.errors import OwnWordsError, TableError
from ehealth_stats.processes import processors, share
from ehealth_stats.reporting.build_report import build_report
from ehealth_stats.reporting.commit import Files, commit
from ehealth_stats.reporting.evidence import evidence_pages
from ehealth_stats.reporting.formats import FORMATS
from ehealth_stats.reporting.index import Written, render_index
from ehealth_stats.reporting.ledger import Entry, hash_of, hash_of_program
from ehealth_stats.reporting.model import Report
from ehealth_stats.reporting.programmes import languages_of, parts_of
from ehealth_stats.reporting.tables import build_id
from ehealth_stats.reporting.wording import report_languages
from ehealth_stats.schema import Evaluation, OwnWords, Transcript, file_names

_INDEX = "index.html"  # what it is of stands in for a programme
# Seconds, about: until new processes are worth their start, for a report, and for a row that it tells of.
_START, _A_REPORT, _A_ROW = 4.0, 0.25, 0.013


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files that were made by their paths, the build of each programme, and what its folder now holds."""

    files: Files
    builds: Mapping[str, str]
    entries: Mapping[str, Entry]


def render_reports(  # noqa: PLR0913 - what is written, and how
    evaluation: Evaluation,
    *,
    languages: Sequence[Language] | None = None,
    formats: Sequence[str] | None = None,
    own: Mapping[str, OwnWords] | None = None,
    documents: Collection[Transcript] = (),
    approximation: str | None = "half_unit",
    known: Mapping[str, Entry] | None = None,
    progress: Callable[[Sequence[Any]], Iterable[Any]] = iter,
) -> Rendered:
    """Return the files of the evaluation of each programme by their paths, and the page that lists them.

    Parameters
    ----------
    evaluation
        All tables.
    languages
        Languages of the reports; when left out, those of the programme's documents, and English.
    formats
        Formats of the reports; all when left out.
    own
        The evaluator's own words by programme.
    documents
        As they were read: each that is a source gets an evidence page, which the numbers in HTML lead to.
    approximation
        The setting that the bounds rest on, to be named in the report.
    known
        What is there already, by folder of the programme: it is not made again where nothing has changed.
    progress
        Wraps the list of reports while they are made, for a progress bar.

    Raises
    ------
    TableError
        If a language or format does not exist, or there was too little memory.
    OwnWordsError
        If the own words are of no programme that is here, or name a finding or chart that is not.
    """
    check_outputs(languages, formats)
    parts = parts_of(evaluation)
    jobs = list(_jobs(parts, languages, tuple(formats or FORMATS), own or {}, approximation))
    pages = {document.source_id for document in documents}
    jobs = [replace(job, pages=tuple(pages.intersection(job.evaluation.dataset.sources["source_id"]))) for job in jobs]
    made_of = _made_of(jobs, documents)
    entries = {name: entry for name, entry in (known or {}).items() if entry.made_of == made_of.get(name)}
    to_make = [job for job in jobs if job.folder not in entries]
    files: dict[str, dict[str, bytes]] = {job.folder: {} for job in to_make}
    for job, made in zip(to_make, _rendered(to_make, progress), strict=True):
        files[job.folder] |= made
    for job in {job.folder: job for job in to_make}.values():
        found = evidence_pages(job.evaluation, documents)
        files[job.folder] |= {str(PurePosixPath(job.folder) / name): page for name, page in found.items()}
    files[_INDEX] = {"index.html": render_index(parts, _written(jobs))}
    entries |= {name: Entry.of(made_of.get(name, ""), own) for name, own in files.items()}
    builds = {job.programme: job.build for job in jobs}
    return Rendered({name: content for own in files.values() for name, content in own.items()}, builds, entries)


def _made_of(jobs: Sequence["_Job"], documents: Collection[Transcript]) -> dict[str, str]:
    """Return a hash of what the files of each programme are made of, by its folder."""
    found: dict[str, str] = {}
    for job in {job.folder: job for job in jobs}.values():
        reports = [(each.language, each.formats) for each in jobs if each.folder == job.folder]
        own = [document for document in documents if document.source_id in job.pages]
        lists = job.evaluation.dataset.codelists.__reduce__()[1]
        found[job.folder] = hash_of(hash_of_program(), job.build, job.own, reports, own, lists)
    return found


def _written(jobs: Iterable["_Job"]) -> dict[str, Written]:
    """Return what is written of each programme."""
    found: dict[str, Written] = {}
    for job in jobs:
        languages = [*found[job.programme].languages, job.language] if job.programme in found else [job.language]
        found[job.programme] = Written(job.folder, languages, job.formats, job.own, job.pages)
    return found


def check_outputs(languages: Sequence[str] | None, formats: Sequence[str] | None) -> None:
    """Refuse languages and formats that do not exist, before any work is done; None stands for what is usual.

    Raises
    ------
    TableError
        With all that exist.

    Examples
    --------
    >>> check_outputs(None, ["odt"])
    Traceback (most recent call last):
    ...
    ehealth_stats.errors.TableError: no reports in odt
      expected: languages: da, en, nb, nn, sv; formats: html, docx, pdf, xlsx
    """
    known = report_languages()
    unknown = [name for name in languages or () if name not in known]
    unknown += [name for name in formats or () if name not in FORMATS]
    nothing = [given for given in (languages, formats) if given is not None and not given]
    if unknown or nothing:
        raise TableError(
            f"no reports in {', '.join(unknown)}" if unknown else "no language or no format is named",
            expected=f"languages: {', '.join(known)}; formats: {', '.join(FORMATS)}",
        )


@dataclass(frozen=True, slots=True)
class _Job:
    """The report of one programme in one language, in all its formats; `folder` is that of the programme."""

    evaluation: Evaluation
    programme: str
    folder: str
    language: Language
    formats: tuple[str, ...]
    own: OwnWords
    approximation: str | None
    build: str
    pages: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows the report tells of."""
        return len(self.evaluation.dataset.observations) + len(self.evaluation.matrix)

    def render(self) -> Files:
        """Return the files of the report; each of its pictures is drawn once for all formats."""
        own = PurePosixPath(self.folder)
        with self.evaluation.dataset.codelists.or_in_use():
            report = self._report()
            files = {str(own / report.file_name(form)): FORMATS[form](report) for form in self.formats}
            figures = (figure.files(report.build) for figure in report.figures())
            return files | {str(own / "figures" / name): content for each in figures for name, content in each.items()}

    def _report(self) -> Report:
        try:
            report = build_report(
                self.evaluation, self.language, own=self.own, pages=self.pages, approximation=self.approximation
            )
        except OwnWordsError as error:
            where = f"{self.folder}.toml, {error.where}"
            raise OwnWordsError(error.what, where=where, expected=error.expected, hint=error.hint) from error
        return replace(report, build=self.build)


def _jobs(
    parts: Mapping[str, Evaluation],
    languages: Sequence[Language] | None,
    formats: tuple[str, ...],
    own: Mapping[str, OwnWords],
    approximation: str | None,
) -> Iterator[_Job]:
    for programme, folder in file_names(parts).items():
        part = parts[programme]
        words, build = own.get(programme, OwnWords()), build_id(part, approximation)
        for language in dict.fromkeys(languages or languages_of(part)):
            yield _Job(part, programme, folder, language, formats, words, approximation, build)


def _rendered(jobs: Sequence[_Job], progress: Callable[[Sequence[Any]], Iterable[Any]]) -> Iterator[Files]:
    """Yield the files of each report, made in as many processes as there are processors where that is faster."""
    processes = min(len(jobs), processors())
    alone = sum(_A_REPORT + _A_ROW * job.rows for job in jobs)
    if processes < 2 or alone < _START + alone / processes:
        yield from (job.render() for job in progress(jobs))
        return
    order = sorted(range(len(jobs)), key=lambda number: jobs[number].rows, reverse=True)
    made: dict[int, Files] = {}
    shared = share(_Job.render, [jobs[number] for number in order], processes=processes)
    try:
        for number in progress(order):
            made[number] = next(shared)
    except BrokenProcessPool as error:
        hint = "perhaps there was too little memory: ask for fewer languages or formats at once"
        raise TableError("the reports can't be made: a process ended before its report", hint=hint) from error
    yield from (made[number] for number in range(len(jobs)))


def write_files(files: Files, folder: str | Path) -> list[Path]:
    """Write files into a folder, all of them or none.

    Raises
    ------
    TableError
        If the folder can't be written.
    """
    return commit({Path(folder): files})
