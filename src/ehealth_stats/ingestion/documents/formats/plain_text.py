"""Plain and Markdown text (.txt, .md) -> paragraphs and grids; lines cut by tabs, pipes or gaps of blanks are tables.

Cells may hold HTML. Made for text that a converter drew from paged documents: the head that runs on every page is kept
once, rules of dashes are dropped, a row that lost cells is aligned from the right with the header above.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from html import unescape
from itertools import dropwhile, groupby, zip_longest

from ehealth_stats.codelists.note_marks import raise_mark
from ehealth_stats.ingestion.documents.blocks import Content, Grid, Marks, Paragraph
from ehealth_stats.ingestion.documents.formats.html import STRUCK, blocks_of_html, nested_too_deeply
from ehealth_stats.ingestion.documents.intake.encoding import check_count, decode_lines
from ehealth_stats.ingestion.documents.intake.kind import Format
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.layout.blank_columns import Word, find_columns
from ehealth_stats.ingestion.documents.values import clean, end_of_bullet
from ehealth_stats.languages.lexicon import EVERY, fold, words

_TAG = re.compile(
    r"<(?P<closes>/?)(?P<name>a|b|big|br|center|code|div|em|font|h[1-6]|hr|i|li|ol|p|s|small|span|strong|sub|sup|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_BLOCK_TAGS = frozenset(["p", "br", "div", "li", "ul", "ol", *(f"h{level}" for level in range(1, 7))])
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_STRONG = re.compile(r"\*\*(\S(?:.*?\S)?)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])\*([^\s*](?:[^*]*?[^\s*])?)\*(?![\w*])")
_STRUCK = re.compile(r"~~(?=\S)[^~]+~~")
_RAISED = re.compile(r"\[\^(?P<note>\w{1,12})\](?!:)|\^(?P<raised>[\w,)]{1,6})\^")
_NOTE = re.compile(r"^\s*\[\^(?P<note>\w{1,12})\]:(?=\s)")
_BULLETS = "-·•*"
_RULE = "-–—=_:"
_LEFT, _MIDDLE, _RIGHT = "+┌├└╔╠╚╟┏┣┗", "-+=:─━═┬┼┴╦╬╩┳╋┻╤╪╧", "+┐┤┘╗╣╝╢┓┫┛"
_MOST_LEVELS = 6
_BOX = str.maketrans("│┃║", "|||")
_GAP = 2  # blanks between two columns

_LONGEST_HEAD = 200
_HEAD_LINES = 5
_SAME_HEAD = 0.95


def read_text(received: Received) -> Content:
    """Read a text file.

    Raises
    ------
    DocumentError
        If its encoding can't be told, a line is too long or its tags are nested too deeply.
    """
    check_count(received, received.data.count(b"\n"), "lines")
    decoded = decode_lines(received)
    try:
        blocks = list(_blocks(_with_pipes(decoded.text.splitlines())))
    except RecursionError as error:
        raise nested_too_deeply(received) from error
    kept = _without_running_heads(blocks)
    dropped = len(blocks) - len(kept)
    running = (f"running head kept once, {dropped} repeated paragraphs left out",) if dropped else ()
    struck = len(_STRUCK.findall(decoded.text))
    left_out = (f"{STRUCK}: {struck}",) if struck else ()
    return Content(tuple(kept), decoded.encoding, (*decoded.notes, *running, *left_out))


def _blocks(lines: Iterable[str]) -> Iterator[Paragraph | Grid]:
    for separator, group in groupby(_with_separators(lines), key=lambda pair: pair[0]):
        block = [line for _, line in group]
        if separator and sum(bool(text.strip()) for line in block for text in line.split(separator)) > 1:
            yield _grid(block, separator)
        else:
            yield from _drawn(block)


def _with_pipes(lines: Sequence[str]) -> Iterator[str]:
    """Draw tables of box characters, and Markdown tables without pipes at their ends, as tables with pipes."""
    opened = False
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        opened = "|" in line and (opened or _is_rule_without_ends(below))
        if _is_border(line.strip()):
            yield "|--|"
        else:
            yield f"|{line}|" if opened and not _is_piped(line) else line.translate(_BOX)


def _is_rule_without_ends(line: str) -> bool:
    """Tell the line below the header of a Markdown table without pipes at its ends: "--- | ---:"."""
    cells = [cell.strip().removeprefix(":").removesuffix(":") for cell in line.split("|")]
    return len(cells) > 1 and all(len(cell) > 1 and not cell.strip("-") for cell in cells)


def _is_border(line: str) -> bool:
    """Tell a line of a table drawn in box characters that holds no cells: "+----+----+"."""
    return len(line) > 1 and line[0] in _LEFT and line[-1] in _RIGHT and not line[1:-1].strip(_MIDDLE)


def _is_piped(line: str) -> bool:
    bare = line.strip()
    return len(bare) > 1 and bare[0] == bare[-1] == "|"


def _is_drawn_rule(text: str) -> bool:
    return len(text) > 1 and not text.strip(_RULE)


def _end_of_marks(line: str) -> int:
    """Return where the words of a heading begin, "## Larm"; 0 where a line is none."""
    bare = line.lstrip()
    title = bare.lstrip("#")
    is_heading = 1 <= len(bare) - len(title) <= _MOST_LEVELS and title[:1].isspace()
    return len(line) - len(title.lstrip()) if is_heading else 0


def _drawn(lines: Sequence[str]) -> Iterator[Paragraph | Grid]:
    """Yield the paragraphs of lines, and the tables that blanks alone draw in them."""
    parted = [[Word(found[0], *found.span()) for found in re.finditer(r"[^ \t]+", line)] for line in lines]
    at, once = 0, {bullet for bullet, count in Counter(map(_bullet, lines)).items() if count == 1}
    for table in find_columns(parted, _GAP):
        for line in lines[at : table.first]:
            yield from _line_paragraphs(line, once)
        yield Grid([list(map(_text, row)) for row in table.rows], marks=Marks(spans=table.spans))
        at = table.end
    for line in lines[at:]:
        yield from _line_paragraphs(line, once)


def _with_separators(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pair each line with what parts its cells; a tab that only indents the first line of a block parts none."""
    separator = ""
    for line in lines:
        if _is_piped(line):
            separator = "|"
        elif "\t" in (line if separator == "\t" else line.lstrip()):
            separator = "\t"
        else:
            separator = ""
        yield separator, line


def _bullet(line: str) -> str:
    bare = line.lstrip()
    return bare[0] if end_of_bullet(bare, _BULLETS) else ""


def _line_paragraphs(line: str, once: Collection[str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a line; a bullet that stands once, before what signs mean, is such a sign: "- Null"."""
    if _is_drawn_rule(line.strip()):
        return
    bare = line.lstrip()
    heading, bullet = _end_of_marks(line), end_of_bullet(bare, _BULLETS)
    if bullet and bare[0] in once and fold(bare[bullet:].rstrip(". ")) in words("sign_meaning", EVERY):
        bullet = 0
    for paragraph in _paragraphs(line[heading:] if heading else bare[bullet:] if bullet else line):
        yield Paragraph(paragraph.text, "heading" if heading else "item" if bullet else paragraph.kind)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a line or cell as its tags part them; marks of emphasis vanish."""
    plain = text
    if "~~" in text or "^" in text:
        noted = _NOTE.sub(lambda note: raise_mark(note["note"]), _STRUCK.sub("", text))
        plain = _RAISED.sub(_raise, noted)
    plain = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", plain))
    yield from _without_tags(plain)


def _without_tags(text: str) -> Iterator[Paragraph]:
    if _TAG.search(text):
        yield from (block for block in blocks_of_html(text) if isinstance(block, Paragraph))
    elif line := clean(_ENTITY.sub(lambda entity: unescape(entity[0]), text)):
        yield Paragraph(line)


def has_tags(text: str) -> bool:
    """Tell a text in which tags or entities of HTML stand."""
    return bool(_TAG.search(text) or _ENTITY.search(text))


def without_markup(text: str) -> str:
    r"""Return the text of a cell as its tags and entities show it.

    Examples
    --------
    >>> without_markup("300<sup>1</sup>"), without_markup("<b>1&nbsp;450</b>"), without_markup("<5")
    ('300¹', '1\xa0450', '<5')
    """
    return "\n".join(paragraph.text for paragraph in _without_tags(text)) if has_tags(text) else text


def _raise(mark: re.Match[str]) -> str:
    return raise_mark(mark["note"] or mark["raised"])


def _grid(lines: Iterable[str], separator: str) -> Grid:
    """Cut a block of lines into cells; the rule below a Markdown header marks it, other rules are dropped."""
    rows = list(dropwhile(_is_rule, (_split(line, separator) for line in lines)))
    marked = separator == "|" and len(rows) > 1 and _is_rule(rows[1])
    kept = [row for row in rows if not _is_rule(row)]
    texts = ((row, column, text) for row, line in enumerate(kept) for column, text in enumerate(line))
    prose = ((row, column) for row, column, text in texts if _opens_a_block(text))
    marks = Marks(heads=frozenset([0] if marked else []), prose=frozenset(prose))
    return Grid([list(map(_text, row)) for row in kept], ragged=separator == "\t", marks=marks)


def _opens_a_block(text: str) -> bool:
    return "<" in text and any(not tag["closes"] and tag["name"].lower() in _BLOCK_TAGS for tag in _TAG.finditer(text))


def _split(line: str, separator: str) -> list[str]:
    return line.strip()[1:-1].split("|") if separator == "|" else line.split(separator)


def _is_rule(row: Iterable[str]) -> bool:
    texts = [text.strip() for text in row if text.strip()]
    return bool(texts) and all(map(_is_drawn_rule, texts))


def _text(cell: str) -> str:
    return "\n".join(paragraph.text for paragraph in _paragraphs(cell))


def _without_running_heads(blocks: list[Paragraph | Grid]) -> list[Paragraph | Grid]:
    """Keep the first of the short paragraphs that stand before table after table; one letter may differ, no digit."""
    heads = _running_heads(blocks)
    seen: set[str] = set()
    kept: list[Paragraph | Grid] = []
    for block in blocks:
        text = _letters(block.text) if isinstance(block, Paragraph) else ""
        head = _same(text, heads.get(_digits(text), ()))
        if not head or head not in seen:
            kept.append(block)
        seen.add(head)
    return kept


def _running_heads(blocks: list[Paragraph | Grid]) -> dict[str, list[str]]:
    """Return the short paragraphs that stand shortly before two tables or more, by the digits in them."""
    tables: dict[str, dict[str, set[int]]] = defaultdict(dict)
    for number, block in enumerate(blocks):
        if isinstance(block, Grid):
            for text in _before(blocks, number):
                alike = tables[_digits(text)]
                alike.setdefault(_same(text, alike) or text, set()).add(number)
    return {digits: [text for text in alike if len(alike[text]) > 1] for digits, alike in tables.items()}


def _before(blocks: list[Paragraph | Grid], number: int) -> Iterator[str]:
    for block in reversed(blocks[max(number - _HEAD_LINES, 0) : number]):
        if isinstance(block, Grid):
            return
        if len(block.text) <= _LONGEST_HEAD:
            yield _letters(block.text)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _same(text: str, heads: Collection[str]) -> str:
    """Return the one of the heads that is this text but for a letter or so, or an empty text."""
    if text in heads:
        return text
    room = len(text) * (1 - _SAME_HEAD)
    near = (head for head in heads if abs(len(head) - len(text)) <= room)
    return next((head for head in near if SequenceMatcher(None, text, head, autojunk=False).ratio() >= _SAME_HEAD), "")


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


FORMAT = Format((".txt", ".md"), read_text)
