"""The page of every chart: title, subtitle and legend above the data, notes and source below them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Any, Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from ehealth_stats.charts.draw import style
from ehealth_stats.codelists import Language
from ehealth_stats.errors import TableError
from ehealth_stats.wording.messages import word
from ehealth_stats.wording.periods import period

WIDTH, MARGIN = 8.0, 0.18
# A page has room for so many rows; of more, so many are drawn.
MOST_ROWS, ROWS_OF_MANY = 40, 30
_SWATCH, _GAP, _LEGEND_LINE, _APART = 0.27, 0.09, 0.24, 0.05

# How a rectangle is filled: a number that is certain, what lies between its bounds, a plan, an addition, the unknown.
Fill = Literal["solid", "hatched", "planned", "outlined", "unknown"]


@dataclass(frozen=True, slots=True)
class Origin:
    """The sources of a chart: their ids, and the line "Source: …"."""

    ids: tuple[str, ...]
    line: str


@dataclass(frozen=True, slots=True)
class ChartTexts:
    """The texts of a chart: title, subtitle, note and source line stand on the page, caption and alt text beside it."""

    title: str
    subtitle: str
    caption: str
    alt: str
    origin: Origin
    note: str = ""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One entry of a legend: its text beside a rectangle, a line or a marker, each drawn where its style is given."""

    text: str
    rectangle: Mapping[str, Any]
    marker: str = ""
    marker_style: Mapping[str, Any] = field(default_factory=dict)
    line_style: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DataArea:
    """Inches that the data need, heads above and axis labels below them, and the width of the whole page."""

    height: float
    above: float = 0.08
    below: float = 0.34
    width: float = WIDTH


@dataclass(frozen=True, slots=True)
class Page:
    """A page whose texts are written: the matplotlib figure, and in inches where the data begin and their height."""

    figure: Figure
    bottom: float
    height: float

    def axes(self, left: float, right: float) -> Axes:
        """Add bare axes over the data area, between two distances in inches from the left edge of the page."""
        width, height = self.figure.get_size_inches()
        box = (left / width, self.bottom / height, (right - left) / width, self.height / height)
        axes = self.figure.add_axes(box)
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0, labelcolor=style.GREY, labelsize=style.TEXT_SIZE)
        axes.set_axisbelow(True)
        axes.grid(visible=False)
        return axes


def source_titles(source_ids: Iterable[str], sources: pd.DataFrame | None) -> dict[str, str]:
    """Return a name for each source: its title in `sources`, or its id where it has none or shares it with another."""
    titles = {
        source_id: str(_sources_by_id(sources).get(source_id, {}).get("title") or source_id) for source_id in source_ids
    }
    repeated = [title for title in titles.values() if list(titles.values()).count(title) > 1]
    return {source_id: source_id if title in repeated else title for source_id, title in titles.items()}


def origin_of(source_ids: Iterable[str], sources: pd.DataFrame | None, language: Language) -> Origin:
    """Return the source line, such as "Source: County, Plan (2013)"; a source that `sources` lacks stands by its id."""
    known, ids = _sources_by_id(sources), tuple(sorted(set(source_ids)))
    items = []
    for source_id in ids:
        row = known.get(source_id)
        if row is None:
            items.append(source_id)
            continue
        published = period(str(row["published"]), language) or word("undated", language)
        items.append(word("source_item", language, **{**row, "published": published}))
    return Origin(ids, word("source", language, source="; ".join(items)))


def _sources_by_id(sources: pd.DataFrame | None) -> dict[str, dict[str, str]]:
    if sources is None:
        return {}
    wanted = ["source_id", "producer", "title", "published"]
    if not isinstance(sources, pd.DataFrame) or not set(wanted) <= set(sources.columns):
        raise TableError("the sources have no producer, title and date", where="sources", expected=", ".join(wanted))
    cells = {name: ["" if pd.isna(cell) else str(cell) for cell in sources[name].tolist()] for name in wanted}
    return {row[0]: dict(zip(wanted, row, strict=True)) for row in zip(*cells.values(), strict=True)}


def fill_style(fill: Fill, colour: str) -> dict[str, Any]:
    """Return the matplotlib settings of a rectangle that is filled in one of the five ways."""
    if fill == "solid":
        return {"facecolor": colour, "edgecolor": colour, "linewidth": 0.8}
    if fill == "outlined":
        return {"facecolor": style.PAPER, "edgecolor": colour, "linewidth": 1.3}
    if fill == "unknown":
        return {"facecolor": style.PAPER, "edgecolor": style.EDGE, "linewidth": 0.8, "hatch": style.HATCH}
    hatch = style.HATCH if fill == "hatched" else style.PLANNED_HATCH
    return {"facecolor": style.PAPER, "edgecolor": colour, "linewidth": 0.8, "hatch": hatch}


def open_page(texts: ChartTexts, legend: Sequence[LegendEntry], area: DataArea) -> Page:
    """Make a page, tall enough for its texts and its data, and write the texts on it; long ones are wrapped."""
    inner = area.width - 2 * MARGIN
    title = style.balance(texts.title, inner * 0.97, style.TITLE_SIZE, bold=True)
    subtitle = style.wrap(texts.subtitle, inner * 0.98, style.SUBTITLE_SIZE)
    foot = [style.wrap(text, inner, style.FOOT_SIZE) for text in (texts.note, texts.origin.line) if text]
    entries = _legend_places(legend, inner)
    lines = [(title, style.TITLE_SIZE, style.INK), (subtitle, style.SUBTITLE_SIZE, style.GREY)]
    head = MARGIN + fsum(len(text) * style.line_height(size) for text, size, _ in lines) + 0.1
    legend_height = (max((row for _, row, _ in entries), default=-1) + 1) * _LEGEND_LINE
    base = MARGIN + sum(map(len, foot)) * style.line_height(style.FOOT_SIZE) + (len(foot) - 1) * _APART + 0.06
    total = head + legend_height + area.above + area.height + area.below + base
    figure = Figure(figsize=(area.width, total), dpi=100, facecolor=style.PAPER)
    top, foot_top = total - MARGIN, base - 0.06
    for text, size, colour in lines:
        write_lines(figure, (MARGIN, top), text, size=size, colour=colour)
        top -= len(text) * style.line_height(size) + 0.03
    for note in foot:
        write_lines(figure, (MARGIN, foot_top), note, size=style.FOOT_SIZE, colour=style.GREY)
        foot_top -= len(note) * style.line_height(style.FOOT_SIZE) + _APART
    for x, row, entry in entries:
        _draw_entry(figure, MARGIN + x, total - head - (row + 0.5) * _LEGEND_LINE, entry)
    return Page(figure, base + area.below, area.height)


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


def write_row_names(axes: Axes, middles: Sequence[float], names: Sequence[Sequence[str]]) -> None:
    """Write the names of rows, each in its lines, to the left of the axes at the middles of the rows."""
    axes.set_yticks(middles, ["\n".join(name) for name in names])
    for label in axes.get_yticklabels():
        label.set(color=style.INK, multialignment="right", linespacing=style.LINE_SPACING, va="center")


def _legend_places(legend: Sequence[LegendEntry], inner: float) -> list[tuple[float, int, LegendEntry]]:
    places, x, row = [], 0.0, 0
    for entry in legend:
        wide = _SWATCH + _GAP + style.text_width(entry.text) + 0.25
        if x and x + wide > inner:
            x, row = 0.0, row + 1
        places.append((x, row, entry))
        x += wide
    return places


def _draw_entry(figure: Figure, x: float, y: float, entry: LegendEntry) -> None:
    inches = figure.dpi_scale_trans
    if entry.rectangle:
        figure.add_artist(Rectangle((x, y - 0.065), _SWATCH, 0.13, transform=inches, **entry.rectangle))
    if entry.line_style:
        line = Line2D([x, x + _SWATCH], [y, y], **entry.line_style)
        line.set_transform(inches)
        figure.add_artist(line)
    if entry.marker:
        marker = Line2D([x + _SWATCH / 2], [y], marker=entry.marker, linestyle="none", **entry.marker_style)
        marker.set_transform(inches)
        figure.add_artist(marker)
    figure.text(x + _SWATCH + _GAP, y, entry.text, transform=inches, va="center", color=style.INK)
