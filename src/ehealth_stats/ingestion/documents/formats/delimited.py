"""Delimited text (.csv, .tsv) -> one grid; its first row is the header unless it holds figures."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from ehealth_stats.ingestion.documents.blocks import Content, Grid, has_text
from ehealth_stats.ingestion.documents.formats.html import nested_too_deeply
from ehealth_stats.ingestion.documents.formats.plain_text import has_tags, without_markup
from ehealth_stats.ingestion.documents.intake.encoding import decode_lines
from ehealth_stats.ingestion.documents.intake.kind import Format
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.layout.sheets import are_words, split_titled

_DELIMITERS = (";", "\t", "|", ",")
_NAMED = "sep="  # what a spreadsheet writes into the first line, and the delimiter
_SAMPLE_ROWS = 50
_FEWEST_ROWS = 3  # that tell how long a row is


def read_delimited(received: Received) -> Content:
    """Read a delimited file; the delimiter is the one of ; tab | , that cuts most rows alike.

    Titles above the header and notes below the last row are paragraphs. Nothing is taken for a missing value.

    Raises
    ------
    DocumentError
        If its encoding can't be told, a line is too long or its quotes are broken.
    """
    decoded = decode_lines(received)
    lines = decoded.text.splitlines(keepends=True)
    opening = lines[0] if lines and lines[0].startswith(_NAMED) else ""
    named = opening[len(_NAMED) :][:1] if opening and not opening[len(_NAMED) + 1 :].strip() else ""
    named = named.strip("\r\n")
    lines = lines[1:] if named else lines
    try:
        rows = list(csv.reader(lines, delimiter=named if named else _delimiter(lines), strict=True))
        if has_tags(decoded.text):
            shown = cache(without_markup)
            rows = [list(map(shown, row)) for row in rows]
    except RecursionError as error:
        raise nested_too_deeply(received) from error
    except csv.Error as error:
        hint = "check the quotes, or save it again from a spreadsheet"
        raise received.error(f"the table can't be read: {error}", hint=hint) from error
    first = next((row for row in rows if sum(map(has_text, row)) > 1), [])
    grid = Grid(rows, received.path.stem, titled=are_words(first))
    return Content(split_titled(grid), decoded.encoding, (*decoded.notes, *_cut(received, rows)))


def _cut(received: Received, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Tell a last row without a line end that is shorter than all others, which are alike."""
    widths = [len(row) for row in rows if row]
    is_open = received.data.rstrip(b"\0")[-1:] not in b"\r\n"
    if is_open and len(widths) > _FEWEST_ROWS and len(set(widths[:-1])) == 1 and widths[-1] < widths[0]:
        yield f"the last row has {widths[-1]} of {widths[0]} cells and no line end: it may have been cut off"


def _delimiter(lines: list[str]) -> str:
    """Return the delimiter by which most rows have one and the same width above 1; decimal commas seldom do that."""
    return max(_DELIMITERS, key=lambda delimiter: _agreement(lines, delimiter))


def _agreement(lines: list[str], delimiter: str) -> tuple[float, int]:
    """Return which share of the first rows has one and the same width, and that width, where a delimiter cuts them."""
    rows = islice((row for row in csv.reader(lines, delimiter=delimiter) if row), _SAMPLE_ROWS)
    widths = Counter(map(len, rows))
    width, rows_of_it = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    return (rows_of_it / widths.total(), width) if width > 1 else (0.0, 0)


FORMAT = Format((".csv", ".tsv"), read_delimited)
