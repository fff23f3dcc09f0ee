"""Names of persons in the lines and cells that a contact label rules: blocks -> the same, the names blacked out.

| Kontakt                  |   | Ansvarig     | Larm |   | Kontaktperson | Nomen Nescio |
| Nomen Nescio, strateg    |   | Nomen Nescio | 45   |   | Larm          | 45           |

The label stands above the names on a line of its own, heads their column ("Ansvarig", responsible), or begins their
row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ehealth_stats.codelists.words import fold, words
from ehealth_stats.ingestion.documents.blocks import Grid, Paragraph
from ehealth_stats.ingestion.documents.values import Value
from ehealth_stats.ingestion.privacy.contact_labels import black_out, is_label
from ehealth_stats.ingestion.privacy.personal import hide_names

_HEADER_ROWS = 5
_ANY_NAME = ("namn", "navn", "name")  # of a person where a phone or an address stands beside it


def black_out_names(blocks: Sequence[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    """Black out the names below a label, in a column that one heads, and in a row that begins with one.

    Examples
    --------
    >>> one, two, three = black_out_names([Paragraph("Kontakt:"), Paragraph("Nomen Nescio"), Paragraph("45 larm")])
    >>> "Nomen" in two.text, len(two.text), three.text
    (False, 12, '45 larm')
    """
    lines = [block.text if isinstance(block, Paragraph) and block.kind != "heading" else None for block in blocks]
    labels = [block.text if isinstance(block, Paragraph) else "" for block in blocks]
    for block, line in zip(blocks, black_out(lines, labels), strict=True):
        if isinstance(block, Grid):
            yield _without_names(block)
        else:
            yield block if line in (None, block.text) else replace(block, text=line)


def _without_names(grid: Grid) -> Grid:
    """Black out the names of a table; one without labels and without cells of several lines is returned as it is."""
    below = _label_columns(grid)
    firsts = {row[0] for row in grid.rows if len(row) > 1}
    beside = {text for text in firsts if isinstance(text, str) and is_label(text)}
    parted = any(isinstance(value, str) and "\n" in value for row in grid.rows for value in row)
    if not (below or beside or parted):
        return grid
    rows = [_without_names_in(row, number, below, beside) for number, row in enumerate(grid.rows)]
    return replace(grid, rows=rows)


def _label_columns(grid: Grid) -> dict[int, int]:
    """Return the columns that a contact label heads, each with the row of the label."""
    found: dict[int, int] = {}
    for number, row in enumerate(grid.rows[:_HEADER_ROWS]):
        texts = [fold(value.strip(" :")) if isinstance(value, str) else "" for value in row]
        reachable = any(words("contact").get(text) in ("phone", "email") for text in texts)
        for column, text in enumerate(texts):
            if text and column not in found and is_label(text) and (reachable or text not in _ANY_NAME):
                found[column] = number
    return found


def _without_names_in(row: Sequence[Value], number: int, below: dict[int, int], beside: set[str]) -> Sequence[Value]:
    ruled = {column for column, label in below.items() if label < number}
    if len(row) > 1 and row[0] in beside:
        ruled.update(range(1, len(row)))
    return [
        _cell(value, named=column in ruled) if isinstance(value, str) else value for column, value in enumerate(row)
    ]


def _cell(text: str, *, named: bool) -> str:
    if named:
        return hide_names(text)
    return "\n".join(line or "" for line in black_out(text.split("\n"))) if "\n" in text else text
