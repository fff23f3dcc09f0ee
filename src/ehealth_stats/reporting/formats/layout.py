"""How blocks find room on A4: a table -> its type size and column widths; blocks -> runs of upright and lying pages.

Word processors and typesetters share a page's width among columns without regard to the longest word of each. Here a
column is at least as wide as its longest word, smaller type comes before broken words, and a table that is too wide
for upright paper stands on lying paper.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from ehealth_stats.reporting.model import Block, Cite, FigureBlock, Heading, Part, Report, TableBlock

# points; A4 with these margins leaves 160 mm of upright and 247 mm of lying paper
MARGIN = 25 / 25.4 * 72
WIDTHS = {False: (210 - 50) / 25.4 * 72, True: (297 - 50) / 25.4 * 72}
HEIGHTS = {False: (297 - 50) / 25.4 * 72, True: (210 - 50) / 25.4 * 72}
PADDING = 4.0
SIZE = 8.5

# from what reads best to what fits most: whether the paper lies, and the size of the type
_CHOICES = ((False, SIZE), (False, 7.5), (True, SIZE), (True, 7.5), (True, 6.5))
_MANY_LINES, _LONGEST_WORD, _KEPT_LINES = 5.0, 130.0, 20
_NARROW, _WIDE = frozenset("iljftrI.,:;'|!()[]/- "), frozenset("mwMW@%—")
_CAPTION_ROOM = 60.0
# how much wider bold letters are; letters as wide as the small number behind what is cited
BOLD, _MARK = 1.12, "00"
_BREAK = "\N{ZERO WIDTH SPACE}"
# a range of numbers is one word: LibreOffice was seen to break within its second number, not behind its dash
_BREAKS = re.compile(r"(?<=–)(?!\d)|[^\S\xa0\u202f]+")
_UNBROKEN = re.compile(r"(?:[^\s–]|[\xa0\u202f])+–?")


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table stands: on lying paper or not, its type size and the widths of its columns in points."""

    lying: bool
    size: float
    widths: tuple[float, ...]

    def is_kept_whole(self, cells: Sequence[Part]) -> bool:
        """Say whether a row is short enough to be kept on one page."""
        return _lines(list(map(text_of, cells)), self.widths, self.size) <= _KEPT_LINES


@dataclass(frozen=True, slots=True)
class Spread:
    """Blocks that stand on paper of one direction."""

    lying: bool
    blocks: tuple[Block, ...]


def text_of(part: Part) -> str:
    """Return the words of a part without what marks or links them."""
    return part if isinstance(part, str) else part.text


@lru_cache(maxsize=64)
def fit_table(block: TableBlock) -> Fit:
    """Return the first choice of paper and type in which no word breaks and rows are not towers of short lines.

    Examples
    --------
    >>> from ehealth_stats.reporting.model import TableColumn, TableRow
    >>> names = TableBlock("All", (TableColumn("Area"), TableColumn("Alarms")), (TableRow(("Timrå", "450")),))
    >>> fit_table(names).lying, fit_table(names).size
    (False, 8.5)
    >>> many = TableBlock("All", (TableColumn("Municipality"),) * 12, (TableRow(("Örnsköldsvik",) * 12),))
    >>> fit_table(many).lying
    True
    """
    rows = [[column.label for column in block.columns]]
    rows += [[f"{text_of(cell)}{_MARK if isinstance(cell, Cite) else ''}" for cell in row.cells] for row in block.rows]
    columns = list(zip(*rows, strict=True))
    for lying, size in _CHOICES:
        least = [min(_LONGEST_WORD, _widest(cells, size, unbroken)) + 2 * PADDING for cells in columns]
        widths = _share(WIDTHS[lying], columns, least, size)
        lines = [_lines(row, widths, size) for row in rows]
        if math.fsum(least) <= WIDTHS[lying] and math.fsum(lines) / len(lines) <= _MANY_LINES:
            break
    return Fit(lying, size, tuple(widths))


def spreads(report: Report) -> Iterator[Spread]:
    """Yield the blocks in runs of one direction of paper; headings go with what follows them.

    Examples
    --------
    >>> report = Report("R", "", "en", (), "Contents", (Heading(2, "A", "a"), Heading(2, "B", "b")))
    >>> [len(spread.blocks) for spread in spreads(report)]
    [2]
    """
    directions: list[bool] = []
    for block in reversed(report.blocks):
        ahead = directions[-1] if directions else False
        lies = isinstance(block, TableBlock) and fit_table(block).lying
        directions.append(ahead if isinstance(block, Heading) else lies)
    pairs = zip(reversed(directions), report.blocks, strict=True)
    for lying, group in groupby(pairs, key=lambda pair: pair[0]):
        yield Spread(lying, tuple(block for _, block in group))


def picture_width(block: FigureBlock) -> float:
    """Return the width, in points, at which a chart fits an upright page with its caption."""
    width, height = block.chart.figure.get_size_inches()
    return float(min(WIDTHS[False], (HEIGHTS[False] - _CAPTION_ROOM) * width / height))


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is in points, rather too much than too little."""
    return size * _ems(text)


@lru_cache(maxsize=20_000)
def _ems(text: str) -> float:
    return math.fsum(map(_letter_width, text))


def unbroken(text: str) -> list[str]:
    r"""Return the pieces of a text that a line can't break: ties and ranges of numbers stay whole, other dashes end it.

    Examples
    --------
    >>> unbroken("den 31\N{NO-BREAK SPACE}dec. 2\N{NO-BREAK SPACE}000–3\N{NO-BREAK SPACE}000 kr")
    ['den', '31\xa0dec.', '2\xa0000–3\xa0000', 'kr']
    """
    return [piece for piece in _BREAKS.split(text) if piece]


def break_words(text: str, room: float, size: float) -> str:
    """Return a text that may be broken, without a hyphen, in each word that is wider than the room it has.

    Examples
    --------
    >>> break_words("a Kirchenmusikdirektor", 60, 8.5).split("\N{ZERO WIDTH SPACE}")
    ['a Kirchenmusi', 'kdirektor']
    """
    return _UNBROKEN.sub(lambda word: _BREAK.join(_pieces(word[0], room, size)), text)


def _pieces(word: str, room: float, size: float) -> Iterator[str]:
    """Yield the parts of a word that fit a line each."""
    start, used = 0, 0.0
    for at, letter in enumerate(word):
        used += text_width(letter, size)
        if used > room and at > start:
            yield word[start:at]
            start, used = at, text_width(letter, size)
    yield word[start:]


@cache
def _letter_width(letter: str) -> float:
    if letter in _NARROW:
        return 0.42
    return 0.95 if letter in _WIDE else 0.75 if letter.isupper() else 0.64


def _widest(cells: Sequence[str], size: float, parts: Callable[[str], Iterable[str]]) -> float:
    """Return the width of the widest part of a column's cells, the first of which is its head."""
    head, *below = cells
    widths = [BOLD * text_width(part, size) for part in parts(head)]
    return max((*widths, *(text_width(part, size) for cell in below for part in parts(cell))), default=0.0)


def _share(room: float, columns: Sequence[Sequence[str]], least: Sequence[float], size: float) -> list[float]:
    """Share a width among columns: all one line if there is room, else the more the longer most of their cells are."""
    lines = [_widest(cells, size, lambda cell: [cell]) + 2 * PADDING for cells in columns]
    if math.fsum(lines) <= room:
        return lines
    usual = [max(low, _usual(cells, size) + 2 * PADDING) for low, cells in zip(least, columns, strict=True)]
    if math.fsum(least) >= room:
        return [low * room / math.fsum(least) for low in least]
    low, high = (least, usual) if math.fsum(usual) > room else (usual, lines)
    spare = (room - math.fsum(low)) / (math.fsum(high) - math.fsum(low))
    return [one + spare * (other - one) for one, other in zip(low, high, strict=True)]


def _usual(cells: Sequence[str], size: float) -> float:
    """Return how wide the cells of a column are on the whole, long ones counting more: the root of the mean square."""
    return math.sqrt(math.fsum(text_width(cell, size) ** 2 for cell in cells) / len(cells))


def _lines(cells: Sequence[str], widths: Sequence[float], size: float) -> int:
    """Return about how many lines the tallest cell of a row has."""
    rooms = (max(1.0, width - 2 * PADDING) for width in widths)
    return max(math.ceil(text_width(cell, size) / room) for cell, room in zip(cells, rooms, strict=True))
