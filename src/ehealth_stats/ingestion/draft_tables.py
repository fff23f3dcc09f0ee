"""Drafts of tables by municipality: a Document's tables -> entries with read = "table", and the cells they take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ehealth_stats.codelists import area_level, match_category, units
from ehealth_stats.codelists.areas import find_areas
from ehealth_stats.codelists.words import words
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.documents import Document, Table
from ehealth_stats.ingestion.figures import Figures
from ehealth_stats.ingestion.header_units import read_header_unit, units_kind
from ehealth_stats.ingestion.passages import find_passage
from ehealth_stats.ingestion.periods import find_periods
from ehealth_stats.ingestion.recipes import Selection

_LEAST_AREAS = 2
Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table by municipality: its anchor, what its columns count, and the places (table, row, column) of figures.

    Of a turned table the columns are its rows, and `areas` is empty.
    """

    find: Sequence[str]
    anchor: str
    areas: str
    periods: str
    columns: Mapping[str, str]
    skip: Sequence[str]
    kinds: Mapping[str, str]
    taken: Mapping[Place, str]

    @property
    def turned(self) -> bool:
        """Tell a table with a column an area."""
        return not self.areas


@dataclass(frozen=True, slots=True)
class _Side:
    """A table looked at from the side that names the areas: `names` by their position, `labels` of what is counted."""

    table: Table
    turned: bool
    labels: Sequence[str]
    names: Mapping[int, str]
    at: int

    def texts(self, label: int) -> dict[int, str]:
        """Return the texts beside the areas, under a label."""
        if self.turned:
            return {at: self.table.column(at)[label] for at in self.names}
        column = self.table.column(label)
        return {at: column[at] for at in self.names}

    def place(self, area: int, label: int) -> Place:
        """Return table, row and column of a figure."""
        return (self.table.index, label, area) if self.turned else (self.table.index, area, label)


def find_tables(figures: Figures) -> Iterator[DraftTable]:
    """Find every table that names municipalities in a column, or in its header, and has figures beside them.

    Left out are tables in which an area and period has several rows: what tells these apart no recipe can name.
    """
    document = figures.document
    kinds = _kinds(figures)
    for side in filter(None, map(_Sides(figures).of, document.tables)):
        dates = {at: side.texts(at) for at in range(len(side.labels)) if at != side.at and _are_periods(side, at)}
        when = next(iter(dates.values()), {})
        if len({(name, when.get(at, "")) for at, name in side.names.items()}) < len(side.names):
            continue
        found = {at: label for at, label in _counted(side, kinds).items() if at not in dates}
        anchor = _anchor(document, side)
        if found and anchor is not None:
            yield DraftTable(
                find=anchor,
                anchor=_first(side),
                areas="" if side.turned else side.labels[side.at],
                periods=next((side.labels[at] for at in dates), ""),
                columns={label: _category(label) for label in found.values()},
                skip=[] if side.turned else _nameless(side, found),
                kinds={label: _kind(label) for label in found.values()},
                taken={side.place(area, at): label for at, label in found.items() for area in side.names},
            )


class _Sides:
    """Finds which side of a table names the areas."""

    def __init__(self, figures: Figures) -> None:
        document = figures.document
        self.areas: dict[int, dict[tuple[int, int], str]] = {}
        for mention in figures.mentions:
            index = document.segment_at(mention.start)
            segment = document.segments[index]
            code = document.text[document.starts[index] : mention.start].strip()  # "2260 Ånge"
            first = segment.table >= 0 and (not code or code.isdigit())
            if first and area_level(mention.code) == "municipality":
                self.areas.setdefault(segment.table, {})[segment.row, segment.column] = mention.code

    def of(self, table: Table) -> _Side | None:
        """Return the side of a table that names most municipalities, or nothing if it is without names or labels."""
        named = self.areas.get(table.index, {})
        rows = {c: {r: code for (r, column), code in named.items() if column == c and r >= 0} for _, c in named}
        column = max(rows, key=lambda c: len(rows[c]), default=0)
        across = {c: code for (r, c), code in named.items() if r < 0 < c}
        if len(across) >= _LEAST_AREAS and len(across) > len(rows.get(column, ())):
            return _Side(table, True, table.column(0), across, -1)
        header = [*table.header, *[""] * (table.width - len(table.header))]
        enough = len(rows.get(column, ())) >= _LEAST_AREAS
        return _Side(table, False, header, rows[column], column) if enough and header[column] else None


def _kinds(figures: Figures) -> dict[Place, str]:
    """Return the kind of unit at each place in a table that holds a figure; bare digits are counts."""
    segments = figures.document.segments
    kinds = {(s.table, s.row, s.column): "" for s in segments if s.table >= 0 and s.text.isdigit()}
    for figure in figures.items:
        segment, unit = segments[figure.segment], figure.quantity.unit
        if segment.table >= 0:
            kinds[segment.table, segment.row, segment.column] = units()[unit].kind if unit else ""
    return kinds


def _are_periods(side: _Side, at: int) -> bool:
    """Tell a column in which nothing stands but dates, years and periods."""
    texts = [text.strip() for text in side.texts(at).values() if text.strip()]
    found = [(text, find_periods(text)) for text in texts]
    return bool(texts) and all(len(m) == 1 and m[0].end - m[0].start == len(text) for text, m in found)


def _counted(side: _Side, kinds: Mapping[Place, str]) -> dict[int, str]:
    """Return the labels under which half the areas have a figure; not those of codes, shares or twice the same."""
    found: dict[int, str] = {}
    for at, label in enumerate(side.labels):
        inside = [kinds[place] for area in side.names if (place := side.place(area, at)) in kinds]
        code = label.endswith(" code") and label.removesuffix(" code") in side.labels
        known = label and side.labels.count(label) == 1 and not code and at != side.at
        counts = "percent" not in (*inside, _kind(label)) and not read_header_unit(label, "SE").rate
        if known and counts and 2 * len(inside) >= len(side.names):
            found[at] = label
    return found


def _nameless(side: _Side, counted: Mapping[int, str]) -> list[str]:
    """Return the names of rows with figures that are no area and no total."""
    names = side.table.column(side.at)
    filled = {row for at in counted for row, text in enumerate(side.table.column(at)) if any(map(str.isdigit, text))}
    others = (names[row].strip() for row in sorted(filled - set(side.names)))
    return [
        name for name in others if name and name.casefold().strip(" :") not in words("total") and not find_areas(name)
    ]


def _kind(label: str) -> str:
    return units_kind(read_header_unit(label, "SE").unit)


def _category(header: str) -> str:
    for mention in reversed(find_periods(header)):
        header = header[: mention.start] + header[mention.end :]
    printed = header.casefold().replace(" / ", " ").split()
    kept = [word for word in printed if word not in words("part")]
    tries = (" ".join(kept[n:]) for n in range(len(kept)))
    code = next(filter(None, map(match_category, tries)), "_T")
    return "unclassified" if code == "_T" and len(kept) < len(printed) else code


def _first(side: _Side) -> str:
    return side.table.header[min(side.names)] if side.turned else side.labels[side.at]


def _anchor(document: Document, side: _Side) -> Sequence[str] | None:
    """Return the phrases that make the header's words find this table: none, or the words before the table."""
    index = side.table.index
    first = next(n for n, segment in enumerate(document.segments) if segment.table == index)
    before = document.segments[first - 1].text.strip(" :.") if first else ""
    for find in ([], [" ".join(before.split()[-6:])]):
        try:
            selection = Selection(find=tuple(filter(None, find)), table=_first(side))
            passage = find_passage(document, selection, "draft")
        except RecipeError:
            continue
        if document.segments[document.segment_at(passage.anchor)].table == index:
            return find
    return None
