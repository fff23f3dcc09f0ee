"""The Word document: what Word knows as headings, lists, captions, tables and links; what LibreOffice makes of it."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from made_up_report import AREAS, MARKUP, made_up_chart, made_up_report, squeezed, texts_of
from office import convert, missing, needs_office, outside, page_texts

from ehealth_stats.reporting.formats.docx import render_docx
from ehealth_stats.reporting.model import Heading, Report, TableBlock
from ehealth_stats.wording.languages import LANGUAGES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def content() -> bytes:
    """The made-up report."""
    return render_docx(made_up_report())


@pytest.fixture(scope="module")
def document(content: bytes) -> WordDocument:
    """It, read again."""
    return Document(BytesIO(content))


def words_of(element: BaseOxmlElement) -> str:
    """The words of the runs in an element."""
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def styled(document: WordDocument, *styles: str) -> list[str]:
    """The texts of the paragraphs of some styles."""
    return [each.text for each in document.paragraphs if each.style is not None and each.style.name in styles]


def test_headings_have_heading_styles(document: WordDocument) -> None:
    """The title is a title, sections are of level 1 and their parts of level 2; so is the list of places."""
    assert styled(document, "Title") == ["Välfärd & teknik <2013>"]
    assert styled(document, "Heading 1") == ["Sammanfattning", "Tabeller", "Var uppgifterna står"]
    assert styled(document, "Heading 2") == ["Mål & medel", "Bred"]


def test_contents_hold_every_heading(document: WordDocument) -> None:
    """The field of the table of contents has its entries, each a link to the bookmark of its heading."""
    entries = [each for each in document.paragraphs if each.style is not None and each.style.name.startswith("toc")]
    names = ["Sammanfattning", "Mål & medel", "Tabeller", "Bred", "Var uppgifterna står"]
    assert [each.text.rstrip("\t") for each in entries] == names
    bookmarks = {each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))}
    links = [each.find(qn("w:hyperlink")).get(qn("w:anchor")) for each in (entry._p for entry in entries)]
    assert set(links) <= bookmarks
    assert len(set(links)) == 5
    codes = [each.text for each in document.element.iter(qn("w:instrText"))]
    assert codes[0] == ' TOC \\o "1-2" \\h \\z '
    assert codes[1] == f" PAGEREF {links[0]} \\h "


def test_word_asks_nothing_when_it_opens(content: bytes) -> None:
    """Neither the settings nor a field ask to be updated: Word would put a question about other files."""
    with ZipFile(BytesIO(content)) as parts:
        assert b"updateFields" not in parts.read("word/settings.xml")
        assert b"w:dirty" not in parts.read("word/document.xml")


def test_fields_open_and_close(document: WordDocument) -> None:
    """Every field that begins ends, inner ones first."""
    depth = 0
    for mark in document.element.iter(qn("w:fldChar")):
        depth += {"begin": 1, "separate": 0, "end": -1}[mark.get(qn("w:fldCharType"))]
        assert depth in (0, 1, 2)
    assert depth == 0


def test_captions_are_numbered_by_fields(document: WordDocument) -> None:
    """A caption's number is a field with its number in it; a block without a label has only its words."""
    assert styled(document, "Caption") == [
        f"Figur 1. {made_up_chart().caption}",
        "Tabell 1. Kort i varje kommun",
        "Tabell 2. En bred tabell",
        "Utan nummer",
    ]
    codes = [each.text for each in document.element.iter(qn("w:instrText")) if "SEQ" in (each.text or "")]
    assert codes == [r" SEQ Figur \* ARABIC ", r" SEQ Tabell \* ARABIC ", r" SEQ Tabell \* ARABIC "]


def test_header_rows_repeat_and_rows_stay_whole(document: WordDocument) -> None:
    """The first row of each table repeats on every page, and no short row is parted by one."""
    report = made_up_report()
    blocks = [block for block in report.blocks if isinstance(block, TableBlock)]
    for table, block in zip(document.tables, blocks, strict=True):
        repeated = [row._tr.find(f".//{W}tblHeader") is not None for row in table.rows]
        assert repeated == [True] + [False] * len(block.rows)
        assert all(row._tr.find(f".//{W}cantSplit") is not None for row in table.rows)
        assert [cell.text for cell in table.rows[0].cells] == [column.label for column in block.columns]


def test_pictures_have_alt_texts(document: WordDocument) -> None:
    """The picture says what it shows, in the words of the chart; none is said to be decoration."""
    alts = [each.get("descr") for each in document.element.iter(qn("wp:docPr"))]
    assert alts == [made_up_chart().alt]
    assert all(str(value) in str(alts[0]) for value in AREAS.values())


@pytest.mark.parametrize(("language", "code"), [("sv", "sv-SE"), ("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_the_language_is_set(language, code) -> None:
    """Word checks the spelling in the language of the report, and screen readers read it so."""
    document = Document(BytesIO(render_docx(Report("R", "", language, (), "Contents", ()))))
    found = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert found == {code}
    assert document.core_properties.language == code


def test_every_language_has_its_words() -> None:
    """The heading of the places and the mark of what is to be filled in are in the report's language."""
    headings, marks = [], []
    for language in LANGUAGES:
        document = Document(BytesIO(render_docx(made_up_report(language))))
        headings += styled(document, "Heading 1")[-1:]
        marks += [text.partition(":")[0] for text in styled(document, "Note Fill")]
    assert len({*headings}) == len(LANGUAGES)
    assert set(marks) == {"Fill in", "Fyll i", "Fyll ut", "Udfyld"}


def test_properties_name_title_and_author(document: WordDocument) -> None:
    """Title, author and no time of its own."""
    properties = document.core_properties
    assert (properties.title, properties.author) == ("Välfärd & teknik <2013>", "Åsa Östlund")
    assert properties.created == properties.modified
    assert properties.comments == ""


def test_lists_are_lists(document: WordDocument) -> None:
    """Bullets and numbers are Word's own, and a second numbered list begins with 1 again."""
    assert styled(document, "List Bullet") == ["första", "andra 470 (465–475)1", "tredje"]
    assert styled(document, "List Number") == ["ett", "två", "på nytt ett"]
    numbered = [each for each in document.paragraphs if each.style is not None and each.style.name == "List Number"]
    lists = [each._p.find(f".//{W}numId").get(qn("w:val")) for each in numbered]
    assert lists[0] == lists[1] != lists[2]


def test_notes_are_paragraphs_with_a_style(document: WordDocument) -> None:
    """A remark, a caution and a place to fill in look different and are plain paragraphs; there are no text boxes."""
    assert styled(document, "Note") == ["Att läsa så här."]
    assert styled(document, "Note Caution") == ["Var försiktig."]
    assert styled(document, "Note Fill") == ["Fyll i: slutsatser om programmet"]
    assert not list(document.element.iter(qn("w:txbxContent")))


def test_links_lead_to_bookmarks_and_to_rows_of_the_annex(document: WordDocument) -> None:
    """A link leads to its anchor, or is plain words; what is cited leads to its row of the workbook, if it has one."""
    bookmarks = {each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))}
    links = list(document.element.iter(qn("w:hyperlink")))
    inner = [each for each in links if each.get(qn("r:id")) is None]
    assert {each.get(qn("w:anchor")) for each in inner} <= bookmarks
    outer = [each for each in links if each.get(qn("r:id")) is not None]
    # in the text, in a list, in a table, and in the list of places
    assert len(outer) == 4
    for link in outer:
        assert document.part.rels[link.get(qn("r:id"))].target_ref == "evaluation.sv.xlsx"
        assert link.get(qn("w:anchor")) == "'Uppgifter alla 2013'!A2"
        assert link.get(qn("w:tooltip")) == "tabell 2, rad 3, Insats"
    words = [words_of(each) for each in links]
    assert "leder ingenstans" not in words
    assert any("leder ingenstans" in each.text for each in document.paragraphs)


def test_places_stand_at_the_end_in_the_order_of_their_numbers(document: WordDocument) -> None:
    """Each place has one number however often it is cited, and the number leads to it."""
    assert styled(document, "Places") == ["tabell 2, rad 3, Insats", "stycke 7"]
    small = [each for each in document.element.iter(qn("w:hyperlink")) if "_p" in (each.get(qn("w:anchor")) or "")]
    numbers = [words_of(each) for each in small if re.fullmatch(r"_p\d+", each.get(qn("w:anchor")))]
    assert numbers == ["1", "2", "1", "1"]


def test_bookmarks_have_names_that_word_takes(document: WordDocument) -> None:
    """Each name is short, of letters and digits, and stands once, as its number does."""
    starts = list(document.element.iter(qn("w:bookmarkStart")))
    names, ids = [[each.get(qn(key)) for each in starts] for key in ("w:name", "w:id")]
    assert len(set(names)) == len(names) == len(set(ids))
    assert all(re.fullmatch(r"\w{1,40}", name) for name in names)


def test_wide_tables_lie_and_the_rest_stands(document: WordDocument) -> None:
    """A4 throughout; only the section with the wide table, its heading in it, lies."""
    sizes = [(round(section.page_width.mm), round(section.page_height.mm)) for section in document.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]


def test_markup_stays_text(document: WordDocument) -> None:
    """What would be markup elsewhere stands as it is."""
    assert MARKUP in styled(document, "Normal")


def test_the_same_report_gives_the_same_bytes(content: bytes) -> None:
    """Made twice, the file is the same; no part has a time of its own."""
    assert render_docx(made_up_report()) == content
    with ZipFile(BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_report_without_anything_has_no_contents_and_no_places() -> None:
    """Only the title is left."""
    document = Document(BytesIO(render_docx(Report("R", "", "en", (), "Contents", ()))))
    assert [each.text for each in document.paragraphs] == ["R"]


@needs_office
def test_libreoffice_shows_everything(content: bytes, tmp_path: Path) -> None:
    """The pages hold all texts, numbers and heads, within their margins, with the heads on every page of a table."""
    path = tmp_path / "evaluation.sv.docx"
    path.write_bytes(content)
    made = convert(path, "pdf")
    pages = page_texts(made)
    report = made_up_report()
    assert missing([report.title, *texts_of(report), *(f"{name}: {value}" for name, value in report.meta)], pages) == []
    headings = [block.text for block in report.blocks if isinstance(block, Heading)]
    assert all("".join(pages).count(squeezed(heading)) >= 2 for heading in headings)
    with_rows = [page for page in pages if re.search(r"Kommun\d", page)]
    assert len(with_rows) >= 2
    assert all("KommunMålAntal" in page for page in with_rows)
    assert outside(made) == []
