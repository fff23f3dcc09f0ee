"""Findings on targets: table progress -> undefined targets and disputed baselines, and what would settle a target."""

from collections.abc import Iterator, Sequence

import pandas as pd

from ehealth_stats.analysis.bounds import Row, rows_of
from ehealth_stats.analysis.findings.facts import facts_of
from ehealth_stats.analysis.findings.finding import Finding, ObservationIndex, quotes, title_of
from ehealth_stats.analysis.progress.table import NO_OUTCOME
from ehealth_stats.schema import Code, Message, Value, message_in, several, words_in

_UNABLE, _DISPUTED = "unable_to_assess", "baseline_disputed"
_FROM_BASELINE = ("increase_by", "decrease_by", "maintain")
_STATEMENTS = {
    "undefined_target": "target_named_only",
    _DISPUTED: "verdict_depends_on_baseline",
}
# What a target without a number needs, by its state.
_WITHOUT_NUMBER = {"undefined": "needs_definition", "not_quantified": "needs_number"}
# What is needed where figures with bounds leave it open whether a target is met, by which of them have bounds.
_EXACT = {
    ("baseline",): "needs_exact_baseline",
    ("actual",): "needs_exact_reading",
    ("baseline", "actual"): "needs_exact_baseline_and_reading",
}


def target_findings(progress: pd.DataFrame, index: ObservationIndex) -> Iterator[Finding]:
    """Yield a finding for each target that is named only, or whose baseline is disputed; the matrix has the others."""
    targets = {row["target_id"]: row for row in rows_of(index.dataset.targets)}
    judged: dict[str, list[Row]] = {}
    for row in rows_of(progress):
        judged.setdefault(row["target_id"], []).append(row)
    for name, rows in judged.items():
        target, first = targets[name], rows[0]
        if first["target_state"] == "undefined":
            yield _finding("undefined_target", target, rows, index)
        elif first["verdict"] == _DISPUTED:
            yield _finding(_DISPUTED, target, rows, index)


def settles_of(rows: Sequence[Row]) -> Message | None:
    """Say what would settle a target, by the rows of progress that it has; None when its verdict is necessary."""
    needs = several(_needs(rows))
    return Message("settles", {"needs": needs}) if needs else None


def _needs(rows: Sequence[Row]) -> Iterator[Message]:
    first = rows[0]
    is_unable = first["verdict"] == _UNABLE and _is_open(first)
    # A pace on the way is no outcome.
    is_late = first["target_status"] == "not_available" and first["verdict"] not in (_UNABLE, _DISPUTED)
    if first["target_state"] in _WITHOUT_NUMBER:
        yield Message(_WITHOUT_NUMBER[first["target_state"]])
        return
    if first["kind"] == "milestone" and is_unable:
        yield Message("needs_outcome_by", {"day": _due(first)}) if _is_due(first) else Message("needs_outcome")
        return
    if is_unable and pd.notna(first["linear_lower"]):
        yield Message("needs_exact_figures")
    elif is_unable and _has_outcome(first):
        yield _needed_beside_outcome(first)
    elif is_unable or is_late:
        yield from _needed_readings(first)
    if (is_unable or first["verdict"] == _DISPUTED) and _has_several_baselines(rows):
        yield Message("needs_right_baseline")
    if first["certainty"] == "possible":
        yield Message("needs_exact_figures")


def _is_open(row: Row) -> bool:
    """Say whether a target has a number and is neither met nor not met."""
    return bool(row["target_state"] == "quantified" and row["target_status"] not in ("met", "not_met"))


def _has_outcome(row: Row) -> bool:
    """Say whether there is a reading that is to decide a target that is due, and does not."""
    is_read = row["target_status"] == "not_available" and pd.notna(row["actual_lower"])
    reason = message_in(row, "reason")
    return bool(is_read and not (reason and reason.says(NO_OUTCOME)))


def _needed_beside_outcome(row: Row) -> Message:
    """Say what is missing beside the reading of the deadline: a baseline, or what is exact of the two."""
    what = _what(row)
    is_change = row["kind"] in _FROM_BASELINE
    if is_change and pd.isna(row["baseline_lower"]):
        return Message("needs_baseline_before", {**what, "day": _due(row)})
    names = ("baseline", "actual") if is_change else ("actual",)
    inexact = tuple(name for name in names if row[f"{name}_lower"] != row[f"{name}_upper"])
    if inexact:
        return Message(_EXACT[inexact], what)
    return Message("needs_comparable_baseline" if is_change else "needs_comparable_reading", what)


def _needed_readings(row: Row) -> Iterator[Message]:
    """Say that a reading at the deadline is missing, and one before it where there is none at all."""
    if _is_due(row):
        yield Message("needs_reading_from", {**_what(row), "day": _due(row)})
    else:
        yield Message("needs_reading_and_deadline", _what(row))
    if pd.isna(row["baseline_lower"]) and pd.isna(row["actual_lower"]):
        yield Message("needs_one_before")


def _what(row: Row) -> dict[str, Value]:
    """Name what is counted, and in which areas."""
    return {"title": title_of(row), "areas": tuple(Code("area", code) for code in row["area"].split("|"))}


def _is_due(row: Row) -> bool:
    return bool(pd.notna(row["due"]))


def _due(row: Row) -> Code:
    return Code("day", str(row["due"].date()))


def _has_several_baselines(rows: Sequence[Row]) -> bool:
    return sum(reading.key == "baseline" for row in rows if (reading := message_in(row, "reading"))) > 1


def _finding(kind: str, target: Row, rows: Sequence[Row], index: ObservationIndex) -> Finding:
    reasons = [message_in(row, "reason") for row in rows if row["verdict"] == rows[0]["verdict"]]
    told: dict[str, Value] = {"label": words_in(target, "label")}
    if kind != "undefined_target":
        told["reason"] = several(reasons) or ""
    ids = [name for row in rows for name in row["observation_ids"].split("|")] if kind != "undefined_target" else []
    evidence = quotes(index.rows(ids))
    return Finding(
        name=f"{kind}/{target['target_id']}",
        kind=kind,
        severity="low" if kind == "undefined_target" else "high",
        source_id=target["source_id"],
        statement=Message(_STATEMENTS[kind], told),
        arithmetic=None if kind == "undefined_target" else several(facts_of(rows)),
        observation_ids=evidence["observation_ids"],
        locators=(target["locator"].replace("|", "/"), *evidence["locators"]),
        texts=(target["text"].replace("|", "/"), *evidence["texts"]),
        settles=settles_of(rows),
    )
