"""Figures in Swedish, Norwegian (bokmål, nynorsk) and English prose: docs/methods.md section 1, phrase by phrase."""

from math import inf, nan

import pytest
from quantity_checks import check_areas, check_one_figure, check_relations

from ehealth_stats import extract_quantities
from ehealth_stats.errors import CodeListError

# words, language, value, lower, upper, qualifier, unit. A fraction in words is its percentage, 2.5 points each way.
ONE_FIGURE = [
    # number words: to a hundred, composed hundreds and thousands; "tusen" after another number multiplies it
    ("tjugofem personer", "sv", 25, 25, 25, "exact", "persons"),
    ("trehundratjugo användare", "sv", 320, 320, 320, "exact", "persons"),
    ("fem hundra larm", "sv", 500, 500, 500, "exact", "alarms"),
    ("två tusen fem hundra larm", "sv", 2500, 2500, 2500, "exact", "alarms"),
    ("tusen larm", "sv", 1000, 1000, 1000, "exact", "alarms"),
    ("båda kommunerna", "sv", 2, 2, 2, "exact", "municipalities"),
    ("femti to kommuner", "nb", 52, 52, 52, "exact", "municipalities"),
    ("to hundre meldinger", "nb", 200, 200, 200, "exact", "messages"),
    ("et tusen kommuner", "nb", 1000, 1000, 1000, "exact", "municipalities"),
    ("hundre og femti brukere", "nb", 150, 150, 150, "exact", "persons"),
    ("fem tusen meldinger", "nb", 5000, 4500, 5500, "rounded", "messages"),
    ("tjueto kommunar", "nn", 22, 22, 22, "exact", "municipalities"),
    ("sju brukarar", "nn", 7, 7, 7, "exact", "persons"),
    ("femti møte", "nn", 50, 50, 50, "exact", "meetings"),
    ("twenty-five municipalities", "en", 25, 25, 25, "exact", "municipalities"),
    ("one hundred and fifty users", "en", 150, 150, 150, "exact", "persons"),
    ("en halv million kroner", "nb", 5e5, 2.5e5, 7.5e5, "rounded", "NOK"),
    ("två och en halv miljon kronor", "sv", 2.5e6, 2.25e6, 2.75e6, "rounded", "SEK"),
    ("2½ miljoner kronor", "sv", 2.5e6, 2.25e6, 2.75e6, "rounded", "SEK"),
    ("ett 20-tal kommuner", "sv", 20, 18, 22, "approximate", "municipalities"),
    ("ett tjugotal larm", "sv", 20, 18, 22, "approximate", "alarms"),
    ("et femtitalls kommuner", "nb", 50, 45, 55, "approximate", "municipalities"),
    # fractions
    ("hälften av kommunerna", "sv", 50, 47.5, 52.5, "rounded", "percent"),
    ("halvparten av kommunene", "nb", 50, 47.5, 52.5, "rounded", "percent"),
    ("over halvparten av kommunene", "nb", nan, 50, 100, "more_than", "percent"),
    ("under halvparten av brukerne", "nb", nan, 0, 50, "less_than", "percent"),
    ("två tredjedelar av larmen", "sv", 200 / 3, 200 / 3 - 2.5, 200 / 3 + 2.5, "rounded", "percent"),
    ("ein tredel av kommunane", "nn", 100 / 3, 100 / 3 - 2.5, 100 / 3 + 2.5, "rounded", "percent"),
    ("2 tredjedeler av kommunene", "nb", 200 / 3, 200 / 3 - 2.5, 200 / 3 + 2.5, "rounded", "percent"),
    ("nästan en fjärdedel av användarna", "sv", 25, 22.5, 25, "just_under", "percent"),
    ("ca 1/3 av kommunerna", "sv", 100 / 3, 30, 110 / 3, "approximate", "percent"),
    ("½ av kommunene", "nb", 50, 47.5, 52.5, "rounded", "percent"),
    ("varannan kommun", "sv", 50, 47.5, 52.5, "rounded", "percent"),
    ("hver tredje kommune", "nb", 100 / 3, 100 / 3 - 2.5, 100 / 3 + 2.5, "rounded", "percent"),
    ("one third of the municipalities", "en", 100 / 3, 100 / 3 - 2.5, 100 / 3 + 2.5, "rounded", "percent"),
    ("a quarter of users", "en", 25, 22.5, 27.5, "rounded", "percent"),
    ("half the municipalities", "en", 50, 47.5, 52.5, "rounded", "percent"),
    ("some 200 users", "en", 200, 180, 220, "approximate", "persons"),
    ("SEK 2.5bn", "en", 2.5e9, 2.45e9, 2.55e9, "rounded", "SEK"),
    ("three times as many users", "en", 3, 3, 3, "exact", "times"),
    ("half of the municipalities", "en", 50, 47.5, 52.5, "rounded", "percent"),
    # qualifiers
    ("om lag 30 kommunar", "nn", 30, 27, 33, "approximate", "municipalities"),
    ("uppskattningsvis 60 larm", "sv", 60, 55, 65, "approximate", "alarms"),
    ("i underkant av 100 kommuner", "nb", 100, 90, 100, "just_under", "municipalities"),
    ("godt over 100 brukere", "nb", 100, 100, 110, "just_over", "persons"),
    ("over ca 300 brukere", "nb", nan, 301, inf, "more_than", "persons"),
    ("inte fler än 20 kommuner", "sv", nan, 0, 20, "at_most", "municipalities"),
    ("ikke mer enn 20 prosent", "nb", nan, 0, 20, "at_most", "percent"),
    ("ikkje fleire enn 30 brukarar", "nn", nan, 0, 30, "at_most", "persons"),
    ("ikke færre enn 12 kommuner", "nb", nan, 12, inf, "at_least", "municipalities"),
    ("fram til 45 kommuner", "nb", nan, 0, 45, "at_most", "municipalities"),
    ("minst 80 procent", "sv", nan, 80, inf, "at_least", "percent"),
    ("no fewer than 40 users", "en", nan, 40, inf, "at_least", "persons"),
    ("<100 larm", "sv", nan, 0, 99, "less_than", "alarms"),
    ("≥ 100 larm", "sv", nan, 100, inf, "at_least", "alarms"),
    ("under tre måneder", "nb", nan, 0, 3, "less_than", "months"),
    ("under tre månader", "sv", 3, 3, 3, "exact", "months"),  # under means during in Swedish
    # ranges, with the unit on either end
    ("mellom 5 og 10 prosent", "nb", nan, 5, 10, "range", "percent"),
    ("mellan 5 procent och 10 procent", "sv", nan, 5, 10, "range", "percent"),
    ("5–10 pst.", "nb", nan, 5, 10, "range", "percent"),
    ("5 % - 10 %", "sv", nan, 5, 10, "range", "percent"),
    ("100 till 200 larm", "sv", nan, 100, 200, "range", "alarms"),
    ("tre til fire møter", "nb", nan, 3, 4, "range", "meetings"),
    ("3 eller 4 möten", "sv", nan, 3, 4, "range", "meetings"),
    ("500–700 tkr", "sv", nan, 5e5, 7e5, "range", "SEK"),
    ("ca 10-12 mkr", "sv", nan, 1e7, 1.2e7, "range", "SEK"),
    ("between 30 and 40 municipalities", "en", nan, 30, 40, "range", "municipalities"),
    # percent
    ("100%", "sv", 100, 99.5, 100.5, "rounded", "percent"),
    ("20 pst", "nb", 20, 19.5, 20.5, "rounded", "percent"),
    ("80 per cent", "en", 80, 79.5, 80.5, "rounded", "percent"),
    ("45 procentenheter", "sv", 45, 44.5, 45.5, "rounded", "percentage_points"),
    ("5 prosentpoeng", "nb", 5, 4.5, 5.5, "rounded", "percentage_points"),
    ("5 %-enheter", "sv", 5, 4.5, 5.5, "rounded", "percentage_points"),
    ("5 ‰", "sv", 5, 4.5, 5.5, "rounded", "permille"),
    # money, before and after the number
    ("kr 500 000", "nb", 5e5, 5e5, 5e5, "exact", "NOK"),
    ("kr. 1.250.000,-", "nb", 1.25e6, 1.25e6, 1.25e6, "exact", "NOK"),
    ("5 000:-", "sv", 5000, 5000, 5000, "exact", "SEK"),
    ("NOK 5 mill.", "nb", 5e6, 4.5e6, 5.5e6, "rounded", "NOK"),
    ("5 MNOK", "nb", 5e6, 4.5e6, 5.5e6, "rounded", "NOK"),
    ("SEK 2,5 miljoner", "sv", 2.5e6, 2.45e6, 2.55e6, "rounded", "SEK"),
    ("12,5 mnkr", "sv", 1.25e7, 1.245e7, 1.255e7, "rounded", "SEK"),
    ("2 mdkr", "sv", 2e9, 1.5e9, 2.5e9, "rounded", "SEK"),
    ("1,2 mrd. kroner", "nb", 1.2e9, 1.15e9, 1.25e9, "rounded", "NOK"),
    ("3 millionar kroner", "nn", 3e6, 2.5e6, 3.5e6, "rounded", "NOK"),
    ("1000 kr", "sv", 1000, 1000, 1000, "exact", "SEK"),
    ("NOK 2.5 million", "en", 2.5e6, 2.45e6, 2.55e6, "rounded", "NOK"),
    # digit groups
    ("1,234,567 users", "en", 1234567, 1234567, 1234567, "exact", "persons"),
    ("2.5 million", "en", 2.5e6, 2.45e6, 2.55e6, "rounded", ""),
    ("1.234.567", "sv", 1234567, 1234567, 1234567, "exact", ""),
    ("123'456", "nb", 123456, 123456, 123456, "exact", ""),
    ("2 481 183,50 kr", "sv", 2481183.5, 2481183.495, 2481183.505, "rounded", "SEK"),
    ("12.50 procent", "sv", 12.5, 12.495, 12.505, "rounded", "percent"),
    # nouns: compounds, definite and inflected forms
    ("300 trygghetsalarmbrukere", "nb", 300, 300, 300, "exact", "persons"),
    ("1 200 SITHS-kort", "sv", 1200, 1200, 1200, "exact", "cards"),
    ("5 000 e-meldinger", "nb", 5000, 5000, 5000, "exact", "messages"),
    ("12 utbildningstillfällen", "sv", 12, 12, 12, "exact", "meetings"),
    ("14 kommunane", "nn", 14, 14, 14, "exact", "municipalities"),
    ("17 helseforetak", "nb", 17, 17, 17, "exact", "hospitals"),
    ("2,5 årsverk", "nb", 2.5, 2.45, 2.55, "rounded", "full_time_equivalents"),
    ("12 kolleger", "nb", 12, 12, 12, "exact", ""),  # no "leger" in it
    ("12 rapporter", "sv", 12, 12, 12, "exact", ""),  # no "orter" in it
    # words for no number
    ("ikke kjent", "nb", nan, 0, inf, "unknown", ""),
    ("ikkje kjent", "nn", nan, 0, inf, "unknown", ""),
    ("saknar uppgift", "sv", nan, 0, inf, "unknown", ""),
    ("not available", "en", nan, 0, inf, "not_available", ""),
    ("ingen av kommunerna", "sv", 0, 0, 0, "exact", "municipalities"),
    ("alle kommunar", "nn", nan, 0, inf, "all", "municipalities"),
    ("fem (5) kommuner", "sv", 5, 5, 5, "exact", "municipalities"),
    ("3 á 4 möten", "sv", nan, 3, 4, "range", "meetings"),
    ("10 000-12 000 meldinger", "nb", nan, 10_000, 12_000, "range", "messages"),
    ("mellom kr 100 000 og kr 200 000", "nb", nan, 1e5, 2e5, "range", "NOK"),
    ("kr 100 000 - 200 000", "nb", nan, 1e5, 2e5, "range", "NOK"),
    ("12 500 (i 1000 kr)", "nb", 12.5e6, 12.4995e6, 12.5005e6, "rounded", "NOK"),
    ("ett par hundra användare", "sv", nan, 1, inf, "vague", "persons"),
    ("noen tusen brukere", "nb", nan, 1, inf, "vague", "persons"),
    ("450¹ larm", "sv", 450, 450, 450, "exact", "alarms"),
    ("45 kommuner²", "nb", 45, 45, 45, "exact", "municipalities"),
    ("en til tre kommuner", "nb", nan, 1, 3, "range", "municipalities"),
    ("ett eller två möten", "sv", nan, 1, 2, "range", "meetings"),
    ("nokre kommunar", "nn", nan, 1, inf, "vague", "municipalities"),
    ("alle kommuner unntatt Alta", "nb", nan, 1, inf, "vague", "municipalities"),
    ("för flera kommuner gäller", "sv", nan, 1, inf, "vague", "municipalities"),
]  # fmt: skip

# words, language, (value or upper bound, relation, row of the whole, part) of each figure
RELATIONS = [
    ("12 av 14 kommuner", "sv", [(12, "part", 1, ""), (14, "whole", -1, "")]),
    ("178 kommuner, hvorav 95 sender meldinger", "nb", [(178, "whole", -1, ""), (95, "part", 0, "sender meldinger")]),
    ("12 av de 14 kommunerna", "sv", [(12, "part", 1, ""), (14, "whole", -1, "")]),
    ("12/14 kommuner", "sv", [(12, "part", 1, ""), (14, "whole", -1, "")]),
    ("20 kommuner av totalt 290", "sv", [(20, "part", 1, ""), (290, "whole", -1, "")]),
    ("231 av landets 290 kommuner", "sv", [(231, "part", 1, ""), (290, "whole", -1, "")]),
    ("ni av ti kommuner", "nb", [(9, "part", 1, ""), (10, "whole", -1, "")]),
    ("en av tre kommuner", "sv", [(1, "part", 1, ""), (3, "whole", -1, "")]),
    ("48 000 (30 prosent) av 160 000", "nb", [(48e3, "part", 2, ""), (30, "whole", -1, ""), (160e3, "whole", -1, "")]),
    ("one in five municipalities", "en", [(1, "part", 1, ""), (5, "whole", -1, "")]),
    ("12 av kommunene har under 2 000 brukere", "nb", [(12, "whole", -1, ""), (1999, "whole", -1, "")]),
    ("ingen av de 14 kommunene", "nb", [(0, "part", 1, ""), (14, "whole", -1, "")]),
    ("en fjärdedel av de 290 kommunerna", "sv", [(25, "part", 1, ""), (290, "whole", -1, "")]),
    ("450 larm, varav 45 digitala", "sv", [(450, "whole", -1, ""), (45, "part", 0, "digitala")]),
    ("450 alarmer, hvorav 45 er digitale", "nb", [(450, "whole", -1, ""), (45, "part", 0, "digitale")]),
    ("Totalt 450 larm. Av dessa är 45 digitala", "sv", [(450, "whole", -1, ""), (45, "part", 0, "digitala")]),
    ("26 kommunar, og 22 av desse er med", "nn", [(26, "whole", -1, ""), (22, "part", 0, "")]),
    ("450 larm, varav digitala 45 och analoga 400", "sv",
     [(450, "whole", -1, ""), (45, "part", 0, "digitala"), (400, "part", 0, "analoga")]),
    ("2 519 kr, varav arbetstid 1 200 kr, lokaler: 150 kr", "sv",
     [(2519, "whole", -1, ""), (1200, "part", 0, "arbetstid"), (150, "part", 0, "lokaler")]),
    ("45 svarte ja, 71 ukjent", "nb", [(45, "whole", -1, ""), (71, "whole", -1, "")]),
    ("450 larm, varav hälften digitala", "sv", [(450, "whole", -1, ""), (50, "part", 0, "digitala")]),
    ("450 larm, varav 45 procent digitala", "sv", [(450, "whole", -1, ""), (45, "part", 0, "digitala")]),
    ("99, varav 45 män och 54 kvinnor", "sv",
     [(99, "whole", -1, ""), (45, "part", 0, "män"), (54, "part", 0, "kvinnor")]),
    ("99 varav 45 män och 60 kvinnor", "sv", [(99, "whole", -1, ""), (45, "part", 0, "män"), (60, "whole", -1, "")]),
    ("20 kommuner, inkludert 3 pilotkommuner", "nb", [(20, "whole", -1, ""), (3, "part", 0, "")]),
    ("120 st och ytterligare 30 st", "sv", [(120, "whole", -1, ""), (30, "addition", 0, "")]),
    ("120 brukere, i tillegg 30 brukere", "nb", [(120, "whole", -1, ""), (30, "addition", 0, "")]),
    ("120 larm samt 30 larm", "sv", [(120, "whole", -1, ""), (30, "addition", 0, "")]),
    ("ökade med 40", "sv", [(40, "whole", -1, "")]),
    ("fra 1,7 til nesten 3 millioner", "nb", [(1.7e6, "from", -1, ""), (3e6, "to", -1, "")]),
    ("fra 45 prosent i 2012 til 60 prosent", "nb", [(45, "from", -1, ""), (60, "to", -1, "")]),
    ("frå 450 til 1 200 brukarar", "nn", [(450, "from", -1, ""), (1200, "to", -1, "")]),
    ("från 200 000 till 3 miljoner", "sv", [(2e5, "from", -1, ""), (3e6, "to", -1, "")]),
    ("600 tkr vardera", "sv", [(6e5, "each", -1, "")]),
    ("250 000 kroner kvar", "nn", [(25e4, "each", -1, "")]),
    ("5 000 kr per kommun", "sv", [(5000, "each", -1, "")]),
    ("4 200 kr per år", "sv", [(4200, "whole", -1, "")]),
    ("45 brukere i hver kommune", "nb", [(45, "each", -1, "")]),
    ("fem från socialtjänst respektive landsting", "sv", [(5, "each", -1, "")]),
]  # fmt: skip

# words, language, codes of the areas
PLACES = [
    ("Sundsvalls 450 larm", "sv", ["SE-2281"]),
    ("51 i Ånge och 120 i Sundsvall", "sv", ["SE-2260", "SE-2281"]),
    ("51 Ånge, 120 Sundsvall, 60 Timrå", "sv", ["SE-2260", "SE-2281", "SE-2262"]),
    ("Ånge 51 Sundsvall 120 Timrå 60", "sv", ["SE-2260", "SE-2281", "SE-2262"]),
    ("I Ånge finns 45 larm och i Timrå finns 60 larm", "sv", ["SE-2260", "SE-2262"]),
    ("45 respektive 60 i Ånge och Timrå", "sv", ["SE-2260", "SE-2262"]),
    ("henholdsvis 45 og 60 brukere i Alta og Bodø", "nb", ["NO-5601", "NO-1804"]),
    ("45 og 60 i henholdsvis Alta og Bodø", "nb", ["NO-5601", "NO-1804"]),
    ("Alta, Vadsø og Bodø har henholdsvis 12, 45 og 60 brukere", "nb", ["NO-5601", "NO-5607", "NO-1804"]),
    ("45 brukere av trygghetsalarm i Alta", "nb", ["NO-5601"]),
    ("50 i Norrbottens län", "sv", ["SE-25"]),
    ("45 kommuner i Nordland fylke", "nb", ["NO-18"]),
    ("I hele landet er det 422 kommuner", "nb", ["NO"]),
    ("45 prosent nasjonalt", "nb", ["NO"]),
    ("Nasjonalt senter har 45 ansatte", "nb", [""]),
    ("Sundsvall har 45 larm. Totalt 450 larm", "sv", ["SE-2281", ""]),
    ("Timrå: många. I landet i övrigt 450", "sv", ["SE"]),
]


@pytest.mark.parametrize("case", ONE_FIGURE, ids=lambda case: case[0])
def test_a_phrase_is_one_figure_with_bounds_qualifier_and_unit(case):
    """Each phrase gives exactly one figure, as docs/methods.md section 1 says."""
    check_one_figure(*case)


@pytest.mark.parametrize(("words", "language", "expected"), RELATIONS)
def test_figures_of_a_sentence_know_their_wholes_parts_and_ends(words, language, expected):
    """Parts, siblings, additions, from and to, and one for each are told by the words between the figures."""
    check_relations(words, language, expected)


@pytest.mark.parametrize(("words", "language", "areas"), PLACES)
def test_a_figure_has_the_place_that_its_sentence_gives_it(words, language, areas):
    """Places stand before or after the figure, in the genitive, in order after "respektive", and may be the country."""
    check_areas(words, language, areas)


def test_a_unit_printed_once_holds_for_the_figures_listed_before_it():
    """In "120, 45 og 60 brukere" all three are persons, and both of "45 och 60 procent" are rounded."""
    assert extract_quantities("120, 45 og 60 brukere", language="nb")["unit"].tolist() == ["persons"] * 3
    assert extract_quantities("45 och 60 procent", language="sv")["lower"].tolist() == [44.5, 59.5]


def test_a_part_stays_within_its_whole():
    """At least two of three is two or three."""
    found = extract_quantities("minst två av tre kommuner", language="sv")
    assert found.loc[0, ["lower", "upper"]].tolist() == [2, 3]


def test_a_language_that_is_not_known_is_refused():
    """Danish has no word list."""
    with pytest.raises(CodeListError, match="sv, nb, nn, en"):
        extract_quantities("45 kommuner", language="da")


@pytest.mark.parametrize(
    ("words", "language", "figures"),
    [
        ("antalet har ökat med 12 till 57 användare", "sv", [(12, "whole"), (57, "to")]),
        ("talet har auka med 40 til 120 brukarar", "nn", [(40, "whole"), (120, "to")]),
        ("opp 40 til 120 fra 80 kommuner", "nb", [(40, "whole"), (120, "to"), (80, "whole")]),
        ("antallet gikk fra 80 til 120", "nb", [(80, "from"), (120, "to")]),
    ],
)
def test_an_amount_of_change_and_what_it_led_to_are_no_range(words, language, figures):
    """By 12 to 57 are two figures: how many more, and how many now."""
    found = extract_quantities(words, language=language)
    assert list(zip(found["value"], found["relation"], strict=True)) == figures
    assert found["unit"].nunique() == 1


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("ökat med 10 till 20 procent", "sv"),
        ("en ökning med 100 till 200 medarbetare", "sv"),
        ("möten med 10 till 20 deltagare", "sv"),
    ],
)
def test_what_may_be_a_range_stays_one(words, language):
    """By 10 to 20 percent, an increase of 100 to 200, meetings with 10 to 20: no point is claimed."""
    found = extract_quantities(words, language=language)
    assert found["qualifier"].tolist() == ["range"]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        (
            "Gävle 312, Hofors saknas, Ockelbo -, Söderhamn har ej svarat, Ljusdal 18.",
            "sv",
            ["Gävle exact", "Hofors unknown", "Ockelbo not_available", "Söderhamn unknown", "Ljusdal exact"],
        ),
        ("Førde 210, Gloppen manglar, Jølster 60.", "nn", ["Førde exact", "Gloppen unknown", "Jølster exact"]),
        ("I Gävle saknas rutiner. Linjen Gävle - Hofors är ny.", "sv", []),
    ],
)
def test_a_place_that_gave_no_number_is_unknown(text, language, found):
    """In a list of places a word or a dash in a number's stead is a missing figure; in a sentence it is none."""
    table = extract_quantities(text, language=language)
    assert list(table["area_name"] + " " + table["qualifier"]) == found
