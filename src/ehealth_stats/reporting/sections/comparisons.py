"""What the documents state against what their figures give: comparisons -> a table."""

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, text
from ehealth_stats.reporting.sections.grids import Row, grid, quantity_name, rows_of
from ehealth_stats.reporting.wording import Wording


def comparisons(material: Material) -> list[Block]:
    """Return the section with every check, passed or not."""
    evaluation, words = material.evaluation, material.words
    frame = evaluation.comparisons
    heading = Heading(2, words.say("comparisons"), "comparisons")
    if frame.empty:
        return [heading, text(words.say("comparisons.none"))]
    # what does not agree is read first
    frame = frame.assign(agrees=frame["verdict"] == "agrees").sort_values("agrees", kind="stable")
    counts = frame["verdict"].value_counts().sort_index()
    named = ", ".join(f"{words.code('verdict', str(code)).lower()} {count}" for code, count in counts.items())
    table = grid(
        words,
        words.say("comparisons.caption"),
        "indicator area period check stated# computed# difference# tolerance# verdict candidates source",
        rows_of(frame, lambda row: _cells(row, words)),
        note=words.say("comparisons.note"),
    )
    return [heading, text(words.say("comparisons.intro", counts=named)), table]


def _cells(row: Row, words: Wording) -> tuple[str, ...]:
    return (
        quantity_name(row, words),
        words.area(row.area),
        words.period(row.period),
        words.code("check", row.check),
        words.bounded(row.stated, row.stated_lower, row.stated_upper),
        words.bounded(row.computed, row.computed_lower, row.computed_upper),
        words.number(row.difference),
        words.percent(row.tolerance_needed, decimals=2),
        words.code("verdict", row.verdict),
        " ".join(part for part in (row.candidates, row.note) if part),
        row.source_id.replace("|", ", "),
    )
