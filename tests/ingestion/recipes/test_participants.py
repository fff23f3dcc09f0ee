"""[[participants]] lists bodies and municipalities; persons are counted and named nowhere."""

import re
from pathlib import Path

import pytest
from docx import Document as WordDocument

from ehealth_stats import ingest
from ehealth_stats.notebook import show_document
from ehealth_stats.schema import Dataset

RECIPE = """
[source]
id = "plan"
programme = "p"
title = "t"
producer = "p"
language = "{language}"
country = "{country}"
published = "2013"
note = "from the archive"
[[participants]]
role = "steering_group"
find = "{find}"
{more}
"""


def read(folder: Path, text: str, *, language: str = "sv", more: str = "") -> Dataset:
    """Ingest a text whose first words, up to the colon, announce the list."""
    source = folder / "plan"
    source.mkdir()
    (source / "plan.txt").write_text(f"{text}\n", "utf-8")
    country = {"sv": "SE", "nb": "NO"}[language]
    recipe = RECIPE.format(language=language, country=country, find=f"{text.partition(':')[0]}:", more=more)
    (source / "recipe.toml").write_text(recipe, "utf-8")
    return ingest(folder)


CASES = [
    ("sv", "Med var: Ånge kommun, Nomen Nescio, Landstinget", ["Ånge kommun", "Landstinget"], 1),
    ("sv", "Med var: Nomen Nescio (Ånge), Aliquis Nemo (S) och Timrå", ["Ånge", "Timrå"], 2),
    ("sv", "Med var: Nomen Nescio, ordförande; Aliquis Nemo, Ånge kommun", ["Ånge kommun"], 2),
    ("sv", "Med var: Ånge kommun (Nomen Nescio)", ["Ånge kommun"], 1),
    ("nb", "Med var: Nescio, Kari; Nemo, Ola; Norsk Helsenett", ["Norsk Helsenett"], 2),
    ("nb", "Med var: KS, KITH og Norsk Helsenett", ["KS", "KITH", "Norsk Helsenett"], 0),
    ("nb", "Med var: Nomen Nescio,\nAliquis Nemo, KITH", ["KITH"], 2),
]


@pytest.mark.parametrize(("language", "text", "bodies", "persons"), CASES)
def test_bodies_are_listed_and_persons_counted(tmp_path, language, text, bodies, persons):
    """No label of ours stands before the list: the recipe says what it is."""
    until = 'until = "*"' if "\n" in text else ""
    dataset = read(tmp_path, text, language=language, more=until)
    assert dataset.participants["name"].tolist() == bodies
    note = f"masked: {persons} name of a person; persons among participants: {persons} steering_group"
    assert dataset.sources["note"][0] == (f"from the archive; {note}" if persons else "from the archive")
    printed = " ".join(frame.to_csv() for frame in dataset.tables().values())
    page = show_document(tmp_path / "plan")._repr_html_()
    assert not {"Nomen", "Nescio", "Aliquis", "Nemo"} & set(re.findall(r"\w+", printed + page))


def test_a_municipality_beside_a_person_is_counted(tmp_path):
    """With an indicator the municipality is an observation of 1, the person none."""
    dataset = read(tmp_path, "Med var: Nomen Nescio (Ånge), Timrå", more='indicator = "pilot_municipalities"')
    assert dataset.observations["area"].tolist() == ["SE-2260", "SE-2262"]
    assert "Nescio" not in dataset.observations.to_csv()


def test_persons_in_the_cells_of_a_table_are_hidden(tmp_path):
    """A table without any head that tells of persons, in Word."""
    source = tmp_path / "plan"
    source.mkdir()
    word = WordDocument()
    table = word.add_table(rows=0, cols=2)
    for row in (("Med var", "Vad"), ("Nomen Nescio", "Larm"), ("Norsk Helsenett", "45")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    word.save(str(source / "plan.docx"))
    recipe = RECIPE.replace('find = "{find}"', 'table = "Med var"').format(language="nb", country="NO", more="")
    (source / "recipe.toml").write_text(recipe, "utf-8")
    dataset = ingest(tmp_path)
    assert "Norsk Helsenett" in dataset.participants["name"].tolist()
    assert "Nescio" not in " ".join(frame.to_csv() for frame in dataset.tables().values())
    assert "persons among participants: 1 steering_group" in dataset.sources["note"][0]
