"""Tables drawn by blanks alone: lines of words with their places -> rows of cells, cut where no line has a word.

| Kommun     Invånare   Larm |        a strip that is blank in all lines with figures parts two columns
| Ånge          9 400    450 |
| Sundsvall    98 000  1 800 |
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_FIGURE = re.compile(
    r"\W{0,3}(?:c:?a\.? ?|cirka )?\d[\d\s\u00a0.,]*(?: ?(?:%|‰|[^\W\d]{1,6}\.?))?|\.\.|n/a", re.IGNORECASE
)
_FIGURE_WORDS = 6
_STRIP = 0.6  # of a gap: what is narrower is a blank within a cell


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands in its line."""

    text: str
    x0: float
    x1: float


_Line = Sequence[Word]
_Piece = Sequence[Word]
"""Words that no wide gap parts."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The lines from `first` up to `end` as a table: texts, header cells over several columns, and where it was cut."""

    first: int
    end: int
    rows: list[list[str]]
    spans: dict[tuple[int, int], tuple[int, int]]
    strips: tuple[float, ...]


def find_columns(lines: Sequence[_Line], gap: float) -> Iterator[Columns]:
    """Find runs of lines that a wide gap parts into cells, with figures among them.

    A figure never reaches over a gap. A line of one cell belongs to a run if lines of several stand around it.

    Examples
    --------
    >>> lines = [[Word("Ånge", 0, 4), Word("450", 8, 11)], [Word("Timrå", 0, 5), Word("300", 8, 11)]]
    >>> [found.rows for found in find_columns(lines, 2)]
    [[['Ånge', '450'], ['Timrå', '300']]]
    """
    pieces = [_pieces(line, gap) for line in lines]
    for first, end in _runs(pieces):
        run = pieces[first:end]
        figures = [sum(map(_is_figure, line[1:])) for line in run]
        if sum(figures) < 2:
            continue
        strips = _strips([line for line, count in zip(lines[first:end], figures, strict=True) if count], gap)
        if strips:
            yield _cut(first, list(zip(run, figures, strict=True)), strips)


def _pieces(line: _Line, gap: float) -> list[list[Word]]:
    pieces: list[list[Word]] = []
    for word in line:
        if pieces and word.x0 - pieces[-1][-1].x1 < gap:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return pieces


def _runs(pieces: Sequence[Sequence[_Piece]]) -> Iterator[tuple[int, int]]:
    """Yield the first and the end of lines that are cut into cells; one line of a single cell may stand between two."""
    several = [len(line) > 1 for line in pieces]
    inside = [
        own or (bool(pieces[at]) and 0 < at < len(several) - 1 and several[at - 1] and several[at + 1])
        for at, own in enumerate(several)
    ]
    for kept, group in groupby(range(len(pieces)), key=lambda at: inside[at]):
        numbers = list(group)
        if kept:
            yield numbers[0], numbers[-1] + 1


def _is_figure(piece: _Piece) -> bool:
    return len(piece) <= _FIGURE_WORDS and bool(_FIGURE.fullmatch(_text(piece)))


def _text(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def _strips(lines: Sequence[_Line], gap: float) -> list[float]:
    """Return the middles of the strips that part columns: no word of any line stands in them."""
    strips = []
    end = min(word.x0 for line in lines for word in line)
    for word in sorted((word for line in lines for word in line), key=lambda word: word.x0):
        if word.x0 - end >= _STRIP * gap:
            strips.append((word.x0 + end) / 2)
        end = max(end, word.x1)
    return strips


def _cut(first: int, lines: Sequence[tuple[Sequence[_Piece], int]], strips: Sequence[float]) -> Columns:
    rows: list[list[str]] = []
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (pieces, figures) in enumerate(lines):
        texts: list[list[str]] = [[] for _ in range(len(strips) + 1)]
        one_each = len(pieces) == len(texts)
        for at, piece in enumerate(pieces):
            columns = [at] if one_each else [_column((word.x0 + word.x1) / 2, strips) for word in piece]
            if one_each or not figures:
                texts[columns[0]].append(_text(piece))
                if columns[-1] > columns[0]:
                    spans[row, columns[0]] = (1, columns[-1] - columns[0] + 1)
                continue
            for column, group in groupby(zip(columns, piece, strict=True), key=lambda pair: pair[0]):
                texts[column].append(_text(word for _, word in group))
        rows.append(["\n".join(cell) for cell in texts])
    return Columns(first, first + len(rows), rows, spans, tuple(strips))


def _column(x: float, strips: Sequence[float]) -> int:
    return bisect_left(strips, x)
