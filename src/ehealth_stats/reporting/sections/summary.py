"""The summary: what the evaluation rests on, where the targets stand, main findings and totals -> blocks."""

import pandas as pd

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, ItemList, Link, Text, text
from ehealth_stats.reporting.sections.grids import Row, grid, quantity_name, rows_of, share_of, total_of
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation

_MOST_FINDINGS = 8
# what the sentences on targets say in one number
_COUNTED_ABOVE = ("no_verdict", "undefined_target")
_FIRST = ("differs", "sources_disagree", "claim_contradicted", "baseline_disputed")


def summary(material: Material) -> list[Block]:
    """Return the section that a reader with two minutes reads."""
    evaluation, words = material.evaluation, material.words
    return [
        Heading(2, words.say("summary"), "summary"),
        text(_scope(evaluation, words)),
        text(_targets(evaluation, words)),
        _pace(evaluation, words),
        *_findings(evaluation, words),
        *_totals(evaluation, words),
    ]


def counted(words: Wording, what: str, count: int) -> str:
    """Return a count and its noun.

    Examples
    --------
    >>> counted(Wording("en"), "targets", 1), counted(Wording("en"), "documents", 5)
    ('one target', '5 documents')
    """
    return words.say(f"count.{what}.one") if count == 1 else words.say(f"count.{what}", count=words.number(count))


def _scope(evaluation: Evaluation, words: Wording) -> str:
    dataset = evaluation.dataset
    return words.say(
        "summary.scope",
        sources=counted(words, "documents", len(dataset.sources)),
        programmes=counted(words, "programmes", dataset.sources["programme"].nunique()),
        observations=counted(words, "observations", len(dataset.observations)),
        targets=counted(words, "targets", len(evaluation.matrix)),
        as_of=words.day(evaluation.as_of),
    )


def _targets(evaluation: Evaluation, words: Wording) -> str:
    states, statuses = evaluation.matrix["target_state"], evaluation.matrix["target_status"]
    values = {code: int((states == code).sum()) for code in ("quantified", "not_quantified", "undefined")}
    values |= {code: int((statuses == code).sum()) for code in ("met", "not_met", "not_available", "future")}
    return words.say("summary.targets", as_of=words.day(evaluation.as_of), **values)


def _pace(evaluation: Evaluation, words: Wording) -> Text:
    judged = int((evaluation.matrix["pace"] != "unable_to_assess").sum())
    if not judged:
        return text(words.say("summary.pace_none"))
    sentence = words.say("summary.pace_some", count=counted(words, "targets", judged))
    return text(f"{sentence} ", Link(words.say("summary.matrix_link"), "targets"), ".")


def _findings(evaluation: Evaluation, words: Wording) -> list[Block]:
    frame = evaluation.findings
    weighty = frame[frame["severity"].isin(["high", "medium"]) & ~frame["kind"].isin(_COUNTED_ABOVE)]
    if weighty.empty:
        return []
    order = weighty.assign(later=~weighty["kind"].isin(_FIRST))
    shown = order.sort_values(["later", "severity"], kind="stable").head(_MOST_FINDINGS)  # "high" is before "medium"
    items = linked(shown, words)
    if len(weighty) > len(shown):
        more = words.say("summary.more_findings", count=len(weighty) - len(shown))
        items.append(text(f"{more} ", Link(words.say("findings"), "findings"), "."))
    return [Heading(3, words.say("summary.key_findings"), "key-findings"), ItemList(tuple(items))]


def linked(findings: pd.DataFrame, words: Wording) -> list[Text]:
    """Return the findings' statements, each with a link to where it is explained."""
    return [
        text(f"{row.statement} ", Link(words.say("summary.evidence"), f"finding-{row.finding_id}"))
        for row in findings.itertuples(index=False)
    ]


def _totals(evaluation: Evaluation, words: Wording) -> list[Block]:
    totals = evaluation.totals[evaluation.totals["n_areas"] > 1]
    shown = totals[(totals["role"] == "reported") & (totals["unit"] != "municipalities")]
    if shown.empty:
        return []
    table = grid(
        words,
        words.say("summary.figures_caption"),
        "indicator period total unit share reading source",
        rows_of(shown, lambda row: _cells(row, words)),
        note=words.say("summary.figures_note"),
    )
    return [Heading(3, words.say("summary.figures"), "key-figures"), table]


def _cells(row: Row, words: Wording) -> tuple[str, ...]:
    return (
        quantity_name(row, words),
        words.period(row.period),
        total_of(row, words),
        words.code("unit", row.unit),
        share_of(row, words),
        row.reading,
        row.source_id,
    )
