"""Figures in bokmål and nynorsk as reports, plans and budgets print them; sentences of our own."""

from math import inf, nan

import pytest
from quantity_checks import check_areas, check_one_figure, check_relations

from ehealth_stats import extract_quantities

# words, language, value, lower, upper, qualifier, unit
ONE_FIGURE = [
    ("snaue 60 kommuner", "nb", 60, 55, 60, "just_under", "municipalities"),
    ("bortimot 60 kommunar", "nn", 60, 55, 60, "just_under", "municipalities"),
    ("ned mot 60 kommuner", "nb", 60, 60, 65, "just_over", "municipalities"),
    ("ikke under 60 kommuner", "nb", nan, 60, inf, "at_least", "municipalities"),
    ("kun 60 kommuner", "nb", 60, 60, 60, "exact", "municipalities"),
    ("ikke minst 60 kommuner", "nb", 60, 60, 60, "exact", "municipalities"),  # "not least" is no bound
    ("høyere enn 45 prosent", "nb", nan, 45, inf, "more_than", "percent"),
    ("lågare enn 45 prosent", "nn", nan, 0, 45, "less_than", "percent"),
    ("enogtyve kommuner", "nb", 21, 21, 21, "exact", "municipalities"),
    ("femogtredve kommuner", "nb", 35, 35, 35, "exact", "municipalities"),
    ("ett helseforetak", "nb", 1, 1, 1, "exact", "hospitals"),
    ("halvannen million kroner", "nb", 1.5e6, 1.25e6, 1.75e6, "rounded", "NOK"),
    ("2 1/2 mill. kroner", "nb", 2.5e6, 2.25e6, 2.75e6, "rounded", "NOK"),
    ("46,9 mill.kr", "nb", 46.9e6, 46.85e6, 46.95e6, "rounded", "NOK"),
    ("3 milliardar kr", "nn", 3e9, 2.5e9, 3.5e9, "rounded", "NOK"),
    ("kvart tredje legekontor", "nn", 100 / 3, 100 / 3 - 2.5, 100 / 3 + 2.5, "rounded", "percent"),
    ("hver tredje rapport", "nb", 100 / 3, 100 / 3 - 2.5, 100 / 3 + 2.5, "rounded", "percent"),
    ("de tre fylkeskommunene", "nb", 3, 3, 3, "exact", "counties"),
    ("begge helseforetakene", "nb", 2, 2, 2, "exact", "hospitals"),
    ("helvta av kommunane", "nn", 50, 47.5, 52.5, "rounded", "percent"),
    ("ei auke på 40 tusen arbeidstimar", "nn", 40e3, 39.5e3, 40.5e3, "rounded", "hours"),
    ("13 fastlegepraksiser", "nb", 13, 13, 13, "exact", "practices"),
    ("om lag 4 500 helsepersonell", "nb", 4500, 4450, 4550, "approximate", "persons"),
    ("skal ikke strekke seg over 52 kroner", "nb", nan, 0, 52, "at_most", "NOK"),
    ("det kostar ikkje mindre enn 3 mill. kr", "nn", nan, 3e6, inf, "at_least", "NOK"),
    ("det er ikke klart om over 50 kommuner er med", "nb", nan, 51, inf, "more_than", "municipalities"),
    ("over 70 års erfaring", "nb", nan, 70, inf, "more_than", "years"),
    ("vi ventet ett minutt", "nb", 1, 1, 1, "exact", "minutes"),
    ("dei sju dagane", "nn", 7, 7, 7, "exact", "days"),
    ("de 50 ekstra millionene", "nb", 50e6, 49.5e6, 50.5e6, "rounded", ""),
    ("det koster 1990 kr", "nb", 1990, 1990, 1990, "exact", "NOK"),
    ("det ventes 120 neste år", "nb", 120, 120, 120, "exact", ""),
    ("en reduksjon på 800'", "nb", 800e3, 799.5e3, 800.5e3, "rounded", ""),
    ("kutt på -533' neste år", "nb", -533e3, -533.5e3, -532.5e3, "rounded", ""),
    ("de sa 'over 50'.", "nb", nan, 51, inf, "more_than", ""),
    # a minus is glued to its number; what counts things has none
    ("veksten var -3,5 prosent", "nb", -3.5, -3.55, -3.45, "rounded", "percent"),
    ("ca. -30 mill. kroner i år", "nb", -30e6, -33e6, -27e6, "approximate", "NOK"),
    ("minus 450 kroner", "nb", -450, -450, -450, "exact", "NOK"),
    ("under -3 prosent", "nb", nan, -inf, -3, "less_than", "percent"),
    ("-12 kommuner", "nb", 12, 12, 12, "exact", "municipalities"),
    ("Alta -45", "nb", 45, 45, 45, "exact", ""),
    ("100 -200 alarmer", "nb", nan, 100, 200, "range", "alarms"),
    ("60 +/- 5 kommuner", "nb", 60, 55, 65, "approximate", "municipalities"),
    ("± 60 kommuner", "nb", 60, 55, 65, "approximate", "municipalities"),
    # what is counted may follow after "av"
    ("120 av kommunene har svart", "nb", 120, 120, 120, "exact", "municipalities"),
    ("hundrevis av brukarar", "nn", nan, 1, inf, "vague", "persons"),
    ("tusenvis av meldinger", "nb", nan, 1, inf, "vague", "messages"),
    ("ingen av kommunane", "nn", 0, 0, 0, "exact", "municipalities"),
    # nearly all and not all are some: the number of all would say too much
    ("nesten alle kommunene", "nb", nan, 1, inf, "vague", "municipalities"),
    ("så godt som alle kommunar", "nn", nan, 1, inf, "vague", "municipalities"),
    ("ikke alle kommuner", "nb", nan, 1, inf, "vague", "municipalities"),
    ("alle kommunene", "nb", nan, 0, inf, "all", "municipalities"),
    # comparisons are no counts
    ("12 prosent flere brukere", "nb", 12, 11.5, 12.5, "rounded", "percent"),
    ("12 kommuner, flere kommuner enn i fjor", "nb", 12, 12, 12, "exact", "municipalities"),
    ("dobbelt så mange brukere som de 30 første", "nb", 30, 30, 30, "exact", ""),
    ("tre eller flere kommuner", "nb", nan, 3, inf, "at_least", "municipalities"),
    ("60+ kommuner", "nb", nan, 60, inf, "at_least", "municipalities"),
    ("20 alarmer per 100 innbyggere", "nb", 20, 20, 20, "exact", "alarms"),
    ("2,5 per tusen innbyggjarar", "nn", 2.5, 2.45, 2.55, "rounded", ""),
]

# no figure at all
NO_FIGURE = [
    "Alta er no deltakar i prosjektet", "Budsjett 2015 kr", "del av krisepakke 3", "møte 13.-14.4. og 5.–6.12",
    "ISBN-nr. 978-82-1234-485-2", "Prosjektnr 6343, 6362, 560", "Notatnummer 1/2015", "Pb. 7000 St. Olavs plass",
    "møte hver tredje måned", "5.4 Helse ...... 22 5.5 Omsorg ...... 28", "for 1. – 10. trinn",
    "fase 1 og 2", "Side 3 av 41", "kap. 553, post 62", "Post 21 Driftsutgifter",
    "innbyggere som har passert 75 år", "Covid-19 og covid-19", "tlf. 22 33 44 00 eller 911 22 333",
]  # fmt: skip

# words, language, (value or upper bound, relation, row of the whole, part) of each figure
RELATIONS = [
    ("26 kommunar, av dei 12 i gang", "nn", [(26, "whole", -1, ""), (12, "part", 0, "")]),
    ("26 kommuner. Av dem er 12 i gang", "nb", [(26, "whole", -1, ""), (12, "part", 0, "")]),
    ("12 av dei 26 kommunane", "nn", [(12, "part", 1, ""), (26, "whole", -1, "")]),
    ("450 alarmer, hvorav kun 45 er digitale", "nb", [(450, "whole", -1, ""), (45, "part", 0, "digitale")]),
    ("Av disse var nær 300 leger, mens nær 200 var sykepleiere", "nb",
     [(300, "part", -1, ""), (200, "whole", -1, "")]),
    ("43 000 helsepersonell. Av disse var nær 27 000 leger, mens nær 14 000 var sykepleiere", "nb",
     [(43e3, "whole", -1, ""), (27e3, "part", 0, ""), (14e3, "part", 0, "sykepleiere")]),
    ("900 brukere. Av disse er 300 unge, mens 200 er gamle", "nb",
     [(900, "whole", -1, ""), (300, "part", 0, "unge"), (200, "part", 0, "gamle")]),
    ("økte med 12 millioner til 84 millioner kroner", "nb", [(12e6, "whole", -1, ""), (84e6, "to", -1, "")]),
    ("ei auke på 12 millionar til 84 millionar kroner", "nn", [(12e6, "whole", -1, ""), (84e6, "to", -1, "")]),
    ("prosjekt med 6 til 8 kommuner", "nb", [(8, "whole", -1, "")]),
    ("fra 1,8 millioner til 2,2 millioner meldinger", "nb", [(1.8e6, "from", -1, ""), (2.2e6, "to", -1, "")]),
    ("frå drygt 37 i Alta til berre 3,4 i Bodø", "nn", [(37, "from", -1, ""), (3.4, "to", -1, "")]),
    ("450 brukarar, av dei 310 i Alta og 120 i Bodø", "nn",
     [(450, "whole", -1, ""), (310, "part", 0, ""), (120, "part", 0, "")]),
    ("Brukt er kr 4,2 mill. av totalt kr 6 mill. Resten, kr 1,8 mill., er igjen", "nb",
     [(4.2e6, "part", 1, ""), (6e6, "whole", -1, ""), (1.8e6, "whole", -1, "")]),
    ("4 av 6 mill. kroner", "nb", [(4e6, "part", 1, ""), (6e6, "whole", -1, "")]),
    ("Hver kommune får inntil 50 000 kroner", "nb", [(50e3, "each", -1, "")]),
    ("Hver tredje kommune har 45 brukere", "nb", [(100 / 3, "part", -1, ""), (45, "whole", -1, "")]),
    ("Kvar månad kjem 450 meldingar", "nn", [(450, "whole", -1, "")]),
    (
        "Ramma er 40 mill. kr. Av denne ramma gjekk 21 mill. kr til kommunane og 5 mill. kr til fylka.",
        "nn",
        [(40e6, "whole", -1, ""), (21e6, "part", 0, ""), (5e6, "part", 0, "")],
    ),
    ("Av denne grunn får 12 brukere ny alarm", "nb", [(12, "whole", -1, "")]),
    (
        "430 brukere, en økning på mer enn 20 prosent. Av disse var nær 270 leger, mens nær 140 var sykepleiere",
        "nb",
        [
            (430, "whole", -1, ""),
            (inf, "whole", -1, ""),
            (270, "part", 0, ""),
            (140, "part", 0, "sykepleiere"),
        ],
    ),
    ("450 alarmer (300 digitale)", "nb", [(450, "whole", -1, ""), (300, "part", 0, "digitale")]),
    ("450 alarmer (300 tidligere)", "nb", [(450, "whole", -1, ""), (300, "whole", -1, "")]),
    ("Alta 45 45 0", "nb", [(45, "whole", -1, ""), (45, "whole", -1, ""), (0, "whole", -1, "")]),
]  # fmt: skip

# words, language, codes of the areas
PLACES = [
    ("Bodø kommune var først ute, og nå er fem kommuner i gang", "nb", [""]),
    ("I Alta kommune var det totalt 181 brukarar", "nn", ["NO-5601"]),
    ("Alta 45, Bodø 60, totalt 105", "nb", ["NO-5601", "NO-1804", ""]),
    ("Nordland fylke har 41 kommuner", "nb", ["NO-18"]),
    ("21 av 41 kommuner i Nordland", "nb", ["NO-18", "NO-18"]),
    ("Kommunane Eid og Alta fekk høvesvis 150 og 200", "nn", ["NO-1443", "NO-5601"]),
    ("Bø i Telemark har 45 brukere", "nb", ["NO-0821"]),  # today's Bø is in Nordland
    ("Våler i Hedmark 45 og Våler (Østfold) 60", "nb", ["NO-0426", "NO-3114"]),
    ("45 alarmer i Bærum i Akershus", "nb", ["NO-3201"]),
    ("Herøy i Møre og Romsdal har 45 alarmer", "nb", ["NO-1515"]),
    ("Herøy har 45 alarmer", "nb", [""]),  # two bear the name
    ("Hol fikk 45 alarmer", "nb", ["NO-3330"]),
    ("Å ha 45 alarmer i drift", "nb", [""]),
    ("Rundt 430 alarmer er i bruk i Alta, mens 20 står på lager", "nb", ["NO-5601", ""]),
    ("Alta har 45 alarmer, mens 12 er analoge", "nb", ["NO-5601", "NO-5601"]),
]


@pytest.mark.parametrize("case", ONE_FIGURE, ids=lambda case: case[0])
def test_a_norwegian_phrase_is_one_figure(case):
    """Each phrase gives exactly one figure, with the bounds of docs/methods.md section 1."""
    check_one_figure(*case)


@pytest.mark.parametrize("words", NO_FIGURE)
def test_norwegian_labels_and_numbers_of_things_are_no_figures(words):
    """Numbers of books, projects, boxes, grades, phases, pages and budget items, ages and phones count nothing."""
    assert extract_quantities(words, language="nb").empty


@pytest.mark.parametrize(("words", "language", "expected"), RELATIONS)
def test_norwegian_words_between_figures_say_what_they_are_to_each_other(words, language, expected):
    """Parts, ends, by how much and to what, and one for each are told from plain neighbours."""
    check_relations(words, language, expected)


@pytest.mark.parametrize(("words", "language", "areas"), PLACES)
def test_norwegian_figures_have_their_own_place(words, language, areas):
    """A municipality has no municipalities; a sum has the place that the clause names, not the last one listed."""
    check_areas(words, language, areas)


def test_a_multiplier_printed_once_holds_for_both_of_two_thousands():
    """In "henholdsvis 3 000 og 3 881 mill. kroner" both are thousands of millions."""
    found = extract_quantities("henholdsvis 3 000 og 3 881 mill. kroner", language="nb")
    assert found["value"].tolist() == [3000e6, 3881e6]


def test_a_row_of_a_budget_keeps_its_signs():
    """A descending pair is no range, and after one minus the next is one too."""
    found = extract_quantities("Bruk av fond 1 336 -1 336 -62 510 -20 968", language="nb")
    assert found["value"].tolist() == [1336, -1336, -62_510, -20_968]
    assert found["text"].tolist()[1] == "-1 336"


def test_a_number_before_a_named_number_stands_alone():
    """The figure of "52 112-sentraler" is 52; 112 names the kind."""
    assert extract_quantities("52 112-sentraler", language="nb")["value"].tolist() == [52]


def test_a_row_of_thousands_is_read_where_a_zero_shows_how_it_is_grouped():
    """No number starts with 0, so "19 050" is one, and the pairs beside it are too; without it they are refused."""
    found = extract_quantities("Rammer 6 528 13 584 19 050", language="nb")
    assert found["value"].tolist() == [6528, 13_584, 19_050]
    assert extract_quantities("Rammer 6 528 13 584 19 350", language="nb").empty


def test_the_sources_of_a_journal_are_no_counts():
    """Where "(1, 2)" is printed, "(1)" is a source too; where it is not, numbers in brackets are counts."""
    cited = "I fjor svarte 23 % av legene (1), mens tallet var 17 % i 1995 (2), og 41 % i år (1, 2)."
    assert extract_quantities(cited, language="nb")["value"].tolist() == [23, 17, 41]
    assert extract_quantities("Menn (12), kvinner (15).", language="nb")["value"].tolist() == [12, 15]
