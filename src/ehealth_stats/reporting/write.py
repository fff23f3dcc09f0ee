"""The reports on disk: an Evaluation and a folder -> one file a programme, language and format, and the figures."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from ehealth_stats.codelists import Language
from ehealth_stats.errors import OwnWordsError, TableError
from ehealth_stats.reporting.build_report import build_report
from ehealth_stats.reporting.evidence import evidence_pages
from ehealth_stats.reporting.formats import FORMATS
from ehealth_stats.reporting.index import Written, render_index
from ehealth_stats.reporting.model import Report
from ehealth_stats.reporting.programmes import languages_of, programme_of, programmes_of
from ehealth_stats.reporting.wording import report_languages
from ehealth_stats.schema import Evaluation, OwnWords, Transcript, file_names

Files = dict[str, bytes]  # by their path in the folder of the reports
# Seconds, about: until new processes are worth their start, for a report, and for a row that it tells of.
_START, _A_REPORT, _A_ROW = 4.0, 0.25, 0.013


def render_reports(  # noqa: PLR0913 - what is written, and how
    evaluation: Evaluation,
    *,
    languages: Sequence[Language] | None = None,
    formats: Sequence[str] | None = None,
    own: Mapping[str, OwnWords] | None = None,
    documents: Collection[Transcript] = (),
    approximation: str | None = "half_unit",
    progress: Callable[[Sequence[Any]], Iterable[Any]] = iter,
) -> Files:
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
    jobs = list(_jobs(evaluation, languages, tuple(formats or FORMATS), own or {}, approximation))
    pages = {document.source_id for document in documents}
    jobs = [replace(job, pages=tuple(pages.intersection(job.evaluation.dataset.sources["source_id"]))) for job in jobs]
    files: Files = {}
    for made in _rendered(jobs, progress):
        files |= made
    for job in {job.folder: job for job in jobs}.values():
        found = evidence_pages(job.evaluation, documents)
        files |= {str(PurePosixPath(job.folder) / name): page for name, page in found.items()}
    return files | {"index.html": render_index(evaluation, _written(jobs))}


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
      expected: languages: en, sv, nb, nn; formats: html, docx, pdf, xlsx
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
            figures = (figure.files() for figure in report.figures())
            return files | {str(own / "figures" / name): content for each in figures for name, content in each.items()}

    def _report(self) -> Report:
        try:
            return build_report(
                self.evaluation, self.language, own=self.own, pages=self.pages, approximation=self.approximation
            )
        except OwnWordsError as error:
            where = f"{self.folder}.toml, {error.where}"
            raise OwnWordsError(error.what, where=where, expected=error.expected, hint=error.hint) from error


def _jobs(
    evaluation: Evaluation,
    languages: Sequence[Language] | None,
    formats: tuple[str, ...],
    own: Mapping[str, OwnWords],
    approximation: str | None,
) -> Iterator[_Job]:
    names = file_names(programmes_of(evaluation))
    for programme, folder in names.items():
        part = programme_of(evaluation, programme)
        words = own.get(programme, OwnWords())
        for language in dict.fromkeys(languages or languages_of(part)):
            yield _Job(part, programme, folder, language, formats, words, approximation)


def _rendered(jobs: Sequence[_Job], progress: Callable[[Sequence[Any]], Iterable[Any]]) -> Iterator[Files]:
    """Yield the files of each report, made in as many processes as there are processors where that is faster."""
    processes = min(len(jobs), _processors())
    alone = sum(_A_REPORT + _A_ROW * job.rows for job in jobs)
    if processes < 2 or alone < _START + alone / processes:
        yield from (job.render() for job in progress(jobs))
        return
    # The longest begin, so that none is left for the end; a new process holds no lock of a thread of this one.
    order = sorted(range(len(jobs)), key=lambda number: jobs[number].rows, reverse=True)
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        with _without_script():
            begun = {number: pool.submit(_Job.render, jobs[number]) for number in order}
        futures = [begun[number] for number in sorted(begun)]
        try:
            yield from (future.result() for future in progress(futures))
        except BrokenProcessPool as error:
            hint = "perhaps there was too little memory: ask for fewer languages or formats at once"
            raise TableError("the reports can't be made: a process ended before its report", hint=hint) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _processors() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _without_script() -> Iterator[None]:
    """Hide the script that runs, which a new process would run again from its first line."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def write_files(files: Files, folder: str | Path) -> list[Path]:
    """Write files into a folder beside it first, and then move them to their places.

    Raises
    ------
    TableError
        If the folder can't be written.
    """
    folder = Path(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, content in files.items():
                (staged / name).parent.mkdir(parents=True, exist_ok=True)
                (staged / name).write_bytes(content)
            return [_moved(staged / name, folder / name) for name in files]
        finally:
            shutil.rmtree(staged)
    except OSError as error:
        raise TableError("the reports can't be written", where=str(folder), hint=str(error)) from error


def _moved(file: Path, place: Path) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    return file.replace(place)
