"""Official statistics as they are downloaded: dimensions and their cells -> a grid with one row a cell.

| Region | Region code | År   | År code | value | status |
| Ånge   | 2260        | 2013 | 2013    | 450   |        |
| Timrå  | 2262        | 2013 | 2013    |       | ..     |
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from ehealth_stats.ingestion.documents.blocks import Grid
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.values import unambiguous

VALUE, STATUS = "value", "status"

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d{1,9}))?")
_MOST_DIGITS = 400


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


def to_grid(name: str, dimensions: Sequence[Dimension], cells: Iterable[tuple[str, str]]) -> Grid:
    """Return a cube's cells, value and status each, as a grid under a header.

    Examples
    --------
    >>> to_grid("Larm", [Dimension("Region", ["Ånge"], ["2260"])], [("450", "")]).rows
    [['Region', 'Region code', 'value', 'status'], ['Ånge', '2260', '450', '']]
    """
    header = [*(name for dimension in dimensions for name in dimension.names()), VALUE, STATUS]
    keys = product(*(dimension.texts() for dimension in dimensions))
    rows = [[*(text for key in keyed for text in key), *cell] for keyed, cell in zip(keys, cells, strict=True)]
    return Grid([header, *rows], name, titled=True)


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
    ('450', '10.1250', '#NUM!')
    """
    exponent = _NUMBER.fullmatch(number)
    if exponent and exponent[1]:
        if abs(int(exponent[1])) > _MOST_DIGITS:
            return "#NUM!"
        number = f"{Decimal(number):f}"
    return unambiguous(number)
