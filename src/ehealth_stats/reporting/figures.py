"""Which figures a report shows, chosen from the data alone: an Evaluation -> charts by programme and by source."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from ehealth_stats.charts import (
    Chart,
    plot_adoption,
    plot_attendance,
    plot_budget,
    plot_counts,
    plot_inventory,
    plot_progress,
    plot_timeline,
)
from ehealth_stats.codelists import categories, summed_roles, units
from ehealth_stats.codelists.areas import area_level, municipalities
from ehealth_stats.errors import TableError
from ehealth_stats.reporting.model import FigureBlock, Note
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation

Picture = FigureBlock | Note
_FEWEST_CATEGORIES, _FEWEST_SERVICES = 3, 2
_LARGEST_FRAME, _LONGEST_TIMELINE = 60, 30


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a report: what a document counts by programme, its money and targets by source."""

    programmes: dict[str, list[Picture]]
    budgets: dict[str, Picture]
    targets: dict[str, Picture]


def choose_figures(evaluation: Evaluation, words: Wording) -> Figures:
    """Draw a figure for everything that can be compared: categories, municipalities, services, money, dates, targets.

    A chart that its data do not allow (two figures for one place, say) leaves a note with the reason in its place.
    """
    draw = _Drawing(words, {})
    dataset = evaluation.dataset
    programmes: dict[str, list[Picture]] = {}
    for programme, sources in dataset.sources.groupby("programme", sort=False):
        found = [draw(make) for source in sources["source_id"] for make in _of_source(evaluation, str(source))]
        found += [draw(make) for make in _dates(evaluation, sources["source_id"])]
        programmes[str(programme)] = found
    return Figures(
        programmes,
        {
            str(source): draw(partial(plot_budget, rows, sources=dataset.sources))
            for source, rows in evaluation.budget.groupby("source_id", sort=False)
        },
        {
            str(source): draw(partial(plot_progress, rows, sources=dataset.sources, targets=dataset.targets))
            for source, rows in _measured(evaluation.progress).groupby("source_id", sort=False)
        },
    )


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


def _of_source(evaluation: Evaluation, source: str) -> Iterator[Callable[..., Chart]]:
    observations = evaluation.dataset.observations
    rows = observations[(observations["source_id"] == source) & (observations["role"] != "rate")]
    rows = rows[rows["unit"].map(lambda unit: units()[unit].kind != "money").astype(bool)]
    local = rows["area"].map(area_level) == "municipality"
    services = rows["unit"] == "municipalities"
    sources = evaluation.dataset.sources
    for _, group in rows[~local].groupby(["indicator", "unit", "area"], sort=False):
        yield from (partial(plot_attendance, part, sources=sources) for part in _by_dimension(group))
    frame = _frame(evaluation, source)
    for (indicator, unit), group in rows[local & ~services].groupby(["indicator", "unit"], sort=False):
        stated = (rows["indicator"] == indicator) & (rows["unit"] == unit) & (rows["role"] == "stated_total")
        totals = rows[stated & ~local]
        for part in _by_reading(group):
            shares = units()[str(unit)].kind == "percent"
            # shares of a count that is drawn itself would repeat that figure
            if shares and (rows.loc[local & (rows["indicator"] == indicator), "unit"] != unit).any():
                continue
            plot = plot_inventory if _has_parts(part) and not shares else plot_counts
            with_total = part if (part["role"] == "planned").all() else pd.concat([part, totals])
            yield partial(plot, with_total, frame=frame, sources=sources)
    adopted = rows[local & services]
    # a matrix says something only where one municipality is known for two services: two lists of members are none
    if adopted.groupby("area")["indicator"].nunique().max() >= _FEWEST_SERVICES:
        yield partial(plot_adoption, adopted, frame=frame, sources=sources)


def _dates(evaluation: Evaluation, sources: "pd.Series[str]") -> Iterator[Callable[..., Chart]]:
    """Yield a timeline; due dates stand in it as long as it fits a page, and in the matrix of targets anyway."""
    dataset = evaluation.dataset
    timeline = dataset.timeline[dataset.timeline["source_id"].isin(sources)]
    targets = dataset.targets[dataset.targets["source_id"].isin(sources)]
    fits = len(timeline) + len(targets) <= _LONGEST_TIMELINE
    if not timeline[["start", "end"]].isna().all(axis=None):
        yield partial(plot_timeline, timeline, targets=targets if fits else None, sources=dataset.sources)


def _by_dimension(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the rows of each dimension that has categories to compare, with the whole beside them."""
    dimensions = rows["breakdown"].map(lambda code: categories()[code].dimension)
    for dimension in dimensions[dimensions != ""].unique():
        parts = rows[dimensions == dimension]
        if parts["breakdown"].nunique() >= _FEWEST_CATEGORIES:
            yield rows[(dimensions == dimension) | (rows["breakdown"] == "_T")]


def _by_reading(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield rows with one figure a place: results and plans apart, and periods where they repeat a place."""
    for _, group in rows[rows["role"].isin(summed_roles())].groupby("role", sort=False):
        repeats = group.groupby(["area", "breakdown"])["period"].nunique().max() > 1
        for part in (rows for _, rows in group.groupby("period", sort=False)) if repeats else (group,):
            # where every place has the same figure there is nothing to compare
            if len(part[["lower", "upper"]].drop_duplicates()) > 1:
                yield part


def _has_parts(rows: pd.DataFrame) -> bool:
    """Tell rows of several categories, a whole among them or not; one part alone is a count."""
    codes = [code for code in rows["breakdown"].unique() if not categories()[code].addition]
    return len(codes) > 1


def _measured(progress: pd.DataFrame) -> pd.DataFrame:
    """Return the targets that have a scale: a number to reach and a baseline or a reading on the way to it."""
    scaled = (progress["target_state"] == "quantified") & (progress["kind"] != "milestone")
    return progress[scaled & progress[["baseline_lower", "actual_lower"]].notna().any(axis=1)]


def _frame(evaluation: Evaluation, source: str) -> tuple[str, ...]:
    """Return the municipalities in scope of a source; none where they are too many for one figure."""
    sources = evaluation.dataset.sources.set_index("source_id")
    scope = str(sources.loc[source, "scope"])
    inside = municipalities(scope, on=evaluation.as_of) if scope else ()
    return tuple(area.code for area in inside) if len(inside) <= _LARGEST_FRAME else ()
