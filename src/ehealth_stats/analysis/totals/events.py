"""Events, one row each, on any engine -> how many there were by indicator, area and period: rows for `total`."""

from datetime import date
from typing import Any, Literal, TypeVar, cast

import narwhals.stable.v2 as nw
import pandas as pd

from ehealth_stats.analysis.totals.engines import collected, lazy_of, like, text
from ehealth_stats.codelists import cache_by_lists, read_area
from ehealth_stats.errors import CodeListError, TableError, did_you_mean
from ehealth_stats.schema import parse_edtf

Each = Literal["day", "month", "year"]
Frame = TypeVar("Frame")
_NEEDED = ("indicator", "area", "period")
# Characters of a day that tell the period.
_LENGTHS: dict[str, int] = {"day": 10, "month": 7, "year": 4}


def count_events(events: Frame, *, each: Each = "day") -> Frame:
    """Count events where they lie, such as messages or alarms, into figures that `total` takes.

    An area and period without an event has no row: whether nothing happened or nothing was sent, nobody knows, and
    `total` with a frame counts it as missing.

    Parameters
    ----------
    events
        A row an event with indicator, area and period (a day, a time, or the text of one: 2024-03-05), and breakdown
        where events are of categories: a frame of pandas or Polars, a relation of DuckDB or a DataFrame of Spark.
    each
        What is counted together: the events of a day, month or year.

    Returns
    -------
    The same kind of frame: indicator, breakdown (if there is one), area, period (EDTF) and value (the number of
    events), sorted by all of them.

    Raises
    ------
    TableError
        If a column is missing, events lack an area, indicator or day, or are of an area that did not exist then: `rows`
        holds what was counted of them.

    Examples
    --------
    >>> alarms = {"indicator": ["alarms_raised"] * 2, "area": ["SE-2281"] * 2, "period": ["2024-03-05", "2024-03-06"]}
    >>> count_events(pd.DataFrame(alarms), each="month").values.tolist()
    [['alarms_raised', 'SE-2281', '2024-03', 2.0]]
    """
    if each not in _LENGTHS:
        expected, hint = ", ".join(_LENGTHS), did_you_mean(str(each), _LENGTHS)
        raise TableError(f"can't count by {each}", where="each", expected=expected, hint=hint)
    in_memory = isinstance(events, pd.DataFrame)
    lazy = nw.from_native(cast("Any", events)).lazy() if in_memory else lazy_of(events, "events")
    counted = _counted(lazy, _LENGTHS[each], in_memory=in_memory)
    _refuse(counted)
    return cast("Frame", counted if in_memory else like(counted, events))


def _counted(lazy: Any, length: int, *, in_memory: bool) -> pd.DataFrame:  # noqa: ANN401 - of any engine
    schema = lazy.collect_schema()
    missing = [name for name in _NEEDED if name not in schema]
    if missing:
        raise TableError(f"events lack {', '.join(missing)}", where="events", expected=", ".join(_NEEDED))
    keys = [name for name in ("indicator", "breakdown", "area", "period") if name in schema]
    day = nw.col("period")
    is_time = schema["period"] in (nw.Date, nw.Datetime)
    told = (day.dt.to_string("%Y-%m-%d").fill_null("") if is_time else text("period")).str.slice(0, length)
    texts = lazy.select(*(text(name).alias(name) for name in keys if name != "period"), told.alias("period"))
    grouped = texts.group_by(keys).agg(nw.len().alias("value"))
    found = grouped.collect().to_native() if in_memory else collected(grouped)
    typed = found.astype({**dict.fromkeys(keys, "str"), "value": "float64"})
    return cast("pd.DataFrame", typed.sort_values(keys, ignore_index=True))


def _refuse(counted: pd.DataFrame) -> None:
    """Refuse events that are of no area, kind or day, or of an area that was none then."""
    empty = counted[(counted[list(_NEEDED)] == "").any(axis=1)]
    if len(empty):
        what = f"{empty['value'].sum():.0f} events have no indicator, area or period"
        raise TableError(
            what, where="events", hint="leave them out, and say so, or find out what they are of", rows=empty
        )
    pairs = counted[["area", "period"]].drop_duplicates()
    wrong = [_not_valid(area, period) for area, period in zip(pairs["area"], pairs["period"], strict=True)]
    if any(wrong):
        rows = pairs[[bool(each) for each in wrong]]
        hints = "; ".join(list(dict.fromkeys(filter(None, wrong)))[:5])
        raise TableError("events of areas that did not exist then", where="events.area", hint=hints, rows=rows)


@cache_by_lists
def _not_valid(area: str, period: str) -> str:
    """Return what is wrong with an area on the last day of a period, empty when nothing is."""
    end: date | None = parse_edtf(period).end
    try:
        read_area(area, on=end)
    except CodeListError as error:
        return "; ".join(filter(None, [error.what, error.hint]))
    return ""
