"""The unit that a header or title gives to all figures below it: "Kostnad (tkr)" -> thousands of kronor."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from ehealth_stats.codelists import CodeLists, in_use, plain_qualifier, qualifiers, units
from ehealth_stats.ingestion.documents import Document, Segment, Table
from ehealth_stats.ingestion.documents.blocks import has_text
from ehealth_stats.ingestion.figures.model import Quantity
from ehealth_stats.ingestion.figures.words_around import read_after
from ehealth_stats.ingestion.text.nouns import unit_of_compound
from ehealth_stats.ingestion.text.periods import without_periods
from ehealth_stats.ingestion.text.rules import LINES, Text, find_said
from ehealth_stats.ingestion.text.units import unit_words
from ehealth_stats.languages.lexicon import EVERY, any_of, fold, words
from ehealth_stats.schema import decimal_product

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_GROUP = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009.](?=000(?!\d))")


class HeaderUnit(NamedTuple):
    """A unit, empty where the header names none, and a multiplier; `rate` holds "per 1 000 invånare" (inhabitants)."""

    unit: str = ""
    multiplier: float = 1.0
    rate: str = ""


def read_header_unit(header: str, country: str) -> HeaderUnit:
    """Read the unit in a header: in brackets, behind a comma or "i" (in), as a level of its own, or its last words.

    Examples
    --------
    >>> [tuple(read_header_unit(text, "SE")) for text in ("Kostnad (tkr)", "Andel, %", "Larm", "Larm / 1000 kr")]
    [('SEK', 1000.0, ''), ('percent', 1.0, ''), ('', 1.0, ''), ('SEK', 1000.0, '')]
    >>> headers = ("Budsjett (i 1 000 kroner)", "Budsjett MNOK", "Antall (1000-tall)")
    >>> [tuple(read_header_unit(text, "NO")) for text in headers]
    [('NOK', 1000.0, ''), ('NOK', 1000000.0, ''), ('', 1000.0, '')]
    >>> read_header_unit("Larm per 1 000 invånare", "SE").rate
    'per 1 000 invånare'
    """
    return _read_header_unit(header, country, in_use())


_LONGEST_NOTE = 80
_LAST_ROWS = 4


def read_note_unit(note: str, country: str) -> HeaderUnit:
    """Read the multiplier that a note beside a table gives to its figures: wholly, in brackets, or behind "i" (in).

    Examples
    --------
    >>> [tuple(read_note_unit(text, "SE")) for text in ("Anm.: Belopp i tkr", "Källa: kommunerna", "450 tkr gick åt")]
    [('SEK', 1000.0, ''), ('', 1.0, ''), ('', 1.0, '')]
    """
    if len(note) > _LONGEST_NOTE:
        return HeaderUnit()
    text = _GROUP.sub("", note)
    parts = [*_BRACKETS.findall(text), text, *Text(text, EVERY, LINES).parted("before_parts_of_a_note")]
    found = (_unit(part.strip(" .:"), country, alone=True) for part in parts)
    return next((unit for unit in found if unit.multiplier > 1), HeaderUnit())


@lru_cache(maxsize=4096)
def _read_header_unit(header: str, country: str, _lists: CodeLists) -> HeaderUnit:
    """Read the unit in a header by the code lists that are in use."""
    if match := find_said("per_so_many", header, EVERY):
        return HeaderUnit(rate=header[slice(*match.span("words"))])
    header = _GROUP.sub("", header)
    levels = header.split(" / ")
    inside = [part for text in _BRACKETS.findall(header) for part in (*reversed(text.split(",")), text)]
    named = [*inside, *levels, *Text(header, EVERY, LINES).parted("before_parts_of_a_header")]
    tails = [" ".join(level.split()[-n:]) for level in levels for n in (3, 2, 1)]
    for text, alone in [*((text, True) for text in reversed(named)), *((text, False) for text in tails)]:
        unit = _unit(text.strip(" .:"), country, alone)
        if unit != HeaderUnit():
            return unit
    return HeaderUnit()


def _unit(printed: str, country: str, alone: bool) -> HeaderUnit:
    """Read words that are wholly a unit, "tkr", or a multiplier that no number is: "1000-tal kr", "kr 1000"."""
    before = find_said("before_a_unit", printed, EVERY)
    printed = printed[before.end() :] if before else printed
    if match := _multiplier_pattern().fullmatch(printed):
        rest = match["currency"] or match["rest"]
        money = read_after(Text(f"1 {rest}", EVERY), 1, country).unit if rest else ""
        if alone or not printed.isdigit():
            return HeaderUnit(money, float(words("header_multiplier", EVERY)[fold(match["multiplier"])]))
    after = read_after(Text(f"1 {printed}", EVERY), 1, country)
    whole = after.last == len(printed) + 2
    return (
        HeaderUnit(after.unit, after.multiplier)
        if whole and (after.multiplier > 1 or units_kind(after.unit) in _LABELS)
        else HeaderUnit()
    )


@cache
def _multiplier_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<currency>{any_of(EVERY, 'currency')})\s)?(?:[x×*]\s?|['’])?"
        rf"(?P<multiplier>{any_of(EVERY, 'header_multiplier')})(?:\s(?P<rest>[^\W\d].{{0,20}}))?",
        re.IGNORECASE,
    )


# "Larm" is what a column counts, not a unit that its figures lack.
_LABELS = ("money", "percent")


def units_kind(unit: str) -> str:
    """Return the kind of a unit; empty for none."""
    return units()[unit].kind if unit else ""


def read_unit(text: str, country: str) -> HeaderUnit:
    """Read a unit by its code or as it is printed; none where it is neither.

    Examples
    --------
    >>> [tuple(read_unit(text, "NO")) for text in ("percent", "tkr", "MNOK", "larm", "hester")]
    [('percent', 1.0, ''), ('NOK', 1000.0, ''), ('NOK', 1000000.0, ''), ('alarms', 1.0, ''), ('', 1.0, '')]
    """
    code = text if text in units() else unit_words().get(fold(text), "")
    return HeaderUnit(code) if code else read_header_unit(f"({text})", country) if text else HeaderUnit()


class TableUnits:
    """The units of a table: of headers, a column of units, the labels of rows, their header, and the titles above."""

    def __init__(self, table: Table, before: str, country: str, beside: Sequence[str] = ()) -> None:
        """Read a table with the paragraph before it, and the notes beside it."""
        self.table, self.country, self.beside = table, country, beside
        # kept by each table itself: a cache on the methods would keep every table that was ever read
        self._headed, self._cells, self.title = cache(self._unit_of_header), cache(table.column), cache(self._titled)
        above = [table.grid.text(number, 0) for number in table.heads[:-1]]
        self.titles = tuple(filter(None, [table.grid.sheet, *above, before, self._corner()]))

    def _corner(self) -> str:
        """Return the header of the labels, "Mkr" or "Belopp i tkr", if it names a unit and stands above no figures."""
        if not self.table.width or read_header_unit(self.header(0), self.country) == HeaderUnit():
            return ""
        labels = map(without_periods, self._cells(0))
        return self.header(0) if all(any(map(str.isalpha, text)) or not text.strip() for text in labels) else ""

    def of(self, row: int, column: int) -> HeaderUnit:
        """Return the unit of a cell: its header's, else its row's, else, if it counts nothing itself, a title's."""
        found, counts = self._headed(column)
        if found or row < 0 or column <= 0:
            return found or HeaderUnit()
        return self.row(row) or (HeaderUnit() if counts else self.title())

    def headed(self, column: int) -> HeaderUnit:
        """Return the unit of a column: that of its header, else, if that counts nothing itself, a title's."""
        found, counts = self._headed(column)
        return found or (HeaderUnit() if counts or column <= 0 else self.title())

    def _unit_of_header(self, column: int) -> tuple[HeaderUnit | None, bool]:
        """Return the unit that the header of a column names, or None, and whether it names what is counted."""
        found = read_header_unit(self.header(column), self.country)
        return found if found != HeaderUnit() else None, names_count(self.header(column))

    def header(self, column: int) -> str:
        """Return the header of a column, empty for none."""
        return self.table.header[column] if column < len(self.table.header) else ""

    def row(self, row: int) -> HeaderUnit | None:
        """Return the unit of a row: in its column of units, else in its label; None where it names none.

        A label of digits alone, as in a column of row numbers, names none: row 1000 is not in thousands.
        """
        for column in (*self.column, 0) if self.table.width else ():
            text = self._cells(column)[row]
            is_number = column not in self.column and text.strip().isdigit()
            unit = HeaderUnit() if is_number else read_header_unit(text, self.country)
            if unit != HeaderUnit():
                return unit
        return None

    @cached_property
    def column(self) -> list[int]:
        """The columns that say the unit of each row."""
        return [at for at, header in enumerate(self.table.header) if fold(header) in words("unit_column", EVERY)][:1]

    def _titled(self, kinds: tuple[str, ...] = ("money", "percent", "")) -> HeaderUnit:
        """Return the unit that a title names, of one of these kinds."""
        found = [read_header_unit(title, self.country) for title in reversed(self.titles)]
        found += [read_note_unit(note, self.country) for note in (*self.beside, *self._last_rows())]
        return next((unit for unit in found if unit != HeaderUnit() and units_kind(unit.unit) in kinds), HeaderUnit())

    def _last_rows(self) -> Iterator[str]:
        """Yield the words of the last rows that hold nothing beside: notes that stand in the table."""
        grid = self.table.grid
        for number in reversed(self.table.numbers[-_LAST_ROWS:]):
            row = grid.rows[number]
            if not row or any(map(has_text, row[1:])):
                return
            yield grid.text(number, 0)


def names_count(header: str, kinds: tuple[str, ...] = ("count", "time")) -> bool:
    """Tell a header that says which things are counted below it: "Antal larm", not "2013" or "Belopp"."""
    return any(units()[unit].kind in kinds for word in fold(header).split() if (unit := _noun(word)))


def _noun(word: str) -> str:
    return unit_words().get(word) or unit_of_compound(word, EVERY)


def cell_units(document: Document, country: str) -> Callable[[int], HeaderUnit]:
    """Return a function: line of the document -> the unit that header, row or title of its cell name.

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
    def table_units(block: int) -> TableUnits | None:
        return units_of_table(document, block, country)

    def unit(line: int) -> HeaderUnit:
        block, row, column = (int(values[line]) for values in (lines.block, lines.row, lines.column))
        table = table_units(block) if row >= 0 and column > 0 else None
        return table.of(row, column) if table else HeaderUnit()

    return unit


def units_of_table(document: Document, block: int, country: str) -> TableUnits | None:
    """Return the units of the table at a place of the document's content; None where no table is."""
    table = document.content[block]
    before = _texts(reversed(document.content[max(block - _BEFORE_TABLE, 0) : block]))
    return TableUnits(table, before[0], country, _beside(document, block, before)) if isinstance(table, Table) else None


_BEFORE_TABLE, _BEHIND_TABLE = 3, 4


def _texts(blocks: Iterable[Segment | Table]) -> list[str]:
    """Return the texts of the blocks up to a table, an empty one where there are none."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            break
        texts.append(block.text)
    return texts or [""]


def _beside(document: Document, block: int, before: Sequence[str]) -> Sequence[str]:
    """Return the texts beside a table, but for the one before it: those that are the title or note of another aside."""
    behind = document.content[block + 1 : block + 1 + _BEHIND_TABLE]
    texts = _texts(behind)
    is_last = len(texts) == len(behind)
    first = before[1:2] if len(before) == _BEFORE_TABLE or len(before) == block else []
    return [*first, *(texts if is_last else texts[:-2])]


def in_unit(quantity: Quantity, given: HeaderUnit) -> Quantity:
    """Give a figure without a unit that of its header; what is multiplied or a percentage is rounded as printed.

    "<1" below "Andel (%)" is anything under 1 percent, where it would be no thing at all in a column that counts.

    Examples
    --------
    >>> bare = Quantity(0, 3, 0, 3, 450.0, 450.0, 450.0, "exact")
    >>> made = in_unit(bare, HeaderUnit("SEK", 1000.0))
    >>> made.value, made.lower, made.upper, made.unit, made.qualifier
    (450000.0, 449500.0, 450500.0, 'SEK', 'rounded')
    >>> in_unit(bare, HeaderUnit(rate="per 1 000 invånare")).unit
    'per_1000_persons'
    """
    if quantity.unit or given == HeaderUnit():
        return quantity
    unit = _rate_unit(given.rate) if given.rate else given.unit
    is_whole = qualifiers()[quantity.qualifier].precision == "unit"
    rounded = is_whole and (given.multiplier > 1 or units_kind(unit) in ("percent", "rate"))
    half = 0.5 if rounded else 0.0
    counts = given.multiplier == 1 and not given.rate and units_kind(unit) in ("", "count")
    of_things = quantity.in_things and not counts
    below, above = (float(quantity.lower != 0), 1.0) if of_things else (half, half)
    bounds = (quantity.value, quantity.lower - below, quantity.upper + above)
    value, lower, upper = (decimal_product(number, given.multiplier) for number in bounds)
    qualifier = plain_qualifier(rounded=True) if rounded else quantity.qualifier
    return quantity._replace(unit=unit, qualifier=qualifier, value=value, lower=lower, upper=upper)


def _rate_unit(words_of: str) -> str:
    """Return the unit of "per 1 000 invånare" (inhabitants): so many of a unit; empty where the code list has none."""
    _, _, counted = fold(words_of).rpartition(" ")
    code = f"per_{''.join(filter(str.isdecimal, words_of))}_{_noun(counted)}"
    return code if code in units() else ""
