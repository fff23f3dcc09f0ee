"""Table blocks out of table rows: column labels and a function from row to cells -> TableBlock."""

from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from typing import Any, TypeAlias

import pandas as pd

from ehealth_stats.reporting.model import Part, TableBlock, TableColumn, TableRow
from ehealth_stats.reporting.wording import Wording

# a row of DataFrame.itertuples: its fields are the table's columns
Row: TypeAlias = Any


def grid(
    words: Wording,
    caption: str,
    columns: str,
    rows: Iterable[TableRow],
    *,
    note: str = "",
) -> TableBlock:
    """Make a table; `columns` are the keys of the column labels, a trailing # marks numbers.

    A column without any entry is left out.

    Examples
    --------
    >>> block = grid(Wording("en"), "All", "indicator total#", [TableRow(("Alarms", "450"))])
    >>> [(column.label, column.numeric) for column in block.columns]
    [('Indicator', False), ('Total', True)]
    """
    heads = [TableColumn(words.say(f"column.{key.rstrip('#')}"), key.endswith("#")) for key in columns.split()]
    rows = tuple(rows)
    used = [at == 0 or any(row.cells[at] for row in rows) for at in range(len(heads))]
    kept = tuple(TableRow(tuple(compress(row.cells, used)), row.anchor) for row in rows)
    return TableBlock(caption, tuple(compress(heads, used)), kept, note)


def rows_of(frame: pd.DataFrame, cells: Callable[[Row], Sequence[Part]]) -> list[TableRow]:
    """Make one row of cells of each row of a frame."""
    return [TableRow(tuple(cells(row))) for row in frame.itertuples(index=False)]


def lines_of(text: str) -> list[str]:
    """Split a cell that holds several values parted by a bar.

    Examples
    --------
    >>> lines_of("paragraph 3|table 1 row 2"), lines_of("")
    (['paragraph 3', 'table 1 row 2'], [])
    """
    return [part.strip() for part in text.split("|") if part.strip()]


def places_of(locators: str) -> str:
    """Join locators, naming a place that holds several of them once.

    Examples
    --------
    >>> places_of("table 2 row 3 chars 13-18|table 2 row 3 chars 29-32|paragraph 4")
    'table 2 row 3 chars 13-18, 29-32; paragraph 4'
    """
    found: dict[str, list[str]] = {}
    for locator in lines_of(locators):
        place, _, stretch = locator.partition(" chars ")
        found.setdefault(place, []).append(stretch)
    return "; ".join(
        place + (f" chars {', '.join(stretches)}" if any(stretches) else "") for place, stretches in found.items()
    )


def total_of(row: Row, words: Wording) -> str:
    """Say a row of totals by its point and bounds, never by the sum of the numbers that happen to be there."""
    return words.total(words.bounded(row.value, row.lower, row.upper), row.n_missing)


def share_of(row: Row, words: Wording) -> str:
    """Say the share of a row of totals or budget with its bounds."""
    return words.bounded(row.share, row.share_lower, row.share_upper, share=True)


def quantity_name(row: Row, words: Wording) -> str:
    """Name what a row counts: its indicator, and its part where it is not the whole."""
    name = words.code("indicator", row.indicator)
    return name if row.breakdown == "_T" else f"{name}: {words.code('breakdown', row.breakdown)}"
