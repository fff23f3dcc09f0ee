"""Cells that cover several rows: a label holds for all of them, a figure is that of none alone.

| Ånge  | 2012 | 750 |        "Ånge" covers two rows, and is the area of 760 too
|       | 2013 | 760 |
| Timrå | 2013 | 90  |        where 90 covers this row and that of Kramfors, it belongs to both together
"""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from ehealth_stats.ingestion.documents import Document, IntArray, Table
from ehealth_stats.ingestion.figures.of_document.distinct_texts import Distinct


def over_spans(document: Document, distinct: Distinct, naming: IntArray) -> IntArray:
    """Return for each line the one that names the area of its row, now that some cells cover several rows.

    `naming` knows the names within each row; -1 stands for none.
    """
    found = naming.copy()
    for block, content in enumerate(document.content):
        if isinstance(content, Table) and content.grid.marks.spans:
            _hold_down(document, distinct, block, content, found)
    return found


def _hold_down(document: Document, distinct: Distinct, block: int, table: Table, naming: IntArray) -> None:
    lines = document.lines
    first, last = np.searchsorted(lines.block, [block, block + 1]).tolist()
    rows: Mapping[int, list[int]] = defaultdict(list)
    for line in range(first, last):
        rows[int(lines.row[line])].append(line)
    figures = distinct.by_figure.counts[distinct.codes] > 0
    covering = [(down, across) for down, across in table.covering() if len(down) > 1]
    for down, across in covering:
        own = [line for line in rows[down.start] if lines.column[line] == across.start]
        label = next((line for line in own if naming[line] == line and not figures[line]), -1)
        for line in (line for row in down[1:] for line in rows[row] if label >= 0):
            if naming[line] < 0 and lines.column[line] > across.start:
                naming[line] = label
    for down, across in covering:
        own = [line for line in rows[down.start] if lines.column[line] == across.start and figures[line]]
        named = [int(naming[line]) for row in down for line in rows[row]]
        if len({_area(distinct, line) for line in named if line >= 0}) > 1:
            naming[own] = -1


def _area(distinct: Distinct, line: int) -> str:
    return distinct.mentions[int(distinct.by_mention.first[distinct.codes[line]])].code
