"""The pace toward a goal: ratios and classes by hand, and what must hold for any figures with bounds."""

from math import inf, isnan, nan

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ehealth_stats.analysis.bounds import Interval
from ehealth_stats.analysis.progress.goals import Goal
from ehealth_stats.analysis.progress.pace import (
    CLASSES,
    Times,
    achieved_share,
    class_of,
    distances,
    growth,
    is_apart,
    linear,
    required_annual_change,
)
from ehealth_stats.analysis.progress.verdict import verdict_of
from ehealth_stats.wording.messages import say

# 2010, 2015, 2020
HALFWAY = Times(5, 10)

numbers = st.floats(-1000, 1000).map(lambda number: round(number, 2))
positive = st.floats(0.5, 1000).map(lambda number: round(number, 2))
spans = st.tuples(st.floats(0.5, 20), st.floats(1.1, 5)).map(lambda pair: Times(pair[0], pair[0] * pair[1]))


def exact(value):
    """A figure without doubt."""
    return Interval(value, value, value)


@st.composite
def intervals(draw, values=numbers):
    """Any figure with bounds, with a point or without."""
    low, value, high = sorted([draw(values), draw(values), draw(values)])
    return Interval(draw(st.sampled_from([value, nan])), low, high)


@st.composite
def goals(draw, values=numbers):
    """Any goal: at least, at most, or a band."""
    number = draw(intervals(values))
    return Goal(number, draw(st.sampled_from([1, -1])), is_band=draw(st.booleans()))


def within(data, figure):
    """A number inside the bounds, the edges likely."""
    inside = st.floats(figure.lower, figure.upper) if figure.lower < figure.upper else st.just(figure.lower)
    return exact(data.draw(st.one_of(st.just(figure.lower), st.just(figure.upper), inside)))


@pytest.mark.parametrize(
    ("reading", "ratio", "name"),
    [
        # 50 of 100 in half the time: (50/5) / (100/10) = 1
        (150, 1.0, "on_track"),
        # (47.5/5) / 10 = .95 and (30/5) / 10 = .6: the classes start at their bounds
        (147.5, 0.95, "on_track"),
        (147, 0.94, "acceleration_needed"),
        (130, 0.6, "acceleration_needed"),
        (129, 0.58, "limited_progress"),
        (100, 0.0, "limited_progress"),
        (95, -0.1, "deterioration"),
        # past the target: no distance is left, 1 / (5/10) = 2
        (230, 2.0, "achieved"),
    ],
)
def test_linear_ratio_is_observed_over_required_annual_change(reading, ratio, name):
    """A level of 200 in 2020 from 100 in 2010: the ratio in 2015 and its class."""
    pace = linear(exact(100), exact(reading), Goal(exact(200)), HALFWAY)
    assert pace.ratio.value == pytest.approx(ratio)
    assert (pace.name, pace.certain) == (name, True)


def test_a_decrease_is_an_increase_mirrored():
    """From 200 to at most 100: 150 half-way is on track, 210 a deterioration of (-10/5) / (100/10) = -0.2."""
    goal = Goal(exact(100), -1)
    assert linear(exact(200), exact(150), goal, HALFWAY).name == "on_track"
    worse = linear(exact(200), exact(210), goal, HALFWAY)
    assert (worse.ratio.value, worse.name) == (pytest.approx(-0.2), "deterioration")


def test_bounds_of_the_ratio_hold_over_the_box():
    """Baseline 90-110, reading 140-160, target 200.

    Least: from 110, (30/90) * 2 = 2/3; most: from 90, (70/110) * 2 = 1.2727.
    """
    pace = linear(Interval(100, 90, 110), Interval(150, 140, 160), Goal(exact(200)), HALFWAY)
    assert (pace.ratio.lower, pace.ratio.upper) == (pytest.approx(2 / 3), pytest.approx(140 / 110))
    assert pace.classes == ("acceleration_needed", "on_track")
    verdict = verdict_of([pace])
    assert (verdict.name, verdict.certainty) == ("on_track", "possible")
    assert say(verdict.reason, "en") == "the bounds allow acceleration needed and on track"


def test_a_reading_without_point_is_decided_by_its_bounds():
    """More than 300 against at least 250 is achieved, and needs no baseline."""
    pace = linear(Interval(nan, -inf, inf), Interval(nan, 301, inf), Goal(exact(250)), HALFWAY)
    assert verdict_of([pace]).name == "achieved"
    assert verdict_of([pace]).certainty == "necessary"


def test_bounds_without_point_that_allow_two_classes_give_no_verdict():
    """A reading somewhere in 120-150 is 0.4 to 1.0: no verdict, and the reason names the classes."""
    verdict = verdict_of([linear(exact(100), Interval(nan, 120, 150), Goal(exact(200)), HALFWAY)])
    assert (verdict.name, verdict.certainty) == ("unable_to_assess", "")
    assert say(verdict.reason, "en") == "the bounds allow limited progress, acceleration needed and on track"


def test_overlap_of_baseline_and_target_is_never_necessary():
    """A baseline of 95-105 may have been at 100 already; 50 is a deterioration either way, but only possibly."""
    pace = linear(Interval(100, 95, 105), exact(50), Goal(exact(100)), HALFWAY)
    assert (pace.name, pace.lowest, pace.highest, pace.certain) == (
        "deterioration",
        "deterioration",
        "deterioration",
        False,
    )


def test_band_is_judged_by_inclusion_not_by_its_corners():
    """3-4 meetings: a reading of 2-5 may be inside though both ends are outside."""
    band = Goal(Interval(nan, 3, 4), is_band=True)
    assert distances(Interval(nan, 2, 5), band).lower == 0
    pace = linear(exact(1), Interval(nan, 2, 5), band, HALFWAY)
    # Furthest: 1 away as at 5 or 2; (1 - 1/2) * 2 = 1.0
    assert (pace.lowest, pace.highest, pace.certain) == ("on_track", "achieved", False)


@pytest.mark.parametrize(("meetings", "left"), [(3.5, 0), (3, 0), (4, 0), (2, 1), (6, 2)])
def test_distance_to_a_band_is_to_its_nearest_edge(meetings, left):
    """3-4 meetings: nothing is left inside, at the edges neither."""
    assert distances(exact(meetings), Goal(Interval(nan, 3, 4), is_band=True)) == exact(left)


def test_distance_to_a_number_without_a_point():
    """100-200: from 100 on it is possibly reached; how far 90 is short of it is open, 10-110."""
    goal = Goal(Interval(nan, 100, 200))
    assert distances(exact(100), goal) == Interval(0, 0, 100)
    assert distances(exact(150), goal) == Interval(0, 0, 50)
    short = distances(exact(90), goal)
    assert (isnan(short.value), short.lower, short.upper) == (True, 10, 110)


def test_side_of_the_goal_is_certain_only_when_all_is_finite():
    """99.5 and 120 are on a side of 100; 99-101 is on none, and of "at least 120" the end is not known."""
    goal = Goal(exact(100))
    sides = [is_apart(figure, goal) for figure in (exact(99.5), exact(120), Interval(100, 99, 101))]
    assert sides == [True, True, False]
    assert not is_apart(Interval(nan, 120, inf), goal)


def test_baseline_without_a_point_gives_no_ratio_at_a_point():
    """90-110 to 200: a reading of 150 has bounds only; one of 210 is achieved by its point."""
    baseline = Interval(nan, 90, 110)
    pace = linear(baseline, exact(150), Goal(exact(200)), HALFWAY)
    assert (pace.at_point, isnan(pace.ratio.value)) == ("", True)
    assert linear(baseline, exact(210), Goal(exact(200)), HALFWAY).at_point == "achieved"


def test_baseline_at_the_goal_has_no_ratio():
    """200 and 210 of 200: there was no way to go; where the bounds allow one, they alone have a ratio."""
    inside = linear(exact(210), exact(190), Goal(exact(200)), HALFWAY).ratio
    assert [isnan(end) for end in (inside.value, inside.lower, inside.upper)] == [True] * 3
    at_edge = linear(Interval(200, 190, 210), exact(150), Goal(exact(200)), HALFWAY)
    assert (isnan(at_edge.ratio.value), at_edge.ratio.lower) == (True, -inf)


def test_worst_number_is_the_one_that_the_baseline_had_reached():
    """From 110 to 105 of 100-120: of 110 nothing was left and 5 are now; of 120 half as much again; 100 is reached."""
    pace = linear(exact(110), exact(105), Goal(Interval(nan, 100, 120)), HALFWAY)
    assert (pace.ratio.lower, pace.lowest, pace.highest) == (-inf, "deterioration", "achieved")


def test_ratio_of_what_is_infinitely_far():
    """From a baseline far below, all of the way is gone: 2.0; to a number far above, none of it."""
    assert linear(Interval(nan, -inf, 100), exact(150), Goal(exact(200)), HALFWAY).ratio.upper == 2.0
    pace = linear(exact(100), exact(150), Goal(Interval(nan, 200, inf)), HALFWAY)
    assert (pace.ratio.lower, pace.classes) == (0.0, ("limited_progress", "acceleration_needed", "on_track"))


def test_last_bits_of_a_float_decide_no_class():
    """Ratios are compared to nine decimals."""
    assert class_of(0.95 - 4e-10) == "on_track"
    assert class_of(0.95 - 6e-10) == "acceleration_needed"


def test_growth_ratio_by_hand():
    """1.5^(1/5) - 1 = 0.084472, 2^(1/10) - 1 = 0.071773, ratio 1.17692."""
    pace = growth(exact(100), exact(150), Goal(exact(200)), HALFWAY)
    assert pace.ratio.value == pytest.approx(0.0844718 / 0.0717735, rel=1e-5)
    assert pace.ratio.lower == pytest.approx(pace.ratio.upper)


def test_growth_of_a_decrease_by_hand():
    """From 200 to 100: g_o = .75^.2 - 1 = -0.055912, g_r = .5^.1 - 1 = -0.066967, ratio 0.83492."""
    pace = growth(exact(200), exact(150), Goal(exact(100), -1), HALFWAY)
    assert (pace.ratio.value, pace.name) == (pytest.approx(0.83492, rel=1e-4), "acceleration_needed")


def test_growth_of_negative_values_turns_its_sign():
    """A deficit from -200 to -100, -150 half-way, is the decrease above seen from the other side."""
    deficit = growth(exact(-200), exact(-150), Goal(exact(-100)), HALFWAY)
    assert deficit.ratio.value == pytest.approx(0.83492, rel=1e-4)


@pytest.mark.parametrize(
    ("baseline", "reading", "target", "why"),
    [
        (0, 50, 100, "no growth rate: a zero or both signs"),
        (-10, 50, 100, "no growth rate: a zero or both signs"),
        (100, 90, 100, "no growth rate: the baseline is at the target already"),
    ],
)
def test_growth_is_undefined_with_a_reason(baseline, reading, target, why):
    """A zero is never replaced by a small number; the verdict is then that of the linear pace."""
    box = (exact(baseline), exact(reading), Goal(exact(target)), HALFWAY)
    pace = growth(*box)
    assert pace.classes == ()
    assert say(pace.reason, "en") == why
    assert verdict_of([linear(*box), pace]).name == linear(*box).name


@pytest.mark.parametrize(
    ("baseline", "reading", "number"), [(-0.2, 0.5, 0.9), (-10, -5, 0), (0, 5, 10), (100, 90, 100)]
)
def test_growth_that_is_undefined_has_no_ratio_at_all(baseline, reading, number):
    """Neither a point nor bounds."""
    ratio = growth(exact(baseline), exact(reading), Goal(exact(number)), HALFWAY).ratio
    assert [isnan(end) for end in (ratio.value, ratio.lower, ratio.upper)] == [True] * 3


def test_growth_of_small_values_has_bounds_too():
    """From .2 by .4-.5 to .8-.9: 2^.2 - 1 = .148698 over 4.5^.1 - 1 = .162309; 2.5^.2 - 1 = .201124 over 4^.1 - 1."""
    pace = growth(exact(0.2), Interval(nan, 0.4, 0.5), Goal(Interval(nan, 0.8, 0.9)), HALFWAY)
    assert pace.ratio.lower == pytest.approx(0.148698 / 0.162309, rel=1e-4)
    assert pace.ratio.upper == pytest.approx(0.201124 / 0.148698, rel=1e-4)
    assert growth(exact(0.2), exact(0.5), Goal(exact(0.9)), HALFWAY).reason is None


def test_growth_of_negative_values_has_bounds_too():
    """From -200 by -160 or -140 to -110 or -90.

    Least: (1 - .8^.2) / (1 - .45^.1) = .0436478/.0767499; most: (1 - .7^.2) / (1 - .55^.1) = .0688509/.0580240.
    """
    pace = growth(exact(-200), Interval(nan, -160, -140), Goal(Interval(nan, -110, -90)), HALFWAY)
    assert pace.ratio.lower == pytest.approx(0.0436478 / 0.0767499, rel=1e-3)
    assert pace.ratio.upper == pytest.approx(0.0688509 / 0.0580240, rel=1e-3)


def test_growth_from_a_baseline_with_bounds():
    """90-110, 150, 200. From 110: 1.363636^.2 - 1 over 1.818182^.1 - 1, .063992/.061607; from 90: .107566/.083125."""
    pace = growth(Interval(nan, 90, 110), exact(150), Goal(exact(200)), HALFWAY)
    assert (pace.reason, pace.at_point, pace.classes) == (None, "", ("on_track",))
    assert pace.ratio.lower == pytest.approx(0.063992 / 0.061607, rel=0.01)
    assert pace.ratio.upper == pytest.approx(0.107566 / 0.083125, rel=0.01)


@pytest.mark.parametrize(
    ("baseline", "reading", "number"),
    [
        # The baseline may be negative; it may be at the target; the reading may be nothing; signs may differ.
        (Interval(100, -5, 105), exact(150), exact(200)),
        (Interval(97, 95, 100), exact(98), exact(100)),
        (exact(-200), Interval(-150, -150, 0), exact(-100)),
        (Interval(0.2, -0.1, 0.3), exact(0.5), exact(0.9)),
    ],
)
def test_growth_whose_bounds_hold_a_zero_is_open(baseline, reading, number):
    """The ratio at the points, and no bounds: short of the target any pace from none on is possible."""
    pace = growth(baseline, reading, Goal(number), HALFWAY)
    assert not isnan(pace.ratio.value)
    assert [isnan(pace.ratio.lower), isnan(pace.ratio.upper)] == [True, True]
    assert "on_track" in pace.classes


def test_growth_that_is_achieved_or_endless_has_no_ratio():
    """From 0 to 120 of 100 is achieved, at no rate; a deficit that may have been any has no bounds."""
    reached = growth(exact(0), exact(120), Goal(exact(100)), HALFWAY)
    assert (reached.name, isnan(reached.ratio.value)) == ("achieved", True)
    endless = growth(Interval(nan, -inf, -150), exact(-140), Goal(exact(-100)), HALFWAY)
    assert [isnan(endless.ratio.lower), isnan(endless.ratio.upper)] == [True, True]


def test_growth_is_not_certain_where_the_distance_is_not():
    """A baseline of 95-105 may have been at 100 already: 50 is a deterioration, possibly."""
    pace = growth(Interval(97, 95, 105), exact(50), Goal(exact(100)), HALFWAY)
    assert (pace.name, pace.classes, pace.certain) == ("deterioration", ("deterioration",), False)


@pytest.mark.parametrize(
    ("reading", "ratio", "name"),
    [(1e16 + 2, inf, "on_track"), (1e16, 0.0, "limited_progress"), (1e16 - 4, -inf, "deterioration")],
)
def test_required_growth_too_small_for_a_float(reading, ratio, name):
    """4 of 10^16 in a thousand years: any growth is more than enough, none is none."""
    pace = growth(exact(1e16), exact(reading), Goal(exact(1e16 + 4)), Times(1, 1000))
    assert (pace.ratio.value, pace.name) == (ratio, name)


def test_growth_too_large_for_a_float():
    """10^300 in half a year, squared, is more than any; where both rates are, nothing is known of the ratio."""
    pace = growth(exact(1e-150), exact(1e150), Goal(exact(1e151)), Times(0.5, 10))
    assert (pace.ratio.value, pace.name) == (inf, "on_track")
    both = growth(exact(1e-300), exact(1e299), Goal(exact(1e300)), Times(0.5, 0.6))
    assert (isnan(both.ratio.value), both.ratio.lower, both.ratio.upper) == (True, 0.0, inf)


def test_methods_that_disagree_make_no_class():
    """100 to 200, 140 half-way: linear 0.8, growth (1.4^.2 - 1) / .071773 = 0.96957."""
    box = (exact(100), exact(140), Goal(exact(200)), HALFWAY)
    verdict = verdict_of([linear(*box), growth(*box)])
    assert (verdict.name, verdict.certainty) == ("method_dependent", "necessary")
    assert say(verdict.reason, "en") == "acceleration needed against on track"


def test_achieved_share_has_bounds_over_the_box():
    """(150-100)/(200-100) = 0.5; baseline 90-110 and reading 140-160 give 30/90 to 70/110."""
    share = achieved_share(Interval(100, 90, 110), Interval(150, 140, 160), Goal(exact(200)))
    assert (share.value, share.lower, share.upper) == (0.5, pytest.approx(30 / 90), pytest.approx(70 / 110))


def test_achieved_share_is_not_given_when_the_baseline_is_past_the_target():
    """From 120 to at least 100 there is no way to go: no share."""
    assert isnan(achieved_share(exact(120), exact(130), Goal(exact(100))).value)
    assert isnan(achieved_share(exact(100), exact(110), Goal(exact(100))).value)


@pytest.mark.parametrize(
    ("last", "goal", "required"),
    [
        (exact(470), Goal(Interval(nan, 570, 670)), 50.0),  # nearest edge: 100 in two years
        (exact(200), Goal(exact(100), -1), -50.0),
        (exact(5), Goal(Interval(nan, 3, 4), is_band=True), -0.5),
        (exact(120), Goal(exact(100)), 0.0),
    ],
)
def test_required_annual_change_goes_to_the_nearest_edge(last, goal, required):
    """Two years are left."""
    assert required_annual_change(last, goal, 2) == required


def test_nothing_is_needed_inside_a_target_and_nothing_has_no_sign():
    """At most 100 and 50 there are: 0, not -0."""
    assert str(required_annual_change(exact(50), Goal(exact(100), -1), 2)) == "0.0"
    # 100 in half a year are 200 a year.
    assert required_annual_change(exact(100), Goal(exact(200)), 0.5) == 200


def test_share_of_a_band_is_toward_its_nearest_edge():
    """3-4 meetings: from 2 (1-3) to 2.5 is half of the way to 3, from 8 to 6 half of that to 4; from 3.5 none."""
    band = Goal(Interval(nan, 3, 4), is_band=True)
    below = achieved_share(Interval(2, 1, 3), exact(2.5), band)
    assert (below.value, isnan(below.lower), isnan(below.upper)) == (0.5, True, True)
    assert achieved_share(exact(8), exact(6), band) == Interval(0.5, 0.5, 0.5)
    assert isnan(achieved_share(exact(3.5), exact(5), band).value)
    assert achieved_share(Interval(nan, 1, 2), exact(2.5), band).upper == 0.75


def test_required_annual_change_needs_a_point_and_time():
    """Without a point, or after the deadline, it is not given."""
    assert isnan(required_annual_change(Interval(nan, 1, 2), Goal(exact(5)), 2))
    assert isnan(required_annual_change(exact(1), Goal(exact(5)), 0))


@given(intervals(), intervals(), goals(), spans, st.data())
def test_linear_encloses_every_case_in_the_box(baseline, actual, goal, times, data):
    """Whatever the true figures inside the bounds are, their class is among the classes, their ratio in the bounds."""
    pace = linear(baseline, actual, goal, times)
    number = goal.number if goal.is_band else within(data, goal.number)
    true = Goal(number, goal.direction, goal.is_band)
    case = linear(within(data, baseline), within(data, actual), true, times)
    assert case.lowest in pace.classes
    if isnan(case.ratio.lower):
        # The true baseline is inside the goal: no ratio.
        assert distances(baseline, goal).lower == 0
        return
    slack = 1e-9 * max(1.0, abs(case.ratio.lower)) if abs(case.ratio.lower) < inf else 0
    assert pace.ratio.lower - slack <= case.ratio.lower <= pace.ratio.upper + slack


@given(intervals(positive), intervals(positive), goals(positive), spans, st.data())
def test_growth_encloses_every_case_in_the_box(baseline, actual, goal, times, data):
    """As for the linear pace, of positive values and of negative ones."""
    turn = data.draw(st.sampled_from([flipped, lambda figure: figure]))
    figures = [turn(figure) for figure in (baseline, actual, goal.number)]
    pace = growth(figures[0], figures[1], Goal(figures[2], goal.direction), times)
    assume(pace.classes)
    true = [within(data, figure) for figure in figures]
    case = growth(true[0], true[1], Goal(true[2], goal.direction), times)
    if case.classes:
        assert set(nearby(case)) & set(pace.classes)


def flipped(figure):
    """The figure with its sign turned."""
    return Interval(-figure.value, -figure.upper, -figure.lower)


def nearby(pace):
    """The class, and those that a last bit away would be."""
    ratio = pace.ratio.value
    return [pace.name] if isnan(ratio) else [pace.name, class_of(ratio * (1 - 1e-9)), class_of(ratio * (1 + 1e-9))]


@given(
    st.lists(numbers, min_size=8, max_size=8, unique=True).map(sorted), spans, st.booleans(), st.sampled_from([1, -1])
)
def test_a_distance_that_certainly_fell_is_never_a_deterioration(cuts, times, is_band, direction):
    """Invariant: baseline below reading below the goal's far end, however wide each is; and mirrored."""
    baseline, actual = Interval(cuts[1], cuts[0], cuts[2]), Interval(cuts[4], cuts[3], cuts[5])
    goal = Goal(Interval(nan, cuts[3], cuts[7]), is_band=is_band)
    if direction == -1:
        baseline, actual = flipped(baseline), flipped(actual)
        goal = Goal(flipped(goal.number), -1, is_band)
    paces = [linear(baseline, actual, goal, times)]
    if not is_band:
        paces.append(growth(baseline, actual, goal, times))
    assert all("deterioration" not in pace.classes for pace in paces)
    assert verdict_of(paces).name != "deterioration"


@given(intervals(), intervals(), goals(), spans)
def test_classes_are_ordered_and_hold_the_one_at_the_points(baseline, actual, goal, times):
    """The lowest class is not above the highest, and certainty means one class."""
    pace = linear(baseline, actual, goal, times)
    assert CLASSES.index(pace.lowest) <= CLASSES.index(pace.highest)
    assert not pace.certain or len(pace.classes) == 1


@given(goals(), spans)
def test_no_data_no_verdict(goal, times):
    """Invariant: a baseline and a reading that may be anything give no verdict by any method."""
    nothing = Interval(nan, -inf, inf)
    paces = [linear(nothing, nothing, goal, times), growth(nothing, nothing, goal, times)]
    assert verdict_of(paces).name == "unable_to_assess"
