"""A document looked over: a table of its paragraphs and cells, and a table of its figures; no recipe is needed."""

import pandas as pd

from ehealth_stats.codelists import countries
from ehealth_stats.codelists.areas.register import check_country
from ehealth_stats.errors import CodeListError
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.figures.extract import COLUMNS
from ehealth_stats.ingestion.figures.of_document.figures import (
    Figure,
    Figures,
    find_figures,
    guess_origin,
    told_country,
)
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.text.exclusion import AMBIGUOUS
from ehealth_stats.languages.lexicon import known_languages


def outline_document(document: Document) -> pd.DataFrame:
    """List a document's paragraphs and table cells in reading order, in the words that a recipe can name.

    Returns
    -------
    DataFrame
        One row a paragraph: place, kind (heading, paragraph, item, cell), text (contact details masked).

    Examples
    --------
    >>> from pathlib import Path
    >>> from ehealth_stats.ingestion.documents import Segment
    >>> outline_document(Document(Path("a.txt"), (Segment("Ånge: 450", "item", "paragraph 1"),)))
             place  kind       text
    0  paragraph 1  item  Ånge: 450
    """
    rows = [{"place": s.place, "kind": s.kind, "text": mask(s.text)} for s in document.segments]
    return pd.DataFrame(rows, columns=["place", "kind", "text"])


def read_figures(document: Document, *, country: str | None = None, language: str | None = None) -> Figures:
    """Find every figure of a document; country and language are guessed from the text when left out.

    Where its words are those of two countries just as well, and it names no place, kr has no currency.

    Raises
    ------
    CodeListError
        If the country or the language is not in the lists.
    """
    if country:
        check_country(country)
    if language and language not in known_languages():
        raise CodeListError(f"no language {language!r}", expected=", ".join(known_languages()))
    guessed = guess_origin(document, language or "")
    if not country:
        country = guessed[1] if language else told_country(document, guessed)
        return find_figures(document, country=country, language=language or guessed[0])
    own = guessed[0] if country == guessed[1] else countries()[country].languages[0]
    return find_figures(document, country=country, language=language or own)


def tabulate_figures(figures: Figures) -> pd.DataFrame:
    """List every figure of a document; one in a table has the unit that the header of its column names.

    Parameters
    ----------
    figures
        As `read_figures` finds them.

    Returns
    -------
    DataFrame
        The columns of `extract_quantities`, `start` and `end` being characters of `document.text`, and locator.

    Examples
    --------
    >>> from pathlib import Path
    >>> from ehealth_stats.ingestion.documents import Segment
    >>> document = Document(Path("a.txt"), (Segment("Ånge: 450", "item", "paragraph 1"),))
    >>> tabulate_figures(read_figures(document))[["area", "value", "locator"]].values.tolist()
    [['SE-2260', 450.0, 'paragraph 1 chars 6-9']]
    """
    return pd.DataFrame(map(_row, figures.items), columns=[*COLUMNS, "locator"])


def _row(figure: Figure) -> dict[str, object]:
    quantity = figure.quantity
    return {
        "area": figure.area.code if figure.area else "",
        "area_name": figure.area.name if figure.area else "",
        "value": quantity.value,
        "lower": quantity.lower,
        "upper": quantity.upper,
        "qualifier": quantity.qualifier,
        "unit": quantity.unit,
        "relation": quantity.relation,
        "whole": figure.whole,
        "part": quantity.part,
        "start": figure.start,
        "end": figure.end,
        "text": figure.text,
        "locator": figure.locator,
    }


def list_refused(figures: Figures) -> list[str]:
    """List the digits that can be read two ways, each with its place: no figure is made of them.

    Examples
    --------
    >>> from pathlib import Path
    >>> from ehealth_stats.ingestion.documents import Segment
    >>> document = Document(Path("a.txt"), (Segment("Larm: 1 200 1 300", "item", "paragraph 1"),))
    >>> list_refused(read_figures(document, language="sv"))
    ["'1 200' (paragraph 1 chars 6-11)", "'1 300' (paragraph 1 chars 12-17)"]
    """
    document = figures.document
    return [
        f"{mask(document.text[item.start : item.end])!r} ({document.locator(item.start, item.end)})"
        for item in sorted(figures.exclusions, key=lambda item: item.start)
        if item.reason == AMBIGUOUS
    ]
