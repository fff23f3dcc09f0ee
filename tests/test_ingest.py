"""A folder of documents with recipes -> a Dataset; wrong folders, documents and recipes."""

from pathlib import Path

import pytest

from ehealth_stats import ingest
from ehealth_stats.errors import DocumentError, EHealthStatsError, RecipeError

SOURCE = """
[source]
id = "plan"
programme = "made-up"
title = "Plan"
producer = "Made-up association"
language = "sv"
country = "SE"
scope = "SE-22"
published = "2013-04-02"
"""
ALARMS = """
[[observations]]
indicator = "safety_alarms"
find = "Antalet larm är"
until = "Mål 2013"
read = "by area"
"""
TEXT = """Antalet larm är: Ånge: 450 varav 45 digitala Sollefteå: 670 varav 100 IP-tel Summa 1120 st

Mål 2013: minst 600 larm. Ring 070-1234567. Vi har 3 bilar.
"""


def write(folder: Path, recipe: str, text: str = TEXT) -> Path:
    """Make data/raw with one document."""
    (folder / "plan").mkdir()
    (folder / "plan" / "plan.txt").write_text(text, "utf-8")
    (folder / "plan" / "recipe.toml").write_text(recipe, "utf-8")
    return folder


def test_figures_by_area_become_observations_with_parts_and_a_stated_total(tmp_path):
    """A passage read by area gives wholes, parts by the code list's labels, and the sum as a stated total."""
    rows = ingest(write(tmp_path, SOURCE + ALARMS)).observations
    assert rows[["area", "breakdown", "value", "role"]].values.tolist() == [
        ["SE-2260", "_T", 450, "reported"],
        ["SE-2260", "digital", 45, "reported"],
        ["SE-2283", "_T", 670, "reported"],
        ["SE-2283", "ip_telephony", 100, "reported"],
        ["SE-22", "_T", 1120, "stated_total"],
    ]
    assert rows["observation_id"].iloc[1] == "plan/safety_alarms/SE-2260/digital/2013-04-02"
    assert rows["locator"].iloc[0] == "paragraph 1 chars 23-26"
    assert rows["text"].iloc[3] == "Sollefteå: 670 varav 100 IP-tel"


def test_the_audit_accounts_for_every_digit(tmp_path):
    """Each digit of the document lies in one claimed, one set aside or one unclaimed figure."""
    audit = ingest(write(tmp_path, SOURCE + ALARMS)).audit
    assert audit["kind"].value_counts().to_dict() == {"claimed": 5, "unclaimed": 2, "not_quantity": 2}
    digits = sum(character.isdigit() for text in audit["text"] for character in text)
    # The phone number's ten digits are masked.
    assert digits + 10 == sum(character.isdigit() for character in TEXT)


def test_contact_details_reach_no_table(tmp_path):
    """A phone number beside the figures is counted and stands nowhere."""
    dataset = ingest(write(tmp_path, SOURCE + ALARMS))
    printed = " ".join(frame.to_csv() for frame in dataset.tables().values())
    assert "1234567" not in printed
    assert "1 phone number" in dataset.sources["note"].item()


def test_an_aside_says_why_a_figure_is_no_quantity(tmp_path):
    """What a recipe sets aside is no longer unclaimed, and the audit gives its reason."""
    aside = '\n[[asides]]\nfind = "3 bilar"\nreason = "the programme counts no cars"\n'
    audit = ingest(write(tmp_path, SOURCE + ALARMS + aside)).audit
    assert audit.loc[audit["text"] == "3", ["kind", "reason"]].values.tolist() == [
        ["not_quantity", "the programme counts no cars"]
    ]


def test_each_area_makes_one_row_a_municipality(tmp_path):
    """Samtliga kommuner is one row for each of the county's seven municipalities."""
    recipe = SOURCE + '\n[[observations]]\nindicator = "pascal"\nfind = "Pascal används av"\nread = "each area"\n'
    rows = ingest(write(tmp_path, recipe, "Pascal används av samtliga kommuner")).observations
    assert len(rows) == 7
    assert set(rows["value"]) == {1}
    assert set(rows["qualifier"]) == {"all"}


def test_a_number_that_is_not_all_municipalities_is_refused(tmp_path):
    """Five municipalities can't be spread over seven."""
    recipe = SOURCE + '\n[[observations]]\nindicator = "pascal"\nfind = "Pascal används av"\nread = "each area"\n'
    with pytest.raises(RecipeError, match="number of municipalities in scope, 7"):
        ingest(write(tmp_path, recipe, "Pascal används av 5 kommuner"))


def test_the_same_recipe_reads_text_and_word_alike(tmp_path):
    """A recipe names no format: the Word form of a text gives the same observations, locators aside."""
    docx = pytest.importorskip("docx")
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir(), two.mkdir()
    expected = ingest(write(one, SOURCE + ALARMS)).observations
    write(two, SOURCE + ALARMS)
    (two / "plan" / "plan.txt").unlink()
    document = docx.Document()
    for line in TEXT.split("\n\n"):
        document.add_paragraph(line.strip())
    document.save(two / "plan" / "plan.docx")
    found = ingest(two).observations
    assert found.drop(columns="locator").equals(expected.drop(columns="locator"))


# recipe, what the error says, what it offers
WRONG = [
    (SOURCE.replace('title = "Plan"', "") + ALARMS, "the key 'title' is missing", "producer"),
    (SOURCE + ALARMS.replace("until", "untill"), "unknown key 'untill'", "did you mean 'until'"),
    (SOURCE + ALARMS.replace("Antalet larm är", "Antalet alarm är"), "is not found", "did you mean 'Antalet larm är"),
    (
        SOURCE + ALARMS.replace("safety_alarms", "safety_alarm"),
        "no code 'safety_alarm'",
        "did you mean 'safety_alarms'",
    ),
    (SOURCE + ALARMS.replace("by area", "by place"), "'by place' is not allowed", "did you mean 'by area'"),
    (SOURCE + ALARMS.replace("[[observations]]", "[observations]"), "must be a list", "double brackets"),
    (SOURCE.replace('scope = "SE-22"', 'scope = "SE-99"') + ALARMS, "'SE-99'", "SE-"),
    (SOURCE.replace("2013-04-02", "april 2013") + ALARMS, "is no period", "EDTF"),
    (SOURCE + "[[observations", "no valid TOML", "end of document"),
    (ALARMS, "no [source]", "programme"),
]


@pytest.mark.parametrize(("recipe", "what", "hint"), WRONG)
def test_a_mistake_in_a_recipe_is_named_with_what_to_do(tmp_path, recipe, what, hint):
    """Each mistake gives one error that names the file, what is wrong and the nearest right thing."""
    with pytest.raises(EHealthStatsError) as caught:
        ingest(write(tmp_path, recipe))
    message = str(caught.value)
    assert what in message
    assert hint in message
    assert "recipe.toml" in message


def test_a_figure_of_another_unit_is_refused(tmp_path):
    """Kronor can't be alarms: the anchor is wrong, and the error says in which unit the figure is."""
    recipe = SOURCE + '\n[[observations]]\nindicator = "safety_alarms"\nfind = "Kostnad"\nread = "by area"\n'
    with pytest.raises(RecipeError, match="is in SEK, and safety_alarms in alarms"):
        ingest(write(tmp_path, recipe, "Kostnad: Ånge 45 kr"))


def test_a_missing_an_empty_and_an_incomplete_folder_are_three_errors(tmp_path):
    """No folder, no documents, no recipe, no document, two documents: each says which."""
    with pytest.raises(DocumentError, match="there is no folder"):
        ingest(tmp_path / "nowhere")
    with pytest.raises(DocumentError, match="holds no documents"):
        ingest(tmp_path)
    write(tmp_path, SOURCE + ALARMS)
    (tmp_path / "plan" / "old.txt").write_text("x", "utf-8")
    with pytest.raises(DocumentError, match=r"old\.txt, plan\.txt"):
        ingest(tmp_path)
    (tmp_path / "plan" / "recipe.toml").unlink()
    with pytest.raises(RecipeError, match="has no recipe"):
        ingest(tmp_path)


def test_an_unreadable_document_is_an_error_and_no_traceback(tmp_path):
    """A Word file that is none is refused by name."""
    write(tmp_path, SOURCE + ALARMS)
    (tmp_path / "plan" / "plan.txt").rename(tmp_path / "plan" / "plan.docx")
    with pytest.raises(DocumentError, match=r"plan\.docx"):
        ingest(tmp_path)
