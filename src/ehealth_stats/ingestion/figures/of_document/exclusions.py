"""Digits that only the whole document shows to be no figure: those that number a row, a heading, a page."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ehealth_stats.ingestion.documents import Document, IntArray, Segment
from ehealth_stats.ingestion.figures.exclusions.numbering import NOTE_MARK, end_in_pages
from ehealth_stats.ingestion.figures.of_document.columns import number_rows
from ehealth_stats.ingestion.figures.of_document.distinct_texts import EXCLUSION, Distinct, to_strings
from ehealth_stats.ingestion.figures.of_document.notes import find_note_marks
from ehealth_stats.ingestion.text.exclusion import AMBIGUOUS
from ehealth_stats.languages.lexicon import EVERY, words


def leave_out(
    document: Document, distinct: Distinct, line: IntArray, item: IntArray
) -> tuple[NDArray[np.bool_], pd.DataFrame]:
    """Tell the figures that stay, and list all stretches with digits that are none.

    The list has the columns start, end, reason, secret and text.

    Parameters
    ----------
    document, distinct
        The document, and what its distinct texts hold.
    line, item
        Of each figure its line, and its row in `distinct.figures`.
    """
    numbering, flattened = _numbering(document, distinct, number_rows(document)), _flattened(document)
    start, end = (distinct.figures[name].to_numpy()[item] for name in ("start", "end"))
    heading = _numbered_headings(document)[line] & (start == 0)
    page = _pages(document, distinct)[line] & ((start == 0) | (end == distinct.sizes[line]))
    notes, doubtful = find_note_marks(document, distinct.texts, distinct.codes)
    note = (notes[line] >= 0) & (start >= notes[line])
    open_ones = (doubtful[line] >= 0) & (start >= doubtful[line])
    open_ones |= flattened[line]
    reasons = ((open_ones, AMBIGUOUS), (heading, "heading number"), (page, "page number"), (note, NOTE_MARK))
    refused = pd.concat(_left_out(distinct, line[these], item[these], reason) for these, reason in reasons)
    kept = ~(numbering[line] | open_ones | heading | page | note)
    return kept, _excluded(document, distinct, {"row number": numbering}, refused)


def _left_out(distinct: Distinct, line: IntArray, item: IntArray, reason: str) -> pd.DataFrame:
    """Return figures as stretches that are none, each with its line and the reason."""
    figures = distinct.figures.iloc[item]
    return figures[["start", "end"]].assign(text=figures["printed"], line=line, reason=reason, secret=False)


def _numbered_headings(document: Document) -> NDArray[np.bool_]:
    """Tell the headings that begin with their number, "2 Larm"; not "12 år med strategier" (12 years with)."""
    blocks = enumerate(document.content)
    headings = [n for n, block in blocks if isinstance(block, Segment) and block.kind == "heading"]
    numbered = pc.match_substring_regex(document.lines.texts, r"^\d{1,2}(\.\d{1,2}){0,3}\.?\s+[A-ZÅÄÖÆØ]")
    found: NDArray[np.bool_] = np.asarray(numbered, dtype=bool)
    return np.isin(document.lines.block, headings) & found


def _pages(document: Document, distinct: Distinct) -> NDArray[np.bool_]:
    """Tell the lines of lists of contents that end in the number of a page."""
    pages = np.zeros(len(distinct.codes), dtype=bool)
    bare = pc.utf8_lower(pc.utf8_trim(distinct.texts, characters=" \t:"))
    known = pa.array([*words("contents", EVERY)], bare.type)
    headings = np.asarray(pc.is_in(bare, value_set=known), dtype=bool)[distinct.codes]
    if headings.any():
        lines = document.lines.texts.to_pylist()
        pages[end_in_pages(lines, np.flatnonzero(headings).tolist())] = True
    return pages


def _flattened(document: Document) -> NDArray[np.bool_]:
    """Tell the lines of tables that have lost their columns: nobody can say which figure is which."""
    lost = [n for n, block in enumerate(document.content) if isinstance(block, Segment) and block.kind == "flattened"]
    return np.isin(document.lines.block, lost)


def _numbering(document: Document, distinct: Distinct, rows: IntArray) -> NDArray[np.bool_]:
    """Tell which cells only number their row: a small integer alone, first in a row that goes on in words."""
    column = document.lines.column
    small = np.asarray(pc.match_substring_regex(distinct.texts, r"^\d{1,2}$"), dtype=bool)
    wordy = np.zeros(len(small), dtype=bool)
    spoken = distinct.texts.filter(pa.array(~distinct.plain)).to_pylist()
    wordy[~distinct.plain] = [len(text.split()) > 2 for text in spoken]
    most = int(rows.max(initial=-1)) + 1
    furthest, first = np.full(most + 1, -1), np.full(most + 1, -1)
    words = np.flatnonzero(wordy[distinct.codes] & (rows >= 0))
    np.maximum.at(furthest, rows[words], column[words])
    cells = np.flatnonzero(rows >= 0)[::-1]
    first[rows[cells]] = column[cells]
    numbers = small[distinct.codes] & (rows >= 0)
    return np.asarray(numbers & (column == first[rows]) & (furthest[rows] > column))


def _excluded(
    document: Document, distinct: Distinct, cells: Mapping[str, NDArray[np.bool_]], refused: pd.DataFrame
) -> pd.DataFrame:
    """Return what is no figure; `cells` are those that wholly are none, by the reason."""
    line, item = distinct.by_exclusion.spread(distinct.codes)
    kept = ~np.logical_or.reduce(list(cells.values()))[line]
    found: pd.DataFrame = distinct.exclusions.iloc[item[kept]].assign(line=line[kept])
    whole = [_whole_cells(distinct, np.flatnonzero(chosen), reason) for reason, chosen in cells.items()]
    parts = [part for part in (refused, found, *whole) if len(part)] or [found]
    excluded = pd.concat(parts).sort_values("line", kind="stable")
    starts = document.starts[excluded["line"]]
    return excluded.assign(start=excluded["start"] + starts, end=excluded["end"] + starts)[list(EXCLUSION)]


def _whole_cells(distinct: Distinct, at: IntArray, reason: str) -> pd.DataFrame:
    sizes = pc.utf8_length(distinct.texts).to_numpy()[distinct.codes[at]]
    cells = pd.DataFrame({"start": 0, "end": sizes, "reason": reason, "secret": False, "line": at})
    return cells.assign(text=to_strings(distinct.texts.take(pa.array(distinct.codes[at]))))
