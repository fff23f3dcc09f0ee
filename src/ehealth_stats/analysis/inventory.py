"""What is certain and what is open of wholes with parts: observations -> table inventory."""

from collections.abc import Iterator, Mapping, Sequence
from math import nan
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import adds_up, children_of, narrow_rows, root_of, rows_of
from ehealth_stats.codelists import summed_roles
from ehealth_stats.errors import TableError
from ehealth_stats.schema import columns_of, decimal_sum, to_table
from ehealth_stats.schema.complete import complete_observations

# An area's whole with its parts: figures of one document, period and definition.
_STOCK = ("source_id", "indicator", "period", "unit", "role", "definition", "area")
_COMPUTED = ("part_of", "own", "open")

Cell = Mapping[str, Any]


def inventory(observations: pd.DataFrame, *, frame: Sequence[str] | None = None) -> pd.DataFrame:
    """Say of every area how much of a whole is certainly of which part, and how much may be of a part or not.

    Wholes and parts bound each other as in every total: "670, of which 100 by IP telephony" leaves between 100 and 670
    digital ones, since those by IP telephony are digital. Nothing is called "not digital" where a document only says
    that some are. It does not sum over areas; `total` does.

        area       _T    digital  ip_telephony       row of        own   open
        Ånge       450   45                     ->   _T            405   0      405 that are not digital
                                                     digital        45
        Sundsvall  1800  unknown                ->   _T           1800   1800   nobody knows how many are digital
        Sollefteå  670            100           ->   _T            570   570    may be digital or not
                                                     ip_telephony  100

    Parameters
    ----------
    observations
        Rows of one indicator in one unit, of the table observations or as `total` takes them; not changed. Stated
        totals, rates and what stands beside the whole (additions) are left out.
    frame
        Codes of the municipalities in scope: one without a row is unknown, and rows outside are left out.

    Returns
    -------
    The table inventory (`columns_of("inventory")`): a row for each area and category, also of the parents of those that
    are printed: part_of, the category that it is a part of; value, lower, upper (in the unit) as the parts and the
    whole allow together; qualifier, empty where the document says nothing of it; status; missing (nothing is said, or
    no number); own, what is certain of the category beyond what is certain of its parts; open, on the row of the whole
    (`_T`) only: how much of what is certain of it may be of a part or not. What is left, own less open, is certainly of
    no part. Figures of another definition (status D) are rows of their own and bound no others.

    Raises
    ------
    TableError
        If there are several indicators or units, or what is counted does not sum over areas.

    Notes
    -----
    docs/methods.md section 3: bounds of parts and wholes by interval arithmetic.

    Examples
    --------
    >>> alarms = pd.DataFrame({
    ...     "indicator": "safety_alarms", "period": 2013, "area": ["SE-2260", "SE-2260", "SE-2281"],
    ...     "breakdown": ["_T", "digital", "_T"], "value": [450, 45, 1800]})
    >>> inventory(alarms)[["area", "breakdown", "lower", "upper", "own", "open"]].values.tolist()
    [['SE-2260', '_T', 450.0, 450.0, 405.0, 0.0], ['SE-2260', 'digital', 45.0, 45.0, 45.0, nan],
     ['SE-2281', '_T', 1800.0, 1800.0, 1800.0, 1800.0], ['SE-2281', 'digital', 0.0, 1800.0, 0.0, nan]]
    """
    rows = complete_observations(observations)
    return to_table("inventory", inventory_rows(_checked(rows), frame=frame))


def inventory_rows(observations: pd.DataFrame, *, frame: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of what `inventory` gives, of the table observations as it is; indicators may be several."""
    is_part = observations["breakdown"].map(root_of).eq("_T")
    rows = observations[is_part & observations["role"].isin(summed_roles())]
    stocks: dict[tuple[str, ...], dict[str, Cell]] = {}
    for cell in narrow_rows(rows_of(rows), frame=frame, with_parents=True):
        stocks.setdefault(tuple(cell[name] for name in _STOCK), {})[cell["breakdown"]] = cell
    for stock in stocks.values():
        yield from _rows_of_stock(stock)


def _checked(observations: pd.DataFrame) -> pd.DataFrame:
    """Return the argument if its figures are of one thing that sums over areas, or have no rows."""
    rows = observations[observations["role"] != "rate"]
    for column in ("indicator", "unit"):
        codes = sorted(set(rows[column]))
        if len(codes) > 1:
            raise TableError(
                f"an inventory can't hold several values of {column}: {', '.join(codes)}",
                where=f"observations.{column}",
                expected=f"rows with one {column}",
                hint=f"choose with table[table[{column!r}] == {codes[0]!r}]",
            )
    for indicator, unit in set(zip(rows["indicator"], rows["unit"], strict=True)):
        if not adds_up(indicator, unit):
            raise TableError(
                f"{indicator} in {unit} does not sum over areas",
                where="codelists/indicators.csv",
                expected="a stock or flow that is counted",
            )
    return observations


def _rows_of_stock(stock: Mapping[str, Cell]) -> Iterator[dict[str, Any]]:
    children = children_of(stock)
    wholes = {part: code for code, families in children.items() for family in families for part in family}
    names = [column.name for column in columns_of("inventory") if column.name not in _COMPUTED]
    for code, cell in stock.items():
        # Of another definition only what is printed is a row: of its areas and parts nothing is expected.
        if cell["definition"] and not cell["observation_ids"]:
            continue
        certain = _certain(stock, children[code])
        is_open = _open(stock, children[code]) if code == "_T" else nan
        own = max(float(cell["lower"]) - certain, 0.0)
        yield {name: cell[name] for name in names} | {"part_of": wholes.get(code, ""), "own": own, "open": is_open}


def _certain(stock: Mapping[str, Cell], families: Sequence[Sequence[str]]) -> float:
    """Return how much is certainly of parts: families of different dimensions part the same whole, so the largest."""
    return max((decimal_sum(stock[code]["lower"] for code in family) for family in families), default=0.0)


def _open(stock: Mapping[str, Cell], families: Sequence[Sequence[str]]) -> float:
    """Return how much of the certain whole may be of a part or not."""
    possible = decimal_sum(stock[code]["upper"] for family in families for code in family)
    return max(min(float(stock["_T"]["lower"]), possible) - _certain(stock, families), 0.0)
