"""What is compared with what: observations -> comparisons."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, groupby
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import Cell, cells_of, merge_rows, narrow, nearest_parents
from ehealth_stats.analysis.reconcile.candidates import Term
from ehealth_stats.analysis.reconcile.comparison import Check, Comparison
from ehealth_stats.codelists import (
    area_level,
    area_name,
    categories,
    check_code,
    indicators,
    label,
    municipalities,
    read_area,
    units,
)

Row = Mapping[Hashable, Any]


def by_area(observations: pd.DataFrame) -> Iterator[Comparison]:
    """Yield each stated total of a county or country beside what was reported for its municipalities.

    Parts that only the tree of categories bounds are terms too. Where no period fits, the municipalities' own is taken
    if they have one only.
    """
    rows = _additive(observations)
    levels = rows["area"].map(area_level)
    cells = narrow(rows[(rows["role"] == "reported") & (levels == "municipality")])
    for row in rows[(rows["role"] == "stated_total") & (levels != "municipality")].to_dict("records"):
        within = {code for code in cells["area"].unique() if read_area(code).is_within(row["area"])}
        alike = cells[_same(cells, row, "source_id", "indicator", "unit") & cells["area"].isin(within)]
        alike = _of_period(alike[alike["definition"] == _definition(row)], row["period"])
        own = alike[alike["breakdown"] == row["breakdown"]]
        if own.empty:
            continue
        beside = alike[[categories()[code].addition for code in alike["breakdown"]]]
        named = row["unit"] == "municipalities"
        yield replace(
            _comparison("list" if named else "areas", row, merge_rows([row]), _area_terms(own)),
            additions=_area_terms(beside[~beside["missing"] & (beside["breakdown"] != row["breakdown"])]),
            open_areas=0 if named else _without_row(row, own),
        )


def _without_row(row: Row, cells: pd.DataFrame) -> int:
    """Count the stated area's municipalities that have no row; without any date they can't be counted."""
    dates = [row["period_end"], row["period_start"], *cells["period_end"], *cells["period_start"]]
    days = [day for day in dates if pd.notna(day)]
    if not days:
        return 0
    return len({area.code for area in municipalities(row["area"], on=days[0].date())} - set(cells["area"]))


def _area_terms(cells: pd.DataFrame) -> list[Term]:
    return [Term(area_name(area), cell) for area, cell in zip(cells["area"], cells_of(cells), strict=True)]


def _of_period(cells: pd.DataFrame, period: str) -> pd.DataFrame:
    if period in set(cells["period"]) or cells["period"].nunique() > 1:
        return cells[cells["period"] == period]
    return cells


def by_part(observations: pd.DataFrame) -> Iterator[Comparison]:
    """Yield each stated whole beside the nearest printed categories of one dimension under it, two at least.

    A stated child is a term here. So is planned money: its wholes take in what is granted and what is planned.
    """
    rows = _additive(observations)
    money = rows["unit"].map(lambda code: units()[check_code("units", code)].kind == "money").astype(bool)
    rows = rows[rows["role"].isin(["reported", "stated_total"]) | (money & (rows["role"] == "planned"))]
    rows = rows.assign(definition=rows["status"].where(rows["status"] == "D", ""))
    key = ["source_id", "indicator", "area", "period", "unit", "definition"]
    stated = pd.MultiIndex.from_frame(rows.loc[rows["role"] == "stated_total", key])
    for _, place in rows[pd.MultiIndex.from_frame(rows[key]).isin(stated)].groupby(key, sort=True):
        yield from _wholes(place.to_dict("records"))


def _wholes(rows: Sequence[Row]) -> Iterator[Comparison]:
    parents = nearest_parents(row["breakdown"] for row in rows)
    for row in rows:
        children = [code for code, parent in parents.items() if parent == row["breakdown"]]
        if row["role"] != "stated_total" or len(children) < 2:
            continue
        check: Check = "parts" if units()[row["unit"]].kind == "money" else "categories"
        for _, codes in groupby(sorted(children, key=_dimension), key=_dimension):
            terms = [_category_term(code, rows) for code in codes]
            if len(terms) > 1:
                yield _comparison(check, row, merge_rows([row]), terms)


def _dimension(code: str) -> str:
    return categories()[code].dimension


def _category_term(code: str, rows: Sequence[Row]) -> Term:
    return Term(label("categories", code), merge_rows([row for row in rows if row["breakdown"] == code]))


def by_source(observations: pd.DataFrame) -> Iterator[Comparison]:
    """Yield each two readings of one figure whose bounds have nothing in common."""
    rows = observations[observations["role"].isin(["reported", "stated_total"]) & (observations["status"] != "D")]
    key = ["indicator", "breakdown", "area", "period", "unit"]
    for _, places in rows[rows.duplicated(key, keep=False)].groupby(key, sort=True):
        readings: dict[tuple[float, float], list[Row]] = {}
        for row in places.to_dict("records"):
            readings.setdefault((row["lower"], row["upper"]), []).append(row)
        for one, other in combinations(readings.values(), 2):
            stated, term = merge_rows(one), merge_rows(other)
            if not stated.figure.overlaps(term.figure):
                sources = "|".join(sorted({row["source_id"] for row in [*one, *other]}))
                row = {**one[0], "source_id": sources}
                yield _comparison("sources", row, stated, [Term(other[0]["source_id"], term)])


def _additive(observations: pd.DataFrame) -> pd.DataFrame:
    kinds = {code: indicators()[check_code("indicators", code)].kind for code in observations["indicator"].unique()}
    return observations[observations["indicator"].isin([code for code in kinds if kinds[code] in ("flow", "stock")])]


def _same(cells: pd.DataFrame, row: Row, *columns: str) -> "pd.Series[bool]":
    return (cells[list(columns)] == [row[column] for column in columns]).all(axis=1)


def _definition(row: Row) -> str:
    return "D" if row["status"] == "D" else ""


def _comparison(check: Check, row: Row, stated: Cell, terms: Sequence[Term]) -> Comparison:
    columns = ("source_id", "indicator", "breakdown", "area", "period", "unit")
    named: dict[str, Any] = {column: row[column] for column in columns}
    return Comparison(check, **named, stated=stated, terms=terms)
