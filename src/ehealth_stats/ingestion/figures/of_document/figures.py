"""Every figure of a document with the place it is about: Document -> Figures, in reading order.

Texts that recur are read once, so that what is kept is small: of each figure its line and its row among the distinct
ones. A `Figure` is made only of those that are asked for.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ehealth_stats.codelists import countries
from ehealth_stats.codelists.areas import AreaMention, find_areas
from ehealth_stats.ingestion.documents import Document, IntArray
from ehealth_stats.ingestion.figures.extract import COUNTRIES, home_of
from ehealth_stats.ingestion.figures.model import Approximation, Quantity
from ehealth_stats.ingestion.figures.of_document.area_lines import naming_lines, over_spans, told_apart
from ehealth_stats.ingestion.figures.of_document.cells import CellReader
from ehealth_stats.ingestion.figures.of_document.columns import read_columns
from ehealth_stats.ingestion.figures.of_document.distinct_texts import QUANTITY, Distinct, Manners, read_distinct
from ehealth_stats.ingestion.figures.of_document.exclusions import leave_out
from ehealth_stats.ingestion.figures.of_document.header_units import HeaderUnit, cell_units, in_unit
from ehealth_stats.ingestion.figures.of_document.row_areas import AreaReader
from ehealth_stats.ingestion.figures.of_document.signs import Legend, find_legends
from ehealth_stats.ingestion.figures.of_document.style import Style
from ehealth_stats.ingestion.text.exclusion import Exclusion
from ehealth_stats.languages.detect import check_known, detect_language


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity at its place in `document.text`, in the unit that its cell's header, row or title names.

    `whole` is the position of its whole among the figures, or -1.
    """

    start: int
    end: int
    quantity: Quantity
    area: AreaMention | None
    segment: int
    whole: int
    locator: str
    text: str


@dataclass(frozen=True, eq=False)
class Figures:
    """All figures of a document, all stretches with digits that are none, and all areas that it names.

    `line` and `item` say of each figure where it stands and which row of `distinct.figures` it is. Of each line of the
    document `styles` say how it is read, and `naming` which line names the area of its row or column, or -1. `excluded`
    has the columns start, end, reason, secret and text; `country` says what kr is, `legend` what signs stand for,
    `told_apart` which of two areas of one name a line means.
    """

    document: Document
    distinct: Distinct
    line: IntArray
    item: IntArray
    styles: IntArray
    naming: IntArray
    excluded: pd.DataFrame
    country: str
    legend: Legend
    told_apart: Mapping[int, str]

    @cached_property
    def start(self) -> IntArray:
        """Where each figure starts in the document's text."""
        return np.asarray(self.document.starts[self.line] + self.values("start"), dtype=np.int64)

    @cached_property
    def end(self) -> IntArray:
        """Where each figure ends."""
        return np.asarray(self.document.starts[self.line] + self.values("end"), dtype=np.int64)

    def values(self, column: str, at: IntArray | slice = slice(None)) -> NDArray[Any]:
        """Return a column of `distinct.figures` for all figures, or for some."""
        return self.distinct.figures[column].to_numpy()[self.item[at]]

    @cached_property
    def _columns(self) -> list[NDArray[Any]]:
        """The columns of `distinct.figures`: a row of a frame is slow to take, and passages ask for a few at a time."""
        return [self.distinct.figures[name].to_numpy() for name in self.distinct.figures]

    @cached_property
    def unit_of(self) -> Callable[[int], HeaderUnit]:
        """The unit that header, row or title of a cell name, by its line; none elsewhere."""
        return cell_units(self.document, self.country)

    @cached_property
    def items(self) -> tuple[Figure, ...]:
        """All figures in reading order."""
        return tuple(self._figures(np.arange(len(self.line))))

    def between(self, start: int, end: int) -> tuple[Figure, ...]:
        """Return the figures that lie inside a stretch of the document's text."""
        first, last = np.searchsorted(self.start, [start, end]).tolist()
        if "items" in self.__dict__:  # all are made already
            return tuple(figure for figure in self.items[first:last] if figure.end <= end)
        at = np.arange(first, last)
        return tuple(self._figures(at[self.end[at] <= end]))

    @cached_property
    def exclusions(self) -> tuple[Exclusion, ...]:
        """The stretches with digits that are no figure."""
        columns = self.excluded.drop(columns="text")
        return tuple(Exclusion(*row) for row in columns.itertuples(index=False))

    def without_secrets(self) -> "Figures":
        """Return the same of a document in which nothing personal can be read."""
        secrets = [item for item in self.exclusions if item.secret] if self.excluded["secret"].any() else []
        return replace(self, document=self.document.hidden(secrets))

    @cached_property
    def mentions(self) -> tuple[AreaMention, ...]:
        """The areas that are named, in reading order."""
        line, item = self.distinct.by_mention.spread(self.distinct.codes)
        starts = self.document.starts[line].tolist()
        found = (self.distinct.mentions[n] for n in item.tolist())
        told = (self._meant(mention, at) for mention, at in zip(found, line.tolist(), strict=True))
        return tuple(_shifted(mention, at) for mention, at in zip(told, starts, strict=True))

    def mentions_between(self, start: int, end: int) -> tuple[AreaMention, ...]:
        """Return the areas that are named inside a stretch of the document's text."""
        return tuple(mention for mention in self.mentions if start <= mention.start and mention.end <= end)

    def _figures(self, at: IntArray) -> Iterator[Figure]:
        starts = self.document.starts[self.line[at]]
        first, last = (starts + self.values(name, at) for name in ("first", "last"))
        locators = self.document.locators(first, last).to_pylist()
        found = zip(*(column[self.item[at]].tolist() for column in self._columns), strict=True)
        for index, begin, locator, row in zip(at.tolist(), starts.tolist(), locators, found, strict=True):
            quantity = in_unit(Quantity(*row[: len(QUANTITY)]), self.unit_of(int(self.line[index])))
            position, text, _, mention = row[len(QUANTITY) :]
            yield Figure(
                start=begin + quantity.start,
                end=begin + quantity.end,
                quantity=quantity,
                area=_shifted(self._meant(mention, int(self.line[index])), begin)
                if mention
                else self._row_area(int(self.naming[self.line[index]])),
                segment=int(self.line[index]),
                whole=index - position + quantity.whole if quantity.whole >= 0 else -1,
                locator=locator,
                text=text,
            )

    def _row_area(self, line: int) -> AreaMention | None:
        return self.named(line) if line >= 0 else None

    def named(self, line: int) -> AreaMention:
        """Return the first area that a line names."""
        return _shifted(self._meant(self.distinct.mention(line), line), int(self.document.starts[line]))

    def _meant(self, mention: AreaMention, line: int) -> AreaMention:
        """Return a mention with the area of its name that is meant in a line."""
        is_told = line in self.told_apart and mention.name == self.distinct.mention(line).name
        return replace(mention, code=self.told_apart[line]) if is_told else mention


def _shifted(mention: AreaMention, at: int) -> AreaMention:
    return replace(mention, start=mention.start + at, end=mention.end + at)


def find_figures(
    document: Document,
    *,
    country: str,
    language: str,
    on: date | None = None,
    approximation: Approximation = "half_unit",
) -> Figures:
    """Read every line of a document; in a table, a figure is about the area that its row or column names."""
    areas = AreaReader(country, on)
    columns = read_columns(document, areas, language)
    legend, told = find_legends(columns.texts, country, language)
    styles = np.where(np.isin(columns.codes, told), Style.LEGEND, columns.styles)
    spoken = (language, *dict.fromkeys(told for _, _, told in document.spoken))
    which = np.zeros(len(styles), dtype=np.int64)
    for first, end, told_language in document.spoken:
        which[first:end] = spoken.index(told_language, 1)
    reader = CellReader(areas, language, approximation, legend)
    readers = [reader, *(replace(reader, told=code) for code in spoken[1:])]
    distinct = read_distinct(columns.texts, columns.codes, Manners(styles, which, spoken), [r.read for r in readers])
    line, item = distinct.by_figure.spread(distinct.codes)
    kept, excluded = leave_out(document, distinct, line, item)
    named = over_spans(document, distinct, naming_lines(document, distinct, styles, columns.sums))
    apart = told_apart(document, distinct, styles, areas)
    return Figures(document, distinct, line[kept], item[kept], styles, named, excluded, country, legend, apart)


_SAMPLE = 100_000


def told_country(document: Document, origin: tuple[str, str]) -> str:
    """Return the country of a guessed language and country; empty where only words tell it that are two countries' own.

    Examples
    --------
    >>> from pathlib import Path
    >>> from ehealth_stats.ingestion.documents import Segment
    >>> document = Document(Path("a.txt"), (Segment("Udgiften er 45 mio. kr.", "paragraph", "paragraph 1"),))
    >>> told_country(document, guess_origin(document))
    ''
    """
    sample, (language, country) = document.text[:_SAMPLE], origin
    return country if find_areas(sample, country=country) or home_of(sample, language) else ""


def guess_origin(document: Document, language: str = "") -> tuple[str, str]:
    """Guess language and country from the words; a language that is named stays.

    The names of municipalities count more than other words: in tables there are few of those.

    Raises
    ------
    DocumentError
        If no language is named and the document is running text in one that is not known.

    Examples
    --------
    >>> from pathlib import Path
    >>> from ehealth_stats.ingestion.documents import Segment
    >>> guess_origin(Document(Path("a.csv"), (Segment("Bodø, Meløy, Oslo", "cell", "table 1 row 1 column 1"),)))
    ('nb', 'NO')
    """
    sample = document.text[:_SAMPLE]
    if not language:
        check_known("\n".join(segment.text for segment in document.segments if segment.table < 0), document.name)
    likely = language or detect_language(sample)
    home = COUNTRIES.get(likely, next(iter(countries())))
    named = {country: len(find_areas(sample, country=country)) for country in countries()}
    country = max((home, *countries()), key=lambda code: named[code])
    if likely in countries()[country].languages or all(likely not in each.languages for each in countries().values()):
        return likely, country
    return (language, home) if language else (countries()[country].languages[0], country)
