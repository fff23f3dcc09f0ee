"""Dated entries on a time axis, in groups: bars for periods, diamonds for days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ehealth_stats.charts.draw import style
from ehealth_stats.charts.draw.page import MARGIN, WIDTH, ChartTexts, DataArea, LegendEntry, open_page
from ehealth_stats.codelists import Language
from ehealth_stats.wording.periods import month

_NAME_WIDTH, _TEXT_WIDTH = 2.7, 2.4
_PAD, _LEAST_HEIGHT, _HEAD_PAD, _BAR, _GAP, _ARROW = 0.13, 0.29, 0.2, 0.16, 0.11, 0.3
_DIAMOND = 7.0
_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600)
DUE: dict[str, Any] = {"color": style.PALETTE[3], "markerfacecolor": style.PAPER, "markeredgewidth": 1.6}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: group, kind, name, earliest and latest day (None when open), its date in words, its colour."""

    group: str
    kind: str
    name: str
    start: date | None
    end: date | None
    text: str
    colour: str

    @property
    def point(self) -> bool:
        """Whether it falls on one day, known or not, rather than lasts."""
        return self.kind in ("milestone", "target") or (self.start is not None and self.start == self.end)


@dataclass(frozen=True, slots=True)
class _Line:
    entry: Entry
    name: list[str]
    text: list[str]
    first: float
    last: float
    middle: float

    @property
    def room(self) -> float:
        """Inches to the right of the last day."""
        return _GAP + style.widest(self.text) + 0.05 + (_ARROW if self.entry.end is None else 0.0)


def draw_gantt(
    entries: Sequence[Entry], texts: ChartTexts, legend: Sequence[LegendEntry], language: Language
) -> Figure:
    """Draw dated entries in their order, with a head above each group."""
    lines, heads, height = _lines(entries)
    page = open_page(texts, legend, DataArea(height))
    names = max(style.widest(line.name) for line in lines)
    left = MARGIN + max(names, *(style.widest(list(head), bold=True) for head in heads)) + 0.2
    right = WIDTH - MARGIN - 0.1
    axes = page.axes(left, right)
    first = _day(_date(min(line.first for line in lines)).replace(month=1, day=1))
    width = right - left
    axes.set_xlim(first, max(first + (line.last - first) * width / (width - line.room) for line in lines))
    axes.set_ylim(page.height, 0)
    axes.set_yticks([])
    _draw_scale(axes, width, language)
    for head, middle in heads.items():
        _draw_name(axes, head, (left, middle), bold=True)
    for line in lines:
        _draw_name(axes, line.name, (left, line.middle))
        _draw_line(axes, line, (axes.get_xlim()[1] - first) / width)
    return page.figure


def _lines(entries: Sequence[Entry]) -> tuple[list[_Line], dict[tuple[str, ...], float], float]:
    days = [_day(when) for entry in entries for when in (entry.start, entry.end) if when]
    lines: list[_Line] = []
    heads: dict[tuple[str, ...], float] = {}
    top = 0.0
    for entry in entries:
        head = tuple(style.wrap(entry.group, _NAME_WIDTH, bold=True))
        if head not in heads:
            height = len(head) * style.line_height() + _HEAD_PAD
            heads[head] = top + height / 2 + _HEAD_PAD / 4
            top += height
        name, text = style.wrap(entry.name, _NAME_WIDTH), style.wrap(entry.text, _TEXT_WIDTH)
        height = max(_LEAST_HEIGHT, max(len(name), len(text)) * style.line_height() + _PAD)
        first = _day(entry.start) if entry.start else min(days)
        # A period lasts to the end of its last day.
        last = _day(entry.end) + (0 if entry.point else 1) if entry.end else max(days)
        lines.append(_Line(entry, name, text, first, last, top + height / 2))
        top += height
    return lines, heads, top


def _day(when: date) -> float:
    return float(when.toordinal())


def _date(day: float) -> date:
    return date.fromordinal(int(day))


def _draw_scale(axes: Axes, width: float, language: Language) -> None:
    low, high = axes.get_xlim()
    first, last = _date(low), _date(high)
    months = (last.year - first.year) * 12 + last.month
    most = width / 0.55
    step = next((step for step in _STEPS if months / step <= most), _STEPS[-1])
    ticks = [date(first.year + n // 12, n % 12 + 1, 1) for n in range(0, months, step)]
    labels = [str(tick.year) if tick.month == 1 else month(tick, language) for tick in ticks]
    axes.set_xticks([_day(tick) for tick in ticks], labels)
    axes.grid(axis="x", color=style.GRID, linewidth=0.8)


def _draw_name(axes: Axes, lines: Sequence[str], place: tuple[float, float], *, bold: bool = False) -> None:
    left, middle = place
    # A negative offset in points from the axes' left edge: all names start at the page's margin.
    text = axes.annotate(
        "\n".join(lines),
        (0, middle),
        (72 * (MARGIN - left), 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        color=style.INK,
        annotation_clip=False,
    )
    text.set(weight="bold" if bold else "normal", linespacing=style.LINE_SPACING)


def _draw_line(axes: Axes, line: _Line, inch: float) -> None:
    """Draw one entry; `inch` is the number of days in an inch."""
    entry, end = line.entry, line.last
    if entry.point:
        _draw_point(axes, line)
    else:
        place = (line.first, line.middle - _BAR / 2)
        box = Rectangle(place, line.last - line.first, _BAR, facecolor=entry.colour, edgecolor=entry.colour)
        axes.add_patch(box).set_gid(entry.name)
    if entry.start is None:
        axes.plot([line.first], [line.middle], marker="<", markersize=7, color=entry.colour, clip_on=False)
    if entry.end is None:
        tip = line.last + 0.8 * _ARROW * inch
        axes.plot([line.last, tip], [line.middle] * 2, color=entry.colour, linewidth=2, solid_capstyle="butt")
        axes.plot([tip], [line.middle], marker=">", markersize=7, color=entry.colour)
        end += _ARROW * inch
    text = axes.text(end + _GAP * inch, line.middle, "\n".join(line.text), va="center", color=style.GREY)
    text.set(linespacing=style.LINE_SPACING, bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.8})


def _draw_point(axes: Axes, line: _Line) -> None:
    entry = line.entry
    if line.last > line.first:
        axes.plot([line.first, line.last], [line.middle] * 2, color=entry.colour, linewidth=1.2, marker="|")
    fill_style = DUE if entry.kind == "target" else {"color": entry.colour}
    axes.plot([(line.first + line.last) / 2], [line.middle], marker="D", markersize=_DIAMOND, **fill_style)
