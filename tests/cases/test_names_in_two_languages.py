"""Sámi, Kven and Meänkieli names: alone, with the word for a municipality, and beside the other name in any order."""

from datetime import date

import pytest
from carriers import CARRIERS, CUBES, carried
from document_files import written
from made import extracted, file, ingested, rows

from ehealth_stats import extract_quantities, read_denominators, read_document
from ehealth_stats.codelists.areas import match_area
from ehealth_stats.errors import CodeListError
from ehealth_stats.ingestion import draft_recipe

NAMES = {
    "Kárášjoga gielda/Karasjok kommune": ("NO-5437", "NO-5610"),
    "Deatnu – Tana": ("NO-5441", "NO-5628"),
    "Nesseby-Unjárga": ("NO-5442", "NO-5636"),
    "Guovdageainnu suohkan Kautokeino kommune": ("NO-5430", "NO-5612"),
}
ROWS = [["Kommune", "Antall alarmer"], *([name, str(45 + at)] for at, name in enumerate(NAMES))]
OF_2021 = [[code, 45.0 + at] for at, (code, _) in enumerate(NAMES.values())]
OF_TODAY = [[code, 45.0 + at] for at, (_, code) in enumerate(NAMES.values())]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_rows_of_a_table(tmp_path, carrier):
    """`extract` gives the codes of today, a recipe those of the document's day; `draft` finds the table."""
    path = carried(tmp_path, carrier, [], ROWS)
    assert extracted(path, country="NO") == OF_TODAY
    entry = 'columns = { "Antall alarmer" = "_T" }'
    dataset = ingested(tmp_path, path.read_bytes(), entry, name=path.name, country="NO", published="2021-01-15")
    assert rows(dataset) == OF_2021
    assert 'read = "table"' in draft_recipe(read_document(path), source_id="larm")


@pytest.mark.parametrize("carrier", CUBES)
def test_values_of_a_download(tmp_path, carrier):
    """.px, JSON-stat and SDMX."""
    suffix, content = CUBES[carrier](ROWS[1:])
    found = extracted(written(tmp_path / f"larm{suffix}", content), country="NO")
    assert [row for row in found if row[1] < 100] == OF_TODAY


def test_denominators(tmp_path):
    """The areas of persons, valid in the year of the column."""
    people = read_denominators(
        file(tmp_path, "region;2021\n" + "".join(f"{name};1000\n" for name in NAMES)), country="NO"
    )
    assert people["area"].tolist() == [code for code, _ in OF_2021]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Omasvuotna/Storfjord/Omasvuono", "NO-5425"),
        ("Gáivuotna-Kåfjord-Kaivuono", "NO-5426"),
        ("Karasjok (Kárášjohka)", "NO-5437"),
        ("Tana/Deatnu kommune", "NO-5441"),
        ("Porsáŋggu gielda", "NO-5436"),
        ("Snåasen tjïelte – Snåsa kommune", "NO-5041"),
        ("Alta/Áltá/Alattio", "NO-5403"),
        ("Trondheim – Tråante", "NO-5001"),
        ("Troms og Finnmark - Romsa ja Finnmárku - Tromssa ja Finmarkku", "NO-54"),
        ("Kiruna kommun/Giron", "SE-2584"),
        ("Haaparanta/Haparanda", "SE-2583"),
        ("Romsa – Tromsø", "NO-5401"),
        ("Tromsø - Romsa", "NO-5401"),
        ("Tromsø—Romsa", "NO-5401"),
        ("Romsa kommune", "NO-5401"),
    ],
)
def test_every_order_and_every_sign_between(name, code):
    """On a day of 2021, in a list and in a sentence."""
    assert match_area(name, country=code[:2], on=date(2021, 1, 1)).code == code
    found = extract_quantities(f"{name} har 45 brukere", country=code[:2], language="nb", on=date(2021, 1, 1))
    assert found[["area", "value"]].values.tolist() == [[code, 45.0]]


def test_a_name_that_came_later_beside_one_of_the_day():
    """Trondheim had no second name in 2014."""
    assert match_area("Trondheim – Tråante", country="NO", on=date(2014, 1, 1)).code == "NO-1601"


@pytest.mark.parametrize(
    "name", ["Sundsvall-Timrå", "Ånge/Timrå", "Kárášjohka/Tana", "Alta Hammerfest", "Romsa – Alta"]
)
def test_names_of_two_areas_are_none_of_one(name):
    """Each is refused; in a sentence both stand."""
    with pytest.raises(CodeListError):
        match_area(name)


@pytest.mark.parametrize("name", ["Troms – Romsa", "Romsa/Troms", "Romsa fylke", "Troms (Romsa)"])
def test_a_name_of_a_town_and_of_its_county(name):
    """Romsa is Tromsø and Troms: the other name, or the word for the level, says which."""
    assert match_area(name, country="NO").code == "NO-55"
    found = extract_quantities(f"{name} har 45 brukere", country="NO", language="nb")
    assert found[["area", "value"]].values.tolist() == [["NO-55", 45.0]]
