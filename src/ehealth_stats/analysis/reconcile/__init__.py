"""Stated figures against what their parts, areas or other places add up to: observations -> table comparisons."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import Row, level_of, rows_of
from ehealth_stats.analysis.reconcile.areas import by_area, by_mean
from ehealth_stats.analysis.reconcile.comparison import Comparison, to_row
from ehealth_stats.analysis.reconcile.parts import by_part
from ehealth_stats.analysis.reconcile.shares import by_change, by_percent
from ehealth_stats.analysis.reconcile.sources import by_source
from ehealth_stats.codelists import read_area, statuses
from ehealth_stats.schema import to_table
from ehealth_stats.schema.complete import complete_observations

# What noise, low reliability or a later revision leaves of a comparison: that it holds, never that it doesn't.
_HOLDS = ("agrees", "within_rounding")

__all__ = ["CHECKS", "compare_totals"]

# The checks, each from rows to the comparisons that it makes of them. To add one: a module with its check, and a line
# here; its code is a choice of comparisons.check in schema/columns.csv, and its words are in the files of wording.
CHECKS: tuple[Callable[[Sequence[Row]], Iterator[Comparison]], ...] = (
    by_area,
    by_mean,
    by_part,
    by_percent,
    by_change,
    by_source,
)


def compare_totals(observations: pd.DataFrame) -> pd.DataFrame:
    """Compare every stated total with what it should add up to, and every figure that is given in two places.

    Checks: `areas`, a stated total of a county or country against its municipalities, or a country's against its
    counties; `mean`, a percentage or rate of the same against the span and the unweighted mean of theirs; `list`, a
    stated number of municipalities against those that are named; `categories` and `parts` (money), a stated whole
    against the nearest printed categories under it, two at least, of one dimension; `percent`, a percentage against the
    part and the whole beside it; `change`, a stated increase against the readings that it is between; `sources`, two
    places that give one figure with bounds apart (where they overlap: no row). Nothing is corrected: candidates are
    named and never applied.

    Parameters
    ----------
    observations
        Rows of the table observations, or a frame that has indicator, area and value at least; not changed. Figures of
        indicators and units that the code lists do not have add up where a total is stated.

    Returns
    -------
    The table comparisons, sorted by comparison_id: stated and computed figures with bounds in `unit`, difference
    (stated less computed), relative_difference (a fraction of computed), smallest_detectable (the width of both sides
    together, a rounded figure having half a printed digit each way: a figure that is wrong by more is always found),
    tolerance_needed (a fraction of the inexact terms that would close the gap), verdict, candidates, note, locators,
    observation_ids.

    Raises
    ------
    TableError
        If a column is missing that nothing can stand in for, or a cell can't be read.
    CodeListError
        If an area or category is in no code list; with the nearest codes.

    Notes
    -----
    docs/methods.md section 4. Where municipalities of the stated area have no row at all, or the printed parts may be
    examples, the total may be larger than their sum without a contradiction: then the check says so and has no upper
    bound. Figures of low reliability or with declared noise (status U) never contradict anything, nor do
    provisional ones (P) those that are not. Where a stated total
    is no sum but the unweighted mean of its municipalities, the note says so and the verdict is not_checkable. A change
    is an observation of the role rate with the period FROM/TO, whose ends are the periods of two readings.

    Examples
    --------
    >>> def row(breakdown, value, role="reported"):
    ...     return {"observation_id": breakdown, "source_id": "plan", "indicator": "programme_budget",
    ...             "area": "SE-22", "breakdown": breakdown, "period": "2013", "value": value, "lower": value,
    ...             "upper": value, "unit": "SEK", "qualifier": "exact", "status": "A", "role": role,
    ...             "locator": "page 9", "text": "kr"}
    >>> rows = [row("grant", 2481183, "stated_total"), row("grant_coordinator", 742593),
    ...         row("grant_activities", 1738591)]
    >>> compare_totals(to_table("observations", rows))[["computed", "difference", "verdict"]].values.tolist()
    [[2481184.0, -1.0, 'within_rounding']]
    """
    ordered = complete_observations(observations).sort_values("observation_id", kind="stable")
    for code in filter(level_of, ordered["area"].unique()):
        read_area(code)
    return to_table("comparisons", sorted(_rows(ordered), key=lambda row: row["comparison_id"]))


def _rows(observations: pd.DataFrame) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for comparison in _comparisons(observations):
        row = to_row(comparison)
        if row["verdict"] not in _HOLDS and _is_unsettled({cell.status for cell in comparison.cells}):
            continue
        seen[comparison.name] += 1
        number = seen[comparison.name]
        yield row | {"comparison_id": comparison.name if number == 1 else f"{comparison.name}-{number}"}


def _is_unsettled(codes: set[str]) -> bool:
    """Say whether figures are noisy, or some are provisional and others are not: then one revises the other."""
    found = [statuses()[code] for code in codes]
    return any(status.is_noisy for status in found) or len({status.is_provisional for status in found}) > 1


def _comparisons(observations: pd.DataFrame) -> Iterator[Comparison]:
    rows = rows_of(observations)
    return chain.from_iterable(check(rows) for check in CHECKS)
