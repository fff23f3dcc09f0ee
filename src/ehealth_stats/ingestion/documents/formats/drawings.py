"""What is drawn in Office documents (charts, text boxes, SmartArt): parts of the archive -> paragraphs and grids.

A chart keeps the numbers that it was drawn of; they are read where they do not stand in a sheet of the document.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from itertools import groupby

from lxml import etree

from ehealth_stats.ingestion.documents.blocks import Grid, Paragraph
from ehealth_stats.ingestion.documents.formats.number_formats import to_affix
from ehealth_stats.ingestion.documents.values import clean, number_to_text

_PART = re.compile(r"(?:word|xl)/(?:(?P<chart>charts/chart)|(?P<box>drawings/drawing)|diagrams/data)\d*\.xml")
_UNREAD = {
    "charts of a newer kind are not read": re.compile(r"(?:word|xl)/charts/chartEx\d*\.xml"),
    "controls of a form are not read": re.compile(r"(?:word/activeX|xl/activeX|xl/ctrlProps)/\w+\.xml"),
    "charts and formulas are not read": re.compile(r"Object \d+/content\.xml"),
}
_Element = etree._Element


def read_drawings(data: bytes, sheets: Collection[str] = ()) -> tuple[tuple[Paragraph | Grid, ...], tuple[str, ...]]:
    """Return what is drawn in a document, in the order of its parts, and say what can't be read.

    `sheets` are those of the document itself: what a chart took from them is not read twice.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(archive.namelist(), key=lambda name: (len(name), name))
        blocks: list[Paragraph | Grid] = []
        charts = broken = 0
        for name in names:
            match = _PART.fullmatch(name)
            root = _parsed(archive.read(name)) if match else None
            broken += bool(match) and root is None
            if match and root is not None and match["chart"]:
                charts += 1
                blocks += _chart(root, f"chart {charts}", sheets)
            elif match and root is not None:
                blocks += _texts(root, "text box" if match["box"] else "diagram")
    counts = {note: sum(map(bool, map(pattern.fullmatch, names))) for note, pattern in _UNREAD.items()}
    counts["drawings that are broken are not read"] = broken
    return tuple(blocks), tuple(f"{note}: {count}" for note, count in counts.items() if count)


def _parsed(part: bytes) -> _Element | None:
    try:
        return parse_xml(part)
    except etree.XMLSyntaxError:
        return None


def parse_xml(part: bytes) -> _Element:
    """Parse a part; nothing that it names is fetched, and no entity is made text."""
    return etree.fromstring(part, parser=etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _texts(root: _Element, place: str) -> Iterator[Paragraph]:
    for paragraph in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
        if text := clean("".join(node.text or "" for node in paragraph.iter("{*}t"))):
            yield Paragraph(text, "paragraph", place)


def _chart(root: _Element, place: str, sheets: Collection[str]) -> Iterator[Paragraph | Grid]:
    """Yield the words of a chart, and a table of its series: a row for each category."""
    yield from _texts(root, place)
    series = [one for one in root.iter("{*}ser") if not _stands_in(one, sheets)]
    for _, group in groupby(series, key=lambda one: tuple(_points(one, "cat", "xVal").items())):
        listed = list(group)
        values = [_points(one, "val", "yVal") for one in listed]
        names = [" ".join(_points(one, "tx").values()) for one in listed]
        categories = _points(listed[0], "cat", "xVal")
        rows = [[categories.get(at, ""), *(one.get(at, "") for one in values)] for at in sorted(set().union(*values))]
        if rows:
            yield Grid([["", *names], *rows], place, titled=True)


def _stands_in(series: _Element, sheets: Collection[str]) -> bool:
    """Tell whether the values of a series were taken from a sheet of the document."""
    texts = (series.findtext(f"{{*}}{tag}/{{*}}numRef/{{*}}f") for tag in ("val", "yVal"))
    formula = next(filter(None, texts), "")
    sheet = formula.rpartition("!")[0].strip("'").replace("''", "'")
    return sheet in sheets


def _points(series: _Element, *tags: str) -> dict[int, str]:
    """Return what a series keeps under a tag, by the number of the point, as it is printed."""
    found: dict[int, str] = {}
    for tag in tags:
        part = series.find(f"{{*}}{tag}")
        for point in part.iter("{*}pt") if part is not None else ():
            text = clean(point.findtext("{*}v") or "")
            cache = point.getparent()
            number = cache is not None and etree.QName(cache).localname.startswith("num")
            code = (cache.findtext("{*}formatCode") or "General") if cache is not None else "General"
            at = int(point.get("idx", "0"))
            text = _printed(text, code) if number else text
            found[at] = f"{text} {found[at]}" if at in found else text  # an outer level of categories comes later
        if part is not None and not found and (text := clean(part.findtext("{*}v") or "")):
            found[0] = text
    return found


def _printed(text: str, number_format: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    affix = to_affix(number_format)
    return affix.printed(value) if affix else number_to_text(value)
