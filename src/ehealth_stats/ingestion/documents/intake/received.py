"""A file as it is received: path -> the bytes of a file that is there, is no folder, not empty and not huge."""

from dataclasses import dataclass
from pathlib import Path

from ehealth_stats.errors import DocumentError, did_you_mean
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


def encrypted(received: Received) -> DocumentError:
    """Return the error for a file behind a password."""
    hint = "open it with the password and save it without one"
    return received.error("the file is encrypted", expected="a file without password", hint=hint)
