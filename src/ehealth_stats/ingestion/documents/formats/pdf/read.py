"""A PDF with a text layer -> paragraphs and grids: opened with care, read page by page, joined over page breaks."""

import re
import zlib
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.blocks import Content
from ehealth_stats.ingestion.documents.formats.pdf.model import Page
from ehealth_stats.ingestion.documents.formats.pdf.ocr import can_read_pictures, notes_of, read_pages
from ehealth_stats.ingestion.documents.formats.pdf.stitch import stitch
from ehealth_stats.ingestion.documents.intake.kind import BY_OCR, Format, Kind, starts_with
from ehealth_stats.ingestion.documents.intake.received import Received, encrypted

if TYPE_CHECKING:
    from types import ModuleType

    from ehealth_stats.ingestion.documents.formats.pdf.room import Room

_STREAM = re.compile(rb"\bstream\r?\n")
_PIECE = 1024**2
_END = b"%%EOF"
_UNTOLD = "fonts in which raised letters can't be told, for their outlines can't be read"
_FEW_LETTERS = 60
_OUTLINES = 50  # curves on a page without text: its letters are drawn

# What pdfminer raises on a file that is damaged.
_DAMAGED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


def read_pdf(received: Received) -> Content:
    """Read a PDF: ruled tables as grids, one table where it goes on over a page; all other text as paragraphs.

    Lines whose words stand in columns, with figures in them, are tables too. Nothing is run or fetched; pages that are
    pictures are read by OCR, where Tesseract is installed.

    Raises
    ------
    DocumentError
        If pdfplumber is missing, the file is damaged, cut off, encrypted, beyond a limit, or holds pictures of pages.
    """
    _check_streams(received)
    plumber = _pdfplumber(received)
    # It needs pdfplumber, an extra.
    from ehealth_stats.ingestion.documents.formats.pdf.room import MeasuredFile, Room

    known, room = plumber.utils.exceptions, Room(received)
    try:
        with plumber.open(MeasuredFile(received.data, room)) as pdf:
            if len(pdf.pages) > received.limits.pages:
                expected = f"at most {received.limits.pages} pages (pages)"
                raise received.error(f"the PDF has {len(pdf.pages)} pages", expected=expected, hint="split it")
            pictured: set[int] = set()
            pages = list(_pages(pdf, pictured, room))
            scanned = read_pages(received, pdf, pictured) if pictured and can_read_pictures() else {}
            outlines = len(pdf.rsrcmgr.unread)
    except DocumentError:
        raise
    except (known.PdfminerException, known.MalformedPDFException, zlib.error, *_DAMAGED) as error:
        raise room.refusal or _closed(received, error) from error
    if room.refusal:
        raise room.refusal
    pages = [scanned[page.number][0] if page.number in scanned else page for page in pages]
    if not any(page.items for page in pages):
        if pictured:
            what = "OCR finds no text on them" if scanned else BY_OCR
            raise received.error("the PDF holds pictures of pages and no text", hint=what)
        raise received.error("the PDF is empty: its pages hold no text and no picture", hint="ask for the original")
    blocks, notes = stitch(pages)
    empty = [page.number for page in pages if not page.items and page.number not in pictured]
    unread = _without_text(pictured.difference(scanned), empty)
    notes += tuple(notes_of(blocks, scanned)) if scanned else ()
    notes += _left_out(pages, outlines)
    return Content(blocks, notes=(*notes, *unread), pictures=tuple(picture for _, picture in scanned.values()))


def _left_out(pages: Sequence[Page], outlines: int) -> tuple[str, ...]:
    """Tell what stands on the pages and is not read: struck text, fonts without outlines, forms and comments."""
    struck = sum(page.struck for page in pages)
    closed = ", ".join(str(page.number) for page in pages if page.is_closed)
    told = {
        f"struck-through text is left out: {struck}": struck,
        f"fonts in which raised letters can't be told, for their outlines can't be read: {outlines}": outlines,
        f"fields of forms and comments can't be read: page {closed}": closed,
    }
    return tuple(note for note, holds in told.items() if holds)


def _pdfplumber(received: Received) -> "ModuleType":
    try:
        import pdfplumber
        import pdfplumber.utils.exceptions
    except ImportError as error:
        raise received.error("PDF needs pdfplumber", hint="pip install 'ehealth-stats[pdf]'") from error
    return pdfplumber


def _without_text(pictured: Collection[int], empty: Collection[int]) -> Iterator[str]:
    """Say which pages are pictures, and which are empty."""
    if pictured:
        yield f"pictures of pages are not read: page {', '.join(map(str, sorted(pictured)))}: {BY_OCR}"
    if empty:
        yield f"no text on page {', '.join(map(str, empty))}: empty"


def _is_pictured(page: Any) -> bool:  # noqa: ANN401
    """Tell a page that is a picture or drawn in outlines, but for the few letters of a page number or a stamp."""
    letters = sum(not char["text"].isspace() for char in page.chars)
    if not letters:
        return bool(page.images) or len(page.curves) > _OUTLINES
    room = float(page.width * page.height)
    fills = any(image["width"] * image["height"] > room / 2 for image in page.images)
    return letters < _FEW_LETTERS and fills


def _pages(pdf: Any, pictured: set[int], room: "Room") -> Iterator[Page]:  # noqa: ANN401 (pdfplumber has no types)
    # Both need pdfplumber, an extra.
    from ehealth_stats.ingestion.documents.formats.pdf.glyphs import Fonts
    from ehealth_stats.ingestion.documents.formats.pdf.pages import read_page

    pdf.rsrcmgr = Fonts(room)
    for page in pdf.pages:
        room.next_page(page.page_number)
        if _is_pictured(page):
            pictured.add(page.page_number)
        yield read_page(page, room)
        page.close()  # the objects of a page are large


def _closed(received: Received, error: Exception) -> DocumentError:
    """Tell a password from damage."""
    named = f"{error!r} {error.__cause__!r} {error.__context__!r}"
    if "Password" in named or "Encrypt" in named:
        return encrypted(received)
    return received.error("the PDF is damaged", expected="a PDF", hint="open it in a PDF reader and print it to PDF")


def _check_streams(received: Received) -> None:
    """Refuse a file that is cut off, and streams, pictures too, whose first filter makes more than the limit."""
    data = received.data
    if _END not in data[-2048:]:
        raise received.error("the PDF is cut off: its end is missing", hint="download or copy it again")
    room = received.limits.unpacked_bytes
    for match in _STREAM.finditer(data):
        room -= _unpacked(data, match.end(), room)
        if room < 0:
            expected = f"at most {received.limits.unpacked_bytes // 1024**2} MB unpacked (unpacked_bytes)"
            raise received.error("the PDF unpacks to far more than a document", expected=expected)


def _unpacked(data: bytes, start: int, room: int) -> int:
    """Count what a stream unpacks to, until its end or beyond the room; what is not packed counts nothing."""
    unpacker, size = zlib.decompressobj(), 0
    try:
        for at in range(start, len(data), _PIECE):
            rest = data[at : at + _PIECE]
            while rest and not unpacker.eof:
                size += len(unpacker.decompress(rest, _PIECE))
                if size > room:
                    return size
                rest = unpacker.unconsumed_tail
            if unpacker.eof:
                break
    except zlib.error:
        return size
    return size


FORMAT = Format((".pdf",), read_pdf, (Kind("a PDF", (".pdf",), starts_with(b"%PDF-")),))
