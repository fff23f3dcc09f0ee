"""Word documents: .docx -> HTML (mammoth) -> passages and grids; pictures are left out, nothing linked is opened."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import groupby
from xml.parsers.expat import ExpatError

import mammoth
from lxml import etree

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.blocks import Content, Passage
from ehealth_stats.ingestion.documents.formats.html import blocks_of_html, notes_of_html
from ehealth_stats.ingestion.documents.formats.word_parts import TAB, prepare, read_margins
from ehealth_stats.ingestion.documents.grid import Grid
from ehealth_stats.ingestion.documents.intake.kind import Received
from ehealth_stats.ingestion.documents.intake.package import check_package
from ehealth_stats.ingestion.documents.printed import clean

_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"

# What mammoth, its XML parser and zipfile raise on a document that is damaged.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ExpatError,
    etree.XMLSyntaxError,
    OSError,
    LookupError,
    ValueError,
    AttributeError,
    RecursionError,
)


def read_word(received: Received) -> Content:
    """Read a Word document: tracked insertions are in, deletions out, paragraphs in heading styles are headings.

    Paragraphs cut by tabs are rows of a table. Hidden and struck-through text is left out; page headers, footers and
    comments come last.

    Raises
    ------
    DocumentError
        If it is damaged, encrypted, or unpacks to too much.
    """
    check_package(received)
    no_pictures = mammoth.images.img_element(lambda image: {})
    try:
        file = io.BytesIO(prepare(received.data))
        converted = mammoth.convert_to_html(file, style_map=_STYLES, convert_image=no_pictures)
        markup = converted.value.replace("\t", TAB)
        blocks = (*_tabbed(blocks_of_html(markup, received)), *read_margins(received.data))
        return Content(blocks, notes=notes_of_html(markup))
    except DocumentError:
        raise
    except _DAMAGED as error:
        hint = "open it in Word or LibreOffice and save it again"
        raise received.error("the Word document is damaged", expected="a .docx document", hint=hint) from error


def _tabbed(blocks: tuple[Passage | Grid, ...]) -> Iterator[Passage | Grid]:
    """Make rows of the paragraphs that tabs cut, and of a tab in a cell the end of a paragraph."""
    for tabbed, group in groupby(blocks, key=lambda block: isinstance(block, Passage) and len(_cells(block)) > 1):
        for block in group if not tabbed else ():
            yield _without_tabs(block)
        if tabbed:
            yield Grid([_cells(block) for block in group if isinstance(block, Passage)])


def _cells(passage: Passage) -> list[str]:
    """Cut a paragraph by its tabs; one after a bullet or a number in front cuts nothing."""
    if passage.kind == "heading" or TAB not in passage.text:
        return [passage.text]
    first, *rest = (clean(text) for text in passage.text.strip(TAB + " ").split(TAB))
    if rest and len(first) < 5 and not any(letter.isalpha() for letter in first) and first[-1:] in ".)-–•·":
        first, *rest = f"{first} {rest[0]}", *rest[1:]
    return [first, *rest]


def _without_tabs(block: Passage | Grid) -> Passage | Grid:
    if isinstance(block, Passage):
        return Passage(clean(block.text.replace(TAB, " ")), block.kind, block.place)
    rows = [[_parted(str(text)) for text in row] for row in block.rows]
    return Grid(rows, block.name, marks=block.marks)


def _parted(text: str) -> str:
    return "\n".join(filter(None, map(clean, re.split(f"[{TAB}\n]", text)))) if TAB in text else text
