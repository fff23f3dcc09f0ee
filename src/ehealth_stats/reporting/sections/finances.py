"""Money: budget -> a table of amounts with their shares for each currency, and one of what results cost."""

from collections.abc import Iterator
from functools import partial

import pandas as pd

from ehealth_stats.codelists import categories
from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, Part, TableRow
from ehealth_stats.reporting.programmes import Row, rows_of
from ehealth_stats.reporting.sections.grids import grid, lines_of
from ehealth_stats.reporting.wording import Wording


def finances(material: Material) -> list[Block]:
    """Return the section on money, nothing where the documents name none; currencies never share a table."""
    if material.evaluation.budget.empty:
        return []
    blocks: list[Block] = [Heading(2, material.words.say("finances"), "money")]
    for currency, rows in material.evaluation.budget.groupby("unit", sort=False):
        blocks += _tables(rows, str(currency), material)
    return [*blocks, *material.pictures.get("budgets", ())]


def _tables(rows: pd.DataFrame, currency: str, material: Material) -> Iterator[Block]:
    words = material.words
    is_cost = (rows["state"] == "computed") & ~rows["item"].isin(list(categories()))
    name = words.code("unit", currency).lower() if words.code("unit", currency) != currency else currency
    several = len(rows.loc[~is_cost, ["area", "period"]].drop_duplicates()) > 1
    cells = partial(_cells, material=material, several=several)
    for key, own, columns in (
        ("finances_caption", rows[~is_cost], "item money amount# money_share# share_of"),
        ("finances_cost_caption", rows[is_cost], "item amount# basis money_share# share_of"),
    ):
        if len(own):
            listed = [TableRow(cells(row, columns)) for row in rows_of(own)]
            yield grid(words, words.say(key, currency=name), columns, listed)


def _cells(row: Row, columns: str, *, material: Material, several: bool) -> tuple[Part, ...]:
    words = material.words
    found: dict[str, Part] = {
        "item": _item(row, words, several=several),
        "money": words.code("money", row.state),
        "amount": _amount(row, material),
        "basis": words.message(row._asdict(), "basis"),
        "money_share": words.share(row.share, row.share_lower, row.share_upper),
        "share_of": item_name(row, "share_of", words),
    }
    return tuple(found[name.rstrip("#")] for name in columns.split())


def _amount(row: Row, material: Material) -> Part:
    amount = material.words.quantity(row.value, row.lower, row.upper, row.unit)
    observations = material.observations(lines_of(row.observation_ids)[:1])
    return material.cite(amount, observations[0]) if observations else amount


def _item(row: Row, words: Wording, *, several: bool) -> str:
    name = item_name(row, "item", words)
    if row.state == "computed" and row.item in categories():
        name = words.say("finances_as_parts", name=name)
    if several and row.item in categories():
        beside = [part for part in (words.area(row.area), words.period(row.period)) if part]
        return f"{name} ({', '.join(beside)})" if beside else name
    return name


def item_name(row: Row, column: str, words: Wording) -> str:
    """Name an item of the budget: a category by its label, a cost by what it is of."""
    item = getattr(row, column)
    return words.code("breakdown", item) if item in categories() else words.message(row._asdict(), column)
