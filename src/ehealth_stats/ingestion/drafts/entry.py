"""The parts of a drafted entry: the phrases that lead to its passage, its lines of TOML."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ehealth_stats.codelists import indicators
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.drafts.surroundings import SENTENCE_END
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.figures.of_document.header_units import read_header_unit
from ehealth_stats.ingestion.privacy.personal import MASK, mask
from ehealth_stats.ingestion.recipes.passage import TO_THE_END
from ehealth_stats.ingestion.text.periods import periods_of_line

_MOST_WORDS = 6
_LINES_BEFORE = 6
_MOST_CELLS = 4
_LONGEST = 400  # letters of a line that are looked through for words that lead to a place
_SHORTEST = 3  # letters of a phrase that leads somewhere alone
_FURTHEST = 40  # lines above in which a heading is looked for
_DIGITS = re.compile(r"\S*\d\S*")
_HIDDEN = re.compile(rf"[\ufdd0-\ufdef]+|{re.escape(MASK)}")
CHECK = "  # check"
A_TIME = "a year, or several: a time rather than a count"
A_RATE = "a rate, which nothing of the code lists is counted by"


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry of a recipe, how sure it is, the figures that it is about, and why it stands in comments, if it does.

    `after` is the entry that has to stand directly before it.
    """

    text: str
    strength: int
    about: frozenset[int] = frozenset()
    why: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The keys `find` and `until` of an entry."""

    find: Sequence[str]
    until: str = ""


_LABELLED = ("part", "addition")


class Places:
    """Finds the phrases that lead to a place of a document."""

    def __init__(self, document: Document) -> None:
        """Look at a document in which nothing personal can be read."""
        self.document, self.text = document, document.text
        self.starts = document.starts.tolist()
        self._firsts: dict[tuple[str, int], int] = {}  # the same phrases lead to many places

    def anchor(self, figure: Figure) -> Anchor | None:
        """Find phrases that lead to a figure: of a part ("varav digitala: 40") its own label is one."""
        first = figure.start - figure.quantity.start + figure.quantity.first
        labelled = self.find(figure.start, figure.end) if figure.quantity.relation in _LABELLED else None
        return labelled or self.find(first, figure.end)

    def find(self, start: int, end: int, until: str = "") -> Anchor | None:
        """Find phrases that lead to a place: the words before it, more of them until they are unique."""
        repeated: Anchor | None = None
        for path in self._paths(start):
            if self._leads_to(path, until, start, end):
                if len(path) > 1 or not self._stands_again(path[0]):
                    return Anchor(path, until)
                repeated = repeated or Anchor(path, until)
        return repeated

    def around(self, run: Sequence[Figure]) -> Anchor | None:
        """Find the phrases around figures that follow each other; a place before the first one belongs to them."""
        first, last = run[0], run[-1]
        start = first.area.start if first.area and first.area.start < first.start else first.start
        start = min(start, first.start - (first.quantity.start - first.quantity.first))
        until = self.phrase_after(last)
        # At the very start of a document only the first place's name stands before the first figure.
        return self.find(start, last.end, until) or self.find(first.start, last.end, until)

    def path_to(self, figure: Figure, printed: str) -> Sequence[str]:
        """Return phrases the last of which is the figure as printed."""
        return self.path_to_words(figure.start - figure.quantity.start + figure.quantity.first, printed)

    def path_to_words(self, start: int, printed: str) -> Sequence[str]:
        """Return phrases the last of which is the words printed at a place; none where no words lead there."""
        for path in ([], *self._paths(start)):
            at = self._end_of(path) if path else 0
            if at >= 0 and self.first(printed, at) == start:
                return [*path, printed]
        return []

    def _paths(self, start: int) -> Iterator[Sequence[str]]:
        """Yield phrases that may lead to a place, words that next year's document may have too before figures.

        Of a cell the label of its row and the cells between; of a line its own words, after a line or heading above.
        """
        row = self._row_before(start)
        for own in (row, *self._runs_before(start)):
            above = [label for label in self._labels_above(start) if label not in own][:: -1 if own == row else 1]
            if own:
                yield from [own] if len(own) > 1 or len(own[0]) >= _SHORTEST else []
                yield from ([label, *own] for label in above)
                yield from ([far, near, *own] for near in above[:2] for far in above[1:] if far != near)
        before = list(self._phrases_before(start))
        for listed in ([phrase for phrase in before if any(map(str.isalpha, phrase))], before):
            yield from (listed[:size][::-1] for size in (1, 2, 3) if listed[:size])
            yield from ([far, listed[0]] for far in listed[2:])

    def _runs_before(self, start: int) -> Iterator[list[str]]:
        """Yield the last, and the last two, runs of words without a figure before a place in its sentence."""
        line = self._line_before(start)
        runs = [phrase for run in _DIGITS.split(SENTENCE_END.split(line)[-1]) if (phrase := _phrase(run))]
        if runs and _phrase(_DIGITS.split(line)[-1]):
            yield runs[-1:]
        yield runs[-2:]

    def _labels_above(self, start: int) -> list[str]:
        """Return the words without figures that open the lines above, the nearest first, and the heading."""
        index = self.document.segment_at(start)
        segments = self.document.segments
        near = range(index - 1, max(index - 1 - _LINES_BEFORE, -1), -1)
        texts = [segments[at].text for at in near]
        heading = next(
            (s.text for s in reversed(segments[max(index - _FURTHEST, 0) : index]) if s.kind == "heading"), ""
        )
        found = [_phrase(_opening(text)) for text in [*texts, heading]]
        return list(dict.fromkeys(filter(None, found)))

    def _row_before(self, start: int) -> list[str]:
        """Return the label of a bare cell's row, and the cells between."""
        index = self.document.segment_at(start)
        segment = self.document.segments[index]
        if segment.table < 0 or segment.row < 0 or self.text[self.starts[index] : start].strip(" :"):
            return []
        found: list[str] = []
        for at in range(index - 1, max(index - 1 - _MOST_CELLS, -1), -1):
            other = self.document.segments[at]
            if (other.table, other.row) != (segment.table, segment.row):
                break
            found.insert(0, _phrase(other.text))
        return found if all(found) else []

    def _phrases_before(self, start: int) -> Iterator[str]:
        """Yield the words before a place in its line, then those that end the lines before."""
        index = self.document.segment_at(start)
        segments = self.document.segments
        lines = [self._line_before(start)]
        lines += [segments[at].text for at in range(index - 1, max(index - 1 - _LINES_BEFORE, -1), -1)]
        yield from filter(None, map(_phrase, lines))

    def _line_before(self, start: int) -> str:
        """Return what stands before a place in its line, of a long one the end of it."""
        return self.text[max(self.starts[self.document.segment_at(start)], start - _LONGEST) : start]

    def phrase_after(self, last: Figure) -> str:
        """Return the words behind a figure, where a passage that it ends may stop."""
        end = last.start + (last.quantity.last - last.quantity.start)
        index, segments = self.document.segment_at(end), self.document.segments
        rest = self.text[end : self.starts[index] + len(segments[index].text)].strip(" .:;,)")
        following = segments[index + 1].text if index + 1 < len(segments) else ""
        words = " ".join(_HIDDEN.split(mask(rest or following))[0].split()[:4]).strip(" :.,;")
        return words or ("" if rest or following else TO_THE_END)

    def _leads_to(self, path: Sequence[str], until: str, start: int, end: int) -> bool:
        at = self._end_of(path)
        if at < 0 or at > start:
            return False
        index = self.document.segment_at(at)
        line_end = self.starts[index] + len(self.document.segments[index].text)
        if not until:
            here = bool(self.text[at:line_end].strip(" :."))
            last = index if here or index + 1 == len(self.starts) else index + 1
            stop = self.starts[last] + len(self.document.segments[last].text)
        else:
            stop = len(self.text) if until == TO_THE_END else self.first(until, at)
        return not self.text[at:start].strip(" :.,;()\n\t\xa0") and stop >= end

    def _stands_again(self, phrase: str) -> bool:
        """Tell a phrase that stands in several places: a person who reads the recipe would not know which."""
        return self.first(phrase, self.first(phrase, 0) + 1) >= 0

    def _end_of(self, path: Sequence[str]) -> int:
        """Return where the last of some phrases ends, each the first after the one before it; -1 if one is missing."""
        at = 0
        for phrase in path:
            found = self.first(phrase, at)
            if found < 0:
                return -1
            at = found + len(phrase)
        return at

    def first(self, phrase: str, at: int) -> int:
        """Return where a phrase stands first from a place on, as whole words; -1 if it does not."""
        key = (phrase, at)
        if key not in self._firsts:
            self._firsts[key] = self._first(phrase, at)
        return self._firsts[key]

    def _first(self, phrase: str, at: int) -> int:
        found = self.text.find(phrase, at)
        while found >= 0:
            end = found + len(phrase)
            opens = not phrase[0].isalnum() or found == 0 or not _is_word(self.text[found - 1])
            closes = not phrase[-1].isalnum() or end == len(self.text) or not _is_word(self.text[end])
            if opens and closes:
                return found
            found = self.text.find(phrase, found + 1)
        return -1


def _opening(text: str) -> str:
    """Return the words of a line before its first figure; a number that opens it is one of a list."""
    return next((run for run in _DIGITS.split(text) if any(map(str.isalpha, run))), "")


@lru_cache(maxsize=1 << 16)
def _phrase(line: str) -> str:
    """Return the last words of a line that a recipe may hold: nothing personal."""
    phrase = " ".join(_HIDDEN.split(line)[-1].strip(" :.,;()").split()[-_MOST_WORDS:])
    return phrase if any(map(str.isalnum, phrase)) and mask(phrase) == phrase else ""


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def printed_figure(document: Document, figure: Figure) -> str:
    """Return a figure as it is printed, with its unit."""
    shift = figure.start - figure.quantity.start
    return document.text[shift + figure.quantity.first : shift + figure.quantity.last]


def is_time(document: Document, figure: Figure) -> bool:
    """Tell a figure that is a year or a span of years: "2013 - 2015" counts nothing."""
    if figure.quantity.unit:
        return False
    at = int(document.starts[figure.segment])
    first, last = figure.start - at, figure.end - at
    found = periods_of_line(document.segments[figure.segment].text)
    return any(mention.start <= first and last <= mention.end for mention in found)


def is_rate(document: Document, figure: Figure) -> bool:
    """Tell a figure below a header of rates: "Larm per 1 000 invånare" (alarms per 1,000 inhabitants)."""
    segment = document.segments[figure.segment]
    header = document.tables[segment.table].header if segment.table >= 0 else ()
    return 0 <= segment.column < len(header) and bool(read_header_unit(header[segment.column], "SE").rate)


def write_entry(section: str, values: Mapping[str, str | Sequence[str]], guesses: Collection[str] = ()) -> str:
    """Write an entry; empty values are left out.

    Examples
    --------
    >>> print(write_entry("observations", {"indicator": "safety_alarms", "find": ["Larm"]}, ["indicator"]))
    [[observations]]
    indicator = "safety_alarms"  # check
    find = "Larm"
    """
    lines = (f"{key} = {to_toml(value)}{CHECK if key in guesses else ''}" for key, value in values.items() if value)
    return "\n".join([f"[[{section}]]", *lines])


def anchor_values(anchor: Anchor | None) -> dict[str, str | Sequence[str]]:
    """Return the keys that an anchor fills."""
    return {"find": anchor.find, "until": anchor.until} if anchor else {}


def to_toml(value: str | Sequence[str]) -> str:
    """Write a text, or a list of texts; one alone is a text.

    Examples
    --------
    >>> to_toml("c:a 60"), to_toml(["Mål:"]), to_toml(["Mål:", "SITHS"])
    ('"c:a 60"', '"Mål:"', '["Mål:", "SITHS"]')
    """
    # JSON strings and arrays of them are TOML strings and arrays, but for the last control character.
    text = json.dumps(value[0] if not isinstance(value, str) and len(value) == 1 else value, ensure_ascii=False)
    return text.replace("\x7f", "\\u007f")


def guess_service(header: str, titles: Sequence[str]) -> str:
    """Guess which indicator counts the municipalities that a column of yes and no is about; empty for none.

    Examples
    --------
    >>> guess_service("Säker e-post", []), guess_service("Digitala larm", [])
    ('secure_email', '')
    """
    counted = {code: item for code, item in indicators().items() if item.unit == "municipalities" and item.synonyms}
    scores = {code: 3 * _hits([header], item.synonyms) for code, item in counted.items()}
    titled = {code: score + _hits(titles, counted[code].synonyms) for code, score in scores.items()}
    best = max(titled, key=lambda code: titled[code], default="")
    return best if scores.get(best) else ""


def _hits(texts: Sequence[str], synonyms: Sequence[str]) -> float:
    text = " ".join(texts).casefold()
    return sum(len(re.findall(rf"(?<!\w){re.escape(word.casefold())}", text)) for word in synonyms)
