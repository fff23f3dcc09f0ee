"""The doorman: path -> bytes of a file that is there, is no folder, not empty, not huge, and no bomb or locked box."""

import io
import zipfile
from pathlib import Path

from ehealth_stats.errors import DocumentError, did_you_mean

MAX_FILE_BYTES = 200 * 1024**2
"""Larger files are refused: a programme document is never that big."""

MAX_UNPACKED_BYTES = 500 * 1024**2
"""Zipped formats (.docx, .xlsx, .ods) that unpack to more are refused: a small file can unpack to terabytes."""

_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_bytes(path: Path) -> bytes:
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
        if 0 < size <= MAX_FILE_BYTES:
            return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError("no such file", where=str(path), hint=_neighbours(path)) from error
    except OSError as error:
        raise DocumentError(f"the file can't be opened: {error.strerror}", where=str(path)) from error
    if not size:
        raise DocumentError("the file is empty", where=str(path), hint="was the download or copy broken off?")
    limit = f"at most {MAX_FILE_BYTES // 1024**2} MB"
    raise DocumentError("the file is too large", where=str(path), expected=limit, hint="split it into documents")


def _neighbours(path: Path) -> str:
    if not path.parent.is_dir():
        return f"the folder {path.parent} does not exist either"
    return did_you_mean(path.name, (other.name for other in path.parent.iterdir()))


def check_zip(data: bytes, path: Path) -> bytes:
    """Return the bytes of a zipped document if it can be unpacked safely.

    Sizes are taken from the archive's own directory.

    Raises
    ------
    DocumentError
        If it is encrypted, broken, or unpacks to more than `MAX_UNPACKED_BYTES`.
    """
    if data.startswith(_OLE_MAGIC):
        raise _not_zipped(data, path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        expected, hint = f"a zipped {path.suffix} document", "open it in its program and save it again"
        raise DocumentError("the file is broken", where=str(path), expected=expected, hint=hint) from error
    if any(member.flag_bits & 1 for member in members):
        raise _encrypted(path)
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        limit = f"at most {MAX_UNPACKED_BYTES // 1024**2} MB unpacked"
        raise DocumentError("the file unpacks to far more than a document", where=str(path), expected=limit)
    return data


def _not_zipped(data: bytes, path: Path) -> DocumentError:
    if _ENCRYPTED in data:
        return _encrypted(path)
    hint = f"open it in its program and save it as {path.suffix}"
    what = f"a file of the old Office format named {path.suffix}"
    return DocumentError(what, where=str(path), expected=f"a zipped {path.suffix} document", hint=hint)


def _encrypted(path: Path) -> DocumentError:
    hint = "open it with the password and save it without one"
    return DocumentError("the file is encrypted", where=str(path), expected="a file without password", hint=hint)
