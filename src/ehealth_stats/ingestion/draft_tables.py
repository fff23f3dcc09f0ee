"""Drafts of tables by municipality: a Document's tables -> entries with read = "table", and the cells they take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ehealth_stats.codelists import area_level, match_category
from ehealth_stats.codelists.words import words
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.documents import Document, Table
from ehealth_stats.ingestion.figures import Figures
from ehealth_stats.ingestion.passages import find_passage
from ehealth_stats.ingestion.periods import find_periods
from ehealth_stats.ingestion.recipes import Selection

_LEAST_AREAS = 2
Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table by municipality: its anchor, its columns, and the places (table, row, column) of its figures."""

    find: Sequence[str]
    anchor: str
    areas: str
    columns: Mapping[str, str]
    taken: frozenset[Place]


def find_tables(figures: Figures) -> Iterator[DraftTable]:
    """Find every table with a header that has a column of municipalities and columns of figures."""
    document = figures.document
    cells = _cells_with_figures(figures)
    names = _cells_with_areas(figures)
    for table in document.tables:
        rows = {
            column: {row for t, row, c in names if (t, c) == (table.index, column)} for column in range(table.width)
        }
        column = max(rows, key=lambda c: len(rows[c]), default=0)
        if not rows or len(rows[column]) < _LEAST_AREAS or not _name(table, column):
            continue
        found = _value_columns(table, column, rows[column], cells)
        anchor = _anchor(document, table, column)
        if found and anchor is not None:
            taken = {p for p in cells if p[0] == table.index and _name(table, p[2]) in found}
            yield DraftTable(anchor, _name(table, column), _name(table, column), found, frozenset(taken))


def _name(table: Table, column: int) -> str:
    return table.header[column] if column < len(table.header) else ""


def _cells_with_figures(figures: Figures) -> set[Place]:
    segments = figures.document.segments
    listed = [segments[figure.segment] for figure in figures.items]
    listed += [segment for segment in segments if segment.text.isdigit()]
    return {(s.table, s.row, s.column) for s in listed if s.table >= 0 and s.row >= 0}


def _cells_with_areas(figures: Figures) -> set[Place]:
    document = figures.document
    found = set()
    for mention in figures.mentions:
        segment = document.segments[document.segment_at(mention.start)]
        starts = document.starts[document.segment_at(mention.start)] == mention.start
        if segment.table >= 0 and segment.row >= 0 and starts and area_level(mention.code) == "municipality":
            found.add((segment.table, segment.row, segment.column))
    return found


def _value_columns(table: Table, areas: int, rows: set[int], cells: set[Place]) -> dict[str, str]:
    """Return the headers of the columns in which half the municipalities have a figure, with their category."""
    found: dict[str, str] = {}
    for column in range(table.width):
        filled = sum((table.index, row, column) in cells for row in rows)
        if column != areas and _name(table, column) and 2 * filled >= len(rows):
            found[_name(table, column)] = _category(_name(table, column))
    return found


def _category(header: str) -> str:
    if any(mention.period.dated for mention in find_periods(header)):
        return ""
    printed = header.casefold().split()
    kept = [word for word in printed if word not in words("part")]
    tries = (" ".join(kept[n:]) for n in range(len(kept)))
    code = next(filter(None, map(match_category, tries)), "_T")
    return "unclassified" if code == "_T" and len(kept) < len(printed) else code


def _anchor(document: Document, table: Table, column: int) -> Sequence[str] | None:
    """Return the phrases that make the header's words find this table: none, or the words before the table."""
    first = next(n for n, segment in enumerate(document.segments) if segment.table == table.index)
    before = document.segments[first - 1].text.strip(" :.") if first else ""
    for find in ([], [" ".join(before.split()[-6:])]):
        try:
            passage = find_passage(
                document, Selection(find=tuple(filter(None, find)), table=_name(table, column)), "draft"
            )
        except RecipeError:
            continue
        if document.segments[document.segment_at(passage.anchor)].table == table.index:
            return find
    return None
