"""No control character and no mark of direction reaches a page, a CSV file or a terminal, and none hides a figure."""

import io
import json
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import openpyxl
import pytest
from docx import Document as WordDocument
from openpyxl.comments import Comment
from typer.testing import CliRunner

from ehealth_stats import extract_quantities, ingest, read_document
from ehealth_stats.cli import app
from ehealth_stats.controls import places_kept, without_controls
from ehealth_stats.errors import DocumentError, RecipeError
from ehealth_stats.ingestion import draft_recipe, outline_document, read_figures, tabulate_figures
from ehealth_stats.ingestion.recipes.recipe import parse_recipe
from ehealth_stats.notebook import show_document
from ehealth_stats.reporting import to_csv

# All of C0 but tab and line ends, DEL, all of C1 but the line end, all marks of direction.
CONTROLS = [
    *map(chr, [*range(9), *range(14, 32), 127, *range(128, 133), *range(134, 160)]),
    *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
]
SEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]")
# Marks of direction and C1 may stand in every format; ESC and the rest of C0 not in XML.
HARM, TEXT_HARM = "\u202e\u200f\u2066\x9b", "\u202e\x1b\x9b\x07"


def in_text(harm: str) -> bytes:
    """A text file."""
    return f"Larm{harm} i länet\n\nÅnge: 4{harm}50 larm\n".encode()


def in_csv(harm: str) -> bytes:
    """A delimited file."""
    return f"Kommun;La{harm}rm\nÅn{harm}ge;4{harm}50\n".encode()


def in_html(harm: str) -> bytes:
    """A page, with references to characters."""
    entity = "".join(f"&#{ord(letter)};" for letter in "\u202e\u2067")
    return f"<p>Larm{harm}</p><table><tr><td>Ån{entity}ge</td><td>4{harm}{entity}50</td></tr></table>".encode()


def in_px(harm: str) -> bytes:
    """A .px file: title, unit, label and note."""
    lines = [
        'CHARSET="ANSI";\nCODEPAGE="utf-8";',
        f'TITLE="La{harm}rm";\nCONTENTS="Larm";\nUNITS="antal{harm}";\nSTUB="region";\nHEADING="år";',
        f'VALUES("region")="2260 Ån{harm}ge";\nVALUES("år")="2012";\nNOTE="Hela{harm} året";\nDATA=\n4{harm}50;\n',
    ]
    return "\n".join(lines).encode()


def in_json_stat(harm: str) -> bytes:
    """A JSON-stat file: labels and notes, as escapes."""
    region = {"index": ["2260"], "label": {"2260": f"Ån{harm}ge"}, "note": {"2260": [f"Upp{harm}skattat"]}}
    cube = {"class": "dataset", "version": "2.0", "label": f"La{harm}rm", "note": [f"Hela{harm} året"]}
    cube |= {"id": ["region"], "size": [1], "dimension": {"region": {"label": "region", "category": region}}}
    return json.dumps(cube | {"value": [450]}).encode()


def in_word(harm: str) -> bytes:
    """A Word file: paragraphs and a cell."""
    word, out = WordDocument(), io.BytesIO()
    word.add_paragraph(f"Larm{harm} i länet")
    word.add_paragraph(f"Ånge: 4{harm}50 larm")
    word.add_table(rows=1, cols=1).cell(0, 0).text = f"Ti{harm}mrå"
    word.save(out)
    return out.getvalue()


def in_workbook(harm: str) -> bytes:
    """A workbook: name of the sheet, header, cells, number format, comment."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet.title = f"La{harm}rm"
    for row in ([f"Kom{harm}mun", "Larm", "Kort"], [f"Ån{harm}ge", f"4{harm}50", 60]):
        sheet.append(row)
    sheet["C2"].number_format = f'0" {harm}st"'
    sheet["A2"].comment = Comment(f"Upp{harm}skattat", f"Lä{harm}net")
    book.save(out)
    return out.getvalue()


CARRIERS: list[tuple[str, Callable[[str], bytes], str]] = [
    ("plan.txt", in_text, TEXT_HARM),
    ("plan.md", in_text, TEXT_HARM),
    ("plan.csv", in_csv, TEXT_HARM),
    ("plan.html", in_html, TEXT_HARM),
    ("plan.px", in_px, TEXT_HARM),
    ("plan.json", in_json_stat, TEXT_HARM),
    ("plan.docx", in_word, HARM),
    ("plan.xlsx", in_workbook, HARM),
]


@pytest.mark.parametrize("control", CONTROLS, ids=ascii)
def test_every_control_is_taken_out_and_leaves_its_figure_whole(control):
    """Nothing is put in its place, and places count the characters that were given."""
    text = f"I Ånge finns 4{control}50 larm."
    assert without_controls(text) == "I Ånge finns 450 larm."
    (row,) = extract_quantities(text, language="sv").to_dict("records")
    assert (row["area"], row["value"], row["text"]) == ("SE-2260", 450, "Ånge finns 450 larm")
    assert text[row["start"] : row["end"]] == f"4{control}50"


def test_tabs_stay_and_every_line_end_is_a_newline():
    """A form feed parts pages and a vertical tab lines: what stands around them is never joined."""
    assert without_controls("45\t60\r\n75\r90\f12\v13\x8514\u202815") == "45\t60\n75\n90\n12\n13\n14\n15"


def test_places_are_those_of_the_text_that_was_given():
    """One place for each character that stays, and the end."""
    text = "a\u202eb\r\nc"
    assert [text[place : place + 1] for place in places_kept(text)] == ["a", "b", "\n", "c", ""]
    assert len(places_kept(text)) == len(without_controls(text)) + 1


@pytest.mark.parametrize(("name", "make", "harm"), CARRIERS, ids=[name for name, _, _ in CARRIERS])
def test_no_format_carries_a_control_to_an_output(tmp_path, name, make, harm):
    """Cells, headers, sheet names, comments, number formats, labels and notes; the figure is read and found again."""
    for folder, content in (("harm", make(harm)), ("none", make(""))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes(content)
    document, plain = (read_document(tmp_path / folder / name) for folder in ("harm", "none"))
    figures = tabulate_figures(read_figures(document, language="sv"))
    assert 450 in figures["value"].tolist()
    outputs = [outline_document(document).to_csv(), figures.to_csv(), *document.notes, document.text]
    outputs.append(draft_recipe(document, source_id="plan"))
    outputs.append(CliRunner().invoke(app, ["inspect", str(document.path)]).output)
    assert not [output for output in outputs if SEEN.search(output)]
    assert document.text == plain.text
    assert figures.equals(tabulate_figures(read_figures(plain, language="sv")))


RECIPE = """
[source]
id = "plan"
file = "{file}"
programme = "p\\u202eq"
title = "T\\u001bitel\\u0085"
producer = "P\u200frod"
language = "sv"
country = "SE"
published = "2013"
note = "N\\u2066ote"
[[observations]]
indicator = "safety_alarms"
find = "Lar\\u202em"
read = "by area"
until = "*"
[[statements]]
kind = "goal"
label = "L\\u202eabel"
find = "Larm"
"""


def test_neither_recipe_nor_file_name_carry_a_control(tmp_path):
    """Texts of the recipe, its anchors, and the name of the document, in every table, page and message."""
    source = tmp_path / "plan"
    source.mkdir()
    (source / "pl\u202ean\x1b.txt").write_bytes(in_text("\u202e"))
    (source / "recipe.toml").write_text(RECIPE.format(file="plan.txt"), "utf-8")
    dataset = ingest(tmp_path)
    assert dataset.observations["value"].tolist() == [450]
    assert dataset.sources[["file", "programme", "title"]].to_numpy().tolist() == [["plan.txt", "pq", "Titel\n"]]
    outputs = [to_csv(frame) for frame in dataset.tables().values()]
    shown = show_document(source)
    assert not [output for output in (*outputs, repr(shown), shown._repr_html_()) if SEEN.search(output)]


def test_no_message_carries_a_control(tmp_path):
    """What is wrong with a file or recipe is said with its name, on a terminal too."""
    path = tmp_path / "pl\x1b]0;an\x07.txt"
    with pytest.raises(DocumentError) as missing:
        read_document(path)
    path.write_text("Larm\n", "utf-8")
    with pytest.raises(RecipeError) as wrong:
        parse_recipe('[source]\n"i\\u202ed" = "x"\n[x\\u001b]\n', path)
    printed = CliRunner().invoke(app, ["extract", f"{path}.doc"]).output
    assert not [text for text in (str(missing.value), str(wrong.value), printed) if SEEN.search(text)]


@pytest.mark.parametrize("part", ["codelists", "wording", "schema"])
def test_no_list_of_the_package_holds_a_control(part):
    """Words, labels and names that ship with the package are clean."""
    listed = [path for path in files(f"ehealth_stats.{part}").iterdir() if Path(path.name).suffix in {".csv", ".toml"}]
    assert listed
    assert not [path.name for path in listed if re.search(SEEN, path.read_text("utf-8").replace("\r\n", "\n"))]
