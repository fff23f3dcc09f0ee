"""The pictures of a report: every chart that the tables of an Evaluation allow -> the few that show most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from ehealth_stats.charts import CHARTS, Section
from ehealth_stats.charts.chart import Chart, ReportChart
from ehealth_stats.codelists import Language
from ehealth_stats.errors import TableError
from ehealth_stats.reporting.model import FigureBlock, Note
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation

Picture = FigureBlock | Note
# How many pictures each part of a report has room for; what money there is stands in a table anyway.
_ROOM: Mapping[Section, int] = {"programmes": 2, "targets": 1, "budgets": 0}
# Two marks are read faster in a sentence.
_FEWEST_MARKS = 3


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A chart that was drawn, of which section; `shown` is how many figures with a number it shows."""

    section: Section
    chart: Chart
    shown: int


def choose_figures(
    evaluation: Evaluation, words: Wording, chosen: Sequence[str] = ()
) -> dict[str, tuple[Picture, ...]]:
    """Draw what the registry of charts finds in an evaluation, and keep the pictures that show most.

    Parameters
    ----------
    chosen
        Names of charts, with or without their language, that are shown instead, in this order.

    Returns
    -------
    Pictures by section of the registry. Of several charts the ones with the most figures that have a number; targets
    only where one can be judged, since a picture of what nobody knows shows nothing. A chart that its data do not allow
    (two figures for one place, say) leaves a note in its place.
    """
    drawn: list[_Drawn] = []
    refused: dict[Section, bool] = {}
    for section in _ROOM:
        for chart in _in_order(evaluation, section):
            try:
                drawn.append(_drawn(section, chart.draw(language=words.language)))
            except TableError:
                refused[section] = True
    kept = _chosen(drawn, chosen, words.language) if chosen else _most_telling(drawn, evaluation)
    pictures: dict[str, tuple[Picture, ...]] = {}
    for section, blocks in _named(kept).items():
        pictures[section] = tuple(blocks)
    for section in refused if not chosen else ():
        pictures[section] = (*pictures.get(section, ()), Note(words.say("figure_refused"), "caution"))
    return pictures


def _in_order(evaluation: Evaluation, section: Section) -> list[ReportChart]:
    """Return the charts of a section source by source; one of several sources stands after the last of them."""
    places = {source: place for place, source in enumerate(evaluation.dataset.sources["source_id"])}
    found = [chart for module in CHARTS[section] for chart in module.report_charts(evaluation)]
    return sorted(found, key=lambda chart: (max(places.get(source, inf) for source in chart.sources), chart.position))


def _drawn(section: Section, chart: Chart) -> _Drawn:
    # Dates are no figures: what shows when things happen comes after what shows how much there is.
    numbers = chart.data.select_dtypes(include="number")
    return _Drawn(section, chart, int(numbers.notna().any(axis=1).sum()))


def _chosen(drawn: Sequence[_Drawn], names: Sequence[str], language: Language) -> list[_Drawn]:
    stems = {each.chart.name.removesuffix(f"-{language}"): each for each in drawn}
    wanted = [name.removesuffix(f"-{language}") for name in names]
    return [stems[name] for name in wanted if name in stems]


def _most_telling(drawn: Sequence[_Drawn], evaluation: Evaluation) -> list[_Drawn]:
    """Return the charts that show most, as many of each section as there is room for, in the order of the documents."""
    is_judged = bool((evaluation.matrix["pace"] != "unable_to_assess").any()) or bool(
        evaluation.matrix["target_status"].isin(["met", "not_met"]).any()
    )
    kept: list[_Drawn] = []
    for section, room in _ROOM.items():
        own = [each for each in drawn if each.section == section]
        if section == "targets" and not is_judged:
            continue
        own = [each for each in own if len(each.chart.data) >= _FEWEST_MARKS]
        best = sorted(own, key=lambda each: -each.shown)[:room]
        kept += [each for each in own if each in best]
    return kept


def _named(drawn: Sequence[_Drawn]) -> dict[Section, list[Picture]]:
    """Return the pictures by section, under names that do not repeat."""
    names: dict[str, int] = {}
    found: dict[Section, list[Picture]] = {}
    for each in drawn:
        times = names[each.chart.name] = names.get(each.chart.name, 0) + 1
        chart = each.chart if times == 1 else replace(each.chart, name=f"{each.chart.name}-{times}")
        found.setdefault(each.section, []).append(FigureBlock(chart, f"figure-{chart.name}"))
    return found
