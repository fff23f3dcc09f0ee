"""A report as a Word document that an evaluator goes on writing in: Report -> bytes.

Everything is what Word has a name for: headings, real lists, captions with number fields, a table of contents with its
entries, header rows that repeat, bookmarks and links. Nothing floats, and nothing is set by hand that a style can set.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from io import BytesIO
from itertools import count
from typing import cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, Twips

from ehealth_stats.reporting.formats.layout import (
    MARGIN,
    SIZE,
    Fit,
    fit_table,
    picture_width,
    spreads,
)
from ehealth_stats.reporting.formats.xlsx import annex_cells
from ehealth_stats.reporting.model import (
    Block,
    Cite,
    FigureBlock,
    Heading,
    ItemList,
    Link,
    Note,
    Part,
    Report,
    Strong,
    TableBlock,
    TableRow,
    Text,
)
from ehealth_stats.wording.languages import locale
from ehealth_stats.wording.messages import word

# a file made anew is the same byte for byte, so it bears no time of its own
_CREATED, _ZIPPED = datetime(2000, 1, 1), (1980, 1, 1, 0, 0, 0)
_PAPER = {False: (11906, 16838), True: (16838, 11906)}  # A4 in twentieths of a point
_UNWANTED = ("/thumbnail", "/stylesWithEffects")  # of the template that python-docx starts from
_NOTE_STYLES = {"info": "Note", "caution": "NoteCaution", "fill": "NoteFill"}
_PLACES = "_places"  # the bookmark of their heading
_DEEPEST_HEADING, _LONGEST_TOOLTIP = 3, 255


def render_docx(report: Report) -> bytes:
    r"""Return the document.

    Examples
    --------
    >>> content = render_docx(Report("Care & cure", "", "sv", (), "Contents", (Heading(2, "Summary", "summary"),)))
    >>> [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs]
    ['Care & cure', 'Contents', 'Summary\t', 'Summary']
    """
    document = Document()
    _set_up(document, report)
    _Writer(document, report, annex_cells(report)).write()
    return _zipped(document)


def _set_up(document: WordDocument, report: Report) -> None:
    """Give a new document its language, styles, properties, paper and page numbers."""
    language = str(locale(report.language)).replace("_", "-")
    xml = files("ehealth_stats.reporting.formats").joinpath("templates/styles.xml").read_text("utf-8")
    styles = document.styles.element
    styles[:] = list(parse_xml(xml.replace("LANGUAGE", language).encode()))
    settings = document.settings.element
    for tag, name, value in (("w:themeFontLang", "w:val", language), ("w:compatSetting", "w:val", "15")):
        next(settings.iter(qn(tag))).set(qn(name), value)
    properties = document.core_properties
    properties.title, properties.subject, properties.author = report.title, report.subtitle, report.author
    properties.last_modified_by, properties.language, properties.comments = report.author, language, ""
    properties.identifier = report.build
    properties.created = properties.modified = _CREATED
    section = document.sections[0]
    section.page_width, section.page_height = (Twips(side) for side in _PAPER[False])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(MARGIN)
    section.footer.paragraphs[0]._p.extend(_field("PAGE", [_run("1")]))
    for relations in (document.part.rels, document.part.package.rels):
        for name in [name for name, each in relations.items() if each.reltype.endswith(_UNWANTED)]:
            relations.pop(name)


def _zipped(document: WordDocument) -> bytes:
    """Return the file with its parts in one order and without the times that they were zipped at."""
    saved, content = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as old, ZipFile(content, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            packing = ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED
            new.writestr(ZipInfo(name, _ZIPPED), old.read(name), packing)
    return content.getvalue()


@dataclass(slots=True)
class _Writer:
    """A document that is being written, front to back.

    `cells` are the cells of the annex by row id, `bookmarks` the names of the report's anchors in the document, and
    `places` the numbers of the places that are cited.
    """

    document: WordDocument
    report: Report
    cells: Mapping[str, str]
    bookmarks: dict[str, str] = field(init=False)
    places: dict[tuple[str, str], int] = field(init=False)
    lying: bool = False
    ids: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.bookmarks = {anchor: f"_a{number}" for number, anchor in enumerate(self.report.anchors(), start=1)}
        cites = self.report.citations()
        self.places = {(cite.place, cite.row): number for number, cite in enumerate(cites, start=1)}

    def write(self) -> None:
        """Write the title, the contents, the blocks, and the places that they cite."""
        report = self.report
        self._paragraph("Title", [_run(report.title)])
        if report.subtitle:
            self._paragraph("Subtitle", [_run(report.subtitle)])
        for name, value in report.meta:
            self._paragraph("Facts", [_run(f"{name}: ", "Strong"), _run(value)])
        self._write_contents()
        for spread in spreads(report):
            self._turn(spread.lying)
            for block in spread.blocks:
                self._write_block(block)
        self._turn(lying=False)
        self._write_places()

    def _write_block(self, block: Block) -> None:
        match block:
            case Heading(level, words, anchor):
                style = f"Heading{min(level - 1, _DEEPEST_HEADING)}"
                self._paragraph(style, self._bookmarked(anchor, [_run(words)]))
            case Text(parts, anchor):
                self._paragraph("Normal", self._bookmarked(anchor, self._parts(parts)))
            case ItemList():
                self._write_list(block)
            case Note(words, kind):
                label = [_run(f"{word('fill_in', self.report.language)}: ", "Strong")] if kind == "fill" else []
                self._paragraph(_NOTE_STYLES[kind], [*label, _run(words)])
            case FigureBlock():
                self._write_figure(block)
            case TableBlock():
                self._write_table(block)

    def _write_contents(self) -> None:
        """Write a table of contents that Word and LibreOffice know as one, with its entries.

        The numbers of the pages are not known before a program has set them: they come when the contents are updated.
        """
        entries = [(each.level - 1, each.text, self.bookmarks[each.anchor]) for each in self.report.contents()]
        if not entries:
            return
        if self.places:
            entries.append((1, word("places_heading", self.report.language), _PLACES))
        self._paragraph("TOCHeading", [_run(self.report.contents_label)])
        *start, end = _field(r'TOC \o "1-2" \h \z', [])
        for number, (level, words, bookmark) in enumerate(entries, start=1):
            page = _field(rf"PAGEREF {bookmark} \h", [])
            entry = _element("w:hyperlink", {"w:anchor": bookmark, "w:history": "1"}, _run(words), _tab(), *page)
            first, last = start if number == 1 else [], [end] if number == len(entries) else []
            self._paragraph(f"TOC{level}", [*first, entry, *last])

    def _write_list(self, block: ItemList) -> None:
        numbering = [self._new_numbering()] if block.numbered else []
        for item in block.items:
            content = self._bookmarked(item.anchor, self._parts(item.parts))
            self._paragraph("ListNumber" if block.numbered else "ListBullet", content, *map(deepcopy, numbering))

    def _new_numbering(self) -> BaseOxmlElement:
        """Return the property of paragraphs whose numbers begin with 1 anew."""
        numbering = self.document.part.numbering_part.element
        (abstract,) = numbering.xpath("w:abstractNum[w:lvl/w:pStyle/@w:val='ListNumber']/@w:abstractNumId")
        new = numbering.add_num(int(abstract))
        new.add_lvlOverride(0).add_startOverride(1)
        level = _element("w:ilvl", {"w:val": "0"})
        return _element("w:numPr", {}, level, _element("w:numId", {"w:val": str(new.numId)}))

    def _write_figure(self, block: FigureBlock) -> None:
        picture = self.document.part.new_pic_inline(BytesIO(block.picture("png")), width=Pt(picture_width(block)))
        picture.docPr.set("descr", block.chart.alt)
        for side in ("distT", "distB", "distL", "distR"):
            picture.set(side, "0")  # LibreOffice takes a distance that is not named for an eighth of an inch
        run = _element("w:r", {}, _element("w:drawing", {}, picture))
        self._paragraph("Picture", self._bookmarked(block.anchor, [run]))
        self._paragraph("Caption", _caption(block.label, block.chart.caption))

    def _write_table(self, block: TableBlock) -> None:
        caption = self._bookmarked(block.anchor, _caption(block.label, block.caption))
        self._paragraph("Caption", caption, _element("w:keepNext"))
        fit = fit_table(block)
        widths = [str(round(width * 20)) for width in fit.widths]
        table = _element("w:tbl", {}, _table_properties(block, widths))
        table.append(_element("w:tblGrid", {}, *(_element("w:gridCol", {"w:w": width}) for width in widths)))
        rows = (TableRow(tuple(column.label for column in block.columns)), *block.rows)
        for row in rows:
            properties = _element("w:trPr")
            if fit.is_kept_whole(row.cells):
                properties.append(_element("w:cantSplit"))
            if row is rows[0]:
                properties.append(_element("w:tblHeader"))
            # the note stays with the last row
            tied = [_element("w:keepNext")] if row is rows[-1] and block.note else []
            table.append(_element("w:tr", {}, properties, *self._cells(block, row, fit, tied)))
        self._append(table)
        # also where there is no note: tables that touch would become one
        self._paragraph("TableNote", [_run(block.note)] if block.note else [])

    def _cells(
        self, block: TableBlock, row: TableRow, fit: Fit, tied: Sequence[BaseOxmlElement]
    ) -> Iterator[BaseOxmlElement]:
        """Yield the cells of a row; the first one is what links to the row lead to."""
        for at, (column, cell, width) in enumerate(zip(block.columns, row.cells, fit.widths, strict=True)):
            content = self._bookmarked("" if at else row.anchor, self._parts([cell]))
            if fit.size != SIZE:
                _set_size(content, fit.size)
            style = "TableNumber" if column.numeric else "TableText"
            paragraph = _paragraph(style, content, *map(deepcopy, tied))
            size = _element("w:tcW", {"w:w": str(round(width * 20)), "w:type": "dxa"})
            yield _element("w:tc", {}, _element("w:tcPr", {}, size), paragraph)

    def _write_places(self) -> None:
        """Write the list that the small numbers behind what is cited lead to."""
        cites = self.report.citations()
        if not cites:
            return
        heading = _run(word("places_heading", self.report.language))
        self._paragraph("Heading1", self._marked(_PLACES, [heading]))
        numbering = self._new_numbering()
        for number, cite in enumerate(cites, start=1):
            content = self._marked(f"_p{number}", [self._to_annex(cite, cite.place)])
            self._paragraph("Places", content, deepcopy(numbering))

    def _parts(self, parts: Iterable[Part]) -> list[BaseOxmlElement]:
        return [element for part in parts for element in self._part(part)]

    def _part(self, part: Part) -> list[BaseOxmlElement]:
        match part:
            case Strong(words):
                return [_run(words, "Strong")]
            case Link(words, anchor) if anchor in self.bookmarks:
                return [_link(self.bookmarks[anchor], _run(words, "Hyperlink"))]
            case Link(words):
                return [_run(words)]
            case Cite(words, place=place, row=row):
                number = self.places[place, row]
                return [self._to_annex(part, words), _link(f"_p{number}", _run(str(number), "PlaceNumber"))]
            case _:
                return [_run(part)] if part else []

    def _to_annex(self, cite: Cite, words: str) -> BaseOxmlElement:
        """Return words that lead to the row of the workbook beside the document, if it has that row."""
        if cite.row not in self.cells:
            return _run(words)
        target = self.document.part.relate_to(
            self.report.file_name("xlsx"), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        where = {"r:id": target, "w:anchor": self.cells[cite.row], "w:tooltip": cite.place[:_LONGEST_TOOLTIP]}
        return _element("w:hyperlink", where, _run(words, "Hyperlink"))

    def _bookmarked(self, anchor: str, content: Sequence[BaseOxmlElement]) -> list[BaseOxmlElement]:
        """Return the content in the bookmark of an anchor; without an anchor as it is."""
        return self._marked(self.bookmarks[anchor], content) if anchor else list(content)

    def _marked(self, name: str, content: Sequence[BaseOxmlElement]) -> list[BaseOxmlElement]:
        number = str(next(self.ids))
        start = _element("w:bookmarkStart", {"w:id": number, "w:name": name})
        return [start, *content, _element("w:bookmarkEnd", {"w:id": number})]

    def _paragraph(self, style: str, content: Sequence[BaseOxmlElement], *properties: BaseOxmlElement) -> None:
        self._append(_paragraph(style, content, *properties))

    def _append(self, element: BaseOxmlElement) -> None:
        self.document.element.body.sectPr.addprevious(element)

    def _turn(self, lying: bool) -> None:
        """Go on, on a new page, on paper of another direction; the section before ends with its last paragraph."""
        if lying == self.lying:
            return
        now = self.document.element.body.sectPr
        ended = deepcopy(now)
        now.getprevious().get_or_add_pPr().append(ended)
        self.lying = lying
        width, height = _PAPER[lying]
        size = _element("w:pgSz", {"w:w": str(width), "w:h": str(height)})
        if lying:
            size.set(qn("w:orient"), "landscape")
        now.replace(now.find(qn("w:pgSz")), size)


def _element(tag: str, attributes: Mapping[str, str] = {}, *children: BaseOxmlElement) -> BaseOxmlElement:
    element = cast(BaseOxmlElement, OxmlElement(tag, {qn(name): value for name, value in attributes.items()}))
    element.extend(children)
    return element


def _paragraph(style: str, content: Iterable[BaseOxmlElement], *properties: BaseOxmlElement) -> BaseOxmlElement:
    named = _element("w:pStyle", {"w:val": style})
    return _element("w:p", {}, _element("w:pPr", {}, named, *properties), *content)


def _run(text: str, style: str = "") -> BaseOxmlElement:
    words = _element("w:t", {"xml:space": "preserve"})
    words.text = text
    properties = [_element("w:rPr", {}, _element("w:rStyle", {"w:val": style}))] if style else []
    return _element("w:r", {}, *properties, words)


def _tab() -> BaseOxmlElement:
    return _element("w:r", {}, _element("w:tab"))


def _link(bookmark: str, run: BaseOxmlElement) -> BaseOxmlElement:
    return _element("w:hyperlink", {"w:anchor": bookmark, "w:history": "1"}, run)


def _set_size(content: Iterable[BaseOxmlElement], size: float) -> None:
    """Give the runs of a table that stands in smaller type than others their size."""
    half_points = {"w:val": str(round(size * 2))}
    for run in (run for element in content for run in element.iter(qn("w:r")) if isinstance(run, CT_R)):
        run.get_or_add_rPr().extend([_element("w:sz", half_points), _element("w:szCs", half_points)])


def _field(instruction: str, result: Sequence[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """Return a field and what it shows until it is updated."""
    code = _element("w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    begin, separate, end = (
        _element("w:r", {}, _element("w:fldChar", {"w:fldCharType": kind})) for kind in ("begin", "separate", "end")
    )
    return [begin, _element("w:r", {}, code), separate, *result, end]


def _caption(label: str, caption: str) -> list[BaseOxmlElement]:
    """Return a caption; the number at the end of its label is a field, so that it follows when a picture is moved.

    Examples
    --------
    >>> "".join(element.text for element in _caption("Table 2", "Alarms") if element.text)
    'Table 2. Alarms'
    """
    if not label:
        return [_run(caption)]
    numbered = re.fullmatch(r"(.*\S)(\s+)(\d+)", label)
    if not numbered:
        return [_run(f"{label}. ", "Strong"), _run(caption)]
    kind, space, number = numbered.groups()
    name = re.sub(r"\W", "_", kind)
    counted = _field(rf"SEQ {name} \* ARABIC", [_run(number, "Strong")])
    return [_run(kind + space, "Strong"), *counted, _run(". ", "Strong"), _run(caption)]


def _table_properties(block: TableBlock, widths: Sequence[str]) -> BaseOxmlElement:
    return _element(
        "w:tblPr",
        {},
        _element("w:tblStyle", {"w:val": "ReportTable"}),
        _element("w:tblW", {"w:w": str(sum(map(int, widths))), "w:type": "dxa"}),
        _element("w:tblLayout", {"w:type": "fixed"}),
        _element("w:tblLook", {"w:val": "0020", "w:firstRow": "1", "w:firstColumn": "0", "w:noVBand": "1"}),
        _element("w:tblCaption", {"w:val": f"{block.label} {block.caption}".strip()}),
    )
