"""The areas of both countries: validity, names, and names in running text."""

from collections import defaultdict
from datetime import date, timedelta

import pytest

from ehealth_stats.codelists import (
    area_level,
    area_name,
    change_days,
    count_municipalities,
    find_areas,
    match_area,
    moved_parts,
    municipalities,
    predecessors,
    read_area,
    successors,
    transitions,
)
from ehealth_stats.errors import CodeListError

AUTUMN_2007 = date(2007, 11, 1)

# Statistics Norway's KLASS 131 and SCB: municipalities on a day.
COUNTS = [
    ("NO", AUTUMN_2007, 431),
    ("SE", AUTUMN_2007, 290),
    ("SE-22", date(2013, 4, 2), 7),
    ("SE-03", date(2002, 6, 1), 6),  # Uppsala county without Knivsta and Heby
    ("SE-03", date(2006, 6, 1), 7),
    ("SE-03", AUTUMN_2007, 8),
    ("SE-19", date(2006, 6, 1), 11),  # Västmanland with Heby
    ("SE-19", AUTUMN_2007, 10),
    ("SE-25", date(2010, 1, 1), 14),
    ("SE-22|SE-25", date(2013, 4, 2), 21),
    ("SE-2281", date(2013, 4, 2), 1),
]

# First and last year with that number of municipalities, by the lists of the two statistics offices; 2002 one less
# with Re, 2005 with Bodø.
YEARS = [
    ("NO", 2002, 2004, 434),
    ("NO", 2005, 2005, 433),
    ("NO", 2006, 2007, 431),
    ("NO", 2008, 2011, 430),
    ("NO", 2012, 2012, 429),
    ("NO", 2013, 2016, 428),
    ("NO", 2017, 2017, 426),
    ("NO", 2018, 2019, 422),
    ("NO", 2020, 2023, 356),
    ("NO", 2024, 2030, 357),
    ("SE", 1998, 1998, 288),
    ("SE", 1999, 2002, 289),  # Nykvarn
    ("SE", 2003, 2030, 290),  # Knivsta
]

NEW_YEAR_2024 = date(2024, 1, 1)

# (code, day, codes of that day): Statistics Norway's KLASS 131, and the county reforms of 2018, 2020 and 2024.
LATER = [
    ("NO-1129", date(2020, 1, 1), ["NO-1108"]),  # Forsand, with Sandnes
    ("NO-0722", NEW_YEAR_2024, ["NO-3911"]),  # Nøtterøy: Færder in 2018, renumbered in 2020 and 2024
    ("NO-1901", date(2014, 1, 1), ["NO-1903"]),  # Harstad, with Bjarkøy
    ("NO-1903", date(2019, 1, 1), ["NO-1903"]),  # only its name changed
    ("NO-1141", NEW_YEAR_2024, ["NO-1103"]),  # Finnøy: Stavanger kept its code
    ("NO-0720", date(2017, 1, 1), ["NO-0704", "NO-0710"]),  # Stokke was split
    ("NO-1850", date(2020, 1, 1), ["NO-1806", "NO-1875"]),  # Tysfjord was split
    ("NO-5012", date(2020, 1, 1), ["NO-5055", "NO-5056", "NO-5059"]),  # Snillfjord was split
    ("NO-1507", NEW_YEAR_2024, ["NO-1508", "NO-1580"]),  # Ålesund was split
    ("NO-1534", NEW_YEAR_2024, ["NO-1580"]),  # Haram, all of it and nothing else: the ministry, 3 May 2022
    ("NO-1534", date(2023, 12, 31), ["NO-1507"]),
    ("NO-1504", NEW_YEAR_2024, ["NO-1508"]),  # the Ålesund of 2019, which was merged with Haram in between
    ("NO-1546", NEW_YEAR_2024, ["NO-1508"]),  # Sandøy
    ("NO-1439", date(2020, 1, 1), ["NO-4602"]),  # Vågsøy, without Bryggja
    ("NO-1444", date(2020, 1, 1), ["NO-1577"]),  # Hornindal, with Volda in another county
    ("NO-1214", date(2002, 1, 1), ["NO-1159"]),  # Ølen, to another county
    ("NO-16", date(2018, 1, 1), ["NO-50"]),  # Trøndelag
    ("NO-01", date(2020, 1, 1), ["NO-30"]),  # Østfold, in Viken
    ("NO-01", NEW_YEAR_2024, ["NO-31", "NO-32"]),  # Østfold again, but Rømskog went to Akershus
    ("NO-30", NEW_YEAR_2024, ["NO-31", "NO-32", "NO-33"]),
    ("NO-54", NEW_YEAR_2024, ["NO-55", "NO-56"]),
    ("NO-38", NEW_YEAR_2024, ["NO-39", "NO-40"]),
    ("NO-05", date(2020, 1, 1), ["NO-30", "NO-34"]),  # Oppland: Jevnaker and Lunner went to Viken
    ("NO-14", date(2020, 1, 1), ["NO-15", "NO-46"]),  # Sogn og Fjordane: Hornindal went to Møre og Romsdal
    ("NO-07", date(2020, 1, 1), ["NO-30", "NO-38"]),  # Vestfold: Svelvik
    ("NO-07", NEW_YEAR_2024, ["NO-33", "NO-39"]),
    ("SE-1917", date(2007, 1, 1), ["SE-0331"]),  # Heby, to another county
    ("SE-2023", date(2008, 1, 1), ["SE-2023"]),  # only its name changed
    ("SE-2281", NEW_YEAR_2024, ["SE-2281"]),
    ("SE-22", NEW_YEAR_2024, ["SE-22"]),
    ("NO", NEW_YEAR_2024, ["NO"]),
]
EARLIER = [
    ("NO-1108", date(2019, 12, 31), ["NO-1102", "NO-1129"]),
    ("NO-3911", date(2017, 6, 1), ["NO-0722", "NO-0723"]),
    ("NO-1103", date(2019, 12, 31), ["NO-1103", "NO-1141", "NO-1142"]),
    ("NO-4602", AUTUMN_2007, ["NO-1401", "NO-1439"]),
    ("NO-5059", date(2019, 12, 31), ["NO-5012", "NO-5016", "NO-5023", "NO-5024"]),
    ("NO-42", date(2019, 12, 31), ["NO-09", "NO-10"]),
    ("NO-46", date(2019, 12, 31), ["NO-12", "NO-14"]),
    ("NO-1580", date(2023, 12, 31), ["NO-1507"]),  # Haram
    ("NO-1580", date(2019, 12, 31), ["NO-1534"]),
    ("NO-1508", date(2019, 12, 31), ["NO-1504", "NO-1523", "NO-1529", "NO-1546"]),
    ("SE-0331", date(2006, 12, 31), ["SE-1917"]),
    ("SE-0330", date(2002, 12, 31), ["SE-0380"]),
]

# (code, day, other day, parts): decisions of the ministry on borders, effective from 2020 and 2021.
MOVED = [
    ("NO-4602", date(2020, 1, 1), date(2019, 12, 31), ["Bryggja, Totland and Maurstad"]),  # Kinn
    ("NO-4649", NEW_YEAR_2024, date(2019, 12, 31), ["Bryggja, Totland and Maurstad"]),  # Stad
    ("NO-1443", date(2019, 12, 31), date(2020, 1, 1), ["Bryggja, Totland and Maurstad"]),  # Eid, in Stad
    ("NO-5006", date(2020, 1, 1), date(2018, 1, 1), ["Verrabotn"]),  # Steinkjer, with Verran
    ("NO-1520", date(2020, 1, 1), date(2019, 12, 31), ["Bjørke and Viddal"]),  # Ørsta
    ("NO-1535", NEW_YEAR_2024, date(2020, 12, 31), ["Vågstranda"]),
    ("NO-1539", date(2019, 12, 31), NEW_YEAR_2024, ["Vågstranda"]),
    ("NO-1535", NEW_YEAR_2024, date(2021, 1, 1), []),  # it moved on that day
    ("NO-1535", date(2020, 12, 31), date(2018, 1, 1), []),
    ("NO-1108", NEW_YEAR_2024, date(2018, 1, 1), []),
    ("NO-15", NEW_YEAR_2024, date(2018, 1, 1), []),  # within the county
    ("SE-0380", NEW_YEAR_2024, date(2018, 1, 1), []),
]
COUNTIES = [(2017, 19), (2018, 18), (2019, 18), (2020, 11), (2023, 11), (2024, 15)]

# (printed, country, day, code)
PRINTED = [
    ("Sundsvalls kommun", None, None, "SE-2281"),
    ("Sundsvalls", "SE", None, "SE-2281"),
    ("Ånges", "SE", None, "SE-2260"),
    ("Borås", "SE", None, "SE-1490"),
    ("ÖRNSKÖLDSVIK*", "SE", None, "SE-2284"),
    ("Harstad kommune", "NO", AUTUMN_2007, "NO-1901"),
    ("Harstad", "NO", date(2019, 1, 1), "NO-1903"),
    ("hárstták", "NO", date(2019, 1, 1), "NO-1903"),
    ("Stavanger kommune", None, None, "NO-1103"),
    ("Flora kommune", None, AUTUMN_2007, "NO-1401"),
    ("Flora", None, None, "NO-1401"),
    ("Nøtterøy", "NO", AUTUMN_2007, "NO-0722"),
    ("Våler (Østfold)", "NO", AUTUMN_2007, "NO-0137"),
    ("Lund", "SE", AUTUMN_2007, "SE-1281"),
    ("Stockholm", None, None, "SE-0180"),
    ("Stockholms län", None, None, "SE-01"),
    ("Västernorrland", None, None, "SE-22"),
    ("Oslo fylke", None, None, "NO-03"),
    ("Norge", None, None, "NO"),
    ("Sweden", None, None, "SE"),
    ("Heby kommun", "SE", date(2006, 12, 31), "SE-1917"),
    ("Heby", "SE", None, "SE-0331"),
    ("Malung", "SE", AUTUMN_2007, "SE-2023"),
    ("Malung-Sälen", "SE", None, "SE-2023"),
    ("Horten", "NO", AUTUMN_2007, "NO-0701"),
    ("Borre", "NO", date(2002, 6, 1), "NO-0701"),
    ("2281", "SE", None, "SE-2281"),
    ("NO-0219", None, AUTUMN_2007, "NO-0219"),
    ("219", "NO", AUTUMN_2007, "NO-0219"),
    ("22", "SE", None, "SE-22"),
]

# (text, country, [(as printed, code)])
RUNNING = [
    ("50 medarbetare i Örnsköldsviks kommun har", "SE", [("Örnsköldsviks kommun", "SE-2284")]),
    ("Ånge och Timrå har", "SE", [("Ånge", "SE-2260"), ("Timrå", "SE-2262")]),
    ("Ånge 51 st Sundsvall 120", "SE", [("Ånge", "SE-2260"), ("Sundsvall", "SE-2281")]),
    ("Sundsvall-Timrå", "SE", [("Sundsvall", "SE-2281"), ("Timrå", "SE-2262")]),
    ("Nord-Fron, Nord-Troms", "NO", [("Nord-Fron", "NO-0516")]),
    ("i Norrbottens län och Västernorrland", "SE", [("Norrbottens län", "SE-25"), ("Västernorrland", "SE-22")]),
    ("Kalmar och Kalmar län", "SE", [("Kalmar", "SE-0880"), ("Kalmar län", "SE-08")]),
    ("Sveriges kommuner, Norge", None, [("Sveriges", "SE"), ("Norge", "NO")]),
    ("sundsvall, Sundsvallsregionen, xSundsvall", "SE", []),
    ("Våler og Os kommune", "NO", [("Våler", ""), ("Os kommune", "")]),
    ("Lunds kommun", None, [("Lunds kommun", "")]),
    ("Ale: 45. Vara 30", "SE", [("Ale", "SE-1440"), ("Vara", "SE-1470")]),
    ("Vara med. Ale är gott. Re-think", None, []),
    ("Vara kommun deltog i Ale", "SE", [("Vara kommun", "SE-1470"), ("Ale", "SE-1440")]),
    ("prosjektleder Kari Lund i Bergen", "NO", [("Bergen", "NO-1201")]),
]


@pytest.mark.parametrize(("scope", "on", "count"), COUNTS)
def test_the_municipalities_of_a_scope_are_those_of_the_day(scope, on, count):
    """A country, a county, several codes and a municipality's own code are frames on a day."""
    assert len(municipalities(scope, on=on)) == count


@pytest.mark.parametrize(("country", "first", "last", "number"), YEARS)
def test_a_country_has_the_municipalities_of_the_year(country, first, last, number):
    """The same number on every day from the first of January to the last of December."""
    assert count_municipalities(country, date(first, 1, 1), date(last, 12, 31)) == (number, number)


def test_an_interval_gives_the_least_and_the_most_municipalities():
    """Norway had 430 municipalities in 2008-11, 429 in 2012 and 428 in 2013; Sweden 289 before Knivsta."""
    assert count_municipalities("NO", date(2008, 1, 1), date(2013, 12, 31)) == (428, 430)
    assert count_municipalities("NO", date(2011, 12, 31), date(2012, 1, 1)) == (429, 430)
    assert count_municipalities("SE", date(2002, 12, 31), date(2003, 1, 1)) == (289, 290)


def test_an_interval_that_ends_before_it_starts_is_refused():
    """The order of the two days is checked."""
    with pytest.raises(CodeListError, match="ends before it starts"):
        count_municipalities("NO", date(2013, 1, 1), date(2008, 1, 1))


def test_a_code_names_its_country():
    """1401 is Flora in Norway and Härryda in Sweden; 14 a county in both."""
    assert read_area("NO-1401", on=AUTUMN_2007).name == "Flora"
    assert read_area("SE-1401", on=AUTUMN_2007).name == "Härryda"
    assert (area_name("NO-14"), area_name("SE-14")) == ("Sogn og Fjordane", "Västra Götaland")


def test_an_area_knows_its_parent_its_life_and_its_successors():
    """Flora was in Sogn og Fjordane until Kinn took over on 2020-01-01; its county ended on that day."""
    flora = read_area("NO-1401")
    assert (flora.parent, flora.valid_to, flora.successors) == ("NO-14", date(2020, 1, 1), ("NO-4602",))
    assert read_area("NO-14").valid_to == date(2020, 1, 1)
    assert read_area("NO-1850", on=date(2019, 1, 1)).successors == ("NO-1806", "NO-1875")  # Tysfjord was split


def test_the_day_a_spell_ends_belongs_to_the_next():
    """`valid_to` is exclusive: on 2020-01-01 Flora is gone."""
    assert read_area("NO-1401", on=date(2019, 12, 31)).name == "Flora"
    with pytest.raises(CodeListError, match=r"NO-1401 is not valid on 2020-01-01(.|\n)*it became NO-4602"):
        read_area("NO-1401", on=date(2020, 1, 1))


def test_an_unknown_code_is_refused_with_the_nearest():
    """A mistyped code names its neighbours."""
    with pytest.raises(CodeListError, match=r"did you mean .*'SE-2284'"):
        read_area("SE-2285")
    with pytest.raises(CodeListError, match="no area"):
        municipalities("SE-99", on=AUTUMN_2007)


def test_the_form_of_a_code_tells_its_level():
    """Country, county and municipality differ in their digits; anything else is no area code."""
    assert [area_level(code) for code in ("NO", "NO-14", "NO-0219")] == ["country", "county", "municipality"]
    with pytest.raises(CodeListError, match="no area code"):
        area_level("0219")


def test_a_country_is_named_in_the_language_asked_for():
    """Countries have names in three languages, municipalities have one."""
    assert area_name("SE", language="en") == "Sweden"
    assert area_name("SE-2281", language="en") == "Sundsvall"


@pytest.mark.parametrize(("printed", "country", "on", "code"), PRINTED)
def test_a_printed_name_stands_for_one_area(printed, country, on, code):
    """Type words, genitives, marks, case, two languages and short codes are understood."""
    assert match_area(printed, country=country, on=on).code == code


def test_a_name_that_two_areas_bear_is_refused_with_both():
    """Two municipalities were called Våler in 2007, and two countries have a Lund."""
    with pytest.raises(CodeListError, match=r"NO-0137 Våler \(Østfold\) and NO-0426 Våler \(Hedmark\)"):
        match_area("Våler", country="NO", on=AUTUMN_2007)
    with pytest.raises(CodeListError, match="NO-1112 Lund and SE-1281 Lund"):
        match_area("Lund")
    with pytest.raises(CodeListError, match="NO-1401 Flora and SE-1401 Härryda"):
        match_area("1401", on=AUTUMN_2007)


def test_a_scope_settles_which_of_two_is_meant():
    """Within Akershus there is one Nes."""
    assert match_area("Nes", on=AUTUMN_2007, within="NO-02").code == "NO-0236"


def test_a_misspelt_name_is_refused_with_the_nearest():
    """Names are never corrected silently."""
    with pytest.raises(CodeListError, match="did you mean 'Sundsvall'"):
        match_area("Sundsvlal", country="SE")


def test_a_name_of_another_day_or_country_is_refused_with_its_life():
    """Flora is known, but ended before 2021; Härryda is no Norwegian name."""
    with pytest.raises(CodeListError, match=r"NO-1401 Flora .* until 2020-01-01"):
        match_area("Flora", country="NO", on=date(2021, 1, 1))
    with pytest.raises(CodeListError, match="there is SE-1401 Härryda"):
        match_area("Härryda kommun", country="NO")
    with pytest.raises(CodeListError, match="no country 'FI'"):
        match_area("Lund", country="FI")


@pytest.mark.parametrize(("text", "country", "found"), RUNNING)
def test_names_are_found_in_running_text(text, country, found):
    """Whole capitalised words, the longest first; no code where two fit; words and surnames are passed over."""
    mentions = find_areas(text, country=country, on=AUTUMN_2007)
    assert [(text[m.start : m.end], m.code) for m in mentions] == found


def test_a_mention_spells_the_name_as_the_code_list_does():
    """The genitive and the type word belong to the place in the text, not to the name."""
    assert [m.name for m in find_areas("Sundsvalls kommun", country="SE")] == ["Sundsvall"]


@pytest.mark.parametrize(("code", "on", "later"), LATER)
def test_an_area_is_followed_to_what_it_became(code, on, later):
    """Mergers, splits, new numbers, kept codes and counties: the areas of a later day."""
    assert [area.code for area in successors(code, on=on)] == later


@pytest.mark.parametrize(("code", "on", "earlier"), EARLIER)
def test_an_area_is_followed_back_to_what_it_was_made_of(code, on, earlier):
    """The areas of an earlier day, also where the code was kept."""
    assert [area.code for area in predecessors(code, on=on)] == earlier


@pytest.mark.parametrize(("code", "on", "since", "parts"), MOVED)
def test_parts_that_moved_are_known_on_both_sides(code, on, since, parts):
    """Both municipalities, under the code of either day, between the two days only."""
    assert [part.name for part in moved_parts(code, since=since, on=on)] == parts


@pytest.mark.parametrize(("year", "number"), COUNTIES)
def test_the_counties_of_norway_are_those_of_the_year(year, number):
    """19, one less with Trøndelag in 2018, 11 from 2020, 15 from 2024."""
    parents = {area.parent for area in municipalities("NO", on=date(year, 6, 1))}
    assert len(parents) == number


def test_every_municipality_that_ended_has_successors():
    """On days with changes all that was there the day before is there under some code, and nothing else is new."""
    for country, first in (("NO", 2002), ("SE", 1999)):
        for day in (day for day in change_days() if day.year >= first):
            before = day - timedelta(days=1)
            pairs = transitions(country, "municipality", before, day)
            assert {old for old, _ in pairs} == {area.code for area in municipalities(country, on=before)}
            assert {new for _, new in pairs} == {area.code for area in municipalities(country, on=day)}


# (level, first day of the change, area, what it became): areas that were split, with KLASS 131 and SCB all since 1999.
SPLIT = [
    ("NO", date(2017, 1, 1), "NO-0720", {"NO-0704", "NO-0710"}),  # Stokke
    ("NO", date(2020, 1, 1), "NO-1850", {"NO-1806", "NO-1875"}),  # Tysfjord
    ("NO", date(2020, 1, 1), "NO-5012", {"NO-5055", "NO-5056", "NO-5059"}),  # Snillfjord
    ("NO", date(2024, 1, 1), "NO-1507", {"NO-1508", "NO-1580"}),  # Ålesund
    ("SE", date(1999, 1, 1), "SE-0181", {"SE-0140", "SE-0181"}),  # Nykvarn left Södertälje
    ("SE", date(2003, 1, 1), "SE-0380", {"SE-0330", "SE-0380"}),  # Knivsta left Uppsala
]


def test_the_splits_are_these_and_no_others():
    """Every municipality of one day that is several on the next."""
    found = []
    for country, first in (("NO", 2002), ("SE", 1999)):
        for day in (day for day in change_days() if day.year >= first):
            became = defaultdict(set)
            for old, new in transitions(country, "municipality", day - timedelta(days=1), day):
                became[old].add(new)
            found += [(country, day, old, new) for old, new in sorted(became.items()) if len(new) > 1]
    assert found == SPLIT


@pytest.mark.parametrize(
    ("day", "lost"),
    [
        (date(2019, 1, 1), {("NO-15", "NO-50")}),  # Rindal
        (date(2007, 1, 1), {("SE-19", "SE-03")}),  # Heby
        (date(2002, 1, 1), {("NO-12", "NO-11")}),  # Ølen
        (
            date(2020, 1, 1),
            {
                ("NO-05", "NO-30"),  # Jevnaker and Lunner
                ("NO-07", "NO-30"),  # Svelvik
                ("NO-14", "NO-15"),  # Hornindal
                ("NO-15", "NO-50"),  # Halsa
                ("NO-18", "NO-54"),  # Tjeldsund
            },
        ),
    ],
)
def test_counties_lose_municipalities_to_others(day, lost):
    """Besides the mergers of 2020 (Viken, Innlandet, Vestfold og Telemark, Agder, Vestland, Troms og Finnmark)."""
    merged = {"NO-01": "NO-30", "NO-02": "NO-30", "NO-06": "NO-30", "NO-04": "NO-34", "NO-05": "NO-34"}
    merged |= {"NO-07": "NO-38", "NO-08": "NO-38", "NO-09": "NO-42", "NO-10": "NO-42", "NO-12": "NO-46"}
    merged |= {"NO-14": "NO-46", "NO-19": "NO-54", "NO-20": "NO-54"}
    whole = merged.items() if day == date(2020, 1, 1) else ()
    pairs = {pair for country in ("NO", "SE") for pair in transitions(country, "county", day - timedelta(days=1), day)}
    assert {pair for pair in pairs if pair[0] != pair[1]} - set(whole) == lost


def test_time_runs_one_way():
    """Kinn has no successors in 2007 and Flora no predecessors in 2021: the error names the other function."""
    with pytest.raises(CodeListError, match=r"came later(.|\n)*predecessors"):
        successors("NO-4602", on=AUTUMN_2007)
    with pytest.raises(CodeListError, match=r"ended before(.|\n)*successors"):
        predecessors("NO-1401", on=date(2021, 1, 1))
    with pytest.raises(CodeListError, match="no area"):
        successors("NO-9999", on=AUTUMN_2007)
