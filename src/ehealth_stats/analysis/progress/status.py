"""What a document says of a target and whether its deadline has passed: kind, dates, distance -> state, status."""

from datetime import date
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


def target_status(state: TargetState, due: date | None, as_of: date, distance: Interval | None = None) -> TargetStatus:
    """Return the deadline gate.

    Parameters
    ----------
    state
        What `target_state` says.
    due
        The deadline, None without one.
    as_of
        The day on which the target is judged.
    distance
        How far from the target the reading is that decides: one at or after the deadline, or declared as the follow-up
        for the target. None without one.

    Returns
    -------
    `future` when not due or without a deadline; `not_available` when due without a number or a reading that decides, or
    when the bounds of one without a point allow both; else `met` or `not_met`, by the point where there is one.

    Notes
    -----
    After the deadline gate of Canada's InfoBase.

    Examples
    --------
    >>> target_status("quantified", date(2015, 12, 31), date(2013, 4, 2))
    'future'
    >>> target_status("undefined", date(2012, 12, 31), date(2013, 4, 2))
    'not_available'
    >>> target_status("undefined", None, date(2013, 4, 2))
    'future'
    >>> target_status("quantified", date(2012, 12, 31), date(2013, 4, 2), Interval(0, 0, 5))
    'met'
    >>> from math import nan
    >>> target_status("quantified", date(2012, 12, 31), date(2013, 4, 2), Interval(nan, 0, 5))
    'not_available'
    """
    if due is None or due > as_of:
        return "future"
    if state != "quantified" or distance is None:
        return "not_available"
    if distance.has_point:
        return "met" if distance.value == 0 else "not_met"
    if distance.upper == 0:
        return "met"
    return "not_met" if distance.lower > 0 else "not_available"
