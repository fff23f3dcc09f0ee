"""Rows that each have a scale of their own: a name, marks on a line and a verdict, as in a table with a picture."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import fsum, isfinite, isnan
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

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
from ehealth_stats.codelists import Language
from ehealth_stats.schema import Interval
from ehealth_stats.wording.messages import word

MarkKind = Literal["baseline", "actual", "target", ""]

# Inches: the line of each scale, and the room between rows.
_LINE, _PAD = 2.3, 0.2
# Of targets: names, status, where the line begins, height and least width of the target, room for an open end.
_TARGET_NAMES, _STATUS, _TARGET_LEFT, _BAR, _LEAST, _OPEN_ROOM = 3.2, 1.7, 3.45, 0.17, 0.045, 1.15
# Of checks: names, verdict, where the line begins, least height of a row and what of it the gap's words need.
_CHECK_NAMES, _VERDICT, _CHECK_LEFT, _LEAST_HEIGHT, _BELOW = 3.1, 1.75, 3.25, 0.52, 0.2
_APART, _INSET, _ARROW, _LEAST_LINE = 0.09, 0.2, 0.16, 0.04

_TARGET_RANGE, _TARGET_POINT = fill_style("planned", style.PALETTE[1]), fill_style("solid", style.PALETTE[1])
_MARKERS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "baseline": ("o", {"color": style.GREY, "markerfacecolor": style.PAPER, "markersize": 6.5, "markeredgewidth": 1.5}),
    "actual": ("D", {"color": style.PALETTE[3], "markersize": 6.5}),
}
_STATED: dict[str, Any] = {"color": style.PALETTE[3], "markersize": 7}
_COMPUTED: dict[str, Any] = {"color": style.PALETTE[0], "markersize": 7}
_GAP: dict[str, Any] = {"color": style.PALETTE[2], "linewidth": 1.4}


@dataclass(frozen=True, slots=True)
class Mark:
    """A number on the scale of a target: its point (NaN for none) and its bounds."""

    kind: MarkKind
    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target: its marks on a scale of levels or of changes, details below the name, two lines of status."""

    code: str
    name: str
    unit: str
    change: bool
    marks: tuple[Mark, ...]
    details: str
    status: tuple[str, str]

    @property
    def scale(self) -> tuple[float, float]:
        """The least and greatest number of the row; 0 is among them."""
        numbers = [number for mark in self.marks for number in (mark.lower, mark.upper) if isfinite(number)]
        low, high = min([0.0, *numbers]), max([0.0, *numbers])
        if not all(isfinite(mark.upper) for mark in self.marks):
            high *= _OPEN_ROOM
        return (low, high) if high > low else (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check: the stated figure and what the others give, the gap between their bounds in words, and the verdict."""

    code: str
    name: str
    stated: Interval
    computed: Interval
    details: str
    gap: str
    verdict: tuple[str, str]

    @property
    def apart(self) -> tuple[float, float] | None:
        """The edges of the gap between the bounds, the stated one first; None where they overlap."""
        if self.stated.upper < self.computed.lower:
            return self.stated.upper, self.computed.lower
        if self.computed.upper < self.stated.lower:
            return self.stated.lower, self.computed.upper
        return None


# Lines of text, and smaller ones below them.
_Block = tuple[list[str], list[str]]


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands left and right of a scale, the least height, and what draws the scale at a distance from the top."""

    left: _Block
    right: _Block
    least: float
    draw: Callable[[Axes, float], None]

    @property
    def height(self) -> float:
        return max(self.least, _height(self.left), _height(self.right)) + _PAD


def draw_targets(targets: Sequence[TargetRow], texts: ChartTexts, language: Language) -> Figure:
    """Draw one row a target: name and details, marks on a scale from zero to its largest number, status."""
    rows = [
        _Row(
            _block(row.name, row.details, _TARGET_NAMES),
            _block(*row.status, _STATUS),
            0.0,
            partial(_draw_marks, row=row),
        )
        for row in targets
    ]
    return _draw_rows(rows, _STATUS, texts, _targets_legend(targets, language))


def draw_checks(checks: Sequence[CheckRow], texts: ChartTexts, language: Language) -> Figure:
    """Draw one row a check: what it is about, both figures on a scale around them with the gap marked, the verdict."""
    rows = [
        _Row(
            _block(row.name, row.details, _CHECK_NAMES),
            _block(*row.verdict, _VERDICT),
            _LEAST_HEIGHT if row.apart else _LEAST_HEIGHT - _BELOW,
            partial(_draw_figures, row=row),
        )
        for row in checks
    ]
    return _draw_rows(rows, _VERDICT, texts, _checks_legend(checks, language))


def _block(text: str, details: str, width: float) -> _Block:
    return style.wrap(text, width), style.wrap(details, width, style.FOOT_SIZE) if details else []


def _height(block: _Block) -> float:
    return len(block[0]) * style.line_height() + len(block[1]) * style.line_height(style.FOOT_SIZE)


def _draw_rows(rows: Sequence[_Row], right: float, texts: ChartTexts, legend: Sequence[LegendEntry]) -> Figure:
    """Draw rows below each other, parted by lines; `right` is the width of what stands right of the scales."""
    page = open_page(texts, legend, DataArea(fsum(row.height for row in rows), below=0.05))
    axes = page.axes(MARGIN, WIDTH - MARGIN)
    axes.set_xlim(0, WIDTH - 2 * MARGIN)
    axes.set_ylim(page.height, 0)
    axes.set_xticks([])
    axes.set_yticks([])
    top = 0.0
    for row in rows:
        axes.axhline(top, color=style.GRID, linewidth=0.8)
        write_block(axes, (0, top + _PAD / 2), *row.left)
        write_block(axes, (WIDTH - 2 * MARGIN - right, top + _PAD / 2), *row.right)
        row.draw(axes, top + row.height / 2)
        top += row.height
    return page.figure


def _targets_legend(targets: Sequence[TargetRow], language: Language) -> list[LegendEntry]:
    kinds = {mark.kind for row in targets for mark in row.marks}
    entries = [
        LegendEntry(word(f"legend_{kind}", language), {}, marker, marker_style)
        for kind, (marker, marker_style) in _MARKERS.items()
        if kind in kinds
    ]
    return [*entries, LegendEntry(word("legend_target", language), _TARGET_RANGE)] if "target" in kinds else entries


def _draw_marks(axes: Axes, middle: float, row: TargetRow) -> None:
    if not row.marks:
        return
    low, high = row.scale

    def place(number: float) -> float:
        return _TARGET_LEFT + _LINE * ((number if isfinite(number) else high) - low) / (high - low)

    axes.plot([_TARGET_LEFT, _TARGET_LEFT + _LINE], [middle] * 2, color=style.GRID, linewidth=1.5, zorder=1)
    axes.plot([place(0)] * 2, [middle - 0.07, middle + 0.07], color=style.EDGE, linewidth=1.2, zorder=1)
    for mark in row.marks:
        start, end = place(mark.lower), place(mark.upper)
        if mark.kind == "target":
            _draw_target(axes, (start, end), middle, mark)
            continue
        marker, marker_style = _MARKERS[mark.kind]
        if end > start:
            axes.plot([start, end], [middle] * 2, color=marker_style["color"], linewidth=2.2, zorder=3)
        if not isnan(mark.value):
            axes.plot([place(mark.value)], [middle], marker=marker, zorder=4, **marker_style)
        if not isfinite(mark.upper):
            axes.plot([end + 0.06], [middle], marker=">", color=marker_style["color"], markersize=6, zorder=4)


def _draw_target(axes: Axes, ends: tuple[float, float], middle: float, mark: Mark) -> None:
    start, end = ends
    # A target that is one number is a thin solid line, else it could not be seen.
    wide = max(end - start, _LEAST)
    left = start if end > start else start - wide / 2
    look = _TARGET_RANGE if end > start else _TARGET_POINT
    box = Rectangle((left, middle - _BAR / 2), wide, _BAR, zorder=2, **look)
    axes.add_patch(box).set_gid("target")
    if not isfinite(mark.upper):
        axes.plot([left + wide + 0.06], [middle], marker=">", color=style.PALETTE[1], markersize=6, zorder=2)


def _checks_legend(checks: Sequence[CheckRow], language: Language) -> list[LegendEntry]:
    entries = [
        LegendEntry(word("legend_stated", language), {}, "D", _STATED),
        LegendEntry(word("legend_computed", language), {}, "o", _COMPUTED),
    ]
    if any(row.apart for row in checks):
        entries.append(LegendEntry(word("legend_gap", language), {}, line_style=_GAP))
    if any(not isfinite(figure.upper) for row in checks for figure in (row.stated, row.computed)):
        entries.append(LegendEntry(word("legend_open", language), {}, ">", {"color": style.GREY, "markersize": 6}))
    return entries


def _draw_figures(axes: Axes, middle: float, row: CheckRow) -> None:
    left = _CHECK_LEFT
    numbers = [n for r in (row.stated, row.computed) for n in (r.value, r.lower, r.upper) if isfinite(n)]
    low, high = min(numbers), max(numbers)
    span = (high - low) or 1.0
    width = _LINE - 2 * _INSET - _ARROW

    def place(number: float) -> float:
        # Equal numbers stand in the middle.
        share = (number - low) / span if high > low else 0.5
        return left + _INSET + width * share

    axes.plot([left, left + _LINE], [middle] * 2, color=style.GRID, linewidth=1.2, zorder=1)
    for figure, at, marker, marker_style in (
        (row.stated, middle - _APART, "D", _STATED),
        (row.computed, middle + _APART, "o", _COMPUTED),
    ):
        colour = marker_style["color"]
        end = place(figure.upper) if isfinite(figure.upper) else left + _LINE - _ARROW / 2
        if figure.upper > figure.lower:
            # Bounds too close to be seen beside the gap are still a mark.
            short = "|" if end - place(figure.lower) < _LEAST_LINE else ""
            ends = [place(figure.lower), end]
            axes.plot(ends, [at, at], color=colour, linewidth=2.6, marker=short, markeredgewidth=2, zorder=3)
        if not isfinite(figure.upper):
            axes.plot([end], [at], marker=">", color=colour, markersize=6, zorder=4)
        if figure.has_point:
            axes.plot([place(figure.value)], [at], marker=marker, zorder=4, gid=f"{row.code} {marker}", **marker_style)
    if row.apart:
        _draw_gap(axes, sorted(place(edge) for edge in row.apart), middle, row)


def _draw_gap(axes: Axes, ends: Sequence[float], middle: float, row: CheckRow) -> None:
    """Draw a bracket between the two figures, and the gap in words below it, inside the line."""
    start, end = ends
    axes.plot([start, end], [middle] * 2, zorder=3, gid=f"{row.code} gap", **_GAP)
    for x in ends:
        axes.plot([x, x], [middle - 0.05, middle + 0.05], zorder=3, **_GAP)
    half = style.text_width(row.gap, style.FOOT_SIZE) / 2
    centre = min(max((start + end) / 2, _CHECK_LEFT + half), _CHECK_LEFT + _LINE - half)
    axes.text(centre, middle + 2.2 * _APART, row.gap, ha="center", va="top", size=style.FOOT_SIZE, color=style.INK)
