"""The picture of a page -> its words by Tesseract, each in its place, laid out as those of any page of a PDF."""

import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, Any

from ehealth_stats.ingestion.documents.blocks import Grid, Paragraph
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
_LEAST_SURE = 85  # per cent of Tesseract's own confidence; of blurred pages, numbers up to 83 are wrong, "|2" is 12
_MOST_DOUBTFUL = 0.2  # a page on which more of the numbers than that are below is read for none
UNREAD = "▯"
"""What stands for a number that is not sharp enough to be read."""


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
    """Read the picture of a page with so many pixels an inch; a number that is not sharp is none, but a sign for it.

    Raises
    ------
    DocumentError
        If it takes longer than the limit, or Tesseract can't read it.
    """
    from ehealth_stats.ingestion.documents.formats.pdf.pages import read_letters

    grey = image.convert("L")
    words = _without_doubtful(list(_words(received, grey, dpi, number)))
    points = _INCH / dpi
    letters = [letter for line in _lines(words) for letter in _letters(line, points)]
    page = read_letters(number, image.height * points, letters)
    scale = min(_SHOWN_DPI / dpi, 1.0)
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    # What was not read may be a phone number: no text says that it is masked, so no picture shows it.
    boxes = tuple((word.text, word.box(scale)) for word in words if UNREAD not in word.text)
    return page, PagePicture(number, to_png(grey.resize(size)), boxes)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as Tesseract sees it: how sure it is of it, in per cent, its line, and its box in pixels."""

    text: str
    sure: float
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
    columns = ("text", "conf", "block_num", "par_num", "line_num", "left", "top", "width", "height")
    for text, sure, block, part, line, *box in zip(*(found[name] for name in columns), strict=True):
        if text.strip(_RULES):
            yield _Word(text.strip(_RULES), float(sure), (block, part, line), *box)


def _without_doubtful(words: Sequence[_Word]) -> list[_Word]:
    """Put a sign in the place of numbers that are not sharp; of several that follow each other of all: "1 640" is one.

    On a page with many of them no number is read: what is sharp there may be half of one.
    """
    numbers = [word for word in words if _is_number(word)]
    doubtful = sum(word.sure < _LEAST_SURE for word in numbers)
    is_poor = doubtful > _MOST_DOUBTFUL * len(numbers)
    found: list[_Word] = []
    for (_, is_number), run in groupby(words, key=lambda word: (word.line, _is_number(word))):
        listed = list(run)
        unread = is_number and (is_poor or any(word.sure < _LEAST_SURE for word in listed))
        found += [replace(word, text=UNREAD) if unread else word for word in listed]
    return found


def _is_number(word: _Word) -> bool:
    return any(map(str.isdigit, word.text))


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


def notes_of(blocks: Iterable[Paragraph | Grid], numbers: Collection[int]) -> Iterator[str]:
    """Say which pages were read by OCR, and how many numbers of them are not sharp enough."""
    listed = ", ".join(map(str, sorted(numbers)))
    yield f"read by OCR: page {listed}; check its figures, of status U, against the pictures of the evidence page"
    unread = sum(_unread_in(block) for block in blocks)
    if unread:
        yield f"not sharp enough to be read: {unread} numbers, {UNREAD} in the text; scan the page at {_DPI} dpi"


def _unread_in(block: Paragraph | Grid) -> int:
    if isinstance(block, Paragraph):
        return block.text.count(UNREAD)
    return sum(str(value).count(UNREAD) for row in block.rows for value in row)
