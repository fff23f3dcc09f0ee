"""Delimited text: .csv, .tsv -> one grid whose first row is the header."""

import csv
from collections import Counter
from itertools import islice
from pathlib import Path

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.blocks import Content, Grid, GridCell, to_paragraphs
from ehealth_stats.ingestion.documents.encoding import decode

_DELIMITERS = (";", "\t", "|", ",")
_SAMPLE_ROWS = 50


def read_delimited(data: bytes, path: Path) -> Content:
    """Read a delimited file; the delimiter is the one of ; tab | , that cuts most rows alike.

    Raises
    ------
    DocumentError
        If its encoding can't be told or its quotes are broken.
    """
    decoded = decode(data, path)
    try:
        lines = csv.reader(decoded.text.splitlines(keepends=True), delimiter=_delimiter(decoded.text), strict=True)
        cells = tuple(
            GridCell(to_paragraphs(text), row, column)
            for row, line in enumerate(lines)
            for column, text in enumerate(line)
        )
    except csv.Error as error:
        hint = "check the quotes, or save it again from a spreadsheet"
        raise DocumentError(f"the table can't be read: {error}", where=str(path), hint=hint) from error
    return Content((Grid(cells, path.stem, titled=True),), decoded.encoding, decoded.notes)


def _delimiter(text: str) -> str:
    """Return the delimiter by which most rows have one and the same width above 1; decimal commas seldom do that."""
    lines = text.splitlines(keepends=True)
    return max(_DELIMITERS, key=lambda delimiter: _agreement(lines, delimiter))


def _agreement(lines: list[str], delimiter: str) -> tuple[float, int]:
    rows = islice((row for row in csv.reader(lines, delimiter=delimiter) if row), _SAMPLE_ROWS)
    widths = Counter(map(len, rows))
    width, rows_of_it = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    return (rows_of_it / widths.total(), width) if width > 1 else (0.0, 0)
