"""The tables by municipality of a document -> what an entry with `read = "table"` has to name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from ehealth_stats.codelists import units
from ehealth_stats.codelists.areas import find_areas
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.documents import Document, Segment, Table
from ehealth_stats.ingestion.drafts.surroundings import is_told
from ehealth_stats.ingestion.figures.of_document.area_table import AreaTable, find_area_tables
from ehealth_stats.ingestion.figures.of_document.figures import Figures
from ehealth_stats.ingestion.figures.of_document.header_units import (
    HeaderUnit,
    TableUnits,
    read_header_unit,
    units_kind,
)
from ehealth_stats.ingestion.figures.of_document.header_words import counts, names_share
from ehealth_stats.ingestion.figures.of_document.row_areas import AreaReader
from ehealth_stats.ingestion.figures.of_document.signs import Legend, sign_of
from ehealth_stats.ingestion.recipes.model import Selection
from ehealth_stats.ingestion.recipes.passage import find_passage
from ehealth_stats.ingestion.recipes.table.marks import fold_mark
from ehealth_stats.ingestion.text.periods import find_periods, without_periods
from ehealth_stats.languages.lexicon import EVERY, fold, words

Place = tuple[int, int, int]
_MOST_SERIES = 12
_LEAST_MARKS = 2


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table by municipality: its anchor, what its columns count, and the places (table, row, column) of figures.

    `columns` are headers with the kind of unit below each, `rows` what tells the rows of an area apart and `above` what
    it said in the tables before, `marks` the columns of yes and no with what their cells say, `changes` those with
    figures below nothing. Of a turned table the columns are its rows, and `areas` is empty. `doubtful` are the places
    of figures beside a name that several areas bear, `strange` those beside one that no area bears, nor a sum. A
    `yearless` table has days of a year that it does not name.
    """

    find: Sequence[str]
    anchor: str
    areas: str
    periods: str
    titles: Sequence[str]
    columns: Mapping[str, str]
    marks: Mapping[str, Mapping[str, str]]
    skip: Sequence[str]
    taken: Mapping[Place, str]
    rows: Mapping[str, str] = field(default_factory=dict)
    above: Sequence[str] = ()
    changes: frozenset[str] = frozenset()
    doubtful: frozenset[Place] = frozenset()
    strange: frozenset[Place] = frozenset()
    yearless: bool = False

    @property
    def turned(self) -> bool:
        """Tell a table with a column an area."""
        return not self.areas


def find_tables(figures: Figures, reader: AreaReader) -> Iterator[DraftTable]:
    """Find every table that names municipalities in a column, or in its header, and has figures or marks beside them.

    Where an area and period has several rows, what tells these apart is looked for: one table for each thing it says.
    """
    document, kinds, below = figures.document, _kinds(figures), _places_below_nothing(figures)
    for table in find_area_tables(figures):
        side = table.read_by(reader)
        anchor = _anchor(document, side)
        if anchor is None:
            continue
        dates = [at for at in range(len(side.labels)) if at != side.at and _are_periods(side, at)]
        yearless = bool(dates) and _have_no_year(side, dates[0])
        above: list[str] = []
        for rows, part in _series(side, dates[:1]):
            apart = {side.labels.index(label) for label in rows}
            counted = {
                at: kind for at, kind in _counted(part, kinds, figures.legend).items() if at not in {*dates, *apart}
            }
            marked = {
                part.labels[at]: marks
                for at in range(len(part.labels))
                if at not in {*counted, *dates, *apart, part.at} and (marks := _marks(part, at))
            }
            if counted or marked:
                yield DraftTable(
                    find=anchor[0],
                    anchor=anchor[1],
                    areas="" if side.turned else side.labels[side.at],
                    periods=side.labels[dates[0]] if dates and not yearless else "",
                    titles=_titles(document, side.table),
                    columns={side.labels[at]: kind for at, kind in counted.items()},
                    marks=marked,
                    skip=() if side.turned else _nameless(side, [*counted, *map(side.labels.index, marked)]),
                    taken={part.place(area, at): side.labels[at] for at in counted for area in part.areas},
                    rows=rows,
                    above=tuple(above),
                    yearless=yearless,
                    changes=frozenset(side.labels[at] for at in counted if _is_below_nothing(part, at, below)),
                    doubtful=frozenset(side.place(row, at) for row in _doubtful(side, reader) for at in counted),
                    strange=frozenset(side.place(row, at) for row in _strange(side) for at in counted),
                )
            above += [" ".join(rows.values())]


def _series(side: AreaTable, dates: Sequence[int]) -> Iterator[tuple[Mapping[str, str], AreaTable]]:
    """Yield the table; where areas have several rows, one part for each thing that tells these rows apart."""
    if _one_each(side, dates):
        yield {}, side
        return
    for apart in _apart(side, dates):
        said = {at: tuple(side.beside(column)[at] for column in apart) for at in side.areas}
        for texts in dict.fromkeys(said.values()):
            areas = {at: code for at, code in side.areas.items() if said[at] == texts}
            yield (
                {side.labels[column]: text for column, text in zip(apart, texts, strict=True)},
                replace(side, areas=areas),
            )


def _one_each(side: AreaTable, columns: Sequence[int]) -> bool:
    beside = [side.beside(at) for at in columns]
    keys = [(code, side.periods[at], *(texts[at] for texts in beside)) for at, code in side.municipalities.items()]
    return len(set(keys)) == len(keys)


def _apart(side: AreaTable, dates: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the one or two columns that tell the rows of an area apart in a few words, if there are such."""
    said = {at: set(side.beside(at).values()) for at in range(len(side.labels)) if at not in {*dates, side.at}}
    fit = [
        at
        for at, texts in said.items()
        if 1 <= len(texts) <= _MOST_SERIES and all(texts) and not any(text[0].isdigit() for text in texts)
    ]
    tries = [(at,) for at in fit] + list(combinations(fit, 2))
    found = (columns for columns in tries if _one_each(side, [*dates, *columns]))
    yield from ([next_one] if (next_one := next(found, None)) else [])


def _kinds(figures: Figures) -> dict[Place, str]:
    """Return the kind of unit at each place in a table that holds a figure."""
    segments = figures.document.segments
    kinds: dict[Place, str] = {}
    for figure in figures.items:
        segment, unit = segments[figure.segment], figure.quantity.unit
        if segment.table >= 0:
            kinds[segment.table, segment.row, segment.column] = units()[unit].kind if unit else ""
    return kinds


def _places_below_nothing(figures: Figures) -> set[Place]:
    segments = figures.document.segments
    lines = figures.line[figures.values("lower") < 0].tolist()
    return {(segments[line].table, segments[line].row, segments[line].column) for line in lines}


def _is_below_nothing(side: AreaTable, at: int, below: set[Place]) -> bool:
    return any(side.place(area, at) in below for area in side.areas)


def _are_periods(side: AreaTable, at: int) -> bool:
    """Tell a column in which nothing stands but dates, years and periods."""
    texts = [text.strip() for text in side.beside(at).values() if text.strip()]
    found = [(text, find_periods(text)) for text in texts]
    return bool(texts) and all(len(m) == 1 and m[0].end - m[0].start == len(text) for text, m in found)


def _have_no_year(side: AreaTable, at: int) -> bool:
    """Tell a column of days of which one, or more, has no year: "11. mars"."""
    said = (mention.period.edtf for text in side.beside(at).values() for mention in find_periods(text))
    return any(edtf.startswith(_NO_YEAR) for edtf in said)


_NO_YEAR = "XXXX"


def _counted(side: AreaTable, kinds: Mapping[Place, str], legend: Legend) -> dict[int, str]:
    """Return the columns in which half the areas have a figure or a sign for one, with its kind.

    Those of codes, years or rates are none.
    """
    found: dict[int, str] = {}
    filled = {without_periods(side.labels[at]) for at in range(len(side.labels)) if _has_figures(side, at, kinds)}
    units = TableUnits(side.table, "", "SE")
    for at, label in enumerate(side.labels):
        inside = [kinds[place] for area in side.municipalities if (place := side.place(area, at)) in kinds]
        known = label and side.labels.count(label) == 1 and at != side.at and not _are_codes(side, at)
        signs = _signs(side, at, legend) if known and 2 * len(inside) < len(side.municipalities) else []
        stands_for = (
            inside or without_periods(label) in filled or any(sign not in words("mark", EVERY) for sign in signs)
        )
        signs = signs if stands_for and counts(label) else []
        enough = 2 * (len(inside) + len(signs)) >= len(side.municipalities)
        if known and enough and not read_header_unit(label, "SE").rate:
            kind = _kind(label) or (units_kind((units.row(at) or HeaderUnit()).unit) if side.turned else "")
            found[at] = kind or ("percent" if "percent" in inside or names_share(label) else "")
    return found


def _has_figures(side: AreaTable, at: int, kinds: Mapping[Place, str]) -> bool:
    return at != side.at and any(side.place(area, at) in kinds for area in side.municipalities)


def _signs(side: AreaTable, at: int, legend: Legend) -> list[str]:
    """Return the cells of a column that are a sign for no figure: "[c]", "..", "x"."""
    texts = (fold(text.strip()) for place, text in side.beside(at).items() if place in side.municipalities)
    return [text for text in texts if text and sign_of(text, legend)]


def _are_codes(side: AreaTable, at: int) -> bool:
    """Tell a column that repeats the code of each municipality."""
    texts = side.beside(at)
    return all(texts[place].strip().zfill(4) == code[3:] for place, code in side.municipalities.items())


def _marks(side: AreaTable, at: int) -> dict[str, str]:
    """Return what the cells of a column say, if half say yes or no; an empty one is no where only yes stands."""
    texts = [text.strip() for place, text in side.beside(at).items() if place in side.municipalities]
    said = [text for text in texts if text]
    known = words("mark", EVERY)
    plain = {text: fold_mark(without_periods(text)) for text in said if not text.isdigit()}
    sure = [text for text in said if plain.get(text) in known]
    first: dict[str, str] = {}
    for text in plain:
        first.setdefault(fold_mark(text), text)
    meant = {text: known.get(plain[text], "unknown") for text in first.values()}
    label = side.labels[at]
    if len(sure) < _LEAST_MARKS or 2 * len(sure) < len(said) or len(meant) > _MOST_SERIES or not label:
        return {}
    if side.labels.count(label) > 1 or "done" not in meant.values():
        return {}
    empty = {"": "not done"} if len(said) < len(texts) and "not done" not in meant.values() else {}
    return meant | empty


def _nameless(side: AreaTable, counted: Sequence[int]) -> list[str]:
    """Return the names of rows with figures that are no area and no total."""
    columns = [side.table.column(at) for at in counted]
    names = side.table.column(side.at)
    filled = (row for row in range(len(names)) if any(any(map(str.isdigit, column[row])) for column in columns))
    return list(dict.fromkeys(names[row].strip() for row in filled if names[row].strip() and row not in side.areas))


def _doubtful(side: AreaTable, reader: AreaReader) -> Iterator[int]:
    """Yield the rows beside a name of areas of which none is meant for certain."""
    names = () if side.turned else side.table.column(side.at)
    for row, name in enumerate(names):
        if row not in side.areas and find_areas(name, country=reader.country):
            yield row


def _strange(side: AreaTable) -> Iterator[int]:
    """Yield the rows beside a name that is none of an area, and no word for a sum or for the whole."""
    wholes = {*words("total", EVERY), *words("row_whole", EVERY), *words("nationwide", EVERY)}
    for row, name in enumerate(() if side.turned else side.table.column(side.at)):
        named = fold(name).strip(" :.")
        if row not in side.areas and named and named not in wholes:
            yield row


def _kind(label: str) -> str:
    return units_kind(read_header_unit(label, "SE").unit)


def _titles(document: Document, table: Table) -> list[str]:
    """Return what stands above the header, the nearest last: the sheet's name, two paragraphs, titles in the table."""
    at = document.content.index(table)
    before = [block.text for block in document.content[max(at - 2, 0) : at] if isinstance(block, Segment)]
    before = [text for text in before if text is before[-1] or not is_told(text)]
    return [table.name, *before, *(table.grid.text(number, 0) for number in table.heads[:-1])]


def _anchor(document: Document, side: AreaTable) -> tuple[Sequence[str], str] | None:
    """Return the phrases that lead to a header's word, and the word: none if one stands in this table first."""
    index = side.table.index
    first = side.table.header[min(side.municipalities)] if side.turned else side.labels[side.at]
    labels = [first, *(label for label in (side.table.header if side.turned else side.labels) if label != first)]
    words_of = [label.split(" / ")[0] for label in labels if label]
    at = document.content.index(side.table)
    before = next((block.text for block in reversed(document.content[:at]) if isinstance(block, Segment)), "")
    titles = [side.table.grid.text(number, 0) for number in side.table.heads[:-1]]
    paths = [[title] for title in [*titles, " ".join(before.strip(" :.").split()[-6:])] if title]
    tries: list[tuple[Sequence[str], str]] = [([], word) for word in words_of] + [(path, first) for path in paths]
    for find, word in tries:
        try:
            passage = find_passage(document, Selection(find=tuple(find), table=word), "draft")
        except RecipeError:
            continue
        if document.segments[document.segment_at(passage.anchor)].table == index:
            return find, word
    return None
