"""Progress toward the targets: matrix and progress -> one table with a row a target."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, Part, TableRow
from ehealth_stats.reporting.programmes import Row, rows_of
from ehealth_stats.reporting.sections.grids import grid, lines_of
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import message_in, parts_of, several

# What is known of a target beside what it asks for, how fast it moves and why there is no verdict.
_FACTS = ("fact_baseline", "fact_reading", "fact_done", "fact_not_done")
_OUTCOMES = ("met", "not_met")


def attainment(material: Material) -> list[Block]:
    """Return the section with every target, numbers given or not; nothing where the documents state none."""
    words, evaluation = material.words, material.evaluation
    if evaluation.matrix.empty:
        return []
    heading = Heading(2, words.say("attainment"), "targets")
    own = {str(name): rows for name, rows in evaluation.progress.groupby("target_id", sort=False)}
    located = {row.target_id: row for row in rows_of(evaluation.dataset.targets)}
    usual = str(evaluation.matrix["area"].mode().iloc[0])
    rows = [
        TableRow(_cells(row, own[row.target_id], located, usual, material), f"target-{row.target_id}")
        for row in rows_of(evaluation.matrix)
    ]
    table = grid(
        words, words.say("attainment_caption"), "target due known verdict reason", rows,
        note=words.say("attainment_note"),
    )  # fmt: skip
    return [heading, *material.pictures.get("targets", ()), table]


def _cells(
    row: Row, progress: pd.DataFrame, located: Mapping[str, Row], usual: str, material: Material
) -> tuple[Part, ...]:
    words, first = material.words, progress.iloc[0].to_dict()
    name = words.message(row._asdict(), "target")
    label: Part = name if row.area == usual else words.say("in_area", name=name, area=words.area(row.area))
    if row.target_id in located:
        label = material.cite(str(label), located[row.target_id])
    return (
        label,
        words.short_day(row.due),
        _known(row, progress, material),
        verdict_of(first, words),
        ""
        if first["target_status"] in _OUTCOMES or first["verdict"] != "unable_to_assess"
        else words.reason(first, "reason"),
    )


def _known(row: Row, progress: pd.DataFrame, material: Material) -> Part:
    """Say where a target starts and where it is, with the place of the first figure that says so."""
    evidence = message_in(row._asdict(), "evidence")
    told = several(part for part in parts_of(evidence) if any(map(part.says, _FACTS))) if evidence else None
    if told is None:
        return "–"
    said = material.words.told(told)
    said = said[:1].upper() + said[1:]
    rows = material.observations(lines_of(progress["observation_ids"].iloc[0])[:1])
    return material.cite(said, rows[0]) if rows else said


def verdict_of(row: Mapping[Any, Any], words: Wording) -> str:
    """Return the verdict on a row of progress: its outcome, else its pace, else that there is none; and its doubt."""
    if row["target_status"] in _OUTCOMES:
        verdict = words.code("target_status", row["target_status"])
    elif row["verdict"] == "unable_to_assess" and row["target_status"] == "future":
        return words.say("not_to_be_judged_yet")
    else:
        verdict = words.code("pace", row["verdict"])
    return f"{verdict} ({words.say('certainty_possible')})" if row["certainty"] == "possible" else verdict
