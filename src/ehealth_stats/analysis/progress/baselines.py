"""Which reading is the baseline and which the latest: readings and one target -> Pair, and a contradicted baseline."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import Interval
from ehealth_stats.analysis.days import latest_day
from ehealth_stats.analysis.progress.goals import day_of
from ehealth_stats.analysis.progress.readings import Reading

Row = Mapping[Hashable, Any]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline: `label` says which of two that contradict each other; `reading` is None where the target gives it."""

    label: str
    figure: Interval
    day: date | None
    observation_ids: tuple[str, ...] = ()
    reading: Reading | None = None


def pair(readings: Sequence[Reading], target: Row) -> tuple[Baseline | None, Reading | None]:
    """Return baseline and latest reading of a target, None where there is none.

    The baseline is what the target gives; else the latest reading up to the start of the pursuit; else the earliest
    there is. Without a start, a document can't follow up on itself: its own latest reading is the baseline. One reading
    of another source after the start, with nothing before it, has no baseline. Readings are sorted by day.
    """
    baseline = _given(target) or _found(readings, target)
    if baseline is None:
        return None, readings[-1] if readings else None
    later = [reading for reading in readings if baseline.day is None or reading.day > baseline.day]
    return baseline, later[-1] if later else None


def baselines_of(baseline: Baseline, observations: pd.DataFrame, target: Row) -> list[Baseline]:
    """Return the baseline, and beside a computed one the total that its document states in contradiction to it."""
    if baseline.reading is None or not baseline.reading.is_sum:
        return [baseline]
    rows = observations[observations["role"].eq("stated_total") & observations["status"].ne("D")]
    rows = rows[rows["period"] == baseline.reading.period]
    for name in ("indicator", "breakdown", "area"):
        rows = rows[rows[name] == target[name]]
    for row in rows.to_dict("records"):
        stated = Interval(row["value"], row["lower"], row["upper"])
        if not stated.overlaps(baseline.figure):
            computed = Baseline(
                "computed baseline", baseline.figure, baseline.day, baseline.observation_ids, baseline.reading
            )
            return [computed, Baseline("stated baseline", stated, baseline.day, (str(row["observation_id"]),))]
    return [baseline]


def _given(target: Row) -> Baseline | None:
    value, lower, upper = (float(target[name]) for name in ("baseline", "baseline_lower", "baseline_upper"))
    if isnan(value) and (isnan(lower) or isnan(upper)):
        return None
    figure = Interval(value, value if isnan(lower) else lower, value if isnan(upper) else upper)
    return Baseline("", figure, latest_day(str(target["baseline_period"])))


def _found(readings: Sequence[Reading], target: Row) -> Baseline | None:
    start = day_of(target["start"])
    own = [reading for reading in readings if target["source_id"] in reading.source_ids]
    before = own if start is None else [reading for reading in readings if reading.day <= start]
    if not before and (own or len(readings) > 1):
        before = [readings[0]]
    if not before:
        return None
    return Baseline("", before[-1].figure, before[-1].day, before[-1].observation_ids, before[-1])
