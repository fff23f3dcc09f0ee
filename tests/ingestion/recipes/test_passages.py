"""Passages in another language than their document: what `[[passages]]` of a recipe says of them."""

from pathlib import Path

import pytest

from ehealth_stats import ingest
from ehealth_stats.errors import RecipeError
from ehealth_stats.schema import Dataset

PLAN = """I Norge: Kostnad 2 500 kr.

Kostnad i Sverige: 1 500 kr.

Norska larm: to kommuner.
"""
SOURCE = """[source]
id = "plan"
programme = "made-up"
title = "Plan"
producer = "Made-up association"
language = "sv"
country = "SE"
scope = "SE-22"
published = "2013-04-02"
"""
MONEY = """
[[observations]]
indicator = "programme_budget"
find = "I Norge:"
area = "NO"

[[observations]]
indicator = "programme_budget"
find = "Kostnad i Sverige"
area = "SE"
"""
ENGLISH_TABLE = "Kommun;Larm\nÅnge;1,250\nTimrå;1,500\nKramfors;2,750\n"


def read(folder: Path, recipe: str, text: str = PLAN, name: str = "plan.txt") -> Dataset:
    """Ingest one document with a recipe."""
    (folder / "plan").mkdir()
    (folder / "plan" / name).write_text(text, "utf-8")
    (folder / "plan" / "recipe.toml").write_text(SOURCE + recipe, "utf-8")
    return ingest(folder)


def test_kroner_of_a_passage_are_those_of_its_language(tmp_path):
    """The same "kr" is Norwegian in the passage that is said to be so, Swedish elsewhere."""
    told = read(tmp_path, MONEY + '\n[[passages]]\nfind = "I Norge:"\nlanguage = "nb"\n').observations
    assert told[["area", "value", "unit"]].values.tolist() == [["NO", 2500, "NOK"], ["SE", 1500, "SEK"]]


def test_without_it_a_short_passage_is_in_the_language_of_its_document(tmp_path):
    """Five words tell no language."""
    assert read(tmp_path, MONEY).observations["unit"].tolist() == ["SEK", "SEK"]


def test_number_words_of_a_passage_are_read_in_its_language(tmp_path):
    """The Norwegian "to" is two, and no word of a Swedish document."""
    recipe = '\n[[passages]]\nfind = "Norska larm:"\nlanguage = "nb"\n'
    audit = read(tmp_path, recipe).audit
    assert "to" in audit["text"].tolist()
    (tmp_path / "again").mkdir()
    assert "to" not in read(tmp_path / "again", "").audit["text"].tolist()


def test_cells_of_a_table_in_english_have_its_decimal_signs(tmp_path):
    """What is 1250 in English, "1,250", may be 1.25 in Swedish; the table is named by its first cell."""
    recipe = (
        '\n[[observations]]\nindicator = "safety_alarms"\ntable = "Kommun"\nread = "table"\nareas = "Kommun"\n'
        'columns = { "Larm" = "_T" }\n\n[[passages]]\ntable = "Kommun"\nlanguage = "en"\n'
    )
    observations = read(tmp_path, recipe, ENGLISH_TABLE, "larm.csv").observations
    assert observations["value"].tolist() == [1250, 1500, 2750]


@pytest.mark.parametrize(
    ("recipe", "told"),
    [
        ('find = "I Norge:"\nlanguage = "no"', ["'no' is not allowed here", "key 'language'", "nb"]),
        ('find = "I Norge:"', ["the key 'language' is missing", "[[passages]] 1"]),
        (
            'find = "I Danmark:"\nlanguage = "da"',
            ["'I Danmark:' is not found", "[[passages]] 1, key 'find'", "inspect"],
        ),
        ('language = "nb"', ["neither 'find' nor 'table' says what to read", "[[passages]] 1"]),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_words_nearest(tmp_path, recipe, told):
    """A language that is not known, none, a phrase that the document does not have, no phrase."""
    with pytest.raises(RecipeError) as error:
        read(tmp_path, f"\n[[passages]]\n{recipe}\n")
    assert [part for part in told if part not in str(error.value)] == []
