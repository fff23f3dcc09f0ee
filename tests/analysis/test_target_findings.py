"""What would settle a target, by what is known of it, and which targets are findings."""

from math import nan

import pandas as pd
import pytest
from rows import COUNTY, by_period

from ehealth_stats.analysis import progress
from ehealth_stats.analysis.findings import settles_of
from ehealth_stats.wording.messages import say

USERS = "NPÖ users in Västernorrland"
EXACT = "Exact figures in place of bounds."
STEP = {"kind": "milestone", "indicator": "activity_milestone"}
MORE = {"kind": "increase_by", "target_value": 50}
OPEN = (nan, 120, 180)


def settles(rows):
    """What would settle a target, in English."""
    message = settles_of(rows)
    return say(message, "en") if message else ""


def judged(readings, **target):
    """The rows of progress of 200 users by 2013, judged in 2014; figures by period."""
    asked = {"indicator": "npo_users", "area": COUNTY, "target_value": 200, "due": 2013, "start": 2010} | target
    rows = by_period(readings, indicator=asked["indicator"], area=COUNTY)
    return progress(rows, pd.DataFrame([asked]), as_of="2014-06").to_dict("records")


@pytest.mark.parametrize(
    ("readings", "target", "needed"),
    [
        ({2010: 100}, {"kind": "undefined"}, "A definition of the target."),
        ({2010: 100}, {"kind": "not_quantified"}, "A number for the target."),
        # A milestone: done or not; once it is known, nothing is missing.
        ({}, STEP, "Whether it was done by 31 December 2013."),
        ({}, STEP | {"due": None}, "Whether it was done."),
        ({2013: 1}, STEP, ""),
        ({2013: 0}, STEP, ""),
        # Nothing at the deadline: a reading of it, and one before it where there is none at all.
        ({2010: 100}, {}, f"A dated reading of {USERS} at or after 31 December 2013."),
        ({2010: 100, 2012: 150}, {}, f"A dated reading of {USERS} at or after 31 December 2013."),
        ({}, {}, f"A dated reading of {USERS} at or after 31 December 2013; one before it."),
        ({2012: 150}, {}, f"A dated reading of {USERS} at or after 31 December 2013."),
        ({}, {"due": None}, f"A dated reading of {USERS}, and a deadline; one before it."),
        # At the deadline: what is inexact of it, or the baseline of an increment.
        ({2013: (nan, 150, 250)}, {}, f"An exact reading of {USERS} in place of bounds."),
        ({2010: OPEN, 2013: 200}, MORE, f"An exact baseline of {USERS} in place of bounds."),
        ({2010: 150, 2013: (nan, 190, 210)}, MORE, f"An exact reading of {USERS} in place of bounds."),
        (
            {2010: OPEN, 2013: (nan, 190, 210)},
            MORE,
            f"An exact baseline and an exact reading of {USERS} in place of bounds.",
        ),
        ({2013: 200}, MORE, f"A baseline: a dated reading of {USERS} before 31 December 2013."),
        ({2010: 0, 2013: 200}, MORE | {"unit": "percent"}, f"A baseline of {USERS} that is comparable."),
        # On time at half-way is no outcome.
        (
            {2010: 100, 2012: (170, 150, 190)},
            {},
            f"A dated reading of {USERS} at or after 31 December 2013; exact figures in place of bounds.",
        ),
        # Decided: nothing, unless it is only possible.
        ({2013: 200}, {}, ""),
        ({2013: 199}, {}, ""),
        ({2013: (200, 190, 210)}, {}, EXACT),
        # On the way: the bounds, where they leave the pace open.
        ({2010: 100, 2012: (nan, 120, 190)}, {"due": 2015}, EXACT),
        ({2010: 100, 2012: (150, 120, 160)}, {"due": 2015}, EXACT),
        ({2010: 100, 2012: 150}, {"due": 2015}, ""),
    ],
)
def test_what_would_settle_a_target(readings, target, needed):
    """The one thing that is missing, of what there is."""
    assert settles(judged(readings, **target)) == needed


def test_what_would_settle_a_contradicted_baseline():
    """100 or 150 in 2010, of 200 by 2013: without a reading both a reading and the baseline are missing."""
    given = {"baseline": 100, "baseline_period": 2010, "start": None}
    assert settles(judged({2010: 150}, **given)) == (
        f"A dated reading of {USERS} at or after 31 December 2013; which baseline is right."
    )
    disputed = judged({2010: 150, 2012: 160}, **(given | {"due": 2015}))
    assert {row["verdict"] for row in disputed} == {"baseline_disputed"}
    assert settles(disputed) == "Which baseline is right."
    # Reached on either: nothing is missing.
    assert settles(judged({2010: 150, 2013: 200}, **given)) == ""


def test_total_stated_within_the_sum_is_no_contradiction():
    """Two municipalities of two, 50 and 40-60 users, and 100 as stated: what is missing is a reading."""
    about = {"indicator": "npo_users", "period": 2010}
    rows = [about | {"area": "SE-2260", "value": 50}, about | {"area": "SE-2262", "lower": 40, "upper": 60}]
    area = {"area": "SE-2260|SE-2262"}
    rows.append(about | area | {"value": 100, "role": "stated_total"})
    asked = pd.DataFrame([{"indicator": "npo_users", "target_value": 200, "due": 2013, "start": 2010} | area])
    told = progress(pd.DataFrame(rows), asked, as_of=2014).to_dict("records")
    assert [row["reading"] for row in told] == ["", "stated baseline"]
    assert settles(told) == "A dated reading of NPÖ users in Ånge and Timrå at or after 31 December 2013."


def test_areas_of_a_target_are_named():
    """A target may be set for two municipalities."""
    asked = {"indicator": ["npo_users"], "area": "SE-2260|SE-2262", "target_value": 20, "due": 2013}
    rows = pd.DataFrame({"indicator": ["npo_users"], "area": "SE-2260", "period": 2010, "value": 5})
    told = progress(rows, pd.DataFrame(asked), as_of=2014).to_dict("records")
    assert settles(told) == "A dated reading of NPÖ users in Ånge and Timrå at or after 31 December 2013."


def test_reading_of_other_borders_needs_one_that_is_comparable():
    """Stavanger's 45 of 2021 are with Finnøy and Rennesøy, and the target of 2018 was without."""
    about = {"indicator": "safety_alarms", "area": "NO-1103"}
    rows = pd.DataFrame({"period": [2018, 2021], "value": [30, 45]}).assign(**about)
    asked = pd.DataFrame([about | {"target_value": 40, "start": 2018, "due": 2021}])
    told = progress(rows, asked, as_of=2022).to_dict("records")
    assert settles(told) == "A reading of Safety alarms in Stavanger that is comparable."
