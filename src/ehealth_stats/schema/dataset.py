"""The two objects that carry tables between the steps: Dataset (what documents say), Evaluation (what follows)."""

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Self, TypeVar

import pandas as pd

from ehealth_stats.codelists import CodeLists, in_use
from ehealth_stats.schema.complete import complete_table, is_whole, sources_of
from ehealth_stats.schema.tables import DATASET_TABLES, RESULT_TABLES, check_table, empty_table

_Tables = TypeVar("_Tables")


@dataclass(frozen=True)
class Dataset:
    """What the documents say: one checked frame a table, columns as in `columns_of(table)`.

    A table that is not given is empty. Observations and targets may be made by hand: indicator, area, period and value,
    and indicator, area, target_value and due are enough. Without sources such frames are their own source, of the last
    day that their figures are from, and the programme is called "programme". `codelists` are those by which it is
    judged and told: the ones in use when it is made.

    Raises
    ------
    TableError
        If a frame breaks its table's schema.

    Examples
    --------
    >>> users = pd.DataFrame({"indicator": ["npo_users"], "area": ["SE-22"], "period": [2013], "value": [222]})
    >>> Dataset(observations=users).sources["source_id"].tolist()
    ['observations']
    """

    observations: pd.DataFrame = field(default_factory=partial(empty_table, "observations"))
    targets: pd.DataFrame = field(default_factory=partial(empty_table, "targets"))
    timeline: pd.DataFrame = field(default_factory=partial(empty_table, "timeline"))
    participants: pd.DataFrame = field(default_factory=partial(empty_table, "participants"))
    statements: pd.DataFrame = field(default_factory=partial(empty_table, "statements"))
    sources: pd.DataFrame = field(default_factory=partial(empty_table, "sources"))
    audit: pd.DataFrame = field(default_factory=partial(empty_table, "audit"))
    codelists: CodeLists = field(default_factory=in_use, repr=False, compare=False)

    def __post_init__(self) -> None:
        is_plain = not (is_whole(self.observations, "observations") and is_whole(self.targets, "targets"))
        with self.codelists.or_in_use():
            for table in DATASET_TABLES:
                object.__setattr__(self, table, complete_table(getattr(self, table), table))
        if is_plain and self.sources.empty:
            object.__setattr__(self, "sources", sources_of(self.observations, self.targets))

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the frames by table name."""
        return {table: getattr(self, table) for table in DATASET_TABLES}

    def of_sources(self, source_ids: Collection[str]) -> Self:
        """Return the rows of some sources."""
        return _with(self, _rows_of(self.tables(), source_ids))


@dataclass(frozen=True)
class Evaluation:
    """A dataset, the day that each programme is judged on, and all result tables that follow from it.

    `as_of` is the latest of the days; a programme that `days` does not name is judged on it.
    """

    dataset: Dataset
    as_of: date
    totals: pd.DataFrame
    inventory: pd.DataFrame
    comparisons: pd.DataFrame
    progress: pd.DataFrame
    budget: pd.DataFrame
    findings: pd.DataFrame
    matrix: pd.DataFrame
    days: Mapping[str, date] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for table in RESULT_TABLES:
            object.__setattr__(self, table, check_table(getattr(self, table), table))

    def day_of(self, programme: str) -> date:
        """Return the day that a programme is judged on."""
        return self.days.get(programme, self.as_of)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the dataset's and the result frames by table name."""
        return self.dataset.tables() | {table: getattr(self, table) for table in RESULT_TABLES}

    def of_sources(self, source_ids: Collection[str], days: Mapping[str, date]) -> Self:
        """Return the rows of some sources, whose programmes are judged on these days."""
        results = _rows_of({table: getattr(self, table) for table in RESULT_TABLES}, source_ids)
        own = {"dataset": self.dataset.of_sources(source_ids), "days": days, "as_of": max(days.values())}
        return _with(self, {**results, **own})


def _rows_of(tables: Mapping[str, pd.DataFrame], source_ids: Collection[str]) -> dict[str, pd.DataFrame]:
    return {name: table[table["source_id"].isin(source_ids)].reset_index(drop=True) for name, table in tables.items()}


def _with(made: _Tables, fields: Mapping[str, object]) -> _Tables:
    """Return a copy with some fields of its own: rows of tables that have been checked are not checked again."""
    own = copy(made)
    for name, value in fields.items():
        object.__setattr__(own, name, value)
    return own
