"""The two objects that carry tables between the steps: Dataset (what documents say), Evaluation (what follows)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import partial

import pandas as pd

from ehealth_stats.schema.tables import RESULT_TABLES, check_table, empty_table


@dataclass(frozen=True)
class Dataset:
    """What the documents say: one checked frame a table, columns as in `columns_of(table)`.

    A table that is not given is empty.

    Raises
    ------
    TableError
        If a frame breaks its table's schema.
    """

    observations: pd.DataFrame = field(default_factory=partial(empty_table, "observations"))
    targets: pd.DataFrame = field(default_factory=partial(empty_table, "targets"))
    timeline: pd.DataFrame = field(default_factory=partial(empty_table, "timeline"))
    participants: pd.DataFrame = field(default_factory=partial(empty_table, "participants"))
    statements: pd.DataFrame = field(default_factory=partial(empty_table, "statements"))
    sources: pd.DataFrame = field(default_factory=partial(empty_table, "sources"))
    audit: pd.DataFrame = field(default_factory=partial(empty_table, "audit"))

    def __post_init__(self) -> None:
        for table in fields(self):
            object.__setattr__(self, table.name, check_table(getattr(self, table.name), table.name))

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the frames by table name."""
        return {table.name: getattr(self, table.name) for table in fields(self)}


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
