"""The annexes: the audit, methods and settings, and every figure with its place -> blocks."""

import pandas as pd

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, ItemList, Note, text
from ehealth_stats.reporting.sections.grids import Row, grid, quantity_name, rows_of
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation, columns_of

_KINDS = ("claimed", "not_quantity", "unclaimed")
_RULES = ("totals", "reconciliation", "pace")


def audit(material: Material) -> list[Block]:
    """Return the section that accounts for every number of the documents."""
    evaluation, words = material.evaluation, material.words
    frame = evaluation.dataset.audit
    counts = pd.crosstab(frame["source_id"], frame["kind"])
    counts = counts.reindex(index=evaluation.dataset.sources["source_id"], columns=list(_KINDS), fill_value=0)
    counts = counts.rename_axis(index="source_id").reset_index()
    table = grid(
        words,
        words.say("audit.caption"),
        "source claimed# not_quantity# unclaimed#",
        rows_of(counts, lambda row: (row.source_id, *(words.number(getattr(row, kind)) for kind in _KINDS))),
    )
    blocks: list[Block] = [Heading(2, words.say("audit"), "audit"), text(words.say("audit.intro")), table]
    unclaimed = frame[frame["kind"] == "unclaimed"]
    if unclaimed.empty:
        return [*blocks, Note(words.say("audit.all_claimed"))]
    rows = rows_of(unclaimed, lambda row: (row.source_id, row.locator, row.text, row.reason))
    return [*blocks, grid(words, words.say("audit.unclaimed_caption"), "source where text reason", rows)]


def methods(material: Material) -> list[Block]:
    """Return the section with the settings and the rules in brief."""
    evaluation, words = material.evaluation, material.words
    settings = (
        words.say("methods.as_of", as_of=words.day(evaluation.as_of)),
        words.say("methods.approximation", setting=words.say(f"approximation.{material.approximation or 'none'}")),
    )
    rules = (words.say("methods.bounds"), *settings, *(words.say(f"methods.{rule}") for rule in _RULES))
    return [
        Heading(2, words.say("methods"), "methods"),
        ItemList(tuple(text(rule) for rule in rules)),
        Note(words.say("methods.change"), "caution"),
        *_qualifiers(evaluation, words),
    ]


def _qualifiers(evaluation: Evaluation, words: Wording) -> list[Block]:
    choices = next(column.choices for column in columns_of("observations") if column.name == "qualifier")
    counts = evaluation.dataset.observations["qualifier"].value_counts()
    used = pd.DataFrame([{"code": code, "count": int(counts[code])} for code in choices if code in counts.index])
    if used.empty:
        return []
    rows = rows_of(used, lambda row: (words.code("qualifier", row.code), words.number(row.count)))
    return [grid(words, words.say("qualifiers.caption"), "qualifier figures#", rows)]


def figures(material: Material) -> list[Block]:
    """Return the section that lets a reader find any figure in its document."""
    evaluation, words = material.evaluation, material.words
    blocks: list[Block] = [Heading(2, words.say("figures"), "figures")]
    for source, rows in evaluation.dataset.observations.groupby("source_id", sort=False):
        table = grid(
            words,
            words.say("figures.caption", source=source),
            "indicator area period role value# unit status_code text where",
            rows_of(rows, lambda row: _cells(row, words)),
            note=words.say("qualifiers.note"),
        )
        blocks.append(table)
    return blocks


def _cells(row: Row, words: Wording) -> tuple[str, ...]:
    return (
        quantity_name(row, words),
        words.area(row.area),
        words.period(row.period),
        words.code("role", row.role),
        words.bounded(row.value, row.lower, row.upper),
        words.code("unit", row.unit),
        row.status,
        row.text,
        row.locator,
    )
