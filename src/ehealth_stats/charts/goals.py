"""What a target asks of a series: rows of targets and the readings -> levels with a deadline and a path to them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, isnan, nan

import pandas as pd

from ehealth_stats.charts.observations import Record
from ehealth_stats.charts.series_data import BoundedFigure, SeriesPoint
from ehealth_stats.charts.texts import day, interval, measured, number, period, word
from ehealth_stats.codelists import Language, indicators

_CHANGES = {"increase_by": 1, "decrease_by": -1}
_BETTER = {"increase_by": "increase", "all_areas": "increase", "decrease_by": "decrease", "ceiling": "decrease"}


@dataclass(frozen=True, slots=True)
class Goal:
    """A level to reach: its bounds, from when to when (None: not stated), and where the way to it starts."""

    code: str
    lower: float
    upper: float
    start: float | None
    due: float | None
    base: tuple[float, float] | None
    edge: float
    when: str
    text: str

    @property
    def path(self) -> tuple[tuple[float, float], tuple[float, float]] | None:
        """The first and last place of the required path, each a day and a number; None where there is none."""
        if self.base is None or self.due is None or isnan(self.edge) or self.due <= self.base[0]:
            return None
        return self.base, (self.due, self.edge)


def read_goals(
    targets: pd.DataFrame, points: Sequence[SeriesPoint], language: Language
) -> tuple[list[Goal], list[str]]:
    """Return the targets that have a level, and the labels of those without a number.

    An increase or decrease is a level above or below its baseline: what the target gives, else the latest reading up to
    its start, else the earliest. An increment additional to another asks for both.
    """
    rows = {str(row["target_id"]): row for row in targets.to_dict("records")}
    goals, without = [], []
    for row in rows.values():
        found = _goal(row, rows, points, language)
        if found is None:
            without.append(str(row["label"]))
        else:
            goals.append(found)
    return goals, without


def _goal(row: Record, rows: Mapping[str, Record], points: Sequence[SeriesPoint], language: Language) -> Goal | None:
    low, high = _number(row, rows)
    base = _base(row, points, language)
    sign = _CHANGES.get(row["kind"], 0)
    if isnan(low) or (sign and base is None):
        return None
    if sign and base:
        _, start = base
        changes = sorted((sign * low, sign * high))
        low, high = start.lower + changes[0], start.upper + changes[1]
    due = _date(row["due"])
    when = day(due, language) if due else ""
    text = interval(low, high, language) or number(low, language)
    text = measured(text, row["unit"], language) if row["unit"] else text
    text = word("goal_by", language, value=text, date=when) if due else text
    begins, ends = _number_of_day(_date(row["start"])), _number_of_day(due)
    place = (base[0], base[1].value) if base and not isnan(base[1].value) else None
    edge = _edge(place[1], low, high, row) if place else nan
    return Goal(row["target_id"], low, high, begins, ends, place, edge, when, text)


def _number(row: Record, rows: Mapping[str, Record]) -> tuple[float, float]:
    low, high = float(row["target_lower"]), float(row["target_upper"])
    before = rows.get(row["adds_to"])
    if before is None or isnan(low):
        return low, (inf if isnan(high) else high)
    first, second = _number(before, rows)
    return low + first, high + second


def _base(row: Record, points: Sequence[SeriesPoint], language: Language) -> tuple[float, BoundedFigure] | None:
    known = [point for point in points if point.figure.known]
    given = BoundedFigure(row["baseline"], row["baseline_lower"], row["baseline_upper"], "exact")
    if not isnan(given.lower):
        when = _when(row["baseline_period"], known, language)
        return None if when is None else (when, given)
    begins = _number_of_day(_date(row["start"]))
    before = [point for point in known if begins is not None and point.day <= begins]
    found = before[-1] if before else known[0] if known else None
    return (found.day, found.figure) if found else None


def _date(stamp: pd.Timestamp) -> date | None:
    return None if pd.isna(stamp) else stamp.date()


def _number_of_day(when: date | None) -> float | None:
    return None if when is None else float(when.toordinal())


def _when(edtf: str, known: Sequence[SeriesPoint], language: Language) -> float | None:
    """Return the day of a baseline: of the reading of its period, else the end of its year."""
    same = [point.day for point in known if point.period == period(edtf, language)]
    if not same and re.fullmatch(r"\d{4}", edtf):
        return float(date(int(edtf), 12, 31).toordinal())
    return same[0] if same else None


def _edge(base: float, low: float, high: float, row: Record) -> float:
    """Return the number that the path ends in, the target's nearer edge; NaN where the start is there already."""
    better = _BETTER.get(row["kind"]) or row["direction"] or indicators()[row["indicator"]].direction
    if base < low and better != "decrease":
        return low
    return high if base > high and better != "increase" else nan
