"""The PDF: all texts on the pages, tags, bookmarks, alt texts, repeated heads, the same on every machine."""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from made_up_report import AREAS, MARKUP, made_up_chart, made_up_report, texts_of
from office import missing, outside, page_texts

from ehealth_stats.reporting.formats.pdf import render_pdf
from ehealth_stats.reporting.model import Heading, Report, text
from ehealth_stats.wording.languages import LANGUAGES


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up report as a file."""
    file = tmp_path_factory.mktemp("pdf") / "evaluation.sv.pdf"
    file.write_bytes(render_pdf(made_up_report()))
    return file


@pytest.fixture(scope="module")
def tags(path: Path) -> list[dict[str, Any]]:
    """All elements of the structure, in reading order."""
    with pdfplumber.open(path) as pages:
        return list(walk(pages.structure_tree))


def walk(elements: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield elements and what is in them."""
    for element in elements:
        yield element
        yield from walk(element.get("children", []))


def test_pages_show_everything(path: Path) -> None:
    """All texts, numbers and heads stand on the pages, within their margins."""
    report = made_up_report()
    pages = page_texts(path)
    assert missing([report.title, *texts_of(report), *(f"{name}: {value}" for name, value in report.meta)], pages) == []
    assert missing([MARKUP, "Fyll i: slutsatser om programmet", "Var uppgifterna står", "stycke 7"], pages) == []
    assert outside(path) == []


def test_heads_repeat_on_every_page_of_a_table(path: Path) -> None:
    """A page with rows of the long table has its heads."""
    with_rows = [page for page in page_texts(path) if re.search(r"Kommun\d", page)]
    assert len(with_rows) >= 2
    assert all("KommunMålAntal" in page for page in with_rows)


def test_tables_have_tags_of_their_own(tags: list[dict[str, Any]]) -> None:
    """Each table has a caption, heads and all its rows; a head that repeats is said once."""
    counts = Counter(tag["type"] for tag in tags)
    assert counts["Table"] == counts["THead"] == counts["TBody"] == 3
    assert counts["TH"] == 3 + 11 + 2
    assert counts["TR"] == (120 + 1) + (6 + 1) + (1 + 1)
    assert counts["TD"] == 120 * 3 + 6 * 11 + 2
    assert all("Caption" in {child["type"] for child in tag["children"]} for tag in tags if tag["type"] == "Table")


def test_pictures_have_alt_texts(tags: list[dict[str, Any]]) -> None:
    """The picture says what it shows; nothing else is a figure."""
    alts = [tag.get("alt_text") for tag in tags if tag["type"] == "Figure"]
    assert alts == [made_up_chart().alt]
    assert all(str(value) in str(alts[0]) for value in AREAS.values())


def test_headings_lists_and_links_have_tags(tags: list[dict[str, Any]]) -> None:
    """Sections and parts, the contents, three lists and the places are marked as what they are."""
    counts = Counter(tag["type"] for tag in tags)
    assert (counts["H1"], counts["H2"]) == (4, 2)  # the contents and the places have headings too
    assert counts["TOCI"] == 5
    assert (counts["L"], counts["LI"]) == (4, 3 + 2 + 1 + 2)
    assert counts["Link"] >= 120 + 5


@pytest.mark.parametrize(("language", "code"), [("sv", "sv-SE"), ("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_language_title_and_author(language, code) -> None:
    """Readers are told the language, the title and the author; there is no date."""
    with pdfplumber.open(BytesIO(render_pdf(made_up_report(language)))) as pages:
        assert pages.doc.catalog["Lang"].decode() == code
        assert pages.metadata["Title"] == "Välfärd & teknik <2013>"
        assert pages.metadata["Author"] == "Åsa Östlund"
        assert "CreationDate" not in pages.metadata


def test_the_file_says_that_it_is_accessible(path: Path) -> None:
    """The file says that it keeps PDF/UA-1; a report that did not would not have been made."""
    with pdfplumber.open(path) as pages:
        metadata = pages.doc.catalog["Metadata"].resolve().get_data().decode()
        assert pages.doc.catalog["MarkInfo"]["Marked"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_bookmarks_follow_the_headings(path: Path) -> None:
    """The list beside the pages has every section and part."""
    with pdfplumber.open(path) as pages:
        titles = [(level, title) for level, title, *_ in pages.doc.get_outlines()]
    assert titles == [
        (1, "Sammanfattning"),
        (2, "Mål & medel"),
        (1, "Tabeller"),
        (2, "Bred"),
        (1, "Var uppgifterna står"),
    ]


def test_citations_lead_to_rows_of_the_annex(path: Path) -> None:
    """What is cited leads to its row of the workbook beside the file, if it has one."""
    with pdfplumber.open(path) as pages:
        found = [link["uri"] for page in pages.pages for link in page.hyperlinks if link["uri"]]
    assert set(found) == {"evaluation.sv.xlsx#'Uppgifter%20alla%202013'!A2"}
    assert len(found) == 4


def test_the_same_report_gives_the_same_bytes(path: Path) -> None:
    """Made twice, the file is the same."""
    assert render_pdf(made_up_report()) == path.read_bytes()


def test_only_the_font_of_the_charts_is_used(path: Path) -> None:
    """No font of the machine is used, so that the pages are the same on every one."""
    with pdfplumber.open(path) as pages:
        fonts = {char["fontname"].partition("+")[2] for page in pages.pages for char in page.chars}
    assert fonts == {"DejaVuSans", "DejaVuSans-Bold"}


def test_letters_that_the_font_lacks_are_shown_as_squares() -> None:
    """A bullet of a symbol font or a sign of another script stops nothing."""
    report = Report("R", "", "en", (), "Contents", (Heading(2, "A \u6f22", "a"), text("\uf0b7 one, soft\u00adhyphen")))
    with pdfplumber.open(BytesIO(render_pdf(report))) as pages:
        shown = pages.pages[0].extract_text()
    assert "A □" in shown
    assert "□ one, soft" in shown


def test_headings_that_leave_out_a_level_are_set_without_the_gap() -> None:
    """Accessible pages have no heading of level 3 below one of level 1."""
    report = Report("R", "", "en", (), "Contents", (Heading(2, "A", "a"), Heading(4, "B", "b"), Heading(3, "C", "c")))
    with pdfplumber.open(BytesIO(render_pdf(report))) as pages:
        kinds = [tag["type"] for tag in walk(pages.structure_tree) if tag["type"] in {"H1", "H2", "H3"}]
    assert kinds == ["H1", "H1", "H2", "H2"]  # the first is that of the contents


def test_every_language_is_set() -> None:
    """Each language has a heading of its own for the places."""
    found = set()
    for language in LANGUAGES:
        with pdfplumber.open(BytesIO(render_pdf(made_up_report(language)))) as pages:
            found.add(list(pages.doc.get_outlines())[-1][1])
    assert len(found) == len(LANGUAGES)
