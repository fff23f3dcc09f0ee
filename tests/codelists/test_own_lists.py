"""A person's own code lists: what they add, what is refused, and that they are in use in their block only."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import ehealth_stats as es
from ehealth_stats.codelists import (
    area_name,
    categories,
    expanded,
    group_code,
    in_use,
    indicators,
    label,
    match_category,
    shipped,
    unit_label,
    units,
)
from ehealth_stats.errors import CodeListError, RecipeError
from ehealth_stats.ingestion import read_document, read_figures

INDICATORS = "code,unit,kind,direction,per,label_sv,label_nb,synonyms\n"
UNITS = "code,kind,currency,level,numerator,denominator,words,label_sv,one_sv\n"
CATEGORIES = "code,parent,dimension,addition,state,label_sv,synonyms\n"
AREAS = "code,dimension,areas,label_sv,synonyms\n"


def lists_of(folder: Path, **files: str) -> es.CodeLists:
    """The lists of a folder with these files."""
    heads = {"indicators": INDICATORS, "units": UNITS, "categories": CATEGORIES, "areas": AREAS}
    folder.mkdir(exist_ok=True)
    for name, rows in files.items():
        (folder / f"{name}.csv").write_text(heads[name] + rows, "utf-8")
    return es.read_codelists(folder)


def test_an_indicator_of_one_s_own_has_its_unit_and_the_nearest_labels(tmp_path):
    """Swedish where there is nothing nearer; Bokmål for Nynorsk."""
    with lists_of(
        tmp_path,
        units="locks,count,,,,,lås,lås,lås\n",
        indicators="door_locks,locks,stock,increase,,Digitala lås,Digitale låser,\n",
    ):
        assert indicators()["door_locks"].unit == "locks"
        assert [label("indicators", "door_locks", language) for language in ("sv", "nb", "nn", "en")] == [
            "Digitala lås",
            "Digitale låser",
            "Digitale låser",
            "Digitala lås",
        ]
        assert unit_label("locks", 1, "sv") == "lås"
        assert indicators()["safety_alarms"] is shipped().indicators["safety_alarms"]


def test_a_code_of_ours_gets_labels_in_any_language_and_synonyms(tmp_path):
    """Its unit and kind stay what they are."""
    (tmp_path / "indicators.csv").write_text("code,label_fi,synonyms\nsafety_alarms,Hälyttimet,larmen\n", "utf-8")
    with es.read_codelists(tmp_path):
        entry = indicators()["safety_alarms"]
        assert (entry.unit, entry.labels["fi"], entry.labels["sv"]) == ("alarms", "Hälyttimet", "Trygghetslarm")
        assert entry.synonyms == (*shipped().indicators["safety_alarms"].synonyms, "larmen")


def test_lists_are_in_use_in_their_block_only(tmp_path):
    """Not behind it, not in another thread, and not after an error in it."""
    lists = lists_of(tmp_path, units="locks,count,,,,,lås,lås,lås\n")
    with lists, ThreadPoolExecutor(1) as pool:
        assert "locks" in units()
        assert pool.submit(lambda: "locks" in units()).result() is False
    with pytest.raises(CodeListError), lists:
        label("units", "keys", "sv")
    assert in_use() is shipped()
    assert "locks" not in units()


def test_a_block_within_a_block_adds_to_it(tmp_path):
    """Both lists are in use inside, the outer one alone behind it."""
    outer = lists_of(tmp_path / "a", units="locks,count,,,,,lås,lås,lås\n")
    with outer:
        with lists_of(tmp_path / "b", indicators="door_locks,locks,stock,,,Lås,,\n"):
            assert indicators()["door_locks"].unit == "locks"
            assert "locks" in units()
        assert "door_locks" not in indicators()


def test_lists_go_to_other_processes_as_they_are(tmp_path):
    """Pickled and read again; those of the package stay those of the package."""
    lists = lists_of(tmp_path, units="locks,count,,,,,lås,lås,lås\n")
    assert pickle.loads(pickle.dumps(lists)).units == lists.units
    assert pickle.loads(pickle.dumps(shipped())) is shipped()


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("Vi har 45 digitala lås.", "locks", 45),
        ("Kostnaden är 410 kr per besök.", "SEK/visit", 410),
        ("Det görs 3 besök per brukare.", "visits/user", 3),
    ],
)
def test_words_of_one_s_own_units_are_read_in_figures(tmp_path, text, unit, value):
    """What is counted, and what is counted by another: money by visits, visits by persons."""
    (tmp_path / "plan.txt").write_text(text, "utf-8")
    lists = lists_of(
        tmp_path / "lists",
        units="locks,count,,,,,lås,lås,lås\nvisits,count,,,,,besök,besök,besök\n"
        "SEK/visit,rate,SEK,,SEK,visits,,kronor per besök,\nvisits/user,rate,,,visits,persons,,besök per person,\n",
    )
    with lists:
        found = read_figures(read_document(tmp_path / "plan.txt"), country="SE", language="sv").items
    assert [(each.quantity.unit, each.quantity.value) for each in found] == [(unit, value)]
    before = read_figures(read_document(tmp_path / "plan.txt"), country="SE", language="sv").items
    assert [each.quantity.unit for each in before] != [unit]


def test_categories_of_one_s_own_are_named_by_labels_and_synonyms(tmp_path):
    """A child before its parent in the file is no mistake."""
    with lists_of(tmp_path, categories="keypad,lock,make,,,Kodlås,\nlock,_T,make,,,Lås,låsenhet\n"):
        assert (match_category("Låsenhet:"), match_category("kodlås")) == ("lock", "keypad")
        assert list(categories()).index("lock") < list(categories()).index("keypad")
    assert match_category("Låsenhet:") == ""


def test_groups_of_areas_go_by_code_label_or_synonym(tmp_path):
    """Each stands for the codes of its areas."""
    with lists_of(tmp_path, areas="coast,part,SE-2281|SE-2262,Kusten,kustkommunerna\n"):
        assert [group_code(name) for name in ("coast", "Kusten", "Kustkommunerna", "Inlandet")] == ["coast"] * 3 + [""]
        assert expanded("Kusten|SE-2260") == "SE-2281|SE-2262|SE-2260"
        assert area_name("SE-2262|SE-2281", language="sv") == "Kusten"
    assert area_name("SE-2262|SE-2281") == "Timrå, Sundsvall"


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        (
            "indicators",
            "door_locks,persns,stock,,,Lås,,",
            ["'persns'", "line 2, column 'unit'", "did you mean 'persons'"],
        ),
        ("indicators", "door_locks,persons,stok,,,Lås,,", ["'stok'", "line 2, column 'kind'", "did you mean 'stock'"]),
        ("indicators", "door_locks,persons,stock,,,,,", ["'door_locks' has no label", "label_sv"]),
        ("indicators", "door_locks,,stock,,,Lås,,", ["'door_locks' has no unit", "line 2, column 'unit'"]),
        ("indicators", "door locks,persons,stock,,,Lås,,", ["'door locks' is no code", "line 2, column 'code'"]),
        ("indicators", "safety_alarms,cards,,,,,,", ["its unit is 'alarms' and not 'cards'", "a code of your own"]),
        ("indicators", "a,persons,stock,,,A,,\na,persons,stock,,,A,,", ["'a' stands twice", "line 3"]),
        ("units", "locks,count,,,,,personer,lås,lås", ["'personer' stands for 'persons' already", "'words'"]),
        ("units", "SEK/visit,rate,SEK,,SEK,visit,,kr,", ["no code 'visit'", "line 2, column 'denominator'"]),
        ("categories", "lock,digtal,make,,,Lås,", ["no code 'digtal'", "did you mean 'digital'"]),
        ("categories", "a,b,make,,,A,\nb,a,make,,,B,", ["'a' is a part of itself", "line 2, column 'parent'"]),
        ("categories", "lock,_T,make,,,Lås,leger", ["'leger' stands for 'physicians' already"]),
        ("areas", "coast,,SE-2281|SE-2999,Kusten,", ["no area 'SE-2999'", "line 2, column 'areas'"]),
        ("areas", "SE-22,,SE-2281,Kusten,", ["'SE-22' is the code of an area", "a name for a group"]),
        ("areas", "a,part,SE-2281,A,\nb,part,SE-2281,B,", ["SE-2281 is in 'a' and in 'b'", "share no area"]),
        ("areas", "a,county,SE-2281,A,", ["'county' is what tables group by already"]),
    ],
)
def test_what_is_wrong_in_a_list_is_told_with_its_place_and_the_nearest_right_thing(tmp_path, name, row, told):
    """One cell each."""
    with pytest.raises(CodeListError) as error:
        lists_of(tmp_path, **{name: f"{row}\n"})
    assert [words for words in told if words not in str(error.value)] == []


def test_all_mistakes_of_a_list_are_told_at_once(tmp_path):
    """Each with its line."""
    with pytest.raises(CodeListError) as error:
        lists_of(tmp_path, indicators="a,persons,stok,,,A,,\nb c,persons,stock,,,B,,\nsafety_alarms,cards,,,,,,\n")
    assert len(error.value.each) == 3
    assert [line in str(error.value) for line in ("line 2", "line 3", "line 4")] == [True] * 3


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("indicator.csv", "code\n", "did you mean 'indicators.csv'"),
        ("indicators.csv", "code,units\na,b\n", "did you mean 'unit'"),
        ("indicators.csv", "code,unit\na,b,c\n", "more cells than the header"),
    ],
)
def test_files_and_columns_that_are_no_list_are_told_with_the_nearest(tmp_path, name, content, told):
    """Nothing is passed over in silence."""
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(CodeListError, match=told):
        es.read_codelists(tmp_path)


def test_a_list_that_is_no_utf_8_is_told(tmp_path):
    """With what to do."""
    (tmp_path / "units.csv").write_bytes("code;kind;label_sv\nlocks;count;lås\n".encode("cp1252"))
    with pytest.raises(CodeListError, match="save it as CSV UTF-8"):
        es.read_codelists(tmp_path)


PLAN = """[source]
id = "plan"
programme = "made-up"
title = "Plan"
producer = "Made-up association"
language = "{language}"
country = "{country}"
scope = "{scope}"
published = "2013-04-02"

[[observations]]
indicator = "visit_cost"
find = "{find}"
role = "rate"
"""
VISITS = "visits,count,,,,,besök|besøk,besök,besök\nSEK/visit,rate,,,SEK,visits,,kronor per besök,\n"


def test_a_price_is_in_the_currency_that_is_printed_or_refused(tmp_path):
    """What an indicator counts in is its usual currency; Norwegian kroner are never Swedish ones."""
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.txt").write_text("Et planlagt besøk koster 410 kr per besøk.\n", "utf-8")
    recipe = PLAN.format(language="nb", country="NO", scope="NO-12", find="besøk koster")
    (tmp_path / "plan" / "recipe.toml").write_text(recipe, "utf-8")
    cost = "visit_cost,SEK/visit,ratio,,,Kostnad per besök,,\n"
    with lists_of(tmp_path / ".a", units=VISITS, indicators=cost), pytest.raises(RecipeError) as error:
        es.ingest(tmp_path)
    assert "is in NOK, and visit_cost in SEK/visit" in str(error.value)
    assert "a unit with numerator NOK and denominator visits" in str(error.value)
    both = VISITS + "NOK/visit,rate,,,NOK,visits,,norska kronor per besök,\n"
    with lists_of(tmp_path / ".b", units=both, indicators=cost):
        rows = es.ingest(tmp_path).observations
    assert rows[["value", "unit"]].values.tolist() == [[410, "NOK/visit"]]


def test_a_column_of_rates_is_read_by_a_unit_with_its_words(tmp_path):
    """Refused for what counts alarms; alarms per 1 000 inhabitants are a unit of one's own."""
    (tmp_path / "plan").mkdir()
    table = "Kommun;Larm per 1 000 invånare\nÅnge;45\nTimrå;32,5\n"
    (tmp_path / "plan" / "plan.csv").write_text(table, "utf-8")
    recipe = PLAN.format(language="sv", country="SE", scope="SE-22", find="").partition("\n[[")[0] + (
        '\n[[observations]]\nindicator = "{}"\nrole = "{}"\ntable = "Kommun"\nread = "table"\n'
        'columns = {{ "Larm per 1 000 invånare" = "_T" }}\n'
    )
    place = tmp_path / "plan" / "recipe.toml"
    place.write_text(recipe.format("safety_alarms", "reported"), "utf-8")
    with pytest.raises(RecipeError, match="a column is per 1 000 invånare"):
        es.ingest(tmp_path)
    place.write_text(recipe.format("alarm_rate", "rate"), "utf-8")
    unit = "alarms/1000,rate,,,alarms,persons,per 1 000 invånare,larm per 1 000 invånare,\n"
    rate = "alarm_rate,alarms/1000,ratio,,,Larm per 1 000 invånare,,\n"
    with lists_of(tmp_path / ".lists", units=unit, indicators=rate):
        rows = es.ingest(tmp_path).observations
    assert rows[["area", "value", "unit"]].values.tolist() == [
        ["SE-2260", 45, "alarms/1000"],
        ["SE-2262", 32.5, "alarms/1000"],
    ]
