"""What every figure has to satisfy: its texts are inside it and apart; used by the tests of the charts."""

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ehealth_stats.charts.chart import Chart
from ehealth_stats.charts.draw.style import in_style


def texts_of(figure: Figure) -> list[str]:
    """All texts that are drawn, lines joined by spaces."""
    return [" ".join(text.get_text().split()) for text in _texts(figure)]


def bars_of(chart: Chart, *parts: str) -> list[tuple[float, float, str]]:
    """Start, end and hatch of the rectangles whose id holds all parts."""
    patches = [patch for axes in chart.figure.axes for patch in axes.patches if isinstance(patch, Rectangle)]
    found = [patch for patch in patches if all(part in (patch.get_gid() or "") for part in parts)]
    return [(round(p.get_x(), 6), round(p.get_x() + p.get_width(), 6), p.get_hatch() or "") for p in found]


def lines(chart) -> list[list[float]]:
    """The numbers along each joined line of readings."""
    found = [line for line in chart.figure.axes[0].lines if line.get_marker() == "o"]
    return [[float(y) for y in line.get_ydata()] for line in found]


def check_texts(chart: Chart) -> Chart:
    """Return the chart if all its texts are inside the figure and none overlaps another."""
    with in_style():
        canvas = FigureCanvasAgg(chart.figure)
        canvas.draw()
        boxes = [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in _texts(chart.figure)]
    width, height = canvas.get_width_height()
    for text, box in boxes:
        inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height
        assert inside, f"{text!r} leaves the figure: {box.extents} of {width} x {height}"
    for (one, first), (other, second) in combinations(boxes, 2):
        # One pixel of two line boxes may touch: the letters themselves do not.
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        down = min(first.y1, second.y1) - max(first.y0, second.y0)
        assert across <= 1 or down <= 1, f"{one!r} overlaps {other!r}"
    return chart


def _texts(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
