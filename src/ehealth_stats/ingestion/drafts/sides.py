"""Which side of a table names the areas: the tables of a document -> their sides, with the area of each row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ehealth_stats.codelists import area_level
from ehealth_stats.codelists.words import fold, words
from ehealth_stats.errors import CodeListError
from ehealth_stats.ingestion.documents import Table
from ehealth_stats.ingestion.figures.of_document.figures import Figures
from ehealth_stats.ingestion.recipes.table.row_areas import AreaReader, RowName

_LEAST_AREAS = 2


@dataclass(frozen=True)
class Side:
    """A table looked at from the side that names the areas: `labels` say what is counted.

    `names` are the codes of areas by their position; that of a sum is empty.
    """

    table: Table
    turned: bool
    labels: Sequence[str]
    names: Mapping[int, str]
    at: int

    @cached_property
    def municipalities(self) -> Mapping[int, str]:
        """The positions and codes of municipalities."""
        return {at: code for at, code in self.names.items() if code and area_level(code) == "municipality"}

    def texts(self, label: int) -> dict[int, str]:
        """Return the texts beside the areas, under a label."""
        if self.turned:
            return {at: self.table.column(at)[label] for at in self.names}
        column = self.table.column(label)
        return {at: column[at] for at in self.names}

    def place(self, area: int, label: int) -> tuple[int, int, int]:
        """Return table, row and column of a figure."""
        return (self.table.index, label, area) if self.turned else (self.table.index, area, label)

    def are_codes(self, label: int) -> bool:
        """Tell a column that repeats the code of each municipality."""
        texts = self.texts(label)
        return all(texts[at].strip() == code[3:] for at, code in self.municipalities.items())


def find_sides(figures: Figures, reader: AreaReader) -> Iterator[Side]:
    """Yield the side that names most municipalities of every table that names two or more."""
    named = _named(figures)
    for table in figures.document.tables:
        side = _side_of(table, named.get(table.index, {}), reader)
        if side:
            yield side


def _named(figures: Figures) -> dict[int, dict[tuple[int, int], str]]:
    """Return the cells that start with a municipality, by table."""
    document = figures.document
    named: dict[int, dict[tuple[int, int], str]] = {}
    for mention in figures.mentions:
        index = document.segment_at(mention.start)
        segment = document.segments[index]
        code = document.text[document.starts[index] : mention.start].strip()  # "2260 Ånge", "K-0301 Oslo"
        first = segment.table >= 0 and (not code or code.lstrip("K-").isdigit())
        # The code of a name that two municipalities bear is empty.
        if first and (not mention.code or area_level(mention.code) == "municipality"):
            named.setdefault(segment.table, {})[segment.row, segment.column] = mention.code
    return named


def _side_of(table: Table, named: Mapping[tuple[int, int], str], reader: AreaReader) -> Side | None:
    rows = {c: [r for r, column in named if column == c and r >= 0] for _, c in named}
    column = max(rows, key=lambda c: len(rows[c]), default=0)
    across = [c for r, c in named if r < 0 < c]
    if len(across) >= _LEAST_AREAS and len(across) > len(rows.get(column, ())):
        return Side(table, True, table.column(0), _read(reader, ["", *table.header[1:]]), -1)
    header = [*table.header, *[""] * (table.width - len(table.header))]
    enough = len(rows.get(column, ())) >= _LEAST_AREAS and bool(header[column])
    return (
        Side(table, False, header, _read(reader, table.column(column)) | _sums(table, column), column)
        if enough
        else None
    )


def _sums(table: Table, column: int) -> dict[int, str]:
    """Return the rows without a name that are sums by a word to the left."""
    names = table.column(column)
    left = [table.column(at) for at in range(column)]
    total = words("total")
    return {
        row: ""
        for row, name in enumerate(names)
        if not name.strip() and any(fold(texts[row]).strip(" :.") in total for texts in left)
    }


def _read(reader: AreaReader, names: Sequence[str]) -> dict[int, str]:
    """Return the area that each name stands for, by its position, as the reader of the entry would."""
    codes: dict[str, str] = {}
    for name in filter(str.strip, dict.fromkeys(names)):
        try:
            codes[name] = reader.read(RowName(name))
        except CodeListError:
            continue
    return {at: codes[name] for at, name in enumerate(names) if name in codes}
