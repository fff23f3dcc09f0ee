"""Progress toward targets: observations, targets -> table progress, one row a target and reading of it."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from functools import cache
from math import nan
from typing import Any, Literal

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Row, rows_of, with_plain_texts
from ehealth_stats.analysis.days import day_of
from ehealth_stats.analysis.progress.baselines import Baseline
from ehealth_stats.analysis.progress.goals import Goal, goals_of
from ehealth_stats.analysis.progress.pace import UNABLE, change, path_end, relative_change
from ehealth_stats.analysis.progress.readings import evidence_in
from ehealth_stats.analysis.progress.status import target_state, target_status
from ehealth_stats.analysis.progress.target_file import Milestones, TargetFile, file_of
from ehealth_stats.analysis.progress.verdict import Case, Judgement, judge
from ehealth_stats.codelists import indicators, result_roles
from ehealth_stats.errors import TableError, did_you_mean
from ehealth_stats.schema import Code, Message, parse_edtf, several, to_table
from ehealth_stats.schema.complete import UNLISTED_UNIT, complete_observations, complete_targets, to_day
from ehealth_stats.wording.messages import worded

Method = Literal["linear", "cagr"]

# The reason that a target is due and nothing was read at its deadline.
NO_OUTCOME = "no_reading_at_deadline"
_METHODS = ("linear", "cagr")
_KEYS = ("target_id", "source_id", "indicator", "breakdown", "area", "kind", "due")
_NO_CHANGE = Interval(0.0, 0.0, 0.0)


def progress(
    observations: pd.DataFrame,
    targets: pd.DataFrame,
    *,
    as_of: date | str | None = None,
    methods: Sequence[Method] | Method = ("linear", "cagr"),
) -> pd.DataFrame:
    """Judge how far and how fast each target is being reached, or say why that can't be judged.

    A verdict needs a follow-up: a dated reading of the same definition after the baseline. Readings are those of the
    target's area, from any document, or the sum of its municipalities, or the total that is stated for it. It does
    not judge what caused a change.

    Parameters
    ----------
    observations, targets
        The tables of a dataset, observations in the order of publication: of two sources the last wins. Not changed.
        Of tables made by hand indicator, area, period and value are enough, and indicator, area, target_value and due:
        the rest is what `complete_observations` and `complete_targets` say.
    as_of
        The day of judgement: targets due later are `future`, and what begins later is not counted. By default the last
        day of the observations. A date, or a text: "2016" is the last day of 2016.
    methods
        `linear` (all kinds of targets) and `cagr` (compound growth; level targets only).

    Returns
    -------
    The table progress (`columns_of("progress")`): baseline, actual, achieved_share and the ratios linear and cagr, each
    with bounds; linear_class, cagr_class, verdict, certainty; target_state and target_status; required_annual_change
    and time_elapsed (units and years); reason; observation_ids; start, baseline_period, baseline_day; level_lower and
    level_upper, the level that is to be reached; path_end, where the required path from the baseline ends; as_of, the
    day of judgement. One row a target, or one a `reading` of it: "computed baseline" and "stated baseline" where these
    contradict each other (or "given" and "reported", "first" and "second"), and a sensitivity where an increment that
    is additional to another may be about the same units, where one in percent of a percentage may be percentage points,
    and where a total is stated within the sum. `met` and `not_met` rest on the first reading at or after the deadline,
    or on the latest that is declared as the follow-up.

    Raises
    ------
    TableError
        If a method is unknown, a target adds to none there is, its indicator is in no list and no observation, no
        observation has a date and `as_of` is missing, or a table can't be read.

    Notes
    -----
    docs/methods.md section 5: classes and compound growth after Statistics Canada and Eurostat 2021, the deadline gate
    after Canada's InfoBase. A contradicted baseline is shown for every target that it is the baseline of, except for an
    increment on top of another as long as there is no reading: then it changes nothing and the first one shows it.

    Examples
    --------
    100 users at the end of 2010, 150 at the end of 2015, 200 wanted by the end of 2020:

    >>> users = pd.DataFrame({"indicator": "npo_users", "area": "SE", "period": [2010, 2015], "value": [100, 150]})
    >>> goal = pd.DataFrame({"indicator": ["npo_users"], "area": ["SE"], "target_value": [200], "due": ["2020"]})
    >>> progress(users, goal)[["achieved_share", "linear", "verdict", "certainty"]].values.tolist()
    [[0.5, 1.0, 'on_track', 'necessary']]
    """
    usable = _checked_methods(methods)
    rows, asked = _completed(observations, targets)
    day = to_day(as_of) or _last_day(rows)
    return _judged(rows, asked, dict.fromkeys(asked["target_id"], day), usable)


def progress_by_day(observations: pd.DataFrame, targets: pd.DataFrame, days: Mapping[str, date]) -> pd.DataFrame:
    """Judge each target of a dataset on its own day, given by target id; the rest is as in `progress`."""
    return _judged(*_completed(observations, targets), days, _METHODS)


def _completed(observations: pd.DataFrame, targets: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows, asked = complete_observations(observations), complete_targets(targets)
    if "carried" in observations:
        # `harmonise` has brought them to the areas of one day.
        rows["carried"] = True
    _check_indicators(asked, rows)
    used = rows.groupby("indicator")["unit"].unique().to_dict()
    asked["unit"] = [_unit_of(target, used.get(target["indicator"], ())) for target in asked.to_dict("records")]
    return rows, asked


def _judged(
    observations: pd.DataFrame, targets: pd.DataFrame, days: Mapping[str, date], methods: Sequence[str]
) -> pd.DataFrame:
    by_id: dict[str, Row] = {str(row["target_id"]): row for row in rows_of(targets)}
    plain = with_plain_texts(observations)

    @cache
    def of(names: frozenset[str]) -> pd.DataFrame:
        return plain[plain["indicator"].isin(names)]

    steps = Milestones.of(by_id)
    # Most targets look at the figures of one indicator; those of all are many.
    files = (file_of(target, steps, of(steps.indicators_read(target)), days[name]) for name, target in by_id.items())
    return to_table("progress", (_in_words(row) for file in files for row in _rows(file, methods)))


def _in_words(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, **worded("reading", row["reading"]), **worded("reason", row["reason"])}


def _checked_methods(methods: Sequence[str]) -> tuple[str, ...]:
    names = (methods,) if isinstance(methods, str) else tuple(methods)
    unknown = [name for name in names if name not in _METHODS]
    if unknown or not names:
        hint = did_you_mean(unknown[0], _METHODS) if unknown else ""
        told = f"no method {unknown[0]!r}" if unknown else "no method is asked for"
        raise TableError(told, where="methods", expected=" or ".join(_METHODS), hint=hint)
    return names


def _check_indicators(targets: pd.DataFrame, observations: pd.DataFrame) -> None:
    """Refuse targets of indicators that no list and no observation has: misspelt, they would be without readings."""
    listed = {*indicators(), *observations["indicator"]}
    wrong = targets[~targets["indicator"].isin(listed)]
    if len(wrong):
        name = str(wrong["indicator"].iloc[0])
        hint = did_you_mean(name, listed)
        rows = wrong[["target_id", "indicator"]]
        raise TableError(f"nothing is of the indicator {name!r}", where="targets.indicator", hint=hint, rows=rows)


def _unit_of(target: Mapping[Hashable, Any], used: Sequence[str]) -> str:
    """Return a target's unit: where neither it nor a list gives one, the only one that its figures are in."""
    is_given = target["unit"] != UNLISTED_UNIT or target["indicator"] in indicators()
    return str(target["unit"] if is_given or len(used) != 1 else used[0])


def _last_day(observations: pd.DataFrame) -> date:
    told = observations[observations["role"].isin(result_roles())]
    days = [row["period_end"] for row in told.to_dict("records") if parse_edtf(row["period"]).dated]
    days = [day for day in days if pd.notna(day)]
    if not days:
        raise TableError("no observation has a date", where="progress", hint="pass as_of, the day of judgement")
    return pd.Timestamp(max(days)).date()


def _rows(file: TargetFile, methods: Sequence[str]) -> list[dict[str, Any]]:
    starts: Sequence[Baseline | None] = file.baselines or (None,)
    if file.actual is None and file.target["adds_to"]:
        starts = starts[:1]
    goals = [goals_of(file.target, file.targets, start.figure if start else None, file.unit) for start in starts]
    if not goals[0]:
        return [_row_without_number(file)]
    labels = [start.label if start and len(starts) > 1 else None for start in starts]
    asked = [(label, own[0], start) for label, own, start in zip(labels, goals, starts, strict=True)]
    asked += [(goal.label, goal, starts[0]) for goal in goals[0][1:]]
    rows = [_row(file, label, goal, start, methods) for label, goal, start in asked]
    _dispute(rows[: sum(start is not None and start.is_rival for start in starts)])
    return rows


def _dispute(rows: Sequence[dict[str, Any]]) -> None:
    """Take back verdicts, and met or not met, that depend on which baseline is right."""
    verdicts, statuses = ({row[name] for row in rows} for name in ("verdict", "target_status"))
    if len(verdicts) > 1 or len(statuses) > 1:
        for row in rows:
            outcome = ("target_status", row["target_status"]) if len(statuses) > 1 else ("pace", row["verdict"])
            row["reason"] = Message("outcome_with", {"outcome": Code(*outcome), "baseline": row["reading"]})
            row |= {"verdict": "baseline_disputed", "certainty": ""}
            if len(statuses) > 1:
                row["target_status"] = "not_available"


def _row_without_number(file: TargetFile) -> dict[str, Any]:
    state = target_state(str(file.target["kind"]), None)
    why = Message("target_undefined" if state == "undefined" else "target_without_number")
    start = file.baselines[0] if file.baselines else None
    return _key(file, None) | {
        **_start(file, start),
        **_figures("actual", file.actual.figure if file.actual else None),
        "actual_period": file.actual.period if file.actual else "",
        "verdict": UNABLE,
        "target_state": state,
        "target_status": target_status(state, day_of(file.target["due"]), file.as_of),
        "reason": _without_reading(why, file),
        "observation_ids": _ids(file, start),
    }


def _row(
    file: TargetFile, label: Message | None, goal: Goal, start: Baseline | None, methods: Sequence[str]
) -> dict[str, Any]:
    target, actual = file.target, file.actual
    usable = tuple(method for method in methods if method == "linear" or target["kind"] == "level")
    judged = judge(_case(file, goal, start), usable)
    verdict = judged.verdict
    deciding = judged.distance if file.follow_up.decides else None
    status = target_status("quantified", day_of(target["due"]), file.as_of, deciding)
    baseline = start.figure if start else None
    # To maintain without a number asks for the baseline.
    asked = baseline if baseline and target["kind"] == "maintain" and goal.is_change else goal.printed
    level = goal.level(baseline)
    return _key(file, label) | {
        "target_lower": asked.lower,
        "target_upper": asked.upper,
        **_start(file, start),
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
        "reason": _reason(judged, status, file),
        "observation_ids": _ids(file, start),
        "level_lower": level.lower,
        "level_upper": level.upper,
        "path_end": _path_end(goal, start, day_of(target["due"])),
    }


def _path_end(goal: Goal, start: Baseline | None, due: date | None) -> float:
    """Return the number that the required path ends in, NaN where there is no path: from an unknown day, or to none."""
    if start is None or start.day is None or due is None or due <= start.day or goal.flaw:
        return nan
    return path_end(start.figure, goal)


def _case(file: TargetFile, goal: Goal, start: Baseline | None) -> Case:
    follow_up, actual, due = file.follow_up, file.actual, day_of(file.target["due"])
    figure, baseline = (actual.figure if actual else None), (start.figure if start else None)
    obstacle = goal.flaw or follow_up.obstacle
    if goal.flaw or not follow_up.is_alike or (goal.is_change and obstacle):
        figure = None
    if goal.is_change:
        changed = relative_change if goal.is_relative else change
        figure = changed(baseline, figure) if baseline and figure else None
        baseline = _NO_CHANGE if baseline else None
    days = start.day if start else None, actual.day if actual else None
    return Case(goal, baseline, days[0], figure, days[1], due, obstacle)


def _reason(judged: Judgement, status: str, file: TargetFile) -> Message | None:
    """Join why there is no verdict, what there is instead of a reading, why the gate is open, and who is missing."""
    why = judged.verdict.reason
    if judged.verdict.name == UNABLE:
        why = _without_reading(why, file)
    return several([why, _why_open(judged, status, file), *file.notes])


def _why_open(judged: Judgement, status: str, file: TargetFile) -> Message | None:
    """Say why a target that was read is neither met nor not met."""
    if file.actual is None or status in ("met", "not_met"):
        return None
    if status == "future":
        return Message("no_deadline") if pd.isna(file.target["due"]) else None
    if not file.follow_up.decides:
        return Message(NO_OUTCOME)
    return Message("bounds_allow_both") if judged.distance else None


def _without_reading(why: Message | None, file: TargetFile) -> Message | None:
    """Add the figures that can't be readings: then there is no comparable one."""
    others = evidence_in(file.others)
    if not (why and others):
        return why
    known = Message("no_comparable_reading") if why.key == "no_reading" else why
    return Message("why_and_evidence", {"why": known, "evidence": others})


def _certainty_of(status: str, judged: Judgement) -> str:
    """Return how certain `not_met` is where there is no verdict on the pace; what is met has one."""
    if status != "not_met" or judged.distance is None:
        return ""
    return "necessary" if judged.distance.lower > 0 else "possible"


def _key(file: TargetFile, label: Message | None) -> dict[str, Any]:
    own = {name: file.target[name] for name in _KEYS}
    return own | {"unit": file.unit, "reading": label, "as_of": file.as_of}


def _start(file: TargetFile, start: Baseline | None) -> dict[str, Any]:
    """Return when the pursuit of a target starts, and the baseline with its date."""
    return _figures("baseline", start.figure if start else None) | {
        "start": day_of(file.target["start"]),
        "baseline_period": start.period if start else "",
        "baseline_day": start.day if start else None,
    }


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


def _ids(file: TargetFile, start: Baseline | None) -> str:
    ids = [*(start.observation_ids if start else ()), *(file.actual.observation_ids if file.actual else ())]
    return "|".join(dict.fromkeys([*ids, *file.others["observation_id"]]))
