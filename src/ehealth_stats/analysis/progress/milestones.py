"""What rows are declared as the follow-up for: observations, targets -> a milestone's rows, the steps built on it."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

Row = Mapping[Hashable, Any]
Targets = Mapping[str, Row]

EVERY_TARGET = "all"

_KEY = ("kind", "indicator", "breakdown", "area")


def rivals_of(target: Row, targets: Targets) -> int:
    """Count the other milestones that a reading of the same indicator, part and area could be about.

    Examples
    --------
    >>> step = {"kind": "milestone", "indicator": "activity_milestone", "breakdown": "_T", "area": "SE-22"}
    >>> rivals_of({"target_id": "a", **step}, {"a": {"target_id": "a", **step}, "b": {"target_id": "b", **step}})
    1
    """
    if target["kind"] != "milestone":
        return 0
    alike = [other for other in targets.values() if all(other[name] == target[name] for name in _KEY)]
    return sum(other["target_id"] != target["target_id"] for other in alike)


def rows_about(observations: pd.DataFrame, target: Row, targets: Targets) -> pd.DataFrame:
    """Return the rows that can be about a target: of a milestone among several only those that are declared for it."""
    if not rivals_of(target, targets):
        return observations
    return observations.loc[[str(target["target_id"]) in names for names in declared_in(observations["follow_up"])]]


def declared_in(texts: Iterable[str]) -> list[frozenset[str]]:
    """Return the targets that each text of the column follow_up names."""
    return [frozenset(filter(None, text.split("|"))) for text in texts]


def steps_after(target: Row, targets: Targets) -> Iterator[Row]:
    """Yield the milestones that a document presents as built on one: `adds_to` names it, or one of those.

    That a later milestone implies an earlier one is taken from the document only, never from their numbers or dates.
    """
    seen, names = set[str](), [str(target["target_id"])]
    while names:
        name = names.pop(0)
        for step in targets.values():
            step_id = str(step["target_id"])
            if step["adds_to"] == name and step["kind"] == "milestone" and step_id not in seen:
                seen.add(step_id)
                names.append(step_id)
                yield step
