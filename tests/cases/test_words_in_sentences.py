"""Figures that are words in a sentence: number words, none, bounds at the verb, how often, years, signs, places."""

from math import inf, isnan

import pytest
from one_document import ingest_one

from ehealth_stats import extract_quantities

EXACT = [
    ("tiotusen invånare", "sv", 10_000),
    ("tiotusenfemhundra invånare", "sv", 10_500),
    ("titusen innbyggere", "nb", 10_000),
    ("titusen innbyggjarar", "nn", 10_000),
    ("hundratiotusen invånare", "sv", 110_000),
    ("hundretitusen innbyggere", "nb", 110_000),
    ("tjugotvåtusenfemhundra invånare", "sv", 22_500),
    # nobody has any
    ("De svarade att de inte har några SITHS-kort", "sv", 0),
    ("Kommunen har ikke noen kort", "nb", 0),
    ("Kommunene har ikke noen", "nb", 0),
    ("Det ble ikke registrert noen meldinger", "nb", 0),
    ("Kommunane har ikkje fått nokon kort", "nn", 0),
    ("They do not have any cards", "en", 0),
    ("Under 2013 registrerades inga", "sv", 0),
    ("Kommunen har inga.", "sv", 0),
    ("Kommunen har ingen.", "nb", 0),
    # the year 2012, and no 450 years
    ("Ånge hade 450 år 2012", "sv", 450),
    ("Det var 450 år 2012.", "sv", 450),
    # what changed has a sign
    ("Förändring sedan 2012: –45 larm", "sv", -45),
    ("Förändring: -45", "sv", -45),
    ("Endring siden 2012: −45 alarmer", "nb", -45),
    ("Endring sidan 2012: –45 alarmar", "nn", -45),
    ("Change since 2012: –45 alarms", "en", -45),
    # a count that looks like a year, of something that no list has
    ("2000 inloggningar", "sv", 2000),
    ("2014 pålogginger", "nb", 2014),
]


@pytest.mark.parametrize(("words", "language", "value"), EXACT)
def test_exact_figures(words, language, value):
    """One figure each."""
    found = extract_quantities(words, language=language)
    assert found[["value", "lower", "upper"]].values.tolist() == [[value, value, value]]


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        # a mark of a note stands between a figure and its noun
        ("450[1] larm", "sv", [(450, "alarms")]),
        ("450* larm", "sv", [(450, "alarms")]),
        ("Ånge har 450[1] larm och Timrå 300[note 2] kort", "sv", [(450, "alarms"), (300, "cards")]),
        ("1,5* millioner kroner", "nb", [(1_500_000, "NOK")]),
        ("45 kort* og 12† kommuner", "da", [(45, "cards"), (12, "municipalities")]),
        ("450* 12", "sv", [(450, ""), (12, "")]),
        # tens before a hundred
        ("tjugohundra larm", "sv", [(2000, "alarms")]),
        ("tjugofemhundra larm", "sv", [(2500, "alarms")]),
        # the options of an agreement are counted as its term is
        ("2+1+1 år", "sv", [(2, "years"), (1, "years"), (1, "years")]),
        ("avtalstid 2 + 2 år", "sv", [(2, "years"), (2, "years")]),
        ("120 larm + 2 år", "sv", [(120, "alarms"), (2, "years")]),
        # a share that is all that is said
        ("var femte", "sv", [(20, "percent")]),
        ("hver tredje", "da", [(100 / 3, "percent")]),
    ],
)
def test_figures_and_units(words, language, found):
    """Every figure has the unit that is printed for it."""
    table = extract_quantities(words, language=language)
    assert table["unit"].tolist() == [unit for _, unit in found]
    assert table["value"].tolist() == pytest.approx([value for value, _ in found])


def test_the_rest_alone_is_no_whole():
    """Of what it is the rest, another cell says; behind its whole it is at most that, not at most the other part."""
    found = extract_quantities("resten analoga", language="sv")
    assert found[["lower", "relation"]].values.tolist() == [[1, "part"]]
    found = extract_quantities("450 larm varav 120 digitala och resten analoga", language="sv")
    assert found[["lower", "upper"]].values.tolist()[-1] == [1, 450]


@pytest.mark.parametrize(
    ("words", "language", "lower", "upper", "unit"),
    [
        ("fra seks til åtte kommuner", "nb", 6, 8, "municipalities"),
        ("från sex till åtta kommuner", "sv", 6, 8, "municipalities"),
        ("frå seks til åtte kommunar", "nn", 6, 8, "municipalities"),
        ("from six to eight municipalities", "en", 6, 8, "municipalities"),
        ("maksimalt skal svaret ta 10 dager", "nb", 0, 10, "days"),
        ("Svaret ska maximalt ta 10 dagar", "sv", 0, 10, "days"),
        ("Maximalt får svaret ta 10 dagar", "sv", 0, 10, "days"),
        ("Minst skal det være 20 kommuner", "nb", 20, inf, "municipalities"),
        ("Det skal minst bli 20 kommuner", "nb", 20, inf, "municipalities"),
        ("färre än två gånger per vecka", "sv", 0, 2, "times/week"),
        ("færre enn to ganger i uken", "nb", 0, 2, "times/week"),
        ("høgst tre gonger per månad", "nn", 0, 3, "times/month"),
        ("less than twice or 5 times a week", "en", 5, 5, "times/week"),
        ("rundt 2000 pålogginger i året", "nb", 1800, 2200, ""),
        ("omkring 2000 inloggningar", "sv", 1800, 2200, ""),
        ("over 2000 meldingar", "nn", 2001, inf, "messages"),
    ],
)
def test_bounds_and_units(words, language, lower, upper, unit):
    """One figure each."""
    found = extract_quantities(words, language=language)
    assert found[["lower", "upper", "unit"]].values.tolist() == [[lower, upper, unit]]


@pytest.mark.parametrize(
    ("words", "language", "rows"),
    [
        ("økte fra seks til åtte kommuner", "nb", [("from", 6), ("to", 8)]),
        ("antallet gikk fra seks til åtte", "nb", [("from", 6), ("to", 8)]),
        ("från 20 till 25 procent", "sv", [("from", 20), ("to", 25)]),
    ],
)
def test_what_changed_is_no_range(words, language, rows):
    """A word for a change, or digits."""
    found = extract_quantities(words, language=language)
    assert list(zip(found["relation"], found["value"], strict=True)) == rows


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Kommunen vill inte ha några fler larm", "sv"),
        ("omkring 2000 infördes systemet", "sv"),
        ("år 2000 utbildades alla", "sv"),
        ("rundt 2010 startet arbeidet", "nb"),
        ("de ønsker ikke at noen skal vente", "nb"),
    ],
)
def test_no_figure(words, language):
    """What is wished, and a year before a verb."""
    assert extract_quantities(words, language=language).empty


@pytest.mark.parametrize("words", ["inte bara några larm", "ikke mer enn noen få kommuner"])
def test_some_are_not_none(words):
    """Not only some, no more than some."""
    assert extract_quantities(words, language="sv" if "larm" in words else "nb")["upper"].tolist() == [inf]


@pytest.mark.parametrize("words", ["Ånge: –45 larm", "–12 kommuner deltar"])
def test_a_dash_before_a_count_is_none_elsewhere(words):
    """After a place, and as a bullet."""
    assert extract_quantities(words, language="sv")["value"].tolist()[0] > 0


@pytest.mark.parametrize(
    ("words", "language", "areas"),
    [
        ("Ånge kommun väster om Sundsvall har 450 larm", "sv", ["SE-2260"]),
        ("Timrå, norr om Sundsvall, har 300 larm", "sv", ["SE-2262"]),
        ("450 larm i området väster om Sundsvall", "sv", [""]),
        ("Malvik øst for Trondheim har 450 alarmer", "nb", ["NO-5031"]),
        ("Malvik aust for Trondheim har 450 alarmar", "nn", ["NO-5031"]),
        ("digitala: hälften i Kramfors, uppgift saknas för Ånge", "sv", ["SE-2282", "SE-2260"]),
        ("45 i Malvik, tall mangler for Trondheim", "nb", ["NO-5031", "NO-5001"]),
        # a share of what is in the place behind it; of the place before it where none stands there
        ("Ånge har 450 larm. Hälften av de 300 i Timrå är digitala.", "sv", ["SE-2260", "SE-2262", "SE-2262"]),
        ("I Ånge finns 450 larm, två tredjedelar av Timrås 300 larm är nya", "sv", ["SE-2260", "SE-2262", "SE-2262"]),
        ("450 brukere i Malvik. Halvparten av de 300 i Trondheim.", "nb", ["NO-5031", "NO-5001", "NO-5001"]),
        ("Timrå: hälften av de 300 larmen", "sv", ["SE-2262", "SE-2262"]),
        ("Av 300 larm i Timrå är hälften i Ånge", "sv", ["SE-2262", "SE-2260"]),
    ],
)
def test_places(words, language, areas):
    """A place that another is near is not that of a figure; what is missing is so for a place."""
    assert extract_quantities(words, language=language)["area"].tolist() == areas


def test_none_and_missing_of_a_list_reach_the_tables(tmp_path):
    """In a list by area."""
    entry = '[[observations]]\nindicator = "safety_alarms"\nfind = "Larm:"\nuntil = "*"\nread = "by area"\n'
    text = "Larm:\n\nÅnge har inte haft några larm.\n\nTimrå hade 300 år 2013. Uppgift saknas för Kramfors.\n"
    rows = ingest_one(tmp_path, text, entry).observations
    assert rows[["area", "lower", "upper", "status"]].values.tolist() == [
        ["SE-2260", 0, 0, "A"],
        ["SE-2262", 300, 300, "A"],
        ["SE-2282", 0, inf, "L"],
    ]


def test_a_share_in_words_is_of_its_area(tmp_path):
    """Half of what Kramfors has; of Ånge nobody knows."""
    entry = '[[observations]]\nindicator = "safety_alarms"\nfind = "Digitala:"\nread = "by area"\n'
    text = "Digitala: hälften i Kramfors, uppgift saknas för Ånge.\n"
    rows = ingest_one(tmp_path, text, entry + 'breakdown = "digital"\nunit = "percent"\n').observations
    assert rows[["area", "breakdown", "lower", "upper", "unit", "status"]].values.tolist() == [
        ["SE-2282", "digital", 47.5, 52.5, "percent", "A"],
        ["SE-2260", "digital", 0, inf, "percent", "L"],
    ]


MISSING = {
    "sv": [
        ("För Ånge saknas uppgift.", ["SE-2260"]),
        ("Uppgifter saknas för Ånge.", ["SE-2260"]),
        ("Timrå har 300 larm, för Ånge saknas uppgifter.", ["SE-2262", "SE-2260"]),
        ("För Ånge finns inga siffror, medan Timrå har 300 larm.", ["SE-2260", "SE-2262"]),
        ("Ånge har inte lämnat uppgifter.", ["SE-2260"]),
        ("Från Ånge saknas svar.", ["SE-2260"]),
    ],
    "nb": [
        ("For Bergen mangler opplysninger.", ["NO-4601"]),
        ("Opplysninger mangler for Bergen.", ["NO-4601"]),
        ("Det mangler opplysninger for Bergen.", ["NO-4601"]),
        ("Oslo har 300 alarmer, for Bergen mangler opplysningene.", ["NO-0301", "NO-4601"]),
        ("For Bergen foreligger det ikke tall.", ["NO-4601"]),
        ("For Bergen finnes ingen opplysninger, mens Oslo har 300 alarmer.", ["NO-4601", "NO-0301"]),
    ],
    "nn": [
        ("For Bergen manglar opplysningar.", ["NO-4601"]),
        ("Opplysningar manglar for Bergen.", ["NO-4601"]),
        ("Oslo har 300 alarmar, for Bergen manglar tal.", ["NO-0301", "NO-4601"]),
        ("For Bergen ligg det ikkje føre tal.", ["NO-4601"]),
    ],
    "da": [
        ("For Aarhus mangler oplysninger.", ["DK-751"]),
        ("Oplysninger mangler for Aarhus.", ["DK-751"]),
        ("Odense har 300 alarmer, for Aarhus mangler oplysninger.", ["DK-461", "DK-751"]),
        ("For Aarhus foreligger der ingen tal.", ["DK-751"]),
    ],
}


@pytest.mark.parametrize(
    ("text", "language", "areas"),
    [(text, language, areas) for language in MISSING for text, areas in MISSING[language]],
)
def test_what_a_place_has_not_told(text, language, areas):
    """The place before or behind has a figure that is not there; nobody else's figure changes."""
    country = {"sv": "SE", "da": "DK"}.get(language, "NO")
    found = extract_quantities(text, country=country, language=language)
    assert found["area"].tolist() == areas
    told = dict(zip(found["area"], found["value"], strict=True))
    assert [area for area, value in told.items() if isnan(value)] == [areas[0] if "300" not in text else _other(told)]


def _other(told: dict[str, float]) -> str:
    """Return the one area that has no 300."""
    (area,) = (area for area, value in told.items() if value != 300)
    return area


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Inga uppgifter saknas.", "sv"),
        ("Ingen opplysninger mangler i Bergen.", "nb"),
        ("Ingen oplysninger mangler for Aarhus.", "da"),
    ],
)
def test_nothing_that_is_missing_is_no_gap(text, language):
    """That nothing is missing says of no place that its figure is."""
    assert extract_quantities(text, country="", language=language)["value"].tolist() == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("0,4 mill. for Oslo", "nb", [("NO-0301", 400_000.0, "")]),
        ("0,4 mill. for Oslo, 0,7 mill. for Bergen", "nb", [("NO-0301", 400_000.0, ""), ("NO-4601", 700_000.0, "")]),
        ("0,4 mill. kr til Oslo og 0,7 mill. kr til Bergen", "nb",
         [("NO-0301", 400_000.0, "NOK"), ("NO-4601", 700_000.0, "NOK")]),
        ("Tilskuddet er 0,4 mill. for Oslo. For Bergen er det 0,7 mill.", "nb",
         [("NO-0301", 400_000.0, ""), ("NO-4601", 700_000.0, "")]),
        ("0,4 miljoner i Stockholm", "sv", [("SE-0180", 400_000.0, "")]),
        ("300 larm för Ånge, 450 larm för Timrå", "sv", [("SE-2260", 300.0, "alarms"), ("SE-2262", 450.0, "alarms")]),
        ("45 respektive 60 kort för Ånge och Timrå", "sv", [("SE-2260", 45.0, "cards"), ("SE-2262", 60.0, "cards")]),
        ("0,4 mio. kr. for Odense, 0,7 mio. kr. for Aarhus", "da",
         [("DK-461", 400_000.0, "DKK"), ("DK-751", 700_000.0, "DKK")]),
        ("0,4 mill. kr for Oslo, 0,7 mill. kr for Bergen", "nn",
         [("NO-0301", 400_000.0, "NOK"), ("NO-4601", 700_000.0, "NOK")]),
        # Who pays, and how long it takes to get there, are not the place behind.
        ("Oslo betaler 0,4 mill. for Bergen.", "nb", [("NO-0301", 400_000.0, "")]),
        ("Reisen er 2 timer til Bergen.", "nb", [("", 2.0, "hours")]),
    ],
)  # fmt: skip
def test_a_place_that_a_figure_is_for(text, language, found):
    """Behind the figure, in whichever words; a currency only where it is printed."""
    country = {"sv": "SE", "da": "DK"}.get(language, "NO")
    figures = extract_quantities(text, country=country, language=language)
    assert list(zip(figures["area"].fillna(""), figures["value"], figures["unit"], strict=True)) == found
