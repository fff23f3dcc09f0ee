"""One figure in two places: rows of observations -> comparisons of readings that can't both hold."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from ehealth_stats.analysis.bounds import Row, merge_rows
from ehealth_stats.analysis.reconcile.candidates import Term
from ehealth_stats.analysis.reconcile.comparison import Comparison, comparison, differs
from ehealth_stats.codelists import roles, statuses
from ehealth_stats.schema import parse_edtf

_KEY = ("indicator", "breakdown", "area", "period", "unit")


def by_source(rows: Sequence[Row]) -> Iterator[Comparison]:
    """Yield each two readings of one figure whose bounds have nothing in common, nor are they one rounded twice.

    Undated ones of two documents may be of two days: silent.
    """
    figures: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if roles()[row["role"]].is_result and not statuses()[row["status"]].has_other_definition:
            figures.setdefault(tuple(row[name] for name in _KEY), []).append(row)
    for _, places in sorted(figures.items()):
        readings: dict[tuple[float, float], list[Row]] = {}
        for row in places:
            readings.setdefault((row["lower"], row["upper"]), []).append(row)
        for one, other in combinations(readings.values(), 2):
            sources = "|".join(sorted({row["source_id"] for row in [*one, *other]}))
            if "|" in sources and not parse_edtf(one[0]["period"]).dated:
                continue
            terms = [Term(other[0]["source_id"], merge_rows(other))]
            found = comparison("sources", {**one[0], "source_id": sources}, merge_rows(one), terms)
            if differs(found):
                yield found
