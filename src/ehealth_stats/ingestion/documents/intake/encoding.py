"""Text files in any encoding: bytes -> text and encoding, with a note where it was guessed or text was mended."""

import codecs
import re
from dataclasses import dataclass

import chardet
import ftfy

from ehealth_stats.controls import without_controls
from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.intake.received import Received

# The UTF-32 mark starts with the UTF-16 one, so it comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE
)

# What Nordic offices have saved text in; the letters and signs that their texts hold, and how much each tells.
_NORDIC = ("windows-1252", "cp850", "mac-roman")
_WEIGHTS = {
    **dict.fromkeys("åäöÅÄÖæøÆØ", 3),
    **dict.fromkeys("éèëêüáàâïíóôúçñðþýÉÜÁ", 1),
    **dict.fromkeys("\u00a0–—”“’‘„»«§°½¼¾²³¹·•…®™±×€£´", 1),
}
_MISMATCH = -4
_UPPER_INSIDE = re.compile("[a-zåäöæø][ÅÄÖÆØÜÉÁ][a-zåäöæø]")
# UTF-8 read as Windows-1252: a pair that no Nordic text holds, and that ftfy leaves alone in a short line.
_MANGLED = re.compile("Ã[¡-¿€-™Œœ–—‘’‚“”„†‡•…‰‹›ˆ˜Šš]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding it was read in and what was done to it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(received: Received, *, declared: str = "") -> Decoded:
    """Decode a text file: byte order mark, strict UTF-8, what the file declares, letters of the region, chardet.

    Text that was decoded wrongly before it was saved ("Ã¥" for "å") is mended, line by line.

    Raises
    ------
    DocumentError
        If it is no text, or in no encoding that can be told.

    Examples
    --------
    >>> from pathlib import Path
    >>> decode(Received(Path("larm.txt"), "Ånge: 450".encode("utf-8")))
    Decoded(text='Ånge: 450', encoding='utf-8', notes=())
    >>> decode(Received(Path("larm.txt"), "Ånge: 450".encode("mac-roman"))).text
    'Ånge: 450'
    """
    data, cut = _without_cut_end(received.data)
    encoding, guessed = _encoding_of(data, declared, received)
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise _unreadable(received) from error
    if "\0" in text:
        raise _unreadable(received)
    lines = without_controls(text).splitlines()
    mended = list(map(_mended, lines))
    notes = [f"encoding guessed: {encoding}"] if guessed else []
    notes += ["the file ends within a character: it was cut off"] if cut else []
    if mended != lines:
        notes.append("wrongly decoded characters repaired (ftfy.fix_encoding)")
    return Decoded("\n".join(mended), encoding, tuple(notes))


def decode_lines(received: Received) -> Decoded:
    """Decode a text file made of lines.

    Raises
    ------
    DocumentError
        If it can't be decoded, or a line is longer than the limit for a paragraph.
    """
    # Told from the bytes, before anything is made of them; UTF-16 has two for a character, UTF-32 four.
    most = received.limits.paragraph_characters
    if len(received.data) > most and (longest := _longest_line(received.data)) > 4 * most:
        raise too_long(received, f"a line of {longest} bytes")
    return decode(received)


def too_long(received: Received, what: str) -> DocumentError:
    """Return the error for a line or paragraph that no author writes."""
    expected = f"at most {received.limits.paragraph_characters} characters (paragraph_characters)"
    return received.error(f"the document holds {what}", expected=expected, hint="is it data in another format?")


def check_count(received: Received, count: int, what: str) -> None:
    """Refuse more lines or paragraphs than any author writes.

    Raises
    ------
    DocumentError
        If there are more than the limit.
    """
    if count > received.limits.paragraphs:
        expected = f"at most {received.limits.paragraphs} (paragraphs)"
        raise received.error(f"the document holds {count} {what}", expected=expected, hint="is it data? name it .csv")


def _longest_line(data: bytes) -> int:
    longest = start = 0
    while (end := data.find(b"\n", start)) >= 0:
        longest, start = max(longest, end - start), end + 1
    return max(longest, len(data) - start)


def _without_cut_end(data: bytes) -> tuple[bytes, bool]:
    """Drop the start of a UTF-8 character at the very end of a text that is UTF-8 otherwise."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not data[: error.start].isascii():
            return data[: error.start], True
    return data, False


def _encoding_of(data: bytes, declared: str, received: Received) -> tuple[str, bool]:
    """Return the encoding and whether it is a guess."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, False
    if b"\0" not in data and _decodes(data, "utf-8"):
        return "utf-8", False
    found = _DECLARED.search(data[:4096])
    name = found[1].decode("ascii").lower() if found else declared
    if name and _decodes(data, name):
        return name, False
    guess = _unmarked_utf_16(data) or _nordic(data) or chardet.detect(data)["encoding"]
    if not guess:
        raise _unreadable(received)
    return guess.lower(), True


def _unmarked_utf_16(data: bytes) -> str:
    """Tell UTF-16 by the zeros that every second byte of a Western text is."""
    low, high = data[1::2].count(0), data[::2].count(0)
    if max(low, high) * 4 < len(data):
        return ""
    return "utf-16-le" if low > high else "utf-16-be"


def _nordic(data: bytes) -> str:
    """Return the encoding of the region in which the bytes above 127 make the likeliest letters, if any fits."""
    if b"\0" in data:
        return ""
    sample = bytes(data[: 1024**2])
    scores = {name: _score(sample.decode(name)) for name in _NORDIC if _decodes(sample, name)}
    best = max(scores, key=lambda name: scores[name], default="")
    return best if best and scores[best] > 0 else ""


def _score(text: str) -> int:
    letters = {letter: text.count(letter) for letter in set(text) if letter > "\x7f"}
    told = sum(_WEIGHTS.get(letter, _MISMATCH) * count for letter, count in letters.items())
    return told + _MISMATCH * len(_UPPER_INSIDE.findall(text))


def _mended(line: str) -> str:
    if line.isascii():
        return line
    fixed: str = ftfy.fix_encoding(line)
    return _MANGLED.sub(lambda pair: _repaired(pair[0]), fixed)


def _repaired(pair: str) -> str:
    try:
        return pair.encode("windows-1252").decode("utf-8")
    except UnicodeError:
        return pair


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _unreadable(received: Received) -> DocumentError:
    return received.error(
        "the file is no text, or in no encoding that can be told",
        expected="text in UTF-8 (or UTF-16, Windows-1252, ISO 8859 …)",
        hint="open it in an editor and save it as UTF-8",
    )
