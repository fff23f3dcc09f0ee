"""The evaluation of a dataset: Dataset -> Evaluation, all results and the matrix of targets that they support."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import Row, figure_in, rows_of
from ehealth_stats.analysis.budgets import budget
from ehealth_stats.analysis.days import years_between
from ehealth_stats.analysis.findings import facts_of, findings_from, settles_of, under_reading
from ehealth_stats.analysis.frames import check_dataset, days_by_target, days_of, in_order_of_publication, of_one_thing
from ehealth_stats.analysis.programme_totals import inventories_of, totals_of
from ehealth_stats.analysis.progress import progress_by_day
from ehealth_stats.analysis.reconcile import compare_totals
from ehealth_stats.codelists import Language
from ehealth_stats.errors import TableError, did_you_mean
from ehealth_stats.schema import (
    Amount,
    Code,
    Dataset,
    Evaluation,
    Interval,
    Message,
    Value,
    message_in,
    several,
    to_table,
)
from ehealth_stats.schema.complete import to_day
from ehealth_stats.wording.messages import said, word, worded


def evaluate(dataset: Dataset, *, as_of: str | date | None = None) -> Evaluation:
    """Work out everything that follows from a dataset: totals, comparisons, progress, budget, findings, matrix.

    It shows change and what is known of it, not what a programme caused.

    Parameters
    ----------
    dataset
        The tables of the documents; not changed.
    as_of
        The day on which targets are judged, as a date or in ISO 8601, of a year its last day; by default those of each
        programme on the latest day on which one of its own documents was published.

    Returns
    -------
    The dataset, the days, and the result tables; `inventory` holds the wholes that are told with parts, `matrix` one
    row a target: state, deadline gate, pace, certainty, evidence with numbers and sources, locators, what would settle
    it.

    Raises
    ------
    TableError
        If no document and figure of a programme with targets has a date and `as_of` is missing, an observation is
        declared as the follow-up for a target that is not there, or an analysis can't take a table.
    PeriodError
        If `as_of` is no day.

    Notes
    -----
    docs/methods.md section 8.
    """
    check_dataset(dataset)
    with dataset.codelists.or_in_use():
        return _evaluated(dataset, to_day(as_of))


def _evaluated(dataset: Dataset, day: date | None) -> Evaluation:
    """Return the evaluation of a dataset under the code lists in use."""
    days = days_of(dataset, day)
    observations = in_order_of_publication(dataset)
    totals, comparisons = totals_of(dataset), compare_totals(of_one_thing(dataset.observations))
    judged = progress_by_day(observations, dataset.targets, days_by_target(dataset, days))
    return Evaluation(
        dataset=dataset,
        as_of=day or max(days.values()),
        totals=totals,
        inventory=inventories_of(dataset),
        comparisons=comparisons,
        progress=judged,
        budget=budget(observations, dataset.targets),
        findings=findings_from(dataset, comparisons, judged, totals),
        matrix=_matrix(dataset, judged),
        days=days,
    )


def _matrix(dataset: Dataset, judged: pd.DataFrame) -> pd.DataFrame:
    observations = {row["observation_id"]: row for row in rows_of(dataset.observations)}
    own: dict[str, list[Row]] = {}
    for row in rows_of(judged):
        own.setdefault(row["target_id"], []).append(row)
    rows = [_line(target, own[target["target_id"]], observations) for target in rows_of(dataset.targets)]
    return to_table("matrix", rows)


def _line(target: Row, judged: Sequence[Row], observations: Mapping[str, Row]) -> dict[str, Any]:
    first = judged[0]
    ids = dict.fromkeys(name for row in judged for name in row["observation_ids"].split("|") if name)
    evidence = [observations[name] for name in ids]
    places = [target["locator"], *(row["locator"] for row in evidence)]
    return {name: target[name] for name in ("target_id", "source_id", "indicator", "area", "due")} | {
        "target": target["label"],
        "target_message": target["label_message"],
        "target_state": first["target_state"],
        "target_status": first["target_status"],
        "pace": first["verdict"],
        "certainty": first["certainty"],
        **worded("evidence", _evidence(judged, evidence)),
        "locators": "|".join(dict.fromkeys(place.replace("|", "/") for place in places)),
        **worded("settles", settles_of(judged)),
        "as_of": first["as_of"],
    }


def _evidence(judged: Sequence[Row], rows: Sequence[Row]) -> Message | None:
    """Join what is known of a target, the change that it needs and why there is no verdict, and the documents."""
    needed, reasons = (_needed(row) for row in judged), (message_in(row, "reason") for row in judged)
    evidence = several([*facts_of(judged), *needed, *reasons])
    if not (evidence and rows):
        return evidence
    sources = dict.fromkeys(row["source_id"] for row in rows)
    return Message("evidence_from", {"evidence": evidence, "sources": tuple(sources)})


def _needed(row: Row) -> Message | None:
    """Say what change is needed, per month when less than a year is left."""
    as_of = row["as_of"].date()
    needed = row["required_annual_change"]
    if pd.isna(needed) or not needed or row["kind"] == "milestone" or row["due"].date() <= as_of:
        return None
    monthly = years_between(as_of, row["due"].date()) < 1
    change = float(f"{needed / 12 if monthly else needed:.3g}")
    amount = Amount(Interval(change, change, change), row["unit"])
    needs = Message("needs_a_month" if monthly else "needs_a_year", {"change": amount})
    reading = message_in(row, "reading")
    return needs if reading is None or reading.key == "baseline" else under_reading(needs, reading)


def trace(evaluation: Evaluation, observation_id: str, *, language: Language = "en") -> dict[str, str]:
    """Return where an observation stands in its document, and the results that rest on it, by name, in a language.

    Raises
    ------
    TableError
        If there is no such observation; the error names the nearest ids.
    """
    dataset = evaluation.dataset
    observations: dict[str, Row] = {row["observation_id"]: row for row in dataset.observations.to_dict("records")}
    if observation_id not in observations:
        hint = did_you_mean(observation_id, observations) or "the ids stand in data/processed/observations.csv"
        raise TableError(f"no observation {observation_id!r}", hint=hint)
    row = observations[observation_id]
    source = next(each for each in dataset.sources.to_dict("records") if each["source_id"] == row["source_id"])
    uses = tuple(_uses(evaluation, observation_id))
    told: dict[str, Value] = {
        "observation": observation_id,
        "value": Amount(figure_in(row), row["unit"]),
        "qualifier": _qualified(row),
        "words": row["text"],
        "place": row["locator"],
        "document": _document(source),
        "file": f"{source['file']} sha256 {source['sha256']}",
        "uses": Message("uses", {"uses": uses}) if uses else Message("no_uses"),
    }
    with dataset.codelists.or_in_use():
        return {word(f"trace_{name}", language): said(value, language) for name, value in told.items()}


def _qualified(row: Row) -> Message:
    codes = {name: Code(name, str(row[name])) for name in ("qualifier", "status", "role")}
    return Message("qualified_as", {**codes, "letter": str(row["status"])})


def _document(source: Row) -> Message:
    published = Code("period", source["published"]) if source["published"] else Message("undated")
    return Message("document_of", {"title": source["title"], "producer": source["producer"], "published": published})


def _uses(evaluation: Evaluation, observation_id: str) -> list[str]:
    keys = {"comparisons": "comparison_id", "progress": "target_id", "budget": "item", "findings": "finding_id"}
    tables = evaluation.tables()
    return [
        f"{table} {key_value}"
        for table, key in keys.items()
        for key_value, ids in zip(tables[table][key], tables[table]["observation_ids"], strict=True)
        if observation_id in ids.split("|")
    ]
