"""Official statistics as they are downloaded: dimensions and their cells -> a grid with one row a cell.

| Region | Region code | År   | År code | value | status |
| Ånge   | 2260        | 2013 | 2013    | 450   |        |
| Timrå  | 2262        | 2013 | 2013    | 310 [p] | p    |        a status stands beside its number,
| Kramfors | 2282      | 2013 | 2013    | ..    |        |        a sign for a number in its place
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from ehealth_stats.codelists import units
from ehealth_stats.ingestion.documents.blocks import Grid
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.values import with_decimal_point
from ehealth_stats.languages.lexicon import EVERY, fold, words

VALUE, STATUS = "value", "status"
MISSING, SUPPRESSED, NIL = "..", "[c]", "0"
"""What stands in the place of a number that is missing, kept secret, or nil."""

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d{1,9}))?")
_BLANK_IN_NUMBER = re.compile(r"(?<=\d)\s(?=\d{3})")
_MOST_DIGITS = 400
_MOST_LETTERS, _NORMAL = 2, "a"


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the things that tell the cells of a cube apart, such as regions; `codes` may be empty."""

    label: str
    labels: Sequence[str]
    codes: Sequence[str] = ()

    def names(self) -> list[str]:
        """Return the columns that it fills."""
        return [self.label, f"{self.label} code"] if self.codes else [self.label]

    def texts(self) -> list[tuple[str, ...]]:
        """Return what each of its values writes in these columns."""
        return list(zip(self.labels, self.codes, strict=True)) if self.codes else [(label,) for label in self.labels]


def check_room(received: Received, dimensions: Iterable[Dimension]) -> int:
    """Return how many cells a cube has.

    Raises
    ------
    DocumentError
        If its table would be larger than the limit.
    """
    sizes, columns = [], 2
    for dimension in dimensions:
        sizes.append(len(dimension.labels))
        columns += len(dimension.names())
    cells = math.prod(sizes)
    if cells * columns > received.limits.cells:
        expected = f"at most {received.limits.cells} (cells)"
        hint = "download a part of it"
        raise received.error(f"the cube has {cells} cells in {columns} columns", expected=expected, hint=hint)
    return cells


def to_grid(name: str, dimensions: Sequence[Dimension], cells: Iterable[tuple[str, str]], unit: str = "") -> Grid:
    """Return a cube's cells, value and status each, as a grid under a header, which names the unit of all figures.

    Examples
    --------
    >>> to_grid("Larm", [Dimension("Region", ["Ånge"], ["2260"])], [("450", "")]).rows
    [['Region', 'Region code', 'value', 'status'], ['Ånge', '2260', '450', '']]
    """
    # "1000 kr" in brackets is a unit, and no figure.
    said = f"({_BLANK_IN_NUMBER.sub('', unit)})" if unit[:1].isdigit() else unit
    value = f"{VALUE} / {said}" if tells(unit) else VALUE
    header = [*(name for dimension in dimensions for name in dimension.names()), value, STATUS]
    keys = product(*(dimension.texts() for dimension in dimensions))
    told = ((value, "" if value == status else status) for value, status in cells)
    rows = [[*(text for key in keyed for text in key), *cell] for keyed, cell in zip(keys, told, strict=True)]
    return Grid([header, *rows], name, titled=True)


def tells(unit: str) -> bool:
    """Tell a unit that changes what a number says: money, a share, thousands; not "antal" (number).

    Examples
    --------
    >>> [tells(unit) for unit in ("tkr", "procent", "1 000 personer", "tusental", "antal")]
    [True, True, True, True, False]
    """
    counted = (word for listed in units().values() if listed.kind in ("money", "percent") for word in listed.words)
    scales = {*words("multiplier", EVERY), *words("header_multiplier", EVERY)}
    known = {*scales, *words("currency", EVERY), *map(str.casefold, counted)}
    return any(word in known or word[0].isdigit() for word in fold(unit).replace(",", " ").split())


def in_units(
    cells: Sequence[tuple[str, str]], dimensions: Sequence[Dimension], units_of: Mapping[str, str]
) -> tuple[Sequence[tuple[str, str]], str]:
    """Return the unit of all cells, or the cells with their own, where the values of a dimension have several.

    Examples
    --------
    >>> in_units([("450", ""), ("9", "")], [Dimension("Tabell", ["Kostnad", "Larm"])], {"Kostnad": "tkr"})
    ([('450 tkr', ''), ('9', '')], '')
    """
    named = {name: unit for name, unit in units_of.items() if name and tells(unit)}
    sizes = [len(dimension.labels) for dimension in dimensions]
    for at, dimension in enumerate(dimensions):
        codes = dimension.codes or dimension.labels
        given = [named.get(label) or named.get(code, "") for label, code in zip(dimension.labels, codes, strict=True)]
        if len({*given}) == 1 and given[0]:
            return cells, given[0]
        if any(given):
            step = math.prod(sizes[at + 1 :])
            ranks = (number // step % sizes[at] for number in range(len(cells)))
            units_here = (given[rank] for rank in ranks)
            return [_in_unit(*cell, unit) for cell, unit in zip(cells, units_here, strict=True)], ""
    return cells, units_of.get("", "")


def _in_unit(value: str, status: str, unit: str) -> tuple[str, str]:
    number, blank, mark = value.partition(" ")
    return (with_decimal_point(f"{number} {unit}{blank}{mark}") if unit and is_number(number) else value), status


def marked(number: str, status: str) -> str:
    """Return a number with its status beside it, if that is more than "normal" and one or two letters.

    Examples
    --------
    >>> marked("310", "p"), marked("310", "A"), marked("310", "bp"), marked("310", "se not 1")
    ('310 [p]', '310', '310 [b] [p]', '310')
    """
    if not status:
        return with_decimal_point(number)
    letters = status.lower()
    told = letters.isalpha() and len(letters) <= _MOST_LETTERS and letters != _NORMAL
    return with_decimal_point(" ".join([number, *(f"[{letter}]" for letter in letters if told)]))


def in_place(status: str) -> str:
    """Return what stands in the place of a number that a status says to be missing or kept secret.

    Examples
    --------
    >>> in_place(":"), in_place("Q"), in_place("-"), in_place("uppgift saknas")
    ('[c]', '[c]', '..', 'uppgift saknas')
    """
    if fold(status) in words("suppressed_status", EVERY):
        return SUPPRESSED
    return status if len(status) > _MOST_LETTERS + 1 else MISSING


def scale_word(power: int) -> str:
    """Return the word for a power of ten, empty where there is none.

    Examples
    --------
    >>> scale_word(3), scale_word(2)
    ('thousand', '')
    """
    return next((word for word, code in words("power_of_ten", EVERY).items() if int(code) == power), "")


def is_number(text: str) -> bool:
    """Tell a number as the formats for statistics write it.

    Examples
    --------
    >>> is_number("-1.5e3"), is_number("..")
    (True, False)
    """
    return bool(_NUMBER.fullmatch(text))


def plain(number: str) -> str:
    """Print a number without exponent, all its digits as they are in the file.

    Examples
    --------
    >>> plain("4.5e2"), plain("10.125"), plain("1e999999999")
    ('450', '10.125', '#NUM!')
    """
    exponent = _NUMBER.fullmatch(number)
    if exponent and exponent[1]:
        if abs(int(exponent[1])) > _MOST_DIGITS:
            return "#NUM!"
        number = f"{Decimal(number):f}"
    return number
