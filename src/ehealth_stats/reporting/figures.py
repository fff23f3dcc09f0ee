"""The pictures of a report: every chart that the tables of an Evaluation allow -> the few that show most."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from ehealth_stats.charts import CHARTS, Section
from ehealth_stats.charts.chart import Chart, ReportChart
from ehealth_stats.codelists import Language
from ehealth_stats.errors import OwnWordsError, TableError, did_you_mean
from ehealth_stats.reporting.model import FigureBlock, Note
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation
from ehealth_stats.wording.languages import LANGUAGES

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

    @property
    def name(self) -> str:
        """The name of the chart in every language."""
        return _of_any_language(self.chart.name)


def choose_figures(
    evaluation: Evaluation, words: Wording, chosen: Sequence[str] = ()
) -> dict[str, tuple[Picture, ...]]:
    """Draw what the registry of charts finds in an evaluation, and keep the pictures that show most.

    Parameters
    ----------
    chosen
        Names of charts, with or without a language, that are shown instead, in this order.

    Returns
    -------
    Pictures by section of the registry. Of several charts the ones with the most figures that have a number; targets
    only where one can be judged, since a picture of what nobody knows shows nothing. A chart that its data do not allow
    (two figures for one place, say) leaves a note in its place.

    Raises
    ------
    OwnWordsError
        If no chart has a name that is chosen, with the nearest.
    """
    drawn, refused = _draw_all(evaluation, words.language)
    kept = _chosen(drawn, chosen) if chosen else _most_telling(drawn, evaluation)
    pictures: dict[str, tuple[Picture, ...]] = {}
    for each in kept:
        block = FigureBlock(each.chart, f"figure-{each.chart.name}")
        pictures[each.section] = (*pictures.get(each.section, ()), block)
    for section in (section for section in _ROOM if section in refused and not chosen):
        pictures[section] = (*pictures.get(section, ()), Note(words.say("figure_refused"), "caution"))
    return pictures


def titles_of_charts(evaluation: Evaluation, language: Language) -> dict[str, str]:
    """Return the titles of all charts that an evaluation allows, by the names that they have in every language."""
    return {each.name: each.chart.title for each in _draw_all(evaluation, language)[0]}


def _draw_all(evaluation: Evaluation, language: Language) -> tuple[list[_Drawn], set[Section]]:
    """Return every chart under a name of its own, and the sections with one that its data do not allow."""
    drawn: list[_Drawn] = []
    refused: set[Section] = set()
    times: Counter[str] = Counter()
    for section in _ROOM:
        for make in charts_in_order(evaluation, section):
            try:
                each = _drawn(section, make.draw(language=language))
            except TableError:
                refused.add(section)
                continue
            times[each.name] += 1
            number = f"-{times[each.name]}" if times[each.name] > 1 else ""
            drawn.append(replace(each, chart=replace(each.chart, name=f"{each.name}{number}-{language}")))
    return drawn, refused


def charts_in_order(evaluation: Evaluation, section: Section) -> list[ReportChart]:
    """Return the charts of a section source by source; one of several sources stands after the last of them."""
    places = {source: place for place, source in enumerate(evaluation.dataset.sources["source_id"])}
    found = [chart for module in CHARTS[section] for chart in module.report_charts(evaluation)]
    return sorted(found, key=lambda chart: (max(places.get(source, inf) for source in chart.sources), chart.position))


def _drawn(section: Section, chart: Chart) -> _Drawn:
    # Dates are no figures: what shows when things happen comes after what shows how much there is.
    numbers = chart.data.select_dtypes(include="number")
    return _Drawn(section, chart, int(numbers.notna().any(axis=1).sum()))


def _chosen(drawn: Sequence[_Drawn], names: Sequence[str]) -> list[_Drawn]:
    known = {each.name: each for each in drawn}
    wanted = [_of_any_language(name) for name in names]
    for name in wanted:
        if name not in known:
            expected, hint = ", ".join(known) or "none can be drawn", did_you_mean(name, known)
            raise OwnWordsError(f"there is no chart {name!r}", where="key 'charts'", expected=expected, hint=hint)
    return [known[name] for name in wanted]


def _of_any_language(name: str) -> str:
    """Return the name of a chart without that of a language, with which its files are called."""
    return next((name.removesuffix(f"-{each}") for each in LANGUAGES if name.endswith(f"-{each}")), name)


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
