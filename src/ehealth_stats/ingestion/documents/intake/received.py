"""A file as it is received: path -> the bytes of a file that is there, is no folder, not empty and not huge."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from ehealth_stats.errors import DocumentError, did_you_mean, refusals_as
from ehealth_stats.ingestion.documents.limits import DEFAULT, Limits


@dataclass(frozen=True, slots=True)
class Received:
    """A file as received, and the limits within which to read it."""

    path: Path
    data: bytes
    limits: Limits = DEFAULT

    @property
    def suffix(self) -> str:
        """The ending of its name, in small letters."""
        return self.path.suffix.lower()

    def error(self, what: str, *, expected: str = "", hint: str = "") -> DocumentError:
        """Return an error about the file."""
        return DocumentError(what, where=str(self.path), expected=expected, hint=hint)


def receive(path: Path, limits: Limits) -> Received:
    """Return a file's bytes.

    Raises
    ------
    DocumentError
        If it is missing, a folder, empty, too large, can't be opened, or changes while it is read.
    """
    with _refusals(path):
        if path.is_dir():
            raise DocumentError("a folder, not a document", where=str(path), expected="one file")
        try:
            data, size = _bytes_of(path, limits.file_bytes)
        except FileNotFoundError as error:
            raise DocumentError("no such file", where=str(path), hint=_neighbours(path)) from error
    received = Received(path, data, limits)
    if not size:
        raise received.error("the file is empty", hint="was the download or copy broken off?")
    if size > limits.file_bytes:
        expected = f"at most {limits.file_bytes // 1024**2} MB (file_bytes)"
        raise received.error("the file is too large", expected=expected, hint="split it into documents")
    return received


def copied(path: Path) -> bytes:
    """Return the bytes of a file to be put elsewhere, whatever they are.

    Raises
    ------
    DocumentError
        If it can't be opened, or changes while it is read.
    """
    with _refusals(path):
        return _bytes_of(path, path.stat().st_size)[0]


def _refusals(path: Path) -> AbstractContextManager[None]:
    return refusals_as(DocumentError, "the file can't be opened", where=path, expected="a document that can be read")


def _bytes_of(path: Path, most: int) -> tuple[bytes, int]:
    """Return what is in a file, nothing of one that is too large, and its size; it stays the same meanwhile."""
    before = path.stat()
    data = path.read_bytes() if 0 < before.st_size <= most else b""
    after = path.stat()
    is_same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not is_same or (data and len(data) != before.st_size):
        raise DocumentError(
            "the file changed while it was read", where=str(path), expected="a file that nobody writes to",
            hint="wait until it is saved or copied whole, then read it again",
        )  # fmt: skip
    return data, before.st_size


def _neighbours(path: Path) -> str:
    if not path.parent.is_dir():
        return f"the folder {path.parent} does not exist either"
    return did_you_mean(path.name, (other.name for other in path.parent.iterdir()))


def encrypted(received: Received) -> DocumentError:
    """Return the error for a file behind a password."""
    hint = "open it with the password and save it without one"
    return received.error("the file is encrypted", expected="a file without password", hint=hint)
