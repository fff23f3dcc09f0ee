"""What is known of a target: rows of progress -> messages of what is asked, where it started, where it is."""

from collections.abc import Iterable, Iterator
from math import nan

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Row
from ehealth_stats.schema import Amount, Code, Message, message_in

_RATIOS = {"linear": "linear_ratio", "cagr": "cagr_ratio"}


def facts_of(rows: Iterable[Row]) -> Iterator[Message]:
    """Yield what is known: "asks for 100–200 persons", "baseline 470 (465–475) persons", the reading, the ratios."""
    for row in rows:
        reading = message_in(row, "reading")
        is_baseline = reading is not None and reading.key == "baseline"
        if asked := _asked(row):
            yield asked if row["kind"] == "milestone" or is_baseline else under_reading(asked, reading)
        if pd.notna(row["baseline_lower"]):
            baseline = Message("fact_baseline", {"figure": _amount(row, "baseline")})
            yield under_reading(baseline, reading) if is_baseline else baseline
        if pd.notna(row["actual_lower"]):
            yield _reached(row)
        for name, key in _RATIOS.items():
            if pd.notna(row[name]):
                yield under_reading(Message(key, {"ratio": row[name]}), reading)


def _asked(row: Row) -> Message | None:
    if row["kind"] == "milestone":
        return Message("asks_for_milestone")
    if pd.isna(row["target_lower"]):
        return None
    lower, upper = row["target_lower"], row["target_upper"]
    target = Interval(nan, lower, upper) if upper > lower else Interval(lower, lower, lower)
    return Message("asks_for", {"figure": Amount(target, row["unit"])})


def _reached(row: Row) -> Message:
    """Return the reading, of a milestone whether it is done in place of "1 milestones"."""
    period = Code("period", row["actual_period"])
    done = {0: "fact_not_done", 1: "fact_done"}.get(row["actual"]) if row["kind"] == "milestone" else None
    if done:
        return Message(done, {"period": period})
    return Message("fact_reading", {"figure": _amount(row, "actual"), "period": period})


def under_reading(said: Message, reading: Message | None) -> Message:
    """Return what is said with the reading that it is true under, where it is not as printed."""
    return Message("under_reading", {"said": said, "reading": reading}) if reading else said


def _amount(row: Row, name: str) -> Amount:
    figure = Interval(row[name], row[f"{name}_lower"], row[f"{name}_upper"])
    if row["unit"] == "percent" and not figure.has_point:
        # Computed, not printed: a decimal is enough.
        figure = Interval(nan, round(figure.lower, 1), round(figure.upper, 1))
    return Amount(figure, row["unit"])
