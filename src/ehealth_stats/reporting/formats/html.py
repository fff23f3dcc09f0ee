"""A report as one HTML page that loads nothing: Report -> bytes."""

import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from ehealth_stats.reporting import model
from ehealth_stats.reporting.model import FigureBlock, Report
from ehealth_stats.wording.messages import word

_BLOCKS = {
    "strong_part": model.Strong,
    "link_part": model.Link,
    "cite_part": model.Cite,
    "heading": model.Heading,
    "text": model.Text,
    "item_list": model.ItemList,
    "note": model.Note,
    "figure_block": model.FigureBlock,
    "table_block": model.TableBlock,
}


def render_html(report: Report) -> bytes:
    """Return the page: styles and pictures inside, no scripts, every text escaped.

    Examples
    --------
    >>> report = Report("A & B", "", "en", (), "Contents", (model.text("<b>"),))
    >>> page = render_html(report).decode("utf-8")
    >>> "<title>A &amp; B</title>" in page, "<p>&lt;b&gt;</p>" in page
    (True, True)
    """
    css = files("ehealth_stats.reporting.formats").joinpath("templates/report.css").read_text("utf-8")
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            anchors=frozenset(report.anchors()),
            css=css,
            skip=word("skip_to_text", report.language),
            fill=word("fill_in", report.language),
        )
    )
    return f"{page}\n".encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ehealth_stats.reporting.formats"),
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


def _picture(block: FigureBlock) -> str:
    """Return a chart as an SVG data address: an own document, so that the ids of two charts can't meet."""
    return "data:image/svg+xml;base64," + b64encode(block.picture("svg")).decode("ascii")
