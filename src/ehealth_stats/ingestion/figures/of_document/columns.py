"""What the columns of tables hold -> how each line of a document is read: as prose, a figure, an area, its code.

| Kommunkod | Kommun | Infört | Antal larm | Andel  |
| 2260      | Ånge   | 2012   | 1950       | 45.512 |    codes, areas, years, counts, decimals:
| 2262      | Timrå  | 2013   | 2013       | 7.25   |    no cell says so, its column does
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ehealth_stats.codelists import Country, area_level, countries
from ehealth_stats.codelists.areas import spells_of
from ehealth_stats.codelists.areas.names import names_of
from ehealth_stats.codelists.areas.register import all_areas
from ehealth_stats.codelists.note_marks import RAISED
from ehealth_stats.ingestion.documents import Document, IntArray, Table
from ehealth_stats.ingestion.figures.of_document.header_units import (
    HeaderUnit,
    names_count,
    units_kind,
    units_of_table,
)
from ehealth_stats.ingestion.figures.of_document.header_words import counts, has_word, names_share, names_time
from ehealth_stats.ingestion.figures.of_document.row_areas import AreaReader, RowName
from ehealth_stats.ingestion.figures.of_document.signs import are_signs
from ehealth_stats.ingestion.figures.of_document.style import STYLES, Style
from ehealth_stats.ingestion.figures.tokens.printed import Points
from ehealth_stats.ingestion.text.periods import without_periods
from ehealth_stats.languages.lexicon import EVERY, any_of, fold, words

Flags = NDArray[np.bool_]


_YEAR = r"^(?:19|20)\d\d$"
_DIGITS = r"^\d{1,4}$"
_CODE = r"^(?:[A-Z]-|[A-Z]{2}[-_]?)?\d{1,4}$"
_FORM_OF_CODE = re.compile(r"(?:[A-Z]-|(?P<country>[A-Z]{2})(?P<parted>[-_]?))?(?P<digits>\d{1,4})")
_WHOLE = r"^[1-9]\d*$"
_PADDED = r"^0\d{1,6}$"
_ANY_POINT = r"\d\.\d{3}(?:\D|$)"
_READ_AS_FIGURES = (*STYLES.values(), Style.PROSE, Style.HEADER)
_LONGEST_NAME = 80
_LEAST_AREAS = 2
_WIDEST = 1 << 20
_FIRST_ROWS = 2
_THOUSAND = 1000


@dataclass(frozen=True)
class Looks:
    """What distinct texts look like, each by itself: numbers, areas, codes; only those in tables are looked at."""

    texts: pa.Array
    inside: Flags
    reader: AreaReader
    language: str

    @cached_property
    def flags(self) -> Mapping[str, Flags]:
        """Numbers, years, signs for no figure, and what points and commas show or leave open."""
        forms = {
            "number": number_form(),
            "year": _YEAR,
            "code": _CODE,
            "digits": _DIGITS,
            "whole": _WHOLE,
            "any_point": _ANY_POINT,
        } | _sign_forms("point", r"\.", ",")
        forms |= _sign_forms("comma", ",", r"\.")
        found = {name: pc.match_substring_regex(self.texts, form) for name, form in forms.items()}
        return {name: np.asarray(flag, dtype=bool) for name, flag in found.items()} | {"sign": are_signs(self.texts)}

    @cached_property
    def areas(self) -> Mapping[int, str]:
        """The areas that distinct texts name, by their position; that of a sum is empty."""
        return self._named(self.reader)

    @cached_property
    def counties(self) -> Mapping[int, str]:
        """The same where a name that a county bears is the county's."""
        named = self._named(AreaReader(self.reader.country, self.reader.on, counties=True, bodies=True))
        return {n: code for n, code in named.items() if code and area_level(code) == "county"}

    @cached_property
    def doubtful(self) -> frozenset[int]:
        """The names that two areas bear."""
        return frozenset(n for n, text in self._names.items() if n not in self.areas and self.reader.is_doubtful(text))

    def _named(self, reader: AreaReader) -> Mapping[int, str]:
        found = {n: reader.find(RowName(text)) for n, text in self._names.items()}
        return {n: code for n, code in found.items() if code is not None}

    @cached_property
    def _names(self) -> Mapping[int, str]:
        worded = self.inside & ~self.flags["number"] & ~self.flags["sign"]
        at = np.flatnonzero(worded & (pc.utf8_length(self.texts).to_numpy() <= _LONGEST_NAME))
        texts = self.texts.take(pa.array(at)).to_pylist()
        known = _words_of_names()  # most texts of a large table have none, nor a word for a sum
        worded_as = (_WORD.findall(text.casefold()) for text in texts)
        named = [any(word in known or word.removesuffix("s") in known for word in found) for found in worded_as]
        return {n: text for n, text, is_name in zip(at.tolist(), texts, named, strict=True) if is_name}

    @cached_property
    def codes(self) -> Mapping[int, str]:
        """The codes of areas that distinct texts may be: up to four digits, also with the letters of the country."""
        home = countries().get(self.reader.country)
        if not home:
            return {}
        listed = {int(n): self.texts[n].as_py() for n in np.flatnonzero(self.inside & self.flags["code"])}
        found = {n: home.area_code(code) for n, text in listed.items() if (code := digits_of_code(text, home))}
        return {n: code for n, code in found.items() if spells_of(code)}

    def marked(self, listed: Iterable[int]) -> Flags:
        """Tell the texts that are listed by their position."""
        marked = np.zeros(len(self.texts), dtype=bool)
        marked[list(listed)] = True
        return marked


def digits_of_code(text: str, home: Country) -> str:
    """Return the digits of a printed code of an area, empty where it is none of the country.

    Few digits glued to its letters are a region of the European Union: SE22 is Sydsverige, SE-22 Västernorrland.

    Examples
    --------
    >>> norway = countries()["NO"]
    >>> [digits_of_code(text, norway) for text in ("0301", "NO-0301", "NO0301", "K-0301", "NO03", "SE-2281", "larm")]
    ['0301', '0301', '0301', '0301', '', '', '']
    """
    match = _FORM_OF_CODE.fullmatch(text)
    if not match or match["country"] not in (None, home.code):
        return ""
    glued = match["country"] and not match["parted"]
    return "" if glued and len(match["digits"]) < home.municipality_digits else match["digits"]


@cache
def number_form() -> str:
    """Return the pattern of a number, or of two that are a range: with a qualifier, a minus, a unit, marks, notes.

    A name has a capital: "2281 Sundsvall" is none.
    """
    qualifier, digits = any_of(EVERY, "qualifier"), r"(?:\d(?:[.,]\d+)?[eE][+-]?\d{1,2}|[.,]?\d[\d\s.,'’]*)"
    number = rf"[(]?[-–−‐‑﹣－]?\s?{digits}(?:\s?[-–−]\s?(?:{digits})?)?[)]?"
    unit, marks = r"\s?(?:%|[a-zåäöæø]{1,12}\.?)?", r"(?:\s?\[[a-z]\])*"
    notes = rf"(?:\s?[*†‡{''.join(sorted(RAISED))}]+|\s\d{{1,2}}\))*"
    return rf"^(?:(?i:{qualifier})\s?)?{number}{unit}{marks}{notes}$"


def _sign_forms(name: str, sign: str, other: str) -> dict[str, str]:
    """Return the patterns of numbers in which a sign may part thousands, opens decimals, or parts thousands."""
    start, end = r"^[-–−﹣－(]?", r"\s?[)%]?(?:\s?[a-zåäöæø]{1,12}\.?)?$"
    return {
        f"{name}_open": rf"{start}[1-9]\d{{0,2}}{sign}\d{{3}}{end}",
        f"{name}_decimal": rf"{start}(?:\d+{sign}(?:\d{{1,2}}|\d{{4,}})|(?:0|\d{{4,}}){sign}\d+){end}",
        f"{name}_thousands": rf"\d{sign}\d{{3}}{sign}\d{{3}}|\d{sign}\d{{3}}{other}\d",
    }


_WORD = re.compile(r"[^\W\d_]+")


@cache
def _words_of_names() -> frozenset[str]:
    names = (name for area in all_areas() for name in names_of(area))
    listed = [*words("total", EVERY), *words("row_whole", EVERY), *words("nationwide", EVERY)]
    return frozenset(word for name in (*names, *listed) for word in _WORD.findall(name.casefold()))


@dataclass(frozen=True, eq=False)
class Columns:
    """How each line of a document is read, and which of the distinct texts it is; `sums` only name one."""

    texts: pa.Array
    codes: IntArray
    styles: IntArray
    sums: Flags


def read_columns(document: Document, reader: AreaReader, language: str) -> Columns:
    """Look at the columns of all tables of a document, and decide how the lines in them are read."""
    encoded = document.lines.texts.dictionary_encode()
    texts, codes = encoded.dictionary, np.asarray(encoded.indices, dtype=np.int64)
    inside = np.zeros(len(texts), dtype=bool)
    inside[codes[document.lines.column >= 0]] = True
    looks = Looks(texts, inside, reader, language)
    styles = _styles(document, looks, codes)
    sums = looks.marked(n for n, code in looks.areas.items() if not code)
    return Columns(texts, codes, styles, sums[codes])


def _styles(document: Document, looks: Looks, codes: IntArray) -> IntArray:
    lines = document.lines
    styles = np.zeros(len(codes), dtype=np.int64)
    inside = np.flatnonzero((lines.row >= 0) & (lines.comment == 0))
    if not len(inside):
        return styles
    column, listed = pd.factorize(lines.block[inside] * _WIDEST + lines.column[inside])
    decimals = document.with_decimal_point(looks.flags["any_point"][codes])
    counts = _counts(looks, codes[inside], column, len(listed))
    told_open = np.bincount(column[(decimals & looks.flags["point_open"][codes])[inside]], minlength=len(listed))
    counts["point_open"] -= told_open
    counts["point_decimal"] += told_open
    places = [divmod(key, _WIDEST) for key in listed.tolist()]
    spoken = ((lines.block[first:end], language) for first, end, language in document.spoken)
    told = {block: language for blocks, language in spoken for block in np.unique(blocks).tolist()}
    decided = [
        _decide(
            _header(document, *place),
            _unit_of(document, *place),
            {name: int(count[n]) for name, count in counts.items()},
            told.get(place[0], looks.language),
        )
        for n, place in enumerate(places)
    ]
    styles[inside] = np.array(decided)[column]
    for correct in _CORRECTIONS:
        correct(document, looks, codes, styles)
    styles[decimals & np.isin(styles, _READ_AS_FIGURES)] = Style.DECIMAL_POINT
    return styles


def _header(document: Document, block: int, column: int) -> str:
    table = document.content[block]
    return table.header[column] if isinstance(table, Table) and column < len(table.header) else ""


def _unit_of(document: Document, block: int, column: int) -> HeaderUnit:
    """Return the unit that a header names, or else the title of its table."""
    table = units_of_table(document, block, "SE")
    return table.headed(column) if table else HeaderUnit()


def _counts(looks: Looks, codes: IntArray, column: IntArray, size: int) -> dict[str, IntArray]:
    """Count the cells of each column by what they look like."""
    levels = {n: area_level(code) for n, code in looks.areas.items() if code}
    alone = (n for n, level in levels.items() if level == "municipality" and n not in looks.counties)
    bodies, named = {n: code for n, code in looks.counties.items() if n not in looks.areas}, {*looks.areas.values()}
    flags = {
        **looks.flags,
        "filled": np.ones(len(looks.texts), dtype=bool),
        "code": looks.marked(looks.codes),
        "lettered": looks.marked(n for n in looks.codes if looks.texts[n].as_py()[:2] == looks.reader.country),
        "area": looks.marked(levels),
        "doubtful": looks.marked(looks.doubtful),
        "named": looks.marked([*looks.areas, *looks.doubtful]),
        "county": looks.marked(n for n, level in levels.items() if level == "county"),
        "no_county": looks.marked(alone),
        "body": looks.marked(bodies),
        "twice": looks.marked(n for n, code in bodies.items() if code in named),
    }
    return {name: np.bincount(column[flag[codes]], minlength=size) for name, flag in flags.items()}


def _decide(header: str, unit: HeaderUnit, n: Mapping[str, int], language: str) -> Style:
    """Decide how the cells of a column are read, by its header and by what most of them look like."""
    worded = n["filled"] - n["number"] - n["sign"]
    is_listed = has_word(header, "code_header") or n["lettered"] >= _LEAST_AREAS or _lists_codes(header, n)
    if n["code"] and 2 * n["code"] >= n["filled"] and is_listed:
        return Style.CODES
    if n["area"] + n["body"] + n["doubtful"] and 2 * (n["named"] + n["body"]) >= worded > n["number"]:
        if n["no_county"] or n["doubtful"]:
            return Style.NAMES
        lists_counties = n["county"] >= _LEAST_AREAS or has_word(header, "county_header")
        is_mixed = n["county"] and n["twice"]  # "Vestland" beside "Vestland fylkeskommune"
        lists_bodies = has_word(header, "body_header") and not is_mixed
        return Style.BODIES if lists_bodies else Style.COUNTIES if lists_counties else Style.NAMES
    few = not n["number"] or 2 * (n["number"] + n["sign"]) < n["filled"]
    if few or (not counts(header) and (n["number"] == n["year"] or names_time(header))):
        return Style.PROSE
    return STYLES[_points(n, header, unit, language)]


def _lists_codes(header: str, n: Mapping[str, int]) -> bool:
    """Tell a column that names its areas by codes alone: 2260 and 2262 below "Kommun"."""
    named = fold(header).strip(" .:")
    return (named in words("area_level", EVERY) or named in words("county_header", EVERY)) and n["code"] >= n["number"]


def _points(n: Mapping[str, int], header: str, unit: HeaderUnit, language: str) -> Points:
    """Return the decimal sign that the cells of a column show, if some leave it open."""
    if not n["point_open"] and not n["comma_open"]:
        return "." if n["comma_thousands"] else "," if n["point_thousands"] else ""
    point, comma = n["point_decimal"] + n["comma_thousands"], n["comma_decimal"] + n["point_thousands"]
    if point or comma:
        return "either" if point and comma else "." if point else ","
    usual = n["comma_open"] if language == "en" else n["point_open"]  # these would part thousands
    # No share is a thousand percent.
    is_share = names_share(header) or units_kind(unit.unit) == "percent"
    if usual and is_share:
        return "," if language == "en" else "."
    # "1,200" below "Antal larm": things that are counted have no thousandths, and no Nordic comma parts thousands.
    thousandths = n["point_open"] if language == "en" else n["comma_open"]
    return "either" if thousandths and not is_share and _is_whole(n, header, unit) else ""


def _is_whole(n: Mapping[str, int], header: str, unit: HeaderUnit) -> bool:
    """Tell a column of things or money that have no thousandths, and one that shows it by whole numbers.

    "1,250" below "Budget (tkr)" may be 1 250 kronor or as many thousands; millions are printed with three decimals.
    """
    is_money = units_kind(unit.unit) == "money"
    if unit.multiplier > (_THOUSAND if is_money else 1) or unit.rate or names_count(header, ("time",)):
        return False
    return is_money or names_count(header, ("count",)) or has_word(header, "count_header") or bool(n["whole"])


def _find_codes(document: Document, looks: Looks, codes: IntArray, styles: IntArray) -> None:
    """Find columns that repeat the code of an area of each row, in two rows at least, whatever they are called.

    The area is that of the column of names before it or behind, or its county in a column beside.
    """
    lines = document.lines
    here = np.flatnonzero((lines.row >= 0) & looks.flags["digits"][codes])
    if not len(here):
        return
    value = np.full(len(looks.texts), -2)
    digits = np.flatnonzero(looks.flags["digits"])
    value[digits] = [int(looks.texts[n].as_py()) for n in digits.tolist()]
    rows = number_rows(document)
    found = np.zeros(len(here), dtype=bool)
    sides = (((Style.NAMES, Style.COUNTIES), looks.areas), ((Style.COUNTIES, Style.BODIES), looks.counties))
    for kinds, known in sides:
        named = np.flatnonzero(np.isin(styles, kinds))
        if not len(named):
            continue
        number = np.full(len(looks.texts), -1)
        for n, code in known.items():
            number[n] = int(code[3:] or 0) if code else -1
        of_row = np.full(int(rows.max()) + 1, -1)
        of_row[rows[named[::-1]]] = number[codes[named[::-1]]]
        found |= _repeat(lines.block[here] * _WIDEST + lines.column[here], of_row[rows[here]], value[codes[here]])
    styles[here[found]] = Style.CODES


def _find_regions(document: Document, looks: Looks, codes: IntArray, styles: IntArray) -> None:
    """Find the codes of regions of the European Union: what stands beside them names no municipality."""
    regions = np.asarray(pc.match_substring_regex(looks.texts, rf"^{looks.reader.country}\d{{1,3}}$"), dtype=bool)
    lines = document.lines
    at = np.flatnonzero(regions[codes] & ~looks.marked(looks.codes)[codes] & (lines.row >= 0))
    found, count = np.unique(lines.block[at] * _WIDEST + lines.column[at], return_counts=True)
    beside = [found[count >= _LEAST_AREAS] + way for way in (-1, 1)]
    here = np.isin(lines.block * _WIDEST + lines.column, np.concatenate(beside)) & (lines.row >= 0)
    styles[here & np.isin(styles, (Style.NAMES, Style.PROSE))] = Style.COUNTIES


def _find_padded(document: Document, looks: Looks, codes: IntArray, styles: IntArray) -> None:
    """Find counts that are filled up with zeros, "0450" below "Antal larm": elsewhere they are codes."""
    padded = np.asarray(pc.match_substring_regex(looks.texts, _PADDED), dtype=bool)
    is_figure = (styles >= Style.FIGURES) & (styles <= Style.EITHER_SIGN)
    at = np.flatnonzero(padded[codes] & is_figure & (document.lines.row >= 0))
    places = list(zip(document.lines.block[at].tolist(), document.lines.column[at].tolist(), strict=True))
    counted = {place: counts(_header(document, *place)) for place in set(places)}
    styles[at[np.array([counted[place] for place in places], dtype=bool)]] = Style.PADDED


def _repeat(columns: IntArray, area: IntArray, value: IntArray) -> Flags:
    """Tell the cells of columns in which each number is that of the area of its row, where one is known."""
    cells = pd.DataFrame({"key": columns, "named": area >= 0})
    cells["same"] = cells["named"] & (value == area)
    sums = cells.groupby("key")[["named", "same"]].transform("sum")
    return np.asarray((sums["same"] == sums["named"]) & (sums["same"] >= _LEAST_AREAS), dtype=bool)


def _find_row_numbers(document: Document, looks: Looks, codes: IntArray, styles: IntArray) -> None:
    """Find columns that number the rows: 1, 2, 3 below "Nr", or below nothing before the names."""
    for block, table in enumerate(document.content):
        header = table.header if isinstance(table, Table) else ()
        numbered = words("number_header", EVERY)
        named = [at for at, text in enumerate(header) if fold(text) in numbered or (not text and not at)]
        here = (
            np.arange(*np.searchsorted(document.lines.block, [block, block + 1])) if named else np.zeros(0, dtype=int)
        )
        for column in named:
            cells = here[(document.lines.column[here] == column) & (styles[here] == Style.FIGURES)]
            texts = looks.texts.take(pa.array(codes[cells])).to_pylist()
            if len(texts) >= _LEAST_AREAS and texts == [str(at) for at in range(1, len(texts) + 1)]:
                styles[cells] = Style.ROW_NUMBERS


def number_rows(document: Document) -> IntArray:
    """Number the rows of all tables from 0 in reading order; lines outside tables are -1."""
    lines = document.lines
    inside = lines.column >= 0
    changes = (np.diff(lines.block, prepend=-1) != 0) | (np.diff(lines.row, prepend=-2) != 0)
    return np.where(inside, np.cumsum(changes & inside) - 1, -1)


def _tell_years(document: Document, looks: Looks, codes: IntArray, styles: IntArray) -> None:
    """Tell counts from years by the label of their row, where the column leaves it open: a turned table.

    | Nyckeltal | Ånge | Timrå |
    | Larm      | 1950 | 2013  |        counts
    | Startår   | 2012 | 2013  |        years, in a column of figures
    """
    lines = document.lines
    is_figure = (styles >= Style.FIGURES) & (styles <= Style.EITHER_SIGN)
    years = np.flatnonzero(looks.flags["year"][codes] & (lines.row >= 0) & (lines.column > 0))
    places = list(zip(lines.block[years].tolist(), lines.column[years].tolist(), strict=True))
    heads = {place: names_area(looks.reader, _header(document, *place)) for place in set(places)}
    across = np.array([heads[place] for place in places], dtype=bool)
    open_ones = (across & (styles[years] == Style.PROSE)) | is_figure[years]
    years, across = years[open_ones], across[open_ones]
    if not len(years):
        return
    rows = number_rows(document)
    first = np.full(int(rows.max()) + 1, -1)
    worded = ~looks.flags["number"] | looks.flags["year"]
    labels = np.flatnonzero((lines.column == 0) & (lines.row >= 0) & worded[codes])[::-1]
    first[rows[labels]] = codes[labels]
    listed, which = np.unique(first[rows[years]] * 2 + across, return_inverse=True)
    said = [_said_by(looks, key // 2, across=bool(key % 2)) if key >= 0 else None for key in listed.tolist()]
    style = np.array([-1 if each is None else each for each in said])[which]
    changed = (style >= 0) & (is_figure[years] != (style == Style.FIGURES))
    styles[years[changed]] = style[changed]


def _said_by(looks: Looks, label: int, *, across: bool) -> Style | None:
    """Return what the label of a row says of a year in it; below the name of an area all that is counted is none."""
    if label in looks.areas:
        return None
    text = looks.texts[label].as_py()
    is_time = names_time(text)
    if (across or is_time) and counts(text):
        return Style.FIGURES
    return Style.PROSE if is_time else None


def _find_numbering(document: Document, looks: Looks, codes: IntArray, styles: IntArray) -> None:
    """Find the row below a header that numbers its columns: "1 | 2 | 3", or "(1) | (2)" with no name before."""
    lines = document.lines
    top = np.flatnonzero((lines.row >= 0) & (lines.row < _FIRST_ROWS) & (lines.comment == 0))
    texts = looks.texts.take(pa.array(codes[top])).to_pylist()
    rows: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for line, text in zip(top.tolist(), texts, strict=True):
        rows.setdefault((int(lines.block[line]), int(lines.row[line])), []).append((line, text))
    for (block, row), cells in rows.items():
        if row == 0 and _is_numbering([text for _, text in cells], int(lines.column[cells[0][0]])):
            following = rows.get((block, 1), [(0, "")])[0]
            if not following[1].strip("()").isdigit():
                styles[[line for line, _ in cells]] = Style.NUMBERING


def _is_numbering(texts: list[str], first_column: int) -> bool:
    plain = [text.strip("().[] ") for text in texts]
    numbers = [int(text) for text in plain if re.fullmatch(r"\d{1,2}", text)]
    steps = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    return steps and len(numbers) == len(texts) >= _LEAST_AREAS and numbers[0] in {0, 1, first_column, first_column + 1}


def _find_headers(document: Document, looks: Looks, codes: IntArray, styles: IntArray) -> None:
    """Find headers that name areas, at least two: "Ånge 2013", "Riket"; the rest are read for their units."""
    heads = np.flatnonzero((document.lines.row == -1) & (document.lines.column >= 0))
    styles[heads] = Style.HEADER
    found = [line for line in heads.tolist() if names_area(looks.reader, looks.texts[codes[line]].as_py())]
    blocks = document.lines.block[found]
    for block in np.unique(blocks).tolist():
        here = np.array(found)[blocks == block]
        if len(here) >= _LEAST_AREAS:
            styles[here] = Style.NAMES


_CORRECTIONS = (
    _find_regions,
    _find_codes,
    _find_padded,
    _find_row_numbers,
    _tell_years,
    _find_numbering,
    _find_headers,
)


def names_area(reader: AreaReader, header: str) -> bool:
    """Tell a header that names an area, with or without a period beside it."""
    return bool(reader.find(RowName(without_periods(header)))) if header else False
