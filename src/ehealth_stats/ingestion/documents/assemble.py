"""Gives every text its place: blocks in reading order -> segments and tables."""

from collections.abc import Iterable

from ehealth_stats.ingestion.documents.blocks import Passage
from ehealth_stats.ingestion.documents.grid import Grid
from ehealth_stats.ingestion.documents.layout.tables import lay_out
from ehealth_stats.ingestion.documents.model import Segment, Table


def assemble(blocks: Iterable[Passage | Grid]) -> tuple[Segment | Table, ...]:
    """Return the segments of running text, with their places, and the tables between them.

    A header stays in force for the tables that follow until running text comes between, since a table broken over
    pages is one; a sheet stands alone.

    Examples
    --------
    >>> larm, table = assemble([Passage("Larm"), Grid([["Ånge", "450"]])])
    >>> larm.place, [(segment.text, segment.place) for segment in table.segments]
    ('paragraph 1', [('Ånge', 'table 1 row 1 column 1'), ('450', 'table 1 row 1 column 2')])
    """
    content: list[Segment | Table] = []
    in_force: tuple[str, ...] = ()
    passages = tables = 0
    for block in blocks:
        if isinstance(block, Passage):
            passages += 1
            in_force = ()
            content.append(Segment(block.text, block.kind, block.place or f"paragraph {passages}"))
        elif not all(map(block.is_empty, range(len(block.rows)))):
            layout = lay_out(block, () if block.sheet else in_force)
            in_force = () if block.sheet else layout.header
            content.append(Table(tables, block.name, layout.header, block, layout.numbers, layout.heads, layout.shift))
            tables += 1
    return tuple(content)
