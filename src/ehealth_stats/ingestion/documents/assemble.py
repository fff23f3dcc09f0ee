"""Gives every text its place: blocks in reading order -> segments and tables."""

from collections.abc import Iterable, Iterator

from ehealth_stats.ingestion.documents.blocks import Grid, GridCell, Passage
from ehealth_stats.ingestion.documents.model import Cell, Segment, Table
from ehealth_stats.ingestion.documents.tables import Layout, lay_out


def assemble(blocks: Iterable[Passage | Grid]) -> tuple[tuple[Segment, ...], tuple[Table, ...]]:
    """Return the segments with their places, and the tables they stand in.

    A header stays in force for the tables that follow until running text comes between, since a table broken over
    pages is one; a sheet stands alone.

    Examples
    --------
    >>> segments, tables = assemble([Passage("Larm"), Grid((GridCell(("Ånge",), 0, 0), GridCell(("450",), 0, 1)))])
    >>> [(segment.text, segment.place) for segment in segments]
    [('Larm', 'paragraph 1'), ('Ånge', 'table 1 row 1 column 1'), ('450', 'table 1 row 1 column 2')]
    """
    segments: list[Segment] = []
    tables: list[Table] = []
    in_force: tuple[str, ...] = ()
    passages = 0
    for block in blocks:
        if isinstance(block, Passage):
            passages += 1
            in_force = ()
            segments.append(Segment(block.text, block.kind, f"paragraph {passages}"))
        elif any(cell.paragraphs for cell in block.cells):
            layout = lay_out(block, () if block.sheet else in_force)
            in_force = () if block.sheet else layout.header
            segments.extend(_segments(block, layout, len(tables)))
            tables.append(Table(len(tables), block.name, layout.header, tuple(_cells(layout))))
    return tuple(segments), tuple(tables)


def _cells(layout: Layout) -> Iterator[Cell]:
    for index, row in enumerate(layout.rows):
        for cell in row:
            rowspan = min(cell.rowspan, len(layout.rows) - index)
            yield Cell(cell.text, index, cell.column, rowspan, cell.colspan)


def _segments(grid: Grid, layout: Layout, table: int) -> Iterator[Segment]:
    """Yield the paragraphs of a table's cells; those of the header have row -1."""
    rows = [(-1, layout.heads), *enumerate(layout.rows)]
    names = [_column_name(layout.header, column) for column in range(len(layout.header))]
    for index, row in rows:
        line = f"row {index + 1}" if index >= 0 else "header"
        for cell in row:
            name = names[cell.column] if cell.column < len(names) else str(cell.column + 1)
            place = _cell_place(grid.name, cell) if grid.sheet else f"table {table + 1} {line} column {name}"
            at = 0
            for text in cell.paragraphs:
                yield Segment(text, "cell", place, at, table, index, cell.column)
                at += len(text) + 1


def _column_name(header: tuple[str, ...], column: int) -> str:
    """Name a column by its header, with its number where that is not enough."""
    name = header[column]
    if not name:
        return str(column + 1)
    return name if header.count(name) == 1 else f"{name} ({column + 1})"


def _cell_place(sheet: str, cell: GridCell) -> str:
    letters, rest = "", cell.column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"sheet {sheet} cell {letters}{cell.row + 1}"
