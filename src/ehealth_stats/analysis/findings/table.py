"""The table of findings: Dataset, comparisons, progress, totals -> table findings, gravest first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from ehealth_stats.analysis.claims import check_claims
from ehealth_stats.analysis.findings.contradictions import contradictions, scopes
from ehealth_stats.analysis.findings.finding import Finding, ObservationIndex, quotes
from ehealth_stats.analysis.findings.follow_up import outcomes, revisions
from ehealth_stats.analysis.findings.gaps import assumptions, gaps
from ehealth_stats.analysis.findings.targets import target_findings
from ehealth_stats.analysis.frames import (
    check_dataset,
    days_by_target,
    days_of,
    frames_of,
    in_order_of_publication,
    of_one_thing,
)
from ehealth_stats.analysis.programme_totals import totals_of
from ehealth_stats.analysis.progress import progress_by_day
from ehealth_stats.analysis.reconcile import compare_totals
from ehealth_stats.schema import Dataset, Message, to_table
from ehealth_stats.wording.messages import worded

_SEVERITIES = ("high", "medium", "low")
# Of one severity first what contradicts, then what is open, then what explains or holds.
_KINDS = (
    *("differs", "sources_disagree", "claim_contradicted", "baseline_disputed", "revised", "missing", "assumption"),
    *("not_checkable", "claim_undecided", "outcome", "undefined_target", "compatible", "within_rounding"),
    "claim_supported",
)
_COLUMNS = ("kind", "severity", "source_id")
_JOINED = ("observation_ids", "locators", "texts")
_MESSAGES = ("statement", "arithmetic", "settles")


def findings(dataset: Dataset) -> pd.DataFrame:
    """List what a reader must know before using the numbers: contradictions, gaps, claims, readings.

    Of a later document of the same programme also what it revises, and what became of plans. It corrects nothing, and
    says what would settle each.

    Returns
    -------
    The table findings, ranked by what they change: kind, severity (high if it can change a verdict, medium a total or
    share, low otherwise), statement, arithmetic, observation_ids, locators, texts, settles.

    Raises
    ------
    TableError
        If no document and figure of a programme with targets has a date, or the rule of a claim can't be read.

    Notes
    -----
    docs/methods.md section 8.
    """
    check_dataset(dataset)
    days = days_by_target(dataset, days_of(dataset))
    judged = progress_by_day(in_order_of_publication(dataset), dataset.targets, days)
    return findings_from(dataset, compare_totals(of_one_thing(dataset.observations)), judged, totals_of(dataset))


def findings_from(
    dataset: Dataset, comparisons: pd.DataFrame, progress: pd.DataFrame, totals: pd.DataFrame
) -> pd.DataFrame:
    """List the findings of tables that are there already."""
    index = ObservationIndex(dataset)
    listed = [
        *contradictions(comparisons, index),
        *scopes(index),
        *target_findings(progress, index),
        *gaps(totals, index),
        *assumptions(totals, index),
        *revisions(index),
        *outcomes(index),
        *_claims(index),
    ]
    listed.sort(key=lambda finding: (_SEVERITIES.index(finding.severity), _KINDS.index(finding.kind)))
    return to_table("findings", _rows(listed))


def _claims(index: ObservationIndex) -> Iterator[Finding]:
    dataset = index.dataset
    for result in check_claims(dataset.statements, dataset.observations, frames=frames_of(dataset)):
        evidence = quotes(index.rows(result.observation_ids))
        yield Finding(
            name="/".join(["claim", result.source_id, *result.rule.split()[:3]]),
            kind=f"claim_{result.verdict}",
            severity="medium" if result.verdict == "contradicted" else "low",
            source_id=result.source_id,
            statement=Message("claim_tested", {"claim": result.label, "result": result.statement}),
            arithmetic=result.arithmetic,
            observation_ids=evidence["observation_ids"],
            locators=(result.locator.replace("|", "/"), *evidence["locators"]),
            texts=(result.text.replace("|", "/"), *evidence["texts"]),
            settles=Message("settles_claim") if result.verdict == "undecided" else None,
        )


def _rows(listed: Iterable[Finding]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in listed:
        name = finding.name.replace(" ", "_")
        seen[name] += 1
        row: dict[str, Any] = {column: getattr(finding, column) for column in _COLUMNS}
        row |= {column: "|".join(getattr(finding, column)) for column in _JOINED}
        for column in _MESSAGES:
            row |= worded(column, getattr(finding, column))
        yield row | {"finding_id": name if seen[name] == 1 else f"{name}-{seen[name]}"}
