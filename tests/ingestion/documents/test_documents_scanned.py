"""Scanned PDFs and pictures: read by OCR where Tesseract is, every figure doubtful, its picture shown masked."""

import io
import re
import shutil

import numpy as np
import pytest
from document_files import pdf_of, written

from ehealth_stats import evaluate
from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion import combine, ingest_sources
from ehealth_stats.ingestion.documents import Document, read_document
from ehealth_stats.ingestion.documents.formats.pdf.ocr import UNREAD, _without_doubtful, _Word, can_read_pictures
from ehealth_stats.ingestion.documents.limits import Limits
from ehealth_stats.ingestion.documents.pictures import PagePicture, to_png
from ehealth_stats.reporting.evidence import evidence_pages

Image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
pdfium = pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")

PAGE = """
#set page(width: 21cm, height: 29.7cm, margin: 2cm)
#set text(size: 12pt)
= Lägesrapport för e-hälsa

I Ånge har 51 medarbetare SITHS-kort. Frågor besvaras på telefon 070-123 45 67.

#table(columns: 3, [Kommun], [Trygghetslarm], [varav digitala],
  [Ånge], [450], [45], [Timrå], [300], [120], [Kramfors], [560], [okänt])
"""
RECIPE = """
[source]
id = "scan"
programme = "made-up"
title = "Lägesrapport"
producer = "Made-up association"
language = "sv"
country = "SE"
scope = "SE-2260|SE-2262|SE-2282"
published = "2013"

[[observations]]
indicator = "safety_alarms"
table = "Kommun"
read = "table"
columns = { Trygghetslarm = "_T", "varav digitala" = "digital" }
"""
needs_tesseract = pytest.mark.skipif(
    not can_read_pictures(), reason="Tesseract with swe, nor, dan and the extra 'ocr' are not installed"
)


def scan_of(source: str, dpi: int = 200) -> Image.Image:
    """Return the first page of a document as a scanner sees it."""
    page = pdfium.PdfDocument(pdf_of(source))[0]
    return page.render(scale=dpi / 72).to_pil().convert("L")


def as_file(image: Image.Image, name: str) -> bytes:
    """Return a picture as a file of a format: PDF, PNG, TIFF, JPEG."""
    file = io.BytesIO()
    image.save(file, name, dpi=(200, 200), resolution=200)
    return file.getvalue()


def cells(document: Document) -> list[list[str]]:
    """Return the rows of the first table."""
    return [list(row) for row in document.tables[0].rows]


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The page as a PDF of its picture, read."""
    return read_document(written(tmp_path_factory.mktemp("scan") / "scan.pdf", as_file(scan_of(PAGE), "PDF")))


@needs_tesseract
def test_a_scanned_page_is_read_in_its_columns(scanned):
    """The words of a line stand together, those of a table in its cells below their headers."""
    assert "I Ånge har 51 medarbetare SITHS-kort." in scanned.text
    assert scanned.tables[0].header == ("Kommun", "Trygghetslarm", "varav digitala")
    assert cells(scanned) == [["Ånge", "450", "45"], ["Timrå", "300", "120"], ["Kramfors", "560", "okänt"]]
    assert scanned.tables[0].place(1, 1) == "page 1 table 1 row 2 column Trygghetslarm"
    assert scanned.notes[-1].startswith("read by OCR: page 1; check its figures")


@needs_tesseract
@pytest.mark.parametrize(("name", "kind"), [("scan.png", "PNG"), ("scan.jpg", "JPEG"), ("scan.tif", "TIFF")])
def test_a_picture_is_read_as_a_page(tmp_path, name, kind):
    """Whatever its format."""
    document = read_document(written(tmp_path / name, as_file(scan_of(PAGE), kind)))
    assert cells(document)[1] == ["Timrå", "300", "120"]


def spoilt(page: Image.Image, *, skew: float = 0, noise: float = 0, grey: int = 255, dark: int = 0) -> Image.Image:
    """Return a page laid askew by some degrees, with grains, on grey paper, in faint ink."""
    turned = page.rotate(skew, fillcolor=255, resample=Image.Resampling.BICUBIC)
    paper = dark + (grey - dark) * np.asarray(turned, dtype=float) / 255
    grains = np.random.default_rng(1).normal(0, noise, paper.shape)
    return Image.fromarray(np.clip(paper + grains, 0, 255).astype("uint8"))


NUMBERS = {"450", "45", "300", "120", "560", "51"}


@needs_tesseract
@pytest.mark.parametrize(
    ("dpi", "spoil"),
    [
        (150, {}),
        (200, {"skew": 2}),
        (200, {"noise": 12}),
        (200, {"grey": 200, "dark": 80}),
        (100, {"skew": 1.5, "noise": 25, "grey": 210, "dark": 60}),
    ],
)
def test_no_number_of_a_poor_scan_is_wrong_in_silence(tmp_path, dpi, spoil):
    """Each is read right, or a sign stands for it and a note says how many: never another number."""
    page = scan_of(PAGE, dpi)
    file = io.BytesIO()
    spoilt(page, **spoil).save(file, "PNG", dpi=(dpi, dpi))
    document = read_document(written(tmp_path / "scan.png", file.getvalue()))
    read = set(re.findall(r"(?<!\d)\d+", document.text.split("Frågor")[0]))
    read |= {text for table in document.tables for row in table.rows for text in row[1:] if text.isdigit()}
    assert read <= NUMBERS
    unread = document.text.count(UNREAD)
    assert read == NUMBERS or unread
    assert any(note.startswith(f"not sharp enough to be read: {unread} numbers") for note in document.notes) == bool(
        unread
    )


def word(text: str, sure: float, line: int = 1) -> _Word:
    """Return a word as Tesseract is so sure of it."""
    return _Word(text, sure, (1, 1, line), 0, 0, 10, 10)


def test_a_number_that_is_not_sharp_is_none_nor_its_groups():
    """Of "1 640" with a doubtful 640 the 1 is no number either; other numbers and words stay."""
    sharp = [word(str(n), 95, line=2) for n in range(10, 20)]
    read = _without_doubtful(
        [word("Larm", 20), word("1", 96), word("640", 46), word("och", 96), word("75", 96), *sharp]
    )
    assert [one.text for one in read[:5]] == ["Larm", UNREAD, UNREAD, "och", "75"]
    assert [one.text for one in read[5:]] == [one.text for one in sharp]


def test_no_number_of_a_page_with_many_doubtful_ones_is_read():
    """Two of three are doubtful: what looks sharp may be half of another."""
    read = _without_doubtful(
        [word("12", 80), word("av", 99), word("34", 80), word("och", 99), word("56", 99), word("kr", 9)]
    )
    assert [one.text for one in read] == [UNREAD, "av", UNREAD, "och", UNREAD, "kr"]


@needs_tesseract
def test_a_scan_among_pages_with_text_is_read_in_its_place(tmp_path):
    """Page 2 of a PDF whose first page holds text; only its figures are doubtful."""
    text, scan = pdfium.PdfDocument(pdf_of("Sundsvall har 700 larm.")), as_file(scan_of(PAGE), "PDF")
    text.import_pages(pdfium.PdfDocument(scan))
    file = io.BytesIO()
    text.save(file)
    document = read_document(written(tmp_path / "both.pdf", file.getvalue()))
    assert document.segments[0].text == "Sundsvall har 700 larm."
    assert document.tables[0].place(0, 1).startswith("page 2 table 1")
    assert [picture.number for picture in document.pictures] == [2]
    assert document.by_ocr == ("page 2 ",)


@needs_tesseract
def test_every_figure_of_a_scan_is_of_low_reliability(tmp_path):
    """Status U, for those with a number; "okänt" is unknown as ever (L), and a person who looked says A."""
    written(folder_of(tmp_path) / "recipe.toml", RECIPE)
    rows = combine(ingest_sources(tmp_path / "raw")).observations
    assert dict(zip(rows["value"].fillna(-1), rows["status"], strict=True)) == {
        450: "U", 45: "U", 300: "U", 120: "U", 560: "U", -1: "L"
    }  # fmt: skip
    written(tmp_path / "raw" / "scan" / "recipe.toml", f'{RECIPE}status = "A"\n')
    checked = combine(ingest_sources(tmp_path / "raw")).observations
    assert set(checked["status"]) == {"A"}


@needs_tesseract
def test_the_evidence_page_shows_the_picture_of_the_page(tmp_path):
    """Above what was read of it, as data; nothing is fetched, and the telephone number is in neither."""
    written(folder_of(tmp_path) / "recipe.toml", RECIPE)
    sources = ingest_sources(tmp_path / "raw")
    transcripts = [source.transcript() for source in sources]
    (page,) = evidence_pages(evaluate(combine(sources)), transcripts).values()
    html = page.decode("utf-8")
    assert html.index('<img src="data:image/png;base64,') < html.index("Lägesrapport för e-hälsa</")
    assert "Sidan 1 som den skannades" in html
    assert "070-123" not in html


def folder_of(tmp_path):
    """Return the folder of a scanned document."""
    folder = tmp_path / "raw" / "scan"
    folder.mkdir(parents=True)
    written(folder / "scan.pdf", as_file(scan_of(PAGE), "PDF"))
    return folder


def picture_of(*words: str) -> PagePicture:
    """Return a picture of black boxes, 10 pixels wide and 30 apart, one for each word."""
    whole = Image.new("L", (300, 40), 255)
    boxes = [(30 * at + 10, 10, 30 * at + 20, 20) for at in range(len(words))]
    for box in boxes:
        whole.paste(0, box)
    whole.paste(0, (0, 30, 300, 34))  # what was not read
    return PagePicture(1, to_png(whole), tuple(zip(words, boxes, strict=True)))


def is_shown(png: bytes, at: int) -> bool:
    """Tell whether the word at a place is black."""
    with Image.open(io.BytesIO(png)) as picture:
        return picture.getpixel((30 * at + 15, 15)) == 0


def test_a_picture_shows_no_word_that_is_masked():
    """The words of the masked text are shown; a number of a telephone, and a line that was not read, are white."""
    shown = picture_of("Ånge", "450", "070-123", "larm").shown(["Ånge 450", "larm, tel. •••"])
    assert [is_shown(shown, at) for at in range(4)] == [True, True, False, False]
    with Image.open(io.BytesIO(shown)) as picture:
        assert picture.getpixel((15, 32)) == 255


def test_a_word_that_is_masked_somewhere_is_shown_nowhere():
    """45 stands in a cell and in a telephone number: nobody can tell which box is which."""
    shown = picture_of("45", "45", "67").shown(["45", "67"])
    assert [is_shown(shown, at) for at in range(3)] == [False, False, True]


def test_without_tesseract_a_picture_says_what_to_install(tmp_path, monkeypatch):
    """One message, for pictures and for PDFs of pictures."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    for name, kind in (("scan.png", "PNG"), ("scan.pdf", "PDF")):
        with pytest.raises(DocumentError, match=r"apt-get install tesseract-ocr(.|\n)*ehealth-stats\[ocr\]"):
            read_document(written(tmp_path / name, as_file(Image.new("L", (20, 20)), kind)))


@needs_tesseract
def test_a_picture_without_text_or_damaged_is_told(tmp_path):
    """Instead of a document of nothing."""
    with pytest.raises(DocumentError, match="OCR finds no text in the picture"):
        read_document(written(tmp_path / "white.png", as_file(Image.new("L", (400, 400), 255), "PNG")))
    with pytest.raises(DocumentError, match="the picture is damaged"):
        read_document(written(tmp_path / "half.png", as_file(scan_of(PAGE, 100), "PNG")[:400]))


@needs_tesseract
def test_a_huge_picture_is_refused_before_it_is_unpacked(tmp_path):
    """90 million white pixels are a small file."""
    data = as_file(Image.new("1", (10_000, 9_000), 1), "PNG")
    with pytest.raises(DocumentError, match=r"10000 by 9000 pixels(.|\n)*at most 60 million"):
        read_document(written(tmp_path / "huge.png", data))


@needs_tesseract
def test_ocr_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    """With the limit that allows more."""
    import pytesseract

    def late(*given: object, timeout: int, **named: object) -> None:
        assert timeout == 7
        raise RuntimeError("Tesseract process timeout")

    monkeypatch.setattr(pytesseract, "image_to_data", late)
    path = written(tmp_path / "scan.png", as_file(scan_of(PAGE, 72), "PNG"))
    with pytest.raises(DocumentError, match=r"OCR of page 1 takes longer than 7 s(.|\n)*conversion_seconds"):
        read_document(path, limits=Limits(conversion_seconds=7))
