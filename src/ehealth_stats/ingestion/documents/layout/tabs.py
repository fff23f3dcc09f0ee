"""Tables that tabs draw: paragraphs with tabs in them -> rows of a grid, and no tab left in any text.

| Kommun -> Larm -> Digitala |
| Ånge -> 2 000 -> 300       |        two paragraphs, two rows of a table
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from ehealth_stats.ingestion.documents.blocks import Grid, Paragraph
from ehealth_stats.ingestion.documents.values import clean

TAB = "\ue000"
"""Stands for a tab until the tables that tabs draw are made: a character that no text uses."""


def with_rows_of_tabs(blocks: Iterable[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    """Make rows of the paragraphs that tabs cut, and of a tab in a cell the end of a paragraph.

    Examples
    --------
    >>> head, one, note = (Paragraph(text) for text in (f"Kommun{TAB}Larm", f"Ånge{TAB}2 000", f"1.{TAB}Ånge har 450"))
    >>> table, paragraph = with_rows_of_tabs([head, one, note])
    >>> table.rows, paragraph.text
    ([['Kommun', 'Larm'], ['Ånge', '2 000']], '1. Ånge har 450')
    """
    for tabbed, group in groupby(blocks, key=lambda block: isinstance(block, Paragraph) and len(_cells(block)) > 1):
        for block in group if not tabbed else ():
            yield _without_tabs(block)
        if tabbed:
            yield Grid([_cells(block) for block in group if isinstance(block, Paragraph)])


def _cells(paragraph: Paragraph) -> list[str]:
    """Cut a paragraph by its tabs; one after a bullet or a number in front cuts nothing."""
    if paragraph.kind == "heading" or TAB not in paragraph.text:
        return [paragraph.text]
    first, *rest = (clean(text) for text in paragraph.text.strip(TAB + " ").split(TAB))
    if rest and len(first) < 5 and not any(letter.isalpha() for letter in first) and first[-1:] in ".)-–•·":
        first, *rest = f"{first} {rest[0]}", *rest[1:]
    return [first, *rest]


def _without_tabs(block: Paragraph | Grid) -> Paragraph | Grid:
    if isinstance(block, Paragraph):
        return Paragraph(clean(block.text.replace(TAB, " ")), block.kind, block.place)
    return replace(block, rows=[[_parted(str(text)) for text in row] for row in block.rows])


def _parted(text: str) -> str:
    return "\n".join(filter(None, map(clean, re.split(f"[{TAB}\n]", text)))) if TAB in text else text
