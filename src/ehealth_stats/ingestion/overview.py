"""A document as a person would look it over: Document -> a table of its passages, and a table of its figures."""

import pandas as pd

from ehealth_stats.codelists.words import detect_language
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.figures import find_figures
from ehealth_stats.ingestion.personal import mask
from ehealth_stats.ingestion.quantities.extract import COLUMNS, COUNTRIES


def outline_document(document: Document) -> pd.DataFrame:
    """List a document's passages and table cells in reading order, in the words that a recipe can name.

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


def tabulate_figures(document: Document, *, country: str | None = None, language: str | None = None) -> pd.DataFrame:
    """List every figure of a document, no recipe needed.

    Parameters
    ----------
    document
        As `read_document` gives it.
    country, language
        Guessed from the text when left out.

    Returns
    -------
    DataFrame
        The columns of `extract_quantities`, `start` and `end` being characters of `document.text`, and locator.

    Examples
    --------
    >>> from pathlib import Path
    >>> from ehealth_stats.ingestion.documents import Segment
    >>> figures = tabulate_figures(Document(Path("a.txt"), (Segment("Ånge: 450", "item", "paragraph 1"),)))
    >>> figures[["area", "value", "locator"]].values.tolist()
    [['SE-2260', 450.0, 'paragraph 1 chars 6-9']]
    """
    language = language or detect_language(document.text)
    country = country or COUNTRIES[language]
    figures = find_figures(document, country=country, language=language)
    rows = [
        {
            "area": figure.area.code if figure.area else "",
            "area_name": figure.area.name if figure.area else "",
            "value": figure.quantity.value,
            "lower": figure.quantity.lower,
            "upper": figure.quantity.upper,
            "qualifier": figure.quantity.qualifier,
            "unit": figure.quantity.unit,
            "relation": figure.quantity.relation,
            "whole": figure.whole,
            "part": figure.quantity.part,
            "start": figure.start,
            "end": figure.end,
            "text": figure.text,
            "locator": figure.locator,
        }
        for figure in figures.items
    ]
    return pd.DataFrame(rows, columns=[*COLUMNS, "locator"])
