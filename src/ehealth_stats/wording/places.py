"""Where something stands in a document, as a person finds it: a locator -> words, without its character counts."""

import re
from functools import partial

from ehealth_stats.codelists import Language
from ehealth_stats.wording.messages import word

_CHARACTERS = re.compile(r" chars \d+--?\d+$")
_COMMENT = "(?P<comment> comment)?"
# how ingestion names a place: a cell of a sheet, a part without a number, and page or slide, what lies on it, paragraph
# or table with row and column
_CELL = re.compile(rf"sheet (?P<sheet>.+) cell (?P<cell>[A-Z]+\d+){_COMMENT}")
_MARGIN = re.compile(
    r"(?:page|slide) (?P<margin>header|footer)|slide (?P<of_slides>date|layout)|e-mail (?P<mail>subject|date)"
    r"|(?P<remark>comment)"
)
_PLACE = re.compile(
    r"(?:page (?P<page>\d+) ?)?(?:slide (?P<slide>\d+) ?)?(?:chart (?P<chart>\d+) ?)?"
    r"(?:(?P<beside>notes|comments|text box|diagram) ?)?(?:paragraph (?P<paragraph>\d+) ?)?(?:table (?P<table>\d+) ?)?"
    rf"(?:(?:row (?P<row>\d+)|(?P<heads>header)) column (?P<column>.+?){_COMMENT})?"
)
_ROW = re.compile(r" row (?P<row>\d+) column | cell [A-Z]+(?P<number>\d+)")
_PARTS = (
    *(
        "page",
        "slide",
        "margin",
        "of_slides",
        "mail",
        "remark",
        "chart",
        "beside",
        "paragraph",
        "table",
        "sheet",
        "cell",
    ),
    *("row", "heads", "column", "comment"),
)
_CALLED = ("margin", "of_slides", "mail", "beside")  # parts that are called by their own name


def place(locator: str, language: Language) -> str:
    """Say where a locator points to; one that no reader of this package makes stays as it is.

    Parameters
    ----------
    locator
        As ingestion makes it, with or without character counts.
    language
        That of the words; names of columns and sheets stay as the document has them.

    Examples
    --------
    >>> place("table 2 row 3 column Insats (vad) chars 133-149", "sv"), place("sheet Larm cell C7", "nb")
    ('tabell 2, rad 3, kolumn Insats (vad)', 'ark Larm, celle C7')
    >>> place("page 3 paragraph 2 chars 0-4", "nn"), place("slide 5 notes paragraph 1", "nb"), place("given", "en")
    ('side 3, avsnitt 2', 'lysbilde 5, notater, avsnitt 1', 'given')
    """
    name = _CHARACTERS.sub("", locator)
    found = next((match for form in (_CELL, _MARGIN, _PLACE) if (match := form.fullmatch(name))), None)
    if not name or not found:
        return name
    values = found.groupdict()
    words = [_part(part, value.strip(), language) for part in _PARTS if (value := values.get(part))]
    return ", ".join(words)


def _part(part: str, value: str, language: Language) -> str:
    """Say one part of a place."""
    name = value.replace(" ", "_") if part in _CALLED else part
    return word(f"place_{name}", language, it=value)


def places(locators: str, language: Language) -> str:
    """Say where several locators, parted by a bar, point to, each place once.

    Examples
    --------
    >>> places("table 2 row 3 column 1 chars 1-3|table 2 row 3 column 1 chars 9-12|paragraph 4 chars 0-2", "en")
    'table 2, row 3, column 1; paragraph 4'
    """
    said = map(partial(place, language=language), locators.split("|"))
    return "; ".join(dict.fromkeys(filter(None, said)))


def row_of(locator: str) -> str:
    """Return the number of the row of a table or sheet that a locator points to, empty for none.

    Examples
    --------
    >>> row_of("table 2 row 3 column 1 chars 1-3"), row_of("sheet Larm cell C7"), row_of("paragraph 4")
    ('3', '7', '')
    """
    match = _ROW.search(locator)
    return (match["row"] or match["number"]) if match else ""
