"""Horizontal bars that show how sure each number is: rows of segments -> a figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from ehealth_stats.charts import style
from ehealth_stats.charts.crowd import BETWEEN, CROWD_HEIGHT, draw_crowd
from ehealth_stats.charts.rows import Row, dots_in_words
from ehealth_stats.charts.sheet import MARGIN, WIDTH, Body, Key, Words, look, open_sheet
from ehealth_stats.charts.texts import axis_number
from ehealth_stats.codelists import Language

_NAME_WIDTH, _TEXT_WIDTH = 2.3, 2.9
_PAD, _LEAST_HEIGHT, _BAR, _STUB, _GAP = 0.15, 0.33, 0.19, 0.42, 0.07


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
    def leftward(self) -> bool:
        """Whether the bar lies on the negative side alone, and its text left of it."""
        return self.row.start < 0 and self.row.end == 0

    @property
    def room(self) -> float:
        """Inches that the open end and the text need beyond the bar."""
        return _GAP + style.widest(self.text) + 0.05 + (1.12 * _STUB if self.row.open else 0)


def draw_bars(
    rows: Sequence[Row], words: Words, legend: Sequence[Key], language: Language, *, dots: Sequence[Row] = ()
) -> Figure:
    """Draw one bar a row, first row on top, each with its text at its end; the figure grows with the rows.

    Rows given as dots stand in one strip below, on a scale of their own.
    """
    lines = _lines(rows)
    height = lines[-1].top + lines[-1].height
    strip = CROWD_HEIGHT if dots else 0.0
    sheet = open_sheet(words, legend, Body(height + strip))
    name = style.wrap(dots_in_words(dots, language), _NAME_WIDTH) if dots else []
    left = MARGIN + max(style.widest(name), *(style.widest(line.name) for line in lines)) + 0.13
    right = WIDTH - MARGIN - 0.1
    axes = replace(sheet, bottom=sheet.bottom + strip, height=height).axes(left, right)
    first, inch = _limits(lines, right - left)
    axes.set_xlim(first, first + (right - left) * inch)
    axes.set_ylim(height, 0)
    _draw_scale(axes, lines, right - left, language)
    for line in lines:
        _draw_line(axes, line, inch)
    if dots:
        draw_crowd(replace(sheet, height=strip - BETWEEN).axes(left, right), dots, name, language)
    return sheet.figure


def _lines(rows: Sequence[Row]) -> list[_Line]:
    lines, top = [], 0.0
    for row in rows:
        name, text = style.wrap(row.name, _NAME_WIDTH), style.wrap(row.text, _TEXT_WIDTH)
        height = max(_LEAST_HEIGHT, max(len(name), len(text)) * style.line_height() + _PAD)
        lines.append(_Line(row, name, text, top, height))
        top += height
    return lines


def _limits(lines: Sequence[_Line], width: float) -> tuple[float, float]:
    """Return where the axis begins and how many units are an inch, so that every bar and its text find room."""
    left = [(-line.row.start, line.room if line.leftward else 0.0) for line in lines]
    right = [(line.row.end, 0.0 if line.leftward else line.room) for line in lines]
    inch = max((before + after) / (width - room - more) for before, room in left for after, more in right)
    inch = inch or 1 / width
    return -max(before + room * inch for before, room in left), inch


def _draw_scale(axes: Axes, lines: Sequence[_Line], width: float, language: Language) -> None:
    axes.set_yticks([line.middle for line in lines], ["\n".join(line.name) for line in lines])
    for label in axes.get_yticklabels():
        label.set(color=style.INK, multialignment="right", linespacing=style.LINE_SPACING, va="center")
    axes.axvline(0, color=style.GREY, linewidth=1.2, zorder=3)
    least, most = min(line.row.start for line in lines), max(line.row.end for line in lines)
    low, high = axes.get_xlim()
    room = 1.5 * max(style.text_width(axis_number(round(end), language)) for end in (low, high))
    ticks = MaxNLocator(nbins=max(1, min(6, int(width / room))), integer=True).tick_values(low, high)
    # Without any number there is no scale, and where only text stands it ends: an axis would suggest more.
    step = ticks[1] - ticks[0] if most > least else 0.0
    wanted = [float(tick) for tick in ticks if low <= tick <= high and least - step < tick < most + step]
    shown = wanted if step else []
    axes.set_xticks(shown, [axis_number(tick, language) for tick in shown])
    axes.grid(axis="x", color=style.GRID, linewidth=0.8)


def _draw_line(axes: Axes, line: _Line, inch: float) -> None:
    """Draw one bar and its text; `inch` is how many units are an inch."""
    middle, end, stub = line.middle, line.row.end, _STUB * inch
    for part in line.row.segments:
        finish = part.end if isfinite(part.end) else part.start + stub
        box = Rectangle((part.start, middle - _BAR / 2), finish - part.start, _BAR, **look(part.drawn, part.colour))
        box.set_gid(f"{line.row.code} {part.series} {part.drawn}")
        axes.add_patch(box)
    if line.row.open:
        end += stub * 1.12
        axes.plot([end - stub * 0.12], [middle], marker=">", markersize=6, color=style.EDGE, clip_on=False, zorder=4)
    x, side = (line.row.start - _GAP * inch, "right") if line.leftward else (end + _GAP * inch, "left")
    text = axes.text(x, middle, "\n".join(line.text), va="center", ha=side, color=style.INK)
    # A white ground keeps the grid lines out of the words.
    text.set(linespacing=style.LINE_SPACING, bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.8})
