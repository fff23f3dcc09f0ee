"""One quantity over time: readings with their bounds, levels to reach and the way there -> a figure."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import hypot, isfinite, isnan
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from ehealth_stats.charts.draw import style
from ehealth_stats.charts.draw.labels import Box, Label, place_labels, thin_out
from ehealth_stats.charts.draw.page import MARGIN, WIDTH, ChartTexts, DataArea, LegendEntry, fill_style, open_page
from ehealth_stats.charts.goals import Goal
from ehealth_stats.charts.series_data import SeriesPoint, comparable, stretches
from ehealth_stats.charts.texts import axis_number, day, interval, number, short_period, word
from ehealth_stats.codelists import Language

_HEIGHT, _SIDE, _HEAD, _UNKNOWN, _DOT, _THIN = 3.2, 0.6, 1.16, 0.13, 0.06, 0.01
_READING, _GOAL = style.PALETTE[0], style.PALETTE[1]
_LINE: dict[str, Any] = {"color": _READING, "linewidth": 1.6}
_BOUNDS: dict[str, Any] = {"color": _READING, "linewidth": 3.6, "solid_capstyle": "butt"}
_PATH: dict[str, Any] = {"color": _GOAL, "linewidth": 1.3, "linestyle": (0, (5, 3))}
_LEVEL: dict[str, Any] = {"color": _GOAL, "linewidth": 1.6}
_BREAK: dict[str, Any] = {"color": style.GREY, "linewidth": 1.2, "linestyle": (0, (1, 2))}

# A day and a number.
Place = tuple[float, float]


def draw_line_chart(
    points: Sequence[SeriesPoint],
    goals: Sequence[Goal],
    texts: ChartTexts,
    legend: Sequence[LegendEntry],
    language: Language,
) -> Figure:
    """Draw readings as dots with bounds, joined where nothing lies open between them, and goals as levels."""
    page = open_page(texts, legend, DataArea(_HEIGHT, above=0.14))
    low, top = _ends(points, goals)
    whole = all(n.is_integer() for n in _drawn(points, goals))
    ticks = [float(n) for n in MaxNLocator(nbins=6, integer=whole).tick_values(low, top) if low <= n <= top]
    ticks = ticks if _has_numbers(points, goals) else []
    left = MARGIN + max((style.text_width(axis_number(tick, language)) for tick in ticks), default=0.0) + 0.14
    axes = page.axes(left, WIDTH - MARGIN)
    axes.set_xlim(*_days(points, goals, WIDTH - MARGIN - left))
    axes.set_ylim(low, top)
    axes.set_yticks(ticks, [axis_number(tick, language) for tick in ticks])
    axes.grid(axis="y", color=style.GRID, linewidth=0.8)
    axes.axhline(0, color=style.GREY, linewidth=1.2, zorder=3)
    inch = _Inches(axes, WIDTH - MARGIN - left, _HEIGHT)
    for goal in goals:
        _draw_goal(axes, goal, inch, level=len(goals) == 1 or goal.path is None)
    for point in points:
        _draw_bounds(axes, point, inch)
    _draw_line(axes, points)
    _draw_breaks(axes, points)
    _draw_periods(axes, points, goals, inch, language)
    _draw_labels(axes, points, goals, inch, language)
    return page.figure


def line_legend(points: Sequence[SeriesPoint], goals: Sequence[Goal], language: Language) -> list[LegendEntry]:
    """Return the legend: readings, what is open or unknown about them, each target, the required path."""
    keys = []
    if any(point.figure.known and point.figure.lower < point.figure.upper for point in points):
        keys.append(
            LegendEntry(word("legend_reading", language), {}, "o", {"color": _READING, "markersize": 7}, _BOUNDS)
        )
    if any(point.figure.known and not isfinite(point.figure.upper) for point in points):
        keys.append(LegendEntry(word("legend_open", language), {}, "^", {"color": _READING, "markersize": 7}))
    if any(not point.figure.known for point in points):
        keys.append(LegendEntry(word("legend_unknown", language), fill_style("unknown", style.PAPER)))
    if goals:
        keys.append(LegendEntry(word("legend_level", language), {}, "D", {"color": _GOAL, "markersize": 6}, _LEVEL))
    if any(goal.path for goal in goals):
        keys.append(LegendEntry(word("legend_path", language), {}, line_style=_PATH))
    if not all(comparable(pair) for pair in pairwise(points)):
        keys.append(LegendEntry(word("legend_break", language), {}, line_style=_BREAK))
    return keys


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


def _has_numbers(points: Sequence[SeriesPoint], goals: Sequence[Goal]) -> bool:
    return bool(goals) or any(point.figure.known for point in points)


def _drawn(points: Sequence[SeriesPoint], goals: Sequence[Goal]) -> list[float]:
    drawn = [n for point in points if point.figure.known for n in _finite(point.figure.lower, point.figure.upper)]
    return drawn + [n for goal in goals for n in _finite(goal.lower, goal.upper, *(goal.base or (0, 0.0))[1:])]


def _ends(points: Sequence[SeriesPoint], goals: Sequence[Goal]) -> tuple[float, float]:
    """Return where the axis begins, at zero or below the least negative number, and where it ends."""
    drawn = [0.0, *_drawn(points, goals)]
    low, top = _HEAD * min(drawn), _HEAD * max(drawn)
    return low, top if low < top else 1.0


def _days(points: Sequence[SeriesPoint], goals: Sequence[Goal], width: float) -> tuple[float, float]:
    days = [point.day for point in points]
    days += [day for goal in goals for day in (goal.due, (goal.base or (None,))[0]) if day is not None]
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
    dots = [(point.day, point.figure.value, n) for point, n in numbered if not isnan(point.figure.value)]
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


def _draw_goal(axes: Axes, goal: Goal, inch: _Inches, *, level: bool) -> None:
    """Draw a target at its deadline and the path to it; several levels would lie on each other, one is a line."""
    first, last = axes.get_xlim()
    start = max(first, min(n for n in (goal.start, goal.base and goal.base[0], last) if n is not None))
    end = last if goal.due is None else goal.due
    if isfinite(goal.upper) and goal.upper > goal.lower:
        axes.plot([end, end], [goal.lower, goal.upper], zorder=3, **_LEVEL)
    if level and isfinite(goal.upper) and goal.upper > goal.lower:
        box = Rectangle((start, goal.lower), end - start, goal.upper - goal.lower, **fill_style("planned", _GOAL))
        axes.add_patch(box).set(gid=f"goal {goal.code}", linewidth=0.4, zorder=1)
    for edge in _edges(goal) if level else ():
        axes.plot([start, end], [edge] * 2, zorder=3, **_LEVEL)
    for edge in _edges(goal):
        axes.plot([end], [edge], marker="D", markersize=6, color=_GOAL, zorder=6, clip_on=False)
    if not isfinite(goal.upper):
        axes.plot([end], [goal.lower + 0.14 * inch.units], marker="^", markersize=6, color=_GOAL, zorder=6)
    if goal.path:
        (day, value), (due, edge) = goal.path
        axes.plot([day, due], [value, edge], zorder=3, gid=f"path {goal.code}", **_PATH)


def _edges(goal: Goal) -> list[float]:
    """Return the numbers that limit a target: "at most 100" has one, and no mark at zero."""
    edges = list(dict.fromkeys(_finite(goal.lower, goal.upper)))
    return edges[-1:] if edges[0] == 0 else edges


def _draw_periods(
    axes: Axes, points: Sequence[SeriesPoint], goals: Sequence[Goal], inch: _Inches, language: Language
) -> None:
    marks = {point.day: short_period(point.period, date.fromordinal(int(point.day)), language) for point in points}
    dues = {goal.due: date.fromordinal(int(goal.due)) for goal in goals if goal.due is not None}
    marks |= {due: short_period(day(when, language), when, language) for due, when in dues.items()}
    marks = dict(sorted(marks.items()))
    kept = thin_out(list(marks.values()), [inch.x(day) for day in marks])
    axes.set_xticks([list(marks)[n] for n in kept], [list(marks.values())[n] for n in kept])
    axes.tick_params(axis="x", labelcolor=style.INK, pad=5.5)


def _draw_labels(
    axes: Axes, points: Sequence[SeriesPoint], goals: Sequence[Goal], inch: _Inches, language: Language
) -> None:
    taken = [_around(inch, point) for point in points]
    wishes = [_label(inch, point, language) for point in _first_served(points)]
    for goal in goals:
        due = axes.get_xlim()[1] if goal.due is None else goal.due
        edges = _edges(goal)
        text = interval(goal.lower, goal.upper, language) or number(goal.lower, language)
        wishes.insert(0, Label(text, inch.x(due), inch.y(min(edges)), inch.y(max(edges))))
        taken += [_dot(inch.x(due), inch.y(edge)) for edge in edges]
    lines = [box for ends in _joined(points, goals) for box in _along(inch, *ends)]
    for label, box in place_labels(wishes, taken, inch.room, lines):
        x, y = inch.point(box.left, (box.bottom + box.top) / 2)
        drawn = axes.text(x, y, label.text, va="center", ha="left", color=style.INK, zorder=7)
        drawn.set_bbox({"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.5, "alpha": 0.85})


def _joined(points: Sequence[SeriesPoint], goals: Sequence[Goal]) -> Iterator[tuple[Place, Place]]:
    """Yield the ends of every line that is drawn: a day and a number each."""
    for (before, one), (after, other) in pairwise(zip(points, stretches(points), strict=True)):
        if one == other:
            yield (before.day, before.figure.value), (after.day, after.figure.value)
    yield from (goal.path for goal in goals if goal.path)


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
    text = point.text if isnan(figure.value) else number(figure.value, language)
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
