"""A number's path: an Evaluation and an observation's id -> where it stands and which results rest on it."""

from ehealth_stats.errors import TableError, did_you_mean
from ehealth_stats.schema import Evaluation


def trace(evaluation: Evaluation, observation_id: str) -> dict[str, str]:
    """Return where an observation stands in its document, and the results that rest on it, by name.

    Raises
    ------
    TableError
        If there is no such observation; the error names the nearest ids.
    """
    dataset = evaluation.dataset
    known = dataset.observations.set_index("observation_id")
    if observation_id not in known.index:
        hint = did_you_mean(observation_id, known.index) or "the ids stand in data/processed/observations.csv"
        raise TableError(f"no observation {observation_id!r}", hint=hint)
    row = known.loc[observation_id]
    source = dataset.sources.set_index("source_id").loc[row["source_id"]]
    return {
        "observation": observation_id,
        "value": f"{row['value']:g} ({row['lower']:g} to {row['upper']:g}) {row['unit']}",
        "qualifier": f"{row['qualifier']}, status {row['status']}, {row['role']}",
        "words": str(row["text"]),
        "stands in": str(row["locator"]),
        "document": f"{source['title']} ({source['producer']}, {source['published'] or 'undated'})",
        "file": f"{source['file']} sha256 {source['sha256']}",
        "used by": "; ".join(_uses(evaluation, observation_id)) or "no comparison, progress, budget or finding",
    }


def _uses(evaluation: Evaluation, observation_id: str) -> list[str]:
    keys = {"comparisons": "comparison_id", "progress": "target_id", "budget": "item", "findings": "finding_id"}
    tables = evaluation.tables()
    return [
        f"{table} {key_value}"
        for table, key in keys.items()
        for key_value, ids in zip(tables[table][key], tables[table]["observation_ids"], strict=True)
        if observation_id in ids.split("|")
    ]
