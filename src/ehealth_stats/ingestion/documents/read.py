"""Any document that a programme publishes: a file -> Document."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from ehealth_stats.ingestion.documents.assemble import assemble
from ehealth_stats.ingestion.documents.blocks import Content, Passage
from ehealth_stats.ingestion.documents.contacts import black_out_names
from ehealth_stats.ingestion.documents.document import Document
from ehealth_stats.ingestion.documents.formats.delimited import read_delimited
from ehealth_stats.ingestion.documents.formats.html import read_html
from ehealth_stats.ingestion.documents.formats.json_stat import read_json_stat
from ehealth_stats.ingestion.documents.formats.pdf import read_pdf
from ehealth_stats.ingestion.documents.formats.plain_text import read_text
from ehealth_stats.ingestion.documents.formats.px import read_px
from ehealth_stats.ingestion.documents.formats.word import read_word
from ehealth_stats.ingestion.documents.formats.workbook.read import read_workbook
from ehealth_stats.ingestion.documents.intake.encoding import check_count, too_long
from ehealth_stats.ingestion.documents.intake.kind import Received, check_kind, receive
from ehealth_stats.ingestion.documents.layout.lost_columns import refuse_flattened
from ehealth_stats.ingestion.documents.layout.year_columns import restore_columns
from ehealth_stats.ingestion.documents.limits import DEFAULT, Limits

_READERS: dict[str, Callable[[Received], Content]] = {
    **dict.fromkeys([".txt", ".md"], read_text),
    **dict.fromkeys([".csv", ".tsv"], read_delimited),
    **dict.fromkeys([".html", ".htm", ".xhtml"], read_html),
    ".docx": read_word,
    **dict.fromkeys([".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"], read_workbook),
    ".pdf": read_pdf,
    ".px": read_px,
    ".json": read_json_stat,
}
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".svg")
_CONVERSIONS = {
    **dict.fromkeys([".doc", ".rtf", ".odt", ".docm", ".dotx"], "open it in Word or LibreOffice and save it as .docx"),
    **dict.fromkeys(
        [".ppt", ".pptx", ".odp"], "open it in LibreOffice and export it as .html, or save the text as .txt"
    ),
    **dict.fromkeys([".eml", ".msg", ".mht"], "open it in a mail program or browser and save it as .html or .txt"),
    **dict.fromkeys(_PICTURES, "read it by OCR and save the text as .txt, or a spreadsheet as .xlsx"),
    **dict.fromkeys([".zip", ".gz", ".7z", ".rar"], "unpack it and read the documents in it"),
    ".numbers": "open it in Numbers and export it as .xlsx",
    ".pages": "open it in Pages and export it as .docx",
}


def read_document(path: Path | str, *, limits: Limits | None = None) -> Document:
    r"""Read a document into paragraphs and tables, every character with a locator.

    Figures, dates and areas are not interpreted here; nothing that the document links to is opened, no macro is run,
    no formula calculated.

    Parameters
    ----------
    path
        A .txt, .md, .csv, .tsv, .html, .docx, .xlsx, .xlsm, .xlsb, .xls, .ods, .pdf, .px or .json (JSON-stat) file.
    limits
        The most that reading may take.

    Returns
    -------
    Document
        Its text in reading order, its tables, the hash of the file, and what was done to it (`notes`).

    Raises
    ------
    DocumentError
        If the file is missing, empty, a folder, of another format, damaged, encrypted, beyond a limit, or without text.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "larm.csv")
    ...     _ = path.write_text("Kommun;Larm\nÅnge;450\n", encoding="utf-8")
    ...     document = read_document(path)
    >>> document.segments[-1].text, document.segments[-1].place
    ('450', 'table 1 row 1 column Larm')
    >>> document.tables[0].column("Larm")
    ['450']
    """
    path = Path(path)
    reader = _READERS.get(path.suffix.lower())
    received = receive(path, limits or DEFAULT)
    if not reader:
        hint = _CONVERSIONS.get(path.suffix.lower(), "save it in one of these formats")
        what = f"no reader for {path.suffix.lower() or 'a file without suffix'}"
        raise received.error(what, expected=", ".join(_READERS), hint=hint)
    read = reader(check_kind(received))
    _check_passages(received, read)
    blocks, refused = refuse_flattened(tuple(restore_columns(tuple(black_out_names(read.blocks)))))
    content = assemble(blocks)
    if not content:
        hint = "is it empty, or a picture? a scanned page must be read by OCR first"
        raise received.error("the document holds no text", hint=hint)
    return Document(path, content, read.encoding, sha256(received.data).hexdigest(), (*read.notes, *refused))


def _check_passages(received: Received, read: Content) -> None:
    """Refuse too many paragraphs, and one so long that nobody wrote it; cells can't be much longer than their file."""
    lengths = [len(block.text) for block in read.blocks if isinstance(block, Passage)]
    check_count(received, len(lengths), "paragraphs")
    longest = max(lengths, default=0)
    if longest > received.limits.paragraph_characters:
        raise too_long(received, f"a paragraph of {longest} characters")
