"""Claimed, not a quantity and unclaimed are together what a simple counter finds in the words of a document."""

import html
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from carriers import CARRIERS, CUBES, carried
from document_files import pdf_of, written, xlsb_of
from hypothesis import given, settings
from hypothesis import strategies as st

from ehealth_stats import ingest
from ehealth_stats.ingestion.documents import read_document
from ehealth_stats.ingestion.documents.formats import FORMATS
from ehealth_stats.ingestion.documents.formats.pdf.ocr import can_read_pictures
from ehealth_stats.ingestion.recipes.audit import audit_document, to_claims
from ehealth_stats.ingestion.recipes.context import open_context
from ehealth_stats.ingestion.recipes.recipe import Recipe, SourceEntry

RECIPE = Recipe(
    Path("recipe.toml"),
    SourceEntry(id="x", programme="x", title="x", producer="x", language="sv", country="SE", scope="SE-22"),
)
NUMBER_WORDS = ["två", "fyra", "tolv", "hälften"]
MISSING_WORDS = ["okänt", "uppgift saknas", "n/a"]
PHONE = "060-12 34 56"
COUNTED = re.compile(rf"\d+|\[masked\]|\b(?:{'|'.join([*NUMBER_WORDS, *MISSING_WORDS])})\b")


def counted(texts) -> Counter[str]:
    """Count the groups of digits, the number words and the words for a missing value, each by what it says."""
    return Counter(word for text in texts for word in COUNTED.findall(text.replace(PHONE, "[masked]")))


def told(path: Path) -> Counter[str]:
    """Count the same in the lines of the audit, of which no row claims anything."""
    context = open_context(RECIPE, read_document(path), "half_unit")
    return counted(audit_document(context, to_claims([]), to_claims([]))["text"])


NUMBERS = st.integers(0, 3_000_000).map(str)
FIGURES = st.one_of(
    NUMBERS,
    st.integers(1900, 2099).map(str),
    st.integers(1000, 999_999).map(lambda number: f"{number:,}".replace(",", " ")),
    st.builds("{},{}".format, st.integers(0, 99), st.integers(0, 99)),
    st.builds("{} {}".format, st.sampled_from(["c:a", "minst", "högst", "omkring"]), NUMBERS),
    st.builds("{}{}{}".format, st.integers(1, 50), st.sampled_from(["-", "–", " till "]), st.integers(51, 90)),
    st.builds("{} {}".format, NUMBERS, st.sampled_from(["%", "procent", "tkr", "st.", "mkr", "kr", "invånare"])),
    st.builds("{}*".format, NUMBERS),
    st.builds("{} [p]".format, NUMBERS),
    st.sampled_from([*NUMBER_WORDS, *MISSING_WORDS]),
)
OTHERS = st.sampled_from(
    "|-|..|*|x|larm|fas 2|2013-04-02|kl. 14.30|sid 3|v. 12|dnr 2013/45|1)|2281|12 larm, varav 3 digitala|450 (2012)|-12"
    "|(45)|1.200|1.5|12,345|0.45 tusen|1 200 1 300|2012/13|Q3 2012|2,5-3 %|+14 enbart HSA|3 av 7|00123|4:2|1,2|450:-"
    f"|§ 4|{PHONE}".split("|")
)
CELLS = st.one_of(FIGURES, OTHERS)
LINES = st.one_of(
    st.builds(
        "{} {} {}".format,
        st.sampled_from(["Ånge har", "I länet finns", "Mål:", "- Larm:", "3.2 Mål:", "1) Not:", "Figur 2.", "* ="]),
        st.one_of(FIGURES, OTHERS),
        st.sampled_from(["larm.", "i fas 2.", "varav två digitala", "(se sid 12)", "den 2 april 2013", "[2]", "(4)"]),
    ),
    st.lists(st.one_of(FIGURES, OTHERS), min_size=1, max_size=4).map(", ".join),
)
AREAS = ["Ånge", "Timrå", "Kramfors"]
TABLES = st.lists(st.tuples(CELLS, CELLS), min_size=3, max_size=3)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_all_that_is_printed_is_told_once(tmp_path_factory, carrier):
    """Lines of words and a table of cells of any kind, in every format."""

    @settings(max_examples={"pdf": 8, "docx": 5}.get(carrier, 20))
    @given(st.lists(LINES, max_size=2), TABLES)
    def check(lines, cells):
        rows = [["Kommun", "Larm 2012", "Mål"], *([area, *pair] for area, pair in zip(AREAS, cells, strict=True))]
        path = carried(tmp_path_factory.mktemp("one"), carrier, lines, rows)
        assert told(path) == counted([*lines, *(cell for row in rows for cell in row)]), (lines, rows)

    check()


SIGNED = st.one_of(
    NUMBERS, st.builds("{}.{}".format, st.integers(0, 99), st.integers(1, 9)), st.sampled_from(["..", "-"])
)


@pytest.mark.parametrize("carrier", CUBES)
def test_all_of_a_cube_is_told_once(tmp_path_factory, carrier):
    """Each cell is a row with its period; in JSON-stat also with the period's code; a dash is nil in .px alone."""
    periods = {"px": 3, "json": 6, "sdmx": 3}

    @settings(max_examples=25)
    @given(st.lists(SIGNED, min_size=3, max_size=3))
    def check(values):
        printed = ["0" if value == "-" and carrier == "px" else value for value in values]
        suffix, content = CUBES[carrier]([[area, value] for area, value in zip(AREAS, values, strict=True)])
        path = written(tmp_path_factory.mktemp("one") / f"larm{suffix}", content)
        assert told(path) == counted([*printed, *["2012"] * periods[carrier]]), values

    check()


PRINTED = ["Ånge har 450 larm i fas 2.", "Kommun", "Larm 2012", "Ånge", "1 450", "Timrå", "12"]
PAGE = (
    "= Larm\n\nÅnge har 450 larm i fas 2.\n\n#table(columns: 2, [Kommun], [Larm 2012], [Ånge], [1 450], [Timrå], [12])"
)
RTF = rb"""{\rtf1\ansi\ansicpg1252 {\pard \'c5nge har 450 larm i fas 2.\par}
\trowd\cellx3000\cellx6000 Kommun\cell Larm 2012\cell\row
\trowd\cellx3000\cellx6000 \'c5nge\cell 1 450\cell\row
\trowd\cellx3000\cellx6000 Timr\'e5\cell 12\cell\row}"""


@pytest.mark.skipif(not can_read_pictures(), reason="Tesseract and the extra 'ocr' are not installed")
def test_all_of_a_picture_is_told_once(tmp_path):
    """What OCR reads on a clean page."""
    pdfium = pytest.importorskip("pypdfium2")
    page = pdfium.PdfDocument(pdf_of(f"#set text(size: 14pt)\n{PAGE}"))[0]
    page.render(scale=200 / 72).to_pil().convert("L").save(tmp_path / "larm.png")
    assert told(tmp_path / "larm.png") == counted(PRINTED)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_all_of_an_old_document_is_told_once(tmp_path):
    """By way of LibreOffice."""
    assert told(written(tmp_path / "larm.rtf", RTF)) == counted(PRINTED)


def test_all_of_a_binary_workbook_is_told_once(tmp_path):
    """Numbers alone: .xlsb."""
    numbers = [450.0, 2013.0, 12.5, 0.0]
    path = written(tmp_path / "larm.xlsb", xlsb_of([(at, 0, number) for at, number in enumerate(numbers)]))
    assert told(path) == counted(["450", "2013", "12.5", "0"])


def test_every_format_is_counted():
    """A reader that is added has to be added here."""
    known = {CARRIERS[carrier](["x"], [["a", "b"]])[0] for carrier in CARRIERS} | {".px", ".json"}
    by_hand = {".rtf", ".xlsb", ".png"}
    assert all(known & {*form.suffixes} or by_hand & {*form.suffixes} for form in FORMATS)


RAW = Path(__file__).parents[2] / "data" / "raw"
PARTS = re.compile(r"word/(document|footnotes|endnotes|comments)\.xml|ppt/(slides|notesSlides|charts)/[^/]*\.xml")


def printed(path: Path) -> Iterator[str]:
    """Yield the text of a page between its tags, or the runs of each paragraph in the XML of an Office file."""
    if path.suffix == ".html":
        yield html.unescape(
            re.sub(r"<[^>]+>", "\n", re.sub(r"(?s)<(style|title).*?</\1>", "", path.read_text("utf-8")))
        )
        return
    with zipfile.ZipFile(path) as archive:
        for name in filter(PARTS.fullmatch, archive.namelist()):
            for paragraph in ElementTree.fromstring(archive.read(name)).iter():
                if paragraph.tag.endswith("main}p"):
                    texts = (
                        (run.text or " ") if run.tag[-2:] == "}t" else " " * (run.tag[-4:] == "}tab")
                        for run in paragraph.iter()
                    )
                    yield "".join(texts)


def test_all_digits_of_the_documents_are_told_once():
    """Every group of digits of data/raw, as the files' own XML and tags hold it, is in the audit of `ingest`."""
    audit = ingest(RAW).audit
    for path in RAW.glob("*/*.[dhp]*"):
        lines = audit.loc[audit["source_id"] == path.parent.name, "text"]
        groups = Counter(group for text in printed(path) for group in re.findall(r"\d+", text))
        assert groups == Counter(group for text in lines for group in re.findall(r"\d+", text)), path.name
