"""OpenDocument texts and presentations (.odt, .odp) -> paragraphs and grids in reading order, as they stand now.

Read from the XML itself: styles decide what is raised, struck through or hidden, and tables may claim a million cells.
"""

import io
import math
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from itertools import chain, count

from lxml import etree

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.blocks import Content, Grid, Paragraph, Position, SegmentKind
from ehealth_stats.ingestion.documents.formats.html import DELETED, HIDDEN, to_line
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
from ehealth_stats.ingestion.documents.intake.kind import Format, Kind, has_mimetype
from ehealth_stats.ingestion.documents.intake.package import DAMAGE, check_package
from ehealth_stats.ingestion.documents.intake.parts import Element, Parts, name_of
from ehealth_stats.ingestion.documents.intake.received import Received, encrypted
from ehealth_stats.ingestion.documents.intake.written import OPENDOCUMENT, check_written
from ehealth_stats.ingestion.documents.layout.tabs import TAB, with_rows_of_tabs
from ehealth_stats.ingestion.documents.values import clean, number_to_text, with_decimal_point

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"


def _name(prefix: str, name: str) -> str:
    return f"{{{_NAMES.format(prefix)}}}{name}"


_XML = "http://www.w3.org/XML/1998/namespace"
_MATH = "{http://www.w3.org/1998/Math/MathML}math"
_LINK = "{http://www.w3.org/1999/xlink}href"
_MOST_BLANKS = 100  # that one mark may stand for; more draw no sentence
_MOST_STYLES = 50  # that are based on one another
_TITLES = ("Title", "Subtitle")
_OF_CHART = "local-table"  # the one that a chart keeps its values in
_TICKS = {"true": "☒", "false": "☐"}

# What stands in running text and is none of its words.
_SILENT = frozenset(
    {"tracked-changes", "deletion", "forms", "script", "event-listeners", "par", "animations", "hidden-text"}
    | {"sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls", "footer-decl", "date-time-decl"}
    | {"page-number", "page-count", "page-continuation", "ruby-text", "annotation-end", "image-map"}
)
_UNSEEN_FIELDS = ("password", "hidden", "button", "image", "image-frame", "file", "fixed-text", "frame", "grid")
_INDEXES = frozenset(
    ["table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index"]
)
_ROWS = frozenset(["table-header-rows", "table-rows", "table-row-group"])
_DESCRIBED = (_name("svg-compatible", "title"), _name("svg-compatible", "desc"))
_DRAWN_ASIDE = frozenset(["page-number", "date-time", "footer", "header"])  # on a slide

Block = Paragraph | Grid


def read_opendocument(received: Received) -> Content:
    """Read a text or a presentation: tracked insertions are in, deletions out; hidden slides are read, with a note.

    Paragraphs cut by tabs are rows of a table. Hidden and struck-through text is left out; footnotes, comments, page
    headers and footers come last. The values that charts keep are read, pictures and other objects are not: a note
    counts them.

    Raises
    ------
    DocumentError
        If it is damaged, encrypted, unpacks to too much, or has more paragraphs, cells or letters of a paragraph than
        the limits.
    """
    check_package(received)
    try:
        with zipfile.ZipFile(io.BytesIO(received.data)) as archive:
            parts = Parts(archive)
            manifest = parts.part("META-INF/manifest.xml")
            if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
                raise encrypted(received)
            check_written(received, lambda name: name.endswith(("content.xml", "styles.xml")), OPENDOCUMENT)
            return _content(parts, received)
    except DocumentError:
        raise
    except (etree.XMLSyntaxError, LookupError, AttributeError, RecursionError, OverflowError, *DAMAGE) as error:
        hint = "open it in LibreOffice and save it again"
        raise received.error("the document is damaged", expected=f"an {received.suffix} document", hint=hint) from error


def _content(parts: Parts, received: Received) -> Content:
    content, styles = parts.part("content.xml"), parts.part("styles.xml")
    if content is None:
        raise LookupError("content.xml")
    left_out = LeftOut()
    around = _Walk(parts, received, _Styles([styles]), left_out)
    walk = _Walk(parts, received, _Styles([styles, content]), left_out, fields=dict(_fields(content)))
    body = content.find(f"{_name('office', 'body')}/*")
    slides = list(content.iter(_name("drawing", "page")))
    if slides:
        hidden = _hidden_slides(content)
        blocks = list(chain.from_iterable(walk.slide(slide, at) for at, slide in enumerate(slides, start=1)))
        notes = [
            f"slide {at} is hidden" for at, slide in enumerate(slides, start=1) if _style(slide, "drawing") in hidden
        ]
    else:
        blocks, notes = list(with_rows_of_tabs(walk.children(body))), []
    footers = (footer.text or "" for footer in content.iter(_name("presentation", "footer-decl")))
    margins = {text: Paragraph(text, "paragraph", "slide footer") for text in map(clean, footers) if text}
    margins |= {paragraph.text: paragraph for paragraph in _margins(styles, around)}
    return Content((*blocks, *walk.notes, *walk.comments, *margins.values()), notes=(*notes, *left_out.notes()))


def _fields(content: Element) -> Iterator[tuple[str, str]]:
    """Yield the fields of a form by their ids, with what is entered, ticked or chosen."""
    for forms in content.iter(_name("office", "forms")):
        for one in forms.iter(f"{{{_NAMES.format('form')}}}*"):
            name = one.get(f"{{{_XML}}}id") or one.get(_name("form", "id"))
            if name and name_of(one) not in _UNSEEN_FIELDS:
                yield name, clean(_entered(one))


def _entered(one: Element) -> str:
    """Return what a field of a form shows."""
    if name_of(one) in ("checkbox", "radio"):
        state = _now(one, "state") if name_of(one) == "checkbox" else _now(one, "selected")
        return _TICKS["true" if state in ("checked", "true") else "false"]
    chosen = [item for item in one if _now(item, "selected") == "true"]
    return ", ".join(item.get(_name("form", "label"), "") for item in chosen) or _now(one, "value")


def _now(one: Element, what: str) -> str:
    """Return what a field holds now, or else at first."""
    return one.get(_name("form", f"current-{what}")) or one.get(_name("form", what)) or ""


def _style(element: Element, prefix: str) -> str:
    return element.get(_name(prefix, "style-name"), "")


def _hidden_slides(content: Element) -> set[str]:
    """Return the styles of slides that are hidden."""
    marked = content.iter(_name("style", "drawing-page-properties"))
    hidden = (mark.getparent() for mark in marked if mark.get(_name("presentation", "visibility")) == "hidden")
    return {style.get(_name("style", "name"), "") for style in hidden if style is not None}


def _margins(styles: Element | None, walk: "_Walk") -> Iterator[Paragraph]:
    """Yield the paragraphs of page headers and footers, and what a master prints on its slides."""
    for master in styles.iter(_name("style", "master-page")) if styles is not None else ():
        for part in master:
            side = next((side for side in ("header", "footer") if name_of(part).startswith(side)), "")
            drawn = name_of(part) != "notes" and not part.get(_name("presentation", "class"))
            place = f"page {side}" if side else "slide layout"
            for block in walk.children(part) if side else walk.drawn(part) if drawn else ():
                if isinstance(block, Paragraph):
                    yield replace(block, text=block.text.replace(TAB, " "), kind="paragraph", place=place)


class _Styles:
    """The styles of a document by family and name; those of later parts hide those of earlier ones."""

    def __init__(self, parts: Iterable[Element | None]) -> None:
        self._looks: dict[tuple[str, str], Look] = {}
        self._known = {
            (style.get(_name("style", "family"), ""), style.get(_name("style", "name"), "")): style
            for part in parts
            for style in (part.iter(_name("style", "style")) if part is not None else ())
        }

    def chain(self, family: str, name: str) -> Iterator[Element]:
        """Yield a style and those that it is based on."""
        for _ in range(_MOST_STYLES):
            if (style := self._known.get((family, name))) is None:
                return
            yield style
            name = style.get(_name("style", "parent-style-name"), "")

    def look(self, family: str, name: str) -> Look:
        """Return how a style makes text look, by itself and by those that it is based on."""
        if (family, name) not in self._looks:
            found: dict[str, bool] = {}
            for style in self.chain(family, name):
                found = _own_look(style) | found
            self._looks[family, name] = Look(**found)
        return self._looks[family, name]

    def is_title(self, name: str) -> bool:
        """Tell the style of a text's title."""
        above = (style.get(_name("style", "parent-style-name")) for style in self.chain("paragraph", name))
        return name in _TITLES or any(style in _TITLES for style in above)


def _own_look(style: Element) -> dict[str, bool]:
    """Return what a style says of the looks of text, and nothing of what it leaves to the style above it."""
    marks = style.find(_name("style", "text-properties"))
    if marks is None:
        return {}
    found: dict[str, bool] = {}
    if position := marks.get(_name("style", "text-position"), ""):
        height = position.split()[0]
        found["lowered"] = height == "sub" or height.startswith("-")
        found["raised"] = height == "super" or (not found["lowered"] and height.strip("0%.") != "")
    struck = [marks.get(_name("style", f"text-line-through-{what}")) for what in ("style", "type")]
    if any(struck):
        found["struck"] = any(value not in (None, "none") for value in struck) and "none" not in struck
    if display := marks.get(_name("text", "display")):
        found["hidden"] = display == "none"
    return found


@dataclass(slots=True)
class _Walk:
    """Reads the blocks of an element; notes and comments are kept for the end, objects are read once."""

    parts: Parts
    received: Received
    styles: _Styles
    left_out: LeftOut
    notes: list[Paragraph] = field(default_factory=list)
    comments: list[Paragraph] = field(default_factory=list)
    aside: list[Block] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    where: str = ""
    charts: Iterator[int] = field(default_factory=lambda: count(1))
    fields: Mapping[str, str] = field(default_factory=dict)

    def slide(self, slide: Element, number: int) -> Iterator[Block]:
        """Yield what a slide says: its title, its shapes in the order of the file, its notes."""
        self.where, self.charts = f"slide {number} ", count(1)
        kind = _name("presentation", "class")
        shapes = [shape for shape in slide if name_of(shape) != "notes" and shape.get(kind) not in _DRAWN_ASIDE]
        ordered = sorted(shapes, key=lambda shape: shape.get(kind) != "title")
        words = chain.from_iterable(map(self.shape, ordered))
        yield from placed(with_rows_of_tabs(words), f"slide {number}")
        for notes in slide.findall(_name("presentation", "notes")):
            frames = (frame for frame in notes if frame.get(kind) == "notes")
            yield from placed(chain.from_iterable(map(self.drawn, frames)), f"slide {number} notes")
        comments, self.comments = self.comments, []
        yield from placed((replace(one, place="") for one in comments), f"slide {number} comments")

    def shape(self, shape: Element) -> Iterator[Block]:
        """Yield what a shape of a slide says; that of a title is a heading."""
        title = shape.get(_name("presentation", "class")) == "title"
        for block in self.block(shape, "paragraph"):
            yield replace(block, kind="heading") if title and isinstance(block, Paragraph) else block

    def children(self, parent: Element | None, kind: SegmentKind = "paragraph") -> Iterator[Block]:
        """Yield the blocks in an element."""
        for child in parent if parent is not None else ():
            yield from self.block(child, kind)

    def block(self, element: Element, kind: SegmentKind) -> Iterator[Block]:
        """Yield the blocks that an element is."""
        tag, space = name_of(element), str(element.tag).rpartition("}")[0][1:]
        if tag == "tracked-changes":
            for _ in element.iter("{*}deletion"):
                self.left_out.count(DELETED)
        if tag in _SILENT or element.tag in _DESCRIBED:
            return
        if tag in _INDEXES:
            self.left_out.count("lists of contents are left out")
        elif tag in ("p", "h"):
            yield from self.paragraph(
                element, "heading" if tag == "h" or self.styles.is_title(_style(element, "text")) else kind
            )
        elif tag == "table":
            yield from self.table(element)
        elif tag == "annotation":
            self.comment(element)
        elif space == _NAMES.format("drawing"):
            yield from self.drawn(element)
        elif element.get(_name("text", "display")) == "none":
            self.left_out.count(HIDDEN)
        else:
            yield from self.children(element, "item" if tag in ("list-item", "list-header") else kind)

    def paragraph(self, element: Element, kind: SegmentKind) -> Iterator[Block]:
        """Yield a paragraph, then what is anchored in it."""
        look = self.styles.look("paragraph", _style(element, "text"))
        around, self.aside = self.aside, []
        markup = self.inline(element, look)
        yield from paragraphs(markup, kind, self.received)
        anchored, self.aside = self.aside, around
        yield from anchored

    def inline(self, parent: Element, look: Look) -> str:
        """Return what runs in a paragraph as markup."""
        markup = [marked_up(parent.text or "", look, self.left_out)]
        for child in parent:
            markup.append(self.run(child, look))
            markup.append(marked_up(child.tail or "", look, self.left_out))
        return "".join(markup)

    def run(self, element: Element, look: Look) -> str:
        """Return a part of a paragraph as markup; notes, comments and what is drawn are put aside."""
        tag, space = name_of(element), str(element.tag).rpartition("}")[0][1:]
        if tag == "span":
            return self.inline(element, _over(self.styles.look("text", _style(element, "text")), look))
        if tag in ("s", "tab", "line-break"):
            blanks = min(int(element.get(_name("text", "c"), "1")), _MOST_BLANKS)
            return {"s": " " * blanks, "tab": TAB, "line-break": BREAK}[tag]
        if tag == "note":
            return self.note(element)
        if words := self.tick(element) if tag == "fieldmark" else escape(self.in_line(element)):
            return words
        if tag == "annotation":
            self.comment(element)
        elif space == _NAMES.format("drawing"):
            self.aside += self.drawn(element)
        elif tag not in (*_SILENT, "fieldmark"):
            return self.inline(element, look)
        return ""

    def tick(self, mark: Element) -> str:
        """Return the box of a form as it is ticked or not; of another field what is chosen in it stands beside it."""
        params = [[str(value) for value in one.attrib.values()] for one in mark.iter("{*}param")]
        ticked = [values for values in params if any("Checked" in value for value in values)]
        box = any("CHECKBOX" in str(value) for value in mark.attrib.values())
        return (_TICKS["true"] if any("true" in values for values in ticked) else _TICKS["false"]) if box else ""

    def in_line(self, element: Element) -> str:
        """Return what is drawn within a line: a field of a form, a formula; empty for anything else."""
        if name_of(element) == "control":
            return self.fields.get(element.get(_name("drawing", "control"), ""), "")
        drawn = element.find(_name("drawing", "object")) if name_of(element) == "frame" else None
        formula = self.formula(drawn) if drawn is not None else None
        return f" {to_line(formula)} " if formula is not None else ""

    def formula(self, drawn: Element) -> Element | None:
        """Return the formula that an object is, which stands in the object or in a part of its own."""
        name = f"{posixpath.normpath(drawn.get(_LINK, '')).lstrip('/')}/content.xml"
        root = drawn.find(_MATH) if drawn.find(_MATH) is not None else self.parts.part(name)
        return root if root is not None and root.tag == _MATH else None

    def note(self, note: Element) -> str:
        """Keep a footnote for the end, and return its mark."""
        citation = note.find(_name("text", "note-citation"))
        body = note.find(_name("text", "note-body"))
        self.notes += [block for block in self.children(body, "item") if isinstance(block, Paragraph)]
        return f"<sup>{escape((citation.text if citation is not None else '') or '*')}</sup>"

    def comment(self, annotation: Element) -> None:
        """Keep a comment for the end, without its author and date."""
        words = (child for child in annotation if name_of(child) in ("p", "list"))
        for block in chain.from_iterable(self.block(child, "paragraph") for child in words):
            if isinstance(block, Paragraph):
                self.comments.append(replace(block, place="comment"))

    def drawn(self, element: Element) -> Iterator[Block]:
        """Yield what a frame, a shape or a group says; of several ways to show a thing the first that has words."""
        children = {name_of(child): child for child in reversed(element)}
        if "object" in children:
            yield from self.object(children["object"])
        elif "object-ole" in children or "plugin" in children:
            self.left_out.count("embedded objects are not read")
        elif "image" in children and not children.keys() & {"text-box", "table"}:
            self.left_out.count("pictures are not read")
        elif name_of(element) == "control":
            yield from self.control(element)
        else:
            yield from self.children(element)

    def control(self, element: Element) -> Iterator[Block]:
        """Yield what a field of a form shows that stands in no line."""
        entered = self.fields.get(element.get(_name("drawing", "control"), ""))
        if entered is None:
            self.left_out.count("controls of a form are not read")
        elif entered:
            yield Paragraph(entered)

    def object(self, element: Element) -> Iterator[Block]:
        """Yield the values of a chart, the cells of a sheet; of another object nothing."""
        folder = posixpath.normpath(element.get(_LINK, "")).lstrip("/")
        name = f"{folder}/content.xml"
        root = self.parts.part(name) if name not in self.seen else None
        self.seen.add(name)
        inside = root.find(f"{_name('office', 'body')}/*") if root is not None else None
        if inside is None:
            self.left_out.count("embedded objects are not read")
        else:
            place = f"{self.where}chart {next(self.charts)}"
            values = placed(list(self.children(inside)), place)
            yield from (block for block in values if isinstance(block, Paragraph) or not _stands_in_text(inside))

    def table(self, table: Element) -> Iterator[Block]:
        """Yield a table, then the tables in its cells; what a merged cell covers is empty."""
        rows: list[list[str]] = []
        spans: dict[Position, tuple[int, int]] = {}
        heads: list[int] = []
        nested: list[Block] = []
        room, drawn = self.received.limits.written_cells, table.get(_name("table", "name")) == _OF_CHART
        for row, in_head in _rows(table):
            texts: list[str] = []
            for cell in (cell for cell in row if name_of(cell) in ("table-cell", "covered-table-cell")):
                words = list(self.children(cell)) if name_of(cell) == "table-cell" else []
                nested += [block for block in words if isinstance(block, Grid)]
                down, right = (
                    int(cell.get(_name("table", f"number-{side}-spanned"), "1")) for side in ("rows", "columns")
                )
                if (down, right) != (1, 1):
                    spans[len(rows), len(texts)] = down, right
                repeats = self.repeats(cell, "columns", room - len(texts))
                texts += [_value(cell) if drawn else cell_text(words)] * repeats
            repeats = self.repeats(row, "rows", room // max(len(texts), 1))
            heads += range(len(rows), len(rows) + repeats) if in_head else ()
            rows += [texts] * repeats
            room -= len(texts) * repeats
        yield replace(grid_of(rows, spans, heads), titled=drawn)
        yield from nested

    def repeats(self, element: Element, side: str, room: int) -> int:
        """Return how often a cell or row stands, if there is room for so many."""
        repeats = int(element.get(_name("table", f"number-{side}-repeated"), "1"))
        if repeats > max(room, 1):
            hint = "delete what lies far below or right of the table"
            expected = f"at most {self.received.limits.written_cells} (written_cells)"
            raise self.received.error("a table of the document is too large", expected=expected, hint=hint)
        return repeats


def _value(cell: Element) -> str:
    """Return the value that a chart was drawn of, printed without doubt about its decimals."""
    printed = clean("".join(map(str, cell.itertext())))
    try:
        value = float(cell.get(_name("office", "value"), ""))
    except ValueError:
        return printed
    return with_decimal_point(number_to_text(value)) if math.isfinite(value) else ""


def _stands_in_text(chart: Element) -> bool:
    """Tell a chart of values that a table of the text holds."""
    area = chart.find(f".//{_name('chart', 'plot-area')}")
    address = area.get(_name("table", "cell-range-address"), "") if area is not None else ""
    return bool(address) and not address.startswith(_OF_CHART)


def _over(look: Look, below: Look) -> Look:
    """Return how text looks whose run stands in a paragraph or run of a look."""
    struck, hidden = look.struck or below.struck, look.hidden or below.hidden
    return Look(look.raised or below.raised, look.lowered or below.lowered, struck, hidden)


def _rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """Yield the rows of a table, and whether each is in the head."""
    for part in table:
        if name_of(part) == "table-row":
            yield part, False
        elif name_of(part) in _ROWS:
            yield from ((row, name_of(part) == "table-header-rows" or in_head) for row, in_head in _rows(part))


FORMAT = Format(
    (".odt", ".odp"),
    read_opendocument,
    (
        Kind("a text document", (".odt",), has_mimetype(b"opendocument.text")),
        Kind("a presentation of OpenDocument", (".odp",), has_mimetype(b"opendocument.presentation")),
    ),
)
