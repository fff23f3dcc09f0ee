"""A review from the disk and back to it: whose folder, a draft where there is no recipe, nothing written over."""

import json
from pathlib import Path

import pytest
from plans import RECIPE, TITLE, plan_folder
from typer.testing import CliRunner

import ehealth_stats as es
from ehealth_stats.cli import app
from ehealth_stats.errors import DocumentError, EHealthStatsError, RecipeError
from ehealth_stats.ingestion.recipes.ingest import ingest_source
from ehealth_stats.reviewing.lab import notebook_of, open_in_lab
from ehealth_stats.reviewing.opening import open_review
from ehealth_stats.reviewing.state import catalog_state, document_state, review_state


def test_a_folder_without_recipe_begins_with_a_draft(tmp_path: Path) -> None:
    """Nothing is on the disk before it is saved; the list of open figures is not part of it."""
    folder = plan_folder(tmp_path, "docx")
    (folder / "recipe.toml").unlink()
    review = open_review(folder)
    assert review.session.text.startswith('[source]\nid = "plan-2014"\n')
    assert "Figures that no entry takes yet" not in review.session.text
    assert not (folder / "recipe.toml").exists()
    review.save()
    assert (folder / "recipe.toml").read_text("utf-8") == review.session.text
    assert ingest_source(folder).tables["sources"]["title"].tolist() == [TITLE]


def test_a_document_of_its_own_folder_has_its_recipe_there(tmp_path: Path) -> None:
    """Named by its file or by its folder it is the same review."""
    folder = plan_folder(tmp_path, "docx")
    by_file, by_folder = open_review(folder / "plan.docx"), open_review(folder)
    assert by_file.session.path == by_folder.session.path == folder / "recipe.toml"
    assert by_file.session.text == RECIPE


def test_a_document_among_others_gets_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In data/raw, or where it is asked for: with a copy of the document."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Plan-2014.txt").write_text("Antal trygghetslarm är 450 st.\n", "utf-8")
    (tmp_path / "other.txt").write_text("7 larm\n", "utf-8")
    assert open_review("Plan-2014.txt").session.path == Path("data/raw/plan-2014/recipe.toml")
    review = open_review("Plan-2014.txt", "raw/mine")
    review.save()
    assert sorted(path.name for path in Path("raw/mine").iterdir()) == ["Plan-2014.txt", "recipe.toml"]
    assert ingest_source(Path("raw/mine")).tables["sources"]["source_id"].tolist() == ["mine"]


def test_a_recipe_that_changed_on_the_disk_is_not_written_over(tmp_path: Path) -> None:
    """It is loaded again first; the version before is one undo away."""
    folder = plan_folder(tmp_path, "txt")
    review = open_review(folder)
    review.session.select(review.session.marks[2].start)
    assert review.session.keep()
    mine, other = review.session.text, RECIPE.replace("Kommunförbundet", "Länet")
    (folder / "recipe.toml").write_text(other, "utf-8")
    assert review.is_changed_on_disk
    with pytest.raises(RecipeError, match="changed on the disk"):
        review.save()
    assert (folder / "recipe.toml").read_text("utf-8") == other
    assert review.reload()
    assert (review.session.text, review.is_saved) == (other, True)
    review.session.undo()
    assert review.session.text == mine


def test_earlier_recipes_are_those_of_the_series(tmp_path: Path) -> None:
    """Folders whose names differ in the year, and documents of the same programme."""
    folder = plan_folder(tmp_path, "txt")
    for name, programme in [("plan-2013", "other"), ("report-2012", "plan"), ("strategy-2013", "third")]:
        (tmp_path / name).mkdir()
        text = RECIPE.replace('"plan-2014"', f'"{name}"').replace('programme = "plan"', f'programme = "{programme}"')
        (tmp_path / name / "recipe.toml").write_text(text, "utf-8")
    assert list(open_review(folder).earlier()) == ["report-2012", "plan-2013"]


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nn"])
def test_everything_that_is_shown_is_plain_values_in_the_language(tmp_path: Path, language: str) -> None:
    """It goes out as JSON; a phrase that no language has would be an error."""
    review = open_review(plan_folder(tmp_path, "docx"), language=language)
    review.session.next_open()
    shown = [document_state(review.session), catalog_state(review), review_state(review)]
    told = json.loads(json.dumps(shown))
    assert told[2]["panel"]["text"] == "450"
    keep = {"en": "Keep", "sv": "Behåll", "nb": "Behold", "nn": "Behald"}
    assert told[1]["say"]["keep"] == keep[language]
    lines = [block["line"] for block in told[0] if block["kind"] != "table"]
    assert [text for text, mark, *_ in lines[1] if mark] == ["Ånge", "450", "Timrå", "300"]


def test_contact_details_do_not_go_out(tmp_path: Path) -> None:
    """Neither in the document nor beside it."""
    (tmp_path / "plan.txt").write_text("Kontakt: Nomen Nescio, 060-12 34 56, n.n@example.org. 7 larm.\n", "utf-8")
    review = open_review(tmp_path / "plan.txt", language="sv")
    review.session.next_open()
    told = json.dumps([document_state(review.session), review_state(review)], ensure_ascii=False)
    assert not [secret for secret in ("Nomen", "060-12", "n.n@") if secret in told]
    assert "[masked]" in told


def test_a_widget_does_what_a_message_asks_for(tmp_path: Path) -> None:
    """What no page sends is left alone; an error is a notice, and the recipe stays."""
    widget = es.review(plan_folder(tmp_path, "txt"))
    assert widget.state["panel"]["text"] == "450"
    widget.receive({"action": "keep"})
    assert widget.state["panel"]["text"] == "7"
    widget.receive({"action": "__init__"})
    widget.receive({"action": "change", "key": "indicator", "value": "horses"})
    assert "no code 'horses'" in widget.state["panel"]["refused"]["text"]
    (tmp_path / "plan-2014" / "recipe.toml").write_text("other", "utf-8")
    widget.receive({"action": "save"})
    assert widget.state["notice"]["error"]
    assert (tmp_path / "plan-2014" / "recipe.toml").read_text("utf-8") == "other"


def test_the_command_opens_jupyterlab_on_the_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebook is there while JupyterLab runs, with the places of document and recipe."""
    folder, ran = plan_folder(tmp_path, "docx"), []

    def run(command: list[str], *, check: bool) -> None:
        ran.append((command, json.loads(Path(command[3]).read_text("utf-8"))))
        assert not check

    monkeypatch.setattr("ehealth_stats.reviewing.lab.subprocess.run", run)
    result = CliRunner().invoke(app, ["review", str(folder / "plan.docx"), "--language", "nb"])
    assert result.exit_code == 0, result.output
    command, notebook = ran[0]
    assert command[1:3] == ["-m", "jupyterlab"]
    assert "".join(notebook["cells"][0]["source"]).endswith(
        f'es.review("{folder}/plan.docx", "{folder}", language="nb")'
    )
    assert not Path(command[3]).exists()


def test_wrong_input_is_told_before_anything_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that is not there, a recipe that does not run, widgets that are not installed."""
    with pytest.raises(DocumentError):
        open_in_lab(tmp_path / "nowhere.docx")
    folder = plan_folder(tmp_path, "txt")
    (folder / "recipe.toml").write_text(RECIPE.replace("Antal trygghetslarm", "Antal kort"), "utf-8")
    with pytest.raises(RecipeError, match="'Antal kort' is not found"):
        open_in_lab(folder)
    monkeypatch.setattr("ehealth_stats.reviewing.lab.find_spec", lambda _: None)
    with pytest.raises(EHealthStatsError, match="a review needs jupyterlab"):
        open_in_lab(folder)


def test_the_notebook_of_a_review_has_one_cell() -> None:
    """It is a notebook that JupyterLab opens without a word."""
    import nbformat

    notebook = nbformat.reads(notebook_of(Path("plan.docx"), Path("raw/plan")), as_version=4)
    nbformat.validate(notebook)
    assert [cell.source for cell in notebook.cells] == [
        'import ehealth_stats as es\n\nes.review("plan.docx", "raw/plan")'
    ]
