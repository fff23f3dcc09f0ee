"""Series over changes of areas: observations of any dates -> those in the areas of one day, and how they came."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import Cell, Row, add, adds_up, merge_rows, rows_of, worst_status
from ehealth_stats.codelists import (
    AreaLevel,
    area_level,
    areas_on,
    change_days,
    moved_parts,
    qualifier_of,
    qualifiers,
    read_area,
    statuses,
    transitions,
)
from ehealth_stats.errors import PeriodError, TableError
from ehealth_stats.schema import Code, Message, Value, check_table, several
from ehealth_stats.schema.complete import complete_observations, to_day
from ehealth_stats.wording.messages import say, worded

_SERIES = ("source_id", "indicator", "breakdown", "period", "unit", "role")
# Columns beside those of observations.
_ADDED = ("carried", "reason", "reason_message")

Links = Mapping[str, set[str]]


def harmonise(observations: pd.DataFrame, *, to: str | date = "2024-01-01") -> pd.DataFrame:
    """Carry observations over changes of areas, to the areas of one day.

    A merged area gets the sum of its predecessors, each once, with bounds; where one has no row the sum is open. What
    can't be carried stays under its own code and is marked: an area that was split, or got a part of one; ratios,
    percentages, rates and distinct counts of merged areas; numbers of municipalities. Nothing is divided or estimated,
    so back in time only what changed its name or number is carried, and what was one area before a split is summed.
    What came out of a merged municipality within its former borders (Haram, 2024) is what went in. Where a part moved
    to a neighbour besides (`moved_parts`), figures are carried as official statistics do, and the break is marked.

        area     figure                   area     figure
        NO-1102  500                ->    NO-1108  512      summed
        NO-1129  12
        NO-0720  80                       NO-0720  80       not_carried: NO-0720 Stokke was split into …

    Parameters
    ----------
    observations
        Rows of the table observations; made by hand, what `complete_observations` says. Not changed.
    to
        The day whose areas are wanted, as a date or in ISO 8601; of a year or month the last day.

    Returns
    -------
    The columns of observations, `carried` (unchanged, also under a new code; summed; not_carried), `reason` (what was
    summed, what is missing in a sum, why it is not carried, what moved) and `reason_message` (the same as key and
    values in JSON, to be said in any language). Sums have an observation_id of their own,
    the locators of their terms parted by a bar, the gravest of their statuses, and the terms' codes as `text`; rows
    that are not carried, or whose borders moved, have status B where theirs said nothing graver, so that no pace runs
    over them.

    Raises
    ------
    TableError
        If `to` is no date, or the observations break their schema.
    CodeListError
        If an area is in no code list.

    Notes
    -----
    Areas and their changes: `successors`. Sums as docs/methods.md section 3: flows and stocks add up over areas, and
    bounds add up linearly.

    Examples
    --------
    >>> from ehealth_stats.schema import to_table
    >>> def row(area, value):
    ...     return {"observation_id": area, "source_id": "s", "indicator": "safety_alarms", "breakdown": "_T",
    ...             "area": area, "period": "2019", "period_start": "2019-01-01", "period_end": "2019-12-31",
    ...             "value": value, "lower": value, "upper": value, "unit": "alarms", "qualifier": "exact",
    ...             "status": "A", "role": "reported", "locator": "table 1", "text": str(value)}
    >>> alarms = to_table("observations", [row("NO-1102", 500), row("NO-1129", 12)])
    >>> harmonise(alarms)[["area", "value", "carried"]].values.tolist()
    [['NO-1108', 512.0, 'summed']]
    """
    day = _day(to)
    checked = complete_observations(observations)
    rows: list[dict[Any, Any]] = []
    groups: dict[tuple[Any, ...], list[Row]] = {}
    printed = rows_of(checked)
    borders = _days_of_tables(printed)
    for row in printed:
        route = _route(row["area"], borders[_table_of(row)] or _own_day(row), day)
        reason = route.obstacle or (_no_sum(row, route) if len(route.parts) > 1 else None)
        if reason:
            rows.append({**row, "status": _broken(row["status"]), "carried": "not_carried", **worded("reason", reason)})
        elif len(route.parts) == 1:
            status = _broken(row["status"]) if route.moved else row["status"]
            told = {"carried": "unchanged", **worded("reason", route.moved)}
            rows.append({**row, "area": route.target, "status": status, **told})
        else:
            key = route, statuses()[row["status"]].definition, *(row[name] for name in _SERIES)
            groups.setdefault(key, []).append(row)
    rows += [_summed(key[0], group) for key, group in groups.items()]
    table = pd.DataFrame(list(_with_ids(rows)), columns=[*checked.columns, *_ADDED])
    carried = table[list(_ADDED)].astype("str")
    return pd.concat([check_table(table[list(checked.columns)], "observations"), carried], axis=1)


def _day(to: str | date) -> date:
    try:
        day = to_day(to)
    except PeriodError:
        day = None
    if day is None:
        raise TableError(f"{to!r} is no day", where="harmonise, to", expected="a date such as 2024-01-01")
    return day


@dataclass(frozen=True, slots=True)
class _Route:
    """What an area is on the day, the areas of its own day that make it up, why it can't be carried, what moved."""

    target: str
    parts: tuple[str, ...]
    obstacle: Message | None = None
    moved: Message | None = None


def _table_of(row: Row) -> tuple[Any, ...]:
    """Return what the rows of one table have in common: their areas are those of one day."""
    area, is_plan = row["area"], row["role"] == "planned"
    days = row["period_start"], row["period_end"]
    return row["source_id"], row["indicator"], area[:2], area_level(area), is_plan, *days


def _days_of_tables(rows: Sequence[Row]) -> Mapping[tuple[Any, ...], date | None]:
    """Return the day whose areas each table is printed in, None where no day has them all."""
    codes: dict[tuple[Any, ...], set[str]] = {}
    for row in rows:
        codes.setdefault(_table_of(row), set()).add(row["area"])
    return {table: _common_day(areas, *table[-3:]) for table, areas in codes.items()}


def _common_day(codes: set[str], is_plan: bool, start: pd.Timestamp, end: pd.Timestamp) -> date | None:
    """Return the end of the period, else its start, else the nearest other day on which all codes are valid.

    Statistics are also printed back in time, in the areas of a later day; a plan can't know those of a later day.
    """
    days = [day.date() for day in (end, start) if pd.notna(day)]
    others = [day for day in change_days() if days and day > days[0]]
    if is_plan:
        others = [day - timedelta(days=1) for day in reversed(change_days()) if days and day <= days[-1]]
    return next((day for day in [*days, *others] if codes <= _codes_on(min(codes)[:2], day)), None)


@cache
def _codes_on(country: str, day: date) -> frozenset[str]:
    return frozenset(area.code for area in areas_on(country, day))


def _own_day(row: Row) -> date | None:
    """Return the day of the period on which a row's code is valid, in a table whose codes are of several days."""
    area, days = row["area"], (row["period_end"], row["period_start"])
    return next((day.date() for day in days if pd.notna(day) and area in _codes_on(area[:2], day.date())), None)


@cache
def _route(area: str, day: date | None, to: date) -> _Route:
    own, level = read_area(area), area_level(area)
    if level == "country":
        return _Route(area, (area,))
    if day is None:
        return _Route("", (), Message("no_day_in_period", {"area": area}))
    after, before = _links(own.country, level, day, to)
    targets = sorted(after.get(area, ()))
    if not targets:
        return _Route("", (), Message("no_areas_on_day", {"day": Code("day", str(to))}))
    if len(targets) > 1:
        became = "was_split" if day <= to else "is_not_divided"
        return _Route("", (), Message(became, {"area": _named(area), "areas": _all_named(targets)}))
    parts = tuple(sorted(before[targets[0]]))
    shared = [part for part in parts if len(after[part]) > 1]
    if shared:
        got = "got_a_part" if day <= to else "is_only_a_part"
        return _Route("", (), Message(got, {"area": _named(targets[0]), "areas": _all_named(shared)}))
    return _Route(targets[0], parts, moved=_moved(targets[0], day, to))


def _moved(target: str, day: date, to: date) -> Message | None:
    """Say which parts came to the area of the day, or left it, since the day of a figure."""
    return several(
        Message(
            "part_moved",
            {
                "part": part.name,
                "old": _named(part.from_code),
                "new": _named(part.to_code),
                "day": Code("day", str(part.day)),
            },
        )
        for part in moved_parts(target, since=day, on=to)
    )


@cache
def _links(country: str, level: AreaLevel, day: date, to: date) -> tuple[Links, Links]:
    """Return what each area of a day is on the other day, and of what each area of that one is made."""
    after: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    for old, new in transitions(country, level, min(day, to), max(day, to)):
        own, target = (old, new) if day <= to else (new, old)
        after.setdefault(own, set()).add(target)
        before.setdefault(target, set()).add(own)
    return after, before


def _no_sum(row: Row, route: _Route) -> Message | None:
    """Say why the figures of merged areas do not add up, if they don't."""
    merger: dict[str, Value] = {"area": _named(route.target), "areas": _all_named(route.parts)}
    if row["role"] == "rate" or not adds_up(row["indicator"], row["unit"]):
        return Message("does_not_add_up", merger)
    return Message("counted_areas_changed", merger) if row["unit"] == "municipalities" else None


def _broken(status: str) -> str:
    """Return the status of a figure behind a break in its series."""
    return status if statuses()[status].holds_over_break else "B"


def _summed(route: _Route, rows: Sequence[Row]) -> dict[Any, Any]:
    first = rows[0]
    cells = [merge_rows([row for row in rows if row["area"] == code]) for code in route.parts]
    figure = add(cell.figure for cell in cells)
    without = [code for code, cell in zip(route.parts, cells, strict=True) if not cell.observation_ids]
    status = statuses()[first["status"]].definition or worst_status([cell.status for cell in cells])
    missing = Message("no_row_of", {"areas": _all_named(without)}) if without else None
    reason = several([Message("sum_of_areas", {"areas": _all_named(route.parts)}), missing, route.moved])
    names = (first["source_id"], first["indicator"], route.target, first["breakdown"], first["period"])
    return {
        **first,
        "observation_id": "/".join(names),
        "area": route.target,
        "value": figure.value,
        "lower": figure.lower,
        "upper": figure.upper,
        "qualifier": _qualifier(cells),
        "status": _broken(status) if route.moved else status,
        "locator": "|".join(dict.fromkeys(cell.locators for cell in cells if cell.locators)),
        "text": say(Message("sum_of_terms", {"terms": route.parts}), "en"),
        "carried": "summed",
        **worded("reason", reason),
    }


def _qualifier(cells: Sequence[Cell]) -> str:
    """Return how sure a sum is: its terms' qualifier if they share it, else what its bounds are.

    "All" of each term is counted as a number: together they are no "all".
    """
    figure = add(cell.figure for cell in cells)
    first = qualifiers()[cells[0].qualifier] if cells[0].qualifier else None
    if first and not first.is_all and {cell.qualifier for cell in cells} == {first.code}:
        return first.code
    return qualifier_of(figure.value, figure.lower, figure.upper)


def _all_named(codes: Sequence[str]) -> tuple[Code, ...]:
    return tuple(map(_named, codes))


def _named(code: str) -> Code:
    """Return an area that is said with its code, since areas of several days share a name."""
    return Code("area_code", code)


def _with_ids(rows: Sequence[Row]) -> Iterator[Row]:
    """Give a sum whose id another row has a number, as the ingestion does."""
    taken = {row["observation_id"] for row in rows if row["carried"] != "summed"}
    for row in rows:
        name, number = row["observation_id"], 1
        while row["carried"] == "summed" and name in taken:
            number += 1
            name = f"{row['observation_id']}-{number}"
        taken.add(name)
        yield {**row, "observation_id": name}
