"""What the cells of an .ods carry beside their values: lines, looks, durations, hidden numbers, errors, comments."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import chain, islice

from lxml import etree

from ehealth_stats.codelists.note_marks import raise_mark
from ehealth_stats.ingestion.documents.blocks import Affix, Position
from ehealth_stats.ingestion.documents.formats.number_formats import hides_some, shown_instead
from ehealth_stats.ingestion.documents.formats.workbook.annotations import Annotations
from ehealth_stats.ingestion.documents.formats.workbook.looks import Look
from ehealth_stats.ingestion.documents.intake.package import DAMAGE
from ehealth_stats.ingestion.documents.intake.parts import parse_xml
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.values import clean, print_duration
from ehealth_stats.languages.error_values import error_values
from ehealth_stats.languages.lexicon import fold

_T, _X, _O, _S, _F, _D = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("table", "text", "office", "style", "datastyle", "drawing")
)
_CELLS = (f"{_T}table-cell", f"{_T}covered-table-cell")
_HOURS = re.compile(r"PT(\d+)H(\d+)M(\d+(?:[.,]\d+)?)S")
_QUOTE = '"'
_CONDITION = re.compile(r"value\(\)((?:<=|>=|!=|<|>|=)-?\d+(?:\.\d+)?)")
_NUMBER_STYLES = tuple(f"{_F}{kind}-style" for kind in ("number", "currency", "percentage"))
_NUMBERS = ("float", "currency", "percentage")
_FAILS = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_LOOKED_AT = (f"{_X}span", f"{_X}line-break", f"{_X}tab")
_MOST = 1_000_000  # cells: more of them are only repeated

_Element = etree._Element


def read_opendocument(received: Received) -> Annotations:
    """Read the content of an .ods a second time, for what its reader glues or loses.

    Raises
    ------
    DocumentError
        If its XML is broken or nested without end.
    """
    found = Annotations()
    try:
        with zipfile.ZipFile(io.BytesIO(received.data)) as archive:
            parts = [archive.read(name) for name in ("styles.xml", "content.xml") if name in archive.namelist()]
        styles: dict[str, Look] = {}
        for part in parts:
            styles |= _styles(part, styles)
        _Reader(found, styles).walk(parts[-1])
    except (etree.XMLSyntaxError, RecursionError, IndexError, *DAMAGE) as error:
        hint = "open it in LibreOffice and save it again"
        raise received.error("the spreadsheet is damaged", hint=hint) from error
    found.tell_what_is_left_out()
    return found


def _styles(part: bytes, known: Mapping[str, Look]) -> dict[str, Look]:
    """Return the styles that raise, strike or hide, or tell durations beyond a day; `known` are those before."""
    found: dict[str, Look] = {}
    body = part.find(b"<office:body")
    head = part[:body] + b"</office:document-content>" if body > 0 and b"<office:document-content" in part else b""
    root = parse_xml(head or part)
    elapsed = {
        style.get(f"{_S}name", "")
        for style in root.iter(f"{_F}time-style")
        if style.get(f"{_F}truncate-on-overflow") == "false"
    }
    hiding = _hiding(root)
    for style in root.iter(f"{_S}style"):
        text, data = style.find(f"{_S}text-properties"), style.get(f"{_S}data-style-name", "")
        position = text.get(f"{_S}text-position", "") if text is not None else ""
        line = text.get(f"{_S}text-line-through-style", "none") if text is not None else "none"
        parent = style.get(f"{_S}parent-style-name", "")
        base = found.get(parent) or known.get(parent, Look())
        found[style.get(f"{_S}name", "")] = Look(
            elapsed="hours" if data in elapsed else base.elapsed,
            raised=_is_raised(position) if position else base.raised,
            struck=line != "none" or base.struck,
            hiding=hiding.get(data, "") if data else base.hiding,
        )
    return {name: look for name, look in found.items() if look.changes_text}


def _is_raised(position: str) -> bool:
    """Tell text that is set higher: "super 58%", "33% 58%", but not "-33% 58%"."""
    height = position.split(maxsplit=1)[0] if position.strip() else ""
    return height == "super" or (height.endswith("%") and height[:-1].isdecimal() and height[0] != "0")


def _hiding(root: _Element) -> dict[str, str]:
    """Return the number formats that show some numbers as nothing or as words, as Office writes them."""
    sections = {
        style.get(f"{_S}name", ""): "".join(map(_printed, style.iterchildren(f"{_F}*")))
        for style in root.iter(*_NUMBER_STYLES)
    }
    codes = {}
    for style in root.iter(*_NUMBER_STYLES):
        name = style.get(f"{_S}name", "")
        maps = [
            f"[{condition[1].replace('!=', '<>')}]{sections.get(case.get(f'{_S}apply-style-name', ''), '0')}"
            for case in style.iterchildren(f"{_S}map")
            if (condition := _CONDITION.fullmatch(case.get(f"{_S}condition", "")))
        ]
        codes[name] = ";".join([*maps, sections[name]])
    return {name: code for name, code in codes.items() if hides_some(code)}


def _printed(part: _Element) -> str:
    """Return a part of a number format as Office writes it: words in quotes, a figure for all that prints one."""
    return f'"{(part.text or "").replace(_QUOTE, "")}"' if part.tag == f"{_F}text" else "0"


class _Reader:
    """Keeps what the cells print, a row at a time."""

    def __init__(self, found: Annotations, styles: Mapping[str, Look]) -> None:
        self.found, self.styles = found, styles
        self.sheet, self.row, self.columns, self.room = "", 0, list[str](), _MOST

    def walk(self, content: bytes) -> None:
        """Read a content.xml."""
        for event, element in etree.iterparse(
            io.BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=True
        ):
            if event == "start" and element.tag == f"{_T}table":
                self.sheet, self.row, self.columns = element.get(f"{_T}name", ""), 0, []
            elif event == "end" and element.tag == f"{_T}table-column":
                repeats = min(int(element.get(f"{_T}number-columns-repeated", 1)), 16_384 - len(self.columns))
                self.columns += [element.get(f"{_T}default-cell-style-name", "")] * repeats
            elif event == "end" and element.tag == f"{_T}shapes":
                self._drawn(element)
            elif event == "end" and element.tag == f"{_T}table-row":
                repeats = int(element.get(f"{_T}number-rows-repeated", 1))
                self._row(range(self.row, self.row + repeats), element)
                self.row += repeats
                element.clear()

    def _row(self, rows: range, element: _Element) -> None:
        column = 0
        for cell in element.iterchildren(*_CELLS):
            repeats = int(cell.get(f"{_T}number-columns-repeated", 1))
            if len(cell):
                self._drawn(cell)
                default = self.columns[column] if column < len(self.columns) else ""
                style = cell.get(f"{_T}style-name") or element.get(f"{_T}default-cell-style-name") or default
                places = ((at, column + number) for at in rows for number in range(repeats))
                self._cell(islice(places, self.room), cell, self.styles.get(style, Look()))
                span = tuple(int(cell.get(f"{_T}number-{side}-spanned", 1)) for side in ("rows", "columns"))
                if span != (1, 1):
                    self.found.spans.setdefault(self.sheet, {})[rows.start, column] = (span[0], span[1])
            column += repeats

    def _drawn(self, around: _Element) -> None:
        """Keep the words of text boxes and shapes, of which calamine gives none."""
        for shape in around.iterchildren(f"{_D}*"):
            if shape.find(f"{_D}object") is None:
                words = ("".join(self._parts(line, Look())) for line in shape.iter(f"{_X}p"))
                self.found.boxes += filter(None, map(clean, words))

    def _cell(self, places: Iterable[Position], cell: _Element, look: Look) -> None:
        kind, sheet, found = cell.get(f"{_O}value-type", ""), self.sheet, self.found
        text = self._text(kind, cell, look)
        words = "\n".join(_words(cell.find(f"{_O}annotation")))
        affix = _affix(kind, cell.get(f"{_O}currency", ""))
        if text is None and affix is None and not words.strip():
            return
        for at in places:
            self.room -= 1
            if text is not None:
                found.print(sheet, at, text, struck=look.struck or self._is_struck(cell))
                found.hidden += not text and kind in _NUMBERS and not look.struck
            elif affix:
                found.affixes.setdefault(sheet, {})[at] = affix
            if words.strip():
                found.comments.setdefault(sheet, {})[at] = words

    def _text(self, kind: str, cell: _Element, look: Look) -> str | None:
        """Return what a cell prints, where that is not what its value says."""
        if kind == "time":
            return _duration(cell.get(f"{_O}time-value", ""), look)
        printed = cell.findtext(f"{_X}p") or ""
        if cell.get(_FAILS) == "error" or fold(printed) in error_values():
            return look.printed(printed)
        if look.hiding and kind in _NUMBERS and not (look.raised or look.struck):
            return shown_instead(look.hiding, float(cell.get(f"{_O}value", "nan")))
        if look.raised or look.struck or (kind == "string" and _is_more_than_text(cell)):
            return "\n".join("".join(self._parts(line, look)) for line in cell.iterchildren(f"{_X}p", f"{_X}h"))
        return None

    def _is_struck(self, cell: _Element) -> bool:
        spans = (span.get(f"{_X}style-name", "") for span in cell.iter(f"{_X}span"))
        return any(self.styles[name].struck for name in spans if name in self.styles)

    def _parts(self, element: _Element, look: Look) -> Iterator[str]:
        """Yield the letters of a line as a person sees them."""
        yield _seen(element.text, look)
        for child in element:
            if child.tag in (f"{_X}line-break", f"{_X}tab"):
                yield "\n"
            elif child.tag == f"{_X}s":
                yield " "
            elif child.tag != f"{_O}annotation" and isinstance(child.tag, str):
                yield from self._parts(child, self.styles.get(child.get(f"{_X}style-name", ""), look))
            yield _seen(child.tail, look)


def _is_more_than_text(cell: _Element) -> bool:
    """Tell a cell whose words calamine glues: to each other, or to those of a shape that is anchored there."""
    return any(True for _ in chain(cell.iter(*_LOOKED_AT), cell.iterchildren(f"{_D}*")))


def _seen(text: str | None, look: Look) -> str:
    return "" if look.struck or not text else raise_mark(text) if look.raised else text


def _words(comment: _Element | None) -> Iterator[str]:
    for line in comment.iter(f"{_X}p") if comment is not None else ():
        yield "".join(map(str, line.itertext()))


def _affix(kind: str, currency: str) -> Affix | None:
    if kind == "percentage":
        return Affix("", " %", 2)
    return Affix("", f" {currency}") if kind == "currency" and currency else None


def _duration(value: str, look: Look) -> str | None:
    """Return a time as that of a clock, or, where it may run beyond a day, as hours."""
    match = _HOURS.fullmatch(value)
    if not match:
        return None
    hours, minutes, seconds = int(match[1]), int(match[2]), float(match[3].replace(",", "."))
    if look.elapsed or hours > 23:
        return print_duration(timedelta(hours=hours, minutes=minutes, seconds=seconds))
    return look.printed(f"{hours:02}:{minutes:02}:{int(seconds):02}")
