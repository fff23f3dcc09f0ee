"""Figures as Swedish plans and follow-ups print them, phrase by phrase (docs/methods.md section 1)."""

from math import inf, nan

import pytest
from quantity_checks import check_areas, check_one_figure, check_relations

from ehealth_stats import extract_quantities

# words, value, lower, upper, qualifier, unit
ONE_FIGURE = [
    # number words
    ("ettusen personer", 1000, 1000, 1000, "exact", "persons"),
    ("tjugoettusen larm", 21_000, 21_000, 21_000, "exact", "alarms"),
    ("femtonhundra larm", 1500, 1500, 1500, "exact", "alarms"),
    ("två dussin larm", 24, 24, 24, "exact", "alarms"),
    ("ett halvt dussin larm", 6, 6, 6, "exact", "alarms"),
    ("ett femtontal larm", 15, 14, 16, "approximate", "alarms"),
    ("hundratalet larm", 100, 90, 110, "approximate", "alarms"),
    ("en procent", 1, 0.5, 1.5, "rounded", "percent"),
    ("en miljon kronor", 1e6, 0.5e6, 1.5e6, "rounded", "SEK"),
    ("de 1,3 miljarderna", 1.3e9, 1.25e9, 1.35e9, "rounded", ""),
    ("en (1) kommun", 1, 1, 1, "exact", "municipalities"),
    ("minst en e-tjänst", nan, 1, inf, "at_least", "services"),
    ("mer än en kommun", nan, 2, inf, "more_than", "municipalities"),
    ("högst en vecka", nan, 0, 1, "at_most", "weeks"),
    ("minst en halv miljon kronor", nan, 5e5, inf, "at_least", "SEK"),
    ("en halv dag", 0.5, 0.25, 0.75, "rounded", "days"),
    ("tre gånger så många larm", 3, 3, 3, "exact", "times"),
    ("alla sju kommuner", 7, 7, 7, "exact", "municipalities"),
    ("Samtliga", nan, 0, inf, "all", ""),
    ("Inga", 0, 0, 0, "exact", ""),
    # qualifiers, before and after
    ("bortåt 100 larm", 100, 90, 100, "just_under", "alarms"),
    ("inte under 100 larm", nan, 100, inf, "at_least", "alarms"),
    ("100 larm eller fler", nan, 100, inf, "at_least", "alarms"),
    ("100 eller fler larm", nan, 100, inf, "at_least", "alarms"),
    ("20 procent eller mer", nan, 20, inf, "at_least", "percent"),
    ("100 larm som mest", nan, 0, 100, "at_most", "alarms"),
    ("60 st (ca)", 60, 55, 65, "approximate", "pieces"),
    ("60 larm, ungefär", 60, 55, 65, "approximate", "alarms"),
    # ranges
    ("allt från noll till 140 e-tjänster", nan, 0, 140, "range", "services"),
    ("10–20 000 invånare", nan, 10_000, 20_000, "range", "persons"),
    ("100-200 000 kr", nan, 100_000, 200_000, "range", "SEK"),
    ("100-1 200 kr", nan, 100, 1_200, "range", "SEK"),
    ("tkr 450-500", nan, 450_000, 500_000, "range", "SEK"),
    # a multiplier before the number; below zero
    ("MSEK 5", 5e6, 4.5e6, 5.5e6, "rounded", "SEK"),
    ("Belopp i tkr: 450", 450_000, 449_500, 450_500, "rounded", "SEK"),
    ("uppgick till -60,3 mkr", -60.3e6, -60.35e6, -60.25e6, "rounded", "SEK"),
    ("-60,3", -60.3, -60.35, -60.25, "rounded", ""),
    ("en förändring (-5 %)", -5, -5.5, -4.5, "rounded", "percent"),
    ("−5 larm", -5, -5, -5, "exact", "alarms"),
    ("minskat med ca -60 tkr", -60_000, -65_000, -55_000, "approximate", "SEK"),
    ("avvikelse högst -5 %", nan, -inf, -5, "at_most", "percent"),
    ("avvikelse drygt -100 tkr", -100_000, -110_000, -100_000, "just_over", "SEK"),
    ("-45 larm i Ånge", 45, 45, 45, "exact", "alarms"),  # a dash before a list's entry
    ("Timrå -45", 45, 45, 45, "exact", ""),
    ("5 miljoner USD", 5e6, 4.5e6, 5.5e6, "rounded", "USD"),
    ("DKK 450", 450, 450, 450, "exact", "DKK"),
    # times
    ("i över fyra år", nan, 4, inf, "more_than", "years"),
    # percent
    ("27-procentig ökning", 27, 26.5, 27.5, "rounded", "percent"),
    ("27 procents ökning", 27, 26.5, 27.5, "rounded", "percent"),
]

# The value of each figure: a time over which money is spread is no bound
VALUES = [
    ("1 miljard kronor över fyra år", [1e9, 4]),
    ("fördelas över tre år", [3]),
    ("arbetet sträcker sig över tre år", [3]),
    ("cirka 12, 5 miljoner", []),  # 12,5 or two figures: refused
    ("Ånge 12, 5 larm", [12, 5]),
    ("450 tkr 500 larm", [450_000, 500]),
    ("Ja 45, nej 12, vet ej 3", [45, 12, 3]),  # three answered so
    ("Ja: 45 % Nej: 12 % Vet ej: 43 %", [45, 12, 43]),
]

NO_FIGURE = ["dubbelt så många kommuner", "lika många kommuner", "hur många kommuner", "en kommun", "över en natt"]

# words, (value or upper bound, relation, row of the whole, part) of each figure
RELATIONS = [
    ("450 varav inga digitala", [(450, "whole", -1, ""), (0, "part", 0, "digitala")]),
    ("145 av sina 150 kort", [(145, "part", 1, ""), (150, "whole", -1, "")]),
    ("450 larm. Av dem är 45 digitala", [(450, "whole", -1, ""), (45, "part", 0, "digitala")]),
    ("22 av dem har 45 larm", [(22, "whole", -1, ""), (45, "whole", -1, "")]),
    ("5000 kr/larm", [(5000, "each", -1, "")]),
    ("450 kr/mån", [(450, "whole", -1, "")]),
    ("45 larm kvar på listan", [(45, "whole", -1, "")]),
    ("vatten 341, el per månad", [(341, "whole", -1, "")]),
    ("450 varav samtliga digitala", [(450, "whole", -1, ""), (450, "part", 0, "digitala")]),
    ("170 ytterligare larm", [(170, "addition", -1, "ytterligare")]),
    (
        "450, varav 99 digitala (22 procent) och 108 analoga (24 procent)",
        [
            (450, "whole", -1, ""),
            (99, "part", 0, "digitala"),
            (22, "whole", -1, ""),
            (108, "part", 0, "analoga"),
            (24, "whole", -1, ""),
        ],
    ),
    # the whole opens the sentence
    (
        "Av de 290 kommunerna har 45 infört larm och 12 har börjat.",
        [(290, "whole", -1, ""), (45, "part", 0, ""), (12, "part", 0, "")],
    ),
    (
        "Av 290 kommuner har 45 procent minst 3 tjänster",
        [(290, "whole", -1, ""), (45, "part", 0, ""), (inf, "whole", -1, "")],
    ),
    (
        "Av de 200 mkr går 168,7 mkr till kommunerna. 15 mkr återstår",
        [(200e6, "whole", -1, ""), (168.7e6, "part", 0, ""), (15e6, "whole", -1, "")],
    ),
    ("41 procent (1030/2587)", [(41, "whole", -1, ""), (1030, "part", 2, ""), (2587, "whole", -1, "")]),
    ("ett par gånger per natt", [(inf, "whole", -1, "")]),
    # only what is listed beside the first is a part too
    (
        "Av de 200 mkr går 182 mkr till kommuner med ett belopp om 250 000 kr",
        [(200e6, "whole", -1, ""), (182e6, "part", 0, ""), (250_000, "whole", -1, "")],
    ),
    (
        "2,5 mkr varav 1,5 mkr för 2013 och 1 mkr för 2014",
        [(2.5e6, "whole", -1, ""), (1.5e6, "part", 0, ""), (1e6, "part", 0, "")],
    ),
    (
        "Projektledare 100 % och sju lokala på vardera 20 %",
        [(100, "whole", -1, ""), (7, "whole", -1, ""), (20, "each", -1, "")],
    ),
    ("450 larm varav några digitala", [(450, "whole", -1, ""), (450, "part", 0, "digitala")]),
]


# words, codes of the areas
PLACES = [
    ("Kramfors och Sollefteå har tillsammans 45 larm", [""]),  # neither has 45
    ("Ånge och Timrå får 45 larm vardera", [""]),
    ("45 larm i Ånge, Bräcke och Timrå", [""]),
    ("Ånge, Bräcke: 45", [""]),
    ("Ånge 51, Sundsvall 120 och Timrå 60", ["SE-2260", "SE-2281", "SE-2262"]),
    ("Ånge och Timrå har 45 respektive 60 larm", ["SE-2260", "SE-2262"]),
    ("Sveriges Kommuner och Landsting frågade 45 personer", [""]),  # the association
    ("Sveriges 290 kommuner", ["SE"]),
    ("Region Uppsala har 450 kort", ["SE-03"]),
    ("Landstinget i Uppsala län: 450", ["SE-03"]),
    ("Västra Götalandsregionen 450", ["SE-14"]),
    ("Region Jämtland Härjedalen 450", ["SE-23"]),
    ("SUNDSVALL 45", ["SE-2281"]),
    ("SUNDSVALLS KOMMUN 45", ["SE-2281"]),
    ("Lund har cirka 45 larm", ["SE-1281"]),
    ("Vara med 45 andra", [""]),
]


@pytest.mark.parametrize("case", ONE_FIGURE, ids=lambda case: case[0])
def test_a_swedish_phrase_is_one_figure(case):
    """Each phrase gives exactly one figure with its bounds, qualifier and unit."""
    words, *expected = case
    check_one_figure(words, "sv", *expected)


@pytest.mark.parametrize(("words", "values"), VALUES)
def test_a_swedish_phrase_has_these_figures(words, values):
    """No bound is made of a preposition, and no number of two that may be one."""
    assert extract_quantities(words, language="sv")["value"].tolist() == values


@pytest.mark.parametrize("words", NO_FIGURE)
def test_a_swedish_phrase_without_a_number_is_none(words):
    """A comparison, or an article, counts nothing."""
    assert extract_quantities(words, language="sv").empty


@pytest.mark.parametrize(("words", "expected"), RELATIONS)
def test_swedish_figures_know_what_they_are_part_of(words, expected):
    """Parts find their whole before or after them, over brackets and words."""
    check_relations(words, "sv", expected)


@pytest.mark.parametrize(("words", "areas"), PLACES)
def test_a_swedish_figure_has_the_place_that_its_sentence_gives_it(words, areas):
    """Counties by their organisation, names in capitals; what is said of several places is of none alone."""
    check_areas(words, "sv", areas)


# words, text and part of each figure
PERSONS = [
    ("Kontaktperson i Sundsvall: Nomen Nescio 45 larm", [("Sundsvall: [masked] 45 larm", "")]),
    ("Kontaktperson: Nomen Sundsvall 45 larm", [("45 larm", "")]),  # a surname is no place
    ("450 larm varav 45 Kontaktperson Nomen Nescio", [("450 larm", ""), ("varav 45 Kontaktperson", "Kontaktperson")]),
    ("45 larm. Handläggare Nomen Nescio, tel 060-19 10 00", [("45 larm", "")]),
]


@pytest.mark.parametrize(("words", "expected"), PERSONS)
def test_a_figure_has_no_person_in_its_words_place_or_part(words, expected):
    """A name beside a contact label is hidden although the label stands outside the words of the figure."""
    found = extract_quantities(words, language="sv")
    assert list(zip(found["text"], found["part"], strict=True)) == expected
    assert "Nomen" not in "".join(found["area_name"])
