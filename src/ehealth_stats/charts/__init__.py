"""The charts: tables -> Charts, one module a kind, with its `plot_*` and what a report draws of an evaluation by it."""

from collections.abc import Iterator, Mapping
from typing import Literal, Protocol

from ehealth_stats.charts import adoption, attendance, budget, counts, inventory, progress, timeline
from ehealth_stats.charts.chart import ReportChart
from ehealth_stats.schema import Evaluation

__all__ = ["CHARTS", "ChartModule", "Section"]

Section = Literal["programmes", "budgets", "targets"]


class ChartModule(Protocol):
    """What a module has to have to be in the report."""

    def report_charts(self, evaluation: Evaluation) -> Iterator[ReportChart]:
        """Yield the charts that the tables of an evaluation allow."""


# The charts of a report by the section that shows them: a chart is added by its module and its name here.
CHARTS: Mapping[Section, tuple[ChartModule, ...]] = {
    "programmes": (attendance, counts, inventory, adoption, timeline),
    "budgets": (budget,),
    "targets": (progress,),
}
