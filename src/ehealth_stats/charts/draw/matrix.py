"""A matrix of states, each told by shape and word: named rows and columns and their cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
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
    write_row_names,
)
from ehealth_stats.codelists import Language
from ehealth_stats.wording.messages import word

CellState = Literal["in_use", "planned", "no", "unknown"]
STATES: tuple[CellState, ...] = ("in_use", "planned", "no", "unknown")
UNKNOWN: CellState = "unknown"

_NAME_WIDTH, _HEAD_WIDTH = 2.15, 1.9
_NARROW, _WIDE, _PAD, _LEAST_HEIGHT, _INSET = 0.34, 1.5, 0.14, 0.34, 0.03
_IN_USE, _PLANNED = style.PALETTE[0], style.PALETTE[1]
_LOOKS: dict[CellState, dict[str, Any]] = {
    "in_use": fill_style("solid", _IN_USE),
    "planned": fill_style("outlined", _PLANNED),
    "no": {"facecolor": style.PAPER, "edgecolor": style.GRID, "linewidth": 0.8},
    "unknown": {**fill_style("unknown", style.PAPER), "linewidth": 0.5},
}
_COLOURS: dict[CellState, str] = {
    "in_use": style.label_colour(_IN_USE),
    "planned": _PLANNED,
    "no": style.GREY,
    "unknown": style.GREY,
}
_MARKERS: dict[CellState, str] = {"in_use": "o", "planned": "D", "no": "x", "unknown": ""}
_MARKER_LOOKS: dict[CellState, dict[str, Any]] = {
    "in_use": {"color": _COLOURS["in_use"], "markersize": 5},
    "planned": {"color": _PLANNED, "markerfacecolor": style.PAPER, "markersize": 5, "markeredgewidth": 1.4},
    "no": {"color": style.GREY, "markersize": 5, "markeredgewidth": 1.4},
    "unknown": {},
}


@dataclass(frozen=True, slots=True)
class Grid:
    """Names of rows and columns by code, and the state of each pair of codes."""

    rows: Mapping[str, str]
    columns: Mapping[str, str]
    cells: Mapping[tuple[str, str], CellState]

    def turned(self) -> "Grid":
        """Return the grid with rows and columns exchanged."""
        return Grid(self.columns, self.rows, {(b, a): state for (a, b), state in self.cells.items()})


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where names end and how wide a column is, in inches; whether heads lie and the words fit into the cells."""

    left: float
    column: float
    heads: list[list[str]]
    lying: bool
    worded: bool

    @property
    def above(self) -> float:
        """Inches that the column heads need."""
        if self.lying:
            return max(len(head) for head in self.heads) * style.line_height() + 0.12
        return max(style.widest(head, style.FOOT_SIZE) for head in self.heads) + 0.14


def draw_matrix(grid: Grid, texts: ChartTexts, language: Language) -> Figure:
    """Draw one cell a pair: its state by fill and shape, and by word where the cell is wide enough."""
    plan = _plan(grid, language)
    names = [style.wrap(name, _NAME_WIDTH) for name in grid.rows.values()]
    heights = [max(_LEAST_HEIGHT, len(name) * style.line_height() + _PAD) for name in names]
    right = plan.left + plan.column * len(grid.columns)
    legend = [_key(state, language) for state in STATES if state in grid.cells.values()]
    page = open_page(texts, legend, DataArea(fsum(heights), plan.above, 0.12, max(WIDTH, right + MARGIN)))
    axes = page.axes(plan.left, right)
    axes.set_xlim(0, right - plan.left)
    axes.set_ylim(page.height, 0)
    _draw_heads(axes, plan)
    middles = [fsum(heights[:n]) + height / 2 for n, height in enumerate(heights)]
    write_row_names(axes, middles, names)
    for row, middle, height in zip(grid.rows, middles, heights, strict=True):
        for n, column in enumerate(grid.columns):
            box = (n * plan.column, middle - height / 2, plan.column, height)
            _draw_cell(axes, box, grid.cells[row, column], word(f"cell_{grid.cells[row, column]}", language), plan)
    return page.figure


def _plan(grid: Grid, language: Language) -> _Plan:
    names = max(style.widest(style.wrap(name, _NAME_WIDTH)) for name in grid.rows.values())
    left = MARGIN + names + 0.13
    column = min(_WIDE, max(_NARROW, (WIDTH - MARGIN - left) / len(grid.columns)))
    room = column - 0.03
    longest = max(style.text_width(part, style.FOOT_SIZE) for name in grid.columns.values() for part in name.split())
    lying = longest <= room
    heads = [style.wrap(name, room if lying else _HEAD_WIDTH, style.FOOT_SIZE) for name in grid.columns.values()]
    standing = max(len(head) for head in heads) * style.line_height()
    column = column if lying else max(column, standing + 0.06)
    words = max(
        style.text_width(word(f"cell_{state}", language), style.FOOT_SIZE) + (0.24 if _MARKERS[state] else 0.14)
        for state in STATES
    )
    return _Plan(left, column, heads, lying, worded=words <= column)


def _draw_heads(axes: Axes, plan: _Plan) -> None:
    middles = [(n + 0.5) * plan.column for n in range(len(plan.heads))]
    axes.xaxis.tick_top()
    axes.set_xticks(middles, ["\n".join(head) for head in plan.heads], rotation=0 if plan.lying else 90)
    for label in axes.get_xticklabels():
        label.set(color=style.INK, size=style.FOOT_SIZE, linespacing=style.LINE_SPACING)
        label.set_multialignment("center" if plan.lying else "left")


def _draw_cell(axes: Axes, box: tuple[float, float, float, float], state: CellState, text: str, plan: _Plan) -> None:
    x, y, width, height = box
    middle, centre = y + height / 2, x + width / 2
    place = (x + _INSET, y + _INSET)
    axes.add_patch(Rectangle(place, width - 2 * _INSET, height - 2 * _INSET, **_LOOKS[state])).set_gid(state)
    if state == "unknown" and not plan.worded:
        text = "?"
    wide = style.text_width(text, style.FOOT_SIZE)
    shown = plan.worded or state == "unknown"
    if _MARKERS[state]:
        spot = centre - wide / 2 - 0.02 if shown else centre
        axes.plot([spot], [middle], marker=_MARKERS[state], **_MARKER_LOOKS[state])
    if shown:
        at = centre + 0.08 if _MARKERS[state] else centre
        label = axes.text(at, middle, text, va="center", ha="center", size=style.FOOT_SIZE, color=_COLOURS[state])
        if state == "unknown":
            label.set_bbox({"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.0})


def _key(state: CellState, language: Language) -> LegendEntry:
    return LegendEntry(word(f"cell_{state}", language), _LOOKS[state], _MARKERS[state], _MARKER_LOOKS[state])
