"""PC-Axis files (.px), as statistical offices hand out their tables -> a heading and a grid with one row a cell.

Format: PX-file format specification 2013, Statistics Sweden. Only the main language of a file is read.
"""

import re
from collections.abc import Iterator

from ehealth_stats.ingestion.documents.blocks import Content, Passage
from ehealth_stats.ingestion.documents.cube import Dimension, check_room, is_number, plain, to_grid
from ehealth_stats.ingestion.documents.encoding import decode
from ehealth_stats.ingestion.documents.intake import Received
from ehealth_stats.ingestion.documents.printed import clean

# Possessive, so that a file without an end takes no longer than one with it.
_STATEMENT = re.compile(
    r'\s*+([A-Z][A-Z0-9-]*+)(?:\[(\w++)\])?+(?:\(((?:"[^"]*+"|[^")]++)*+)\))?+\s*+=((?:"[^"]*+"|[^";]++)*+)(?:;|\Z)'
)
_TEXTS = re.compile(r'(?:"[^"]*+"\s*+)++')
_DATA = re.compile(r'"([^"]*+)"|([^\s",;]++)')
_CODEPAGE = re.compile(rb'CODEPAGE\s*=\s*"([\w.-]{1,40})"', re.IGNORECASE)
_CHARSET = re.compile(rb'CHARSET\s*=\s*"', re.IGNORECASE)
_NOTES = ("NOTE", "NOTEX", "VALUENOTE", "VALUENOTEX", "CELLNOTE", "CELLNOTEX")
_FACTS = {"UNITS": "unit", "SOURCE": "source", "LAST-UPDATED": "updated", "REFPERIOD": "reference period"}

_Statements = dict[tuple[str, tuple[str, ...]], str]


def read_px(received: Received) -> Content:
    """Read a PC-Axis file: its codes, its signs for empty cells as `status`, its notes as notes.

    Raises
    ------
    DocumentError
        If it is no PC-Axis file, is cut off, or its table is beyond the limit.
    """
    decoded = decode(received, declared=_charset(received.data))
    statements = dict(_statements(decoded.text))
    if ("DATA", ()) not in statements or ("KEYS" in {key for key, _ in statements}):
        hint = "download it again, without 'KEYS', or as .csv or .xlsx"
        raise received.error("the PC-Axis file has no table in full", expected="STUB, HEADING, VALUES, DATA", hint=hint)
    names = [name for key in ("STUB", "HEADING") for name in _list(statements.get((key, ()), ""))]
    dimensions = [_dimension(statements, name) for name in names]
    count = check_room(received, dimensions)
    symbols = _symbols(statements)
    cells = [_cell(quoted or bare, symbols) for quoted, bare in _DATA.findall(statements["DATA", ()])]
    if len(cells) != count:
        hint = "download it again; it may be cut off"
        raise received.error(f"the table has {len(cells)} cells, its dimensions {count}", hint=hint)
    title = _text(statements.get(("TITLE", ()), "") or statements.get(("DESCRIPTION", ()), ""))
    grid = to_grid(title or received.path.stem, dimensions, cells)
    blocks = (Passage(title, "heading"), grid) if title else (grid,)
    return Content(blocks, decoded.encoding, (*decoded.notes, *_notes(statements)))


def _charset(data: bytes) -> str:
    """Return what a file says of its encoding: CODEPAGE; ANSI is Windows-1252; without a word it is from DOS."""
    head = data[:4096]
    if page := _CODEPAGE.search(head):
        return page[1].decode("ascii").lower()
    return "windows-1252" if _CHARSET.search(head) else "cp850"


def _statements(text: str) -> Iterator[tuple[tuple[str, tuple[str, ...]], str]]:
    """Yield keyword and what it is about, with the value as written."""
    at = 0
    while match := _STATEMENT.match(text, at):
        keyword, language, about, value = match.groups()
        if not language:
            yield (keyword, tuple(_list(about or ""))), value
        at = match.end()


def _list(value: str) -> list[str]:
    """Return the texts of a list; one broken over lines is one text."""
    return [_text(texts[0]) for texts in _TEXTS.finditer(value)]


def _text(value: str) -> str:
    """Return a text without its quotes; a number sign is a line end in it."""
    joined = "".join(re.findall('"([^"]*)"', value)) or value
    return clean(joined.replace("#", " "))


def _dimension(statements: _Statements, name: str) -> Dimension:
    about = (name,)
    labels, codes = (_list(statements.get((keyword, about), "")) for keyword in ("VALUES", "CODES"))
    return Dimension(name, labels or codes, codes if len(codes) == len(labels) else ())


def _symbols(statements: _Statements) -> dict[str, str]:
    """Return what the file prints for its signs; one to six dots are DATASYMBOL1 to 6, a dash is nil."""
    keys = {"." * count: f"DATASYMBOL{count}" for count in range(1, 7)} | {"-": "DATASYMBOLNIL"}
    return {sign: _text(statements.get((key, ()), "")) or sign for sign, key in keys.items()}


def _cell(token: str, symbols: dict[str, str]) -> tuple[str, str]:
    return (plain(token), "") if is_number(token) else ("", symbols.get(token, token))


def _notes(statements: _Statements) -> Iterator[str]:
    for (keyword, about), value in statements.items():
        if keyword in _NOTES:
            where = f" on {', '.join(text for text in about if text != '*')}" if about else ""
            yield f"note{where}: {_text(value)}"
        elif keyword in _FACTS and _text(value):
            where = f" of {', '.join(about)}" if about else ""
            yield f"{_FACTS[keyword]}{where}: {_text(value)}"
