"""Small tables as documents print them: the consistent ones are never contradicted, a planted error always is.

    area  part  figure      area and part default to the county and the whole; a leading "=" states a total
    Ånge        450
    =           5564

A figure is "450" (exact), "~60" (approximate), "?" (unknown), ">100" (at least 100), "." (suppressed); "%" after it is
percent, "p" percentage points, "k" thousands of kronor, "m" millions: these are rounded to their last printed digit.
"""

from math import inf, nan

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rows import ANGE, SEVEN, TIMRA, observation

from ehealth_stats.analysis import compare_totals
from ehealth_stats.schema import to_table

DIMENSIONS = {
    "role": ["nurses", "physicians", "students", "private_actors", "it_managers", "advisers"],
    "funding": ["grant_coordinator", "grant_activities"],
}
COUNTIES = [1, *range(3, 11), 12, 13, 14, *range(17, 26)]


def figure(text):
    """Read a figure of the notation above: value, lower, upper, qualifier, status, unit ("" is the table's)."""
    unit = {"%": "percent", "p": "percentage_points", "k": "SEK", "m": "SEK"}.get(text[-1], "")
    scale = {"k": 1e3, "m": 1e6}.get(text[-1], 1.0)
    text = text.rstrip("%pkm")
    if text in ("?", "."):
        known = text == "?"
        return nan, 0.0, inf, "unknown" if known else "not_available", "L" if known else "Q", unit
    if text.startswith(">"):
        return nan, float(text[1:]), inf, "at_least", "E", unit
    if text.startswith("~"):
        value = float(text[1:])
        step = 10.0 ** (len(text[1:]) - len(text[1:].rstrip("0")))
        half = min(max(step / 2, 1.0), value / 10)
        return value * scale, (value - half) * scale, (value + half) * scale, "approximate", "E", unit
    rounded = unit in ("percent", "percentage_points") or scale > 1
    value = float(text)
    half = 0.5 * 10.0 ** -len(text.partition(".")[2]) if rounded else 0.0
    low, high = (value - half) * scale, (value + half) * scale
    return value * scale, low, high, "rounded" if rounded else "exact", "A", unit


def told_as(number, printed, unit="persons", **columns):
    """One row: its figure, and what differs from the county's whole of 2013."""
    value, lower, upper, qualifier, status, own = figure(printed.removeprefix("="))
    row = {
        "observation_id": f"plan/{number:03}",
        "figure": (value, lower, upper),
        "qualifier": qualifier,
        "status": status,
        "unit": own or unit,
        "role": "stated_total" if printed.startswith("=") else "reported",
        "locator": f"table 1 row {number} column 2",
        "text": printed,
    }
    return observation(**row | columns)


def table(rows, **columns):
    """Make rows of observations of rows, each (figure, what differs)."""
    return [told_as(n, printed, **{**columns, **more}) for n, (printed, more) in enumerate(rows)]


def verdicts(rows):
    """Compare rows of observations."""
    return compare_totals(to_table("observations", rows))["verdict"].tolist()


def areas(*figures, total, **columns):
    """Seven figures, one a municipality, and the county's; None leaves a municipality out."""
    own = [(text, {"area": code}) for code, text in zip(SEVEN, figures, strict=True) if text is not None]
    return table([*own, (total, {})], **columns)


def parts(*figures, total, dimension="role", **columns):
    """Figures, one a category of a dimension, and their whole."""
    codes = DIMENSIONS[dimension]
    whole = "grant" if dimension == "funding" else "_T"
    own = [(text, {"breakdown": code}) for code, text in zip(codes, figures, strict=False)]
    return table([*own, (total, {"breakdown": whole})], **columns)


def share(part, whole, percent, **more):
    """A part, its whole, and the percentage printed beside them."""
    rows = [(part, {"breakdown": "digital"}), (whole, {}), (percent, {"breakdown": "digital"} | more)]
    return table(rows, unit="alarms", indicator="safety_alarms")


def change(before, after, stated, years=(2012, 2013), **columns):
    """Two readings and the change that is stated between them."""
    ends = [(before, {"period": str(years[0])}), (after, {"period": str(years[1])})]
    return table([*ends, (stated, {"period": f"{years[0]}/{years[1]}", "role": "rate"})], **columns)


MONEY = {"unit": "SEK", "indicator": "programme_budget"}
ALARMS = {"unit": "alarms", "indicator": "safety_alarms"}

# What is printed and is true.
CONSISTENT = {
    # population 31 December 2023, Statistics Sweden: 9 109 + 17 540 + 24 654 + 99 213 + 17 631 + 18 523 + 55 478
    "population of a county": areas(
        "9109", "17540", "24654", "99213", "17631", "18523", "55478", total="=242148"
    ),
    "alarms of the plan": areas("450", "300", "664", "1800", "560", "670", "1120", total="=5564", **ALARMS),
    "one approximate term, total inside": areas("51", "~60", "30", "120", "26", "27", "156", total="=472"),
    "approximate total of exact terms": areas("51", "60", "30", "120", "26", "27", "156", total="=~470"),
    "an unknown municipality": areas("51", "60", "30", "?", "26", "27", "156", total="=470"),
    "a suppressed cell": areas("51", "60", "30", "120", ".", "27", "156", total="=470"),
    "a municipality without a row": areas("51", "60", "30", None, "26", "27", "156", total="=470"),
    "at least": areas("51", ">60", "30", "120", "26", "27", "156", total="=500"),
    "zeros": areas("0", "0", "0", "0", "0", "0", "0", total="=0"),
    "thousands rounded one by one": areas("1k", "1k", "1k", "1k", "1k", "1k", "1k", total="=10k", **MONEY),
    "millions with a decimal": areas("1.2m", "0.4m", "3.3m", "2.0m", "0.1m", "0.1m", "0.3m", total="=7.6m", **MONEY),
    "the mean of the municipalities": areas("51", "60", "30", "120", "26", "27", "156", total="=67"),
    "another day": table([("51", {"area": ANGE, "period": "2012"}), ("60", {"area": TIMRA}), ("=300", {})]),
    "another definition": table([*[("60", {"area": code}) for code in SEVEN], ("=300", {"status": "D"})]),
    "declared noise": table([*[("60", {"area": code, "status": "U"}) for code in SEVEN], ("=424", {})]),
    "five roles": parts("62", "195", "93", "120", "50", "57", total="=577"),
    "percent that add up to 101": parts("33%", "34%", "34%", total="=100%"),
    "percent that add up to 99": parts("33%", "33%", "33%", total="=100%"),
    # analogue and digital alarms in municipalities, SVT 2016: 22 + 7 + 53 + 18
    "percent of municipalities": parts("22%", "7%", "53%", "18%", total="=100%"),
    "varav that do not exhaust": table(
        [("=577", {"locator": "p"}), ("62", {"breakdown": "nurses", "locator": "p"}),
         ("95", {"breakdown": "physicians", "locator": "p"})]
    ),
    "a whole with one part": table([("=577", {}), ("357", {"breakdown": "municipal"})]),
    "kronor and thousands of kronor": parts("742593", "1739k", total="=2482k", dimension="funding", **MONEY),
    # government decision S2010/1791/FST, 2011: 282 500 000 to distribute and 2 500 000 for the work
    "grant and administration": parts("282500000", "2500000", total="=285000000", dimension="funding", **MONEY),
    "one krona of rounding": parts("742593", "1738591", total="=2481183", dimension="funding", **MONEY),
    "30 percent": share("48000", "160000", "30%"),
    # Socialstyrelsen 2015-9-8: about 203 000 alarms, 54 000 digital, 27 percent
    "27 percent of about 203 000": share("54000", "~203000", "27%"),
    # Socialstyrelsen 2014-9-38: about 212 000 alarms, about 30 000 digital, 14 percent
    "14 percent of about 212 000": share("~30000", "~212000", "14%"),
    "percent of another year": share("48", "160", "32%", period="2012"),
    "percentage of another definition": share("48", "160", "50%", status="D"),
    "percentage points beside": share("48", "160", "10p"),
    "40 more": change("80m", "120m", "40m", **MONEY),
    "12 more": change("45", "57", "12"),
    "a decrease without its sign": change("57", "45", "12"),
    "27 percent more": change("45", "57", "27%"),
    # Helsedirektoratet, Omsorg 2020, table 3, 2019 to 2020: location technology, alarms, supervision, medication, users
    "48 percent more": change("2333", "3454", "48%", **ALARMS),
    "29 percent more": change("80404", "104003", "29%", **ALARMS),
    "53 percent more": change("3925", "5998", "53%", **ALARMS),
    "215 percent more": change("1816", "5712", "215%", **ALARMS),
    "33 percent more": change("82542", "109385", "33%", **ALARMS),
    # Socialstyrelsen by Lokaltidningen 2018: Ystad from 352 to 769 alarms, about 118 percent
    "about 118 percent more": change("352", "769", "~118%", **ALARMS),
    "5 points more": change("20%", "25%", "5p", **ALARMS),
    "25 percent of 20 percent": change("20%", "25%", "25%", **ALARMS),
    "a change whose first reading is missing": table([("57", {}), ("12", {"period": "2012/2013", "role": "rate"})]),
    "the same figure twice": table([("134", {}), ("134", {})]),
    "a figure and its rounding": table([("134", {}), ("~130", {})]),
    "two definitions of one figure": table([("134", {}), ("80", {"status": "D"})]),
    "a figure of two days": table([("134", {}), ("138", {"period": "2014"})]),
    "a county's share inside those of its municipalities": areas(
        "10%", "20%", "30%", "40%", "50%", "60%", "70%", total="=45%", **ALARMS
    ),
    "a country of two counties, nineteen without a row": table(
        [("100", {"area": "SE-22"}), ("200", {"area": "SE-23"}), ("=2000", {"area": "SE"})]
    ),
    "municipalities of another year": table(
        [*[("60", {"area": code, "period": "2012"}) for code in SEVEN], ("=433", {})]
    ),
    "a provisional total": table([*[("60", {"area": code}) for code in SEVEN], ("=433", {"status": "P"})]),
    "a provisional figure and the final one": table([("134", {"status": "P"}), ("138", {"source_id": "later"})]),
    "undated in two documents": table([("134", {"period": ".."}), ("138", {"period": "..", "source_id": "b"})]),
    "varav in a column": table(
        [("=577", {}), ("62", {"breakdown": "nurses", "said": "some"}),
         ("95", {"breakdown": "physicians"})]
    ),
    # Helsedirektoratet, Omsorg 2020, table 3: four kinds of technology, and everybody once, "unike brukere"
    "unique users": table(
        [("3454", {"breakdown": "nurses"}), ("104003", {"breakdown": "physicians"}),
         ("5998", {"breakdown": "students"}), ("5712", {"breakdown": "advisers"}),
         ("=109385", {"said": "distinct"})]
    ),
    # the population above, each figure to the nearest hundred: 242 200 by the terms, 242 100 by itself
    "counts printed in hundreds": areas(
        "9100", "17500", "24700", "99200", "17600", "18500", "55500", total="=242200"
    ),
    "25 percent of the share, not of the number": table(
        [("40", {"period": "2012"}), ("48", {}), ("20%", {"period": "2012"}), ("25%", {}),
         ("25%", {"period": "2012/2013", "role": "rate"})], **ALARMS
    ),
    "counties of a country that all agree": table(
        [*[("100", {"area": f"SE-{code:02}"}) for code in COUNTIES], ("=2100", {"area": "SE"})]
    ),
}  # fmt: skip


# The verdict of each, where it does not agree; nothing of these is compared at all:
SILENT = {
    "another definition", "declared noise", "a whole with one part", "percent of another year",
    "percentage of another definition", "percentage points beside", "a change whose first reading is missing",
    "the same figure twice", "a figure and its rounding", "two definitions of one figure", "a figure of two days",
    "a county's share inside those of its municipalities", "municipalities of another year", "a provisional total",
    "a provisional figure and the final one", "undated in two documents",
}  # fmt: skip
OPEN = {
    "an unknown municipality", "a suppressed cell", "a municipality without a row", "at least",
    "the mean of the municipalities", "another day", "varav that do not exhaust", "varav in a column",
    "a country of two counties, nineteen without a row",
}  # fmt: skip
WITHIN_BOUNDS = {
    "one approximate term, total inside", "27 percent of about 203 000", "14 percent of about 212 000",
    "about 118 percent more", "unique users",
}  # fmt: skip
ROUNDED = {
    "thousands rounded one by one", "millions with a decimal", "percent that add up to 101",
    "percent that add up to 99", "kronor and thousands of kronor", "one krona of rounding", "27 percent more",
    "48 percent more", "29 percent more",
    "53 percent more", "215 percent more", "33 percent more", "counts printed in hundreds",
}  # fmt: skip
NAMES = {"not_checkable": OPEN, "compatible": WITHIN_BOUNDS, "within_rounding": ROUNDED}


@pytest.mark.parametrize("name", CONSISTENT)
def test_a_consistent_table_is_not_contradicted(name):
    """Rounded, open, suppressed, noisy, dated or defined otherwise: never a contradiction."""
    verdict = next((verdict for verdict, names in NAMES.items() if name in names), "agrees")
    assert verdicts(CONSISTENT[name]) == ([] if name in SILENT else [verdict])


PLANTED = {
    # the same population with Timrå's 17 540 as 17 450
    "digits swapped": areas("9109", "17450", "24654", "99213", "17631", "18523", "55478", total="=242148"),
    "one more": areas("450", "300", "664", "1800", "560", "670", "1120", total="=5565", **ALARMS),
    "a term left out": areas("450", "300", "664", "1800", "560", "670", "1120", total="=5004", **ALARMS),
    "an approximate term does not reach": areas("51", "~60", "30", "120", "26", "27", "156", total="=~445"),
    "less than what is known": areas("51", "60", "30", "?", "26", "27", "156", total="=300"),
    "less than at least": areas("51", ">60", "30", "120", "26", "27", "156", total="=400"),
    "less than the rows there are": areas("51", "60", "30", None, "26", "27", "156", total="=340"),
    "thousands further apart than rounding": areas("1k", "1k", "1k", "1k", "1k", "1k", "1k", total="=12k", **MONEY),
    "a zero too many": areas("0", "0", "0", "0", "0", "0", "0", total="=1"),
    "a role too many": parts("62", "195", "93", "120", "50", "57", total="=578"),
    "percent that add up to 108": parts("33%", "37%", "38%", total="=100%"),
    # Socialstyrelsen 2014-9-38 as printed: 8 percent digital only, 31 analogue only, "the other 69" (without the 8)
    "the other 69 percent": parts("8%", "31%", "69%", total="=100%"),
    "varav more than the whole": table(
        [("=577", {"locator": "p"}), ("362", {"breakdown": "nurses", "locator": "p"}),
         ("295", {"breakdown": "physicians", "locator": "p"})]
    ),
    "kronor taken for thousands": parts("742593", "1739", total="=2482k", dimension="funding", **MONEY),
    "two kronor": parts("742593", "1738591", total="=2481182", dimension="funding", **MONEY),
    "31 percent of 48 in 160": share("48000", "160000", "31%"),
    "14 percent of 27": share("54000", "~203000", "14%"),
    "a decimal that does not hold": share("48", "160", "30.2%"),
    "50 more": change("80m", "120m", "50m", **MONEY),
    "13 more": change("45", "57", "13"),
    "less where it is more": change("45", "57", "-12"),
    "points for percent": change("20%", "25%", "5%", **ALARMS),
    "percent for points": change("20%", "25%", "25p", **ALARMS),
    # Helsedirektoratet, Omsorg 2020, table 3 and the text under it: from 95 718 in 2017, "33 percent" (it is 14.3)
    "growth from another year": change("95718", "109385", "33%", years=(2017, 2020), **ALARMS),
    "growth by the later reading": change("352", "769", "54%", **ALARMS),
    "two places": table([("134", {}), ("138", {})]),
    "a place outside of about": table([("150", {}), ("~130", {})]),
    "a county's share above all of its municipalities": areas(
        "10%", "20%", "30%", "40%", "50%", "60%", "70%", total="=75%", **ALARMS
    ),
    "unique users fewer than of one kind": table(
        [("3454", {"breakdown": "nurses"}), ("104003", {"breakdown": "physicians"}), ("=99000", {"said": "distinct"})]
    ),
    "unique users more than all kinds": parts("3454", "104003", total="=109385", said="distinct"),
    "counts in hundreds further apart": areas(
        "9100", "17500", "24700", "99200", "17600", "18500", "55500", total="=242600"
    ),
    "round counts": areas("100", "200", "300", "100", "200", "300", "100", total="=1400"),
    "counties of a country": table(
        [*[("100", {"area": f"SE-{code:02}"}) for code in COUNTIES], ("=2101", {"area": "SE"})]
    ),
    "a country below its two counties": table(
        [("100", {"area": "SE-22"}), ("200", {"area": "SE-23"}), ("=250", {"area": "SE"})]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_error_is_found(name):
    """One figure that the others can't be true with is one contradiction."""
    disagreement = ["sources_disagree"] if name in ("two places", "a place outside of about") else ["differs"]
    assert verdicts(PLANTED[name]) == disagreement


STEPS = st.lists(st.sampled_from([0, 1, 10, 100, 1000]), min_size=8, max_size=8)
NUMBERS = st.lists(st.integers(0, 9000), min_size=7, max_size=7)


def printed(number, step, **more):
    """A row that prints a number as it is (step 0), or rounded to a step by itself."""
    value = step * round(number / step) if step else number
    row = {"value": value, "lower": value - step / 2, "upper": value + step / 2}
    return told_as(0, str(value)) | row | {"qualifier": "rounded" if step else "exact"} | more


def county(numbers, total):
    """Compare seven rows with an eighth, the total."""
    own = [row | {"area": code} for row, code in zip(numbers, SEVEN, strict=True)]
    named = [row | {"observation_id": f"plan/{n}"} for n, row in enumerate([*own, total | {"role": "stated_total"}])]
    return compare_totals(to_table("observations", named)).iloc[0]


@settings(max_examples=60, deadline=None)
@given(NUMBERS, STEPS)
def test_a_true_table_is_never_contradicted_however_it_is_rounded(numbers, steps):
    """Each number and the sum rounded to one, ten, a hundred or a thousand by itself, or not at all."""
    *own, total = [printed(number, step) for number, step in zip([*numbers, sum(numbers)], steps, strict=True)]
    assert county(own, total)["verdict"] in ("agrees", "within_rounding", "compatible")


def told(number, below, above):
    """A row that tells a number by a point in the middle of two bounds, which is not where the number is."""
    row = {"value": number + (above - below) / 2, "lower": number - below, "upper": number + above}
    return told_as(0, str(number)) | row | {"qualifier": "approximate" if below or above else "exact"}


SLACK = st.sampled_from([0, 1, 7, 300])
TOLD = st.one_of(st.tuples(st.just(told), SLACK, SLACK), st.tuples(st.just(printed), st.sampled_from([1, 10, 1000])))


@settings(max_examples=80, deadline=None)
@given(NUMBERS, st.lists(TOLD, min_size=8, max_size=8), st.integers(0, 7), st.integers(1, 9000), st.booleans())
def test_an_error_above_the_smallest_detectable_is_always_found(numbers, ways, place, error, is_more):
    """One number of a true table is wrong before it is printed, exactly, rounded or with bounds on either side."""
    # 300 more, so that no lower bound is below nothing
    wrong = [number + 300 for number in numbers]
    wrong.append(sum(wrong))
    wrong[place] += error if is_more or wrong[place] < error + 300 else -error
    *own, total = [way(number, *widths) for number, (way, *widths) in zip(wrong, ways, strict=True)]
    result = county(own, total)
    assume("mean" not in result["note"])
    assert result["verdict"] == "differs" or error <= result["smallest_detectable"]


def test_an_error_as_large_as_the_smallest_detectable_may_be_missed():
    """C:a 60 is 55 to 65. Of 65 printed as c:a 70 (65-75) the sum still reaches the true one; as c:a 71 it does not."""
    for wrong, verdict in ((70, "compatible"), (71, "differs")):
        exact = [told(number, 0, 0) for number in (51, 120, 30, 26, 27, 156)]
        result = county([*exact, told(wrong, 5, 5)], told(410 + 65, 0, 0))
        assert (result["verdict"], result["smallest_detectable"]) == (verdict, 10)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5000), st.integers(0, 5000), st.sampled_from([1, 10]), st.integers(-60, 60))
def test_a_percentage_is_contradicted_when_it_is_off_by_more_than_its_rounding(part, rest, decimals, error):
    """The percentage of a part, printed with no or one decimal, is silent; off by one of its last digits it differs."""
    whole = part + rest
    exact = 100 * part / whole
    value = round(exact * decimals) / decimals + error / decimals
    half = 0.5 / decimals
    rows = [
        printed(part, 0, breakdown="digital"),
        printed(whole, 0),
        printed(0, 0, breakdown="digital", unit="percent")
        | {"value": value, "lower": value - half, "upper": value + half, "qualifier": "rounded"},
    ]
    named = [row | {"observation_id": f"plan/{n}"} for n, row in enumerate(rows)]
    (verdict,) = compare_totals(to_table("observations", named))["verdict"]
    assert (verdict == "differs") == (abs(value - exact) > half + 1e-9)
