"""Persons and how to reach them are masked in every way that documents name them; bodies, places and things are not."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document as WordDocument
from openpyxl import Workbook
from openpyxl.comments import Comment

from ehealth_stats import extract_quantities, ingest, read_document
from ehealth_stats.ingestion import draft_recipe, outline_document
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.recipes.ingest import combine, ingest_source
from ehealth_stats.notebook import show_document
from ehealth_stats.reporting.evidence import render_evidence

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
    """All lines in one document: draft, tables, pages; the sources count what was masked."""
    lines = [line for own, line in lines_of("masked") if own == language]
    folder = tmp_path / "plan"
    folder.mkdir()
    path = written(folder, "\n\n".join(["Antal larm: 45", *map(plain, lines)]))
    outputs = [draft_recipe(read_document(path), source_id="plan")]
    (folder / "recipe.toml").write_text(RECIPE.format(language=language, country=country), "utf-8")
    dataset = ingest(tmp_path)
    outputs += [show_document(folder)._repr_html_(), dataset.audit.to_csv(), dataset.sources.to_csv()]
    source = ingest_source(folder)
    outputs.append(render_evidence(combine([source]), source.transcript()).decode("utf-8"))
    assert not leaks(lines, " ".join(outputs))
    assert not any("\ufdd0" in output for output in outputs)
    assert "name of a person" in dataset.sources["note"][0]


def in_workbook(folder: Path) -> Path:
    """A sheet with names in a cell of two lines, in a comment, and beside a phone."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Kommun", "Larm", "Uppgift"],
        ["Ånge", 45, "Kontakt:\nZeno Vakberg"],
        ["Timrå", 60, "Zeno Vakberg (S)"],
    ):
        sheet.append(row)
    sheet["B2"].comment = Comment("Zeno Vakberg:\nÄndrat av chefen Zeno Vakberg", "Zeno Vakberg")
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def in_word(folder: Path) -> Path:
    """Paragraphs, and cells of several paragraphs, the second of which holds a name."""
    word = WordDocument()
    word.add_paragraph("Antal larm: 45")
    word.add_paragraph("Chefen Zeno Vakberg svarar, 060-12 34 56.")
    cell = word.add_table(rows=2, cols=2).cell(1, 1)
    cell.text = "Larm i Ånge"
    cell.add_paragraph("Chefen Zeno Vakberg, 60 larm")
    word.save(str(folder / "plan.docx"))
    return folder / "plan.docx"


def in_csv(folder: Path) -> Path:
    """A delimited file whose last row is short."""
    return written(folder, "Kommun;Uppgift;Larm\nÅnge;Chefen Zeno Vakberg;45\nTimrå;Ring Zeno Vakberg (S)").rename(
        folder / "plan.csv"
    )


@pytest.mark.parametrize("make", [in_workbook, in_word, in_csv])
def test_the_document_that_a_recipe_has_read_holds_nothing_personal(tmp_path, make):
    """What shows the whole document later has nothing to hide; every place in it is what it was."""
    folder = tmp_path / "plan"
    folder.mkdir()
    path = make(folder)
    recipe = RECIPE.format(language="sv", country="SE").partition("[[observations]]")[0]
    (folder / "recipe.toml").write_text(recipe, "utf-8")
    before, found = read_document(path), ingest_source(folder)
    assert not {"Zeno", "Vakberg"} & set(re.findall(r"\w+", found.document.text))
    assert len(found.document.text) == len(before.text)
    assert [line.place for line in found.document.segments] == [line.place for line in before.segments]
    assert not {"Zeno", "Vakberg"} & set(re.findall(r"\w+", show_document(folder)._repr_html_()))
