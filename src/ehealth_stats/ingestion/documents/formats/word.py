"""Word documents (.docx) -> HTML by mammoth -> paragraphs and grids; pictures are left out, nothing linked is opened.

What the converter leaves out is put in its reach first (fields, moved text) or read beside it (page headers, comments).
"""

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

import mammoth
from lxml import etree

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.blocks import Content, Paragraph
from ehealth_stats.ingestion.documents.formats.drawings import read_drawings
from ehealth_stats.ingestion.documents.formats.html import content_of_html
from ehealth_stats.ingestion.documents.formats.word_runs import Element, mark_runs, printed, spell_out, without_layout
from ehealth_stats.ingestion.documents.intake.kind import Format, Kind, has_member
from ehealth_stats.ingestion.documents.intake.package import check_package
from ehealth_stats.ingestion.documents.intake.parts import parse_xml
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.intake.written import OFFICE, check_written
from ehealth_stats.ingestion.documents.layout.tabs import TAB, with_rows_of_tabs
from ehealth_stats.ingestion.documents.values import clean

_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"

# What mammoth, its XML parser and zipfile raise on a document that is damaged.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ExpatError,
    etree.XMLSyntaxError,
    OSError,
    LookupError,
    ValueError,
    AttributeError,
    RecursionError,
)


def read_word(received: Received) -> Content:
    """Read a Word document: tracked insertions are in, deletions out, paragraphs in heading styles are headings.

    Paragraphs cut by tabs are rows of a table. Hidden and struck-through text is left out; page headers, footers and
    comments come last.

    Raises
    ------
    DocumentError
        If it is damaged, encrypted, unpacks to too much, or has more paragraphs, cells or letters of a paragraph than
        the limits: the first excess one ends it, before the converter starts.
    """
    check_package(received)
    no_pictures = mammoth.images.img_element(lambda image: {})
    try:
        check_written(received, lambda name: _part_of(name) in _BODY, OFFICE)
        plain, left_out = _with_plain_parts(received.data)
        file = io.BytesIO(plain)
        converted = mammoth.convert_to_html(file, style_map=_STYLES, convert_image=no_pictures)
        read, notes = content_of_html(converted.value.replace("\t", TAB), received)
        unknown = sum("w:sym" in message.message for message in converted.messages)
        left_out["symbols of a font that is not known are left out"] = unknown
        notes += tuple(f"{what}: {count}" for what, count in left_out.items() if count)
        drawn, drawn_notes = read_drawings(received.data)
        return Content((*with_rows_of_tabs(read), *_margins(received.data), *drawn), notes=(*notes, *drawn_notes))
    except DocumentError:
        raise
    except _DAMAGED as error:
        hint = "open it in Word or LibreOffice and save it again"
        raise received.error("the Word document is damaged", expected="a .docx document", hint=hint) from error


_BODY = ("word/document", "word/footnotes", "word/endnotes")
_STYLE_PART = "word/styles.xml"
_LOOKS = (_STYLE_PART, "word/numbering.xml")
_MARGINS = {"word/header": "page header", "word/footer": "page footer", "word/comments": "comment"}


def _part_of(name: str) -> str:
    """Return which of its kind a part of the archive is: "word/header2.xml" -> "word/header"."""
    return name.removesuffix(".xml").rstrip("0123456789") if name.endswith(".xml") else ""


def _with_plain_parts(data: bytes) -> tuple[bytes, Counter[str]]:
    """Return a document whose parts the converter reads without losing a word, and what was left out of it."""
    left_out: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = archive.read(_STYLE_PART) if _STYLE_PART in archive.namelist() else b""
        names = [name for name in archive.namelist() if _part_of(name) in _BODY]
        bodies = {name: spell_out(archive.read(name), styles, left_out) for name in names}
        others = {name: archive.read(name) for name in _LOOKS if name in archive.namelist()}
        changed = {name: without_layout(part) for name, part in (bodies | others).items()}
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as copy:
            for name in archive.namelist():
                copy.writestr(name, changed[name] if name in changed else archive.read(name))
    return file.getvalue(), left_out


def _margins(data: bytes) -> Iterator[Paragraph]:
    """Yield the paragraphs of page headers and footers, each text once and without page numbers, and the comments."""
    seen: set[tuple[str, str]] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = archive.read(_STYLE_PART) if _STYLE_PART in archive.namelist() else b""
        for name in sorted(archive.namelist()):
            if place := _MARGINS.get(_part_of(name), ""):
                root = parse_xml(archive.read(name))
                mark_runs(root, styles)
                for paragraph in root.iter("{*}p"):
                    text = clean("".join(_words(paragraph)))
                    if text and (place, text) not in seen:
                        seen.add((place, text))
                        yield Paragraph(text, "paragraph", place)


def _words(paragraph: Element) -> Iterator[str]:
    """Yield the words of a paragraph outside fields: these count pages or name the file."""
    depth = 0
    for element in paragraph.iter("{*}t", "{*}tab", "{*}ptab", "{*}br", "{*}cr", "{*}fldChar"):
        tag = etree.QName(element).localname
        if tag == "fldChar":
            kinds = element.attrib.values()
            depth += ("begin" in kinds) - ("end" in kinds)
        elif depth == 0 and not any(True for _ in element.iterancestors("{*}fldSimple")):
            yield printed(element) if tag == "t" else " "


FORMAT = Format((".docx",), read_word, (Kind("a Word document", (".docx",), has_member("word/document.xml")),))
