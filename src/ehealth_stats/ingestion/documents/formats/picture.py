"""A picture of a document (.png, .jpg, .tif …) -> paragraphs and grids by OCR, where Tesseract is installed."""

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehealth_stats.ingestion.documents.blocks import Content
from ehealth_stats.ingestion.documents.formats.pdf.ocr import can_read_pictures, notes_of, read_picture_of_page
from ehealth_stats.ingestion.documents.formats.pdf.stitch import stitch
from ehealth_stats.ingestion.documents.intake.kind import BY_OCR, Format, Kind, starts_with
from ehealth_stats.ingestion.documents.intake.received import Received

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")
_MOST_PIXELS = 60_000_000
_PAGE_INCHES = 8.27  # the width of A4: that of a picture which does not say how large it is
_SAID_DPI = range(70, 1201)
_READ_DPI, _COARSE = 300, 200
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError)


def read_picture(received: Received) -> Content:
    """Read a picture of a page, or the pages of a TIFF.

    Raises
    ------
    DocumentError
        If Tesseract is not installed, the picture is damaged, too large, or OCR finds no text in it.
    """
    if not can_read_pictures():
        raise received.error("a picture holds no text of its own", hint=BY_OCR)
    read = [
        read_picture_of_page(received, image, dpi, number) for number, (image, dpi) in enumerate(_pages(received), 1)
    ]
    if not any(page.items for page, _ in read):
        raise received.error("OCR finds no text in the picture", hint="is it sharp, upright and of a page of text?")
    blocks, notes = stitch([page for page, _ in read])
    told = tuple(notes_of(blocks, [page.number for page, _ in read]))
    return Content(blocks, notes=(*notes, *told), pictures=tuple(picture for _, picture in read))


def _pages(received: Received) -> Iterator[tuple["Image", float]]:
    """Yield the pictures in a file, upright and in a size that OCR reads well, with their pixels an inch."""
    from PIL import Image, ImageOps, ImageSequence

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of tags that are no picture; its size is checked here
            with Image.open(io.BytesIO(received.data), formats=_FORMATS) as file:
                if file.width * file.height > _MOST_PIXELS:
                    expected = f"at most {_MOST_PIXELS // 10**6} million pixels"
                    raise received.error(f"the picture is {file.width} by {file.height} pixels", expected=expected)
                if getattr(file, "n_frames", 1) > received.limits.pages:
                    raise received.error("too many pictures in one file", expected="a picture a page (pages)")
                said = float(file.info.get("dpi", (0,))[0] or 0)
                for frame in ImageSequence.Iterator(file):
                    upright = ImageOps.exif_transpose(frame.convert("L"))
                    yield _in_size(upright, said)
    except _DAMAGED as error:
        if type(error).__module__.startswith("ehealth_stats"):
            raise
        raise received.error("the picture is damaged", expected=f"one of {', '.join(_FORMATS)}") from error


def _in_size(image: "Image", said: float) -> tuple["Image", float]:
    dpi = said if round(said) in _SAID_DPI else image.width / _PAGE_INCHES
    if dpi >= _COARSE:
        return image, dpi
    size = tuple(round(side * _READ_DPI / dpi) for side in image.size)
    if size[0] * size[1] > _MOST_PIXELS:
        return image, dpi
    return image.resize((size[0], size[1])), float(_READ_DPI)


FORMAT = Format(
    (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp"),
    read_picture,
    (
        Kind("a picture", (".png",), starts_with(b"\x89PNG")),
        Kind("a picture", (".jpg", ".jpeg"), starts_with(b"\xff\xd8\xff")),
        Kind("a picture", (".gif",), starts_with(b"GIF8")),
        Kind("a picture", (".tif", ".tiff"), starts_with(b"II*\0")),
        Kind("a picture", (".tif", ".tiff"), starts_with(b"MM\0*")),
        Kind("a picture", (".webp",), starts_with(b"RIFF")),
    ),
)
