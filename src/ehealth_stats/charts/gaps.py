"""Two figures for one thing, side by side: named pairs with bounds -> a figure that draws the gap between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, isfinite, isnan
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ehealth_stats.charts import style
from ehealth_stats.charts.readings import Reading
from ehealth_stats.charts.sheet import MARGIN, WIDTH, Body, Key, Words, open_sheet, write_block
from ehealth_stats.charts.texts import word
from ehealth_stats.codelists import Language

_NAMES, _STRIP, _VERDICT, _PAD, _LEAST = 3.1, 2.3, 1.75, 0.2, 0.52
_APART, _BELOW, _INSET, _ARROW, _LEAST_LINE = 0.09, 0.2, 0.2, 0.16, 0.04
_STATED: dict[str, Any] = {"color": style.PALETTE[3], "markersize": 7}
_COMPUTED: dict[str, Any] = {"color": style.PALETTE[0], "markersize": 7}
_GAP: dict[str, Any] = {"color": style.PALETTE[2], "linewidth": 1.4}


@dataclass(frozen=True, slots=True)
class Pair:
    """One check: name, both figures, their words, the gap between their bounds in words, verdict and what it takes."""

    code: str
    name: str
    stated: Reading
    computed: Reading
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


@dataclass(frozen=True, slots=True)
class _Line:
    pair: Pair
    left: tuple[list[str], list[str]]
    right: tuple[list[str], list[str]]

    @property
    def height(self) -> float:
        least = _LEAST if self.pair.apart else _LEAST - _BELOW
        return max(least, *(_height(block) for block in (self.left, self.right))) + _PAD


def draw_gaps(pairs: Sequence[Pair], words: Words, language: Language) -> Figure:
    """Draw one line a pair: what it is about, both figures on a scale around them with the gap marked, the verdict."""
    lines = [_line(pair) for pair in pairs]
    sheet = open_sheet(words, _legend(pairs, language), Body(fsum(line.height for line in lines), below=0.05))
    axes = sheet.axes(MARGIN, WIDTH - MARGIN)
    axes.set_xlim(0, WIDTH - 2 * MARGIN)
    axes.set_ylim(sheet.height, 0)
    axes.set_xticks([])
    axes.set_yticks([])
    top = 0.0
    for line in lines:
        axes.axhline(top, color=style.GRID, linewidth=0.8)
        write_block(axes, (0, top + _PAD / 2), *line.left)
        write_block(axes, (WIDTH - 2 * MARGIN - _VERDICT, top + _PAD / 2), *line.right)
        _draw_pair(axes, line.pair, top + line.height / 2)
        top += line.height
    return sheet.figure


def _line(pair: Pair) -> _Line:
    verdict, below = pair.verdict
    right = style.wrap(below, _VERDICT, style.FOOT_SIZE) if below else []
    left = (style.wrap(pair.name, _NAMES), style.wrap(pair.details, _NAMES, style.FOOT_SIZE))
    return _Line(pair, left, (style.wrap(verdict, _VERDICT), right))


def _height(block: tuple[list[str], list[str]]) -> float:
    return len(block[0]) * style.line_height() + len(block[1]) * style.line_height(style.FOOT_SIZE)


def _legend(pairs: Sequence[Pair], language: Language) -> list[Key]:
    keys = [
        Key(word("legend_stated", language), {}, "D", _STATED),
        Key(word("legend_computed", language), {}, "o", _COMPUTED),
    ]
    if any(pair.apart for pair in pairs):
        keys.append(Key(word("legend_gap", language), {}, line_look=_GAP))
    if any(not isfinite(figure.upper) for pair in pairs for figure in (pair.stated, pair.computed)):
        keys.append(Key(word("legend_open", language), {}, ">", {"color": style.GREY, "markersize": 6}))
    return keys


def _draw_pair(axes: Axes, pair: Pair, middle: float) -> None:
    left = _NAMES + 0.15
    numbers = [n for r in (pair.stated, pair.computed) for n in (r.value, r.lower, r.upper) if isfinite(n)]
    low, high = min(numbers), max(numbers)
    span = (high - low) or 1.0
    width = _STRIP - 2 * _INSET - _ARROW

    def place(number: float) -> float:
        # Equal numbers stand in the middle.
        share = (number - low) / span if high > low else 0.5
        return left + _INSET + width * share

    axes.plot([left, left + _STRIP], [middle] * 2, color=style.GRID, linewidth=1.2, zorder=1)
    for figure, at, marker, look in (
        (pair.stated, middle - _APART, "D", _STATED),
        (pair.computed, middle + _APART, "o", _COMPUTED),
    ):
        end = place(figure.upper) if isfinite(figure.upper) else left + _STRIP - _ARROW / 2
        if figure.upper > figure.lower:
            # Bounds too close to be seen beside the gap are still a mark.
            short = "|" if end - place(figure.lower) < _LEAST_LINE else ""
            ends = [place(figure.lower), end]
            axes.plot(ends, [at, at], color=look["color"], linewidth=2.6, marker=short, markeredgewidth=2, zorder=3)
        if not isfinite(figure.upper):
            axes.plot([end], [at], marker=">", color=look["color"], markersize=6, zorder=4)
        if not isnan(figure.value):
            axes.plot([place(figure.value)], [at], marker=marker, zorder=4, gid=f"{pair.code} {marker}", **look)
    if pair.apart:
        _draw_gap(axes, sorted(place(edge) for edge in pair.apart), middle, pair)


def _draw_gap(axes: Axes, ends: Sequence[float], middle: float, pair: Pair) -> None:
    """Draw a bracket between the two, and the gap in words below it, inside the strip."""
    start, end = ends
    axes.plot([start, end], [middle] * 2, zorder=3, gid=f"{pair.code} gap", **_GAP)
    for x in ends:
        axes.plot([x, x], [middle - 0.05, middle + 0.05], zorder=3, **_GAP)
    half = style.text_width(pair.gap, style.FOOT_SIZE) / 2
    centre = min(max((start + end) / 2, _NAMES + 0.15 + half), _NAMES + 0.15 + _STRIP - half)
    axes.text(centre, middle + 2.2 * _APART, pair.gap, ha="center", va="top", size=style.FOOT_SIZE, color=style.INK)
