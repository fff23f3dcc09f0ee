"""The matrix of all targets: matrix -> one table a document, one row a target."""

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, TableRow, text
from ehealth_stats.reporting.sections.grids import Row, grid, places_of
from ehealth_stats.reporting.wording import Wording


def targets(material: Material) -> list[Block]:
    """Return the section with every target, numbers given or not."""
    evaluation, words, charts = material.evaluation, material.words, material.figures.targets
    blocks: list[Block] = [Heading(2, words.say("targets"), "targets"), text(words.say("targets.intro"))]
    # other sections name a target by its number
    numbered = evaluation.matrix.assign(number=range(1, len(evaluation.matrix) + 1))
    for source, rows in numbered.groupby("source_id", sort=False):
        table = grid(
            words,
            words.say("targets.caption", source=source),
            "target area due state status pace evidence settles where",
            [TableRow(_cells(row, words), f"target-{row.target_id}") for row in rows.itertuples(index=False)],
        )
        if str(source) in charts:
            blocks.append(charts[str(source)])
        blocks.append(table)
    return blocks


def _cells(row: Row, words: Wording) -> tuple[str, ...]:
    certainty = f" ({words.code('certainty', row.certainty)})" if row.certainty else ""
    return (
        f"{row.number}. {row.target}",
        words.area(row.area),
        words.day(row.due),
        words.code("target_state", row.target_state),
        words.code("target_status", row.target_status),
        words.code("pace", row.pace) + certainty,
        row.evidence,
        row.settles,
        places_of(row.locators),
    )
