"""E-mails (.eml) and web archives (.mht, .mhtml) -> the text or page that a person sees; nothing else is opened.

Sender and receivers are left out; attachments are named in a note.
"""

import re
from binascii import Error as BinasciiError
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import Header, decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

from ehealth_stats.ingestion.documents.blocks import Content, Paragraph
from ehealth_stats.ingestion.documents.formats.html import read_html
from ehealth_stats.ingestion.documents.formats.plain_text import read_text
from ehealth_stats.ingestion.documents.intake.encoding import decode
from ehealth_stats.ingestion.documents.intake.kind import Format, Kind, Opened
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.values import clean

_HEADERS = re.compile(rb"(?:[\w-]{1,60}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,50}){2}")
_MOST_NAMED = 20
_HEAD = 8192


def read_mail(received: Received) -> Content:
    """Read an e-mail, its subject and date first, or the page of a web archive.

    Of a text that is there twice the plain one is read, unless the page holds tables. Pictures, frames and attachments
    are not read.

    Raises
    ------
    DocumentError
        If it is no such message, its encoding can't be told or its parts are nested too deeply.
    """
    if not _HEADERS.match(received.data.lstrip()):
        hint = "save the message anew from a mail program, or the page from a browser"
        raise received.error(f"the file is no {received.suffix} message: its headers are missing", hint=hint)
    try:
        message = message_from_bytes(received.data.lstrip(), policy=policy.compat32)
        attached: list[str] = []
        read = [_content(part, received) for part in _bodies(message, attached)]
    except RecursionError as error:
        raise received.error("the parts of the message are nested too deeply") from error
    head = _head(message) if received.suffix == ".eml" else ()
    blocks = (*head, *(block for content in read for block in content.blocks))
    notes = [note for content in read for note in content.notes]
    if attached:
        more = f" and {len(attached) - _MOST_NAMED} more" if len(attached) > _MOST_NAMED else ""
        notes.append(f"attachments are not read: {', '.join(attached[:_MOST_NAMED])}{more}")
    return Content(blocks, next((content.encoding for content in read), ""), tuple(dict.fromkeys(notes)))


def _head(message: Message) -> Iterator[Paragraph]:
    """Yield the subject and the day of an e-mail."""
    if subject := _decoded(message.get("Subject", "")):
        yield Paragraph(subject, "heading", "e-mail subject")
    try:
        yield Paragraph(parsedate_to_datetime(str(message.get("Date", ""))).date().isoformat(), place="e-mail date")
    except (ValueError, TypeError, OverflowError):
        return


def _decoded(header: Header | str) -> str:
    """Return the words of a header; those in an encoding that is not named or not known as most are written."""
    try:
        words = decode_header(header)
    except (MessageError, BinasciiError):
        words = [(str(header), None)]
    return clean("".join(word if isinstance(word, str) else _word(word, charset or "") for word, charset in words))


def _word(word: bytes, charset: str) -> str:
    for encoding in (charset, "utf-8", "windows-1252"):
        with suppress(LookupError, ValueError):
            return word.decode(encoding)
    return word.decode("latin-1")


def _bodies(part: Message, attached: list[str]) -> Iterator[Message]:
    """Yield the parts that a person reads, and collect the names of the others."""
    kind = part.get_content_type()
    inside = [child for child in part.get_payload() if isinstance(child, Message)] if part.is_multipart() else []
    if kind == "message/rfc822" or part.get_content_disposition() == "attachment" or part.get_filename():
        named = part.get_filename() or (inside[0].get("Subject", "") if inside else "") or kind
        attached.append(_decoded(named))
    elif kind == "multipart/alternative":
        yield from _bodies(_chosen(inside), attached) if inside else ()
    elif kind == "multipart/related":
        yield from _bodies(_root(part, inside), attached) if inside else ()
    elif inside:
        for child in inside:
            yield from _bodies(child, attached)
    elif kind in ("text/plain", "text/html"):
        yield part
    else:
        attached.append(kind)


def _chosen(parts: list[Message]) -> Message:
    """Return of several ways to say the same the plain one, or the page if it holds tables."""
    by_kind = {kind: part for part in reversed(parts) for kind in _kinds(part)}
    page, plain = by_kind.get("text/html"), by_kind.get("text/plain")
    if page is None or plain is None:
        return plain or page or parts[-1]
    pages = (one for one in page.walk() if one.get_content_type() == "text/html")
    return page if any(b"<table" in _bytes(one).lower() for one in pages) else plain


def _kinds(part: Message) -> set[str]:
    return {one.get_content_type() for one in part.walk()}


def _root(part: Message, inside: list[Message]) -> Message:
    """Return the page of a web archive, the part that it names or its first; the others are what the page shows."""
    start = str(part.get_param("start") or "")
    named = [child for child in inside if start and child.get("Content-ID") == start]
    return [*named, *inside][0]


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _content(part: Message, received: Received) -> Content:
    """Read a text or a page, in the encoding that its part names."""
    data = _bytes(part)
    if not data.strip():
        return Content(())
    decoded = decode(replace(received, data=data), declared=part.get_content_charset() or "")
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    text = _unfolded(decoded.text, str(part.get_param("delsp") or "").lower() == "yes") if flowed else decoded.text
    plain = replace(received, data=text.encode("utf-8"))
    read = read_html(plain) if part.get_content_type() == "text/html" else read_text(plain)
    return replace(read, encoding=decoded.encoding, notes=(*decoded.notes, *read.notes))


def _unfolded(text: str, without_blank: bool) -> str:
    r"""Join the lines of a paragraph that was folded where a line ends in a blank (RFC 3676).

    Examples
    --------
    >>> _unfolded("Ånge har \n450 larm\n-- \nKommunen", False)
    'Ånge har 450 larm\n-- \nKommunen'
    """
    lines: list[str] = []
    folded = False
    for line in text.split("\n"):
        bare = line.removeprefix(" ")
        if folded:
            lines[-1] = (lines[-1][:-1] if without_blank else lines[-1]) + bare
        else:
            lines.append(bare)
        folded = bare.endswith(" ") and bare != "-- "
    return "\n".join(lines)


def _is_archive(opened: Opened) -> bool:
    """Tell a message whose first part is a page with what it shows, by its headers."""
    data = opened.data.lstrip()
    head = BytesHeaderParser().parsebytes(data[:_HEAD]) if _HEADERS.match(data) else None
    return head is not None and head.get_content_type() == "multipart/related"


FORMAT = Format(
    (".eml", ".mht", ".mhtml"), read_mail, (Kind("a web archive", (".mht", ".mhtml", ".eml"), _is_archive),)
)
