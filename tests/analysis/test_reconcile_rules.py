"""The rules of a comparison at their boundaries: verdicts, rounding, means, notes, and which error is seen."""

from math import inf, isnan, nan

import pytest
from comparison_rows import CARDS, MONEY, PERCENT, ROLES, THOUSANDS, by_area, by_role, one, row

# 51 + 120 + c:a 60 (55-65) + 30 + 26 + 27 + 156: 465 to 475
SEVEN_CARDS = (51, 120, (60, 55, 65), 30, 26, 27, 156)


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        (464, "differs"),
        (465, "compatible"),
        (470, "agrees"),
        (475, "compatible"),
        (476, "differs"),
        ((nan, 475, inf), "not_checkable"),
        ((nan, 476, inf), "differs"),
        ((nan, 0, 465), "compatible"),
        ((nan, 0, 464), "differs"),
    ],
)
def test_bounds_that_touch_overlap(stated, verdict):
    """From the end of the bounds on it is a contradiction; without an upper bound it can't be checked."""
    assert by_area(*SEVEN_CARDS, total=stated)["verdict"] == verdict


def test_a_sum_of_nothing_has_no_relative_difference():
    """1 against 7 zeros: a difference of 1, and no fraction of 0."""
    found = by_area(*[0] * 7, total=1)
    assert (found["difference"], found["verdict"]) == (1, "differs")
    assert isnan(found["relative_difference"])


def test_exact_figures_have_no_tolerance_to_ask_for():
    """Seven exact tens against 71: nothing can give way; of one c:a 10 (9-11) it is 1/10."""
    assert isnan(by_area(*[10] * 7, total=71)["tolerance_needed"])
    assert by_area(*[10] * 6, (10, 9, 11), total=71)["tolerance_needed"] == pytest.approx(0.1)


def test_parts_that_may_not_be_all_have_a_lower_bound_only():
    """Two of seven with 51 and 120: at least 171, and no error is too large to go unnoticed."""
    found = by_area(51, 120, total=200)
    assert (found["computed_lower"], found["computed_upper"], found["smallest_detectable"]) == (171, inf, inf)
    assert isnan(found["computed"])
    assert by_area(51, 120, total=171)["computed_upper"] == 171


@pytest.mark.parametrize(
    ("figures", "stated", "verdict", "smallest"),
    [
        # eight figures printed to the krona: half a krona each, eight halves
        ([10] * 7, 74, "within_rounding", 8),
        ([10] * 7, 75, "differs", 8),
        # to a tenth: 0.05 each, 7 x 1.1 = 7.7
        ([1.1] * 7, 8.1, "within_rounding", 0.8),
        ([1.1] * 7, 8.2, "differs", 0.8),
        # six to the krona, one to a tenth and the sum to a hundredth: 3 + 0.05 + 0.005
        ([10] * 6 + [10.5], 73.55, "within_rounding", 6.11),
        ([10] * 6 + [10.5], 73.56, "differs", 6.11),
        # more than ten billion are printed to the krona too
        ([12_345_678_901, *[0] * 6], 12_345_678_905, "within_rounding", 8),
        ([12_345_678_901, *[0] * 6], 12_345_678_906, "differs", 8),
    ],
)
def test_money_is_rounded_to_its_last_printed_digit(figures, stated, verdict, smallest):
    """The gap may be half a printed digit of each figure together, and no more."""
    found = by_area(*figures, total=stated, **MONEY)
    assert found["verdict"] == verdict
    assert found["smallest_detectable"] == pytest.approx(smallest)
    assert found["note"] == ""


def test_rounding_is_no_excuse_beside_a_figure_that_is_inexact_in_another_way():
    """C:a 60 kr (55-65) and six times 10 are 115 to 125: 126 differs, though half a krona each would reach it."""
    found = by_area((60, 55, 65), *[10] * 6, total=126, **MONEY)
    assert (found["verdict"], found["smallest_detectable"]) == ("differs", 10)


@pytest.mark.parametrize(
    ("figures", "stated", "verdict", "step"),
    [
        # five figures in hundreds: half a hundred each, 250 together
        ((1200, 3400, 5600, 7800), 18_200, "within_rounding", "100"),
        ((1200, 3400, 5600, 7800), 18_300, "differs", ""),
        # four figures may be round by chance
        ((1200, 3400, 5600), 10_300, "differs", ""),
        # six figures: 6 x 50 = 300, the sixth of them a zero
        ((1200, 3400, 5600, 7800, 0), 18_300, "within_rounding", "100"),
        ((1200, 3400, 5600, 7800, 0), 18_400, "differs", ""),
        # in tens: 5 x 5 = 25
        ((120, 340, 560, 780), 1820, "within_rounding", "10"),
        ((120, 340, 560, 780), 1830, "differs", ""),
        # 1000 has a digit before its hundreds
        ((1000, 1000, 1000, 1100), 4200, "within_rounding", "100"),
        # only three of six do
        ((100, 200, 300, 1200, 1500), 3400, "differs", ""),
        # four of six do
        ((100, 200, 1300, 1200, 1500), 4400, "within_rounding", "100"),
        # one is not in hundreds, one is half a person
        ((1200, 3400, 5600, 7801), 18_100, "differs", ""),
        ((1200, 3400, 5600, 7800.5), 18_100, "differs", ""),
        # one is approximate: 17 950 to 18 050
        (((1200, 1150, 1250), 3400, 5600, 7800), 18_100, "differs", ""),
    ],
)
def test_a_table_printed_in_tens_or_hundreds_is_read_as_rounded(figures, stated, verdict, step):
    """Five figures or more, most of them with further digits, all multiples of one step: half a step each."""
    found = by_role(*figures, total=stated)
    assert found["verdict"] == verdict
    assert found["note"] == (f"all figures are multiples of {step}: read as printed to it" if step else "")


@pytest.mark.parametrize(("unit", "smallest"), [("persons", 500), ("hours", 0)])
def test_a_step_is_that_of_counts(unit, smallest):
    """Five figures in hundreds of persons may be wrong by 5 x 100, hours are what they are."""
    found = by_role(1200, 3400, 5600, 7800, total=18_000, unit=unit)
    assert (found["verdict"], found["smallest_detectable"]) == ("agrees", smallest)


def test_counts_that_are_not_rounded_have_no_slack():
    """Five exact counts: an error of one is seen."""
    assert by_role(1201, 3400, 5600, 7800, total=18_001)["smallest_detectable"] == 0


@pytest.mark.parametrize(
    ("figures", "stated", "verdict"),
    [
        # 470 / 7 = 67.14
        (SEVEN_CARDS, 67, "not_checkable"),
        (SEVEN_CARDS, 68, "differs"),
        (SEVEN_CARDS, 67.1, "not_checkable"),
        (SEVEN_CARDS, 67.2, "differs"),
        # (1 + 2 + 3 + 4) / 4 = 2.5 is rounded either way
        ((1, 2, 3, 4), 3, "not_checkable"),
        ((1, 2, 3, 4), 2, "not_checkable"),
        # three have a mean, two have none
        ((10, 20, 31), 20, "not_checkable"),
        ((10, 20, 31), 21, "differs"),
        ((10, 31), 20, "differs"),
        ((1, 1, 1, 1, 1, 1, 1), 1, "not_checkable"),
        # nothing is the mean of nothing only
        ((1, 0, 0, 0, 0, 0, 0), 0, "differs"),
        # one has no number, and there is no mean
        ((10, 20, (nan, 0, inf)), 10, "differs"),
    ],
)
def test_a_stated_mean_is_one_as_printed(figures, stated, verdict):
    """What equals the unweighted mean of three or more, to its last digit, is no wrong sum."""
    found = by_area(*figures, total=stated)
    assert found["verdict"] == verdict
    assert ("unweighted mean" in found["note"]) == (verdict == "not_checkable")


def test_a_mean_of_money_is_rounded_as_it_is_printed():
    """470 tkr in seven municipalities are 67.14 tkr each, printed as 67 tkr (66 500 to 67 500)."""
    figures = [(n * 1000, n * 1000 - 500, n * 1000 + 500) for n in (51, 120, 60, 30, 26, 27, 156)]
    for stated, verdict in ((67, "not_checkable"), (68, "differs")):
        total = (stated * 1000, stated * 1000 - 500, stated * 1000 + 500)
        assert by_area(*figures, total=total, **MONEY, **THOUSANDS)["verdict"] == verdict


def test_a_list_has_no_mean():
    """Three names against a stated 1: one each, and no mean of them."""
    named = {"indicator": "participating_municipalities", "unit": "municipalities"}
    assert by_area(1, 1, 1, total=1, **named)["verdict"] == "differs"


OVER, UNDER = {"qualifier": "more_than"}, {"qualifier": "less_than"}


@pytest.mark.parametrize(
    ("stated", "parts", "columns", "verdict", "noted"),
    [
        (row((nan, 901, inf), **OVER), (400, 500), CARDS, "differs", True),
        (row((nan, 901, inf), **OVER), (400, 499), CARDS, "differs", False),
        (row((nan, 901, inf), **OVER), (400, 501), CARDS, "not_checkable", False),
        (row((nan, 0, 899), **UNDER), (400, 500), CARDS, "differs", True),
        (row((nan, 0, 899), **UNDER), (400, 501), CARDS, "differs", False),
        (row((nan, 0, 899), **UNDER), (400, 499), CARDS, "compatible", False),
        # 900 kr may be "over 900 kr" by an öre; 899 are not, and no limit
        (row((nan, 900, inf), **OVER), (400, 500), MONEY, "not_checkable", False),
        (row((nan, 900, inf), **OVER), (400, 499), MONEY, "differs", False),
        (row((nan, 901, inf), qualifier="at_least"), (400, 500), CARDS, "differs", False),
    ],
)
def test_parts_that_give_just_the_stated_limit(stated, parts, columns, verdict, noted):
    """At "over 900" 901 is the least, so 900 contradicts it; that some write so of 900 is said."""
    codes = ("grant_coordinator", "grant_activities") if columns is MONEY else ROLES
    own = [row(figure, breakdown=code, qualifier="exact") for figure, code in zip(parts, codes, strict=False)]
    whole = stated | {"role": "stated_total", "breakdown": "grant" if columns is MONEY else "_T"}
    rows = [told | {"locator": f"table 1 row {n} column 2"} for n, told in enumerate([*own, whole])]
    found = one(rows, **columns)
    assert found["verdict"] == verdict
    assert found["note"].startswith("they give exactly the stated limit") == noted


@pytest.mark.parametrize(
    ("whole", "known", "is_derived"),
    [
        # c:a 5 000 tkr (4 500-5 500) less 2 481 183 is 2 518 817, printed as 2 519 tkr
        ((5_000_000, 4_500_000, 5_500_000), 2_481_183, True),
        # 2 518 500 is still printed so, 2 518 499 is not, nor is 2 519 501
        ((5_000_000, 4_500_000, 5_500_000), 2_481_500, True),
        ((5_000_000, 4_500_000, 5_500_000), 2_481_501, False),
        ((5_000_000, 4_500_000, 5_500_000), 2_480_500, True),
        ((5_000_000, 4_500_000, 5_500_000), 2_480_499, False),
        # known as exactly as the term is printed, it would come out so anyway
        ((5_000_000, 4_999_499, 5_000_501), 2_481_183, True),
        ((5_000_000, 4_999_500, 5_000_500), 2_481_183, False),
        ((nan, 4_500_000, 5_500_000), 2_481_183, False),
    ],
)
def test_a_rounded_term_that_is_just_the_rest_is_no_check(whole, known, is_derived):
    """A term to the thousand that hits the rest of an approximate whole was worked out from it."""
    rows = [
        row(whole, breakdown="_T", role="stated_total", qualifier="approximate"),
        row(known, breakdown="grant", qualifier="exact"),
        row((2_519_000, 2_518_500, 2_519_500), breakdown="co_funding", role="planned", **THOUSANDS),
    ]
    found = one(rows, **MONEY)
    assert ("no independent check" in found["note"]) == is_derived


def test_an_exact_term_is_no_rounded_rest():
    """60 and 40 make c:a 100 (90-110): 40 is just the rest, and may well have been counted."""
    found = by_role(60, 40, total=(100, 90, 110))
    assert (found["verdict"], found["note"]) == ("agrees", "")


def test_only_what_is_added_up_can_be_the_rest():
    """9 tkr are 90 percent of c:a 10 tkr: the note is the formula."""
    rows = [
        row((10_000, 9_000, 11_000), breakdown="_T", qualifier="approximate"),
        row((9_000, 8_500, 9_500), breakdown="grant", **THOUSANDS),
        row((90, 89.5, 90.5), breakdown="grant", unit="percent", **THOUSANDS),
    ]
    found = one([{"unit": "SEK"} | told for told in rows], indicator="programme_budget")
    assert found["note"].startswith("100 x ")
    assert "check" not in found["note"]


@pytest.mark.parametrize(
    ("figure", "qualifier", "verdict", "smallest"),
    [
        # 1 of 8 is 12.5 percent, which is rounded either way
        (12, "exact", "within_rounding", 1),
        (13, "exact", "within_rounding", 1),
        (11, "exact", "differs", 1),
        (14, "exact", "differs", 1),
        (12.5, "exact", "agrees", 0.1),
        (12.4, "exact", "differs", 0.1),
        ((12, 11.5, 12.5), "rounded", "within_rounding", 1),
        ((13, 12.5, 13.5), "rounded", "within_rounding", 1),
        ((14, 13.5, 14.5), "rounded", "differs", 1),
        # c:a 12 (11-13) is not rounded
        ((12, 11, 13), "approximate", "compatible", 2),
    ],
)
def test_a_percentage_is_rounded_to_its_last_printed_digit(figure, qualifier, verdict, smallest):
    """Half a printed digit each way, of the percentage alone."""
    rows = [row(8, breakdown="_T"), row(1, breakdown="digital"), row(figure, qualifier=qualifier, **PERCENT)]
    found = one([{"unit": "alarms"} | told for told in rows], indicator="safety_alarms")
    assert (found["verdict"], found["smallest_detectable"]) == (verdict, pytest.approx(smallest))


def test_a_percentage_of_inexact_figures_may_be_wrong_by_the_width_of_both():
    """C:a 60 (55-65) of 200 are 27.5 to 32.5 percent; beside 1 for "32 percent" that is 6."""
    rows = [
        row(200, breakdown="_T"),
        row((60, 55, 65), breakdown="digital", qualifier="approximate"),
        row((32, 31.5, 32.5), qualifier="rounded", **PERCENT),
    ]
    found = one([{"unit": "alarms"} | told for told in rows], indicator="safety_alarms")
    assert found["verdict"] == "compatible"
    assert found["smallest_detectable"] == pytest.approx(6)
