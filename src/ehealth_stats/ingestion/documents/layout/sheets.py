"""A sheet as people fill it: several tables, titles above and notes below -> paragraphs and grids in reading order.

| Larm 2013 |      |   |             |       |        a title
|           |      |   |             |       |
| Kommun    | Larm |   | Kommun      | Larm  |        two tables, side by side
| Ånge      | 450  |   | Sundsvall   | 1 800 |
| * digitala oräknade                        |        a footnote (digital ones not counted)
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from ehealth_stats.ingestion.documents.blocks import Grid, Paragraph, has_text
from ehealth_stats.ingestion.documents.model import column_letters
from ehealth_stats.ingestion.documents.values import Value, to_paragraphs, to_text
from ehealth_stats.ingestion.text.numbers import are_digits, is_year

_FOOTNOTE = re.compile(
    r"[*†‡¹²³⁴⁵⁶⁷⁸⁹]|\(?[\da-e]\)\s|(?:källa|källor|kilder?|sources?|anm|anmärkning|merknad|kommentar|obs|not|noter|notes?"
    r"|fotnote?)\s*\d*\s*[:.]",
    re.IGNORECASE,
)
_LONG = 60
_ENDS = (".", "!", "?")
_HEAD_ROWS = 3


def split_sheet(grid: Grid) -> tuple[Paragraph | Grid, ...]:
    """Part a sheet by its empty rows and columns, and its tables from their titles and footnotes.

    Rows after an empty one go on with the table above unless they start with a header of their own; columns after an
    empty one are a table of their own if they start with labels under a header. The second table of a sheet Larm is
    called "Larm (2)".

    Examples
    --------
    >>> grid = Grid([["Larm i länet", ""], ["", ""], ["Kommun", "Larm"], ["Ånge", 450]], "Larm", sheet="Larm")
    >>> title, table = split_sheet(grid)
    >>> title.place, table.rows
    ('sheet Larm cell A1', [['Kommun', 'Larm'], ['Ånge', 450]])
    """
    parts = list(_parts(grid))
    alone = all(_is_list(part) for part in parts)
    blocks: list[Paragraph | Grid] = []
    tables = 0
    for part in parts:
        if _is_list(part) and not alone:
            blocks += _paragraphs(part, 0)
            continue
        tables += 1
        end = len(part.rows) - _footnotes(part)
        blocks.append(_rows(replace(part, name=f"{grid.name} ({tables})" if tables > 1 else grid.name), 0, end))
        blocks += _paragraphs(part, end)
    return tuple(blocks)


def split_titled(grid: Grid) -> tuple[Paragraph | Grid, ...]:
    """Part a delimited file's table from the titles above its header and the notes below it.

    Examples
    --------
    >>> rows = [["Larm"], [], ["Kommun", "Antal"], ["Ånge", "450"], ["* beräknat"]]
    >>> title, table, note = split_titled(Grid(rows, titled=True))
    >>> title.text, table.rows, note.text
    ('Larm', [['Kommun', 'Antal'], ['Ånge', '450']], '* beräknat')
    """
    width = max(map(len, grid.rows), default=0)
    start = 0
    while width > 1 and start < len(grid.rows) and sum(map(has_text, grid.rows[start])) < 2:
        start += 1
    if start == len(grid.rows):
        return (grid,)
    table = _rows(grid, start, len(grid.rows))
    end = len(grid.rows) - _footnotes(table)
    return *_paragraphs(_rows(grid, 0, start), 0), _rows(grid, start, end), *_paragraphs(grid, end)


def _parts(grid: Grid) -> Iterator[Grid]:
    """Yield what empty rows and columns part, each without empty rows and columns around it."""
    for run in _joined(grid):
        sides = _sides(run)
        if len(sides) == 1:
            yield run
        for side in sides if len(sides) > 1 else ():
            yield from _parts(side)


def _runs(grid: Grid) -> Iterator[Grid]:
    """Yield the runs of rows that hold something."""
    for filled, group in groupby(enumerate(grid.filled()), key=itemgetter(1)):
        if filled:
            rows = [row for row, _ in group]
            yield _rows(grid, rows[0], rows[-1] + 1)


def _joined(grid: Grid) -> Iterator[Grid]:
    """Yield the runs of rows; a run that goes on with the table above, after an empty row, is one with it."""
    held: list[Grid] = []
    for run in map(_trimmed, _runs(grid)):
        if held and not _goes_on(held, run):
            yield _over(grid, held)
            held = []
        held.append(run)
    if held:
        yield _over(grid, held)


def _over(grid: Grid, runs: list[Grid]) -> Grid:
    """Return the rows of a grid from the first run to the last, empty ones between included."""
    end = runs[-1].origin[0] + len(runs[-1].rows) - grid.origin[0]
    return _trimmed(_rows(grid, runs[0].origin[0] - grid.origin[0], end))


def _goes_on(held: list[Grid], run: Grid) -> bool:
    """Tell whether a run within the columns of the table above lacks a header of its own."""
    left = min(part.origin[1] for part in held)
    right = max(part.origin[1] + len(part.rows[0]) for part in held)
    inside = left <= run.origin[1] and run.origin[1] + len(run.rows[0]) <= right
    wider = len(held) == 1 and _is_header_alone(held[0]) and run.origin[1] <= left
    parted = _is_list(run) or _is_list(held[0]) or _has_header(run) or _heads_anew(held[0], run)
    return (inside or wider) and not parted


def _is_header_alone(run: Grid) -> bool:
    return len(run.rows) <= _HEAD_ROWS and all(map(are_words, run.rows))


def _heads_anew(above: Grid, run: Grid) -> bool:
    """Tell a run that starts with a header like that of the table above: words, the first of them the same."""
    first, name = (_untitled(grid.rows) for grid in (run, above))
    return len(run.rows) > 1 and has_text(name[0]) and to_text(first[0]) == to_text(name[0]) and are_words(first)


def _untitled(rows: Sequence[Sequence[Value]]) -> Sequence[Value]:
    """Return the first row, or the one below a title."""
    return next((row for row in rows[:2] if sum(map(has_text, row)) > 1), rows[0])


def _has_header(run: Grid) -> bool:
    """Tell a run that starts with a row of words, at least two, above figures."""
    first = run.rows[0]
    below = [value for row in run.rows[1 : _HEAD_ROWS + 1] for value in row if has_text(value)]
    return len(run.rows) > 1 and are_words(first) and sum(map(has_text, first)) > 1 and not are_words(below)


def _sides(grid: Grid) -> list[Grid]:
    """Return the tables that stand side by side in a grid, or the grid alone."""
    width = len(grid.rows[0])
    empty = [column for column in range(width) if not any(has_text(row[column]) for row in grid.rows)]
    starts = [0, *(column + 1 for column in empty if column + 1 not in empty)]
    cuts = [start for start in starts[1:] if _is_table(_columns(grid, start, width))]
    if not cuts or not _is_table(_columns(grid, 0, cuts[0] - 1)):
        return [grid]
    return [
        part for start, end in zip([0, *cuts], [*cuts, width], strict=True) for part in [_columns(grid, start, end)]
    ]


def _is_table(grid: Grid) -> bool:
    """Tell columns that can stand alone: labels at the left under a header, figures beside them."""
    runs = [_trimmed(run) for run in _runs(grid)]
    run = max(runs, key=lambda part: len(part.rows), default=None)
    if run is None or len(run.rows) < 2 or len(run.rows[0]) < 2:
        return False
    start = next((row for row in run.rows[:_HEAD_ROWS] if sum(map(has_text, row)) > 1), ())
    labels = [row[0] for row in run.rows[1:] if has_text(row[0])]
    figures = [row[1] for row in run.rows[1:] if has_text(row[1])]
    return are_words(start) and bool(labels) and are_words(labels) and not are_words(figures)


def are_words(values: Sequence[Value]) -> bool:
    """Tell whether no value is a figure; a year alone is none.

    Examples
    --------
    >>> are_words(["Kommun", "2013"]), are_words(["Ånge", "450"])
    (True, False)
    """
    return not any(_is_figure(value) for value in values)


def _is_figure(value: Value) -> bool:
    text = to_text(value)
    return are_digits(text) and not is_year(text)


def _is_list(grid: Grid) -> bool:
    """Tell lines of words in one column, as titles and notes are."""
    width = max(sum(map(has_text, row)) for row in grid.rows[: 2 * _HEAD_ROWS])
    only = all(sum(map(has_text, row)) == 1 for row in grid.rows) if width == 1 else False
    return only and all(isinstance(value, str) and not _is_figure(value) for row in grid.rows for value in row)


def _footnotes(grid: Grid) -> int:
    """Count the last rows that hold one text at the left, marked as a note or long as a sentence."""
    for count, row in enumerate(reversed(grid.rows[1:])):
        texts = [to_text(value) for value in row if has_text(value)]
        if texts and not (len(texts) == 1 and has_text(row[0]) and _is_note(texts[0])):
            return count
    return 0


def _is_note(text: str) -> bool:
    return bool(_FOOTNOTE.match(text)) or (" " in text and (len(text) > _LONG or _is_sentence(text)))


def _paragraphs(grid: Grid, start: int) -> Iterator[Paragraph]:
    for number in range(start, len(grid.rows)):
        for column, value in enumerate(grid.rows[number]):
            down, right = grid.at(number, column)
            place = f"sheet {grid.sheet} cell {column_letters(right)}{down + 1}" if grid.sheet else ""
            if isinstance(value, str):
                yield from (Paragraph(text, "paragraph", place) for text in to_paragraphs(value))


def _rows(grid: Grid, start: int, end: int) -> Grid:
    if (start, end) == (0, len(grid.rows)):
        return grid
    return replace(grid, rows=grid.rows[start:end], origin=grid.at(start, 0))


def _columns(grid: Grid, start: int, end: int) -> Grid:
    return replace(grid, rows=[row[start:end] for row in grid.rows], origin=grid.at(0, start))


def _trimmed(grid: Grid) -> Grid:
    """Cut empty columns off on both sides."""
    width = len(grid.rows[0])
    filled = [column for column in range(width) if any(has_text(row[column]) for row in grid.rows)]
    start, end = filled[0], filled[-1] + 1
    return grid if (start, end) == (0, width) else _columns(grid, start, end)


def _is_sentence(text: str) -> bool:
    return text.endswith(_ENDS) and text[-3:-1].isalnum() and len(text) > 2
