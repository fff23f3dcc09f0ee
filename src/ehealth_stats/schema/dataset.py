"""The two objects that carry tables between the steps: Dataset (what documents say), Evaluation (what follows)."""

from dataclasses import dataclass, fields
from datetime import date

import pandas as pd

from ehealth_stats.schema.tables import check_table


@dataclass(frozen=True)
class Dataset:
    """What the documents say: one checked frame a table, columns as in `columns_of(table)`.

    Raises
    ------
    TableError
        If a frame breaks its table's schema.
    """

    observations: pd.DataFrame
    targets: pd.DataFrame
    timeline: pd.DataFrame
    participants: pd.DataFrame
    statements: pd.DataFrame
    sources: pd.DataFrame
    audit: pd.DataFrame

    def __post_init__(self) -> None:
        for field in fields(self):
            object.__setattr__(self, field.name, check_table(getattr(self, field.name), field.name))

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the frames by table name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class Evaluation:
    """A dataset, the day it is judged on, and all result tables that follow from it."""

    dataset: Dataset
    as_of: date
    totals: pd.DataFrame
    comparisons: pd.DataFrame
    progress: pd.DataFrame
    budget: pd.DataFrame
    findings: pd.DataFrame
    matrix: pd.DataFrame

    def __post_init__(self) -> None:
        for field in fields(self)[2:]:
            object.__setattr__(self, field.name, check_table(getattr(self, field.name), field.name))

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the dataset's and the result frames by table name."""
        return self.dataset.tables() | {field.name: getattr(self, field.name) for field in fields(self)[2:]}
