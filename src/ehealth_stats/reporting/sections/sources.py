"""The documents that the evaluation rests on: sources -> a table."""

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading
from ehealth_stats.reporting.sections.grids import Row, grid, rows_of


def sources(material: Material) -> list[Block]:
    """Return the section that lists the documents with what each of them holds."""
    evaluation, words = material.evaluation, material.words
    figures = evaluation.dataset.observations["source_id"].value_counts()
    targets = evaluation.matrix["source_id"].value_counts()

    def cells(row: Row) -> tuple[str, ...]:
        return (
            row.source_id,
            row.title,
            row.producer,
            row.country,
            words.period(row.published) or words.say("undated"),
            words.number(int(figures.get(row.source_id, 0))),
            words.number(int(targets.get(row.source_id, 0))),
        )

    table = grid(
        words,
        words.say("sources.caption"),
        "source title producer country published figures# targets#",
        rows_of(evaluation.dataset.sources, cells),
        note=words.say("sources.note"),
    )
    return [Heading(2, words.say("sources"), "documents"), table]
