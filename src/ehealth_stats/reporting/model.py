"""The report as data: blocks of heading, text, list, figure, table and note that every renderer reads.

No text in a Report has control characters, whatever it was made of: they are taken out when it is made.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any, Literal, TypeAlias

from ehealth_stats.charts.chart import Chart, PictureFormat
from ehealth_stats.codelists import Language
from ehealth_stats.schema import without_controls


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an anchor of the same report."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Cite:
    """A number or words that rest on a place in a document.

    `page` is the address of that place on the evidence page, relative to the report; `place` names it as a person finds
    it ("tabell 2, rad 3, Insats"); `row` is the id of the observation, target or statement in the annex.
    """

    text: str
    page: str
    place: str
    row: str


Part: TypeAlias = str | Strong | Link | Cite


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
    """A list, one text an item, numbered where the order matters."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A chart with its title, caption and alt text; the renderer draws it at its size. `label` is "Figure 1"."""

    chart: Chart
    anchor: str
    label: str = ""
    _drawn: dict[PictureFormat, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)

    def picture(self, form: PictureFormat) -> bytes:
        """Return the picture as a file; however many formats of the report show it, it is drawn once."""
        if form not in self._drawn:
            svg = None if form == "svg" else self.picture("svg")
            self._drawn[form] = self.chart.draw(form, svg=svg)
        return self._drawn[form]

    def files(self, build: str = "") -> dict[str, bytes]:
        """Return the files of the chart by name, of the pictures that the report shows too."""
        return self.chart.files(draw=self.picture, build=build)


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
    """A table with its caption above and its note below. `label` is "Table 1"."""

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    note: str = ""
    anchor: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside the text: a reading aid, a caution about what the numbers can't say, or a place to fill in."""

    text: str
    kind: Literal["info", "caution", "fill"] = "info"


Block: TypeAlias = Heading | Text | ItemList | FigureBlock | TableBlock | Note


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the annex: its name (also of the sheet), what it holds, its columns with their meaning, its rows.

    A cell is a text, a number, a day or nothing; `ids` are what a `Cite` leads to, one a row or none at all.
    """

    name: str
    title: str
    columns: tuple["SheetColumn", ...]
    rows: tuple[tuple["SheetCell", ...], ...]
    ids: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of the annex: its label, what it means, and what an empty cell of it means."""

    label: str
    meaning: str
    empty: str = ""


SheetCell: TypeAlias = str | float | int | date | None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: what it is, its blocks in reading order, and the sheets of its annex."""

    title: str
    subtitle: str
    language: Language
    meta: tuple[tuple[str, str], ...]
    contents_label: str
    blocks: tuple[Block, ...]
    annex: tuple[Sheet, ...] = ()
    author: str = ""
    build: str = ""

    def __post_init__(self) -> None:
        for each in fields(self):
            object.__setattr__(self, each.name, _cleaned(getattr(self, each.name)))

    def file_name(self, form: str) -> str:
        """Return the name of the report's file in a format; those of one language lie side by side.

        Examples
        --------
        >>> Report("R", "", "sv", (), "Contents", ()).file_name("xlsx")
        'evaluation.sv.xlsx'
        """
        return f"evaluation.{self.language}.{form}"

    def contents(self) -> Iterator[Heading]:
        """Yield the headings of a table of contents: sections and their parts.

        Examples
        --------
        >>> blocks = (Heading(2, "Summary", "summary"), Text(("One.",)), Heading(4, "Detail", "detail"))
        >>> [heading.text for heading in Report("R", "", "en", (), "Contents", blocks).contents()]
        ['Summary']
        """
        return (block for block in self.blocks if isinstance(block, Heading) and block.level <= 3)

    def citations(self) -> tuple[Cite, ...]:
        """Return what the blocks cite, each place once, in reading order."""
        found = {(cite.place, cite.row): cite for block in self.blocks for cite in _cites(block)}
        return tuple(found.values())

    def anchors(self) -> tuple[str, ...]:
        """Return everything that a `Link` can lead to, in reading order.

        Examples
        --------
        >>> Report("R", "", "en", (), "Contents", (Heading(2, "Summary", "summary"), Text(("One.",)))).anchors()
        ('summary',)
        """
        found = (anchor for block in self.blocks for anchor in _anchors(block))
        return tuple(dict.fromkeys(anchor for anchor in found if anchor))

    def figures(self) -> Iterator[FigureBlock]:
        """Yield the figures in reading order."""
        return (block for block in self.blocks if isinstance(block, FigureBlock))


def _cleaned(value: Any) -> Any:  # noqa: ANN401 - a text, or a tuple or object that holds texts
    """Return a value without the control characters of its texts; itself where there are none."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, tuple):
        parts = tuple(map(_cleaned, value))
        return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
    if is_dataclass(value) and not isinstance(value, type):
        texts = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        changed = {name: new for name, old in texts.items() if (new := _cleaned(old)) is not old}
        return replace(value, **changed) if changed else value
    return value


def _anchors(block: Block) -> Iterator[str]:
    match block:
        case Heading(anchor=anchor) | Text(anchor=anchor) | FigureBlock(anchor=anchor):
            yield anchor
        case ItemList(items):
            yield from (item.anchor for item in items)
        case TableBlock(rows=rows, anchor=anchor):
            yield from (anchor, *(row.anchor for row in rows))


def _cites(block: Block) -> Iterator[Cite]:
    match block:
        case Text(parts):
            lines: Iterable[tuple[Part, ...]] = (parts,)
        case ItemList(items):
            lines = (item.parts for item in items)
        case TableBlock(rows=rows):
            lines = (row.cells for row in rows)
        case _:
            return
    yield from (part for line in lines for part in line if isinstance(part, Cite))


def text(*parts: Part) -> Text:
    """Make a paragraph of its parts.

    Examples
    --------
    >>> text("See ", Link("the summary", "summary"), ".").parts[0]
    'See '
    """
    return Text(parts)
