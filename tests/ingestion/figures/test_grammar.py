"""Numbers and the words around them -> figures: bounds, unit and relation of each, worked out by hand."""

from math import inf

import pytest

from ehealth_stats import extract_quantities


def read(words: str, language: str = "sv") -> list[tuple[float, float, str, str]]:
    """Return the bounds, the unit and the relation of each figure."""
    found = extract_quantities(words, language=language)
    return list(zip(found["lower"], found["upper"], found["unit"], found["relation"], strict=True))


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("120, 45 och 60 larm", ["alarms", "alarms", "alarms"]),
        ("120, 45, 60 larm", ["", "", "alarms"]),  # no "and" tells that the list ends there
        ("120 larm, 45 och 60 kort", ["alarms", "cards", "cards"]),
        ("120; 45 och 60 kort", ["", "cards", "cards"]),
        ("12 respektive 60 larm", ["alarms", "alarms"]),
        ("120 tusen, 45 och 60 larm", ["", "alarms", "alarms"]),
        ("12 eller så 60 larm", ["", "alarms"]),
        ("45 och varav 60 larm", ["", "alarms"]),
        ("hälften och 60 larm", ["percent", "alarms"]),
        ("45 och hälften", ["", "percent"]),
        ("SEK 45 och 60 larm", ["SEK", "alarms"]),
        ("ökat med 12 larm till 57", ["alarms", "alarms"]),  # what a change leads to is counted as it is
        ("ökat med 35 procent till 5 400", ["percent", ""]),  # but not in percent
        ("ökat med 5 procentenheter till 60", ["percentage_points", "percent"]),
        ("från 45 procent till 60", ["percent", "percent"]),
        ("SEK 45 och 60 kr", ["SEK", "SEK"]),
        ("4 av 5 procent", ["", "percent"]),
        ("två av tre kommuner", ["municipalities", "municipalities"]),
    ],
)
def test_a_list_has_the_unit_that_is_printed_once(words, units):
    """Numbers joined by commas and "and" share the unit behind the last of them."""
    assert [unit for *_, unit, _ in read(words)] == units


@pytest.mark.parametrize(
    ("words", "lowest"),
    [
        ("opp 40 til 120 fra 80 millioner", [39.5e6, 119.5e6, 79.5e6]),
        ("opp 40 millioner til 120 fra 80 millioner", [39.5e6, 119.5e6, 79.5e6]),
        ("opp 40 til 120 og 80 millioner", [40, 120, 79.5e6]),
        ("opp 40 til 120 totalt 80 millioner", [40, 120, 79.5e6]),
        ("fra 80 millioner opp 40 til 120", [79.5e6, 40, 120]),
        ("4 av 5 millioner kroner", [3.5e6, 4.5e6]),
        ("4 av 5 kommuner", [4, 5]),
        ("4 kort av 5 millioner kroner", [4, 4.5e6]),
        ("kr 4 av 5 millioner", [3.5e6, 4.5e6]),
        ("67 år og over 181 184", [181_184]),  # an age, and no bound of the number behind it
        ("67 år og minst 181 184", [67, 181_184]),
    ],
)
def test_a_change_and_a_part_have_the_millions_that_are_printed_once(words, lowest):
    """What it was before, or of what, is printed with its multiplier: that holds for all."""
    assert [lower for lower, *_ in read(words, "nb")] == lowest


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("fem (5) kommuner", [5]),
        ("fem (6) kommuner", [5, 6]),
        ("5 och 5 kommuner", [5, 5]),
        ("fem (5) och sex (6) kommuner", [5, 6]),
        ("sex, fem (5)", [6, 5]),
        ("två tusen", [1500]),
        ("två tusen larm", [1500]),  # as a number and its multiplier: to the nearest thousand
        ("2 miljoner 45 larm", [1.5e6, 45]),
    ],
)
def test_a_number_that_is_repeated_or_multiplied_is_one(words, values):
    """A number in brackets repeats the one before; "thousand" multiplies it."""
    assert [lower for lower, *_ in read(words)] == values


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tkr 5", (4500, 5500, "SEK", "whole")),
        ("tkr 5 tusen", (4500, 5500, "SEK", "whole")),
        ("tkr 5 larm", (5, 5, "alarms", "whole")),
        ("60 +/- 5 kommuner", (55, 65, "municipalities", "whole")),
        ("60 kommuner +/- 5", (55, 65, "municipalities", "whole")),
        ("60 tusen +/- 500 larm", (59_500, 60_500, "alarms", "whole")),
        ("60 +/- 5 miljoner kronor", (55e6, 65e6, "SEK", "whole")),
        ("5 kr till 10 kr", (5, 10, "SEK", "whole")),
        ("5 kr till 10", (5, 10, "SEK", "whole")),
        ("226 av kommunerna är med", (226, 226, "municipalities", "whole")),
        ("a -45", (45, 45, "", "whole")),
        ("tkr 5 till 10", (5000, 10_000, "SEK", "whole")),
        ("5 till över 10 larm", (5, inf, "alarms", "whole")),
        ("kring tolv frågor", (12, 12, "", "whole")),  # the topic of twelve questions
        ("kring tretton frågor", (12, 14, "", "whole")),
        ("kring 12 frågor", (11, 13, "", "whole")),
        ("kring tolv kommuner", (11, 13, "municipalities", "whole")),
        ("kring tolv miljoner", (11.5e6, 12.5e6, "", "whole")),
        ("drygt tolv frågor", (12, 13, "", "whole")),
        ("cirka tolv frågor", (11, 13, "", "whole")),
        ("under tre månader", (3, 3, "months", "whole")),  # during
        ("under tre kommuner", (0, 2, "municipalities", "whole")),
        ("högst tre månader", (0, 3, "months", "whole")),
        ("fördelas över fyra år", (4, 4, "years", "whole")),  # spread
        ("kostnaden är över fyra år", (4, inf, "years", "whole")),
        ("fördelas på mer än fyra år", (4, inf, "years", "whole")),
        ("Fördelas i de flesta av våra kommuner jämnt över fyra år", (4, inf, "years", "whole")),  # not right before
        ("drygt fyra år", (4, 4.4, "years", "whole")),
        ("inga larm", (0, 0, "alarms", "whole")),
        ("alla kommuner", (0, inf, "municipalities", "whole")),
        ("nästan alla kommuner", (1, inf, "municipalities", "whole")),
        ("inte alla kommuner", (1, inf, "municipalities", "whole")),
        ("några kommuner", (1, inf, "municipalities", "whole")),
        ("fördubblats", (100, 100, "percent", "change")),
        ("mer än fördubblats", (100, inf, "percent", "change")),
        ("hälften", (47.5, 52.5, "percent", "part")),
        ("mer än hälften", (50, 100, "percent", "part")),
        ("minskat med en fjärdedel", (-27.5, -22.5, "percent", "change")),
        ("minskat med en fjärdedel av kommunerna", (22.5, 27.5, "percent", "part")),
        ("hälften eller fler", (50, 100, "percent", "part")),
        ("5 eller fler kommuner", (5, inf, "municipalities", "whole")),
        ("5,0 kommuner", (4.95, 5.05, "municipalities", "whole")),
        ("12 procent", (11.5, 12.5, "percent", "whole")),
        ("fler än 5 kommuner", (6, inf, "municipalities", "whole")),
        ("fler än 2 miljoner kommuner", (2e6, inf, "municipalities", "whole")),
        ("mer än 2,5 kommuner", (2.5, inf, "municipalities", "whole")),
        ("mer än 2 år", (2, inf, "years", "whole")),
        ("ytterligare 12 larm", (12, 12, "alarms", "addition")),
        ("varav 12 larm", (12, 12, "alarms", "part")),
        ("Ingen ska vänta mer än 30 dagar", (0, 30, "days", "whole")),
        ("Ingen ska vänta minst 30 dagar", (30, inf, "days", "whole")),
        ("Alla fick vänta mer än 30 dagar", (30, inf, "days", "whole")),
        ("-3,5 procent", (-3.55, -3.45, "percent", "whole")),
    ],
)
def test_what_the_words_around_a_number_say(words, expected):
    """Qualifier, multiplier and unit decide the bounds; a part, an addition and a change are told from a whole."""
    assert read(words) == [expected]


@pytest.mark.parametrize(
    ("words", "country", "upper"), [("under tre måneder", "nb", 3), ("under tre månader", "sv", 3)]
)
def test_under_a_time_is_during_it_in_swedish_only(words, country, upper):
    """Norwegian "under" is less than, of a time too."""
    assert [row[1] for row in read(words, country)] == [upper]
    assert [row[0] for row in read(words, country)] == [0 if country == "nb" else 3]


@pytest.mark.parametrize("words", ["totalt 12 larm", "totalt 5 till 10 larm", "totalt 60 +/- 5 larm"])
def test_a_total_is_no_part_of_what_stands_before(words):
    """Behind "of which 45 digital and" a total is a figure of its own."""
    assert [relation for *_, relation in read(f"1 800 larm varav 45 digitala och {words}")] == [
        "whole",
        "part",
        "whole",
    ]


@pytest.mark.parametrize(
    ("words", "values", "printed"),
    [
        ("inga larm", [0], ["inga larm"]),
        ("fem (5)", [5], ["fem (5)"]),
        ("fem (5), sex larm", [5, 6], ["fem (5)", "sex larm"]),
        ("fem (5) kommuner", [5], ["fem (5) kommuner"]),
        ("60 tusen +/- 500 larm", [60_000], ["60 tusen +/- 500 larm"]),
    ],
)
def test_the_point_and_what_is_printed_of_it(words, values, printed):
    """A figure has its point, and all the words that it is made of."""
    found = extract_quantities(words, language="sv")
    assert found["value"].tolist() == values
    assert found["text"].tolist() == printed


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("en forbruksprosent på 74,1", "percent"),
        ("en forbruksprosent på 74,1 kr", "NOK"),
        ("en forbruksprosent på 74,1 millioner", ""),
        ("et antall på 74,1", ""),
    ],
)
def test_a_noun_before_a_number_may_say_that_it_is_a_percentage(words, unit):
    """A rate in percent has no sign behind its number; a unit or multiplier there says something else."""
    assert [row[2] for row in read(words, "nb")] == [unit]


def test_nothing_is_read_of_no_numbers():
    """A text without numbers has no figures, one with a single number has one."""
    assert read("Larm.") == []
    assert read("5") == [(5, 5, "", "whole")]
