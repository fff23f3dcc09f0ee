"""Rates: counts of areas and the people there -> figures per 1 000 with bounds, one a count."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from math import inf, nan
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Row, adds_up, figure_in, quotient, rows_of
from ehealth_stats.codelists import area_level, area_name, areas_on, successors
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Code, Message, check_frame, parse_edtf
from ehealth_stats.schema.complete import complete_observations
from ehealth_stats.wording.messages import say, worded

_KEY = ("observation_id", "source_id", "indicator", "breakdown", "area", "period")
_COLUMNS = {
    **dict.fromkeys(_KEY, "str"),
    **dict.fromkeys(["value", "lower", "upper"], "float64"),
    "unit": "str",
    **dict.fromkeys(["denominator", "denominator_lower", "denominator_upper"], "float64"),
    **dict.fromkeys(["denominator_period", "reason", "reason_message"], "str"),
}
_NONE = Interval(nan, nan, nan)

Denominators = Mapping[str, Sequence[Row]]


def rate(observations: pd.DataFrame, denominators: pd.DataFrame, *, per: float = 1000) -> pd.DataFrame:
    """Divide counts by the denominators of the same area and date, with bounds.

    The denominator of an area is taken where its period is the observation's, or else holds the observation's last day,
    or is a day within the observation's period. One that is not there is missing: it is never taken from another year
    or area. A count of some day of several years ("[2008..2013]") has all their denominators as its bounds.

    Parameters
    ----------
    observations
        Counts, rows of the table observations; made by hand, what `complete_observations` says. Not changed.
    denominators
        Area, period and population, one row each, with population_lower and population_upper where it is not exact; or
        rows of the table observations, as `read_denominators` gives them, whose value, lower and upper are the
        denominator. Where there is nobody, there was no such area. Not changed.
    per
        For how many of the denominator: 1000 gives figures per 1 000.

    Returns
    -------
    observation_id, source_id, indicator, breakdown, area, period; value, lower and upper per `per`, in `unit`;
    denominator with bounds and its period (empty without one); reason (why there is no rate) and reason_message (the
    same as key and values in JSON, to be said in any language).

    Raises
    ------
    TableError
        If the denominators lack a column, can't be read, or are two of an area and period; if an observation is no
        count; if they know its area only within the borders of another day: `harmonise` carries both to one day; or
        if `per` is no number above 0.

    Notes
    -----
    A rate is numerator over denominator times `per`. Over the box of both bounds it is smallest at the lowest numerator
    and the highest denominator, largest at the opposite corner; a denominator that may be nothing leaves it open.

    Examples
    --------
    >>> from ehealth_stats.schema import to_table
    >>> alarms = {"observation_id": "a", "source_id": "s", "indicator": "safety_alarms", "breakdown": "_T",
    ...           "area": "SE-2260", "period": "2013", "period_end": "2013-12-31", "value": 450, "lower": 445,
    ...           "upper": 455, "unit": "alarms", "qualifier": "approximate", "status": "E", "role": "reported",
    ...           "locator": "table 1", "text": "c:a 450"}
    >>> people = pd.DataFrame({"area": ["SE-2260"], "period": ["2013"], "population": [10000]})
    >>> rate(to_table("observations", [alarms]), people)[["value", "lower", "upper", "unit"]].values.tolist()
    [[45.0, 44.5, 45.5, 'alarms per 1,000']]
    """
    if not isinstance(per, int | float) or not 0 < per < inf:
        raise TableError(f"can't tell per how many: {per!r}", where="per", expected="a number above 0, such as 1000")
    by_area = _by_area(_tidy(denominators))
    observations = complete_observations(observations)
    rows = rows_of(observations)
    _refuse(observations, [not adds_up(row["indicator"], row["unit"]) or row["role"] == "rate" for row in rows])
    lines = [_line(row, by_area, per) for row in rows]
    columns = {name: [line[name] for line in lines] for name in _COLUMNS}
    return pd.DataFrame({name: pd.Series(columns[name], dtype=dtype) for name, dtype in _COLUMNS.items()})


def _refuse(observations: pd.DataFrame, wrong: Sequence[bool]) -> None:
    if any(wrong):
        rows = observations.loc[list(wrong), ["observation_id", "indicator", "unit", "role"]]
        hint = "leave out ratios, percentages, rates and distinct counts"
        raise TableError("a rate is of a count", where="rate", hint=hint, rows=rows)


def _tidy(denominators: pd.DataFrame) -> pd.DataFrame:
    """Return either form of denominators as observations."""
    figures = {"population": "value", "population_lower": "lower", "population_upper": "upper"}
    check_frame(denominators, "denominators", ["area", "period", *figures, *figures.values()])
    given = denominators.rename(columns=figures)
    missing = [name for name in ("area", "period", "value") if name not in given.columns]
    if missing:
        expected = "area, period, population; or the columns of observations"
        what = f"the denominators lack {', '.join(missing).replace('value', 'population')}"
        raise TableError(what, where="denominators", expected=expected)
    table = complete_observations(given if "indicator" in given.columns else given.assign(indicator="population"))
    table = table[table["upper"] != 0]
    _refuse_denominators("a denominator may be less than nothing", table[table["lower"] < 0])
    twice = table.duplicated(["area", "period"], keep=False)
    _refuse_denominators("two denominators of one area and period", table[twice])
    return table


def _refuse_denominators(what: str, rows: pd.DataFrame) -> None:
    if len(rows):
        rows = rows[["area", "period", "value", "lower", "upper"]]
        expected = "one number of people, from 0 on, an area and period"
        raise TableError(what, where="denominators", expected=expected, rows=rows)


def _by_area(table: pd.DataFrame) -> Denominators:
    denominators: dict[str, list[Row]] = {}
    for row in rows_of(table):
        denominators.setdefault(row["area"], []).append(row)
    return denominators


def _line(row: Row, denominators: Denominators, per: float) -> dict[Any, Any]:
    denominator, reason = _denominator(row, denominators)
    unit = say(Message("rate_per", {"unit": str(row["unit"]), "many": per}), "en")
    line = {name: row[name] for name in _KEY} | {"unit": unit} | worded("reason", reason)
    people = figure_in(denominator) if denominator else _NONE
    one = quotient(figure_in(row), people) if denominator else _NONE
    return line | {
        "value": per * one.value,
        "lower": per * one.lower,
        "upper": per * one.upper,
        "denominator": people.value,
        "denominator_lower": people.lower,
        "denominator_upper": people.upper,
        "denominator_period": denominator["period"] if denominator else "",
    }


def _denominator(row: Row, denominators: Denominators) -> tuple[Row | None, Message | None]:
    """Return the denominator of a count, or why there is none."""
    period = parse_edtf(row["period"])
    if not period.dated and period.start and period.end:
        years = range(period.start.year, period.end.year + 1)
        return _of_some_day(row, denominators.get(row["area"], ()), years)
    fitting = [other for other in denominators.get(row["area"], ()) if _fits(row, other["period"])]
    exact = [other for other in fitting if other["period"] == row["period"]]
    if len(exact or fitting) == 1:
        return (exact or fitting)[0], None
    if fitting:
        return None, Message("several_denominators", {"periods": _periods(other["period"] for other in fitting)})
    _refuse_other_borders(row, denominators)
    return None, _no_denominator(row, [row["period"]])


def _no_denominator(row: Row, periods: Iterable[str]) -> Message:
    return Message("no_denominator", {"area": Code("area_code", row["area"]), "periods": _periods(periods)})


def _periods(periods: Iterable[str]) -> tuple[Code, ...]:
    return tuple(Code("period", period) for period in periods)


def _of_some_day(row: Row, others: Sequence[Row], years: range) -> tuple[Row | None, Message | None]:
    """Return bounds that hold the denominators of all years of which one is meant."""
    spans = [(other, parse_edtf(other["period"])) for other in others]
    dated = [(other, span.start.year, span.end.year) for other, span in spans if span.dated and span.start and span.end]
    by_year = {year: [o for o, first, last in dated if first <= year <= last] for year in years}
    if missing := [str(year) for year, fitting in by_year.items() if not fitting]:
        return None, _no_denominator(row, missing)
    rows = [other for fitting in by_year.values() for other in fitting]
    ends = {"lower": min(other["lower"] for other in rows), "upper": max(other["upper"] for other in rows)}
    return {"value": nan, "period": row["period"], **ends}, None


def _fits(row: Row, period: str) -> bool:
    """Say whether a period is the count's, holds its last day, or is one day within the count's period."""
    if period == row["period"]:
        return True
    span = parse_edtf(period)
    if not (span.dated and span.start and span.end) or pd.isna(row["period_end"]):
        return False
    end = row["period_end"].date()
    start = row["period_start"].date() if pd.notna(row["period_start"]) else end
    first = start if span.start == span.end else end
    return span.start <= end and first <= span.end


def _refuse_other_borders(row: Row, denominators: Denominators) -> None:
    """Refuse a count whose area the denominators have for the date, but within the borders of another day."""
    fitting = (code for code, rows in denominators.items() if any(_fits(row, other["period"]) for other in rows))
    others = sorted(code for code in fitting if _has_other_borders(row, code))
    if others:
        raise TableError(
            f"the denominators know {row['area']} {area_name(row['area'])} only as {', '.join(others)}",
            where=f"rate, {row['observation_id']}",
            expected="areas of the same day on both sides",
            hint="harmonise(observations, to=day) carries both to the areas of one day",
        )


def _has_other_borders(row: Row, code: str) -> bool:
    """Say whether a code shares ground with a count's area, but not on the count's day."""
    area, day = row["area"], row["period_end"]
    if code == area or area_level(code) != area_level(area) or not _today(area) & _today(code):
        return False
    return pd.isna(day) or not {valid.code for valid in areas_on(area[:2], day.date())}.issuperset([area, code])


@cache
def _today(code: str) -> frozenset[str]:
    return frozenset(area.code for area in successors(code, on=date.max))
