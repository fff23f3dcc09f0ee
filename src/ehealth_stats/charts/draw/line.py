"""One quantity over time: a line of readings with their bounds, the levels that targets ask for, the paths to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import hypot, isfinite
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from ehealth_stats.charts.draw import style
from ehealth_stats.charts.draw.labels import Box, Label, place_labels, thin_out
from ehealth_stats.charts.draw.page import MARGIN, WIDTH, ChartTexts, DataArea, LegendEntry, fill_style, open_page
from ehealth_stats.charts.series_data import SeriesPoint, comparable, stretches
from ehealth_stats.codelists import Language
from ehealth_stats.wording.messages import word
from ehealth_stats.wording.numbers import axis_number, interval, number
from ehealth_stats.wording.periods import day, short_period

_HEIGHT, _SIDE, _HEAD, _UNKNOWN, _DOT, _THIN = 3.2, 0.6, 1.16, 0.13, 0.06, 0.01
_READING, _TARGET = style.PALETTE[0], style.PALETTE[1]
_LINE: dict[str, Any] = {"color": _READING, "linewidth": 1.6}
_BOUNDS: dict[str, Any] = {"color": _READING, "linewidth": 3.6, "solid_capstyle": "butt"}
_PATH: dict[str, Any] = {"color": _TARGET, "linewidth": 1.3, "linestyle": (0, (5, 3))}
_LEVEL: dict[str, Any] = {"color": _TARGET, "linewidth": 1.6}
_BREAK: dict[str, Any] = {"color": style.GREY, "linewidth": 1.2, "linestyle": (0, (1, 2))}

# A day and a number.
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Level:
    """What a target asks for: bounds (infinite where open), first and last day (None where not stated), and its words.

    `path` holds the ends of the way that is required, a day and a number each; it is empty where there is none.
    """

    code: str
    source: str
    lower: float
    upper: float
    start: float | None
    due: float | None
    path: tuple[Place, ...]
    when: str
    text: str

    @property
    def edges(self) -> list[float]:
        """The numbers that limit the target: "at most 100" has one, 100–200 two."""
        return list(dict.fromkeys(_finite(self.lower, self.upper)))


def draw_line_chart(
    points: Sequence[SeriesPoint],
    levels: Sequence[Level],
    texts: ChartTexts,
    legend: Sequence[LegendEntry],
    language: Language,
) -> Figure:
    """Draw readings as dots with bounds, joined where nothing is open between them, and what targets ask for."""
    page = open_page(texts, legend, DataArea(_HEIGHT, above=0.14))
    low, top = _ends(points, levels)
    whole = all(n.is_integer() for n in _drawn(points, levels))
    ticks = [float(n) for n in MaxNLocator(nbins=6, integer=whole).tick_values(low, top) if low <= n <= top]
    ticks = ticks if _has_numbers(points, levels) else []
    left = MARGIN + max((style.text_width(axis_number(tick, language)) for tick in ticks), default=0.0) + 0.14
    axes = page.axes(left, WIDTH - MARGIN)
    axes.set_xlim(*_days(points, levels, WIDTH - MARGIN - left))
    axes.set_ylim(low, top)
    axes.set_yticks(ticks, [axis_number(tick, language) for tick in ticks])
    axes.grid(axis="y", color=style.GRID, linewidth=0.8)
    axes.axhline(0, color=style.GREY, linewidth=1.2, zorder=3)
    inch = _Inches(axes, WIDTH - MARGIN - left, _HEIGHT)
    for level in levels:
        _draw_level(axes, level, inch, as_line=len(levels) == 1 or not level.path)
    for point in points:
        _draw_bounds(axes, point, inch)
    _draw_line(axes, points)
    _draw_breaks(axes, points)
    _draw_periods(axes, points, levels, inch, language)
    _draw_labels(axes, points, levels, inch, language)
    return page.figure


def line_legend(points: Sequence[SeriesPoint], levels: Sequence[Level], language: Language) -> list[LegendEntry]:
    """Return the legend: readings, what is open or unknown about them, each target, the required path."""
    entries = []
    if any(point.figure.known and point.figure.lower < point.figure.upper for point in points):
        entries.append(
            LegendEntry(word("legend_reading", language), {}, "o", {"color": _READING, "markersize": 7}, _BOUNDS)
        )
    if any(point.figure.known and not isfinite(point.figure.upper) for point in points):
        entries.append(LegendEntry(word("legend_open", language), {}, "^", {"color": _READING, "markersize": 7}))
    if any(not point.figure.known for point in points):
        entries.append(LegendEntry(word("legend_unknown", language), fill_style("unknown", style.PAPER)))
    if levels:
        diamond = {"color": _TARGET, "markersize": 6}
        entries.append(LegendEntry(word("legend_level", language), {}, "D", diamond, _LEVEL))
    if any(level.path for level in levels):
        entries.append(LegendEntry(word("legend_path", language), {}, line_style=_PATH))
    if not all(comparable(pair) for pair in pairwise(points)):
        entries.append(LegendEntry(word("legend_break", language), {}, line_style=_BREAK))
    return entries


class _Inches:
    """From days and numbers to inches from the lower left corner of the axes."""

    def __init__(self, axes: Axes, width: float, height: float) -> None:
        (self._first, last), (self._low, top) = axes.get_xlim(), axes.get_ylim()
        self.room = Box(0.02, 0.04, width, height + 0.12)
        self.days, self.units = (last - self._first) / width, (top - self._low) / height

    def x(self, day: float) -> float:
        return (day - self._first) / self.days

    def y(self, value: float) -> float:
        return (value - self._low) / self.units

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self._first + x * self.days, self._low + y * self.units


def _finite(*numbers: float) -> list[float]:
    return [number for number in numbers if isfinite(number)]


def _has_numbers(points: Sequence[SeriesPoint], levels: Sequence[Level]) -> bool:
    return bool(levels) or any(point.figure.known for point in points)


def _drawn(points: Sequence[SeriesPoint], levels: Sequence[Level]) -> list[float]:
    drawn = [n for point in points if point.figure.known for n in _finite(point.figure.lower, point.figure.upper)]
    drawn += [n for level in levels for n in level.edges]
    return drawn + [value for level in levels for _, value in level.path]


def _ends(points: Sequence[SeriesPoint], levels: Sequence[Level]) -> tuple[float, float]:
    """Return where the axis begins, at zero or below the least negative number, and where it ends."""
    drawn = [0.0, *_drawn(points, levels)]
    low, top = _HEAD * min(drawn), _HEAD * max(drawn)
    return low, top if low < top else 1.0


def _days(points: Sequence[SeriesPoint], levels: Sequence[Level], width: float) -> tuple[float, float]:
    days = [point.day for point in points]
    days += [level.due for level in levels if level.due is not None]
    days += [day for level in levels for day, _ in level.path]
    first, last = min(days), max(days)
    # One day alone stands in the middle of a year.
    span = (last - first) or 366.0
    pad = span * _SIDE / (width - 2 * _SIDE)
    middle = (first + last) / 2
    return middle - span / 2 - pad, middle + span / 2 + pad


def _draw_line(axes: Axes, points: Sequence[SeriesPoint]) -> None:
    # seaborn takes long to load, and pyplot with it: only for a chart that it draws.
    import seaborn as sns

    numbered = zip(points, stretches(points), strict=True)
    dots = [(point.day, point.figure.value, n) for point, n in numbered if point.figure.has_point]
    if not dots:
        return
    frame = pd.DataFrame(dots, columns=["day", "value", "stretch"])
    sns.lineplot(
        frame, x="day", y="value", units="stretch", estimator=None, ax=axes, legend=False,
        marker="o", markersize=8, markeredgecolor=style.PAPER, zorder=5, clip_on=False, **_LINE,
    )  # fmt: skip
    axes.set(xlabel="", ylabel="")


def _draw_bounds(axes: Axes, point: SeriesPoint, inch: _Inches) -> None:
    figure, top = point.figure, axes.get_ylim()[1]
    if not figure.known:
        wide = _UNKNOWN * inch.days
        low = axes.get_ylim()[0]
        box = Rectangle(
            (point.day - wide / 2, low), wide, 0.9 * (top - low), zorder=2, **fill_style("unknown", style.PAPER)
        )
        axes.add_patch(box).set_gid(f"unknown {point.period}")
    elif not isfinite(figure.upper):
        axes.plot([point.day] * 2, [figure.lower, 0.97 * top], zorder=2, **_BOUNDS)
        axes.plot([point.day], [0.97 * top], marker="^", markersize=8, color=_READING, zorder=4)
    elif figure.upper > figure.lower:
        axes.plot([point.day] * 2, [figure.lower, figure.upper], zorder=4, **_BOUNDS)


def _draw_breaks(axes: Axes, points: Sequence[SeriesPoint]) -> None:
    for before, after in pairwise(points):
        if not comparable((before, after)):
            axes.axvline((before.day + after.day) / 2, ymax=0.94, zorder=2, gid=f"break {after.period}", **_BREAK)


def _draw_level(axes: Axes, level: Level, inch: _Inches, *, as_line: bool) -> None:
    """Draw a target at its deadline and the path to it; several levels would lie on each other, one is a line."""
    first, last = axes.get_xlim()
    end = last if level.due is None else level.due
    start = end if level.start is None else max(first, level.start)
    low = max(level.lower, axes.get_ylim()[0])
    if isfinite(level.upper) and level.upper > low:
        axes.plot([end, end], [low, level.upper], zorder=3, **_LEVEL)
        if as_line:
            box = Rectangle((start, low), end - start, level.upper - low, **fill_style("planned", _TARGET))
            axes.add_patch(box).set(gid=f"goal {level.code}", linewidth=0.4, zorder=1)
    for edge in level.edges if as_line else ():
        axes.plot([start, end], [edge] * 2, zorder=3, **_LEVEL)
    for edge in level.edges:
        axes.plot([end], [edge], marker="D", markersize=6, color=_TARGET, zorder=6, clip_on=False)
    if not isfinite(level.upper):
        axes.plot([end], [level.lower + 0.14 * inch.units], marker="^", markersize=6, color=_TARGET, zorder=6)
    if level.path:
        days, numbers = zip(*level.path, strict=True)
        axes.plot(days, numbers, zorder=3, gid=f"path {level.code}", **_PATH)


def _draw_periods(
    axes: Axes, points: Sequence[SeriesPoint], levels: Sequence[Level], inch: _Inches, language: Language
) -> None:
    marks = {point.day: short_period(point.period, date.fromordinal(int(point.day)), language) for point in points}
    dues = {level.due: date.fromordinal(int(level.due)) for level in levels if level.due is not None}
    marks |= {due: short_period(day(when, language), when, language) for due, when in dues.items()}
    marks = dict(sorted(marks.items()))
    kept = thin_out(list(marks.values()), [inch.x(day) for day in marks])
    axes.set_xticks([list(marks)[n] for n in kept], [list(marks.values())[n] for n in kept])
    axes.tick_params(axis="x", labelcolor=style.INK, pad=5.5)


def _draw_labels(
    axes: Axes, points: Sequence[SeriesPoint], levels: Sequence[Level], inch: _Inches, language: Language
) -> None:
    taken = [_around(inch, point) for point in points]
    wishes = [_label(inch, point, language) for point in _first_served(points)]
    for level in levels:
        due = axes.get_xlim()[1] if level.due is None else level.due
        low, high = inch.y(min(level.edges)), inch.y(max(level.edges))
        text = interval(level.lower, level.upper, language) or number(level.lower, language)
        wishes.insert(0, Label(text, inch.x(due), low, high))
        taken += [_dot(inch.x(due), inch.y(edge)) for edge in level.edges]
    lines = [box for ends in _joined(points, levels) for box in _along(inch, *ends)]
    for label, box in place_labels(wishes, taken, inch.room, lines):
        x, y = inch.point(box.left, (box.bottom + box.top) / 2)
        drawn = axes.text(x, y, label.text, va="center", ha="left", color=style.INK, zorder=7)
        drawn.set_bbox({"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.5, "alpha": 0.85})


def _joined(points: Sequence[SeriesPoint], levels: Sequence[Level]) -> Iterator[tuple[Place, Place]]:
    """Yield the ends of every line that is drawn: a day and a number each."""
    for (before, one), (after, other) in pairwise(zip(points, stretches(points), strict=True)):
        if one == other:
            yield (before.day, before.figure.value), (after.day, after.figure.value)
    for level in levels:
        yield from pairwise(level.path)


def _along(inch: _Inches, start: Place, end: Place) -> Iterator[Box]:
    """Yield boxes close together along a line, which labels keep clear of."""
    (left, low), (right, high) = ((inch.x(day), inch.y(value)) for day, value in (start, end))
    steps = max(1, int(hypot(right - left, high - low) / _DOT))
    for n in range(steps + 1):
        x, y = left + (right - left) * n / steps, low + (high - low) * n / steps
        yield Box(x - _THIN, y - _THIN, x + _THIN, y + _THIN)


def _label(inch: _Inches, point: SeriesPoint, language: Language) -> Label:
    figure, x = point.figure, inch.x(point.day)
    if not figure.known:
        return Label(point.text, x, 0.0, 0.9 * (inch.room.top - 0.12))
    text = number(figure.value, language) if figure.has_point else point.text
    finite = _finite(figure.lower, figure.upper, figure.value)
    return Label(text, x, inch.y(min(finite)), inch.y(max(finite)))


def _first_served(points: Sequence[SeriesPoint]) -> list[SeriesPoint]:
    known = sorted((point for point in points if point.figure.known), key=lambda point: point.figure.lower)
    ends = [points[-1], points[0], *known[-1:], *known[:1]]
    return list(dict.fromkeys([*ends, *points]))


def _around(inch: _Inches, point: SeriesPoint) -> Box:
    label = _label(inch, point, "en")
    high = inch.room.top if point.figure.known and not isfinite(point.figure.upper) else label.high
    return Box(label.x - _DOT, label.low - _DOT, label.x + _DOT, high + _DOT)


def _dot(x: float, y: float) -> Box:
    return Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT)
