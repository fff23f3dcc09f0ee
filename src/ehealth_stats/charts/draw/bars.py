"""Horizontal bars that show how sure each number is: solid to its lower bound, hatched on to its upper one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf, isfinite

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from ehealth_stats.charts.draw import style
from ehealth_stats.charts.draw.dot_strip import ROOM_ABOVE, STRIP_HEIGHT, Dot, draw_dot_strip
from ehealth_stats.charts.draw.page import (
    MARGIN,
    MOST_ROWS,
    ROWS_OF_MANY,
    WIDTH,
    ChartTexts,
    DataArea,
    Fill,
    LegendEntry,
    fill_style,
    open_page,
    write_row_names,
)
from ehealth_stats.codelists import Language
from ehealth_stats.wording.messages import word
from ehealth_stats.wording.numbers import axis_number, number, span

_NAME_WIDTH, _TEXT_WIDTH = 2.3, 2.9
_PAD, _LEAST_HEIGHT, _BAR, _STUB, _GAP = 0.15, 0.33, 0.19, 0.42, 0.07
# The code of the one bar that stands for all that have no number.
_WITHOUT_NUMBER = "_without"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar from `start` to `end`, in the chart's unit; `end` is inf where no bound is known."""

    start: float
    end: float
    fill: Fill
    colour: str
    series: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: code, name on the left, pieces, the text at its end, the bounds of its number (None: it has none)."""

    code: str
    name: str
    segments: tuple[Segment, ...]
    text: str
    bounds: tuple[float, float] | None = None

    @property
    def start(self) -> float:
        """Where the bar starts: at zero, or at its least negative number."""
        return min([0.0, *(part.start for part in self.segments)])

    @property
    def end(self) -> float:
        """Where the drawn number ends; an open end does not count."""
        return max([0.0, *(part.end if isfinite(part.end) else part.start for part in self.segments)])

    @property
    def open(self) -> bool:
        """Whether a piece has no upper bound."""
        return any(not isfinite(part.end) for part in self.segments)


def bounded(low: float, high: float, colour: str, series: str) -> tuple[Segment, ...]:
    """Return the pieces of a bar: solid to the bound next to zero, hatched between both; unknown when nothing is known.

    Examples
    --------
    >>> [(part.start, part.end, part.fill) for part in bounded(55, 65, "#28a197", "persons")]
    [(0, 55, 'solid'), (55, 65, 'hatched')]
    >>> [(part.start, part.end, part.fill) for part in bounded(-4, -3, "#28a197", "percent")]
    [(-3, 0, 'solid'), (-4, -3, 'hatched')]
    """
    if not isfinite(low) or (low <= 0 and not isfinite(high)):
        return (Segment(0, inf, "unknown", style.PAPER, series),)
    near = low if low > 0 else min(high, 0)
    solid = Segment(min(near, 0), max(near, 0), "solid", colour, series)
    return (solid,) if low == high else (solid, Segment(low, high, "hatched", colour, series))


def bars_legend(bars: Sequence[Bar], language: Language) -> list[LegendEntry]:
    """Return the legend of bars in one colour: what is hatched, what is unknown; nothing where all is certain."""
    parts = {part.fill: part for bar in bars for part in bar.segments}
    entries = [
        LegendEntry(word(f"legend_{fill}", language), fill_style(part.fill, part.colour))
        for fill in ("solid", "hatched", "unknown")
        if (part := parts.get(fill))
    ]
    return entries if set(parts) - {"solid"} else []


def bars_table(bars: Sequence[Bar]) -> pd.DataFrame:
    """Return what is drawn: row, name, series, drawn, start, end (in the chart's unit; inf when open), text."""
    records = [
        (bar.code, bar.name, part.series, part.fill, float(part.start), float(part.end), bar.text)
        for bar in bars
        for part in bar.segments
    ]
    return pd.DataFrame(records, columns=["row", "name", "series", "drawn", "start", "end", "text"])


def bars_and_dots(bars: Sequence[Bar], language: Language) -> tuple[list[Bar], list[Bar]]:
    """Return the bars that a page has room for, and those that are drawn as dots instead.

    Up to forty municipalities are all bars. Of more, the thirty largest are bars and the others dots; those without a
    number become one bar that says how many they are.
    """
    if len(bars) <= MOST_ROWS:
        return list(bars), []
    known = [bar for bar in bars if bar.bounds is not None]
    room = len(known) if len(known) <= MOST_ROWS else ROWS_OF_MANY
    shown, missing = known[:room], len(bars) - len(known)
    if missing:
        name, pieces = word("n_municipalities", language, n=missing), bounded(0, inf, style.PAPER, "_T")
        shown.append(Bar(_WITHOUT_NUMBER, name, pieces, word("without_number", language)))
    return shown, known[room:]


def bars_in_words(bars: Sequence[Bar], dots: Sequence[Bar] = (), *, language: Language = "en") -> str:
    """Return every bar's name and text as sentences, for the alt text, and what the dots come to."""
    texts = [f"{bar.name} {bar.text}" for bar in bars]
    return "; ".join([*texts, _dots_in_words(dots, language)] if dots else texts) + "."


def _dots_in_words(dots: Sequence[Bar], language: Language) -> str:
    """Return how many dots there are, from what number to what."""
    bounds = [bar.bounds for bar in dots if bar.bounds is not None]
    low, high = min(lower for lower, _ in bounds), max(bar.end for bar in dots)
    text = number(low, language) if low == high else span(low, high, language)
    key = "dots" if all(isfinite(upper) for _, upper in bounds) else "dots_open"
    further = word("further", language, rest=word("n_municipalities", language, n=len(dots)))
    return word(key, language, name=further[:1].upper() + further[1:], text=text)


def dots_note(bars: Sequence[Bar], dots: Sequence[Bar], language: Language) -> str:
    """Return the note that says how many are bars and how many are dots; empty when all are bars."""
    n = sum(bar.code != _WITHOUT_NUMBER for bar in bars)
    return word("note_dots", language, n=n, dots=len(dots)) if dots else ""


@dataclass(frozen=True, slots=True)
class _PlacedBar:
    """A bar with its texts broken into lines, and its place in inches from the top."""

    bar: Bar
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
        return self.bar.start < 0 and self.bar.end == 0

    @property
    def room(self) -> float:
        """Inches that the open end and the text need beyond the bar."""
        return _GAP + style.widest(self.text) + 0.05 + (1.12 * _STUB if self.bar.open else 0)


def draw_bars(
    bars: Sequence[Bar],
    texts: ChartTexts,
    legend: Sequence[LegendEntry],
    language: Language,
    *,
    dots: Sequence[Bar] = (),
) -> Figure:
    """Draw bars, the first one on top, each with its text at its end; the page grows with their number.

    Those given as dots stand in one strip below, on a scale of their own.
    """
    placed = _places(bars)
    height = placed[-1].top + placed[-1].height
    strip = STRIP_HEIGHT if dots else 0.0
    page = open_page(texts, legend, DataArea(height + strip))
    name = style.wrap(_dots_in_words(dots, language), _NAME_WIDTH) if dots else []
    left = MARGIN + max(style.widest(name), *(style.widest(each.name) for each in placed)) + 0.13
    right = WIDTH - MARGIN - 0.1
    axes = replace(page, bottom=page.bottom + strip, height=height).axes(left, right)
    first, inch = _limits(placed, right - left)
    axes.set_xlim(first, first + (right - left) * inch)
    axes.set_ylim(height, 0)
    write_row_names(axes, [each.middle for each in placed], [each.name for each in placed])
    _draw_scale(axes, placed, right - left, language)
    for each in placed:
        _draw_bar(axes, each, inch)
    if dots:
        axes = replace(page, height=strip - ROOM_ABOVE).axes(left, right)
        draw_dot_strip(axes, [_dot(bar) for bar in dots], name, _colour(dots), language)
    return page.figure


def _dot(bar: Bar) -> Dot:
    lower, upper = bar.bounds or (0.0, 0.0)
    return Dot(lower, upper, bar.end)


def _colour(dots: Sequence[Bar]) -> str:
    """Return the colour of the dots: a dot is a whole, so where bars have parts in several colours it has none."""
    colours = {part.colour for bar in dots for part in bar.segments if part.fill == "solid"}
    return colours.pop() if len(colours) == 1 else style.GREY


def _places(bars: Sequence[Bar]) -> list[_PlacedBar]:
    placed, top = [], 0.0
    for bar in bars:
        name, text = style.wrap(bar.name, _NAME_WIDTH), style.wrap(bar.text, _TEXT_WIDTH)
        height = max(_LEAST_HEIGHT, max(len(name), len(text)) * style.line_height() + _PAD)
        placed.append(_PlacedBar(bar, name, text, top, height))
        top += height
    return placed


def _limits(placed: Sequence[_PlacedBar], width: float) -> tuple[float, float]:
    """Return where the axis begins and how many units are an inch, so that every bar and its text find room."""
    left = [(-each.bar.start, each.room if each.leftward else 0.0) for each in placed]
    right = [(each.bar.end, 0.0 if each.leftward else each.room) for each in placed]
    inch = max((before + after) / (width - room - more) for before, room in left for after, more in right)
    inch = inch or 1 / width
    return -max(before + room * inch for before, room in left), inch


def _draw_scale(axes: Axes, placed: Sequence[_PlacedBar], width: float, language: Language) -> None:
    axes.axvline(0, color=style.GREY, linewidth=1.2, zorder=3)
    least, most = min(each.bar.start for each in placed), max(each.bar.end for each in placed)
    low, high = axes.get_xlim()
    room = 1.5 * max(style.text_width(axis_number(round(end), language)) for end in (low, high))
    ticks = MaxNLocator(nbins=max(1, min(6, int(width / room))), integer=True).tick_values(low, high)
    # Without any number there is no scale, and where only text stands it ends: an axis would suggest more.
    step = ticks[1] - ticks[0] if most > least else 0.0
    wanted = [float(tick) for tick in ticks if low <= tick <= high and least - step < tick < most + step]
    shown = wanted if step else []
    axes.set_xticks(shown, [axis_number(tick, language) for tick in shown])
    axes.grid(axis="x", color=style.GRID, linewidth=0.8)


def _draw_bar(axes: Axes, placed: _PlacedBar, inch: float) -> None:
    """Draw one bar and its text; `inch` is how many units are an inch."""
    bar, middle, stub = placed.bar, placed.middle, _STUB * inch
    for part in bar.segments:
        finish = part.end if isfinite(part.end) else part.start + stub
        box = Rectangle(
            (part.start, middle - _BAR / 2), finish - part.start, _BAR, **fill_style(part.fill, part.colour)
        )
        box.set_gid(f"{bar.code} {part.series} {part.fill}")
        axes.add_patch(box)
    end = bar.end
    if bar.open:
        end += stub * 1.12
        axes.plot([end - stub * 0.12], [middle], marker=">", markersize=6, color=style.EDGE, clip_on=False, zorder=4)
    x, side = (bar.start - _GAP * inch, "right") if placed.leftward else (end + _GAP * inch, "left")
    text = axes.text(x, middle, "\n".join(placed.text), va="center", ha=side, color=style.INK)
    # A white ground keeps the grid lines out of the words.
    text.set(linespacing=style.LINE_SPACING, bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.8})
