"""Many numbers in one strip: those that find no bar of their own stand as dots above one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ehealth_stats.charts.draw import style
from ehealth_stats.charts.draw.page import write_row_names
from ehealth_stats.codelists import Language
from ehealth_stats.wording.numbers import axis_number

# Inches: the strip with the room above it, and that room, which the axis of the bars has for its labels.
STRIP_HEIGHT, ROOM_ABOVE = 1.35, 0.5
_SPREAD, _ROOM = 0.8, 1.05
# The golden ratio's fraction: successive dots never line up, and the chart is the same each time.
_TURN = 0.6180339887498949


@dataclass(frozen=True, slots=True)
class Dot:
    """A number in the strip: its bounds, and where its bar would end with all that is drawn beside it."""

    lower: float
    upper: float
    end: float


def draw_dot_strip(axes: Axes, dots: Sequence[Dot], name: Sequence[str], colour: str, language: Language) -> None:
    """Draw all dots above one scale that holds zero, with the strip's name to the left.

    A number with a range has a line to its upper bound; where that is open the line ends in an arrowhead.
    """
    # seaborn takes long to load, and pyplot with it: only for a chart that it draws.
    import seaborn as sns

    downs = [_SPREAD * ((n * _TURN) % 1 - 0.5) for n in range(len(dots))]
    frame = pd.DataFrame({"number": [dot.lower for dot in dots], "down": downs})
    sns.scatterplot(
        frame, x="number", y="down", ax=axes, legend=False, color=colour, s=22, linewidth=0.5,
        edgecolor=style.PAPER, zorder=5, clip_on=False,
    )  # fmt: skip
    for dot, down in zip(dots, downs, strict=True):
        if dot.upper > dot.lower:
            axes.plot([dot.lower, dot.end], [down] * 2, color=colour, linewidth=1.0, zorder=3)
        if not isfinite(dot.upper):
            axes.plot([dot.end], [down], marker=">", markersize=5, color=colour, zorder=6, clip_on=False)
    _draw_scale(axes, min(dot.lower for dot in dots), max(dot.end for dot in dots), language)
    write_row_names(axes, [0], [name])


def _draw_scale(axes: Axes, least: float, most: float, language: Language) -> None:
    low, high = min(0.0, least * _ROOM), most * _ROOM or 1.0
    axes.set(xlabel="", ylabel="", xlim=(low, high), ylim=(-0.5, 0.5))
    ticks = [float(tick) for tick in MaxNLocator(nbins=5, integer=True).tick_values(low, high) if low <= tick <= high]
    axes.set_xticks(ticks, [axis_number(tick, language) for tick in ticks])
    axes.grid(axis="x", color=style.GRID, linewidth=0.8)
    axes.axvline(0, color=style.GREY, linewidth=1.2, zorder=3)
