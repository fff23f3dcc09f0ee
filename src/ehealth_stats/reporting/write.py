"""The reports on disk: an Evaluation and a folder -> one file a language and format, and the figures beside them."""

from collections.abc import Sequence
from pathlib import Path

from ehealth_stats.codelists import Language
from ehealth_stats.errors import TableError
from ehealth_stats.reporting.build_report import build_report
from ehealth_stats.reporting.formats import FORMATS
from ehealth_stats.reporting.wording import report_languages
from ehealth_stats.schema import Evaluation


def write_report(
    evaluation: Evaluation,
    folder: str | Path,
    *,
    languages: Sequence[Language] = ("en",),
    formats: Sequence[str] = ("html",),
    approximation: str | None = "half_unit",
) -> list[Path]:
    """Write the evaluation as a report, and each of its figures as PNG, SVG, PDF, CSV and JSON.

    Parameters
    ----------
    evaluation
        All tables.
    folder
        Where the reports go; the figures go to `figures` in it.
    languages
        Languages of the reports.
    formats
        Formats of the reports.
    approximation
        The setting that the bounds rest on, to be named in the report.

    Returns
    -------
    list[Path]
        The files. Written twice, they are the same byte for byte.

    Raises
    ------
    TableError
        If a language or format does not exist; nothing is written then.
    """
    check_outputs(languages, formats)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for language in languages:
        report = build_report(evaluation, language, approximation=approximation)
        for form in formats:
            path = folder / report.file_name(form)
            path.write_bytes(FORMATS[form](report))
            paths.append(path)
        for figure in report.figures():
            paths += figure.chart.export(folder / "figures", draw=figure.picture)
    return paths


def check_outputs(languages: Sequence[str], formats: Sequence[str]) -> None:
    """Refuse languages and formats that do not exist, before any work is done.

    Raises
    ------
    TableError
        With all that exist.

    Examples
    --------
    >>> check_outputs(["en"], ["odt"])
    Traceback (most recent call last):
    ...
    ehealth_stats.errors.TableError: no reports in odt
      expected: languages: en; formats: html, docx, pdf, xlsx
    """
    known = report_languages()
    unknown = [name for name in languages if name not in known] + [name for name in formats if name not in FORMATS]
    if unknown or not languages or not formats:
        raise TableError(
            f"no reports in {', '.join(unknown)}" if unknown else "no language or no format is named",
            expected=f"languages: {', '.join(known)}; formats: {', '.join(FORMATS)}",
        )
