"""How much is written in a zipped text or presentation: counted before anyone makes paragraphs and tables of it.

The XML is read piece by piece and nothing of it is kept; the first paragraph, cell or letter too many ends it.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from ehealth_stats.ingestion.documents.intake.encoding import check_count, too_long
from ehealth_stats.ingestion.documents.intake.received import Received

_EVENTS: tuple[Literal["start"], Literal["end"]] = ("start", "end")


@dataclass(frozen=True, slots=True)
class Tags:
    """What a format calls its cells, its paragraphs and their words, without namespaces.

    Where nothing is named that holds the words, all text of a paragraph is.
    """

    cells: tuple[str, ...]
    paragraphs: tuple[str, ...]
    words: tuple[str, ...] = ()


OFFICE = Tags(("tc",), ("p",), ("t",))
OPENDOCUMENT = Tags(("table-cell", "covered-table-cell"), ("p", "h"))


def check_written(received: Received, is_read: Callable[[str], bool], tags: Tags) -> None:
    """Count the cells of a document, its paragraphs outside tables, and the letters of each, in its parts.

    Raises
    ------
    DocumentError
        If there are more than a limit allows.
    XMLSyntaxError
        If a part is broken.
    """
    limits = received.limits
    least = min(limits.paragraphs, limits.written_cells, limits.paragraph_characters)
    with zipfile.ZipFile(io.BytesIO(received.data)) as archive:
        parts = [member for member in archive.infolist() if is_read(member.filename)]
        # What is counted takes a byte each, at least.
        if sum(part.file_size for part in parts) <= least:
            return
        count = _Count(received, tags)
        for part in parts:
            with archive.open(part) as file:
                names = [f"{{*}}{name}" for name in (*tags.cells, *tags.paragraphs, *tags.words)]
                for event, element in etree.iterparse(
                    file, events=_EVENTS, tag=names, resolve_entities=False, no_network=True, huge_tree=True
                ):
                    count.take(event, element)


class _Count:
    """What was met up to an element."""

    def __init__(self, received: Received, tags: Tags) -> None:
        self.received, self.tags = received, tags
        self.paragraphs = self.cells = self.depth = 0
        self.letters = [0]  # of the paragraphs that are open

    def take(self, event: str, element: etree._Element) -> None:
        """Count an element at its start, its words at its end, and free it then."""
        kind = etree.QName(element).localname
        (self._start if event == "start" else self._end)(kind, element)
        if event == "end":
            element.clear()
            while element.getprevious() is not None and (parent := element.getparent()) is not None:
                del parent[0]

    def _start(self, kind: str, _: etree._Element) -> None:
        if kind in self.tags.cells:
            self.depth += 1
            self.cells += 1
            if self.cells > (most := self.received.limits.written_cells):
                what, expected = f"the document has more than {most} cells", f"at most {most} (written_cells)"
                raise self.received.error(what, expected=expected, hint="is it data? save it as a workbook")
        elif kind in self.tags.paragraphs:
            self.letters.append(0)
            self.paragraphs += not self.depth
            check_count(self.received, self.paragraphs, "paragraphs")

    def _end(self, kind: str, element: etree._Element) -> None:
        if kind in self.tags.cells:
            self.depth -= 1
            return
        if kind in self.tags.words or not self.tags.words:
            self.letters[-1] += sum(map(len, map(str, element.itertext())))
            if self.letters[-1] > (most := self.received.limits.paragraph_characters):
                raise too_long(self.received, f"a paragraph of more than {most} characters")
        if kind in self.tags.paragraphs:
            self.letters.pop()
