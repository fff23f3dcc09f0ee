"""What is drawn in Office documents (charts, text boxes, SmartArt): parts of the archive -> paragraphs and grids.

A chart keeps the numbers that it was drawn of; they are read where they do not stand in a sheet of the document.
"""

import io
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase

from lxml import etree

from ehealth_stats.ingestion.documents.blocks import Grid, Paragraph
from ehealth_stats.ingestion.documents.formats.chart import read_chart
from ehealth_stats.ingestion.documents.intake.parts import Element, parse_xml
from ehealth_stats.ingestion.documents.values import clean

_PARTS = {"charts/chart*.xml": "chart", "drawings/drawing*.xml": "text box", "diagrams/data*.xml": "diagram"}
UNREAD_CHARTS = "charts without values that can be read"
_NEWER = "charts of a newer kind are not read"
_UNREAD = {
    _NEWER: ("*/charts/chartEx*.xml",),
    "controls of a form are not read": ("*/activeX/*.xml", "xl/ctrlProps/*.xml"),
    "charts and formulas are not read": ("Object */content.xml",),
}


def read_drawings(data: bytes, sheets: Collection[str] = ()) -> tuple[tuple[Paragraph | Grid, ...], tuple[str, ...]]:
    """Return what is drawn in a document, in the order of its parts, and say what can't be read.

    `sheets` are those of the document itself: what a chart took from them is not read twice.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(archive.namelist(), key=lambda name: (len(name), name))
        blocks: list[Paragraph | Grid] = []
        charts = unread = broken = 0
        for name, kind in ((name, kind) for name in names if (kind := _kind_of(name))):
            root = _parsed(archive.read(name))
            if kind == "chart":
                charts += 1
                chart = read_chart(root, sheets)
                unread += not chart.is_read
                blocks += _placed(chart.blocks, f"chart {charts}")
            elif root is None:
                broken += 1
            else:
                blocks += _texts(root, kind)
    counts = {note: sum(_is_like(name, parts) for name in names) for note, parts in _UNREAD.items()}
    counts |= {"drawings that are broken are not read": broken, UNREAD_CHARTS: unread}
    return tuple(blocks), tuple(f"{note}: {count}" for note, count in counts.items() if count)


def _kind_of(name: str) -> str:
    """Return what is drawn in a part of a document; empty for what is not read, or no drawing."""
    folder, _, part = name.partition("/")
    if folder not in ("word", "xl") or _is_like(name, _UNREAD[_NEWER]):
        return ""
    return next((kind for pattern, kind in _PARTS.items() if fnmatchcase(part, pattern)), "")


def _is_like(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _parsed(part: bytes) -> Element | None:
    try:
        return parse_xml(part)
    except etree.XMLSyntaxError:
        return None


def _texts(root: Element, place: str) -> Iterator[Paragraph]:
    for paragraph in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
        if text := clean("".join(node.text or "" for node in paragraph.iter("{*}t"))):
            yield Paragraph(text, "paragraph", place)


def _placed(blocks: Iterable[Paragraph | Grid], place: str) -> Iterator[Paragraph | Grid]:
    for block in blocks:
        yield replace(block, place=place) if isinstance(block, Paragraph) else replace(block, name=place)
