"""Rows of the tables, for all tests: a test names what it is about, the rest is as in most documents.

The plan of Västernorrland, 2013, is the document that nothing else is said of.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from math import inf, isnan, nan
from typing import Any

import pandas as pd

from ehealth_stats.codelists import indicators
from ehealth_stats.schema import DATASET_TABLES, Dataset, empty_table, parse_edtf, to_table

COUNTY = "SE-22"
ANGE, TIMRA, HARNOSAND, SUNDSVALL = "SE-2260", "SE-2262", "SE-2280", "SE-2281"
KRAMFORS, SOLLEFTEA, ORNSKOLDSVIK = "SE-2282", "SE-2283", "SE-2284"
SEVEN = [ANGE, TIMRA, HARNOSAND, SUNDSVALL, KRAMFORS, SOLLEFTEA, ORNSKOLDSVIK]
UNKNOWN = (nan, 0, inf)

# A number is exact; a figure with bounds is value, lower and upper.
Figure = float | tuple[float, float, float]
Row = dict[str, Any]


def bounds(figure: Figure, name: str = "") -> Row:
    """The columns of a figure: value, lower, upper; of `baseline`: baseline, baseline_lower, baseline_upper."""
    value, lower, upper = figure if isinstance(figure, tuple) else (figure, figure, figure)
    stem = f"{name}_" if name else ""
    return {name or "value": value, f"{stem}lower": lower, f"{stem}upper": upper}


def observation(area: str = COUNTY, period: int | str | date = 2013, figure: Figure = 450, **columns: Any) -> Row:
    """A row of observations: cards that a document reports for an area and a year, day or EDTF period."""
    span = parse_edtf(str(period))
    indicator = columns.get("indicator", "siths_holders")
    row = {
        "source_id": "plan",
        "indicator": indicator,
        "breakdown": "_T",
        "area": area,
        "period": str(period),
        "period_start": span.start,
        "period_end": span.end,
        **bounds(figure),
        "unit": indicators()[indicator].unit if indicator in indicators() else "persons",
        **_words(figure),
        "role": "reported",
        "locator": "table 4",
        "text": f"{bounds(figure)['value']:g} st",
    } | columns
    names = (str(row[name]) for name in ("source_id", "indicator", "area", "breakdown", "role", "period"))
    return {"observation_id": "/".join(names)} | row


def _words(figure: Figure) -> Row:
    """How a document prints such a figure, and what status it then has."""
    value, lower, upper = bounds(figure).values()
    has_point, is_exact = not isnan(value), value == lower == upper
    named = {
        "exact": is_exact,
        "approximate": has_point,
        "unknown": (lower, upper) == (0, inf),
        "at_least": upper == inf,
        "at_most": lower == 0,
        "range": True,
    }
    qualifier = next(name for name, is_so in named.items() if is_so)
    return {"qualifier": qualifier, "status": {"exact": "A", "unknown": "L"}.get(qualifier, "E")}


def table(rows: Iterable[Row], **columns: Any) -> pd.DataFrame:
    """The table observations, of what differs between its rows; each has a number in its id and locator."""
    numbered = (
        {"observation_id": f"plan/{number:02}", "locator": f"table 1 row {number}"} | columns | row
        for number, row in enumerate(rows)
    )
    return to_table("observations", [observation(**row) for row in numbered])


def by_period(figures: Mapping[Any, Figure], **columns: Any) -> pd.DataFrame:
    """Figures by period as a person writes them down, with no more columns than are named."""
    rows = [{"period": str(period)} | bounds(figure) for period, figure in figures.items()]
    return pd.DataFrame(rows, columns=["period", "value", "lower", "upper"]).assign(**columns)


def target(**columns: Any) -> Row:
    """A row of targets: 200 cards in the county by the end of 2020."""
    return {
        "target_id": "plan/cards",
        "source_id": "plan",
        "indicator": "siths_holders",
        "breakdown": "_T",
        "area": COUNTY,
        "kind": "level",
        "direction": "increase",
        "target_value": 200,
        "unit": "persons",
        "start": date(2010, 12, 31),
        "due": date(2020, 12, 31),
        "label": "Cards",
        "locator": "table 5",
        "text": "200",
    } | columns


def statement(kind: str, label: str, rule: str, **columns: Any) -> Row:
    """A row of statements."""
    row = {"source_id": "plan", "kind": kind, "label": label, "rule": rule, "locator": "table 6", "text": "as printed"}
    return row | columns


def source(name: str = "plan", published: str = "2013-04-02", **columns: Any) -> Row:
    """A row of sources: a document for the county."""
    return {
        "source_id": name,
        "programme": "plan",
        "title": name,
        "producer": "County",
        "language": "sv",
        "country": "SE",
        "scope": COUNTY,
        "published": published,
        "file": f"{name}.docx",
        "sha256": "0",
    } | columns


def dataset(**rows: Iterable[Row]) -> Dataset:
    """A dataset of rows by table; of the plan, where no sources are named."""
    rows = {"sources": [source()]} | rows
    return Dataset(
        **{name: to_table(name, rows[name]) if name in rows else empty_table(name) for name in DATASET_TABLES}
    )
