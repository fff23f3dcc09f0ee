"""Findings on targets: table progress -> no verdict in spite of evidence, undefined targets, disputed baselines.

Beside them what the matrix of targets says of each: the facts that are known, and what would settle it.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import nan

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Row, number_text
from ehealth_stats.analysis.findings.finding import (
    Finding,
    ObservationIndex,
    figure_text,
    name_of,
    quotes,
    title_of,
)
from ehealth_stats.analysis.progress.table import NO_OUTCOME
from ehealth_stats.codelists import area_name

_UNABLE, _DISPUTED = "unable_to_assess", "baseline_disputed"
_FROM_BASELINE = ("increase_by", "decrease_by", "maintain")


def target_findings(progress: pd.DataFrame, index: ObservationIndex) -> Iterator[Finding]:
    """Yield what can't be judged and why: one finding a target at most for each kind."""
    targets = {row["target_id"]: row for row in index.dataset.targets.to_dict("records")}
    for name, own in progress.groupby("target_id", sort=False):
        rows, target = own.to_dict("records"), targets[name]
        first = rows[0]
        if first["target_state"] == "undefined":
            yield _finding("undefined_target", target, rows, index)
        elif first["verdict"] == _DISPUTED:
            yield _finding(_DISPUTED, target, rows, index)
        elif first["verdict"] == _UNABLE and _is_open(first) and first["observation_ids"]:
            yield _finding("no_verdict", target, rows, index)


def settles_of(rows: Sequence[Row]) -> str:
    """Say what would settle a target, by the rows of progress that it has; empty when its verdict is necessary."""
    first = rows[0]
    needs: list[str] = []
    if first["target_state"] == "undefined":
        return "A definition of the target."
    if first["target_state"] == "not_quantified":
        return "A number for the target."
    if first["kind"] == "milestone" and first["verdict"] == _UNABLE and _is_open(first):
        return f"Whether it was done by {first['due'].date()}." if pd.notna(first["due"]) else "Whether it was done."
    is_unable = first["verdict"] == _UNABLE and _is_open(first)
    # A pace on the way is no outcome.
    is_late = first["target_status"] == "not_available" and first["verdict"] not in (_UNABLE, _DISPUTED)
    if is_unable and pd.notna(first["linear_lower"]):
        needs.append("Exact figures in place of bounds")
    elif is_unable and _has_outcome(first):
        needs += _needs_beside_outcome(first)
    elif is_unable or is_late:
        due: str = f" at or after {first['due'].date()}" if pd.notna(first["due"]) else ", and a deadline"
        needs.append(f"A dated reading of {_what(first)}{due}")
        if pd.isna(first["baseline_lower"]) and pd.isna(first["actual_lower"]):
            needs.append("one before it")
    if (is_unable or first["verdict"] == _DISPUTED) and _has_several_baselines(rows):
        needs.append("which baseline is right" if needs else "Which baseline is right")
    if first["certainty"] == "possible":
        needs.append("Exact figures in place of bounds")
    return "; ".join(needs) + "." if needs else ""


def facts_of(rows: Iterable[Row]) -> list[str]:
    """Return each thing that is known, once: "asks for 100-200 persons", "baseline 470 [465, 475] persons", ratios."""
    return list(dict.fromkeys(text for row in rows for text in _facts(row)))


def _facts(row: Row) -> list[str]:
    unit = name_of("units", row["unit"]) if row["unit"] else ""
    reading = f" ({row['reading']})" if row["reading"] else ""
    is_baseline = row["reading"].endswith("baseline")
    facts: list[str] = []
    if row["kind"] == "milestone":
        facts.append("asks for a milestone")
    elif pd.notna(row["target_lower"]):
        span = number_text(row["target_lower"])
        if row["target_upper"] > row["target_lower"]:
            span += f"-{number_text(row['target_upper'])}"
        facts.append(f"asks for {span} {unit}{'' if is_baseline else reading}")
    if pd.notna(row["baseline_lower"]):
        facts.append(f"baseline {_figure(row, 'baseline')} {unit}{reading if is_baseline else ''}")
    if pd.notna(row["actual_lower"]):
        reached = _reached(row) or f"{_figure(row, 'actual')} {unit}"
        facts.append(f"reading {reached}, {row['actual_period']}")
    ratios = [name for name in ("linear", "cagr") if pd.notna(row[name])]
    return facts + [f"{name} ratio {number_text(round(row[name], 2))}{reading}" for name in ratios]


def _figure(row: Row, name: str) -> str:
    figure = Interval(row[name], row[f"{name}_lower"], row[f"{name}_upper"])
    if row["unit"] == "percent" and not figure.has_point:
        # Computed, not printed: a decimal is enough.
        figure = Interval(nan, round(figure.lower, 1), round(figure.upper, 1))
    return figure_text(figure)


def _reached(row: Row) -> str:
    """Say whether a milestone is reached, in place of "1 milestones"."""
    return {0: "not done", 1: "done"}.get(row["actual"], "") if row["kind"] == "milestone" else ""


def _is_open(row: Row) -> bool:
    """Say whether a target has a number and is neither met nor not met."""
    return bool(row["target_state"] == "quantified" and row["target_status"] not in ("met", "not_met"))


def _has_outcome(row: Row) -> bool:
    """Say whether there is a reading that is to decide a target that is due, and does not."""
    is_read = row["target_status"] == "not_available" and pd.notna(row["actual_lower"])
    return bool(is_read and NO_OUTCOME not in row["reason"])


def _needs_beside_outcome(row: Row) -> list[str]:
    """Say what is missing beside the reading of the deadline: a baseline, or what is exact of the two."""
    what = _what(row)
    is_change = row["kind"] in _FROM_BASELINE
    if is_change and pd.isna(row["baseline_lower"]):
        return [f"A baseline: a dated reading of {what} before {row['due'].date()}"]
    told = {"baseline": "baseline", "actual": "reading"} if is_change else {"actual": "reading"}
    inexact = [word for name, word in told.items() if row[f"{name}_lower"] != row[f"{name}_upper"]]
    if inexact:
        return [f"An exact {' and an exact '.join(inexact)} of {what} in place of bounds"]
    return [f"A {'baseline' if is_change else 'reading'} of {what} that is comparable"]


def _what(row: Row) -> str:
    """Name what is counted, and in which areas."""
    return f"{title_of(row)} in {', '.join(area_name(code, language='en') for code in row['area'].split('|'))}"


def _has_several_baselines(rows: Sequence[Row]) -> bool:
    return sum(str(row["reading"]).endswith("baseline") for row in rows) > 1


def _finding(kind: str, target: Row, rows: Sequence[Row], index: ObservationIndex) -> Finding:
    first = rows[0]
    if kind == "undefined_target":
        statement = f"{target['label']}: the document names the target and does not define it."
    elif kind == "no_verdict":
        statement = f"{target['label']}: there are figures and no verdict: {first['reason']}."
    else:
        reasons = "; ".join(row["reason"] for row in rows if row["verdict"] == kind)
        statement = f"{target['label']}: the verdict depends on the baseline: {reasons}."
    ids = [name for row in rows for name in row["observation_ids"].split("|")] if kind != "undefined_target" else []
    evidence = quotes(index.rows(ids))
    return Finding(
        name=f"{kind}/{target['target_id']}",
        kind=kind,
        severity="low" if kind == "undefined_target" else "high",
        source_id=target["source_id"],
        statement=statement,
        arithmetic="" if kind == "undefined_target" else "; ".join(facts_of(rows)),
        observation_ids=evidence["observation_ids"],
        locators=(target["locator"].replace("|", "/"), *evidence["locators"]),
        texts=(target["text"].replace("|", "/"), *evidence["texts"]),
        settles=settles_of(rows),
    )
