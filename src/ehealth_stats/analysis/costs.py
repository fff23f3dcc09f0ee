"""What reaching a target costs, and what a unit has cost: observations, targets -> costs with bounds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Row, add, at_point, figure_in, quotient
from ehealth_stats.analysis.days import day_of
from ehealth_stats.analysis.progress.baselines import baseline_of
from ehealth_stats.analysis.progress.goals import goals_of
from ehealth_stats.analysis.progress.pace import change, distances
from ehealth_stats.analysis.progress.readings import Reading, readings_of
from ehealth_stats.codelists import indicators, units
from ehealth_stats.schema import Amount, Code, Message, Value, decimal_product, words_in
from ehealth_stats.schema.complete import NO_SOURCE

# What is left to a level is costed from the last reading; an increment as it is printed.
_LEVELS = ("level", "all_areas")


@dataclass(frozen=True, slots=True)
class Cost:
    """An amount of money and where it comes from; `pursuit` are the targets that it is the cost of."""

    item: Message
    figure: Interval
    basis: Message
    observation_ids: tuple[str, ...]
    pursuit: tuple[Row, ...] = ()


def costs_to_targets(rate: Row, observations: pd.DataFrame, targets: pd.DataFrame) -> Iterator[Cost]:
    """Yield the cost of reaching each target of what a unit cost is per: unit cost times what is asked for.

    An increment is costed as printed, one that is additional to another together with it; a level by what is left to
    it from the last reading. Targets are those of the document that gives the unit cost, and those of no document.
    """
    per = per_of(rate)
    if not per:
        return
    is_own = targets["source_id"].isin([rate["source_id"], *NO_SOURCE]) | (rate["source_id"] in NO_SOURCE)
    own = targets[is_own & (targets["indicator"] == per) & (targets["unit"] == indicators()[per].unit)]
    by_id: dict[str, Row] = {str(row["target_id"]): row for row in own.to_dict("records")}
    for target in by_id.values():
        if target["kind"] == "increase_by":
            yield from _of_increase(rate, _with_those_before(target, by_id))
        elif target["kind"] in _LEVELS:
            yield from _of_level(rate, target, observations)


def costs_per_unit(money: Row, observations: pd.DataFrame) -> Iterator[Cost]:
    """Yield what a unit has cost: money used in a period over the units added in it, or counted in it for a flow.

    Only for money that the code list says is per something: a programme's whole budget is no cost of one of its
    results. Nothing where no unit may have been added; without an upper bound where it is not certain that one was.
    """
    per = per_of(money)
    if not per or pd.isna(money["period_start"]) or pd.isna(money["period_end"]):
        return
    about = {
        "target_id": "",
        "indicator": per,
        "breakdown": "_T",
        "area": money["area"],
        "unit": indicators()[per].unit,
    }
    for figure, period, ids in _achieved(money, readings_of(observations, about), per):
        if figure.upper > 0:
            item = {"money": Code("indicator", money["indicator"]), "unit": Code("unit", about["unit"])}
            basis = {"money": amount_in(money), "units": Amount(at_point(figure), about["unit"])}
            yield Cost(
                item=Message("each_added", item),
                figure=quotient(figure_in(money), figure),
                basis=Message("cost_of_each", {**basis, "period": Code("period", period)}),
                observation_ids=(str(money["observation_id"]), *ids),
            )


def _achieved(money: Row, readings: Sequence[Reading], per: str) -> Iterator[tuple[Interval, str, tuple[str, ...]]]:
    """Yield the units of a period, the period in which they are counted, and the observations."""
    start, end = money["period_start"].date(), money["period_end"].date()
    if indicators()[per].kind == "flow":
        same = [reading for reading in readings if (reading.start, reading.day) == (start, end)]
        yield from ((reading.figure, reading.period, reading.observation_ids) for reading in same[-1:])
        return
    if not readings:
        return
    # The readings that enclose the period most closely, else the outermost ones inside it.
    first = next((reading for reading in reversed(readings) if reading.day <= start), readings[0])
    last = next((reading for reading in readings if reading.day >= end), readings[-1])
    if first.day < last.day:
        ids = first.observation_ids + last.observation_ids
        yield change(first.figure, last.figure), f"{first.day}/{last.day}", ids


def _of_increase(rate: Row, chain: Sequence[Row]) -> Iterator[Cost]:
    increase = add(Interval(row["target_value"], row["target_lower"], row["target_upper"]) for row in chain)
    if not (isnan(increase.lower) or isnan(increase.upper)):
        yield _cost(rate, increase, chain, Message("cost_of_change", _factors(rate, increase, chain[-1])))


def _of_level(rate: Row, target: Row, observations: pd.DataFrame) -> Iterator[Cost]:
    readings, due = readings_of(observations, target), day_of(target["due"])
    last = readings[-1] if readings else baseline_of(readings, target)
    if last is None:
        return
    for goal in goals_of(target, {}, last.figure):
        left = distances(last.figure, goal)
        if left.upper > 0:
            values = _factors(rate, left, target) | {"target": at_point(goal.number)}
            basis = Message("cost_of_rest", values)
            if due:
                basis = Message("cost_of_rest_by", {**values, "day": Code("day", str(due))})
            yield _cost(rate, left, [target], basis, last.observation_ids)


def _cost(rate: Row, change: Interval, chain: Sequence[Row], basis: Message, ids: Sequence[str] = ()) -> Cost:
    return Cost(
        item=Message("sum", {"terms": tuple(words_in(target, "label") for target in chain)}),
        figure=_times(figure_in(rate), change),
        basis=basis,
        observation_ids=(str(rate["observation_id"]), *ids),
        pursuit=tuple(chain),
    )


def _factors(rate: Row, change: Interval, target: Row) -> dict[str, Value]:
    """Return what a cost is the product of: the price of a unit, and how many units."""
    return {"price": amount_in(rate), "change": Amount(at_point(change), target["unit"])}


def _with_those_before(target: Row, by_id: Mapping[str, Row]) -> list[Row]:
    """Return a target after the ones that it adds to."""
    chain = [target]
    while (before := by_id.get(str(chain[0]["adds_to"]))) is not None and before not in chain:
        chain.insert(0, before)
    return chain


def _times(one: Interval, other: Interval) -> Interval:
    # Nothing at an open price is no number: the other corners tell that it is nothing.
    corners = [decimal_product(a, b) for a in (one.lower, one.upper) for b in (other.lower, other.upper)]
    ends = [corner for corner in corners if not isnan(corner)]
    return Interval(decimal_product(one.value, other.value), min(ends), max(ends))


def amount_in(row: Row) -> Amount:
    """Return the figure of a row in its unit, as arithmetic shows it."""
    return Amount(at_point(figure_in(row)), row["unit"])


def per_of(row: Row) -> str:
    """Return the indicator that the code list says an amount or a unit cost is per, empty when it says none."""
    listed = indicators().get(str(row["indicator"]))
    return listed.per if listed else ""


def currency_of(row: Row) -> str:
    """Return the currency of an amount or a unit cost."""
    return units()[row["unit"]].currency
