"""Stated figures against what their parts, areas or other places add up to: observations -> table comparisons."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from ehealth_stats.analysis.reconcile.comparison import Comparison, to_row
from ehealth_stats.analysis.reconcile.pairs import by_area, by_part, by_source
from ehealth_stats.schema import to_table

__all__ = ["compare_totals"]


def compare_totals(observations: pd.DataFrame) -> pd.DataFrame:
    """Compare every stated total with what it should add up to, and every figure that is given in two places.

    Checks: `areas`, a stated total of a county or country against its municipalities; `list`, a stated number of
    municipalities against those that are named; `categories` and `parts` (money), a stated whole against the nearest
    printed categories under it, two at least, of one dimension; `sources`, two places that give one figure with bounds
    apart (where they overlap: no row). Nothing is corrected: candidates are named and never applied.

    Parameters
    ----------
    observations
        Rows of the table observations; not changed.

    Returns
    -------
    The table comparisons, sorted by comparison_id: stated and computed figures with bounds in `unit`, difference
    (stated less computed), relative_difference (a fraction of computed), smallest_detectable (half the width of both
    sides, a rounded figure having half a printed digit each way: a term that is wrong by less goes unnoticed),
    tolerance_needed (a fraction of the inexact terms that would close the gap), verdict, candidates, note, locators,
    observation_ids.

    Notes
    -----
    METHODS.md section 4. Where municipalities of the stated area have no row at all, its total may be larger than the
    sum of the others without a contradiction: then the check says so and has no upper bound.

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
    ordered = observations.sort_values("observation_id", kind="stable")
    return to_table("comparisons", sorted(_rows(ordered), key=lambda row: row["comparison_id"]))


def _rows(observations: pd.DataFrame) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for check in (by_area, by_part, by_source):
        for comparison in check(observations):
            name = _name(comparison)
            seen[name] += 1
            yield to_row(comparison) | {"comparison_id": name if seen[name] == 1 else f"{name}-{seen[name]}"}


def _name(comparison: Comparison) -> str:
    source = comparison.source_id.replace("|", "+")
    names = (comparison.check, source, comparison.indicator, comparison.breakdown, comparison.area, comparison.period)
    return "/".join(names)
