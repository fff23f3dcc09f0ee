"""Which rows of a grid are its header, which are titles, and in which columns the cells below stand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from ehealth_stats.codelists.note_marks import without_notes
from ehealth_stats.ingestion.documents.blocks import Grid
from ehealth_stats.ingestion.documents.values import Value, to_text
from ehealth_stats.ingestion.text.numbers import CLASS, are_digits, has_digit, is_year
from ehealth_stats.languages.lexicon import EVERY, fold, words

_LONGEST_HEADER = 40
_LONGEST_TITLE = 120
_MOST_HEADER_ROWS = 5
# A year, a span of years, a day, a month: heads of columns, where no such stands below.
_PERIOD = re.compile(r"(?:19|20)\d\d(?:\s?[-–/.]\s?\d{1,4}){0,2}|\d{1,2}[./]\d{1,2}[.\s/-]+(?:19|20)?\d\d")


@dataclass(frozen=True, slots=True)
class Layout:
    """A grid in order: column names, the grid's rows of header and titles, those of data, their shift to the right."""

    header: tuple[str, ...]
    heads: Sequence[int]
    numbers: Sequence[int]
    shift: int


@dataclass(frozen=True, slots=True)
class _Label:
    """A cell with text that may be part of a header."""

    text: str
    column: int
    end: int
    prose: bool

    @property
    def is_short(self) -> bool:
        return "\n" not in self.text and len(self.text) <= _LONGEST_HEADER and not self.prose


_Line = list[_Label]


def lay_out(grid: Grid, in_force: tuple[str, ...]) -> Layout:
    """Find a grid's header and set its cells into their columns.

    A grid without header inherits the one in force where its width fits, aligned from the right. Rows that repeat the
    header are dropped, as are empty ones. A header may take several rows:

        | Kommun | Larm           |        Larm spans two columns
        |        | alla | 2013    |        the names are "Kommun", "Larm / alla", "Larm / 2013"
        | Ånge   | 450  | 45      |

    Examples
    --------
    >>> layout = lay_out(Grid([["Kommun", "Larm"], ["Ånge", "450"], ["Kommun", "Larm"], ["Timrå", "300"]]), ())
    >>> layout.header, layout.numbers
    (('Kommun', 'Larm'), [1, 3])
    """
    numbers = [number for number, filled in enumerate(grid.filled()) if filled]
    top = [_labels(grid, number) for number in numbers[: 2 * _MOST_HEADER_ROWS]]
    width = max(map(len, map(grid.rows.__getitem__, numbers)))
    first, last = _header_rows(grid, numbers, top, in_force)
    header = _names(top[first:last], max((len(grid.rows[number]) for number in numbers[first:last]), default=0))
    inherited = not header and width <= len(in_force) < 2 * width
    header = in_force if inherited else header
    repeated = {_pattern(header), *(_pattern(label.text for label in line) for line in top[first:last])} - {()}
    below = numbers[last:]
    if suspects := _suspects(map(itemgetter(0), map(grid.rows.__getitem__, below)), repeated):
        below = [
            number
            for number in below
            if not (grid.rows[number][0] in suspects and _pattern(map(to_text, grid.rows[number])) in repeated)
        ]
    whole = range(below[0], below[-1] + 1) if below else range(0)
    kept = whole if len(whole) == len(below) else below
    return Layout(header, numbers[:last], kept, len(header) - width if inherited else 0)


def _labels(grid: Grid, number: int) -> _Line:
    return [
        _Label(text, column, column + grid.span(number, column)[1], grid.at(number, column) in grid.marks.prose)
        for column in range(len(grid.rows[number]))
        if (text := grid.text(number, column))
    ]


def _header_rows(grid: Grid, numbers: Sequence[int], top: list[_Line], in_force: tuple[str, ...]) -> tuple[int, int]:
    """Return the first header row and the row after the last, of those with text; equal when there is none."""
    marked = 0
    while marked < len(numbers) and numbers[marked] in grid.marks.heads:
        marked += 1
    if marked:
        top += [_labels(grid, number) for number in numbers[len(top) : marked]]
        return 0, marked
    width = max(map(len, map(grid.rows.__getitem__, numbers)))
    first = 0
    while not grid.titled and first < min(len(top), len(numbers) - 1) - 1 and _is_title(top, first, width):
        first += 1
    repeats = _pattern(label.text for label in top[first]) == _pattern(in_force) != ()
    if not (grid.titled or repeats or _reads_as_header(top, first)):
        return 0, 0
    last = first + 1 if grid.ragged or repeats else _header_end(top, first)
    return 0 if grid.titled else first, last


def _is_title(top: list[_Line], index: int, width: int) -> bool:
    """Tell a title above the header: one short text at the left; of two columns, only above two labels and figures."""
    line, only = top[index], top[index][0]
    short = "\n" not in only.text and len(only.text) <= _LONGEST_TITLE and not only.prose
    heads = top[index + 1 : index + 3]
    named = len(heads) == 2 and all(len(pair) == 2 for pair in heads) and _reads_as_header(top, index + 1)
    figures = named and are_digits(heads[1][1].text)
    return len(line) == 1 and only.column == 0 and short and (width >= 3 or figures)


def _reads_as_header(top: list[_Line], index: int) -> bool:
    """Tell a header that no file marks: short labels, one paragraph each, no figures, something below.

    A year or day is a label where the cells below it are none ("Kommun | 2012 | 2013"), and so are classes that follow
    one another; years alone are where they leave the first column, which has words below, without a name.
    """
    numbers = [label for label in top[index] if are_digits(label.text)]
    below = top[index + 1][0] if index + 1 < len(top) else top[index][0]
    nameless = top[index][0].column > 0 == below.column and not are_digits(below.text)
    return _are_labels(top, index) and (nameless or len(numbers) < len(top[index]))


def _are_labels(top: list[_Line], index: int) -> bool:
    if index + 1 >= len(top):
        return False
    below = {label.column: label.text for label in top[index + 1]}
    numbers = [label for label in top[index] if are_digits(label.text)]
    periods = all(_PERIOD.fullmatch(n.text) and not _PERIOD.fullmatch(below.get(n.column, "")) for n in numbers)
    are_heads = periods or _are_classes(numbers) or _are_years(top[index], numbers)
    return are_heads and all(label.is_short for label in top[index])


def _are_years(line: _Line, numbers: Sequence[_Label]) -> bool:
    """Tell years in a row behind a word for areas, "Kommun | 2012 | 2013", whatever is counted below."""
    years = [int(number.text) for number in numbers if is_year(number.text)]
    rise = all(later == year + 1 for year, later in pairwise(years))
    named = words("statistics", EVERY).get(fold(line[0].text)) == "area"
    return len(years) == len(numbers) == len(line) - 1 > 1 and rise and named


def _are_classes(numbers: Sequence[_Label]) -> bool:
    """Tell classes that follow one another, as of age: "0-17", "18-64", "65+"."""
    classes = [match for number in numbers if (match := CLASS.fullmatch(number.text))]
    follow = all(one["last"] and int(other["first"]) == int(one["last"]) + 1 for one, other in pairwise(classes))
    return len(classes) == len(numbers) > 1 and follow


def _header_end(top: list[_Line], first: int) -> int:
    """Return the row after the last header row.

    Further rows of labels belong to the header while the first column is named only once: data starts in the first
    column. Where no cell above is merged, such a row must fill a gap in the one above it, and figures must stand below:
    two rows of words alone may be data.
    """
    last = first + 1
    while last - first < _MOST_HEADER_ROWS and _are_labels(top, last):
        if sum(line[0].column == 0 for line in top[first : last + 1]) != 1:
            break
        last += 1
    if last == first + 1 or top[last][0].column != 0:
        return first + 1
    heads = top[first:last]
    merged = any(label.end - label.column > 1 for line in heads for label in line)
    gap = top[first][0].column != 0 or any(line[0].column != 0 for line in heads[1:])
    figures = any(has_digit(label.text) for label in top[last] if label.column)
    return last if merged or (gap and figures) else first + 1


def _names(heads: list[_Line], width: int) -> tuple[str, ...]:
    """Name each column by the header cells above it, top down."""
    width = max((width, *(label.end for line in heads for label in line)))
    above: list[dict[str, None]] = [{} for _ in range(width)]
    taken: set[int] = set()
    for index, line in enumerate(heads):
        below = {label.column for label in heads[index + 1]} if index + 1 < len(heads) else set()
        taken |= {label.column for label in line}
        for label in line:
            for column in range(label.column, _reach(label, taken, below)):
                above[column][without_notes(" ".join(label.text.split("\n")))] = None
    return tuple(" / ".join(texts) for texts in above)


def _reach(label: _Label, taken: set[int], below: set[int]) -> int:
    """Return where a header cell ends; it covers empty cells beside it that have a name of their own below."""
    end = label.end
    while label.column in below and end in below and end not in taken:
        end += 1
    return end


def _suspects(firsts: Iterable[Value], repeated: set[tuple[str, ...]]) -> set[Value]:
    """Return the first cells that a repeated header may start with, by which most rows are let pass at once."""
    starts = {pattern[0] for pattern in repeated}
    texts = {first for first in set(firsts) if isinstance(first, str)} if repeated else set()
    return {text for text in texts if not to_text(text) or _folded(to_text(text)) in starts}


def _pattern(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(_folded(text) for text in texts if text)


def _folded(text: str) -> str:
    return fold(text).strip(" ?:*.")
