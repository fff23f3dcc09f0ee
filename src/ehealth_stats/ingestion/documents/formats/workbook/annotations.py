"""What the cells of a workbook carry beside their values: number formats with a unit, comments, hidden rows.

Read from the XML itself: openpyxl builds every cell of a merged range or link, and these may claim the whole sheet.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from ehealth_stats.ingestion.documents.blocks import Affix, Grid, Position
from ehealth_stats.ingestion.documents.intake.package import DAMAGE
from ehealth_stats.ingestion.documents.intake.parts import Parts
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.model import column_letters

_PERCENT_FORMATS = {9: "0%", 10: "0.00%"}  # ECMA-376 part 1, 18.8.30; the other built-in ones print only the number
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST_NAMED = 20

_Element = etree._Element


@dataclass(slots=True)
class Annotations:
    """By sheet and position: what formats print around numbers, comments, cells in error; and notes on the document."""

    affixes: dict[str, dict[Position, Affix]] = field(default_factory=dict)
    comments: dict[str, dict[Position, str]] = field(default_factory=dict)
    errors: dict[str, dict[Position, str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_annotations(received: Received, grids: Iterable[Grid]) -> Annotations:
    """Read what stands beside the values of the sheets that are not large; formulas are never calculated.

    Raises
    ------
    DocumentError
        If the workbook's XML is broken.
    """
    found = Annotations()
    if received.suffix not in (".xlsx", ".xlsm"):
        hint = "save it as .xlsx if they carry units or figures"
        found.notes.append(f"number formats, comments and hidden rows of {received.suffix} are not read: {hint}")
        return found
    try:
        with zipfile.ZipFile(io.BytesIO(received.data)) as archive:
            package = _Package(archive)
            affixes = _affixes(package)
            parts = package.sheets()
            for grid in grids:
                if len(grid.rows) * len(grid.rows[0] if grid.rows else ()) > received.limits.annotated_cells:
                    found.notes.append(f"sheet {grid.sheet} is large: its number formats and comments were not read")
                elif grid.sheet in parts:
                    _annotate(found, grid.sheet, package, parts[grid.sheet], affixes)
    except (etree.XMLSyntaxError, KeyError, *DAMAGE) as error:
        hint = "open it in Excel or LibreOffice and save it again"
        raise received.error(f"the workbook is damaged: {error}", hint=hint) from error
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


def _affixes(package: _Package) -> list[Affix | None]:
    """Return what each cell style of the workbook prints around numbers."""
    root = package.part("xl/styles.xml")
    if root is None:
        return []
    formats = {int(node.get("numFmtId", 0)): node.get("formatCode", "") for node in root.iter("{*}numFmt")}
    styles = (node for group in root.iter("{*}cellXfs") for node in group.iter("{*}xf"))
    known = _PERCENT_FORMATS | formats
    return [to_affix(known.get(int(style.get("numFmtId", 0)), "General")) for style in styles]


def _annotate(found: Annotations, sheet: str, package: _Package, part: str, affixes: list[Affix | None]) -> None:
    root = package.part(part)
    if root is None:
        return
    cells = {at: cell for cell in root.iter("{*}c") if (at := _position(cell.get("r", "")))}
    styles = {at: int(cell.get("s", 0)) for at, cell in cells.items()}
    found.affixes[sheet] = {
        at: affix for at, style in styles.items() if style < len(affixes) and (affix := affixes[style])
    }
    found.errors[sheet] = {at: _child(cell, "v") for at, cell in cells.items() if cell.get("t") == "e"}
    names = [kind_part[1] for kind_part in package.related(part).values() if kind_part[0] == "comments"]
    found.comments[sheet] = {at: text for name in names for at, text in _comments(package.part(name))}
    found.notes += _notes(sheet, root, cells, found.errors[sheet])


def _notes(sheet: str, root: _Element, cells: dict[Position, _Element], errors: dict[Position, str]) -> Iterator[str]:
    unknown = [
        at
        for at, cell in cells.items()
        if cell.find("{*}f") is not None and cell.get("t") != "str" and not _child(cell, "v")
    ]
    rows = [row.get("r", "") for row in root.iter("{*}row") if _is_hidden(row)]
    columns = [_columns(column) for column in root.iter("{*}col") if _is_hidden(column)]
    for what, names in (
        ("rows are hidden", rows),
        ("columns are hidden", columns),
        ("a formula without a stored value", [_name(at) for at in unknown]),
        ("a value in error", [_name(at) for at in errors]),
    ):
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
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _name(at: Position) -> str:
    return f"{column_letters(at[1])}{at[0] + 1}"


# A quoted text, an escaped character, a currency, a pad, a fill, a colour, or one character.
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|_.|\*.|\[[^\]]*\]|(.)')
_CONDITION = re.compile(r"\[[<>=]")
_GENERAL = re.compile(r"general|standard", re.IGNORECASE)
_DIGITS = frozenset("0#?.,/")


@lru_cache(maxsize=1024)
def to_affix(number_format: str) -> Affix | None:
    """Return what a number format prints before and after a number; nothing where it prints only the number.

    Only the format for positive numbers counts; one with conditions is not interpreted.

    Examples
    --------
    >>> to_affix("0.0%"), to_affix('# ##0,"tkr"')
    (Affix(before='', after=' %', power=2), Affix(before='', after=' tkr', power=-3))
    >>> to_affix("#,##0.00"), to_affix("[$kr-414] #,##0")
    (None, Affix(before='kr ', after='', power=0))
    """
    section = _GENERAL.sub("0", _section(number_format))
    if _CONDITION.search(section) or "E+" in section.upper():
        return None
    sides, power, started = ["", ""], 0, False
    digits = ""
    for quoted, escaped, currency, other in _TOKEN.findall(section):
        literal = quoted or escaped or currency
        if other and other in _DIGITS:
            started = True
            digits += other
        elif other == "%":
            power += 2
            sides[started] += "%"
        elif literal or other not in ("", "+", "-", "(", ")"):
            sides[started] += literal or other
    power -= 3 * (len(digits) - len(digits.rstrip(",")))
    before, after = (side.strip() for side in sides)
    if not started or not any(letter.isalpha() or letter in "%‰€$£" for letter in before + after):
        return None
    return Affix(f"{before} " if before else "", f" {after}" if after else "", power)


def _section(number_format: str) -> str:
    """Return the format's first section, a semicolon in quotes being none of its ends."""
    quoted = False
    for at, letter in enumerate(number_format):
        quoted ^= letter == '"'
        if letter == ";" and not quoted:
            return number_format[:at]
    return number_format
