"""Population by area and period: a statistics download (.px, JSON-stat, CSV, workbook) or a tidy file -> observations.

    | region             | Personer 2023 | Personer 2024 |      area     period  value  status
    | 3101 Halden        | 31935         | 32113         |  ->  NO-3101  2023    31935  A
    | 0101 Halden (-2019)| .             | .             |      NO-0101  2023    0      M

A table has a column of areas, by code ("3101", "K-3101", "0101 Halden (-2019)", "NO-0101") or name; years in the
headers or a column of periods; the figures; and other columns only as far as each has one value, or a total.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import inf, isnan, nan
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ehealth_stats.codelists import (
    Area,
    countries,
    indicators,
    match_area,
    plain_qualifier,
    qualifier_of,
    read_area,
)
from ehealth_stats.codelists.areas import bears_name, fitting_areas, spells_of
from ehealth_stats.errors import CodeListError, DocumentError
from ehealth_stats.ingestion.documents import Document, Table, read_document
from ehealth_stats.ingestion.documents.values import Printed, with_decimal_point
from ehealth_stats.ingestion.figures.model import Quantity
from ehealth_stats.ingestion.figures.of_document.cells import read_figure
from ehealth_stats.ingestion.figures.of_document.columns import read_columns
from ehealth_stats.ingestion.figures.of_document.figures import guess_origin
from ehealth_stats.ingestion.figures.of_document.header_units import HeaderUnit, in_unit, units_of_table
from ehealth_stats.ingestion.figures.of_document.row_areas import AreaReader, RowName, code_and_name
from ehealth_stats.ingestion.figures.of_document.signs import not_there, sign_of
from ehealth_stats.ingestion.figures.of_document.style import Style
from ehealth_stats.ingestion.figures.tokens.printed import Points
from ehealth_stats.ingestion.text.numbers import THREE
from ehealth_stats.ingestion.text.periods import find_periods
from ehealth_stats.languages.lexicon import EVERY, fold, words
from ehealth_stats.schema import Period, parse_edtf, to_table

_INDICATOR = "population"
_CODE = re.compile(rf"(?:(?P<country>{'|'.join(countries())})-|[A-Z]-)?(?P<code>\d{{1,4}})(?: .*)?")
# Persons have no thousandths.
_LIFE = re.compile(r"\s*\([-–\d ]+\)$")
# The standard signs of statistics: cannot occur and nil are 0, missing and not published are open.
_NIL, _OPEN = {".": "M", "-": "A"}, {"..": "O", ":": "Q"}


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which column of a table holds what: figures with their period where the header gives it; all other columns."""

    area: int
    period: int
    status: int
    figures: Mapping[int, str]
    others: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _FigureReader:
    """Reads the cells of a column: in a language, with the column's decimal sign, in the unit of its header."""

    language: str
    points: Points
    unit: HeaderUnit

    def number(self, text: str) -> Quantity | None:
        """Return the number that a cell is, not below nothing."""
        printed = isinstance(text, Printed)
        thousands = THREE.fullmatch(text) if self.unit.multiplier == 1 and not printed else None
        points: Points = "," if thousands and thousands["sign"] == "." else "." if thousands or printed else self.points
        quantity = read_figure(text, self.language, points, {})
        if quantity is None or isnan(quantity.value) or quantity.value < 0:
            return None
        whole = self.unit.multiplier == 1 and quantity.value.is_integer()
        return self._exact(quantity) if whole else in_unit(quantity, self.unit)

    def _exact(self, quantity: Quantity) -> Quantity:
        """Return a number of persons without the decimals that a file gives all its numbers."""
        value = quantity.value
        return quantity._replace(lower=value, upper=value, qualifier=plain_qualifier())

    def figure(self, text: str, status: str, bounds: Sequence[str]) -> dict[str, Any] | None:
        """Return value, bounds, status and qualifier of a cell, None if it is neither a number nor a sign."""
        printed = fold(status)
        if number := self.number(text):
            told = [self.number(bound) if bound.strip() else None for bound in bounds]
            if any(bound.strip() and not end for bound, end in zip(bounds, told, strict=True)):
                return None
            lower, upper = (end.value if end else own for end, own in zip(told, _ends(number), strict=True))
            letter = number.status or words("status_mark", EVERY).get(printed, "a").upper()
            kept = number.qualifier if _ends(number) == (lower, upper) else qualifier_of(number.value, lower, upper)
            return _cell(number.value, lower, upper, letter, kept)
        # Statistical offices say beside a sign in place of a figure what they have printed for it.
        sign = status if status in {*_NIL, *_OPEN} else text or status
        if sign in _NIL:
            return _cell(0, 0, 0, _NIL[sign], plain_qualifier())
        meaning = sign_of(sign, {}) if sign else not_there()
        if meaning is None or (text and not meaning):
            return None
        return _cell(nan, 0, inf, _OPEN.get(sign, meaning.status), meaning.qualifier)


def _ends(quantity: Quantity) -> tuple[float, float]:
    return quantity.lower, quantity.upper


def read_denominators(path: str | Path, *, country: str | None = None) -> pd.DataFrame:
    r"""Read the population by area and period, for `rate`, from a statistics download or a tidy file.

    Codes of municipalities that are no more are read too: `harmonise` carries them. Nothing is added up: a table by sex
    or age must have their total, or one value of each. A year stays the year that is printed: Statistics Norway counts
    on its first day, Statistics Sweden on its last.

    Parameters
    ----------
    path
        A file that `read_document` reads. A tidy one has the columns area, period and population, and, where it is not
        exact, population_lower and population_upper.
    country
        Whose areas they are; needed where the codes have no country ("1401" is Flora and Härryda).

    Returns
    -------
    Rows of the table observations: indicator population, unit persons; "." is 0 with status M, ".." has no value.

    Raises
    ------
    DocumentError
        If the file can't be read, has no such table, has several values of sex or age and no total, or cells that are
        neither a number nor a sign: all of them.
    CodeListError
        If rows name no area, or two fit: all of them.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "people.csv")
    ...     _ = file.write_text("region;2012;2013\n2260 Ånge;10000;9950\n", "utf-8")
    ...     people = read_denominators(file, country="SE")
    >>> people[["area", "period", "value"]].values.tolist()
    [['SE-2260', '2012', 10000.0], ['SE-2260', '2013', 9950.0]]
    """
    path = Path(path)
    document = read_document(path)
    tables = document.tables
    found = [
        (table, layout, block)
        for block, table in enumerate(document.content)
        if isinstance(table, Table) and (layout := _layout(table, country))
    ]
    if not found:
        headers = "; ".join(", ".join(filter(None, table.header)) for table in tables)
        expected = "a column of areas, years in the headers or a column of periods, and figures"
        raise DocumentError(
            "no table of population by area and period", where=str(path), expected=expected, hint=headers
        )
    language, home = guess_origin(document)
    signs = _decimal_signs(document, home, language)
    rows: list[Mapping[str, Any]] = []
    for table, layout, block in found:
        units = units_of_table(document, block, home)
        assert units is not None
        readers = {n: _FigureReader(language, signs.get((block, n), ""), units.of(0, n)) for n in layout.figures}
        rows += _rows(table, layout, readers, _Origin(country, path.stem))
    return to_table("observations", rows)


@dataclass(frozen=True, slots=True)
class _Origin:
    """Whose areas a file is about, and how it is called."""

    country: str | None
    source: str


def _decimal_signs(document: Document, country: str, language: str) -> Mapping[tuple[int, int], Points]:
    """Return the decimal sign of each column, by its table's place in the document, where its cells show it."""
    lines, styles = document.lines, read_columns(document, AreaReader(country, None), language).styles
    shown = np.flatnonzero(np.isin(styles, [style for style in Style if style.points]))
    places = zip(lines.block[shown].tolist(), lines.column[shown].tolist(), styles[shown].tolist(), strict=True)
    return {(block, column): Style(style).points for block, column, style in places}


def _layout(table: Table, country: str | None) -> _Layout | None:
    """Find the columns by their headers and by what is in them; None where it is no such table."""
    columns = {n: [text.strip() for text in table.column(n) if text.strip()] for n in range(len(table.header))}
    headers = [fold(header) for header in table.header]
    areas = [n for n, header in enumerate(headers) if _says(header.removesuffix(" code"), "area")]
    if not areas and all(_names_area(text, country) for text in columns.get(0, [])[:20]):
        areas = [0]
    if not areas:
        return None
    area = next((n for n in areas if headers[n].endswith(" code")), _finest(areas, columns, country))
    status = headers.index("status") if "status" in headers else -1
    dated = {n: find_periods(header) for n, header in enumerate(table.header)}
    figures = {n: mentions[0].period.edtf for n, mentions in dated.items() if mentions and _are_figures(columns[n])}
    figures = {n: figures[n] for n in figures if _is_of_all(headers[n].partition(" ")[0])} or figures
    named = [n for n, header in enumerate(headers) if header in ("value", _INDICATOR)]
    period = next((n for n, texts in columns.items() if n not in (*areas, *named) and _are_periods(texts)), -1)
    if not figures and period >= 0:
        rest = [n for n in columns if n not in (*areas, period, status) and columns[n] and _are_figures(columns[n])]
        figures = dict.fromkeys([n for n in rest if n in named] or rest[-1:], "")
    taken = {*areas, period, status, *figures, *(n for n, mentions in dated.items() if mentions)}
    others = tuple(n for n, header in enumerate(headers) if n not in taken and not _belongs(header, headers, taken))
    return _Layout(area, period, status, figures, others) if figures else None


def _finest(areas: Sequence[int], columns: Mapping[int, Sequence[str]], country: str | None) -> int:
    """Return the column that names most areas: the municipalities beside their county."""
    if len(areas) == 1:
        return areas[0]
    named = {n: sum(_names_area(text, country) for text in columns[n][:20]) for n in areas}
    return max(areas, key=lambda n: (named[n], len(set(columns[n]))))


def _belongs(header: str, headers: Sequence[str], taken: set[int]) -> bool:
    """Say whether a column only says more of another: the code beside its label, a bound beside its figure."""
    return any(header in (f"{headers[n]} code", f"{headers[n]}_lower", f"{headers[n]}_upper") for n in taken if n >= 0)


def _names_area(text: str, country: str | None) -> bool:
    try:
        return bool(_area(text, country, None))
    except CodeListError as error:
        return "two areas fit" in error.what


def _are_periods(texts: Sequence[str]) -> bool:
    return bool(texts) and all(_period(text) for text in texts[:20])


def _are_figures(texts: Sequence[str]) -> bool:
    """Tell a column of figures by most of its first cells; the others are refused when they are read."""
    found = [bool(read_figure(text, "sv", ",", {})) for text in texts[:20]]
    return 2 * sum(found) > len(found) or not found


def _rows(
    table: Table, layout: _Layout, readers: Mapping[int, _FigureReader], origin: _Origin
) -> Iterator[Mapping[str, Any]]:
    kept, names = _kept_rows(table, layout, origin.source), table.column(layout.area)
    periods, statuses = (_texts(table, column, len(names)) for column in (layout.period, layout.status))
    unclear: list[str] = []
    wrong: list[str] = []
    for column, dated in layout.figures.items():
        bounds = [_figures(table, _bound(table, column, end), len(names)) for end in ("lower", "upper")]
        texts, places = _figures(table, column, len(names)), _places(table, column)
        for row in (row for row in kept if names[row].strip()):
            place, period = places[row], _stated(dated) if dated else _period(periods[row])
            figure = readers[column].figure(texts[row], statuses[row].strip(), [bound[row] for bound in bounds])
            if period is None or figure is None:
                wrong.append(f"{place}: {texts[row]!r}, {dated or periods[row]!r}")
                continue
            try:
                area = _area(names[row], origin.country, period.end)
            except CodeListError as error:
                unclear.append(f"{place}: {error.what}. {error.hint}".strip())
                continue
            yield _observation(origin.source, area.code, period, place, texts[row]) | figure
    if unclear:
        raise CodeListError("rows name no area, or two fit", where=origin.source, hint="; ".join(unclear[:10]))
    if wrong:
        raise DocumentError("cells are no number of a period", where=origin.source, hint="; ".join(wrong[:10]))


def _texts(table: Table, column: int, rows: int) -> list[str]:
    """Return a column, empty where there is none."""
    return table.column(column) if column >= 0 else [""] * rows


def _figures(table: Table, column: int, rows: int) -> list[str]:
    """Return the texts of a column of figures, empty where there is none; those of numbers know that they are."""
    texts = _texts(table, column, rows)
    filled = np.array([row for row, text in enumerate(texts) if text], dtype=np.int64)
    points = table.decimal_points(np.asarray(table.numbers)[filled], np.full_like(filled, column))
    for row in filled[points].tolist():
        texts[row] = with_decimal_point(texts[row])
    return texts


def _places(table: Table, column: int) -> list[str]:
    rows = np.arange(len(table.numbers))
    return list(
        table.places(np.asarray(table.numbers), rows, np.full_like(rows, column), np.zeros_like(rows)).to_pylist()
    )


def _bound(table: Table, column: int, end: str) -> int:
    wanted = f"{table.header[column]}_{end}".casefold()
    return next((n for n, header in enumerate(table.header) if header.casefold() == wanted), -1)


def _kept_rows(table: Table, layout: _Layout, source: str) -> list[int]:
    """Return the rows that are of everybody: the totals where a column has several values."""
    names = table.column(layout.area)
    kept = [row for row in range(len(table.rows)) if not _says_no_more(table, row) and not _is_sum(names[row])]
    for column in layout.others:
        texts = table.column(column)
        told, listed = {(names[row], texts[row]) for row in kept}, {names[row] for row in kept}
        # What each area has one of, its code or county, parts nobody.
        if len({texts[row] for row in kept}) > 1 and (len(told) > len(listed) or len(listed) == 1):
            kept = [row for row in kept if _is_of_all(texts[row])]
            if len({texts[row] for row in kept}) != 1:
                values = ", ".join(list(dict.fromkeys(texts))[:5])
                raise DocumentError(
                    f"several values of {table.header[column]!r}: {values}",
                    where=source,
                    expected="one value, or its total",
                    hint="download the total, or leave the variable out",
                )
    return kept


@cache
def _is_sum(name: str) -> bool:
    """Tell the sum below a table from an area, and from a country as a whole."""
    return AreaReader(next(iter(countries())), None).find(RowName(name)) == ""


def _says_no_more(table: Table, row: int) -> bool:
    """Tell a row that holds nothing beside its first cell: a note."""
    return table.width > 1 and not any(text.strip() for text in table.rows[row][1:])


def _is_of_all(text: str) -> bool:
    """Tell the total of a variable, with or without its code before it, or the name of the indicator."""
    known = indicators()[_INDICATOR]
    names = {*known.synonyms, *(fold(name) for name in known.labels.values())}
    return any(_says(label, "total") or label in names for label in (fold(text), fold(text).partition(" ")[2]))


def _says(text: str, code: str) -> bool:
    return words("statistics", EVERY).get(fold(text)) == code


def _area(text: str, country: str | None, on: date | None) -> Area:
    """Return the area of a code, of any day, or of a name on a day."""
    printed = " ".join(text.split())
    if country and (pair := code_and_name(printed)):
        _check_pair(printed, countries()[country].area_code(pair[0]), _LIFE.sub("", pair[1]))
        printed = pair[0]
    if not country and (pair := code_and_name(printed)):
        coded, name = fitting_areas(pair[0], on=on), _LIFE.sub("", pair[1])
        fitting = [area for area in coded if bears_name(area.code, name)]
        if len(fitting) == 1:
            return fitting[0]
        if coded and not fitting and fitting_areas(name):
            raise _different(printed)
    if code := _CODE.fullmatch(printed):
        home, digits = code["country"] or country, code["code"]
        if home and not digits.strip("0"):
            return read_area(home)
        if home:
            return read_area(countries()[home].area_code(digits))
        return match_area(digits)
    if country and _says(printed, "country"):
        return read_area(country)
    return match_area(_LIFE.sub("", printed), country=country, on=on)


def _check_pair(printed: str, code: str, name: str) -> None:
    """Refuse a code beside the name of another area."""
    others = fitting_areas(name, country=code[:2])
    if others and spells_of(code) and not bears_name(code, name):
        raise _different(printed)


def _different(printed: str) -> CodeListError:
    return CodeListError(f"code and name of {printed!r} are those of different areas", expected="one area")


@cache
def _stated(edtf: str) -> Period | None:
    """Return the period of a header."""
    period = parse_edtf(edtf)
    return period if period.dated else None


@cache
def _period(text: str) -> Period | None:
    """Read a period in EDTF or in words."""
    mentions = find_periods(text.strip())
    if len(mentions) == 1 and mentions[0].period.dated:
        return mentions[0].period
    return None


def _cell(value: float, lower: float | None, upper: float | None, status: str, qualifier: str) -> dict[str, Any]:
    return {"value": value, "lower": lower, "upper": upper, "status": status, "qualifier": qualifier}


def _observation(source: str, area: str, period: Period, place: str, text: str) -> dict[str, Any]:
    return {
        "observation_id": f"{source}/{_INDICATOR}/{area}/_T/{period.edtf}",
        "source_id": source,
        "indicator": _INDICATOR,
        "breakdown": "_T",
        "area": area,
        "period": period.edtf,
        "period_start": period.start,
        "period_end": period.end,
        "unit": indicators()[_INDICATOR].unit,
        "role": "reported",
        "locator": place,
        "text": text.strip() or "..",
    }
