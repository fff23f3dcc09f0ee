"""The doorman: path -> the bytes of a file that is there, is no folder, not empty, not huge, and what its name says."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from ehealth_stats.errors import DocumentError, did_you_mean
from ehealth_stats.ingestion.documents.limits import DEFAULT, Limits

_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
# The streams of a compound file, by their names in its directory.
_STREAMS = {
    "EncryptedPackage": "an encrypted document",
    "WordDocument": "a Word 97 document (.doc)",
    "Workbook": "an Excel 97 workbook (.xls)",
    "Book": "an Excel 95 workbook (.xls)",
    "PowerPoint Document": "a PowerPoint 97 presentation (.ppt)",
    "__properties_version1.0": "an Outlook message (.msg)",
}
_MAGICS = {
    b"%PDF-": "a PDF (.pdf)",
    b"{\\rtf": "a rich text document (.rtf)",
    b"\x89PNG": "a picture (.png)",
    b"\xff\xd8\xff": "a picture (.jpg)",
    b"GIF8": "a picture (.gif)",
    b"II*\0": "a picture (.tif)",
    b"MM\0*": "a picture (.tif)",
    b"\x1f\x8b": "a packed file (.gz)",
    b"7z\xbc\xaf": "a packed file (.7z)",
    b"Rar!": "a packed file (.rar)",
}
_MEMBERS = {
    "word/document.xml": "a Word document (.docx)",
    "xl/workbook.bin": "a binary workbook (.xlsb)",
    "xl/workbook.xml": "a workbook (.xlsx)",
    "ppt/presentation.xml": "a presentation (.pptx)",
}
_MIMETYPES = {
    b"opendocument.text": "a text document (.odt)",
    b"opendocument.spreadsheet": "a spreadsheet (.ods)",
    b"opendocument.presentation": "a presentation (.odp)",
}
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html\b|<table\b)", re.IGNORECASE)
# Names that mean the same inside.
_SAME = {".xlsm": ".xlsx", ".htm": ".html", ".xhtml": ".html"}
_PACKED = {".docx", ".xlsx", ".xlsb", ".ods"}
_PLAIN = {".txt", ".md", ".csv", ".tsv", ".json", ".px", ".html"}


@dataclass(frozen=True, slots=True)
class Received:
    """A file as received, and the limits within which to read it."""

    path: Path
    data: bytes
    limits: Limits = DEFAULT

    @property
    def suffix(self) -> str:
        """The ending of its name, one for each kind of content."""
        suffix = self.path.suffix.lower()
        return _SAME.get(suffix, suffix)

    def error(self, what: str, *, expected: str = "", hint: str = "") -> DocumentError:
        """Return an error about the file."""
        return DocumentError(what, where=str(self.path), expected=expected, hint=hint)


def receive(path: Path, limits: Limits) -> Received:
    """Return a file's bytes.

    Raises
    ------
    DocumentError
        If it is missing, a folder, empty, too large or can't be opened.
    """
    if path.is_dir():
        raise DocumentError("a folder, not a document", where=str(path), expected="one file")
    try:
        size = path.stat().st_size
        received = Received(path, path.read_bytes() if 0 < size <= limits.file_bytes else b"", limits)
    except FileNotFoundError as error:
        raise DocumentError("no such file", where=str(path), hint=_neighbours(path)) from error
    except OSError as error:
        raise DocumentError(f"the file can't be opened: {error.strerror}", where=str(path)) from error
    if not size:
        raise received.error("the file is empty", hint="was the download or copy broken off?")
    if size > limits.file_bytes:
        expected = f"at most {limits.file_bytes // 1024**2} MB (file_bytes)"
        raise received.error("the file is too large", expected=expected, hint="split it into documents")
    return received


def _neighbours(path: Path) -> str:
    if not path.parent.is_dir():
        return f"the folder {path.parent} does not exist either"
    return did_you_mean(path.name, (other.name for other in path.parent.iterdir()))


def check_kind(received: Received) -> Received:
    """Return a file unless its content is known to be something else than its name says.

    Raises
    ------
    DocumentError
        With what it really is, or that it is encrypted.
    """
    kind = kind_of(received.data)
    if "encrypted" in kind:
        raise encrypted(received)
    suffix = (re.findall(r"\((\.\w+)\)", kind) or [""])[0]
    if not suffix or suffix == received.suffix:
        return received
    if suffix == ".html" and received.suffix in _PLAIN:
        return received
    old = suffix in (".doc", ".xls") and received.suffix in _PACKED and "an old Office format: "
    hint = f"rename it to {received.path.stem}{suffix}" if suffix in _READABLE else "save it in a format that is read"
    raise received.error(f"the file is named {received.path.suffix} but is {old or ''}{kind}", hint=hint)


_READABLE = _PACKED | _PLAIN | {".xls", ".pdf"}


def kind_of(data: bytes) -> str:
    """Say what a file is by its content, as far as its first bytes tell; empty when they don't.

    Examples
    --------
    >>> kind_of(b"%PDF-1.7"), kind_of(b"Kommun;Larm")
    ('a PDF (.pdf)', '')
    """
    if data.startswith(_OLE_MAGIC):
        named = (kind for name, kind in _STREAMS.items() if name.encode("utf-16-le") + b"\0\0" in data)
        return next(named, "a file of the old Office format")
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if _PAGE.match(data[:1024].removeprefix(b"\xef\xbb\xbf")):
        return "a web page (.html)"
    return next((kind for magic, kind in _MAGICS.items() if data.startswith(magic)), "")


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return ""
    by_member = next((kind for member, kind in _MEMBERS.items() if member in names), "")
    # The mimetype is the first member, stored as it is.
    by_type = (kind for mimetype, kind in _MIMETYPES.items() if mimetype in data[:200])
    return by_member or next(by_type, "")


def encrypted(received: Received) -> DocumentError:
    """Return the error for a file behind a password."""
    hint = "open it with the password and save it without one"
    return received.error("the file is encrypted", expected="a file without password", hint=hint)
