"""What stands around a figure: its sentence, the lines above that lead to it, the area and time that these name.

- NPÖ                            "48" is of users of NPÖ in Karlskrona: the item above says what, its own line where
  - Karlskrona: 48 användare

Elverum                          "3 420" is of Elverum: several places have lines of the same labels below their names
  Meldinger sendt: 3 420
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ehealth_stats.codelists.areas import AreaMention
from ehealth_stats.ingestion.documents import Segment
from ehealth_stats.ingestion.drafts.labels import Words
from ehealth_stats.ingestion.figures.of_document.figures import Figure, Figures
from ehealth_stats.ingestion.text.periods import PeriodMention, find_periods, without_periods
from ehealth_stats.ingestion.text.rules import find_said
from ehealth_stats.languages.lexicon import EVERY, fold, words

# "ca. 900" goes on, "i drift. 900 larm" does not.
SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖÆØ“”\"«])|(?<=\w{5})[.!?]\s+(?=\d)|\n")
_MOST_HEADING = 10  # words
_LEAD, _HEADING = 150, 30
_FEWEST = 2
_APART = 3  # lines: a name, and a line without a figure ("Larm: ingen uppgift"), may stand between two of a run
_FURTHEST = 60  # lines above in which something leads to a line


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The sentence of a figure and where the figure stands in it, what leads to it (the nearest first), its area.

    `behind` is the line of its cell that follows.
    """

    sentence: str
    start: int
    end: int
    heads: tuple[str, ...]
    area: AreaMention | None = None
    is_sum: bool = False
    behind: str = ""

    def texts(self) -> list[Words]:
        """Return the texts in which the figure may be named, each with what it costs to look there."""
        leads = [Words(text, cost=_LEAD + _HEADING * at) for at, text in enumerate(self.heads)]
        behind = [Words(self.behind, cost=_LEAD + _HEADING * _FEWEST)] if self.behind else []
        return [Words(self.sentence, self.start, self.end), *leads, *behind]

    @property
    def in_brackets(self) -> bool:
        """Tell a figure in brackets."""
        return _depth(self.sentence, self.start) > 0

    @property
    def after(self) -> str:
        """The sentence behind the figure."""
        return self.sentence[self.end :]

    @property
    def before(self) -> str:
        """The sentence up to the figure."""
        return self.sentence[: self.start]


class Outline:
    """The running text of a document as a reader sees it: what leads to each line."""

    def __init__(self, figures: Figures) -> None:
        """Look at all lines once."""
        self.figures, self.document = figures, figures.document
        self.segments: Sequence[Segment] = self.document.segments
        with_figures = set(figures.line.tolist())
        self._numbers = with_figures
        self._free = [at for at, segment in enumerate(self.segments) if segment.table < 0]
        self._heads = {at for at in self._free if self._is_heading(at)}
        self._mentions: dict[int, list[AreaMention]] = defaultdict(list)
        for mention in figures.mentions:
            self._mentions[self.document.segment_at(mention.start)].append(mention)
        self._areas, self._sums = self._areas_of_lines()
        pairs = ((part, figures.items[part.whole]) for part in figures.items if part.whole >= 0)
        self.wholes = {whole.start for part, whole in pairs if whole.start > part.start}

    def _is_heading(self, at: int) -> bool:
        """Tell a heading, or a short line without a figure that no sentence ends."""
        segment = self.segments[at]
        if segment.kind == "heading":
            return True
        text = segment.text.strip()
        short = len(text.split()) <= _MOST_HEADING and not text.endswith((".", ";", ","))
        return at not in self._numbers and short and any(map(str.isalpha, text))

    def around(self, figure: Figure) -> Surroundings:
        """Return what stands around a figure."""
        segment = self.segments[figure.segment]
        at = figure.start - int(self.document.starts[figure.segment])
        start, end = self._sentence(segment.text, at)
        sentence = segment.text[start:end]
        inside = at - start
        heads = (*self._beside(figure.segment, start), *self._above(figure.segment))
        area = self._own_area(figure) or self._areas.get(figure.segment)
        is_sum = figure.quantity.total or figure.segment in self._sums
        behind = self.lines_of_cell(figure.segment)[1][:1] if self.segments[figure.segment].row >= 0 else []
        return Surroundings(sentence, inside, inside + figure.end - figure.start, heads, area, is_sum, "".join(behind))

    def blocks(self) -> Iterator[list[int]]:
        """Yield the lines below names of areas that follow each other: two areas or more a run.

        Ånge               the lines "Larm: 310" and "SITHS-kort: 44" of Ånge, and the two of Timrå, are one run
          Larm: 310
          SITHS-kort: 44
        Timrå
          Larm: 560
          SITHS-kort: 81
        """
        run: list[int] = []
        for at in sorted(self._areas):
            if run and at - run[-1] > _APART:
                yield run
                run = []
            run.append(at)
        if run:
            yield run

    def area_above(self, at: int) -> AreaMention:
        """Return the area that a line of such a run stands below."""
        return self._areas[at]

    def left_out(self, figure: Figure, language: str) -> tuple[str, ...]:
        """Return the names of the areas that the line of a figure does not count: "(Ydre ej medräknat)"."""
        return self.left_out_of(figure.segment, language)

    def left_out_of(self, at: int, language: str) -> tuple[str, ...]:
        """Return the names of areas directly before words of a line for what is not counted."""
        text, shift = self.segments[at].text, int(self.document.starts[at])
        found = find_said("not_counted", text, language) if self._mentions.get(at) else None
        names: list[str] = []
        first = found.start() if found else 0
        for mention in reversed(self._mentions.get(at, ()) if found else ()):
            between = fold(text[mention.end - shift : first]).strip(" ,")
            if mention.end - shift <= first and (not between or between in words("between_names", language)):
                names.insert(0, mention.name)
                first = mention.start - shift
        return tuple(names)

    def _own_area(self, figure: Figure) -> AreaMention | None:
        """Return the area of a figure: named in its own line, or by a cell that holds nothing else."""
        if figure.area is None:
            return None
        at = self.document.segment_at(figure.area.start)
        return figure.area if at == figure.segment or self._is_alone(at, figure.area) else None

    def _sentence(self, text: str, at: int) -> tuple[int, int]:
        ends = self._ends(text)
        place = bisect_right(ends, at)
        return ends[place - 1], ends[place] if place < len(ends) else len(text)

    def _ends(self, text: str) -> Sequence[int]:
        if text not in self._known_ends:
            self._known_ends[text] = [0, *(match.end() for match in SENTENCE_END.finditer(text))]
        return self._known_ends[text]

    @cached_property
    def _known_ends(self) -> dict[str, list[int]]:
        return {}

    def _beside(self, at: int, start: int) -> Iterator[str]:
        """Yield the sentence before; of a cell what leads to the line, its other lines, the heads of row and column."""
        segment = self.segments[at]
        if start:
            first, end = self._sentence(segment.text, max(start - 3, 0))
            yield segment.text[first:end]
        if segment.table < 0:
            return
        before, _ = self.lines_of_cell(at)
        yield from (text for text in before if text.rstrip().endswith(":"))
        yield from before[:_FEWEST]
        if segment.row >= 0:
            table = self.document.tables[segment.table]
            head = table.header[segment.column] if segment.column < len(table.header) else ""
            row = table.rows[segment.row]
            yield from (text for text in (*row[: segment.column][:_FEWEST], head) if text)

    def lines_of_cell(self, at: int) -> tuple[list[str], list[str]]:
        """Return the lines of a cell before one of them, the nearest first, and those behind it."""
        here = self._cell(at)
        first = last = at
        while first > 0 and self._cell(first - 1) == here:
            first -= 1
        while last + 1 < len(self.segments) and self._cell(last + 1) == here:
            last += 1
        texts = [segment.text for segment in self.segments[first : last + 1]]
        return texts[: at - first][::-1], texts[at - first + 1 :]

    def _cell(self, at: int) -> tuple[int, int, int]:
        segment = self.segments[at]
        return segment.table, segment.row, segment.column

    def _above(self, at: int) -> Iterator[str]:
        """Yield the lines that lead to a line: the nearest item without a figure, a line with a colon, a heading."""
        place = int(np.searchsorted(self._free, at))
        is_item = self.segments[at].kind == "item"
        was_heading = False
        for before in reversed(self._free[max(place - _FURTHEST, 0) : place]):
            segment = self.segments[before]
            is_heading = before in self._heads
            if was_heading and not is_heading:
                return
            leads = segment.text.rstrip().endswith(":") or (is_item and before not in self._numbers)
            if (is_heading or leads) and before not in self._areas_alone:
                yield segment.text
                was_heading = is_heading
                if segment.kind == "heading":
                    return
            is_item = is_item and (segment.kind == "item" or is_heading)

    def title(self) -> str:
        """Return the first line of running text, of a workbook its first cell."""
        first = next(iter(self._free), 0)
        return self.segments[first].text if self.segments else ""

    @cached_property
    def _areas_alone(self) -> set[int]:
        """The lines that hold nothing but the name of an area."""
        return {
            at
            for at, found in self._mentions.items()
            if len(found) == 1 and self.segments[at].table < 0 and self._is_alone(at, found[0])
        }

    def _is_alone(self, at: int, mention: AreaMention) -> bool:
        start = int(self.document.starts[at])
        text = self.segments[at].text
        rest = text[: mention.start - start] + text[mention.end - start :]
        return not any(map(str.isalpha, rest))

    def _areas_of_lines(self) -> tuple[dict[int, AreaMention], set[int]]:
        """Return the area of each line below the name of one, and the lines below a sum.

        A name counts that opens its line, where several names have lines of the same label below them.
        """
        below: list[tuple[int, AreaMention | None, list[int]]] = []
        for at in self._free:
            opening = self._opening(at)
            if opening is not None:
                below.append((at, opening[0], []))
            elif self.segments[at].kind == "heading" and at not in self._areas_alone:
                below.append((at, None, []))
            elif below and not self._mentions.get(at):
                below[-1][2].append(at)
            elif self._mentions.get(at):
                below.append((at, None, []))
        return self._shared(below)

    def _opening(self, at: int) -> tuple[AreaMention | None] | None:
        """Return the area that opens a line, none for a sum, nothing for other lines."""
        text = self.segments[at].text
        mention = next(iter(self._mentions.get(at, ())), None)
        if mention and not text[: mention.start - int(self.document.starts[at])].strip(" \t\xa0*•–-0123456789."):
            after = text[mention.end - int(self.document.starts[at]) :].lstrip()
            return (mention,) if not after or after[0] in ":,(" or at in self._areas_alone else None
        return (None,) if fold(text).split(":")[0].strip() in words("total", EVERY) else None

    def _shared(
        self, below: Sequence[tuple[int, AreaMention | None, list[int]]]
    ) -> tuple[dict[int, AreaMention], set[int]]:
        labels = [{_label(self.segments[at].text) for at in lines if at in self._numbers} for *_, lines in below]
        counted = Counter(label for (_, area, _), found in zip(below, labels, strict=True) if area for label in found)
        areas: dict[int, AreaMention] = {}
        sums: set[int] = set()
        for head, area, lines in below:
            for at in lines:
                known = at in self._numbers and counted[_label(self.segments[at].text)] >= _FEWEST
                if known and area:
                    areas[at] = area
                elif known and fold(self.segments[head].text).split(":")[0].strip() in words("total", EVERY):
                    sums.add(at)
        return areas, sums

    def dated(self, head: str) -> str:
        """Return the period that a line above names, in EDTF; the title's is that of the whole document."""
        if head == self.title():
            return ""
        return next((mention.period.edtf for mention in find_periods(head) if mention.period.dated), "")

    def dated_line(self, at: int) -> str:
        """Return the period that a line names, in EDTF."""
        return self.dated(self.segments[at].text)

    def counts(self, at: int) -> bool:
        """Tell whether a line holds a figure."""
        return at in self._numbers

    def leads(self, above: int, at: int) -> bool:
        """Tell whether a line without figures stands in running text as another one does, or in its cell."""
        return above not in self._numbers and self._cell(above) == self._cell(at)

    def periods(self, around: Surroundings) -> list[tuple[int, PeriodMention]]:
        """Return the periods in the sentence with their distance from the figure, the nearest first."""
        found = find_periods(around.sentence)
        beside = [
            (_gap(around, mention), mention)
            for mention in found
            if mention.period.dated and _depth(around.sentence, mention.start) <= int(around.in_brackets)
            if mention.end <= around.start or mention.start >= around.end
        ]
        return sorted(beside, key=lambda pair: pair[0])


def is_told(text: str) -> bool:
    """Tell a sentence with a figure of its own: "Styrgruppen har 7 medlemmar." is no title of what follows later."""
    return text.rstrip().endswith(".") and any(map(str.isdigit, without_periods(text)))


def says_what_shall_be(sentence: str) -> bool:
    """Tell a sentence about a target, whose time is none of what there is: "Målet är 500 larm 2015."."""
    return any(find_said(rule, sentence, EVERY) for rule in ("is_aimed", "shall_be"))


def _depth(text: str, at: int) -> int:
    """Return how many brackets are open at a place."""
    return text.count("(", 0, at) - text.count(")", 0, at)


def _gap(around: Surroundings, mention: PeriodMention) -> int:
    behind = mention.start >= around.end
    between = around.sentence[around.end : mention.start] if behind else around.sentence[mention.end : around.start]
    return len(between) + 40 * len(re.findall(r"\d[\d ]*|[,;]", between))


def _label(text: str) -> str:
    """Return what stands before the first figure of a line, as it is compared."""
    return fold(re.split(r"\d|:", text)[0]).strip(" .:–-")
