"""Table blocks out of table rows: column labels and a function from row to cells -> TableBlock."""

from collections.abc import Iterable
from itertools import compress

from ehealth_stats.reporting.model import TableBlock, TableColumn, TableRow
from ehealth_stats.reporting.wording import Wording


def grid(words: Wording, caption: str, columns: str, rows: Iterable[TableRow], *, note: str = "") -> TableBlock:
    """Make a table; `columns` are the keys of the column labels, a trailing # marks numbers.

    A column without any entry is left out.

    Examples
    --------
    >>> block = grid(Wording("en"), "All", "indicator value#", [TableRow(("Alarms", "450"))])
    >>> [(column.label, column.numeric) for column in block.columns]
    [('What is counted', False), ('Number', True)]
    """
    heads = [TableColumn(words.say(f"col_{key.rstrip('#')}"), key.endswith("#")) for key in columns.split()]
    rows = tuple(rows)
    used = [at == 0 or any(row.cells[at] for row in rows) for at in range(len(heads))]
    kept = tuple(TableRow(tuple(compress(row.cells, used)), row.anchor) for row in rows)
    return TableBlock(caption, tuple(compress(heads, used)), kept, note)


def lines_of(text: str) -> list[str]:
    """Split a cell that holds several values parted by a bar.

    Examples
    --------
    >>> lines_of("paragraph 3|table 1 row 2"), lines_of("")
    (['paragraph 3', 'table 1 row 2'], [])
    """
    return [part.strip() for part in text.split("|") if part.strip()]
