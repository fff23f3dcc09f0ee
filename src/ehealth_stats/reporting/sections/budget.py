"""The money of each document: budget -> a chart and a table a document."""

from collections.abc import Mapping

from ehealth_stats.codelists import categories
from ehealth_stats.reporting.model import Block, Heading, text
from ehealth_stats.reporting.sections.grids import Row, grid, rows_of, share_of
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation


def budget(evaluation: Evaluation, words: Wording, charts: Mapping[str, Block]) -> list[Block]:
    """Return the section on money; `charts` are the figures by source."""
    heading = Heading(2, words.say("budget"), "money")
    if evaluation.budget.empty:
        return [heading, text(words.say("budget.none"))]
    blocks: list[Block] = [heading, text(words.say("budget.intro"))]
    for source, rows in evaluation.budget.groupby("source_id", sort=False):
        if str(source) in charts:
            blocks.append(charts[str(source)])
        table = grid(
            words,
            words.say("budget.caption", source=source),
            "item money_state amount# unit share# share_of basis",
            rows_of(rows, lambda row: _cells(row, words)),
        )
        blocks.append(table)
    return blocks


def _cells(row: Row, words: Wording) -> tuple[str, ...]:
    return (
        _item(row.item, words),
        words.code("money", row.state),
        words.bounded(row.value, row.lower, row.upper),
        words.code("unit", row.unit),
        share_of(row, words),
        _item(row.share_of, words),
        row.basis,
    )


def _item(item: str, words: Wording) -> str:
    """Name an item: a category by its label, anything else as it is."""
    return words.code("breakdown", item) if item in categories() else item
