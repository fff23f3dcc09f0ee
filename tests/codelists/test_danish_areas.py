"""The 98 municipalities and 5 regions of Denmark from 2007 on: codes, names, spellings, what is none of them."""

from collections import Counter
from datetime import date

import pytest

from ehealth_stats.codelists.areas import (
    area_name,
    areas_on,
    find_areas,
    fitting_areas,
    match_area,
    municipalities,
    read_area,
)
from ehealth_stats.errors import CodeListError

DAY = date(2023, 12, 31)
REGIONS = {
    "DK-1081": "Region Nordjylland",
    "DK-1082": "Region Midtjylland",
    "DK-1083": "Region Syddanmark",
    "DK-1084": "Region Hovedstaden",
    "DK-1085": "Region Sjælland",
}
# Statistisk Årbog 2008, table 2: municipalities of each region.
MUNICIPALITIES_OF = {"DK-1081": 11, "DK-1082": 19, "DK-1083": 22, "DK-1084": 29, "DK-1085": 17}
HAND_PICKED = [
    ("DK-101", "København", "DK-1084"),
    ("DK-147", "Frederiksberg", "DK-1084"),
    ("DK-169", "Høje-Taastrup", "DK-1084"),
    ("DK-217", "Helsingør", "DK-1084"),
    ("DK-253", "Greve", "DK-1085"),
    ("DK-259", "Køge", "DK-1085"),
    ("DK-260", "Halsnæs", "DK-1084"),
    ("DK-265", "Roskilde", "DK-1085"),
    ("DK-269", "Solrød", "DK-1085"),
    ("DK-270", "Gribskov", "DK-1084"),
    ("DK-330", "Slagelse", "DK-1085"),
    ("DK-340", "Sorø", "DK-1085"),
    ("DK-400", "Bornholm", "DK-1084"),
    ("DK-410", "Middelfart", "DK-1083"),
    ("DK-461", "Odense", "DK-1083"),
    ("DK-480", "Nordfyns", "DK-1083"),
    ("DK-492", "Ærø", "DK-1083"),
    ("DK-563", "Fanø", "DK-1083"),
    ("DK-607", "Fredericia", "DK-1083"),
    ("DK-615", "Horsens", "DK-1082"),
    ("DK-621", "Kolding", "DK-1083"),
    ("DK-630", "Vejle", "DK-1083"),
    ("DK-741", "Samsø", "DK-1082"),
    ("DK-751", "Aarhus", "DK-1082"),
    ("DK-766", "Hedensted", "DK-1082"),
    ("DK-773", "Morsø", "DK-1081"),
    ("DK-787", "Thisted", "DK-1081"),
    ("DK-820", "Vesthimmerlands", "DK-1081"),
    ("DK-825", "Læsø", "DK-1081"),
    ("DK-846", "Mariagerfjord", "DK-1081"),
    ("DK-851", "Aalborg", "DK-1081"),
    ("DK-860", "Hjørring", "DK-1081"),
]
# A text of a document, and what is named in it.
RUNNING = [
    ("Odense Kommune har 45", [("Odense Kommune", "DK-461")]),
    ("Odense Kommunes 45 borgere", [("Odense Kommunes", "DK-461")]),
    ("Københavns Kommune og Frederiksberg", [("Københavns Kommune", "DK-101"), ("Frederiksberg", "DK-147")]),
    ("AALBORG 12", [("AALBORG", "DK-851")]),
    ("Århus, Åbenrå og Ålborg", [("Århus", "DK-751"), ("Åbenrå", "DK-580"), ("Ålborg", "DK-851")]),
    ("Aarhus, Aabenraa og Aalborg", [("Aarhus", "DK-751"), ("Aabenraa", "DK-580"), ("Aalborg", "DK-851")]),
    ("Faaborg-Midtfyn og Fåborg-Midtfyn", [("Faaborg-Midtfyn", "DK-430"), ("Fåborg-Midtfyn", "DK-430")]),
    ("Høje Taastrup og Lyngby-Taarbæk", [("Høje Taastrup", "DK-169"), ("Lyngby-Taarbæk", "DK-173")]),
    ("Nordfyns Kommune", [("Nordfyns Kommune", "DK-480")]),
    ("Bornholms Regionskommune", [("Bornholms Regionskommune", "DK-400")]),
    ("0461 Odense og Ærø (492)", [("0461 Odense", "DK-461"), ("Ærø (492)", "DK-492")]),
    ("Region Sjælland og Sjælland", [("Region Sjælland", "DK-1085")]),
    ("hovedstaden og Hovedstaden", []),
    ("Lolland-Falster og Vejle Amt", []),
    ("Odense Universitetshospital og Regionshospitalet Viborg", []),
    ("Herlev og Gentofte Hospital, Herlev og Gentofte", [("Herlev", "DK-163"), ("Gentofte", "DK-157")]),
    ("Vejen til målet er lang", []),
    ("Vejen Kommune: 45", [("Vejen Kommune", "DK-575")]),
]


def test_there_are_98_municipalities_and_5_regions():
    """Every municipality in one of the regions; Christiansø (411), under no municipality or region, is not listed."""
    listed = [area for area in areas_on("DK", DAY) if area.level == "municipality"]
    assert len({area.code for area in listed}) == len(listed) == 98
    assert Counter(area.parent for area in listed) == MUNICIPALITIES_OF
    assert {area.code: area.name for area in areas_on("DK", DAY) if area.level == "county"} == REGIONS
    with pytest.raises(CodeListError):
        read_area("DK-411")


@pytest.mark.parametrize(("code", "name", "region"), HAND_PICKED)
def test_codes_names_and_regions_are_those_of_the_official_list(code, name, region):
    """Danmarks Statistik: regions, provinces and municipalities from 2007."""
    area = read_area(code, on=DAY)
    assert (area.name, area.parent) == (name, region)


def test_there_is_no_list_before_the_reform():
    """The municipalities of 2006 are not in the list: a figure of that time has no Danish area."""
    assert [area.code for area in areas_on("DK", date(2006, 12, 31))] == ["DK"]
    assert find_areas("Odense 45", country="DK", on=date(2006, 12, 31)) == []


@pytest.mark.parametrize(
    ("code", "last_day", "before", "after"),
    [
        ("DK-810", date(2007, 2, 11), "Brønderslev-Dronninglund", "Brønderslev"),
        ("DK-260", date(2007, 12, 31), "Frederiksværk-Hundested", "Halsnæs"),
        ("DK-751", date(2010, 12, 31), "Århus", "Aarhus"),
    ],
)
def test_a_municipality_that_was_renamed_is_one_under_both_names(code, last_day, before, after):
    """The list prints the name of the day; both are found on every day."""
    assert area_name(code, on=last_day) == before
    assert area_name(code, on=last_day + date.resolution) == after
    for day in (last_day, DAY):
        assert [match_area(name, country="DK", on=day).code for name in (before, after)] == [code, code]


def test_a_region_is_its_municipalities():
    """The eleven of Region Nordjylland, by code."""
    north = [area.name for area in municipalities("DK-1081", on=DAY)]
    assert north == [
        "Morsø", "Thisted", "Brønderslev", "Frederikshavn", "Vesthimmerlands", "Læsø", "Rebild", "Mariagerfjord",
        "Jammerbugt", "Aalborg", "Hjørring",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("461", "DK-461"),
        ("0461", "DK-461"),
        ("DK-461", "DK-461"),
        ("1085", "DK-1085"),
        ("Odense Kommune", "DK-461"),
        ("Odense Kommunes", "DK-461"),
        ("Region H", "DK-1084"),
        ("Capital Region of Denmark", "DK-1084"),
        ("Danmark", "DK"),
    ],
)
def test_a_printed_code_or_name_is_found(printed, code):
    """With three digits, with the zero of the registers, with the word for the level."""
    assert match_area(printed, country="DK", on=DAY).code == code


@pytest.mark.parametrize(("text", "found"), RUNNING)
def test_danish_names_are_found_in_danish_text(text, found):
    """With aa or å; a landscape, an old county, a hospital, a word at the start of a sentence are no areas."""
    assert [(text[m.start : m.end], m.code) for m in find_areas(text, country="DK", on=DAY)] == found


@pytest.mark.parametrize("country", ["SE", "NO"])
def test_danish_names_are_none_in_other_countries_and_theirs_none_in_denmark(country):
    """A name is looked for among those of the document's country."""
    text = "Odense 12, Aarhus 13, Region Sjælland 14, Oslo 15, Bergen 16, Sundsvall 17, Herøy 18"
    danish = [mention.code for mention in find_areas(text, country="DK", on=DAY)]
    assert danish == ["DK-461", "DK-751", "DK-1085"]
    assert not {mention.code[:2] for mention in find_areas(text, country=country, on=DAY)} & {"DK"}
    assert fitting_areas("Odense", country=country) == []
