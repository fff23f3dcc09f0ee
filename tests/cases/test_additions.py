"""Additions stand beside the whole: in a category of their own, or in none."""

import pytest
from document_files import sheet_of
from one_document import ingest_one

from ehealth_stats import read_document, total
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion import draft_recipe

BY_TABLE = (
    '[[observations]]\nindicator = "siths_holders"\ntable = "Kommun"\nread = "table"\ncolumns = { Kort = "_T" }\n'
)
BY_AREA = '[[observations]]\nindicator = "siths_holders"\nfind = "Kort:"\nuntil = "*"\nread = "by area"\n'
SINGLE = '[[observations]]\nindicator = "siths_holders"\nfind = "Kort:"\n'
CARRIERS = {
    "csv": lambda cell: ("plan.csv", f"Kommun;Kort\nÅnge;50\nTimrå;{cell}\n", BY_TABLE),
    "workbook": lambda cell: ("plan.xlsx", sheet_of(["Kommun", "Kort"], ["Ånge", 50], ["Timrå", cell]), BY_TABLE),
    "list": lambda cell: ("plan.txt", f"Kort:\n\nÅnge: 50\n\nTimrå: {cell}\n", BY_AREA),
}


def read(folder, carrier, cell, more=""):
    """What is read of a municipality, and the texts that no entry takes."""
    name, content, entry = CARRIERS[carrier](cell)
    found = ingest_one(folder, content, entry + more, name=name)
    rows = found.observations[found.observations["area"] == "SE-2262"]
    left = found.audit.loc[found.audit["kind"] == "unclaimed", "text"].tolist()
    return rows[["breakdown", "value"]].values.tolist(), left, found


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize(
    "cell", ["60 (+14 enbart HSA)", "60 +14 enbart HSA", "60, därtill 14 enbart HSA", "60 (ytterligare 14 enbart HSA)"]
)
def test_an_addition_goes_to_its_category(tmp_path, carrier, cell):
    """It is in no total of the whole."""
    rows, left, found = read(tmp_path, carrier, cell)
    assert (rows, left) == ([["_T", 60], ["hsa_only", 14]], [])
    assert total(found.observations, by=["indicator"])["value"].tolist() == [110]


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("cell", ["60 (+14)", "60 +14", "60 pluss 14"])
def test_an_addition_that_nothing_is_said_of_is_left(tmp_path, carrier, cell):
    """The audit has it; the rest of the table or list is read."""
    rows, left, found = read(tmp_path, carrier, cell)
    assert (rows, left) == ([["_T", 60]], ["14"])
    assert "" not in found.observations["breakdown"].tolist()


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("cell", ["60 +14 reserv", "60, dessutom 14 digitala"])
def test_an_addition_without_a_category_is_refused_until_it_has_one(tmp_path, carrier, cell):
    """That of a part is none of its own; a recipe may say so."""
    label = cell.split()[-1]
    with pytest.raises(RecipeError, match=f"the addition '{label}' has no code"):
        read(tmp_path / "refused", carrier, cell)
    rows, left, _ = read(tmp_path / "named", carrier, cell, f'parts = {{ "{label}" = "unclassified_addition" }}\n')
    assert (rows, left) == ([["_T", 60], ["unclassified_addition", 14]], [])


@pytest.mark.parametrize("carrier", CARRIERS)
def test_an_empty_label_is_no_beginning_of_all(tmp_path, carrier):
    """A part without a label may have a category; it is not that of the others."""
    rows, left, _ = read(
        tmp_path, carrier, "60 varav 45 digitala (+14 enbart HSA)", 'parts = { "" = "unclassified" }\n'
    )
    assert (rows, left) == ([["_T", 60], ["digital", 45], ["hsa_only", 14]], [])


def test_a_single_addition_is_no_whole(tmp_path):
    """Its label says what it is."""
    found = ingest_one(tmp_path, "Kort: +14 enbart HSA", SINGLE)
    assert found.observations[["breakdown", "value"]].values.tolist() == [["hsa_only", 14]]


def test_drafts_give_additions_no_category_of_parts(tmp_path):
    """What no list has is beside the whole; what nothing is said of stays in comments."""
    (tmp_path / "kort.txt").write_text(
        "Antal SITHS-kort:\n\nÅnge: 60 (+14 enbart HSA)\n\nTimrå: 50 (+3)\n\nSundsvall: 20 +5 reserv\n", "utf-8"
    )
    recipe = draft_recipe(read_document(tmp_path / "kort.txt"), source_id="kort")
    assert 'parts = { "reserv" = "unclassified_addition" }' in recipe
    assert "# 3 (paragraph 3 chars 12-13)" in recipe
