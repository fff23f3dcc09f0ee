"""The figures of a report: every chart that the tables of an Evaluation allow -> figures by programme and by source."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf

from ehealth_stats.charts import CHARTS, Section
from ehealth_stats.charts.chart import Chart, ReportChart
from ehealth_stats.errors import TableError
from ehealth_stats.reporting.model import FigureBlock, Note
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation

Picture = FigureBlock | Note


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a report: what a document counts by programme, its money and targets by source."""

    programmes: dict[str, list[Picture]]
    budgets: dict[str, Picture]
    targets: dict[str, Picture]


def choose_figures(evaluation: Evaluation, words: Wording) -> Figures:
    """Draw everything that the registry of charts finds in an evaluation, source by source.

    A chart that its data do not allow (two figures for one place, say) leaves a note with the reason in its place.
    """
    sources = evaluation.dataset.sources
    programmes = dict(zip(sources["source_id"], sources["programme"], strict=True))
    draw = _Drawing(words, {})
    figures = Figures({}, {}, {})
    for chart in _in_order(evaluation, "programmes"):
        figures.programmes.setdefault(programmes[chart.sources[0]], []).append(draw(chart.draw))
    figures.budgets.update((chart.sources[0], draw(chart.draw)) for chart in _in_order(evaluation, "budgets"))
    figures.targets.update((chart.sources[0], draw(chart.draw)) for chart in _in_order(evaluation, "targets"))
    return figures


def _in_order(evaluation: Evaluation, section: Section) -> list[ReportChart]:
    """Return the charts of a section source by source; one of several sources stands after the last of them."""
    places = {source: place for place, source in enumerate(evaluation.dataset.sources["source_id"])}
    found = [chart for module in CHARTS[section] for chart in module.report_charts(evaluation)]
    return sorted(found, key=lambda chart: (max(places.get(source, inf) for source in chart.sources), chart.position))


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Draws charts in a language under names that do not repeat."""

    words: Wording
    names: dict[str, int]

    def __call__(self, make: Callable[..., Chart]) -> Picture:
        try:
            chart = make(language=self.words.language)
        except TableError as error:
            return Note(self.words.say("figures.refused", what=error.what), "caution")
        times = self.names[chart.name] = self.names.get(chart.name, 0) + 1
        named = chart if times == 1 else replace(chart, name=f"{chart.name}-{times}")
        return FigureBlock(named, f"figure-{named.name}")
