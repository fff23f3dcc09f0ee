"""Figures of a county or country beside those of its municipalities: rows of observations -> comparisons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import nan
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Row, cell_in, level_of, merge_rows, narrow_rows
from ehealth_stats.analysis.reconcile.candidates import Term
from ehealth_stats.analysis.reconcile.comparison import (
    Comparison,
    comparison,
    differs,
    kind_of,
    may_add_up,
    rounding,
    says,
)
from ehealth_stats.codelists import (
    AreaLevel,
    area_level,
    areas_on,
    categories,
    change_days,
    is_within,
    roles,
    statuses,
)
from ehealth_stats.schema import Code, Message, decimal_sum, parse_edtf

# How some areas of a level are said, and how those that are known.
_SAID = {"counties": ("n_counties", "the_counties"), "municipalities": ("n_municipalities", "the_municipalities")}

Places = Mapping[tuple[Any, ...], list[Row]]


def by_area(rows: Sequence[Row]) -> Iterator[Comparison]:
    """Yield each stated total of a county or country beside what was reported for its municipalities, and each plan.

    That of a country also beside its counties, where a source has them: their stated totals are terms here. Parts that
    only the tree of categories bounds are terms too. Where one side is undated, the only period of the areas is taken.
    A source that lists none is compared with others that list municipalities, for the same period, and told only where
    the bounds have nothing in common.
    """
    stated = [
        row
        for row in rows
        if (row["role"] == "stated_total" or roles()[row["role"]].is_plan)
        and _has_areas(row["area"])
        and may_add_up(row)
    ]
    indicators = {row["indicator"] for row in stated}
    alike = [row for row in rows if row["indicator"] in indicators]
    places = _places([row for row in alike if row["role"] == "reported"], "municipality")
    plans = _places([row for row in alike if roles()[row["role"]].is_plan], "municipality")
    counties = _places([{**row, "role": "reported"} for row in alike if roles()[row["role"]].is_result], "county")
    for row in stated:
        key = row["source_id"], *_topic(row)
        is_plan = roles()[row["role"]].is_plan
        levels = [plans] if is_plan else [places, counties] if level_of(row["area"]) == "country" else [places]
        own = [found for level in levels if (found := _within(level.get(key, ()), row["area"]))]
        # Planned money has stated totals, since its plan has wholes with parts.
        planned = _within(plans.get(key, ()), row["area"]) if not (own or is_plan) else []
        for found in own or [planned]:
            yield from _sums(row, _of_period(found, row["period"]))
        if not (own or planned or is_plan):
            yield from _elsewhere(row, places)


def _has_areas(area: str) -> bool:
    """Say whether an area is made of others: a county, a country, or several that stand together."""
    return "|" in area or level_of(area) in ("county", "country")


def _elsewhere(row: Row, places: Places) -> Iterator[Comparison]:
    if not parse_edtf(row["period"]).dated:
        return
    for key, others in places.items():
        if key[1:] == _topic(row):
            same = [place for place in _within(others, row["area"]) if place["period"] == row["period"]]
            yield from _across(row, key[0], same)


def _topic(row: Row) -> tuple[str, ...]:
    return row["indicator"], row["unit"], statuses()[row["status"]].definition


def _places(rows: Sequence[Row], level: AreaLevel) -> Places:
    """Return the cells of the areas of a level by source, indicator, unit and definition; if there may be others."""
    places: dict[tuple[Any, ...], list[Row]] = {}
    some = {row["observation_id"] for row in rows if says(row, "some")}
    for cell in narrow_rows(rows):
        if cell["level"] == level:
            cell["names_some"] = not some.isdisjoint(cell["observation_ids"].split("|"))
            key = cell["source_id"], cell["indicator"], cell["unit"], cell["definition"]
            places.setdefault(key, []).append(cell)
    return places


def _within(places: Iterable[Row], scope: str) -> list[Row]:
    inside = cache(lambda code: is_within(code, scope))
    return [place for place in places if inside(place["area"])]


def _of_period(places: Sequence[Row], period: str) -> Sequence[Row]:
    periods = {place["period"] for place in places}
    is_open = len(periods) == 1 and not (parse_edtf(period).dated and parse_edtf(*periods).dated)
    return places if is_open else [place for place in places if place["period"] == period]


def _sums(row: Row, places: Sequence[Row]) -> Iterator[Comparison]:
    own = [place for place in places if place["breakdown"] == row["breakdown"]]
    others = [place for place in places if place["breakdown"] != row["breakdown"]]
    beside = [place for place in others if categories()[place["breakdown"]].addition]
    if not own:
        return
    # names, each of which counts as one
    listed = row["unit"] == _level_of(own)
    reason = _list_is_open(row, own) if listed else _areas_are_open(row, own)
    yield comparison(
        "list" if listed else "areas",
        row,
        merge_rows([row]),
        _terms(own),
        additions=_terms(beside),
        open_reason=reason,
        mean_of=None if listed else _the_areas(own),
    )


def _list_is_open(row: Row, places: Sequence[Row]) -> Message | None:
    is_open = says(row, "some") or any(place["names_some"] for place in places)
    return Message("names_are_some") if is_open else None


def _areas_are_open(row: Row, places: Sequence[Row]) -> Message | None:
    without = _without_row(row, places)
    if not without:
        return None
    counted, _ = _SAID[_level_of(places)]
    return Message("areas_without_row", {"n": without, "areas": Message(counted, {"n": without})})


def _the_areas(places: Sequence[Row]) -> Message:
    _, known = _SAID[_level_of(places)]
    return Message(known, {"n": len(places)})


def _level_of(places: Sequence[Row]) -> str:
    return "counties" if area_level(places[0]["area"]) == "county" else "municipalities"


def _across(row: Row, source_id: str, places: Sequence[Row]) -> Iterator[Comparison]:
    for found in _sums(row, places):
        # Two programmes may each count municipalities of their own.
        if found.check != "list" and differs(found):
            yield replace(found, source_id="|".join(sorted([row["source_id"], source_id])))


def _without_row(row: Row, places: Sequence[Row]) -> int:
    """Count the stated area's areas of the rows' level that have no row, of undated rows those of the latest day."""
    days = [row["period_end"], row["period_start"]]
    for name in ("period_end", "period_start"):
        days += [place[name] for place in places]
    day = next((day.date() for day in days if pd.notna(day)), change_days()[-1])
    level, told = area_level(places[0]["area"]), {place["area"] for place in places}
    inside = [area for area in areas_on(None, day) if area.level == level and area.is_within(row["area"])]
    return len({area.code for area in inside} - told)


def _terms(places: Iterable[Row]) -> list[Term]:
    return [Term(Code("area", place["area"]), cell_in(place)) for place in places]


def by_mean(rows: Sequence[Row]) -> Iterator[Comparison]:
    """Yield each percentage or rate of a county or country that those of its areas contradict or explain.

    A share of several areas together is a mean weighted by their wholes: it lies between the smallest and the largest
    of theirs (an elementary property of weighted means). One outside differs; one that equals the unweighted mean of
    three or more is named, since without the wholes nobody can tell. All others are silent.
    """
    shares: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if _is_share(row):
            key = tuple(row[name] for name in ("source_id", "indicator", "breakdown", "period", "unit"))
            shares.setdefault(key, []).append(row)
    for alike in shares.values():
        for row in alike:
            if level_of(row["area"]) in ("county", "country"):
                inside = [own for own in alike if own is not row and is_within(own["area"], row["area"])]
                for level in ("municipality", "county"):
                    yield from _means(
                        row, [own for own in inside if level_of(own["area"]) == level != level_of(row["area"])]
                    )


def _is_share(row: Row) -> bool:
    if roles()[row["role"]].is_plan or statuses()[row["status"]].has_other_definition:
        return False
    return kind_of(row["unit"]) in ("percent", "rate") and row["unit"] != "percentage_points"


def _means(row: Row, rows: Sequence[Row]) -> Iterator[Comparison]:
    by_code: dict[str, list[Row]] = {}
    for own in rows:
        by_code.setdefault(own["area"], []).append(own)
    terms = [Term(Code("area", code), merge_rows(own)) for code, own in by_code.items()]
    figures = [term.cell.figure for term in terms]
    if len(figures) < 3:
        return
    stated = merge_rows([row])
    slack = rounding(stated, row["unit"])
    mean = round(decimal_sum(figure.value for figure in figures) / len(figures), 9)
    span = Interval(nan, min(figure.lower for figure in figures), max(figure.upper for figure in figures))
    low, high = (
        min(stated.figure.lower, stated.figure.value - slack),
        max(stated.figure.upper, stated.figure.value + slack),
    )
    outside = high < span.lower or low > span.upper
    if outside and not _without_row(row, rows):
        yield comparison("mean", row, stated, terms, result=span, note=Message("share_between_those_of_areas"))
    elif abs(decimal_sum((stated.figure.value, -mean))) <= (slack or 1e-9) and span.width > 2 * slack:
        note = Message("mean_and_no_share", {"areas": _the_areas(rows)})
        yield comparison("mean", row, stated, terms, result=span, open_reason=note)
