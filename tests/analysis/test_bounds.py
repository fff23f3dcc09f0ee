"""Interval arithmetic, and the tree of categories as constraints."""

from itertools import product
from math import inf, isnan, nan

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rows import table

from ehealth_stats.analysis.bounds import (
    UNKNOWN,
    Interval,
    Share,
    add,
    adds_up,
    merge_rows,
    narrow,
    quotient,
    same_figure,
    share,
    taken_by_siblings,
    within_tree,
)
from ehealth_stats.errors import CodeListError, TableError

# Västernorrland 2013, activity 4: area, breakdown, figure.
ALARMS = [
    ("SE-2260", "_T", 450),
    ("SE-2260", "digital", 45),
    ("SE-2281", "_T", 1800),
    ("SE-2281", "digital", (nan, 0, inf)),
    ("SE-2283", "_T", 670),
    ("SE-2283", "ip_telephony", 100),
]


def exactly(number: float) -> Interval:
    """Return a figure without width."""
    return Interval(number, number, number)


def alarms(rows, **columns) -> pd.DataFrame:
    """Make observations of alarms: area, breakdown and figure."""
    told = [dict(zip(("area", "breakdown", "figure"), row, strict=True)) for row in rows]
    return table(told, **{"indicator": "safety_alarms"} | columns)


def bounds(cells: pd.DataFrame) -> dict[tuple[str, str], tuple[float, float]]:
    """Return lower and upper by area and category."""
    return {(c.area, c.breakdown): (c.lower, c.upper) for c in cells.itertuples()}


def test_a_sum_adds_bounds_and_loses_its_point_with_one_term():
    """51 + c:a 60 is 111 within 106-116; with an unknown term only the lower bound is left."""
    assert add([exactly(51), Interval(60, 55, 65)]) == Interval(111, 106, 116)
    lost = add([exactly(51), UNKNOWN])
    assert isnan(lost.value)
    assert (lost.lower, lost.upper) == (51, inf)


@pytest.mark.parametrize(
    ("readings", "lower", "upper", "value"),
    [
        ([exactly(577), exactly(577)], 577, 577, 577),
        ([Interval(60, 55, 65), exactly(62)], 62, 62, 62),
        ([UNKNOWN, Interval(nan, 100, 200)], 100, 200, nan),
        ([exactly(134), exactly(138)], 134, 138, nan),
    ],
)
def test_readings_of_one_figure_are_never_added(readings, lower, upper, value):
    """Bounds are what all readings allow; contradicting ones leave the range between them and no point."""
    figure = same_figure(readings)
    assert (figure.lower, figure.upper) == (lower, upper)
    assert figure.value == pytest.approx(value, nan_ok=True)


def test_a_share_keeps_the_unknown_in_its_denominator():
    """45 of 450 and an unknown part of 1800: between 45/2250 = 2 % and 1845/2250 = 82 %."""
    figure = share([Share(exactly(45), exactly(450)), Share(Interval(nan, 0, 1800), exactly(1800))])
    assert isnan(figure.value)
    assert (figure.lower, figure.upper) == pytest.approx((0.02, 0.82))


def test_infeasible_corners_of_a_share_do_not_count():
    """Whole 90-110, 40 of it in a sibling: the part is at most 110 - 40 = 70, of 110, and never 70 of 90."""
    figure = share([Share(Interval(nan, 0, 70), Interval(100, 90, 110), taken=40)])
    assert (figure.lower, figure.upper) == pytest.approx((0, 70 / 110))


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        (Interval(100, 90, 110), Interval(115, 110, 120), True),
        (Interval(115, 110, 120), Interval(100, 90, 110), True),
        (Interval(100, 90, 109), Interval(115, 110, 120), False),
        (Interval(115, 110, 120), Interval(100, 90, 109), False),
        (exactly(5), exactly(5), True),
    ],
)
def test_bounds_that_touch_have_a_number_in_common(one, other, common):
    """90-110 and 110-120 may both be 110; 90-109 and 110-120 may not be the same."""
    assert one.overlaps(other) is common


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((90, 85, 95), (10, 5, 20), (9, 85 / 20, 95 / 5)),
        ((-10, -20, -5), (5, 4, 10), (-2, -20 / 4, -5 / 10)),
        ((0, -20, 30), (5, 4, 10), (0, -20 / 4, 30 / 4)),
        # The divisor may be nothing, or less: nothing of it is nothing, anything else open.
        ((0, 0, 0), (5, 0, 10), (0, 0, 0)),
        ((0, -1, 1), (0, 0, 10), (nan, -inf, inf)),
        ((1, 1, 1), (-1, -5, 10), (nan, 0.1, inf)),
        ((nan, 0, inf), (nan, 1, inf), (nan, 0, inf)),
        # By nothing there is no quotient.
        ((1, 1, 1), (0, 0, 0), (nan, nan, nan)),
        ((1, 1, 1), (-1, -1, -1), (nan, nan, nan)),
        ((1, 1, 1), (0.5, 0.5, 0.5), (2, 2, 2)),
        ((0.5, 0.5, 0.5), (5, 4, 10), (0.1, 0.05, 0.125)),
    ],
)
def test_a_quotient_is_of_any_pair_in_the_box(one, other, expected):
    """The corners of the box, as far as the divisor is above 0."""
    result = quotient(Interval(*one), Interval(*other))
    assert [result.value, result.lower, result.upper] == pytest.approx(expected, nan_ok=True)


def test_a_share_with_a_point_has_its_bounds_beside_it():
    """60 (55-65) of 100; a part that contradicts what its siblings take keeps the share that is printed."""
    assert share([Share(Interval(60, 55, 65), exactly(100))]) == Interval(0.60, 0.55, 0.65)
    # 20 of 40 are taken: at most 20 are left for the part, of which 30 (20-35) are printed.
    assert share([Share(Interval(30, 20, 35), exactly(40), taken=20)]) == Interval(0.75, 0.5, 0.75)


def test_a_part_that_nobody_knows_has_the_room_that_its_siblings_leave():
    """Whole 90-110, 40 of it in a sibling, the part up to 100: at most 70 of 110."""
    figure = share([Share(Interval(nan, 0, 100), Interval(100, 90, 110), taken=40)])
    assert figure.upper == pytest.approx(70 / 110)


def test_a_share_of_an_open_whole_is_open():
    """A part of at least 5 in a whole of at least 10 that nobody knows can be nothing to all of it."""
    figure = share([Share(Interval(nan, 5, inf), Interval(nan, 10, inf))])
    assert (figure.lower, figure.upper) == (0, 1)


def test_a_share_of_nothing_is_none():
    """0 of 0 alarms has no share."""
    assert isnan(share([Share(exactly(0), exactly(0))]).lower)


def test_a_parent_is_open_between_its_children_and_the_whole():
    """670 varav 100 IP-tel: digital lies in [100, 670]."""
    box = within_tree({"_T": exactly(670), "digital": UNKNOWN, "ip_telephony": exactly(100)})
    assert (box["digital"].lower, box["digital"].upper) == (100, 670)


def test_siblings_take_their_room():
    """Of 30 participants 20 are physicians: nurses are 10 at most; employers cut the whole another way."""
    parts = {"_T": exactly(30), "physicians": exactly(20), "nurses": UNKNOWN, "municipal": UNKNOWN}
    box = within_tree(parts)
    assert box["nurses"].upper == 10
    assert box["municipal"].upper == 30
    assert taken_by_siblings(parts)["nurses"] == 20


def test_what_is_taken_beside_a_parent_is_taken_beside_its_children_too():
    """Grant 24 of which coordinator 7 and activities 17, co-funding 50: beside the coordinator stand 17 + 50."""
    money = {"grant": 24, "grant_coordinator": 7, "grant_activities": 17, "co_funding": 50}
    taken = taken_by_siblings({code: exactly(value) for code, value in money.items()})
    assert taken == {"grant": 50, "grant_coordinator": 67, "grant_activities": 57, "co_funding": 24}


def test_a_part_as_large_as_its_whole_leaves_nothing_open_between():
    """40 of which 40 IP telephony: 40 are digital."""
    box = within_tree({"_T": exactly(40), "digital": UNKNOWN, "ip_telephony": exactly(40)})
    assert (box["digital"].lower, box["digital"].upper) == (40, 40)


def test_points_with_one_sided_bounds_are_narrowed_too():
    """The words nästan 100 with "nästan 100" digital, at least 95: 95-100. Drygt 100 are at most 110."""
    just_under = within_tree({"_T": Interval(100, 90, 100), "digital": Interval(100, 95, 100)})
    assert just_under["_T"] == Interval(100, 95, 100)
    just_over = within_tree({"_T": Interval(100, 100, 110), "digital": Interval(90, 90, 120)})
    assert just_over["digital"] == Interval(90, 90, 110)


def test_contradictory_parts_stay_as_printed():
    """50 of 40 is a contradiction to report, not to repair."""
    parts = {"_T": exactly(40), "digital": exactly(50)}
    assert within_tree(parts) == parts


def test_narrow_bounds_every_part_in_every_area():
    """Each code that occurs is bounded in each area that has a row: unknown becomes [0, whole], a missing row too."""
    cells = narrow(alarms(ALARMS))
    assert bounds(cells) == {
        ("SE-2260", "_T"): (450, 450),
        ("SE-2260", "digital"): (45, 45),
        ("SE-2260", "ip_telephony"): (0, 45),
        ("SE-2281", "_T"): (1800, 1800),
        ("SE-2281", "digital"): (0, 1800),
        ("SE-2281", "ip_telephony"): (0, 1800),
        ("SE-2283", "_T"): (670, 670),
        ("SE-2283", "digital"): (100, 670),
        ("SE-2283", "ip_telephony"): (100, 100),
    }
    told = cells.set_index(["area", "breakdown"])
    assert told["missing"].loc[[("SE-2281", "digital"), ("SE-2283", "digital")]].all()
    assert told["observation_ids"].loc[("SE-2283", "digital")] == ""


def test_a_closed_reading_makes_the_parent_equal_to_its_part():
    """If Sollefteå has no other digital alarms than IP telephony, digital is 100 there, and nowhere else changes."""
    open_cells = bounds(narrow(alarms(ALARMS)))
    closed = narrow(alarms(ALARMS), closed=["safety_alarms ip_telephony SE-2283"])
    digital = closed.set_index(["area", "breakdown"]).loc[("SE-2283", "digital")]
    assert (digital["value"], digital["lower"], digital["upper"], digital["status"]) == (100, 100, 100, "A")
    assert bounds(closed) == open_cells | {("SE-2283", "digital"): (100, 100)}


def test_an_area_of_the_frame_without_a_row_is_missing():
    """Timrå is in scope and has no row: [0, inf), status L; Ånge has one and is out of scope."""
    cells = narrow(alarms(ALARMS[2:3]), frame=["SE-2281", "SE-2262"])
    assert bounds(cells) == {("SE-2281", "_T"): (1800, 1800), ("SE-2262", "_T"): (0, inf)}
    assert cells.set_index("area")["status"].to_dict() == {"SE-2281": "A", "SE-2262": "L"}


def test_a_municipality_counts_itself_once_at_most():
    """Where municipalities are counted, one that says nothing is 0 or 1, not anything up to infinity."""
    rows = alarms([("SE-2283", "_T", 1)], indicator="secure_email", unit="municipalities")
    assert bounds(narrow(rows, frame=["SE-2283", "SE-2262"]))[("SE-2262", "_T")] == (0, 1)


def test_an_addition_is_no_part():
    """+32 enbart HSA stands beside the 120 and may be larger than them."""
    rows = [("SE-2281", "_T", 20), ("SE-2281", "hsa_only", 32)]
    assert bounds(narrow(alarms(rows, indicator="siths_holders", unit="persons"))) == {
        ("SE-2281", "_T"): (20, 20),
        ("SE-2281", "hsa_only"): (32, 32),
    }


def test_what_cannot_exist_is_nothing():
    """Status M adds 0 and is not missing."""
    cells = narrow(alarms([("SE-2281", "_T", (nan, 0, inf))], status="M", qualifier="not_available"))
    assert cells[["value", "lower", "upper", "missing"]].values.tolist() == [[0, 0, 0, False]]


def test_narrow_does_not_change_its_input():
    """The observations are the same afterwards."""
    rows = alarms(ALARMS)
    before = rows.copy(deep=True)
    narrow(rows, frame=["SE-2281"], closed=["safety_alarms ip_telephony SE-2283"])
    pd.testing.assert_frame_equal(rows, before)


def test_bad_frames_and_readings_are_refused():
    """A county is no municipality of a frame, and a closed reading is three words of the code lists."""
    with pytest.raises(TableError, match="municipalities"):
        narrow(alarms(ALARMS), frame=["SE-22"])
    with pytest.raises(TableError, match="INDICATOR CATEGORY AREA"):
        narrow(alarms(ALARMS), closed=["safety_alarms"])
    with pytest.raises(CodeListError):
        narrow(alarms(ALARMS), closed=["safety_alarms ip_telefoni SE-2283"])


def test_percentages_and_rates_are_passed_on_as_they_are():
    """30 percent of the digital alarms is no part of 60 percent in all, and nothing is taken from it."""
    rows = [("SE-2281", "_T", 60), ("SE-2281", "digital", (nan, 0, inf))]
    cells = narrow(alarms(rows, unit="percent"))
    assert bounds(cells) == {("SE-2281", "_T"): (60, 60), ("SE-2281", "digital"): (0, inf)}
    assert cells["taken"].tolist() == [0, 0]


def test_nil_in_norwegian_tables_is_less_than_half():
    """A 0 with the standard signs means [0, 0.5): three of them and a 7 are 7 to 8.5."""
    nil = Interval(0, 0, 0.5)
    assert add([nil, nil, nil, exactly(7)]) == Interval(7, 7, 8.5)


def test_a_whole_and_its_parts_bound_the_missing_one():
    """577 in all, 62 + 195 + 93 + 120 + 50 + 25 + 15 known: private actors are at most 17."""
    roles = ["decision_makers_admin", "decision_makers_health", "it_managers", "advisers", "nurses", "physicians"]
    known = dict(zip([*roles, "students"], map(exactly, (62, 195, 93, 120, 50, 25, 15)), strict=True))
    box = within_tree({"_T": exactly(577), "private_actors": UNKNOWN, **known})
    assert (box["private_actors"].lower, box["private_actors"].upper) == (0, 17)


small = st.integers(0, 6)
area = st.tuples(small, small, small, small, st.integers(0, 3)).map(
    lambda t: (min(t[0], t[1]), max(t[0], t[1]), min(t[2], t[3]), max(t[2], t[3]), t[4])
)


@settings(max_examples=40, deadline=None)
@given(st.lists(area, min_size=1, max_size=2))
def test_every_feasible_share_lies_within_the_bounds(areas):
    """Brute force: no feasible part and whole have a share outside the bounds, and both bounds are reached."""
    feasible = [
        [(p, w) for p, w in product(range(a, b + 1), range(c, d + 1)) if p + taken <= w] for a, b, c, d, taken in areas
    ]
    corners = [(a, min(b, d - taken), max(c, a + taken), d, taken) for a, b, c, d, taken in areas]
    shares = [
        sum(p for p, _ in corner) / sum(w for _, w in corner)
        for corner in product(*feasible)
        if sum(w for _, w in corner)
    ]
    if not shares or any(not options for options in feasible):
        return
    pairs = [Share(Interval(nan, a, b), Interval(nan, c, d), taken) for a, b, c, d, taken in corners]
    result = share(pairs)
    assert result.lower == pytest.approx(min(shares))
    assert result.upper == pytest.approx(max(shares))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_narrowing_never_loses_the_truth(others, digital_only, ip_telephony):
    """Whatever the true parts are, knowing the whole and one part leaves the true figure within its bounds."""
    digital = digital_only + ip_telephony
    box = within_tree({"_T": exactly(others + digital), "digital": UNKNOWN, "ip_telephony": exactly(ip_telephony)})
    assert box["digital"].holds(digital)


amount = st.integers(0, 4)
known = st.booleans()


@settings(max_examples=60, deadline=None)
@given(st.tuples(amount, amount, amount), st.tuples(known, known, known, known))
def test_narrowed_bounds_hold_every_truth_that_fits(parts, is_known):
    """Brute force: all whole numbers that fit the known figures of a tree lie within its bounds."""
    rest, digital_only, ip_telephony = parts
    truth = {
        "_T": rest + digital_only + ip_telephony,
        "digital": digital_only + ip_telephony,
        "ip_telephony": ip_telephony,
    }
    codes = list(truth)
    given_box = {code: exactly(truth[code]) if told else UNKNOWN for code, told in zip(codes, is_known, strict=False)}
    box = within_tree(given_box)
    for values in product(range(13), repeat=3):
        whole, digital, phone = values
        fits = phone <= digital <= whole and all(
            given_box[code].holds(value) for code, value in zip(codes, values, strict=True)
        )
        if fits:
            assert all(box[code].holds(value) for code, value in zip(codes, values, strict=True))


def test_what_no_list_has_is_not_added_up():
    """Neither an unknown indicator nor an unknown unit."""
    assert [adds_up("unheard_of", "alarms"), adds_up("safety_alarms", "unheard_of")] == [False, False]


def printed(value, lower, upper, qualifier, status):
    """A row with what a cell needs."""
    row = {"value": value, "lower": lower, "upper": upper, "qualifier": qualifier, "status": status}
    return row | {"observation_id": qualifier, "locator": "table 1"}


def test_a_figure_that_is_printed_twice_is_as_exact_as_the_exacter_one():
    """c:a 60 and 62 in one place: 62, exact, and as doubtful as the estimate."""
    cell = merge_rows([printed(60, 55, 65, "approximate", "E"), printed(62, 62, 62, "exact", "A")])
    assert (cell.figure, cell.qualifier, cell.status) == (Interval(62, 62, 62), "exact", "E")
    assert (cell.observation_ids, cell.locators) == ("approximate|exact", "table 1")


@pytest.mark.parametrize(("upper", "expected"), [(5, 1), (1, 1), (0.5, 0.5)])
def test_a_figure_is_at_most_what_there_can_be(upper, expected):
    """One municipality is at most one."""
    figure = merge_rows([printed(nan, 0, upper, "range", "E")], most=1).figure
    assert isnan(figure.value)
    assert (figure.lower, figure.upper) == (0, expected)


def test_a_figure_above_what_there_can_be_stays_as_printed():
    """Three of one: it is not lowered."""
    assert merge_rows([printed(3, 3, 3, "exact", "A")], most=1).figure == Interval(3, 3, 3)


@pytest.mark.parametrize(
    ("qualifier", "status", "missing"), [("unknown", "E", True), ("range", "L", True), ("range", "E", False)]
)
def test_a_row_without_a_number_is_missing_by_its_word_or_its_status(qualifier, status, missing):
    """A range has no point, and is not missing."""
    assert merge_rows([printed(nan, 0, 9, qualifier, status)]).missing is missing
