"""Targets that start from an observation, of their document or another: tables -> targets with their baselines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ehealth_stats.errors import RecipeError, did_you_mean, raise_all
from ehealth_stats.schema import to_table

_COLUMNS = {"baseline": "value", "baseline_lower": "lower", "baseline_upper": "upper", "baseline_period": "period"}


@dataclass(frozen=True, slots=True)
class Baseline:
    """The observation that a target starts from; `where` names the entry in errors."""

    target_id: str
    observation_id: str
    where: str


def with_baselines(tables: Mapping[str, pd.DataFrame], baselines: Sequence[Baseline]) -> dict[str, Any]:
    """Return tables whose targets have the baselines that their recipes refer to.

    Raises
    ------
    RecipeError
        With each reference to an observation that no document has, and the nearest ids.
    """
    if not baselines:
        return dict(tables)
    rows = {row["observation_id"]: row for row in tables["observations"].to_dict("records")}
    raise_all([_unknown(each, list(rows)) for each in baselines if each.observation_id not in rows])
    starts = {each.target_id: rows[each.observation_id] for each in baselines}
    targets: list[dict[Any, Any]] = [
        row | {column: starts[row["target_id"]][name] for column, name in _COLUMNS.items()}
        if row["target_id"] in starts
        else row
        for row in tables["targets"].to_dict("records")
    ]
    return {**tables, "targets": to_table("targets", targets)}


def _unknown(baseline: Baseline, known: Sequence[str]) -> RecipeError:
    return RecipeError(
        f"no document has the observation {baseline.observation_id!r}",
        where=f"{baseline.where}, key 'baseline'",
        expected="the id of an observation: document/indicator/area/category/period",
        hint=did_you_mean(baseline.observation_id, known) or "`ehealth-stats check` reads all documents of a folder",
    )
