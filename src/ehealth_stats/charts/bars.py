"""Horizontal bars that show how sure each number is: rows of segments -> a figure, and the table of what is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from ehealth_stats.charts import style
from ehealth_stats.charts.sheet import MARGIN, WIDTH, Body, Drawn, Key, Words, look, open_sheet
from ehealth_stats.charts.texts import number, word
from ehealth_stats.codelists import Language

_NAME_WIDTH, _TEXT_WIDTH = 2.3, 2.9
_PAD, _LEAST_HEIGHT, _BAR, _STUB, _GAP = 0.15, 0.33, 0.19, 0.42, 0.07


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar from `start` to `end`, in the chart's unit; `end` is inf where no bound is known."""

    start: float
    end: float
    drawn: Drawn
    colour: str
    series: str


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its code, its name on the left, its pieces, and the text at its end."""

    code: str
    name: str
    segments: tuple[Segment, ...]
    text: str

    @property
    def end(self) -> float:
        """Where the drawn number ends; an open end does not count."""
        ends = [s.end if isfinite(s.end) else s.start for s in self.segments]
        return max(ends, default=0.0)

    @property
    def open(self) -> bool:
        """Whether a piece has no upper bound."""
        return any(not isfinite(s.end) for s in self.segments)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with its texts broken into lines and its place, in inches from the top."""

    row: Row
    name: list[str]
    text: list[str]
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    @property
    def room(self) -> float:
        """Inches that the open end and the text need to the right of the bar."""
        return _GAP + style.widest(self.text) + 0.05 + (1.12 * _STUB if self.row.open else 0)


def bounded(low: float, high: float, colour: str, series: str) -> tuple[Segment, ...]:
    """Return a bar that is solid to its lower bound and hatched to its upper; all unknown when nothing is known.

    Examples
    --------
    >>> [(s.start, s.end, s.drawn) for s in bounded(55, 65, "#28a197", "persons")]
    [(0, 55, 'solid'), (55, 65, 'hatched')]
    """
    if low <= 0 and not isfinite(high):
        return (Segment(0, inf, "unknown", style.PAPER, series),)
    solid = Segment(0, low, "solid", colour, series)
    return (solid,) if low == high else (solid, Segment(low, high, "hatched", colour, series))


def draw_bars(rows: Sequence[Row], words: Words, legend: Sequence[Key], language: Language) -> Figure:
    """Draw one bar a row, first row on top, each with its text at its end; the figure grows with the rows."""
    lines = _lines(rows)
    sheet = open_sheet(words, legend, Body(lines[-1].top + lines[-1].height))
    left = MARGIN + max(style.widest(line.name) for line in lines) + 0.13
    right = WIDTH - MARGIN - 0.1
    axes = sheet.axes(left, right)
    limit = _limit(lines, right - left)
    axes.set_xlim(0, limit)
    axes.set_ylim(sheet.height, 0)
    _draw_scale(axes, lines, right - left, language)
    for line in lines:
        _draw_line(axes, line, limit * _STUB / (right - left), limit * _GAP / (right - left))
    return sheet.figure


def legend_for(rows: Sequence[Row], language: Language) -> list[Key]:
    """Return the legend of bars in one colour: what is hatched, what is unknown; nothing where all is certain."""
    parts = {part.drawn: part for row in rows for part in row.segments}
    keys = [
        Key(word(f"legend_{drawn}", language), look(part.drawn, part.colour))
        for drawn in ("solid", "hatched", "unknown")
        if (part := parts.get(drawn))
    ]
    return keys if set(parts) - {"solid"} else []


def bars_table(rows: Sequence[Row]) -> pd.DataFrame:
    """Return what is drawn: row, name, series, drawn, start, end (in the chart's unit; inf when open), text."""
    records = [
        (row.code, row.name, part.series, part.drawn, float(part.start), float(part.end), row.text)
        for row in rows
        for part in row.segments
    ]
    return pd.DataFrame(records, columns=["row", "name", "series", "drawn", "start", "end", "text"])


def rows_in_words(rows: Sequence[Row]) -> str:
    """Return every row's name and text as sentences, for the alt text."""
    return "; ".join(f"{row.name} {row.text}" for row in rows) + "."


def _lines(rows: Sequence[Row]) -> list[_Line]:
    lines, top = [], 0.0
    for row in rows:
        name, text = style.wrap(row.name, _NAME_WIDTH), style.wrap(row.text, _TEXT_WIDTH)
        height = max(_LEAST_HEIGHT, max(len(name), len(text)) * style.line_height() + _PAD)
        lines.append(_Line(row, name, text, top, height))
        top += height
    return lines


def _limit(lines: Sequence[_Line], width: float) -> float:
    # The text stands beyond the bar's end, so end/limit*width + room <= width for every row.
    limit = max(line.row.end * width / (width - line.room) for line in lines)
    return limit if limit > 0 else 1.0


def _draw_scale(axes: Axes, lines: Sequence[_Line], width: float, language: Language) -> None:
    axes.set_yticks([line.middle for line in lines], ["\n".join(line.name) for line in lines])
    for label in axes.get_yticklabels():
        label.set(color=style.INK, multialignment="right", linespacing=style.LINE_SPACING, va="center")
    axes.axvline(0, color=style.GREY, linewidth=1.2, zorder=3)
    most, limit = max(line.row.end for line in lines), axes.get_xlim()[1]
    room = 1.5 * style.text_width(number(round(limit), language))
    ticks = MaxNLocator(nbins=max(1, min(6, int(width / room))), integer=True).tick_values(0, limit)
    # Without any number there is no scale: an axis would suggest one.
    shown = [float(tick) for tick in ticks if 0 <= tick <= limit] if most > 0 else []
    axes.set_xticks(shown, [number(tick, language) for tick in shown])
    axes.grid(axis="x", color=style.GRID, linewidth=0.8)


def _draw_line(axes: Axes, line: _Line, stub: float, gap: float) -> None:
    middle, end = line.middle, line.row.end
    for part in line.row.segments:
        finish = part.end if isfinite(part.end) else part.start + stub
        box = Rectangle((part.start, middle - _BAR / 2), finish - part.start, _BAR, **look(part.drawn, part.colour))
        box.set_gid(f"{line.row.code} {part.series} {part.drawn}")
        axes.add_patch(box)
    if line.row.open:
        end += stub * 1.12
        axes.plot([end - stub * 0.12], [middle], marker=">", markersize=6, color=style.EDGE, clip_on=False, zorder=4)
    text = axes.text(end + gap, middle, "\n".join(line.text), va="center", color=style.INK)
    # A white ground keeps the grid lines out of the words.
    text.set(linespacing=style.LINE_SPACING, bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.8})
