"""Stated percentages and changes beside the figures that they are of: rows of observations -> comparisons."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf, nan
from typing import Any, Literal

from ehealth_stats.analysis.bounds import Interval, Row, Share, at_point, merge_rows, share
from ehealth_stats.analysis.reconcile.candidates import Term
from ehealth_stats.analysis.reconcile.comparison import Comparison, comparison, differs, kind_of, says
from ehealth_stats.codelists import categories, roles, statuses
from ehealth_stats.schema import Amount, Code, Message, decimal_sum, several

_PLACE = ("source_id", "indicator", "area", "period")
_SERIES = ("source_id", "indicator", "area", "breakdown")

Groups = Mapping[tuple[Any, ...], list[Row]]
Way = Literal["up", "down"]


def by_percent(rows: Sequence[Row]) -> Iterator[Comparison]:
    """Yield each percentage beside the part that it is stated for, as a share of a whole of that part.

    "48 000 av 160 000 (30 procent)": the observation in percent has the indicator, area, period and breakdown of the
    part. Of several printed wholes the nearest counts that fits, else the nearest. Percentage points are no share.
    """
    results = [row for row in rows if roles()[row["role"]].is_result]
    stated = [row for row in results if row["unit"] == "percent" and row["breakdown"] != "_T"]
    counts = _grouped([row for row in results if _is_amount(row)], _PLACE) if stated else {}
    for row in stated:
        beside = counts.get(tuple(row[name] for name in _PLACE), [])
        for unit in sorted({other["unit"] for other in beside}):
            found = _share_of(row, [other for other in beside if other["unit"] == unit])
            yield from found[:1]


def _share_of(row: Row, rows: Sequence[Row]) -> list[Comparison]:
    """Return the percentage against each printed whole: those that fit first, each lot from the nearest up."""
    part = [other for other in rows if other["breakdown"] == row["breakdown"] and _same_definition(row, other)]
    found = []
    for code in _ancestors(row["breakdown"]) if part else ():
        whole = [other for other in rows if other["breakdown"] == code]
        if whole:
            found.append(_percent(row, part, whole))
    return sorted(found, key=differs)


def _percent(row: Row, part: Sequence[Row], whole: Sequence[Row]) -> Comparison:
    terms = [Term(Code("breakdown", rows[0]["breakdown"]), merge_rows(rows)) for rows in (part, whole)]
    one, other = (term.cell.figure for term in terms)
    fraction = share([Share(one, other)])
    return comparison(
        "percent",
        row,
        merge_rows([row]),
        terms,
        result=_in_percent(fraction),
        note=Message("share_formula", {"part": _named(terms[0]), "whole": _named(terms[1])}),
    )


def _named(term: Term) -> Message:
    return Message("named_figure", {"name": term.name, "figure": at_point(term.cell.figure)})


def _ancestors(code: str) -> Iterator[str]:
    category = categories()[code]
    if category.parent and not category.addition:
        yield category.parent
        yield from _ancestors(category.parent)


def by_change(rows: Sequence[Row]) -> Iterator[Comparison]:
    """Yield each stated change beside the two readings that it is between.

    A change is an observation of the role rate whose period runs from the period of one reading to that of another:
    "opp 40 til 120 fra 80" is 40 for 2006/2007 beside 80 for 2006 and 120 for 2007. In the readings' own unit it is
    their difference, in percent their growth; between readings in percent the difference is in percentage points. An
    amount without a sign is a decrease where its words say so ("redusert med 40"), an increase where they say that
    ("opp 40"), and else compared by its size.
    """
    changes = [row for row in rows if _is_change(row)]
    readings = _grouped([row for row in rows if roles()[row["role"]].is_result], _SERIES) if changes else {}
    for row in changes:
        beside = readings.get(tuple(row[name] for name in _SERIES), [])
        found = [
            one
            for unit in sorted({other["unit"] for other in beside})
            for one in _change(row, [other for other in beside if other["unit"] == unit])
        ]
        # "25 percent more" may be of the number or of its share.
        yield from sorted(found, key=differs)[:1]


def _is_change(row: Row) -> bool:
    return roles()[row["role"]].is_rate and "/" in row["period"] and kind_of(row["unit"]) != "rate"


def _change(row: Row, rows: Sequence[Row]) -> Iterator[Comparison]:
    first, _, last = str(row["period"]).partition("/")
    alike = [other for other in rows if _same_definition(row, other)]
    ends = [[other for other in alike if other["period"] == period] for period in (first, last)]
    if not all(ends):
        return
    terms = [Term(Code("period", str(end[0]["period"])), merge_rows(end)) for end in ends]
    before, after = (term.cell.figure for term in terms)
    (unit,) = {other["unit"] for other in rows}
    stated = merge_rows([row])
    way = "up" if stated.figure.lower < 0 else _way(row)
    measures = _measures(before, after, unit, way)
    if row["unit"] not in measures:
        return
    result, formula = measures.pop(row["unit"])
    other = [
        Message("formula_gives", {"formula": words, "result": Amount(at_point(value), name)})
        for name, (value, words) in measures.items()
        if stated.figure.holds(value.value)
    ]
    yield comparison("change", row, stated, terms, result=result, note=formula, explanation=several(other))


def _way(row: Row) -> Way | None:
    """Return which way the words of a row say that something changed, None where they do not, or say both."""
    ways: tuple[Way, ...] = ("up", "down")
    told = [way for way in ways if says(row, way)]
    return told[0] if len(told) == 1 else None


def _measures(before: Interval, after: Interval, unit: str, way: Way | None) -> dict[str, tuple[Interval, Message]]:
    """Return the change of two readings and its formula by the unit that it may be stated in."""
    one, other = at_point(before), at_point(after)
    rise, fall = (
        Message("difference", {"minuend": more, "subtrahend": less}) for more, less in ((other, one), (one, other))
    )
    grown, shrunk = (
        Message(key, {"before": one, "after": other}) for key in ("relative_increase", "relative_decrease")
    )
    return {
        "percentage_points" if unit == "percent" else unit: _as_told(difference(before, after), way, (rise, fall)),
        "percent": _as_told(growth(before, after), way, (grown, shrunk)),
    }


def _as_told(change: Interval, way: Way | None, formulas: tuple[Message, Message]) -> tuple[Interval, Message]:
    """Return a change as an increase, as a decrease, or where no words tell which by its size; and its formula."""
    rise, fall = formulas
    if way == "up":
        return change, rise
    if way == "down":
        return Interval(-change.value, -change.upper, -change.lower), fall
    least, most = max(change.lower, -change.upper, 0.0), max(change.upper, -change.lower)
    return Interval(abs(change.value), least, most), fall if change.lower + change.upper < 0 else rise


def difference(before: Interval, after: Interval) -> Interval:
    """Return the difference of two readings over the whole box of bounds."""
    ends = ((after.value, -before.value), (after.lower, -before.upper), (after.upper, -before.lower))
    return Interval(*map(decimal_sum, ends))


def growth(before: Interval, after: Interval) -> Interval:
    """Return the growth in percent over the whole box of bounds; open above where the first reading may be nothing."""
    if before.lower <= 0:
        return Interval(nan, -100.0, inf)
    # what is below nothing is the smaller a multiple, the smaller the first reading
    lower = min(after.lower / before.upper, after.lower / before.lower)
    upper = max(after.upper / before.lower, after.upper / before.upper)
    return _in_percent(Interval(after.value / before.value - 1, lower - 1, upper - 1))


def _in_percent(fraction: Interval) -> Interval:
    """Return a fraction in percent, to nine decimals: 29 of 200 are 14.5, and no less."""
    return Interval(*(round(100 * end, 9) for end in (fraction.value, fraction.lower, fraction.upper)))


def _is_amount(row: Row) -> bool:
    return kind_of(row["unit"]) in ("count", "money")


def _same_definition(row: Row, other: Row) -> bool:
    return statuses()[row["status"]].definition == statuses()[other["status"]].definition


def _grouped(rows: Sequence[Row], names: Sequence[str]) -> Groups:
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    return groups
