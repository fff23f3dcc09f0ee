"""Which reading is the baseline, which others contradict it, which one follows up: readings, a target -> Baselines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import inf, isnan

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Row, figure_in
from ehealth_stats.analysis.days import Months, day_of, months_of
from ehealth_stats.analysis.progress.readings import Reading
from ehealth_stats.codelists import other_definitions
from ehealth_stats.schema import Code, Message, parse_edtf

_WHOLE_YEAR: Months = (1, 1, 1, 1, 1)
_ORDINALS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline: `which` of several that differ, a code; `reading` is None where the target gives it.

    `period` is its date in EDTF, `day` the day that years are counted from. `is_rival` is False for one that
    contradicts none and says more than the first, or less.
    """

    which: str
    figure: Interval
    day: date | None
    period: str
    observation_ids: tuple[str, ...] = ()
    reading: Reading | None = None
    is_rival: bool = True

    @property
    def label(self) -> Message | None:
        """Which of several baselines it is; None where there is nothing to tell it from."""
        return Message("baseline", {"which": Code("baseline", self.which)}) if self.which else None

    def comes_before(self, reading: Reading) -> bool:
        """Say whether a reading is later; every reading is later than a baseline without a date."""
        return self.day is None or reading.day > self.day


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The reading that a target is judged by, and why it can't be compared with the baseline, None when it can.

    `decides` says whether it is at or after the deadline, or declared as the follow-up for the target; `is_alike`
    whether it is of the same part of a year, without which it says nothing of the target.
    """

    reading: Reading | None
    decides: bool = False
    obstacle: Message | None = None
    is_alike: bool = True


def baseline_of(readings: Sequence[Reading], target: Row) -> Baseline | None:
    """Return the baseline of a target, None where there is none.

    It is what the target gives; else the reading of the baseline period that it names; else the latest reading up to
    the start of the pursuit; else the earliest there is, unless that is the outcome already: at or after the deadline,
    or declared as the follow-up. Without a start, a document can't follow up on itself: its own latest reading is the
    baseline. One reading of another source after the start, with nothing before it, has no baseline. Readings are
    sorted by day.
    """
    return _printed_baseline(target) or _read_baseline(readings, target)


def follow_up_of(readings: Sequence[Reading], target: Row, baseline: Baseline | None, as_of: date) -> FollowUp:
    """Return the reading that a target is judged by.

    Once the deadline has passed, that is the latest one declared as the follow-up for it, else the first at or after
    the deadline: what was reached later was not reached by then. Otherwise it is the latest one. Of flows only those of
    the same months of the year are compared, and a later period than that of the deadline says nothing about it.
    """
    later = [reading for reading in readings if baseline is None or baseline.comes_before(reading)]
    alike = [reading for reading in later if not _flaw(reading, target, baseline)]
    deciding = _deciding(alike, target, as_of)
    chosen = deciding or next(reversed(alike or later), None)
    if chosen is None:
        return FollowUp(None)
    flaw = _flaw(chosen, target, baseline)
    if flaw:
        return FollowUp(chosen, obstacle=flaw, is_alike=False)
    is_broken = baseline is not None and any(reading.is_break for reading in later if reading.day <= chosen.day)
    return FollowUp(chosen, deciding is not None, Message("break_in_series") if is_broken else None)


def _flaw(reading: Reading, target: Row, baseline: Baseline | None) -> Message | None:
    """Say why a flow can't be compared, None when it can."""
    start, due = day_of(target["start"]), day_of(target["due"])
    if reading.start is None:
        return None
    if due is not None and reading.start > due:
        return Message("reading_of_later_period")
    if baseline is not None and baseline.reading is not None:
        is_alike = reading.months == baseline.reading.months
        return None if is_alike else Message("other_months_than_baseline")
    own = months_of(start, due) if start is not None and due is not None else _WHOLE_YEAR
    return None if reading.months in (own, _WHOLE_YEAR) else Message("other_months_than_target")


def _deciding(readings: Sequence[Reading], target: Row, as_of: date) -> Reading | None:
    due = day_of(target["due"])
    if due is None or due > as_of:
        return None
    declared = [reading for reading in readings if reading.is_declared_for(target)]
    after = [reading for reading in readings if reading.day >= due]
    of_that_day = [reading for reading in after if reading.day == after[0].day]
    return next(reversed(declared or of_that_day), None)


def baselines_of(
    baseline: Baseline, readings: Sequence[Reading], observations: pd.DataFrame, target: Row
) -> list[Baseline]:
    """Return the baseline, and beside it what its documents give in contradiction to it.

    That is a total stated for the sum, another figure printed for it, or the reading of the day of a baseline that the
    target gives. A total stated for the sum within its bounds is given too.
    """
    if baseline.reading is None:
        return _with_reported(baseline, readings)
    if baseline.reading.is_sum:
        return _with_stated(baseline, observations, target)
    rows = observations[observations["observation_id"].isin(baseline.observation_ids)]
    rows = rows[rows["breakdown"] == target["breakdown"]].drop_duplicates(["lower", "upper"])
    printed = [(figure_in(row), (str(row["observation_id"]),)) for row in rows.to_dict("records")]
    if all(one.overlaps(other) for (one, _), (other, _) in combinations(printed, 2)):
        return [baseline]
    return [
        replace(baseline, which=ordinal, figure=figure, observation_ids=ids)
        for ordinal, (figure, ids) in zip(_ORDINALS, printed, strict=False)
    ]


def _with_reported(baseline: Baseline, readings: Sequence[Reading]) -> list[Baseline]:
    for reading in readings:
        if reading.day == baseline.day and not reading.figure.overlaps(baseline.figure):
            reported = replace(_of_reading(reading), which="reported")
            return [replace(baseline, which="given"), reported]
    return [baseline]


def _with_stated(baseline: Baseline, observations: pd.DataFrame, target: Row) -> list[Baseline]:
    """Return the computed baseline and the total that the latest source states, where they are not the same.

    A total within the computed bounds contradicts nothing and may still decide more than they do.
    """
    rows = observations[observations["role"].eq("stated_total") & ~observations["status"].isin(other_definitions())]
    rows = rows[rows["period"] == (baseline.reading.period if baseline.reading else "")]
    for name in ("indicator", "breakdown", "area", "unit"):
        rows = rows[rows[name] == target[name]]
    rows = rows[rows["source_id"] == rows["source_id"].iloc[-1]] if len(rows) else rows
    stated = [
        Baseline("stated", figure_in(row), baseline.day, baseline.period, (str(row["observation_id"]),))
        for row in rows.drop_duplicates(["lower", "upper"]).to_dict("records")
    ]
    for other in stated:
        if not other.figure.overlaps(baseline.figure):
            return [replace(baseline, which="computed"), other]
    others = [replace(other, is_rival=False) for other in stated if not _is_same(other.figure, baseline.figure)]
    return [baseline, *others]


def _is_same(one: Interval, other: Interval) -> bool:
    return one.value == other.value or (one.lower, one.upper) == (other.lower, other.upper)


def _printed_baseline(target: Row) -> Baseline | None:
    value, lower, upper = (float(target[name]) for name in ("baseline", "baseline_lower", "baseline_upper"))
    if isnan(value) and isnan(lower) and isnan(upper):
        return None
    least, most = (0.0, inf) if isnan(value) else (value, value)
    figure = Interval(value, least if isnan(lower) else lower, most if isnan(upper) else upper)
    period = str(target["baseline_period"])
    return Baseline("", figure, parse_edtf(period).end, period)


def _read_baseline(readings: Sequence[Reading], target: Row) -> Baseline | None:
    start, named = day_of(target["start"]), parse_edtf(str(target["baseline_period"])).end
    own = [reading for reading in readings if target["source_id"] in reading.source_ids]
    before = own if start is None else [reading for reading in readings if reading.day <= start]
    if named is not None:
        before = [reading for reading in readings if reading.day == named] or before
    due = day_of(target["due"])
    if not before and (own or len(readings) > 1):
        first = readings[0]
        is_outcome = first.is_declared_for(target) or (due is not None and first.day >= due)
        before = [] if is_outcome else [first]
    return _of_reading(before[-1]) if before else None


def _of_reading(reading: Reading) -> Baseline:
    return Baseline("", reading.figure, reading.day, reading.period, reading.observation_ids, reading)
