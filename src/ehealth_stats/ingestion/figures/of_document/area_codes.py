"""Columns that repeat the code of each row's area: the lines of a Document -> those that are no figure.

| Nr   | Kommune | Alarmer |
| 1108 | Sandnes | 500     |        the first column counts nothing
| 1120 | Klepp   | 1120    |        the last one does, though one of its figures is a code
"""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ehealth_stats.ingestion.documents import Document, IntArray
from ehealth_stats.ingestion.figures.of_document.distinct_texts import Distinct

_LEAST = 2


def find_area_codes(document: Document, distinct: Distinct, rows: IntArray) -> NDArray[np.bool_]:
    """Tell the digits in columns that hold the code of the area in every row that names one, in two rows at least."""
    lines = document.lines
    digits = np.asarray(pc.match_substring_regex(distinct.texts, r"^\d{1,4}$"), dtype=bool)
    here = np.flatnonzero(digits[distinct.codes] & (rows >= 0) & (lines.row >= 0))
    found = np.zeros(len(rows), dtype=bool)
    if not len(here):
        return found
    named = _codes_of_rows(distinct, rows)[rows[here]]
    texts = pc.if_else(pa.array(digits), distinct.texts, pa.scalar("0", distinct.texts.type))
    value = np.asarray(texts.cast(pa.int64()))[distinct.codes[here]]
    cells = pd.DataFrame({"block": lines.block[here], "column": lines.column[here], "named": named >= 0})
    cells["same"] = cells["named"] & (value == named)
    sums = cells.groupby(["block", "column"])[["named", "same"]].transform("sum")
    found[here] = ((sums["same"] == sums["named"]) & (sums["same"] >= _LEAST)).to_numpy()
    return found


def _codes_of_rows(distinct: Distinct, rows: IntArray) -> IntArray:
    """Return the digits of the code of the first area that each row of a table names, -1 for none."""
    names = (distinct.by_mention.counts > 0) & (distinct.by_figure.counts == 0)
    codes = np.full(len(names), -1)
    for at in np.flatnonzero(names).tolist():
        code = distinct.mentions[int(distinct.by_mention.first[at])].code[3:]
        codes[at] = int(code) if code else -1
    naming = np.flatnonzero((codes[distinct.codes] >= 0) & (rows >= 0))[::-1]
    found = np.full(int(rows.max(initial=-1)) + 2, -1)
    found[rows[naming]] = codes[distinct.codes[naming]]
    return found
