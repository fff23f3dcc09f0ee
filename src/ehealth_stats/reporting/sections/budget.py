"""The money of each document: budget -> a chart and a table a document."""

from functools import partial

import pandas as pd

from ehealth_stats.codelists import area_name, categories
from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, text
from ehealth_stats.reporting.sections.grids import Row, grid, rows_of, share_of
from ehealth_stats.reporting.wording import Wording


def budget(material: Material) -> list[Block]:
    """Return the section on money."""
    evaluation, words, charts = material.evaluation, material.words, material.figures.budgets
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
            rows_of(rows, partial(_cells, words=words, several=_are_several(rows))),
        )
        blocks.append(table)
    return blocks


def _are_several(rows: pd.DataFrame) -> bool:
    """Say whether a document has money of several areas or years, so that each line needs its own."""
    return len(rows[["area", "period"]].drop_duplicates()) > 1


def _cells(row: Row, *, words: Wording, several: bool) -> tuple[str, ...]:
    item = _item(row.item, words)
    return (
        f"{item} ({area_name(row.area)}, {row.period})" if several and row.area else item,
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
