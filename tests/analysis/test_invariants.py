"""What holds for any tables: the two invariants of progress, and what must not change a verdict or a total."""

from datetime import date
from itertools import product
from math import inf, isnan, nan

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from rows import COUNTY, SEVEN, by_period

from ehealth_stats.analysis import progress, total, widest

CLASSES = ("deterioration", "limited_progress", "acceleration_needed", "on_track", "achieved")

figures = st.integers(1, 1000)
kinds = st.sampled_from(["level", "increase_by", "ceiling", "decrease_by", "range"])
# Value, and how far the bounds reach below and above it.
spread = st.tuples(figures, st.integers(0, 30), st.integers(0, 30), st.booleans())


def interval(drawn):
    """Value, lower and upper, without a point where the last says so."""
    value, below, above, has_point = drawn
    return (float(value) if has_point else nan, float(value - below), float(value + above))


def series(readings, **columns):
    """Observations of the county: one figure (value, lower, upper) a year from 2010 on."""
    figures = {2010 + step: figure for step, figure in enumerate(readings)}
    return by_period(figures, indicator="siths_holders", area=COUNTY, **columns)


def target(kind, lower, upper=None, **columns):
    """A target of the county by 2020, with the number between two edges."""
    upper = lower if upper is None else upper
    value = lower if lower == upper else nan
    direction = {"ceiling": "decrease", "decrease_by": "decrease"}.get(kind, "increase")
    number = {"target_value": value, "target_lower": lower, "target_upper": upper, "direction": direction}
    about = {"indicator": "siths_holders", "area": COUNTY, "kind": kind, "due": 2020, "start": 2010}
    return pd.DataFrame([about | number | columns])


def row_of(observations, targets, **options):
    """The only row of progress."""
    (row,) = progress(observations, targets, **options).to_dict("records")
    return row


@settings(max_examples=20)
@given(st.lists(figures, min_size=2, max_size=5), figures, figures, kinds, st.integers(0, 30))
def test_distance_that_certainly_fell_is_never_a_deterioration(values, number, width, kind, slack):
    """Invariant: whatever the series, its bounds and the kind of target."""
    row = row_of(series([(v, v - slack, v + slack) for v in values]), target(kind, number, number + width))
    if kind in ("increase_by", "decrease_by"):
        # The change itself: it certainly went the right way.
        toward = values[-1] - values[0] if kind == "increase_by" else values[0] - values[-1]
        fell = toward > 2 * slack
    else:
        fell = fell_for_certain(values, slack, kind, number, width)
    if fell:
        assert "deterioration" not in (row["verdict"], row["linear_class"], row["cagr_class"])


def fell_for_certain(values, slack, kind, number, width):
    """Whether every first figure in its bounds is further from the goal than every last one."""

    def far(value, end):
        if kind == "range":
            return max(number - value, value - number - width, 0)
        return max(end - value, 0) if kind == "level" else max(value - end, 0)

    first, last = ([value - slack, value + slack] for value in (values[0], values[-1]))
    ends = (number, number + width)
    nearest = [min(far(value, end) for value in first) for end in ends]
    furthest = [max(far(value, end) for value in last) for end in ends]
    inside = kind == "range" and first[0] <= number + width and first[1] >= number
    return not inside and all(low > high for low, high in zip(nearest, furthest, strict=True))


@settings(max_examples=20)
@given(st.sampled_from(["L", "O", "Q", "D"]), kinds, st.integers(0, 4))
def test_no_data_no_verdict(status, kind, n):
    """Invariant: a series of any length in which nothing was counted gives no verdict and no gate."""
    rows = series([(nan, 0, inf)] * n, status=status, qualifier="unknown")
    row = row_of(rows, target(kind, 150, 250, due=2012), as_of="2020")
    assert (row["verdict"], row["target_status"]) == ("unable_to_assess", "not_available")
    assert row["reason"]


@settings(max_examples=20)
@given(st.lists(spread, min_size=2, max_size=3), spread, kinds, st.integers(0, 2), st.integers(0, 40))
def test_wider_bounds_never_make_another_class_necessary(readings, number, kind, which, more):
    """What was possible stays possible: a figure that says less can't make certain what was not so before."""
    figures_ = [interval(drawn) for drawn in readings]
    _, low, high = interval(number)
    asked = target(kind, low, high)
    before = row_of(series(figures_), asked)
    value, lower, upper = figures_[which % len(figures_)]
    figures_[which % len(figures_)] = (value, lower - more, upper + more)
    after = row_of(series(figures_), asked)
    if before["certainty"] == "possible" and after["certainty"] == "necessary":
        assert after["verdict"] == before["verdict"]
    if before["certainty"] == "necessary" and after["certainty"] == "necessary":
        assert (after["verdict"], after["target_status"]) == (before["verdict"], before["target_status"])


@settings(max_examples=20)
@given(st.lists(spread, min_size=2, max_size=4), spread, kinds, st.sampled_from([0.001, 0.5, 3.0, 1000.0]))
def test_scale_changes_no_class(readings, number, kind, factor):
    """Kronor or thousands of kronor: classes, certainty, gate and ratios are the same."""
    _, low, high = interval(number)
    plain = row_of(series([interval(drawn) for drawn in readings]), target(kind, low, high))
    scaled_readings = [tuple(end * factor for end in interval(drawn)) for drawn in readings]
    scaled = row_of(series(scaled_readings), target(kind, low * factor, high * factor))
    for name in ("verdict", "certainty", "target_status", "linear_class", "cagr_class"):
        assert scaled[name] == plain[name], name
    for name in ("linear", "linear_lower", "linear_upper", "achieved_share", "cagr"):
        assert scaled[name] == pytest.approx(plain[name], nan_ok=True, rel=1e-6, abs=1e-9), name


@settings(max_examples=10)
@given(st.lists(spread, min_size=2, max_size=4), st.lists(st.tuples(kinds, figures), min_size=1, max_size=3), st.data())
def test_order_of_rows_and_repetition_change_nothing(readings, asked, data):
    """Rows in any order, printed once or twice; a target's verdict does not depend on the other targets."""
    rows = series([interval(drawn) for drawn in readings])
    targets = pd.concat([target(kind, number, target_id=f"t{n}") for n, (kind, number) in enumerate(asked)])
    result = progress(rows, targets)
    order = data.draw(st.permutations(range(len(rows))))
    again = progress(pd.concat([rows.iloc[list(order)], rows]), targets.iloc[::-1])
    assert_frame_equal(again.sort_values("target_id", ignore_index=True), result)
    assert_frame_equal(progress(rows, targets[:1]), result[:1])


@settings(max_examples=10)
@given(st.lists(figures, min_size=3, max_size=3), figures)
def test_figure_that_a_later_source_revises_counts_as_revised(values, revised):
    """Of one figure in two sources the last in the table wins, as if the first had never been printed."""
    first = series([(v, v, v) for v in values], source_id="first")
    later = first[-1:].assign(value=revised, lower=revised, upper=revised, source_id="later")
    both = row_of(pd.concat([first, later]), target("level", 500))
    alone = row_of(pd.concat([first[:-1], later]), target("level", 500))
    names = ["verdict", "actual", "linear", "cagr", "target_status", "observation_ids"]
    assert [both[name] for name in names] == pytest.approx([alone[name] for name in names], nan_ok=True)


cell = st.tuples(st.integers(0, 4), st.integers(0, 3), st.booleans())


@settings(max_examples=20)
@given(st.lists(st.tuples(cell, cell), min_size=1, max_size=3))
def test_total_and_share_hold_whatever_is_feasible(areas):
    """Brute force: each whole and part within its bounds, the part within the whole; sums and shares are enclosed."""
    rows, feasible = [], []
    for area, (whole, part) in zip(SEVEN[:3], areas, strict=False):
        box = {"_T": (whole[0], whole[0] + whole[1]), "digital": (part[0], part[0] + part[1])}
        rows += [
            {"indicator": "safety_alarms", "area": area, "breakdown": code, "lower": low, "upper": high}
            for code, (low, high) in box.items()
        ]
        wholes, parts = (range(low, high + 1) for low, high in box.values())
        feasible.append([(w, p) for w, p in product(wholes, parts) if p <= w])
    result = total(pd.DataFrame(rows), by="breakdown").set_index("breakdown")
    for case in product(*feasible):
        sums = {"_T": sum(w for w, _ in case), "digital": sum(p for _, p in case)}
        for code, number in sums.items():
            assert result.loc[code, "lower"] <= number <= result.loc[code, "upper"]
        if sums["_T"]:
            share = sums["digital"] / sums["_T"]
            assert result.loc["digital", "share_lower"] - 1e-9 <= share <= result.loc["digital", "share_upper"] + 1e-9
    if all(feasible) and not isnan(result.loc["digital", "share_lower"]):
        assert 0 <= result.loc["digital", "share_lower"] <= result.loc["digital", "share_upper"] <= 1


@settings(max_examples=20)
@given(st.lists(spread, min_size=1, max_size=3), st.data())
def test_widths_add_up_to_that_of_the_total(readings, data):
    """The widths and shares of `widest` make up the total's; order of rows and repetition change nothing."""
    rows = series([interval(drawn) for drawn in readings], unit="persons")
    rows = rows.assign(area=SEVEN[:3][: len(rows)], period=2013)
    whole, widths = total(rows, by="indicator"), widest(rows, by="indicator")
    assert widths["width"].sum() == pytest.approx(whole["upper"][0] - whole["lower"][0])
    assert widths.empty or widths["share"].sum() == pytest.approx(1)
    again = pd.concat([rows.iloc[list(data.draw(st.permutations(range(len(rows)))))], rows])
    assert_frame_equal(total(again, by="indicator"), whole)
    assert_frame_equal(widest(again, by="indicator"), widths)


def test_no_function_changes_what_it_is_given():
    """Frames as they are made by hand, with every kind of column missing."""
    rows, asked = series([(100, 95, 105), (150, 150, 150)]), target("level", 200)
    before = rows.copy(deep=True), asked.copy(deep=True)
    progress(rows, asked, as_of=date(2016, 1, 1))
    total(rows[:1], by=["indicator"])
    widest(rows[:1], by=["indicator"])
    assert_frame_equal(rows, before[0])
    assert_frame_equal(asked, before[1])
