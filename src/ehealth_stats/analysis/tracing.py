"""A number's path: an Evaluation and an observation's id -> where it stands and which results rest on it."""

from ehealth_stats.analysis.bounds import Row, figure_in
from ehealth_stats.codelists import Language
from ehealth_stats.errors import TableError, did_you_mean
from ehealth_stats.schema import Amount, Code, Evaluation, Message, Value
from ehealth_stats.wording.messages import said, word


def trace(evaluation: Evaluation, observation_id: str, *, language: Language = "en") -> dict[str, str]:
    """Return where an observation stands in its document, and the results that rest on it, by name, in a language.

    Raises
    ------
    TableError
        If there is no such observation; the error names the nearest ids.
    """
    dataset = evaluation.dataset
    known: dict[str, Row] = {row["observation_id"]: row for row in dataset.observations.to_dict("records")}
    if observation_id not in known:
        hint = did_you_mean(observation_id, known) or "the ids stand in data/processed/observations.csv"
        raise TableError(f"no observation {observation_id!r}", hint=hint)
    row = known[observation_id]
    source = next(each for each in dataset.sources.to_dict("records") if each["source_id"] == row["source_id"])
    uses = tuple(_uses(evaluation, observation_id))
    told: dict[str, Value] = {
        "observation": observation_id,
        "value": Amount(figure_in(row), row["unit"]),
        "qualifier": _qualified(row),
        "words": row["text"],
        "place": row["locator"],
        "document": _document(source),
        "file": f"{source['file']} sha256 {source['sha256']}",
        "uses": Message("uses", {"uses": uses}) if uses else Message("no_uses"),
    }
    return {word(f"trace_{name}", language): said(value, language) for name, value in told.items()}


def _qualified(row: Row) -> Message:
    codes = {name: Code(name, str(row[name])) for name in ("qualifier", "status", "role")}
    return Message("qualified_as", {**codes, "letter": str(row["status"])})


def _document(source: Row) -> Message:
    published = Code("period", source["published"]) if source["published"] else Message("undated")
    return Message("document_of", {"title": source["title"], "producer": source["producer"], "published": published})


def _uses(evaluation: Evaluation, observation_id: str) -> list[str]:
    keys = {"comparisons": "comparison_id", "progress": "target_id", "budget": "item", "findings": "finding_id"}
    tables = evaluation.tables()
    return [
        f"{table} {key_value}"
        for table, key in keys.items()
        for key_value, ids in zip(tables[table][key], tables[table]["observation_ids"], strict=True)
        if observation_id in ids.split("|")
    ]
