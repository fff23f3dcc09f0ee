"""What a file is: by its name a Format, by its bytes a Kind, and whether the two agree.

A file that is named .xlsx and is a web page is refused with what it really is, before a reader makes nonsense of it.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from ehealth_stats.ingestion.documents.blocks import Content
from ehealth_stats.ingestion.documents.intake.received import Received, encrypted

_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html\b|<table\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Opened:
    """The bytes of a file and, where it is an archive, the names of what is in it."""

    data: bytes

    @property
    def is_compound(self) -> bool:
        """Whether it is a compound file, as Office wrote before 2007, and writes where there is a password."""
        return self.data.startswith(_OLE_MAGIC)

    @cached_property
    def members(self) -> frozenset[str]:
        """The files in a zip archive; none in any other file."""
        if not self.data.startswith(b"PK\x03\x04"):
            return frozenset()
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                return frozenset(archive.namelist())
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            return frozenset()


Shown = Callable[[Opened], bool]


def starts_with(magic: bytes) -> Shown:
    """Tell files by the bytes that they begin with."""
    return lambda opened: opened.data.startswith(magic)


def has_member(name: str) -> Shown:
    """Tell zip archives by a file in them."""
    return lambda opened: name in opened.members


def has_mimetype(name: bytes) -> Shown:
    """Tell zip archives by the type that they name first, stored as it is: an OpenDocument."""
    return lambda opened: bool(opened.members) and name in opened.data[:200]


def has_stream(name: str) -> Shown:
    """Tell compound files by a stream in their directory."""
    return lambda opened: opened.is_compound and name.encode("utf-16-le") + b"\0\0" in opened.data


def is_page(opened: Opened) -> bool:
    """Tell a web page by its first tag."""
    return bool(_PAGE.match(opened.data[:1024].removeprefix(b"\xef\xbb\xbf")))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that its bytes show, whatever it is called: "a Word document", and how such files are called."""

    name: str
    suffixes: tuple[str, ...]
    shown_by: Shown

    def __str__(self) -> str:
        return f"{self.name} ({self.suffixes[0]})"


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: the endings of its files, its reader, and the kinds of its files; plain text has none."""

    suffixes: tuple[str, ...]
    read: Callable[[Received], Content]
    kinds: tuple[Kind, ...] = ()


WEB_PAGE = Kind("a web page", (".html", ".htm", ".xhtml"), is_page)
_ENCRYPTED = has_stream("EncryptedPackage")
# What is not read, by its bytes; what to do with it says `CONVERSIONS`.
UNREAD = (
    Kind("an Outlook message", (".msg",), has_stream("__properties_version1.0")),
    Kind("a packed file", (".gz",), starts_with(b"\x1f\x8b")),
    Kind("a packed file", (".7z",), starts_with(b"7z\xbc\xaf")),
    Kind("a packed file", (".rar",), starts_with(b"Rar!")),
)
BY_OCR = (
    "it is read by OCR once Tesseract is installed with Swedish, Norwegian and Danish (Debian: `apt-get install"
    " tesseract-ocr tesseract-ocr-swe tesseract-ocr-nor tesseract-ocr-dan`) and `pip install 'ehealth-stats[ocr]'`"
)
"""How what is only a picture comes to be read."""
CONVERSIONS = {
    **dict.fromkeys([".doc", ".rtf", ".docm", ".dotx"], "open it in Word or LibreOffice and save it as .docx"),
    **dict.fromkeys([".ppt", ".pps", ".potx"], "open it in PowerPoint or LibreOffice and save it as .pptx"),
    **dict.fromkeys([".fodt", ".ott", ".wpd"], "open it in LibreOffice and save it as .odt"),
    **dict.fromkeys([".fodp", ".otp"], "open it in LibreOffice and save it as .odp"),
    ".msg": "open it in a mail program and save it as .eml; Outlook saves it as .mht, .html or .txt",
    **dict.fromkeys([".heic", ".svg"], "save it as .png"),
    **dict.fromkeys([".zip", ".gz", ".7z", ".rar"], "unpack it and read the documents in it"),
    ".numbers": "open it in Numbers and export it as .xlsx",
    ".key": "open it in Keynote and export it as .pptx",
    ".pages": "open it in Pages and export it as .docx",
}


def check_kind(received: Received, form: Format, formats: Iterable[Format]) -> Received:
    """Return a file unless its bytes are known to be something else than its name says.

    A web page may be called as any plain text is: its reader makes no nonsense of it.

    Parameters
    ----------
    received, form
        The file, and the format that it is called by.
    formats
        All formats that are read.

    Raises
    ------
    DocumentError
        With what it really is, or that it is encrypted.
    """
    opened = Opened(received.data)
    if _ENCRYPTED(opened):
        raise encrypted(received)
    kinds = [kind for known in formats for kind in known.kinds]
    found = [kind for kind in (*kinds, *UNREAD) if kind.shown_by(opened)]
    agrees = any(received.suffix in kind.suffixes for kind in found) or (WEB_PAGE in found and not form.kinds)
    if not found or agrees:
        return received
    old = "an old Office format: " if opened.is_compound else ""
    named = f"{received.path.stem}{found[0].suffixes[0]}"
    hint = f"rename it to {named}" if found[0] in kinds else "save it in a format that is read"
    raise received.error(f"the file is named {received.suffix} but is {old}{found[0]}", hint=hint)
