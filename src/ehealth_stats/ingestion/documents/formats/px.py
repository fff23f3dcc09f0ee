"""PC-Axis files (.px), as statistical offices hand out tables -> a heading and a grid with one row a cell.

Format: PX-file format specification 2013, Statistics Sweden. Only the main language of a file is read.
"""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import product
from operator import mul

from ehealth_stats.ingestion.documents.blocks import Content, Paragraph
from ehealth_stats.ingestion.documents.intake.encoding import decode
from ehealth_stats.ingestion.documents.intake.kind import Format
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.layout.cube import (
    MISSING,
    NIL,
    Dimension,
    check_room,
    in_units,
    is_number,
    marked,
    plain,
    to_grid,
)
from ehealth_stats.ingestion.documents.values import clean

# Possessive, so that a file without an end takes no longer than one with it.
_STATEMENT = re.compile(
    r'\s*+([A-Z][A-Z0-9-]*+)(?:\[(\w++)\])?+(?:\(((?:"[^"]*+"|[^")]++)*+)\))?+\s*+=((?:"[^"]*+"|[^";]++)*+)(?:;|\Z)'
)
_TEXTS = re.compile(r'(?:"[^"]*+"\s*+)++')
_DATA = re.compile(r'"([^"]*+)"|([^\s",;]++)')
_ENCODING = re.compile(rb'(CODEPAGE|CHARSET)\s*=\s*"([\w.-]{1,40})', re.IGNORECASE)
_YEARS = re.compile(r'TLIST\(A1?\s*,\s*"(\d{4})"\s*-\s*"(\d{4})"')
_NOTES = ("NOTE", "NOTEX", "VALUENOTE", "VALUENOTEX", "CELLNOTE", "CELLNOTEX")
_USUAL = (".", "..")  # signs that are read wherever they stand; more dots only here
_MOST_MARKS = 10_000_000  # cells that signs beside cells may name, all together
_AS_OTHER = "download it again without KEYS, or as .csv or .xlsx"
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
    if ("DATA", ()) not in statements:
        hint = "download it again, or as .csv or .xlsx"
        raise received.error("the PC-Axis file has no table in full", expected="STUB, HEADING, VALUES, DATA", hint=hint)
    names = [name for key in ("STUB", "HEADING") for name in _list(statements.get((key, ()), ""))]
    dimensions = [_dimension(statements, name) for name in names]
    count = check_room(received, dimensions)
    tokens = [quoted or bare for quoted, bare in _DATA.findall(statements["DATA", ()])]
    keys = [statements.get(("KEYS", (name,)), "").strip() for name in names]
    if any(keys):
        tokens = _with_gaps(received, dimensions, keys, tokens)
    if len(tokens) != count:
        hint = "download it again; it may be cut off"
        raise received.error(f"the table has {len(tokens)} cells, its dimensions {count}", hint=hint)
    gaps = tokens.count("")
    left_out = (f"cells that the file leaves out (KEYS), so that nothing is known of them: {gaps}",) if gaps else ()
    symbols, notes = _symbols(statements), _cell_notes(statements, dimensions)
    cells = [_cell(token, symbols, notes.get(at, "")) for at, token in enumerate(tokens)]
    title = _text(statements.get(("TITLE", ()), "") or statements.get(("DESCRIPTION", ()), ""))
    grid = to_grid(title or received.path.stem, dimensions, *in_units(cells, dimensions, _units(statements)))
    blocks = (Paragraph(title, "heading"), grid) if title else (grid,)
    return Content(blocks, decoded.encoding, (*decoded.notes, *left_out, *_notes(statements)))


def _charset(data: bytes) -> str:
    """Return the encoding that a file names: CODEPAGE; else Windows-1252 where it says CHARSET, or that of DOS."""
    found = reversed(_ENCODING.findall(data[:4096]))
    named: dict[bytes, bytes] = {keyword.upper(): name for keyword, name in found}
    if page := named.get(b"CODEPAGE"):
        return page.decode("ascii").lower()
    return "windows-1252" if named else "cp850"


def _statements(text: str) -> Iterator[tuple[tuple[str, tuple[str, ...]], str]]:
    """Yield keyword and what it is about, with the value as written; the data go on to the end of the file."""
    at = 0
    while match := _STATEMENT.match(text, at):
        keyword, language, about, value = match.groups()
        if not language:
            yield (keyword, tuple(_list(about or ""))), text[match.start(4) :] if keyword == "DATA" else value
        at = len(text) if keyword == "DATA" else match.end()


def _list(value: str) -> list[str]:
    """Return the texts of a list; one broken over lines is one text."""
    return [_text(texts[0]) for texts in _TEXTS.finditer(value)]


def _text(value: str) -> str:
    """Return a text without its quotes; a number sign is a line end in it."""
    joined = "".join(value.split('"')[1::2]) or value
    return clean(joined.replace("#", " "))


def _dimension(statements: _Statements, name: str) -> Dimension:
    about = (name,)
    labels, codes = (_list(statements.get((keyword, about), "")) for keyword in ("VALUES", "CODES"))
    labels = labels or codes or _periods(statements.get(("TIMEVAL", about), ""))
    return Dimension(name, labels, codes if len(codes) == len(labels) else ())


def _periods(listed: str) -> list[str]:
    """Return the periods of a time list: TLIST(A1),"2013","2014", or the years of TLIST(A1,"2013"-"2014")."""
    if years := _YEARS.search(listed):
        return [str(year) for year in range(int(years[1]), int(years[2]) + 1)]
    return listed.split('"')[1::2]


def _with_gaps(
    received: Received, dimensions: Sequence[Dimension], keys: Sequence[str], tokens: Sequence[str]
) -> list[str]:
    """Return the cells of a file whose rows name their place by KEYS; of rows that it leaves out nothing is known.

    What has no KEYS has all its values in each of the rows that are named.
    """
    listed = [
        dimension.codes if kind == "CODES" else dimension.labels
        for dimension, kind in zip(dimensions, keys, strict=True)
        if kind
    ]
    if any(not values for values in listed):
        raise received.error("the KEYS of the PC-Axis file name no values of its dimensions", hint=_AS_OTHER)
    sizes = [len(dimension.labels) for dimension in dimensions]
    steps = [math.prod(sizes[at + 1 :]) for at in range(len(sizes))]
    rest = [range(0, size * step, step) for size, step, kind in zip(sizes, steps, keys, strict=True) if not kind]
    offsets = [sum(place) for place in product(*rest)]
    ranks = [{value: rank for rank, value in enumerate(values)} for values in listed]
    keyed = [step for step, kind in zip(steps, keys, strict=True) if kind]
    cells = [""] * math.prod(sizes)
    for at in range(0, len(tokens), len(keyed) + len(offsets)):
        key, row = tokens[at : at + len(keyed)], tokens[at + len(keyed) : at + len(keyed) + len(offsets)]
        known = [rank.get(value) for rank, value in zip(ranks, key, strict=False)]
        if None in known or len(row) != len(offsets):
            named = f"the row {', '.join(key)} has {len(row)} of {len(offsets)} cells"
            what = f"{named} or names no value of its dimensions"
            raise received.error(what, hint="download it again; it may be cut off")
        first = sum(rank * step for rank, step in zip(known, keyed, strict=True) if rank)
        for offset, cell in zip(offsets, row, strict=True):
            cells[first + offset] = cell
    return cells


def _symbols(statements: _Statements) -> dict[str, str]:
    """Return what the file prints for its signs; one to six dots are DATASYMBOL1 to 6."""
    keys = {"." * count: f"DATASYMBOL{count}" for count in range(1, 7)}
    named = {sign: _text(statements.get((key, ()), "")) for sign, key in keys.items()}
    return {sign: text or (sign if sign in _USUAL else MISSING) for sign, text in named.items()}


def _cell(token: str, symbols: dict[str, str], note: str) -> tuple[str, str]:
    """Return value and status of a cell: a dash is nil in this format, and other signs stand for what is missing."""
    if is_number(token):
        return marked(plain(token), note), note
    return (NIL, token) if token == "-" else (symbols.get(token, token), token)


def _cell_notes(statements: _Statements, dimensions: Sequence[Dimension]) -> dict[int, str]:
    """Return the signs beside cells (DATANOTECELL), by the number of the cell; a star is every value."""
    found: dict[int, str] = {}
    sizes = [len(dimension.labels) for dimension in dimensions]
    steps = [math.prod(sizes[at + 1 :]) for at in range(len(sizes))]
    ranks = [{name: at for names in (d.labels, d.codes) for at, name in enumerate(names)} for d in dimensions]
    room = _MOST_MARKS
    for (keyword, about), value in statements.items():
        if keyword == "DATANOTECELL" and len(about) == len(dimensions):
            named = zip(about, ranks, sizes, strict=True)
            chosen = [range(size) if text == "*" else _one(known.get(text)) for text, known, size in named]
            room -= math.prod(map(len, chosen))
            if room >= 0:
                found |= {sum(map(mul, place, steps)): _text(value) for place in product(*chosen)}
    return found


def _one(rank: int | None) -> Sequence[int]:
    return [] if rank is None else [rank]


def _units(statements: _Statements) -> dict[str, str]:
    """Return the unit of all figures by the empty text, and those of contents by their names."""
    return {about[-1] if about else "": _text(text) for (key, about), text in statements.items() if key == "UNITS"}


def _notes(statements: _Statements) -> Iterator[str]:
    for (keyword, about), value in statements.items():
        if keyword in _NOTES:
            where = f" on {', '.join(text for text in about if text != '*')}" if about else ""
            yield f"note{where}: {_text(value)}"
        elif keyword in _FACTS and _text(value):
            where = f" of {', '.join(about)}" if about else ""
            yield f"{_FACTS[keyword]}{where}: {_text(value)}"


FORMAT = Format((".px",), read_px)
