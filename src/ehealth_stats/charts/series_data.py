"""What a row of observations says: a figure as the words qualify it; and rows by date: the points of a series."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf, isfinite, isnan, nan

import pandas as pd

from ehealth_stats.codelists import Language, qualifiers, statuses
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Interval
from ehealth_stats.wording.numbers import printed
from ehealth_stats.wording.periods import period

_NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class QualifiedFigure(Interval):
    """A figure as a document gives it: its point, its bounds, and how the words qualify it."""

    qualifier: str

    @property
    def is_word(self) -> bool:
        """Whether a word stands in place of a number, or nothing at all."""
        known = qualifiers().get(self.qualifier)
        return known.stands_alone if known else self.qualifier == _NOT_STATED

    @property
    def known(self) -> bool:
        """Whether the words give a number at all: "some" gives none."""
        if self.is_word:
            return not isnan(self.value)
        return isfinite(self.upper) or self.lower not in (0, -inf)

    def in_words(self, language: Language) -> str:
        """Return the figure as a label: "51", "about 60 (55–65)", "100–200", "at least 3", "unknown"."""
        # What printing rounds off is no width to tell.
        rounded = self.qualifier in qualifiers() and qualifiers()[self.qualifier].precision == "digit"
        return printed(self, self.qualifier, language, bounds=not rounded)


NOT_STATED = QualifiedFigure(nan, 0.0, inf, _NOT_STATED)


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """A reading in time: day (`date.toordinal`), period in words, area, source, figure and its words, status."""

    day: float
    period: str
    area: str
    source: str
    figure: QualifiedFigure
    text: str
    status: str = "A"

    @property
    def is_apart(self) -> bool:
        """Whether its status parts it from the reading before: a break, or another definition."""
        status = statuses()[self.status]
        return status.is_break or status.has_other_definition


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
        figure = QualifiedFigure(row["value"], row["lower"], row["upper"], row["qualifier"])
        day = float(when.date().toordinal())
        key = (row["area"], day, figure.lower, figure.upper, figure.value if figure.has_point else -1.0)
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
    alone = [counts[point.day] == 1 and point.figure.has_point for point in points]
    joins = [all(both) and comparable(pair) for both, pair in zip(pairwise(alone), pairwise(points), strict=True)]
    return list(accumulate((int(not join) for join in joins), initial=0))[: len(points)]


def comparable(points: Sequence[SeriesPoint]) -> bool:
    """Whether the first reading can be compared with the last: no break after the first, one definition for all."""
    found = [statuses()[point.status] for point in points]
    return len({status.definition for status in found}) < 2 and not any(status.is_break for status in found[1:])
