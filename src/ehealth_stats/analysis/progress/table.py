"""Progress toward targets: observations, targets -> table progress, one row a target and reading of it."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import nan
from typing import Any, Literal

import pandas as pd

from ehealth_stats.analysis.bounds import Interval
from ehealth_stats.analysis.days import is_undated
from ehealth_stats.analysis.progress.baselines import Baseline, baselines_of, pair
from ehealth_stats.analysis.progress.evidence import evidence_text
from ehealth_stats.analysis.progress.gate import target_state, target_status
from ehealth_stats.analysis.progress.goals import Aim, Targets, aims_of, day_of
from ehealth_stats.analysis.progress.judgement import Case, Judgement, change, judge
from ehealth_stats.analysis.progress.pace import UNABLE
from ehealth_stats.analysis.progress.readings import Reading, other_evidence, readings_of
from ehealth_stats.errors import TableError, did_you_mean
from ehealth_stats.schema import to_table

Row = Mapping[Hashable, Any]
Method = Literal["linear", "cagr"]

_METHODS = ("linear", "cagr")
_KEYS = ("target_id", "source_id", "indicator", "breakdown", "area", "kind", "due", "unit")
_NO_CHANGE = Interval(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of one target."""

    target: Row
    targets: Targets
    baselines: tuple[Baseline, ...]
    actual: Reading | None
    obstacle: str
    others: pd.DataFrame
    as_of: date


def progress(
    observations: pd.DataFrame,
    targets: pd.DataFrame,
    *,
    as_of: date | None = None,
    methods: Sequence[Method] = ("linear", "cagr"),
) -> pd.DataFrame:
    """Judge how far and how fast each target is being reached, or say why that can't be judged.

    A verdict needs a follow-up: a dated reading of the same definition after the baseline. Readings are those of the
    target's area, from any document, or the sum of its municipalities. It does not judge what caused a change.

    Parameters
    ----------
    observations, targets
        The tables of a dataset, observations in the order of publication: of two sources the last wins. Not changed.
    as_of
        The day of judgement: targets due later are `future`. By default the last day of the observations.
    methods
        `linear` (all kinds of targets) and `cagr` (compound growth; level targets only).

    Returns
    -------
    The table progress (`columns_of("progress")`): baseline, actual, achieved_share and the ratios linear and cagr, each
    with bounds; linear_class, cagr_class, verdict, certainty; target_state and target_status; required_annual_change
    and time_elapsed (units and years); reason; observation_ids. One row a target, or one a `reading` of it: "computed
    baseline" and "stated baseline" where these contradict each other, and a sensitivity where an increment that is
    additional to another may be about the same units.

    Raises
    ------
    TableError
        If a method is unknown, a target adds to none there is, or no observation has a date and `as_of` is missing.

    Notes
    -----
    METHODS.md section 5. A contradicted baseline is shown for every target that it is the baseline of, except for an
    increment on top of another as long as there is no reading: then it changes nothing and the first one shows it.

    Examples
    --------
    >>> from ehealth_stats.schema import empty_table
    >>> progress(empty_table("observations"), empty_table("targets"), as_of=date(2013, 4, 2)).empty
    True
    """
    unknown = [method for method in methods if method not in _METHODS]
    if unknown:
        hint = did_you_mean(unknown[0], _METHODS)
        raise TableError(f"no method {unknown[0]!r}", expected=" or ".join(_METHODS), hint=hint)
    day = as_of or _last_day(observations)
    by_id = {str(row["target_id"]): row for row in targets.to_dict("records")}
    rows = [row for target in by_id.values() for row in _rows(_known(target, by_id, observations, day), methods)]
    return to_table("progress", rows)


def _last_day(observations: pd.DataFrame) -> date:
    told = observations[observations["role"].isin(["reported", "stated_total"])]
    days = [row["period_end"] for row in told.to_dict("records") if not is_undated(row["period"])]
    days = [day for day in days if pd.notna(day)]
    if not days:
        raise TableError("no observation has a date", where="progress", hint="pass as_of, the day of judgement")
    return pd.Timestamp(max(days)).date()


def _known(target: Row, targets: Targets, observations: pd.DataFrame, as_of: date) -> _Known:
    readings = readings_of(observations, target)
    baseline, actual = pair(readings, target)
    baselines = tuple(baselines_of(baseline, observations, target)) if baseline else ()
    obstacle = _obstacle(readings, baseline, actual)
    return _Known(target, targets, baselines, actual, obstacle, other_evidence(observations, target), as_of)


def _rows(known: _Known, methods: Sequence[Method]) -> list[dict[str, Any]]:
    first = known.baselines[0] if known.baselines else None
    aims = aims_of(known.target, known.targets, first.figure if first else None)
    if not aims:
        return [_row_without_number(known)]
    is_disputed = len(known.baselines) > 1 and (known.actual is not None or not known.target["adds_to"])
    starts = known.baselines if is_disputed else known.baselines[:1]
    asked: list[tuple[str, Aim, Baseline | None]] = [
        (start.label if is_disputed else "", aims[0], start) for start in starts
    ] or [("", aims[0], None)]
    asked += [(aim.label, aim, first) for aim in aims[1:]]
    rows = [_row(known, label, aim, start, methods) for label, aim, start in asked]
    if is_disputed and len({row["verdict"] for row in rows[:2]}) > 1:
        for row in rows[:2]:
            row["reason"] = f"{row['verdict']} with the {row['reading']}"
            row |= {"verdict": "baseline_disputed", "certainty": ""}
    return rows


def _row_without_number(known: _Known) -> dict[str, Any]:
    state = target_state(str(known.target["kind"]), None)
    why = "the document does not define the target" if state == "undefined" else "the target has no number"
    start = known.baselines[0] if known.baselines else None
    return _key(known.target, "") | {
        **_figures("baseline", start.figure if start else None),
        **_figures("actual", known.actual.figure if known.actual else None),
        "actual_period": known.actual.period if known.actual else "",
        "verdict": UNABLE,
        "target_state": state,
        "target_status": target_status(state, day_of(known.target["due"]), known.as_of, None, None),
        "reason": _reason(why, known),
        "observation_ids": _ids(known, start),
    }


def _row(known: _Known, label: str, aim: Aim, start: Baseline | None, methods: Sequence[Method]) -> dict[str, Any]:
    target, actual = known.target, known.actual
    usable = tuple(method for method in methods if method == "linear" or target["kind"] == "level")
    judged = judge(_case(known, aim, start), usable)
    verdict = judged.verdict
    status = target_status(
        "quantified", day_of(target["due"]), known.as_of, actual.day if actual else None, judged.distance
    )
    return _key(target, label) | {
        "target_lower": aim.number.lower,
        "target_upper": aim.number.upper,
        **_figures("baseline", start.figure if start else None),
        **_figures("actual", actual.figure if actual else None),
        "actual_period": actual.period if actual else "",
        **_figures("achieved_share", judged.achieved_share),
        **_paces(judged, usable),
        "verdict": verdict.name,
        "certainty": verdict.certainty or _certainty_of(status, judged),
        "target_state": "quantified",
        "target_status": status,
        "required_annual_change": judged.required_annual_change,
        "time_elapsed": judged.time_elapsed,
        "reason": _reason(verdict.reason, known) if verdict.name == UNABLE else verdict.reason,
        "observation_ids": _ids(known, start),
    }


def _case(known: _Known, aim: Aim, start: Baseline | None) -> Case:
    actual, due = known.actual, day_of(known.target["due"])
    figure, baseline = (actual.figure if actual else None), (start.figure if start else None)
    if aim.is_change:
        figure = change(baseline, figure) if baseline and figure else None
        baseline = _NO_CHANGE if baseline else None
    days = start.day if start else None, actual.day if actual else None
    return Case(aim.goal, baseline, days[0], figure, days[1], due, known.obstacle)


def _obstacle(readings: Sequence[Reading], baseline: Baseline | None, actual: Reading | None) -> str:
    """Say why baseline and reading can't be compared, empty when they can."""
    if actual is None or baseline is None:
        return ""
    since = [reading for reading in readings if baseline.day is None or reading.day > baseline.day]
    if any(reading.is_break for reading in since):
        return "a break in the series"
    if baseline.reading and baseline.reading.months != actual.months:
        return "the reading is of other months than the baseline"
    return ""


def _reason(why: str, known: _Known) -> str:
    """Join why there is no verdict and what there is instead of a reading."""
    others = evidence_text(known.others)
    return f"{why.replace('no reading', 'no comparable reading')}: {others}" if others else why


def _certainty_of(status: str, judged: Judgement) -> str:
    """Return how certain `met` and `not_met` are, where there is no verdict on the pace."""
    if status not in ("met", "not_met") or judged.distance is None:
        return ""
    return "necessary" if judged.distance.lower > 0 or judged.distance.upper == 0 else "possible"


def _key(target: Row, label: str) -> dict[str, Any]:
    return {name: target[name] for name in _KEYS} | {"reading": label}


def _figures(name: str, figure: Interval | None) -> dict[str, float]:
    value, lower, upper = (figure.value, figure.lower, figure.upper) if figure else (nan, nan, nan)
    return {name: value, f"{name}_lower": lower, f"{name}_upper": upper}


def _paces(judged: Judgement, usable: Sequence[str]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for method in usable:
        pace = judged.paces.get(method)
        columns |= _figures(method, pace.ratio if pace else None)
        columns[f"{method}_class"] = pace.name if pace else judged.verdict.name
    return columns


def _ids(known: _Known, start: Baseline | None) -> str:
    ids = [*(start.observation_ids if start else ()), *(known.actual.observation_ids if known.actual else ())]
    return "|".join(dict.fromkeys([*ids, *known.others["observation_id"]]))
