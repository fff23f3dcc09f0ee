"""How much a file may ask for before it is refused: one object, handed to `read_document`, or a recipe's [limits]."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that reading one document may take; beyond a limit there is an error that names it, never a cut text.

    Parameters
    ----------
    file_bytes
        The file as it lies on the disk.
    unpacked_bytes
        What a zipped format (.docx, .xlsx, .xlsb, .ods) or the streams of a PDF unpack to, counted while unpacking.
    cells
        The room of a sheet, a table or a cube up to its last row and column: 30 bytes of memory for each.
    paragraph_characters
        One line, paragraph or cell.
    paragraphs
        The lines of a text file, the paragraphs of any document outside its tables: a quarter of a millisecond for each
        of a .docx, less of others.
    written_cells
        The cells of all tables of a .docx, .odt, .odp or .pptx, as long to read as paragraphs.
    pages
        The pages of a PDF.
    page_objects
        The letters and lines of a page of a PDF, counted before they are made: a line counts as 2, a rectangle as 5,
        a crossing of rules as 25. Some 3 kilobytes of memory for each.
    conversion_seconds
        The time that LibreOffice may take to convert an old document, and Tesseract to read the picture of a page.
    annotated_cells
        Of sheets with more cells only those are read a second time whose look changes what they say; hidden rows and
        formulas without a value are not looked for then, nor the number formats of more cells; a note says so.

    Examples
    --------
    >>> Limits(pages=20).pages
    20
    """

    file_bytes: int = 200 * 1024**2
    unpacked_bytes: int = 500 * 1024**2
    cells: int = 30_000_000
    paragraph_characters: int = 1_000_000
    paragraphs: int = 100_000
    written_cells: int = 100_000
    pages: int = 1000
    page_objects: int = 300_000
    annotated_cells: int = 50_000
    conversion_seconds: int = 120


DEFAULT = Limits()
