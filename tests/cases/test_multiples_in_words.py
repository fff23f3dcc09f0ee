"""Doubled, halved and the like are changes in percent; a number of municipalities is never one of persons."""

from math import inf, isnan, nan

import pytest
from one_document import ingest_one

from ehealth_stats import compare_totals, evaluate, extract_quantities
from ehealth_stats.errors import RecipeError

CHANGES = [
    ("en fördubbling av antalet SITHS-kort", "sv", 100),
    ("Antalet larm har fördubblats", "sv", 100),
    ("Larmen ska fördubblas till 2015", "sv", 100),
    ("dubbelt så många larm", "sv", 100),
    ("Antalet har tredubblats", "sv", 200),
    ("fyrdubblades på två år", "sv", 300),
    ("en femdobling av antall meldinger", "nb", 400),
    ("Antallet er doblet", "nb", 100),
    ("tredobbelt så mange brukere", "nb", 200),
    ("Talet er tredobla", "nn", 200),
    ("ei fordobling av talet på brukarar", "nn", 100),
    ("a doubling of the number of cards", "en", 100),
    ("twice as many messages", "en", 100),
    ("a fivefold increase", "en", 400),
    ("Antalet ska halveras", "sv", -50),
    ("en halvering av väntetiden", "sv", -50),
    ("hälften så många larm", "sv", -50),
    ("Antallet er halvert", "nb", -50),
    ("ventetida skal halverast", "nn", -50),
    ("waiting times were halved", "en", -50),
]


@pytest.mark.parametrize(("words", "language", "percent"), CHANGES)
def test_a_multiple_is_a_change_in_percent(words, language, percent):
    """Twice is 100 percent more, half 50 percent less."""
    row = extract_quantities(words, language=language).iloc[0]
    assert (row["value"], row["lower"], row["upper"]) == (percent, percent, percent)
    assert (row["unit"], row["relation"], row["qualifier"]) == ("percent", "change", "exact")


@pytest.mark.parametrize(
    ("words", "language", "value", "lower", "upper"),
    [
        ("over dobbelt så mange kommuner", "nb", nan, 100, inf),
        ("mer än fördubblats", "sv", nan, 100, inf),
        ("nästan en fördubbling", "sv", 100, 90, 100),
        ("nästan fördubblats", "sv", 100, 90, 100),
        ("minst en tredubbling", "sv", nan, 200, inf),
        ("minst tredubblats", "sv", nan, 200, inf),
        ("mer enn halvert", "nb", nan, -100, -50),
        ("nästan halverats", "sv", -50, -50, -45),
        ("more than doubled", "en", nan, 100, inf),
    ],
)
def test_words_before_a_multiple_bound_it(words, language, value, lower, upper):
    """As before every figure."""
    row = extract_quantities(words, language=language).iloc[0]
    assert (row["lower"], row["upper"]) == (lower, upper)
    assert row["value"] == value or (isnan(row["value"]) and isnan(value))


@pytest.mark.parametrize("words", ["dubbel dokumentation", "dubbla journaler", "halva tjänster", "en tvåfilig väg"])
def test_what_is_double_is_no_change(words):
    """Double entry, half a post."""
    assert "change" not in extract_quantities(words, language="sv")["relation"].tolist()


TARGET = """
[[targets]]
indicator = "siths_holders"
kind = "{kind}"
label = "Cards"
find = "Mål 2013:"
start = "2012"
due = "2013"
"""
CARDS = '\n[[observations]]\nindicator = "siths_holders"\nfind = "{find}"\nperiod = "{period}"\n'
BEFORE, AFTER = CARDS.format(find="År 2012:", period="2012"), CARDS.format(find="År 2013:", period="2013")


@pytest.mark.parametrize(
    ("words", "kind", "now", "status"),
    [
        ("en fördubbling av antalet SITHS-kort i båda kommunerna", "increase_by", 120, "met"),
        ("en fördubbling av antalet SITHS-kort i båda kommunerna", "increase_by", 62, "not_met"),
        ("antalet kort ska mer än fördubblas", "increase_by", 119, "not_met"),
        ("antalet kort ska halveras", "decrease_by", 30, "met"),
        ("antalet kort ska halveras", "decrease_by", 40, "not_met"),
    ],
)
def test_a_target_in_multiples_is_of_the_baseline(tmp_path, words, kind, now, status):
    """From 60 cards doubled is 120, and not 2 more; halved is 30."""
    text = f"År 2012: 60 personer.\n\nMål 2013: {words}.\n\nÅr 2013: {now} personer.\n"
    made = evaluate(ingest_one(tmp_path, text, BEFORE + AFTER + TARGET.format(kind=kind)))
    row = made.progress.iloc[0]
    assert (row["target_state"], row["target_status"]) == ("quantified", status)
    assert made.dataset.targets["unit"].tolist() == ["percent"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("ökning i båda kommunerna", "increase_by"),
        ("alla 14 kommunerna ska vara med", "level"),
        ("en fördubbling", "level"),
        ("en fördubbling", "decrease_by"),
        ("en halvering", "increase_by"),
        ("ökning med 20 tkr", "increase_by"),
    ],
)
def test_a_target_takes_no_figure_that_can_not_be_its_number(tmp_path, words, kind):
    """Municipalities and money are no persons, a multiple is no level, and goes one way."""
    with pytest.raises(RecipeError, match="none that can be it"):
        ingest_one(tmp_path, f"Mål 2013: {words}.", TARGET.format(kind=kind))


@pytest.mark.parametrize(
    ("words", "kind", "number"),
    [
        ("antalet kort ska öka med 50", "increase_by", [50, "persons"]),
        ("antalet kort ska minska med 20 procent", "decrease_by", [20, "percent"]),
        ("25 procent färre kort", "decrease_by", [25, "percent"]),
    ],
)
def test_a_target_of_a_change_is_by_how_much(tmp_path, words, kind, number):
    """20 percent less is a decrease by 20; a level of 50 is nowhere in "öka med 50"."""
    found = ingest_one(tmp_path / "right", f"Mål 2013: {words}.", TARGET.format(kind=kind))
    assert found.targets[["target_value", "unit"]].values.tolist() == [number]
    with pytest.raises(RecipeError, match="none that can be it"):
        ingest_one(tmp_path / "level", f"Mål 2013: {words}.", TARGET.format(kind="level"))


def test_the_amount_of_a_change_is_no_level(tmp_path):
    """By 300 more are not 300; the error says how to read it."""
    entry = '[[observations]]\nindicator = "siths_holders"\nfind = "Nuläge:"\n'
    with pytest.raises(RecipeError, match='read by read = "change"'):
        ingest_one(tmp_path / "one", "Nuläge: antalet har ökat med 300.", entry)
    found = ingest_one(tmp_path / "two", "Nuläge: antalet har ökat med 300 till 450.", entry)
    assert found.observations["value"].tolist() == [450]


def test_a_target_takes_the_figure_that_can_be_its_number(tmp_path):
    """50 more cards in two municipalities are 50."""
    found = ingest_one(tmp_path, "Mål 2013: i båda kommunerna 50 fler kort.", TARGET.format(kind="increase_by"))
    assert found.targets[["target_value", "unit"]].values.tolist() == [[50, "persons"]]


@pytest.mark.parametrize(("indicator", "words"), [("siths_holders", "14 kommuner"), ("npo_consumer", "14 personer")])
def test_areas_are_no_persons_in_observations(tmp_path, indicator, words):
    """Neither way; a figure beside it that fits is read."""
    entry = f'[[observations]]\nindicator = "{indicator}"\nfind = "Nuläge:"\n'
    with pytest.raises(RecipeError, match="nothing to read"):
        ingest_one(tmp_path / "none", f"Nuläge: {words}.", entry)
    found = ingest_one(tmp_path / "one", f"Nuläge: {words} och 9 till.", entry)
    assert found.observations["value"].tolist() == [9]


def test_a_table_of_municipalities_is_none_of_persons(tmp_path):
    """A cell that counts municipalities, in a column of cards."""
    entry = (
        '[[observations]]\nindicator = "siths_holders"\ntable = "Kommun"\nread = "table"\ncolumns = { Kort = "_T" }\n'
    )
    with pytest.raises(RecipeError, match="in municipalities"):
        ingest_one(tmp_path, "Kommun;Kort\nÅnge;2 kommuner\n", entry, name="plan.csv")


@pytest.mark.parametrize(("now", "verdict"), [(120, "agrees"), (150, "differs")])
def test_a_doubling_is_held_against_the_readings(tmp_path, now, verdict):
    """From 60 to 120 is a doubling."""
    change = (
        '\n[[observations]]\nindicator = "siths_holders"\nfind = "Antalet har"\nread = "change"\nperiod = "2012/2013"\n'
    )
    text = f"År 2012: 60 personer.\n\nÅr 2013: {now} personer.\n\nAntalet har fördubblats sedan 2012.\n"
    found = compare_totals(ingest_one(tmp_path, text, BEFORE + AFTER + change).observations)
    assert found[["check", "stated", "verdict"]].values.tolist() == [["change", 100, verdict]]


def test_a_list_by_area_leaves_a_multiple_out(tmp_path):
    """It is no number of alarms; the audit has it."""
    entry = '[[observations]]\nindicator = "safety_alarms"\nfind = "Larm:"\nuntil = "*"\nread = "by area"\n'
    found = ingest_one(tmp_path, "Larm:\n\nÅnge: en fördubbling till 450 larm.\n\nTimrå: 300 larm.", entry)
    assert found.observations[["area", "value"]].values.tolist() == [["SE-2260", 450], ["SE-2262", 300]]
    audit = found.audit
    assert audit.loc[audit["text"].str.contains("fördubbling"), "kind"].tolist() == ["unclaimed"]
