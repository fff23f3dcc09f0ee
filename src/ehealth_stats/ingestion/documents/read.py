"""Any document that a programme publishes: a file -> Document."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.assemble import assemble
from ehealth_stats.ingestion.documents.blocks import Content
from ehealth_stats.ingestion.documents.delimited import read_delimited
from ehealth_stats.ingestion.documents.html import read_html
from ehealth_stats.ingestion.documents.intake import read_bytes
from ehealth_stats.ingestion.documents.model import Document
from ehealth_stats.ingestion.documents.text import read_text
from ehealth_stats.ingestion.documents.word import read_word
from ehealth_stats.ingestion.documents.workbook import read_workbook

_READERS: dict[str, Callable[[bytes, Path], Content]] = {
    **dict.fromkeys([".txt", ".md"], read_text),
    **dict.fromkeys([".csv", ".tsv"], read_delimited),
    **dict.fromkeys([".html", ".htm", ".xhtml"], read_html),
    ".docx": read_word,
    **dict.fromkeys([".xlsx", ".xlsm", ".xls", ".ods"], read_workbook),
}
_CONVERSIONS = {
    **dict.fromkeys([".doc", ".rtf", ".odt", ".docm", ".dotx"], "open it in Word or LibreOffice and save it as .docx"),
    **dict.fromkeys(
        [".ppt", ".pptx", ".odp"], "open it in LibreOffice and export it as .html, or save the text as .txt"
    ),
    ".xlsb": "open it in Excel or LibreOffice and save it as .xlsx",
    ".pdf": "open it in Word and save it as .docx, or copy its text and tables to .txt",
}


def read_document(path: Path | str) -> Document:
    r"""Read a document into segments of text with locators, and its tables.

    Figures, dates and areas are not interpreted here; nothing that the document links to is opened.

    Parameters
    ----------
    path
        A .txt, .md, .csv, .tsv, .html, .docx, .xlsx, .xlsm, .xls or .ods file.

    Returns
    -------
    Document
        Its text in reading order, its tables, the hash of the file, and what was done to it (`notes`).

    Raises
    ------
    DocumentError
        If the file is missing, empty, a folder, of another format, damaged, encrypted, too large, or without any text.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "larm.csv")
    ...     _ = path.write_text("Kommun;Larm\nÅnge;450\n", encoding="utf-8")
    ...     document = read_document(path)
    >>> document.segments[-1].text, document.segments[-1].place
    ('450', 'table 1 row 1 column Larm')
    """
    path = Path(path)
    data = read_bytes(path)
    content = _reader(path)(data, path)
    segments, tables = assemble(content.blocks)
    if not segments:
        hint = "is it empty, or a picture? a scanned page must be read by OCR first"
        raise DocumentError("the document holds no text", where=str(path), hint=hint)
    return Document(path, segments, tables, content.encoding, sha256(data).hexdigest(), content.notes)


def _reader(path: Path) -> Callable[[bytes, Path], Content]:
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        expected, hint = ", ".join(_READERS), _CONVERSIONS.get(suffix, "save it in one of these formats")
        raise DocumentError(
            f"no reader for {suffix or 'a file without suffix'}", where=str(path), expected=expected, hint=hint
        )
    return _READERS[suffix]
