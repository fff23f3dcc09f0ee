"""Which row of a grid is its header, and which column each cell stands in: Grid, header in force -> Layout."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ehealth_stats.ingestion.documents.blocks import Grid, GridCell

Row = Sequence[GridCell]

_LONGEST_HEADER = 40
_LONGEST_TITLE = 120
_NUMBER = re.compile(r"[\d\s.,%+–-]*\d[\d\s.,%+–-]*")
_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Layout:
    """A grid in order: column names, the cells of the header and of titles above it, the rows of data below."""

    header: tuple[str, ...]
    heads: tuple[GridCell, ...]
    rows: tuple[tuple[GridCell, ...], ...]


def lay_out(grid: Grid, in_force: tuple[str, ...]) -> Layout:
    """Find a grid's header and set its cells into their columns.

    A grid without header inherits the one in force where its width fits, aligned from the right. Rows that repeat the
    header are dropped, as are empty ones.

        |   | Aktivitet | Insats (vad) | När? |        header in force, 4 columns
            | Införa    | 450 larm     | 2013 |        a row of 3 cells: all one column to the right

    Examples
    --------
    >>> texts = [("Kommun", "Larm"), ("Ånge", "450")]
    >>> cells = [GridCell((text,), r, c) for r, row in enumerate(texts) for c, text in enumerate(row)]
    >>> layout = lay_out(Grid(tuple(cells)), ())
    >>> layout.header, [cell.text for cell in layout.rows[0]]
    (('Kommun', 'Larm'), ['Ånge', '450'])
    """
    rows = _rows(grid)
    first, last = _header_rows(rows, grid.titled, in_force)
    header = _names(rows[first:last])
    width = max((cell.end for row in rows for cell in row), default=0)
    inherited = not header and width <= len(in_force) < 2 * width
    header = in_force if inherited else header
    shift = len(header) - width if inherited else 0
    body = (_shifted(row, header, shift, ragged=grid.ragged) for row in rows[last:] if not _repeats(row, header))
    return Layout(header, _with_text(cell for row in rows[:last] for cell in row), tuple(map(_with_text, body)))


def _with_text(cells: Iterable[GridCell]) -> tuple[GridCell, ...]:
    return tuple(cell for cell in cells if cell.paragraphs)


def _rows(grid: Grid) -> list[list[GridCell]]:
    """Return the rows that hold a text, top down."""
    rows: dict[int, list[GridCell]] = defaultdict(list)
    for cell in grid.cells:
        rows[cell.row].append(cell)
    return [rows[number] for number in sorted(rows) if any(cell.paragraphs for cell in rows[number])]


def _header_rows(rows: list[list[GridCell]], titled: bool, in_force: tuple[str, ...]) -> tuple[int, int]:
    """Return the first header row and the row after the last; equal when there is none."""
    marked = 0
    while marked < len(rows) and all(cell.head for cell in rows[marked] if cell.paragraphs):
        marked += 1
    if marked or titled:
        return 0, max(marked, 1)
    first = 0
    while first < len(rows) - 2 and _is_title(rows, first):
        first += 1
    if rows and (_repeats(rows[first], in_force) or _reads_as_header(rows, first)):
        return first, first + 1
    return 0, 0


def _is_title(rows: Sequence[Row], index: int) -> bool:
    """Tell a title above the header: one short text at the left of a table of three columns or more."""
    texts = [cell for cell in rows[index] if cell.paragraphs]
    width = max(cell.end for row in rows for cell in row)
    left = min(cell.column for row in rows for cell in row)
    only = texts[0]
    short = len(only.paragraphs) == 1 and len(only.text) <= _LONGEST_TITLE and not only.prose
    return len(texts) == 1 and width - left >= 3 and only.column == left and short


def _reads_as_header(rows: Sequence[Row], index: int) -> bool:
    """Tell a header that no file marks: short labels, one paragraph each, no figures, something below.

    A year is a label where the cells below it are none ("Kommun | 2012 | 2013").
    """
    if index + 1 >= len(rows):
        return False
    below = {cell.column: cell.text for cell in rows[index + 1]}
    texts = [cell for cell in rows[index] if cell.paragraphs]
    numbers = [cell for cell in texts if _NUMBER.fullmatch(cell.text)]
    years = [cell for cell in numbers if _YEAR.fullmatch(cell.text) and not _YEAR.fullmatch(below.get(cell.column, ""))]
    short = all(len(cell.paragraphs) == 1 and len(cell.text) <= _LONGEST_HEADER and not cell.prose for cell in texts)
    return short and len(years) == len(numbers) < len(texts)


def _names(heads: Sequence[Row]) -> tuple[str, ...]:
    """Name each column by the header cells above it, top down."""
    cells = [cell for row in heads for cell in row]
    width = max((cell.end for cell in cells), default=0)
    above: list[dict[str, None]] = [{} for _ in range(width)]
    for cell in cells:
        for column in range(cell.column, cell.end):
            above[column] |= dict.fromkeys(cell.paragraphs)
    return tuple(" ".join(texts) for texts in above)


def _repeats(row: Row, header: tuple[str, ...]) -> bool:
    wanted = [_folded(name) for name in header if name]
    return bool(wanted) and [_folded(cell.text) for cell in row if cell.paragraphs] == wanted


def _folded(text: str) -> str:
    return text.casefold().strip(" ?:*.")


def _shifted(row: Row, header: tuple[str, ...], shift: int, *, ragged: bool) -> list[GridCell]:
    """Move a row's cells right: with its whole table, or by what the row itself has lost."""
    if ragged:
        shift = max(len(header) - max(cell.end for cell in row), 0)
    return [replace(cell, column=cell.column + shift) for cell in row] if shift else list(row)
