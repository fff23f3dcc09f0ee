"""Money: granted, planned, used or in kind, and what results cost: observations, targets -> table budget."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import (
    Cell,
    Interval,
    Row,
    Share,
    add,
    at_point,
    merge_rows,
    nearest_parents,
    quotient,
    share,
    taken_by_siblings,
    within_tree,
)
from ehealth_stats.analysis.costs import Cost, costs_per_unit, costs_to_targets, currency_of, per_of
from ehealth_stats.codelists import categories, statuses, units
from ehealth_stats.errors import CodeListError
from ehealth_stats.schema import Code, Message, to_table
from ehealth_stats.schema.complete import complete_observations, complete_targets
from ehealth_stats.wording.messages import worded

Line = dict[str, Any]

# Columns in words; an item and what it is a share of may be a category instead.
_TOLD = ("item", "share_of", "basis")
# One plan of money: its lines have a common whole, and never two currencies.
_PLAN = ["source_id", "indicator", "area", "period", "unit", "definition"]
_ACROSS = [name for name in _PLAN if name != "source_id"]


@dataclass(frozen=True, slots=True)
class _Granted:
    """A granted amount that is not itself split into printed lines, with the days of its period."""

    line: Line
    start: pd.Timestamp
    end: pd.Timestamp


def budget(observations: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """List the money as printed with its shares, the whole as its parts add up, and what results cost.

    A cost to target is a unit cost times the increase that a target asks for, or what is left to a level; a target that
    adds to another is costed together with it. It is compared with the largest part that is granted for a time in which
    the target is pursued, which is not to say that it is paid from that. A cost per unit is the money of what the code
    list says is per something, over the units that were added. Money used is compared with what it was granted or
    planned for, in its own document or the latest other one. Currencies, and years, are never added.

    Parameters
    ----------
    observations
        Rows of the table observations, in the order of publication; money and unit costs by unit, what they are per by
        the code list. Made by hand it needs what `complete_observations` says. Not changed.
    targets
        Rows of the table targets, likewise: those of the kinds increase_by, level and all_areas are costed.

    Returns
    -------
    The table budget, by source, area, period and currency: item (a category, the name of what money is per something
    for, or the targets' labels), state, value, lower, upper in the currency `unit`; share with bounds, a fraction of
    `share_of` (the nearest printed whole; of money used what it was meant for, which it may exceed; for a cost the
    largest granted part); basis ("as printed", or the arithmetic); observation_ids. A printed whole with two or more
    printed parts is followed by its sum, state computed.

    Raises
    ------
    TableError
        If a table lacks a column that nothing can stand in for.
    CodeListError
        If a unit or category is in no code list.

    Notes
    -----
    docs/methods.md section 6. Shares are bounded over what whole and parts allow together.

    Examples
    --------
    >>> from ehealth_stats.schema import empty_table
    >>> money = pd.DataFrame({"indicator": "programme_budget", "area": "SE-22", "period": "2013", "unit": "SEK",
    ...                       "breakdown": ["_T", "grant"], "value": [200, 50]})
    >>> budget(money, empty_table("targets"))[["item", "state", "value", "share", "share_of"]].values.tolist()
    [['_T', 'total', 200.0, nan, ''], ['grant', 'granted', 50.0, 0.25, '_T']]
    """
    observations, targets = complete_observations(observations), complete_targets(targets)
    kinds = observations["unit"].map(_kind)
    money = observations[(kinds == "money") & (observations["role"] != "rate")]
    money = money.assign(definition=money["status"].map(lambda code: statuses()[code].definition))
    lines: list[Line] = []
    granted: list[_Granted] = []
    for _, plan in money.groupby(_PLAN, sort=True):
        own = list(_lines(plan.to_dict("records"), money))
        lines += own
        granted += _granted(own, plan)
    rates = observations[kinds == "rate"].sort_values("observation_id")
    for rate in rates.to_dict("records"):
        costs = costs_to_targets(rate, observations, targets)
        lines += [_of_cost(rate, cost) | _compared(rate, cost, granted) for cost in costs]
    for row in money.sort_values("observation_id").to_dict("records"):
        lines += [_of_cost(row, cost) for cost in costs_per_unit(row, observations)]
    return to_table("budget", map(_in_words, lines))


def _in_words(line: Line) -> Line:
    told = (worded(name, line[name]) for name in _TOLD if isinstance(line.get(name), Message))
    return {**line, **{name: cell for cells in told for name, cell in cells.items()}}


def _kind(unit: str) -> str:
    if unit not in units():
        hint = "thousands and millions are written out: 5 million SEK is 5000000 SEK"
        expected = ", ".join(units())
        raise CodeListError(
            f"no code {unit!r} in the list units", where="observations.unit", expected=expected, hint=hint
        )
    return units()[unit].kind


def _lines(rows: Sequence[Row], money: pd.DataFrame) -> Iterator[Line]:
    parents = nearest_parents(row["breakdown"] for row in rows)
    cells = {code: merge_rows([row for row in rows if row["breakdown"] == code]) for code in parents}
    box = within_tree({code: cell.figure for code, cell in cells.items()})
    taken = taken_by_siblings(box)
    plan = {name: rows[0][name] for name in ("source_id", "area", "period", "unit")}
    for code, parent in parents.items():
        line = plan | _amount(cells[code].figure)
        line |= {"item": _item(rows[0], code), "state": _state(code), "basis": Message("basis_printed")}
        line["observation_ids"] = cells[code].observation_ids
        if parent:
            line |= _share(share([Share(box[code], box[parent], taken[code] - taken[parent])]), parent)
        elif line["state"] == "used":
            line |= _against_what_it_is_for({**rows[0], "breakdown": code}, cells[code], money)
        yield line
        parts = [cells[child] for child, above in parents.items() if above == code]
        if code == "_T" and len(parts) > 1:
            yield plan | _sum(parts)


def _item(row: Row, code: str) -> str | Message:
    """Return the category; of money that is not a whole budget also what it is for."""
    if not per_of(row):
        return code
    money = Code("indicator", row["indicator"])
    if code == "_T":
        return Message("sum", {"terms": (money,)})
    return Message("part_of_money", {"money": money, "part": Code("breakdown", code)})


def _against_what_it_is_for(used: Row, cell: Cell, money: pd.DataFrame) -> Line:
    """Compare money used with its parent category, as its own document gives it or else the latest other one."""
    parent = categories()[used["breakdown"]].parent
    rows = money[money["breakdown"] == parent]
    for name in _ACROSS:
        rows = rows[rows[name] == used[name]]
    if rows.empty:
        return {}
    is_own = rows["source_id"] == used["source_id"]
    rows = rows[is_own if is_own.any() else rows["source_id"] == rows["source_id"].iloc[-1]]
    whole = merge_rows(rows.to_dict("records"))
    told = {"whole": at_point(whole.figure), "part": Code("breakdown", parent), "source": rows["source_id"].iloc[0]}
    return _share(quotient(cell.figure, whole.figure), parent) | {
        "basis": Message("basis_printed_against", told),
        "observation_ids": f"{cell.observation_ids}|{whole.observation_ids}",
    }


def _state(code: str) -> str:
    """Return the state of a category or of its nearest ancestor that has one; a whole has none."""
    category = categories()[code]
    if category.state or not category.parent:
        return category.state or "total"
    return _state(category.parent)


def _sum(parts: Sequence[Cell]) -> Line:
    return _amount(add(part.figure for part in parts)) | {
        "item": "_T",
        "state": "computed",
        "basis": Message("sum", {"terms": tuple(at_point(part.figure) for part in parts)}),
        "observation_ids": "|".join(part.observation_ids for part in parts),
    }


def _granted(lines: Sequence[Line], plan: pd.DataFrame) -> Iterator[_Granted]:
    wholes = [line.get("share_of", "") for line in lines]
    for line in lines:
        if line["state"] == "granted" and line["item"] not in wholes and line["lower"] > 0:
            yield _Granted(line, plan["period_start"].min(), plan["period_end"].max())


def _of_cost(row: Row, cost: Cost) -> Line:
    return _amount(cost.figure) | {
        "source_id": row["source_id"],
        "area": row["area"],
        "period": row["period"],
        "item": cost.item,
        "state": "computed",
        "unit": currency_of(row),
        "basis": cost.basis,
        "observation_ids": "|".join(dict.fromkeys(cost.observation_ids)),
    }


def _compared(rate: Row, cost: Cost, granted: Sequence[_Granted]) -> Line:
    """Return the cost as a fraction of the largest amount granted to its area while the targets are pursued."""
    lines = [
        grant.line
        for grant in granted
        if [grant.line[name] for name in ("source_id", "area")] == [rate["source_id"], rate["area"]]
        and grant.line["unit"] == currency_of(rate)
        and all(_overlap(grant, target) for target in cost.pursuit)
    ]
    if not lines:
        return {}
    largest = max(lines, key=lambda line: float(line["lower"]))
    amount = Interval(largest["value"], largest["lower"], largest["upper"])
    ids = "|".join(dict.fromkeys([*cost.observation_ids, *largest["observation_ids"].split("|")]))
    return _share(quotient(cost.figure, amount), largest["item"]) | {"observation_ids": ids}


def _overlap(grant: _Granted, target: Row) -> bool:
    """Say whether a grant's period and a target's pursuit have a day in common; an open end is no limit."""
    return not (grant.start > target["due"] or grant.end < target["start"])


def _amount(figure: Interval) -> Line:
    return {"value": figure.value, "lower": figure.lower, "upper": figure.upper}


def _share(figure: Interval, whole: str | Message) -> Line:
    return {"share": figure.value, "share_lower": figure.lower, "share_upper": figure.upper, "share_of": whole}
