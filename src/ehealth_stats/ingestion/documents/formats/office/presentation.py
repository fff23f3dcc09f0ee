"""Presentations (.pptx, .pptm, .ppsx) -> paragraphs and grids, slide by slide: title, shapes, notes, comments.

Read from the XML itself: what stands in a group, a newer kind of shape, a diagram or a chart is read or told of.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from itertools import chain, count

from lxml import etree

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.blocks import Content, Grid, Paragraph, Position, SegmentKind
from ehealth_stats.ingestion.documents.formats.chart import read_chart
from ehealth_stats.ingestion.documents.formats.drawings import UNREAD_CHARTS
from ehealth_stats.ingestion.documents.formats.office.rich_text import (
    BREAK,
    LeftOut,
    Look,
    cell_text,
    grid_of,
    marked_up,
    paragraphs,
    placed,
)
from ehealth_stats.ingestion.documents.intake.kind import Format, Kind, has_member
from ehealth_stats.ingestion.documents.intake.package import DAMAGE, check_package
from ehealth_stats.ingestion.documents.intake.parts import Element, Parts, name_of, reference
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.intake.written import OFFICE, check_written
from ehealth_stats.ingestion.documents.layout.tabs import TAB, with_rows_of_tabs

_MAIN = "ppt/presentation.xml"
_COUNTED = tuple(
    f"ppt/{folder}/" for folder in ("slides", "notesSlides", "comments", "diagrams", "slideLayouts", "slideMasters")
)
_TITLES = ("title", "ctrTitle")
_BODIES = ("body", "obj")
_MARGINS = {"ftr": "footer", "hdr": "header", "dt": "date"}  # the same on each slide
_UNREAD = {"pic": "pictures are not read", "contentPart": "drawings by hand are not read"}
_TRUE = ("1", "true")

Block = Paragraph | Grid
Related = Mapping[str, tuple[str, str]]


def read_presentation(received: Received) -> Content:
    """Read the slides of a presentation, hidden ones with a note; what is struck through or hidden on one is left out.

    Tables, groups, diagrams and the values that charts keep are read; pictures and embedded objects are not, and a note
    counts them. Numbers of slides are no text.

    Raises
    ------
    DocumentError
        If it is damaged, encrypted, unpacks to too much, or has more paragraphs, cells or letters of a paragraph than
        the limits.
    """
    check_package(received)
    try:
        check_written(received, lambda name: name.startswith(_COUNTED) and name.endswith(".xml"), OFFICE)
        with zipfile.ZipFile(io.BytesIO(received.data)) as archive:
            return _Deck(Parts(archive), received).content()
    except DocumentError:
        raise
    except (etree.XMLSyntaxError, LookupError, AttributeError, RecursionError, OverflowError, *DAMAGE) as error:
        hint = "open it in PowerPoint or LibreOffice and save it again"
        raise received.error("the presentation is damaged", expected="a .pptx document", hint=hint) from error


class _Deck:
    """Collects what the slides of a presentation say; each part is read once, however often it is named."""

    def __init__(self, parts: Parts, received: Received) -> None:
        self.parts = parts
        self.received = received
        self.left_out = LeftOut()
        self.seen: set[str] = set()
        self.margins: dict[str, Paragraph] = {}

    def content(self) -> Content:
        """Read all slides, and once what stands on each of them."""
        main, related = self.parts.part(_MAIN), self.parts.related(_MAIN)
        listed = main.iter("{*}sldId") if main is not None else ()
        slides = [related.get(reference(slide), ("", ""))[1] for slide in listed]
        blocks: list[Block] = []
        hidden: list[str] = []
        for number, name in enumerate(slides, start=1):
            if (root := self.once(name)) is not None:
                hidden += [f"slide {number} is hidden"] if root.get("show", "1") not in _TRUE else []
                blocks += self.slide(root, name, f"slide {number}")
        layouts = [*self.named(slides, "slideLayout")]
        for name in dict.fromkeys([*layouts, *self.named(layouts, "slideMaster")]):
            self.layout(name)
        return Content((*blocks, *self.margins.values()), notes=(*hidden, *self.left_out.notes()))

    def once(self, name: str) -> Element | None:
        """Return the root of a part the first time that it is asked for."""
        if name in self.seen:
            return None
        self.seen.add(name)
        return self.parts.part(name)

    def named(self, parts: Iterable[str], kind: str) -> Iterator[str]:
        """Yield the parts of a kind that some parts refer to."""
        for part in dict.fromkeys(parts):
            yield from (name for found, name in self.parts.related(part).values() if found == kind)

    def slide(self, root: Element, name: str, where: str) -> Iterator[Block]:
        """Yield what a slide says: its title, its shapes in the order of the file, its notes, its comments."""
        shapes = sorted(self.shapes(root.find("{*}cSld/{*}spTree")), key=lambda shape: _holder(shape) not in _TITLES)
        related = self.parts.related(name)
        charts = count(1)
        words = (block for shape in shapes for block in self.shape(shape, related, f"{where} chart", charts))
        yield from placed(with_rows_of_tabs(words), where)
        for note in map(self.once, self.named([name], "notesSlide")):
            tree = note.find("{*}cSld/{*}spTree") if note is not None else None
            bodies = (shape.find("{*}txBody") for shape in self.shapes(tree) if _holder(shape) == "body")
            yield from placed((block for body in bodies for block in self.body(body, "paragraph")), f"{where} notes")
        comments = map(self.comments, map(self.once, self.named([name], "comments")))
        yield from placed(chain.from_iterable(comments), f"{where} comments")

    def layout(self, name: str) -> None:
        """Take in what a layout prints on its slides; its holders for text print nothing."""
        root = self.once(name)
        shapes = self.shapes(root.find("{*}cSld/{*}spTree") if root is not None else None)
        bodies = (shape.find("{*}txBody") for shape in shapes if name_of(shape) == "sp" and not _holder(shape))
        for paragraph in (paragraph for body in bodies for paragraph in self.body(body, "paragraph")):
            self.margins.setdefault(paragraph.text, replace(paragraph, place="slide layout"))

    def shapes(self, tree: Element | None) -> Iterator[Element]:
        """Yield the shapes of a slide, those of groups among them; of two ways to draw one the newer."""
        for shape in tree if tree is not None else ():
            tag = name_of(shape)
            if (mark := next(shape.iter("{*}cNvPr"), None)) is not None and mark.get("hidden") in _TRUE:
                self.left_out.count("hidden shapes are left out")
            elif tag == "AlternateContent":
                yield from self.shapes(next(iter(shape.findall("{*}Choice") + shape.findall("{*}Fallback")), None))
            elif tag == "grpSp":
                yield from self.shapes(shape)
            else:
                yield shape

    def shape(self, shape: Element, related: Related, where: str, charts: Iterator[int]) -> Iterator[Block]:
        """Yield what a shape says; pictures and objects are counted."""
        tag, holder = name_of(shape), _holder(shape)
        if tag in _UNREAD:
            self.left_out.count(_UNREAD[tag])
        elif tag in ("sp", "cxnSp") and holder != "sldNum":
            kind: SegmentKind = "heading" if holder in _TITLES else "item" if holder in _BODIES else "paragraph"
            words = self.body(shape.find("{*}txBody"), kind)
            if holder not in _MARGINS:
                yield from words
                return
            for paragraph in words:
                self.margins.setdefault(paragraph.text, replace(paragraph, place=f"slide {_MARGINS[holder]}"))
        elif (table := shape.find(".//{*}tbl")) is not None:
            yield self.table(table)
        elif (chart := shape.find(".//{*}graphicData/{*}chart")) is not None:
            yield from self.chart(related.get(reference(chart), ("", ""))[1], f"{where} {next(charts)}")
        elif (diagram := shape.find(".//{*}relIds")) is not None:
            root = self.once(related.get(reference(diagram, "dm"), ("", ""))[1])
            for body in root.iterfind(".//{*}pt/{*}t") if root is not None else ():
                yield from self.body(body, "item")
        elif tag == "graphicFrame":
            self.left_out.count("embedded objects are not read")

    def chart(self, name: str, where: str) -> Iterator[Block]:
        """Yield what a chart says; one whose values can't be read is counted, even where its part is broken."""
        try:
            chart = read_chart(self.once(name))
        except etree.XMLSyntaxError:
            chart = read_chart(None)
        if not chart.is_read:
            self.left_out.count(UNREAD_CHARTS)
        yield from placed(chart.blocks, where)

    def body(self, body: Element | None, kind: SegmentKind) -> Iterator[Paragraph]:
        """Yield the paragraphs of a shape."""
        for paragraph in body.findall("{*}p") if body is not None else ():
            yield from paragraphs(self.runs(paragraph), _kind(paragraph, kind), self.received)

    def runs(self, paragraph: Element) -> str:
        """Return the runs of a paragraph as markup; the number of the slide is none of its words."""
        markup = []
        for run in paragraph:
            tag = name_of(run)
            if tag == "br":
                markup.append(BREAK)
            elif tag == "r" or (tag == "fld" and run.get("type") != "slidenum"):
                text = (run.findtext("{*}t") or "").replace("\t", TAB)
                markup.append(marked_up(text, _look(run), self.left_out))
            elif tag in ("m", "AlternateContent"):
                self.left_out.count("formulas are not read")
        return "".join(markup)

    def table(self, table: Element) -> Grid:
        """Return a table; what a merged cell covers is empty."""
        rows: list[list[str]] = []
        spans: dict[Position, tuple[int, int]] = {}
        for row in table.findall("{*}tr"):
            texts: list[str] = []
            for cell in row.findall("{*}tc"):
                covered = cell.get("hMerge") in _TRUE or cell.get("vMerge") in _TRUE
                span = int(cell.get("rowSpan", "1")), int(cell.get("gridSpan", "1"))
                if span != (1, 1) and not covered:
                    spans[len(rows), len(texts)] = span
                texts.append("" if covered else cell_text(self.body(cell.find("{*}txBody"), "paragraph")))
            rows.append(texts)
        return grid_of(rows, spans)

    def comments(self, root: Element | None) -> Iterator[Paragraph]:
        """Yield the comments on a slide, of both kinds that PowerPoint has written."""
        for comment in root.iter("{*}text", "{*}txBody") if root is not None else ():
            if name_of(comment) == "txBody":
                yield from self.body(comment, "paragraph")
            else:
                yield from paragraphs(escape(comment.text or ""), "paragraph", self.received)


def _holder(shape: Element) -> str:
    """Return what a shape holds the place of on its layout ("title"), or nothing."""
    mark = shape.find("*/{*}nvPr/{*}ph")
    return mark.get("type", "obj") if mark is not None else ""


def _kind(paragraph: Element, kind: SegmentKind) -> SegmentKind:
    """Return the kind of a paragraph: its own bullet decides, or the lack of one."""
    own = {name_of(mark) for mark in paragraph.iterfind("{*}pPr/*")}
    if kind == "heading" or not own & {"buNone", "buChar", "buAutoNum", "buBlip"}:
        return kind
    return "paragraph" if "buNone" in own else "item"


def _look(run: Element) -> Look:
    marks = run.find("{*}rPr")
    if marks is None:
        return Look()
    height = marks.get("baseline", "0")
    moved = height.strip("-0%.") != ""
    struck = marks.get("strike", "noStrike") != "noStrike"
    return Look(raised=moved and height[0] != "-", lowered=moved and height[0] == "-", struck=struck)


FORMAT = Format(
    (".pptx", ".pptm", ".ppsx"),
    read_presentation,
    (Kind("a presentation", (".pptx", ".pptm", ".ppsx"), has_member(_MAIN)),),
)
