"""The unit that a header or title gives to all figures below it: "Kostnad (tkr)" -> thousands of kronor."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from ehealth_stats.codelists import plain_qualifier, qualifiers, units
from ehealth_stats.ingestion.documents import Document, Table
from ehealth_stats.ingestion.figures.model import Quantity
from ehealth_stats.ingestion.figures.words_around import read_after
from ehealth_stats.schema import decimal_product

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_PER = re.compile(r"(?:^|[\s,(])(?P<words>(?:per|pr\.?)\s+\d[\d ]*\s+\w+)", re.IGNORECASE)
_BEFORE = re.compile(r"^(?:i|in|antal|antall|tal på)\s+(?:hele\s+)?", re.IGNORECASE)


class HeaderUnit(NamedTuple):
    """A unit, empty where the header names none, and a multiplier; `rate` holds "per 1 000 invånare" (inhabitants)."""

    unit: str = ""
    multiplier: float = 1.0
    rate: str = ""


def read_header_unit(header: str, country: str) -> HeaderUnit:
    """Read the unit in a header: in brackets, behind a comma or "i" (in), or as a level of its own ("Larm / tkr").

    Examples
    --------
    >>> [tuple(read_header_unit(text, "SE")) for text in ("Kostnad (tkr)", "Andel, %", "Larm", "Larm / 1000 kr")]
    [('SEK', 1000.0, ''), ('percent', 1.0, ''), ('', 1.0, ''), ('SEK', 1000.0, '')]
    >>> read_header_unit("Larm per 1 000 invånare", "SE").rate
    'per 1 000 invånare'
    """
    if match := _PER.search(header):
        return HeaderUnit(rate=match["words"])
    levels = header.split(" / ")
    candidates = [*_BRACKETS.findall(header), *levels, *re.split(r",| i ", header)[1:]]
    for words in reversed(candidates):
        printed = _BEFORE.sub("", words.strip(" .:"))
        after = read_after(f"1 {printed}", 1, country)
        if after.last == len(printed) + 2 and (after.multiplier > 1 or units_kind(after.unit) in _LABELS):
            return HeaderUnit(after.unit, after.multiplier)
    return HeaderUnit()


# "Larm" is what a column counts, not a unit that its figures lack.
_LABELS = ("money", "percent")


def units_kind(unit: str) -> str:
    """Return the kind of a unit; empty for none."""
    return units()[unit].kind if unit else ""


def cell_units(document: Document, country: str) -> Callable[[int], HeaderUnit]:
    """Return a function: line of the document -> the unit that the header of its column, or its row's label, names.

    Examples
    --------
    >>> from pathlib import Path
    >>> from ehealth_stats.ingestion.documents.blocks import Grid
    >>> table = Table(0, "", ("Kommun", "Kostnad (tkr)"), Grid([["Ånge", 450]]), numbers=(0,))
    >>> [tuple(cell_units(Document(Path("a"), (table,)), "SE")(line)) for line in (0, 1)]
    [('', 1.0, ''), ('SEK', 1000.0, '')]
    """
    lines = document.lines

    @cache
    def row_labels(block: int) -> list[str]:
        table = document.content[block]
        return table.column(0) if isinstance(table, Table) and table.width else []

    @cache
    def read(label: str) -> HeaderUnit:
        return read_header_unit(label, country)

    def unit(line: int) -> HeaderUnit:
        block, row, column = (int(values[line]) for values in (lines.block, lines.row, lines.column))
        table = document.content[block]
        if not isinstance(table, Table) or row < 0 or column <= 0:
            return HeaderUnit()
        header = table.header[column] if column < len(table.header) else ""
        found = read(header)
        return found if found != HeaderUnit() else read(row_labels(block)[row])

    return unit


def in_unit(quantity: Quantity, given: HeaderUnit) -> Quantity:
    """Give a figure without a unit that of its header; what is multiplied or a percentage is rounded as printed.

    Examples
    --------
    >>> bare = Quantity(0, 3, 0, 3, 450.0, 450.0, 450.0, "exact")
    >>> made = in_unit(bare, HeaderUnit("SEK", 1000.0))
    >>> made.value, made.lower, made.upper, made.unit, made.qualifier
    (450000.0, 449500.0, 450500.0, 'SEK', 'rounded')
    """
    if quantity.unit or given.rate or given == HeaderUnit():
        return quantity
    is_whole = qualifiers()[quantity.qualifier].precision == "unit"
    rounded = is_whole and (given.multiplier > 1 or units_kind(given.unit) == "percent")
    half = 0.5 if rounded else 0.0
    bounds = (quantity.value, quantity.lower - half, quantity.upper + half)
    value, lower, upper = (decimal_product(number, given.multiplier) for number in bounds)
    qualifier = plain_qualifier(rounded=True) if rounded else quantity.qualifier
    return replace(quantity, unit=given.unit, qualifier=qualifier, value=value, lower=lower, upper=upper)
