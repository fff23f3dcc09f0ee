"""Series that statistical offices publish with a target, judged again: their ratios and verdicts, and ours.

Sources of figures, targets, ratios and verdicts:

- Statistics Canada, Canadian Indicator Framework for the Sustainable Development Goals, data hub, table of the
  components of each progress calculation (base, current and target value and year, ratio, status), by indicator number;
  the vaccinations of 3.9.1 by disease and age. GIF: the same for the Global Indicator Framework.
- Eurostat, Sustainable development in the EU, monitoring report 2021, indicator sdg_07_40.
- EEA, Greenhouse gas emissions from land use, land use change and forestry (2024); Regulation (EU) 2023/839.
- Decision (EU) 2022/2481 (Digital Decade: 80 % with basic digital skills by 2030), DESI 2022, State of the Digital
  Decade 2024.
- Post- och telestyrelsen, Bredbandskartläggning: households and firms with 100 Mbit/s, in October of each year.
- Trafikverket, Analys av trafiksäkerhetsutvecklingen 2018 (2019:090) and 2020 (2021:099), and news of January 2021:
  people killed in road traffic, at most 220 in 2020.
- Statistisk sentralbyrå, emissions to air, 8 June 2021, as reported by NPK and Teknisk Ukeblad that day: greenhouse
  gases of Norway, at most 48.6 million tonnes in 2020.
- Nasjonal kommunikasjonsmyndighet, dekningsundersøkelser 2018-2020, as reported by digi.no (2018, 27 September 2019)
  and NPK (6 October 2020): households offered 100 Mbit/s by the middle of each year, 90 % in 2020 (Meld. St. 27
  (2015-2016) Digital agenda for Norge).
- Helsedirektoratet, nasjonale kvalitetsindikatorer, 3 May 2016, 24 November 2016 and 31 August 2017; Helse- og
  omsorgsdepartementet, 16 March 2017, and NPK, 25 October 2018 (waiting times).
- Vestlandsforsking, rapport 8/2014: messages in Sogn og Fjordane.
- Treasury Board of Canada Secretariat, Actual performance information by program and organization 2016-17: one row of
  GC InfoBase's results; Standing Committee on Government Operations, 41-2, meeting 35 (Treasury Board Secretariat).
"""

from datetime import date

import pandas as pd
import pytest

from ehealth_stats.analysis import progress

# Statistics Canada: on track, progress made but acceleration needed, limited progress, deterioration, target achieved.
ON, NEEDS, LIMITED, WORSE, THERE = (
    "on_track",
    "acceleration_needed",
    "limited_progress",
    "deterioration",
    "achieved",
)
UP, DOWN = "increase", "decrease"


def judged(readings, by, asked, direction, *, methods=("linear", "cagr"), as_of="2026-11-24", **target):
    """The row of a published series (year or day: figure), whose first reading is the baseline."""
    rows = pd.DataFrame(
        {"indicator": "published", "area": "CA", "period": list(readings), "value": list(readings.values())}
    )
    goal = {"indicator": "published", "area": "CA", "target_value": asked, "due": by, "direction": direction}
    targets = pd.DataFrame([goal | target])
    return progress(rows, targets, as_of=as_of, methods=methods).iloc[0]


# indicator, base year and value, last year and value, deadline and target, direction; the published ratio and class;
# the linear ratio by hand and its class.
CANADA = [
    ("1.1.1", 2015, 14.5, 2023, 10.2, 2030, 7.25, DOWN, 0.95259, ON, (4.3 / 8) / (7.25 / 15), ON),
    ("11.1.1", 2016, 26866, 2024, 36058, 2028, 13433, DOWN, -0.66758, WORSE, (-9192 / 8) / (13433 / 12), WORSE),
    ("11.3.1", 2005, 63, 2020, 74, 2030, 85, UP, 0.89494, NEEDS, (11 / 15) / (22 / 25), NEEDS),
    ("11.5.1", 2016, 19.3, 2021, 13.9, 2030, 22, UP, -6.76154, WORSE, (-5.4 / 5) / (2.7 / 14), WORSE),
    ("11.6.1", 2014, 699, 2022, 683.4, 2030, 490, DOWN, 0.12830, LIMITED, (15.6 / 8) / (209 / 16), LIMITED),
    ("12.1.1", 2015, 0.37, 2024, 14.63, 2030, 60, UP, 1.24962, ON, (14.26 / 9) / (59.63 / 15), LIMITED),
    ("14.1.1", 2015, 0.9, 2023, 14.7, 2030, 30, UP, 1.58669, ON, (13.8 / 8) / (29.1 / 15), NEEDS),
    ("15.2.1", 2019, 42, 2024, 40, 2026, 60, UP, -0.18576, WORSE, (-2 / 5) / (18 / 7), WORSE),
    ("15.4.1", 2015, 10.1, 2023, 13.7, 2030, 30, UP, 0.51601, LIMITED, (3.6 / 8) / (19.9 / 15), LIMITED),
    ("2.2.1", 2016, 66, 2021, 64, 2030, 71, UP, -1.17319, WORSE, (-2 / 5) / (5 / 14), WORSE),
    ("3.14.1", 2015, 18.8, 2024, 11.1, 2035, 5, DOWN, 0.88746, NEEDS, (7.7 / 9) / (13.8 / 20), ON),
    ("5.4.1", 2015, 1.5, 2022, 1.42592592592593, 2030, 1, DOWN, 0.27030, LIMITED, (2 / 27 / 7) / (0.5 / 15), LIMITED),
    ("6.6.1", 2016, 77, 2024, 77.7, 2040, 100, UP, 0.10337, LIMITED, (0.7 / 8) / (23 / 24), LIMITED),
    ("7.1.1", 2017, 20, 2023, 124.2, 2030, 600, UP, 1.18964, ON, (104.2 / 6) / (580 / 13), LIMITED),
    ("7.2.1", 2015, 81.444, 2024, 79.398, 2030, 90, UP, -0.42248, WORSE, (-2.046 / 9) / (8.556 / 15), WORSE),
    ("8.6.1", 2015, 195772, 2024, 224062, 2026, 244715, UP, 0.73732, NEEDS, (28290 / 9) / (48943 / 11), NEEDS),
    ("9.3.1", 2016, 84.3, 2024, 96.4, 2030, 100, UP, 1.37747, ON, (12.1 / 8) / (15.7 / 14), ON),
    ("9.6.1", 2015, 675, 2026, 16176, 2030, 37929, UP, 1.08661, ON, (15501 / 11) / (37254 / 15), LIMITED),
    ("3.9.1 diphtheria, 2", 2015, 76.9, 2021, 77.1, 2025, 95, UP, 0.02027, LIMITED, (0.2 / 6) / (18.1 / 10), LIMITED),
    ("3.9.1 diphtheria, 7", 2015, 74.6, 2021, 71.9, 2025, 95, UP, -0.25033, WORSE, (-2.7 / 6) / (20.4 / 10), WORSE),
    ("3.9.1 hepatitis B, 14", 2017, 83.1, 2021, 89, 2025, 90, UP, 1.72604, ON, (5.9 / 4) / (6.9 / 8), ON),
    ("3.9.1 hepatitis B, 2", 2015, 69.2, 2021, 82.6, 2025, 95, UP, 0.92999, NEEDS, (13.4 / 6) / (25.8 / 10), NEEDS),
    ("3.9.1 pneumococci, 2", 2015, 80.3, 2021, 85.1, 2025, 95, UP, 0.57354, LIMITED, (4.8 / 6) / (14.7 / 10), LIMITED),
    ("3.9.1 meningococci, 2", 2015, 87.8, 2021, 90.5, 2025, 95, UP, 0.63958, NEEDS, (2.7 / 6) / (7.2 / 10), NEEDS),
    ("3.4.1", 2015, 8.1, 2023, 7.3, 2025, 8, DOWN, 10.40257, THERE, (0.1 / 8) / (0.1 / 10), THERE),
    ("3.9.1 diphtheria, 17", 2017, 89.3, 2021, 92.8, 2025, 90, UP, 9.89005, THERE, (0.7 / 4) / (0.7 / 8), THERE),
]


@pytest.mark.parametrize("case", CANADA, ids=[case[0] for case in CANADA])
def test_canadian_indicator_framework(case):
    """Statistics Canada's ratio and class by compound growth; where the even pace has another class, both are named.

    By distance nothing is left once a target is passed, so the linear ratio counts what was needed and no more.
    """
    _, base_year, base, year, value, due, asked, direction, ratio, published, linear, by_distance = case
    row = judged({base_year: base, year: value}, due, asked, direction)
    assert row["cagr"] == pytest.approx(ratio, abs=1e-5)
    assert row["linear"] == pytest.approx(linear)
    assert (row["cagr_class"], row["linear_class"]) == (published, by_distance)
    assert row["verdict"] == (published if published == by_distance else "method_dependent")
    assert row["certainty"] == "necessary"


@pytest.mark.parametrize(
    ("readings", "due", "asked", "direction", "published"),
    [
        # GIF 1.4.1, pupils with minimum proficiency: R = 0.
        ({2015: 92, 2019: 92}, 2030, 100, UP, LIMITED),
        # GIF 1.4.1, clean fuels: at the target from the start.
        ({2015: 100, 2022: 100}, 2030, 100, UP, THERE),
        # 9.7.1 and 15.5.1: past the target from the start, and still.
        ({2015: 58.2, 2024: 59.4}, 2030, 50, UP, THERE),
        ({2015: 70, 2021: 68}, 2030, 100, DOWN, THERE),
        # 14.2.1 and 3.13.1: past it at the start, and short of it now.
        ({2015: 68.5534591194968, 2023: 46.7336683417085}, 2026, 55, UP, WORSE),
        ({2016: 7.8, 2024: 17.7}, 2028, 10, DOWN, WORSE),
        # 3.2.1 and GIF 10.c.1: one reading.
        ({2019: 13.2}, 2025, 10, DOWN, "unable_to_assess"),
        ({2017: 5.5}, 2030, 3, DOWN, "unable_to_assess"),
    ],
)
def test_baseline_at_the_target_and_single_readings(readings, due, asked, direction, published):
    """The published status, although there is no growth rate from a baseline that is at the target."""
    row = judged(readings, due, asked, direction)
    assert row["verdict"] == published
    assert pd.isna(row["cagr"]) or published == LIMITED
    assert row["reason"] or published in (LIMITED, THERE)


@pytest.mark.parametrize(
    ("readings", "linear", "verdict"),
    [
        # 6.1.1, long-term drinking water advisories on reserves: limited progress (0.39569) with 0.1 in place of 0.
        ({2015: 103, 2023: 29}, (74 / 8) / (103 / 15), ON),
        # 3.12.1: deterioration (-0.07372) with 0.1 in place of 0.
        ({2015: 184.4, 2023: 231.9}, (-47.5 / 8) / (184.4 / 15), WORSE),
    ],
)
def test_target_of_zero_has_no_growth_rate(readings, linear, verdict):
    """Where the office puts a small number for zero, the ratio depends on which: here the linear pace alone is told."""
    row = judged(readings, 2030, 0, DOWN)
    assert (row["cagr_class"], row["verdict"]) == ("unable_to_assess", verdict)
    assert row["linear"] == pytest.approx(linear)
    assert row["reason"] == "no growth rate: a zero or both signs"
    # 0.1 instead: ln(29/103)/8 = -.158410, g_o = -.146501; ln(.1/103)/15 = -.462490, g_r = -.370287; R = .39564.
    if verdict == ON:
        assert judged(readings, 2030, 0.1, DOWN)["cagr"] == pytest.approx(0.39569, abs=1e-5)


def test_renewable_energy_in_the_eu_as_eurostat_measures_progress():
    """Share of renewables 9.6 % in 2004, 19.7 % in 2019, 20 % asked for by 2020: significant progress, a ratio >= .95.

    By hand: ln(19.7/9.6)/15 = .718868/15 = .0479245, g_o = .0490915; ln(20/9.6)/16 = .733969/16 = .0458731,
    g_r = .0469415; R = 1.04580.
    """
    row = judged({2004: 9.6, 2019: 19.7}, 2020, 20, UP)
    assert row["cagr"] == pytest.approx(1.0458, abs=2e-4)
    # (10.1/15)/(10.4/16) = .673333/.65
    assert row["linear"] == pytest.approx(1.0359, abs=1e-4)
    assert (row["verdict"], row["target_status"]) == (ON, "not_available")
    assert row["reason"] == "no reading at or after the deadline"


def test_net_removals_of_the_eu_are_negative_throughout():
    """-236 Mt of CO2 equivalents in 2022 and 42 Mt more than the mean of 2016-2018, -310, asked for by 2030.

    From -268 in 2017 the sink shrank: g_o = (236/268)^(1/5) - 1, ln(.880597)/5 = -.0254310, so -.0251103;
    g_r = (310/268)^(1/13) - 1, ln(1.156716)/13 = .0111988, so .0112618. With d = -1 that is 2.2297, and the sign turns.
    Linear: (-32/5)/(42/13) = -1.98095.
    """
    row = judged({2017: -268, 2022: -236}, 2030, -310, DOWN)
    assert row["cagr"] == pytest.approx(-2.2297, abs=1e-4)
    assert row["linear"] == pytest.approx(-1.98095, abs=1e-5)
    assert (row["verdict"], row["certainty"]) == (WORSE, "necessary")
    # 257 Mt in 2023: still less than at the start; 280 would have been 12 of 42 in 6 of 13 years, .619.
    assert judged({2017: -268, 2023: -257}, 2030, -310, DOWN)["verdict"] == WORSE
    assert judged({2017: -268, 2023: -280}, 2030, -310, DOWN, methods="linear")["verdict"] == NEEDS


def test_balance_that_is_to_leave_its_deficit_has_no_growth_rate():
    """-1.9 % of GDP in 2019, balance asked for by 2030 (Coalition for a Better Future, scorecard); made-up readings.

    -1.5 four years on: (.4/4)/(1.9/11) = .57895; 0.3 is there.
    """
    slow = judged({2019: -1.9, 2023: -1.5}, 2030, 0, UP)
    assert slow["linear"] == pytest.approx(0.57895, abs=1e-5)
    assert (slow["verdict"], slow["cagr_class"]) == (LIMITED, "unable_to_assess")
    there = judged({2019: -1.9, 2023: 0.3}, 2030, 0, UP)
    assert (there["verdict"], there["certainty"]) == (THERE, "necessary")


def test_basic_digital_skills_in_the_eu():
    """54 % in 2021 and 55.6 % in 2023, 80 % asked for by 2030: far from on track.

    Linear (1.6/2)/(26/9) = .27692; growth: ln(55.6/54)/2 = .0145990, g_o = .0147061; ln(80/54)/9 = .0436714,
    g_r = .0446390; R = .32944.
    """
    row = judged({2021: 54, 2023: 55.6}, 2030, 80, UP, as_of="2024-07")
    assert row["linear"] == pytest.approx(0.27692, abs=1e-5)
    assert row["cagr"] == pytest.approx(0.32944, abs=1e-4)
    assert (row["verdict"], row["target_status"]) == (LIMITED, "future")
    # 24.4 points in seven years.
    assert row["required_annual_change"] == pytest.approx(24.4 / 7)


BROADBAND = {"2016-10": 71.4, "2017-10": 77, "2019-10": 84, "2020-10": 86}


def test_broadband_in_sweden_on_the_way():
    """71.4 % in October 2016, 77 % in 2017, 95 % by the end of 2020: PTS found the pace almost enough.

    5.6 in a year; 23.6 in four years and two months (61 days of 365): (5.6/1)/(23.6/4.16712) = .98881.
    """
    early = {period: BROADBAND[period] for period in ("2016-10", "2017-10")}
    row = judged(early, "2020", 95, UP, methods="linear", as_of="2018-03")
    assert row["linear"] == pytest.approx(5.6 / (23.6 / (4 + 61 / 365)))
    assert (row["verdict"], row["target_status"]) == (ON, "future")


def test_broadband_in_sweden_at_the_deadline():
    """86 % in October 2020: a reading two months before the deadline decides only if it is declared for it: missed."""
    row = judged(BROADBAND, "2020-12-31", 95, UP, as_of="2021-03")
    assert (row["actual"], row["target_status"]) == (86, "not_available")
    rows = pd.DataFrame(
        {"indicator": "broadband", "area": "SE", "period": list(BROADBAND), "value": list(BROADBAND.values())}
    ).assign(follow_up=["", "", "", "all"])
    goal = pd.DataFrame([{"indicator": "broadband", "area": "SE", "target_value": 95, "due": 2020, "direction": UP}])
    declared = progress(rows, goal, as_of=date(2021, 3, 31)).iloc[0]
    assert (declared["target_status"], declared["certainty"]) == ("not_met", "necessary")


def test_interim_target_that_was_passed_early():
    """53 % in October 2012 and 57 % a year later of the 40 % asked for by 2015: achieved, though it is not due yet."""
    row = judged({"2012-10": 53, "2013-10": 57}, 2015, 40, UP, as_of="2014-03")
    assert (row["verdict"], row["certainty"], row["target_status"]) == (THERE, "necessary", "future")


KILLED = {2007: 471, 2017: 252, 2018: 324, 2019: 221, 2020: 204}


@pytest.mark.parametrize(
    ("last", "linear", "verdict"),
    [
        # 2018: 240 were needed; the agencies found that it will most likely not be reached.
        (2018, (147 / 11) / (251 / 13), NEEDS),
        # 2019: within reach, by the same agencies.
        (2019, (250 / 12) / (251 / 13), ON),
    ],
)
def test_people_killed_in_swedish_road_traffic_on_the_way(last, linear, verdict):
    """471 in 2007, at most 220 asked for by 2020.

    2018, by growth: ln(324/471)/11 = -.0340085, g_o = -.0334367; ln(220/471)/13 = -.0585566, g_r = -.0568752; .58790,
    a class lower than by the even pace.
    """
    readings = {year: figure for year, figure in KILLED.items() if year <= last}
    row = judged(readings, 2020, 220, DOWN, as_of=f"{last + 1}-04")
    assert row["linear"] == pytest.approx(linear)
    assert (row["linear_class"], row["target_status"]) == (verdict, "future")
    if last == 2018:
        assert row["cagr"] == pytest.approx(0.58790, abs=1e-4)
        assert (row["cagr_class"], row["verdict"]) == (LIMITED, "method_dependent")


def test_people_killed_in_swedish_road_traffic_at_the_deadline():
    """204, or 190 as first told: reached. 221 a year before is one too many, though the agency counts it as reached."""
    assert judged(KILLED, 2020, 220, DOWN)["target_status"] == "met"
    assert judged(KILLED | {2020: 190}, 2020, 220, DOWN)["target_status"] == "met"
    assert judged(KILLED, 2019, 220, DOWN)["target_status"] == "not_met"
    # "mer än halverats" from 471 (which would be 235), and 3 600 of at most 4 100 severely injured.
    assert judged(KILLED, 2020, 50, None, kind="decrease_by", unit="percent")["target_status"] == "met"
    assert judged({2020: 3600}, 2020, 4100, None, kind="ceiling")["target_status"] == "met"
    # The earlier target: at most 270 in 2007, missed by far.
    assert judged(KILLED, 2007, 270, None, kind="ceiling")["target_status"] == "not_met"


def test_greenhouse_gases_of_norway_miss_the_target_of_2020():
    """50.0 million tonnes in 2020, 51.7 in 2019 as corrected, at most 48.6 asked for: not reached."""
    row = judged({2019: 51.7, 2020: 50.0}, 2020, 48.6, None, kind="ceiling", as_of="2021-06")
    assert (row["target_status"], row["certainty"]) == ("not_met", "necessary")
    assert row["verdict"] == "unable_to_assess"


@pytest.mark.parametrize(
    ("year", "readings", "verdict"),
    [
        # 2018, two points a year since 2016: (2/1)/(10/3.5) = .7 from 2017; "far away".
        (2018, {"2017-06-30": 80, "2018-06-30": 82}, NEEDS),
        # 2020: a point short half a year before the end, "we will probably reach it": (7/2)/(8/2.5) = 1.094 from 2018.
        (2020, {"2018-06-30": 82, "2019-06-30": 86, "2020-06-30": 89}, ON),
    ],
)
def test_broadband_in_norway_on_the_way(year, readings, verdict):
    """Households offered 100 Mbit/s, 90 % asked for by the end of 2020."""
    row = judged(readings, 2020, 90, UP, methods="linear", as_of=f"{year}-10")
    assert (row["verdict"], row["target_status"], row["certainty"]) == (verdict, "future", "necessary")
    # The next day of judgement after the deadline: nothing has been counted at it.
    assert judged(readings, 2020, 90, UP, as_of="2021-03")["target_status"] == "not_available"


@pytest.mark.parametrize(
    ("readings", "due", "asked", "kind", "status"),
    [
        # Waiting for somatic care, days: within 65 in the first third of 2016, under 60 in that of 2017.
        ({"2016-01/2016-04": 63}, "2016-04-30", 65, "ceiling", "met"),
        ({"2016-01/2016-04": 63, "2017-01/2017-04": 56}, "2017-04-30", 60, "ceiling", "met"),
        # All hospitals: 60 in 2016, under 65 "now reached"; 58.3 in the summer of 2018, under 50 by 2021.
        ({2015: 69, 2016: 60}, 2016, 65, "ceiling", "met"),
        ({2016: 60, "2018-05/2018-08": 58.3}, 2021, 50, "ceiling", "not_available"),
        # Cancer pathways done in time, 70 percent: prostate 43.9.
        ({2015: 43.9}, 2015, 70, "level", "not_met"),
        # Calls to 113 answered in 10 seconds, 90 percent: 79.9 in the first third of 2015, 87.2 in the last.
        ({"2015-01/2015-04": 79.9, "2015-09/2015-12": 87.2}, 2015, 90, "level", "not_met"),
        # Blood pressure treated after stroke: 66.5, moderate from 60, high from 70.
        ({2015: 66.5}, 2015, 60, "level", "met"),
        ({2015: 66.5}, 2015, 70, "level", "not_met"),
    ],
)
def test_norwegian_health_services_at_their_targets(readings, due, asked, kind, status):
    """As the directorate and the ministry told it."""
    row = judged(readings, due, asked, UP if kind == "level" else None, kind=kind)
    assert row["target_status"] == status


def test_waiting_times_in_norway_on_the_way():
    """60 days in 2016, 58.3 in August 2018, 50 by the end of 2021: the minister is not satisfied.

    1.7 in 1 + 243/365 years, 10 in five.
    """
    row = judged({2016: 60, "2018-05/2018-08": 58.3}, 2021, 50, DOWN, methods="linear", as_of="2018-10-25")
    assert row["linear"] == pytest.approx((1.7 / (1 + 243 / 365)) / 2)
    assert (row["verdict"], row["target_status"]) == (LIMITED, "future")


def test_all_municipalities_of_sogn_og_fjordane_exchange_messages():
    """In June 2014 all had begun, 26 of 26; with one of them silent it would be open."""
    numbers = (
        "1401 1411 1412 1413 1416 1417 1418 1419 1420 1421 1422 1424 1426 "
        "1428 1429 1430 1431 1432 1433 1438 1439 1441 1443 1444 1445 1449"
    )
    codes = [f"NO-{number}" for number in numbers.split()]
    rows = pd.DataFrame({"indicator": "electronic_messaging", "area": codes, "period": "2014-06", "value": 1})
    goal = pd.DataFrame({"indicator": ["electronic_messaging"], "area": "NO-14", "kind": "all_areas", "due": "2014-06"})
    row = progress(rows, goal).iloc[0]
    assert [row[name] for name in ("actual", "target_lower", "target_status")] == [26, 26, "met"]
    silent = progress(rows[1:], goal).iloc[0]
    assert silent["target_status"] == "not_available"
    assert silent["reason"].endswith("the bounds allow met and not met; no figure from Flora")


@pytest.mark.parametrize(
    ("actual", "asked", "kind", "status"),
    [
        # Administrative Tribunals Support Service: error rate on payments, 2 % at most, 0.63: target met.
        (0.63, 2, "ceiling", "met"),
        # Treasury Board Secretariat: organizations within their range of spending, 80 %, 70: missed (the year is ours).
        (70, 80, "level", "not_met"),
    ],
)
def test_results_of_canadian_departments(actual, asked, kind, status):
    """Date to achieve the target: March 2017; the same before that date is to be achieved in the future."""
    direction = UP if kind == "level" else None
    row = judged({"2017-03": actual}, "2017-03", asked, direction, kind=kind)
    assert (row["target_status"], row["certainty"]) == (status, "necessary")
    assert judged({"2016-03": actual}, "2017-03", asked, direction, kind=kind, as_of="2016-11")["target_status"] == (
        "future"
    )
