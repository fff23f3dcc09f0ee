"""The formats of a report: Report -> the bytes of a file. To add one: a module with a renderer, and a line here."""

from collections.abc import Callable, Mapping

from ehealth_stats.reporting.formats import html
from ehealth_stats.reporting.model import Report

# The renderer of each format by the ending of its files.
RENDERERS: Mapping[str, Callable[[Report], bytes]] = {
    "html": html.render,
}
