"""Figures with their bounds, alone or in time: the cells of a row -> BoundedFigure, rows by date -> SeriesPoints."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf, isfinite, isnan, nan

import pandas as pd

from ehealth_stats.charts.texts import period, with_bounds, word
from ehealth_stats.codelists import Language
from ehealth_stats.errors import TableError

_WITHOUT_NUMBER = ("unknown", "not_available", "vague", "already_done", "all", "not_stated")


@dataclass(frozen=True, slots=True)
class BoundedFigure:
    """One figure: its point (NaN for none), its bounds, and how the document qualifies it."""

    value: float
    lower: float
    upper: float
    qualifier: str

    @property
    def known(self) -> bool:
        """Whether the words give a number at all: "some" gives none."""
        if self.qualifier in _WITHOUT_NUMBER:
            return not isnan(self.value)
        return isfinite(self.upper) or self.lower not in (0, -inf)

    def in_words(self, language: Language) -> str:
        """Return the figure as a label: "51", "about 60 (55–65)", "100–200", "at least 3", "unknown"."""
        if not self.known:
            return word(self.qualifier if self.qualifier in _WITHOUT_NUMBER else "unknown", language)
        low, high = (self.value, self.value) if self.qualifier == "rounded" else (self.lower, self.upper)
        return with_bounds(self.value, low, high, language)


NOT_STATED = BoundedFigure(nan, 0.0, inf, "not_stated")


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One reading in time: its day as a number, period in words, area and source, figure and its words, status."""

    day: float
    period: str
    area: str
    source: str
    figure: BoundedFigure
    text: str
    status: str = "A"


def read_series(rows: pd.DataFrame, language: Language) -> tuple[list[SeriesPoint], list[str]]:
    """Return the readings by date, equal ones of one area and date once, and the periods of those without a date.

    A reading stands at the end of its period, where that is open at its start.

    Raises
    ------
    TableError
        If no row has a date.
    """
    found: dict[tuple[str, float, float, float, float], SeriesPoint] = {}
    undated = []
    for row in rows.to_dict("records"):
        when = row["period_start"] if pd.isna(row["period_end"]) else row["period_end"]
        words = period(row["period"], language)
        if pd.isna(when):
            undated.append(words)
            continue
        figure = BoundedFigure(row["value"], row["lower"], row["upper"], row["qualifier"])
        day = float(when.date().toordinal())
        key = (row["area"], day, figure.lower, figure.upper, -1.0 if isnan(figure.value) else figure.value)
        text = figure.in_words(language)
        found.setdefault(key, SeriesPoint(day, words, row["area"], row["source_id"], figure, text, row["status"]))
    if not found:
        raise TableError("no reading has a date", where="observations.period")
    return [found[key] for key in sorted(found)], undated


def stretches(points: Sequence[SeriesPoint]) -> list[int]:
    """Number the stretches of readings that a line may join.

    It breaks at an open reading, where two disagree, at a break of the series and where the definition differs.
    """
    counts = Counter(point.day for point in points)
    alone = [counts[point.day] == 1 and not isnan(point.figure.value) for point in points]
    joins = [all(both) and comparable(pair) for both, pair in zip(pairwise(alone), pairwise(points), strict=True)]
    return list(accumulate((int(not join) for join in joins), initial=0))[: len(points)]


def comparable(points: Sequence[SeriesPoint]) -> bool:
    """Whether the first reading can be compared with the last: no break after the first, one definition for all."""
    definitions = {point.status == "D" for point in points}
    return len(definitions) < 2 and all(point.status != "B" for point in points[1:])
