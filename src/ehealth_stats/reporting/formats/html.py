"""A report as one HTML page that loads nothing: Report -> the bytes of its file."""

import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from io import BytesIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from ehealth_stats.charts.chart import Chart
from ehealth_stats.charts.draw.style import in_style
from ehealth_stats.reporting import model
from ehealth_stats.reporting.model import Report

_BLOCKS = {
    "strong_part": model.Strong,
    "link_part": model.Link,
    "heading": model.Heading,
    "text": model.Text,
    "item_list": model.ItemList,
    "note": model.Note,
    "figure_block": model.FigureBlock,
    "table_block": model.TableBlock,
}


def render(report: Report) -> bytes:
    """Return the page as it stands in its file."""
    return render_html(report).encode("utf-8")


def render_html(report: Report) -> str:
    """Return the page: styles and pictures inside, no scripts, every text escaped.

    Examples
    --------
    >>> report = Report("A & B", "", "en", (), "Contents", (model.text("<b>"),))
    >>> page = render_html(report)
    >>> "<title>A &amp; B</title>" in page, "<p>&lt;b&gt;</p>" in page
    (True, True)
    """
    css = files("ehealth_stats.reporting").joinpath("templates/report.css").read_text("utf-8")
    return _environment().get_template("report.html.j2").render(report=report, css=css) + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ehealth_stats.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"anchor": _anchor, "picture": _picture}
    environment.tests |= {name: _is_a(kind) for name, kind in _BLOCKS.items()}
    return environment


def _is_a(kind: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, kind)


def _anchor(anchor: str) -> str:
    """Make an id that is also a valid fragment of an address."""
    return re.sub(r"[^\w./:-]", "-", anchor)


def _picture(chart: Chart) -> str:
    """Draw a chart as an SVG data address: an own document, so that the ids of two charts can't meet."""
    buffer = BytesIO()
    with in_style():
        # no date and no version: the same chart gives the same page
        chart.figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return "data:image/svg+xml;base64," + b64encode(buffer.getvalue()).decode("ascii")
