"""The picture of a page -> its words by Tesseract, each in its place, laid out as those of any page of a PDF."""

import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, Any

from ehealth_stats.ingestion.documents.formats.pdf.model import Page
from ehealth_stats.ingestion.documents.intake.kind import BY_OCR
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.pictures import Box, PagePicture, to_png

if TYPE_CHECKING:
    from PIL.Image import Image

_LANGUAGES = ("swe", "nor", "dan")
_INCH = 72  # points
_DPI = 300  # what Tesseract reads best
_SHOWN_DPI = 110
_MOST_PIXELS = 40_000_000
_RULES = "|¦_ \t\n"  # as what the lines around cells are read


def can_read_pictures() -> bool:
    """Tell whether pytesseract, Tesseract and its data for Swedish, Norwegian and Danish are installed."""
    try:
        import pdfplumber  # noqa: F401
        import pytesseract
    except ImportError:
        return False
    return bool(shutil.which("tesseract")) and set(_LANGUAGES) <= set(pytesseract.get_languages())


def read_pages(received: Received, pdf: Any, numbers: Collection[int]) -> dict[int, tuple[Page, PagePicture]]:  # noqa: ANN401 (pdfplumber has no types)
    """Read the pages of a PDF that are pictures: by number each as any page, and its picture.

    Raises
    ------
    DocumentError
        If a page takes longer than the limit, or Tesseract can't read it.
    """
    found = {}
    for number in sorted(numbers):
        page = pdf.pages[number - 1]
        dpi = min(_DPI, _INCH * (_MOST_PIXELS / float(page.width * page.height)) ** 0.5)
        found[number] = read_picture_of_page(received, page.to_image(resolution=dpi).original, dpi, number)
        page.close()
    return found


def read_picture_of_page(received: Received, image: "Image", dpi: float, number: int) -> tuple[Page, PagePicture]:
    """Read the picture of a page with so many pixels an inch.

    Raises
    ------
    DocumentError
        If it takes longer than the limit, or Tesseract can't read it.
    """
    from ehealth_stats.ingestion.documents.formats.pdf.pages import read_letters

    grey = image.convert("L")
    words = list(_words(received, grey, dpi, number))
    points = _INCH / dpi
    letters = [letter for line in _lines(words) for letter in _letters(line, points)]
    page = read_letters(number, image.height * points, letters)
    scale = min(_SHOWN_DPI / dpi, 1.0)
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    boxes = tuple((word.text, word.box(scale)) for word in words)
    return page, PagePicture(number, to_png(grey.resize(size)), boxes)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as Tesseract sees it: its line, and its box in pixels."""

    text: str
    line: tuple[int, int, int]
    left: int
    top: int
    width: int
    height: int

    def box(self, scale: float) -> Box:
        left, top = round(self.left * scale), round(self.top * scale)
        return left, top, left + round(self.width * scale), top + round(self.height * scale)


def _words(received: Received, image: "Image", dpi: float, number: int) -> Iterator[_Word]:
    """Yield the words of a picture."""
    import pytesseract

    seconds = received.limits.conversion_seconds
    asked = {"lang": "+".join(_LANGUAGES), "config": f"--dpi {dpi:.0f}", "timeout": seconds}
    try:
        found = pytesseract.image_to_data(image, output_type=pytesseract.Output.DICT, **asked)
    except pytesseract.TesseractError as error:
        raise received.error(f"Tesseract can't read the picture of page {number}", hint=BY_OCR) from error
    except RuntimeError as error:
        what = f"OCR of page {number} takes longer than {seconds} s (conversion_seconds)"
        raise received.error(what, hint="allow more time ([limits] conversion_seconds)") from error
    columns = ("text", "block_num", "par_num", "line_num", "left", "top", "width", "height")
    for text, block, part, line, *box in zip(*(found[name] for name in columns), strict=True):
        if text.strip(_RULES):
            yield _Word(text.strip(_RULES), (block, part, line), *box)


def _lines(words: Sequence[_Word]) -> Iterator[list[_Word]]:
    """Yield the words of each line from left to right."""
    for _, line in groupby(words, key=lambda word: word.line):
        yield sorted(line, key=lambda word: word.left)


def _letters(line: Sequence[_Word], points: float) -> Iterator[dict[str, Any]]:
    """Yield the letters of a line as those of a PDF, all as tall, with a blank between two words."""
    height = median(word.height for word in line) * points
    middle = median(word.top + word.height / 2 for word in line) * points
    shared: dict[str, Any] = {"top": middle - height / 2, "bottom": middle + height / 2, "doctop": middle - height / 2}
    shared |= {"size": height, "height": height, "upright": True, "fontname": ""}
    for at, word in enumerate(line):
        step = word.width * points / len(word.text)
        x = word.left * points
        for letter in word.text:
            yield {**shared, "text": letter, "x0": x, "x1": x + step, "width": step}
            x += step
        if at + 1 < len(line):
            following = line[at + 1].left * points
            yield {**shared, "text": " ", "x0": x, "x1": following, "width": following - x}


def note_of(numbers: Collection[int]) -> str:
    """Say which pages were read by OCR."""
    listed = ", ".join(map(str, sorted(numbers)))
    return f"read by OCR: page {listed}; check its figures, of status U, against the pictures of the evidence page"
