"""Many numbers in one strip: rows without a bar of their own -> dots on one scale, their bounds as lines."""

from collections.abc import Sequence
from math import isfinite

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ehealth_stats.charts import style
from ehealth_stats.charts.rows import Row
from ehealth_stats.charts.texts import axis_number
from ehealth_stats.codelists import Language

# The strip with the labels of the axis above it.
CROWD_HEIGHT, BETWEEN = 1.35, 0.5
_SPREAD, _ROOM = 0.8, 1.05
# The golden ratio's fraction: successive dots never line up, and the figure is the same each time.
_TURN = 0.6180339887498949


def draw_crowd(axes: Axes, dots: Sequence[Row], name: Sequence[str], language: Language) -> None:
    """Draw a dot a row at its lower bound, a line to its upper one, an arrowhead where that is open."""
    # seaborn takes long to load, and pyplot with it: only for a chart that it draws.
    import seaborn as sns

    colours = {part.colour for row in dots for part in row.segments if part.drawn == "solid"}
    # A dot is the whole: where bars have parts in several colours it has none of them.
    colour = colours.pop() if len(colours) == 1 else style.GREY
    downs = [_SPREAD * ((n * _TURN) % 1 - 0.5) for n in range(len(dots))]
    frame = pd.DataFrame({"number": [low for low, _ in map(_bounds, dots)], "down": downs})
    sns.scatterplot(
        frame, x="number", y="down", ax=axes, legend=False, color=colour, s=22, linewidth=0.5,
        edgecolor=style.PAPER, zorder=5, clip_on=False,
    )  # fmt: skip
    for row, down in zip(dots, downs, strict=True):
        low, high = _bounds(row)
        if high > low:
            axes.plot([low, row.end], [down] * 2, color=colour, linewidth=1.0, zorder=3)
        if not isfinite(high):
            axes.plot([row.end], [down], marker=">", markersize=5, color=colour, zorder=6, clip_on=False)
    _draw_scale(axes, min(low for low, _ in map(_bounds, dots)), max(row.end for row in dots), language)
    axes.set_yticks([0], ["\n".join(name)])
    for label in axes.get_yticklabels():
        label.set(color=style.INK, multialignment="right", linespacing=style.LINE_SPACING, va="center")


def _bounds(row: Row) -> tuple[float, float]:
    return row.bounds or (0.0, 0.0)


def _draw_scale(axes: Axes, least: float, most: float, language: Language) -> None:
    low, high = min(0.0, least * _ROOM), most * _ROOM or 1.0
    axes.set(xlabel="", ylabel="", xlim=(low, high), ylim=(-0.5, 0.5))
    ticks = [float(tick) for tick in MaxNLocator(nbins=5, integer=True).tick_values(low, high) if low <= tick <= high]
    axes.set_xticks(ticks, [axis_number(tick, language) for tick in ticks])
    axes.grid(axis="x", color=style.GRID, linewidth=0.8)
    axes.axvline(0, color=style.GREY, linewidth=1.2, zorder=3)
