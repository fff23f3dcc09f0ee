"""Every figure in a text: text -> quantities with bounds, words and areas; and the public table of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from ehealth_stats.codelists import countries
from ehealth_stats.codelists.areas import AreaMention, find_areas
from ehealth_stats.codelists.note_marks import RAISED
from ehealth_stats.controls import places_kept, without_controls
from ehealth_stats.errors import CodeListError
from ehealth_stats.ingestion.figures.exclusions.numbering import NOTE_MARK, end_in_pages, is_contents_heading
from ehealth_stats.ingestion.figures.grammar.read import Settings, read_quantities
from ehealth_stats.ingestion.figures.model import Approximation, Quantity, Token
from ehealth_stats.ingestion.figures.places import find_missing, find_places
from ehealth_stats.ingestion.figures.tokens.digits import POWERS, TIMES
from ehealth_stats.ingestion.figures.tokens.printed import Points
from ehealth_stats.ingestion.figures.tokens.scan import Spans, scan
from ehealth_stats.ingestion.privacy.contact_labels import hide_lines
from ehealth_stats.ingestion.privacy.personal import QUOTE_LENGTH, as_masked, hide
from ehealth_stats.ingestion.text.exclusion import Exclusion
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.languages.detect import check_known, detect_language, rival_of
from ehealth_stats.languages.lexicon import known_languages

_NEAR = 40
_READ_AS = dict.fromkeys(map(ord, RAISED), " ") | dict.fromkeys(map(ord, "\u2010\u2011\ufe63\uff0d"), "-")
_SPECIAL = tuple(map(chr, _READ_AS))
_POWER = re.compile(rf"(?<=\d)\s?[{TIMES}]\s?10[{POWERS}]{{1,2}}")
_PAGE = re.compile(r"\d+\s*$|^\s*[\d.]+(?=\s)")
_UNBROKEN_MINUS = re.compile(r"(?<!\w)[\u2011\ufe63\uff0d](?=\d)")  # statistical offices print it; it is never a bullet
COUNTRIES = {language: code for code, country in countries().items() for language in country.languages} | {"en": "SE"}


def home_of(language: str, rival: str) -> str:
    """Return the country of a language; empty where its text may be in another one, of another country, just as well.

    Examples
    --------
    >>> home_of("sv", ""), home_of("nb", rival_of("Udgiften er 45 mio. kr.", "nb"))
    ('SE', '')
    """
    is_told = not rival or language == next(iter(known_languages())) or _home(rival) == _home(language)
    return _home(language) if is_told else ""


def _home(language: str) -> str:
    return COUNTRIES.get(language, "")


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found in one text: quantities with the area of each (or None), exclusions, and areas."""

    quantities: tuple[Quantity, ...]
    areas: tuple[AreaMention | None, ...]
    exclusions: tuple[Exclusion, ...]
    mentions: tuple[AreaMention, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is read: whose areas on which day, which words, how wide "about" is.

    In a column of figures `points` are as it has them, and what else is a year is `counted`. A passage that is `quoted`
    is in another language than its document: its kroner are those of that language's country.
    """

    country: str
    language: str
    on: date | None = None
    approximation: Approximation = "half_unit"
    points: Points = ""
    counted: bool = False
    quoted: bool = False

    @property
    def kroner_of(self) -> str:
        """The country whose currency "kr" is."""
        return _home(self.language) or self.country if self.quoted else self.country


def read_text(printed: str, manner: Manner) -> Found:
    """Find every quantity in one paragraph, or in a cell of a column, and resolve the place of each."""
    if any(map(printed.__contains__, _SPECIAL)):
        printed = _UNBROKEN_MINUS.sub("−", printed)
        powers = [match.span() for match in _POWER.finditer(printed)]
        plain = printed.translate(_READ_AS)
        for start, end in powers:  # what is raised there points to no note
            plain = plain[:start] + printed[start:end] + plain[end:]
        printed = plain
    text = Text(printed, manner.language)
    tokens, exclusions = scan(text, manner.language, manner.points, counted=manner.counted)
    plain = hide(text, exclusions)
    marks = [item for item in exclusions if item.reason == NOTE_MARK and not plain[item.start].isalnum()]
    for item in marks:  # read over, as raised marks are
        plain = plain[: item.start] + " " * (item.end - item.start) + plain[item.end :]
    text = text if plain == text else Text(plain, manner.language)
    mentions = tuple(find_areas(text, country=manner.country or None, on=manner.on)) if text else ()
    tokens, exclusions = _without_codes(tokens, exclusions, mentions)
    if missing := find_missing(text, mentions):
        taken = Spans([*tokens, *exclusions])
        free = [token for token in missing if not taken.touch(token.start, token.end)]
        tokens = sorted([*tokens, *free], key=lambda token: token.start)
    settings = Settings(manner.kroner_of, manner.approximation, tuple(mention.start for mention in mentions))
    quantities = tuple(read_quantities(text, tokens, settings))
    areas = find_places(text, quantities, mentions, manner.country)
    return Found(quantities, areas, tuple(exclusions), mentions)


def _without_codes(
    tokens: list[Token], exclusions: list[Exclusion], mentions: Sequence[AreaMention]
) -> tuple[list[Token], list[Exclusion]]:
    """Take the digits of codes out of the numbers: "2281 Sundsvall" names one place."""
    named = Spans(mentions)
    codes = [token for token in tokens if token.kind == "number" and named.touch(token.start, token.end)]
    if not codes:
        return tokens, exclusions
    told = [*exclusions, *(Exclusion(code.start, code.end, "area code") for code in codes)]
    return [token for token in tokens if token not in codes], sorted(told, key=lambda item: item.start)


def extract_quantities(
    text: str,
    *,
    country: str | None = None,
    language: str | None = None,
    on: date | None = None,
    approximation: Approximation = "half_unit",
) -> pd.DataFrame:
    """Extract every figure in a text; dates, years, phone numbers and the like are left out.

    Paragraphs are read one by one: no figure reaches past a line end.

    Parameters
    ----------
    text
        Running text in Swedish, Norwegian, Danish or English.
    country
        SE, NO or DK: whose municipalities are meant, and which currency "kr" is. Guessed from the language; where
        Danish and Norwegian cannot be told apart, kr has no currency.
    language
        sv, nb, nn, da or en; guessed from the text.
    on
        The day on which the municipalities' names are valid; any day when left out.
    approximation
        `half_unit` gives "c:a 60" the bounds 55 to 65 (docs/methods.md section 1); None gives it none.

    Returns
    -------
    DataFrame
        One row a figure: area (code or empty), area_name, value (NaN where the words give no point), lower,
        upper (inf when open), qualifier, unit (code or empty), relation, whole (row number of its whole, -1
        for none), part (its label), start, end (characters in `text`), text (the figure and its words).

    Raises
    ------
    CodeListError
        If the language or the country is not one of these.
    DocumentError
        If no language is named and it is running text in another one.

    Examples
    --------
    >>> extract_quantities("Timrå: 300 varav 5 st digitala")[["area", "value", "relation", "whole", "part"]]
          area  value relation  whole      part
    0  SE-2262  300.0    whole     -1
    1  SE-2262    5.0     part      0  digitala
    """
    guessed = "" if language else detect_language(check_known(text, "extract_quantities"))
    language = language or guessed
    if language not in known_languages():
        known = ", ".join(known_languages())
        raise CodeListError(f"no language {language!r}", where="extract_quantities", expected=known)
    country = country or (home_of(guessed, rival_of(text, guessed)) if guessed else _home(language))
    manner, rows = Manner(country, language, on, approximation), list[tuple[object, ...]]()
    start, cleaned = 0, without_controls(text)
    lines = [line or "" for line in hide_lines(cleaned.split("\n"))]
    paged = set(end_in_pages(lines, (at for at, line in enumerate(lines) if is_contents_heading(line))))
    for at, line in enumerate(lines):
        read = _PAGE.sub(lambda number: " " * len(number[0]), line) if at in paged else line
        found = read_text(read, manner)
        rows += _rows(line, found, start, len(rows))
        start += len(line) + 1
    columns = zip(*rows, strict=True) if rows else ((),) * len(_TYPES)
    figures = pd.DataFrame(
        {name: pd.array(column, dtype=kind) for (name, kind), column in zip(_TYPES.items(), columns, strict=True)}
    )
    if len(cleaned) == len(text):
        return figures
    places = places_kept(text)
    ends = [places[end - 1] + 1 for end in figures["end"]]
    return figures.assign(start=[places[start] for start in figures["start"]], end=ends)


_TYPES: dict[str, Any] = {
    "area": "str", "area_name": "str", "value": "float64", "lower": "float64", "upper": "float64",
    "qualifier": "str", "unit": "str", "relation": "str", "whole": "int64", "part": "str",
    "start": "int64", "end": "int64", "text": "str",
}  # fmt: skip
COLUMNS = list(_TYPES)


def _rows(line: str, found: Found, start: int, first_row: int) -> list[tuple[object, ...]]:
    """Return the figures of a line, in the order of `COLUMNS`."""
    line = hide(line, found.exclusions)
    return [
        (
            *((mention.code, mention.name) if mention else ("", "")),
            *(quantity.value, quantity.lower, quantity.upper),
            *(quantity.qualifier, quantity.unit, quantity.relation),
            quantity.whole + first_row if quantity.whole >= 0 else -1,
            quantity.part,
            quantity.start + start,
            quantity.end + start,
            words_of(line, quantity, mention),
        )
        for quantity, mention in zip(found.quantities, found.areas, strict=True)
    ]


def words_of(text: str, quantity: Quantity, mention: AreaMention | None) -> str:
    """Return a figure with its nearest words, from its place, if that stands shortly before it, to its label."""
    first = quantity.first
    if mention and first - _NEAR <= mention.start < first and quantity.last - mention.start <= QUOTE_LENGTH:
        first = mention.start
    last = quantity.last
    words_found = as_masked(text[first:last]).strip(" .…(")
    if words_found.count("(") > words_found.count(")") and text[last : last + 1] == ")":
        words_found += ")"
    elif text[first : first + 1] == "(" and words_found.count("(") < words_found.count(")"):
        words_found = f"({words_found}"
    return (words_found or text[quantity.start : quantity.end])[:QUOTE_LENGTH]  # or "..", alone in a cell
