"""What claims are about: observations of one indicator -> figures, shares and increases of a category, by area."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Share, add, figures_of, narrow, root_of, share
from ehealth_stats.analysis.claims.rules import Rule
from ehealth_stats.analysis.frames import finest
from ehealth_stats.analysis.reconcile.shares import difference, growth
from ehealth_stats.analysis.totals import total
from ehealth_stats.codelists import categories

Frame = Sequence[str] | None
Figures = Mapping[str, Interval]


def periods_of(rows: pd.DataFrame, rule: Rule) -> list[str]:
    """Return the periods that a rule is about, the earliest first: the last two for an increase, else the last one."""
    if rule.period:
        return rule.period.split("/")
    own = rows[rows["breakdown"] == rule.category].sort_values("period_end", na_position="first")
    is_change = rule.kind == "change" or rule.measure == "increase"
    return list(dict.fromkeys(own["period"]))[-2 if is_change else -1 :]


def by_area(rows: pd.DataFrame, rule: Rule, frame: Frame) -> Figures:
    """Return what a rule measures in each area of the finest level, in the frame where there is one."""
    periods = periods_of(rows, rule)
    measured = [_in_period(rows[rows["period"] == period], rule, frame) for period in periods]
    if rule.measure != "increase":
        return measured[-1]
    before, after = measured
    return {area: difference(before[area], figure) for area, figure in after.items() if area in before}


def _in_period(rows: pd.DataFrame, rule: Rule, frame: Frame) -> Figures:
    figures: dict[str, Interval] = {}
    for area, own in narrow(finest(rows), frame=frame).groupby("area", sort=True):
        parts = own[own["breakdown"] == rule.category]
        wholes = own[own["breakdown"] == root_of(rule.category)]
        if not len(parts):
            continue
        if parts["unit"].iloc[0] == "percent":
            figures[str(area)] = _percent(figures_of(parts)[0])
        elif rule.measure != "share" or rule.kind == "change":
            figures[str(area)] = figures_of(parts)[0]
        elif len(wholes):
            # What is not known of the whole may be anything.
            pair = figures_of(parts)[0], figures_of(wholes)[0]
            figures[str(area)] = share([Share(*pair, taken=parts["taken"].iloc[0])])
    return figures


def by_category(rows: pd.DataFrame, rule: Rule, frame: Frame) -> Figures:
    """Return the totals of a category and of its siblings: those of its dimension under its parent."""
    last = periods_of(rows, rule)[-1]
    sums = total(finest(rows[rows["period"] == last]), by=["breakdown"], frame=frame)
    own = categories()[rule.category]
    alike = {
        code: figure
        for code, figure in zip(sums["breakdown"], figures_of(sums), strict=True)
        if (categories()[code].parent, categories()[code].dimension) == (own.parent, own.dimension)
    }
    return {rule.category: alike.pop(rule.category)} | alike


def change_of(rows: pd.DataFrame, rule: Rule, frame: Frame) -> tuple[Interval, Interval, Interval]:
    """Return what all areas have together before and after, and the change: in percent, or in what is counted."""
    sums = [add(_in_period(rows[rows["period"] == period], rule, frame).values()) for period in periods_of(rows, rule)]
    before, after = sums
    return before, after, _percent(growth(before, after)) if rule.measure == "share" else difference(before, after)


def _percent(figure: Interval) -> Interval:
    return Interval(figure.value / 100, figure.lower / 100, figure.upper / 100)
