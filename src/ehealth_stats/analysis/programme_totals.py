"""Totals and inventories of every document over its own scope: Dataset -> tables totals and inventory."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import adds_up, with_plain_texts
from ehealth_stats.analysis.frames import finest, frames_of, of_one_thing
from ehealth_stats.analysis.inventory import inventory_rows
from ehealth_stats.analysis.totals import to_totals, total_rows
from ehealth_stats.codelists import summed_roles
from ehealth_stats.schema import Dataset, Message, check_table, empty_table, to_table, words_in
from ehealth_stats.wording.messages import worded

TOTAL_BY = ("source_id", "indicator", "breakdown", "period", "role")


@dataclass(frozen=True, slots=True)
class Group:
    """Observations that may be totalled together: one document, indicator, period, unit and role, all categories.

    `reading` is the declared assumption whose rule is in `closed`, None as printed.
    """

    observations: pd.DataFrame
    frame: list[str] | None
    reading: Message | None = None
    closed: tuple[str, ...] = ()


def groups_of(dataset: Dataset) -> Iterator[Group]:
    """Yield what may be totalled: rows of the finest level of area, of what does not add up only single ones.

    For each assumption with the rule "closed INDICATOR CATEGORY AREA" the groups of its indicator come again.
    """
    frames, assumptions = frames_of(dataset), _assumptions(dataset.statements)
    rows = with_plain_texts(of_one_thing(dataset.observations))
    rows = rows[rows["role"].isin(summed_roles())]
    for key, alike in rows.groupby(["source_id", "indicator", "unit", "period", "role"], sort=False):
        source_id, indicator, unit = (str(name) for name in key[:3])
        level = finest(alike)
        if not adds_up(indicator, unit):
            level = level[~level.duplicated(["breakdown"], keep=False)]
        if level.empty:
            continue
        yield Group(level, frames.get(source_id))
        for name, rule in assumptions.get((source_id, indicator), ()):
            yield Group(level, frames.get(source_id), name, (rule,))


def totals_of(dataset: Dataset) -> pd.DataFrame:
    """Return the table totals of a dataset; never across documents, units, periods, or results and plans."""
    rows: list[dict[str, Any]] = []
    readings: list[dict[str, Any]] = []
    for group in groups_of(dataset):
        own = total_rows(group.observations, by=TOTAL_BY, frame=group.frame, closed=group.closed)
        rows += own
        readings += [worded("reading", group.reading)] * len(own)
    if not rows:
        return empty_table("totals")
    table = to_totals(rows, TOTAL_BY).join(pd.DataFrame(readings, dtype="str"))
    # Of a declared reading only what it changes is shown; the groups as printed come first.
    seen = [*TOTAL_BY, "lower", "upper", "share_lower", "share_upper"]
    return check_table(table.drop_duplicates(subset=seen), "totals")


def inventories_of(dataset: Dataset) -> pd.DataFrame:
    """Return the table inventory of a dataset: every whole of a document that is told with a part of it."""
    rows: list[dict[str, Any]] = []
    for group in groups_of(dataset):
        first = group.observations.iloc[0]
        if not group.reading and adds_up(first["indicator"], first["unit"]):
            stocks = list(inventory_rows(group.observations, frame=group.frame))
            rows += stocks if any(row["breakdown"] != "_T" for row in stocks) else []
    return to_table("inventory", rows)


def _assumptions(statements: pd.DataFrame) -> Mapping[tuple[str, str], list[tuple[Message, str]]]:
    """Map document and indicator to the declared readings and their rules."""
    rules: dict[tuple[str, str], list[tuple[Message, str]]] = {}
    for row in statements[statements["kind"] == "assumption"].to_dict("records"):
        match str(row["rule"]).split():
            case ["closed", indicator, *_]:
                rules.setdefault((row["source_id"], indicator), []).append((_reading(row), row["rule"]))
    return rules


def _reading(statement: Mapping[Any, Any]) -> Message:
    label = words_in(statement, "label")
    return label if isinstance(label, Message) else Message("label", {"words": label})
