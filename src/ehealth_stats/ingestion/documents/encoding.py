"""Text files in any encoding: bytes -> text, the encoding's name, a note where one was guessed or repaired."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

import chardet
import ftfy

from ehealth_stats.errors import DocumentError

# The UTF-32 mark starts with the UTF-16 one, so it comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding it was read in and what was done to it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, path: Path) -> Decoded:
    """Decode a text file: byte order mark, strict UTF-8, what an HTML file declares, then chardet's guess.

    Text that was decoded wrongly before it was saved ("Ã¥" for "å") is repaired, line by line.

    Raises
    ------
    DocumentError
        If it is no text, or in no encoding that can be told.

    Examples
    --------
    >>> decode("Ånge: 450".encode("utf-8"), Path("larm.txt"))
    Decoded(text='Ånge: 450', encoding='utf-8', notes=())
    """
    encoding, guessed = _encoding_of(data, path)
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise _unreadable(path) from error
    if "\0" in text:
        raise _unreadable(path)
    fixed = "\n".join(ftfy.fix_encoding(line) for line in text.splitlines())
    notes = [f"encoding guessed: {encoding}"] if guessed else []
    if fixed != "\n".join(text.splitlines()):
        notes.append("wrongly decoded characters repaired (ftfy.fix_encoding)")
    return Decoded(fixed, encoding, tuple(notes))


def _encoding_of(data: bytes, path: Path) -> tuple[str, bool]:
    """Return the encoding and whether it is a guess."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, False
    if b"\0" not in data and _decodes(data, "utf-8"):
        return "utf-8", False
    declared = _DECLARED.search(data[:4096])
    if declared and _decodes(data, name := declared[1].decode("ascii").lower()):
        return name, False
    guess = chardet.detect(data)["encoding"]
    if not guess:
        raise _unreadable(path)
    return guess.lower(), True


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _unreadable(path: Path) -> DocumentError:
    return DocumentError(
        "the file is no text, or in no encoding that can be told",
        where=str(path),
        expected="text in UTF-8 (or UTF-16, Windows-1252, ISO 8859 …)",
        hint="open it in an editor and save it as UTF-8",
    )
