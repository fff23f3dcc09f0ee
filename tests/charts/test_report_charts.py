"""The registry: each module says what a report may draw of an evaluation, in the order of the documents."""

from rows import ANGE, COUNTY, SUNDSVALL, TIMRA, dataset, observation, source, target

import ehealth_stats as es
from ehealth_stats.charts import CHARTS
from ehealth_stats.charts.chart import ReportChart
from ehealth_stats.reporting.figures import charts_in_order


def row(indicator, area, figure, **columns) -> dict:
    """One row of the table observations."""
    name = "/".join(["plan", indicator, area, *columns.values()])
    return observation(area, 2013, figure, indicator=indicator, observation_id=name, **columns)


def by_area(indicator, **columns) -> list[dict]:
    """Figures of three municipalities."""
    return [row(indicator, area, n, **columns) for n, area in enumerate((ANGE, TIMRA, SUNDSVALL), start=5)]


def names(*observations, **tables) -> list[str]:
    """The charts that a report may show of observations of a plan for three municipalities, section by section."""
    plan = source(scope="|".join([ANGE, TIMRA, SUNDSVALL]))
    evaluation = es.evaluate(dataset(sources=[plan], observations=observations, **tables))
    return [chart.draw(language="en").name.removesuffix("-plan-en") for chart in every_chart(evaluation)]


def every_chart(evaluation) -> list[ReportChart]:
    """Everything that the registry finds in an evaluation."""
    return [chart for section in CHARTS for chart in charts_in_order(evaluation, section)]


def test_every_module_of_the_registry_draws_a_public_kind():
    """What a report draws, a reader of the report can draw."""
    kinds = {module.__name__.split(".")[-1] for modules in CHARTS.values() for module in modules}
    assert {f"plot_{kind}" for kind in kinds} <= set(es.__all__)


def test_charts_of_a_document_follow_its_rows():
    """Alarms by part between two counts; what several indicators make comes after them, wherever its rows stand."""
    services = [row(code, ANGE, 1) for code in ("pascal", "prator")]
    alarms = [*by_area("safety_alarms"), row("safety_alarms", ANGE, 2, breakdown="digital")]
    seminar = [row("seminar_participants", COUNTY, n, breakdown=code) for code, n in
               (("nurses", 3), ("physicians", 4), ("students", 5))]  # fmt: skip
    assert names(*services, *by_area("npo_users"), *alarms, *seminar, *by_area("siths_holders")) == [
        "counts-npo_users",
        "inventory-safety_alarms",
        "attendance-seminar_participants",
        "counts-siths_holders",
        "adoption",
    ]


def test_targets_with_a_scale_have_a_chart():
    """Progress is drawn of what has a number and a baseline."""
    assert names(*by_area("siths_holders"), targets=[target(area=ANGE)])[-1] == "progress"
    assert "progress" not in names(targets=[target(area=ANGE)])


def test_the_same_everywhere_is_no_chart():
    """Three municipalities with 5 each have nothing to compare; shares beside the counts would repeat their chart."""
    assert names(*(row("siths_holders", area, 5) for area in (ANGE, TIMRA, SUNDSVALL))) == []
    assert names(*by_area("siths_holders"), *by_area("siths_holders", unit="percent")) == ["counts-siths_holders"]


def test_an_inventory_of_a_country_holds_what_its_document_tells():
    """Of 290 municipalities in scope two are told of: the others are no rows of the chart."""
    rows = [row("safety_alarms", area, n, breakdown=part) for area, n in ((ANGE, 20), (TIMRA, 10))
            for part, n in (("_T", n), ("digital", n / 2))]  # fmt: skip
    evaluation = es.evaluate(dataset(sources=[source(scope="SE")], observations=rows))
    [chart] = [each.draw(language="en") for each in every_chart(evaluation)]
    assert chart.title == "15 of 30 alarms are digital"
    assert chart.data["row"].unique().tolist() == [ANGE, TIMRA]
