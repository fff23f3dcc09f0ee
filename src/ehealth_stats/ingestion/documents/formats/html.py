"""Web pages -> paragraphs and grids, with our own walk over the cells; nothing is fetched.

`pandas.read_html` glues `<p>51</p><p>120</p>` to 51120 and reads "60,00" as 6000; here each paragraph of a cell stays
one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ehealth_stats.codelists.note_marks import raise_mark
from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.blocks import Content, Grid, Marks, Paragraph, Position, SegmentKind
from ehealth_stats.ingestion.documents.formats.css import Styles
from ehealth_stats.ingestion.documents.intake.encoding import decode, too_long
from ehealth_stats.ingestion.documents.intake.kind import WEB_PAGE, Format
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.values import clean, to_paragraphs
from ehealth_stats.ingestion.privacy.personal import mask

_KINDS: dict[str, SegmentKind] = {**dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], "heading"), "li": "item"}
_BLOCKS = (
    frozenset(
        {"address", "article", "aside", "blockquote", "body", "center", "div", "footer", "header", "html", "main"}
    )
    | {"dd", "details", "dl", "dt", "fieldset", "figcaption", "figure", "form", "legend", "nav", "section", "summary"}
    | {"caption", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "option", "p", "select", "ul"}
    | {"button", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr"}
)
_UNSEEN = frozenset(["head", "noscript", "script", "style", "template", "title"]) | frozenset(
    ["applet", "audio", "canvas", "iframe", "object", "svg", "video"]
)
_STRUCK = frozenset(["del", "s", "strike"])
_HIDING = ("display:none", "visibility:hidden")
_STARS = "*†‡"
_FOOTNOTE_RETURNS = ("#footnote-ref-", "#endnote-ref-")
_TICKS = {True: "☒", False: "☐"}
_UNSEEN_INPUTS = frozenset(["button", "color", "file", "hidden", "image", "password", "reset", "submit"])
STRUCK = "struck-through text is left out"
HIDDEN = "hidden text is left out"
DELETED = "deleted text of tracked changes is left out"
_LEFT_OUT = {
    "pictures are not read": ("img", "svg", "canvas"),
    "frames that show other pages are not read": ("iframe", "frame", "object", "embed"),
}
_SHOWN = re.compile(r"<(?:iframe|frame|object|embed)\b[^<>]*?\s(?:src|data)\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_PAGES = (".htm", ".html", ".xhtm", ".xhtml", ".csv", ".pdf", ".txt")
_MOST_NAMES, _LONGEST_NAME = 5, 66
_TAG = re.compile(r"<(/?[a-z][\w-]*)", re.IGNORECASE)
_LOWERED = str.maketrans("0123456789()", "₀₁₂₃₄₅₆₇₈₉₍₎")
_FRAGMENT = Received(Path("a fragment of HTML"), b"")
_LONGEST_TERM = 40
_MAX_COLSPAN = 1000  # the HTML standard's own limit


def read_html(received: Received) -> Content:
    """Read a web page.

    Raises
    ------
    DocumentError
        If its encoding can't be told, its tags are nested too deeply or a table is too wide.
    """
    decoded = decode(received)
    try:
        blocks, notes = content_of_html(decoded.text, received)
        cut = ("the page has no end: it may have been cut off",) if _is_cut(decoded.text) else ()
        return Content(blocks, decoded.encoding, (*decoded.notes, *cut, *notes))
    except RecursionError as error:
        raise nested_too_deeply(received) from error


def _is_cut(page: str) -> bool:
    """Tell a page that ends within a tag or a table, or that begins as a whole page and does not end as one."""
    counts = _count_tags(page)
    is_begun = counts["html"] + counts["body"] > 0
    is_ended = counts["/html"] + counts["/body"] > 0
    return _ends_in_tag(page) or counts["table"] > counts["/table"] or (is_begun and not is_ended)


def _ends_in_tag(page: str) -> bool:
    tail = page.rpartition("<")[2] if "<" in page else ""
    name = tail[1:2] if tail[:1] in ("/", "!") else tail[:1]
    return name.isascii() and name.isalpha() and ">" not in tail


def _count_tags(markup: str) -> Counter[str]:
    return Counter(map(str.lower, _TAG.findall(markup)))


def content_of_html(markup: str, received: Received) -> tuple[tuple[Paragraph | Grid, ...], tuple[str, ...]]:
    """Return the blocks of a page, and say what of it is left out.

    Examples
    --------
    >>> content_of_html("<p>Ånge: <del>400</del> 450 <img src='x'></p>", _FRAGMENT)[1]
    ('struck-through text is left out: 1', 'pictures are not read: 1')
    """
    page = _Page(received)
    blocks = _read(markup, page)
    tags = _count_tags(markup)
    counts = page.left_out + Counter({note: sum(tags[name] for name in names) for note, names in _LEFT_OUT.items()})
    return blocks, (*(f"{note}: {count}" for note, count in counts.items() if count), *_beside(markup))


def _beside(markup: str) -> Iterator[str]:
    """Name the files that the frames of a saved page show: no document makes another be opened."""
    names = (unquote(match[1]).replace("\\", "/").rpartition("/")[2] for match in _SHOWN.finditer(markup))
    listed = list(dict.fromkeys(mask(name) for name in names if _is_page_name(name)))[:_MOST_NAMES]
    if listed:
        yield f"read as documents of their own what stands in the frames: {', '.join(listed)}"


def _is_page_name(name: str) -> bool:
    plain = all(letter.isalnum() or letter in "_.() -" for letter in name)
    return plain and len(name) <= _LONGEST_NAME and name.lower().endswith(_PAGES) and name[0] != "."


def nested_too_deeply(received: Received) -> DocumentError:
    """Return the error for markup that no author writes."""
    return received.error("tags are nested too deeply", hint="open it in a browser and save its text")


def blocks_of_html(markup: str, received: Received = _FRAGMENT) -> tuple[Paragraph | Grid, ...]:
    """Return the paragraphs and tables of a page or a fragment of one, in reading order.

    Headers are cells marked as such; spans are honoured; a table within a cell follows the table around it; scripts,
    styles and hidden elements are left out.

    Examples
    --------
    >>> [(paragraph.text, paragraph.kind) for paragraph in blocks_of_html("<h2>Larm</h2><p><b>450</b> varav<br>45</p>")]
    [('Larm', 'heading'), ('450 varav', 'paragraph'), ('45', 'paragraph')]
    """
    return _read(markup, _Page(received))


@dataclass(slots=True)
class _Page:
    """What all parts of a page share: its limits, its styles, and how much of it was left out."""

    received: Received
    styles: Styles = field(default_factory=lambda: Styles(()))
    left_out: Counter[str] = field(default_factory=Counter)


def _read(markup: str, page: _Page) -> tuple[Paragraph | Grid, ...]:
    # Encoded anew: lxml refuses a str that declares an encoding, and would follow a wrong declaration in bytes.
    # A huge tree: otherwise what is nested deeper than 256 is left out without a word.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(markup.encode("utf-8"), parser=parser)
    except etree.ParserError:  # no element at all
        return ()
    page.styles = Styles(style.text or "" for style in root.iter("style"))
    flow = _Flow(page)
    flow.element(root, "paragraph")
    return tuple(flow.blocks)


class _Flow:
    """Collects the blocks of an element as its text goes by; inline tags leave no trace."""

    def __init__(self, page: _Page) -> None:
        self.page = page
        self.blocks: list[Paragraph | Grid] = []
        self._words: list[str] = []

    def inside(self, parent: HtmlElement, kind: SegmentKind) -> None:
        """Take in an element's text and children, and end the last paragraph."""
        self._children(parent, kind)
        self._flush(kind)

    def element(self, element: HtmlElement, kind: SegmentKind) -> None:
        """Take in an element by what its tag means for the flow of text."""
        tag, looks = element.tag, self.page.styles.of(element)
        if tag == "table":
            self._flush(kind)
            self.blocks.extend(_table_blocks(element, self.page))
        elif tag == "pre":
            self._flush(kind)
            self.blocks.extend(Paragraph(line, kind) for line in to_paragraphs(_text(element)))
        elif tag == "dl" and (rows := _short_terms(element)):
            self._flush(kind)
            self.blocks.append(Grid(rows))
        elif tag in ("br", "hr"):
            self._flush(kind)
        elif tag == "select" and (chosen := element.xpath(".//option[@selected]")):
            for option in chosen:
                self.element(option, kind)
        elif tag in _BLOCKS or "block" in looks:
            self._flush(kind)
            start = len(self.blocks)
            self.inside(element, _KINDS.get(tag, kind))
            if "raised" in looks:
                self.blocks[start:] = _raised(self.blocks[start:])
        elif (words := _in_line(element, looks)) is not None:
            self._words.append(words)
        elif _points_to_a_note(element) and self._ends_in_a_digit():
            self._words.append(raise_mark(_text(element)))
        else:
            self._children(element, kind)

    def _children(self, parent: HtmlElement, kind: SegmentKind) -> None:
        self._words.append(parent.text or "")
        for child in parent:
            if _is_struck(child, self.page):
                self.page.left_out[STRUCK] += 1
            elif not _is_unseen(child, self.page):
                self.element(child, kind)
            self._words.append(child.tail or "")

    def _ends_in_a_digit(self) -> bool:
        return next((words[-1].isdigit() for words in reversed(self._words) if words), False)

    def _flush(self, kind: SegmentKind) -> None:
        text = "".join(self._words).strip()
        received = self.page.received
        if len(text) > received.limits.paragraph_characters:  # cleaning it would take twenty times the memory
            raise too_long(received, f"a paragraph of {len(text)} characters")
        if text := clean(text):
            self.blocks.append(Paragraph(text, kind))
        self._words.clear()


def _text(element: HtmlElement) -> str:
    """Return the text of an element without its tags.

    `text_content` holds a lock, which stays shut where the stack ends within it: the next page would wait for ever.
    """
    return str(etree.tostring(element, encoding="unicode", method="text", with_tail=False))


def _points_to_a_note(element: HtmlElement) -> bool:
    """Tell what is no digit of the number before it: a link within the page, and what is set small."""
    is_apart = element.tag == "small" or (element.tag == "a" and element.get("href", "").startswith("#"))
    return is_apart and _is_mark(_text(element).strip())


def _is_mark(text: str) -> bool:
    """Tell what points to a note: "1", "a)", "[12]", "**"."""
    bare = text[1:] if text.startswith(("(", "[")) else text
    bare = bare[:-1] if bare.endswith((")", "]")) else bare
    is_word = len(bare) == 1 or (len(bare) == 2 and any(map(str.isdecimal, bare)))  # "kr" is a unit
    is_plain = is_word and all(sign.isalnum() or sign == "_" for sign in bare)
    return is_plain or (len(bare) in (1, 2, 3) and not bare.strip(_STARS))


def _in_line(element: HtmlElement, looks: set[str]) -> str | None:
    """Return the words of an element that are no plain ones: raised, lowered, entered into a form, a formula."""
    if element.tag == "sup" or "raised" in looks:
        return raise_mark(_text(element))
    if element.tag == "sub":
        return _text(element).translate(_LOWERED)
    if element.tag == "input":
        return f" {_entered(element)} "
    if element.tag in _BARS and not clean(_text(element)):
        return f" {element.get('value', '')} "
    return f" {to_line(element)} " if element.tag == "math" else None


def _raised(blocks: Iterable[Paragraph | Grid]) -> list[Paragraph | Grid]:
    return [
        replace(block, text=raise_mark(block.text).strip()) if isinstance(block, Paragraph) else block
        for block in blocks
    ]


_BARS = ("meter", "progress")  # words in them are what is said where they can't be drawn


def _entered(element: HtmlElement) -> str:
    """Return what a field of a form shows: a tick, or what was entered."""
    kind = element.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return _TICKS[element.get("checked") is not None]
    return "" if kind in _UNSEEN_INPUTS else element.get("value", "")


def to_line(formula: etree._Element) -> str:
    """Return a formula (MathML, or that of Office) in a line of text; a fraction has a stroke.

    Examples
    --------
    >>> to_line(etree.fromstring("<math><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>=</mo><mn>0,5</mn></math>"))
    '1/2 = 0,5'
    """
    tag = etree.QName(formula).localname
    if tag.startswith("annotation"):  # the same again, as another program writes it
        return ""
    inside = (part for part in formula if isinstance(part.tag, str) and not etree.QName(part).localname.endswith("Pr"))
    parts = list(map(to_line, inside))
    if tag in ("mfrac", "f") and len(parts) == 2:
        return "/".join(parts)
    if tag in ("msup", "sSup") and len(parts) == 2:
        return parts[0] + raise_mark(parts[1])
    return " ".join(filter(None, [(formula.text or "").strip(), *parts]))


def _is_struck(element: HtmlElement, page: _Page) -> bool:
    return isinstance(element.tag, str) and (element.tag in _STRUCK or "struck" in page.styles.of(element))


def _is_unseen(element: HtmlElement, page: _Page) -> bool:
    """Say whether an element is not seen on the page, and count it if it holds text that is hidden."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return True
    style = "".join(element.get("style", "").split()).lower()
    if element.get("hidden") is not None or any(hiding in style for hiding in _HIDING):
        page.left_out[HIDDEN] += bool(_text(element).strip())
        return True
    return bool(element.get("href", "").startswith(_FOOTNOTE_RETURNS))


def _short_terms(definitions: HtmlElement) -> list[list[str]]:
    """Return a list of terms ("Ånge: 450") as rows, if what stands for each is as short as a cell."""
    rows: list[list[str]] = []
    for element in definitions.iter("dt", "dd"):
        text = clean(_text(element))
        if len(element):
            return []
        if element.tag == "dt":
            rows.append([text, ""])
        elif not rows or rows[-1][1] or len(text) > _LONGEST_TERM:
            return []
        else:
            rows[-1][1] = text
    return rows


def _table_blocks(table: HtmlElement, page: _Page) -> Iterator[Paragraph | Grid]:
    """Yield a table's caption, its grid, and the tables within its cells."""
    caption = table.find("caption")
    name = clean(_text(caption)) if caption is not None else ""
    if name:
        yield Paragraph(name)
    nested: list[Paragraph | Grid] = []
    yield _grid(table, name, nested, page)
    yield from nested


def _grid(table: HtmlElement, name: str, nested: list[Paragraph | Grid], page: _Page) -> Grid:
    """Set the cells of a table into their columns; one that spans rows keeps its column down to its last row."""
    lines = list(_rows(table, page))
    rows: list[list[str]] = []
    spans: dict[Position, tuple[int, int]] = {}
    heads: set[int] = set()
    taken_until: dict[int, int] = {}
    received, room = page.received, page.received.limits.cells
    for row, (line, in_head) in enumerate(lines):
        texts: list[str] = []
        marked = []
        for cell in (cell for cell in line if cell.tag in ("td", "th") and not _is_unseen(cell, page)):
            while taken_until.get(len(texts), 0) > row:
                texts.append("")
            down, right = _span(cell, "rowspan", len(lines)), _span(cell, "colspan", _MAX_COLSPAN)
            room -= right
            if room < 0:
                expected = f"at most {received.limits.cells} (cells)"
                raise received.error("a table of the page is too wide", expected=expected)
            if (down, right) != (1, 1):
                spans[row, len(texts)] = down, right
            columns = range(len(texts), len(texts) + right)
            taken_until.update(dict.fromkeys(columns, row + down))
            texts.append("\n".join(_paragraphs(cell, nested, page)))
            marked.append(not texts[columns.start] or in_head or cell.tag == "th")
        if all(marked) and any(texts):
            heads.add(row)
        rows.append(texts)
    return Grid(rows, name, marks=Marks(spans=spans, heads=frozenset(heads)))


def _rows(table: HtmlElement, page: _Page) -> Iterator[tuple[HtmlElement, bool]]:
    """Yield the rows of a table, not of tables within it, and whether each is in the head."""
    for part in table:
        if part.tag == "tr":
            yield part, False
        elif part.tag in ("thead", "tbody", "tfoot") and not _is_unseen(part, page):
            yield from ((row, part.tag == "thead") for row in part if row.tag == "tr" and not _is_unseen(row, page))


def _span(cell: HtmlElement, name: str, limit: int) -> int:
    digits = "".join(takewhile(str.isdecimal, cell.get(name, "").strip().removeprefix("+")))
    try:
        number = int(digits)
    except ValueError:  # none, or thousands of them
        number = 1
    return min(number, limit) or (limit if name == "rowspan" else 1)


def _paragraphs(cell: HtmlElement, nested: list[Paragraph | Grid], page: _Page) -> tuple[str, ...]:
    flow = _Flow(page)
    if _is_struck(cell, page) or _is_struck(cell.getparent(), page):
        page.left_out[STRUCK] += 1
        return ()
    flow.element(cell, "paragraph")
    nested.extend(block for block in flow.blocks if isinstance(block, Grid))
    return tuple(block.text for block in flow.blocks if isinstance(block, Paragraph))


FORMAT = Format(WEB_PAGE.suffixes, read_html, (WEB_PAGE,))
