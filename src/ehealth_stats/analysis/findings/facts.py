"""What is known of a target in words: rows of progress -> what is asked, where it started, where it is."""

from collections.abc import Iterable
from math import nan

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, number_text
from ehealth_stats.analysis.findings.finding import Row, figure_text, name_of


def facts_of(rows: Iterable[Row]) -> list[str]:
    """Return each thing that is known, once: "asks for 100-200 persons", "baseline 470 [465, 475] persons", ratios."""
    return list(dict.fromkeys(text for row in rows for text in _facts(row)))


def _facts(row: Row) -> list[str]:
    unit = name_of("units", row["unit"]) if row["unit"] else ""
    reading = f" ({row['reading']})" if row["reading"] else ""
    is_baseline = row["reading"].endswith("baseline")
    facts: list[str] = []
    if row["kind"] == "milestone":
        facts.append("asks for a milestone")
    elif pd.notna(row["target_lower"]):
        span = number_text(row["target_lower"])
        if row["target_upper"] > row["target_lower"]:
            span += f"-{number_text(row['target_upper'])}"
        facts.append(f"asks for {span} {unit}{'' if is_baseline else reading}")
    if pd.notna(row["baseline_lower"]):
        facts.append(f"baseline {_figure(row, 'baseline')} {unit}{reading if is_baseline else ''}")
    if pd.notna(row["actual_lower"]):
        reached = _reached(row) or f"{_figure(row, 'actual')} {unit}"
        facts.append(f"reading {reached}, {row['actual_period']}")
    ratios = [name for name in ("linear", "cagr") if pd.notna(row[name])]
    return facts + [f"{name} ratio {number_text(round(row[name], 2))}{reading}" for name in ratios]


def _figure(row: Row, name: str) -> str:
    figure = Interval(row[name], row[f"{name}_lower"], row[f"{name}_upper"])
    if row["unit"] == "percent" and not figure.has_point:
        # Computed, not printed: a decimal is enough.
        figure = Interval(nan, round(figure.lower, 1), round(figure.upper, 1))
    return figure_text(figure)


def _reached(row: Row) -> str:
    """Say whether a milestone is reached, in place of "1 milestones"."""
    return {0: "not done", 1: "done"}.get(row["actual"], "") if row["kind"] == "milestone" else ""
