"""What the cells of a workbook (.xlsx) carry beside their values: looks, number formats, comments, hidden rows.

Read from the XML itself: openpyxl builds every cell of a merged range or link, and these may claim the whole sheet. Of
a large sheet only the cells are looked at whose style or text has something to it, by the bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from lxml import etree

from ehealth_stats.ingestion.documents.blocks import Affix, Grid, Position
from ehealth_stats.ingestion.documents.formats.number_formats import shown_instead
from ehealth_stats.ingestion.documents.formats.workbook.looks import (
    Look,
    are_changed,
    is_rich,
    looks_of,
    print_rich,
    rich_texts,
)
from ehealth_stats.ingestion.documents.intake.package import DAMAGE
from ehealth_stats.ingestion.documents.intake.parts import Parts, parse_xml
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.intake.sheet_size import column_number, parted_reference
from ehealth_stats.ingestion.documents.model import cell_name, column_letters
from ehealth_stats.ingestion.documents.values import Value, print_duration, to_text, with_decimal_point

_MOST_NAMED = 20
_ERROR_KIND = "e"
_OWN_TEXTS = ("inlineStr", _ERROR_KIND)
_TEXTS = ("s", *_OWN_TEXTS)
_RICH = "rich"  # the kind of a cell whose own text is known to have several fonts
# Cells as most programs write them: the reference first.
_FILLED = rb"[^>]*>(?:<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)?(?:<v>([^<]*)</v>|<is>(.*?)</is>)?"
_SHARED = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"(?: s="(\d+)")? t="s"[^>]*><v>(\d+)</v>')
_INLINE = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"(?: s="(\d+)")? t="inlineStr"[^>]*><is>(.*?)</is>', re.DOTALL)
_ERROR = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"(?: s="(\d+)")? t="e"' + _FILLED)
_OTHER_CELL = re.compile(rb'<c(?=[\s>])(?! r="[A-Z]{1,3}\d{1,7}"(?: s="\d+")?(?: t="\w+")?[ />])|<\w+:c[\s>]')

_Element = etree._Element


@dataclass(slots=True)
class Annotations:
    """By sheet and position: what is printed around numbers, comments, what a person sees, what a cell covers.

    `boxes` are the words of shapes that are drawn on the sheets.
    """

    affixes: dict[str, dict[Position, Affix]] = field(default_factory=dict)
    comments: dict[str, dict[Position, str]] = field(default_factory=dict)
    texts: dict[str, dict[Position, str]] = field(default_factory=dict)
    spans: dict[str, dict[Position, tuple[int, int]]] = field(default_factory=dict)
    boxes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    struck: int = 0
    hidden: int = 0

    def print(self, sheet: str, at: Position, text: str, *, struck: bool = False) -> None:
        """Keep what a person sees in a cell."""
        self.texts.setdefault(sheet, {})[at] = text
        self.struck += struck

    def tell_what_is_left_out(self) -> None:
        """Add a note on what a person does not see: struck through, or hidden by a number format."""
        hidden, struck = self.hidden, self.struck
        self.notes += [f"numbers that the format of their cells hides, which are left out: {hidden}"] if hidden else []
        self.notes += [f"cells with struck-through text, which is left out: {struck}"] if struck else []


class _Cell(NamedTuple):
    at: Position
    style: int
    kind: str
    value: str
    inline: _Element | None = None


def read_annotations(received: Received, grids: Iterable[Grid], plain: frozenset[str]) -> Annotations:
    """Read what stands beside the values of the sheets; formulas are never calculated.

    A large sheet is not looked at whose part is `plain` (`check_sheet_size`) and whose styles and texts are too.

    Raises
    ------
    DocumentError
        If the workbook's XML is broken.
    """
    found = Annotations()
    if received.suffix == ".xlsb":
        what = "number formats, errors, comments, hidden rows, raised and struck-through letters"
        hint = "save it as .xlsx if they carry units, notes or figures"
        found.notes.append(f"{what} of {received.suffix} are not read: {hint}")
        return found
    try:
        with zipfile.ZipFile(io.BytesIO(received.data)) as archive:
            sheets = _Sheets(_Package(archive), received.limits.annotated_cells, plain)
            for grid in grids:
                if grid.sheet in sheets.parts:
                    _annotate(found, grid, sheets)
    except (etree.XMLSyntaxError, KeyError, *DAMAGE) as error:
        hint = "open it in Excel or LibreOffice and save it again"
        raise received.error(f"the workbook is damaged: {error}", hint=hint) from error
    found.tell_what_is_left_out()
    return found


class _Package(Parts):
    """The parts of a workbook."""

    def sheets(self) -> dict[str, str]:
        """Return the part that holds each sheet."""
        root, related = self.part("xl/workbook.xml"), self.related("xl/workbook.xml")
        references = {
            sheet.get("name", ""): next(
                (str(text) for key, text in sheet.attrib.items() if str(key).endswith("}id")), ""
            )
            for sheet in (root.iter("{*}sheet") if root is not None else ())
        }
        return {name: related[reference][1] for name, reference in references.items() if reference in related}

    def one(self, kind: str, name: str) -> str:
        """Return the part of a kind that the workbook refers to, or what it is called by custom."""
        related = self.related("xl/workbook.xml").values()
        return next((part for its, part in related if its == kind and part in self.names), name)


class _Sheets:
    """The sheets of a workbook, and the looks and rich texts that they share."""

    def __init__(self, package: _Package, most: int, plain: frozenset[str]) -> None:
        self.package, self.most = package, most
        self.parts = package.sheets()
        self.looks = looks_of(package.part(package.one("styles", "xl/styles.xml")))
        self.printing = {
            style: look for style, look in enumerate(self.looks) if look.changes_text or look.affix is not None
        }
        strings = package.data(package.one("sharedStrings", "xl/sharedStrings.xml"))
        self.rich: Mapping[int, _Element] = rich_texts(parse_xml(strings)) if _has_looks(strings) else {}
        self.plain = frozenset[str]() if are_changed(self.looks, self.rich) else plain


def _annotate(found: Annotations, grid: Grid, sheets: _Sheets) -> None:
    sheet, package, part = grid.sheet, sheets.package, sheets.parts[grid.sheet]
    names = [kind_part[1] for kind_part in package.related(part).values() if kind_part[0] == "comments"]
    found.comments[sheet] = {at: text for name in names for at, text in _comments(package.part(name))}
    is_large = size_of(grid) > sheets.most
    if is_large:
        found.notes.append(f"sheet {sheet} is large: its hidden rows and formulas without a value were not looked for")
        if part in sheets.plain:
            return
    data = package.data(part)
    if not data:
        return
    if is_large:
        _look(found, grid, sheets, _cells_of_large(data, sheets))
        return
    root = parse_xml(data)
    cells = _parsed(root, sheets)
    found.notes += _notes(sheet, root, [cell.at for cell in cells if cell.kind == _ERROR_KIND])
    _look(found, grid, sheets, cells)


def size_of(grid: Grid) -> int:
    """Return the number of cells of a sheet, empty ones too."""
    return len(grid.rows) * len(grid.rows[0] if grid.rows else ())


def _parsed(root: _Element, sheets: _Sheets) -> list[_Cell]:
    """Return the cells that print more or else than their value: by their style, their kind, or the fonts of a text."""
    looks, texts, cells = sheets.printing, _TEXTS if sheets.rich else _OWN_TEXTS, list[_Cell]()
    for cell in root.iter(_same_space(root, "c")):
        style, kind = int(cell.get("s", 0)), cell.get("t", "")
        if (style in looks or kind in texts) and (at := _position(cell.get("r", ""))):
            value, inline = (_child(cell, "v"), cell.find("{*}is")) if kind in _TEXTS else ("", None)
            cells.append(_Cell(at, style, kind, value, inline))
    return cells


def _same_space(root: _Element, tag: str) -> str:
    """Return the name of a tag as its sheet writes it: two standards have two namespaces."""
    return f"{{{etree.QName(root).namespace}}}{tag}" if etree.QName(root).namespace else tag


def _cells_of_large(data: bytes, sheets: _Sheets) -> Iterable[_Cell]:
    """Return the cells of a large sheet that look otherwise than plain ones, or whose text does."""
    own, fails = _has_looks(data), b't="e"' in data
    if not own and not fails and not are_changed(sheets.looks, sheets.rich):
        return ()
    return _parsed(parse_xml(data), sheets) if _OTHER_CELL.search(data) else _scanned(data, sheets, own=own)


def _scanned(data: bytes, sheets: _Sheets, *, own: bool) -> Iterator[_Cell]:
    """Yield these cells by the bytes; `own` tells that texts within the sheet may be raised or struck."""
    styles = list(map(str, sheets.printing))
    if styles:
        styled = rb'<c r="([A-Z]{1,3}\d{1,7})" s="(%b)"(?: t="(\w+)")?' % "|".join(styles).encode() + _FILLED
        yield from (_cell(*match.groups()) for match in re.finditer(styled, data, re.DOTALL))
    if sheets.rich:
        rich = {str(number).encode() for number in sheets.rich}
        for reference, style, value in _SHARED.findall(data):
            if value in rich:
                yield _cell(reference, style, b"s", value, None)
    for reference, style, value, _ in _ERROR.findall(data):
        yield _cell(reference, style, _ERROR_KIND.encode(), value, None)
    if own:
        for reference, style, inline in _INLINE.findall(data):
            if _has_looks(inline):
                yield _cell(reference, style, _RICH.encode(), b"", inline)


def _cell(reference: bytes, style: bytes, kind: bytes, value: bytes, inline: bytes | None) -> _Cell:
    at = _position(reference.decode()) or (0, 0)
    text = parse_xml(b"<is>" + inline + b"</is>") if inline else None
    return _Cell(at, int(style or b"0"), (kind or b"").decode(), (value or b"").decode(), text)


def _has_looks(part: bytes) -> bool:
    return b"vertAlign" in part or b"strike" in part


def _look(found: Annotations, grid: Grid, sheets: _Sheets, cells: Iterable[_Cell]) -> None:
    """Keep what cells print around their numbers, and those that a person sees otherwise than their value."""
    affixes, plain = dict[Position, Affix](), Look()
    for cell in cells:
        look = sheets.printing.get(cell.style, plain)
        if look.affix and not (look.raised or look.struck or look.elapsed):
            affixes[cell.at] = look.affix
        if cell.kind == _ERROR_KIND:
            found.print(grid.sheet, cell.at, look.printed(cell.value), struck=look.struck)
            continue
        rich = sheets.rich.get(int(cell.value)) if cell.kind == "s" and cell.value.isdigit() else cell.inline
        if rich is not None and (cell.kind in ("s", _RICH) or look.changes_text or is_rich(rich)):
            text = print_rich(rich, look)
            found.print(grid.sheet, cell.at, text, struck=text.strip() == "" or look.struck or _loses(rich))
        elif look.changes_text and (seen := printed_at(grid, cell.at, look)) is not None:
            found.print(grid.sheet, cell.at, seen, struck=look.struck)
            found.hidden += not seen and not look.struck
    if len(affixes) > sheets.most:
        found.notes.append(f"sheet {grid.sheet}: the number formats of {len(affixes)} cells were not read, too many")
    else:
        found.affixes[grid.sheet] = affixes


def _loses(rich: _Element) -> bool:
    return any(font.find("{*}strike") is not None for font in rich.iter("{*}rPr"))


def printed_at(grid: Grid, at: Position, look: Look) -> str | None:
    """Return what a person sees in a cell; None where that is its value."""
    row, column = at[0] - grid.origin[0], at[1] - grid.origin[1]
    value = grid.rows[row][column] if 0 <= row < len(grid.rows) and 0 <= column < len(grid.rows[row]) else ""
    if isinstance(value, timedelta) and look.elapsed:
        return look.printed(print_duration(value, look.elapsed))
    if isinstance(value, int | float) and look.hiding and (text := shown_instead(look.hiding, value)) is not None:
        return look.printed(text)
    if not (look.raised or look.struck or look.elapsed):
        return None
    printed = look.printed(to_text(value))
    return printed if isinstance(value, str) else with_decimal_point(printed)


def _notes(sheet: str, root: _Element, errors: Sequence[Position]) -> Iterator[str]:
    formulas = (formula.getparent() for formula in root.iter(_same_space(root, "f")))
    unknown = [
        at
        for cell in formulas
        if cell is not None and cell.get("t") != "str" and not _child(cell, "v")
        if (at := _position(cell.get("r", "")))
    ]
    rows = [row.get("r", "") for row in root.iter(_same_space(root, "row")) if _is_hidden(row)]
    columns = [_columns(column) for column in root.iter(_same_space(root, "col")) if _is_hidden(column)]
    for what, names in (
        ("rows are hidden", rows),
        ("columns are hidden", columns),
        ("a formula without a stored value", [cell_name(at) for at in unknown]),
        ("a value in error", [cell_name(at) for at in errors]),
    ):
        yield from list_places(sheet, what, names)


def list_places(sheet: str, what: str, names: Sequence[str]) -> Iterator[str]:
    """Yield a note on the places of a sheet that are of a kind, the first of many by their names; none for none."""
    if names:
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        yield f"sheet {sheet}: {what}: {', '.join(names[:_MOST_NAMED])}{more}"


def _is_hidden(element: _Element) -> bool:
    return element.get("hidden", "0") in ("1", "true")


def _columns(element: _Element) -> str:
    first, last = (column_letters(int(element.get(key, 1)) - 1) for key in ("min", "max"))
    return first if first == last else f"{first}-{last}"


def _comments(root: _Element | None) -> Iterator[tuple[Position, str]]:
    for comment in root.iter("{*}comment") if root is not None else ():
        text = "".join(node.text or "" for node in comment.iter("{*}t"))
        if (at := _position(comment.get("ref", ""))) and text.strip():
            yield at, text


def _child(element: _Element, tag: str) -> str:
    child = element.find(f"{{*}}{tag}")
    return (child.text or "").strip() if child is not None else ""


def _position(reference: str) -> Position | None:
    letters, number = parted_reference(reference)
    return (int(number) - 1, _column(letters)) if letters else None


@cache
def _column(letters: str) -> int:
    return column_number(letters) - 1


def with_texts(grid: Grid, texts: Mapping[Position, str]) -> Sequence[Sequence[Value]]:
    """Return the rows of a grid with what a person sees in some cells."""
    rows, changed = list(grid.rows), dict[int, list[Value]]()
    for (down, right), text in texts.items():
        row, column = down - grid.origin[0], right - grid.origin[1]
        if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            if row not in changed:
                rows[row] = changed[row] = list(grid.rows[row])
            changed[row][column] = text
    return rows
