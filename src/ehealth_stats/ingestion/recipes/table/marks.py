"""Cells that say yes or no instead of a number -> 1, 0, or one of the two.

| Kommun    | NPÖ    |        marks = { Ja = "done", Nej = "not done", "" = "not done" }
| Ånge      | Ja     |        yes: 1
| Timrå     | pågår  |        under way: 0 or 1, since no mark of the recipe says so
| Härnösand |        |        0
"""

import re

import numpy as np
from numpy.typing import NDArray

from ehealth_stats.codelists import indicators, plain_qualifier, qualifiers
from ehealth_stats.codelists.note_marks import without_notes
from ehealth_stats.errors import RecipeError, did_you_mean
from ehealth_stats.ingestion.documents import IntArray
from ehealth_stats.ingestion.figures.model import Quantity
from ehealth_stats.ingestion.recipes.entry import Job
from ehealth_stats.languages.lexicon import fold

_MEANINGS = {"done": (1.0, 1.0, 1.0), "not done": (0.0, 0.0, 0.0), "unknown": (np.nan, 0.0, 1.0)}
_COUNTED = ("municipalities", "milestones")
_FOOTNOTE = re.compile(r"(?<=\w)[\s*†‡.:]+$|(?<=\w)\s*\(?\d\)$")


def check_marks(job: Job) -> None:
    """Refuse marks that say something else than done, and an indicator that counts no municipalities.

    Raises
    ------
    RecipeError
        If a mark has another meaning, or the indicator another unit.
    """
    where = f"{job.where}, key 'marks'"
    for meaning in job.entry.marks.values():
        if meaning not in _MEANINGS:
            known = did_you_mean(meaning, _MEANINGS)
            raise RecipeError(
                f"{meaning!r} is no meaning of a mark", where=where, expected=", ".join(_MEANINGS), hint=known
            )
    unit = indicators()[job.entry.indicator].unit
    if job.entry.marks and unit not in _COUNTED:
        raise RecipeError(
            f"a mark counts a municipality, and {job.entry.indicator} counts {unit}",
            where=where,
            hint="choose an indicator that counts municipalities, or add one to codelists/indicators.csv",
        )


def find_marks(job: Job, lines: IntArray) -> NDArray[np.bool_]:
    """Tell the lines that are marks: named by the recipe, or without a number."""
    figures = job.context.figures
    if not job.entry.marks:
        return np.zeros(len(lines), dtype=bool)
    open_ones = [code for code, each in qualifiers().items() if each.is_missing and not each.is_done]
    said = np.flatnonzero(~np.isin(figures.values("qualifier"), open_ones))
    codes = figures.distinct.codes[lines]
    named = np.array([fold_mark(text.as_py()) in _folded(job) for text in figures.distinct.texts], dtype=bool)
    digits = np.array([text.as_py().isdigit() for text in figures.distinct.texts], dtype=bool)
    return np.asarray(named[codes] | ~(np.isin(lines, figures.line[said]) | digits[codes]), dtype=bool)


def read_mark(job: Job, text: str, size: int | None = None) -> Quantity:
    """Return the figure of a mark; one of an empty cell has the size of the name of its row."""
    said = _folded(job).get(fold_mark(text), "unknown")
    end, bounds = len(text) if size is None else size, _MEANINGS[said]
    return Quantity(0, end, 0, end, *bounds, said if np.isnan(bounds[0]) else plain_qualifier())


def fold_mark(text: str) -> str:
    """Return a mark without capitals and what points to a footnote.

    Examples
    --------
    >>> fold_mark("Ja*"), fold_mark("Ja 1)"), fold_mark("●")
    ('ja', 'ja', '●')
    """
    return _FOOTNOTE.sub("", fold(without_notes(text)))


def _folded(job: Job) -> dict[str, str]:
    return {fold_mark(mark): meaning for mark, meaning in job.entry.marks.items()}
