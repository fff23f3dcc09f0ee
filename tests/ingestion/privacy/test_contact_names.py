"""Names of persons that a label on another line or in another cell announces never leave the ingestion."""

from pathlib import Path

import pytest
from docx import Document as WordDocument
from openpyxl import Workbook

from ehealth_stats import extract_quantities, ingest, read_document
from ehealth_stats.ingestion import draft_recipe, outline_document, read_figures, tabulate_figures
from ehealth_stats.notebook import show_document

# Made-up people: Nomen Nescio is Latin for "I do not know the name".
LABELLED = [
    "Kontakt\nNomen Nescio",
    "Kontakt:\n\nNomen Nescio, e-hälsostrateg\n060-12 34 56",
    "Tilstede:\nNomen Nescio, Alta\nAliquis Nemo, Bodø",
    "Närvarande ledamöter:\n- Nomen Nescio (S)\n- Aliquis Nemo (M)",
    "För mer information, kontakta:\nNomen Nescio",
    "Til stades:\nÅnge kommun, Nomen Nescio",
    "# Kontaktpersonar\nNomen Nescio",
    "Med vänlig hälsning\nNomen Nescio",
    "Prosjektleder:\nseniorrådgiver Nomen Ø. Nescio",
    "Kontaktperson\tNomen Nescio\nLarm\t45",
    "Ansvarig\tKommun\tLarm\nNomen Nescio\tÅnge\t45\nAliquis Nemo\tTimrå\t60",
    "Namn\tTelefon\nNomen Nescio\t060-12 34 56",
    "Justerande: Nomen Nescio, 49, 52–54, Aliquis Nemo",
]


@pytest.mark.parametrize("text", LABELLED)
def test_names_that_a_label_announces_are_masked(tmp_path, text):
    """The label stands on the line above, in the first cell of the row or at the head of the column."""
    path = Path(tmp_path, "plan.txt")
    path.write_text(f"{text}\n", "utf-8")
    printed = outline_document(read_document(path))["text"].str.cat(sep=" ")
    assert "[masked]" in printed
    assert not {"Nomen", "Nescio", "Aliquis", "Nemo"} & set(printed.replace(",", " ").split())


@pytest.mark.parametrize(
    "text",
    [
        "Kontakt:\nSundsvalls kommun\nTimrå",
        "Deltagare\tLarm\nÅnge\t45\nTimrå\t60",
        "Namn\tAntal\nDigitala Larm\t45\nAnaloga Larm\t60",
        "Kontakt med kommunerna\nDigitala Trygghetslarm 45",
        "Närvarande:\nTre personer\nI salen\nFler kom\nDigitala Trygghetslarm 45",
    ],
)
def test_places_products_and_what_no_label_rules_stay(tmp_path, text):
    """A municipality is no person, "Namn" may be of a product, and a label reaches no further than names go on."""
    path = Path(tmp_path, "plan.txt")
    path.write_text(f"{text}\n", "utf-8")
    assert "[masked]" not in outline_document(read_document(path))["text"].str.cat(sep=" ")


def test_figures_keep_their_places_beside_a_masked_name(tmp_path):
    """What is blacked out is as long as it was: locators name the characters of the document."""
    path = Path(tmp_path, "plan.txt")
    path.write_text("Närvarande:\nNomen Nescio, Ånge: 45 larm\n", "utf-8")
    (row,) = tabulate_figures(read_figures(read_document(path), language="sv")).to_dict("records")
    assert (row["area"], row["value"], row["locator"]) == ("SE-2260", 45, "paragraph 2 chars 20-27")
    assert "Nescio" not in row["text"]


def test_a_name_below_a_label_is_in_no_text_of_a_figure():
    """Running text is read by the same rule."""
    found = extract_quantities("Kontakt:\nNomen Sundsvall, 45 larm", language="sv")
    assert found["area"].tolist() == [""]
    assert "Nomen" not in found["text"].str.cat()


def test_no_output_of_a_document_with_such_names_holds_them(tmp_path):
    """Draft, tables, audit and page of a Word document; the sources count what was masked."""
    folder = Path(tmp_path, "plan")
    folder.mkdir()
    word = WordDocument()
    for text in ("Larm i Ånge", "Antal larm: Ånge 45", "Kontakt", "Nomen Nescio", "e-hälsostrateg, 060-12 34 56"):
        word.add_paragraph(text)
    word.save(str(folder / "plan.docx"))
    recipe = draft_recipe(read_document(folder / "plan.docx"), source_id="plan")
    (folder / "recipe.toml").write_text(
        '[source]\nid = "plan"\nprogramme = "p"\ntitle = "t"\nproducer = "p"\nlanguage = "sv"\ncountry = "SE"\n'
        'published = "2013"\nnote = ""\n[[observations]]\nindicator = "safety_alarms"\nfind = "Antal larm"\n',
        "utf-8",
    )
    dataset = ingest(tmp_path)
    printed = [recipe, show_document(folder)._repr_html_(), *(dataset.audit.to_csv(), dataset.sources.to_csv())]
    assert not any("Nescio" in text or "\ufdd0" in text for text in printed)
    assert "1 name of a person" in dataset.sources["note"][0]


def test_names_in_a_workbook_are_masked(tmp_path):
    """A sheet of contacts beside a sheet of counts."""
    book = Workbook()
    for row in (["Kontaktperson", "Kommun"], ["Nomen Nescio", "Ånge"], ["Aliquis Nemo", "Timrå"]):
        book.active.append(row)
    path = Path(tmp_path, "plan.xlsx")
    book.save(path)
    printed = outline_document(read_document(path))["text"].tolist()
    assert printed == ["Kontaktperson", "Kommun", "[masked]", "Ånge", "[masked]", "Timrå"]
