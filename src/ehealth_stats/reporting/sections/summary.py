"""The summary: what the evaluation rests on, where the targets stand, what changes most, the main figures -> blocks."""

from collections.abc import Iterator

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, ItemList, TableRow, text
from ehealth_stats.reporting.programmes import Row, documents_of, rows_of
from ehealth_stats.reporting.sections.grids import grid
from ehealth_stats.reporting.sections.known import figure_name, municipal_totals
from ehealth_stats.reporting.sections.parts import finding_text
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation

_MOST_FINDINGS, _MOST_TOTALS = 5, 5
_STATUSES = ("met", "not_met", "future", "not_available")
_WITHOUT_NUMBER = ("not_quantified", "undefined")


def summary(material: Material) -> list[Block]:
    """Return the section that a reader with two minutes reads."""
    words = material.words
    return [
        Heading(2, words.say("summary"), "summary"),
        text(_scope(material)),
        *([text(f"{stand} {pace(material)}")] if (stand := targets_stand(material)) else []),
        *_findings(material),
        *_totals(material),
    ]


def _scope(material: Material) -> str:
    evaluation, words = material.evaluation, material.words
    sources = documents_of(evaluation)
    documents = words.listed([document_name(row, words) for row in rows_of(sources)])
    first = words.say("rests_on", n=len(sources), documents=documents) if len(sources) else words.say("rests_on_tables")
    figures = words.say("n_figures", n=len(evaluation.dataset.observations))
    if evaluation.matrix.empty:
        return f"{first} {words.say('holds_figures', figures=figures)}"
    targets = words.say("n_targets", n=len(evaluation.matrix))
    day = words.day(evaluation.as_of)
    return f"{first} {words.say('holds_figures_and_targets', figures=figures, targets=targets, day=day)}"


def document_name(row: Row, words: Wording) -> str:
    """Name a document with who published it and when."""
    published = words.period(row.published) or words.say("undated")
    return words.say("document_of", title=row.title, producer=row.producer, published=published)


def targets_stand(material: Material) -> str:
    """Say how many targets are met, missed, not due or not to be judged; nothing without targets.

    A target is counted once: what the document gives no number is told as that.
    """
    matrix, words = material.evaluation.matrix, material.words
    is_stated = matrix["target_state"] == "quantified"
    counts = {status: int((is_stated & (matrix["target_status"] == status)).sum()) for status in _STATUSES}
    counts |= {state: int((matrix["target_state"] == state).sum()) for state in _WITHOUT_NUMBER}
    if len(matrix) == 1:
        return next((words.say(f"only_{name}") for name, n in counts.items() if n), "")
    pieces = [words.say(f"stand_{name}", n=n) for name, n in counts.items() if n]
    if not pieces:
        return ""
    return words.say("targets_stand", targets=words.say("n_targets", n=len(matrix)), pieces=words.listed(pieces))


def pace(material: Material) -> str:
    """Say how many targets a follow-up lets one judge."""
    judged = followed_up(material.evaluation)
    return material.words.say("followed_up", n=judged) if judged else material.words.say("no_follow_up_at_all")


def followed_up(evaluation: Evaluation) -> int:
    """Count the targets with an outcome or a pace."""
    matrix = evaluation.matrix
    return int((matrix["target_status"].isin(["met", "not_met"]) | (matrix["pace"] != "unable_to_assess")).sum())


def _findings(material: Material) -> Iterator[Block]:
    own = material.own.first
    told = [row for row in material.findings if row["severity"] != "low" or row["finding_id"] in own]
    if told:
        yield Heading(3, material.words.say("main_findings"), "main-findings")
        yield ItemList(tuple(finding_text(material, row) for row in told[:_MOST_FINDINGS]))


def _totals(material: Material) -> Iterator[Block]:
    words = material.words
    rows = [row for row in municipal_totals(material) if not row.reading and row.role == "reported"]
    if rows:
        cells = [
            TableRow((
                figure_name(row, words), words.period(row.period), material.cite(words.total(row), row),
            ))
            for row in rows[:_MOST_TOTALS]
        ]  # fmt: skip
        yield grid(
            words, words.say("main_totals"), "indicator period value#", cells, note=words.say("main_totals_note")
        )
