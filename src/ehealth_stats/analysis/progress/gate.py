"""What a document says of a target and whether its deadline has passed: kind, dates, distance -> state, status."""

from datetime import date
from math import isnan
from typing import Literal

from ehealth_stats.analysis.bounds import Interval

TargetState = Literal["quantified", "not_quantified", "undefined"]
TargetStatus = Literal["met", "not_met", "not_available", "future"]


def target_state(kind: str, number: Interval | None) -> TargetState:
    """Say whether the document gives the target a number.

    Examples
    --------
    >>> target_state("level", None), target_state("undefined", None), target_state("level", Interval(5, 5, 5))
    ('not_quantified', 'undefined', 'quantified')
    """
    if kind == "undefined":
        return "undefined"
    return "not_quantified" if kind == "not_quantified" or number is None else "quantified"


def target_status(
    state: TargetState, due: date | None, as_of: date, read_on: date | None, distance: Interval | None
) -> TargetStatus:
    """Return the deadline gate.

    Parameters
    ----------
    state
        What `target_state` says.
    due
        The deadline, None without one.
    as_of
        The day on which the target is judged.
    read_on, distance
        When the latest comparable reading is from and how far from the target it is, None without one.

    Returns
    -------
    `not_available` without a number; `future` when not due or without a deadline; `not_available` when due without a
    reading at or after the deadline; else `met` or `not_met`, by the point where there is one, else `met` only when
    the bounds allow nothing else.

    Notes
    -----
    After the deadline gate of Canada's InfoBase.

    Examples
    --------
    >>> target_status("quantified", date(2015, 12, 31), date(2013, 4, 2), None, None)
    'future'
    >>> target_status("quantified", date(2012, 12, 31), date(2013, 4, 2), date(2013, 4, 2), Interval(0, 0, 5))
    'met'
    """
    if state != "quantified":
        return "not_available"
    if due is None or due > as_of:
        return "future"
    if read_on is None or distance is None or read_on < due:
        return "not_available"
    left = distance.upper if isnan(distance.value) else distance.value
    return "met" if left == 0 else "not_met"
