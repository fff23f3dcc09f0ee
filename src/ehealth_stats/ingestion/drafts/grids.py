"""Tables whose rows are no areas -> entries: one by category where each row has one figure, else one for each cell.

| Post         | Budget 2012 | Utfall 2012 |       | Roll      | Antal |
| Bidrag       | 1 500       | 1 480       |       | Läkare    | 25    |      one entry reads all rows
| Egeninsats   | 900         | 720         |       | Summa     | 120   |
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from ehealth_stats.codelists import categories, indicators, match_category, units
from ehealth_stats.ingestion.documents import Document, Segment, Table
from ehealth_stats.ingestion.drafts.entry import (
    A_RATE,
    A_TIME,
    CHECK,
    Draft,
    Places,
    anchor_values,
    is_rate,
    is_time,
    to_toml,
    write_entry,
)
from ehealth_stats.ingestion.drafts.labels import Phrases, Words
from ehealth_stats.ingestion.drafts.meaning import BUDGET, UNKNOWN, Meaning, Reader, units_kind, used_part
from ehealth_stats.ingestion.drafts.surroundings import Outline, Surroundings
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.figures.of_document.header_units import HeaderUnit, read_header_unit, read_unit
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.text.periods import find_periods, without_periods
from ehealth_stats.ingestion.text.units import unit_words
from ehealth_stats.languages.lexicon import EVERY, fold, words

_LEAST_KNOWN = 2
_SURE, _LIKELY, _UNSURE = 3, 2, 1
_MOST_WORDS = 3
_MOST_LABEL = 80


@dataclass(frozen=True, slots=True)
class _Cell:
    """A figure alone in its cell, with the label of its row and the header of its column."""

    figure: Figure
    label: str
    header: str
    meaning: Meaning
    is_sum: bool
    is_counted: bool


def is_bare(outline: Outline, figure: Figure) -> bool:
    """Tell a figure that is all that its cell holds, but for its unit."""
    text = outline.segments[figure.segment].text
    if any(outline.lines_of_cell(figure.segment)):
        return False
    rest = text[: figure.quantity.first] + text[figure.quantity.last :]
    return len(rest.split()) < _MOST_WORDS and not any(map(str.isdigit, rest))


def draft_grids(reader: Reader, places: Places, figures: Sequence[Figure], country: str) -> Iterator[Draft]:
    """Write the entries of all tables in which bare figures stand behind labels."""
    document = places.document
    by_table: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_table[document.segments[figure.segment].table].append(figure)
    for index, found in by_table.items():
        grid = _Grid(reader, places, document.tables[index], country)
        yield from grid.entries(found)


class _Grid:
    """One table: its titles, the unit that they give, and what its cells mean."""

    def __init__(self, reader: Reader, places: Places, table: Table, country: str) -> None:
        self.reader, self.places, self.table, self.country = reader, places, table, country
        self.titles = [*_titles(places.document, table)]
        told = [
            *self.titles,
            table.header[0] if table.header else "",
            _line_behind(reader.outline, places.document, table),
        ]
        self.unit = next(filter(_is_said, (read_header_unit(text, country) for text in told)), HeaderUnit())

    def entries(self, figures: Sequence[Figure]) -> Iterator[Draft]:
        """Yield one entry by category, or one for each cell."""
        counted = self._counted(figures)
        cells = [self._cell(figure, counted) for figure in figures]
        used = {cell.header for cell in cells if _says_used(self.reader.categories, cell.header)}
        if entry := self._by_category(cells):
            yield entry
            return
        rows = Counter((cell.meaning.area, cell.header) for cell in cells if cell.meaning.area)
        for cell in cells:
            draft = self._single(cell, cell.header in used, bool(used))
            yield replace(draft, why=_APART) if rows[cell.meaning.area, cell.header] > 1 else draft

    def _counted(self, figures: Sequence[Figure]) -> set[int]:
        """Return the columns with a number that is no year: 2000 among sums of money is none either."""
        document = self.places.document
        numbers = [figure for figure in figures if not math.isnan(figure.quantity.value)]
        return {document.segments[one.segment].column for one in numbers if not is_time(document, one)}

    def _cell(self, figure: Figure, counted: Collection[int]) -> _Cell:
        segment = self.places.document.segments[figure.segment]
        header = self.table.header[segment.column] if segment.column < len(self.table.header) else ""
        row = self.table.rows[segment.row][: segment.column] if segment.row >= 0 else ()
        label = next((text for text in row if any(map(str.isalpha, text))), "")
        around = self.reader.outline.around(figure)
        start = len(label) + 1
        said = Surroundings(
            f"{label} {segment.text}",
            start,
            start + figure.end - figure.start,
            (header, *self.titles, *around.heads),
            around.area,
        )
        is_sum = fold(label).strip(" :.") in {*words("total", EVERY), *words("row_whole", EVERY)}
        is_counted = segment.column in counted
        return _Cell(figure, label, header, self._meaning(figure, said, is_sum), is_sum, is_counted)

    def _meaning(self, figure: Figure, said: Surroundings, is_sum: bool) -> Meaning:
        """Read a cell; what the header says of its time and role counts before the title."""
        unit = read_header_unit(said.heads[0], self.country)
        unit = unit if _is_said(unit) else self.unit
        quantity = (
            figure.quantity._replace(unit=unit.unit) if unit.unit and not figure.quantity.unit else figure.quantity
        )
        if not quantity.unit and self._is_money(said):
            quantity = quantity._replace(unit=self.reader.currency)
        if not quantity.unit:
            quantity = quantity._replace(unit=_counted(said.heads[0]))
        meaning = self.reader.read(replace(figure, quantity=quantity), said)
        mentions = find_periods(said.heads[0])
        is_target = units_kind(quantity) != "money" and self.reader.opens_targets(said.heads[0])
        planned = meaning.target or any(word in words("planned", EVERY) for word in fold(said.heads[0]).split())
        printed = "" if figure.quantity.unit else _printed(unit, self.country)
        return replace(
            meaning,
            period=mentions[0].period.edtf if mentions else meaning.period,
            role="planned" if planned else meaning.role,
            target=meaning.target if is_target else "",
            unit=meaning.unit or printed,
            breakdown="_T" if is_sum else meaning.breakdown,
        )

    def _is_money(self, said: Surroundings) -> bool:
        """Tell a cell whose nearest words name money: "Tilskot" in a table called "Rekneskap"."""
        for words_of in said.texts()[: 2 + len(self.titles)]:
            found = self.reader.indicators.find(words_of.text)
            if found:
                return all(units()[indicators()[label.codes[0]].unit].kind == "money" for label in found)
        return False

    def _by_category(self, cells: Sequence[_Cell]) -> Draft | None:
        """Return the one entry that reads a figure of each row, if the code list knows two of the labels or more."""
        codes = {cell.label: "_T" if cell.is_sum else cell.meaning.breakdown for cell in cells}
        known = [code for code in codes.values() if code != "_T"]
        if len(codes) < len(cells) or "" in codes or len(known) < _LEAST_KNOWN or len(set(known)) < len(known):
            return None
        if len({cell.header for cell in cells}) > 1:
            return None
        first = next(cell for cell in cells if cell.meaning.breakdown != "_T")
        named = {
            label: "unclassified" if code == "_T" and not _is_total(label) else code
            for label, code in codes.items()
            if match_category(label) != code
        }
        listed = ", ".join(f"{to_toml(mask(label))} = {to_toml(code)}" for label, code in named.items())
        indicator = first.meaning.indicator
        values = {
            "indicator": indicator if indicator != UNKNOWN else self._titled(first),
            "period": first.meaning.period,
            "unit": first.meaning.unit,
            "role": first.meaning.role,
            **self._anchor(cells),
            "read": "by category",
        }
        text = write_entry("observations", values, ["indicator", "period", "role"])
        named_codes = f"\ncategories = {{ {listed} }}{CHECK}" if listed else ""
        return Draft(text + named_codes, _SURE, frozenset(cell.figure.start for cell in cells))

    def _titled(self, cell: _Cell) -> str:
        """Return the indicator that the titles name, of a table whose labels name none."""
        texts = [Words(title) for title in self.titles]
        return self.reader.indicator(cell.figure.quantity, [Words(""), *texts], "").code or UNKNOWN

    def _anchor(self, cells: Sequence[_Cell]) -> dict[str, str | Sequence[str]]:
        """Return the words that lead to the first label of the table, after its title where that is needed."""
        label = cells[0].label
        at = int(self.places.starts[self.places.document.segment_at(cells[0].figure.start)])
        title = next((title for title in self.titles if title), "")
        first = next((s for s in self.table.segments if s.text.startswith(label)), None)
        alone = first is not None and self._is_first(label, at)
        return {"find": [] if alone or not title else [title], "table": label}

    def _is_first(self, label: str, at: int) -> bool:
        segments = self.places.document.segments
        found = next((n for n, s in enumerate(segments) if s.table >= 0 and s.text.startswith(label)), -1)
        return found >= 0 and segments[found].table == self.table.index

    def _single(self, cell: _Cell, is_used: bool, has_used: bool) -> Draft:
        meaning = cell.meaning
        if meaning.target:
            return self._target(cell)
        is_money = meaning.indicator == BUDGET
        breakdown = used_part(meaning.breakdown) if is_used and is_money else meaning.breakdown
        role = "planned" if has_used and is_money and not is_used else meaning.role
        role = "stated_total" if cell.is_sum and not role else role
        values = {
            "indicator": meaning.indicator,
            "breakdown": breakdown if breakdown != "_T" else "",
            "area": meaning.area,
            "period": meaning.period,
            "unit": meaning.unit,
            "role": role,
            **anchor_values(self.places.anchor(cell.figure)),
        }
        text = write_entry("observations", values, ["indicator", "breakdown", "period", "role"])
        why = "" if meaning.is_known else _NAMELESS
        why = A_RATE if is_rate(self.places.document, cell.figure) else why
        why = A_TIME if not cell.is_counted and is_time(self.places.document, cell.figure) else why
        is_item = is_money and breakdown in ("_T", "used") and not cell.is_sum
        strength = _LIKELY if meaning.is_known and not is_item else _UNSURE
        return Draft(text, strength, frozenset([cell.figure.start]), why)

    def _target(self, cell: _Cell) -> Draft:
        """Return the entry of a figure below "Mål 2015", in a table whose rows are no areas."""
        meaning = cell.meaning
        values = {
            "indicator": meaning.indicator,
            "kind": meaning.target,
            "label": mask(f"{cell.label}: {self.places.document.segments[cell.figure.segment].text}")[:_MOST_LABEL],
            "breakdown": meaning.breakdown if meaning.breakdown != "_T" else "",
            "due": meaning.period,
            **anchor_values(self.places.anchor(cell.figure)),
        }
        text = write_entry("targets", values, ["indicator", "kind", "label", "due", "breakdown"])
        why = "" if meaning.is_known else _NAMELESS
        return Draft(text, _LIKELY if meaning.is_known else _UNSURE, frozenset([cell.figure.start]), why)


_APART = "areas have several rows, and nothing tells these apart"
_NAMELESS = "neither its row nor its column nor a title names an indicator of the code lists"


def _titles(document: Document, table: Table) -> Iterator[str]:
    """Yield what stands above the header: titles in the table, the two lines before it, the sheet's name."""
    yield from (table.grid.text(number, 0) for number in reversed(table.heads[:-1]))
    at = document.content.index(table)
    yield from (block.text for block in reversed(document.content[max(at - 2, 0) : at]) if isinstance(block, Segment))
    yield from filter(None, [table.name])


def _line_behind(outline: Outline, document: Document, table: Table) -> str:
    """Return the short line without a figure below a table: "Tall i tusen kroner."."""
    at = document.content.index(table) + 1
    block = document.content[at] if at < len(document.content) else None
    text = block.text if isinstance(block, Segment) and block.kind != "heading" else ""
    is_short = len(text.split()) <= _MOST_NOTE
    return text if is_short and not outline.counts(int(np.searchsorted(document.lines.block, at))) else ""


_MOST_NOTE = 6  # words


def _is_said(unit: HeaderUnit) -> bool:
    return unit != HeaderUnit()


def _is_total(label: str) -> bool:
    return fold(label).strip(" :.") in words("total", EVERY)


def _says_used(phrases: Phrases, header: str) -> bool:
    return any(
        categories()[code].state == "used" for label in phrases.find(without_periods(header)) for code in label.codes
    )


def _counted(header: str) -> str:
    """Return the unit that the last noun of a header names: "Antall kurs" events, "Antall deltakere" persons."""
    known = {**words("head", EVERY), **unit_words()}
    named = (known.get(word, "") for word in reversed(fold(without_periods(header)).split()))
    return next((unit for unit in named if unit and units()[unit].kind == "count"), "")


@cache
def _printed(unit: HeaderUnit, country: str) -> str:
    """Return a word that a recipe can name a unit by: "tkr" for thousands."""
    if unit.multiplier == 1:
        return unit.unit
    return next((word for word in words("money", EVERY) if read_unit(word, country) == unit), "")
