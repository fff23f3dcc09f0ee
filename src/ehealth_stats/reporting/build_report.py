"""The report as a model: an Evaluation -> a Report in one language, for any renderer."""

from ehealth_stats.codelists import Language
from ehealth_stats.reporting.figures import choose_figures
from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Report
from ehealth_stats.reporting.sections import SECTIONS
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
    material = Material(evaluation, words, choose_figures(evaluation, words), approximation)
    return Report(
        title=words.say("title"),
        subtitle=words.say("subtitle"),
        language=language,
        meta=_meta(evaluation, words),
        contents_label=words.say("contents"),
        blocks=tuple(block for section in SECTIONS for block in section(material)),
    )


def _meta(evaluation: Evaluation, words: Wording) -> tuple[tuple[str, str], ...]:
    dataset = evaluation.dataset
    return (
        (words.say("meta.as_of"), words.day(evaluation.as_of)),
        (words.say("meta.documents"), words.number(len(dataset.sources))),
        (words.say("meta.figures"), words.number(len(dataset.observations))),
        (words.say("meta.targets"), words.number(len(evaluation.matrix))),
    )
