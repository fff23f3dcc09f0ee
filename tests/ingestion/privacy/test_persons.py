"""Persons and how to reach them are masked in every way that documents name them; bodies, places and things are not."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ehealth_stats import extract_quantities, ingest, read_document
from ehealth_stats.ingestion import draft_recipe, outline_document
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.notebook import show_document

LINES = tomllib.loads(Path(__file__).with_name("persons.toml").read_text("utf-8"))
SECRET = re.compile("«([^»]*)»")


def lines_of(kind: str) -> Iterator[tuple[str, str]]:
    """Each line of a kind with its language."""
    return ((language, line) for language, lines in LINES[kind].items() for line in lines)


def plain(line: str) -> str:
    """A line as a document prints it."""
    return re.sub("[«»]", "", line)


def masked(line: str) -> str:
    """A line as it must be printed, on one line; a bullet is no text."""
    return " ".join(re.sub(r"(?m)^- ", "", SECRET.sub("[masked]", line)).split())


def leaks(lines: list[str], printed: str) -> set[str]:
    """The secret words, and numbers as a whole, that are printed; a word that stands openly somewhere is no secret."""
    secrets = {secret for line in lines for secret in SECRET.findall(line)}
    spelt = {word for secret in secrets for word in re.findall(r"[^\W\d_]{3,}", secret)}
    openly = set(re.findall(r"\w+", " ".join(SECRET.sub(" ", line) for line in lines)))
    numbers = {secret for secret in secrets if re.search(r"\d", secret) and secret in printed}
    return numbers | (spelt - openly) & set(re.findall(r"\w+", printed))


def written(folder: Path, text: str) -> Path:
    """A document of these lines."""
    path = folder / "plan.txt"
    path.write_text(f"{text}\n", "utf-8")
    return path


@pytest.mark.parametrize(("language", "line"), [*lines_of("masked"), *lines_of("kept")])
def test_exactly_what_is_personal_is_masked_in_a_document(tmp_path, language, line):
    """`inspect` prints every other word as it stands."""
    printed = outline_document(read_document(written(tmp_path, plain(line))))["text"].str.cat(sep=" ")
    assert " ".join(printed.split()) == masked(line)


@pytest.mark.parametrize("line", [line for kind in LINES for _, line in lines_of(kind) if not {"\n", "\t"} & set(line)])
def test_exactly_what_is_personal_is_masked_in_a_text(line):
    """A line that needs no other line is masked alone."""
    assert mask(plain(line)) == SECRET.sub("[masked]", line)


@pytest.mark.parametrize(("language", "line"), list(lines_of("masked")))
def test_no_text_of_a_figure_holds_what_is_personal(language, line):
    """A figure put behind each part of the line takes its words along, but no name."""
    text = re.sub(r"(?m)$", ": 3859 larm", plain(line).replace("\t", "\n"))
    found = extract_quantities(text, language=language)
    printed = found[["text", "part"]].to_csv()
    assert 3859 in found["value"].tolist()
    assert "\ufdd0" not in printed
    if "\t" not in line:
        assert not leaks([line], printed)


RECIPE = """
[source]
id = "plan"
programme = "p"
title = "t"
producer = "p"
language = "{language}"
country = "{country}"
published = "2013"
[[observations]]
indicator = "safety_alarms"
find = "Antal larm"
area = "{country}"
"""


@pytest.mark.parametrize(("language", "country"), [("sv", "SE"), ("nb", "NO"), ("nn", "NO"), ("en", "SE")])
def test_no_output_of_a_document_holds_what_is_personal(tmp_path, language, country):
    """All lines in one document: draft, tables and page; the sources count what was masked."""
    lines = [line for own, line in lines_of("masked") if own == language]
    folder = tmp_path / "plan"
    folder.mkdir()
    path = written(folder, "\n\n".join(["Antal larm: 45", *map(plain, lines)]))
    outputs = [draft_recipe(read_document(path), source_id="plan")]
    (folder / "recipe.toml").write_text(RECIPE.format(language=language, country=country), "utf-8")
    dataset = ingest(tmp_path)
    outputs += [show_document(folder)._repr_html_(), dataset.audit.to_csv(), dataset.sources.to_csv()]
    assert not leaks(lines, " ".join(outputs))
    assert not any("\ufdd0" in output for output in outputs)
    assert "name of a person" in dataset.sources["note"][0]
