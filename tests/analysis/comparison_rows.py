"""Rows of observations as a person makes them, and the comparisons that they give."""

import pandas as pd
from rows import COUNTY, SEVEN, bounds

from ehealth_stats.analysis import compare_totals

ROLES = ["nurses", "physicians", "students", "private_actors", "it_managers", "advisers"]
CARDS = {"indicator": "siths_holders", "unit": "persons"}
MONEY = {"indicator": "programme_budget", "unit": "SEK"}
ALARMS = {"indicator": "safety_alarms", "unit": "alarms"}
THOUSANDS = {"qualifier": "rounded"}
PERCENT = {"unit": "percent", "breakdown": "digital"}


def row(figure, **more):
    """One row: a number, or value, lower and upper."""
    return bounds(figure) | {"area": COUNTY, "role": "reported", "text": "st"} | more


def compared(rows, **columns):
    """Compare rows of 2013, as a person makes them."""
    ids = [f"plan/{number:02}" for number in range(len(rows))]
    frame = pd.DataFrame(rows).assign(observation_id=ids, **columns)
    return compare_totals(frame.assign(period=frame.get("period", 2013)))


def one(rows, **columns):
    """Return the only comparison of the rows."""
    (found,) = compared(rows, **columns).to_dict("records")
    return found


def by_role(*figures, total, **columns):
    """Compare figures by role, in one column of a table, with their sum."""
    places = [f"table 1 row {number} column 2" for number in range(len(figures) + 1)]
    parts = [row(figure, breakdown=role) for figure, role in zip(figures, ROLES, strict=False)]
    rows = [*parts, row(total, breakdown="_T", role="stated_total")]
    return one([told | {"locator": place} for told, place in zip(rows, places, strict=True)], **CARDS | columns)


def by_area(*figures, total, **columns):
    """Compare figures of the first municipalities with that of the county."""
    own = [row(figure, area=code) for figure, code in zip(figures, SEVEN, strict=False)]
    return one([*own, row(total, role="stated_total")], **CARDS | columns)
