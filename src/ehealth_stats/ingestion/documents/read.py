"""Any document that a programme publishes: a file -> Document."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ehealth_stats.controls import without_controls
from ehealth_stats.ingestion.documents.blocks import Content, Grid, Paragraph
from ehealth_stats.ingestion.documents.contacts import hide_names
from ehealth_stats.ingestion.documents.document import Document
from ehealth_stats.ingestion.documents.formats import FORMATS
from ehealth_stats.ingestion.documents.intake.encoding import check_count, too_long
from ehealth_stats.ingestion.documents.intake.kind import BY_OCR, CONVERSIONS, Format, check_kind
from ehealth_stats.ingestion.documents.intake.received import Received, receive
from ehealth_stats.ingestion.documents.layout.headers import lay_out
from ehealth_stats.ingestion.documents.layout.lost_columns import refuse_lost_columns
from ehealth_stats.ingestion.documents.layout.observations import read_observations
from ehealth_stats.ingestion.documents.layout.year_columns import find_year_columns
from ehealth_stats.ingestion.documents.limits import DEFAULT, Limits
from ehealth_stats.ingestion.documents.model import Segment, Table
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.text.open_lines import are_open


def read_document(path: Path | str, *, limits: Limits | None = None) -> Document:
    r"""Read a document into paragraphs and tables, every character with a locator.

    Figures, dates and areas are not interpreted here; nothing that the document links to is opened, no macro is run,
    no formula calculated.

    Parameters
    ----------
    path
        A .txt, .md, .csv, .tsv, .html, .docx, .odt, .pptx, .odp, .xlsx, .xlsm, .xlsb, .xls, .ods, .pdf, .px, .json
        (JSON-stat), .eml or .mht file; .doc, .rtf and .ppt where LibreOffice is installed; .png, .jpg, .tif and a PDF
        of pictures where Tesseract is.
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
    received = receive(path, limits or DEFAULT)
    form = _format_of(received)
    read = form.read(check_kind(received, form, FORMATS))
    _check_paragraphs(received, read)
    told, noted = _in_full(read.blocks)
    named = tuple(hide_names(_joined(map(_without_controls, told))))
    blocks, refused = refuse_lost_columns(tuple(find_year_columns(named)))
    content = assemble(blocks)
    if not content:
        raise received.error("the document holds no text", hint=f"is it empty? if it is a picture, {BY_OCR}")
    notes = tuple(mask(without_controls(note)) for note in (*read.notes, *noted, *refused))
    return Document(path, content, read.encoding, sha256(received.data).hexdigest(), notes, read.pictures)


def _without_controls(block: Paragraph | Grid) -> Paragraph | Grid:
    """Take control characters out of what a block says and is called; cells are cleaned when they are printed."""
    if isinstance(block, Paragraph):
        return replace(block, text=without_controls(block.text), place=without_controls(block.place))
    parts = tuple((row, without_controls(name)) for row, name in block.parts)
    cleaned = {
        affix: replace(affix, before=without_controls(affix.before), after=without_controls(affix.after))
        for affix in set(block.marks.affixes.values())
    }
    if all(affix == plain for affix, plain in cleaned.items()):
        marks = block.marks
    else:
        marks = replace(block.marks, affixes={at: cleaned[affix] for at, affix in block.marks.affixes.items()})
    name, sheet = without_controls(block.name), without_controls(block.sheet)
    return replace(block, name=name, sheet=sheet, parts=parts, marks=marks)


def _in_full(blocks: Iterable[Paragraph | Grid]) -> tuple[list[Paragraph | Grid], list[str]]:
    """Return the blocks with observations as their attributes say them, and what these contradict."""
    kept: list[Paragraph | Grid] = []
    notes: list[str] = []
    for block in blocks:
        read, found = read_observations(block) if isinstance(block, Grid) else (block, ())
        kept.append(read)
        notes += found
    return kept, notes


def _joined(blocks: Iterable[Paragraph | Grid]) -> list[Paragraph | Grid]:
    """Join paragraphs that cut a figure: "c:a" above "450"."""
    kept: list[Paragraph | Grid] = []
    for block in blocks:
        last = kept[-1] if kept else None
        if isinstance(block, Paragraph) and isinstance(last, Paragraph) and block.kind == last.kind:
            between = are_open(last.text, block.text)
            if between is not None:
                kept[-1] = replace(last, text=last.text + between + block.text)
                continue
        kept.append(block)
    return kept


def _format_of(received: Received) -> Format:
    """Return the format that a file is called by, or say what to do with one that is not read."""
    by_suffix = {suffix: form for form in FORMATS for suffix in form.suffixes}
    if received.suffix in by_suffix:
        return by_suffix[received.suffix]
    what = f"no reader for {received.suffix or 'a file without suffix'}"
    hint = CONVERSIONS.get(received.suffix, "save it in one of these formats")
    raise received.error(what, expected=", ".join(by_suffix), hint=hint)


def _check_paragraphs(received: Received, read: Content) -> None:
    """Refuse too many paragraphs, and one so long that nobody wrote it; cells can't be much longer than their file."""
    lengths = [len(block.text) for block in read.blocks if isinstance(block, Paragraph)]
    check_count(received, len(lengths), "paragraphs")
    longest = max(lengths, default=0)
    if longest > received.limits.paragraph_characters:
        raise too_long(received, f"a paragraph of {longest} characters")


def assemble(blocks: Iterable[Paragraph | Grid]) -> tuple[Segment | Table, ...]:
    """Return the segments of running text, with their places, and the tables between them.

    A header stays in force for the tables that follow until running text comes between, since a table broken over
    pages is one; a sheet stands alone.

    Examples
    --------
    >>> larm, table = assemble([Paragraph("Larm"), Grid([["Ånge", "450"]])])
    >>> larm.place, [(segment.text, segment.place) for segment in table.segments]
    ('paragraph 1', [('Ånge', 'table 1 row 1 column 1'), ('450', 'table 1 row 1 column 2')])
    """
    content: list[Segment | Table] = []
    in_force: tuple[str, ...] = ()
    paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            paragraphs += 1
            in_force = ()
            content.append(Segment(block.text, block.kind, block.place or f"paragraph {paragraphs}"))
        elif not all(map(block.is_empty, range(len(block.rows)))):
            layout = lay_out(block, () if block.sheet else in_force)
            in_force = () if block.sheet else layout.header
            content.append(Table(tables, block.name, layout.header, block, layout.numbers, layout.heads, layout.shift))
            tables += 1
    return tuple(content)
