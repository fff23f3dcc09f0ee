"""The text of a recipe: an entry is added, changed or deleted, and every other character stays."""

import tomllib
from pathlib import Path

import pytest

from ehealth_stats.errors import RecipeError
from ehealth_stats.reviewing.recipe_text import parse_recipe_text

RAW = Path(__file__).parents[2] / "data" / "raw"
RECIPE = """\
# by hand
[source]
id = "plan"  # the folder
title = 'Plan "A"'

# --- alarms ---

[[observations]]
indicator = "safety_alarms"  # check
find = ["Larm",   "antal"]  # two words
parts = { digitala = "digital" }

[[timeline]]
kind = "milestone"
find = "beslutad"

# --- cards ---
[[observations]]
indicator = "siths_holders"
find = \"\"\"
[[observations]]
\"\"\"
# the end
"""


@pytest.mark.parametrize("path", sorted(RAW.glob("*/recipe.toml")), ids=lambda path: path.parent.name)
def test_a_recipe_is_put_together_as_it_was(path: Path) -> None:
    """Cut into entries and joined again it is the same, in the order of its chapters."""
    text = path.read_text("utf-8")
    assert str(parse_recipe_text(text)) == text


def test_what_looks_like_a_header_inside_a_text_is_none() -> None:
    """The find of the last entry is a text of three lines."""
    found = parse_recipe_text(RECIPE)
    assert [block.section for block in found.blocks] == ["", "source", "observations", "timeline", "observations"]
    assert found.blocks[-1].values["find"] == "[[observations]]\n"


def test_a_changed_value_leaves_comments_order_and_blanks() -> None:
    """Only the mark of a guess goes, since somebody has looked at the entry now."""
    found = parse_recipe_text(RECIPE)
    values = {**found.blocks[2].values, "indicator": "npo_users"}
    assert str(found.changed(2, values)) == RECIPE.replace('"safety_alarms"  # check', '"npo_users"')


def test_a_key_is_added_at_the_end_of_its_entry_and_one_that_is_left_out_goes() -> None:
    """The comment that follows the entry belongs to the next one."""
    found = parse_recipe_text(RECIPE)
    values = {"kind": "milestone", "name": "Beslut"}
    assert str(found.changed(3, values)) == RECIPE.replace('find = "beslutad"\n', 'name = "Beslut"\n')


def test_an_entry_is_added_after_everything_else() -> None:
    """With a blank line before it; one that nobody has looked at is marked."""
    found = parse_recipe_text(RECIPE)
    entry = '\n[[asides]]\nfind = "s. 4"\nreason = "page"\n'
    assert str(found.added("asides", {"find": "s. 4", "reason": "page"})) == RECIPE + entry
    marked = found.added("asides", {"find": "s. 4", "reason": "page"}, is_guess=True)
    assert str(marked) == RECIPE + entry.replace('"s. 4"', '"s. 4"  # check')
    assert marked.blocks[-1].is_guess


def test_an_entry_is_deleted_with_the_comments_inside_it_and_no_other() -> None:
    """The headings of chapters before and behind it stay."""
    text = str(parse_recipe_text(RECIPE).deleted(2))
    assert "# --- alarms ---" in text
    assert "two words" not in text
    assert text == RECIPE[: RECIPE.index("[[observations]]")] + RECIPE[RECIPE.index("[[timeline]]") :]
    assert [entry["indicator"] for entry in tomllib.loads(text)["observations"]] == ["siths_holders"]


def test_lines_end_as_they_did() -> None:
    """A recipe written on Windows stays one."""
    text = RECIPE.replace("\n", "\r\n")
    found = parse_recipe_text(text)
    assert str(found) == text
    changed = str(found.added("asides", {"find": "x", "reason": "y"}).changed(1, {"id": "plan", "title": "Ny"}))
    assert changed.count("\n") == changed.count("\r\n")


def test_a_recipe_of_another_shape_is_refused() -> None:
    """Entries written as a list in one line have no place of their own: such a recipe is changed by hand."""
    with pytest.raises(RecipeError, match="one header for each entry"):
        parse_recipe_text('asides = [{ find = "x", reason = "y" }]\n[source]\nid = "plan"\n')
