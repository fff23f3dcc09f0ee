"""Small panels on the same axes: the readings of many municipalities in time, in rows and columns on one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isfinite
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from ehealth_stats.charts.draw import style
from ehealth_stats.charts.draw.page import (
    MARGIN,
    WIDTH,
    ChartTexts,
    DataArea,
    LegendEntry,
    fill_style,
    open_page,
    write_block,
)
from ehealth_stats.charts.series_data import SeriesPoint, stretches
from ehealth_stats.codelists import Language
from ehealth_stats.wording.messages import word
from ehealth_stats.wording.numbers import axis_number

PAGE = 60
# Most panels, columns, height of a panel in inches.
_SIZES = ((1, 1, 2.0), (4, 2, 1.5), (12, 3, 1.1), (24, 4, 0.8), (PAGE, 6, 0.5))
_BETWEEN, _BELOW_NAME, _BELOW_ROW, _UNKNOWN, _HEAD = 0.16, 0.06, 0.16, 0.07, 1.12
# One axis for all as long as the largest panel is not this many times the largest of the last row.
_FLAT = 4.0
_COLOUR = style.PALETTE[0]
_LINE: dict[str, Any] = {"color": _COLOUR, "linewidth": 1.3}
_BOUNDS: dict[str, Any] = {"color": _COLOUR, "linewidth": 2.6, "solid_capstyle": "butt"}


@dataclass(frozen=True, slots=True)
class Panel:
    """A municipality: code, name, its readings in order of time, and the first and last of them in words."""

    code: str
    name: str
    points: tuple[SeriesPoint, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Axis:
    """What all panels share, on every page: first and last day with their periods in words."""

    first: float
    last: float
    start: str
    end: str

    def across(self, day: float) -> float:
        """Where a day stands between the first and the last, 0 to 1; in the middle when there is only one."""
        return (day - self.first) / (self.last - self.first) if self.last > self.first else 0.5


@dataclass(frozen=True, slots=True)
class _Place:
    """A panel with its name in lines, and its place in inches from the upper left corner of the data area."""

    panel: Panel
    lines: list[str]
    left: float
    head: float
    top: float
    width: float
    height: float
    ends: tuple[float, float]

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def down(self, value: float) -> float:
        """Where a number stands on the row's axis."""
        low, high = (_HEAD * end for end in self.ends)
        return self.bottom - self.height * (value - low) / (high - low or 1.0)

    def point(self, point: SeriesPoint, value: float, axis: Axis) -> tuple[float, float]:
        inset = 0.07
        x = self.left + inset + (self.width - 2 * inset) * axis.across(point.day)
        return x, self.down(value)


def axis_of(panels: Sequence[Panel]) -> Axis:
    """Return the days that hold every reading of every panel."""
    points = sorted((point for panel in panels for point in panel.points), key=lambda point: point.day)
    return Axis(points[0].day, points[-1].day, points[0].period, points[-1].period)


def has_row_axes(panels: Sequence[Panel]) -> bool:
    """Whether each row of panels has an axis of its own: one for all would draw the lower rows flat."""
    columns, _ = _size(panels)
    rows = [_ends(panels[n : n + columns]) for n in range(0, len(panels), columns)]
    spans = [high - low for low, high in rows]
    return max(spans) > _FLAT * min((span for span in spans if span > 0), default=0.0)


def draw_panels(panels: Sequence[Panel], axis: Axis, texts: ChartTexts, language: Language) -> Figure:
    """Draw at most a page of panels; the numbers of an axis stand at the first column, the periods below the last."""
    numbers = [text for _, text in _scale(_ends(panels), language)]
    left = MARGIN + max((style.text_width(text, style.FOOT_SIZE) for text in numbers), default=0.0) + 0.1
    places, height = _places(panels, WIDTH - MARGIN - left)
    page = open_page(texts, _legend(panels, language), DataArea(height, below=0.1))
    axes = page.axes(left, WIDTH - MARGIN)
    axes.set_xlim(0, WIDTH - MARGIN - left)
    axes.set_ylim(height, 0)
    axes.set_xticks([])
    axes.set_yticks([])
    for place in places:
        _draw_names(axes, place)
        _draw_frame(axes, place, language)
        for point in place.panel.points:
            _draw_spot(axes, place, point, axis)
    _draw_lines(axes, places, axis)
    _draw_periods(axes, places, axis)
    return page.figure


def _size(panels: Sequence[Panel]) -> tuple[int, float]:
    return next((columns, height) for most, columns, height in _SIZES if len(panels) <= most)


def _ends(panels: Sequence[Panel]) -> tuple[float, float]:
    """Return the least and the greatest number of the panels; 0 lies among them."""
    known = [point.figure for panel in panels for point in panel.points if point.figure.known]
    drawn = [0.0, *(n for figure in known for n in (figure.lower, figure.upper) if isfinite(n))]
    return min(drawn), max(drawn)


def _scale(ends: tuple[float, float], language: Language) -> list[tuple[float, str]]:
    low, high = (_HEAD * end for end in ends)
    if low == high:
        return []
    ticks = MaxNLocator(nbins=2, integer=high - low >= 2).tick_values(low, high)
    return [(float(tick), axis_number(tick, language)) for tick in ticks if low <= tick <= high]


def _places(panels: Sequence[Panel], width: float) -> tuple[list[_Place], float]:
    columns, height = _size(panels)
    wide = (width - (columns - 1) * _BETWEEN) / columns
    all_ends, by_row = _ends(panels), has_row_axes(panels)
    places: list[_Place] = []
    top = 0.0
    for row in range(ceil(len(panels) / columns)):
        members = panels[row * columns : (row + 1) * columns]
        heads = [[*style.wrap(panel.name, wide), *style.wrap(panel.text, wide, style.FOOT_SIZE)] for panel in members]
        head = max(len(lines) for lines in heads) * style.line_height() + _BELOW_NAME
        ends = _ends(members) if by_row else all_ends
        for n, (panel, lines) in enumerate(zip(members, heads, strict=True)):
            places.append(_Place(panel, lines, n * (wide + _BETWEEN), top, top + head, wide, height, ends))
        top += head + height + _BELOW_ROW
    return places, top + style.line_height(style.FOOT_SIZE)


def _legend(panels: Sequence[Panel], language: Language) -> list[LegendEntry]:
    points = [point for panel in panels for point in panel.points]
    keys = []
    if any(point.figure.known and point.figure.lower < point.figure.upper for point in points):
        keys.append(
            LegendEntry(word("legend_reading", language), {}, "o", {"color": _COLOUR, "markersize": 5}, _BOUNDS)
        )
    if any(point.figure.known and not isfinite(point.figure.upper) for point in points):
        keys.append(LegendEntry(word("legend_open", language), {}, "^", {"color": _COLOUR, "markersize": 5}))
    if any(not point.figure.known for point in points) or any(not panel.points for panel in panels):
        keys.append(LegendEntry(word("legend_unknown", language), fill_style("unknown", style.PAPER)))
    return keys


def _draw_names(axes: Axes, place: _Place) -> None:
    names = len(style.wrap(place.panel.name, place.width))
    write_block(axes, (place.left, place.head), place.lines[:names], place.lines[names:])


def _draw_frame(axes: Axes, place: _Place, language: Language) -> None:
    if not place.panel.points:
        box = Rectangle((place.left, place.top), place.width, place.height, **fill_style("unknown", style.PAPER))
        axes.add_patch(box).set(gid=f"{place.panel.code} unknown", clip_on=False)
    scale = _scale(place.ends, language)
    for value, text in scale:
        y = place.down(value)
        colour = style.GRID if value else style.GREY
        axes.plot([place.left, place.left + place.width], [y, y], color=colour, linewidth=0.7, zorder=1, clip_on=False)
        if place.left == 0 and value in (0, scale[0][0], scale[-1][0]):
            axes.text(-0.06, y, text, ha="right", va="center", size=style.FOOT_SIZE, color=style.GREY)


def _draw_spot(axes: Axes, place: _Place, point: SeriesPoint, axis: Axis) -> None:
    figure = point.figure
    if not figure.known:
        x, _ = place.point(point, 0, axis)
        box = Rectangle((x - _UNKNOWN / 2, place.top), _UNKNOWN, place.height, **fill_style("unknown", style.PAPER))
        axes.add_patch(box).set_gid(f"{place.panel.code} unknown")
        return
    x, low = place.point(point, figure.lower, axis)
    if not isfinite(figure.upper):
        axes.plot([x, x], [low, place.top], zorder=3, **_BOUNDS)
        axes.plot([x], [place.top], marker="^", markersize=5, color=_COLOUR, zorder=4)
    elif figure.upper > figure.lower:
        axes.plot([x, x], [low, place.point(point, figure.upper, axis)[1]], zorder=3, **_BOUNDS)


def _draw_lines(axes: Axes, places: Sequence[_Place], axis: Axis) -> None:
    # seaborn takes long to load, and pyplot with it: only for a chart that it draws.
    import seaborn as sns

    rows = []
    for place in places:
        for point, stretch in zip(place.panel.points, stretches(place.panel.points), strict=True):
            if point.figure.has_point:
                rows.append((*place.point(point, point.figure.value, axis), f"{place.panel.code} {stretch}"))
    if rows:
        frame = pd.DataFrame(rows, columns=["across", "down", "stretch"])
        sns.lineplot(
            frame, x="across", y="down", units="stretch", estimator=None, ax=axes, legend=False,
            marker="o", markersize=5, markeredgecolor=style.PAPER, markeredgewidth=0.6, zorder=5, clip_on=False,
            **_LINE,
        )  # fmt: skip
        axes.set(xlabel="", ylabel="")


def _draw_periods(axes: Axes, places: Sequence[_Place], axis: Axis) -> None:
    """Write the first and last period below the lowest panel of each column, where both fit."""
    lowest = {place.left: place for place in places}
    both = style.text_width(axis.start, style.FOOT_SIZE) + style.text_width(axis.end, style.FOOT_SIZE) + 0.1
    for place in lowest.values():
        y = place.top + place.height + 0.05
        right = place.left + place.width
        ends = [(place.left, "left", axis.start), (right, "right", axis.end)]
        if axis.first == axis.last:
            ends = [(place.left + place.width / 2, "center", axis.start)]
        elif both > place.width:
            ends = ends[1:]
        for x, side, text in ends:
            axes.text(x, y, text, ha=side, va="top", size=style.FOOT_SIZE, color=style.GREY)
