"""The page of every figure: title, subtitle and legend above, notes and source below -> a figure with room between."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Any, Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from ehealth_stats.charts import style
from ehealth_stats.charts.chart import Chart
from ehealth_stats.charts.sources import Origin
from ehealth_stats.codelists import Language

WIDTH, MARGIN = 8.0, 0.18
_SWATCH, _GAP, _LEGEND_LINE, _APART = 0.27, 0.09, 0.24, 0.05

Drawn = Literal["solid", "hatched", "planned", "outlined", "unknown"]


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of a chart."""

    title: str
    subtitle: str
    caption: str
    alt: str
    origin: Origin
    note: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: a rectangle or a line where its look is given, a marker where one is named, or both."""

    text: str
    look: Mapping[str, Any]
    marker: str = ""
    marker_look: Mapping[str, Any] = field(default_factory=dict)
    line_look: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Body:
    """Inches for the data, for heads above and axis labels below them, and for the width of the whole figure."""

    height: float
    above: float = 0.08
    below: float = 0.34
    width: float = WIDTH


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure and the rectangle, in inches, that is left for the data."""

    figure: Figure
    bottom: float
    height: float

    def axes(self, left: float, right: float) -> Axes:
        """Add bare axes between two distances, in inches, from the figure's left edge."""
        width, height = self.figure.get_size_inches()
        box = (left / width, self.bottom / height, (right - left) / width, self.height / height)
        axes = self.figure.add_axes(box)
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0, labelcolor=style.GREY, labelsize=style.TEXT_SIZE)
        axes.set_axisbelow(True)
        axes.grid(visible=False)
        return axes


def look(drawn: Drawn, colour: str) -> dict[str, Any]:
    """Return how a rectangle is painted: solid, hatched between bounds, planned, outlined, or unknown."""
    if drawn == "solid":
        return {"facecolor": colour, "edgecolor": colour, "linewidth": 0.8}
    if drawn == "outlined":
        return {"facecolor": style.PAPER, "edgecolor": colour, "linewidth": 1.3}
    if drawn == "unknown":
        return {"facecolor": style.PAPER, "edgecolor": style.EDGE, "linewidth": 0.8, "hatch": style.HATCH}
    hatch = style.HATCH if drawn == "hatched" else style.PLANNED_HATCH
    return {"facecolor": style.PAPER, "edgecolor": colour, "linewidth": 0.8, "hatch": hatch}


def open_sheet(words: Words, legend: Sequence[Key], body: Body) -> Sheet:
    """Make the figure, tall enough for its texts and its data, and write the texts; long ones are wrapped."""
    inner = body.width - 2 * MARGIN
    title = style.balance(words.title, inner * 0.97, style.TITLE_SIZE, bold=True)
    subtitle = style.wrap(words.subtitle, inner * 0.98, style.SUBTITLE_SIZE)
    foot = [style.wrap(text, inner, style.FOOT_SIZE) for text in (words.note, words.origin.line) if text]
    keys = _legend_places(legend, inner)
    lines = [(title, style.TITLE_SIZE, style.INK), (subtitle, style.SUBTITLE_SIZE, style.GREY)]
    head = MARGIN + fsum(len(text) * style.line_height(size) for text, size, _ in lines) + 0.1
    legend_height = (max((row for _, row, _ in keys), default=-1) + 1) * _LEGEND_LINE
    base = MARGIN + sum(map(len, foot)) * style.line_height(style.FOOT_SIZE) + (len(foot) - 1) * _APART + 0.06
    total = head + legend_height + body.above + body.height + body.below + base
    figure = Figure(figsize=(body.width, total), dpi=100, facecolor=style.PAPER)
    top, foot_top = total - MARGIN, base - 0.06
    for text, size, colour in lines:
        write_lines(figure, (MARGIN, top), text, size=size, colour=colour)
        top -= len(text) * style.line_height(size) + 0.03
    for note in foot:
        write_lines(figure, (MARGIN, foot_top), note, size=style.FOOT_SIZE, colour=style.GREY)
        foot_top -= len(note) * style.line_height(style.FOOT_SIZE) + _APART
    for x, row, key in keys:
        _draw_key(figure, MARGIN + x, total - head - (row + 0.5) * _LEGEND_LINE, key)
    return Sheet(figure, base + body.below, body.height)


def write_lines(
    artist: Figure | Axes,
    place: tuple[float, float],
    lines: Sequence[str],
    *,
    size: float = style.TEXT_SIZE,
    colour: str = style.INK,
) -> None:
    """Write lines below a place in inches, at equal distances: matplotlib would move a line for the ring of an Å.

    On axes the inches are those of the data, counted downwards; on a figure they are counted from its lower edge.
    """
    (left, top), down = place, -1 if isinstance(artist, Figure) else 1
    looks: dict[str, Any] = {"size": size, "color": colour, "weight": "bold" if size == style.TITLE_SIZE else "normal"}
    if isinstance(artist, Figure):
        looks["transform"] = artist.dpi_scale_trans
    for n, line in enumerate(lines):
        y = top + down * (style.ASCENT * size / 72 + n * style.line_height(size))
        artist.text(left, y, line, **looks)


def write_block(axes: Axes, place: tuple[float, float], lines: Sequence[str], details: Sequence[str]) -> None:
    """Write lines and, below them, smaller grey ones, from a place in inches that are counted downwards."""
    left, top = place
    write_lines(axes, place, lines)
    below = (left, top + len(lines) * style.line_height())
    write_lines(axes, below, details, size=style.FOOT_SIZE, colour=style.GREY)


def _legend_places(legend: Sequence[Key], inner: float) -> list[tuple[float, int, Key]]:
    places, x, row = [], 0.0, 0
    for key in legend:
        wide = _SWATCH + _GAP + style.text_width(key.text) + 0.25
        if x and x + wide > inner:
            x, row = 0.0, row + 1
        places.append((x, row, key))
        x += wide
    return places


def _draw_key(figure: Figure, x: float, y: float, key: Key) -> None:
    inches = figure.dpi_scale_trans
    if key.look:
        figure.add_artist(Rectangle((x, y - 0.065), _SWATCH, 0.13, transform=inches, **key.look))
    if key.line_look:
        line = Line2D([x, x + _SWATCH], [y, y], **key.line_look)
        line.set_transform(inches)
        figure.add_artist(line)
    if key.marker:
        spot = Line2D([x + _SWATCH / 2], [y], marker=key.marker, linestyle="none", **key.marker_look)
        spot.set_transform(inches)
        figure.add_artist(spot)
    figure.text(x + _SWATCH + _GAP, y, key.text, transform=inches, va="center", color=style.INK)


def to_chart(name: Sequence[str], figure: Figure, words: Words, data: pd.DataFrame, language: Language) -> Chart:
    """Return the Chart; its name is the parts that are not empty, joined by hyphens, fit for a file on any system."""
    return Chart(
        name=re.sub(r"[^\w.-]+", "-", "-".join(part for part in (*name, language) if part)).lstrip(".-"),
        figure=figure,
        title=words.title,
        subtitle=words.subtitle,
        caption=words.caption,
        alt=words.alt,
        source=words.origin.line,
        note=words.note,
        data=data.reset_index(drop=True),
        language=language,
        sources=words.origin.ids,
    )
