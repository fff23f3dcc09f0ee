"""Who made a document and when, by what it says of itself: Document, Figures -> the [source] table of a recipe."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from ehealth_stats.codelists.areas import read_area
from ehealth_stats.ingestion.documents import Document, Segment, Table
from ehealth_stats.ingestion.documents.blocks import has_text
from ehealth_stats.ingestion.drafts.entry import CHECK, to_toml
from ehealth_stats.ingestion.drafts.lists import is_municipality
from ehealth_stats.ingestion.figures.of_document.figures import Figures
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.text.periods import PeriodMention, find_periods
from ehealth_stats.ingestion.text.rules import find_said
from ehealth_stats.languages.lexicon import EVERY
from ehealth_stats.schema import parse_edtf

_MOST_TITLE = 120
_OPENING, _CLOSING = 12, 12  # blocks in which a document says when it was made
_MOST_WORDS = 16  # of such a line
_PLACE_DAY = 4  # "Hamar, 30. juni 2011." is no sentence, what is longer and ends in a point is one
_MOST_CELLS = 2  # filled cells of a row that is a line of a title page
_UNDATED = (
    '# published = "YYYY-MM-DD"  # when was it published? The document does not say (EDTF: also "2013-04", "2013")'
)


def write_source(figures: Figures, source_id: str, origin: tuple[str, str], published: str) -> str:
    """Write the [source] table; every guess in it ends in `# check`, and a day that is not said is asked for."""
    language, country = origin
    values = {
        "id": source_id,
        "programme": source_id,
        "title": mask(_title(figures.document) or source_id)[:_MOST_TITLE],
        "producer": "unknown",
        "language": language,
        "country": country,
        "scope": scope_of(figures),
        "published": published,
    }
    lines = [f"{k} = {to_toml(v)}{'' if k == 'id' else CHECK}" for k, v in values.items() if v]
    return "\n".join(["[source]", *lines, *([] if published else [_UNDATED])])


def _title(document: Document) -> str:
    """Return what a document starts with, a title above a table too; a web page's first heading, below its menu."""
    headings = [block.text for block in document.content if isinstance(block, Segment) and block.kind == "heading"]
    if headings and document.path.suffix.casefold() in (".html", ".htm"):
        return headings[0]
    first = next(iter(document.content), None)
    if isinstance(first, Table):
        return first.grid.text(first.heads[0], 0) if len(first.heads) > 1 and _stands_alone(first) else ""
    return first.text if first else ""


def _stands_alone(table: Table) -> bool:
    return sum(map(has_text, table.grid.rows[table.heads[0]])) == 1


def scope_of(figures: Figures) -> str:
    """Return the county of most municipalities, and counties with a quarter as many; a single one may be a venue.

    Where no county has two of them, all are returned: nothing says which the document is about.
    """
    codes = {mention.code for mention in figures.mentions if is_municipality(mention)}
    counties = Counter(read_area(code).parent for code in codes).most_common()
    many = [code for code, n in counties if n > 1 and 4 * n >= counties[0][1]]
    return "|".join(sorted(many or [code for code, _ in counties]))


def likely_day(document: Document, published: str) -> date | None:
    """Return a day on which the areas of a document have their names: that of publication, else of its usual year."""
    if published:
        return parse_edtf(published).start
    starts = [mention.period.start for mention in find_periods(document.text[:_SAMPLE]) if mention.period.dated]
    years = Counter(day.year for day in starts if day)
    return date(max(years, key=lambda year: (years[year], year)), 1, 1) if years else None


_SAMPLE = 100_000


def published_in(document: Document) -> str:
    """Return the day, else the month, on which a document says that it was made, in EDTF; empty where it does not.

    Said on its title page or where it is signed, in a line of its own: "Hamar, 30. juni 2011", "Publisert 15.10.2012",
    "Ort och datum Härnösand 2013-04-02". A day in a sentence or a table of figures is that of something else.

    Examples
    --------
    >>> from pathlib import Path
    >>> lines = ["Plan för eHälsa", "Styrelsens senaste beslut fattades 2013-11-28.", "Falun 2014-03-17"]
    >>> texts = (Segment(line, "paragraph", f"paragraph {n}") for n, line in enumerate(lines, 1))
    >>> published_in(Document(Path("plan.txt"), tuple(texts)))
    '2014-03-17'
    """
    lines = list(_lines(document))
    opening, closing = lines[:_OPENING], lines[-_CLOSING:][::-1]
    said = [line for line in opening + closing if find_said("dates_a_document", line, EVERY)]
    alone = [line for line in opening + closing if not (line.rstrip().endswith(".") and len(line.split()) > _PLACE_DAY)]
    for find in (_days, _months):
        for line in [*said, *alone]:
            if days := find(line):
                return days[0].period.edtf
    return ""


def _lines(document: Document) -> Iterator[str]:
    """Yield the short lines of running text, and of tables the rows of a few cells."""
    for block in document.content:
        if isinstance(block, Segment):
            texts = [block.text] if block.kind != "item" or block.place.startswith("slide") else []
        else:
            texts = [" ".join(filter(None, row)) for row in _front(block)]
        yield from (text for text in texts if len(text.split()) <= _MOST_WORDS)


def _front(table: Table) -> Iterator[list[str]]:
    """Yield the texts of rows that are lines of a title page: a few cells, in a table of no more columns."""
    for number in [*table.heads, *table.numbers][:_OPENING]:
        texts = [table.grid.text(number, column).strip() for column in range(len(table.grid.rows[number]))]
        if sum(map(bool, texts)) <= _MOST_CELLS and table.width <= _MOST_CELLS + 1:
            yield texts


def _days(line: str) -> list[PeriodMention]:
    """Return the days with a year in a line that says nothing of a time ahead, nor what the document is about."""
    found = [
        mention for mention in find_periods(line) if mention.period.start and mention.period.start == mention.period.end
    ]
    return [] if _is_of_something_else(line) else found


def _months(line: str) -> list[PeriodMention]:
    """Return the months with a year in such a line; no seasons, whose EDTF is that of a 21st month and on."""
    found = [mention for mention in find_periods(line) if re.fullmatch(r"\d{4}-[01]\d", mention.period.edtf)]
    return [] if _is_of_something_else(line) else found


def _is_of_something_else(line: str) -> bool:
    """Tell a line whose day is ahead, or that of the figures: "Rapporten gjelder per 30. juni 2024" (is about)."""
    return bool(find_said("is_ahead", line, EVERY) or find_said("is_about", line, EVERY))
