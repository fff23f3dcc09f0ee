"""Stated wholes beside the categories printed under them: rows of observations -> comparisons."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from math import nan
from operator import itemgetter
from typing import Any

from ehealth_stats.analysis.bounds import Interval, Row, add, merge_rows, nearest_parents
from ehealth_stats.analysis.reconcile.candidates import Term
from ehealth_stats.analysis.reconcile.comparison import (
    Comparison,
    comparison,
    differs,
    kind_of,
    known,
    may_add_up,
    says,
)
from ehealth_stats.codelists import categories, indicators, roles, shipped, statuses
from ehealth_stats.schema import Code, Message, parse_edtf

_CELL = re.compile(
    r"(?P<table>(table|sheet) .+?) (row (?P<row>\S+) column (?P<column>.+)|cell (?P<letters>[A-Z]+)(?P<number>\d+))"
)
_PARAGRAPH = re.compile(r"paragraph (\d+)")
# Fewer lines with a sum behind them may as well be running text.
_LIST = 3
_KEY = ("indicator", "area", "period", "unit")
_FIGURE = ("source_id", "breakdown", "role", "lower", "upper")


def by_part(rows: Sequence[Row]) -> Iterator[Comparison]:
    """Yield each stated whole beside the nearest printed categories of one dimension under it, two at least.

    A stated child is a term here. So is planned money: its wholes take in what is granted and what is planned, unless
    a document prints budget and outcome beside each other.
    Percentages are parts only of a printed 100. Parts are all there are when the code list has no others, or when their
    table or list has a sum of them, and none is one of some ("varav", "bl.a."); else a whole above their sum is no
    contradiction. "109 385 unike brukere" counts each once: then it lies between the
    largest part and the sum. A whole without parts in its own source is compared with other sources' and told only
    where the bounds are apart. Any other whole, and one with a single part, is told where it is below its parts; a plan
    too where its table has a sum of them.
    """
    groups: dict[tuple[Any, ...], list[Row]] = {}
    apart = _beside_outcomes(rows)
    for row in rows:
        if _has_parts(row):
            plan = roles()[row["role"]].is_plan and (kind_of(row["unit"]) != "money" or _budget_of(row) in apart)
            key = (*(row[name] for name in _KEY), statuses()[row["status"]].definition, plan)
            groups.setdefault(key, []).append(row)
    for _, place in sorted(groups.items()):
        wholes = [row for row in place if kind_of(row["unit"]) != "percent" or row["value"] == 100]
        stated = [row for row in wholes if row["role"] == "stated_total"]
        others = {tuple(row[name] for name in _FIGURE): row for row in wholes if row["role"] != "stated_total"}
        sources: dict[str, list[Row]] = {}
        for row in place:
            sources.setdefault(row["source_id"], []).append(row)
        printed: dict[str, _Printed] = {}
        for row in chain(stated, others.values()):
            if row["breakdown"] not in printed:
                printed[row["breakdown"]] = _Printed.under(row["breakdown"], sources)
            yield from _whole(row, printed[row["breakdown"]])


def _beside_outcomes(rows: Iterable[Row]) -> set[tuple[str, ...]]:
    """Return the budgets that are printed beside their outcome, item by item: one is no part of the other."""
    printed: dict[tuple[str, ...], set[bool]] = {}
    for row in rows:
        if row["role"] != "stated_total" and not roles()[row["role"]].is_rate:
            item = *_budget_of(row), str(row["breakdown"])
            printed.setdefault(item, set()).add(roles()[row["role"]].is_plan)
    return {item[:-1] for item, plans in printed.items() if len(plans) > 1}


def _budget_of(row: Row) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("source_id", *_KEY))


def _has_parts(row: Row) -> bool:
    return not roles()[row["role"]].is_rate and (_adds_up(row) or _counts_once(row))


def _adds_up(row: Row) -> bool:
    return may_add_up(row) or row["unit"] == "percent"


def _counts_once(row: Row) -> bool:
    listed = indicators().get(row["indicator"])
    is_distinct = listed is not None and listed.kind == "distinct"
    return says(row, "distinct") or (is_distinct and kind_of(row["unit"]) == "count")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a whole that a source prints in one dimension, and whether they are all there are."""

    terms: Sequence[Term]
    are_all: bool


@dataclass(frozen=True, slots=True)
class _Printed:
    """What each source prints under a whole; its sums by their lower bounds, and by their upper ones."""

    by_source: Mapping[str, Sequence[_Parts]]
    lower: Sequence[tuple[float, str]]
    upper: Sequence[tuple[float, str]]

    @classmethod
    def under(cls, whole: str, sources: Mapping[str, Sequence[Row]]) -> "_Printed":
        """Add up what each source prints under a whole, once for all who state it."""
        by_source = {source_id: list(_parts_of(whole, rows)) for source_id, rows in sources.items()}
        sums = [
            (add(term.cell.figure for term in parts.terms), parts.are_all, source_id)
            for source_id, found in by_source.items()
            for parts in found
        ]
        lower = sorted((total.lower, source_id) for total, _, source_id in sums)
        upper = sorted((total.upper, source_id) for total, are_all, source_id in sums if are_all)
        return cls(by_source, lower, upper)

    def apart(self, stated: Interval) -> set[str]:
        """Return the sources whose parts are more than what is stated, or all there are and less."""
        above = bisect_right(self.lower, stated.upper, key=itemgetter(0))
        below = bisect_left(self.upper, stated.lower, key=itemgetter(0))
        return {source_id for _, source_id in (*self.lower[above:], *self.upper[:below])}


def _whole(row: Row, printed: _Printed) -> Iterator[Comparison]:
    sums = (_sum(row, parts) for parts in printed.by_source[row["source_id"]])
    found = [each for each in sums if _is_told(row, each)]
    yield from found
    if found or not parse_edtf(row["period"]).dated:
        return
    for source_id in sorted(printed.apart(merge_rows([row]).figure) - {row["source_id"]}):
        for across in (_sum(row, parts) for parts in printed.by_source[source_id]):
            if differs(across) and _is_told(row, across):
                yield replace(across, source_id="|".join(sorted([row["source_id"], source_id])))


def _is_told(row: Row, sums: Comparison) -> bool:
    """Say whether a whole is stated as the sum of several parts, or is below what is printed of them."""
    is_sum = len(sums.terms) > 1 and _adds_up(row)
    if row["role"] == "stated_total" and is_sum:
        return True
    is_below = known(sums).lower > sums.stated.figure.upper and differs(sums)
    return is_below or (roles()[row["role"]].is_plan and is_sum and sums.open_reason is None)


def _sum(row: Row, parts: _Parts) -> Comparison:
    check = "parts" if kind_of(row["unit"]) == "money" else "categories"
    reason = None if parts.are_all else Message("parts_may_not_be_all")
    once = _counted_once(parts.terms) if _counts_once(row) else {}
    return comparison(check, row, merge_rows([row]), parts.terms, open_reason=reason, **once)


def _parts_of(whole: str, rows: Sequence[Row]) -> Iterator[_Parts]:
    """Yield what rows of a source print of the parts nearest to a whole, those of each dimension apart."""
    parents = nearest_parents({whole, *(row["breakdown"] for row in rows)})
    children = [code for code, parent in parents.items() if parent == whole]
    for dimension, family in groupby(sorted(children, key=_dimension), key=_dimension):
        printed = {code: [row for row in rows if row["breakdown"] == code] for code in family}
        are_all = _covers(whole, dimension, set(printed)) or _have_sum(whole, printed, rows)
        yield _Parts([Term(Code("breakdown", code), merge_rows(own)) for code, own in printed.items()], are_all)


def _have_sum(whole: str, parts: Mapping[str, Sequence[Row]], rows: Sequence[Row]) -> bool:
    """Say whether the table of the parts has a sum of them: then it says what is complete, and no code list does."""
    if any(says(part, "some") for part in chain(*parts.values())):
        return False
    sums = [row for row in rows if row["breakdown"] == whole and row["role"] != "reported"]
    own = list(parts.values())
    return any(_is_line(row, own) or _is_list(row, own) for row in sums)


def _counted_once(terms: Sequence[Term]) -> dict[str, Any]:
    """Bound a whole that counts everybody once, whose parts may share some (inclusion and exclusion)."""
    figures = [term.cell.figure for term in terms]
    span = Interval(nan, max(figure.lower for figure in figures), add(figures).upper)
    return {"result": span, "note": Message("counted_once")}


def _dimension(code: str) -> str:
    return categories()[code].dimension


def _covers(whole: str, dimension: str, codes: set[str]) -> bool:
    """Say whether the codes are all that the code list has under a whole in a dimension, directly or by their parts.

    A person's own list says nothing of what is all: only a sum in the document does.
    """
    children = [
        code
        for code, category in shipped().categories.items()
        if (category.parent, category.dimension, category.addition) == (whole, dimension, False)
    ]
    return bool(children) and all(code in codes or _covers(code, dimension, codes) for code in children)


def _is_line(row: Row, parts: Sequence[Sequence[Row]]) -> bool:
    """Say whether parts stand in one column of a table with the whole below or above, or all of them in one row."""
    whole = _cell(row["locator"])
    cells = [whole]
    for own in parts:
        places = [_cell(part["locator"]) for part in own]
        cells.append(next((place for place in places if place[0] == whole[0]), ("", "", "")))
    if len({table for table, _, _ in cells}) > 1 or not whole[0]:
        return False
    columns, rows = {column for _, _, column in cells}, {number for _, number, _ in cells}
    is_row = len(rows) == 1 and len(columns) == len(cells)
    return is_row or (len({column for _, _, column in cells[1:]}) == 1 and len(rows) == len(cells))


def _is_list(row: Row, parts: Sequence[Sequence[Row]]) -> bool:
    """Say whether a whole follows or opens a list of three parts or more that each have the next line."""
    lines = [[_line(part["locator"]) for part in own] for own in parts]
    whole, numbers = _line(row["locator"]), sorted(own[0] for own in lines)
    in_order = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return len(numbers) >= _LIST and in_order and whole in (numbers[0] - 1, numbers[-1] + 1) and numbers[0] > 0


def _line(locator: str) -> int:
    """Return the number of the paragraph that a locator names, -1 for a cell."""
    match = _PARAGRAPH.match(locator)
    return int(match[1]) if match else -1


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
