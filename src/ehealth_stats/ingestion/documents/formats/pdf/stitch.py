"""Pages -> blocks: a head that runs on every page is kept once, a table that goes on over a page is one."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ehealth_stats.ingestion.documents.blocks import Grid, Marks, Paragraph, Position
from ehealth_stats.ingestion.documents.formats.pdf.model import Page, PageParagraph, PageTable

_MARGIN_ITEMS = 3
_SAME_PLACE = 4.0  # points
_SAME_EDGE = 3.0

_Part = tuple[str, PageTable]


def stitch(pages: Sequence[Page]) -> tuple[tuple[Paragraph | Grid, ...], tuple[str, ...]]:
    """Return paragraphs and grids in reading order, and a note on the running heads and page numbers left out."""
    kept, dropped = _running(pages)
    blocks: list[Paragraph | Grid] = []
    parts: list[_Part] = []
    for page in pages:
        paragraphs = tables = 0
        on_top = True
        for item in (item for item in page.items if id(item) not in dropped):
            if isinstance(item, PageTable):
                tables += 1
                if not (on_top and parts and _same_columns(parts[-1][1], item)):
                    _close(blocks, parts)
                parts.append((f"page {page.number} table {tables}", item))
            elif id(item) not in kept:  # what runs on every page interrupts no table
                _close(blocks, parts)
            on_top = on_top and id(item) in kept
            if isinstance(item, PageParagraph):
                paragraphs += 1
                blocks.append(Paragraph(item.text, item.kind, f"page {page.number} paragraph {paragraphs}"))
    _close(blocks, parts)
    notes = (f"running heads and page numbers left out: {len(dropped)}",) if dropped else ()
    return tuple(blocks), notes


def _close(blocks: list[Paragraph | Grid], parts: list[_Part]) -> None:
    """Put the table whose parts were collected after what was read before."""
    if parts:
        blocks.append(_grid(parts))
        parts.clear()


def _same_columns(above: PageTable, table: PageTable) -> bool:
    return len(above.edges) == len(table.edges) and all(
        abs(one - other) < _SAME_EDGE for one, other in zip(above.edges, table.edges, strict=True)
    )


def _grid(parts: Sequence[_Part]) -> Grid:
    """Return one grid of a table's parts, whose places are counted anew on each page."""
    rows: list[list[str]] = []
    spans: dict[Position, tuple[int, int]] = {}
    starts: list[tuple[int, str]] = []
    for where, table in parts:
        starts.append((len(rows), where))
        spans |= {(len(rows) + row, column): span for (row, column), span in table.spans.items()}
        rows += table.rows
    return Grid(rows, parts=tuple(starts), marks=Marks(spans=spans))


def _running(pages: Sequence[Page]) -> tuple[set[int], set[int]]:
    """Return the paragraphs that stand on several pages at one height, by identity: the first of each, and the others.

    Of page numbers all are among the others.
    """
    alike: dict[str, list[tuple[Page, PageParagraph]]] = defaultdict(list)
    for page in pages:
        for item in _margins(page):
            alike[re.sub(r"\d+", "#", item.text)].append((page, item))
    kept: set[int] = set()
    dropped: set[int] = set()
    for found in alike.values():
        repeated = [
            item
            for page, item in found
            if any(other is not page and abs(item.top - that.top) < _SAME_PLACE for other, that in found)
        ]
        counts = len({item.text for item in repeated}) > 1  # the figures in it count the pages
        kept |= set() if counts else {id(item) for item in repeated[:1]}
        dropped |= {id(item) for item in (repeated if counts else repeated[1:])}
        dropped |= {id(item) for page, item in found if item.text.strip(" -–") == str(page.number)}
    return kept - dropped, dropped


def _margins(page: Page) -> Iterator[PageParagraph]:
    """Yield the first and last few paragraphs of a page, up to its first and from its last table."""
    ends = [page.items[:_MARGIN_ITEMS], page.items[: -_MARGIN_ITEMS - 1 : -1]]
    seen: set[int] = set()
    for end in ends:
        for item in end:
            if isinstance(item, PageTable):
                break
            if id(item) not in seen:
                seen.add(id(item))
                yield item
