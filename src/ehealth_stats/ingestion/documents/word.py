"""Word documents: .docx -> HTML (mammoth) -> passages and grids; pictures are left out, nothing linked is opened."""

import io
import zipfile
import zlib
from xml.parsers.expat import ExpatError

import mammoth

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.blocks import Content
from ehealth_stats.ingestion.documents.html import blocks_of_html
from ehealth_stats.ingestion.documents.intake import Received
from ehealth_stats.ingestion.documents.package import check_package

_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"

# What mammoth, its XML parser and zipfile raise on a document that is damaged.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ExpatError,
    OSError,
    LookupError,
    ValueError,
    AttributeError,
    RecursionError,
)


def read_word(received: Received) -> Content:
    """Read a Word document: tracked insertions are in, deletions out, paragraphs in heading styles are headings.

    Raises
    ------
    DocumentError
        If it is damaged, encrypted, or unpacks to too much.
    """
    check_package(received)
    no_pictures = mammoth.images.img_element(lambda image: {})
    try:
        result = mammoth.convert_to_html(io.BytesIO(received.data), style_map=_STYLES, convert_image=no_pictures)
        return Content(blocks_of_html(result.value, received))
    except DocumentError:
        raise
    except _DAMAGED as error:
        hint = "open it in Word or LibreOffice and save it again"
        raise received.error("the Word document is damaged", expected="a .docx document", hint=hint) from error
