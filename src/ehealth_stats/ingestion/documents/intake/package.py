"""Zipped formats (.docx, .pptx, .xlsx, .xlsb, .odt, .odp, .ods): checked before anyone unpacks them.

An archive may lie about the sizes of its members, so these are unpacked here once, piece by piece, and counted; and its
XML may define entities that grow without end or name other files, which Office never writes, so any of it is refused.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.intake.received import Received, encrypted

_PIECE = 1024**2
_LOCAL_HEADER = 30
# Pages, pictures, properties and data embedded in a document are not read.
_UNREAD = (".htm", ".html", ".xhtm", ".xhtml", ".mht", ".svg")
_UNREAD_IN = frozenset(["customxml", "docprops", "media", "embeddings", "pictures", "thumbnails", "activex"])
_MARKS, _BLANKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"), b" \t\n\r\f\v\0"
# The one that printers' settings made on a Mac name defines nothing by itself.
_DOCTYPE = re.compile(rb'<!DOCTYPE(?! plist PUBLIC "-//Apple//DTD PLIST 1\.0//EN" "[\w:/.-]{1,60}">)|<!ENTITY')
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, ValueError, OSError)
"""What is raised on an archive that is damaged."""


def check_package(received: Received) -> Received:
    """Return a zipped document if it can be unpacked safely.

    Raises
    ------
    DocumentError
        If it is encrypted, broken or cut off, unpacks to more than the limit, or its XML defines entities.
    """
    for _ in unpacked(received):
        pass
    return received


def unpacked(received: Received) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """Yield the members of a zipped document piece by piece, each checked as `check_package` does."""
    if received.data.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        hint = f"open it in its program and save it as {received.path.suffix}"
        what = f"a file of the old Office format named {received.path.suffix}"
        raise received.error(what, expected=f"a zipped {received.path.suffix} document", hint=hint)
    try:
        with zipfile.ZipFile(io.BytesIO(received.data)) as archive:
            members = archive.infolist()
        yield from _checked(received, members)
    except DocumentError:
        raise
    except DAMAGE as error:
        expected, hint = f"a zipped {received.path.suffix} document", "open it in its program and save it again"
        raise received.error("the file is broken or cut off", expected=expected, hint=hint) from error


def _checked(received: Received, members: list[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    if any(member.flag_bits & 1 for member in members):
        raise encrypted(received)
    room = received.limits.unpacked_bytes
    if sum(member.file_size for member in members) > room:
        raise _too_large(received)
    for member in members:
        tail, is_markup = b"", _is_read(member.filename.lower())
        for piece in _pieces(received.data, member):
            room -= len(piece)
            if room < 0:
                raise _too_large(received)
            is_markup = is_markup and bool(tail or _is_markup(piece))
            if is_markup and _has_doctype(tail + piece):
                what = f"{member.filename} holds a document type definition, as attacks do and Office does not"
                raise received.error(what, hint="open it in its program and save it again")
            tail = piece[-150:]
            yield member, piece


def _is_read(name: str) -> bool:
    return not (name.endswith(_UNREAD) or _UNREAD_IN.intersection(name.split("/")[:-1]))


def _is_markup(piece: bytes) -> bool:
    mark = next((mark for mark in _MARKS if piece.startswith(mark)), b"")
    return piece.removeprefix(mark).lstrip(_BLANKS).startswith(b"<")


def _has_doctype(xml: bytes) -> bool:
    bare = xml.replace(b"\0", b"")  # so that UTF-16 hides nothing
    return b"!" in bare and b"<!" in bare and bool(_DOCTYPE.search(bare))


def _pieces(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a member to its real end, whatever size it declares."""
    names = struct.unpack_from("<HH", data, member.header_offset + _LOCAL_HEADER - 4)
    start = member.header_offset + _LOCAL_HEADER + sum(names)
    packed = memoryview(data)[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + _PIECE]) for at in range(0, len(packed), _PIECE))
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile(f"compression {member.compress_type}")
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), _PIECE):
        rest: bytes = bytes(packed[at : at + _PIECE])
        while rest:
            yield unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail
    yield unpacker.flush()


def _too_large(received: Received) -> DocumentError:
    expected = f"at most {received.limits.unpacked_bytes // 1024**2} MB unpacked (unpacked_bytes)"
    return received.error("the file unpacks to far more than a document", expected=expected)
