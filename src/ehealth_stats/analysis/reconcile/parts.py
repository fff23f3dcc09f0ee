"""Stated wholes beside the categories printed under them: rows of observations -> comparisons."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from math import nan
from typing import Any

from ehealth_stats.analysis.bounds import Interval, Row, add, merge_rows, nearest_parents
from ehealth_stats.analysis.reconcile.candidates import Term
from ehealth_stats.analysis.reconcile.comparison import Comparison, comparison, differs, kind_of, may_add_up, says
from ehealth_stats.codelists import categories, roles, statuses
from ehealth_stats.schema import Code, Message, parse_edtf

_CELL = re.compile(
    r"(?P<table>(table|sheet) .+?) (row (?P<row>\S+) column (?P<column>.+)|cell (?P<letters>[A-Z]+)(?P<number>\d+))"
)
_KEY = ("indicator", "area", "period", "unit")


def by_part(rows: Sequence[Row]) -> Iterator[Comparison]:
    """Yield each stated whole beside the nearest printed categories of one dimension under it, two at least.

    A stated child is a term here. So is planned money: its wholes take in what is granted and what is planned.
    Percentages are parts only of a printed 100. Parts are all there are when the code list has no others, or when they
    stand with their whole in one row or column of a table and none is one of some ("varav", "bl.a."); else a whole
    above their sum is no contradiction. "109 385 unike brukere" counts each once: then it lies between the largest part
    and the sum. A whole without parts in its own source is compared with other sources' and told only where the bounds
    are apart.
    """
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if _may_be_part(row):
            groups.setdefault((*(row[name] for name in _KEY), statuses()[row["status"]].definition), []).append(row)
    for _, place in sorted(groups.items()):
        for row in place:
            if row["role"] == "stated_total" and (kind_of(row["unit"]) != "percent" or row["value"] == 100):
                yield from _whole(row, place)


def _may_be_part(row: Row) -> bool:
    kind = kind_of(row["unit"])
    if not (may_add_up(row) or row["unit"] == "percent"):
        return False
    role = roles()[row["role"]]
    return role.is_result or (kind == "money" and role.is_plan)


def _whole(row: Row, place: Sequence[Row]) -> Iterator[Comparison]:
    sources: dict[str, list[Row]] = {row["source_id"]: []}
    for other in place:
        sources.setdefault(other["source_id"], []).append(other)
    found = list(_sums(row, sources.pop(row["source_id"])))
    yield from found
    if found or not parse_edtf(row["period"]).dated:
        return
    for source_id, others in sources.items():
        for across in _sums(row, [row, *(other for other in others if other["breakdown"] != row["breakdown"])]):
            if differs(across):
                yield replace(across, source_id="|".join(sorted([row["source_id"], source_id])))


def _sums(row: Row, rows: Sequence[Row]) -> Iterator[Comparison]:
    parents = nearest_parents({other["breakdown"] for other in rows})
    children = [code for code, parent in parents.items() if parent == row["breakdown"]]
    check = "parts" if kind_of(row["unit"]) == "money" else "categories"
    for dimension, family in groupby(sorted(children, key=_dimension), key=_dimension):
        codes = list(family)
        if len(codes) < 2:
            continue
        printed = {code: [other for other in rows if other["breakdown"] == code] for code in codes}
        are_some = any(says(part, "some") for part in chain(*printed.values()))
        in_line = _is_line(row, list(printed.values()))
        complete = _covers(row["breakdown"], dimension, set(codes)) or (in_line and not are_some)
        terms = [Term(Code("breakdown", code), merge_rows(own)) for code, own in printed.items()]
        reason = None if complete else Message("parts_may_not_be_all")
        once = _counted_once(terms) if says(row, "distinct") else {}
        yield comparison(check, row, merge_rows([row]), terms, open_reason=reason, **once)


def _counted_once(terms: Sequence[Term]) -> dict[str, Any]:
    """Bound a whole that counts everybody once, whose parts may share some (inclusion and exclusion)."""
    figures = [term.cell.figure for term in terms]
    span = Interval(nan, max(figure.lower for figure in figures), add(figures).upper)
    return {"result": span, "note": Message("counted_once")}


def _dimension(code: str) -> str:
    return categories()[code].dimension


def _covers(whole: str, dimension: str, codes: set[str]) -> bool:
    """Say whether the codes are all that the code list has under a whole in a dimension, directly or by their parts."""
    children = [
        code
        for code, category in categories().items()
        if (category.parent, category.dimension, category.addition) == (whole, dimension, False)
    ]
    return bool(children) and all(code in codes or _covers(code, dimension, codes) for code in children)


def _is_line(row: Row, parts: Sequence[Sequence[Row]]) -> bool:
    """Say whether a whole and its parts stand in one column, or one row, of one table, each in a cell of its own."""
    whole = _cell(row["locator"])
    cells = [whole]
    for own in parts:
        places = [_cell(part["locator"]) for part in own]
        cells.append(next((place for place in places if place[0] == whole[0]), ("", "", "")))
    columns, rows = {column for _, _, column in cells}, {number for _, number, _ in cells}
    one_line = {len(columns), len(rows)} == {1, len(cells)}
    return one_line and len({table for table, _, _ in cells}) == 1


def _cell(locator: str) -> tuple[str, str, str]:
    """Return the table, row and column of a locator, empty texts for one that names no cell.

    Examples
    --------
    >>> _cell("table 1 row 9 column 2 chars 0-3"), _cell("sheet Larm cell C7"), _cell("paragraph 14 chars 30-43")
    (('table 1', '9', '2'), ('sheet Larm', '7', 'C'), ('', '', ''))
    """
    match = _CELL.fullmatch(locator.partition(" chars ")[0])
    if not match:
        return "", "", ""
    return match["table"], match["row"] or match["number"], match["column"] or match["letters"]
