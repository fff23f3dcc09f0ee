"""Readings in time: rows of one quantity -> its readings by date, and where a line may join them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import isnan

import pandas as pd

from ehealth_stats.charts.readings import Reading
from ehealth_stats.charts.texts import period
from ehealth_stats.codelists import Language
from ehealth_stats.errors import TableError


@dataclass(frozen=True, slots=True)
class Spot:
    """One reading in time: its day as a number, period in words, area and source, figure and its words, status."""

    day: float
    period: str
    area: str
    source: str
    reading: Reading
    text: str
    status: str = "A"


def read_spots(rows: pd.DataFrame, language: Language) -> tuple[list[Spot], list[str]]:
    """Return the readings by date, equal ones of one area and date once, and the periods of those without a date.

    A reading stands at the end of its period, where that is open at its start.

    Raises
    ------
    TableError
        If no row has a date.
    """
    found: dict[tuple[str, float, float, float, float], Spot] = {}
    undated = []
    for row in rows.to_dict("records"):
        when = row["period_start"] if pd.isna(row["period_end"]) else row["period_end"]
        words = period(row["period"], language)
        if pd.isna(when):
            undated.append(words)
            continue
        reading = Reading(row["value"], row["lower"], row["upper"], row["qualifier"])
        day = float(when.date().toordinal())
        key = (row["area"], day, reading.lower, reading.upper, -1.0 if isnan(reading.value) else reading.value)
        text = reading.in_words(language)
        found.setdefault(key, Spot(day, words, row["area"], row["source_id"], reading, text, row["status"]))
    if not found:
        raise TableError("no reading has a date", where="observations.period")
    return [found[key] for key in sorted(found)], undated


def stretches(spots: Sequence[Spot]) -> list[int]:
    """Number the stretches of readings that a line may join.

    It breaks at an open reading, where two disagree, at a break of the series and where the definition differs.
    """
    counts = Counter(spot.day for spot in spots)
    alone = [counts[spot.day] == 1 and not isnan(spot.reading.value) for spot in spots]
    joins = [all(both) and comparable(pair) for both, pair in zip(pairwise(alone), pairwise(spots), strict=True)]
    return list(accumulate((int(not join) for join in joins), initial=0))[: len(spots)]


def comparable(spots: Sequence[Spot]) -> bool:
    """Whether the first reading can be compared with the last: no break after the first, one definition for all."""
    definitions = {spot.status == "D" for spot in spots}
    return len(definitions) < 2 and all(spot.status != "B" for spot in spots[1:])
