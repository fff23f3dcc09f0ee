"""One line and how it is read -> what is found in it: prose as prose, a cell by what its column holds."""

import re
from dataclasses import dataclass, replace
from math import inf

from ehealth_stats.codelists import countries, plain_qualifier, read_area, statuses
from ehealth_stats.codelists.areas import AreaMention, spells_of
from ehealth_stats.codelists.note_marks import without_notes
from ehealth_stats.ingestion.figures.extract import Found, Manner, read_text
from ehealth_stats.ingestion.figures.grammar.bounds import bounds_of_number
from ehealth_stats.ingestion.figures.model import Approximation, Quantity
from ehealth_stats.ingestion.figures.of_document.columns import digits_of_code, number_form
from ehealth_stats.ingestion.figures.of_document.header_units import read_header_unit
from ehealth_stats.ingestion.figures.of_document.row_areas import AreaReader, RowName, body_in, names_two
from ehealth_stats.ingestion.figures.of_document.signs import Legend, Sign, sign_of
from ehealth_stats.ingestion.figures.of_document.style import Style
from ehealth_stats.ingestion.figures.tokens.printed import Points, parse_number
from ehealth_stats.ingestion.text.exclusion import AMBIGUOUS, MEANING, Exclusion
from ehealth_stats.ingestion.text.periods import find_periods, without_periods
from ehealth_stats.languages.detect import language_of_passage
from ehealth_stats.languages.lexicon import EVERY, fold, words

_MINUS = "-–—−‐‑﹣－"
_CELL = re.compile(
    rf"(?P<opens>\()?(?P<before>[{_MINUS}]\s?)?(?P<number>\d(?:[.,]\d+)?[eE][+-]?\d{{1,2}}|[.,]?\d[\d.,'’\s]*?)(?P<behind>\s?[{_MINUS}])?(?P<closes>\))?(?:(?:\s(?=[^\W\d])|\s?(?=[\[(]))(?P<mark>.{{1,24}}))?"
)
_NOTE = re.compile(rf"(?:(?<=[\d)])(?:\s?[*†‡]+|\s\d{{1,2}}\))+|(?<=\d[{_MINUS}])[*†‡]+)$")
_MARKS = re.compile(r"(?:\s?\[[a-z]\])+$")
_TORN = re.compile(r"[1-9]\d{0,2}(?:[ .,]\d{1,2})+")  # "3 00", "12 5": no groups of three
_CLASS = re.compile(r"\d{1,3}(?:\s?[-–]\s?\d{1,3}|\s?\+)")  # of age: "0-17", "65+"
_NO_NUMBER = re.compile(r"0\d+|\d{8,}")  # a code; what may be a day or a person's number
_MAY_CALL = re.compile(r"(?=.*\s)(?:\s?\d){8,}")  # eight digits in groups: a large number, or one to call
_DIGITS = re.compile(r"\d+")

_NUMBERS_OF = {Style.NUMBERING: "column number", Style.ROW_NUMBERS: "row number"}


@dataclass(frozen=True)
class CellReader:
    """Reads a line by its style, in the language of a document, or another that is told, and with its legend."""

    areas: AreaReader
    language: str
    approximation: Approximation
    legend: Legend
    told: str = ""

    def read(self, text: str, style: int) -> Found:
        """Find what is in a line.

        Examples
        --------
        >>> reader = CellReader(AreaReader("SE", None), "sv", "half_unit", {})
        >>> texts = ("2013", "(45)", "45-", "- 45", "450 [p]")
        >>> [reader.read(text, Style.FIGURES).quantities[0].value for text in texts]
        [2013.0, -45.0, -45.0, -45.0, 450.0]
        >>> reader.read("114", Style.CODES).mentions[0].code, reader.read("Landet 2013", Style.NAMES).mentions[0].code
        ('SE-0114', 'SE')
        """
        known = Style(style)
        if reason := _NUMBERS_OF.get(known, ""):
            return Found((), (), (Exclusion(0, len(text), reason),), ())
        if known is Style.CODES:
            return self._code(text)
        if known.is_figures:
            printed = text.lstrip("0") or "0" if known is Style.PADDED else text
            quantity = read_figure(printed, self.told or self.language, known.points, self.legend)
            if quantity and printed != text:
                quantity = replace(quantity, end=len(text), last=len(text))
            return Found((quantity,), (None,), (), ()) if quantity else self._figures(text, known.points)
        if known.is_names:
            return self._area(text, known)
        if known is Style.HEADER:
            return self._header(text)
        found = self._prose(text)
        return without_figures(found, MEANING) if known is Style.LEGEND else found

    def _prose(self, text: str, points: Points = "", *, counted: bool = False) -> Found:
        areas, language = self.areas, self.told or language_of_passage(text, self.language)
        manner = Manner(areas.country, language, areas.on, self.approximation, points, counted)
        return read_text(text, manner if language == self.language else replace(manner, quoted=True))

    def _figures(self, text: str, points: Points) -> Found:
        """Read a cell that says more than a figure; marks at its end are the status of the first one."""
        marks = _MARKS.search(text)
        found = _below_nothing(
            text,
            self._prose(
                text[: marks.start()] if marks else text, points, counted=bool(re.fullmatch(number_form(), text))
            ),
        )
        if len(found.quantities) + len(found.exclusions) > 1 and _TORN.fullmatch(text):
            return without_figures(found, AMBIGUOUS)
        if not marks or not found.quantities:
            return found
        first, *rest = found.quantities
        return replace(found, quantities=(replace(first, status=read_status(marks.group())), *rest))

    def _code(self, text: str) -> Found:
        home = countries().get(self.areas.country)
        digits = digits_of_code(text, home) if home else ""
        code = home.area_code(digits) if home and digits else ""
        if not code:
            return self._area(text, Style.NAMES)
        mentions = self._mention(code, len(text)) if spells_of(code) else ()  # "9999" stands for those that have none
        return Found((), (), (Exclusion(0, len(text), "area code"),), mentions)

    def _header(self, text: str) -> Found:
        """Read a header: the 1000 of "Budget 1000 kr" is the unit of the figures below, none itself, nor is "0-17"."""
        found, unit = self._prose(text), read_header_unit(text, self.areas.country)
        if _CLASS.fullmatch(text):
            return without_figures(found, "class of a column")
        if unit.multiplier == 1 or not found.quantities:
            return found
        are_units = all(quantity.value in (unit.multiplier, 1.0) for quantity in found.quantities)
        return without_figures(found, "unit of a table") if are_units else found

    def _area(self, text: str, style: Style) -> Found:
        """Read the name of an area with its code; a body that works in one is no area, and no year is a code."""
        found = self._prose(text)
        reader = replace(self.areas, counties=style is Style.COUNTIES, bodies=style is Style.BODIES)
        code = reader.find(RowName(without_periods(text)))
        if code is None:
            if names_two(text, self.areas):
                return replace(without_figures(found, "area code"), mentions=())
            return replace(found, mentions=()) if body_in(text) and not found.quantities else found
        periods = [(mention.start, mention.end) for mention in find_periods(text)]
        digits = (match.span() for match in _DIGITS.finditer(text))
        codes = [span for span in digits if not any(start <= span[0] < end for start, end in periods)]
        kept = [
            item for item in found.exclusions if not any(item.start < end and start < item.end for start, end in codes)
        ]
        told = sorted([*kept, *(Exclusion(*span, "area code") for span in codes)], key=lambda item: item.start)
        same = len(found.mentions) == 1 and found.mentions[0].code == code
        mentions = found.mentions if same else self._mention(code, len(text)) if code else ()
        return Found((), (), tuple(told), mentions)

    def _mention(self, code: str, end: int) -> tuple[AreaMention, ...]:
        return (AreaMention(0, end, code, read_area(code).name),)


def _below_nothing(text: str, found: Found) -> Found:
    """Return what is found in a cell that opens with a minus: "-45 larm" is one figure, "-45–-20" refused."""
    before = text[: found.quantities[0].start].strip() if found.quantities else ""
    if not before or before not in _MINUS or found.quantities[0].value <= 0:
        return found
    if len(found.quantities) > 1:
        return without_figures(found, AMBIGUOUS)
    (one,) = found.quantities
    turned = replace(one, value=-one.value, lower=-one.upper, upper=-one.lower)
    return replace(found, quantities=(turned,))


def without_figures(found: Found, reason: str) -> Found:
    """Tell of all figures of a text that they are none, with the reason."""
    told = (Exclusion(quantity.start, quantity.end, reason) for quantity in found.quantities)
    return Found((), (), tuple(sorted([*found.exclusions, *told], key=lambda item: item.start)), found.mentions)


def read_figure(text: str, language: str, points: Points, legend: Legend) -> Quantity | None:
    """Read a cell that is a figure and nothing else, or a sign in place of one; none where it says more.

    A minus stands before or behind, or brackets around; letters behind are the figure's status.
    """
    plain = _NOTE.sub("", without_notes(text)) or text
    if sign := sign_of(plain, legend):
        return of_sign(sign, text)
    match = _CELL.fullmatch(plain)
    if not match or bool(match["opens"]) != bool(match["closes"]) or _NO_NUMBER.fullmatch(match["number"]):
        return None
    signed = match["before"] or match["behind"] or match["opens"]
    if not signed and _MAY_CALL.fullmatch(match["number"]):
        return None
    status = read_status(match["mark"] or "")
    number = parse_number(match["number"], language, points)
    if not number or (match["mark"] and not status):
        return None
    sign_of_it = -1 if number.value and signed else 1
    qualifier = plain_qualifier(rounded=number.step != 1)
    bounds = bounds_of_number(sign_of_it * number.value, qualifier, step=number.step, count=False)
    return Quantity(
        0, match.end("closes" if match["closes"] else "behind" if match["behind"] else "number"), 0, len(text),
        *bounds, qualifier, status=status,
    )  # fmt: skip


def read_status(marks: str) -> str:
    """Return the gravest status that marks beside a figure give, empty where one of them is none.

    Examples
    --------
    >>> read_status("[p]"), read_status("[b] [p]"), read_status("st"), read_status("")
    ('P', 'B', '', '')
    """
    known = words("status_mark", EVERY)
    letters = [known.get(fold(mark), "") for mark in ([marks] if fold(marks) in known else marks.split())]
    gravest = sorted(map(str.upper, letters), key=lambda letter: statuses()[letter].gravity if letter else inf)
    return gravest[-1] if gravest and all(letters) else ""


def of_sign(sign: Sign, text: str) -> Quantity:
    """Return the figure that a sign stands for."""
    bounds = (sign.value, sign.lower, sign.upper)
    return Quantity(0, len(text), 0, len(text), *bounds, sign.qualifier, status=sign.status)
