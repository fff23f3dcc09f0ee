"""Which observations are readings of a target: observations, one target -> readings by day, and what can't be one."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, add, figures_of, narrow, same_figure
from ehealth_stats.analysis.days import is_undated
from ehealth_stats.codelists import area_level, indicators, municipalities, read_area

Row = Mapping[Hashable, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """One comparable figure of what a target is about: of its area, or the sum of the municipalities in it.

    `months` are the first and last month of a flow's period; `missing` are the municipalities without a figure.
    """

    figure: Interval
    day: date
    period: str
    source_ids: tuple[str, ...]
    observation_ids: tuple[str, ...]
    missing: tuple[str, ...] = ()
    months: tuple[int, int] | None = None
    is_sum: bool = False
    is_break: bool = False


def readings_of(observations: pd.DataFrame, target: Row) -> list[Reading]:
    """Return the dated readings of a target with the same definition, earliest first.

    Rows of the target's own area are taken where there are any; else those of the municipalities in it are summed by
    period, where one without a row is unknown: [0, inf), or [0, 1] where municipalities are counted. A reading is of
    the last day of its period; of a period without end ("since 2012"), of its first. Of an area and period in several
    sources the last in the table wins: `evaluate` hands them over by date of publication. What is known to be nothing
    at all ("n/a" everywhere) is no reading.
    """
    rows = _latest_source(_reported(observations, target, target["unit"]))
    rows = _only(rows, lambda row: row["status"] != "D" and not is_undated(row["period"]))
    own = _only(rows, lambda row: row["area"] == target["area"])
    is_sum = target["breakdown"] not in set(own["breakdown"])
    if is_sum and indicators()[str(target["indicator"])].kind not in ("flow", "stock"):
        return []
    municipal = _only(rows, lambda row: area_level(row["area"]) == "municipality")
    groups = (municipal if is_sum else own).groupby("period", sort=False)
    readings = [_reading(group, target, is_sum=is_sum) for _, group in groups]
    return sorted((reading for reading in readings if reading), key=lambda reading: reading.day)


def other_evidence(observations: pd.DataFrame, target: Row) -> pd.DataFrame:
    """Return the rows that say something of a target but can't be a reading: another definition, or no date."""
    scope, breakdown = str(target["area"]), target["breakdown"]

    def is_evidence(row: Row) -> bool:
        undated = row["breakdown"] == breakdown and is_undated(row["period"])
        return (row["status"] == "D" or undated) and read_area(row["area"]).is_within(scope)

    return _only(_reported(observations, target, ""), is_evidence)


def _reported(observations: pd.DataFrame, target: Row, unit: str) -> pd.DataFrame:
    """Return the reported rows of the indicator, of every breakdown: the others narrow what the bounds allow."""
    rows = observations[(observations["indicator"] == target["indicator"]) & (observations["role"] == "reported")]
    return _only(rows, lambda row: row["unit"] == unit) if unit else rows


def _latest_source(rows: pd.DataFrame) -> pd.DataFrame:
    latest: dict[tuple[str, str, str], str] = {}
    for row in rows.to_dict("records"):
        latest[row["breakdown"], row["area"], row["period"]] = row["source_id"]
    return _only(rows, lambda row: latest[row["breakdown"], row["area"], row["period"]] == row["source_id"])


def _only(rows: pd.DataFrame, test: Callable[[Row], bool]) -> pd.DataFrame:
    return rows.loc[[test(row) for row in rows.to_dict("records")]]


def _reading(rows: pd.DataFrame, target: Row, *, is_sum: bool) -> Reading | None:
    """Make a reading of the rows of one period."""
    first = rows.iloc[0]
    end = first["period_end"] if pd.notna(first["period_end"]) else first["period_start"]
    if pd.isna(end):
        return None
    day = end.date()
    frame = [area.code for area in municipalities(str(target["area"]), on=day)] if is_sum else None
    cells = narrow(rows.assign(source_id=""), frame=frame)
    cells = cells[cells["breakdown"] == target["breakdown"]]
    if cells.empty or cells["missing"].all():
        return None
    figures, ids = figures_of(cells), "|".join(name for name in cells["observation_ids"] if name).split("|")
    is_flow = indicators()[str(target["indicator"])].kind == "flow" and pd.notna(first["period_start"])
    return Reading(
        figure=add(figures) if is_sum else same_figure(figures),
        day=day,
        period=str(first["period"]),
        source_ids=tuple(rows.loc[rows["observation_id"].isin(ids), "source_id"].unique()),
        observation_ids=tuple(ids),
        missing=tuple(cells.loc[cells["missing"], "area"]),
        months=(first["period_start"].month, end.month) if is_flow else None,
        is_sum=is_sum,
        is_break="B" in set(rows["status"]),
    )
