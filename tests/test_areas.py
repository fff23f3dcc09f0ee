"""The areas of both countries: validity, names, and names in running text."""

from datetime import date

import pytest

from ehealth_stats.codelists import (
    area_level,
    area_name,
    count_municipalities,
    find_areas,
    match_area,
    municipalities,
    read_area,
)
from ehealth_stats.errors import CodeListError

AUTUMN_2007 = date(2007, 11, 1)

# Statistics Norway's KLASS 131 and SCB: municipalities on a day.
COUNTS = [
    ("NO", AUTUMN_2007, 431),
    ("NO", date(2019, 6, 1), 422),
    ("NO", date(2020, 6, 1), 356),
    ("NO", date(2024, 6, 1), 357),
    ("SE", AUTUMN_2007, 290),
    ("SE", date(2024, 6, 1), 290),
    ("SE-22", date(2013, 4, 2), 7),
    ("SE-25", date(2010, 1, 1), 14),
    ("SE-22|SE-25", date(2013, 4, 2), 21),
    ("SE-2281", date(2013, 4, 2), 1),
]

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


def test_an_interval_gives_the_least_and_the_most_municipalities():
    """Norway had 430 municipalities in 2008-11, 429 in 2012 and 428 in 2013; Sweden never changed."""
    assert count_municipalities("NO", date(2008, 1, 1), date(2013, 12, 31)) == (428, 430)
    assert count_municipalities("NO", date(2012, 1, 1), date(2012, 12, 31)) == (429, 429)
    assert count_municipalities("SE", date(2003, 1, 1), date(2024, 1, 1)) == (290, 290)


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
    with pytest.raises(CodeListError, match="no country 'DK'"):
        match_area("Lund", country="DK")


@pytest.mark.parametrize(("text", "country", "found"), RUNNING)
def test_names_are_found_in_running_text(text, country, found):
    """Whole capitalised words, the longest first; no code where two fit; words and surnames are passed over."""
    mentions = find_areas(text, country=country, on=AUTUMN_2007)
    assert [(text[m.start : m.end], m.code) for m in mentions] == found


def test_a_mention_spells_the_name_as_the_code_list_does():
    """The genitive and the type word belong to the place in the text, not to the name."""
    assert [m.name for m in find_areas("Sundsvalls kommun", country="SE")] == ["Sundsvall"]
