"""The report as a model: an Evaluation and what the evaluator adds -> a Report in one language, for any renderer."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from ehealth_stats.codelists import Language
from ehealth_stats.reporting.annex import annex
from ehealth_stats.reporting.figures import choose_figures
from ehealth_stats.reporting.material import Material, told_findings
from ehealth_stats.reporting.model import Block, FigureBlock, Report, TableBlock
from ehealth_stats.reporting.programmes import documents_of, programmes_of
from ehealth_stats.reporting.sections import SECTIONS
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation, OwnWords


def build_report(
    evaluation: Evaluation,
    language: Language = "en",
    *,
    own: OwnWords | None = None,
    pages: Collection[str] = (),
    approximation: str | None = "half_unit",
) -> Report:
    """Arrange the tables and figures of a programme's evaluation as a report; it computes no new number.

    Parameters
    ----------
    evaluation
        All tables of one programme; of several they stand side by side.
    language
        Language of the report; what documents say stays in their language.
    own
        What the evaluator adds and chooses; what is left empty is computed, or a place to fill in.
    pages
        The sources that have an evidence page, which numbers lead to.
    approximation
        The setting that the bounds rest on, to be named in the report.

    Returns
    -------
    Report
        The body in reading order and the annex as sheets, for any renderer.

    Raises
    ------
    CodeListError
        If there are no words in the language.
    OwnWordsError
        If the evaluator names a finding or a chart that is not there.
    """
    sources, own = evaluation.dataset.sources, own or OwnWords()
    words = Wording(language, dict(zip(sources["source_id"], sources["title"], strict=True)))
    pictures = choose_figures(evaluation, words, own.charts)
    material = Material(evaluation, words, own, pages, approximation, told_findings(evaluation, own), pictures)
    return Report(
        title=title_of(evaluation, own, language),
        subtitle=words.say("report_subtitle"),
        language=language,
        meta=_meta(material),
        contents_label=words.say("report_contents"),
        blocks=_labelled([block for section in SECTIONS for block in section(material)], words),
        annex=annex(material),
        author=own.author,
    )


def title_of(evaluation: Evaluation, own: OwnWords, language: Language) -> str:
    """Return the evaluator's title, else that of the only document, the programme or how many there are."""
    return own.title.get(language) or _programme(evaluation, Wording(language))


def _programme(evaluation: Evaluation, words: Wording) -> str:
    documents, programmes = documents_of(evaluation), programmes_of(evaluation)
    if documents.empty:
        return words.say("report_of_tables")
    if len(documents) == 1:
        return str(documents["title"].iloc[0])
    return programme_name(programmes[0]) if len(programmes) == 1 else words.say("report_of_several", n=len(programmes))


def programme_name(code: str) -> str:
    """Return a programme's code as a name.

    Examples
    --------
    >>> programme_name("home_care"), programme_name("ELIN-k")
    ('Home care', 'ELIN-k')
    """
    words = code.replace("_", " ")
    return words if words != words.lower() else words[:1].upper() + words[1:]


def _meta(material: Material) -> tuple[tuple[str, str], ...]:
    own, words = material.own, material.words
    to_fill, programme = words.say("to_fill"), _programme(material.evaluation, words)
    lines = {
        "programme": programme if programme != title_of(material.evaluation, own, words.language) else "",
        "producer": words.listed(list(dict.fromkeys(documents_of(material.evaluation)["producer"]))),
        "commissioner": own.commissioner or to_fill,
        "author": own.author or to_fill,
        "date": words.day(own.day) or to_fill,
        "as_of": words.day(material.evaluation.as_of),
    }
    return tuple((words.say(f"meta_{name}"), line) for name, line in lines.items() if line)


def _labelled(blocks: Sequence[Block], words: Wording) -> tuple[Block, ...]:
    """Return the blocks with their figures and tables numbered."""
    counts = {FigureBlock: 0, TableBlock: 0}
    labelled: list[Block] = []
    for block in blocks:
        if isinstance(block, FigureBlock | TableBlock):
            counts[type(block)] += 1
            key = "figure_label" if isinstance(block, FigureBlock) else "table_label"
            labelled.append(replace(block, label=words.say(key, n=counts[type(block)])))
        else:
            labelled.append(block)
    return tuple(labelled)
