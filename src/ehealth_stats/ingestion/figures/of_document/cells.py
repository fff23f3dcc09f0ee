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
from ehealth_stats.ingestion.text.numbers import CLASS, DIGITS, opens_groups
from ehealth_stats.ingestion.text.periods import find_periods, without_periods
from ehealth_stats.languages.detect import language_of_passage
from ehealth_stats.languages.lexicon import EVERY, fold, words

_MINUS = "-–—−‐‑﹣－"
_CELL = re.compile(
    rf"(?P<opens>\()?(?P<before>[{_MINUS}]\s?)?(?P<number>\d(?:[.,]\d+)?[eE][+-]?\d{{1,2}}|[.,]?\d[\d.,'’\s]*?)(?P<behind>\s?[{_MINUS}])?(?P<closes>\))?(?:(?:\s(?=[^\W\d])|\s?(?=[\[(]))(?P<mark>.{{1,24}}))?"
)
_NOTE = re.compile(rf"(?:(?<=[\d)])(?:\s?[*†‡]+|\s\d{{1,2}}\))+|(?<=\d[{_MINUS}])[*†‡]+)$")
_MARKS = re.compile(r"(?:\s?\[[a-z]\])+$")
_LONG = 8  # digits: of what may be a day, a person's number or one to call

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
        return _Line(text, self).read(Style(style))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a document, and the reader that says how it is to be read."""

    text: str
    by: CellReader

    def read(self, style: Style) -> Found:
        """Find what is in the line by what its column holds."""
        if reason := _NUMBERS_OF.get(style, ""):
            return Found((), (), (Exclusion(0, len(self.text), reason),), ())
        if style is Style.CODES:
            return self._code()
        if style.is_figures:
            return self._figure(style) or self._figures(style.points)
        if style.is_names:
            return self._area(style)
        if style is Style.HEADER:
            return self._header()
        found = self._prose()
        return without_figures(found, MEANING) if style is Style.LEGEND else found

    def _prose(self, points: Points = "", *, counted: bool = False) -> Found:
        areas, known, text = self.by.areas, self.by.language, self.text
        language = self.by.told or language_of_passage(text, known)
        manner = Manner(areas.country, language, areas.on, self.by.approximation, points, counted)
        return read_text(text, manner if language == known else replace(manner, quoted=True))

    def _figure(self, style: Style) -> Found | None:
        """Read a cell that is a figure and nothing else."""
        printed = self.text.lstrip("0") or "0" if style is Style.PADDED else self.text
        quantity = read_figure(printed, self.by.told or self.by.language, style.points, self.by.legend)
        if quantity and printed != self.text:
            quantity = quantity._replace(end=len(self.text), last=len(self.text))
        return Found((quantity,), (None,), (), ()) if quantity else None

    def _figures(self, points: Points) -> Found:
        """Read a cell that says more than a figure; marks at its end are the status of the first one."""
        marks = _MARKS.search(self.text)
        bare = replace(self, text=self.text[: marks.start()]) if marks else self
        counted = bool(re.fullmatch(number_form(), self.text))
        found = self._below_nothing(bare._prose(points, counted=counted))
        if len(found.quantities) + len(found.exclusions) > 1 and _is_torn(self.text):
            return without_figures(found, AMBIGUOUS)
        if not marks or not found.quantities:
            return found
        first, *rest = found.quantities
        return replace(found, quantities=(first._replace(status=read_status(marks.group())), *rest))

    def _below_nothing(self, found: Found) -> Found:
        """Return what is found in a cell that opens with a minus: "-45 larm" is one figure, "-45–-20" refused."""
        before = self.text[: found.quantities[0].start].strip() if found.quantities else ""
        if not before or before not in _MINUS or found.quantities[0].value <= 0:
            return found
        if len(found.quantities) > 1:
            return without_figures(found, AMBIGUOUS)
        (one,) = found.quantities
        turned = one._replace(value=-one.value, lower=-one.upper, upper=-one.lower)
        return replace(found, quantities=(turned,))

    def _code(self) -> Found:
        home = countries().get(self.by.areas.country)
        digits = digits_of_code(self.text, home) if home else ""
        code = home.area_code(digits) if home and digits else ""
        if not code:
            return self._area(Style.NAMES)
        mentions = self._mention(code) if spells_of(code) else ()  # "9999" stands for those that have none
        return Found((), (), (Exclusion(0, len(self.text), "area code"),), mentions)

    def _header(self) -> Found:
        """Read a header: the 1000 of "Budget 1000 kr" is the unit of the figures below, none itself, nor is "0-17"."""
        found, unit = self._prose(), read_header_unit(self.text, self.by.areas.country)
        if CLASS.fullmatch(self.text):
            return without_figures(found, "class of a column")
        if unit.multiplier == 1 or not found.quantities:
            return found
        are_units = all(quantity.value in (unit.multiplier, 1.0) for quantity in found.quantities)
        return without_figures(found, "unit of a table") if are_units else found

    def _area(self, style: Style) -> Found:
        """Read the name of an area with its code; a body that works in one is no area, and no year is a code."""
        found, text = self._prose(), self.text
        reader = replace(self.by.areas, counties=style is Style.COUNTIES, bodies=style is Style.BODIES)
        code = reader.find(RowName(without_periods(text)))
        if code is None:
            if names_two(text, self.by.areas):
                return replace(without_figures(found, "area code"), mentions=())
            return replace(found, mentions=()) if body_in(text) and not found.quantities else found
        periods = [(mention.start, mention.end) for mention in find_periods(text)]
        digits = (match.span() for match in DIGITS.finditer(text))
        codes = [span for span in digits if not any(start <= span[0] < end for start, end in periods)]
        kept = [
            item for item in found.exclusions if not any(item.start < end and start < item.end for start, end in codes)
        ]
        told = sorted([*kept, *(Exclusion(*span, "area code") for span in codes)], key=lambda item: item.start)
        same = len(found.mentions) == 1 and found.mentions[0].code == code
        mentions = found.mentions if same else self._mention(code) if code else ()
        return Found((), (), tuple(told), mentions)

    def _mention(self, code: str) -> tuple[AreaMention, ...]:
        return (AreaMention(0, len(self.text), code, read_area(code).name),)


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
        return of_sign(sign, len(text))
    match = _CELL.fullmatch(plain)
    if not match or bool(match["opens"]) != bool(match["closes"]) or _is_code(match["number"]):
        return None
    signed = match["before"] or match["behind"] or match["opens"]
    if not signed and _may_call(match["number"]):
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


def _is_code(number: str) -> bool:
    """Tell a code, "0301", and what may be a day or a person's number."""
    return number.isdecimal() and (len(number) >= _LONG or (number[0] == "0" and len(number) > 1))


def _is_torn(printed: str) -> bool:
    """Tell digits in groups that are none of three: "3 00", "12 5"."""
    first, *groups = printed.replace(".", " ").replace(",", " ").split(" ")
    return bool(groups) and opens_groups(first) and all(group.isdecimal() and len(group) < 3 for group in groups)


def _may_call(number: str) -> bool:
    """Tell eight digits in groups: a large number, or one to call."""
    groups = number.split()
    return len(groups) > 1 and sum(map(len, groups)) >= _LONG and "".join(groups).isdecimal()


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


def of_sign(sign: Sign, size: int) -> Quantity:
    """Return the figure that a sign of so many characters stands for."""
    bounds = (sign.value, sign.lower, sign.upper)
    return Quantity(0, size, 0, size, *bounds, sign.qualifier, status=sign.status)
