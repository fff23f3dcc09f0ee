"""Web pages: HTML -> passages and grids, with our own walk over the cells. Nothing is fetched.

`pandas.read_html` glues `<p>51</p><p>120</p>` to 51120 and reads "60,00" as 6000; here each paragraph of a cell stays
one.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.blocks import Content, Grid, GridCell, Passage, clean, to_paragraphs
from ehealth_stats.ingestion.documents.encoding import decode
from ehealth_stats.ingestion.documents.model import SegmentKind

_KINDS: dict[str, SegmentKind] = {**dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], "heading"), "li": "item"}
_BLOCKS = (
    frozenset(
        {"address", "article", "aside", "blockquote", "body", "center", "div", "footer", "header", "html", "main"}
    )
    | {"dd", "details", "dl", "dt", "fieldset", "figcaption", "figure", "form", "legend", "nav", "section", "summary"}
    | {"caption", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "option", "p", "select", "ul"}
    | {"tbody", "td", "tfoot", "th", "thead", "tr"}
)
_UNSEEN = frozenset(["head", "noscript", "script", "style", "template", "title"])
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# "120<sup>1</sup>" is 120 with a note, not 1201.
_RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "[]")
_LOWERED = str.maketrans("0123456789()", "₀₁₂₃₄₅₆₇₈₉₍₎")
_MAX_COLSPAN = 1000  # the HTML standard's own limit


def read_html(data: bytes, path: Path) -> Content:
    """Read a web page.

    Raises
    ------
    DocumentError
        If its encoding can't be told or its tags are nested too deeply.
    """
    decoded = decode(data, path)
    try:
        return Content(blocks_of_html(decoded.text), decoded.encoding, decoded.notes)
    except RecursionError as error:
        raise nested_too_deeply(path) from error


def nested_too_deeply(path: Path) -> DocumentError:
    """Return the error for markup that no author writes."""
    return DocumentError("tags are nested too deeply", where=str(path), hint="open it in a browser and save its text")


def blocks_of_html(markup: str) -> tuple[Passage | Grid, ...]:
    """Return the passages and tables of a page or a fragment of one, in reading order.

    Headers are cells marked as such; spans are honoured; a table within a cell follows the table around it; scripts,
    styles and hidden elements are left out.

    Examples
    --------
    >>> blocks_of_html("<h2>Larm</h2><p><b>450</b> varav<br>45</p>")
    (Passage(text='Larm', kind='heading'), Passage(text='450 varav', kind='paragraph'),
     Passage(text='45', kind='paragraph'))
    """
    # Encoded anew: lxml refuses a str that declares an encoding, and would follow a wrong declaration in bytes.
    # A huge tree: otherwise what is nested deeper than 256 is left out without a word.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    flow = _Flow()
    try:
        flow.element(document_fromstring(markup.encode("utf-8"), parser=parser), "paragraph")
    except etree.ParserError:  # no element at all
        return ()
    return tuple(flow.blocks)


class _Flow:
    """Collects the blocks of an element as its text goes by; inline tags leave no trace."""

    def __init__(self) -> None:
        self.blocks: list[Passage | Grid] = []
        self._words: list[str] = []

    def inside(self, parent: HtmlElement, kind: SegmentKind) -> None:
        """Take in an element's text and children, and end the last paragraph."""
        self._children(parent, kind)
        self._flush(kind)

    def element(self, element: HtmlElement, kind: SegmentKind) -> None:
        """Take in an element by what its tag means for the flow of text."""
        tag = element.tag
        if tag == "table":
            self._flush(kind)
            self.blocks.extend(_table_blocks(element))
        elif tag == "pre":
            self._flush(kind)
            self.blocks.extend(Passage(line, kind) for line in to_paragraphs(element.text_content()))
        elif tag in ("br", "hr"):
            self._flush(kind)
        elif tag in ("sup", "sub"):
            self._words.append(element.text_content().translate(_RAISED if tag == "sup" else _LOWERED))
        elif tag in _BLOCKS:
            self._flush(kind)
            self.inside(element, _KINDS.get(tag, kind))
        else:
            self._children(element, kind)

    def _children(self, parent: HtmlElement, kind: SegmentKind) -> None:
        self._words.append(parent.text or "")
        for child in parent:
            if not _is_unseen(child):
                self.element(child, kind)
            self._words.append(child.tail or "")

    def _flush(self, kind: SegmentKind) -> None:
        if text := clean("".join(self._words)):
            self.blocks.append(Passage(text, kind))
        self._words.clear()


def _is_unseen(element: HtmlElement) -> bool:
    hidden = element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style", ""))
    return not isinstance(element.tag, str) or element.tag in _UNSEEN or bool(hidden)


def _table_blocks(table: HtmlElement) -> Iterator[Passage | Grid]:
    """Yield a table's caption, its grid, and the tables within its cells."""
    caption = table.find("caption")
    name = clean(caption.text_content()) if caption is not None else ""
    if name:
        yield Passage(name)
    nested: list[Passage | Grid] = []
    yield Grid(tuple(_cells(table, nested)), name)
    yield from nested


def _cells(table: HtmlElement, nested: list[Passage | Grid]) -> Iterator[GridCell]:
    """Yield the cells with their rows and columns; a column is taken until the row where a rowspan above ends."""
    rows = list(_rows(table))
    taken_until: dict[int, int] = {}
    for row, (line, in_head) in enumerate(rows):
        column = 0
        for cell in line:
            if cell.tag not in ("td", "th") or _is_unseen(cell):
                continue
            while taken_until.get(column, 0) > row:
                column += 1
            rowspan = _span(cell, "rowspan", len(rows) - row)
            colspan = _span(cell, "colspan", _MAX_COLSPAN)
            taken_until.update(dict.fromkeys(range(column, column + colspan), row + rowspan))
            yield GridCell(_paragraphs(cell, nested), row, column, rowspan, colspan, in_head or cell.tag == "th")
            column += colspan


def _rows(table: HtmlElement) -> Iterator[tuple[HtmlElement, bool]]:
    """Yield the rows of a table, not of tables within it, and whether each is in the head."""
    for part in table:
        if part.tag == "tr":
            yield part, False
        elif part.tag in ("thead", "tbody", "tfoot") and not _is_unseen(part):
            yield from ((row, part.tag == "thead") for row in part if row.tag == "tr" and not _is_unseen(row))


def _span(cell: HtmlElement, name: str, limit: int) -> int:
    text = cell.get(name, "1").strip()
    number = int(text) if re.fullmatch(r"\d{1,6}", text) else 1
    return min(number, limit) or (limit if name == "rowspan" else 1)


def _paragraphs(cell: HtmlElement, nested: list[Passage | Grid]) -> tuple[str, ...]:
    flow = _Flow()
    flow.inside(cell, "paragraph")
    nested.extend(block for block in flow.blocks if isinstance(block, Grid))
    return tuple(block.text for block in flow.blocks if isinstance(block, Passage))
