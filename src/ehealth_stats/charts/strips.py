"""Lines that each have a scale of their own: named strips with marks -> a figure like a table with a picture in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isfinite, isnan
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ehealth_stats.charts import style
from ehealth_stats.charts.sheet import MARGIN, WIDTH, Body, Key, Words, look, open_sheet, write_block
from ehealth_stats.charts.texts import word
from ehealth_stats.codelists import Language

MarkKind = Literal["baseline", "actual", "target", ""]

_NAMES, _STRIP, _STATUS = 3.2, 2.3, 1.7
_PAD, _BAR, _LEAST, _OPEN_ROOM = 0.2, 0.17, 0.045, 1.15
_TARGET = look("planned", style.PALETTE[1])
_POINT = look("solid", style.PALETTE[1])
_MARKERS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "baseline": ("o", {"color": style.GREY, "markerfacecolor": style.PAPER, "markersize": 6.5, "markeredgewidth": 1.5}),
    "actual": ("D", {"color": style.PALETTE[3], "markersize": 6.5}),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A number on a strip: its point (NaN for none) and its bounds."""

    kind: MarkKind
    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Strip:
    """One line: code, name, unit, whether its scale is a change, marks, details below the name, two lines of status."""

    code: str
    name: str
    unit: str
    change: bool
    marks: tuple[Mark, ...]
    details: str
    status: tuple[str, str]

    @property
    def scale(self) -> tuple[float, float]:
        """The least and greatest number of the line; 0 is among them."""
        numbers = [number for mark in self.marks for number in (mark.lower, mark.upper) if isfinite(number)]
        low, high = min([0.0, *numbers]), max([0.0, *numbers])
        if not all(isfinite(mark.upper) for mark in self.marks):
            high *= _OPEN_ROOM
        return (low, high) if high > low else (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class _Line:
    strip: Strip
    name: list[str]
    details: list[str]
    status: tuple[list[str], list[str]]

    @property
    def height(self) -> float:
        left = len(self.name) * style.line_height() + len(self.details) * style.line_height(style.FOOT_SIZE)
        right = len(self.status[0]) * style.line_height() + len(self.status[1]) * style.line_height(style.FOOT_SIZE)
        return max(left, right) + _PAD


def draw_strips(strips: Sequence[Strip], words: Words, legend: Sequence[Key]) -> Figure:
    """Draw one line a strip: name and details, marks on a scale from zero to its largest number, status."""
    lines = [_line(strip) for strip in strips]
    sheet = open_sheet(words, legend, Body(fsum(line.height for line in lines), below=0.05))
    axes = sheet.axes(MARGIN, WIDTH - MARGIN)
    axes.set_xlim(0, WIDTH - 2 * MARGIN)
    axes.set_ylim(sheet.height, 0)
    axes.set_xticks([])
    axes.set_yticks([])
    top = 0.0
    for line in lines:
        axes.axhline(top, color=style.GRID, linewidth=0.8)
        write_block(axes, (0, top + _PAD / 2), line.name, line.details)
        write_block(axes, (WIDTH - 2 * MARGIN - _STATUS, top + _PAD / 2), *line.status)
        if line.strip.marks:
            _draw_marks(axes, line.strip, top + line.height / 2)
        top += line.height
    return sheet.figure


def legend(strips: Sequence[Strip], language: Language) -> list[Key]:
    """Return the legend of the marks that are there."""
    kinds = {mark.kind for strip in strips for mark in strip.marks}
    keys = [
        Key(word(f"legend_{kind}", language), {}, marker, marker_look)
        for kind, (marker, marker_look) in _MARKERS.items()
        if kind in kinds
    ]
    return [*keys, Key(word("legend_target", language), _TARGET)] if "target" in kinds else keys


def _line(strip: Strip) -> _Line:
    first, second = strip.status
    details = style.wrap(strip.details, _NAMES, style.FOOT_SIZE) if strip.details else []
    below = style.wrap(second, _STATUS, style.FOOT_SIZE) if second else []
    return _Line(strip, style.wrap(strip.name, _NAMES), details, (style.wrap(first, _STATUS), below))


def _draw_marks(axes: Axes, strip: Strip, middle: float) -> None:
    left = _NAMES + 0.25
    low, high = strip.scale

    def place(number: float) -> float:
        return left + _STRIP * ((number if isfinite(number) else high) - low) / (high - low)

    axes.plot([left, left + _STRIP], [middle] * 2, color=style.GRID, linewidth=1.5, zorder=1)
    axes.plot([place(0)] * 2, [middle - 0.07, middle + 0.07], color=style.EDGE, linewidth=1.2, zorder=1)
    for mark in strip.marks:
        start, end = place(mark.lower), place(mark.upper)
        if mark.kind == "target":
            _draw_target(axes, (start, end), middle, mark)
            continue
        marker, marker_look = _MARKERS[mark.kind]
        if end > start:
            axes.plot([start, end], [middle] * 2, color=marker_look["color"], linewidth=2.2, zorder=3)
        if not isnan(mark.value):
            axes.plot([place(mark.value)], [middle], marker=marker, zorder=4, **marker_look)
        if not isfinite(mark.upper):
            axes.plot([end + 0.06], [middle], marker=">", color=marker_look["color"], markersize=6, zorder=4)


def _draw_target(axes: Axes, ends: tuple[float, float], middle: float, mark: Mark) -> None:
    start, end = ends
    # A target that is one number is a thin solid line, else it could not be seen.
    wide = max(end - start, _LEAST)
    left = start if end > start else start - wide / 2
    box = Rectangle((left, middle - _BAR / 2), wide, _BAR, zorder=2, **(_TARGET if end > start else _POINT))
    axes.add_patch(box).set_gid("target")
    if not isfinite(mark.upper):
        axes.plot([left + wide + 0.06], [middle], marker=">", color=style.PALETTE[1], markersize=6, zorder=2)
