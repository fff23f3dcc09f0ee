"""The order of the report: an Evaluation -> a Report in one language."""

from ehealth_stats.codelists import Language
from ehealth_stats.reporting.figures import choose_figures
from ehealth_stats.reporting.model import Block, Report
from ehealth_stats.reporting.sections.annex import audit, figures, methods
from ehealth_stats.reporting.sections.budget import budget
from ehealth_stats.reporting.sections.comparisons import comparisons
from ehealth_stats.reporting.sections.findings import findings
from ehealth_stats.reporting.sections.programmes import programmes
from ehealth_stats.reporting.sections.questions import questions
from ehealth_stats.reporting.sections.sources import sources
from ehealth_stats.reporting.sections.summary import summary
from ehealth_stats.reporting.sections.targets import targets
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation


def build_report(
    evaluation: Evaluation, language: Language = "en", *, approximation: str | None = "half_unit"
) -> Report:
    """Arrange the tables and figures of an evaluation as a report; it computes no new number.

    Parameters
    ----------
    evaluation
        All tables.
    language
        Language of headings and set phrases; what documents and recipes say stays in their language.
    approximation
        The setting that the bounds rest on, to be named in the report.

    Returns
    -------
    Report
        Blocks in reading order, for any renderer.

    Raises
    ------
    TableError
        If there are no texts in the language.
    """
    words = Wording(language)
    drawn = choose_figures(evaluation, words)
    blocks: list[Block] = [
        *summary(evaluation, words),
        *sources(evaluation, words),
        *questions(evaluation, words),
        *targets(evaluation, words, drawn.targets),
        *programmes(evaluation, words, drawn.programmes),
        *findings(evaluation, words),
        *comparisons(evaluation, words),
        *budget(evaluation, words, drawn.budgets),
        *audit(evaluation, words),
        *methods(evaluation, words, approximation),
        *figures(evaluation, words),
    ]
    return Report(
        title=words.say("title"),
        subtitle=words.say("subtitle"),
        language=language,
        meta=_meta(evaluation, words),
        contents_label=words.say("contents"),
        blocks=tuple(blocks),
    )


def _meta(evaluation: Evaluation, words: Wording) -> tuple[tuple[str, str], ...]:
    dataset = evaluation.dataset
    return (
        (words.say("meta.as_of"), words.day(evaluation.as_of)),
        (words.say("meta.documents"), words.number(len(dataset.sources))),
        (words.say("meta.figures"), words.number(len(dataset.observations))),
        (words.say("meta.targets"), words.number(len(evaluation.matrix))),
    )
