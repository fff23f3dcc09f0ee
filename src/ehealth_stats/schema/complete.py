"""Tables as a person makes them by hand -> whole, checked tables: what follows from other columns is filled in.

Indicator, area, period and value are enough for an observation: breakdown _T, role reported, the days of the period,
bounds, unit, qualifier, status and ids follow. Frames without a document are a source of their own.
"""

import re
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from math import inf, isnan
from typing import Any

import numpy as np
import pandas as pd

from ehealth_stats.codelists import cache_by_lists, countries, indicators, qualifier_of, qualifiers, rate_unit, units
from ehealth_stats.errors import PeriodError, TableError
from ehealth_stats.schema.edtf import parse_edtf
from ehealth_stats.schema.message import Code, Message
from ehealth_stats.schema.tables import check_frame, check_table, columns_of, to_table

Cells = dict[str, "pd.Series[Any]"]

# What a row is when it does not say.
# The sources differ: a document can't follow up on its own targets.
NO_SOURCE = ("observations", "targets")
_NUMBERS = ("value", "lower", "upper")
_CODES = ("unit", "role", "qualifier", "status")
_OBSERVATION = {"source_id": NO_SOURCE[0], "breakdown": "_T", "period": "..", "locator": "given"}
_TARGET = {"source_id": NO_SOURCE[1], "breakdown": "_T", "locator": "given", "text": "given"}
_ENOUGH = {
    "observations": ("indicator", "area", "period", "value"),
    "targets": ("indicator", "area", "target_value", "due"),
}
UNLISTED_UNIT = "units"  # what is counted of an indicator in no list
_NUMBERED = ("milestone", "all_areas", "maintain")


def complete_observations(frame: pd.DataFrame) -> pd.DataFrame:
    """Return observations with every column, of a frame that has indicator, area and value, lower or upper at least.

    A row that does not say otherwise is what was reported of the whole (a rate, if its unit is one), in the indicator's
    unit, money in that of its country; a figure without bounds is exact, one without a number unknown. Rows that are
    equal count once; ids that repeat get a suffix.

    Raises
    ------
    TableError
        If a column is there twice or missing while nothing can stand in for it, or a cell can't be read or is not
        among its choices.

    Examples
    --------
    >>> users = pd.DataFrame({"indicator": ["npo_users"], "area": ["SE-22"], "period": [2013], "value": [222]})
    >>> complete_observations(users)[["period", "period_end", "lower", "unit", "qualifier"]].values.tolist()
    [['2013', Timestamp('2013-12-31 00:00:00'), 222.0, 'persons', 'exact']]
    """
    cells = _cells(check_enough(frame, "observations").drop_duplicates(), "observations")
    cells["period"] = _filled(cells["period"], cells["period_end"]).map(_edtf, na_action="ignore")
    for name, value in _OBSERVATION.items():
        cells[name] = _filled(cells[name], value)
    for name in ("period_start", "period_end"):
        ends = [_days(cells[column], last=name == "period_end") for column in (name, "period")]
        cells[name] = _filled(ends[0], ends[1])
    _bound(cells)
    told = zip(*(cells[name] for name in _CODES), strict=True)
    shapes = map(qualifier_of, *(cells[name] for name in _NUMBERS))
    codes = list(map(complete_codes, cells["indicator"], cells["area"], told, shapes))
    for number, name in enumerate(_CODES):
        cells[name] = pd.Series([own[number] for own in codes], index=cells[name].index, dtype=object)
    cells["text"] = _filled(cells["text"], cells["value"][cells["text"].isna()].map(_printed))
    cells["observation_id"] = _ids(cells, "observation_id", ("source_id", "indicator", "area", "breakdown", "period"))
    return check_table(pd.DataFrame(cells), "observations")


def complete_targets(frame: pd.DataFrame) -> pd.DataFrame:
    """Return targets with every column, of a frame that has indicator and area at least.

    A row that does not say otherwise is a level of the whole, in the indicator's unit; a date without a day is the last
    day of its year or month. Ids are not made to differ: two targets of one id are an error.

    Raises
    ------
    TableError
        As `complete_observations`.

    Examples
    --------
    >>> users = pd.DataFrame({"indicator": ["npo_users"], "area": ["SE-22"], "target_value": [400], "due": ["2016"]})
    >>> complete_targets(users)[["kind", "due", "unit"]].values.tolist()
    [['level', Timestamp('2016-12-31 00:00:00'), 'persons']]
    """
    cells = _cells(check_enough(frame, "targets"), "targets")
    for name, value in _TARGET.items():
        cells[name] = _filled(cells[name], value)
    for name in ("start", "due"):
        cells[name] = _days(cells[name])
    _point(cells, "baseline", "baseline_lower", "baseline_upper")
    _, lower, upper = _point(cells, "target_value", "target_lower", "target_upper")
    has_number = lower.notna() | upper.notna()
    cells["kind"] = _filled(cells["kind"], has_number.map({True: "level", False: "not_quantified"}))
    counted = _units(cells).where(has_number | cells["kind"].isin(_NUMBERED), "")
    cells["unit"] = _filled(cells["unit"], counted)
    cells["baseline_period"] = cells["baseline_period"].map(_edtf, na_action="ignore")
    told = zip(cells["indicator"], cells["kind"], cells["label"].isna(), strict=True)
    called = pd.Series([_called(*each) for each in told], index=cells["label"].index, dtype="str")
    cells["label_message"] = _filled(cells["label_message"], called)
    cells["label"] = _filled(cells["label"], cells["indicator"] + " " + cells["kind"])
    if cells["target_id"].isna().any():
        cells["target_id"] = _ids(cells, "target_id", ("source_id", "indicator", "area", "breakdown", "due"))
    return check_table(pd.DataFrame(cells), "targets")


def complete_table(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return a checked table, completed if it is one of those that are made by hand and lacks a column that it needs.

    Raises
    ------
    TableError
        As `complete_observations`, and as `check_table`.

    Examples
    --------
    >>> users = pd.DataFrame({"indicator": ["npo_users"], "area": ["SE-22"], "period": [2013], "value": [222]})
    >>> complete_table(users, "observations")["observation_id"].tolist()
    ['observations/npo_users/SE-22/_T/2013']
    """
    complete = _COMPLETED.get(table)
    return complete(frame) if complete and not is_whole(frame, table) else check_table(frame, table)


def is_whole(frame: pd.DataFrame, table: str) -> bool:
    """Tell whether a frame has every column that its table needs, as `ingest` gives it.

    Examples
    --------
    >>> is_whole(pd.DataFrame({"indicator": ["npo_users"], "area": ["SE-22"], "value": [222]}), "observations")
    False
    """
    names = {column.name for column in columns_of(table) if column.required}
    return not isinstance(frame, pd.DataFrame) or names <= set(frame.columns)


def sources_of(observations: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Return the sources of completed tables that came without any: the frames themselves, one programme.

    A source is of the last day that its figures are from. Where the areas are in no country that is listed, nobody
    knows its language, and there are no sources.

    Examples
    --------
    >>> users = pd.DataFrame({"indicator": ["npo_users"], "area": ["SE-22"], "period": [2013], "value": [222]})
    >>> from ehealth_stats.schema import empty_table
    >>> made = sources_of(complete_observations(users), empty_table("targets"))
    >>> made[["source_id", "programme", "language", "published"]].values.tolist()
    [['observations', 'programme', 'sv', '2013-12-31']]
    """
    last = observations["period_end"].max()
    days = {"published": "" if pd.isna(last) else last.date().isoformat()}
    tables = [(str(name), rows) for frame in (observations, targets) for name, rows in frame.groupby("source_id")]
    return to_table("sources", [_source(name, rows) | days for name, rows in tables if _country(rows)])


def _source(name: str, rows: pd.DataFrame) -> dict[str, str]:
    country = _country(rows)
    digest = sha256(rows.to_csv(index=False).encode("utf-8")).hexdigest()
    given = {"programme": "programme", "title": name, "producer": "given", "file": name, "sha256": digest}
    return {"source_id": name, "country": country, "language": countries()[country].languages[0], **given}


def _country(rows: pd.DataFrame) -> str:
    """Return the country of most of the areas, empty where none is listed."""
    codes = rows["area"].str.partition("-")[0]
    return str(next(iter(codes[codes.isin(countries())].value_counts().index), ""))


def _called(indicator: str, kind: str, unnamed: bool) -> str:
    """Return what a target without a label is called, to be said in any language; nothing where it has one."""
    values = {"indicator": Code("indicator", indicator), "kind": Code("target", kind)}
    return Message("target_called", values).to_json() if unnamed else ""


def to_day(day: Any) -> date | None:  # noqa: ANN401 - dates come as texts, timestamps and numbers
    """Return a day that was given as a date, a timestamp or an EDTF text ("2016": its last day), None without one.

    Examples
    --------
    >>> to_day("2016"), to_day(pd.Timestamp("2016-06-01"))
    (datetime.date(2016, 12, 31), datetime.date(2016, 6, 1))
    """
    return None if day is None else parse_edtf(_edtf(day)).end


_COMPLETED = {"observations": complete_observations, "targets": complete_targets}


def check_enough(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return a frame that has the columns without which its rows can't be completed.

    Raises
    ------
    TableError
        If one is missing or there twice.

    Examples
    --------
    >>> check_enough(pd.DataFrame({"indicator": ["npo_users"], "area": ["SE-22"]}), "targets").shape
    (1, 2)
    """
    columns = [column.name for column in columns_of(table)]
    check_frame(frame, table, columns)
    missing = [name for name in ("indicator", "area") if name not in frame.columns]
    if table == "observations" and not set(_NUMBERS) & set(frame.columns):
        missing.append(" or ".join(_NUMBERS))
    if missing:
        hint = f"{', '.join(_ENOUGH[table])} are enough"
        what = f"the {table} lack {', '.join(missing)}"
        raise TableError(what, where=table, expected=", ".join(columns), hint=hint)
    return frame


def _cells(frame: pd.DataFrame, table: str) -> Cells:
    """Return every column as objects, None where there is nothing."""
    index = range(len(frame))
    cells = {}
    for column in columns_of(table):
        own = frame[column.name].tolist() if column.name in frame.columns else [None] * len(frame)
        series = pd.Series(own, index=index, dtype=object, name=column.name)
        cells[column.name] = series.where(series.notna() & (series != ""), None)
    return cells


def _filled(own: "pd.Series[Any]", value: Any) -> "pd.Series[Any]":  # noqa: ANN401 - a text or a column of texts
    return own.where(own.notna(), value)


def _refuse(own: "pd.Series[Any]", wrong: "pd.Series[bool]", what: str, expected: str, hint: str = "") -> None:
    if wrong.any():
        raise TableError(what, where=str(own.name), expected=expected, hint=hint, rows=own[wrong].to_frame())


def _number(cells: Cells, name: str) -> "pd.Series[Any]":
    """Turn a column into numbers and return it."""
    numbers = pd.to_numeric(cells[name], errors="coerce").astype("float64")
    wrong = numbers.isna() & cells[name].notna()
    hint = "extract_quantities reads figures in words"
    _refuse(cells[name], wrong, f"{name} holds what is no number", "numbers", hint)
    cells[name] = numbers
    return numbers


def _point(cells: Cells, name: str, low: str, high: str) -> tuple["pd.Series[Any]", ...]:
    """Turn a value and its bounds into numbers that stand in for each other, and return them."""
    value, lower, upper = (_number(cells, column) for column in (name, low, high))
    value = value.where(value.notna() | (lower != upper), lower)
    _refuse(cells[name], value.isin([inf, -inf]), f"{name} is infinite", "a number; a bound that is open may be")
    cells[name], cells[low], cells[high] = value, lower.fillna(value), upper.fillna(value)
    return cells[name], cells[low], cells[high]


def _bound(cells: Cells) -> None:
    """Fill in bounds: a figure without them is exact, one without a number anything from 0 on."""
    _point(cells, "value", "lower", "upper")
    cells["lower"], cells["upper"] = cells["lower"].fillna(0.0), cells["upper"].fillna(inf)


def complete_codes(indicator: str, area: str, codes: tuple[str | None, ...], shape: str) -> tuple[str, str, str, str]:
    """Return unit, role, qualifier and status of a figure, of which some are given and some None.

    `shape` is the qualifier that its point and bounds have without words. Nothing is exact without a number.

    Examples
    --------
    >>> complete_codes("npo_users", "SE-22", (None, None, None, None), "exact")
    ('persons', 'reported', 'exact', 'A')
    """
    return _complete_codes(indicator, str(area)[:2], codes, shape)


@cache_by_lists
def _complete_codes(
    indicator: str, country: str, codes: tuple[str | None, ...], shape: str
) -> tuple[str, str, str, str]:
    unit, role, qualifier, status = codes
    listed = qualifiers().get(qualifier or "")
    if not qualifiers()[shape].has_point and listed and listed.precision:
        qualifier = status = None
    unit = unit or _unit(indicator, country)
    return unit, role or _role(unit), qualifier or shape, status or qualifiers()[shape].status


def _printed(value: float) -> str:
    return "–" if isnan(value) else f"{value:.15g}"


def _units(cells: Cells) -> "pd.Series[Any]":
    """Return the units that rows without one are in: their indicator's, money in what kr is where they are."""
    pairs = zip(cells["indicator"], cells["area"].map(str), strict=True)
    return pd.Series([_unit(indicator, area[:2]) for indicator, area in pairs], index=cells["area"].index, dtype=object)


@cache_by_lists
def _unit(indicator: str, country: str) -> str:
    listed = indicators().get(indicator)
    if not listed:
        return UNLISTED_UNIT
    known = units()[listed.unit]
    home = countries()[country].currency if country in countries() else known.currency
    if known.currency and known.denominator:
        return rate_unit(home, known.denominator) or listed.unit
    return listed.unit.replace(known.currency, home) if known.currency else listed.unit


def _role(unit: str) -> str:
    listed = units().get(unit)
    return "rate" if listed and listed.kind == "rate" else "reported"


def _ids(cells: Cells, name: str, parts: Iterable[str]) -> "pd.Series[Any]":
    """Return the ids there are, else one made of the key columns; of ids that repeat all but the first get a number."""
    made = pd.Series("", index=cells[name].index)
    for part in parts:
        own = (
            cells[part].map(lambda cell: "" if pd.isna(cell) else str(cell)).astype("str")
        )  # objects where there is no row
        made = made + ("/" if part != "source_id" else "") + own
    ids = _filled(cells[name], made).astype("str")
    again = ids.groupby(ids).cumcount()
    return ids.where(again == 0, ids + "-" + (again + 1).astype("str"))


def _edtf(cell: Any) -> str:  # noqa: ANN401 - years come as texts and as numbers, days as dates
    if isinstance(cell, np.datetime64):
        cell = pd.Timestamp(cell)
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day).isoformat()
    text = str(int(cell)) if isinstance(cell, int | float | np.number) else str(cell).strip()
    # A date that was written as a timestamp has a midnight at its end.
    return re.sub(r"[T ]00:00:00$", "", text)


def complete_period(period: Any, start: Any, end: Any) -> tuple[str, date | None, date | None]:  # noqa: ANN401
    """Return a period as EDTF with its first and last day, of what a row gives of the three; None where it does not.

    Raises
    ------
    PeriodError
        If one of them is no period.

    Examples
    --------
    >>> complete_period(2013, None, None)
    ('2013', datetime.date(2013, 1, 1), datetime.date(2013, 12, 31))
    """
    own = next((_edtf(cell) for cell in (period, end) if cell), _OBSERVATION["period"])
    first = parse_edtf(own if not start else _edtf(start)).start
    return own, first, parse_edtf(own if not end else _edtf(end)).end


def _days(own: "pd.Series[Any]", *, last: bool = True) -> "pd.Series[Any]":
    """Return the last day, or the first one, of each period, None where there is none."""
    days: dict[Any, date | None] = {}
    wrong = []
    for cell in own.dropna().unique():
        try:
            period = parse_edtf(_edtf(cell))
            days[cell] = period.end if last else period.start
        except PeriodError:
            wrong.append(cell)
    expected = "a date, or EDTF: 2013, 2012-09, 2013-04-02, 2007-08/2007-11, [2008..2013]"
    _refuse(own, own.isin(wrong), f"{own.name} holds what is no period", expected)
    return own.map(days)
