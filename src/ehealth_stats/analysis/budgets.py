"""Money: granted, planned, used or in kind, and what a target would cost: observations, targets -> table budget."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from math import isnan
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import (
    Cell,
    Interval,
    Share,
    add,
    merge_rows,
    nearest_parents,
    number_text,
    share,
    taken_by_siblings,
    within_tree,
)
from ehealth_stats.codelists import categories, indicators, units
from ehealth_stats.schema import to_table

Row = Mapping[Hashable, Any]

# One plan of money: its lines have a common whole, and never two currencies.
_PLAN = ["source_id", "indicator", "area", "period", "unit", "definition"]


def budget(observations: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """List the money as printed with its shares, the whole as its parts add up, and the cost of reaching targets.

    A cost is a unit cost times the increase that a target asks for; a target that adds to another is costed together
    with it. It is compared with the largest granted part, which is not to say that it is paid from that. Currencies are
    never added.

    Parameters
    ----------
    observations
        Rows of the table observations; money by unit, unit costs by role (rate) and the code list's `per`; not changed.
    targets
        Rows of the table targets; those of the kind increase_by with bounds are costed; not changed.

    Returns
    -------
    The table budget: item (a category, or the targets' labels), state, value, lower, upper in the currency `unit`;
    share with bounds, a fraction of `share_of` (the nearest printed whole; for a cost the largest granted part); basis
    ("as printed", or the arithmetic); observation_ids. A printed whole with two or more printed parts is followed by
    its sum, state computed.

    Notes
    -----
    METHODS.md section 6. Shares are bounded over what whole and parts allow together.

    Examples
    --------
    >>> from ehealth_stats.schema import empty_table
    >>> def row(breakdown, value):
    ...     return {"observation_id": breakdown, "source_id": "plan", "indicator": "programme_budget", "area": "SE-22",
    ...             "breakdown": breakdown, "period": "2013", "value": value, "lower": value, "upper": value,
    ...             "unit": "SEK", "qualifier": "exact", "status": "A", "role": "reported", "locator": "page 9",
    ...             "text": "kr"}
    >>> money = to_table("observations", [row("_T", 200), row("grant", 50)])
    >>> budget(money, empty_table("targets"))[["item", "state", "value", "share", "share_of"]].values.tolist()
    [['_T', 'total', 200.0, nan, ''], ['grant', 'granted', 50.0, 0.25, '_T']]
    """
    kinds = observations["unit"].map(lambda code: units()[code].kind)
    money = observations[(kinds == "money") & (observations["role"] != "rate")]
    money = money.assign(definition=money["status"].where(money["status"] == "D", ""))
    lines: list[dict[str, Any]] = []
    for _, plan in money.groupby(_PLAN, sort=True):
        lines += _lines(plan.to_dict("records"))
    rates = observations[(kinds == "rate") & (observations["role"] == "rate")].sort_values("observation_id")
    costs = [cost for rate in rates.to_dict("records") for cost in _costs(rate, targets, lines)]
    return to_table("budget", lines + costs)


def _lines(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    parents = nearest_parents(row["breakdown"] for row in rows)
    cells = {code: merge_rows([row for row in rows if row["breakdown"] == code]) for code in parents}
    box = within_tree({code: cell.figure for code, cell in cells.items()})
    taken = taken_by_siblings(box)
    plan = {"source_id": rows[0]["source_id"], "unit": rows[0]["unit"]}
    for code, parent in parents.items():
        line = plan | _amount(cells[code].figure) | {"item": code, "state": _state(code), "basis": "as printed"}
        if parent:
            line |= _share(share([Share(box[code], box[parent], taken[code] - taken[parent])]), parent)
        yield line | {"observation_ids": cells[code].observation_ids}
        parts = [cells[child] for child, above in parents.items() if above == code]
        if code == "_T" and len(parts) > 1:
            yield plan | _sum(parts)


def _state(code: str) -> str:
    """Return the state of a category or of its nearest ancestor that has one; a whole has none."""
    category = categories()[code]
    if category.state or not category.parent:
        return category.state or "total"
    return _state(category.parent)


def _sum(parts: Sequence[Cell]) -> dict[str, Any]:
    return _amount(add(part.figure for part in parts)) | {
        "item": "_T",
        "state": "computed",
        "basis": " + ".join(_short(part.figure) for part in parts),
        "observation_ids": "|".join(part.observation_ids for part in parts),
    }


def _costs(rate: Row, targets: pd.DataFrame, lines: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the cost of each increase in what the rate is per."""
    currency, per = units()[rate["unit"]].currency, indicators()[rate["indicator"]].per
    increases = targets[(targets["source_id"] == rate["source_id"]) & (targets["kind"] == "increase_by")]
    by_id: dict[str, Row] = {row["target_id"]: row for row in increases.to_dict("records") if row["indicator"] == per}
    largest = _largest_granted(
        [line for line in lines if (line["source_id"], line["unit"]) == (rate["source_id"], currency)]
    )
    unit_cost = Interval(rate["value"], rate["lower"], rate["upper"])
    for target_id in by_id:
        chain = _with_those_before(target_id, by_id)
        increase = add(Interval(t["target_value"], t["target_lower"], t["target_upper"]) for t in chain)
        if isnan(increase.lower) or isnan(increase.upper):
            continue
        cost = _times(unit_cost, increase)
        line = _amount(cost) | {
            "source_id": rate["source_id"],
            "item": " + ".join(target["label"] for target in chain),
            "state": "computed",
            "unit": currency,
            "basis": f"{_short(unit_cost)} {rate['unit']} x {_short(increase)} {chain[-1]['unit']} ({_ids(chain)})",
            "observation_ids": rate["observation_id"],
        }
        yield line | _part_of(cost, largest, rate["observation_id"]) if largest else line


def _with_those_before(target_id: str, by_id: Mapping[str, Row]) -> list[Row]:
    """Return a target after the ones that it adds to."""
    chain: list[Row] = []
    while target_id in by_id and by_id[target_id] not in chain:
        chain.insert(0, by_id[target_id])
        target_id = by_id[target_id]["adds_to"]
    return chain


def _largest_granted(lines: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the largest granted line that is not itself split into printed lines."""
    wholes = {line.get("share_of", "") for line in lines}
    granted = [
        line for line in lines if line["state"] == "granted" and line["item"] not in wholes and line["lower"] > 0
    ]
    return max(granted, key=lambda line: float(line["lower"]), default=None)


def _part_of(cost: Interval, line: Mapping[str, Any], rate_id: str) -> dict[str, Any]:
    fraction = Interval(cost.value / line["value"], cost.lower / line["upper"], cost.upper / line["lower"])
    return _share(fraction, line["item"]) | {"observation_ids": f"{rate_id}|{line['observation_ids']}"}


def _times(one: Interval, other: Interval) -> Interval:
    return Interval(one.value * other.value, one.lower * other.lower, one.upper * other.upper)


def _ids(chain: Sequence[Row]) -> str:
    return " + ".join(str(target["target_id"]) for target in chain)


def _short(figure: Interval) -> str:
    return number_text(figure.value) if figure.has_point else str(figure)


def _amount(figure: Interval) -> dict[str, float]:
    return {"value": figure.value, "lower": figure.lower, "upper": figure.upper}


def _share(figure: Interval, whole: str) -> dict[str, Any]:
    return {"share": figure.value, "share_lower": figure.lower, "share_upper": figure.upper, "share_of": whole}
