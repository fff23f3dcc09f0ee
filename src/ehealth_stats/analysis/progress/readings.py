"""Which observations are readings of a target, and why others are not: observations, one target -> readings by day.

A reading is a dated figure of what the target is about, of the same definition.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import nan

import pandas as pd

from ehealth_stats.analysis.bounds import (
    Interval,
    Row,
    Share,
    add,
    adds_up,
    figure_in,
    level_of,
    narrow_rows,
    root_of,
    rows_of,
    same_figure,
    share,
)
from ehealth_stats.analysis.days import Months, months_of
from ehealth_stats.codelists import (
    count_municipalities,
    indicators,
    municipalities,
    other_definitions,
    read_area,
    result_roles,
    statuses,
)
from ehealth_stats.errors import CodeListError
from ehealth_stats.schema import Amount, Code, Message, Value, parse_edtf, several

EVERY_TARGET = "all"

# So many figures that are no readings are told; of more, how many.
_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One comparable figure of what a target is about: of its area, or the sum of the municipalities in it.

    `start` is the first day of a flow; `missing` are the municipalities without a figure, `lacking` those that have
    nothing; `follow_up` are the targets that it is declared as the follow-up for.
    """

    figure: Interval
    day: date
    period: str
    source_ids: tuple[str, ...]
    observation_ids: tuple[str, ...]
    missing: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    start: date | None = None
    is_sum: bool = False
    is_break: bool = False
    follow_up: frozenset[str] = frozenset()

    @property
    def months(self) -> Months | None:
        """Which part of a year a flow covers."""
        return months_of(self.start, self.day) if self.start else None

    def is_declared_for(self, target: Row) -> bool:
        """Say whether a recipe declares the reading as the follow-up for a target."""
        return not self.follow_up.isdisjoint((str(target["target_id"]), EVERY_TARGET))


def readings_of(observations: pd.DataFrame, target: Row) -> list[Reading]:
    """Return the dated readings of a target with the same definition, earliest first.

    Of a period the rows of the target's own area are taken where there are any; else those of the municipalities in it
    are summed, where one without a row is unknown: [0, inf), or [0, 1] where municipalities are counted; else the total
    that is stated for the area. A target in percent of what is counted is read as a share. A reading is of the last day
    of its period; of a period without end ("since 2012"), of its first. Of an area and period in several sources the
    last in the table wins: `evaluate` hands them over by date of publication. What is known to be nothing at all ("n/a"
    everywhere) is no reading.
    """
    readings = _of_unit(observations, target, str(target["unit"]))
    if target["unit"] == "percentage_points":
        readings += _of_unit(observations, target, "percent")
    if is_share(target):
        printed = {reading.period for reading in readings}
        counted = _of_unit(observations, target, indicators()[str(target["indicator"])].unit)
        readings += [reading for reading in counted if reading.period not in printed]
    return sorted(readings, key=lambda reading: reading.day)


def _of_unit(observations: pd.DataFrame, target: Row, unit: str) -> list[Reading]:
    rows = _about(observations, target)
    rows = _latest_source(rows[rows["unit"].eq(unit) & ~rows["status"].isin(other_definitions()) & _is_dated(rows)])
    periods: dict[str, list[Row]] = {}
    for row in rows_of(rows):
        periods.setdefault(row["period"], []).append(row)
    readings = [_of_period(group, target) for group in periods.values()]
    return [reading for reading in readings if reading]


def _of_period(rows: Sequence[Row], target: Row) -> Reading | None:
    reported = [row for row in rows if row["role"] == "reported"]
    own = [row for row in reported if row["area"] == target["area"]]
    if any(row["breakdown"] == target["breakdown"] for row in own):
        return _reading(own, target, is_sum=False)
    municipal = [row for row in reported if level_of(row["area"]) == "municipality"]
    is_summed = municipal and adds_up(str(target["indicator"]), rows[0]["unit"])
    summed = _reading(municipal, target, is_sum=True) if is_summed else None
    stated = [row for row in rows if row["role"] == "stated_total" and row["area"] == target["area"]]
    return summed or (_reading(stated, target, is_sum=False) if stated else None)


def _about(observations: pd.DataFrame, target: Row) -> pd.DataFrame:
    """Return what was counted of the indicator, in the target's area where that is one municipality.

    It has every breakdown: the others narrow what the bounds allow.
    """
    rows = observations[observations["indicator"].eq(target["indicator"])]
    if level_of(str(target["area"])) == "municipality":
        rows = rows[rows["area"].eq(target["area"])]
    return rows[rows["role"].isin(result_roles())]


def _is_dated(rows: pd.DataFrame) -> "pd.Series[bool]":
    return rows["period"].isin({period for period in rows["period"].unique() if parse_edtf(period).dated})


def _latest_source(rows: pd.DataFrame) -> pd.DataFrame:
    latest = rows.groupby(["role", "breakdown", "area", "period"], sort=False)["source_id"].transform("last")
    return rows[rows["source_id"].eq(latest)]


def _reading(rows: Sequence[Row], target: Row, *, is_sum: bool) -> Reading | None:
    """Make a reading of the rows of one period."""
    start, end = rows[0]["period_start"], rows[0]["period_end"]
    if pd.isna(start) and pd.isna(end):
        return None
    day = (start if pd.isna(end) else end).date()
    frame = _frame(str(target["area"]), day) if is_sum else None
    if is_sum and frame is None:
        return None
    cells = narrow_rows([{**row, "source_id": ""} for row in rows], frame=frame)
    own = [cell for cell in cells if cell["breakdown"] == target["breakdown"]]
    if all(cell["missing"] for cell in own):
        return None
    figures = [figure_in(cell) for cell in own]
    if own[0]["unit"] not in (target["unit"], "percent"):
        figure = share_figure(cells, target, day)
    else:
        figure = add(figures) if is_sum else same_figure(figures)
    if figure is None:
        return None
    ids = [name for cell in own for name in cell["observation_ids"].split("|") if name]
    used = [row for row in rows if row["observation_id"] in ids]
    counted = indicators().get(str(target["indicator"]))
    is_flow = counted is not None and counted.kind == "flow" and pd.notna(start) and pd.notna(end)
    return Reading(
        figure=figure,
        day=day,
        period=rows[0]["period"],
        source_ids=tuple(dict.fromkeys(row["source_id"] for row in used)),
        observation_ids=tuple(ids),
        missing=tuple(cell["area"] for cell in own if is_sum and cell["missing"]),
        lacking=tuple(cell["area"] for cell in own if is_sum and cell["upper"] == 0),
        start=start.date() if is_flow else None,
        is_sum=is_sum,
        is_break=any(statuses()[row["status"]].is_break for row in used),
        follow_up=frozenset().union(*declared_in(row["follow_up"] for row in used)),
    )


def _frame(area: str, day: date) -> list[str] | None:
    """Return the municipalities of an area on a day, None where the area did not exist: then they are no sum of it."""
    try:
        return [municipality.code for municipality in municipalities(area, on=day)]
    except CodeListError:
        return None


def declared_in(texts: Iterable[str]) -> list[frozenset[str]]:
    """Return the targets that each text of the column follow_up names."""
    return [frozenset(filter(None, text.split("|"))) for text in texts]


def is_share(target: Row) -> bool:
    """Say whether a target asks for percent of what its indicator counts: a part of its whole, or municipalities.

    Examples
    --------
    >>> is_share({"unit": "percent", "indicator": "safety_alarms", "breakdown": "digital"})
    True
    >>> is_share({"unit": "percent", "indicator": "safety_alarms", "breakdown": "_T"})
    False
    >>> is_share({"unit": "municipalities", "indicator": "secure_email", "breakdown": "_T"})
    False
    """
    counted = indicators().get(str(target["indicator"]))
    if target["unit"] not in ("percent", "percentage_points") or not counted or counted.kind not in ("flow", "stock"):
        return False
    return counted.unit == "municipalities" or root_of(str(target["breakdown"])) != target["breakdown"]


def share_figure(cells: Sequence[Row], target: Row, day: date) -> Interval | None:
    """Return the share of the target's part in its whole, or of municipalities in scope; None where a whole is missing.

    What is not known stays in the denominator (docs/methods.md section 3).
    """
    root = root_of(str(target["breakdown"]))
    own = [cell for cell in cells if cell["breakdown"] == target["breakdown"]]
    if root == target["breakdown"]:
        count, (n_areas, _) = add(map(figure_in, own)), count_municipalities(str(target["area"]), day, day)
        if not n_areas:
            return None
        return Interval(*(100 * end / n_areas for end in (count.value, count.lower, count.upper)))
    wholes = {cell["area"]: figure_in(cell) for cell in cells if cell["breakdown"] == root}
    if not wholes.keys() >= {cell["area"] for cell in own}:
        return None
    fraction = share([Share(figure_in(cell), wholes[cell["area"]], cell["taken"]) for cell in own])
    # To nine decimals: 57 of 100 are 57 percent, though 100 times .57 is a hair less to a computer.
    return Interval(*(round(100 * end, 9) for end in (fraction.value, fraction.lower, fraction.upper)))


def other_evidence(observations: pd.DataFrame, target: Row) -> pd.DataFrame:
    """Return the rows that say something of a target but can't be a reading: another definition, or no date."""
    scope, rows = str(target["area"]), _about(observations, target)
    undated = rows["breakdown"].eq(target["breakdown"]) & ~_is_dated(rows)
    rows = rows[rows["role"].eq("reported") & (rows["status"].isin(other_definitions()) | undated)]
    inside = {area for area in rows["area"] if area == scope or (level_of(area) and read_area(area).is_within(scope))}
    return rows[rows["area"].isin(inside)]


def evidence_in(rows: pd.DataFrame) -> Message | None:
    """Say what each row gives and why it is no reading of the target; of more than three rows, how many more there are.

    "80 of 428–430 municipalities: another definition (Ready to implement), and the document has no date".
    """
    told = [_why_no_reading(row) for row in rows.head(_MOST_TOLD).to_dict("records")]
    if len(rows) > _MOST_TOLD:
        told.append(Message("more_figures", {"n": len(rows) - _MOST_TOLD}))
    return several(told)


def _amount(row: Row) -> Value:
    """Return a row's figure with its unit, out of how many where municipalities of a larger area are counted.

    How many there are is an interval when the period spans a change of the register.
    """
    figure = figure_in(row)
    dated = bool(pd.notna(row["period_start"]) and pd.notna(row["period_end"]))
    if row["unit"] != "municipalities" or level_of(row["area"]) not in ("county", "country") or not dated:
        return Amount(figure, row["unit"])
    least, most = count_municipalities(row["area"], row["period_start"].date(), row["period_end"].date())
    whole = Interval(least if least == most else nan, least, most)
    return Message("so_many_of", {"figure": figure, "whole": Amount(whole, row["unit"])})


def _why_no_reading(row: Row) -> Message:
    told = {"figure": _amount(row), "flaw": _flaw(row)}
    if level_of(row["area"]) == "municipality":
        return Message("no_reading_in_area", {**told, "area": Code("area", row["area"])})
    return Message("figure_is_no_reading", told)


def _flaw(row: Row) -> Message:
    undated = Message("document_undated")
    if not statuses()[row["status"]].has_other_definition:
        return undated
    definition = Message("other_definition")
    if row["breakdown"] != "_T":
        definition = Message("other_definition_of", {"part": Code("breakdown", row["breakdown"])})
    if parse_edtf(row["period"]).dated:
        return definition
    return Message("two_flaws", {"one": definition, "other": undated})
