"""The report as data: blocks of heading, text, list, figure, table and note that every renderer reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ehealth_stats.charts import Chart
from ehealth_stats.codelists import Language


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an anchor of the same report."""

    text: str
    anchor: str


Part: TypeAlias = str | Strong | Link


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 (a section) or below; the title of the report is level 1."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; with an anchor, other blocks may link to it."""

    parts: tuple[Part, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ItemList:
    """An unordered list, one text an item."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A chart with its title, caption and alt text; the renderer draws it at its size."""

    chart: Chart
    anchor: str


@dataclass(frozen=True, slots=True)
class TableColumn:
    """The head of a column; numbers stand to the right."""

    label: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row; the first one names it, and other blocks may link to it."""

    cells: tuple[Part, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its caption above and its note below."""

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside the text: a reading aid, or a caution about what the numbers can't say."""

    text: str
    kind: Literal["info", "caution"] = "info"


Block: TypeAlias = Heading | Text | ItemList | FigureBlock | TableBlock | Note


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: what it is, and its blocks in reading order."""

    title: str
    subtitle: str
    language: Language
    meta: tuple[tuple[str, str], ...]
    contents_label: str
    blocks: tuple[Block, ...]

    def contents(self) -> Iterator[Heading]:
        """Yield the headings of a table of contents: sections and their parts.

        Examples
        --------
        >>> blocks = (Heading(2, "Summary", "summary"), Text(("One.",)), Heading(4, "Detail", "detail"))
        >>> [heading.text for heading in Report("R", "", "en", (), "Contents", blocks).contents()]
        ['Summary']
        """
        return (block for block in self.blocks if isinstance(block, Heading) and block.level <= 3)

    def figures(self) -> Iterator[FigureBlock]:
        """Yield the figures in reading order."""
        return (block for block in self.blocks if isinstance(block, FigureBlock))


def text(*parts: Part) -> Text:
    """Make a paragraph of its parts.

    Examples
    --------
    >>> text("See ", Link("the summary", "summary"), ".").parts[0]
    'See '
    """
    return Text(parts)
