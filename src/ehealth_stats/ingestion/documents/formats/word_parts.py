"""The parts of a Word document that its converter leaves out: fields and moved text put in reach; what stands beside
the text: page headers, footers, comments.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from ehealth_stats.ingestion.documents.blocks import Passage
from ehealth_stats.ingestion.documents.printed import clean

TAB = "\ue000"
"""Stands for a tab until the tables that tabs draw are made: a character that no text uses."""

_BODY = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml")
_MARGIN = re.compile(r"word/(header|footer|comments)\d*\.xml")
_WRAPPED = re.compile(rb"[:<](?:fldSimple|moveTo|moveFrom|customXml|dir|bdo|vanish)\b")
_UNWRAPPED = ("fldSimple", "moveTo", "customXml", "dir", "bdo")
_Element = etree._Element


def prepare(data: bytes) -> bytes:
    """Return a document in which the text of simple fields and moved text is plain, and hidden text is gone."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        changed = {
            name: _plain(part)
            for name in archive.namelist()
            if _BODY.fullmatch(name) and _WRAPPED.search(part := archive.read(name))
        }
        if not changed:
            return data
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as copy:
            for name in archive.namelist():
                copy.writestr(name, changed[name] if name in changed else archive.read(name))
    return file.getvalue()


def _plain(part: bytes) -> bytes:
    root = _parsed(part)
    for element in [*root.iter("{*}moveFrom"), *(run for run in root.iter("{*}r") if _is_hidden(run))]:
        _replace(element, ())
    for tag in _UNWRAPPED:
        for element in list(root.iter(f"{{*}}{tag}")):
            _replace(element, list(element))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _parsed(part: bytes) -> _Element:
    return etree.fromstring(part, parser=etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _is_hidden(run: _Element) -> bool:
    mark = run.find("{*}rPr/{*}vanish")
    return mark is not None and not any(value in ("0", "false", "off") for value in mark.attrib.values())


def _replace(element: _Element, children: list[_Element] | tuple[()]) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = children


def read_margins(data: bytes) -> Iterator[Passage]:
    """Yield the paragraphs of page headers and footers, each text once and without page numbers, and the comments."""
    seen: set[tuple[str, str]] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            if match := _MARGIN.fullmatch(name):
                place = "comment" if match[1] == "comments" else f"page {match[1]}"
                for paragraph in _parsed(archive.read(name)).iter("{*}p"):
                    text = clean("".join(_words(paragraph)))
                    if text and (place, text) not in seen:
                        seen.add((place, text))
                        yield Passage(text, "paragraph", place)


def _words(paragraph: _Element) -> Iterator[str]:
    """Yield the words of a paragraph outside fields: these count pages or name the file."""
    depth = 0
    for element in paragraph.iter("{*}t", "{*}tab", "{*}br", "{*}fldChar"):
        tag = etree.QName(element).localname
        if tag == "fldChar":
            kinds = element.attrib.values()
            depth += ("begin" in kinds) - ("end" in kinds)
        elif depth == 0 and not any(True for _ in element.iterancestors("{*}fldSimple")):
            yield (element.text or "") if tag == "t" else " "
