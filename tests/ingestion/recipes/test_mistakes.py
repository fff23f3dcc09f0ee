"""What is wrong in recipes is told in one go, each mistake with its file, line, key, words and place."""

import logging
from pathlib import Path

import pandas as pd
import pytest

from ehealth_stats import ingest
from ehealth_stats.codelists import lists
from ehealth_stats.errors import RecipeError

SOURCE = """[source]
id = "{name}"
programme = "made-up"
title = "Plan"
producer = "Made-up association"
language = "sv"
country = "SE"
scope = "SE-22"
published = "2013-04-02"
"""
TEXT = """Antalet larm är: Ånge: 450 varav 45 digitala Timrå: 300

Länet

I Timrå finns 60 nattkameror. Länet har 3 bilar.

Kramfors har 12 surfplattor.
"""


def write(folder: Path, recipe: str, text: str = TEXT, name: str = "plan", **source: str) -> Path:
    """Make a folder of documents, or put another document into it."""
    (folder / name).mkdir(parents=True)
    (folder / name / "plan.txt").write_text(text, "utf-8")
    (folder / name / "recipe.toml").write_text(SOURCE.format(name=name) + recipe, "utf-8")
    return folder


def told(folder: Path) -> str:
    """What is said of the recipes in a folder."""
    with pytest.raises(RecipeError) as error:
        ingest(folder)
    return str(error.value)


def test_all_mistakes_of_all_recipes_are_told_at_once(tmp_path):
    """Of keys and of passages; those of a second document too, each with its line."""
    first = (
        '\n[[observations]]\nindicator = "safety_alrms"\nfind = "Antalet larm är"\n'  # lines 11 to 13
        '\n[[observations]]\nindicator = "safety_alarms"\nfind = "Antalet alarm är"\nread = "by area"\n'  # 15 to 18
        '\n[[targets]]\nindicator = "safety_alarms"\nkind = "levl"\nlabel = "x"\nfind = "Länet"\n'  # 20 to 24
        '\n[[asides]]\nfind = "3 bussar"\nreason = "no cars"\n'  # 26 to 28
    )
    write(tmp_path, first)
    write(tmp_path, '\n[[timeline]]\nkind = "phase"\nfind = "Länet"\n', name="other")
    text = told(tmp_path)
    assert text.startswith("5 mistakes")
    for words in (
        "plan/recipe.toml line 12 [[observations]] 1, key 'indicator'",
        "did you mean 'safety_alarms'?",
        "'levl' is not allowed here",
        "plan/recipe.toml line 22 [[targets]] 1, key 'kind'",
        "the phrase 'Antalet alarm är' is not found",
        "plan/recipe.toml line 17 [[observations]] 2, key 'find', in plan.txt",
        "did you mean 'Antalet larm är:'",
        "plan/recipe.toml line 27 [[asides]] 1, key 'find'",
        "the passage has no date or period",
        "other/recipe.toml line 11 [[timeline]] 1",
    ):
        assert words in text


def test_one_mistake_is_told_by_itself(tmp_path):
    """Without a number before it."""
    write(tmp_path, '\n[[asides]]\nfind = "3 bussar"\nreason = "no cars"\n')
    assert told(tmp_path).startswith("the phrase '3 bussar' is not found\n")


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ('parts = { digitala = "digital" }', ["the key 'parts' says nothing for read = 'single'", '"by area"']),
        ('read = "each area"\ncolumns = { Larm = "_T" }', ["the key 'columns' says nothing", '"table"']),
        ('read = "table"\ncategories = { Larm = "_T" }', ["'categories' says nothing", '"by category"']),
        ('indicators = { Larm = "npo_users" }', ["'indicators' says nothing for read = 'single'"]),
        ('read = "by area"\nindicators = { Larm = "npo_users" }', ["both 'indicator' and 'indicators'"]),
        ('read = "by area"\nmarks = { x = "done" }', ["the key 'marks' says nothing for read = 'by area'"]),
        ('scope = "Kusten"', ["no area 'Kusten' in the code list", "key 'scope'"]),
        ('without = "Timra"', ["'Timra' is no municipality of the scope", "did you mean 'Timrå'?", "key 'without'"]),
    ],
)
def test_keys_that_say_nothing_or_no_area_are_refused(tmp_path, keys, words):
    """With the way to read that goes by them."""
    entry = f'\n[[observations]]\nindicator = "safety_alarms"\nfind = "Antalet larm är"\n{keys}\n'
    text = told(write(tmp_path, entry))
    assert [each for each in words if each not in text] == []


def test_a_part_without_a_label_is_told_with_its_words(tmp_path):
    """Not "the part '' has no code"."""
    entry = '\n[[observations]]\nindicator = "safety_alarms"\nfind = "Larm:"\nread = "by area"\n'
    text = told(write(tmp_path, entry, "Larm: Ånge: 450 varav 45, Timrå: 300\n"))
    assert "the part without a label has no code: 'Ånge: 450 varav 45'" in text


BLOCKS = "Läget\n\nÅnge\n\nLarm: 310\n\n{name}\n\nLarm: 1 800\n\nSlut\n"
BLOCK = (
    '\n[[observations]]\nindicator = "safety_alarms"\nlabel = "Larm"\n'
    'find = "Läget"\nuntil = "Slut"\nread = "by area"\n'
)


def test_a_figure_under_a_name_that_is_no_area_is_refused(tmp_path):
    """It is not taken for that of the municipality above."""
    text = told(write(tmp_path / "a", BLOCK, BLOCKS.format(name="Sunsvall")))
    assert "'1 800' (paragraph 5 chars 6-11) stands under 'Sunsvall'" in text
    named = ingest(write(tmp_path / "b", BLOCK + 'names = { Sunsvall = "SE-2281" }\n', BLOCKS.format(name="Sunsvall")))
    assert named.observations[["area", "value"]].values.tolist() == [["SE-2260", 310], ["SE-2281", 1800]]
    left = ingest(write(tmp_path / "c", BLOCK + 'skip = "Region Mitt"\n', BLOCKS.format(name="Ånge kommun")))
    assert left.observations["area"].tolist() == ["SE-2260", "SE-2260"]


def test_an_anchor_that_stands_in_several_places_is_told_with_what_names_the_next(tmp_path, caplog):
    """The first is read, and nothing is refused."""
    text = "Stad\n\nAntal larm: 45 i Timrå.\n\nLand\n\nAntal larm: 60 i Ånge.\n"
    entry = '\n[[observations]]\nindicator = "safety_alarms"\nfind = "Antal larm:"\n'
    with caplog.at_level(logging.WARNING):
        rows = ingest(write(tmp_path, entry, text)).observations
    assert rows["value"].tolist() == [45]
    assert "'Antal larm:' stands in 2 places: paragraph 2 chars 0-11, paragraph 4 chars 0-11" in caplog.text
    assert "line 13 [[observations]] 1, key 'find'" in caplog.text
    assert 'find = ["Land", "Antal larm:"] is the next' in caplog.text


def test_a_passage_of_another_area_than_the_entry_s_is_told(tmp_path, caplog):
    """The figure is read as the recipe says."""
    entry = '\n[[observations]]\nindicator = "npo_users"\nfind = "Länet"\narea = "{}"\n'
    text = "Länet: I Timrå finns 60 användare.\n"
    with caplog.at_level(logging.WARNING):
        ingest(write(tmp_path / "a", entry.format("SE-2262"), text))
    assert caplog.text == ""
    with caplog.at_level(logging.WARNING):
        rows = ingest(write(tmp_path / "b", entry.format("SE-2260"), text)).observations
    assert rows["area"].tolist() == ["SE-2260"]
    assert "names Timrå" in caplog.text
    assert 'area = "SE-2262"' in caplog.text


def test_a_name_behind_the_figure_is_told_too(tmp_path, caplog):
    """45 are of Ånge, whatever the entry says."""
    entry = '\n[[observations]]\nindicator = "safety_alarms"\nfind = "Antal larm:"\narea = "SE-2262"\n'
    with caplog.at_level(logging.WARNING):
        ingest(write(tmp_path, entry, "Antal larm: 45 i Ånge.\n"))
    assert "'45 i Ånge' (paragraph 1 chars 12-14) names Ånge" in caplog.text


def test_a_recipe_may_hold_its_own_lists(tmp_path):
    """They are those of the dataset, and of no other document that is read."""
    own = (
        '\n[[units]]\ncode = "cameras"\nkind = "count"\nlabel = { sv = "kameror" }\nwords = ["nattkameror"]\n'
        '\n[[indicators]]\ncode = "night_cameras"\nunit = "cameras"\nkind = "stock"\nlabel = { sv = "Nattkameror" }\n'
        '\n[[observations]]\nindicator = "night_cameras"\nfind = "I Timrå finns"\narea = "SE-2262"\n'
    )
    dataset = ingest(write(tmp_path, own))
    assert dataset.observations[["indicator", "value", "unit"]].values.tolist() == [["night_cameras", 60, "cameras"]]
    assert dataset.codelists.indicators["night_cameras"].labels["en"] == "Nattkameror"
    assert "night_cameras" not in lists.indicators()


def test_mistakes_in_lists_of_a_recipe_are_told_with_the_others(tmp_path):
    """With line and key."""
    own = '\n[[indicators]]\ncode = "cameras"\nunit = "persns"\nkind = "stock"\nlabel = "Cameras"\n'
    text = told(write(tmp_path, own + '\n[[asides]]\nfind = "3 bussar"\nreason = "no cars"\n'))
    assert "line 13 [[indicators]] 1" in text
    assert "did you mean 'persons'" in text
    assert "'3 bussar' is not found" in text


FIGURES = """
[[observations]]
indicator = "safety_alarms"
find = "Antalet larm är"
read = "by area"
parts = { digitala = "digital" }

[[statements]]
kind = "assumption"
label = "no others"
find = "Länet"
"""  # the rule that follows is in line 21


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("closd safety_alarms digital SE-2260", ["'closd safety_alarms digital SE-2260'", "did you mean 'closed'?"]),
        ("closed safety_alarms digital", ["another form", "closed INDICATOR CATEGORY AREA"]),
        ("closed safety_alarms digital SE-2260 x", ["another form", "closed INDICATOR CATEGORY AREA"]),
        ("closed safety_alarm digital SE-2260", ["'safety_alarm'", "did you mean 'safety_alarms'"]),
        ("closed safety_alarms digtal SE-2260", ["'digtal'", "did you mean 'digital'"]),
        ("closed safety_alarms digital SE-2266", ["'SE-2266'", "or 'SE-2262' or 'SE-2260'?"]),
        ("closed safety_alarms digital Ånge", ["'Ånge'", "did you mean 'SE-2260', Ånge?"]),
        ("closed safety_alarms _T SE-2260", ["'_T' is part of nothing", "part of a whole"]),
        ("closed safety_alarms digital SE-2262", ["no figure", "did you mean 'safety_alarms digital SE-2260'?"]),
        ("most safety_alarms digital <= 10 %", ["another form", "closed INDICATOR CATEGORY AREA"]),
    ],
)
def test_a_rule_of_an_assumption_that_would_change_nothing_is_refused(tmp_path, rule, words):
    """Its words as they stand, its line, and the nearest right ones; Ånge (SE-2260) alone has digital alarms."""
    text = told(write(tmp_path, f'{FIGURES}rule = "{rule}"\n'))
    assert f"the rule {rule!r}" in text
    assert "line 21 [[statements]] 1, key 'rule'" in text
    assert [word for word in words if word not in text] == []


def test_a_rule_that_is_never_tested_is_refused(tmp_path):
    """A goal has none."""
    recipe = FIGURES.replace("assumption", "goal")
    text = told(write(tmp_path, f'{recipe}rule = "closed safety_alarms digital SE-2260"\n'))
    assert "says nothing for kind = 'goal'" in text
    assert 'kind = "claim" or kind = "assumption"' in text


def test_a_right_rule_of_an_assumption_is_kept(tmp_path):
    """Of a figure that the document has; a rule may be left out too."""
    rule = "closed safety_alarms digital SE-2260"
    (first,) = ingest(write(tmp_path / "a", f'{FIGURES}rule = "{rule}"\n')).statements.to_dict("records")
    (second,) = ingest(write(tmp_path / "b", FIGURES)).statements.to_dict("records")
    assert (first["rule"], second["rule"]) == (rule, "")


def test_two_recipes_do_not_mean_two_things_by_one_code(tmp_path):
    """Told with the code."""
    own = '\n[[indicators]]\ncode = "cameras"\nunit = "{}"\nkind = "stock"\nlabel = "Cameras"\n'
    write(tmp_path, own.format("pieces"))
    write(tmp_path, own.format("persons"), name="other")
    with pytest.raises(ValueError, match="'cameras' means two things"):
        ingest(tmp_path)


def test_a_line_of_a_list_changes_nothing_in_a_document_that_does_not_name_it(tmp_path):
    """Words that stand in the document, of units and categories that its recipe does not name."""
    entry = '\n[[observations]]\nindicator = "safety_alarms"\nfind = "Antalet larm är"\nread = "by area"\n'
    entry += '\n[[observations]]\nindicator = "unclassified_count"\nfind = "I Timrå finns"\narea = "SE-2262"\n'
    folder = write(tmp_path / "raw", entry)
    before = ingest(folder)
    own = tmp_path / "lists"
    own.mkdir()
    (own / "units.csv").write_text(
        "code,kind,words,label_sv\nnights,time,nattkameror,nätter\npieces,,surfplattor,\n", "utf-8"
    )
    (own / "categories.csv").write_text("code,parent,dimension,label_sv\nlinked,_T,technology,Länkade\n", "utf-8")
    (own / "indicators.csv").write_text(
        "code,unit,kind,label_sv,synonyms\nnight,nights,stock,Natt,länet|antalet\n", "utf-8"
    )
    after = ingest(folder, codelists=own)
    for name, table in before.tables().items():
        assert table.equals(after.tables()[name]), name


def test_many_documents_are_read_by_several_processes_as_by_one(tmp_path, caplog, monkeypatch):
    """The same tables in the same order, the same remarks, and every mistake of every recipe in one error."""
    text = "Stad\n\nAntal larm: {} i Timrå.\n\nLand\n\nAntal larm: 60 i Ånge.\n"
    entry = '\n[[observations]]\nindicator = "safety_alarms"\nfind = "Antal larm:"\n'
    for number in range(6):
        write(tmp_path, entry, text.format(45 + number), name=f"plan-{number}")
    found = []
    for many in (100, 2):
        monkeypatch.setattr("ehealth_stats.ingestion.recipes.ingest._MANY", many)
        monkeypatch.setattr("ehealth_stats.ingestion.recipes.ingest.processors", lambda: 2)
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            dataset = ingest(tmp_path)
        found.append((dataset, caplog.messages))
    (one, told), (two, told_by_two) = found
    assert one.observations["value"].tolist() == [45, 46, 47, 48, 49, 50]
    assert (len(told), told_by_two) == (6, told)
    for name, table in one.tables().items():
        pd.testing.assert_frame_equal(two.tables()[name], table)
    for number in (1, 5):
        (tmp_path / f"plan-{number}" / "recipe.toml").unlink()
    with pytest.raises(RecipeError) as refused:
        ingest(tmp_path)
    assert "'plan-1' has no recipe" in str(refused.value)
    assert "'plan-5' has no recipe" in str(refused.value)
