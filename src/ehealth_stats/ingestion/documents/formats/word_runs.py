"""Word's XML as its converter understands it: a part of a .docx -> the same with looks, breaks and fields spelt out.

Styles and positions that raise or strike text become runs that are raised or struck; breaks and tabs of rarer kinds the
plain ones; moved text, simple fields and formulas plain text; cells that a row leaves out at its left are put in.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache

from lxml import etree

from ehealth_stats.codelists.note_marks import raise_mark
from ehealth_stats.ingestion.documents.formats.html import DELETED, HIDDEN, to_line
from ehealth_stats.ingestion.documents.intake.parts import parse_xml

Element = etree._Element
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_UNWRAPPED = ("fldSimple", "moveTo", "customXml", "dir", "bdo")
_NO = ("0", "false", "off", "none")
_PLAIN = {"cr": "br", "ptab": "tab"}
_WRAPPED = re.compile(
    rb"[:<](?:fldSimple|moveTo|moveFrom|customXml|del|dir|bdo|vanish|cr|ptab|gridBefore|position|dstrike|oMath|ddList"
    rb"|AlternateContent|drawing|rStyle|pStyle|br)\b"
)
# Nothing of these is in the text that the converter makes.
_LAYOUT_TAGS = """rFonts sz szCs lang color kern noProof spacing ind jc tabs shd rsids proofErr latentStyles keepNext
keepLines widowControl tblBorders tcBorders tcW tblLook tblCellMar contextualSpacing autoSpaceDE autoSpaceDN
adjustRightInd bCs iCs lastRenderedPageBreak"""
_LAYOUT = [f"{{{_W}}}{tag}" for tag in _LAYOUT_TAGS.split()]
_REVISIONS = [f"{{{_W}}}rsid{what}" for what in ("R", "RPr", "RDefault", "P", "Tr", "Del", "Sect")]
Looks = Mapping[str, bool]


def spell_out(part: bytes, styles: bytes, left_out: Counter[str]) -> bytes:
    """Return a part in which nothing is left that the converter loses without a word; count what is left out."""
    if not _WRAPPED.search(part):
        return part
    root = parse_xml(part)
    left_out[DELETED] += sum(any(text.text for text in gone.iter("{*}delText")) for gone in root.iter("{*}del"))
    for element in list(root.iter("{*}moveFrom")):
        _replace(element, ())
    for run in [run for run in root.iter("{*}r") if _is_on(run, "vanish")]:
        left_out[HIDDEN] += any(text.text for text in run.iter("{*}t"))
        _replace(run, ())
    _draw_boxes(root)
    for tag in _UNWRAPPED:
        for element in list(root.iter(f"{{*}}{tag}")):
            _replace(element, list(element))
    for tag, plain in _PLAIN.items():
        for element in list(root.iter(f"{{{_W}}}{tag}")):
            element.tag = f"{{{_W}}}{plain}"
    for element in root.iter(f"{{{_W}}}br"):
        element.attrib.clear()  # the end of a page or a column ends a line too
    for formula in list(root.iter("{*}oMath")):
        _replace(formula, [_run(f" {to_line(formula)} ")])
    _choose(root)
    _fill_rows(root)
    mark_runs(root, styles)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def without_layout(part: bytes) -> bytes:
    """Return a part without its fonts, sizes, margins and revisions, on which the converter spends most of its time."""
    root = parse_xml(part)
    etree.strip_elements(root, *_LAYOUT, with_tail=False)
    etree.strip_attributes(root, *_REVISIONS)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _draw_boxes(root: Element) -> None:
    """Write the text boxes that only the newer of two drawings holds, for the converter reads the older one."""
    for both in list(root.iter("{*}AlternateContent")):
        fallback = both.find("{*}Fallback")
        if fallback is None or fallback.find(".//{*}txbxContent") is None:
            _write_boxes(both)
    for drawing in list(root.iter(f"{{{_W}}}drawing")):
        if not any(True for _ in drawing.iterancestors("{*}Choice")):
            _write_boxes(drawing)


def _write_boxes(drawing: Element) -> None:
    boxes = drawing.iter("{*}txbxContent")
    lines = ["".join(node.text or "" for node in line.iter("{*}t")) for box in boxes for line in box.iter("{*}p")]
    if lines:
        parts = [part for line in lines for part in (etree.Element(f"{{{_W}}}br"), _text(line))]
        _replace(drawing, [*parts, etree.Element(f"{{{_W}}}br")])


def _choose(root: Element) -> None:
    """Write what is chosen in a list of an old form."""
    for field in list(root.iter("{*}ddList")):
        entries = [_value(entry) for entry in field.iter("{*}listEntry")]
        chosen = field.find("{*}result")
        at = int(_value(chosen) or 0) if chosen is not None else 0
        run = next(field.iterancestors("{*}r"), None)
        if run is not None and 0 <= at < len(entries):
            run.addprevious(_run(entries[at]))


def _fill_rows(root: Element) -> None:
    """Put in the cells that a row leaves out at its left."""
    for mark in list(root.iter("{*}gridBefore")):
        row = next(mark.iterancestors("{*}tr"), None)
        first = row.find("{*}tc") if row is not None else None
        for _ in range(min(int(_value(mark) or 0), 63)):
            cell = etree.Element(f"{{{_W}}}tc")
            etree.SubElement(cell, f"{{{_W}}}p")
            if first is not None:
                first.addprevious(cell)


def mark_runs(root: Element, styles: bytes) -> None:
    """Write into each run whether it is raised or struck, whatever makes it so."""
    looks_of = _looks_by_style(styles)
    for run in root.iter(f"{{{_W}}}r"):
        own = run.find("{*}rPr")
        paragraph = next(run.iterancestors("{*}p"), None)
        named = [_style(own, "rStyle"), _style(paragraph, "pPr/{*}pStyle")]
        looks = {**looks_of(named[1]), **looks_of(named[0]), **_looks(own)}
        if looks.get("raised") or looks.get("struck"):
            own = own if own is not None else _first(run)
            for tag, value in (("vertAlign", "superscript"), ("strike", "1")):
                if looks.get({"vertAlign": "raised", "strike": "struck"}[tag]):
                    for old in own.findall(f"{{*}}{tag}"):
                        own.remove(old)
                    etree.SubElement(own, f"{{{_W}}}{tag}").set(f"{{{_W}}}val", value)


def _looks_by_style(styles: bytes) -> Callable[[str], Looks]:
    """Return a function: style -> what it makes of text, by itself and by those that it is based on."""
    root = parse_xml(styles) if styles else None
    known = {style.get(f"{{{_W}}}styleId", ""): style for style in (root.iter("{*}style") if root is not None else ())}

    @cache
    def looks_of(name: str) -> Looks:
        found: dict[str, bool] = {}
        seen: set[str] = set()
        while name in known and name not in seen:
            seen.add(name)
            found = {**_looks(known[name].find("{*}rPr")), **found}
            name = _style(known[name], "basedOn")
        return found

    return looks_of


def _looks(properties: Element | None) -> Looks:
    """Return what the properties of a run say of it: raised by alignment or position, struck once or twice."""
    if properties is None:
        return {}
    found: dict[str, bool] = {}
    if (align := properties.find("{*}vertAlign")) is not None:
        found["raised"] = _value(align) == "superscript"
    elif (position := properties.find("{*}position")) is not None:
        found["raised"] = _value(position).isdigit() and int(_value(position)) > 2  # in half points
    for tag in ("strike", "dstrike"):
        if (mark := properties.find(f"{{*}}{tag}")) is not None:
            found["struck"] = found.get("struck", False) or _value(mark) not in _NO
    return found


def _style(element: Element | None, path: str) -> str:
    found = element.find(f"{{*}}{path}") if element is not None else None
    return _value(found) if found is not None else ""


def _value(element: Element) -> str:
    return element.get(f"{{{_W}}}val", "")


def printed(text: Element) -> str:
    """Return a text as it is printed: raised where its run is, nothing where that is struck."""
    run = next(text.iterancestors("{*}r"), None)
    looks = _looks(run.find("{*}rPr")) if run is not None else {}
    return "" if looks.get("struck") else raise_mark(text.text or "") if looks.get("raised") else text.text or ""


def _is_on(run: Element, tag: str) -> bool:
    mark = run.find(f"{{*}}rPr/{{*}}{tag}")
    return mark is not None and _value(mark) not in _NO


def _first(run: Element) -> Element:
    properties = etree.Element(f"{{{_W}}}rPr")
    run.insert(0, properties)
    return properties


def _run(text: str) -> Element:
    run = etree.Element(f"{{{_W}}}r")
    run.append(_text(text))
    return run


def _text(text: str) -> Element:
    element = etree.Element(f"{{{_W}}}t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def _replace(element: Element, children: list[Element] | tuple[()]) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = children
