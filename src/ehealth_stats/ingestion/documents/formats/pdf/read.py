"""A PDF with a text layer -> paragraphs and grids: opened with care, read page by page, joined over page breaks."""

import zlib
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.blocks import Content
from ehealth_stats.ingestion.documents.formats.pdf.model import Page
from ehealth_stats.ingestion.documents.formats.pdf.stitch import stitch
from ehealth_stats.ingestion.documents.intake.kind import BY_OCR, Format, Kind, starts_with
from ehealth_stats.ingestion.documents.intake.received import Received, encrypted

if TYPE_CHECKING:
    from types import ModuleType

    from ehealth_stats.ingestion.documents.formats.pdf.room import Room

_END = b"%%EOF"
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

    Lines whose words stand in columns, with figures in them, are tables too. Nothing is run or fetched, and pictures
    are not read.

    Raises
    ------
    DocumentError
        If pdfplumber is missing, the file is damaged, cut off, encrypted, beyond a limit, or holds pictures of pages.
    """
    _check_end(received)
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
    except DocumentError:
        raise
    except (known.PdfminerException, known.MalformedPDFException, zlib.error, *_DAMAGED) as error:
        raise room.refusal or _closed(received, error) from error
    if room.refusal:
        raise room.refusal
    if not any(page.items for page in pages):
        if pictured:
            raise received.error("the PDF holds pictures of pages and no text", hint=BY_OCR)
        raise received.error("the PDF is empty: its pages hold no text and no picture", hint="ask for the original")
    blocks, notes = stitch(pages)
    empty = [page.number for page in pages if not page.items and page.number not in pictured]
    pictures = _without_text(pictured, empty)
    struck = sum(page.struck for page in pages)
    notes += (f"struck-through text is left out: {struck}",) if struck else ()
    closed = ", ".join(str(page.number) for page in pages if page.is_closed)
    notes += (f"fields of forms and comments can't be read: page {closed}",) if closed else ()
    return Content(blocks, notes=(*notes, *pictures))


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
        yield f"pictures of pages are not read: page {', '.join(map(str, sorted(pictured)))}; {BY_OCR}"
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


def _check_end(received: Received) -> None:
    """Refuse a file that is cut off."""
    if _END not in received.data[-2048:]:
        raise received.error("the PDF is cut off: its end is missing", hint="download or copy it again")


FORMAT = Format((".pdf",), read_pdf, (Kind("a PDF", (".pdf",), starts_with(b"%PDF-")),))
