"""How much a PDF may ask for, asked before it is given: its streams, the letters, lines and crossings of each page.

A few kilobytes may unpack to gigabytes, through several filters one after the other, and a form that is drawn within
forms may stand a million times on a page. So each stream is measured stage by stage, without keeping anything, before
pdfminer unpacks it, and what a page draws is counted while its instructions are read.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any

import pdfplumber.pdf
from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.table import TableFinder, edges_to_intersections

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.intake.received import Received

_PIECE = 64 * 1024
_STREAM = 50 * 1024**2  # of what is no picture nothing is larger, and runs cost eight bytes of memory for one
_PREDICTED = 20 * 1024**2  # predictors are undone byte by byte
_WIDEST = 1_000_000  # bytes of a line that a predictor goes by
# What a page pays of its room; a letter pays 1. A rectangle is kept five times, as itself and as its edges.
_PATH, _RECTANGLE, _CALL, _CROSSING = 2, 5, 5, 25
_BYTES = 100  # of instructions pay 1
_PATHS = re.compile(rb"[\s\])>](?:[fFSsBb]\*?|n)(?=\s|$)")
_RECTANGLES = re.compile(rb"\sre(?=\s|$)")


class Room:
    """What is left for a file, and for the page that is read."""

    def __init__(self, received: Received) -> None:
        self.received = received
        self.unpacked, self.page, self.number = received.limits.unpacked_bytes, received.limits.page_objects, 0
        self.refusal: DocumentError | None = None

    def next_page(self, number: int) -> None:
        """Begin a page."""
        self.page, self.number = self.received.limits.page_objects, number

    def unpack(self, size: int) -> None:
        """Take bytes that a filter makes."""
        self.unpacked -= size
        if self.unpacked < 0:
            expected = f"at most {self.received.limits.unpacked_bytes // 1024**2} MB unpacked (unpacked_bytes)"
            self._refuse("the PDF unpacks to far more than a document", expected)

    def draw(self, objects: int) -> None:
        """Take objects of a page."""
        self.page -= objects
        if self.page < 0:
            expected = f"at most {self.received.limits.page_objects} letters and lines on a page (page_objects)"
            self._refuse(f"page {self.number} draws far more than a page holds", expected)

    def check_size(self, size: int, most: int) -> None:
        """Refuse a stream that nothing but a picture is as large as."""
        if size > most:
            self._refuse("the PDF unpacks to far more than a document", f"at most {most // 1024**2} MB in one stream")

    def refuse_predictor(self) -> None:
        """Refuse lines that are longer than any."""
        self._refuse("the PDF unpacks to far more than a document", f"at most {_WIDEST} bytes in a line of a stream")

    def _refuse(self, what: str, expected: str) -> None:
        # Kept, since pdfminer passes over some errors of fonts and annotations.
        hint = "print it to PDF again, or raise the limit in the recipe"
        self.refusal = self.refusal or self.received.error(what, expected=expected, hint=hint)
        raise self.refusal


class _Stream(PDFStream):
    """A stream that is measured before it is unpacked, and each time that it is read."""

    room: Room

    def decode(self) -> None:
        """Unpack it, if there is room."""
        self._check_stages()
        super().decode()

    def get_data(self) -> bytes:
        """Return what it unpacks to; what draws pays for what it draws, each time."""
        data = super().get_data()
        if self.room.number and "Length1" not in self:
            paths, rectangles = len(_PATHS.findall(data)), len(_RECTANGLES.findall(data))
            self.room.draw(_CALL + len(data) // _BYTES + _PATH * paths + _RECTANGLE * rectangles)
        return data

    def _check_stages(self) -> None:
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        pieces: Iterable[bytes] = [data]
        for name, params in self.get_filters():
            pieces = self._measured(_STAGES.get(getattr(name, "name", ""), iter)(pieces), params)
        try:
            for _ in pieces:
                pass
        except (zlib.error, EOFError, LookupError, ValueError):
            if self.room.refusal:
                raise

    def _measured(self, pieces: Iterable[bytes], params: Any) -> Iterator[bytes]:  # noqa: ANN401 (pdfminer's own)
        most = _PREDICTED if self._has_predictor(params) else _STREAM
        size = 0
        for piece in pieces:
            size += len(piece)
            self.room.unpack(len(piece))
            self.room.check_size(size, most)
            yield piece

    def _has_predictor(self, params: Any) -> bool:  # noqa: ANN401
        if not isinstance(params, dict) or resolve1(params.get("Predictor", 1)) == 1:
            return False
        width = 1
        for name, usual in (("Colors", 1), ("Columns", 1), ("BitsPerComponent", 8)):
            value = resolve1(params.get(name, usual))
            width *= value if isinstance(value, int) else usual
        if not 0 < width <= 8 * _WIDEST:
            self.room.refuse_predictor()
        return True


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and not unpacker.eof:
            yield unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail


def _repeated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield as many bytes as runs stand for."""
    data = b"".join(pieces)
    at = 0
    while at < len(data) and data[at] != 128:
        size = data[at] + 1 if data[at] < 128 else 257 - data[at]
        yield data[at + 1 : at + 1 + size] if data[at] < 128 else data[at + 1 : at + 2] * size
        at += 1 + (size if data[at] < 128 else 1)


def _of_words(pieces: Iterable[bytes]) -> Iterator[bytes]:
    yield from LZWDecoder(BytesIO(b"".join(pieces))).run()


def _of_85(pieces: Iterable[bytes]) -> Iterator[bytes]:
    yield ascii85decode(b"".join(pieces))


def _of_hex(pieces: Iterable[bytes]) -> Iterator[bytes]:
    yield asciihexdecode(b"".join(pieces))


_STAGES: dict[str, Callable[[Iterable[bytes]], Iterable[bytes]]] = {
    **dict.fromkeys(("FlateDecode", "Fl"), _inflated),
    **dict.fromkeys(("RunLengthDecode", "RL"), _repeated),
    **dict.fromkeys(("LZWDecode", "LZW"), _of_words),
    **dict.fromkeys(("ASCII85Decode", "A85"), _of_85),
    **dict.fromkeys(("ASCIIHexDecode", "AHx"), _of_hex),
}


class MeasuredFile(BytesIO):
    """The bytes of a PDF with the room that there is for it."""

    def __init__(self, data: bytes, room: Room) -> None:
        super().__init__(data)
        self.room = room


class _Parser(PDFParser):
    """Makes measured streams of a measured file; of any other it makes what it always does."""

    def push(self, *objs: Any) -> None:  # noqa: ANN401
        """Keep what was read."""
        room = getattr(self.fp, "room", None)
        for _, found in objs if room else ():
            if type(found) is PDFStream:
                found.__class__ = _Stream
                vars(found)["room"] = room
        super().push(*objs)


# pdfplumber gives no other way to say what reads a file.
vars(pdfplumber.pdf)["PDFParser"] = _Parser


class Finder(TableFinder):
    """Finds the tables of a page whose rules do not cross without end: the time grows with the square of crossings."""

    def __init__(self, page: Any, room: Room) -> None:  # noqa: ANN401
        self.room = room
        super().__init__(page)

    def get_edges(self) -> Any:  # noqa: ANN401
        """Return the rules of a page."""
        edges = super().get_edges()
        self.room.draw(_CROSSING * len(edges_to_intersections(edges)))
        return edges
